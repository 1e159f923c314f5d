"""What the parts of the monitoring report share: the round, the counts, and their wording."""

from decimal import Decimal
from fractions import Fraction
from typing import Final

from attrs import frozen

from socplan import calculations as calc
from socplan.checks import Finding
from socplan.model import MonitoringRound, Period
from socplan.report.blocks import Percent
from socplan.report.scene import Scene

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

    @property
    def by_measure(self) -> bool:
        """Whether the round reports on measures and not only counts."""
        return any(reading.round == self.round.id for reading in self.dossier.readings)

    @property
    def disagreements(self) -> tuple[Finding, ...]:
        """The findings on figures that disagree."""
        return tuple(finding for finding in self.context.findings if finding.code.startswith(_DISAGREEMENTS))

    @property
    def when(self) -> str:
        """The time of the round, in words."""
        period = self.round.period
        if period == Period():
            return self.words.text("monitoring.no_period")
        if period.year:
            return self.words.text("monitoring.year", period=str(period.year))
        return self.words.text("monitoring.period", period=period)

    @property
    def rounding_note(self) -> str:
        """The note on rounding."""
        places = self.words.text("rounding.places", n=self.digits) if self.digits else self.words.text("rounding.whole")
        return self.words.text(f"rounding.{self.rounding}", places=places)

    def percents(self, counts: calc.Fulfilment) -> tuple[Percent | None, ...]:
        """The shares of all statuses and of the unknown, rounded together."""
        parts = (*counts.counts, counts.unknown)
        rounded = calc.percentages(parts, digits=self.digits, rounding=self.rounding)
        rest = Fraction(counts.unknown, counts.total) if counts.unknown is not None and counts.total else None
        pairs = zip(rounded, (*counts.shares, rest), strict=True)
        return tuple(None if value is None else Percent(value, exact) for value, exact in pairs)

    def whole(self, counts: calc.Fulfilment) -> Percent:
        """The sum of the rounded shares."""
        return Percent(sum((percent.value for percent in self.percents(counts) if percent), Decimal(0)))
