"""The dossier as CSV tables: one file a kind of record, in a folder or a zip archive.

It is written in a dialect for people or for programs, and read in both.
"""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Final

from attrs import evolve

from socplan.csvtext import CsvDialect, CsvError, dialect_of, parse, protected, unprotected, written
from socplan.errors import Fault, ReadError
from socplan.hookspecs import hookimpl
from socplan.model import Dossier, Record
from socplan.readers.base import Reader, decoded
from socplan.readers.tables import Notation, Sheet, TableCell, dossier_of, records_of, table_names, tables_of

__all__ = ["dumps", "load_table", "loads", "read_sheet", "register_readers"]

_SUFFIX: Final = ".csv"


def _notation(dialect: CsvDialect) -> Notation:
    return Notation(decimal_mark=dialect.decimal_mark, yes_no=dialect.yes_no, read=unprotected)


def _text(cell: TableCell, notation: Notation) -> str:
    """The text of a cell in the file."""
    match cell:
        case bool():
            return notation.yes_no[0 if cell else 1]
        case Decimal():
            return format(cell, "f").replace(".", notation.decimal_mark)
        case int() | date():
            return str(cell)
        case str():
            return protected(cell)


def dumps(dossier: Dossier, dialect: CsvDialect = CsvDialect.PEOPLE) -> Mapping[str, bytes]:
    """Write a dossier as tables, without tables that have no records."""
    notation = _notation(dialect)
    return {
        f"{name}{_SUFFIX}": written([[_text(cell, notation) for cell in row] for row in rows], dialect)
        for name, rows in tables_of(dossier).items()
    }


def loads(source: str, files: Mapping[str, bytes]) -> Dossier:
    """Read a dossier from its tables.

    Raises:
        ReadError: with every fault of every table, each by file, row and column.
    """
    known = {f"{name}{_SUFFIX}": name for name in table_names()}
    faults: list[Fault] = []
    tables: dict[str, Sheet] = {}
    for file, content in files.items():
        if file not in known:
            faults.append(Fault("file", f"no table of that name; known: {', '.join(sorted(known))}", file))
            continue
        try:
            tables[known[file]] = read_sheet(content)
        except CsvError as error:
            faults.append(Fault("file", str(error), file))
    return dossier_of(source, tables, place=lambda table: f"{table}{_SUFFIX}", faults=faults)


def load_table(source: str, table: str, content: bytes) -> tuple[Record, ...]:
    """Read the records of one table that somebody filled in.

    Raises:
        ReadError: with every fault, each by row and column.
    """
    try:
        sheet = read_sheet(content)
    except CsvError as error:
        raise ReadError(source, [Fault("file", str(error))]) from error
    return records_of(source, table, sheet)


def read_sheet(content: bytes) -> Sheet:
    """The cells of a file.

    Raises:
        CsvError: the content is not CSV in UTF-8.
    """
    text, faults = decoded(content)
    if faults:
        raise CsvError(faults[0].message)
    dialect = dialect_of(next((line for line in text.splitlines() if line.strip(";, ")), ""))
    try:
        return Sheet(parse(text, dialect), _notation(dialect))
    except CsvError as error:
        raise CsvError(f"no CSV: {error}") from error


@hookimpl
def register_readers() -> tuple[Reader, ...]:
    """Offer the dossier in tables, for people and for programs; either format reads both."""
    for_people = Reader(
        name="csv",
        label="CSV tables for people",
        extension=".zip",
        loads=loads,
        dumps=dumps,
        members=_SUFFIX,
        load_table=load_table,
        mark=("plan.csv", rb"\A[^\n]*\bsocplan\b"),
    )
    dump: Callable[[Dossier], Mapping[str, bytes]] = partial(dumps, dialect=CsvDialect.PROGRAMS)
    label = "CSV tables for programs"
    return (for_people, evolve(for_people, name="csv-programs", label=label, extension=None, dumps=dump))
