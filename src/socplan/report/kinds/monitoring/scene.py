"""What the parts of the monitoring report share: the round, the counts, and their wording."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from attrs import frozen

from socplan import calculations as calc
from socplan.checks import Finding
from socplan.model import Measure, MonitoringRound, Period, Reading, Resolution, Tally, WorkingGroup
from socplan.report.amended import marked
from socplan.report.cells import share
from socplan.report.scene import Scene, for_period
from socplan.report.tables import NA, AtLeast, Cell, Percent

KIND: Final = "monitoring"
#: The codes of findings on figures that disagree.
_DISAGREEMENTS: Final = ("published-", "tally-")


@frozen(kw_only=True)
class MonitoringScene(Scene):
    """A monitoring round and the round before."""

    round: MonitoringRound
    before: MonitoringRound | None
    digits: int
    rounding: calc.Rounding
    table: calc.FulfilmentTable
    published: calc.PublishedRow | None

    def marked(self, title: str, measure: Measure) -> str:
        """The title of a measure, and what amendments did with it; after the round only from their day."""
        end = self.round.period.end
        return marked(title, measure, self.dossier, self.words, end.last_day if end else None)

    @property
    def by_measure(self) -> bool:
        """Whether the round reports on measures and not only counts."""
        return any(reading.round == self.round.id for reading in self.dossier.readings)

    @property
    def sure_measures(self) -> tuple[Measure, ...]:
        """The measures, without their parts, that the round surely covers."""
        covered = calc.measures_of(self.dossier, self.round)
        return tuple(measure for measure in covered if measure.part_of is None)

    @property
    def silent(self) -> tuple[Measure, ...]:
        """The measures of which the round gives no status."""
        if not self.by_measure:
            return ()
        covered = calc.measures_of(self.dossier, self.round)
        return tuple(measure for measure in covered if calc.status_of(self.dossier, measure, self.round) is None)

    @property
    def has_delivery(self) -> bool:
        """Whether somebody keeps deadlines or states of reports."""
        readings = self.dossier.having(Reading, "round", self.round.id)
        kept = any(reading.state or reading.reported for reading in readings)
        return bool(kept or self.round.deadline or self.round.counts)

    @property
    def missing(self) -> tuple[calc.MissingReport, ...]:
        """The measures without a report that counts, where somebody keeps deadlines or states of reports."""
        if not self.has_delivery:
            return ()
        return calc.missing_reports(self.dossier, self.round, self.day)

    @property
    def day(self) -> date | None:
        """The day to which delays of reports are counted.

        It is the day of the dossier, but not later than the report on the round was submitted or decided on: by then it
        was written, and nothing later stands in it.
        """
        resolution = self.dossier.get(Resolution, self.round.resolution)
        written = (resolution.submitted or resolution.date) if resolution else None
        days = (calc.known_day(self.dossier), written.last_day if written else None)
        return min(filter(None, days), default=None)

    @property
    def silent_table(self) -> str:
        """The key of the table that lists measures without a status; two tables never list the same ones."""
        same = {row.measure for row in self.missing} == {*self.silent}
        return "missing_reports" if same and self.silent else "silent"

    @property
    def disagreements(self) -> tuple[Finding, ...]:
        """The findings on figures that disagree."""
        return tuple(finding for finding in self.context.findings if finding.code.startswith(_DISAGREEMENTS))

    @property
    def when(self) -> str:
        """The time of the round, in words."""
        if self.round.period == Period():
            return self.words.text("monitoring.no_period")
        return for_period(self.round.period, self.words)

    def tally_note(self, subject: calc.Subject, status: str | None) -> str | None:
        """The note on a count of a group, or of the row shared by several; ``status`` is ``None`` for all together."""
        shared = subject is calc.Bucket.SHARED
        if not shared and not isinstance(subject, WorkingGroup):
            return None
        group = subject.id if isinstance(subject, WorkingGroup) else None
        tally = self.dossier.get(Tally, self.round.id, group, shared, status, False)
        return tally.note if tally else None

    def rounding_note(self, rows: Iterable[tuple[str | None, tuple[Percent | None, ...]]] = ()) -> str:
        """The note on rounding.

        Args:
            rows: the shares of each row, with its name if there are several; the note gives sums other than 100.
        """
        words, note = self.words, self.rounding_text(self.rounding, self.digits)
        sums = [(name, sum(part.value for part in parts if part)) for name, parts in rows if None not in parts]
        apart = [(name, Decimal(value)) for name, value in sums if value not in {0, 100}]
        if not apart:
            return note
        told = (words.percent(value) if name is None else f"{words.percent(value)} ({name})" for name, value in apart)
        return f"{note} {words.text('rounding.sum', sums=words.listed(told))}"

    def percents(self, counts: calc.Fulfilment) -> tuple[Percent | None, ...]:
        """The shares of all statuses and of the unknown, each by itself unless the rule rounds them together."""
        rest = Fraction(counts.unknown, counts.total) if counts.unknown is not None and counts.total else None
        exact = (*counts.shares, rest)
        if self.rounding != "largest_remainder":
            return tuple(self.percent(part) for part in exact)
        rounded = calc.percentages((*counts.counts, counts.unknown), digits=self.digits, rounding=self.rounding)
        pairs = zip(rounded, exact, strict=True)
        return tuple(None if value is None else Percent(value, part) for value, part in pairs)

    def percent(self, exact: Fraction | None) -> Percent | None:
        """A share by itself."""
        return share(exact, self.digits, down=self.rounding == "floor")

    def fulfilled(self, counts: calc.Fulfilment) -> Percent | None:
        """The share of fulfilled measures; with shares that are rounded together it is the sum of theirs."""
        exact = counts.fulfilled_share
        if self.rounding != "largest_remainder":
            return self.percent(exact)
        pairs = zip(counts.statuses, self.percents(counts), strict=False)
        parts = [part for status, part in pairs if status.fulfilled]
        if exact is None or None in parts:
            return None
        return Percent(sum((part.value for part in parts if part), Decimal(0)), exact)

    def rate(self, counts: calc.Fulfilment) -> Cell:
        """The rate of fulfilment (míra plnění); where the status of some measures is not known, the least that it is.

        ``None`` where that least would be 0 %: it tells nothing, so no sentence, table or picture gives it.
        """
        percent = self.fulfilled(counts)
        if percent is None or not counts.unknown:
            return percent
        return AtLeast(percent) if counts.fulfilled else None

    def whole(self, counts: calc.Fulfilment) -> Cell:
        """The share of the total: 100 % where all parts are known."""
        unit = Decimal(f"1e-{self.digits}")
        return NA if None in self.percents(counts) else Percent(Decimal(100).quantize(unit), Fraction(1))
