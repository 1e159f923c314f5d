"""Percentages total 100 and lie within one unit of the exact share."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import assume, given, strategies as st

from socplan import percentages

counts_of_something = st.lists(st.integers(0, 10**6), min_size=1, max_size=12).filter(any)
digits_of_percents = st.integers(0, 4)


@given(counts=counts_of_something, digits=digits_of_percents)
def test_the_largest_remainder_totals_exactly_one_hundred(counts: list[int], digits: int) -> None:
    rounded = percentages(counts, digits=digits, rounding="largest_remainder")

    assert sum(value for value in rounded if value is not None) == 100
    assert None not in rounded


@given(counts=counts_of_something, digits=digits_of_percents, rule=st.sampled_from(["largest_remainder", "floor"]))
def test_no_share_is_off_by_a_whole_unit(counts: list[int], digits: int, rule: str) -> None:
    for value, count in zip(percentages(counts, digits=digits, rounding=rule), counts, strict=True):  # type: ignore[arg-type]
        assert value is not None
        assert abs(Fraction(value) - Fraction(100 * count, sum(counts))) < Fraction(1, 10**digits)


@given(counts=counts_of_something, digits=digits_of_percents)
def test_rounding_half_up_is_off_by_half_a_unit_at_most_and_upwards_at_a_tie(counts: list[int], digits: int) -> None:
    half = Fraction(1, 2 * 10**digits)
    for value, count in zip(percentages(counts, digits=digits, rounding="half_up"), counts, strict=True):
        assert value is not None
        assert -half < Fraction(value) - Fraction(100 * count, sum(counts)) <= half


@given(counts=counts_of_something, digits=digits_of_percents)
def test_floor_never_exceeds_the_share(counts: list[int], digits: int) -> None:
    for value, count in zip(percentages(counts, digits=digits, rounding="floor"), counts, strict=True):
        assert value is not None
        assert Fraction(value) <= Fraction(100 * count, sum(counts))


@given(counts=counts_of_something, data=st.data())
def test_the_order_of_counts_changes_no_share_that_is_not_a_tie(counts: list[int], data: st.DataObject) -> None:
    assume(len(set(counts)) == len(counts))
    shuffled = data.draw(st.permutations(counts))
    remainders = {Fraction(100 * count, sum(counts)) % 1 for count in counts}
    assume(len(remainders) == len(counts))

    assert dict(zip(shuffled, percentages(shuffled), strict=True)) == dict(
        zip(counts, percentages(counts), strict=True)
    )


@given(counts=counts_of_something, factor=st.integers(1, 50), digits=digits_of_percents)
def test_counting_in_dozens_changes_no_share(counts: list[int], factor: int, digits: int) -> None:
    assert percentages([factor * count for count in counts], digits=digits) == percentages(counts, digits=digits)


@given(counts=counts_of_something)
def test_percentages_are_decimals_of_the_places_asked_for(counts: list[int]) -> None:
    assert all(
        isinstance(value, Decimal) and value.as_tuple().exponent == -2 for value in percentages(counts, digits=2)
    )
