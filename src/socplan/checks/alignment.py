"""Whether links to other plans make sense, and whether the plans can be held against each other.

1. A link names a goal or a measure of this plan (``link-empty``).
2. A status means the same in another plan that has one of its name (``status-meaning-differs``).
3. A plan above or below this one is valid at a time when this one is (``plan-period-apart``).
4. Something is linked with a plan above or below this one whose goals are listed (``plan-without-link``).
"""

from collections.abc import Iterator

from socplan.calculations import CodeFit, PeriodFit, period_match, status_matches
from socplan.checks.finding import Check, Finding, Grade, finding
from socplan.checks.places import located
from socplan.hookspecs import hookimpl
from socplan.model import Dossier, OtherGoal, OtherPlan, PlanLink, PlanRelation


def empty_links(dossier: Dossier) -> Iterator[Finding]:
    """Links that name nothing of this plan."""
    for at, link in located(dossier, PlanLink):
        if link.goal is None and link.measure is None:
            other = dossier.get(OtherGoal, link.other)
            title = other.title if other else link.other
            yield finding("link-empty", Grade.WARNING, at, other=title)


def other_meanings(dossier: Dossier) -> Iterator[Finding]:
    """Statuses whose name means something else in another plan."""
    for at, plan in located(dossier, OtherPlan):
        for match in status_matches(dossier, plan) or ():
            if match.fit is CodeFit.OTHER_MEANING:
                yield finding("status-meaning-differs", Grade.WARNING, at, status=match.name, plan=plan.title)


def _above_and_below(dossier: Dossier) -> Iterator[tuple[str, OtherPlan]]:
    return ((at, plan) for at, plan in located(dossier, OtherPlan) if plan.relation is not PlanRelation.PREVIOUS)


def distant_periods(dossier: Dossier) -> Iterator[Finding]:
    """Plans above and below that are not valid on any day of this one."""
    for place, plan in _above_and_below(dossier):
        period = period_match(dossier, plan)
        if period.fit is PeriodFit.APART:
            facts = {"plan": plan.title, "other": period.other, "period": period.own}
            yield finding("plan-period-apart", Grade.NOTE, f"{place}.period", **facts)


def unlinked_plans(dossier: Dossier) -> Iterator[Finding]:
    """Plans above and below with listed goals and without links."""
    listed = {goal.plan for goal in dossier.other_goals}
    ends = (dossier.get(OtherGoal, link.other) for link in dossier.plan_links)
    linked = {end.plan for end in ends if end}
    for place, plan in _above_and_below(dossier):
        if plan.id in listed - linked:
            yield finding("plan-without-link", Grade.NOTE, place, plan=plan.title)


@hookimpl
def register_checks() -> tuple[Check, ...]:
    """Offer these checks."""
    return (
        Check(name="empty-links", codes=("link-empty",), run=empty_links),
        Check(name="other-meanings", codes=("status-meaning-differs",), run=other_meanings),
        Check(name="distant-periods", codes=("plan-period-apart",), run=distant_periods),
        Check(name="unlinked-plans", codes=("plan-without-link",), run=unlinked_plans),
    )
