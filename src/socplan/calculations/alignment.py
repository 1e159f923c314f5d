"""Links between this plan and others, both ways.

One of two plans serves the other: a municipality's plan that of its region, this plan the one above or before it. Both
sides are asked the same: which aims of one plan are served, and which measures of the other serve an aim.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from fractions import Fraction
from functools import cached_property
from operator import itemgetter

from attrs import frozen

from socplan.calculations.structure import grouped, tree_in_order
from socplan.calculations.sums import Sum
from socplan.calculations.wordings import current_wordings, own_measures
from socplan.model import Dossier, Goal, Measure, OtherGoal, OtherPlan, Plan, PlanLink, PlanRelation, PlanScope
from socplan.model.dossier import held
from socplan.model.order import in_order
from socplan.typecheck import guarded

__all__ = [
    "Alignment",
    "AlignmentTotal",
    "GoalReach",
    "ItemLink",
    "LinkedItem",
    "MappingCoverage",
    "PlanItem",
    "Reach",
    "alignments",
    "goal_reach",
    "hierarchy",
    "other_plans_in_order",
    "serving_total",
]

PlanItem = Goal | Measure | OtherGoal
"""A goal or a measure, of this plan or of another one."""

#: As plans are printed: those above this one, the one before it, those below it.
_RELATIONS = (PlanRelation.HIGHER, PlanRelation.PREVIOUS, PlanRelation.LOWER)


# Which plans


@guarded
@held
def other_plans_in_order(dossier: Dossier) -> tuple[OtherPlan, ...]:
    """Other plans: those above this one from the state down, then the previous ones, then those below."""
    scopes = list(PlanScope)

    def key(plan: OtherPlan) -> tuple[int, int]:
        return _RELATIONS.index(plan.relation), len(scopes) if plan.scope is None else scopes.index(plan.scope)

    return tuple(sorted(dossier.ordered(OtherPlan), key=key))


@guarded
def hierarchy(dossier: Dossier) -> tuple[OtherPlan | Plan, ...]:
    """The plans above this one, it, and those below it (stát – kraj – obec); previous ones have no place in it."""
    others = other_plans_in_order(dossier)
    above = tuple(plan for plan in others if plan.relation is PlanRelation.HIGHER)
    below = tuple(plan for plan in others if plan.relation is PlanRelation.LOWER)
    return (*above, dossier.plan, *below)


# Links


class Reach(Enum):
    """How something is linked with the other plan."""

    DIRECT = "direct"  #: By a link of its own.
    INDIRECT = "indirect"  #: An aim through something below it, a measure through a goal above it.
    NONE = "none"


@frozen(kw_only=True)
class LinkedItem:
    """A goal or a measure with all that it is linked with in the other plan."""

    item: PlanItem
    #: How deep it lies in its plan, 0 at the top.
    depth: int
    #: The identifier of the item above it, a goal where it is one of this plan; ``None`` at the top.
    above: str | None
    #: The items that it has links with itself.
    direct: tuple[PlanItem, ...]
    #: Other items linked with something below it (of an aim) or with a goal above it (of a measure).
    indirect: tuple[PlanItem, ...]

    @property
    def reach(self) -> Reach:
        """How it is linked; a link of its own comes before any other."""
        return Reach.DIRECT if self.direct else Reach.INDIRECT if self.indirect else Reach.NONE


@frozen(kw_only=True)
class MappingCoverage:
    """How many of one plan's items are linked with the other plan (pokrytí vazbami)."""

    #: ``None``: nobody has linked the two plans yet, or the dossier lists no items.
    count: int | None
    #: ``None``: the dossier lists no items.
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
    """How one plan serves another (provázanost plánů).

    The plan that serves is the lower of the two: a plan of relation ``lower``; else this one.
    """

    plan: OtherPlan
    #: Whether anybody has linked the two plans.
    is_mapped: bool
    #: Goals and measures of the plan that is served, as a tree.
    aims: tuple[LinkedItem, ...]
    #: Measures of the plan that serves, in order; its goals where it is another plan without listed measures.
    measures: tuple[LinkedItem, ...]
    #: The links that count, in the order of this plan.
    links: tuple[ItemLink, ...]
    #: Linked measures that are not part of this plan now, each once a link.
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
        linked = sum(item.reach is not Reach.NONE for item in items)
        return MappingCoverage(count=linked if self.is_mapped and items else None, total=len(items) or None)


@guarded
@held
def alignments(dossier: Dossier) -> tuple[Alignment, ...]:
    """Hold this plan against every other one, both ways.

    A link that names both a goal and a measure belongs to the measure, and a link of a former wording to the wording
    that replaced it. Links of measures outside the plan do not count and stand in ``outside``: amendments dropped the
    measure, several others replaced it, or it had ended by the day that the dossier speaks of.

    Two goals of the region, a measure below the first, and a link to that measure: 2 of 3 aims are served, the measure
    itself and the goal through it. A plan without any link is unknown: nobody has mapped it yet.
    """
    here_tree, current = _own_tree(dossier), current_wordings(dossier)
    return tuple(_aligned(dossier, here_tree, current, plan) for plan in other_plans_in_order(dossier))


def _aligned(dossier: Dossier, here_tree: _Tree, current: Mapping[str, str], plan: OtherPlan) -> Alignment:
    other = _other_tree(dossier, plan)
    links = (link for name in other.items for link in dossier.having(PlanLink, "other", name))
    meant = [
        (f"measure:{current.get(link.measure, link.measure)}" if link.measure else f"goal:{link.goal}", link)
        for link in links
    ]
    linked_pairs = [(here, link.other) for here, link in meant if here in here_tree.items]
    lower = plan.relation is PlanRelation.LOWER
    served, serving = (here_tree, other) if lower else (other, here_tree)
    pairs = [(here, there) if lower else (there, here) for here, there in linked_pairs]
    of_aims = _linked(pairs, serving)
    of_measures = _linked([(second, first) for first, second in pairs], served)
    out = (dossier.get(Measure, link.measure) for here, link in meant if link.measure and here not in here_tree.items)
    return Alignment(
        plan=plan,
        is_mapped=bool(linked_pairs),
        aims=tuple(_item(served, name, of_aims, served.below(name)) for name in served.items),
        measures=tuple(_item(serving, name, of_measures, serving.above(name)) for name in serving.measures),
        links=_item_links(here_tree, other, meant),
        outside=in_order(measure for measure in out if measure),
    )


def _item_links(here_tree: _Tree, other: _Tree, meant: Iterable[tuple[str, PlanLink]]) -> tuple[ItemLink, ...]:
    here, there = ({name: place for place, name in enumerate(tree.items)} for tree in (here_tree, other))
    placed_links = [(name, link) for name, link in meant if name in here]
    placed_links.sort(key=lambda pair: (here[pair[0]], there[pair[1].other], pair[1].note or ""))
    return tuple(
        ItemLink(own=here_tree.items[name], other=other.items[link.other], note=link.note)
        for name, link in placed_links
    )


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
        names = []
        for _ in range(self.depths[name]):
            name = self.parents[name] or ""
            names.append(name)
        return tuple(names)

    def below(self, name: str) -> Iterable[str]:
        """All that lies below an item."""
        return self._below.get(name, ())

    @cached_property
    def _below(self) -> Mapping[str, list[str]]:
        pairs = ((above, name) for name in self.items for above in self.above(name))
        return {above: [name for _, name in same] for above, same in grouped(pairs, itemgetter(0)).items()}


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
    goals = {f"goal:{goal.id}": goal for goal in dossier.ordered(Goal)}
    measures = {f"measure:{measure.id}": measure for measure in in_order(own_measures(dossier))}
    parents = {name: f"goal:{goal.parent}" if goal.parent else None for name, goal in goals.items()}
    parents |= {name: f"goal:{measure.goal}" for name, measure in measures.items()}
    return _tree({**goals, **measures}, parents, measures)


def _other_tree(dossier: Dossier, plan: OtherPlan) -> _Tree:
    items = {goal.id: goal for goal in dossier.having(OtherGoal, "plan", plan.id)}
    measures = [name for name, goal in items.items() if goal.measure]
    return _tree(items, {name: goal.parent for name, goal in items.items()}, measures or items)


def _linked(pairs: Iterable[tuple[str, str]], tree: _Tree) -> Mapping[str, tuple[PlanItem, ...]]:
    """For each first of a pair what the second ones name in a tree, in its order."""
    places = {name: place for place, name in enumerate(tree.items)}
    names = {first: {second for _, second in same} for first, same in grouped(pairs, itemgetter(0)).items()}
    return {
        first: tuple(tree.items[name] for name in sorted(seconds, key=places.__getitem__))
        for first, seconds in names.items()
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
    """How many measures of several plans serve this one; a part of each sum is a plan."""

    count: Sum[int]
    total: Sum[int]
    #: The measures of the plans that have a known count.
    total_known: int

    @property
    def coverage(self) -> MappingCoverage:
        """Of all plans; unknown as soon as one is."""
        return MappingCoverage(count=self.count.total, total=self.total.total)

    @property
    def known(self) -> MappingCoverage:
        """Of the known plans alone."""
        return MappingCoverage(count=self.count.known, total=self.total_known)

    @property
    def unknown(self) -> int:
        """How many plans are unknown."""
        return self.count.unknown


@guarded
def serving_total(alignments: Iterable[Alignment]) -> AlignmentTotal:
    """Add up how many measures of several plans serve; a sum with an unknown part is unknown.

    3 of 4, 2 of 5 and a plan that nobody has linked: not known; of two plans 5 of 9.
    """
    plans = [alignment.serving for alignment in alignments]
    return AlignmentTotal(
        count=Sum.of((plan.count for plan in plans), 0),
        total=Sum.of((plan.total for plan in plans), 0),
        total_known=sum(plan.total or 0 for plan in plans if plan.count is not None),
    )


@frozen(kw_only=True)
class GoalReach:
    """A goal of this plan, and the plans below it that serve it."""

    goal: Goal
    #: How deep it lies, 0 at the top.
    depth: int
    #: Those that serve it, or something below it.
    plans: tuple[OtherPlan, ...]
    #: Those that nobody has linked with this plan yet.
    unknown: tuple[OtherPlan, ...]

    @property
    def count(self) -> int | None:
        """How many plans serve it; ``None`` where one of them is unknown."""
        return None if self.unknown else len(self.plans)

    @property
    def is_served(self) -> bool | None:
        """Whether any plan serves it; ``None`` where none is known to and one is unknown."""
        return True if self.plans else None if self.unknown else False


@guarded
def goal_reach(alignments: Iterable[Alignment]) -> tuple[GoalReach, ...]:
    """For every goal of this plan, as a tree, the plans below it that serve it."""
    below = [alignment for alignment in alignments if alignment.plan.relation is PlanRelation.LOWER]
    unknown = tuple(alignment.plan for alignment in below if not alignment.is_mapped)
    serving: dict[str, list[OtherPlan]] = {}
    for alignment in below:
        for aim in alignment.aims:
            if aim.reach is not Reach.NONE and isinstance(aim.item, Goal):
                serving.setdefault(aim.item.id, []).append(alignment.plan)
    return tuple(
        GoalReach(goal=aim.item, depth=aim.depth, plans=tuple(serving.get(aim.item.id, ())), unknown=unknown)
        for aim in (below[0].aims if below else ())
        if isinstance(aim.item, Goal)
    )
