"""The sheets of a workbook as they lie in an office: merged cells, formulas with what they last gave, hidden parts."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from math import isfinite
from typing import Any, Final

from socplan import Fault, ReadError
from socplan.intake import Cell, Grid, GridSource, Places, file_fault, members_of, number_of_letters
from socplan.labels import Wording
from socplan_xlsx.damage import damages, parts_of, sheet_place
from socplan_xlsx.formulas import formulas_of

__all__ = ["GRIDS", "grids"]

#: No table that people fill in is larger: rows, columns, megabytes of all sheets.
_MOST_ROWS: Final = 200_000
_MOST_COLUMNS: Final = 1_000
_MOST_MEGABYTES: Final = 10
_MOST_BYTES: Final = 1_000_000 * _MOST_MEGABYTES
#: So many cells of a sheet may be merged: a library makes every one of them.
_MOST_MERGED: Final = 500_000
_MERGED: Final = re.compile(
    rb"""<(?:\w+:)?mergeCell\b[^>]*?\bref\s*=\s*["']([A-Z]{1,3})([0-9]+):([A-Z]{1,3})([0-9]+)["']"""
)
#: A text that is called by a number below nought: the library would count from the last one.
_NEGATIVE: Final = re.compile(
    rb"""<(?:\w+:)?c\b[^>]*?\bt\s*=\s*["']s["'][^>]*>[^<]*(?:<(?!/?(?:\w+:)?[cv]\b)[^<]*)*<(?:\w+:)?v\b[^>]*>\s*-"""
)
#: Digits of a number that a spreadsheet keeps; further ones are noise of its binary form.
_KEPT_DIGITS: Final = 15
#: A row or a cell of a sheet with its number.
_ROW: Final = re.compile(rb"""<(?:\w+:)?row\b[^>]*?\br\s*=\s*["']([0-9]+)["']""")
#: What a workbook without macros is saved as.
_SUFFIX: Final = ".xlsx"


def grids(source: str, content: bytes, encoding: str | None, words: Wording) -> Sequence[Grid]:
    """The sheets of a workbook.

    Raises:
        ReadError: it is no workbook, is larger than what people fill in, or holds macros; with the sheet and the cell
            where they are known.
    """
    import openpyxl

    if encoding is not None:
        raise ReadError(source, [file_fault("no_encoding", words)])
    members = members_of(source, content, words, _SUFFIX)
    parts = parts_of(members)
    _measured(source, members, parts, words)
    if any(_NEGATIVE.search(members[part]) for part in parts if part in members):
        raise ReadError(source, damages(members, parts, words))
    try:
        # What formulas last gave; where they stand is read beside, since the library would have to read all twice.
        with warnings.catch_warnings():
            # What the library warns of is no cell's fault, or is named as one of it.
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(content), keep_links=False, data_only=True)
        members_by_name = {called: members[part] for part, called in parts.items() if part in members}
        return tuple(
            _grid(source, number, sheet, formulas_of(members_by_name[sheet.title]), words)
            for number, sheet in enumerate(book.worksheets, start=1)
        )
    except ReadError:
        raise
    # A file that is no workbook makes openpyxl raise whatever it stumbles over: KeyError, TypeError, ParseError.
    except Exception as error:
        raise ReadError(source, damages(members, parts, words)) from error


def _measured(source: str, members: Mapping[str, bytes], parts: Mapping[str, str], words: Wording) -> None:
    """Refuse what no office fills in before a library reads it.

    Args:
        source: the name of the file.
        members: the parts of the workbook.
        parts: what the sheets are called, by part.
        words: the language of the faults.

    Raises:
        ReadError: with every such thing.
    """
    limits = {"rows": _MOST_ROWS, "columns": _MOST_COLUMNS, "cells": _MOST_MERGED}
    sheets = {
        name: member for name, member in members.items() if name.startswith("xl/worksheets/") and name.endswith(".xml")
    }
    faults = []
    if sum(map(len, sheets.values())) + len(members.get("xl/sharedStrings.xml", b"")) > _MOST_BYTES:
        faults.append(Fault(words.text("intake.place.file"), words.text("xlsx.too_much", megabytes=_MOST_MEGABYTES)))
    for name, member in sheets.items():
        place = sheet_place(parts.get(name, name), words)
        if sum(map(_area, _MERGED.findall(member))) > _MOST_MERGED:
            faults.append(Fault(place, words.text("xlsx.merged", cells=_MOST_MERGED)))
        far = next((row for row in (int(number[:9]) for number in _ROW.findall(member)) if row > _MOST_ROWS), None)
        if far is not None:
            faults.append(
                file_fault("too_large", words, f"{place}, {words.text('intake.place.row', row=str(far))}", **limits)
            )
    if faults:
        raise ReadError(source, faults)


def _area(corners: tuple[bytes, bytes, bytes, bytes]) -> int:
    """How many cells a merged one covers."""
    left, top, right, bottom = (corner.decode() for corner in corners)
    wide = (number_of_letters(right) or 1) - (number_of_letters(left) or 1) + 1
    return max(wide, 1) * max(int(bottom[:9]) - int(top[:9]) + 1, 1)


def _grid(source: str, number: int, sheet: Any, formulas: Mapping[tuple[int, int], str], words: Wording) -> Grid:
    rows: dict[int, dict[int, Cell]] = {}
    # The cells that the file holds: going over rows and columns would make every empty one between them.
    for (row, column), cell in sorted(sheet._cells.items()):  # noqa: SLF001 - there is no public way
        if row > _MOST_ROWS or column > _MOST_COLUMNS:
            limits = {"rows": _MOST_ROWS, "columns": _MOST_COLUMNS, "cells": _MOST_MERGED}
            raise ReadError(source, [file_fault("too_large", words, f"{sheet.title}!{cell.coordinate}", **limits)])
        read = _cell(cell, formulas.get((row, column)))
        if not read.is_empty:
            rows.setdefault(row, {})[column] = read
    return Grid(
        file=source,
        name=sheet.title,
        number=number,
        rows=rows,
        places=Places.SHEET,
        merged=tuple((area.min_row, area.min_col, area.max_row, area.max_col) for area in sheet.merged_cells.ranges),
        hidden=sheet.sheet_state != "visible",
        hidden_rows=frozenset(row for row, size in sheet.row_dimensions.items() if size.hidden and row in rows),
        hidden_columns=frozenset(_hidden_columns(sheet)),
    )


def _hidden_columns(sheet: Any) -> set[int]:
    return {
        column
        for size in sheet.column_dimensions.values()
        if size.hidden and size.min and size.max
        for column in range(size.min, min(size.max, _MOST_COLUMNS) + 1)
    }


def _cell(cell: Any, formula: str | None) -> Cell:
    value, kind = cell.value, cell.data_type
    if value is None and formula is not None:
        return Cell(problem="intake.cell.formula", shown=formula[:60])
    if value is None:
        return Cell()
    if kind == "e":
        return Cell(problem="intake.cell.error", shown=str(value))
    if isinstance(value, bool):
        return Cell(value)
    if isinstance(value, str):
        return Cell(value)
    shown = str(cell.number_format)
    shown = "" if shown == "General" else shown
    if isinstance(value, float):
        # As exact as its digits; a spreadsheet keeps fifteen of them.
        if not isfinite(value):
            return Cell(problem="intake.cell.no_value", shown=str(value))
        return Cell(Decimal(format(value, f".{_KEPT_DIGITS}g")), shown or None)
    if isinstance(value, time):
        # As people write it; socplan knows no times of day but hours.
        return Cell(f"{value:%H:%M}")
    if isinstance(value, (int, datetime, date)):
        return Cell(value, shown or None)
    return Cell(problem="intake.cell.no_value", shown=str(value))


GRIDS: Final = GridSource(name="xlsx", label="Workbook (Excel)", extension=_SUFFIX, grids=grids)
