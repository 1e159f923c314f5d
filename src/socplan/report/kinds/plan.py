"""The plan as a document (střednědobý plán): its parts, who made it, its goals and measures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import attrs
from attrs import frozen

from socplan.calculations import (
    Bucket,
    GoalNode,
    bodies_in_order,
    capacity_changes,
    goals_in_order,
    group_of,
    in_force,
    in_order,
    known_day,
    level_name,
    measures_by_kind,
    measures_in_order,
    members_at,
    plan_period,
    planned_capacity_totals,
    structure_at,
    territory_of,
)
from socplan.hookspecs import hookimpl
from socplan.labels import Wording
from socplan.model import (
    Constituency,
    Dossier,
    Goal,
    Measure,
    Member,
    Part,
    PartRole,
    Person,
    Service,
    Territory,
    WorkingGroup,
)
from socplan.report.blocks import (
    Block,
    Cell,
    Column,
    ColumnKind,
    Items,
    NotApplicable,
    Paragraph,
    ParagraphRole,
    Report,
    Row,
    RowRole,
    Section,
    Table,
)
from socplan.report.kind import BuildContext, ReportKind
from socplan.report.shared import (
    ColumnSpec,
    assembled,
    coded_title,
    findings_section,
    known,
    nested,
    network_tables,
    paragraphs,
    seat_name,
    subject_name,
    table,
    title_facts,
)

__all__ = ["build", "register_reports"]

_NA = NotApplicable.NOT_APPLICABLE
_ROLES = (PartRole.INFORMATION, PartRole.ORGANISATION, PartRole.DEVELOPMENT, PartRole.NETWORK)


@frozen(kw_only=True)
class _Owned:
    """A group, or a common row, with the goals that it answers for or that hold measures of its own."""

    owner: WorkingGroup | Bucket
    #: Each goal with the measures that are this owner's.
    nodes: tuple[GoalNode, ...]
    #: How many of the goals are this owner's themselves.
    goals: int

    @property
    def measures(self) -> int:
        return sum(len(node.measures) for node in self.nodes)


def build(dossier: Dossier, context: BuildContext) -> Report:
    """Build the plan as last amended: in short, then its parts.

    A part that the plan does not name bears a general title.
    """
    words = context.words
    dossier = attrs.evolve(dossier, measures=in_force(dossier))
    facts = title_facts(dossier, words)
    owned = tuple(_owned(dossier))
    return assembled(
        "plan",
        context,
        title=dossier.plan.title,
        facts=facts,
        parts=(
            _summary(dossier, words, owned),
            *(_part(dossier, context, key, part, owned) for key, part in _parts(dossier, words)),
            findings_section(context, context.findings) if context.internal else None,
        ),
    )


def _owned(dossier: Dossier) -> Iterator[_Owned]:
    nodes: dict[WorkingGroup | Bucket, list[GoalNode]] = {}
    goals: dict[WorkingGroup | Bucket, int] = {}
    for node in goals_in_order(dossier):
        own = group_of(dossier, node.goal)
        goals[own] = goals.get(own, 0) + 1
        measures: dict[WorkingGroup | Bucket, list[Measure]] = {own: []}
        for measure in node.measures:
            measures.setdefault(group_of(dossier, measure), []).append(measure)
        for owner, belonging in measures.items():
            nodes.setdefault(owner, []).append(attrs.evolve(node, measures=tuple(belonging)))
    for owner in (*in_order(dossier.groups), *Bucket):
        if owner in nodes:
            yield _Owned(owner=owner, nodes=tuple(nodes[owner]), goals=goals.get(owner, 0))


def _parts(dossier: Dossier, words: Wording) -> Iterator[tuple[str, Part]]:
    """The parts as the plan names them, and those it does not name but has data for; each with its key."""
    for part in in_order(dossier.parts):
        yield f"part_{part.id}", part
    have = {part.role for part in dossier.parts}
    for role in _ROLES:
        if role not in have:
            title = words.text(f"plan.part.{role.value}")
            yield f"general_{role.value}", Part(id=role.value, title=title, role=role)


def _part(dossier: Dossier, context: BuildContext, key: str, part: Part, owned: tuple[_Owned, ...]) -> Section:
    words = context.words
    blocks: list[Block] = [*paragraphs(part.text)]
    match part.role:
        case PartRole.INFORMATION:
            blocks += _information(dossier, words)
        case PartRole.ORGANISATION:
            blocks += _organisation(dossier, context)
        case PartRole.DEVELOPMENT:
            blocks += _development(dossier, words, owned)
        case PartRole.NETWORK:
            blocks += network_tables(dossier, words, known_day(dossier))
        case PartRole.EVALUATION | PartRole.OTHER:
            pass
    if not blocks and part in dossier.parts:
        # The plan has this part; that its text is not here is to be said, not hidden.
        blocks = [Paragraph(words.text("plan.no_text"), ParagraphRole.NOTE)]
    title = words.text("plan.coded_part", code=part.code, title=part.title) if part.code else part.title
    return Section(key=key, title=title, blocks=tuple(blocks))


# In short


def _summary(dossier: Dossier, words: Wording, owned: tuple[_Owned, ...]) -> Section:
    plan = dossier.plan
    counts = []
    # Of what is not listed at all it is not said that there is none.
    if dossier.goals:
        counts.append(words.text("count.goals", n=len(dossier.goals)))
    if dossier.measures:
        counts.append(words.text("count.measures", n=len(dossier.measures)))
    period = plan_period(dossier)
    key = "plan.sentence_period" if known(period) else "plan.sentence"
    lead = words.text(key, counts=words.listed(counts), period=period) if counts else words.text("plan.nothing")
    blocks: list[Block] = [Paragraph(lead, ParagraphRole.LEAD)]
    if levels := _levels(dossier, words):
        blocks.append(Paragraph(levels))
    groups = sorted((item for item in owned if isinstance(item.owner, WorkingGroup)), key=lambda item: -item.measures)
    if len(groups) > 1 and groups[0].measures > groups[1].measures:
        name = subject_name(groups[0].owner, words)
        blocks.append(Paragraph(words.text("plan.largest", group=name, n=groups[0].measures)))
    if len(owned) > 1:
        blocks.append(_overview(dossier, words, owned))
    blocks += paragraphs(plan.note, ParagraphRole.NOTE)
    return Section(key="summary", title=words.text("plan.summary"), blocks=tuple(blocks))


def _levels(dossier: Dossier, words: Wording) -> str | None:
    """How much there is on each of the plan's own levels, where goals nest."""
    depths = [node.depth for node in goals_in_order(dossier)]
    if not depths or max(depths) == 1:
        return None
    named = [(level_name(dossier, depth), depths.count(depth)) for depth in range(1, max(depths) + 1)]
    if any(name is None for name, _ in named):
        return None
    return words.text("plan.levels", counts=", ".join(f"{name} {count}" for name, count in named))


def _overview(dossier: Dossier, words: Wording, owned: tuple[_Owned, ...]) -> Table:
    rows = [
        Row(
            (subject_name(item.owner, words), item.goals, item.measures),
            key=None if isinstance(item.owner, Bucket) else item.owner.id,
        )
        for item in owned
    ]
    rows.append(Row((words.text("table.total"), len(dossier.goals), len(dossier.measures)), RowRole.TOTAL))
    return Table(
        key="overview",
        title=words.text("plan.overview_title"),
        columns=(
            Column("group", words.text("column.group")),
            Column("goals", words.text("column.goals"), ColumnKind.COUNT),
            Column("measures", words.text("column.measures"), ColumnKind.COUNT),
        ),
        rows=tuple(rows),
    )


# Part A


def _information(dossier: Dossier, words: Wording) -> Iterator[Block]:
    if len(dossier.territories) > 1:
        yield Table(
            key="territories",
            title=words.text("plan.territories_title"),
            columns=(
                Column("territory", words.text("column.territory")),
                Column("part_of", words.text("column.part_of")),
            ),
            rows=tuple(
                Row((territory.name, _larger(dossier, territory)), key=territory.id)
                for territory in in_order(dossier.territories)
            ),
        )


def _larger(dossier: Dossier, territory: Territory) -> Cell:
    parent = dossier.get(Territory, territory.parent) if territory.parent else None
    return parent.name if parent else _NA


# Part B


def _organisation(dossier: Dossier, context: BuildContext) -> Iterator[Block]:
    words = context.words
    bodies = _bodies(dossier, words)
    if bodies.rows:
        yield bodies
    members = _members(dossier, context)
    if members:
        yield members


def _bodies(dossier: Dossier, words: Wording) -> Table:
    structure = structure_at(dossier, known_day(dossier))
    mandates = any(body.mandate for body in structure.bodies)
    columns = [Column(key, words.text(f"column.{key}")) for key in ("body", "kind", "parent")]
    if mandates:
        columns.append(Column("mandate", words.text("column.mandate")))
    rows = []
    for body, _ in bodies_in_order(dossier, structure):
        group = dossier.get(WorkingGroup, body.group)
        if group is not None:
            kind = words.text(f"group_kind.{group.kind.value}")
            above = structure.body(body.parent)
            name = f"{group.code} {body.name}" if group.code else body.name
            cells = (name, kind, above.name if above else _NA)
            rows.append(Row((*cells, body.mandate) if mandates else cells, key=group.id))
    return Table(
        key="groups",
        title=words.text("plan.groups_title"),
        columns=tuple(columns),
        rows=tuple(rows),
        notes=(words.text("plan.no_parent"),),
    )


def _members(dossier: Dossier, context: BuildContext) -> Table | None:
    """Who sits where on the day that the dossier speaks of."""
    words, day = context.words, known_day(dossier)
    rows = []
    for body, _ in bodies_in_order(dossier, structure_at(dossier, day)):
        group = dossier.get(WorkingGroup, body.group)
        for member in members_at(dossier, body.group, day):
            cells: tuple[Cell, ...] = (
                f"{group.code} {body.name}" if group and group.code else body.name,
                seat_name(member, words),
                member.organisation or member.sector,
                _constituency(member.constituency, words),
                known(member.validity),
            )
            rows.append(Row((*cells, *(_person(dossier, member) if context.internal else ()))))
    columns: list[ColumnSpec] = ["group", "function", "organisation", "constituency"]
    columns.append(("term", ColumnKind.DATE))
    if context.internal:
        columns += ["person", "contact"]
    notes = () if context.internal else (words.text("plan.no_names"),)
    return table(words, "members", words.text("plan.members_title"), columns, rows, notes=notes)


def _constituency(constituency: Constituency | None, words: Wording) -> str | None:
    return None if constituency is None else words.text(f"constituency.{constituency.value}")


def _person(dossier: Dossier, member: Member) -> tuple[str | None, str | None]:
    person = dossier.get(Person, member.person) if member.person else None
    if person is None:
        return None, None
    return person.name, "\n".join(filter(None, (person.email, person.phone))) or None


# Part C


def _development(dossier: Dossier, words: Wording, owned: tuple[_Owned, ...]) -> Iterator[Block]:
    for item in owned:
        key = item.owner.value if isinstance(item.owner, Bucket) else item.owner.id
        counts = []
        if item.goals:
            counts.append(words.text("count.goals", n=item.goals))
        if item.measures:
            counts.append(words.text("count.measures", n=item.measures))
        blocks: list[Block] = [Paragraph(words.listed(counts), ParagraphRole.NOTE)] if counts else []
        blocks += _goals(dossier, words, key, item.nodes)
        yield Section(key=f"group_{key}", title=subject_name(item.owner, words), blocks=tuple(blocks))
    yield from _kinds(dossier, words)
    yield from _capacities(dossier, words)
    yield from _transformation(dossier, words)


def _kinds(dossier: Dossier, words: Wording) -> Iterator[Block]:
    """How many measures keep services, develop them, set up new ones."""
    counts = measures_by_kind(dossier.measures)
    if counts[None] == len(dossier.measures):
        return
    rows = [
        Row((words.text(f"measure_kind.{kind.value}" if kind else "plan.kind_unsorted"), count))
        for kind, count in counts.items()
        if count
    ]
    rows.append(Row((words.text("table.total"), len(dossier.measures)), RowRole.TOTAL))
    columns: tuple[ColumnSpec, ...] = ("measure_kind", ("measures", ColumnKind.COUNT))
    found = table(words, "kinds", words.text("plan.kinds_title"), columns, rows)
    if found:
        yield Section(key="kinds", title=words.text("plan.kinds"), blocks=(found,))


def _capacities(dossier: Dossier, words: Wording) -> Iterator[Block]:
    """The capacity that measures in force are to bring or keep; units are never added to each other."""
    places = {measure.id: place for place, measure in enumerate(measures_in_order(dossier))}
    planned = sorted(
        (one for one in in_order(dossier.planned_capacities) if one.measure in places),
        key=lambda one: places[one.measure],
    )
    rows = []
    for one in planned:
        measure = dossier.get(Measure, one.measure)
        service = dossier.get(Service, one.service) if one.service else None
        where = dossier.get(Territory, one.territory) if one.territory else measure and territory_of(dossier, measure)
        cells = (coded_title(measure) if measure else None, one.unit, one.quantity, service.name if service else None)
        rows.append(Row((*cells, where.name if isinstance(where, Territory) else None), key=one.id))
    rows += [
        Row((words.text("table.total"), one.unit, one.quantity.total, _NA, _NA), RowRole.TOTAL)
        for one in planned_capacity_totals(planned)
    ]
    columns: tuple[ColumnSpec, ...] = ("measure", "unit", ("quantity", ColumnKind.NUMBER), "service", "territory")
    found = table(words, "capacities", words.text("plan.capacities_title"), columns, rows)
    if found:
        yield Section(key="capacities", title=words.text("plan.capacities"), blocks=(found,))


def _transformation(dossier: Dossier, words: Wording) -> Iterator[Block]:
    """Services that give way to others, with their capacity; units are never added to each other."""
    rows = []
    for one in in_order(dossier.replacements):
        replaced = dossier.get(Service, one.replaced)
        replacing = dossier.get(Service, one.replacing) if one.replacing else None
        goal = dossier.get(Goal, one.goal) if one.goal else None
        rows.append(
            Row(
                (
                    replaced.name if replaced else None,
                    replacing.name if replacing else None,
                    coded_title(goal) if goal else None,
                    one.unit,
                    one.before,
                    one.after,
                    known(one.term),
                ),
                key=one.id,
            )
        )
    rows += [
        Row((words.text("plan.capacity"), _NA, _NA, total.unit, total.before, total.after, _NA), RowRole.TOTAL)
        for total in capacity_changes(dossier.replacements)
    ]
    number = ColumnKind.NUMBER
    columns = (
        "replaced",
        "replacing",
        "goal",
        "unit",
        ("before", number),
        ("after", number),
        ("term", ColumnKind.DATE),
    )
    found = table(words, "replacements", words.text("plan.replacements_title"), columns, rows)
    if found:
        yield Section(key="transformation", title=words.text("plan.transformation"), blocks=(found,))


def _goals(dossier: Dossier, words: Wording, owner: str, nodes: Sequence[GoalNode]) -> Iterator[Section]:
    """Goals as sections, each within that of the goal above it, where that is the owner's too."""
    return nested(nodes, lambda node: node.depth, lambda node, inner: _goal(dossier, words, owner, node, inner))


def _goal(dossier: Dossier, words: Wording, owner: str, node: GoalNode, inner: tuple[Section, ...]) -> Section:
    level = level_name(dossier, node.depth)
    title = coded_title(node.goal)
    if level:
        name = level[:1].upper() + level[1:]
        key = "plan.goal" if node.goal.code else "plan.uncoded_goal"
        title = words.text(key, level=name, code=node.goal.code, title=node.goal.title)
    blocks: list[Block] = [*paragraphs(node.goal.text)]
    if node.measures:
        blocks.append(_measures(node, owner, words))
    return Section(key=f"goal_{owner}_{node.goal.id}", title=title, blocks=(*blocks, *inner))


def _measures(node: GoalNode, owner: str, words: Wording) -> Block:
    """Measures with all that is known of them; a plain list where that is their titles alone."""
    columns: list[tuple[Column, list[Any]]] = [
        (Column("code", words.text("column.code"), ColumnKind.CODE), [measure.code for measure in node.measures]),
        (Column("measure", words.text("column.measure")), [_titled(measure, words) for measure in node.measures]),
        (Column("responsible", words.text("column.responsible")), [measure.responsible for measure in node.measures]),
        (
            Column("term", words.text("column.term"), ColumnKind.DATE),
            [known(measure.term) for measure in node.measures],
        ),
        (
            Column("cost", words.text("column.cost"), ColumnKind.MONEY, words.text("unit.czk")),
            [measure.cost for measure in node.measures],
        ),
    ]
    filled = [(column, cells) for column, cells in columns if any(cell is not None for cell in cells)]
    if [column.key for column, _ in filled] == ["measure"]:
        return Items(tuple(_titled(measure, words) for measure in node.measures))
    return Table(
        key=f"measures_of_{owner}_{node.goal.id}",
        title=words.text("plan.measures_title", goal=coded_title(node.goal)),
        columns=tuple(column for column, _ in filled),
        rows=tuple(
            Row(tuple(cells[place] for _, cells in filled), key=measure.id)
            for place, measure in enumerate(node.measures)
        ),
        captioned=False,
    )


def _titled(measure: Measure, words: Wording) -> str:
    """The measure, and in lines below it what too few measures have for a column of its own."""
    lines = [measure.title, measure.text]
    for key in ("target_group", "partners"):
        value = getattr(measure, key)
        lines.append(words.text(f"plan.{key}", text=value) if value else None)
    return "\n".join(line for line in lines if line)


@hookimpl
def register_reports() -> tuple[ReportKind, ...]:
    """Offer the plan."""
    return (ReportKind(name="plan", label="plan.name", build=build),)
