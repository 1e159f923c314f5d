"""Plans of municipalities gathered in the dossier of their region, from their own dossiers."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from enum import Enum
from typing import Any

import attrs
from attrs import frozen

from socplan.calculations.days import plan_period
from socplan.calculations.matching import kinds_in_use
from socplan.calculations.structure import statuses_in_order
from socplan.calculations.wordings import current_wordings, own_measures
from socplan.errors import SocplanError
from socplan.model import (
    CodeList,
    Dossier,
    Goal,
    Measure,
    OtherCode,
    OtherGoal,
    OtherPlan,
    PlanLink,
    PlanRelation,
    Territory,
)
from socplan.model.record import table_key
from socplan.model.values import natural_key
from socplan.typecheck import guarded

__all__ = ["GatherProblem", "Gathered", "UnmatchedLink", "gather"]

#: How long an identifier may be.
_LONGEST = 80


class GatherProblem(Enum):
    """Why a link was not taken over as it is."""

    PLAN_UNCLEAR = "plan_unclear"  #: The municipality names several higher plans that may be this one.
    NOT_FOUND = "not_found"
    """Nothing in this plan bears the identifier or the code that the link names; or it names neither."""
    SEVERAL = "several"  #: Several goals or measures of this plan bear the code that it names.
    GONE = "gone"
    """The dossier had the link, but what it led to is not in the municipality's plan any more; it was left out."""
    UNDECLARED = "undeclared"  #: The dossier has the link, but the municipality does not declare it; it was kept.
    OUTSIDE = "outside"
    """The link names nothing in the municipality's plan: nothing at all, a measure outside the plan, or a split one."""


@frozen(kw_only=True)
class UnmatchedLink:
    """A link that somebody has to look at."""

    #: The identifier under which the municipality's plan was gathered.
    plan: str
    problem: GatherProblem
    #: As in the dossier of the municipality; a link that is gone or undeclared as in that of the region.
    link: PlanLink


@frozen(kw_only=True)
class Gathered:
    """The dossier of a region with the plans of its municipalities."""

    dossier: Dossier
    #: Links that could not be taken over, or that the municipality does not declare; nothing was guessed.
    unmatched: tuple[UnmatchedLink, ...]


@guarded
def gather(dossier: Dossier, others: Mapping[str, Dossier]) -> Gathered:
    """Put the plans of municipalities into the dossier of their region (plány obcí ve spisu kraje).

    Each becomes a plan of relation ``lower`` with its goals, the measures in force, its statuses and the kinds of its
    services. The links that it declares to this plan become links of the region; links of former wordings become
    links of the wordings in force. A municipality means this plan by the only higher plan of the same scope (or of
    unknown scope, where none has the same) whose period can meet. A link means the goal or measure whose identifier
    stands in `OtherGoal.origin`; without an origin, the only one that bears its code.

    Gathering again replaces the goals and codes of the plans. What the region itself noted of such a plan (territory,
    state, source, order) stays, and so do the region's links.

    Args:
        dossier: that of the region.
        others: those of municipalities, each under the identifier that its plan gets here. Whatever comes from it
            bears that identifier in front, so that no two clash.

    Raises:
        SocplanError: a plan of another relation has the identifier, or the identifier is too long to stand in front of
            others; or two goals or measures would bear one identifier.
        ValueError: what a dossier is gathered under is no identifier.
    """
    for plan in dossier.other_plans:
        if plan.id in others and plan.relation is not PlanRelation.LOWER:
            raise SocplanError(f'"{plan.id}" is a plan of relation {plan.relation.value}; gather under another name.')
    taken = [_taken(dossier, name, other) for name, other in others.items()]
    goals = [goal for gathered in taken for goal in gathered.goals]
    stay = [goal for goal in dossier.other_goals if goal.plan not in others]
    seen: dict[str, OtherGoal] = {}
    for goal in (*stay, *goals):
        if (first := seen.setdefault(goal.id, goal)) is not goal:
            raise SocplanError(
                f'Both "{first.plan}" and "{goal.plan}" would have a goal or a measure "{goal.id}"; '
                "gather one of them under another name."
            )
    declared = {table_key(link): link for gathered in taken for link in gathered.links}
    kept, doubtful = _own_links(dossier, taken, frozenset(goal.id for goal in goals), frozenset(declared))
    links = declared | {table_key(link): link for link in kept}
    grown = attrs.evolve(
        dossier,
        other_plans=(
            *(plan for plan in dossier.other_plans if plan.id not in others),
            *(gathered.plan for gathered in taken),
        ),
        other_goals=(*stay, *goals),
        other_codes=(
            *(code for code in dossier.other_codes if code.plan not in others),
            *(code for gathered in taken for code in gathered.codes),
        ),
        plan_links=tuple(links.values()),
    )
    return Gathered(dossier=grown, unmatched=(*(link for gathered in taken for link in gathered.unmatched), *doubtful))


@frozen(kw_only=True)
class _Taken:
    """The records that one municipality's dossier gives."""

    plan: OtherPlan
    #: The identifiers that its goals and measures, and former wordings of these, have here.
    names: Mapping[tuple[str, str | None], str]
    goals: tuple[OtherGoal, ...]
    codes: tuple[OtherCode, ...]
    links: tuple[PlanLink, ...]
    unmatched: tuple[UnmatchedLink, ...]


def _taken(dossier: Dossier, name: str, other: Dossier) -> _Taken:
    names = _names(name, other)
    items: tuple[Goal | Measure, ...] = (*dossier.ordered(Goal), *own_measures(dossier))
    current = current_wordings(dossier)
    links, unmatched = [], []
    higher = {plan.id for plan in _this_plan(dossier, other)}
    for link in other.plan_links:
        meant = other.get(OtherGoal, link.other)
        end = ("goals", link.goal) if link.measure is None else ("measures", link.measure)
        if meant is None or meant.plan not in higher:
            continue
        candidates = _named(items, current, meant)
        problem = GatherProblem.OUTSIDE if end not in names else _problem(higher, candidates)
        if problem is None:
            item = candidates[0]
            goal, measure = (None, item.id) if isinstance(item, Measure) else (item.id, None)
            links.append(attrs.evolve(link, goal=goal, measure=measure, other=names[end]))
        else:
            unmatched.append(UnmatchedLink(plan=name, problem=problem, link=link))
    return _Taken(
        plan=_plan(dossier, name, other),
        names=names,
        goals=tuple(_goals(name, other, names)),
        codes=tuple(_codes(name, other)),
        links=tuple(links),
        unmatched=tuple(unmatched),
    )


def _problem(higher: Collection[str], candidates: Sequence[Goal | Measure]) -> GatherProblem | None:
    """Why a link has no single meaning in the region's plan; ``None`` where it has."""
    if len(higher) > 1:
        return GatherProblem.PLAN_UNCLEAR
    if len(candidates) == 1:
        return None
    return GatherProblem.SEVERAL if candidates else GatherProblem.NOT_FOUND


def _this_plan(dossier: Dossier, other: Dossier) -> tuple[OtherPlan, ...]:
    """The higher plans of a municipality that can be this one."""
    period, scope = plan_period(dossier), dossier.plan.scope
    higher = [plan for plan in other.other_plans if plan.relation is PlanRelation.HIGHER and plan.period.meets(period)]
    same = [plan for plan in higher if scope in {None, plan.scope}]
    return tuple(same or (plan for plan in higher if plan.scope is None))


def _named(items: Iterable[Goal | Measure], current: Mapping[str, str], meant: OtherGoal) -> list[Goal | Measure]:
    """The items of the region's plan that a goal may mean as the municipality wrote it down."""
    if meant.origin is not None:
        wording = current.get(meant.origin, meant.origin)
        candidates = [item for item in items if item.id == (wording if isinstance(item, Measure) else meant.origin)]
    else:
        candidates = [item for item in items if item.code is not None and item.code == meant.code]
    of_kind = [item for item in candidates if isinstance(item, Measure) is meant.measure]
    return of_kind if len(candidates) > 1 and of_kind else candidates


def _own_links(
    dossier: Dossier, taken: Iterable[_Taken], goals: frozenset[str], declared: frozenset[tuple[object, ...]]
) -> tuple[list[PlanLink], list[UnmatchedLink]]:
    """The links that the region had: those that stay, and those that somebody has to look at."""
    kept, doubtful = [], []
    gathered = {municipality.plan.id: municipality for municipality in taken}
    current = current_wordings(dossier)
    for link in dossier.plan_links:
        former = dossier.get(OtherGoal, link.other)
        if former is None or former.plan not in gathered:
            kept.append(link)
            continue
        # The link between the wordings that are in force now in both plans.
        end = gathered[former.plan].names.get(("measures" if former.measure else "goals", former.origin), link.other)
        measure = current.get(link.measure, link.measure) if link.measure else None
        now = attrs.evolve(link, measure=measure, other=end)
        if table_key(now) not in declared:
            problem = GatherProblem.UNDECLARED if now.other in goals else GatherProblem.GONE
            doubtful.append(UnmatchedLink(plan=former.plan, problem=problem, link=link))
            if problem is GatherProblem.GONE:
                continue
        kept.append(now)
    return kept, doubtful


# The records that a plan gives


def _names(plan: str, other: Dossier) -> Mapping[tuple[str, str | None], str]:
    """The identifiers that goals and measures of a municipality get here; a former wording has that of the present."""
    names: dict[tuple[str, str | None], str] = {}
    tables: Mapping[str, Iterable[Goal | Measure]] = {"goals": other.ordered(Goal), "measures": own_measures(other)}
    for table, records in tables.items():
        for number, record in enumerate(records, start=1):
            name = f"{plan}.{table}.{record.id}"
            name = name if len(name) <= _LONGEST else f"{plan}.{table}.{number}"
            if len(name) > _LONGEST:
                raise SocplanError(
                    f'"{plan}" is too long to stand in front of other identifiers; gather under a shorter name.'
                )
            names[table, record.id] = name
    former = {("measures", former): names["measures", now] for former, now in current_wordings(other).items()}
    return names | former


def _plan(dossier: Dossier, name: str, other: Dossier) -> OtherPlan:
    plan = other.plan
    # The area of the region that bears the official code of the municipality.
    town = other.get(Territory, plan.territory)
    areas = dossier.having(Territory, "code", town.code) if town and town.code else ()
    territory = areas[0].id if len(areas) == 1 else None
    now: dict[str, Any] = {
        "title": plan.title,
        "authority": plan.authority,
        "scope": plan.scope,
        "period": plan_period(other),
    }
    known = dossier.get(OtherPlan, name)
    if known:
        return attrs.evolve(known, **now)
    return OtherPlan(id=name, relation=PlanRelation.LOWER, territory=territory, source=plan.source, **now)


def _goals(plan: str, other: Dossier, names: Mapping[tuple[str, str | None], str]) -> Iterator[OtherGoal]:
    items: tuple[Goal | Measure, ...] = (*other.goals, *own_measures(other))
    for item in items:
        measure = isinstance(item, Measure)
        yield OtherGoal(
            id=names["measures" if measure else "goals", item.id],
            plan=plan,
            code=item.code,
            title=item.title,
            parent=names.get(("goals", item.goal if isinstance(item, Measure) else item.parent)),
            measure=measure,
            origin=item.id,
            order=item.order,
        )


def _codes(plan: str, other: Dossier) -> Iterator[OtherCode]:
    """The statuses in order, then the kinds of services that are used; each name once."""
    meanings = {status.name: status.meaning for status in reversed(statuses_in_order(other))}
    for name in reversed(meanings):
        yield OtherCode(plan=plan, code_list=CodeList.STATUSES, name=name, meaning=meanings[name])
    for name in sorted(kinds_in_use(other).values(), key=natural_key):
        yield OtherCode(plan=plan, code_list=CodeList.SERVICE_KINDS, name=name)
