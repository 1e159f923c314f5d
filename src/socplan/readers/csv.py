"""The dossier as CSV tables: one file a kind of record, in a folder or a zip archive.

The columns bear the names of the attributes (``title``, ``period.start``); an empty cell is not known.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import partial
from typing import Any, Final, get_args

import attrs
from attrs import frozen

from socplan.convert import DECIMAL, StructureError, structure, unstructure
from socplan.csvtext import CsvDialect, CsvError, dialect_of, parse, protected, unprotected, written
from socplan.errors import Fault, ReadError, printable, quoted
from socplan.hookspecs import hookimpl
from socplan.model import Dossier, Period, Plan, Record
from socplan.model.dossier import record_types
from socplan.model.values import Money
from socplan.readers.base import FORMAT_VERSION, Reader, decoded

__all__ = ["dumps", "load_table", "loads", "register_readers"]

_PLAN: Final = "plan.csv"
#: The column of the plan's table that tells the version of the format.
_VERSION: Final = "socplan"
#: What stands for a cell already found at fault, so that the rest of its row is still looked at.
_STAND_INS: Final[Mapping[Any, object]] = {bool: False, int: 0, Decimal: "0"}
_WHOLE: Final = re.compile(r"-?[0-9]{1,18}", re.ASCII)
_CELL_PLACE: Final = re.compile(r"\$(?:\.([a-z_.]+))?")


@frozen
class _Column:
    name: str
    kind: Any

    def plain(self, cell: str, dialect: CsvDialect) -> object:
        """The plain value of a cell.

        Raises:
            ValueError: the cell is not of the column's kind.
        """
        if self.kind is bool:
            yes, no = dialect.yes_no
            if cell not in (yes, no):
                raise ValueError(f"{quoted(cell)} is neither {yes} nor {no}")
            return cell == yes
        if self.kind is int:
            if not _WHOLE.fullmatch(cell):
                raise ValueError(f"{quoted(cell)} is not a whole number")
            return int(cell)
        if self.kind is Decimal:
            mark = dialect.decimal_mark
            with_point = cell.replace(mark, ".")
            if (mark != "." and "." in cell) or not DECIMAL.fullmatch(with_point):
                raise ValueError(f"{quoted(cell)} is not a number like 1234{mark}50")
            return with_point
        return unprotected(cell)

    def cell(self, value: object, dialect: CsvDialect) -> str:
        """How a plain value stands in a cell."""
        if value is None:
            return ""
        if isinstance(value, bool):
            return dialect.yes_no[0 if value else 1]
        if self.kind is Decimal:
            return str(value).replace(".", dialect.decimal_mark)
        return protected(value) if isinstance(value, str) else str(value)


def _columns(cls: Any) -> tuple[_Column, ...]:
    columns = []
    for attribute in attrs.fields(attrs.resolve_types(cls)):
        kinds = [kind for kind in get_args(attribute.type) if kind is not type(None)] or [attribute.type]
        kind = kinds[0]
        if kind is Period:
            columns += [_Column(f"{attribute.name}.start", str), _Column(f"{attribute.name}.end", str)]
        elif kind == Money:
            columns.append(_Column(attribute.name, Decimal))
        else:
            base = get_args(kind)[0] if get_args(kind) else kind
            columns.append(_Column(attribute.name, base if base in (bool, int, Decimal) else str))
    return tuple(columns)


def _get(data: Mapping[str, Any], name: str) -> object:
    first, _, rest = name.partition(".")
    value = data.get(first)
    return _get(value, rest) if rest and isinstance(value, dict) else value


def _put(data: dict[str, Any], name: str, value: object) -> None:
    first, _, rest = name.partition(".")
    if rest:
        data.setdefault(first, {})[rest] = value
    else:
        data[first] = value


def dumps(dossier: Dossier, dialect: CsvDialect = CsvDialect.PEOPLE) -> Mapping[str, bytes]:
    """Write a dossier as tables; a table without records is left out."""
    data = unstructure(dossier)
    plan = {_VERSION: FORMAT_VERSION, **data["plan"]}
    tables = {_PLAN: _table((_Column(_VERSION, str), *_columns(Plan)), [plan], dialect)}
    for name, cls in record_types().items():
        if records := data.get(name):
            tables[f"{name}.csv"] = _table(_columns(cls), records, dialect)
    return tables


def _table(columns: tuple[_Column, ...], records: list[dict[str, Any]], dialect: CsvDialect) -> bytes:
    rows = [[column.cell(_get(record, column.name), dialect) for column in columns] for record in records]
    return written([[column.name for column in columns], *rows], dialect)


def loads(source: str, files: Mapping[str, bytes]) -> Dossier:
    """Read a dossier from its tables.

    Raises:
        ReadError: with every fault of every table, each by file, row and column.
    """
    faults: list[Fault] = []
    known = {_PLAN: (_Column(_VERSION, str), *_columns(Plan))}
    known |= {f"{name}.csv": _columns(cls) for name, cls in record_types().items()}
    tables = {}
    for file, content in files.items():
        if file in known:
            rows, problems = _rows(content, known[file])
            tables[file] = rows
            faults += [attrs.evolve(fault, file=file) for fault in problems]
        else:
            faults.append(Fault("file", f"no table of that name; known: {', '.join(sorted(known))}", file))
    # Of a plan that cannot be read it is not said again that it is not there.
    unreadable = not tables.get(_PLAN) and any(fault.file == _PLAN for fault in faults)
    plan = None if unreadable else _plan(tables.get(_PLAN), faults)
    records: dict[str, Any] = {}
    for name, cls in record_types().items():
        records[name] = _structured(f"{name}.csv", tables.get(f"{name}.csv", []), cls, faults)
    if faults or plan is None:
        raise ReadError(source, faults)
    return Dossier(plan=plan, **{name: tuple(found) for name, found in records.items()})


def load_table(source: str, table: str, content: bytes) -> tuple[Record, ...]:
    """Read the records of one table, as somebody filled them in.

    A record without an ``id`` is given one that its own values decide: the same row has it again next time.

    Raises:
        ReadError: with every fault, each by row and column.
    """
    cls = record_types()[table]
    rows, faults = _rows(content, _columns(cls))
    if "id" in cls.KEY:
        rows = [(number, {"id": _own_name(table, data), **data}) for number, data in rows]
    found = [attrs.evolve(fault, file=None) for fault in faults]
    records = _structured(f"{table}.csv", rows, cls, found)
    if found:
        raise ReadError(source, [attrs.evolve(fault, file=None) for fault in found])
    return tuple(records)


def _own_name(table: str, data: Mapping[str, Any]) -> str:
    told = json.dumps(data, ensure_ascii=False, sort_keys=True)
    return f"{table}-{hashlib.sha256(told.encode()).hexdigest()[:12]}"


def _plan(rows: list[tuple[int, dict[str, Any]]] | None, faults: list[Fault]) -> Any:
    if rows is None:
        faults.append(Fault("file", f"missing; a dossier in tables has a {_PLAN}", _PLAN))
        return None
    if len(rows) != 1:
        faults.append(Fault("file", f"{len(rows)} rows; the plan has exactly one", _PLAN))
        return None
    row, data = rows[0]
    version = data.pop(_VERSION, None)
    if version != FORMAT_VERSION:
        said = "missing" if version is None else quoted(version)
        faults.append(
            Fault(
                f"row {row}, column {_VERSION}", f'{said}; this socplan reads format version "{FORMAT_VERSION}"', _PLAN
            )
        )
    return next(iter(_structured(_PLAN, [(row, data)], Plan, faults)), None)


def _structured(
    file: str, rows: list[tuple[int, dict[str, Any]]], cls: type[Record], faults: list[Fault]
) -> list[Record]:
    made = []
    for row, data in rows:
        try:
            made.append(structure(data, cls))
        except StructureError as error:
            faults += [Fault(_cell_place(row, fault.place), fault.message, file) for fault in error.faults]
    return made


def _cell_place(row: int, path: str) -> str:
    found = _CELL_PLACE.fullmatch(path)
    column = found.group(1) if found else None
    return f"row {row}, column {column}" if column else f"row {row}"


def _rows(content: bytes, columns: tuple[_Column, ...]) -> tuple[list[tuple[int, dict[str, Any]]], list[Fault]]:
    """The records of a table as plain data, each with its row number as a spreadsheet counts (the heading is row 1)."""
    text, encoding_faults = decoded(content)
    if encoding_faults:
        return [], list(encoding_faults)
    dialect = dialect_of(next((line for line in text.splitlines() if line.strip(";, ")), ""))
    try:
        (heading_row, heading), *lines = parse(text, dialect) or [(1, [])]
    except CsvError as error:
        return [], [Fault("file", f"no CSV: {error}")]
    faults = list(_heading_faults(heading_row, heading, [column.name for column in columns]))
    if faults:
        return [], faults
    by_name = {column.name: column for column in columns}
    rows = []
    for number, cells in lines:
        if len(cells) != len(heading):
            faults.append(Fault(f"row {number}", f"{len(cells)} cells under {len(heading)} headings"))
            continue
        data: dict[str, Any] = {}
        for name, cell in zip(heading, cells, strict=True):
            if cell:
                try:
                    _put(data, name, by_name[name].plain(cell, dialect))
                except ValueError as error:
                    faults.append(Fault(f"row {number}, column {name}", str(error)))
                    _put(data, name, _STAND_INS[by_name[name].kind])
        rows.append((number, data))
    return rows, faults


def _heading_faults(row: int, heading: list[str], known: list[str]) -> Iterator[Fault]:
    for name in dict.fromkeys(heading):
        place = f"row {row}, column {printable(name) or '(empty)'}"
        if name not in known:
            yield Fault(place, f"unknown column; known: {', '.join(known)}")
        if heading.count(name) > 1:
            yield Fault(place, "this column stands twice")


def _reader(name: str, label: str, dialect: CsvDialect, extension: str | None) -> Reader:
    dump: Callable[[Dossier], Mapping[str, bytes]] = partial(dumps, dialect=dialect)
    return Reader(name=name, label=label, extension=extension, loads=loads, dumps=dump, members=".csv")


@hookimpl
def register_readers() -> tuple[Reader, ...]:
    """Offer the dossier in tables, for people and for programs; both read either."""
    return (
        _reader("csv", "CSV tables for people", CsvDialect.PEOPLE, ".zip"),
        _reader("csv-programs", "CSV tables for programs", CsvDialect.PROGRAMS, None),
    )
