"""Meetings and other events: which were held, which come next, and where there should have been one."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Final

from attrs import frozen

from socplan.calculations.structure import by_date
from socplan.calculations.sums import Sum
from socplan.model import Attendance, Dossier, Event, EventKind, PartialDate, WorkingGroup
from socplan.model.dossier import held
from socplan.typecheck import guarded, guarded_late

__all__ = [
    "EventState",
    "MeetingGaps",
    "attendance",
    "event_state",
    "events_by_kind",
    "events_in_order",
    "meeting_gaps",
    "meetings_by_year",
    "next_events",
]

_MONTHS_A_YEAR: Final = 12


class EventState(Enum):
    """The state of an event on a day."""

    HELD = "held"
    PLANNED = "planned"
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
    if event.planned is None and event.held is None:
        return EventState.AS_NEEDED if event.as_needed else EventState.UNDATED
    if event.held is None and event.planned and day is not None and event.planned.last_day < day:
        return EventState.UNREPORTED
    return EventState.PLANNED


@guarded
@held
def events_in_order(dossier: Dossier) -> tuple[Event, ...]:
    """Events by the day they were held or are planned for; those without one come last, by title."""
    return by_date(dossier.events, lambda event: event.held or event.planned)


@guarded
def next_events(dossier: Dossier, day: date) -> tuple[Event, ...]:
    """The events planned for that day or later, the nearest first; a month counts until it ends."""
    return tuple(
        event
        for event in events_in_order(dossier)
        if event.planned and event_state(event, day) is EventState.PLANNED and event.planned.last_day >= day
    )


@guarded_late
def attendance(dossier: Dossier, event: Event) -> int | None:
    """How many came: as reported, else the sum of the kinds of people; ``None`` where a part is not known."""
    if event.attendance is not None:
        return event.attendance
    listed = dossier.having(Attendance, "event", event.id)
    return Sum.of((row.count for row in listed), 0).total if listed else None


@guarded
def meetings_by_year(
    dossier: Dossier, day: date | None = None, kind: EventKind = EventKind.MEETING
) -> Mapping[tuple[str, int], int]:
    """How many events of a kind each group held in each year, up to a day."""
    return Counter(
        (event.group, event.held.year)
        for event in dossier.events
        if event.group and event.held and event.kind is kind and event_state(event, day) is EventState.HELD
    )


@guarded
def events_by_kind(dossier: Dossier, day: date | None) -> Mapping[tuple[EventKind, EventState], int]:
    """How many events of each kind are in each state."""
    return Counter((event.kind, event_state(event, day)) for event in dossier.events)


@frozen(kw_only=True)
class MeetingGaps:
    """The months in which a group should have met and did not."""

    group: WorkingGroup
    #: ``None``: neither the founding of the group nor any meeting is known.
    months: tuple[PartialDate, ...] | None
    #: Meetings with a known year alone; they may fill gaps.
    undated: int


@guarded
def meeting_gaps(dossier: Dossier, day: date) -> tuple[MeetingGaps, ...]:
    """Months without a meeting, for every group that has to meet every so many months (`WorkingGroup.meets_every`).

    With ``meets_every`` n, a month is a gap where neither it nor the n − 1 months before it saw a meeting. Gaps are
    counted from the month after the group was founded, else after its first meeting; up to the last month that had
    ended by the day, or the month in which the group ended.
    """
    rows = []
    for group in dossier.ordered(WorkingGroup):
        if group.meets_every:
            days = [
                event.held
                for event in dossier.having(Event, "group", group.id)
                if event.kind is EventKind.MEETING and event.held and not event.cancelled
            ]
            dated = {_number(day_held) for day_held in days if day_held.month is not None}
            gaps = _gaps(group, dated, day)
            months = None
            if gaps is not None:
                months = tuple(PartialDate(gap // _MONTHS_A_YEAR, gap % _MONTHS_A_YEAR + 1) for gap in gaps)
            rows.append(MeetingGaps(group=group, months=months, undated=sum(held.month is None for held in days)))
    return tuple(rows)


def _number(when: PartialDate | date) -> int:
    return when.year * _MONTHS_A_YEAR + (when.month or 1) - 1


def _gaps(group: WorkingGroup, months: set[int], day: date) -> list[int] | None:
    founded = group.validity.start
    first = _number(founded.last_day) if founded else min(months, default=None)
    if first is None:
        return None
    end = _number(day)
    if group.validity.end:
        end = min(end, _number(group.validity.end.first_day) + 1)
    every = group.meets_every or 1
    return [
        month
        for month in range(first + every, end)
        if not any(before in months for before in range(month - every + 1, month + 1))
    ]
