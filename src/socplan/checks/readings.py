"""Whether the reports on measures came as they should.

1. A returned reading says why (``returned-without-reason``).
2. A reading came by the deadline of its round (``reading-late``), not before the round began (``reading-too-early``),
   and not after the day that the dossier speaks of (``reading-after-day``).
3. A reading with a status is in a state that its round counts (``reading-not-counted``).
"""

from collections.abc import Iterator

from socplan.calculations import counted_reading, known_day
from socplan.checks.finding import Check, Finding, Grade, finding
from socplan.checks.places import located, titled
from socplan.hookspecs import hookimpl
from socplan.model import Dossier, Measure, MonitoringRound, PartialDate, Reading, ReadingState


def returned_readings(dossier: Dossier) -> Iterator[Finding]:
    """Returned readings without a reason."""
    for at, reading, measure, round_ in _readings(dossier):
        if reading.state is ReadingState.RETURNED and reading.returned_reason is None:
            facts = {"measure": titled(measure), "round": round_.period}
            yield finding("returned-without-reason", Grade.WARNING, f"{at}.returned_reason", **facts)


def reporting_days(dossier: Dossier) -> Iterator[Finding]:
    """Readings that came too late, too early, or after the day that the dossier speaks of."""
    day = known_day(dossier)
    for at, reading, measure, round_ in _readings(dossier):
        if (when := reading.reported) is None:
            continue
        facts: dict[str, object] = {"measure": titled(measure), "reported": when}
        deadline, start = round_.deadline, round_.period.start
        is_later = day is not None and when.first_day > day
        if deadline and when.first_day > deadline.last_day and not is_later:
            days = _days_after(when, deadline)
            yield finding("reading-late", Grade.NOTE, f"{at}.reported", **facts, deadline=deadline, days=days)
        if start and when.last_day < start.first_day:
            yield finding("reading-too-early", Grade.WARNING, f"{at}.reported", **facts, start=start)
        if is_later:
            yield finding("reading-after-day", Grade.NOTE, f"{at}.reported", **facts, day=day)


def _days_after(when: PartialDate, deadline: PartialDate) -> int:
    """The least number of days that a report came after the deadline."""
    return (when.first_day - deadline.last_day).days


def uncounted_readings(dossier: Dossier) -> Iterator[Finding]:
    """Readings with a status that the round does not count for their state."""
    for at, reading, measure, round_ in _readings(dossier):
        later = reading.reported and (day := known_day(dossier)) and reading.reported.first_day > day
        is_first = dossier.get(Reading, round_.id, measure.id) == reading
        counted = counted_reading(dossier, measure, round_)
        if reading.status is not None and round_.counts and counted is None and is_first and not later:
            facts = {"measure": titled(measure), "round": round_.period}
            yield finding("reading-not-counted", Grade.NOTE, f"{at}.state", **facts)


def _readings(dossier: Dossier) -> Iterator[tuple[str, Reading, Measure, MonitoringRound]]:
    """The readings with their places, measures and rounds; those of unknown ones are left to another check."""
    for at, reading in located(dossier, Reading):
        measure, round_ = dossier.get(Measure, reading.measure), dossier.get(MonitoringRound, reading.round)
        if measure is not None and round_ is not None:
            yield at, reading, measure, round_


@hookimpl
def register_checks() -> tuple[Check, ...]:
    """Offer these checks."""
    days = ("reading-late", "reading-too-early", "reading-after-day")
    return (
        Check(name="returned-readings", codes=("returned-without-reason",), run=returned_readings),
        Check(name="reporting-days", codes=days, run=reporting_days),
        Check(name="uncounted-readings", codes=("reading-not-counted",), run=uncounted_readings),
    )
