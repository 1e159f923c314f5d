from __future__ import annotations

from datetime import date

import pytest
from tests.building import day, dossier, event, group, period

from socplan import Attendance, Event, EventGroup, EventKind
from socplan.calculations import (
    EventState,
    attendance,
    event_state,
    events_by_kind,
    events_in_order,
    groups_of_event,
    meeting_gaps,
    meetings_by_year,
    month_ranges,
    next_events,
)

TODAY = date(2009, 6, 10)


@pytest.mark.parametrize(
    ("one", "state"),
    [
        (event("e", held="2009-06-10"), EventState.HELD),
        (event("e", held="2009-07"), EventState.LATER),
        (event("e", planned="2009-06"), EventState.PLANNED),
        (event("e", planned="2009-05"), EventState.UNREPORTED),
        (event("e"), EventState.UNDATED),
        (event("e", as_needed=True), EventState.AS_NEEDED),
        (event("e", planned="2009-06", cancelled=True), EventState.CANCELLED),
    ],
)
def test_what_is_known_of_an_event_on_a_day(one: Event, state: EventState) -> None:
    assert event_state(one, TODAY) is state


def test_without_a_day_nothing_planned_is_past() -> None:
    assert event_state(event("e", planned="1999"), None) is EventState.PLANNED
    assert event_state(event("e", held="1999"), None) is EventState.HELD


def test_a_month_that_has_not_ended_may_still_bring_the_event() -> None:
    known = dossier(
        events=(event("c", planned="2009-12"), event("a", planned="2009-06"), event("b", planned="2009-05"))
    )

    assert [one.id for one in next_events(known, TODAY)] == ["a", "c"]


def test_events_without_a_date_come_last() -> None:
    known = dossier(events=(event("x"), event("b", held="2009-02"), event("a", planned="2009-01-31")))

    assert [one.id for one in events_in_order(known)] == ["a", "b", "x"]


def test_attendance_is_the_total_or_the_sum_of_its_parts() -> None:
    parts = (Attendance(event="e", who="obce", count=7), Attendance(event="e", who="kraj", count=3))
    open_part = Attendance(event="f", who="obce")
    known = dossier(
        events=(event("e"), event("f"), event("g"), event("h", attendance=0)), attendances=(*parts, open_part)
    )

    assert [attendance(known, one) for one in known.events] == [10, None, None, 0]


def test_meetings_are_counted_by_group_and_year() -> None:
    known = dossier(
        groups=(group("a"),),
        events=(
            event("e", held="2012-03", group="a"),
            event("f", held="2012-09", group="a"),
            event("g", held="2013", group="a"),
            event("h", held="2012-10", group="a", kind=EventKind.WORKSHOP),
            event("i", held="2012-11", group="a", cancelled=True),
        ),
    )

    assert dict(meetings_by_year(known)) == {("a", 2012): 3, ("a", 2013): 1}
    assert dict(meetings_by_year(known, kind=EventKind.MEETING)) == {("a", 2012): 2, ("a", 2013): 1}
    assert events_by_kind(known, None)[EventKind.WORKSHOP, EventState.HELD] == 1


@pytest.mark.parametrize(("every", "missing"), [(1, ["2012-02", "2012-04", "2012-05"]), (2, ["2012-05"]), (3, [])])
def test_a_month_is_a_gap_where_the_last_meeting_lies_too_far_back(every: int, missing: list[str]) -> None:
    known = dossier(
        groups=(group("a", meets_every=every, validity=period("2012-01-10", None)),),
        events=(event("e", held="2012-01-20", group="a"), event("f", held="2012-03", group="a")),
    )

    (gaps,) = meeting_gaps(known, date(2012, 6, 10))
    assert [str(month) for month in gaps.months or ()] == missing


def test_gaps_end_with_the_group_and_begin_with_its_first_meeting() -> None:
    known = dossier(
        groups=(group("a", meets_every=1, validity=period(None, "2012-04")), group("b", meets_every=1), group("c")),
        events=(event("e", held="2012-02", group="a"), event("f", held="2011", group="a")),
    )

    first, second = meeting_gaps(known, date(2015, 1, 1))
    assert (first.months, first.undated) == ((day("2012-03"), day("2012-04")), 1)
    assert (second.months, second.undated) == (None, 0)


def test_a_common_meeting_is_a_meeting_of_each_group() -> None:
    common = dossier(
        groups=(group("a", meets_every=1, validity=period("2012-01", None)), group("b")),
        events=(event("e", held="2012-02", group="b", kind=EventKind.METHODICAL),),
        event_groups=(EventGroup(event="e", group="a"),),
    )

    assert [one.id for one in groups_of_event(common, common.events[0])] == ["a", "b"]
    assert dict(meetings_by_year(common)) == {("a", 2012): 1, ("b", 2012): 1}
    (gaps,) = meeting_gaps(common, date(2012, 4, 1))
    assert gaps.months == (day("2012-03"),)


def test_a_group_that_meets_each_quarter_owes_meetings_and_not_months() -> None:
    known = dossier(groups=(group("a", meets_every=3),), events=(event("e", held="2006-09", group="a"),))
    (gaps,) = meeting_gaps(known, date(2007, 12, 31))

    assert (gaps.owed, gaps.recorded) == (5, 1)
    assert [str(month) for month in gaps.months or ()] == ["2006-12", "2007-03", "2007-06", "2007-09", "2007-12"]


def test_a_group_that_never_met_owes_every_meeting_since_it_was_founded() -> None:
    known = dossier(groups=(group("a", meets_every=2, validity=period("2009-04", None)),))
    (gaps,) = meeting_gaps(known, date(2009, 12, 31))

    assert (gaps.owed, gaps.recorded) == (4, 0)
    assert meeting_gaps(known, date(2009, 3, 31)) == ()


def test_months_are_told_as_ranges() -> None:
    ranges = month_ranges(map(day, ("2006-12", "2006-07", "2007-01", "2006-11")))

    assert [(str(months.first), str(months.last)) for months in ranges] == [
        ("2006-07", "2006-07"),
        ("2006-11", "2007-01"),
    ]
