"""Measures as cards or as tables, and the table of all of them at the end."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from attrs import frozen

from socplan import calculations as calc
from socplan.calculations.structure import grouped
from socplan.labels import Wording
from socplan.model import (
    Allocation,
    AmendmentAction,
    AmendmentItem,
    Budget,
    FundingSource,
    Goal,
    Indicator,
    Measure,
    Need,
    NeedResponse,
    OtherGoal,
    Period,
    PlanLink,
    Territory,
)
from socplan.report.amended import amendments_in_force
from socplan.report.blocks import Block, Items
from socplan.report.cells import coded_title, known, lines, sum_text
from socplan.report.columns import Col, listing
from socplan.report.kinds.plan.scene import Owned, PlanScene
from socplan.report.parts import card_figure
from socplan.report.tables import NA, Cell, ColumnKind, Table
from socplan.report.units import unit_name

#: What only a card has room for; a table would be too wide.
_ONLY_ON_CARDS: Final = ("sources", "measure_indicators", "answers_need", "other_plan")


def wants_cards(scene: PlanScene) -> bool:
    """Whether at least half of the measures have something that only a card shows."""
    measures = scene.dossier.measures
    cols = [col for col in _card_cols(scene) if col.key in _ONLY_ON_CARDS]
    rich = sum(any(col.cell(measure) not in {None, NA} for col in cols) for measure in measures)
    return 0 < len(measures) <= 2 * rich


def measure_blocks(scene: PlanScene, node: calc.GoalNode, owner: str) -> Iterator[Block]:
    """The measures of a goal."""
    block = _cards(scene, node, owner) if scene.cards else _table(scene, node, owner)
    if block:
        yield block


def _key(owner: str, node: calc.GoalNode) -> str:
    return f"measures_of_{owner}_{node.goal.id}"


def _table(scene: PlanScene, node: calc.GoalNode, owner: str) -> Block | None:
    """The measures of a goal as a table; as a list where only their titles are known."""
    words = scene.words
    title = words.text("plan.measures_title", goal=node.goal.code or node.goal.title)
    table = listing(scene, _key(owner, node), node.measures, *_table_cols(scene), title=title)
    if table and _has_titles_alone(table):
        kinds = (_kind(measure, words) for measure in node.measures)
        titles = (_titled(scene, measure) for measure in node.measures)
        return Items(tuple(f"{title} ({kind})" if kind else title for title, kind in zip(titles, kinds, strict=True)))
    return table


def _table_cols(scene: PlanScene) -> tuple[Col[Measure], ...]:
    return (
        Col("code", lambda measure: measure.code, ColumnKind.CODE),
        Col("measure", lambda measure: _titled(scene, measure)),
        Col("measure_kind", lambda measure: _kind(measure, scene.words)),
        Col("responsible", lambda measure: measure.responsible),
        Col("term", lambda measure: _term(measure, scene.words), ColumnKind.DATE),
        Col("cost", lambda measure: measure.cost, ColumnKind.MONEY),
    )


def _has_titles_alone(table: Table) -> bool:
    return {column.key for column in table.columns} <= {"measure", "measure_kind"}


@frozen
class _Line:
    """A line of the table of a chapter: a goal, or a measure below it."""

    key: str
    title: str | None = None
    measure: Measure | None = None
    above: str | None = None


def goal_title(scene: PlanScene, node: calc.GoalNode) -> str:
    """The title of a goal after the name of its level and its code; a title that begins with that name has it alone."""
    level = calc.level_name(scene.dossier, node.depth)
    if not level or f"{node.goal.title} ".casefold().startswith(f"{level} ".casefold()):
        return coded_title(node.goal)
    key = "plan.goal" if node.goal.code else "plan.uncoded_goal"
    return scene.words.text(key, level=level[:1].upper() + level[1:], code=node.goal.code, title=node.goal.title)


def whole_table(scene: PlanScene, item: Owned) -> Table | None:
    """All measures of a chapter in one table, below the names of their goals: a table for each goal would be low.

    ``None`` where measures are cards or lists, a goal has a text, or goals nest: these have headings.
    """
    if scene.cards or any(node.goal.text or node.depth > 1 for node in item.nodes):
        return None
    lines: list[_Line] = []
    for node in item.nodes:
        key = f"goal_{node.goal.id}"
        lines.append(_Line(key, goal_title(scene, node)))
        lines += (_Line(measure.id, measure=measure, above=key) for measure in node.measures)
    table = listing(
        scene,
        f"measures_of_{item.key}",
        lines,
        Col("measure", lambda line: _coded(scene, line.measure) if line.measure else line.title),
        *map(_below_goal, _table_cols(scene)[2:]),
        title=scene.words.text("plan.measures_of", group=scene.subject_name(item.owner)),
        notes=(
            scene.cost_note(_measures_of(item)) if item == _first_with_cost(scene) else None,
            _dropped(scene) if item == scene.owned[-1] else None,
        ),
        row_key=lambda line: line.key,
        above=lambda line: line.above,
    )
    return None if table is None or _has_titles_alone(table) else table


def _measures_of(item: Owned) -> list[Measure]:
    return [measure for node in item.nodes for measure in node.measures]


def _first_with_cost(scene: PlanScene) -> Owned | None:
    """The chapter whose table says what the cost is: once is enough."""
    return next((item for item in scene.owned if any(each.cost is not None for each in _measures_of(item))), None)


def _below_goal(col: Col[Measure]) -> Col[_Line]:
    """A column of measures, in which the name of a goal has nothing."""
    return Col(col.key, lambda line: NA if line.measure is None else col.cell(line.measure), col.kind)


def _coded(scene: PlanScene, measure: Measure) -> str:
    """What a table says of a measure in its first column, after its code."""
    return f"{measure.code} {_titled(scene, measure)}" if measure.code else _titled(scene, measure)


def _kind(measure: Measure, words: Wording) -> str | None:
    return words.text(f"measure_kind.{measure.kind.value}") if measure.kind else None


def _term(measure: Measure, words: Wording) -> Cell:
    """When a measure is carried out; an ongoing one says so."""
    term = known(measure.term)
    if not measure.ongoing:
        return term
    return ", ".join(filter(None, (words.show(term) if term else None, words.text("plan.ongoing"))))


def _titled(scene: PlanScene, measure: Measure) -> str:
    """The title of a measure, with its text, target group and partners on further lines."""
    title, words = scene.marked(measure.title, measure), scene.words
    parts = [title, measure.text]
    for key in ("target_group", "partners"):
        value = getattr(measure, key)
        parts.append(words.text(f"plan.{key}", text=value) if value else None)
    return lines(*parts) or title


# Cards


def _cards(scene: PlanScene, node: calc.GoalNode, owner: str) -> Block | None:
    title = scene.words.text("plan.measures_title", goal=coded_title(node.goal))
    alt = scene.words.text("plan.cards_alt", goal=coded_title(node.goal))
    notes = (scene.words.text("plan.no_sources"),) if node == _first_partly_funded(scene) else ()
    return card_figure(scene, _key(owner, node), node.measures, *_card_cols(scene), title=title, alt=alt, notes=notes)


def _first_partly_funded(scene: PlanScene) -> calc.GoalNode | None:
    """The first goal with measures of which only some have allocations: what that means is said there."""

    def is_mixed(node: calc.GoalNode) -> bool:
        return len({bool(_sources(scene, measure)) for measure in node.measures}) > 1

    return next((node for item in scene.owned for node in item.nodes if is_mixed(node)), None)


def _card_cols(scene: PlanScene) -> tuple[Col[Measure], ...]:
    words = scene.words
    return (
        Col("code", lambda measure: measure.code, ColumnKind.CODE),
        Col("measure", lambda measure: scene.marked(measure.title, measure)),
        Col("measure_text", lambda measure: measure.text),
        Col("measure_kind", lambda measure: _kind(measure, words)),
        Col("target_group", lambda measure: measure.target_group),
        Col("territory", lambda measure: scene.name_of(Territory, measure.territory)),
        Col("responsible", lambda measure: measure.responsible),
        Col("partners", lambda measure: measure.partners),
        Col("term", lambda measure: _term(measure, words), ColumnKind.DATE),
        Col("cost", lambda measure: measure.cost, ColumnKind.MONEY),
        # An allocation, an indicator or a link that no record tells of does not exist: nothing of it is unknown.
        Col("sources", lambda measure: _sources(scene, measure) or NA),
        Col("measure_indicators", lambda measure: _indicators(scene, measure) or NA),
        Col("answers_need", lambda measure: _needs(scene, measure) or NA),
        Col("other_plan", lambda measure: _other_plans(scene, measure) or NA),
    )


def _sources(scene: PlanScene, measure: Measure) -> str | None:
    """The money allocated to a measure, source by source and year by year."""
    words, dossier = scene.words, scene.dossier
    allocations = [
        (budget, allocation.amount)
        for allocation in scene.about(Allocation).get(measure.id, ())
        if (budget := dossier.get(Budget, allocation.budget))
    ]
    places = {source.id: place for place, source in enumerate(dossier.ordered(FundingSource))}

    def place(row: tuple[Budget, Decimal | None]) -> tuple[date, date, int]:
        start, end = row[0].period.start, row[0].period.end
        days = (start.first_day if start else date.max, end.last_day if end else date.max)
        return (*days, places.get(row[0].source, len(places)))

    allocations.sort(key=place)
    told = []
    for (source, period), rows in grouped(allocations, lambda row: (row[0].source, row[0].period)).items():
        name = scene.name_of(FundingSource, source) or source
        amount = sum_text(words, calc.money_sum(amount for _, amount in rows)) or words.text("plan.no_amount")
        key = "plan.source" if period == Period() else "plan.source_in"
        told.append(words.text(key, source=name, period=period, amount=amount))
    return "; ".join(told) or None


def _indicators(scene: PlanScene, measure: Measure) -> str | None:
    """The indicators of a measure, from where to where they shall come."""
    return "; ".join(_indicator(scene.words, one) for one in scene.about(Indicator).get(measure.id, ())) or None


def _indicator(words: Wording, indicator: Indicator) -> str:
    name = f"{indicator.code} {indicator.name}" if indicator.code else indicator.name
    name = f"{name} ({unit_name(words, indicator.unit)})" if indicator.unit else name
    given: dict[str, Decimal] = {}
    if indicator.baseline is not None:
        given["from"] = indicator.baseline
    if indicator.target is not None:
        given["to"] = indicator.target
    if not given:
        return name
    value = words.text(f"plan.indicator_{'_'.join(given)}", **given)
    day = indicator.target_day if "to" in given else None
    return f"{name}: {value} ({words.show(day)})" if day else f"{name}: {value}"


def _needs(scene: PlanScene, measure: Measure) -> str | None:
    """The needs that a measure is to meet."""
    needs = [scene.dossier.get(Need, response.need) for response in scene.about(NeedResponse).get(measure.id, ())]
    told = (f"{need.code} {need.title}" if need.code else need.title for need in needs if need)
    return "; ".join(dict.fromkeys(told)) or None


def _other_plans(scene: PlanScene, measure: Measure) -> str | None:
    """The goals and measures of other plans that a measure is linked with."""
    linked = {link.other for link in scene.about(PlanLink).get(measure.id, ())}
    if not linked:
        return None
    told = []
    for plan in calc.other_plans_in_order(scene.dossier):
        goals = calc.in_order(goal for goal in scene.dossier.having(OtherGoal, "plan", plan.id) if goal.id in linked)
        told += [f"{coded_title(goal)} ({plan.title})" for goal in goals]
    return "; ".join(told) or None


# All of them


def all_measures(scene: PlanScene) -> Block | None:
    """Every measure once, in printed order, with the sum of costs.

    ``None`` where only titles are known, and where the chapters have tables of all their measures.
    """
    words = scene.words
    if scene.owned and all(whole_table(scene, item) for item in scene.owned):
        return None
    measures = [measure for item in scene.owned for measure in _measures_of(item)]
    first = _first_with_cost(scene)
    is_said = first is not None and whole_table(scene, first) is not None
    # The cost of a part may stand in that of its measure as well.
    has_total = all(measure.part_of is None for measure in measures)
    cost = calc.money_sum(measure.cost for measure in measures) if has_total else NA
    table = listing(
        scene,
        "all_measures",
        measures,
        Col("code", lambda measure: measure.code, ColumnKind.CODE),
        Col("measure", lambda measure: scene.marked(measure.title, measure)),
        Col("goal", lambda measure: scene.title_of(Goal, measure.goal)),
        Col("responsible", lambda measure: measure.responsible),
        Col("term", lambda measure: _term(measure, words), ColumnKind.DATE),
        Col("cost", lambda measure: measure.cost, ColumnKind.MONEY, cost),
        title=words.text("plan.all_measures_title"),
        notes=(None if is_said else scene.cost_note(measures), _dropped(scene)),
    )
    told = {column.key for column in table.columns} if table else set()
    return table if told & {"responsible", "term", "cost"} else None


def _dropped(scene: PlanScene) -> str | None:
    """The measures that amendments in force dropped: they stand in no table of the plan."""
    names = [
        scene.marked(coded_title(measure), measure)
        for amendment in amendments_in_force(scene.given)
        for item in scene.given.having(AmendmentItem, "amendment", amendment.id)
        if item.action is AmendmentAction.DROPPED and (measure := scene.given.get(Measure, item.measure))
    ]
    return scene.words.text("plan.dropped", measures="; ".join(names)) if names else None
