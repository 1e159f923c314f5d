"""What was spent on measures in a year (skutečné čerpání): as allocations say, else as was reported on the measure."""

from collections.abc import Iterable
from decimal import Decimal

from attrs import evolve, frozen

from socplan.calculations.funding import Funding, funding_by_measure
from socplan.calculations.readings import stated_reading
from socplan.calculations.sums import EXACT, MoneySum
from socplan.model import Dossier, Measure, MonitoringRound
from socplan.typecheck import guarded

__all__ = ["Spending", "spending_by_measure"]


@frozen(kw_only=True)
class Spending:
    """The money of a measure in force in a year, and what was reported as spent on it."""

    funding: Funding[Measure]
    #: What the reading of the year's round gives as spent, in CZK. ``None``: it does not say, or there is none.
    reported: Decimal | None

    @property
    def measure(self) -> Measure:
        """The measure."""
        return self.funding.subject

    @property
    def has_money(self) -> bool:
        """Whether some allocation is or may be for the measure."""
        return bool(self.funding.allocations or self.funding.possible)

    @property
    def is_reported(self) -> bool:
        """Whether the reported sum stands for spending that the allocations do not give.

        It does not where less was reported than they are known to have paid: one of both is wrong.
        """
        given = self.funding.spent
        return self.reported is not None and given.total is None and given.known <= self.reported

    @property
    def spent(self) -> MoneySum:
        """What was spent on the measure in the year, in CZK."""
        if self.reported is None or not self.is_reported:
            return self.funding.spent
        return MoneySum(known=self.reported, parts=max(1, self.funding.spent.parts), unknown=0)


@guarded
def spending_by_measure(dossier: Dossier, year: int, round_: MonitoringRound | None) -> tuple[Spending, ...]:
    """Every measure in force in a year with its money and the spending reported in a round, in printed order.

    Of an allocation of 640 without what was spent of it, and 655 reported, 655 were spent.
    """
    readings = (
        (row, stated_reading(dossier, row.subject, round_) if round_ else None)
        for row in funding_by_measure(dossier, year)
    )
    return tuple(Spending(funding=row, reported=reading.spent if reading else None) for row, reading in readings)


def with_reports(spent: MoneySum, rows: Iterable[Spending]) -> MoneySum:
    """A sum of spending in which reported sums take the place of what the allocations of measures do not give.

    Args:
        spent: the sum as the allocations give it.
        rows: the measures that some of them are for; one without any allocation adds what was reported on it.
    """
    for row in rows:
        funding, given = row.funding, row.funding.spent
        if row.reported is None or not row.is_reported:
            continue
        if not row.has_money:
            spent = evolve(spent, known=EXACT.add(spent.known, row.reported), parts=spent.parts + 1)
        elif funding.allocations and not funding.possible and not funding.unlisted:
            more = EXACT.subtract(row.reported, given.known)
            spent = evolve(spent, known=EXACT.add(spent.known, more), unknown=spent.unknown - given.unknown)
    return spent
