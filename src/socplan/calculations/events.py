"""Meetings and other events: which were held, which come next, and where there should have been one."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from enum import Enum
from typing import Final

from attrs import frozen

from socplan.calculations.structure import by_date, grouped
from socplan.calculations.sums import Sum
from socplan.model import Attendance, Dossier, Event, EventGroup, EventKind, PartialDate, WorkingGroup
from socplan.model.dossier import held
from socplan.model.order import in_order
from socplan.typecheck import guarded, guarded_late

__all__ = [
    "EventState",
    "MeetingGaps",
    "MonthRange",
    "attendance",
    "event_state",
    "events_by_kind",
    "events_in_order",
    "events_of_group",
    "groups_of_event",
    "meeting_gaps",
    "meetings_by_year",
    "month_ranges",
    "next_events",
]

_MONTHS_A_YEAR: Final = 12


class EventState(Enum):
    """The state of an event on a day."""

    HELD = "held"
    LATER = "later"  #: Held, but after the day.
    PLANNED = "planned"  #: Its term has not passed, and it is not known to have been held.
    AS_NEEDED = "as_needed"  #: Without a term, called as needed.
    CANCELLED = "cancelled"
    UNDATED = "undated"  #: Without any term, and not known to have been held.
    UNREPORTED = "unreported"  #: Its term has passed, and it is not known to have been held.


@guarded_late
def event_state(event: Event, day: date | None) -> EventState:
    """The state of an event on a day; without a day, nothing planned counts as past."""
    if event.cancelled:
        return EventState.CANCELLED
    if event.held and (day is None or event.held.first_day <= day):
        return EventState.HELD
    if event.held:
        return EventState.LATER
    if event.planned is None:
        return EventState.AS_NEEDED if event.as_needed else EventState.UNDATED
    if day is not None and event.planned.last_day < day:
        return EventState.UNREPORTED
    return EventState.PLANNED


@guarded
@held
def events_in_order(dossier: Dossier) -> tuple[Event, ...]:
    """Events by the day they were held or are planned for; those without one come last, by title."""
    return by_date(dossier.events, lambda event: event.held or event.planned)


@guarded
def next_events(dossier: Dossier, day: date) -> tuple[Event, ...]:
    """The events that come on that day or later, the nearest first; a month counts until it ends.

    Seen from an earlier day, those held since are among them.
    """
    coming = {EventState.PLANNED, EventState.LATER}
    return tuple(
        event
        for event in events_in_order(dossier)
        if event.kind is not EventKind.HISTORY and event_state(event, day) in coming
    )


@guarded_late
def groups_of_event(dossier: Dossier, event: Event) -> tuple[WorkingGroup, ...]:
    """The groups that an event belongs to, in order: the four groups of a common meeting."""
    names = [event.group, *(row.group for row in dossier.having(EventGroup, "event", event.id))]
    return in_order(dict.fromkeys(filter(None, (dossier.get(WorkingGroup, name) for name in names))))


@guarded
def events_of_group(dossier: Dossier, group: str) -> tuple[Event, ...]:
    """The events at which a group met, of every kind, those together with other groups among them; no history."""
    return tuple(event for event in _events_by_group(dossier).get(group, ()) if event.kind is not EventKind.HISTORY)


@held
def _events_by_group(dossier: Dossier) -> Mapping[str, tuple[Event, ...]]:
    pairs = [(group.id, event) for event in events_in_order(dossier) for group in groups_of_event(dossier, event)]
    return {group: tuple(event for _, event in same) for group, same in grouped(pairs, lambda pair: pair[0]).items()}


@guarded_late
def attendance(dossier: Dossier, event: Event) -> int | None:
    """How many came: as reported, else the sum of the kinds of people; ``None`` where a part is not known."""
    if event.attendance is not None:
        return event.attendance
    listed = dossier.having(Attendance, "event", event.id)
    return Sum.of((row.count for row in listed), 0).total if listed else None


@guarded
def meetings_by_year(
    dossier: Dossier, day: date | None = None, kind: EventKind | None = None
) -> Mapping[tuple[str, int], int]:
    """How many events each group held in each year, up to a day, of any kind or of one; common ones count for each."""
    return Counter(
        (group, event.held.year)
        for group, events in _events_by_group(dossier).items()
        for event in events
        if event.held
        and event.kind is not EventKind.HISTORY
        and (kind is None or event.kind is kind)
        and event_state(event, day) is EventState.HELD
    )


@guarded
def events_by_kind(dossier: Dossier, day: date | None) -> Mapping[tuple[EventKind, EventState], int]:
    """How many events of each kind are in each state."""
    return Counter((event.kind, event_state(event, day)) for event in dossier.events)


@frozen
class MonthRange:
    """Months in a row: the first and the last."""

    first: PartialDate
    last: PartialDate


@guarded
def month_ranges(months: Iterable[PartialDate]) -> tuple[MonthRange, ...]:
    """Months in rows: 7/2006, 9/2006, 10/2006 and 11/2006 are 7/2006 and 9/2006 to 11/2006."""
    ranges: list[MonthRange] = []
    for number in sorted({_number(month) for month in months}):
        month = _month(number)
        if ranges and _number(ranges[-1].last) == number - 1:
            ranges[-1] = MonthRange(ranges[-1].first, month)
        else:
            ranges.append(MonthRange(month, month))
    return tuple(ranges)


@frozen(kw_only=True)
class MeetingGaps:
    """How a group keeps the rule to meet every so many months."""

    group: WorkingGroup
    #: The months by whose end a meeting was owed and none is recorded, one for each meeting. ``None``: neither the
    #: founding of the group nor any meeting is known.
    months: tuple[PartialDate, ...] | None
    #: Meetings with a known year alone; they may fill gaps.
    undated: int
    #: Meetings that are recorded by the day.
    recorded: int

    @property
    def owed(self) -> int | None:
        """How many meetings are missing; ``None`` where that cannot be told."""
        return None if self.months is None else len(self.months)


@guarded
def meeting_gaps(dossier: Dossier, day: date) -> tuple[MeetingGaps, ...]:
    """The meetings owed by every group that has to meet every so many months (`WorkingGroup.meets_every`).

    With ``meets_every`` 3, a meeting is owed by the end of each third month without any since the one before, counted
    from the month in which the group was founded, else from its first meeting; up to the last month that had ended by
    the day, or the month in which the group ended. Events of every kind count, those with other groups among them. One
    meeting in 9/2006 leaves 5 owed by the end of 2007: in 12/2006, 3/2007, 6/2007, 9/2007 and 12/2007.
    """
    rows = []
    for group in dossier.ordered(WorkingGroup):
        start = group.validity.start
        if group.meets_every and (start is None or start.first_day <= day):
            days = [
                event.held
                for event in events_of_group(dossier, group.id)
                if event.held and event_state(event, day) is EventState.HELD
            ]
            dated = {_number(day_held) for day_held in days if day_held.month is not None}
            gaps = _gaps(group, dated, day)
            months = None if gaps is None else tuple(map(_month, gaps))
            undated = sum(day_held.month is None for day_held in days)
            rows.append(MeetingGaps(group=group, months=months, undated=undated, recorded=len(days)))
    return tuple(rows)


def _number(when: PartialDate | date) -> int:
    return when.year * _MONTHS_A_YEAR + (when.month or 1) - 1


def _month(number: int) -> PartialDate:
    return PartialDate(number // _MONTHS_A_YEAR, number % _MONTHS_A_YEAR + 1)


def _gaps(group: WorkingGroup, months: set[int], day: date) -> list[int] | None:
    founded = group.validity.start
    last = _number(founded.last_day) if founded else min(months, default=None)
    if last is None:
        return None
    end = _number(day + timedelta(days=1)) if day < date.max else _number(day)
    if group.validity.end:
        end = min(end, _number(group.validity.end.first_day) + 1)
    every = group.meets_every or 1
    gaps = []
    for month in range(last + 1, end):
        if month in months:
            last = month
        elif month - last == every:
            gaps.append(month)
            last = month
    return gaps
