"""The plan in short: where it leads, its goals and measures by group, the money, and how far it is fulfilled."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final

from attrs import frozen

from socplan import calculations as calc
from socplan.labels import Wording
from socplan.model import (
    Allocation,
    Budget,
    Dossier,
    FundingSource,
    Goal,
    Measure,
    Part,
    PartRole,
    Period,
    WorkingGroup,
)
from socplan.report.blocks import Block, Paragraph, ParagraphRole, Section
from socplan.report.cells import coded_title, known, sum_text
from socplan.report.columns import Col, listing
from socplan.report.kinds.plan.scene import KIND, PlanScene, counts_text, whole_measures
from socplan.report.kinds.plan.taken import taken
from socplan.report.markdown import rich_blocks
from socplan.report.others import headed, lead_of
from socplan.report.scene import for_period, section
from socplan.report.tables import NA, Cell, ColumnKind, Figure, Table

#: The most goals on the first page.
_MOST_GOALS: Final = 12
#: The most characters of a vision on the first page.
_LONGEST_VISION: Final = 500


@frozen(kw_only=True)
class _Line:
    """A line of the table of goals: a group, or a goal below it."""

    key: str
    title: str
    #: ``None``: the line is the name of a group.
    measures: Sequence[Measure] | None = None
    above: str | None = None


def summary(scene: PlanScene) -> Section:
    """What a council asks: where the plan leads, its goals, what it costs and from where, how far it is fulfilled."""
    dossier, words = scene.dossier, scene.words
    blocks: list[Block | None] = [Paragraph(" ".join(_answer(scene)), ParagraphRole.LEAD), *_vision(dossier)]
    blocks += [Paragraph(text) for text in (_funded(scene), _fulfilled(scene)) if text]
    if levels := _levels(dossier, words):
        blocks.append(Paragraph(levels))
    if parts := len(dossier.measures) - len(whole_measures(dossier.measures)):
        level = calc.part_name(dossier)
        key = "plan.parts_named" if level else "plan.parts"
        blocks.append(Paragraph(words.text(key, n=parts, level=level)))
    groups = sorted(
        (item for item in scene.owned if isinstance(item.owner, WorkingGroup)), key=lambda item: -item.measures
    )
    goals = _goals(scene)
    if len(groups) > 1 and groups[0].measures > groups[1].measures and not goals:
        name = scene.subject_name(groups[0].owner)
        blocks.append(Paragraph(words.text("plan.largest", group=name, n=groups[0].measures)))
    blocks.append(goals or _overview(scene))
    return section(words, KIND, "summary", *blocks)


def _answer(scene: PlanScene) -> Iterator[str]:
    """How much there is, for how long, and what is known of the cost."""
    dossier, words = scene.dossier, scene.words
    measures = whole_measures(dossier.measures)
    # Goals or measures that are not listed are not said to be none.
    counts = counts_text(words, len(dossier.goals), len(measures))
    # The time that the plan was made for, which its title names; how much longer it is valid is a sentence of its own.
    amendment = calc.prolongation(dossier)
    period = dossier.plan.period if amendment else calc.plan_period(dossier)
    key = "plan.sentence_period" if known(period) else "plan.sentence"
    key = "plan.sentence_partial" if dossier.plan.partial else key
    yield words.text(key, counts=words.listed(counts), period=period) if counts else words.text("plan.nothing")
    if amendment and amendment.prolongs_until:
        title = amendment.code or amendment.title
        until = amendment.prolongs_until.last_day
        yield words.text("plan.prolonged", until=until, amendment=title)
        ends = [measure.term.end.last_day for measure in measures if measure.term.end]
        if earlier := sum(end < until for end in ends):
            yield words.text("plan.earlier", n=earlier)
    cost = calc.money_sum(measure.cost for measure in measures)
    if cost.unknown < cost.parts:
        key = "plan.cost_known" if cost.unknown else "plan.cost"
        yield words.text(key, amount=cost.known_part, n=cost.unknown)


def stands_first(dossier: Dossier) -> Part | None:
    """The vision, if it is short enough for page one: it stands in no other place then. One with a number is a part."""
    for part in calc.in_order(dossier.parts):
        if part.role is PartRole.VISION and not part.code and part.text and len(part.text) <= _LONGEST_VISION:
            return part if all(isinstance(block, Paragraph) for block in rich_blocks(part.text)) else None
    return None


def _vision(dossier: Dossier) -> Iterator[Block]:
    """Where the plan leads, after its title in strong letters."""
    if part := stands_first(dossier):
        for place, block in enumerate(rich_blocks(part.text)):
            yield headed(part.title, block) if place == 0 and isinstance(block, Paragraph) else block


def _funded(scene: PlanScene) -> str | None:
    """From where money was allocated to the measures in force; else what the report on money says first."""
    words, dossier = scene.words, scene.dossier
    amounts: dict[str, list[Decimal | None]] = {}
    periods: set[Period] = set()
    for measure in dossier.measures:
        for allocation in scene.about(Allocation).get(measure.id, ()):
            if budget := dossier.get(Budget, allocation.budget):
                amounts.setdefault(budget.source, []).append(allocation.amount)
                periods.add(budget.period)
    sources = [source for source in dossier.ordered(FundingSource) if source.id in amounts]
    sums = {source.name: sum_text(words, calc.money_sum(amounts[source.id])) for source in sources}
    if any(sums.values()):
        nothing = words.text("plan.no_amount")
        told = (words.text("plan.source", source=name, amount=amount or nothing) for name, amount in sums.items())
        years = sorted(period.year or 0 for period in periods)
        when = words.text("plan.years", years=f"{years[0]}–{years[-1]}") if years[0] else ""
        if len(set(years)) == 1 and when:
            when = words.text("plan.year", year=str(years[0]))
        return words.text("plan.allocated", when=when, sources="; ".join(told))
    # Where no part of the plan is on money, the report on it says only that nothing is known.
    leads = (money.blocks[0] for money in taken(scene, "money"))
    return next((lead.text for lead in leads if isinstance(lead, Paragraph)), None)


def _fulfilled(scene: PlanScene) -> str | None:
    """How far the plan is fulfilled, in a sentence; with counts unknown, what the report on it says first."""
    report = scene.others.get("monitoring")
    if report is None:
        return None
    words, last = scene.words, calc.rounds_in_order(scene.given)[-1]
    overall = calc.fulfilment(scene.given, last).overall
    if not overall.is_known or not overall.total or last.period == Period():
        # Without a table nothing is known, and it says no more.
        told = any(isinstance(block, (Table, Figure)) for block in report.parts[0].blocks)
        return lead_of(report) if told else None
    counted = [
        words.text("plan.fulfilled_status", status=status.name, n=count)
        for status, count in zip(overall.statuses, overall.counts, strict=True)
        if count
    ]
    if overall.unknown:
        counted.append(words.text("plan.fulfilled_unknown", n=overall.unknown))
    when = for_period(last.period, words)
    return words.text("plan.fulfilled", when=when, counts=words.listed(counted), total=overall.total)


def _levels(dossier: Dossier, words: Wording) -> str | None:
    """The number of goals on each level of the plan, where goals nest."""
    counts = Counter(node.depth for node in calc.goals_in_order(dossier))
    if not counts or max(counts) == 1:
        return None
    named = [(calc.level_name(dossier, depth), counts[depth]) for depth in range(1, max(counts) + 1)]
    if any(name is None for name, _ in named):
        return None
    return words.text("plan.levels", counts=", ".join(f"{name} {count}" for name, count in named))


def _overview(scene: PlanScene) -> Block | None:
    words, dossier = scene.words, scene.dossier
    return listing(
        scene,
        "overview",
        scene.owned if len(scene.owned) > 1 else (),
        Col("group", lambda item: scene.subject_name(item.owner)),
        Col("goals", lambda item: item.goals, ColumnKind.COUNT, len(dossier.goals)),
        Col(
            "measures",
            lambda item: item.measures,
            ColumnKind.COUNT,
            len(whole_measures(dossier.measures)),
            skip_zeros=True,
        ),
        title=words.text(_by_content(scene, "plan.overview_title")),
        row_key=lambda item: None if isinstance(item.owner, calc.Bucket) else item.owner.id,
    )


def _goals(scene: PlanScene) -> Block | None:
    """The highest goals with their measures and what is known of the cost; none where they would fill the page.

    Where there are several groups, the name of each stands above its goals.
    """
    words = scene.words
    by_owner = [(item, _highest(item.nodes)) for item in scene.owned]
    goals = {goal.id for _, rows in by_owner for goal, _ in rows}
    lines: list[_Line] = []
    for item, rows in by_owner:
        group = f"group_{item.key}" if len(by_owner) > 1 else None
        if group:
            name, counts = scene.subject_name(item.owner), counts_text(words, item.goals, item.measures)
            if counts:
                name = words.text("plan.group_row", group=name, counts=words.listed(counts))
            lines.append(_Line(key=group, title=name))
        lines += (
            _Line(key=f"{item.key}_{goal.id}", title=coded_title(goal), measures=measures, above=group)
            for goal, measures in rows
        )
    whole = calc.money_sum(measure.cost for line in lines for measure in line.measures or ())
    has_cost = whole.unknown < whole.parts
    count = sum(len(line.measures or ()) for line in lines)

    def of_measures(cell: Callable[[Sequence[Measure]], Cell]) -> Callable[[_Line], Cell]:
        return lambda line: NA if line.measures is None else cell(line.measures)

    return listing(
        scene,
        "goals",
        lines if 1 < len(goals) <= _MOST_GOALS else (),
        Col("goal", lambda line: line.title),
        Col("measures", of_measures(len), ColumnKind.COUNT, count, skip_zeros=not scene.dossier.measures),
        Col("known_cost", of_measures(_known_cost), ColumnKind.MONEY, whole.known if has_cost else NA),
        Col(
            "without_cost",
            of_measures(lambda measures: sum(measure.cost is None for measure in measures) if has_cost else NA),
            ColumnKind.COUNT,
            whole.unknown if has_cost else NA,
            skip_zeros=True,
        ),
        title=words.text(_by_content(scene, "plan.goals_title")),
        row_key=lambda line: line.key,
        above=lambda line: line.above,
    )


def _by_content(scene: PlanScene, key: str) -> str:
    """A label that speaks of measures, or the one for a plan of which only goals are known."""
    return key if scene.dossier.measures else f"{key}_alone"


def _highest(nodes: Iterable[calc.GoalNode]) -> list[tuple[Goal, tuple[Measure, ...]]]:
    """The goals that are below no other, with the measures of all goals below them, without parts of measures."""
    rows: list[tuple[Goal, tuple[Measure, ...]]] = []
    for node in nodes:
        measures = whole_measures(node.measures)
        if node.depth == 1 or not rows:
            rows.append((node.goal, measures))
        else:
            goal, before = rows[-1]
            rows[-1] = goal, (*before, *measures)
    return rows


def _known_cost(measures: Iterable[Measure]) -> Cell:
    """What is known of the cost; nothing where the number of measures without a cost says that."""
    cost = calc.money_sum(measure.cost for measure in measures)
    return cost.known if cost.unknown < cost.parts else NA
