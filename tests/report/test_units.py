"""Amounts agree with their units, in Czech and English; a unit that is not known stands before its number."""

from __future__ import annotations

from decimal import Decimal

import pytest

from socplan.labels import PlainWording
from socplan.report.units import amount, unit_name, units_name

CS, EN = PlainWording("cs"), PlainWording("en")


@pytest.mark.parametrize(
    ("number", "told", "english"),
    [
        ("0", "0 úvazků", "0 full-time posts"),
        ("1", "1 úvazek", "1 full-time post"),
        ("2", "2 úvazky", "2 full-time posts"),
        ("5", "5 úvazků", "5 full-time posts"),
        ("9.5", "9,5 úvazku", "9.5 full-time posts"),
        ("22", "22 úvazků", "22 full-time posts"),
    ],
)
def test_an_amount_agrees_with_its_number(number: str, told: str, english: str) -> None:
    assert amount(CS, Decimal(number), "úvazek") == told
    assert amount(EN, Decimal(number), "úvazek") == english


def test_the_least_amount_is_called_so() -> None:
    assert amount(CS, 600, "klient", least=True) == "nejméně 600 klientů"
    assert amount(CS, 4, "stacionář", least=True) == "stacionář: nejméně 4"


def test_an_unknown_unit_is_not_declined() -> None:
    assert amount(CS, 4, "stacionář") == "stacionář: 4"
    assert (unit_name(EN, "stacionář"), units_name(EN, "stacionář"), unit_name(EN, None)) == ("stacionář",) * 2 + (
        None,
    )
    assert (unit_name(EN, "lůžko"), units_name(CS, "hodina péče")) == ("bed", "hodiny péče")
