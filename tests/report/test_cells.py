"""Names in sentences: all of a few, some of many; and cells as people read them."""

from __future__ import annotations

import pytest

from socplan.labels import Wording
from socplan.report import NA, Column, ColumnKind
from socplan.report.cells import some_of
from socplan.report.shown import shown_cell


@pytest.mark.parametrize(
    ("locale", "number", "told"),
    [
        ("cs", 1, "i1"),
        ("cs", 2, "i1 a i2"),
        ("cs", 8, "i1, i2, i3, i4, i5, i6, i7 a i8"),
        ("cs", 9, "i1, i2, i3 a dalších 6"),
        ("en", 500, "i1, i2, i3 and 497 more"),
    ],
)
def test_a_sentence_names_all_of_a_few_and_some_of_many_with_how_many_are_left(
    locale: str, number: int, told: str
) -> None:
    items = [f"i{place}" for place in range(1, number + 1)]

    assert some_of(Wording(locale), items).replace("\N{NO-BREAK SPACE}", " ") == told
    assert (
        some_of(Wording(locale), items, "; ")
        .replace("\N{NO-BREAK SPACE}", " ")
        .split("; ")[-1]
        .startswith(items[min(number, 3 if number > 8 else number) - 1])
    )


def test_names_that_hold_commas_are_kept_apart() -> None:
    words = Wording("cs")

    told = words.listed(["1 Děti, mládež", "2 Senioři", "Triáda"]).replace("\N{NO-BREAK SPACE}", " ")
    assert told == "1 Děti, mládež; 2 Senioři a Triáda"
    assert words.listed(["A", "B", "C"]).replace("\N{NO-BREAK SPACE}", " ") == "A, B a C"
    assert words.listed(["A, B"]) == "A, B"


def test_a_code_that_does_not_apply_is_empty_and_anything_else_has_a_dash() -> None:
    words = {"not_applicable": "–", "unknown": "neuvedeno"}
    code, text = Column("code", "Číslo", ColumnKind.CODE), Column("measure", "Opatření")

    assert [shown_cell(NA, column, words, "cs") for column in (code, text)] == ["", "–"]
    # An unknown code is still told.
    assert shown_cell(None, code, words, "cs") == "neuvedeno"
