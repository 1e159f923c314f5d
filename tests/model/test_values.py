from __future__ import annotations

import pytest
from tests.building import period

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
