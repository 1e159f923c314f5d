"""The reports of the shipped dossiers, whole, as they were looked at and found good.

After a wanted change: ``python -m tests.report.test_golden``, then read the difference line by line.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from socplan import build_report, read_file, render
from socplan.data import EXAMPLES, example

GOLDEN = Path(__file__).parent.parent / "golden"
CASES = [
    ("olomouc", "monitoring", "cs", "public"),
    ("olomouc", "monitoring", "en", "public"),
    ("ukazka", "monitoring", "cs", "internal"),
    ("ukazka", "plan", "en", "internal"),
    ("ukazka", "organisation", "cs", "internal"),
    ("ukazka", "organisation", "en", "public"),
    ("ukazka", "process", "cs", "public"),
    ("ukazka", "activities", "cs", "public"),
    ("ukazka", "amendment", "cs", "public"),
    ("ukazka", "amendment", "en", "internal"),
    ("ukazka", "action-plan", "cs", "public"),
    ("ukazka", "comment-book", "cs", "public"),
    ("ukazka", "needs", "cs", "public"),
    ("ukazka", "catalogue", "cs", "public"),
    ("ukazka", "catalogue", "en", "internal"),
    ("zlin", "catalogue", "cs", "public"),
    ("ukazka", "needs", "en", "public"),
    ("ukazka", "funding", "cs", "public"),
    ("ukazka", "funding", "en", "internal"),
    ("ukazka", "comment-book", "en", "internal"),
    ("ukazka", "benchmark", "cs", "public"),
    ("ukazka", "benchmark", "en", "internal"),
    ("ukazka", "export", "cs", "public"),
    ("ukazka", "export", "en", "internal"),
    ("ukazka", "alignment", "cs", "public"),
    ("ukazka", "alignment", "en", "internal"),
    ("ukazka", "completeness", "cs", "public"),
    ("ukazka", "completeness", "en", "internal"),
    ("zlin", "completeness", "cs", "public"),
    ("liberec", "organisation", "cs", "public"),
    ("msk", "organisation", "cs", "public"),
    ("olomouc", "activities", "cs", "public"),
    ("usti", "process", "cs", "public"),
    ("zlin", "process", "cs", "public"),
    ("zlin", "plan", "cs", "public"),
]
FORMATS = ["json", "csv"]
#: What a kind has to be told, for an audience.
OPTIONS = {
    ("export", "public"): {"profile": "verejny-katalog"},
    ("export", "internal"): {"profile": "podklad-kraj"},
}


def made(folder: Path, case: tuple[str, str, str, str], format_name: str) -> bytes:
    name, kind, locale, audience = case
    path = folder / f"{name}.json"
    path.write_bytes(example(name))
    options: dict[str, Any] = dict(OPTIONS.get((kind, audience), {}))
    report = build_report(kind, read_file(path), locale=locale, audience=audience, **options)  # type: ignore[call-overload]
    return render(report, format_name)[0].content


@pytest.mark.parametrize("case", CASES, ids="-".join)
@pytest.mark.parametrize("format_name", FORMATS)
def test_the_report_is_as_it_was(tmp_path: Path, case: tuple[str, str, str, str], format_name: str) -> None:
    assert made(tmp_path, case, format_name) == (GOLDEN / f"{'-'.join(case)}.{format_name}").read_bytes()


def test_every_example_has_a_golden_report() -> None:
    assert {case[0] for case in CASES} == set(EXAMPLES)


if __name__ == "__main__":
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        for one in CASES:
            for suffix in FORMATS:
                (GOLDEN / f"{'-'.join(one)}.{suffix}").write_bytes(made(Path(folder), one, suffix))
