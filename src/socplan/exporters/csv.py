"""The report as CSV: all in one file, or a file for each table, for a spreadsheet or for a program.

In one file every row begins with the key of its part, so that a filter can select a part. A file of one table has only
its headings and rows. Values for people look as in documents; values for programs are exact: decimal point, ISO dates,
percents without a sign, and empty cells for unknown or not applicable.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any, Final

from socplan.csvtext import CsvDialect, protected, written
from socplan.errors import OptionError
from socplan.exporters.base import ExportedFile, Exporter, block_lines, cell_text, column_text, note_lines
from socplan.hookspecs import hookimpl
from socplan.labels.formats import HARD_SPACE
from socplan.model import PartialDate, Period
from socplan.report import (
    AtLeast,
    Block,
    Cell,
    Coded,
    Column,
    Figure,
    Items,
    NotApplicable,
    Option,
    Paragraph,
    Percent,
    Picture,
    Report,
    ResolutionText,
    Section,
    Signatures,
    StatusMark,
    Table,
    report_tables,
)

__all__ = ["register_exporters", "render"]

_MEDIA_TYPE: Final = "text/csv"
_ONE: Final = "one"
_TABLES: Final = "tables"
#: Characters that are not safe in the name of a file everywhere.
_UNSAFE: Final = re.compile(r"[^A-Za-z0-9_-]+")
_PLAIN: Final = Column("", "")

_Shown = Callable[[Cell, Column], str]


def _for_people(report: Report) -> _Shown:
    def shown(cell: Cell, column: Column) -> str:
        if isinstance(cell, (int, Decimal)) and not isinstance(cell, bool):
            # A number for a spreadsheet: no spaces between thousands, the dialect's decimal mark.
            return format(Decimal(cell), "f").replace(".", CsvDialect.PEOPLE.decimal_mark)
        text = cell_text(cell, column, report)
        return text.replace(HARD_SPACE, " ") if isinstance(cell, (AtLeast, Percent)) else protected(text)

    return shown


def _for_programs(cell: Cell, column: Column) -> str:
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
        case AtLeast():
            return f">={_for_programs(cell.value, column)}"
        case StatusMark():
            return protected(cell.label)
        case Coded():
            return protected(cell.code)
        case Period():
            return f"{cell.start or ''}/{cell.end or ''}"
        case PartialDate() | date():
            return str(cell)
        case str():
            return protected(cell)


def _cells(table: Table, shown: _Shown) -> Iterator[list[str]]:
    yield [protected(column_text(column)) for column in table.columns]
    for row in table.rows:
        yield [shown(cell, column) for cell, column in zip(row.cells, table.columns, strict=True)]


def _table_rows(table: Table, report: Report, shown: _Shown) -> Iterator[list[str]]:
    yield [protected(table.title)]
    yield from _cells(table, shown)
    for note in (*table.notes, *note_lines(table, report)):
        yield [protected(note)]


def _block_rows(block: Block, report: Report, shown: _Shown) -> Iterator[list[str]]:
    match block:
        case Section():
            yield [protected(block.title)]
            for inner in block.blocks:
                yield from _block_rows(inner, report, shown)
        case Paragraph():
            yield [protected(block.text)]
        case Items():
            for place, item in enumerate(block.items):
                origins = block.origins[place] if block.origins else ()
                yield [protected(item), *(f"{origin.code} {origin.place}" for origin in origins)]
        case Table():
            yield from _table_rows(block, report, shown)
        case Figure():
            yield from _table_rows(block.table, report, shown)
        case Picture() | ResolutionText() | Signatures():
            yield from ([protected(line)] for line in block_lines(block, report))


def _rows(report: Report, shown: _Shown) -> Iterator[list[str]]:
    yield ["report", protected(report.title)]
    if report.subtitle:
        yield ["report", protected(report.subtitle)]
    for fact in report.facts:
        yield ["report", protected(fact.label), shown(fact.value, _PLAIN)]
    for part in report.parts:
        yield from ([protected(part.key), *row] for row in _block_rows(part, report, shown))
    yield from (["footer", protected(sentence)] for sentence in report.footer)


def _file_names(tables: Iterable[Table]) -> Iterator[str]:
    """A name for each table by its key; a second table with the same key gets a number."""
    taken: set[str] = set()
    for table in tables:
        stem = _UNSAFE.sub("_", table.key)
        names = (stem if number == 1 else f"{stem}-{number}" for number in count(1))
        name = next(name for name in names if name.casefold() not in taken)
        taken.add(name.casefold())
        yield f"{name}.csv"


def _separate(report: Report, shown: _Shown, dialect: CsvDialect) -> tuple[ExportedFile, ...]:
    tables = list(report_tables(report))
    if not tables:
        raise OptionError("csv", "layout", "the report has no table", ("dialect", "layout"))
    return tuple(
        ExportedFile(name=name, media_type=_MEDIA_TYPE, content=written(_cells(table, shown), dialect))
        for name, table in zip(_file_names(tables), tables, strict=True)
    )


def render(report: Report, options: Mapping[str, Any]) -> tuple[ExportedFile, ...]:
    """The report as one CSV file, or as a file for each table.

    Raises:
        OptionError: there should be a file for each table, and the report has no table.
    """
    dialect = CsvDialect(options["dialect"])
    shown = _for_people(report) if dialect is CsvDialect.PEOPLE else _for_programs
    if options["layout"] == _TABLES:
        return _separate(report, shown, dialect)
    rows = list(_rows(report, shown))
    width = max(map(len, rows))
    content = written(([*row, *[""] * (width - len(row))] for row in rows), dialect)
    return (ExportedFile(name=f"{report.kind}.csv", media_type=_MEDIA_TYPE, content=content),)


@hookimpl
def register_exporters() -> tuple[Exporter, ...]:
    """Offer CSV."""
    dialects = tuple(dialect.value for dialect in CsvDialect)
    options = (
        Option(name="dialect", type=str, default="people", help="for whom the table is", choices=dialects),
        Option(name="layout", type=str, default=_ONE, help="one file, or one for each table", choices=(_ONE, _TABLES)),
    )
    return (
        Exporter(name="csv", label="CSV", extension=".csv", media_type=_MEDIA_TYPE, render=render, options=options),
    )
