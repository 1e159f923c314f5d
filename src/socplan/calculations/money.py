"""Money: what there is, where it goes, whom it reaches, and what municipalities say they add.

A sum with an unknown part is unknown. What is known of it stands beside it under a name of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal
from fractions import Fraction
from functools import reduce
from typing import Final, Generic, TypeVar

import attrs
import czech_sort
from attrs import frozen

from socplan.calculations.fulfilment import measures_in
from socplan.calculations.structure import in_order, lies_in
from socplan.model import (
    Allocation,
    Budget,
    Dossier,
    FundingSource,
    Measure,
    Organisation,
    PartialDate,
    Period,
    Service,
    Survey,
    SurveyAnswer,
    SurveyReply,
    Territory,
)

__all__ = [
    "Funding",
    "FundingLinks",
    "MoneySum",
    "ReturnRate",
    "Support",
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
    "money_sum",
    "recipient",
    "return_rate",
    "return_rates_by_kind",
    "support_by_kind",
    "support_by_service",
    "undivided_budgets",
]

K = TypeVar("K", bound=Hashable)
R = TypeVar("R")
S = TypeVar("S")

#: Sums keep every digit; the default context would round them to 28.
_EXACT: Final = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)


@frozen(kw_only=True)
class MoneySum:
    """Amounts added up, in CZK."""

    #: The sum of those parts of which the amount is known.
    known: Decimal
    #: How many parts there are.
    parts: int
    #: Of how many of them the amount is not known.
    unknown: int

    @property
    def total(self) -> Decimal | None:
        """All parts together; ``None`` where one of them is unknown, or there are none."""
        return None if self.unknown or not self.parts else self.known

    def share_of(self, whole: MoneySum) -> Fraction | None:
        """This sum by another one; ``None`` where one of them is unknown, or nothing is in the other."""
        if self.total is None or whole.total is None or whole.total <= 0:
            return None
        return Fraction(self.total) / Fraction(whole.total)


def money_sum(amounts: Iterable[Decimal | None]) -> MoneySum:
    """Add up amounts: of 30, 20 and an unknown one 50 is known, and the total is ``None``."""
    listed = tuple(amounts)
    known = [amount for amount in listed if amount is not None]
    return MoneySum(known=reduce(_EXACT.add, known, Decimal(0)), parts=len(listed), unknown=len(listed) - len(known))


# Budgets and allocations


@frozen(kw_only=True)
class Funding(Generic[S]):
    """What was allocated to something, or out of it, and what was spent of that (přidělené a vynaložené prostředky)."""

    #: A year, a budget, a source, a founder, a measure or a service.
    subject: S
    allocations: tuple[Allocation, ...]
    #: Allocations that may belong here, wholly or in part: out of a budget that is not of the year alone, or for a
    #: measure that became several. Each is one unknown part; one of 0 is 0 wherever it belongs.
    possible: tuple[Allocation, ...] = ()
    #: Budgets of which no allocation is listed: what was allocated out of each is one unknown part.
    unlisted: int = 0

    @property
    def allocated(self) -> MoneySum:
        """What was allocated."""
        return self._sum(lambda one: one.amount)

    @property
    def spent(self) -> MoneySum:
        """What was spent of it."""
        return self._sum(lambda one: one.spent)

    def _sum(self, amount: Callable[[Allocation], Decimal | None]) -> MoneySum:
        possible = (None if amount(one) else amount(one) for one in self.possible)
        return money_sum((*map(amount, self.allocations), *possible, *(None,) * self.unlisted))


def _year_of(budget: Budget) -> int | None:
    start = budget.period.start
    return start.year if start and lies_in(budget.period, start.year) else None


def budget_years(dossier: Dossier) -> tuple[int, ...]:
    """The calendar years that there are budgets for, the first first."""
    return tuple(sorted({year for year in map(_year_of, dossier.budgets) if year is not None}))


def budgets_in(dossier: Dossier, year: int | None) -> tuple[Budget, ...]:
    """The budgets of a calendar year, source by source; ``None``: those that are of no single year.

    A budget is of the year that it begins and ends in. One for several years is not parted among them.
    """
    places = {source.id: place for place, source in enumerate(in_order(dossier.funding_sources))}
    own = in_order(budget for budget in dossier.budgets if _year_of(budget) == year)
    return tuple(sorted(own, key=lambda budget: places.get(budget.source, len(places))))


def undivided_budgets(dossier: Dossier, year: int) -> tuple[Budget, ...]:
    """The budgets that are of no single year, or of an unknown one, and may hold money of a year.

    How much of it is of the year is not known: of one for 2024 to 2026 some, all or nothing may be of 2025.
    """
    return tuple(one for one in budgets_in(dossier, None) if one.period.meets(_whole(year)))


def _grouped(items: Iterable[R], key: Callable[[R], K]) -> Mapping[K, tuple[R, ...]]:
    found: dict[K, list[R]] = {}
    for item in items:
        found.setdefault(key(item), []).append(item)
    return {name: tuple(own) for name, own in found.items()}


def _funding(dossier: Dossier, subject: S, budgets: Iterable[Budget], undivided: Iterable[Budget] = ()) -> Funding[S]:
    """What was allocated out of some budgets, and may have been out of some that are not divided by year."""
    own = _grouped(dossier.allocations, lambda one: one.budget)
    sure, unsure = [budget.id for budget in budgets], [budget.id for budget in undivided]
    return Funding(
        subject=subject,
        allocations=tuple(one for name in sure for one in in_order(own.get(name, ()))),
        possible=tuple(one for name in unsure for one in in_order(own.get(name, ()))),
        unlisted=sum(name not in own for name in (*sure, *unsure)),
    )


def funding_in(dossier: Dossier, year: int) -> Funding[int]:
    """All that was allocated in a year: out of its budgets for certain, and possibly out of `undivided_budgets`."""
    return _funding(dossier, year, budgets_in(dossier, year), undivided_budgets(dossier, year))


def funding_of(dossier: Dossier, budget: Budget) -> Funding[Budget]:
    """What was allocated out of a budget (čerpání rozpočtu)."""
    return _funding(dossier, budget, (budget,))


def budget_left(funding: Funding[Budget]) -> Decimal | None:
    """What of a budget is not allocated yet, below 0 where it is more than there is; ``None`` where one is unknown."""
    amount, allocated = funding.subject.amount, funding.allocated.total
    return None if amount is None or allocated is None else _EXACT.subtract(amount, allocated)


def funding_by_source(dossier: Dossier, year: int) -> tuple[Funding[FundingSource], ...]:
    """What was allocated out of each source that has or may have a budget in a year, in the order of the sources."""
    by_source = _grouped(budgets_in(dossier, year), lambda budget: budget.source)
    undivided = _grouped(undivided_budgets(dossier, year), lambda budget: budget.source)
    return tuple(
        _funding(dossier, source, by_source.get(source.id, ()), undivided.get(source.id, ()))
        for source in in_order(dossier.funding_sources)
        if source.id in by_source or source.id in undivided
    )


def recipient(dossier: Dossier, allocation: Allocation) -> Organisation | None:
    """Who gets an allocation (příjemce): the organisation that it names, else the provider of its service."""
    service = dossier.get(Service, allocation.service) if allocation.service else None
    name = allocation.organisation or (service.provider if service else None)
    return dossier.get(Organisation, name) if name else None


def funding_by_founder(
    dossier: Dossier, year: int, source: FundingSource | None = None
) -> tuple[Funding[str | None], ...]:
    """What a year's money comes to by founder of those who get it (podle zřizovatelů), in alphabetical order.

    ``None`` is the founder that is not known; it comes last. With a source its money alone. The share of a founder is
    ``row.allocated.share_of(whole.allocated)``, where the whole is `funding_in` or the row of `funding_by_source`.
    """

    def own(budgets: Iterable[Budget]) -> Iterable[Budget]:
        return (one for one in budgets if source is None or one.source == source.id)

    def founder(allocation: Allocation) -> str | None:
        found = recipient(dossier, allocation)
        return found.founder if found else None

    whole = _funding(dossier, year, own(budgets_in(dossier, year)), own(undivided_budgets(dossier, year)))
    found = {founder(one) for one in (*whole.allocations, *whole.possible)}
    named = czech_sort.sorted(name for name in found if name is not None)
    return _parted(whole, founder, ((name, name) for name in (*named, None)))


def _parted(
    whole: Funding[int], key: Callable[[Allocation], K | None], subjects: Iterable[tuple[K | None, S]]
) -> tuple[Funding[S], ...]:
    """Money parted by what each allocation is for; what a budget without a listing gives may be for any of it."""
    sure, possible = _grouped(whole.allocations, key), _grouped(whole.possible, key)
    return tuple(
        Funding(
            subject=subject,
            allocations=sure.get(name, ()),
            possible=possible.get(name, ()),
            unlisted=whole.unlisted,
        )
        for name, subject in subjects
        if name in sure or name in possible
    )


def funding_by_service(dossier: Dossier, year: int) -> tuple[Funding[Service], ...]:
    """What each service got in a year from all sources; services that no allocation names are left out."""
    services = ((service.id, service) for service in in_order(dossier.services))
    return _parted(funding_in(dossier, year), lambda one: one.service, services)


def funding_by_measure(dossier: Dossier, year: int) -> tuple[Funding[Measure], ...]:
    """Every measure in force in a year with what was allocated to it, in printed order; to some nothing was.

    What names an earlier or a later wording of a measure is that measure's. Where a measure was split, what names it
    is for one of the new ones, and not known for which: it is a `Funding.possible` part of each.
    """
    whole, owners = funding_in(dossier, year), _owners(dossier, year)

    def own(measure: Measure, listed: Iterable[Allocation]) -> tuple[Allocation, ...]:
        return in_order(one for one in listed if measure.id in owners.get(one.measure or "", ()))

    rows = []
    for measure in measures_in(dossier, _whole(year)):
        listed = own(measure, whole.allocations)
        sure = tuple(one for one in listed if len(owners[one.measure or ""]) == 1)
        shared = tuple(one for one in listed if one not in sure)
        possible = (*shared, *own(measure, whole.possible))
        rows.append(Funding(subject=measure, allocations=sure, possible=possible, unlisted=whole.unlisted))
    return tuple(rows)


def _owners(dossier: Dossier, year: int) -> Mapping[str, tuple[str, ...]]:
    """For every wording of a measure the measures in force in a year that it is a wording of."""
    after = _grouped((one for one in dossier.measures if one.replaces), lambda one: one.replaces or "")
    found: dict[str, list[str]] = {}
    for measure in measures_in(dossier, _whole(year)):
        for name in _wordings(dossier, measure, after):
            found.setdefault(name, []).append(measure.id)
    return {name: tuple(owners) for name, owners in found.items()}


def _whole(year: int) -> Period:
    return Period(PartialDate(year), PartialDate(year))


def _wordings(dossier: Dossier, measure: Measure, after: Mapping[str, tuple[Measure, ...]]) -> frozenset[str]:
    """The identifiers of a measure, of those that it came from and of those that came from it."""
    found = {measure.id}
    earlier = dossier.get(Measure, measure.replaces or "")
    while earlier is not None and earlier.id not in found:
        found.add(earlier.id)
        earlier = dossier.get(Measure, earlier.replaces) if earlier.replaces else None
    later = list(after.get(measure.id, ()))
    while later:
        one = later.pop()
        if one.id not in found:
            found.add(one.id)
            later += after.get(one.id, ())
    return frozenset(found)


@frozen(kw_only=True)
class FundingLinks:
    """How the plan and the money of a year hang together, looked at from both sides."""

    #: Measures in force that something is known to have been allocated to, be it an unknown amount, in printed order.
    with_money: tuple[Funding[Measure], ...]
    #: Those that have `Funding.possible` parts alone: whether they have money of the year is not known.
    uncertain: tuple[Funding[Measure], ...]
    #: Those of which the sources name no money. It is known that there is none only where ``linked.unlisted`` is 0.
    without_money: tuple[Measure, ...]
    #: What names a measure in force, each allocation once.
    linked: Funding[int]
    #: What names a measure that is not part of the plan in the year.
    elsewhere: Funding[int]
    #: What names no measure at all.
    unlinked: Funding[int]


def funding_links(dossier: Dossier, year: int) -> FundingLinks:
    """Measures in force without money, and money of the year without a measure."""
    measures, owners, whole = funding_by_measure(dossier, year), _owners(dossier, year), funding_in(dossier, year)

    def those(wanted: Callable[[str | None], bool]) -> Funding[int]:
        return attrs.evolve(
            whole,
            allocations=tuple(one for one in whole.allocations if wanted(one.measure)),
            possible=tuple(one for one in whole.possible if wanted(one.measure)),
        )

    with_money = tuple(row for row in measures if _some(row.allocations))
    uncertain = tuple(row for row in measures if row not in with_money and _some(row.possible))
    return FundingLinks(
        with_money=with_money,
        uncertain=uncertain,
        without_money=tuple(row.subject for row in measures if row not in with_money and row not in uncertain),
        linked=those(lambda name: name in owners),
        elsewhere=those(lambda name: name is not None and name not in owners),
        unlinked=those(lambda name: name is None),
    )


def _some(allocations: Iterable[Allocation]) -> bool:
    """Whether one of them is of more than 0, or of an unknown amount."""
    return any(one.amount is None or one.amount > 0 for one in allocations)


# Surveys


@frozen(kw_only=True)
class ReturnRate:
    """How many municipalities were asked, and how many answered (návratnost)."""

    asked: int | None
    #: How many are known to have answered.
    known: int | None
    #: Of how many it is not known whether they did.
    unknown: int = 0

    @property
    def returned(self) -> int | None:
        """How many answered; ``None`` where that is not known of one."""
        return None if self.unknown else self.known

    @property
    def share(self) -> Fraction | None:
        """Those who answered by those asked; ``None`` where one is unknown, or nobody was asked."""
        return Fraction(self.returned, self.asked) if self.returned is not None and self.asked else None


def return_rate(dossier: Dossier, survey: Survey) -> ReturnRate:
    """The return rate of a survey: from its replies, or where none is listed from the counts that the source prints.

    Of four asked three answered: 3/4.
    """
    replies = [one for one in dossier.survey_replies if one.survey == survey.id]
    return _rate(replies) if replies else ReturnRate(asked=survey.sent, known=survey.returned)


def _rate(replies: Iterable[SurveyReply]) -> ReturnRate:
    told = [one.returned for one in replies]
    return ReturnRate(asked=len(told), known=told.count(True), unknown=told.count(None))


def return_rates_by_kind(dossier: Dossier, survey: Survey) -> Mapping[str | None, ReturnRate]:
    """The return rate by type of municipality, `Territory.kind`, in alphabetical order; that not known comes last."""
    replies = (one for one in dossier.survey_replies if one.survey == survey.id)
    rows = _grouped(replies, lambda one: _kind(dossier, one.territory))
    return {kind: _rate(rows[kind]) for kind in _kinds(rows)}


@frozen(kw_only=True)
class Support(Generic[S]):
    """What municipalities say of a service, or those of one type of all services (podpora, spolufinancování)."""

    subject: S
    answers: tuple[SurveyAnswer, ...]

    @property
    def yes(self) -> int:
        """How many answers say that the municipality supports the service."""
        return sum(one.supported is True for one in self.answers)

    @property
    def no(self) -> int:
        """How many say that it does not."""
        return sum(one.supported is False for one in self.answers)

    @property
    def unknown(self) -> int:
        """How many do not say."""
        return len(self.answers) - self.yes - self.no

    @property
    def is_unsupported(self) -> bool:
        """Whether every answer is a known „no“; without answers nothing is known."""
        return bool(self.answers) and self.no == len(self.answers)

    @property
    def amount(self) -> MoneySum:
        """What the municipalities give, in CZK: a known „no“ is 0, and one with an amount contradicts itself."""
        return money_sum(map(_given, self.answers))


def _given(answer: SurveyAnswer) -> Decimal | None:
    if answer.supported is False:
        return None if answer.amount else Decimal(0)
    return answer.amount if answer.supported else None


def support_by_service(dossier: Dossier, survey: Survey) -> tuple[Support[Service], ...]:
    """What the survey says of each service that it was answered for.

    Of a municipality that did not answer nothing is known, so it is not in the sums.
    """
    rows = _grouped(_answers(dossier, survey), lambda one: one.service)
    return tuple(
        Support(subject=service, answers=rows[service.id])
        for service in in_order(dossier.services)
        if service.id in rows
    )


def support_by_kind(dossier: Dossier, survey: Survey) -> tuple[Support[str | None], ...]:
    """What the survey says by type of municipality, in the order of `return_rates_by_kind`."""
    rows = _grouped(_answers(dossier, survey), lambda one: _kind(dossier, one.territory))
    return tuple(Support(subject=kind, answers=rows[kind]) for kind in _kinds(rows))


def _answers(dossier: Dossier, survey: Survey) -> tuple[SurveyAnswer, ...]:
    """The answers to a survey, so sorted that the order of records means nothing."""
    own = (one for one in dossier.survey_answers if one.survey == survey.id)
    return tuple(sorted(own, key=lambda one: (one.territory, one.service)))


def _kind(dossier: Dossier, territory: str) -> str | None:
    found = dossier.get(Territory, territory)
    return found.kind if found else None


def _kinds(kinds: Iterable[str | None]) -> tuple[str | None, ...]:
    listed = tuple(kinds)
    return (*czech_sort.sorted(kind for kind in listed if kind is not None), *(None for one in listed if one is None))
