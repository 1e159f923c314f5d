"""The plan as a document (střednědobý plán): its parts, who made it, its goals and measures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import attrs
from attrs import frozen

from socplan.calculations import Bucket, GoalNode, goals_in_order, group_of, in_order, level_name
from socplan.hookspecs import hookimpl
from socplan.labels import Wording
from socplan.model import (
    Constituency,
    Dossier,
    Measure,
    Member,
    Part,
    PartRole,
    Period,
    Person,
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
from socplan.report.shared import assembled, coded_title, findings_section, subject_name, title_facts

__all__ = ["build", "register_reports"]

_NA = NotApplicable.NOT_APPLICABLE
_ROLES = (PartRole.INFORMATION, PartRole.ORGANISATION, PartRole.DEVELOPMENT)


@frozen(kw_only=True)
class _Owned:
    """A group, or a common row, with the goals that it answers for."""

    owner: WorkingGroup | Bucket
    nodes: tuple[GoalNode, ...]

    @property
    def measures(self) -> int:
        return sum(len(node.measures) for node in self.nodes)


def build(dossier: Dossier, context: BuildContext) -> Report:
    """Build the plan: in short, then its parts; a part that the plan does not name bears a general title."""
    words = context.words
    facts = title_facts(dossier, words)
    owned = tuple(_owned(dossier))
    return assembled(
        "plan",
        context,
        title=dossier.plan.title,
        facts=facts,
        parts=(
            _summary(dossier, words, owned),
            *(_part(dossier, context, part, owned) for part in _parts(dossier, words)),
            findings_section(context, context.findings) if context.internal else None,
        ),
    )


def _owned(dossier: Dossier) -> Iterator[_Owned]:
    nodes: dict[WorkingGroup | Bucket, list[GoalNode]] = {}
    for node in goals_in_order(dossier):
        nodes.setdefault(group_of(dossier, node.goal), []).append(node)
    for owner in (*in_order(dossier.groups), *Bucket):
        if owner in nodes:
            yield _Owned(owner=owner, nodes=tuple(nodes[owner]))


def _parts(dossier: Dossier, words: Wording) -> Sequence[Part]:
    """The parts as the plan names them, and those it does not name but has data for."""
    named = in_order(dossier.parts)
    have = {part.role for part in named}
    general = [
        Part(id=f"general-{role.value}", title=words.text(f"plan.part.{role.value}"), role=role)
        for role in _ROLES
        if role not in have
    ]
    return (*named, *general)


def _part(dossier: Dossier, context: BuildContext, part: Part, owned: tuple[_Owned, ...]) -> Section:
    words = context.words
    blocks: list[Block] = [*_paragraphs(part.text)]
    match part.role:
        case PartRole.INFORMATION:
            blocks += _information(dossier, words)
        case PartRole.ORGANISATION:
            blocks += _organisation(dossier, context)
        case PartRole.DEVELOPMENT:
            blocks += _development(dossier, words, owned)
        case PartRole.OTHER:
            pass
    if not blocks and part in dossier.parts:
        # The plan has this part; that its text is not here is to be said, not hidden.
        blocks = [Paragraph(words.text("plan.no_text"), ParagraphRole.NOTE)]
    title = words.text("plan.coded_part", code=part.code, title=part.title) if part.code else part.title
    return Section(key=f"part_{part.id}", title=title, blocks=tuple(blocks))


def _paragraphs(text: str | None) -> Iterator[Paragraph]:
    for paragraph in (text or "").split("\n\n"):
        if paragraph.strip():
            yield Paragraph(paragraph)


# In short


def _summary(dossier: Dossier, words: Wording, owned: tuple[_Owned, ...]) -> Section:
    plan = dossier.plan
    counts = words.listed(
        [words.text("count.goals", n=len(dossier.goals)), words.text("count.measures", n=len(dossier.measures))]
    )
    key = "plan.sentence_period" if plan.period != Period() else "plan.sentence"
    blocks: list[Block] = [Paragraph(words.text(key, counts=counts, period=plan.period), ParagraphRole.LEAD)]
    largest = max(owned, key=lambda item: item.measures, default=None)
    if largest is not None and len(owned) > 1:
        name = subject_name(largest.owner, words)
        blocks.append(Paragraph(words.text("plan.largest", group=name, n=largest.measures)))
        blocks.append(_overview(dossier, words, owned))
    return Section(key="summary", title=words.text("plan.summary"), blocks=tuple(blocks))


def _overview(dossier: Dossier, words: Wording, owned: tuple[_Owned, ...]) -> Table:
    rows = [
        Row(
            (subject_name(item.owner, words), len(item.nodes), item.measures),
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
                Row((territory.name, _parent_name(dossier, territory)), key=territory.id)
                for territory in in_order(dossier.territories)
            ),
        )


def _parent_name(dossier: Dossier, item: Territory | WorkingGroup) -> Cell:
    parent = dossier.get(type(item), item.parent) if item.parent else None
    return parent.name if parent else _NA


# Part B


def _organisation(dossier: Dossier, context: BuildContext) -> Iterator[Block]:
    words = context.words
    if dossier.groups:
        yield _bodies(dossier, words)
    if dossier.members:
        yield _members(dossier, context)


def _bodies(dossier: Dossier, words: Wording) -> Table:
    return Table(
        key="groups",
        title=words.text("plan.groups_title"),
        columns=(
            Column("group", words.text("column.body")),
            Column("kind", words.text("column.kind")),
            Column("parent", words.text("column.parent")),
        ),
        rows=tuple(
            Row(
                (
                    subject_name(group, words),
                    words.text(f"group_kind.{group.kind.value}"),
                    _parent_name(dossier, group),
                ),
                key=group.id,
            )
            for group in in_order(dossier.groups)
        ),
        notes=(words.text("plan.no_parent"),),
    )


def _members(dossier: Dossier, context: BuildContext) -> Table:
    words = context.words
    places = {group.id: place for place, group in enumerate(in_order(dossier.groups))}
    members = sorted(in_order(dossier.members), key=lambda member: places.get(member.group, len(places)))
    rows = []
    for member in members:
        group = dossier.get(WorkingGroup, member.group)
        cells: tuple[Cell, ...] = (
            subject_name(group, words) if group else None,
            words.text(f"function.{member.function.value}"),
            member.organisation,
            _constituency(member.constituency, words),
            member.validity if member.validity != Period() else None,
        )
        rows.append(Row((*cells, *(_person(dossier, member) if context.internal else ()))))
    columns = [
        Column(key, words.text(f"column.{key}")) for key in ("group", "function", "organisation", "constituency")
    ]
    columns.append(Column("term", words.text("column.term"), ColumnKind.DATE))
    if context.internal:
        columns += [Column("person", words.text("column.person")), Column("contact", words.text("column.contact"))]
    return Table(
        key="members",
        title=words.text("plan.members_title"),
        columns=tuple(columns),
        rows=tuple(rows),
        notes=() if context.internal else (words.text("plan.no_names"),),
    )


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
        counts = words.listed(
            [words.text("count.goals", n=len(item.nodes)), words.text("count.measures", n=item.measures)]
        )
        yield Section(
            key=f"group_{key}",
            title=subject_name(item.owner, words),
            blocks=(Paragraph(counts, ParagraphRole.NOTE), *(_goal(dossier, words, node) for node in item.nodes)),
        )


def _goal(dossier: Dossier, words: Wording, node: GoalNode) -> Section:
    level = level_name(dossier, node.depth)
    title = coded_title(node.goal)
    if level and node.goal.code:
        title = words.text("plan.goal", level=level[:1].upper() + level[1:], code=node.goal.code, title=node.goal.title)
    blocks: list[Block] = [*_paragraphs(node.goal.text)]
    if node.measures:
        blocks.append(_measures(node, words))
    return Section(key=f"goal_{node.goal.id}", title=title, blocks=tuple(blocks))


def _measures(node: GoalNode, words: Wording) -> Block:
    """Measures with all that is known of them; a plain list where that is their titles alone."""
    columns: list[tuple[Column, list[Any]]] = [
        (Column("code", words.text("column.code"), ColumnKind.CODE), [measure.code for measure in node.measures]),
        (Column("measure", words.text("column.measure")), [_titled(measure) for measure in node.measures]),
        (
            Column("target_group", words.text("column.target_group")),
            [measure.target_group for measure in node.measures],
        ),
        (Column("responsible", words.text("column.responsible")), [measure.responsible for measure in node.measures]),
        (Column("partners", words.text("column.partners")), [measure.partners for measure in node.measures]),
        (
            Column("term", words.text("column.term"), ColumnKind.DATE),
            [_known(measure.term) for measure in node.measures],
        ),
        (
            Column("cost", words.text("column.cost"), ColumnKind.MONEY, words.text("unit.czk")),
            [measure.cost for measure in node.measures],
        ),
    ]
    filled = [(column, cells) for column, cells in columns if any(cell is not None for cell in cells)]
    if [column.key for column, _ in filled] == ["measure"]:
        return Items(tuple(_titled(measure) for measure in node.measures))
    return Table(
        key=f"measures_of_{node.goal.id}",
        title=words.text("plan.measures_title", goal=coded_title(node.goal)),
        columns=tuple(column for column, _ in filled),
        rows=tuple(
            Row(tuple(cells[place] for _, cells in filled), key=measure.id)
            for place, measure in enumerate(node.measures)
        ),
        captioned=False,
    )


def _titled(measure: Measure) -> str:
    return f"{measure.title}\n{measure.text}" if measure.text else measure.title


def _known(period: Period) -> Period | None:
    return None if attrs.astuple(period) == (None, None) else period


@hookimpl
def register_reports() -> tuple[ReportKind, ...]:
    """Offer the plan."""
    return (ReportKind(name="plan", label="plan.name", build=build),)
