"""How the records of a plan hang together, and in what order they are printed.

Nothing here fails on a plan with broken references or cycles; what is wrong with one, the checks say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from enum import Enum
from typing import Any, TypeVar

import czech_sort
from attrs import frozen

from socplan.model import (
    AmendmentAction,
    Dossier,
    Goal,
    Measure,
    PartialDate,
    Period,
    Record,
    Status,
    Territory,
    WorkingGroup,
)
from socplan.model.values import natural_key

__all__ = [
    "Bucket",
    "GoalNode",
    "Subject",
    "by_date",
    "drafted",
    "goals_in_order",
    "group_of",
    "in_order",
    "level_name",
    "lies_in",
    "measures_in_order",
    "order_key",
    "statuses_in_order",
    "superseded",
    "territory_of",
    "tree_in_order",
]

R = TypeVar("R", bound=Record)
T = TypeVar("T")


class Bucket(Enum):
    """Where measures are counted that belong to no single group or territory."""

    SHARED = "shared"
    """Common to several (průřezové)."""
    UNASSIGNED = "unassigned"
    """Nobody said."""


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


def order_key(record: Record) -> tuple[Any, ...]:
    """Where a record is printed among its siblings: by ``order``, then ``code`` (2 before 10), then its Czech title."""
    order = getattr(record, "order", None)
    code = getattr(record, "code", None)
    title = getattr(record, "title", None) or getattr(record, "name", None) or ""
    return (
        order is None,
        0 if order is None else order,
        code is None,
        natural_key(code or ""),
        czech_sort.key(title),
        natural_key(str(getattr(record, "id", ""))),
    )


def in_order(records: Iterable[R]) -> tuple[R, ...]:
    """Records in the order in which they are printed."""
    return tuple(sorted(records, key=order_key))


def statuses_in_order(dossier: Dossier) -> tuple[Status, ...]:
    """The plan's scale of fulfilment."""
    return in_order(dossier.statuses)


def by_date(records: Iterable[R], when: Callable[[R], PartialDate | None]) -> tuple[R, ...]:
    """Records by a date that each bears; those without it last, and equal ones as they are printed."""

    def key(record: R) -> tuple[bool, date, date]:
        day = when(record)
        return (True, date.max, date.max) if day is None else (False, day.first_day, day.last_day)

    return tuple(sorted(in_order(records), key=key))


def lies_in(period: Period, year: int) -> bool:
    """Whether a period begins and ends in a calendar year; an end that is not known lies in none."""
    return {end.year if end else None for end in (period.start, period.end)} == {year}


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
    # What is in a cycle hangs below no top; the first of it that comes along stands in for one.
    for top in (*below.get(None, ()), *items):
        waiting = [(top, 0)]
        while waiting:
            item, depth = waiting.pop()
            if name(item) not in placed:
                placed[name(item)] = (item, depth)
                waiting += ((child, depth + 1) for child in reversed(below.get(name(item), [])))
    return tuple(placed.values())


def goals_in_order(dossier: Dossier) -> tuple[GoalNode, ...]:
    """The goals as the plan prints them, each once and before those below it, with their measures.

    A goal whose parent is not there stands at the top, and so does the first goal of a cycle.
    """
    serving: dict[str, list[Measure]] = {}
    for measure in in_order(dossier.measures):
        serving.setdefault(measure.goal, []).append(measure)
    tree = tree_in_order(in_order(dossier.goals), lambda goal: goal.id, lambda goal: goal.parent)
    return tuple(GoalNode(goal, depth + 1, tuple(serving.get(goal.id, ()))) for goal, depth in tree)


def measures_in_order(dossier: Dossier) -> tuple[Measure, ...]:
    """All measures as the plan prints them; those whose goal is not there come last."""
    placed = [measure for node in goals_in_order(dossier) for measure in node.measures]
    known = {measure.id for measure in placed}
    return (*placed, *in_order(measure for measure in dossier.measures if measure.id not in known))


def superseded(measures: Iterable[Measure]) -> frozenset[str]:
    """The identifiers of measures that another one of them replaces."""
    return frozenset(measure.replaces for measure in measures if measure.replaces is not None)


def drafted(dossier: Dossier) -> frozenset[str]:
    """The identifiers of measures, and new wordings of measures, that only a draft of an amendment puts in."""
    drafts = {amendment.id for amendment in dossier.amendments if amendment.effective is None}
    rewordings = {measure.id for measure in dossier.measures if measure.replaces is not None}
    put_in: dict[bool, set[str]] = {True: set(), False: set()}
    for item in dossier.amendment_items:
        # An item that changes a measure which replaces nothing names the measure that stands in the plan.
        if item.action is AmendmentAction.ADDED or (
            item.action is AmendmentAction.CHANGED and item.measure in rewordings
        ):
            put_in[item.amendment in drafts].add(item.measure)
    return frozenset(put_in[True] - put_in[False])


def _inherited(dossier: Dossier, item: Goal | Measure, attribute: str) -> str | Bucket:
    """The value of the item or of the nearest goal above that has one."""
    seen: set[str] = set()
    current: Goal | Measure | None = item
    while current is not None:
        value: str | None = getattr(current, attribute)
        if value is not None:
            return value
        if current.shared and attribute == "group":
            return Bucket.SHARED
        above = current.goal if isinstance(current, Measure) else current.parent
        if above is None or above in seen:
            break
        seen.add(above)
        current = dossier.get(Goal, above)
    return Bucket.UNASSIGNED


def group_of(dossier: Dossier, item: Goal | Measure) -> WorkingGroup | Bucket:
    """The group that answers for a goal or measure: its own, or that of the nearest goal above that names one."""
    found = _inherited(dossier, item, "group")
    return found if isinstance(found, Bucket) else dossier.get(WorkingGroup, found) or Bucket.UNASSIGNED


def territory_of(dossier: Dossier, item: Goal | Measure) -> Territory | Bucket:
    """The territory of a goal or measure, likewise; else that of the plan."""
    found = _inherited(dossier, item, "territory")
    if isinstance(found, Bucket):
        if dossier.plan.territory is None:
            return Bucket.UNASSIGNED
        found = dossier.plan.territory
    return dossier.get(Territory, found) or Bucket.UNASSIGNED


def level_name(dossier: Dossier, depth: int) -> str | None:
    """What the plan calls its goals of a depth (1 is the highest); ``None`` where it does not say."""
    above_measures = in_order(dossier.levels)[:-1]
    return above_measures[depth - 1].name if 0 < depth <= len(above_measures) else None
