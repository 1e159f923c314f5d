"""Workbooks: one sheet a table, one row a record."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import PurePath
from typing import Any, Final

from socplan import Dossier, Fault, Reader, ReadError, WriteError
from socplan.model import Record
from socplan.readers import Sheet, TableCell, dossier_of, records_of, table_names, tables_of, unzip, zipped

__all__ = ["XLSX", "dumps", "load_table", "loads"]

#: No table has more columns, and none that people fill in has more rows.
_MOST_COLUMNS: Final = 200
_MOST_ROWS: Final = 200_000
#: Of longer numbers a spreadsheet keeps so many digits alone.
_MOST_DIGITS: Final = 15
#: And of longer texts so many characters.
_LONGEST_TEXT: Final = 32_767
#: How a number with so many decimal places is shown: ``0.00``.
_PLACES: Final = re.compile(r"0\.(0+)", re.ASCII)
#: How wide a column is shown at most, in characters.
_WIDEST: Final = 50
_NARROWEST: Final = 8
_TEXT: Final = "@"
#: The time that every workbook bears, so that the same dossier makes the same bytes.
_FIXED_TIME: Final = datetime(1980, 1, 1)  # noqa: DTZ001 - a workbook knows no time zones


def _place(table: str) -> str:
    return f"sheet {table}"


# In


def loads(source: str, files: Mapping[str, bytes]) -> Dossier:
    """Read a dossier from a workbook.

    Raises:
        ReadError: with every fault, each by sheet, row and column.
    """
    (content,) = files.values()
    known = table_names()
    faults: list[Fault] = []
    tables: dict[str, Sheet] = {}
    for name, worksheet in _worksheets(source, content).items():
        if name not in known:
            faults.append(Fault("sheet", f"no table of that name; known: {', '.join(known)}", _place(name)))
            continue
        rows, problems = _rows(worksheet)
        faults += [Fault(problem.place, problem.message, _place(name)) for problem in problems]
        if not problems:
            tables[name] = Sheet(rows)
    return dossier_of(source, tables, place=_place, faults=faults, workbook=PurePath(source).name)


def load_table(source: str, table: str, content: bytes) -> tuple[Record, ...]:
    """Read the records of one table: the sheet of its name, or the only sheet there is.

    Raises:
        ReadError: with every fault, each by row and column.
    """
    worksheets = _worksheets(source, content)
    only = next(iter(worksheets.values())) if len(worksheets) == 1 else None
    worksheet = worksheets.get(table, only)
    if worksheet is None:
        raise ReadError(source, [Fault("file", f"no sheet is called {table}; sheets: {', '.join(worksheets)}")])
    rows, faults = _rows(worksheet)
    if faults:
        raise ReadError(source, faults)
    return records_of(source, table, Sheet(rows))


def _worksheets(source: str, content: bytes) -> dict[str, Any]:
    import openpyxl

    # Measured before it is opened: a small file may unpack to what no memory holds.
    unzip(source, content)
    try:
        # Formulas are seen as such: what they once gave may be missing, and would then be lost without a word.
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
    # A file that is no workbook makes openpyxl raise whatever it stumbles over: KeyError, TypeError, ParseError.
    except Exception as error:
        raise ReadError(source, [Fault("file", f"no readable workbook: {error}")]) from error
    return {worksheet.title: worksheet for worksheet in book.worksheets}


def _rows(worksheet: Any) -> tuple[list[tuple[int, list[TableCell]]], list[Fault]]:
    """The rows that hold anything, each as wide as the heading, and what cannot stand in a table."""
    worksheet.reset_dimensions()
    rows: list[tuple[int, list[TableCell]]] = []
    faults: list[Fault] = []
    heading: list[str] = []
    for number, cells in enumerate(worksheet.iter_rows(), start=1):
        if not any(cell.value is not None for cell in cells):
            continue
        if number > _MOST_ROWS or len(cells) > _MOST_COLUMNS:
            faults.append(Fault(f"row {number}", f"a cell beyond row {_MOST_ROWS} or column {_MOST_COLUMNS}"))
            break
        row: list[TableCell] = []
        for place, cell in enumerate(cells):
            name = heading[place] if place < len(heading) else str(cell.value)
            try:
                row.append(_value(cell))
            except ValueError as error:
                faults.append(Fault(f"row {number}, column {name}", str(error)))
                row.append("")
        while row and row[-1] == "" and len(row) > len(heading):
            row.pop()
        heading = heading or [str(cell) for cell in row]
        rows.append((number, row + [""] * (len(heading) - len(row))))
    return rows, faults


def _value(cell: Any) -> TableCell:
    """What stands in a cell.

    Raises:
        ValueError: a formula, an error, or a time of day.
    """
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        raise ValueError("a formula; put its value in its place")
    if cell.data_type == "e":
        raise ValueError(f"the error {value}; put a value in its place")
    if isinstance(value, (float, int)) and not isinstance(value, bool):
        return _number(value, str(cell.number_format))
    if isinstance(value, date) and "d" not in str(cell.number_format).lower():
        # A month or a year alone is kept as its first day, and shown without it.
        raise ValueError(f"{value:%Y-%m-%d} is shown without its day; type it as text: {value:%Y-%m} or {value:%Y}")
    if isinstance(value, datetime) and value == datetime(value.year, value.month, value.day):  # noqa: DTZ001
        return value.date()
    if isinstance(value, (str, bool, date)) and not isinstance(value, datetime):
        return value
    raise ValueError(f"{value} is neither a text, nor a number, nor a day")


def _number(value: float, shown: str) -> int | Decimal:
    """A number with the decimal places that it is shown with, where it has no more.

    Raises:
        ValueError: a percentage: what is shown as 47 % is kept as 0.47.
    """
    if "%" in shown:
        raise ValueError(f"{value} is shown in percent; format the column as a number and type it again")
    exact = Decimal(repr(value))
    places = _PLACES.fullmatch(shown)
    if places is not None and exact == exact.quantize(Decimal(1).scaleb(-len(places.group(1)))):
        return exact.quantize(Decimal(1).scaleb(-len(places.group(1))))
    return value if isinstance(value, int) else exact


# Out


def dumps(dossier: Dossier) -> Mapping[str, bytes]:
    """Write a dossier as a workbook; a table without records is left out.

    Raises:
        WriteError: a text is longer than a cell can be.
    """
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = "socplan"
    book.properties.created = book.properties.modified = _FIXED_TIME
    for name, rows in tables_of(dossier).items():
        _fill(book.create_sheet(name), rows)
    buffer = io.BytesIO()
    book.save(buffer)
    # openpyxl dates the members of the archive, and says in the properties when it saved it.
    members = unzip("workbook", buffer.getvalue())
    members["docProps/core.xml"] = _undated(members["docProps/core.xml"], book.properties.modified)
    return {"dossier.xlsx": zipped(members)}


def _undated(properties: bytes, saved: datetime) -> bytes:
    return properties.replace(f"{saved:%Y-%m-%dT%H:%M:%S}Z".encode(), f"{_FIXED_TIME:%Y-%m-%dT%H:%M:%S}Z".encode())


def _fill(worksheet: Any, rows: list[list[TableCell]]) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    for number, row in enumerate(rows, start=1):
        for place, value in enumerate(row, start=1):
            if value == "":
                continue
            cell = worksheet.cell(number, place)
            cell.value = _stored(value)
            if isinstance(cell.value, float):
                cell.number_format = _shown(value)
            if len(str(value)) > _LONGEST_TEXT:
                where = f"{_place(worksheet.title)}: row {number}, column {rows[0][place - 1]}"
                raise WriteError("workbook", f"{where}: {len(str(value))} characters; a cell holds {_LONGEST_TEXT}")
            if isinstance(cell.value, str):
                # Never a formula, whatever it begins with; and what is typed into it later stays text too.
                cell.data_type = "s"
                cell.number_format = _TEXT
                cell.alignment = Alignment(wrap_text=True, vertical="top")
            if number == 1:
                cell.font = Font(bold=True)
    for place, width in enumerate(_widths(rows), start=1):
        letter = get_column_letter(place)
        worksheet.column_dimensions[letter].width = width
        if all(isinstance(row[place - 1], str) for row in rows):
            worksheet.column_dimensions[letter].number_format = _TEXT
    worksheet.freeze_panes = "A2"
    worksheet.auto_filter.ref = f"A1:{get_column_letter(len(rows[0]))}{len(rows)}"


def _stored(value: TableCell) -> TableCell | float:
    """A number as such where a spreadsheet keeps all its digits; else as text."""
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        return value
    if len(Decimal(value).normalize().as_tuple().digits) > _MOST_DIGITS:
        return format(Decimal(value), "f")
    return float(value) if isinstance(value, Decimal) else value


def _shown(value: TableCell) -> str:
    """The format that shows as many decimal places as a number was written with."""
    exponent = value.as_tuple().exponent if isinstance(value, Decimal) else 0
    return "0." + "0" * -exponent if isinstance(exponent, int) and exponent < 0 else "0"


def _widths(rows: list[list[TableCell]]) -> Iterator[int]:
    for place in range(len(rows[0])):
        longest = max(len(line) for row in rows for line in str(row[place]).split("\n"))
        yield max(_NARROWEST, min(_WIDEST, longest + 2))


XLSX: Final = Reader(
    name="xlsx",
    label="Workbook (Excel)",
    extension=".xlsx",
    loads=loads,
    dumps=dumps,
    load_table=load_table,
    mark=("xl/workbook.xml", rb'<(\w+:)?sheet [^>]*name="plan"'),
)
