from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from socplan import ArgumentError, percentages


def shown(*values: str) -> tuple[Decimal, ...]:
    return tuple(map(Decimal, values))


@pytest.mark.parametrize(
    ("rounding", "expected"),
    [
        ("largest_remainder", shown("34", "33", "33")),
        ("half_up", shown("33", "33", "33")),
        ("floor", shown("33", "33", "33")),
    ],
)
def test_thirds(rounding: str, expected: tuple[Decimal, ...]) -> None:
    assert percentages([1, 1, 1], rounding=rounding) == expected  # type: ignore[arg-type]


def test_a_half_goes_up_by_half_up_and_down_by_floor() -> None:
    assert percentages([1, 7], rounding="half_up") == shown("13", "88")
    assert percentages([1, 7], rounding="floor") == shown("12", "87")
    assert percentages([1, 7], rounding="largest_remainder") == shown("13", "87")


def test_what_is_missing_to_a_hundred_goes_to_those_that_lost_most() -> None:
    # 28.57…, 28.57…, 42.85…: the last lost most, then the first of equals.
    assert percentages([2, 2, 3], rounding="largest_remainder") == shown("29", "28", "43")


def test_digits_are_decimal_places() -> None:
    assert percentages([1, 2], digits=2) == shown("33.33", "66.67")
    assert percentages([1, 1], digits=1) == shown("50.0", "50.0")
    assert str(percentages([1, 1], digits=1)[0]) == "50.0"
    assert percentages([1, 2], digits=40)[0] == Decimal("33." + "3" * 40)


def test_a_share_of_nothing_or_of_something_unknown_is_unknown() -> None:
    assert percentages([]) == ()
    assert percentages([0, 0]) == (None, None)
    assert percentages([3, None]) == (None, None)
    assert percentages([0, 1]) == shown("0", "100")


def test_amounts_are_shared_exactly() -> None:
    assert percentages([Decimal("0.1"), Decimal("0.2")], digits=1) == shown("33.3", "66.7")
    assert percentages([Fraction(1, 3), Fraction(2, 3)]) == shown("33", "67")


@pytest.mark.parametrize("rounding", ["largest_remainder", "half_up", "floor"])
def test_the_published_share_of_olomouc_follows_from_58_and_not_from_57(rounding: str) -> None:
    published = shown("3", "47", "43", "7")

    assert percentages([2, 27, 25, 4], rounding="half_up") == published
    for first in range(6):
        assert percentages([first, 27, 25, 5 - first], rounding=rounding) != published  # type: ignore[arg-type]


def test_what_makes_no_sense_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        percentages([1, -1])
    with pytest.raises(ValueError, match="digits: -1 is less than 0"):
        percentages([1], digits=-1)
    with pytest.raises(ValueError, match="rounding: 'bankers' is not 'half_up' or 'largest_remainder' or 'floor'"):
        percentages([1], rounding="bankers")  # type: ignore[arg-type]


@pytest.mark.parametrize("count", [Decimal("NaN"), Decimal("Infinity")])
def test_what_is_no_number_is_refused(count: Decimal) -> None:
    with pytest.raises(ArgumentError, match="counts: cannot convert"):
        percentages([count, 1])


def test_a_float_is_refused_as_it_is_not_exact() -> None:
    with pytest.raises(TypeError, match="a float is not exact"):
        percentages([0.5, 0.5])  # type: ignore[list-item]
