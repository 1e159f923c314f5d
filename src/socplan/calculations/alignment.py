"""How the plan fits others: what serves what, both ways, and whether periods, statuses and kinds of services agree.

Of two plans one serves the other: a municipality's the region's, this one the one above it or the one before it.
What is asked of both is the same: which aims of the one are served, and which measures of the other serve one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from fractions import Fraction
from functools import cached_property

import attrs
from attrs import frozen

from socplan.calculations.decisions import in_force, plan_period
from socplan.calculations.organisation import known_day
from socplan.calculations.structure import drafted, in_order, statuses_in_order, tree_in_order
from socplan.model import (
    CodeList,
    Dossier,
    Goal,
    Measure,
    OtherCode,
    OtherGoal,
    OtherPlan,
    Period,
    Plan,
    PlanLink,
    PlanRelation,
    PlanScope,
    ServiceKind,
    StatusMeaning,
)
from socplan.model.values import natural_key

__all__ = [
    "Alignment",
    "AlignmentTotal",
    "CodeFit",
    "Compatibility",
    "GoalReach",
    "ItemLink",
    "KindMatch",
    "LinkedItem",
    "MappingCoverage",
    "PeriodFit",
    "PeriodMatch",
    "PlanItem",
    "Reach",
    "StatusMatch",
    "alignments",
    "compatibility",
    "current_wordings",
    "goal_reach",
    "hierarchy",
    "other_plans_in_order",
    "own_measures",
    "period_match",
    "plain_code",
    "serving_total",
    "status_matches",
]

PlanItem = Goal | Measure | OtherGoal
"""A goal or a measure, of this plan or of another one."""

#: As plans are printed: those above this one, the one before it, those below it.
_RELATIONS = (PlanRelation.HIGHER, PlanRelation.PREVIOUS, PlanRelation.LOWER)


# Which plans


def other_plans_in_order(dossier: Dossier) -> tuple[OtherPlan, ...]:
    """Other plans: those above this one from the state down, then the previous ones, then those below."""
    scopes = list(PlanScope)

    def key(plan: OtherPlan) -> tuple[int, int]:
        return _RELATIONS.index(plan.relation), len(scopes) if plan.scope is None else scopes.index(plan.scope)

    return tuple(sorted(in_order(dossier.other_plans), key=key))


def hierarchy(dossier: Dossier) -> tuple[OtherPlan | Plan, ...]:
    """The plans above this one, it, and those below it (stát – kraj – obec); previous ones have no place in it."""
    others = other_plans_in_order(dossier)
    above = tuple(plan for plan in others if plan.relation is PlanRelation.HIGHER)
    below = tuple(plan for plan in others if plan.relation is PlanRelation.LOWER)
    return (*above, dossier.plan, *below)


# Which measures


def own_measures(dossier: Dossier) -> tuple[Measure, ...]:
    """The measures of the plan as last amended, without those whose validity had ended by the day it speaks of."""
    day = known_day(dossier)
    return tuple(
        one for one in in_force(dossier) if day is None or one.validity.end is None or day <= one.validity.end.last_day
    )


def current_wordings(dossier: Dossier) -> Mapping[str, str]:
    """For each former wording of a measure the identifier of that which is part of the plan now.

    Left out are measures that several others replaced, since it is not known which of them is meant, and those of
    which no wording is part of the plan. What only a draft puts in has replaced nothing yet.
    """
    own = {one.id for one in own_measures(dossier)}
    drafts = drafted(dossier)
    after: dict[str, list[str]] = {}
    for measure in dossier.measures:
        if measure.replaces is not None and measure.id not in drafts:
            after.setdefault(measure.replaces, []).append(measure.id)
    current = {}
    for measure in dossier.measures:
        name, seen = measure.id, {measure.id}
        while name not in own and len(after.get(name, ())) == 1:
            name = after[name][0]
            if name in seen:
                break
            seen.add(name)
        if name in own and name != measure.id:
            current[measure.id] = name
    return current


# What serves what


class Reach(Enum):
    """How something is linked with the other plan."""

    DIRECT = "direct"
    """By a link of its own."""
    INDIRECT = "indirect"
    """An aim through something below it, a measure through a goal above it."""
    NONE = "none"


@frozen(kw_only=True)
class LinkedItem:
    """A goal or a measure with all that it is linked with in the other plan."""

    item: PlanItem
    #: How deep it lies in its plan, 0 at the top.
    depth: int
    #: The identifier of the item above it, a goal where it is one of this plan; ``None`` at the top.
    above: str | None
    #: What it is linked with itself.
    direct: tuple[PlanItem, ...]
    #: What else is linked with something below it (of an aim) or with a goal above it (of a measure).
    indirect: tuple[PlanItem, ...]

    @property
    def reach(self) -> Reach:
        """How it is linked; a link of its own comes before any other."""
        return Reach.DIRECT if self.direct else Reach.INDIRECT if self.indirect else Reach.NONE


@frozen(kw_only=True)
class MappingCoverage:
    """How many of one plan's items are linked with the other plan (pokrytí vazbami)."""

    #: ``None``: nobody has linked the two plans yet, or the dossier lists none of them.
    count: int | None
    #: ``None``: the dossier lists none of them.
    total: int | None

    @property
    def share(self) -> Fraction | None:
        """The share that is linked; ``None`` where it is not known."""
        return None if self.count is None or not self.total else Fraction(self.count, self.total)


@frozen(kw_only=True)
class ItemLink:
    """A link on record, between the wordings that are part of the plans now (vazba)."""

    own: PlanItem
    other: PlanItem
    note: str | None


@frozen(kw_only=True)
class Alignment:
    """What of one plan serves what of the other (provázanost plánů).

    The plan that serves is the lower of the two: a plan of relation ``lower``; else this one.
    """

    plan: OtherPlan
    #: Whether anybody has linked the two plans.
    is_mapped: bool
    #: Goals and measures of the plan that is served, as a tree.
    aims: tuple[LinkedItem, ...]
    #: Measures of the plan that serves, in order; the goals of another plan of which no measures are listed.
    measures: tuple[LinkedItem, ...]
    #: The links that count, as this plan prints what they are of.
    links: tuple[ItemLink, ...]
    #: Measures of this plan that have links and are no part of it any more or not yet; a measure for each link.
    outside: tuple[Measure, ...]

    @property
    def served(self) -> MappingCoverage:
        """How many aims are served: linked themselves, or with something below them that is."""
        return self._coverage(self.aims)

    @property
    def serving(self) -> MappingCoverage:
        """How many measures serve an aim: by a link of their own, or through a goal above them."""
        return self._coverage(self.measures)

    def _coverage(self, items: tuple[LinkedItem, ...]) -> MappingCoverage:
        linked = sum(one.reach is not Reach.NONE for one in items)
        return MappingCoverage(count=linked if self.is_mapped and items else None, total=len(items) or None)


def alignments(dossier: Dossier) -> tuple[Alignment, ...]:
    """Hold this plan against every other one, both ways.

    A link that names both a goal and a measure is one of the measure. One of a former wording is one of the wording
    that replaced it. Measures that amendments dropped, that several others replaced, or whose validity had ended on
    the day that the dossier speaks of are not part of the plan; links of theirs do not count and stand in ``outside``.

    Two goals of the region, a measure below the first, and a link to that measure: 2 of 3 aims are served, the measure
    itself and the goal through it. Of a plan without any link nothing is known: nobody has mapped it yet.
    """
    own, current = _own_tree(dossier), current_wordings(dossier)
    return tuple(_aligned(dossier, own, current, plan) for plan in other_plans_in_order(dossier))


def _aligned(dossier: Dossier, own: _Tree, current: Mapping[str, str], plan: OtherPlan) -> Alignment:
    other = _other_tree(dossier, plan)
    meant = [(_own_end(link, current), link) for link in dossier.plan_links if link.other in other.items]
    found = [(here, link.other) for here, link in meant if here in own.items]
    lower = plan.relation is PlanRelation.LOWER
    served, serving = (own, other) if lower else (other, own)
    pairs = [(here, there) if lower else (there, here) for here, there in found]
    of_aims = _linked(pairs, serving)
    of_measures = _linked([(second, first) for first, second in pairs], served)
    out = (dossier.get(Measure, link.measure) for here, link in meant if link.measure and here not in own.items)
    return Alignment(
        plan=plan,
        is_mapped=bool(found),
        aims=tuple(_item(served, name, of_aims, served.below(name)) for name in served.items),
        measures=tuple(_item(serving, name, of_measures, serving.above(name)) for name in serving.measures),
        links=_item_links(own, other, meant),
        outside=in_order(one for one in out if one),
    )


def _item_links(own: _Tree, other: _Tree, meant: Iterable[tuple[str, PlanLink]]) -> tuple[ItemLink, ...]:
    here, there = ({name: place for place, name in enumerate(tree.items)} for tree in (own, other))
    found = [(name, link) for name, link in meant if name in here]
    found.sort(key=lambda pair: (here[pair[0]], there[pair[1].other], pair[1].note or ""))
    return tuple(ItemLink(own=own.items[name], other=other.items[link.other], note=link.note) for name, link in found)


@frozen(kw_only=True)
class _Tree:
    """The goals and measures of one plan, each under a name of its own, as the plan prints them."""

    items: Mapping[str, PlanItem]
    depths: Mapping[str, int]
    parents: Mapping[str, str | None]
    #: The names of what may serve another plan.
    measures: tuple[str, ...]

    def above(self, name: str) -> tuple[str, ...]:
        """All that lies above an item, the nearest first."""
        found = []
        for _ in range(self.depths[name]):
            name = self.parents[name] or ""
            found.append(name)
        return tuple(found)

    def below(self, name: str) -> Iterable[str]:
        """All that lies below an item."""
        return self._below.get(name, ())

    @cached_property
    def _below(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name in self.items:
            for above in self.above(name):
                found.setdefault(above, []).append(name)
        return found


def _tree(items: Mapping[str, PlanItem], parents: Mapping[str, str | None], measures: Iterable[str]) -> _Tree:
    ordered = tree_in_order(list(items), str, parents.get)
    chosen = frozenset(measures)
    return _Tree(
        items={name: items[name] for name, _ in ordered},
        depths=dict(ordered),
        parents=parents,
        measures=tuple(name for name, _ in ordered if name in chosen),
    )


def _own_tree(dossier: Dossier) -> _Tree:
    # A goal and a measure may bear one identifier.
    goals = {f"goal:{goal.id}": goal for goal in in_order(dossier.goals)}
    measures = {f"measure:{measure.id}": measure for measure in in_order(own_measures(dossier))}
    parents = {name: f"goal:{goal.parent}" if goal.parent else None for name, goal in goals.items()}
    parents |= {name: f"goal:{measure.goal}" for name, measure in measures.items()}
    return _tree({**goals, **measures}, parents, measures)


def _own_end(link: PlanLink, current: Mapping[str, str]) -> str:
    if link.measure is None:
        return f"goal:{link.goal}" if link.goal else ""
    return f"measure:{current.get(link.measure, link.measure)}"


def _other_tree(dossier: Dossier, plan: OtherPlan) -> _Tree:
    items = {one.id: one for one in in_order(one for one in dossier.other_goals if one.plan == plan.id)}
    measures = [name for name, one in items.items() if one.measure]
    return _tree(items, {name: one.parent for name, one in items.items()}, measures or items)


def _linked(pairs: Iterable[tuple[str, str]], tree: _Tree) -> Mapping[str, tuple[PlanItem, ...]]:
    """For each first of a pair what the second ones name in a tree, in its order."""
    places = {name: place for place, name in enumerate(tree.items)}
    found: dict[str, set[str]] = {}
    for first, second in pairs:
        found.setdefault(first, set()).add(second)
    return {
        first: tuple(tree.items[name] for name in sorted(names, key=places.__getitem__))
        for first, names in found.items()
    }


def _item(tree: _Tree, name: str, links: Mapping[str, tuple[PlanItem, ...]], through: Iterable[str]) -> LinkedItem:
    direct = links.get(name, ())
    indirect = dict.fromkeys(item for other in through for item in links.get(other, ()))
    above = tree.above(name)
    return LinkedItem(
        item=tree.items[name],
        depth=tree.depths[name],
        above=tree.items[above[0]].id if above else None,
        direct=direct,
        indirect=tuple(item for item in indirect if item not in direct),
    )


# Many plans below this one


@frozen(kw_only=True)
class AlignmentTotal:
    """How many measures of several plans serve this one."""

    #: Unknown as soon as it is of one of the plans.
    coverage: MappingCoverage
    #: Of those plans alone of which it is known.
    known: MappingCoverage
    #: How many plans it is not known of.
    unknown: int


def serving_total(alignments: Iterable[Alignment]) -> AlignmentTotal:
    """Add up how many measures of several plans serve; a sum with an unknown part is unknown.

    3 of 4, 2 of 5 and a plan that nobody has linked: not known; of two plans 5 of 9.
    """
    parts = [one.serving for one in alignments]
    known = [(part.count, part.total) for part in parts if part.count is not None and part.total is not None]
    unknown = len(parts) - len(known)
    summed = MappingCoverage(count=sum(count for count, _ in known), total=sum(total for _, total in known))
    totals = [part.total for part in parts]
    return AlignmentTotal(
        coverage=MappingCoverage(
            count=None if unknown else summed.count,
            total=None if None in totals else sum(total for total in totals if total is not None),
        ),
        known=summed,
        unknown=unknown,
    )


@frozen(kw_only=True)
class GoalReach:
    """A goal of this plan, and the plans below it that serve it."""

    goal: Goal
    #: How deep it lies, 0 at the top.
    depth: int
    #: Those of which something serves it, or something below it.
    plans: tuple[OtherPlan, ...]
    #: Those of which it is not known, since nobody has linked them.
    unknown: tuple[OtherPlan, ...]

    @property
    def count(self) -> int | None:
        """How many plans serve it; ``None`` where it is not known of one of them."""
        return None if self.unknown else len(self.plans)

    @property
    def is_served(self) -> bool | None:
        """Whether any plan serves it; ``None`` where none is known to and it is not known of all."""
        return True if self.plans else None if self.unknown else False


def goal_reach(alignments: Iterable[Alignment]) -> tuple[GoalReach, ...]:
    """For every goal of this plan, as a tree, the plans below it that serve it."""
    below = [one for one in alignments if one.plan.relation is PlanRelation.LOWER]
    unknown = tuple(one.plan for one in below if not one.is_mapped)
    serving: dict[str, list[OtherPlan]] = {}
    for one in below:
        for aim in one.aims:
            if aim.reach is not Reach.NONE and isinstance(aim.item, Goal):
                serving.setdefault(aim.item.id, []).append(one.plan)
    return tuple(
        GoalReach(goal=aim.item, depth=aim.depth, plans=tuple(serving.get(aim.item.id, ())), unknown=unknown)
        for aim in (below[0].aims if below else ())
        if isinstance(aim.item, Goal)
    )


# Compatibility


class PeriodFit(Enum):
    """How the period of this plan lies to that of another one."""

    INSIDE = "inside"
    """Within the other, or the same."""
    AROUND = "around"
    """The other lies within it."""
    OVERLAPPING = "overlapping"
    APART = "apart"
    """No day in common."""
    UNKNOWN = "unknown"


@frozen(kw_only=True)
class PeriodMatch:
    """The periods of two plans."""

    own: Period
    other: Period
    fit: PeriodFit
    #: The time in which both are valid; ``None`` where there is none, or it is not known.
    common: Period | None

    @property
    def years(self) -> int | None:
        """In how many calendar years both are valid: 2024–2027 and 2024–2026 share 3. ``None``: not known."""
        if self.fit is PeriodFit.APART:
            return 0
        if self.common is None or self.common.start is None or self.common.end is None:
            return None
        return self.common.end.year - self.common.start.year + 1


class CodeFit(Enum):
    """How a status of one plan fits the scale of another."""

    SAME = "same"
    OTHER_MEANING = "other_meaning"
    """The same name means something else there: numbers of the two must not be put together."""
    MEANING_UNKNOWN = "meaning_unknown"
    """It is there too, but what it means there is not known."""
    HERE = "here"
    """Only this plan has it."""
    THERE = "there"
    """Only the other plan has it."""


@frozen(kw_only=True)
class StatusMatch:
    """A status, and what it means in each of two plans."""

    name: str
    #: ``None``: this plan does not have it.
    own: StatusMeaning | None
    #: ``None``: the other plan does not have it, or its meaning is not known.
    other: StatusMeaning | None
    fit: CodeFit


@frozen(kw_only=True)
class KindMatch:
    """Kinds of services, by paragraph or name: those of this plan's services, and those that another plan lists."""

    both: tuple[str, ...]
    here: tuple[str, ...]
    there: tuple[str, ...]
    #: Services of this plan of which the kind is not known; what is only there may be theirs.
    unknown: int


@frozen(kw_only=True)
class Compatibility:
    """Whether two plans can be held against each other (slučitelnost plánů)."""

    plan: OtherPlan
    period: PeriodMatch
    #: ``None``: the scale of one of the two is not known.
    statuses: tuple[StatusMatch, ...] | None
    #: ``None``: the kinds of one of the two are not known.
    kinds: KindMatch | None


def compatibility(dossier: Dossier, plan: OtherPlan) -> Compatibility:
    """Compare period, scale of fulfilment and kinds of services with those of another plan.

    Names are compared without regard to capitals and spaces.
    """
    return Compatibility(
        plan=plan,
        period=period_match(dossier, plan),
        statuses=status_matches(dossier, plan),
        kinds=_kind_match(dossier, plan),
    )


def period_match(dossier: Dossier, plan: OtherPlan) -> PeriodMatch:
    """How the period of this plan, with its prolongations, lies to that of another one."""
    own, other = plan_period(dossier), plan.period
    if not own.meets(other):
        return PeriodMatch(own=own, other=other, fit=PeriodFit.APART, common=None)
    if own.start is None or own.end is None or other.start is None or other.end is None:
        return PeriodMatch(own=own, other=other, fit=PeriodFit.UNKNOWN, common=None)
    starts = [edge.first_day for edge in (own.start, other.start)]
    ends = [edge.last_day for edge in (own.end, other.end)]
    inside = starts[0] >= starts[1] and ends[0] <= ends[1]
    around = starts[0] <= starts[1] and ends[0] >= ends[1]
    common = Period(own.start if starts[0] >= starts[1] else other.start, own.end if ends[0] <= ends[1] else other.end)
    fit = PeriodFit.INSIDE if inside else PeriodFit.AROUND if around else PeriodFit.OVERLAPPING
    return PeriodMatch(own=own, other=other, fit=fit, common=common)


def plain_code(name: str) -> str:
    """A code or a name without capitals and spaces, by which those of plans are held against each other.

    >>> plain_code("§ 39 A") == plain_code("§39a")
    True
    """
    return "".join(name.casefold().split())


def _codes(dossier: Dossier, plan: OtherPlan, code_list: CodeList) -> Mapping[str, OtherCode]:
    """Codes of another plan without spaces; of one that is written twice with two meanings neither is known."""
    found: dict[str, OtherCode] = {}
    own = (one for one in dossier.other_codes if one.plan == plan.id and one.code_list is code_list)
    for one in sorted(own, key=lambda one: natural_key(one.name)):
        first = found.setdefault(plain_code(one.name), one)
        if first.meaning is not one.meaning:
            found[plain_code(one.name)] = attrs.evolve(first, meaning=None)
    return found


def status_matches(dossier: Dossier, plan: OtherPlan) -> tuple[StatusMatch, ...] | None:
    """The statuses of this plan in order, then those that only another one has.

    ``None`` where the scale of one of the two is not known.
    """
    theirs = _codes(dossier, plan, CodeList.STATUSES)
    if not theirs or not dossier.statuses:
        return None
    found = []
    for status in statuses_in_order(dossier):
        other = theirs.get(plain_code(status.name))
        fit = _status_fit(status.meaning, other)
        found.append(StatusMatch(name=status.name, own=status.meaning, other=other.meaning if other else None, fit=fit))
    ours = {plain_code(status.name) for status in dossier.statuses}
    found += [
        StatusMatch(name=code.name, own=None, other=code.meaning, fit=CodeFit.THERE)
        for name, code in theirs.items()
        if name not in ours
    ]
    return tuple(found)


def _status_fit(meaning: StatusMeaning, other: OtherCode | None) -> CodeFit:
    if other is None:
        return CodeFit.HERE
    if other.meaning is None:
        return CodeFit.MEANING_UNKNOWN
    return CodeFit.SAME if other.meaning is meaning else CodeFit.OTHER_MEANING


def _kind_match(dossier: Dossier, plan: OtherPlan) -> KindMatch | None:
    theirs = {name: code.name for name, code in _codes(dossier, plan, CodeList.SERVICE_KINDS).items()}
    kinds = [dossier.get(ServiceKind, one.kind) if one.kind else None for one in dossier.services]
    # Of a code written in two ways always the same way is printed, whatever the order of records.
    named = sorted({kind.code or kind.name for kind in kinds if kind}, reverse=True)
    ours = {plain_code(name): name for name in named}
    if not theirs or not ours:
        return None

    def listed(names: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted((ours.get(name) or theirs[name] for name in names), key=natural_key))

    return KindMatch(
        both=listed(ours.keys() & theirs.keys()),
        here=listed(ours.keys() - theirs.keys()),
        there=listed(theirs.keys() - ours.keys()),
        unknown=kinds.count(None),
    )
