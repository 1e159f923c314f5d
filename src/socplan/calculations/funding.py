"""Money: what there is, where it goes, and whom it reaches.

A sum with an unknown part is unknown; its known part stands beside it.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import chain
from operator import itemgetter
from typing import Generic, TypeVar

import attrs
from attrs import frozen

from socplan.calculations.structure import grouped
from socplan.calculations.sums import EXACT, MoneySum, money_sum
from socplan.calculations.wordings import all_wordings, measures_in
from socplan.model import Allocation, Budget, Dossier, FundingSource, Measure, Organisation, Period, Service
from socplan.model.dossier import held
from socplan.model.order import czech_key, in_order
from socplan.typecheck import guarded, guarded_late

__all__ = [
    "Funding",
    "FundingLinks",
    "allocated_share",
    "available_in",
    "budget_left",
    "budget_years",
    "budgets_in",
    "funding_by_founder",
    "funding_by_measure",
    "funding_by_service",
    "funding_by_source",
    "funding_in",
    "funding_links",
    "funding_of",
    "left_in",
    "recipient",
    "undivided_budgets",
]

K = TypeVar("K", bound=Hashable)
R = TypeVar("R")
S = TypeVar("S")


@frozen(kw_only=True)
class Funding(Generic[S]):
    """Money allocated to something, or out of it, and how much of it was spent (přidělené a vynaložené prostředky)."""

    #: A year, a budget, a source, a founder, a measure or a service.
    subject: S
    allocations: tuple[Allocation, ...]
    #: Allocations that may belong here, wholly or in part: out of a budget that is not of the year alone, or for a
    #: measure that became several. Each is one unknown part; one of 0 is 0 wherever it belongs.
    possible: tuple[Allocation, ...] = ()
    #: How many budgets list no allocation: each is one unknown part.
    unlisted: int = 0
    #: What documents print as allocated out of budgets with unknown parts, above what is known of their allocations.
    printed: Decimal = Decimal(0)

    @property
    def allocated(self) -> MoneySum:
        """What was allocated: at least the sum that a document prints, where the allocations are not all known."""
        listed = self._sum(lambda allocation: allocation.amount)
        if not self.printed:
            return listed
        return attrs.evolve(listed, known=EXACT.add(listed.known, self.printed), parts=listed.parts + 1)

    @property
    def spent(self) -> MoneySum:
        """What was spent of it."""
        return self._sum(lambda allocation: allocation.spent)

    def _sum(self, amount: Callable[[Allocation], Decimal | None]) -> MoneySum:
        possible = (None if amount(allocation) else amount(allocation) for allocation in self.possible)
        listed = money_sum((*map(amount, self.allocations), *possible))
        return attrs.evolve(listed, parts=listed.parts + self.unlisted, unknown=listed.unknown + self.unlisted)


def _year_of(budget: Budget) -> int | None:
    start = budget.period.start
    return start.year if start and budget.period.lies_in(start.year) else None


@guarded
def budget_years(dossier: Dossier) -> tuple[int, ...]:
    """The calendar years that there are budgets for, the first first."""
    return tuple(sorted({year for year in map(_year_of, dossier.budgets) if year is not None}))


@guarded
@held
def budgets_in(dossier: Dossier, year: int | None) -> tuple[Budget, ...]:
    """The budgets of a calendar year, source by source; ``None``: those of no single year.

    A budget is of the year that it begins and ends in. One for several years is not parted among them.
    """
    places = {source.id: place for place, source in enumerate(dossier.ordered(FundingSource))}
    of_year = (budget for budget in dossier.ordered(Budget) if _year_of(budget) == year)
    return tuple(sorted(of_year, key=lambda budget: places.get(budget.source, len(places))))


@guarded
@held
def undivided_budgets(dossier: Dossier, year: int) -> tuple[Budget, ...]:
    """The budgets of no single or no known year that may hold money of a year.

    A budget for 2024 to 2026 may be of 2025 in part, whole or not at all.
    """
    return tuple(budget for budget in budgets_in(dossier, None) if budget.period.meets(Period.of_year(year)))


def _funding(dossier: Dossier, subject: S, budgets: Iterable[Budget], undivided: Iterable[Budget] = ()) -> Funding[S]:
    """The allocations of budgets, and the possible ones of budgets that are not divided by year."""
    budgets = tuple(budgets)
    sure, unsure = (
        [dossier.having(Allocation, "budget", budget.id) for budget in some] for some in (budgets, undivided)
    )
    return Funding(
        subject=subject,
        allocations=tuple(chain(*sure)),
        possible=tuple(chain(*unsure)),
        unlisted=sum(not listed for listed in (*sure, *unsure)),
        printed=money_sum(map(_printed_above, budgets, sure)).known,
    )


def _printed_above(budget: Budget, listed: Iterable[Allocation]) -> Decimal:
    """How much more a document prints as allocated than is known; 0 where all allocations are known."""
    known = money_sum(allocation.amount for allocation in listed)
    if budget.allocated is None or known.total is not None:
        return Decimal(0)
    return max(Decimal(0), EXACT.subtract(budget.allocated, known.known))


@guarded
@held
def funding_in(dossier: Dossier, year: int) -> Funding[int]:
    """All that was allocated in a year: out of its budgets for certain, and possibly out of `undivided_budgets`."""
    return _funding(dossier, year, budgets_in(dossier, year), undivided_budgets(dossier, year))


@guarded_late
def funding_of(dossier: Dossier, budget: Budget) -> Funding[Budget]:
    """The allocations of a budget (čerpání rozpočtu)."""
    return _funding(dossier, budget, (budget,))


@guarded
def available_in(dossier: Dossier, year: int, source: FundingSource | None = None) -> MoneySum:
    """The money of a year's budgets, or of those of one source (k dispozici).

    Each of `undivided_budgets` is one unknown part.
    """
    sure, undivided = (
        [budget for budget in budgets if source is None or budget.source == source.id]
        for budgets in (budgets_in(dossier, year), undivided_budgets(dossier, year))
    )
    return money_sum((*(budget.amount for budget in sure), *(None for _ in undivided)))


@guarded
def left_in(dossier: Dossier, year: int) -> Decimal | None:
    """The rest of a year's money that is not allocated (zbývá přidělit); ``None`` where an amount is unknown.

    Of 20 available 14 are allocated: 6 are left. It is below 0 where more is allocated than there is.
    """
    available, allocated = available_in(dossier, year).total, funding_in(dossier, year).allocated.total
    return None if available is None or allocated is None else EXACT.subtract(available, allocated)


@guarded
def allocated_share(dossier: Dossier, year: int) -> Fraction | None:
    """The allocated share of the money of a year: 14 of 20 are 7/10; ``None`` where an amount is unknown."""
    return funding_in(dossier, year).allocated.share_of(available_in(dossier, year))


@guarded
def budget_left(funding: Funding[Budget]) -> Decimal | None:
    """The rest of a budget that is not allocated, below 0 where too much is; ``None`` where an amount is unknown."""
    amount, allocated = funding.subject.amount, funding.allocated.total
    return None if amount is None or allocated is None else EXACT.subtract(amount, allocated)


@guarded
def funding_by_source(dossier: Dossier, year: int) -> tuple[Funding[FundingSource], ...]:
    """The allocations of each source that has or may have a budget in a year, in the order of the sources."""
    by_source = grouped(budgets_in(dossier, year), lambda budget: budget.source)
    undivided = grouped(undivided_budgets(dossier, year), lambda budget: budget.source)
    return tuple(
        _funding(dossier, source, by_source.get(source.id, ()), undivided.get(source.id, ()))
        for source in dossier.ordered(FundingSource)
        if source.id in by_source or source.id in undivided
    )


@guarded_late
def recipient(dossier: Dossier, allocation: Allocation) -> Organisation | None:
    """Who gets an allocation (příjemce): the organisation that it names, else the provider of its service."""
    service = dossier.get(Service, allocation.service)
    return dossier.get(Organisation, allocation.organisation or (service.provider if service else None))


@guarded
def funding_by_founder(
    dossier: Dossier, year: int, source: FundingSource | None = None
) -> tuple[Funding[str | None], ...]:
    """A year's money, or that of one source, by founder of its recipients (podle zřizovatelů), in alphabetical order.

    ``None`` is the unknown founder and comes last. A share is ``row.allocated.share_of(whole.allocated)``, where the
    whole is `funding_in` or the row of `funding_by_source`.
    """

    def wanted(budgets: Iterable[Budget]) -> Iterable[Budget]:
        return (budget for budget in budgets if source is None or budget.source == source.id)

    def founder(allocation: Allocation) -> str | None:
        organisation = recipient(dossier, allocation)
        return organisation.founder if organisation else None

    whole = _funding(dossier, year, wanted(budgets_in(dossier, year)), wanted(undivided_budgets(dossier, year)))
    founders = {founder(allocation) for allocation in (*whole.allocations, *whole.possible)}
    named = sorted((name for name in founders if name is not None), key=czech_key)
    return _parted(whole, founder, ((name, name) for name in (*named, None)))


def _parted(
    whole: Funding[int], key: Callable[[Allocation], K | None], subjects: Iterable[tuple[K | None, S]]
) -> tuple[Funding[S], ...]:
    """Money split by purpose; a budget that lists no allocation may be for any of them."""
    sure, possible = grouped(whole.allocations, key), grouped(whole.possible, key)
    return tuple(
        Funding(
            subject=subject, allocations=sure.get(name, ()), possible=possible.get(name, ()), unlisted=whole.unlisted
        )
        for name, subject in subjects
        if name in sure or name in possible
    )


@guarded
def funding_by_service(dossier: Dossier, year: int) -> tuple[Funding[Service], ...]:
    """The money of each service in a year from all sources; services that no allocation names are left out."""
    services = ((service.id, service) for service in dossier.ordered(Service))
    return _parted(funding_in(dossier, year), lambda allocation: allocation.service, services)


@guarded
@held
def funding_by_measure(dossier: Dossier, year: int) -> tuple[Funding[Measure], ...]:
    """Every measure in force in a year with its allocations, in printed order; some have none.

    An allocation of an earlier or a later wording belongs to the measure. After a split it is for one of the new
    measures, and nobody knows which: it is a `Funding.possible` part of each.
    """
    whole, owners = funding_in(dossier, year), _owners(dossier, year)
    split = {name for name, measures in owners.items() if len(measures) > 1}

    def by_measure(allocations: Iterable[Allocation]) -> Mapping[str, tuple[Allocation, ...]]:
        pairs = ((name, row) for row in allocations for name in owners.get(row.measure or "", ()))
        return {name: in_order(row for _, row in same) for name, same in grouped(pairs, itemgetter(0)).items()}

    sure = by_measure(row for row in whole.allocations if row.measure not in split)
    shared = by_measure(row for row in whole.allocations if row.measure in split)
    possible = by_measure(whole.possible)
    return tuple(
        Funding(
            subject=measure,
            allocations=sure.get(measure.id, ()),
            possible=(*shared.get(measure.id, ()), *possible.get(measure.id, ())),
            unlisted=whole.unlisted,
        )
        for measure in measures_in(dossier, Period.of_year(year))
    )


@held
def _owners(dossier: Dossier, year: int) -> Mapping[str, tuple[str, ...]]:
    """For every wording of a measure the measures in force in a year that it is a wording of."""
    named = (
        (name, measure.id)
        for measure in measures_in(dossier, Period.of_year(year))
        for name in all_wordings(dossier).of(measure.id)
    )
    return {name: tuple(owner for _, owner in pairs) for name, pairs in grouped(named, itemgetter(0)).items()}


@frozen(kw_only=True)
class FundingLinks:
    """The links between the plan and the money of a year, from both sides."""

    #: Measures in force that something is known to have been allocated to, be it an unknown amount, in printed order.
    with_money: tuple[Funding[Measure], ...]
    #: Those with `Funding.possible` parts alone, which may or may not have money of the year.
    uncertain: tuple[Funding[Measure], ...]
    #: Those that no allocation names; they surely have none only where ``linked.unlisted`` is 0.
    without_money: tuple[Measure, ...]
    #: The allocations of measures in force, each once.
    linked: Funding[int]
    #: The allocations of measures that are not part of the plan in the year.
    elsewhere: Funding[int]
    #: The allocations without a measure.
    unlinked: Funding[int]


@guarded
def funding_links(dossier: Dossier, year: int) -> FundingLinks:
    """Measures in force without money, and money of the year without a measure."""
    measures, owners, whole = funding_by_measure(dossier, year), _owners(dossier, year), funding_in(dossier, year)

    def those(wanted: Callable[[str | None], bool]) -> Funding[int]:
        return attrs.evolve(
            whole,
            allocations=tuple(allocation for allocation in whole.allocations if wanted(allocation.measure)),
            possible=tuple(allocation for allocation in whole.possible if wanted(allocation.measure)),
            # Nobody knows what the printed sums are for.
            printed=Decimal(0),
        )

    without = [row for row in measures if not _some(row.allocations)]
    return FundingLinks(
        with_money=tuple(row for row in measures if _some(row.allocations)),
        uncertain=tuple(row for row in without if _some(row.possible)),
        without_money=tuple(row.subject for row in without if not _some(row.possible)),
        linked=those(lambda name: name in owners),
        elsewhere=those(lambda name: name is not None and name not in owners),
        unlinked=those(lambda name: name is None),
    )


def _some(allocations: Iterable[Allocation]) -> bool:
    """Whether some allocation is above 0 or unknown."""
    return any(allocation.amount is None or allocation.amount > 0 for allocation in allocations)
