"""Any table of a dossier comes back equal from a workbook, however an office typed it; a damaged cell is named."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
import pytest
from attrs import evolve
from hypothesis import given, strategies as st
from openpyxl.utils import get_column_letter
from tests.intake.test_properties import (
    MANNERS,
    SLOW,
    TABLES,
    WHOLE,
    Manner,
    columns_of,
    equal,
    mapping_of,
    without,
    written,
)

from socplan import ReadError, import_office_tables, to_mapping
from socplan.intake.attributes import Attribute, Sort
from socplan.intake.book import get

_DAY = len("2026-06-30")


def typed(attribute: Attribute, value: Any, manner: Manner) -> Any:
    """A plain value as a spreadsheet keeps it: numbers and days as such, or as text where the office typed text."""
    if value is None:
        return None
    match attribute.sort:
        case Sort.YES_NO:
            return value
        case Sort.DATE if len(value) == _DAY and manner.dates != "words":
            return date.fromisoformat(value)
        case Sort.MONEY | Sort.NUMBER | Sort.COUNT if not manner.spaced:
            number = Decimal(value)
            return float(number.scaleb(-3) if attribute.sort is Sort.MONEY and manner.thousands else number)
        case _:
            return written(attribute, value, manner)


def rows_of(table: str, records: Sequence[Mapping[str, Any]], manner: Manner) -> list[list[Any]]:
    """The rows of a sheet, with what stands above and below its table."""
    columns = columns_of(table, records)
    head: list[Any] = [each.name for each in columns]
    rows = [[typed(each, get(record, each.name), manner) for each in columns] for record in records]
    if manner.cut and len(rows) > 1:
        rows.insert(len(rows) // 2, head)
    above: list[list[Any]] = [[f"Přehled č. {place}"] for place in range(manner.above)]
    below: list[list[Any]] = [["Celkem", "=SUM(B1:B9)"]] if manner.sum_below and len(columns) > 1 else []
    return [*above, head, *rows, *below]


def book(rows: Sequence[Sequence[Any]]) -> bytes:
    """A workbook with a sheet that is hidden and one that is meant."""
    made = openpyxl.Workbook()
    hidden = made.worksheets[0]
    hidden.title = "Číselník"
    hidden.sheet_state = "hidden"
    sheet = made.create_sheet("Tabulka")
    for number, row in enumerate(rows, start=1):
        for place, value in enumerate(row, start=1):
            cell = sheet.cell(number, place)
            if isinstance(value, str) and not value.startswith("=SUM"):
                # A text, whatever it begins with.
                cell.value, cell.data_type = value, "s"
            elif value is not None:
                cell.value = value
            if isinstance(value, date):
                cell.number_format = "D. M. YYYY"
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


@SLOW
@given(table=st.sampled_from(TABLES), manner=MANNERS, data=st.data())
def test_any_table_comes_back_equal_from_a_workbook(table: str, manner: Manner, data: st.DataObject) -> None:
    manner = evolve(manner, encoding="utf-8")
    records = data.draw(st.permutations(WHOLE[table]))
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "map.toml").write_text(mapping_of(table, records, manner), "utf-8")
        (folder / "tabulka.xlsx").write_bytes(book(rows_of(table, records, manner)))
        once = import_office_tables(without(table), folder / "map.toml", [folder / "tabulka.xlsx"]).dossier
        assert equal(to_mapping(once)[table], records, table)
        assert import_office_tables(once, folder / "map.toml", [folder / "tabulka.xlsx"]).dossier == once


@SLOW
@given(table=st.sampled_from(TABLES), manner=MANNERS, data=st.data())
def test_one_damaged_cell_of_a_workbook_gives_one_fault_there(table: str, manner: Manner, data: st.DataObject) -> None:
    manner = evolve(manner, sum_below=False, cut=False, encoding="utf-8")
    columns = columns_of(table, WHOLE[table])
    spoilt = [place for place, each in enumerate(columns) if each.sort not in (Sort.TEXT, Sort.IDENTIFIER)]
    if not spoilt:
        return
    rows = rows_of(table, WHOLE[table], manner)
    row = data.draw(st.integers(manner.above + 1, len(rows) - 1))
    column = data.draw(st.sampled_from(spoilt))
    rows[row][column] = "nesmysl!"
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "map.toml").write_text(mapping_of(table, WHOLE[table], manner), "utf-8")
        (folder / "tabulka.xlsx").write_bytes(book(rows))
        with pytest.raises(ReadError) as caught:
            import_office_tables(without(table), folder / "map.toml", [folder / "tabulka.xlsx"])
    letter = get_column_letter(column + 1)
    assert [fault.place for fault in caught.value.faults] == [f"Tabulka!{letter}{row + 1}"], str(caught.value)
