"""What the parts of the plan share: whose the goals and measures are, and how measures stand."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, Final, TypeVar

import attrs
from attrs import frozen

from socplan import calculations as calc
from socplan.calculations.structure import grouped
from socplan.labels import Wording
from socplan.model import Allocation, Dossier, Indicator, Measure, NeedResponse, PlanLink, WorkingGroup
from socplan.report.amended import marked
from socplan.report.blocks import Report
from socplan.report.scene import Scene

KIND: Final = "plan"
#: What may be about a measure.
About = TypeVar("About", Allocation, Indicator, NeedResponse, PlanLink)


@frozen(kw_only=True)
class Owned:
    """A group, or a common row, with its goals and the goals that hold its measures."""

    owner: WorkingGroup | calc.Bucket
    #: Each goal with the measures of this owner.
    nodes: tuple[calc.GoalNode, ...]
    #: The number of goals that belong to this owner.
    goals: int

    @property
    def key(self) -> str:
        """By which its sections and tables are named."""
        return self.owner.value if isinstance(self.owner, calc.Bucket) else self.owner.id

    @property
    def measures(self) -> int:
        """The number of its measures, without parts of measures."""
        return sum(len(whole_measures(node.measures)) for node in self.nodes)


@frozen(kw_only=True)
class PlanScene(Scene):
    """The plan as last amended: its dossier has only the measures in force."""

    #: The dossier with all wordings of measures.
    given: Dossier
    owned: tuple[Owned, ...]
    #: The reports of other kinds that have something to say, by kind.
    others: Mapping[str, Report]
    #: Whether measures stand as cards.
    cards: bool

    def marked(self, title: str, measure: Measure) -> str:
        """The title of a measure, and what amendments did with it."""
        return marked(title, measure, self.given, self.words)

    def about(self, cls: type[About]) -> Mapping[str, tuple[About, ...]]:
        """The records on each measure, those on its former wordings included, by its identifier."""
        by_measure: Mapping[str, tuple[About, ...]] = self._about[cls]
        return by_measure

    @cached_property
    def _about(self) -> Mapping[type, Any]:
        current = calc.current_wordings(self.given)

        def measure(record: Allocation | Indicator | NeedResponse | PlanLink) -> str:
            return current.get(record.measure or "", record.measure or "")

        tables: tuple[type[Any], ...] = (Allocation, Indicator, NeedResponse, PlanLink)
        return {cls: grouped(self.given.ordered(cls), measure) for cls in tables}


def owned_in(dossier: Dossier) -> Iterator[Owned]:
    """The goals and measures of each group, then those common to several."""
    nodes: dict[WorkingGroup | calc.Bucket, list[calc.GoalNode]] = {}
    goals: dict[WorkingGroup | calc.Bucket, int] = {}
    for node in calc.goals_in_order(dossier):
        of_goal = calc.group_of(dossier, node.goal)
        goals[of_goal] = goals.get(of_goal, 0) + 1
        measures: dict[WorkingGroup | calc.Bucket, list[Measure]] = {of_goal: []}
        for measure in node.measures:
            measures.setdefault(calc.group_of(dossier, measure), []).append(measure)
        for owner, belonging in measures.items():
            nodes.setdefault(owner, []).append(attrs.evolve(node, measures=tuple(belonging)))
    for owner in (*calc.in_order(dossier.groups), *calc.Bucket):
        if owner in nodes:
            yield Owned(owner=owner, nodes=tuple(nodes[owner]), goals=goals.get(owner, 0))


def counts_text(words: Wording, goals: int, measures: int) -> list[str]:
    """The numbers of goals and measures, without zeros."""
    counted = {"count.goals": goals, "count.measures": measures}
    return [words.text(key, n=count) for key, count in counted.items() if count]


def whole_measures(measures: Iterable[Measure]) -> tuple[Measure, ...]:
    """Measures without their parts, which are counted apart."""
    return tuple(measure for measure in measures if measure.part_of is None)
