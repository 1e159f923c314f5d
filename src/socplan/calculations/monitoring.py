"""How many measures stand in which status (míra plnění).

A measure without a reading is unknown: neither not fulfilled nor left out of the total.
"""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Literal

from attrs import evolve, frozen

from socplan.calculations.days import rounds_in_order
from socplan.calculations.readings import counted_reading, counted_readings
from socplan.calculations.structure import (
    Bucket,
    Subject,
    goals_in_order,
    group_of,
    measures_in_order,
    owners,
    statuses_in_order,
)
from socplan.calculations.sums import Sum
from socplan.calculations.wordings import is_due, names_in
from socplan.errors import quoted
from socplan.model import (
    Dossier,
    Goal,
    GroupKind,
    Measure,
    MonitoringRound,
    Reading,
    RoundScope,
    Status,
    Tally,
    Territory,
    WorkingGroup,
)
from socplan.model.dossier import held
from socplan.typecheck import guarded, refusal

__all__ = [
    "Fulfilment",
    "FulfilmentRow",
    "FulfilmentTable",
    "Grouping",
    "StatusChange",
    "fulfilment",
    "fulfilment_over_time",
    "has_readings",
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
    #: How many measures have no known status.
    unknown: int | None
    #: How many measures in all.
    total: int | None

    @property
    def by_name(self) -> dict[str, int | None]:
        """How many measures in each status, under the plan's own name of it; of two alike with its identifier."""
        often = Counter(status.name for status in self.statuses)
        names = (s.name if often[s.name] == 1 else f"{s.name} ({s.id})" for s in self.statuses)
        return dict(zip(names, self.counts, strict=True))

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
        fulfilled = (n for status, n in zip(self.statuses, self.counts, strict=True) if status.fulfilled)
        return Sum.of(fulfilled, 0).total

    @property
    def fulfilled_share(self) -> Fraction | None:
        """The rate of fulfilment (míra plnění): fulfilled measures over all, exactly."""
        return Fraction(self.fulfilled, self.total) if self.fulfilled is not None and self.total else None

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


@guarded
def has_readings(dossier: Dossier, round_: MonitoringRound) -> bool:
    """Whether the status of single measures was reported in a round, and not counts alone."""
    return bool(counted_readings(dossier, round_))


@guarded
def status_of(dossier: Dossier, measure: Measure, round_: MonitoringRound) -> Status | None:
    """The status reported of a measure in a round; ``None`` where none is known."""
    reading = counted_reading(dossier, measure, round_)
    return dossier.get(Status, reading.status) if reading else None


@guarded
def fulfilment(
    dossier: Dossier, round_: MonitoringRound, *, by: Grouping = "group", parts: bool = False
) -> FulfilmentTable:
    """Count the measures that a round covers by status, for each group, goal or territory and in all.

    Readings count where the round has any with a status; else tallies, of the whole plan or by group; else no count is
    known. Measures common to several groups, or assigned to none, have a row at the end. A sum over rows is unknown as
    soon as one of them is. In a round of due measures, a measure whose term is not known leaves the total unknown,
    unless the round states it (``covered``).

    Example: three measures, one done, one not done, one without a reading. ``counts`` is (1, 1, 0, …) over the scale,
    ``unknown`` 1, ``total`` 3, and the share of done 1/3.

    Args:
        dossier: the dossier.
        round_: one of its rounds.
        by: what to make rows of.
        parts: whether to count the parts of measures (tasks of activities) instead of the measures.

    Raises:
        ArgumentError: the dossier has no such round.
    """
    if dossier.get(MonitoringRound, round_.id) is None:
        known = ", ".join(known.id for known in rounds_in_order(dossier)) or "none"
        raise refusal(fulfilment, round_=f"the dossier has no round {quoted(round_.id)}; its rounds: {known}")
    return _fulfilment(dossier, round_, by, parts)


@held
def _fulfilment(dossier: Dossier, round_: MonitoringRound, by: Grouping, parts: bool) -> FulfilmentTable:
    covered = _covered(dossier, round_, parts)
    read = {reading.measure: reading.status for reading in counted_readings(dossier, round_)}
    is_read = any(read.get(measure.id) for measure, _ in covered)
    if not is_read and any(tally.parts is parts for tally in dossier.having(Tally, "round", round_.id)):
        return _tallied_table(dossier, round_, by, parts)
    statuses, subjects = statuses_in_order(dossier), _subjects(dossier, by)
    counts: dict[str | Bucket, Counter[str | None]] = {}
    unsure: dict[str | Bucket, Counter[str | None]] = {}
    owned = _owned(dossier, [measure for measure, _ in covered], by, subjects)
    triples = zip(owned, [is_sure for _, is_sure in covered], [read.get(m.id) for m, _ in covered], strict=True)
    for (owner, is_sure, status), count in Counter(triples).items():
        counter = counts.setdefault(owner, Counter())
        (counter if is_sure else unsure.setdefault(owner, Counter()))[status] += count
    stated = None if parts or round_.covers in {None, RoundScope.ALL} else round_.covered
    overall = _counted(
        statuses,
        sum(counts.values(), Counter()),
        sum(unsure.values(), Counter()),
        stated=stated,
        open_=round_.covers is RoundScope.STATED and not parts,
        is_read=is_read,
    )
    # Where every covered measure is reported, a row has no others; else nobody knows to which row they belong.
    open_rows = round_.covers is RoundScope.STATED and not parts and overall.unknown != 0
    rows = (
        FulfilmentRow(
            subjects[name],
            _counted(statuses, counts[name], unsure.get(name, Counter()), open_=open_rows, is_read=is_read),
        )
        for name in subjects
        if name in counts
    )
    return FulfilmentTable(round_, tuple(rows), overall)


def _covered(dossier: Dossier, round_: MonitoringRound, parts: bool) -> list[tuple[Measure, bool]]:
    """The measures, or their parts, that a round covers or may cover, each with whether it surely does."""
    in_plan = names_in(dossier, round_.period)
    measures = [m for m in dossier.measures if m.id in in_plan and (m.part_of is not None) is parts]
    if round_.covers is not RoundScope.DUE:
        # Of a stated number of measures those that somebody reported on are the only ones that surely belong to it.
        stated = round_.covers is RoundScope.STATED and not parts
        return [(m, True) for m in measures if not stated or dossier.get(Reading, round_.id, m.id)]
    due = ((measure, is_due(measure, round_)) for measure in measures)
    return [(measure, is_sure is True) for measure, is_sure in due if is_sure is not False]


def _subjects(dossier: Dossier, by: Grouping) -> dict[str | Bucket, Subject]:
    """The subjects to count for, in order, each under its identifier."""
    records: tuple[WorkingGroup | Territory | Goal, ...]
    if by == "goal":
        records = tuple(node.goal for node in goals_in_order(dossier))
    else:
        records = dossier.ordered(WorkingGroup) if by == "group" else dossier.ordered(Territory)
    buckets = (Bucket.SHARED, Bucket.UNASSIGNED) if by == "group" else (Bucket.UNASSIGNED,)
    return {record.id: record for record in records} | {bucket: bucket for bucket in buckets}


def _owned(
    dossier: Dossier, measures: Sequence[Measure], by: Grouping, subjects: Container[str | Bucket]
) -> Iterator[str | Bucket]:
    """For each measure the identifier of its subject."""
    owned = [measure.goal for measure in measures] if by == "goal" else owners(dossier, measures, by)
    for owner in owned:
        name = dossier.plan.territory if owner is Bucket.UNASSIGNED and by == "territory" else owner
        yield name if name is not None and name in subjects else Bucket.UNASSIGNED


def _counted(
    statuses: tuple[Status, ...],
    counts: Counter[str | None],
    unsure: Counter[str | None],
    *,
    is_read: bool,
    open_: bool,
    stated: int | None = None,
) -> Fulfilment:
    """Count measures.

    Args:
        statuses: the scale.
        counts: how many measures stand in each status; ``None`` is an unknown status.
        unsure: the same of measures that may not belong to the round.
        is_read: whether anybody reported anything; else no count is known.
        open_: whether there may be more measures than the counted ones.
        stated: the total that the source states.
    """
    listed = None if open_ or unsure else counts.total()
    total = listed if stated is None else stated
    if not is_read:
        # Nobody reported anything: where no measures are listed either, no total is known.
        return Fulfilment(statuses=statuses, counts=(None,) * len(statuses), unknown=total or None, total=total or None)
    known = tuple(None if unsure[status.id] else counts[status.id] for status in statuses)
    reported = Sum.of(known, 0).total
    unknown = None if total is None or reported is None or reported > total else total - reported
    return Fulfilment(statuses=statuses, counts=known, unknown=unknown, total=total)


def _tallied_table(dossier: Dossier, round_: MonitoringRound, by: Grouping, parts: bool) -> FulfilmentTable:
    """A row for every group that reported or had to; one that did not is unknown, so that no sum is too small.

    The tallies of the whole plan go before sums over groups.
    """
    tallies = [tally for tally in dossier.having(Tally, "round", round_.id) if tally.parts is parts]
    tallied = {Bucket.SHARED if tally.shared else tally.group for tally in tallied_rows(tallies)}
    rows = tuple(
        FulfilmentRow(subject, _tallied(dossier, round_, subject, parts))
        for name, subject in _subjects(dossier, "group").items()
        if tallied and (name in tallied or _has_to_report(dossier, subject))
    )
    whole = _tallied(dossier, round_, None, parts)
    if rows:
        counts = tuple(
            Sum.of((row.fulfilment.counts[n] for row in rows), 0).total if count is None else count
            for n, count in enumerate(whole.counts)
        )
        total = Sum.of((row.fulfilment.total for row in rows), 0).total if whole.total is None else whole.total
        unknown = Sum.of((row.fulfilment.unknown for row in rows), 0).total if whole.unknown is None else whole.unknown
        whole = Fulfilment(statuses=whole.statuses, counts=counts, unknown=unknown, total=total)
    elif whole.total is None and not parts:
        whole = evolve(whole, total=round_.covered)
    return FulfilmentTable(round_, rows if by == "group" else (), whole)


def tallied_rows(tallies: Iterable[Tally]) -> Iterator[Tally]:
    """The tallies of groups and of the row that they share, without those of the whole plan."""
    return (tally for tally in tallies if tally.shared or tally.group is not None)


def _has_to_report(dossier: Dossier, subject: Subject) -> bool:
    """Whether a group has measures; where no goals are listed, every working group may have some."""
    if subject is Bucket.UNASSIGNED:
        return subject in _answerable(dossier, Measure)
    if dossier.goals:
        return subject in _answerable(dossier, Goal) | _answerable(dossier, Measure)
    return isinstance(subject, WorkingGroup) and subject.kind is GroupKind.WORKING


@held
def _answerable(dossier: Dossier, cls: type[Goal | Measure]) -> frozenset[WorkingGroup | Bucket]:
    """The groups that answer for goals, or for measures."""
    return frozenset(group_of(dossier, item) for item in dossier.ordered(cls))


def _tallied(dossier: Dossier, round_: MonitoringRound, subject: Subject | None, parts: bool) -> Fulfilment:
    """The tallies of a subject; ``None`` is the whole plan."""
    group = None if subject is None or isinstance(subject, Bucket) else subject.id

    def cell(status: str | None) -> int | None:
        if subject is Bucket.UNASSIGNED:
            return None  # a tally is a group's, the shared row's, or the whole plan's
        tally = dossier.get(Tally, round_.id, group, subject is Bucket.SHARED, status, parts)
        return tally.count if tally else None

    statuses = statuses_in_order(dossier)
    counts = tuple(cell(status.id) for status in statuses)
    stated, listed = cell(None), Sum.of(counts, 0).total if counts else None
    total = listed if stated is None else stated
    # Surely no measure is unknown only where the statuses make the whole total.
    unknown = 0 if total is not None and listed == total else None
    return Fulfilment(statuses=statuses, counts=counts, unknown=unknown, total=total)


@guarded
def fulfilment_over_time(dossier: Dossier) -> tuple[FulfilmentTable, ...]:
    """The fulfilment of every round by group, the oldest first."""
    return tuple(fulfilment(dossier, round_) for round_ in rounds_in_order(dossier))


@guarded
def status_changes(dossier: Dossier, before: MonitoringRound, after: MonitoringRound) -> tuple[StatusChange, ...]:
    """The measures whose status is known in both rounds and differs, in printed order; counts alone tell nothing."""
    changes = []
    for measure in measures_in_order(dossier):
        old, new = status_of(dossier, measure, before), status_of(dossier, measure, after)
        if old is not None and new is not None and old != new:
            changes.append(StatusChange(measure, old, new))
    return tuple(changes)
