from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from socplan.calculations import Sum


def test_a_sum_with_an_unknown_part_is_unknown_and_says_what_is_known() -> None:
    some = Sum.of([30, None, 20], 0)

    assert (some.known, some.parts, some.unknown, some.total, some.known_part) == (50, 3, 1, None, 50)


def test_of_unknown_parts_alone_nothing_is_known() -> None:
    nothing = Sum.of([None, None], 0)

    assert (nothing.total, nothing.known_part, nothing.unknown) == (None, None, 2)


def test_the_sum_of_no_parts_is_zero_and_tells_of_nothing() -> None:
    empty = Sum.of([], Decimal(0))

    assert (empty.total, empty.known_part) == (Decimal(0), None)


def test_long_amounts_are_added_to_the_last_digit() -> None:
    parts = [Decimal(10**30 - 1), Decimal("0.000000001")]

    assert Sum.of(parts, Decimal(0)).total == Decimal("999999999999999999999999999999.000000001")


def test_a_share_is_exact_and_unknown_where_a_part_is() -> None:
    assert Sum.of([1], 0).share_of(Sum.of([1, 2], 0)) == Fraction(1, 3)
    assert Sum.of([1], 0).share_of(Sum.of([1, None], 0)) is None
    assert Sum.of([1], 0).share_of(Sum.of([], 0)) is None
