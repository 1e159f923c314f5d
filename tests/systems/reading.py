"""What a report says, in plain values: names, numbers and dates without their marks and no-break spaces."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, TypeVar

import attrs

from socplan import Dossier, PartialDate, Period, Report, build_report, check
from socplan.model import Record
from socplan.report import (
    Block,
    Figure,
    Items,
    Paragraph,
    ParagraphRole,
    Percent,
    Picture,
    ResolutionText,
    Section,
    Signatures,
    StatusMark,
    Table,
    blocks_of,
)
from socplan.testing import sample_dossier

R = TypeVar("R", bound=Record)


@cache
def report_of(kind: str, example: str, **options: Any) -> Report:
    """The report on a shipped dossier, built once."""
    return build_report(kind, sample_dossier(example), **options)


def plain(cell: Any) -> Any:
    if isinstance(cell, str):
        return cell.replace("\N{NO-BREAK SPACE}", " ")
    if isinstance(cell, StatusMark):
        return plain(cell.label)
    return cell.value if isinstance(cell, Percent) else cell


def _sections(report: Report) -> Iterator[Section]:
    for part in report.parts:
        yield part
        yield from (block for block in blocks_of(part) if isinstance(block, Section))


def _tables(report: Report) -> Iterator[Table]:
    for part in report.parts:
        for block in blocks_of(part):
            if isinstance(block, Figure):
                yield block.table
            elif isinstance(block, Table):
                yield block


def _table(report: Report, key: str) -> Table:
    (found,) = [one for one in _tables(report) if one.key == key]
    return found


def rows(report: Report, key: str) -> list[dict[str, Any]]:
    """The rows of a table; a column of which nothing is known is not in them."""
    found = _table(report, key)
    return [
        {column.key: plain(cell) for column, cell in zip(found.columns, row.cells, strict=True)} for row in found.rows
    ]


def row(report: Report, key: str, record: str) -> dict[str, Any]:
    """The row of a table that tells of a record."""
    (found,) = [
        cells for cells, one in zip(rows(report, key), _table(report, key).rows, strict=True) if one.key == record
    ]
    return found


def promise(report: Report, deliverable: str) -> dict[str, Any]:
    """What the report on activities says of a promised quantity, under whichever activity."""
    (found,) = [
        row(report, one.key, deliverable)
        for one in _tables(report)
        if one.key == "deliverables" and deliverable in {told.key for told in one.rows}
    ]
    return found


def column(report: Report, key: str, name: str) -> list[Any]:
    return [cells.get(name) for cells in rows(report, key)]


def card(report: Report, project: str) -> dict[str | None, Any]:
    """What the card of a project says, thing by thing."""
    return {one.key: plain(one.cells[1]) for one in _table(report, f"project_{project}").rows}


def chart(report: Report) -> dict[str | None, str | None]:
    """The bodies of the organisation chart, each with the one above it."""
    return {one.key: one.above for one in _table(report, "chart").rows}


def marks(report: Report, key: str) -> dict[str | None, str]:
    """What role each row of a table plays."""
    return {one.key: one.role.value for one in _table(report, key).rows}


def keys(report: Report) -> set[str]:
    """The keys of all sections and tables."""
    return {one.key for one in _sections(report)} | {one.key for one in _tables(report)}


def items(report: Report, key: str) -> list[str]:
    """The items of the lists in a section."""
    (found,) = [one for one in _sections(report) if one.key == key]
    return [plain(item) for block in blocks_of(found) if isinstance(block, Items) for item in block.items]


def labels(report: Report, key: str) -> list[str]:
    """The labels of the lists in a section."""
    (found,) = [one for one in _sections(report) if one.key == key]
    blocks = (block for block in blocks_of(found) if isinstance(block, Paragraph))
    return [plain(block.text) for block in blocks if block.role is ParagraphRole.LABEL]


def _spoken(cell: Any) -> str:
    """A text, a date or a period as text; nothing of anything else."""
    if isinstance(cell, Period):
        return " – ".join(str(edge) for edge in (cell.start, cell.end) if edge)
    return str(cell) if isinstance(cell, (str, PartialDate)) else ""


def _told(block: Block) -> Iterator[str]:
    if isinstance(block, Section):
        yield block.title
    elif isinstance(block, Paragraph):
        yield block.text
    elif isinstance(block, Items):
        yield from (f"{number}. {item}" if block.numbered else item for number, item in enumerate(block.items, start=1))
    elif isinstance(block, Picture):
        yield from (block.title, block.alt)
    elif isinstance(block, ResolutionText):
        yield from (block.body, *block.points)
    elif isinstance(block, Signatures):
        yield from (text for each in block.signatures for text in (each.name, each.office) if text)
    else:
        table = block.table if isinstance(block, Figure) else block
        yield table.title
        yield from (one.label for one in table.columns)
        yield from (_spoken(cell) for one in table.rows for cell in one.cells)
        yield from table.notes


def said(report: Report, key: str | None = None) -> str:
    """All text of a report, or of a section of it, its tables included; a line feed before each piece."""
    wanted = [one for one in _sections(report) if one.key == key] if key else report.parts
    assert wanted, key
    told = [] if key else [_spoken(fact.value) for fact in report.facts]
    for section in wanted:
        told += [section.title, *(text for block in blocks_of(section) for text in _told(block))]
    return "".join(f"\n{plain(text)}" for text in told)


def facts(report: Report) -> dict[str, Any]:
    return {fact.key: plain(fact.value) for fact in report.facts}


def the(dossier: Dossier, cls: type[R], *key: object) -> R:
    """The record under a key, which has to be there."""
    found = dossier.get(cls, *key)
    assert found is not None, key
    return found


def changed(dossier: Dossier, table: str, identifier: str, **values: Any) -> Dossier:
    """The dossier with one record that is otherwise."""
    records: tuple[Any, ...] = dossier.table(table)
    assert identifier in {one.id for one in records}
    tables: dict[str, Any] = {
        table: tuple(attrs.evolve(one, **values) if one.id == identifier else one for one in records)
    }
    return attrs.evolve(dossier, **tables)


def without(dossier: Dossier, table: str, *identifiers: str) -> Dossier:
    """The dossier without some records of a table."""
    records: tuple[Any, ...] = dossier.table(table)
    tables: dict[str, Any] = {table: tuple(one for one in records if one.id not in identifiers)}
    return attrs.evolve(dossier, **tables)


def codes(dossier: Dossier) -> set[str]:
    return {finding.code for finding in check(dossier)}
