"""What every report kind does alike: the title block, parts that may be empty, what the checks found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final, TypeVar

import attrs
from attrs import frozen

from socplan.calculations import (
    Bucket,
    ResolutionState,
    Subject,
    approval_chain,
    network_at,
    network_totals,
    plan_period,
    resolution_state,
)
from socplan.checks import Finding, sentence
from socplan.labels import Wording
from socplan.model import (
    Approval,
    Dossier,
    Goal,
    Measure,
    Member,
    OtherGoal,
    Period,
    Resolution,
    Service,
    Territory,
    WorkingGroup,
)
from socplan.report.blocks import (
    Block,
    Cell,
    Column,
    ColumnKind,
    Fact,
    Items,
    NotApplicable,
    Paragraph,
    ParagraphRole,
    Percent,
    Report,
    Row,
    RowRole,
    Section,
    Table,
)
from socplan.report.kind import BuildContext

__all__ = [
    "ColumnSpec",
    "Scene",
    "assembled",
    "coded_title",
    "dated_facts",
    "draft_resolution",
    "findings_section",
    "group_name",
    "known",
    "nested",
    "network_tables",
    "numbered",
    "one_line_list",
    "paragraphs",
    "resolution_state_text",
    "resolution_table",
    "rounded",
    "seat_name",
    "section",
    "share",
    "subject_name",
    "table",
    "title_facts",
    "total_row",
    "without_zeros",
]

T = TypeVar("T")
_NA: Final = NotApplicable.NOT_APPLICABLE

#: The words that any exporter may need, under the keys that stand after ``word.`` in the labels.
_WORDS: Final = (
    "unknown",
    "not_applicable",
    "yes",
    "no",
    "open",
    "contents",
    "page",
    "of",
    "warning",
)


@frozen(kw_only=True)
class Scene:
    """What the functions of a builder share; a builder adds what it speaks of."""

    dossier: Dossier
    context: BuildContext

    @property
    def words(self) -> Wording:
        """The words of the document's language."""
        return self.context.words


def assembled(
    kind: str,
    context: BuildContext,
    *,
    title: str,
    parts: Iterable[Section | None],
    subtitle: str | None = None,
    facts: Iterable[Fact] = (),
) -> Report:
    """A report of its parts; those that are ``None`` or without blocks are left out.

    In the internal version an empty part stays and says in one line that there are no data for it.
    """
    kept = []
    for part in parts:
        if part is not None and part.blocks:
            kept.append(part)
        elif part is not None and context.internal:
            nothing = Paragraph(context.words.text("report.no_data"), ParagraphRole.NOTE)
            kept.append(Section(key=part.key, title=part.title, blocks=(nothing,)))
    return Report(
        kind=kind,
        locale=context.words.locale,
        audience=context.audience,
        title=title,
        subtitle=subtitle,
        facts=tuple(facts),
        parts=tuple(kept),
        words={word: context.words.text(f"word.{word}") for word in _WORDS},
    )


def title_facts(dossier: Dossier, words: Wording) -> tuple[Fact, ...]:
    """The title block of a plan: authority, territory, period, approval, state, source; what is unknown is left out."""
    plan = dossier.plan
    territory = dossier.get(Territory, plan.territory) if plan.territory else None
    period = plan_period(dossier)
    facts = (
        Fact("authority", words.text("fact.authority"), plan.authority),
        Fact("territory", words.text("fact.territory"), territory.name if territory else None),
        Fact("period", words.text("fact.period"), known(period)),
        Fact("approved_by", words.text("fact.approved_by"), plan.approved_by),
        Fact("approved", words.text("fact.approved"), plan.approved),
        Fact("prepared", words.text("fact.prepared"), plan.prepared),
        Fact("source", words.text("fact.source"), plan.source),
    )
    return tuple(fact for fact in facts if fact.value is not None)


def dated_facts(dossier: Dossier, words: Wording, day: date | None) -> tuple[Fact, ...]:
    """The title block of a report that speaks of a day."""
    kept = [fact for fact in title_facts(dossier, words) if fact.key in {"authority", "territory", "period", "source"}]
    return (Fact("day", words.text("fact.day"), day), *kept) if day else tuple(kept)


def numbered(code: str | None, name: str) -> str:
    """A name under its number: „2. Struktury“, however the number is printed."""
    return f"{code.rstrip('.')}. {name}" if code else name


def coded_title(item: Goal | Measure | OtherGoal) -> str:
    """The code as printed and the title; the title alone where there is no code."""
    return f"{item.code} {item.title}" if item.code else item.title


def subject_name(subject: Subject, words: Wording) -> str:
    """What a row of counts is called: the group under its code, the goal, the territory, or the common row."""
    if isinstance(subject, Bucket):
        return words.text(f"bucket.{subject.value}")
    if isinstance(subject, Goal):
        return coded_title(subject)
    code = subject.code if not isinstance(subject, Territory) else None
    return f"{code} {subject.name}" if code else subject.name


def group_name(dossier: Dossier, group: str | None, words: Wording) -> str | None:
    """The name of a group under its code; ``None`` where there is no such group."""
    found = dossier.get(WorkingGroup, group) if group else None
    return subject_name(found, words) if found else None


def seat_name(member: Member, words: Wording) -> str:
    """What a member does in the group; a substitute, a vacant seat, somebody only proposed are said to be that."""
    function = words.text(f"function.{member.function.value}")
    if member.substitute_for is not None:
        function = words.text("organisation.substitute", function=function)
    if member.approval is Approval.PENDING:
        function = words.text("organisation.proposed_seat", function=function)
    return words.text("organisation.vacant_seat", function=function) if member.vacant else function


def known(period: Period) -> Period | None:
    """A period of which at least one end is known."""
    return None if period == Period() else period


def paragraphs(text: str | None, role: ParagraphRole = ParagraphRole.TEXT) -> tuple[Paragraph, ...]:
    """A text of the dossier as paragraphs; they are parted by an empty line."""
    return tuple(Paragraph(part, role) for part in (text or "").split("\n\n") if part.strip())


def one_line_list(text: str | None) -> Items | None:
    """A text of the dossier that says one thing a line, as a list."""
    lines = tuple(line.strip() for line in (text or "").split("\n") if line.strip())
    return Items(lines) if lines else None


def share(exact: Fraction | None) -> Percent | None:
    """A share in whole percents, half up; unknown stays unknown."""
    if exact is None:
        return None
    return Percent(rounded(100 * exact, 0), exact)


def rounded(exact: Fraction, places: int = 2) -> Decimal:
    """A number with so many decimal places, half away from zero."""
    whole = int(abs(exact) * 10**places + Fraction(1, 2))
    # Of its digits, and not by arithmetic, which would round a long number once more.
    return Decimal((int(exact < 0 < whole), tuple(map(int, str(whole))), -places))


# Blocks


def nested(
    items: Sequence[T], depth: Callable[[T], int], made: Callable[[T, tuple[Section, ...]], Section]
) -> Iterator[Section]:
    """Items of a tree, in its order, as sections, each made with the sections of those below it."""
    place = 0
    while place < len(items):
        end = place + 1
        while end < len(items) and depth(items[end]) > depth(items[place]):
            end += 1
        yield made(items[place], tuple(nested(items[place + 1 : end], depth, made)))
        place = end


ColumnSpec = str | tuple[str, ColumnKind] | Column
"""A column of a table: its key, whose label is ``column.KEY``; a key and a kind; or the column itself."""


def section(words: Wording, kind: str, key: str, *blocks: Block | None) -> Section:
    """A part of a report of a kind, titled by the label ``KIND.KEY``, of the blocks that there are."""
    return Section(key=key, title=words.text(f"{kind}.{key}"), blocks=tuple(block for block in blocks if block))


def table(
    words: Wording,
    key: str,
    title: str,
    columns: Sequence[ColumnSpec],
    rows: Iterable[Row],
    *,
    notes: Iterable[str | None] = (),
) -> Table | None:
    """A table without the columns of which nothing is known; ``None`` where it has no rows.

    Args:
        words: gives every column its label, ``column.KEY``.
        key: the key of the table.
        title: what it answers.
        columns: a specification each.
        rows: with a cell for every column.
        notes: what stands under it; ``None`` is left out.
    """
    listed = list(rows)
    if not listed:
        return None
    filled = [
        place
        for place in range(len(columns))
        if place == 0 or any(row.cells[place] not in {None, NotApplicable.NOT_APPLICABLE} for row in listed)
    ]
    return Table(
        key=key,
        title=title,
        columns=tuple(_column(words, columns[place]) for place in filled),
        rows=tuple(Row(tuple(row.cells[place] for place in filled), row.role, row.key, row.above) for row in listed),
        notes=tuple(note for note in notes if note),
    )


def without_zeros(full: Table, *keys: str) -> Table:
    """The table without those of the named columns in which nothing was counted."""
    kept = [
        place
        for place, column in enumerate(full.columns)
        if column.key not in keys or any(row.cells[place] for row in full.rows)
    ]
    return attrs.evolve(
        full,
        columns=tuple(full.columns[place] for place in kept),
        rows=tuple(attrs.evolve(row, cells=tuple(row.cells[place] for place in kept)) for row in full.rows),
    )


def _column(words: Wording, given: ColumnSpec) -> Column:
    if isinstance(given, Column):
        return given
    key, kind = (given, ColumnKind.TEXT) if isinstance(given, str) else given
    unit = words.text("unit.czk") if kind is ColumnKind.MONEY else None
    return Column(key, words.text(f"column.{key}"), kind, unit)


def resolution_table(
    dossier: Dossier,
    words: Wording,
    resolutions: Iterable[Resolution],
    key: str,
    title: str,
    day: date | None = None,
) -> Table | None:
    """Resolutions with who decided what by a day, and under which number; what they rest on stands above them."""
    ordered: list[Resolution] = []
    for resolution in resolutions:
        ordered += (one for one in approval_chain(dossier, resolution) if one not in ordered)
    rows = [
        Row(
            (
                _NA if resolution_state(resolution, day) is ResolutionState.OPEN else resolution.date,
                group_name(dossier, resolution.body, words),
                " ".join(filter(None, (resolution.number, resolution.point))) or None,
                words.text(f"act.{resolution.act.value}"),
                resolution.text,
                resolution_state_text(resolution, words, day),
            ),
            key=resolution.id,
        )
        for resolution in ordered
    ]
    columns = (("date", ColumnKind.DATE), "body", "number", "act", "decided", "state")
    return table(words, key, title, columns, rows)


def total_row(words: Wording, cells: Sequence[Cell], *, whole: bool) -> Row:
    """A row of sums; where they leave something out that nobody stated, it says so and is no total."""
    if whole:
        return Row((words.text("table.total"), *cells), RowRole.TOTAL)
    return Row((words.text("table.stated_total"), *cells), RowRole.DERIVED)


def network_tables(dossier: Dossier, words: Wording, day: date | None) -> Iterator[Table]:
    """What is in each network on a day, to what extent; extents are added unit by unit."""
    for place, (name, entries) in enumerate(network_at(dossier, day).items(), start=1):
        rows = []
        for entry in entries:
            service = dossier.get(Service, entry.service)
            resolution = dossier.get(Resolution, entry.resolution) if entry.resolution else None
            cells = (service.name if service else None, entry.unit, entry.extent, known(entry.validity))
            rows.append(Row((*cells, resolution.number if resolution else None), key=entry.service))
        unstated = len({entry.service for entry in entries if entry.unit is None})
        cells_of = ((one.unit, one.quantity.total, _NA, _NA) for one in network_totals(entries))
        rows += [total_row(words, cells, whole=not unstated) for cells in cells_of]
        columns: tuple[ColumnSpec, ...] = (
            "service",
            "unit",
            ("extent", ColumnKind.NUMBER),
            ("term", ColumnKind.DATE),
            "resolution",
        )
        note = words.text("network.no_extent", n=unstated) if unstated else None
        title = words.text("network.title", network=name)
        found = table(words, f"network_{place}", title, columns, rows, notes=(note,))
        if found:
            yield found


def resolution_state_text(resolution: Resolution, words: Wording, day: date | None = None) -> str:
    """How far a resolution is on a day; of an open one also since when it lies before the body."""
    state = resolution_state(resolution, day)
    if state is ResolutionState.OPEN and resolution.submitted and not (day and resolution.submitted.first_day > day):
        return words.text("resolution_state.submitted", date=resolution.submitted)
    return words.text(f"resolution_state.{state.value}")


def draft_resolution(words: Wording, body: str | None, key: str, **values: object) -> Section | None:
    """What a body that approves the document may decide, worded by the label ``KEY``; ``None`` without a body."""
    if body is None:
        return None
    text = words.text(key, body=body, **values)
    return Section(key="resolution", title=words.text("report.resolution"), blocks=(Paragraph(text),))


def findings_section(
    context: BuildContext, findings: Iterable[Finding], key: str = "findings", title: str = "report.findings"
) -> Section:
    """What the checks found, in the language of the document; places stand in the internal version alone.

    Where they found nothing, the internal version says so, and for the public there is nothing to say.

    Args:
        context: gives the words and the audience.
        findings: what is to be told.
        key: the key of the part.
        title: the key of the label that it is titled by.
    """

    def worded(found: Finding) -> str:
        said = sentence(found, context.words)
        return f"{said} ({found.place}, {found.code})" if context.internal else said

    said = tuple(dict.fromkeys(map(worded, findings)))
    blocks: tuple[Block, ...] = (Items(said),) if said else ()
    if not said and context.internal:
        blocks = (Paragraph(context.words.text("report.nothing_found"), ParagraphRole.NOTE),)
    return Section(key=key, title=context.words.text(title), blocks=blocks)
