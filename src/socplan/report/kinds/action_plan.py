"""The yearly action plan (akční plán): the measures of a year, who does them, when and for how much."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final

import czech_sort
from attrs import field, frozen

from socplan import calculations as calc
from socplan.calculations.structure import grouped
from socplan.errors import OptionError
from socplan.hookspecs import hookimpl
from socplan.model import ActionPlan, Dossier, Goal, Measure, Resolution, WorkingGroup
from socplan.report.approval import approval_facts, closing, ended, further_points, passed_text, submitted_resolution
from socplan.report.blocks import Block, Fact, Items, Paragraph, ParagraphRole, Report, Section
from socplan.report.cells import coded_title, known
from socplan.report.columns import Col, listing
from socplan.report.findings import all_findings
from socplan.report.kind import BuildContext, Option, ReportKind
from socplan.report.markdown import rich_blocks
from socplan.report.parts import indicator_table, items_by_group, network_tables, resolution_table
from socplan.report.scene import Scene, assembled, draft_resolution, for_period, section, title_facts
from socplan.report.tables import NA, Cell, ColumnKind

_KIND: Final = "action-plan"
#: The tables that the report draws on: findings on these stand in its internal version.
_TABLES: Final = ("plan", "action_plans", "action_items", "goals", "measures", "network", "resolutions")
_WORDS: Final = "action_plan"
#: More measures that are not in the year stand by their codes.
_ABOUT_A_PAGE: Final = 80
#: The most measures that page one names.
_FEW_NAMES: Final = 3
#: What stands between the names of sources.
_DIVIDED: Final = re.compile(r"[,;\n]|\s\+\s")


@frozen(kw_only=True)
class _Scene(Scene):
    plan: ActionPlan
    rows: tuple[calc.ActionRow, ...]

    @property
    def when(self) -> str:
        period = self.plan.period
        if period.year:
            return self.words.text("action_plan.year", year=str(period.year))
        return (
            self.words.text("action_plan.period", period=period)
            if known(period)
            else self.words.text("action_plan.no_year")
        )

    @property
    def has_tasks(self) -> bool:
        """Whether a measure has several tasks, so that costs are those of tasks."""
        return len(calc.action_measures(self.rows)) < len(self.rows)

    def owner_of(self, row: calc.ActionRow) -> WorkingGroup | calc.Bucket:
        """The group of a measure, or what measures of several groups or none belong to."""
        return calc.group_of(self.dossier, row.measure)

    def by_owner(self) -> Iterator[tuple[WorkingGroup | calc.Bucket, tuple[calc.ActionRow, ...]]]:
        """The rows by group; common and unassigned measures come last."""
        belonging = grouped(self.rows, self.owner_of)
        for owner in (*self.dossier.ordered(WorkingGroup), *calc.Bucket):
            if owner in belonging:
                yield owner, belonging[owner]

    def by_goal(self) -> Iterator[tuple[Goal | None, tuple[calc.ActionRow, ...]]]:
        """The rows by goal, in the order of the plan; those of no goal come last."""
        belonging = grouped(self.rows, lambda row: self.dossier.get(Goal, row.measure.goal))
        for goal in (*(node.goal for node in calc.goals_in_order(self.dossier)), None):
            if goal in belonging:
                yield goal, belonging[goal]


@frozen(kw_only=True)
class _Line:
    """A line of the table of measures: a goal, or a measure below it."""

    key: str
    title: str | None = None
    row: calc.ActionRow | None = None
    above: str | None = None


def build(dossier: Dossier, context: BuildContext, *, year: int | None) -> Report:
    """Build the action plan of a year, by default the last one.

    Raises:
        OptionError: the dossier has no action plan, or none for that year.
    """
    words = context.words
    chosen = _chosen(dossier, year)
    scene = _Scene(dossier=dossier, context=context, plan=chosen, rows=calc.action_rows(dossier, chosen))
    resolution = dossier.get(Resolution, chosen.resolution)
    facts = list(title_facts(dossier, words, "authority", "territory", "period"))
    # What an office calls its plan of a year, its title says.
    label = "fact.budget_year" if chosen.period.year else "fact.year"
    facts.append(Fact("year", words.text(label), known(chosen.period)))
    facts += approval_facts(scene, resolution)
    open_, passed = resolution is None or resolution.is_open, passed_text(scene, resolution)
    draft = "action_plan.resolution_titled" if chosen.title else "action_plan.resolution_text"
    body = scene.group_name(resolution.body) if resolution else dossier.plan.approved_by
    more = further_points(scene, resolution)
    decision: Section | None = None
    if resolution and passed and len(calc.approval_chain(dossier, resolution)) == 1:
        # A table of one row would say once more what the title block and the place of signatures say.
        passed = words.text("action_plan.approved_text", approved=passed, text=resolution.text.rstrip("."))
    else:
        decision = section(words, _WORDS, "approval", _approval(scene, resolution))
    end = closing(scene, passed, draft=open_) if body and (open_ or passed) else None
    submitted = submitted_resolution(scene, resolution)
    if submitted:
        decision = submitted
    elif open_:
        titles = {"title": chosen.title, "plan": dossier.plan.title}
        decision = draft_resolution(words, body, draft, more, when=scene.when, **titles)
    return assembled(
        _KIND,
        context,
        title=chosen.title or words.text("action_plan.title", when=scene.when),
        subtitle=dossier.plan.title,
        facts=tuple(fact for fact in facts if fact.value is not None),
        parts=(
            _summary(scene),
            section(words, _WORDS, "measures", *_measures(scene)),
            section(words, _WORDS, "indicators", indicators) if (indicators := _indicators(scene)) else None,
            section(words, _WORDS, "cost", *_cost(scene)),
            section(words, _WORDS, "carried_over", carried) if (carried := _carried(scene)) else None,
            Section(
                key="not_in",
                title=words.text("action_plan.not_in", when=scene.when),
                blocks=tuple(block for block in _not_in(scene) if block),
            ),
            section(words, _WORDS, "network", *_network(scene)),
            section(words, _WORDS, "approval", _approval(scene, resolution)) if open_ else None,
            all_findings(context, *_TABLES),
            ended(decision, end),
        ),
    )


def _chosen(dossier: Dossier, year: int | None) -> ActionPlan:
    ordered = calc.action_plans_in_order(dossier)
    fitting = [plan for plan in ordered if year is None or year in _years(plan)]
    if not fitting:
        plans = ", ".join(f"{plan.id} ({plan.period.year or 'another period'})" for plan in ordered) or "none"
        problem = "the dossier has no action plan" if year is None else f"no action plan of {year}"
        raise OptionError(_KIND, "year", f"{problem} (action plans: {plans})", ("year",))
    return fitting[-1]


def _years(action_plan: ActionPlan) -> set[int]:
    return {edge.year for edge in (action_plan.period.start, action_plan.period.end) if edge}


def _summary(scene: _Scene) -> Section:
    words = scene.words
    cost = calc.action_cost(scene.rows)
    carried = len(calc.action_measures(row for row in scene.rows if row.carried_over))
    total = len(calc.action_measures(scene.rows))
    measures = words.text("count.measures", n=total)
    title = scene.plan.title
    key = ("action_plan.titled" if title else "action_plan.sentence") if scene.rows else "action_plan.nothing"
    part = words.text("action_plan.carried_part", n=carried, total=total) if carried else ""
    sentences = [words.text(key, when=scene.when, measures=measures, title=title, carried=part)]
    if cost.known_part is not None:
        sentences.append(words.text("action_plan.cost_known", amount=cost.known_part))
    if cost.unknown:
        key = "action_plan.tasks_cost_unknown" if scene.has_tasks else "action_plan.cost_unknown"
        sentences.append(words.text(key, n=cost.unknown))
    return section(
        words,
        _WORDS,
        "summary",
        Paragraph(" ".join(sentences), ParagraphRole.LEAD),
        Paragraph(" ".join(named)) if (named := [*_named_costs(scene)]) else None,
        *rich_blocks(scene.plan.note, ParagraphRole.NOTE),
    )


def _named_costs(scene: _Scene) -> Iterator[str]:
    """The measure that costs most, where its cost is more than half of what is known; those without a cost, if few."""
    words = scene.words

    def name(title: str) -> str:
        return words.text("action_plan.quoted", name=title)

    known_part = calc.action_cost(scene.rows).known_part
    of_measures = grouped(scene.rows, lambda row: row.measure)
    costs = {calc.action_cost(rows).known_part or Decimal(0): measure for measure, rows in of_measures.items()}
    if known_part and len(costs) > 1 and 2 * max(costs) > known_part:
        yield words.text("action_plan.dearest", amount=max(costs), name=name(coded_title(costs[max(costs)])))
    unknown = [row for row in scene.rows if row.item.cost is None]
    if 0 < len(unknown) <= _FEW_NAMES:
        tasks = [row.item.task if scene.has_tasks else None for row in unknown]
        titles = [
            ": ".join(filter(None, (coded_title(row.measure), task))) for row, task in zip(unknown, tasks, strict=True)
        ]
        yield words.text("action_plan.costs_missing", n=len(unknown), names=words.listed(map(name, titles)))


def _measures(scene: _Scene) -> Iterator[Block | None]:
    """The measures below their goals, in one table; a group that all measures of each goal have stands at the goal."""
    words = scene.words
    one_owner = all(len({scene.owner_of(row) for row in rows}) == 1 for _, rows in scene.by_goal())
    lines: list[_Line] = []
    counted: Counter[str] = Counter()
    for goal, rows in scene.by_goal():
        name = coded_title(goal) if goal else words.text("action_plan.without_goal")
        group = scene.subject_name(scene.owner_of(rows[0]))
        title = words.text("action_plan.goal_row", goal=name, group=group) if one_owner else name
        key = f"goal_{goal.id}" if goal else "without_goal"
        lines.append(_Line(title=title, key=key))
        for row in rows:
            counted[row.measure.id] += 1
            number = counted[row.measure.id]
            # The further tasks of a measure are numbered.
            name = row.measure.id if number == 1 else f"{row.measure.id}_{number}"
            lines.append(_Line(row=row, key=name, above=key))

    def of_measure(cell: Callable[[calc.ActionRow], Cell]) -> Callable[[_Line], Cell]:
        return lambda line: cell(line.row) if line.row else NA

    yield listing(
        scene,
        "measures",
        lines,
        Col("measure", lambda line: coded_title(line.row.measure) if line.row else line.title),
        Col("task", of_measure(lambda row: row.item.task)),
        Col("responsible", of_measure(lambda row: row.item.responsible or row.measure.responsible)),
        Col("group", of_measure(lambda row: NA if one_owner else scene.subject_name(scene.owner_of(row)))),
        Col("term", of_measure(lambda row: known(row.item.term)), ColumnKind.DATE),
        Col("cost", of_measure(lambda row: row.item.cost), ColumnKind.MONEY, calc.action_cost(scene.rows)),
        Col("funding", of_measure(lambda row: row.item.funding)),
        Col("priority", of_measure(lambda row: row.item.priority), ColumnKind.COUNT),
        title=words.text("action_plan.measures_title", when=scene.when),
        row_key=lambda line: line.key,
        above=lambda line: line.above,
    )


def _indicators(scene: _Scene) -> Block | None:
    """The indicators of the year's measures."""
    measures = {row.measure.id for row in scene.rows}
    known = [row for row in calc.indicators_in_order(scene.dossier) if row.measure in measures]
    return indicator_table(scene, known, scene.words.text("action_plan.indicators_title", when=scene.when))


def _cost(scene: _Scene) -> Iterator[Block | None]:
    """Cost by group, then by source; measures without a named source come last."""
    words, cost = scene.words, calc.action_cost(scene.rows)
    yield listing(
        scene,
        "cost",
        [(scene.subject_name(owner), rows) for owner, rows in scene.by_owner()],
        Col("group", lambda row: row[0]),
        Col(
            "measures",
            lambda row: len(calc.action_measures(row[1])),
            ColumnKind.COUNT,
            len(calc.action_measures(scene.rows)),
        ),
        Col("known_cost", lambda row: _known_cost(row[1]), ColumnKind.MONEY, cost.known_part),
        Col("without_cost", lambda row: calc.action_cost(row[1]).unknown, ColumnKind.COUNT, cost.unknown),
        title=words.text("action_plan.cost_title"),
        notes=(words.text("action_plan.tasks_cost_note") if scene.has_tasks else None,),
    )
    yield _by_source(scene)


def _by_source(scene: _Scene) -> Block | None:
    """Each source with the measures that it alone pays, and with those that others pay as well."""
    words = scene.words
    rows: dict[str | None, _Source] = {}
    for row in scene.rows:
        sources = _sources(row.item.funding)
        for source in sources or (None,):
            paid = rows.setdefault(source, _Source(source))
            (paid.shared if len(sources) > 1 else paid.alone).append(row)
    named = czech_sort.sorted(source for source in rows if source)
    shared = any(each.shared for each in rows.values())
    return listing(
        scene,
        "funding",
        [rows[source] for source in (*named, *((None,) if None in rows else ()))] if named else (),
        Col("funding", lambda each: each.name or words.text("action_plan.no_source")),
        Col(
            "measures",
            lambda each: len(calc.action_measures(each.alone)),
            ColumnKind.COUNT,
            head=words.text("action_plan.alone") if shared else None,
        ),
        Col("known_cost", lambda each: _known_cost(each.alone), ColumnKind.MONEY),
        Col("shared_measures", lambda each: len(calc.action_measures(each.shared)), ColumnKind.COUNT, skip_zeros=True),
        Col("shared_cost", lambda each: _known_cost(each.shared), ColumnKind.MONEY),
        Col("without_cost", lambda each: calc.action_cost((*each.alone, *each.shared)).unknown, ColumnKind.COUNT),
        title=words.text("action_plan.funding_title"),
        notes=(words.text("action_plan.shared_note") if shared else None,),
        row_key=lambda _: None,
    )


@frozen
class _Source:
    """A source of money, and the measures that it pays."""

    name: str | None
    alone: list[calc.ActionRow] = field(factory=list)
    shared: list[calc.ActionRow] = field(factory=list)


def _sources(text: str | None) -> tuple[str, ...]:
    """The sources that a text names, divided by a comma, a semicolon, a plus sign or a new line.

    „Ministerstvo práce a sociálních věcí“ is one source, so „a“ divides none.
    """
    return tuple(dict.fromkeys(filter(None, map(str.strip, _DIVIDED.split(text or "")))))


def _known_cost(rows: Iterable[calc.ActionRow]) -> Cell:
    """What is known of the cost; nothing where the number of measures without a cost says that."""
    known_part = calc.action_cost(rows).known_part
    return NA if known_part is None else known_part


def _carried(scene: _Scene) -> Items | None:
    """The measures that stood in the action plan of the year before as well."""
    carried = tuple(map(coded_title, calc.action_measures(row for row in scene.rows if row.carried_over)))
    return Items(carried, compact=True) if carried else None


def _network(scene: _Scene) -> Iterator[Block]:
    """The network on the first day of the year."""
    start = scene.plan.period.start
    tables = tuple(network_tables(scene, start.first_day)) if start else ()
    if start and tables:
        yield Paragraph(scene.words.text("action_plan.network_day", day=start.first_day), ParagraphRole.NOTE)
        yield from tables


def _not_in(scene: _Scene) -> Iterator[Block | None]:
    """The measures left behind from last year, and all others that the year does not touch."""
    words = scene.words
    left = calc.left_behind(scene.dossier, scene.plan)
    if left:
        yield Paragraph(words.text("action_plan.left_behind"))
        yield items_by_group(scene, left, _ABOUT_A_PAGE)
    unknown = calc.left_unknown(scene.dossier, scene.plan)
    if unknown:
        yield Paragraph(words.text("action_plan.left_unknown"))
        yield items_by_group(scene, unknown, _ABOUT_A_PAGE)
    told = {*(row.measure.id for row in scene.rows), *(measure.id for measure in (*left, *unknown))}
    in_plan = {measure.id for measure in calc.measures_in(scene.dossier, scene.plan.period)} - told
    untouched = [measure for measure in calc.measures_in_order(scene.dossier) if measure.id in in_plan]
    if untouched:
        key = "action_plan.untouched_more" if left or unknown else "action_plan.untouched"
        yield Paragraph(words.text(key, n=len(untouched), states=_states(scene, untouched) or ""))
        yield items_by_group(scene, untouched, _ABOUT_A_PAGE)


def _states(scene: _Scene, measures: Sequence[Measure]) -> str | None:
    """How many of the measures have which status by the last round before the year; ``None``: none is known."""
    dossier, words, start = scene.dossier, scene.words, scene.plan.period.start
    before = [
        round_
        for round_ in calc.rounds_in_order(dossier)
        if start and round_.period.end and round_.period.end.last_day < start.first_day
    ]
    if not before or not calc.has_readings(dossier, before[-1]):
        return None
    found = Counter(status.id if (status := calc.status_of(dossier, each, before[-1])) else None for each in measures)
    told = [
        words.text("action_plan.state", status=status.name, n=found[status.id])
        for status in calc.statuses_in_order(dossier)
        if found[status.id]
    ]
    if told and found[None]:
        told.append(words.text("action_plan.state_unknown", n=found[None]))
    period = for_period(before[-1].period, words)
    return words.text("action_plan.states", round=period, states=", ".join(told)) if told else None


def _approval(scene: _Scene, resolution: Resolution | None) -> Block | None:
    if resolution is None:
        return None
    title = scene.words.text("action_plan.approval_title")
    return resolution_table(scene, "approval", (resolution,), title)


@hookimpl
def register_reports() -> tuple[ReportKind, ...]:
    """Offer the action plan."""
    year = Option(name="year", type=int, help="the year of the action plan; without it the last one")
    return (ReportKind(name=_KIND, label="action_plan.name", build=build, options=(year,)),)
