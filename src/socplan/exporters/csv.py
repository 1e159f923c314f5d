"""The report as CSV: all of it in one file, for a spreadsheet or for a program.

Every row begins with the key of the part it belongs to, so that one part can be picked out by filtering. For
people the values look as they do in documents; for programs they are exact: decimal point, ISO dates, percents
without a sign, and nothing where a value is unknown or not applicable.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from socplan.csvtext import CsvDialect, protected, written
from socplan.exporters.base import ExportedFile, Exporter, cell_text, column_text
from socplan.hookspecs import hookimpl
from socplan.labels.formats import HARD_SPACE
from socplan.model import PartialDate, Period
from socplan.report import (
    Block,
    Cell,
    Column,
    Figure,
    Items,
    NotApplicable,
    Option,
    Paragraph,
    Percent,
    Report,
    Section,
    StatusMark,
    Table,
)

__all__ = ["register_exporters", "render"]

_MEDIA_TYPE: Final = "text/csv"
_PLAIN: Final = Column("", "")

_Shown = Callable[[Cell, Column], str]


def _for_people(report: Report) -> _Shown:
    def shown(cell: Cell, column: Column) -> str:
        if isinstance(cell, (int, Decimal)) and not isinstance(cell, bool):
            # What a spreadsheet takes for a number: no spaces between thousands, the dialect's decimal mark.
            return format(Decimal(cell), "f").replace(".", CsvDialect.PEOPLE.decimal_mark)
        text = cell_text(cell, column, report)
        return text.replace(HARD_SPACE, " ") if isinstance(cell, Percent) else protected(text)

    return shown


def _for_programs(cell: Cell, _: Column) -> str:
    match cell:
        case None | NotApplicable():
            return ""
        case bool():
            return "true" if cell else "false"
        case int():
            return str(cell)
        case Decimal():
            return format(cell, "f")
        case Percent():
            return format(cell.value, "f")
        case StatusMark():
            return protected(cell.label)
        case Period():
            return f"{cell.start or ''}/{cell.end or ''}"
        case PartialDate() | date():
            return str(cell)
        case str():
            return protected(cell)


def _table_rows(table: Table, shown: _Shown) -> Iterator[list[str]]:
    yield [protected(table.title)]
    yield [protected(column_text(column)) for column in table.columns]
    for row in table.rows:
        yield [shown(cell, column) for cell, column in zip(row.cells, table.columns, strict=True)]
    for note in table.notes:
        yield [protected(note)]


def _block_rows(block: Block, shown: _Shown) -> Iterator[list[str]]:
    match block:
        case Section():
            yield [protected(block.title)]
            for inner in block.blocks:
                yield from _block_rows(inner, shown)
        case Paragraph():
            yield [protected(block.text)]
        case Items():
            yield from ([protected(item)] for item in block.items)
        case Table():
            yield from _table_rows(block, shown)
        case Figure():
            yield from _table_rows(block.table, shown)


def _rows(report: Report, shown: _Shown) -> Iterator[list[str]]:
    yield ["report", protected(report.title)]
    if report.subtitle:
        yield ["report", protected(report.subtitle)]
    for fact in report.facts:
        yield ["report", protected(fact.label), shown(fact.value, _PLAIN)]
    for part in report.parts:
        yield from ([protected(part.key), *row] for row in _block_rows(part, shown))


def render(report: Report, options: Mapping[str, Any]) -> tuple[ExportedFile, ...]:
    """The report as one CSV file."""
    dialect = CsvDialect(options["dialect"])
    shown = _for_people(report) if dialect is CsvDialect.PEOPLE else _for_programs
    rows = list(_rows(report, shown))
    width = max(map(len, rows))
    content = written(([*row, *[""] * (width - len(row))] for row in rows), dialect)
    return (ExportedFile(name=f"{report.kind}.csv", media_type=_MEDIA_TYPE, content=content),)


@hookimpl
def register_exporters() -> tuple[Exporter, ...]:
    """Offer CSV."""
    dialects = tuple(dialect.value for dialect in CsvDialect)
    dialect = Option(name="dialect", type=str, default="people", help="for whom the table is", choices=dialects)
    return (
        Exporter(name="csv", label="CSV", extension=".csv", media_type=_MEDIA_TYPE, render=render, options=(dialect,)),
    )
