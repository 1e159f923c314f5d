"""Effectiveness (efektivita plánu): goals met, at an adequate cost, paid from more than one source.

The rule comes from the Community Work Centre Ústí nad Labem, in its presentation on community planning in ten steps:
an effective plan reaches its goals at an adequate cost from several sources. The centre does not say which cost is
adequate; here it is one not above what was allocated, and on no measure above what it was to cost.
"""

from decimal import Decimal
from enum import Enum
from fractions import Fraction

from attrs import frozen

from socplan.calculations.days import rounds_in_order
from socplan.calculations.funding import Funding, funding_by_source, funding_in, funding_links
from socplan.calculations.monitoring import Fulfilment, fulfilment
from socplan.calculations.spending import Spending, spending_by_measure, with_reports
from socplan.calculations.sums import MoneySum, money_sum
from socplan.model import Dossier, FundingSource, Goal, Measure, MonitoringRound, Tally
from socplan.model.dossier import held
from socplan.typecheck import guarded

__all__ = ["Effectiveness", "Quotient", "UnknownBecause", "effectiveness"]


class UnknownBecause(Enum):
    """Why a figure is not known."""

    NO_ROUND = "no_round"  #: The year has no monitoring round, or several.
    UNREPORTED = "unreported"  #: Some measures were not reported on.
    COUNTS = "counts"  #: Only counts of measures were reported, and not the status of each.
    NO_MEASURES = "no_measures"  #: There is no measure to count.
    AMOUNTS = "amounts"  #: Some amount is not known.
    NO_MONEY = "no_money"  #: Nothing was allocated.
    NO_SPENDING = "no_spending"  #: Nothing tells what was spent on measures.
    NONE_FULFILLED = "none_fulfilled"  #: No measure is fulfilled.
    NO_PLANNED_COST = "no_planned_cost"  #: No measure with money has a planned cost.


@frozen(kw_only=True)
class Quotient:
    """A figure with its numerator and denominator."""

    #: ``None``: not known, or not of all its parts.
    numerator: int | Decimal | None
    denominator: int | Decimal | None
    #: The known part of a numerator that is not known whole.
    known: int | Decimal | None = None
    #: Why there is no value; ``None`` where there is.
    reason: UnknownBecause | None = None

    @property
    def value(self) -> Fraction | None:
        """Numerator by denominator; ``None`` where it is not known."""
        if self.reason is not None or self.numerator is None or not self.denominator:
            return None
        return Fraction(self.numerator) / Fraction(self.denominator)


@frozen(kw_only=True)
class Effectiveness:
    """The three conditions of an effective plan in a year, with the figures that they rest on.

    A condition is ``None``, neither met nor not met, as long as what is not known could change it.
    """

    year: int
    #: The monitoring round of the year; ``None``: there is none, or several.
    round: MonitoringRound | None
    #: Fulfilled measures by all measures.
    measures: Quotient
    #: Goals all of whose measures are fulfilled, by all goals that measures serve themselves.
    goals: Quotient
    #: How many goals have a measure known not to be fulfilled, and so are not met.
    goals_missed: int
    #: Of how many measures it is not known whether they are fulfilled; ``None`` where nobody can count them.
    unreported: int | None
    #: Whether all measures are fulfilled; counts alone tell that as well.
    all_fulfilled: bool | None
    #: What was allocated, and what was spent of it, in CZK.
    allocated: MoneySum
    spent: MoneySum
    #: The measures in force with what was spent on them, in printed order.
    spending: tuple[Spending, ...]
    #: What was spent by what was allocated, in CZK.
    cost: Quotient
    #: What was spent on measures with a planned cost, by this cost, in CZK; of those with money or a reported sum.
    planned_cost: Quotient
    #: Measures on which more is known to have been spent in the year than they were to cost in all.
    over_planned_cost: tuple[Measure, ...]
    #: What was spent on all measures in force, as far as allocations or reports tell of any, in CZK.
    spent_on_measures: MoneySum
    #: What was spent on measures, in CZK, by fulfilled measures.
    cost_per_measure: Quotient
    #: What was allocated out of each source.
    sources: tuple[Funding[FundingSource], ...]
    #: What was allocated out of the largest source by all that was allocated, in CZK.
    largest: Quotient
    #: How much the money rests on few sources: the sum of squared shares (Herfindahl–Hirschman), 1 for a single source.
    concentration: Fraction | None

    @property
    def reported(self) -> tuple[Measure, ...]:
        """The measures whose reported spending stands for what allocations do not give."""
        return tuple(row.measure for row in self.spending if row.is_reported)

    @property
    def sources_with_money(self) -> int | None:
        """How many sources something was allocated out of; ``None`` where one is unknown."""
        amounts = [source.allocated for source in self.sources]
        return None if any(amount.total is None and amount.known <= 0 for amount in amounts) else self.sources_known

    @property
    def sources_known(self) -> int:
        """Out of how many sources something is known to have been allocated."""
        return sum(source.allocated.known > 0 for source in self.sources)

    @property
    def reaches_goals(self) -> bool | None:
        """Whether all goals are met; not, as soon as one is missed, for every measure serves one."""
        if self.goals_missed:
            return False
        return self.all_fulfilled if self.goals.value is None else self.goals.value == 1

    @property
    def within_plan(self) -> bool | None:
        """Whether no more was spent than allocated, and on no measure more than it was to cost.

        ``False`` as soon as the known spending is more: unknown spending cannot be negative.
        """
        if self.over_planned_cost:
            return False
        whole = self.allocated.total
        if whole is None:
            return None
        if self.spent.known > whole:
            return False
        return None if self.spent.total is None else True

    @property
    def several_sources(self) -> bool | None:
        """Whether the money comes from more than one source; it does, as soon as two are known to give some."""
        if self.sources_known > 1:
            return True
        return False if self.sources and self.sources_with_money is not None else None

    @property
    def is_effective(self) -> bool | None:
        """Whether all three conditions are met; not, as soon as one is not."""
        conditions = (self.reaches_goals, self.within_plan, self.several_sources)
        if False in conditions:
            return False
        return None if None in conditions else True


@guarded
@held
def effectiveness(dossier: Dossier, year: int) -> Effectiveness:
    """How effective the plan is in a year.

    Goals come from the monitoring round that begins and ends in the year, money from `funding_in`. Where allocations
    do not say what was spent on a measure, the sum reported on it in that round does (`spending_by_measure`).
    Of 9 850 000, 1 200 000 and 3 130 000 allocated, the largest share is 985/1418, and the concentration
    (985² + 120² + 313²) / 1418² = 1 082 594 / 2 010 724.
    """
    rounds = [round_ for round_ in rounds_in_order(dossier) if round_.period.lies_in(year)]
    round_ = rounds[0] if len(rounds) == 1 else None
    whole, sources = funding_in(dossier, year), funding_by_source(dossier, year)
    totals = [source.allocated.total for source in sources]
    # The largest source is known only where all are.
    known = [total for total in totals if total is not None]
    largest = max(known, default=None) if None not in totals else None
    shares = [source.allocated.share_of(whole.allocated) for source in sources]
    squares = [share**2 for share in shares if share is not None]
    overall = fulfilment(dossier, round_).overall if round_ else None
    rows = fulfilment(dossier, round_, by="goal").rows if round_ else ()
    spending = spending_by_measure(dossier, year, round_)
    on_measures = with_reports(funding_links(dossier, year).linked.spent, spending)
    # Nobody says that anything was spent on the other measures.
    priced = [row for row in spending if row.measure.cost is not None and (row.has_money or row.is_reported)]
    measures, met = _measures(overall), [_is_met(row.fulfilment) for row in rows if isinstance(row.subject, Goal)]
    return Effectiveness(
        year=year,
        round=round_,
        measures=measures,
        goals=_goals(dossier, round_, met),
        goals_missed=met.count(False),
        unreported=overall.unknown if overall else None,
        all_fulfilled=_is_met(overall) if overall and overall.total else None,
        allocated=whole.allocated,
        spent=whole.spent,
        spending=spending,
        cost=Quotient(
            numerator=whole.spent.total,
            denominator=whole.allocated.total,
            known=_partly(whole.spent),
            reason=_money_reason(whole.spent.total, whole.allocated),
        ),
        planned_cost=_planned_cost(priced),
        over_planned_cost=tuple(row.measure for row in priced if row.spent.known > (row.measure.cost or 0)),
        spent_on_measures=on_measures,
        cost_per_measure=_per_measure(on_measures, measures),
        sources=sources,
        largest=Quotient(
            numerator=largest, denominator=whole.allocated.total, reason=_money_reason(largest, whole.allocated)
        ),
        concentration=sum(squares, Fraction(0)) if squares and None not in shares else None,
    )


def _unknown(reason: UnknownBecause, denominator: int | None = None, known: int | None = None) -> Quotient:
    return Quotient(numerator=None, denominator=denominator, known=known, reason=reason)


def _measures(overall: Fulfilment | None) -> Quotient:
    if overall is None:
        return _unknown(UnknownBecause.NO_ROUND)
    if overall.total == 0:
        return _unknown(UnknownBecause.NO_MEASURES, overall.total)
    if overall.total is None or overall.unknown != 0:
        return _unknown(UnknownBecause.UNREPORTED, overall.total, overall.fulfilled)
    return Quotient(numerator=overall.fulfilled, denominator=overall.total)


def _goals(dossier: Dossier, round_: MonitoringRound | None, met: list[bool | None]) -> Quotient:
    if round_ is None:
        return _unknown(UnknownBecause.NO_ROUND)
    if not met:
        # Counts alone are reported by group, not by goal.
        counted = dossier.having(Tally, "round", round_.id)
        return _unknown(UnknownBecause.COUNTS if counted else UnknownBecause.NO_MEASURES)
    if None in met:
        return _unknown(UnknownBecause.UNREPORTED, len(met), met.count(True))
    return Quotient(numerator=met.count(True), denominator=len(met))


def _is_met(counts: Fulfilment) -> bool | None:
    """Whether all measures of a goal are fulfilled; a single one that is not decides."""
    if counts.fulfilled is None or counts.unknown is None or counts.total is None:
        return None
    if counts.fulfilled + counts.unknown < counts.total:
        return False
    return None if counts.unknown else True


def _partly(amounts: MoneySum) -> Decimal | None:
    """The known part of a sum that is not known whole."""
    return amounts.known if 0 < amounts.unknown < amounts.parts else None


def _money_reason(part: Decimal | None, whole: MoneySum) -> UnknownBecause | None:
    if not whole.parts or (whole.total is not None and whole.total <= 0):
        return UnknownBecause.NO_MONEY
    return UnknownBecause.AMOUNTS if part is None or whole.total is None else None


def _planned_cost(priced: list[Spending]) -> Quotient:
    """What was spent on measures, by what they were to cost."""
    if not priced:
        return _unknown(UnknownBecause.NO_PLANNED_COST)
    spent = [row.spent for row in priced]
    planned = money_sum(row.measure.cost for row in priced)
    whole = MoneySum(
        known=money_sum(amount.known for amount in spent).known,
        parts=sum(amount.parts for amount in spent),
        unknown=sum(amount.unknown for amount in spent),
    )
    reason = _money_reason(whole.total, planned)
    return Quotient(numerator=whole.total, denominator=planned.total, known=_partly(whole), reason=reason)


def _per_measure(spent: MoneySum, measures: Quotient) -> Quotient:
    reason = measures.reason
    if not spent.parts:
        reason = UnknownBecause.NO_SPENDING
    elif spent.total is None:
        reason = UnknownBecause.AMOUNTS
    elif measures.numerator == 0:
        reason = UnknownBecause.NONE_FULFILLED
    return Quotient(numerator=spent.total, denominator=measures.numerator, known=_partly(spent), reason=reason)
