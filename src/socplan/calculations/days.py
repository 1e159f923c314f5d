"""The time that a dossier speaks of: its day, the period of its plan, the rounds in which it was looked at."""

from collections.abc import Iterator
from datetime import date, timedelta

import attrs

from socplan.model import Amendment, Dossier, MonitoringRound, PartialDate, Period
from socplan.model.dossier import held
from socplan.typecheck import guarded
from socplan.views import prolonged, prolonging

__all__ = ["known_by", "known_day", "plan_period", "prolongation", "recorded_day", "rounds_in_order"]


@guarded
@held
def known_day(dossier: Dossier) -> date | None:
    """The day that reports and checks speak of where nobody names one.

    It is the last day of `Plan.prepared`; else the first day on which all has happened for certain that the dossier
    says has happened: of a body founded in „2011“ that is 1. 1. 2012. ``None`` where it holds no such date.
    """
    if dossier.plan.prepared:
        return dossier.plan.prepared.last_day
    return max(map(_over, _recorded(dossier)), default=None)


@guarded
@held
def recorded_day(dossier: Dossier) -> date | None:
    """The first day on which all can have happened that the dossier says has happened, at whatever day it looks.

    Of a body founded in „2011“ that is 1. 1. 2011. ``None`` where the dossier holds no such date.
    """
    return max((when.first_day for when in _recorded(dossier)), default=None)


def _recorded(dossier: Dossier) -> Iterator[PartialDate]:
    """The dates of all that has happened."""
    begun = (dossier.groups, dossier.members, dossier.group_texts, dossier.placements)
    known = (
        *(record.validity.start for table in begun for record in table),
        *(resolution.date for resolution in dossier.resolutions),
        *(amendment.effective for amendment in dossier.amendments),
        *(round_.surveyed for round_ in dossier.rounds),
        *(reading.reported for reading in dossier.readings),
        *(event.held_until or event.held for event in dossier.events),
        *(task.finished for task in dossier.tasks),
        *(delivery.date for delivery in dossier.deliveries),
        *(publication.published for publication in dossier.publications),
    )
    return filter(None, known)


def _over(when: PartialDate) -> date:
    """A day itself; the day after a month or a year."""
    last = when.last_day
    return last if when.day is not None or last == date.max else last + timedelta(days=1)


@guarded
def known_by(dossier: Dossier, day: date | None) -> Dossier:
    """The dossier as far as it is known by a day that lies before the last thing that it records.

    A task done, a resolution adopted and a publication issued on an unknown day are not known to be so by then.
    """
    last = recorded_day(dossier)
    if day is None or last is None or day >= last:
        return dossier
    return attrs.evolve(
        dossier,
        tasks=tuple(
            attrs.evolve(task, done=None) if task.done and task.finished is None else task for task in dossier.tasks
        ),
        resolutions=tuple(
            attrs.evolve(resolution, adopted=None) if resolution.date is None else resolution
            for resolution in dossier.resolutions
        ),
        publications=tuple(
            attrs.evolve(publication, issued=None) if publication.published is None else publication
            for publication in dossier.publications
        ),
    )


@guarded
@held
def plan_period(dossier: Dossier) -> Period:
    """For when the plan is valid, with all prolongations that are in force.

    For the period as it was known on a day, ask with ``as_of(dossier, day)``.
    """
    return prolonged(dossier, date.max)


@guarded
def prolongation(dossier: Dossier) -> Amendment | None:
    """The amendment in force by which the plan is valid for longer than it was made for (prodloužení platnosti).

    ``None``: no amendment prolongs it, or the dossier does not hold the former end any more, as that of a later day.
    """
    amendment, end = prolonging(dossier, date.max), dossier.plan.period.end
    if amendment is None or amendment.prolongs_until is None or end is None:
        return None
    return amendment if amendment.prolongs_until.last_day > end.last_day else None


@guarded
@held
def rounds_in_order(dossier: Dossier) -> tuple[MonitoringRound, ...]:
    """The monitoring rounds, the oldest first; rounds without a known start come first of all."""

    def place(item: MonitoringRound) -> tuple[str, str, str]:
        return (
            str(item.period.start.first_day) if item.period.start else "",
            str(item.period.end.last_day) if item.period.end else "",
            item.id,
        )

    return tuple(sorted(dossier.rounds, key=place))
