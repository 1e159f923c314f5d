"""How many measures stand in which status (míra plnění).

A measure without a reading is unknown: neither not fulfilled nor left out of the total.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import partial
from typing import Literal

from attrs import frozen

from socplan.calculations.structure import (
    Bucket,
    Subject,
    drafted,
    goals_in_order,
    group_of,
    in_order,
    measures_in_order,
    statuses_in_order,
    superseded,
    territory_of,
)
from socplan.calculations.sums import total_of
from socplan.model import (
    Dossier,
    Goal,
    GroupKind,
    Measure,
    MonitoringRound,
    Period,
    Reading,
    Status,
    Tally,
    WorkingGroup,
)

__all__ = [
    "Fulfilment",
    "FulfilmentRow",
    "FulfilmentTable",
    "Grouping",
    "StatusChange",
    "fulfilment",
    "fulfilment_over_time",
    "has_readings",
    "measures_in",
    "measures_of",
    "rounds_in_order",
    "status_changes",
    "status_of",
]

Grouping = Literal["group", "goal", "territory"]
"""What to count by."""


@frozen(kw_only=True)
class Fulfilment:
    """Measures counted by status; every number may be unknown (``None``), which is not 0."""

    #: The plan's scale, in order.
    statuses: tuple[Status, ...]
    #: How many measures in each status, in the same order.
    counts: tuple[int | None, ...]
    #: How many measures nothing is known of.
    unknown: int | None
    #: How many measures in all.
    total: int | None

    def count(self, status: str) -> int | None:
        """How many measures in the status of that identifier."""
        return next((n for known, n in zip(self.statuses, self.counts, strict=True) if known.id == status), None)

    @property
    def shares(self) -> tuple[Fraction | None, ...]:
        """Each count over the total, exactly; ``None`` where either is unknown or the total is 0."""
        return tuple(None if count is None or not self.total else Fraction(count, self.total) for count in self.counts)

    @property
    def fulfilled(self) -> int | None:
        """How many measures the plan counts as fulfilled: the sum over the statuses it says count so."""
        return total_of((n for status, n in zip(self.statuses, self.counts, strict=True) if status.fulfilled), 0)

    @property
    def is_known(self) -> bool:
        """Whether every count and the total is known."""
        return None not in (*self.counts, self.unknown, self.total)


@frozen
class FulfilmentRow:
    """The fulfilment of one group, goal or territory, or of the measures that have none."""

    subject: Subject
    fulfilment: Fulfilment


@frozen
class FulfilmentTable:
    """The fulfilment of a plan in one round: row by row, and in all."""

    round: MonitoringRound
    rows: tuple[FulfilmentRow, ...]
    overall: Fulfilment


@frozen
class StatusChange:
    """A measure that stands elsewhere than a round before."""

    measure: Measure
    before: Status
    after: Status


def rounds_in_order(dossier: Dossier) -> tuple[MonitoringRound, ...]:
    """The monitoring rounds, the oldest first; rounds without a known start come first of all."""

    def place(item: MonitoringRound) -> tuple[str, str, str]:
        return (
            str(item.period.start.first_day) if item.period.start else "",
            str(item.period.end.last_day) if item.period.end else "",
            item.id,
        )

    return tuple(sorted(dossier.rounds, key=place))


def measures_of(dossier: Dossier, round_: MonitoringRound) -> tuple[Measure, ...]:
    """The measures that a round is about, in printed order."""
    return measures_in(dossier, round_.period)


def measures_in(dossier: Dossier, period: Period) -> tuple[Measure, ...]:
    """The measures that were part of the plan in a period, in printed order.

    Of two wordings of one measure in the same period the later one counts; what is only a draft does not.
    """
    drafts = drafted(dossier)
    found = [
        measure for measure in measures_in_order(dossier) if measure.id not in drafts and measure.validity.meets(period)
    ]
    former = superseded(found)
    return tuple(measure for measure in found if measure.id not in former)


def has_readings(dossier: Dossier, round_: MonitoringRound) -> bool:
    """Whether the status of single measures was reported in a round, and not counts alone."""
    return any(reading.round == round_.id and reading.status for reading in dossier.readings)


def status_of(dossier: Dossier, measure: Measure, round_: MonitoringRound) -> Status | None:
    """The status reported of a measure in a round; ``None`` where none is known."""
    reading = dossier.get(Reading, round_.id, measure.id)
    return dossier.get(Status, reading.status) if reading and reading.status else None


def fulfilment(dossier: Dossier, round_: MonitoringRound, *, by: Grouping = "group") -> FulfilmentTable:
    """Count the measures of a round by status, for each group, goal or territory and in all.

    From readings where the round has any with a status; else from tallies, which know groups alone: by goal and by
    territory there are then no rows; else no count is known. A row for measures common to several groups,
    or assigned to none, stands last and only where there are such measures.

    A sum over rows is unknown as soon as one of them is; nothing is inferred from the rest.

    Example: of three measures one is done and of one nothing was reported. Then ``counts`` is (1, 0, …)
    over the scale, ``unknown`` 1 + …, ``total`` 3 and the share of done is 1/3.
    """
    if has_readings(dossier, round_):
        return _table(dossier, round_, by, partial(_counted, dossier, round_))
    if not any(tally.round == round_.id for tally in dossier.tallies):
        return _table(dossier, round_, by, partial(_unreported, dossier))
    rows = _rows_from_tallies(dossier, round_)
    return FulfilmentTable(round_, rows if by == "group" else (), _added(dossier, [row.fulfilment for row in rows]))


def _subjects(dossier: Dossier, by: Grouping) -> tuple[Subject, ...]:
    if by == "group":
        return (*in_order(dossier.groups), Bucket.SHARED, Bucket.UNASSIGNED)
    if by == "territory":
        return (*in_order(dossier.territories), Bucket.UNASSIGNED)
    return (*(node.goal for node in goals_in_order(dossier)), Bucket.UNASSIGNED)


def _subject_of(dossier: Dossier, measure: Measure, by: Grouping) -> Subject:
    if by == "group":
        return group_of(dossier, measure)
    if by == "territory":
        return territory_of(dossier, measure)
    return dossier.get(Goal, measure.goal) or Bucket.UNASSIGNED


def _table(
    dossier: Dossier, round_: MonitoringRound, by: Grouping, count: Callable[[Sequence[Measure]], Fulfilment]
) -> FulfilmentTable:
    measures = measures_of(dossier, round_)
    belonging: dict[Subject, list[Measure]] = {}
    for measure in measures:
        belonging.setdefault(_subject_of(dossier, measure, by), []).append(measure)
    rows = tuple(
        FulfilmentRow(subject, count(belonging[subject]))
        for subject in dict.fromkeys(_subjects(dossier, by))
        if subject in belonging
    )
    return FulfilmentTable(round_, rows, count(measures))


def _unreported(dossier: Dossier, measures: Sequence[Measure]) -> Fulfilment:
    """Nobody reported anything: no count is known, and of a plan that is not listed not even the total."""
    statuses = statuses_in_order(dossier)
    total = len(measures) or None
    return Fulfilment(statuses=statuses, counts=(None,) * len(statuses), unknown=total, total=total)


def _counted(dossier: Dossier, round_: MonitoringRound, measures: Sequence[Measure]) -> Fulfilment:
    statuses = statuses_in_order(dossier)
    counts = dict.fromkeys((status.id for status in statuses), 0)
    unknown = 0
    for measure in measures:
        status = status_of(dossier, measure, round_)
        if status is None:
            unknown += 1
        else:
            counts[status.id] += 1
    return Fulfilment(
        statuses=statuses,
        counts=tuple(counts[status.id] for status in statuses),
        unknown=unknown,
        total=len(measures),
    )


def _rows_from_tallies(dossier: Dossier, round_: MonitoringRound) -> tuple[FulfilmentRow, ...]:
    """A row for every group that reported, or that had to: unknown where it did not, so that no sum is too small."""
    tallies = [tally for tally in dossier.tallies if tally.round == round_.id]
    tallied = {Bucket.SHARED if tally.shared else tally.group for tally in tallies}
    subjects: tuple[WorkingGroup | Bucket, ...] = (*in_order(dossier.groups), Bucket.SHARED, Bucket.UNASSIGNED)
    return tuple(
        FulfilmentRow(subject, _tallied(dossier, round_, subject))
        for subject in subjects
        if (subject if isinstance(subject, Bucket) else subject.id) in tallied or _has_to_report(dossier, subject)
    )


def _has_to_report(dossier: Dossier, subject: WorkingGroup | Bucket) -> bool:
    """Whether a group has measures; of a plan whose goals are not listed, every working group may have some."""
    if subject is Bucket.UNASSIGNED:
        return any(group_of(dossier, measure) == subject for measure in dossier.measures)
    if dossier.goals:
        items: tuple[Goal | Measure, ...] = (*dossier.goals, *dossier.measures)
        return any(group_of(dossier, item) == subject for item in items)
    return isinstance(subject, WorkingGroup) and subject.kind is GroupKind.WORKING


def _tallied(dossier: Dossier, round_: MonitoringRound, subject: Subject) -> Fulfilment:
    group = None if isinstance(subject, Bucket) else subject.id

    def cell(status: str | None) -> int | None:
        if subject is Bucket.UNASSIGNED:
            return None  # a tally is a group's, or the shared row's
        tally = dossier.get(Tally, round_.id, group, subject is Bucket.SHARED, status)
        return tally.count if tally else None

    statuses = statuses_in_order(dossier)
    counts = tuple(cell(status.id) for status in statuses)
    stated = cell(None)
    listed = total_of(counts, 0)
    total = listed if stated is None else stated
    # Only where the statuses make the whole total is it sure that no measure is unknown.
    unknown = 0 if total is not None and listed == total else None
    return Fulfilment(statuses=statuses, counts=counts, unknown=unknown, total=total)


def _added(dossier: Dossier, rows: list[Fulfilment]) -> Fulfilment:
    statuses = statuses_in_order(dossier)
    return Fulfilment(
        statuses=statuses,
        counts=tuple(total_of((row.counts[place] for row in rows), 0) for place in range(len(statuses))),
        unknown=total_of((row.unknown for row in rows), 0),
        total=total_of((row.total for row in rows), 0),
    )


def fulfilment_over_time(dossier: Dossier) -> tuple[FulfilmentTable, ...]:
    """The fulfilment of every round by group, the oldest first."""
    return tuple(fulfilment(dossier, round_) for round_ in rounds_in_order(dossier))


def status_changes(dossier: Dossier, before: MonitoringRound, after: MonitoringRound) -> tuple[StatusChange, ...]:
    """The measures whose status is known in both rounds and is another in the second, in printed order.

    That nothing was reported is no change of status; and nothing follows from counts alone.
    """
    found = []
    for measure in measures_in_order(dossier):
        old, new = status_of(dossier, measure, before), status_of(dossier, measure, after)
        if old is not None and new is not None and old != new:
            found.append(StatusChange(measure, old, new))
    return tuple(found)
