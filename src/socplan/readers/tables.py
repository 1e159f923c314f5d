"""The dossier as tables of cells, in any kind of file: one table a kind of record, one row a record.

The columns have the names of the attributes (``title``, ``period.start``); an empty cell is not known. A format of
tables (CSV, a workbook) gives the cells with their row numbers, as text or as values, and gets rows of cells to write.
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final, get_args

import attrs
from attrs import frozen

from socplan.convert import DECIMAL, StructureError, fits, structure, unstructure
from socplan.errors import MOST_FAULTS, Fault, ReadError, printable, quoted, suggestion
from socplan.model import Dossier, PartialDate, Period, Plan, Record
from socplan.model.dossier import record_types
from socplan.model.values import Money
from socplan.readers.base import FORMAT_VERSION, version_problem

__all__ = ["Notation", "Sheet", "TableCell", "dossier_of", "heading_faults", "records_of", "table_names", "tables_of"]

#: The name of the table that holds the plan itself.
_PLAN: Final = "plan"
#: The column of the plan's table that holds the version of the format.
_VERSION: Final = "socplan"
#: What replaces a wrong cell, so that the rest of its row is still checked.
_STAND_INS: Final[Mapping[Any, object]] = {bool: False, int: 0, Decimal: "0"}
_WHOLE: Final = re.compile(r"-?[0-9]{1,18}", re.ASCII)
_CELL_PLACE: Final = re.compile(r"\$(?:\.([a-z_.]+))?")

TableCell = str | bool | int | Decimal | date
"""The value of a cell; an empty text is not known."""

_PlainRows = list[tuple[int, dict[str, Any]]]
"""Records as plain data, each with its row number."""


@frozen(kw_only=True)
class Notation:
    """How cells of text write values."""

    decimal_mark: str = "."
    #: The words for true and false.
    yes_no: tuple[str, str] = ("true", "false")
    #: Takes the protection off a text, where a format has one.
    read: Callable[[str], str] = str


@frozen
class Sheet:
    """The cells of one table in a file."""

    #: The rows with content, each with its number as a spreadsheet counts; the first is the heading.
    rows: Sequence[tuple[int, Sequence[TableCell]]]
    notation: Notation = Notation()


@frozen
class _Column:
    name: str
    kind: Any
    #: Whether it holds a date, which may be a year alone.
    dated: bool = False

    def plain(self, cell: TableCell, notation: Notation) -> object:
        """The plain value of a cell.

        Raises:
            ValueError: the cell is not of the column's kind.
        """
        return self._of_text(cell, notation) if isinstance(cell, str) else self._of_value(cell)

    def _of_value(self, cell: bool | int | Decimal | date) -> object:
        if isinstance(cell, date):
            if self.dated:
                return cell.isoformat()
            raise ValueError(f"the date {cell} where none stands; format the column as text and type it again")
        if self.kind is bool or isinstance(cell, bool):
            if self.kind is bool and isinstance(cell, bool):
                return cell
            raise ValueError(f"{cell} is not of the kind that stands in this column")
        whole = cell == int(cell)
        if self.kind is Decimal:
            return format(Decimal(cell), "f")
        if whole and self.kind is int:
            return int(cell)
        if whole and self.dated:
            return str(int(cell))
        if self.kind is int:
            raise ValueError(f"{cell} is not a whole number")
        # Nobody knows any more what was typed: 1.1 may have been 1.10, and 12 may have been 0012.
        raise ValueError(f"the number {cell} where a text stands; format the column as text and type it again")

    def _of_text(self, cell: str, notation: Notation) -> object:
        if self.kind is bool:
            yes, no = notation.yes_no
            if cell not in (yes, no):
                raise ValueError(f"{quoted(cell)} is neither {yes} nor {no}")
            return cell == yes
        if self.kind is int:
            if not _WHOLE.fullmatch(cell):
                raise ValueError(f"{quoted(cell)} is not a whole number")
            return int(cell)
        if self.kind is Decimal:
            mark = notation.decimal_mark
            with_point = cell.replace(mark, ".")
            if (mark != "." and "." in cell) or not DECIMAL.fullmatch(with_point):
                raise ValueError(f"{quoted(cell)} is not a number like 1234{mark}50")
            return with_point
        return notation.read(cell)

    def cell(self, value: Any) -> TableCell:
        """The cell of a plain value."""
        if value is None:
            return ""
        cell: TableCell = Decimal(value) if self.kind is Decimal else value
        return cell


def _columns(table: str) -> tuple[_Column, ...]:
    cls: Any = Plan if table == _PLAN else record_types()[table]
    columns = [_Column(_VERSION, str)] if table == _PLAN else []
    for attribute in attrs.fields(attrs.resolve_types(cls)):
        kinds = [kind for kind in get_args(attribute.type) if kind is not type(None)] or [attribute.type]
        kind = kinds[0]
        if kind is Period:
            columns += [_Column(f"{attribute.name}.{end}", str, dated=True) for end in ("start", "end")]
        elif kind == Money:
            columns.append(_Column(attribute.name, Decimal))
        else:
            base = get_args(kind)[0] if get_args(kind) else kind
            plain = base if base in (bool, int, Decimal) else str
            columns.append(_Column(attribute.name, plain, dated=base is PartialDate))
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


def table_names() -> tuple[str, ...]:
    """The tables of a dossier, the plan's first."""
    return (_PLAN, *record_types())


# Out


def tables_of(dossier: Dossier) -> Mapping[str, list[list[TableCell]]]:
    """The tables of a dossier that have records, as rows of cells, the heading first."""
    data = unstructure(dossier)
    records = {_PLAN: [{_VERSION: FORMAT_VERSION, **data["plan"]}]}
    records |= {name: data[name] for name in record_types() if data.get(name)}
    return {
        name: [
            [column.name for column in _columns(name)],
            *([column.cell(_get(row, column.name)) for column in _columns(name)] for row in rows),
        ]
        for name, rows in records.items()
    }


# In


def dossier_of(
    source: str,
    tables: Mapping[str, Sheet],
    *,
    place: Callable[[str], str],
    faults: Sequence[Fault] = (),
    workbook: str | None = None,
) -> Dossier:
    """The dossier in tables; each record knows its row.

    Args:
        source: the file, as the caller named it.
        tables: the cells, by the name of the table.
        place: how the format calls a table: ``goals.csv``.
        faults: the faults of files without cells; their ``file`` is a table as ``place`` calls it.
        workbook: the file whose sheets the tables are; ``None``: each table is a file, as ``place`` calls it.

    Raises:
        ReadError: with every fault of every table, each by table, row and column.
    """
    all_faults = list(faults)
    records: dict[str, Any] = dict.fromkeys(record_types(), ())
    plan_rows: _PlainRows | None = None
    for name in table_names():
        if name in tables:
            rows, problems = _data(tables[name], _columns(name))
            all_faults += [attrs.evolve(fault, file=place(name)) for fault in problems]
            if name == _PLAN:
                plan_rows = rows
            else:
                made = _structured(place(name), rows, record_types()[name], all_faults)
                records[name] = tuple(made.values())
                file, sheet = (place(name), None) if workbook is None else (workbook, name)
                for row, record in made.items():
                    record.remember(file, sheet, row)
    # A plan that cannot be read is not missing as well.
    unreadable = not plan_rows and any(fault.file == place(_PLAN) for fault in all_faults)
    plan = None if unreadable else _plan(place(_PLAN), plan_rows, all_faults)
    if all_faults or plan is None:
        raise ReadError(source, all_faults)
    return Dossier(plan=plan, **records)


def records_of(source: str, table: str, sheet: Sheet) -> tuple[Record, ...]:
    """The records of one table that somebody filled in.

    A record without an ``id`` gets one from its values: the same row gets the same next time.

    Raises:
        ReadError: with every fault, each by row and column.
    """
    cls = record_types()[table]
    rows, faults = _data(sheet, _columns(table))
    if "id" in cls.KEY:
        rows = _named(table, rows)
    records = _structured(None, rows, cls, faults)
    if faults:
        raise ReadError(source, faults)
    return tuple(records.values())


def _named(table: str, rows: _PlainRows) -> _PlainRows:
    """The rows with an ``id`` each; equal rows get different ones."""
    seen: Counter[str] = Counter()
    named = []
    for number, data in rows:
        content = json.dumps(data, ensure_ascii=False, sort_keys=True)
        seen[content] += 1
        repeat = f" {seen[content]}" if seen[content] > 1 else ""
        identifier = f"{table}-{hashlib.sha256((content + repeat).encode()).hexdigest()[:12]}"
        named.append((number, {"id": identifier, **data}))
    return named


def _plan(place: str, rows: _PlainRows | None, faults: list[Fault]) -> Any:
    if rows is None:
        faults.append(Fault("file", f"missing; a dossier in tables has a {place}", place))
        return None
    if len(rows) != 1:
        faults.append(Fault("file", f"{len(rows)} rows; the plan has exactly one", place))
        return None
    row, data = rows[0]
    if problem := version_problem(data.pop(_VERSION, None)):
        faults.append(Fault(f"row {row}, column {_VERSION}", problem, place))
    return next(iter(_structured(place, [(row, data)], Plan, faults).values()), None)


def _structured(place: str | None, rows: _PlainRows, cls: type[Record], faults: list[Fault]) -> dict[int, Record]:
    """The records by row; what keeps a row from being one joins the faults."""
    records: dict[int, Record] = {}
    # A cell with a fault needs no second one for its stand-in.
    known = {fault.place for fault in faults if fault.file == place}
    for row, data in rows:
        if len(faults) >= MOST_FAULTS:
            # Nobody reads more of them; the row is only counted.
            faults += [] if fits(data, cls) else [Fault(f"row {row}", "not as it should be", place)]
            continue
        try:
            records[row] = structure(data, cls)
        except StructureError as error:
            new = (Fault(_cell_place(row, fault.place), fault.message, place) for fault in error.faults)
            faults += [fault for fault in new if fault.place not in known]
    return records


def _cell_place(row: int, path: str) -> str:
    match = _CELL_PLACE.fullmatch(path)
    return f"row {row}, column {match[1]}" if match and match[1] else f"row {row}"


def _data(sheet: Sheet, columns: tuple[_Column, ...]) -> tuple[_PlainRows, list[Fault]]:
    """The records of a table, and the faults of its cells."""
    (heading_row, names), *lines = sheet.rows or [(1, [])]
    heading = [str(name) for name in names]
    faults = list(heading_faults(heading_row, heading, [column.name for column in columns]))
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
            if cell != "":
                try:
                    _put(data, name, by_name[name].plain(cell, sheet.notation))
                except ValueError as error:
                    faults.append(Fault(f"row {number}, column {name}", str(error)))
                    _put(data, name, _STAND_INS.get(by_name[name].kind, str(cell)))
        rows.append((number, data))
    return rows, faults


def heading_faults(row: int, heading: Sequence[str], known: list[str]) -> Iterator[Fault]:
    """What is wrong with the heading of a table: columns that nobody knows, and columns that stand twice."""
    for name in dict.fromkeys(heading):
        place = f"row {row}, column {printable(name) or '(empty)'}"
        if name not in known:
            yield Fault(place, f"unknown column; known: {', '.join(known)}.{suggestion(name, known)}")
        if heading.count(name) > 1:
            yield Fault(place, "this column stands twice")
