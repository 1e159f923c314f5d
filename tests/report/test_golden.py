"""The reports of the shipped dossiers, and of the shapes of monitoring, whole, as they were looked at and found good.

They are Markdown, so that people read them. A file is named after its example, kind, locale and audience; an empty file
is a new case. After a wanted change run ``python -m tests.report.test_golden``, then read the difference line by line.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.shapes import SHAPES

from socplan import build_report, render
from socplan.data import EXAMPLES
from socplan.plugins import Registry, make_manager
from socplan.report import Audience
from socplan.testing import sample_dossier

GOLDEN = Path(__file__).parent.parent / "golden"
#: What a kind has to be told, for an audience.
OPTIONS = {("export", "public"): {"profile": "verejny-katalog"}, ("export", "internal"): {"profile": "podklad-kraj"}}


def case(path: Path) -> tuple[str, str, str, Audience]:
    """What a golden file is of, by its name: example, kind, locale, audience."""
    name, _, rest = path.stem.partition("-")
    kind, locale, audience = rest.rsplit("-", 2)
    return name, kind, locale, "internal" if audience == "internal" else "public"


def made(path: Path) -> str:
    name, kind, locale, audience = case(path)
    options: dict[str, Any] = dict(OPTIONS.get((kind, audience), {}))
    dossier = SHAPES[name] if name in SHAPES else sample_dossier(name)
    report = build_report(kind, dossier, locale=locale, audience=audience, **options)
    return render(report, "markdown")[0].content.decode("utf-8")


@pytest.mark.parametrize("golden", sorted(GOLDEN.iterdir()), ids=lambda path: path.stem)
def test_the_report_is_as_it_was(golden: Path) -> None:
    assert made(golden) == golden.read_text("utf-8")


@pytest.mark.parametrize("golden", sorted(GOLDEN.iterdir()), ids=lambda path: path.stem)
def test_no_heading_is_without_anything_below_it(golden: Path) -> None:
    lines = [line for line in golden.read_text("utf-8").split("\n") if line.strip()]
    depths = [len(line) - len(line.lstrip("#")) for line in lines] + [1]

    assert not [line for line, depth, below in zip(lines, depths, depths[1:], strict=False) if 0 < below <= depth]


def test_every_example_and_every_kind_has_a_golden_report() -> None:
    cases = [case(path) for path in GOLDEN.iterdir()]

    assert {name for name, *_ in cases} == {*EXAMPLES, *SHAPES}
    assert {kind for _, kind, *_ in cases} == set(Registry(*make_manager(installed=False)).reports)


if __name__ == "__main__":
    for file in GOLDEN.iterdir():
        file.write_text(made(file), "utf-8", newline="\n")
