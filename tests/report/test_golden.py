"""The reports of the shipped dossiers, whole, as they were looked at and found good.

They are Markdown, so that people read them. After a wanted change: ``python -m tests.report.test_golden``, then read
the difference line by line.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from socplan import build_report, render
from socplan.data import EXAMPLES
from socplan.plugins import Registry, make_manager
from socplan.testing import sample_dossier

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
#: What a kind has to be told, for an audience.
OPTIONS = {
    ("export", "public"): {"profile": "verejny-katalog"},
    ("export", "internal"): {"profile": "podklad-kraj"},
}


def golden_report(case: tuple[str, str, str, str]) -> str:
    name, kind, locale, audience = case
    options: dict[str, Any] = dict(OPTIONS.get((kind, audience), {}))
    report = build_report(kind, sample_dossier(name), locale=locale, audience=audience, **options)  # type: ignore[call-overload]
    return render(report, "markdown")[0].content.decode("utf-8")


def golden_file(case: tuple[str, str, str, str]) -> Path:
    return GOLDEN / f"{'-'.join(case)}.md"


@pytest.mark.parametrize("case", CASES, ids="-".join)
def test_the_report_is_as_it_was(case: tuple[str, str, str, str]) -> None:
    assert golden_report(case) == golden_file(case).read_text("utf-8")


def test_every_example_and_every_kind_has_a_golden_report_and_no_file_is_left_over() -> None:
    kinds = Registry(*make_manager(installed=False)).reports

    assert {case[0] for case in CASES} == set(EXAMPLES)
    assert {case[1] for case in CASES} == set(kinds)
    assert set(GOLDEN.iterdir()) == set(map(golden_file, CASES))


if __name__ == "__main__":
    for example_case in CASES:
        golden_file(example_case).write_text(golden_report(example_case), "utf-8", newline="\n")
