from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from socplan import OptionError
from socplan.report import Option, checked_options

DAY = Option(name="day", type=date)


def test_a_day_is_taken_as_it_is() -> None:
    assert checked_options("x", (DAY,), {"day": date(2012, 1, 1)}) == {"day": date(2012, 1, 1)}


@pytest.mark.parametrize("value", [datetime(2012, 1, 1, tzinfo=UTC), "2012-01-01", 2012])
def test_what_is_no_day_is_refused(value: object) -> None:
    with pytest.raises(OptionError, match="is not of type date"):
        checked_options("x", (DAY,), {"day": value})
