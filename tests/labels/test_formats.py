"""Numbers look as Babel writes them, though Babel is not asked for each."""

from __future__ import annotations

from decimal import Decimal, localcontext

import pytest
from babel.numbers import format_decimal
from hypothesis import example, given, strategies as st

from socplan.labels.formats import HARD_SPACE, date_forms, number_text, typeset
from socplan.model import PartialDate

LOCALES = ["cs", "en", "en_GB", "de", "sk", "pl", "fr"]


@pytest.mark.parametrize("locale", LOCALES)
@given(st.integers() | st.decimals(allow_nan=False, allow_infinity=False, places=3) | st.decimals(-(10**9), 10**9))
# No float holds this number.
@example(2**53 + 1)
def test_a_number_looks_as_babel_writes_it(locale: str, value: int | Decimal) -> None:
    with localcontext() as exact:
        exact.prec = 400
        places = 0 if isinstance(value, int) else max(-int(value.as_tuple().exponent), 0)
        pattern = "#,##0" + ("." + "0" * places if places else "")
        expected = format_decimal(value, format=pattern, locale=locale, decimal_quantization=False)

    assert number_text(value, locale) == expected


@given(st.text())
def test_typography_changes_nothing_but_spaces_and_is_done_once(text: str) -> None:
    printed = typeset(text)

    assert printed.replace(HARD_SPACE, " ") == text.replace(HARD_SPACE, " ")
    assert typeset(printed) == printed


@pytest.mark.parametrize(
    ("plain", "hard"),
    [
        ("péče o seniory a v obcích", "péče o~seniory a~v~obcích"),
        ("dne 8. 12. 2025", "dne 8.~12.~2025"),
        ("od 1. ledna do 3. 5.", "od 1.~ledna do 3.~5."),
        ("za 1 250 000 Kč a 12 %", "za 1~250~000~Kč a~12~%"),
        ("podle § 3 odst. 2 písm. h) a č. 5", "podle §~3 odst.~2 písm.~h) a~č.~5"),
        ("PS 3 se sešla 5krát", "PS~3 se sešla 5krát"),
        ("Kos letí ve vsi", "Kos letí ve vsi"),
    ],
)
def test_spaces_are_hard_where_a_line_must_not_end(plain: str, hard: str) -> None:
    assert typeset(plain).replace(HARD_SPACE, "~") == hard


@pytest.mark.parametrize(
    ("value", "told"), [("2025-06-30", "on 30 Jun 2025"), ("2025-06", "in June 2025"), ("2025", "in 2025")]
)
def test_an_english_date_that_says_when_has_its_preposition(value: str, told: str) -> None:
    assert date_forms(PartialDate.parse(value), "en")["when"].replace(HARD_SPACE, " ") == told
