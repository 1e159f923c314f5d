"""The plan as a document (střednědobý plán): its parts, its makers, its goals and measures."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

import attrs
from attrs import frozen

from socplan import calculations as calc
from socplan.hookspecs import hookimpl
from socplan.labels import Wording
from socplan.model import (
    Dossier,
    Goal,
    Measure,
    Part,
    PartRole,
    Person,
    PlannedCapacity,
    Service,
    Territory,
    WorkingGroup,
)
from socplan.report.blocks import Block, Items, Paragraph, ParagraphRole, Report, Section
from socplan.report.cells import coded_title, constituency_name, contact_of, known, seat_name
from socplan.report.columns import Below, Col, listing
from socplan.report.findings import all_findings
from socplan.report.kind import BuildContext, ReportKind
from socplan.report.markdown import rich_blocks
from socplan.report.parts import area_figures, indicator_table, nested, network_tables
from socplan.report.scene import Scene, assembled, section, title_facts
from socplan.report.tables import NA, Cell, ColumnKind, RowRole

#: The tables that the report draws on: findings on these stand in its internal version.
_TABLES: Final = (
    "plan",
    "levels",
    "parts",
    "goals",
    "measures",
    "groups",
    "planned_capacities",
    "indicators",
    "needs",
    "need_responses",
    "services",
    "network",
    "replacements",
    "risks",
)
_ROLES: Final = (PartRole.INFORMATION, PartRole.ORGANISATION, PartRole.DEVELOPMENT, PartRole.NETWORK)


@frozen(kw_only=True)
class _Owned:
    """A group, or a common row, with its goals and the goals that hold its measures."""

    owner: WorkingGroup | calc.Bucket
    #: Each goal with the measures of this owner.
    nodes: tuple[calc.GoalNode, ...]
    #: The number of goals that belong to this owner.
    goals: int

    @property
    def measures(self) -> int:
        return sum(len(_whole_measures(node.measures)) for node in self.nodes)


@frozen(kw_only=True)
class _Scene(Scene):
    owned: tuple[_Owned, ...]


def build(dossier: Dossier, context: BuildContext) -> Report:
    """Build the plan as last amended: a summary, then its parts.

    Parts that the plan does not name have general titles.
    """
    words = context.words
    dossier = attrs.evolve(dossier, measures=calc.in_force(dossier))
    scene = _Scene(dossier=dossier, context=context, owned=tuple(_owned(dossier)))
    return assembled(
        "plan",
        context,
        title=dossier.plan.title,
        facts=title_facts(dossier, words),
        parts=(
            _summary(scene),
            *(_part(scene, key, part) for key, part in _parts(dossier, words)),
            all_findings(context, *_TABLES),
        ),
    )


def _owned(dossier: Dossier) -> Iterator[_Owned]:
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
            yield _Owned(owner=owner, nodes=tuple(nodes[owner]), goals=goals.get(owner, 0))


def _parts(dossier: Dossier, words: Wording) -> Iterator[tuple[str, Part]]:
    """The parts that the plan names, then parts for the other data; each with its key."""
    for part in calc.in_order(dossier.parts):
        yield f"part_{part.id}", part
    have = {part.role for part in dossier.parts}
    for role in _ROLES:
        if role not in have:
            title = words.text(f"plan.part.{role.value}")
            yield f"general_{role.value}", Part(id=role.value, title=title, role=role)


def _part(scene: _Scene, key: str, part: Part) -> Section:
    words = scene.words
    blocks: list[Block | None] = [*rich_blocks(part.text)]
    match part.role:
        case PartRole.INFORMATION:
            blocks += (_territories(scene), *area_figures(scene))
        case PartRole.ORGANISATION:
            blocks += (_assignment(scene), _bodies(scene), _members(scene))
        case PartRole.DEVELOPMENT:
            blocks += _development(scene)
        case PartRole.NETWORK:
            blocks += network_tables(scene, calc.known_day(scene.dossier))
        case PartRole.EVALUATION | PartRole.OTHER:
            pass
    kept = tuple(block for block in blocks if block)
    if not kept and part in scene.dossier.parts:
        # The plan has this part, so the document says that its text is missing.
        kept = (Paragraph(words.text("plan.no_text"), ParagraphRole.NOTE),)
    title = words.text("plan.coded_part", code=part.code, title=part.title) if part.code else part.title
    return Section(key=key, title=title, blocks=kept)


# In short


def _summary(scene: _Scene) -> Section:
    dossier, words, owned = scene.dossier, scene.words, scene.owned
    # Goals or measures that are not listed are not said to be none.
    counts = _counts(words, len(dossier.goals), len(_whole_measures(dossier.measures)))
    period = calc.plan_period(dossier)
    key = "plan.sentence_period" if known(period) else "plan.sentence"
    key = "plan.sentence_partial" if dossier.plan.partial else key
    lead = words.text(key, counts=words.listed(counts), period=period) if counts else words.text("plan.nothing")
    blocks: list[Block | None] = [Paragraph(lead, ParagraphRole.LEAD)]
    if levels := _levels(dossier, words):
        blocks.append(Paragraph(levels))
    if parts := len(dossier.measures) - len(_whole_measures(dossier.measures)):
        level = calc.part_name(dossier)
        key = "plan.parts_named" if level else "plan.parts"
        blocks.append(Paragraph(words.text(key, n=parts, level=level)))
    groups = sorted((item for item in owned if isinstance(item.owner, WorkingGroup)), key=lambda item: -item.measures)
    if len(groups) > 1 and groups[0].measures > groups[1].measures:
        name = scene.subject_name(groups[0].owner)
        blocks.append(Paragraph(words.text("plan.largest", group=name, n=groups[0].measures)))
    if len(owned) > 1:
        blocks.append(_overview(scene))
    return section(words, "plan", "summary", *blocks)


def _counts(words: Wording, goals: int, measures: int) -> list[str]:
    """The numbers of goals and measures, without zeros."""
    counted = {"count.goals": goals, "count.measures": measures}
    return [words.text(key, n=count) for key, count in counted.items() if count]


def _levels(dossier: Dossier, words: Wording) -> str | None:
    """The number of goals on each level of the plan, where goals nest."""
    counts = Counter(node.depth for node in calc.goals_in_order(dossier))
    if not counts or max(counts) == 1:
        return None
    named = [(calc.level_name(dossier, depth), counts[depth]) for depth in range(1, max(counts) + 1)]
    if any(name is None for name, _ in named):
        return None
    return words.text("plan.levels", counts=", ".join(f"{name} {count}" for name, count in named))


def _whole_measures(measures: Iterable[Measure]) -> tuple[Measure, ...]:
    """Measures without their parts, which are counted apart."""
    return tuple(measure for measure in measures if measure.part_of is None)


def _overview(scene: _Scene) -> Block | None:
    words, dossier = scene.words, scene.dossier
    return listing(
        scene,
        "overview",
        scene.owned,
        Col("group", lambda item: scene.subject_name(item.owner)),
        Col("goals", lambda item: item.goals, ColumnKind.COUNT, len(dossier.goals)),
        Col("measures", lambda item: item.measures, ColumnKind.COUNT, len(_whole_measures(dossier.measures))),
        title=words.text("plan.overview_title"),
        row_key=lambda item: None if isinstance(item.owner, calc.Bucket) else item.owner.id,
    )


# Part A


def _planned_for(dossier: Dossier) -> tuple[Territory, ...]:
    """The territory of the plan and what lies in it; all territories where the plan names none."""
    territories = calc.in_order(dossier.territories)
    if dossier.get(Territory, dossier.plan.territory) is None:
        return tuple(territories)
    parents = {territory.id: territory.parent for territory in territories}

    def lies_in_it(territory: Territory) -> bool:
        passed: set[str] = set()
        place: str | None = territory.id
        while place and place not in passed:
            if place == dossier.plan.territory:
                return True
            passed.add(place)
            place = parents.get(place)
        return False

    return tuple(filter(lies_in_it, territories))


def _territories(scene: _Scene) -> Block | None:
    territories = _planned_for(scene.dossier)
    return listing(
        scene,
        "territories",
        territories if len(territories) > 1 else (),
        Col("territory", lambda territory: territory.name),
        Col("part_of", lambda territory: scene.name_of(Territory, territory.parent) or NA),
        title=scene.words.text("plan.territories_title"),
    )


# Part B


def _assignment(scene: _Scene) -> Block | None:
    """For whom, for when and for where the plan is, as far as known."""
    given, words = calc.assignment(scene.dossier), scene.words
    facts: list[tuple[str, Cell]] = [
        ("target_groups", "\n".join(given.target_groups) or None),
        ("period", given.period),
        ("territory", given.territory.name if given.territory else None),
    ]
    return listing(
        scene,
        "assignment",
        facts if given.target_groups else (),
        Col("fact", lambda fact: words.text(f"plan.assignment.{fact[0]}"), head=words.text("plan.assignment")),
        Col("value", lambda fact: fact[1]),
        title=words.text("plan.assignment_title"),
        row_key=lambda fact: fact[0],
    )


def _bodies(scene: _Scene) -> Block | None:
    dossier, words = scene.dossier, scene.words
    structure = calc.structure_at(dossier, calc.known_day(dossier))
    bodies = [(body, dossier.get(WorkingGroup, body.group)) for body, _ in calc.bodies_in_order(dossier, structure)]
    rows = [(body, group) for body, group in bodies if group]
    above = {body.group: structure.body(body.parent) for body, _ in rows}
    uncertain = any(group.uncertain for _, group in rows)
    return listing(
        scene,
        "groups",
        rows,
        Col("body", lambda row: _body_name(scene, row[0])),
        Col("kind", lambda row: words.text(f"group_kind.{row[1].kind.value}")),
        Col("parent", lambda row: parent.name if (parent := above[row[0].group]) else NA),
        Col("mandate", lambda row: row[0].mandate),
        title=words.text("plan.groups_title"),
        notes=(
            words.text("plan.no_parent") if any(above.values()) else None,
            words.text("plan.uncertain") if uncertain else None,
        ),
        row_key=lambda row: row[1].id,
    )


def _body_name(scene: _Scene, body: calc.Body) -> str:
    """The code and name of a body, with a mark where the source is not sure."""
    group = scene.dossier.get(WorkingGroup, body.group)
    name = f"{group.code} {body.name}" if group and group.code else body.name
    return scene.words.text("organisation.uncertain", name=name) if group and group.uncertain else name


def _members(scene: _Scene) -> Block | None:
    """The members of each body on the day that the dossier speaks of."""
    dossier, words, internal = scene.dossier, scene.words, scene.context.internal
    day = calc.known_day(dossier)
    rows = []
    for body, _ in calc.bodies_in_order(dossier, calc.structure_at(dossier, day)):
        name = _body_name(scene, body)
        rows += [
            (name, member, dossier.get(Person, member.person)) for member in calc.members_at(dossier, body.group, day)
        ]
    return listing(
        scene,
        "members",
        rows,
        Col("group", lambda row: row[0]),
        Col("function", lambda row: seat_name(row[1], words)),
        Col("organisation", lambda row: row[1].organisation or row[1].sector),
        Col("constituency", lambda row: constituency_name(row[1].constituency, words)),
        Col("territory", lambda row: scene.name_of(Territory, row[1].territory)),
        Col("term", lambda row: known(row[1].validity), ColumnKind.DATE),
        # Only the internal version names persons.
        Col("person", lambda row: row[2].name if internal and row[2] else None),
        Col("contact", lambda row: contact_of(row[2]) if internal else None),
        title=words.text("plan.members_title"),
        notes=(None if internal else words.text("plan.no_names"),),
    )


# Part C


def _development(scene: _Scene) -> Iterator[Block | None]:
    words = scene.words
    for item in scene.owned:
        key = item.owner.value if isinstance(item.owner, calc.Bucket) else item.owner.id
        counts = _counts(words, item.goals, item.measures)
        blocks: list[Block] = [Paragraph(words.listed(counts), ParagraphRole.NOTE)] if counts else []
        blocks += _goals(scene, key, item.nodes)
        yield Section(key=f"group_{key}", title=scene.subject_name(item.owner), blocks=tuple(blocks))
    for key, table in (
        ("kinds", _kinds(scene)),
        ("capacities", _capacities(scene)),
        ("transformation", _transformation(scene)),
        ("indicators", _indicators(scene)),
    ):
        if table:
            yield section(words, "plan", key, table)


def _kinds(scene: _Scene) -> Block | None:
    """The number of measures of each kind."""
    words, measures = scene.words, scene.dossier.measures
    counts = calc.measures_by_kind(measures)
    return listing(
        scene,
        "kinds",
        [(kind, count) for kind, count in counts.items() if count and counts[None] < len(measures)],
        Col("measure_kind", lambda row: words.text(f"measure_kind.{row[0].value}" if row[0] else "plan.kind_unsorted")),
        Col("measures", lambda row: row[1], ColumnKind.COUNT, len(measures)),
        title=words.text("plan.kinds_title"),
    )


def _capacities(scene: _Scene) -> Block | None:
    """The capacity that measures in force are to bring or keep, with totals by unit."""
    dossier, words = scene.dossier, scene.words
    places = {measure.id: place for place, measure in enumerate(calc.measures_in_order(dossier))}
    planned = sorted(
        (capacity for capacity in calc.in_order(dossier.planned_capacities) if capacity.measure in places),
        key=lambda capacity: places[capacity.measure],
    )

    def territory(capacity: PlannedCapacity) -> str | None:
        if capacity.territory:
            return scene.name_of(Territory, capacity.territory)
        measure = dossier.get(Measure, capacity.measure)
        place = calc.territory_of(dossier, measure) if measure else None
        return place.name if isinstance(place, Territory) else None

    return listing(
        scene,
        "capacities",
        planned,
        Col("measure", lambda capacity: scene.title_of(Measure, capacity.measure)),
        Col("unit", lambda capacity: capacity.unit),
        Col("quantity", lambda capacity: capacity.quantity, ColumnKind.NUMBER),
        Col("service", lambda capacity: scene.name_of(Service, capacity.service)),
        Col("territory", territory),
        title=words.text("plan.capacities_title"),
        below=list(
            _capacity_rows(
                words,
                "table.total",
                [(total.unit, {"quantity": total.quantity}) for total in calc.planned_capacity_totals(planned)],
            )
        ),
    )


def _transformation(scene: _Scene) -> Block | None:
    """Services that others replace, with their capacity and totals by unit."""
    words, rows = scene.words, calc.replacement_capacities(scene.dossier)
    changes = calc.capacity_changes(scene.dossier)
    totals = [(change.unit, {"before": change.before, "after": change.after}) for change in changes]
    return listing(
        scene,
        "replacements",
        rows,
        Col("replaced", lambda row: scene.name_of(Service, row.replacement.replaced)),
        Col("replacing", lambda row: scene.name_of(Service, row.replacement.replacing)),
        Col("goal", lambda row: scene.title_of(Goal, row.replacement.goal)),
        Col("unit", lambda row: row.replacement.unit),
        Col("before", lambda row: row.before, ColumnKind.NUMBER),
        Col("after", lambda row: row.after, ColumnKind.NUMBER),
        Col("term", lambda row: known(row.replacement.term), ColumnKind.DATE),
        title=words.text("plan.replacements_title"),
        notes=(words.text("plan.capacity_differs") if any(row.contradicts for row in rows) else None,),
        row_key=lambda row: row.replacement.id,
        below=list(_capacity_rows(words, "plan.capacity", totals)),
    )


def _indicators(scene: _Scene) -> Block | None:
    """The indicators of the goals and measures in force."""
    dossier = scene.dossier
    known = [
        indicator
        for indicator in calc.indicators_in_order(dossier)
        if dossier.get(Goal, indicator.goal) or dossier.get(Measure, indicator.measure)
    ]
    return indicator_table(scene, known, scene.words.text("plan.indicators_title"))


def _capacity_rows(
    words: Wording, label: str, totals: Iterable[tuple[str, Mapping[str, calc.Sum[Decimal]]]]
) -> Iterator[Below]:
    """A row of totals for each unit, and a row of known parts where a total is unknown."""
    for unit, sums in totals:
        yield Below(words.text(label), {"unit": unit, **{key: amount.total for key, amount in sums.items()}})
        partly = {key: amount.known for key, amount in sums.items() if 0 < amount.unknown < amount.parts}
        if partly:
            yield Below(words.text("table.known"), {"unit": unit, **partly}, RowRole.DERIVED)


def _goals(scene: _Scene, owner: str, nodes: Sequence[calc.GoalNode]) -> tuple[Section, ...]:
    """Goals as sections, each inside its parent goal if that is the owner's too."""
    return nested(nodes, lambda node: node.depth, lambda node, inner: _goal(scene, owner, node, inner))


def _goal(scene: _Scene, owner: str, node: calc.GoalNode, inner: tuple[Section, ...]) -> Section:
    words, level = scene.words, calc.level_name(scene.dossier, node.depth)
    title = coded_title(node.goal)
    if level:
        name = level[:1].upper() + level[1:]
        key = "plan.goal" if node.goal.code else "plan.uncoded_goal"
        title = words.text(key, level=name, code=node.goal.code, title=node.goal.title)
    measures = _measures(scene, node, owner)
    blocks = (*rich_blocks(node.goal.text), *((measures,) if measures else ()), *inner)
    return Section(key=f"goal_{owner}_{node.goal.id}", title=title, blocks=blocks)


def _measures(scene: _Scene, node: calc.GoalNode, owner: str) -> Block | None:
    """The measures of a goal as a table; as a list where only their titles are known."""
    words = scene.words
    table = listing(
        scene,
        f"measures_of_{owner}_{node.goal.id}",
        node.measures,
        Col("code", lambda measure: measure.code, ColumnKind.CODE),
        Col("measure", lambda measure: _titled(measure, words)),
        Col("measure_kind", lambda measure: _kind(measure, words)),
        Col("responsible", lambda measure: measure.responsible),
        Col("term", lambda measure: known(measure.term), ColumnKind.DATE),
        Col("cost", lambda measure: measure.cost, ColumnKind.MONEY),
        title=words.text("plan.measures_title", goal=coded_title(node.goal)),
        captioned=False,
    )
    if table and {column.key for column in table.columns} <= {"measure", "measure_kind"}:
        kinds = (_kind(measure, words) for measure in node.measures)
        titles = (_titled(measure, words) for measure in node.measures)
        return Items(tuple(f"{title} ({kind})" if kind else title for title, kind in zip(titles, kinds, strict=True)))
    return table


def _kind(measure: Measure, words: Wording) -> str | None:
    return words.text(f"measure_kind.{measure.kind.value}") if measure.kind else None


def _titled(measure: Measure, words: Wording) -> str:
    """The title of a measure, with its text, target group and partners on further lines."""
    lines = [measure.title, measure.text]
    for key in ("target_group", "partners"):
        value = getattr(measure, key)
        lines.append(words.text(f"plan.{key}", text=value) if value else None)
    return "\n".join(line for line in lines if line)


@hookimpl
def register_reports() -> tuple[ReportKind, ...]:
    """Offer the plan."""
    return (ReportKind(name="plan", label="plan.name", build=build),)
