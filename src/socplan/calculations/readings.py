"""Which readings a round counts, and who has not delivered (kdo zprávu nepodal)."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final, Literal

from attrs import frozen

from socplan.calculations.days import known_day
from socplan.calculations.structure import Bucket, group_of, grouped
from socplan.calculations.wordings import measures_of
from socplan.model import CountedReadings, Dossier, Measure, MonitoringRound, Reading, ReadingState, WorkingGroup
from socplan.model.dossier import held
from socplan.typecheck import guarded

__all__ = [
    "DeadlineState",
    "MissingReport",
    "ReportingRow",
    "counted_reading",
    "counted_readings",
    "deadline_state",
    "missing_by_addressee",
    "missing_reports",
    "reporting_by",
    "stated_reading",
]

DeadlineState = Literal["not_yet", "passed", "unknown"]
"""Where a day stands to a deadline: on it or before it, after it; unknown where either is not known."""

_COUNTED: Final[Mapping[CountedReadings, frozenset[ReadingState]]] = MappingProxyType(
    {
        CountedReadings.SUBMITTED: frozenset({ReadingState.SUBMITTED, ReadingState.APPROVED}),
        CountedReadings.APPROVED: frozenset({ReadingState.APPROVED}),
    }
)


@frozen(kw_only=True)
class MissingReport:
    """A measure of a round without a counted reading."""

    measure: Measure
    group: WorkingGroup | Bucket
    #: The reading that does not count: a draft, a returned one, or one without a status. ``None``: there is none.
    reading: Reading | None
    deadline: DeadlineState
    #: By how many days the deadline has passed; ``None`` where it has not, or is not known.
    days_late: int | None


@frozen(kw_only=True)
class ReportingRow:
    """How many reports an organisation or a group owes in a round, and how many of them count."""

    #: The responsible organisation as the plan names it, or the group; ``None``: the plan names no organisation.
    subject: str | WorkingGroup | Bucket | None
    measures: int
    counted: int

    @property
    def missing(self) -> int:
        """How many measures have no counted reading."""
        return self.measures - self.counted


@guarded
def counted_readings(dossier: Dossier, round_: MonitoringRound) -> tuple[Reading, ...]:
    """The readings that count as reported in a round, at most one for a measure.

    A reading counts if it has a status, its state is one that the round counts (`MonitoringRound.counts`), and it was
    not reported after the day the dossier speaks of. Where the round makes a rule, a reading of unknown state does not
    count. The first of two readings of one measure stands for both.
    """
    return tuple(_counted(dossier, round_.id).values())


@guarded
def counted_reading(dossier: Dossier, measure: Measure, round_: MonitoringRound) -> Reading | None:
    """The reading of a measure that counts in a round; ``None`` where there is none."""
    return _counted(dossier, round_.id).get(measure.id)


@guarded
def stated_reading(dossier: Dossier, measure: Measure, round_: MonitoringRound) -> Reading | None:
    """The reading of a measure to print: one that counts, or one that has neither a status nor a state.

    A draft is nobody's business yet.
    """
    reading = dossier.get(Reading, round_.id, measure.id)
    if reading is not None and reading.status is None and reading.state is None:
        return reading
    return counted_reading(dossier, measure, round_)


@held
def _counted(dossier: Dossier, name: str) -> Mapping[str, Reading]:
    round_, day = dossier.get(MonitoringRound, name), known_day(dossier)
    states = _COUNTED[round_.counts] if round_ and round_.counts else None
    firsts = {reading.measure: reading for reading in reversed(dossier.having(Reading, "round", name))}
    return {
        measure: reading
        for measure, reading in firsts.items()
        if reading.status is not None and (states is None or reading.state in states) and _is_known(reading, day)
    }


def _is_known(reading: Reading, day: date | None) -> bool:
    """Whether a reading can have been there on a day."""
    return day is None or reading.reported is None or reading.reported.first_day <= day


@guarded
def deadline_state(round_: MonitoringRound, day: date | None) -> DeadlineState:
    """Whether the deadline of a round has passed on a day; a deadline of a month has passed when the month is over."""
    if round_.deadline is None or day is None:
        return "unknown"
    return "passed" if day > round_.deadline.last_day else "not_yet"


@guarded
def missing_reports(dossier: Dossier, round_: MonitoringRound, day: date | None) -> tuple[MissingReport, ...]:
    """The measures of a round that have no counted reading, in printed order, and how late they are on a day.

    Example: the deadline is 31. 1. 2026 and the day 3. 2. 2026; each is 3 days late.
    """
    state = deadline_state(round_, day)
    late = (day - round_.deadline.last_day).days if state == "passed" and day and round_.deadline else None
    return tuple(
        MissingReport(
            measure=measure,
            group=group_of(dossier, measure),
            reading=reading if reading and _is_known(reading, known_day(dossier)) else None,
            deadline=state,
            days_late=late,
        )
        for measure in measures_of(dossier, round_)
        for reading in (dossier.get(Reading, round_.id, measure.id),)
        if counted_reading(dossier, measure, round_) is None
    )


@guarded
def missing_by_addressee(
    dossier: Dossier, round_: MonitoringRound, day: date | None
) -> dict[str | WorkingGroup | Bucket, tuple[MissingReport, ...]]:
    """The missing reports by whom to ask: who carries the measure out, else its group; in the order of first measures.

    Example: ``{"Městský úřad": (…, …), WorkingGroup(id="ps1", …): (…,)}``.
    """
    return grouped(missing_reports(dossier, round_, day), lambda missing: missing.measure.responsible or missing.group)


@guarded
def reporting_by(
    dossier: Dossier, round_: MonitoringRound, by: Literal["responsible", "group"]
) -> tuple[ReportingRow, ...]:
    """How many reports each responsible organisation, or each group, owes in a round, and how many of them count.

    Organisations stand in the order of their first measures, and measures of nobody last; groups as they are printed.
    """
    measures = measures_of(dossier, round_)
    subjects: list[str | WorkingGroup | Bucket | None]
    belonging: Mapping[str | WorkingGroup | Bucket | None, tuple[Measure, ...]]
    if by == "group":
        belonging = grouped(measures, lambda measure: group_of(dossier, measure))
        subjects = [subject for subject in (*dossier.ordered(WorkingGroup), *Bucket) if subject in belonging]
    else:
        belonging = grouped(measures, lambda measure: measure.responsible)
        subjects = sorted(belonging, key=lambda subject: subject is None)
    return tuple(
        ReportingRow(
            subject=subject,
            measures=len(belonging[subject]),
            counted=sum(counted_reading(dossier, measure, round_) is not None for measure in belonging[subject]),
        )
        for subject in subjects
    )
