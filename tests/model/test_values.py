from __future__ import annotations

import pytest
from tests.building import period, year

from socplan import Period
from socplan.model.values import natural_key

Ends = tuple[str | None, str | None]


@pytest.mark.parametrize(
    ("one", "other", "certain"),
    [
        (("2006", "2010"), ("2007", "2007"), True),
        (("2006", "2008"), ("2008", "2010"), False),
        (("2006-01-01", "2008-06-30"), ("2008-06-30", "2010"), True),
        ((None, None), (None, None), True),
        ((None, "2008"), ("2009", None), False),
        (("2010", "2006"), ("2005", "2012"), False),
    ],
)
def test_periods_overlap_where_a_day_is_common_for_certain(one: Ends, other: Ends, certain: bool) -> None:
    assert period(*one).overlaps(period(*other)) is certain
    assert period(*other).overlaps(period(*one)) is certain


def test_the_same_days_are_the_same_time_however_they_are_written() -> None:
    assert year(2025).days == period("2025-01", "2025-12-31").days == Period.of_year(2025).days
    assert year(2025).days != period("2025", None).days


def test_a_period_lies_in_the_year_in_which_it_begins_and_ends() -> None:
    assert period("2025-02", "2025-11").lies_in(2025)
    assert not period("2024", "2025").lies_in(2025)
    assert not period("2025", None).lies_in(2025)


def test_every_period_holds_any_day() -> None:
    assert period("2025", "2024").holds(None)


def test_a_number_of_any_length_has_its_place() -> None:
    long = "1." + "9" * 5000

    assert sorted([long + "0", long, "1.10", "1.09", "1.9"], key=natural_key) == [
        "1.09",
        "1.9",
        "1.10",
        long,
        long + "0",
    ]
