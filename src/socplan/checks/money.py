"""Whether the data about money agree with each other.

1. Allocations come to what the document prints, and to no more than the budget has (``allocated-differs``,
   ``allocated-over``).
2. An allocation says what it is for, and no more was spent than allocated (``allocation-empty``, ``spent-over``); no
   amount is below 0 (``amount-negative``).
3. What a measure spent in a whole year is the same in monitoring and in the allocations (``spent-differs``).
4. Municipalities that a survey asked answer it, and those that answered alone (``answer-not-asked``,
   ``answer-not-returned``); one that does not support a service gives it nothing (``support-contradicts``).
5. The replies and ways of return give the counts that the source prints (``survey-sent``, ``survey-returned``), no more
   came back than were sent (``survey-over``), and what came back without what was left out was used (``survey-used``).

That two budgets of one source overlap is no fault: a source may have several programmes.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final

import attrs

from socplan.calculations import Sum, funding_by_measure, funding_of, money_sum, return_rate, survey_funnel
from socplan.checks.finding import Check, Finding, Grade, Words, finding
from socplan.checks.places import located, name_of, titled
from socplan.hookspecs import hookimpl
from socplan.model import (
    Allocation,
    Budget,
    Dossier,
    FundingSource,
    Measure,
    Money,
    MonitoringRound,
    Organisation,
    Reading,
    Record,
    Service,
    Survey,
    SurveyAnswer,
    SurveyReply,
    SurveyReturn,
    Territory,
)
from socplan.model.dossier import record_types

_MONEY: Final = Money | None


def budgets(dossier: Dossier) -> Iterator[Finding]:
    """Budgets whose allocations do not come to what is printed, or come to more than there is."""
    for at, budget in located(dossier, Budget):
        listed, printed = funding_of(dossier, budget).allocated, budget.allocated
        name = _budget_name(dossier, budget)
        if printed is not None and listed.total is not None and listed.total != printed:
            facts = {
                "budget": name,
                "printed": printed,
                "listed": listed.total,
                "difference": money_sum((printed, listed.total.copy_negate())).known.copy_abs(),
            }
            yield finding("allocated-differs", Grade.WARNING, f"{at}.allocated", **facts)
        # Unknown allocations cannot make the sum less.
        if budget.amount is not None and listed.known > budget.amount:
            place = f"{at}.amount"
            facts = {"budget": name, "listed": listed.known, "amount": budget.amount}
            yield finding("allocated-over", Grade.WARNING, place, **facts)


def _budget_name(dossier: Dossier, budget: Budget | None) -> str | None:
    """The title of a budget, else the name of its source; ``None`` where neither is there."""
    source = dossier.get(FundingSource, budget.source) if budget else None
    return (budget.title if budget else None) or (source.name if source else None)


def _purpose(dossier: Dossier, allocation: Allocation) -> str | None:
    """What an allocation is for, as the dossier names it."""
    measure = dossier.get(Measure, allocation.measure)
    service = dossier.get(Service, allocation.service)
    organisation = dossier.get(Organisation, allocation.organisation)
    named = (titled(measure) if measure else None, *(record.name for record in (service, organisation) if record))
    return next((name for name in (*named, allocation.purpose) if name), None)


def allocations(dossier: Dossier) -> Iterator[Finding]:
    """Allocations without a purpose, and those that spent more than was allocated."""
    for at, allocation in located(dossier, Allocation):
        if (
            allocation.measure is None
            and allocation.service is None
            and allocation.organisation is None
            and allocation.purpose is None
        ):
            yield finding(
                "allocation-empty",
                Grade.WARNING,
                at,
                budget=_budget_name(dossier, dossier.get(Budget, allocation.budget)),
                amount=allocation.amount,
            )
        if allocation.amount is not None and allocation.spent is not None and allocation.spent > allocation.amount:
            place = f"{at}.spent"
            facts = {"purpose": _purpose(dossier, allocation), "spent": allocation.spent, "amount": allocation.amount}
            yield finding("spent-over", Grade.WARNING, place, **facts)


@cache
def _amounts() -> Mapping[type[Record], tuple[str, ...]]:
    """The attributes that hold money, by class."""
    found = {}
    cls: Any
    for cls in record_types().values():
        found[cls] = tuple(each.name for each in attrs.fields(attrs.resolve_types(cls)) if each.type == _MONEY)
    return found


def amounts(dossier: Dossier) -> Iterator[Finding]:
    """Amounts below 0: a refund has no record of its own, so one is mostly a slip."""
    for cls, names in _amounts().items():
        for at, record in located(dossier, cls):
            for name in names:
                value = getattr(record, name)
                if value is not None and value < 0:
                    column = Words(((f"attribute.{name}" if name == "own_revenue" else f"column.{name}"),))
                    facts = {"column": column, "amount": value}
                    yield finding("amount-negative", Grade.WARNING, f"{at}.{name}", **facts)


def readings(dossier: Dossier) -> Iterator[Finding]:
    """Readings of spending that differ from the allocations of that year."""
    spent = {
        (round_.id, row.subject.id): row.spent.total
        for round_ in dossier.rounds
        # Allocations are of whole years.
        if round_.period.year is not None
        for row in funding_by_measure(dossier, round_.period.year)
    }
    for at, reading in located(dossier, Reading):
        listed = spent.get((reading.round, reading.measure))
        measure, round_ = dossier.get(Measure, reading.measure), dossier.get(MonitoringRound, reading.round)
        if reading.spent is not None and listed is not None and listed != reading.spent and measure and round_:
            facts = {"measure": titled(measure), "round": round_.period, "reading": reading.spent, "listed": listed}
            yield finding("spent-differs", Grade.WARNING, f"{at}.spent", **facts)


def answers(dossier: Dossier) -> Iterator[Finding]:
    """Answers of municipalities that were not asked or did not answer, and money for what is not supported."""
    asking = {reply.survey for reply in dossier.survey_replies}
    for at, answer in located(dossier, SurveyAnswer):
        reply = dossier.get(SurveyReply, answer.survey, answer.territory)
        town = name_of(dossier, Territory, answer.territory)
        if reply is None and answer.survey in asking:
            yield finding("answer-not-asked", Grade.WARNING, f"{at}.territory", territory=town)
        elif reply is not None and reply.returned is False:
            yield finding("answer-not-returned", Grade.WARNING, f"{at}.territory", territory=town)
        if answer.supported is False and answer.amount:
            facts = {"service": name_of(dossier, Service, answer.service), "amount": answer.amount}
            yield finding("support-contradicts", Grade.WARNING, f"{at}.amount", territory=town, **facts)


def surveys(dossier: Dossier) -> Iterator[Finding]:
    """Surveys whose printed counts are not those of their replies, or say that more came back than were sent."""
    asking = {reply.survey for reply in dossier.survey_replies}
    for at, survey in located(dossier, Survey):
        if survey.sent is not None and survey.returned is not None and survey.returned > survey.sent:
            facts = {"survey": survey.title, "sent": survey.sent, "returned": survey.returned}
            yield finding("survey-over", Grade.WARNING, f"{at}.returned", **facts)
        yield from _funnel(dossier, at, survey)
        if survey.id not in asking:
            continue
        rate = return_rate(dossier, survey)
        if survey.sent not in {None, rate.asked}:
            facts = {"survey": survey.title, "printed": survey.sent, "listed": rate.asked}
            yield finding("survey-sent", Grade.WARNING, f"{at}.sent", **facts)
        if rate.returned is not None and survey.returned not in {None, rate.returned}:
            facts = {"survey": survey.title, "printed": survey.returned, "listed": rate.returned}
            yield finding("survey-returned", Grade.WARNING, f"{at}.returned", **facts)


def _funnel(dossier: Dossier, at: str, survey: Survey) -> Iterator[Finding]:
    """Counts of questionnaires that do not follow from each other."""
    by_channel = Sum.of((row.count for row in dossier.having(SurveyReturn, "survey", survey.id)), 0)
    if by_channel.parts and by_channel.total is not None and survey.returned not in {None, by_channel.total}:
        facts = {"survey": survey.title, "printed": survey.returned, "listed": by_channel.total}
        yield finding("survey-returned", Grade.WARNING, f"{at}.returned", **facts)
    funnel = survey_funnel(dossier, attrs.evolve(survey, used=None))
    if funnel.used is not None and survey.used not in {None, funnel.used}:
        facts = {"survey": survey.title, "printed": survey.used, "counted": funnel.used}
        yield finding("survey-used", Grade.WARNING, f"{at}.used", **facts)


@hookimpl
def register_checks() -> tuple[Check, ...]:
    """Offer these checks."""
    return (
        Check(name="budgets", codes=("allocated-differs", "allocated-over"), run=budgets),
        Check(name="allocations", codes=("allocation-empty", "spent-over"), run=allocations),
        Check(name="amounts", codes=("amount-negative",), run=amounts),
        Check(name="spending", codes=("spent-differs",), run=readings),
        Check(
            name="survey-answers", codes=("answer-not-asked", "answer-not-returned", "support-contradicts"), run=answers
        ),
        Check(name="surveys", codes=("survey-sent", "survey-returned", "survey-over", "survey-used"), run=surveys),
    )
