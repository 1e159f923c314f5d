from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from tests.building import dossier

from socplan import OptionError, build_report
from socplan.report import Option, checked_options

DAY = Option(name="day", type=date)


def test_a_day_is_taken_as_it_is() -> None:
    assert checked_options("x", (DAY,), {"day": date(2012, 1, 1)}) == {"day": date(2012, 1, 1)}


@pytest.mark.parametrize("value", [datetime(2012, 1, 1, tzinfo=UTC), "2012-01-01", 2012])
def test_what_is_no_day_is_refused(value: object) -> None:
    with pytest.raises(OptionError, match="is not of type date"):
        checked_options("x", (DAY,), {"day": value})


def test_where_there_is_nothing_to_choose_from_no_option_is_blamed() -> None:
    problem = r"^comment-book: the dossier has no consultation; add one to consultations\.$"
    with pytest.raises(OptionError, match=problem):
        build_report("comment-book", dossier())
