"""How the records of a plan hang together, and in what order they are printed.

Nothing here fails on a plan with broken references or cycles: the checks name these.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import date
from enum import Enum
from typing import Literal, TypeVar

from attrs import frozen

from socplan.model import Dossier, Goal, Level, Measure, PartialDate, Record, Status, Territory, WorkingGroup
from socplan.model.dossier import held
from socplan.model.order import in_order, order_key
from socplan.typecheck import guarded, guarded_late

__all__ = [
    "Bucket",
    "GoalNode",
    "Subject",
    "goals_in_order",
    "group_of",
    "has_parts",
    "in_order",
    "level_name",
    "measures_in_order",
    "order_key",
    "part_name",
    "statuses_in_order",
    "territory_of",
]

R = TypeVar("R", bound=Record)
T = TypeVar("T")
K = TypeVar("K", bound=Hashable)


class Bucket(Enum):
    """Where measures without a single group or territory are counted."""

    SHARED = "shared"  #: Common to several (průřezové).
    UNASSIGNED = "unassigned"  #: Assigned to none.


Subject = WorkingGroup | Goal | Territory | Bucket
"""What measures can be counted for."""


@frozen
class GoalNode:
    """A goal in its place in the plan."""

    goal: Goal
    #: 1 for a goal of the highest level.
    depth: int
    #: The measures that serve this very goal, in printed order.
    measures: tuple[Measure, ...]


@guarded
def statuses_in_order(dossier: Dossier) -> tuple[Status, ...]:
    """The plan's scale of fulfilment."""
    return dossier.ordered(Status)


def by_date(records: Iterable[R], when: Callable[[R], PartialDate | None]) -> tuple[R, ...]:
    """Records by a date that each bears; those without it last, and equal ones as they are printed."""

    def key(record: R) -> tuple[bool, date, date]:
        day = when(record)
        return (True, date.max, date.max) if day is None else (False, day.first_day, day.last_day)

    return tuple(sorted(in_order(records), key=key))


def grouped(items: Iterable[T], key: Callable[[T], K]) -> dict[K, tuple[T, ...]]:
    """Items by something of theirs, in their order."""
    groups: dict[K, list[T]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return {name: tuple(same) for name, same in groups.items()}


def tree_in_order(
    items: Sequence[T], name: Callable[[T], str], above: Callable[[T], str | None]
) -> tuple[tuple[T, int], ...]:
    """Items as a tree reads, each once and before those below it, with its depth (0 at the top).

    Siblings keep their order. An item whose parent is not there stands at the top, and so does the first of a cycle.
    """
    known = {name(item) for item in items}
    below: dict[str | None, list[T]] = {}
    for item in items:
        parent = above(item)
        below.setdefault(parent if parent in known else None, []).append(item)
    placed: dict[str, tuple[T, int]] = {}
    # A cycle hangs below no top; the first of its items stands in for one.
    for top in (*below.get(None, ()), *items):
        waiting = [(top, 0)]
        while waiting:
            item, depth = waiting.pop()
            if name(item) not in placed:
                placed[name(item)] = (item, depth)
                waiting += ((child, depth + 1) for child in reversed(below.get(name(item), [])))
    return tuple(placed.values())


@guarded
@held
def goals_in_order(dossier: Dossier) -> tuple[GoalNode, ...]:
    """The goals as the plan prints them, each once and before those below it, with their measures.

    A goal whose parent is not there stands at the top, and so does the first goal of a cycle.
    """
    tree = tree_in_order(dossier.ordered(Goal), lambda goal: goal.id, lambda goal: goal.parent)
    return tuple(GoalNode(goal, depth + 1, _with_parts(dossier, goal)) for goal, depth in tree)


def _with_parts(dossier: Dossier, goal: Goal) -> tuple[Measure, ...]:
    """The measures of a goal, each before its parts."""
    measures = dossier.having(Measure, "goal", goal.id)
    if not any(measure.part_of for measure in measures):
        return measures
    tree = tree_in_order(measures, lambda measure: measure.id, lambda measure: measure.part_of)
    return tuple(measure for measure, _ in tree)


@guarded
@held
def measures_in_order(dossier: Dossier) -> tuple[Measure, ...]:
    """All measures as the plan prints them; those whose goal is not there come last."""
    placed = [measure for node in goals_in_order(dossier) for measure in node.measures]
    known = {measure.id for measure in placed}
    return (*placed, *(measure for measure in dossier.ordered(Measure) if measure.id not in known))


#: What a goal takes over from the goal above, unless it says otherwise.
Inherited = Literal["group", "territory"]


def owners(dossier: Dossier, items: Iterable[Goal | Measure], attribute: Inherited) -> list[str | Bucket]:
    """For each item the identifier of its group or territory, or of the nearest goal above that names one."""
    above, of_group = _above(dossier, attribute), attribute == "group"
    return [
        getattr(item, attribute)
        or (Bucket.SHARED if of_group and item.shared else None)
        or above.get(item.goal if isinstance(item, Measure) else item.parent)
        or Bucket.UNASSIGNED
        for item in items
    ]


@held
def _above(dossier: Dossier, attribute: Inherited) -> Mapping[str | None, str | Bucket | None]:
    """What each goal has or takes over; a goal of a cycle that names nothing has nothing."""
    goals: dict[str | None, Goal] = {goal.id: goal for goal in reversed(dossier.goals)}
    values: dict[str | None, str | Bucket | None] = {}
    for name in goals:
        path: list[str | None] = []
        current, value = goals.get(name), None
        while current is not None and current.id not in values and value is None:
            path.append(current.id)
            # A goal met again has nothing yet: so a cycle ends.
            values[current.id] = None
            value = getattr(current, attribute) or (Bucket.SHARED if current.shared and attribute == "group" else None)
            current = goals.get(current.parent)
        if value is None and current is not None:
            value = values[current.id]
        values |= dict.fromkeys(path, value)
    return values


@guarded_late
def group_of(dossier: Dossier, item: Goal | Measure) -> WorkingGroup | Bucket:
    """The group that answers for a goal or measure: its own, or that of the nearest goal above that names one."""
    (owner,) = owners(dossier, (item,), "group")
    return owner if isinstance(owner, Bucket) else dossier.get(WorkingGroup, owner) or Bucket.UNASSIGNED


@guarded
def territory_of(dossier: Dossier, item: Goal | Measure) -> Territory | Bucket:
    """The territory of a goal or measure, likewise; else that of the plan."""
    (owner,) = owners(dossier, (item,), "territory")
    name = dossier.plan.territory if isinstance(owner, Bucket) else owner
    return dossier.get(Territory, name) or Bucket.UNASSIGNED


@guarded
def level_name(dossier: Dossier, depth: int) -> str | None:
    """What the plan calls its goals of a depth (1 is the highest); ``None`` where it does not say."""
    above_measures = dossier.ordered(Level)[: -2 if has_parts(dossier) else -1]
    return above_measures[depth - 1].name if 0 < depth <= len(above_measures) else None


@guarded
@held
def has_parts(dossier: Dossier) -> bool:
    """Whether measures have parts that are counted apart, as activities have tasks."""
    if any(measure.part_of for measure in dossier.measures):
        return True
    return any(tally.parts for tally in dossier.tallies) or any(figure.parts for figure in dossier.published)


@guarded
def part_name(dossier: Dossier) -> str | None:
    """What the plan calls the parts of its measures, its lowest level (úkol); ``None`` where it has no such name."""
    levels = dossier.ordered(Level)
    return levels[-1].name if levels and has_parts(dossier) else None
