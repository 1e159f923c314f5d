"""Single cells of workbooks that offices stumble over: errors, formulas without a value, times of day."""

import io
from datetime import time
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("socplan_xlsx")

from openpyxl import Workbook

from socplan import from_mapping, propose_mapping
from tests.intake.office import BASE, HEAD, READINGS
from tests.intake.running import dossier_of, faults_of
from tests.intake.workbooks import book

COMMENTS = """
[[table]]
head = 1
[[table.records]]
to = "comments"
set.consultation = { text = "navrh" }
set.number = "Č."
set.received_hour = "Čas"
set.text = "Text"
"""


def test_an_error_and_a_formula_without_its_value_are_named_with_every_other_cell(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["Číslo", "Stav", "Komentář"], ["1.1", "#REF!", "ano"], ["1.2", "Splněno", "=A1&B1"]]
    rows.append(["1.10", "Skoro", None])
    assert faults_of(tmp_path, book(("Data", rows)), HEAD + "[[table]]" + READINGS) == {
        "Data!B2": "chyba #REF!; napište hodnotu",
        "Data!C3": "vzorec, jehož výsledek v souboru není; otevřete soubor v Excelu a uložte ho, nebo napište hodnotu",
        "Data!B4": "„Skoro“ v tabulce „Stavy plnění“ není (hledáno podle: identifikátoru, názvu); jsou tam: Splněno; Probíhá; Nesplněno",
    }


AMOUNTS = """
[[table]]
[[table.records]]
to = "allocations"
set.budget = { text = "mesto-2025" }
set.purpose = "Účel"
set.amount = { head = "Částka", unit = "Kč" }
"""


def shown_as(*formats: str) -> bytes:
    made = Workbook()
    sheet = made.worksheets[0]
    sheet.append(["Účel", "Částka"])
    for number, form in enumerate(formats, start=2):
        sheet.append([f"účel {number}", 25_000])
        sheet.cell(number, 2).number_format = form
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def test_a_unit_in_the_format_of_a_number_is_that_of_its_column_or_named(tmp_path: Path) -> None:
    right = ("#,##0", "#,##0 [$Kč-405]", '#,##0.00\\ "Kč"')
    wrong = ('#,##0 "tis. Kč"', '#,##0 "Kč/rok"', '#,##0," tis."', '#,##0,\\ "Kč"')
    assert [each.amount for each in dossier_of(tmp_path, shown_as(*right), HEAD + AMOUNTS).allocations] == [25_000] * 3
    assert list(faults_of(tmp_path, shown_as(*right, *wrong), HEAD + AMOUNTS)) == [
        f"Sheet!B{row}" for row in (5, 6, 7, 8)
    ]
    own = HEAD + AMOUNTS.replace('"Kč" }', '"own" }')
    (allocation,) = dossier_of(tmp_path, shown_as('#,##0 "tis. Kč"'), own).allocations
    assert allocation.amount == 25_000_000


def test_a_time_of_day_is_an_hour_however_a_book_of_post_writes_it(tmp_path: Path) -> None:
    times = ["14.30", "9:05", "8.00 hod.", "15 h", time(7, 45), 16]
    rows: list[list[Any]] = [["Č.", "Čas", "Text"], *([str(n), said, "a"] for n, said in enumerate(times, start=1))]
    comments = dossier_of(tmp_path, book(("P", rows)), HEAD + COMMENTS).comments
    assert [comment.received_hour for comment in comments] == [14, 9, 8, 15, 7, 16]


def test_what_is_no_time_of_day_is_named(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["Č.", "Čas", "Text"], ["1", "odpoledne", "a"], ["2", "25.00", "b"], ["3", 14.3, "c"]]
    assert list(faults_of(tmp_path, book(("P", rows)), HEAD + COMMENTS)) == ["P!B2", "P!B3", "P!B4"]


def test_per_cent_and_plain_numbers_stand_below_each_other_where_each_says_its_own(tmp_path: Path) -> None:
    def shown(made: Any) -> None:
        made["U"].merge_cells("C1:D1")
        made["U"]["D3"].number_format = "0.0%"

    rows: list[list[Any]] = [["Ukazatel", "Jednotka", 2024, None], [None, None, "plán", "skutečnost"]]
    rows += [["Podíl", "%", 0.6, 0.615], ["Lůžka", "lůžko", 7, 8]]
    mapping = f"""{HEAD}[[table]]
head = [1, 2]
[[table.records]]
to = "indicators"
set.name = "Ukazatel"
set.baseline = {{ head = "2024 – skutečnost", unit = "own" }}
"""
    indicators = dossier_of(tmp_path, book(("U", rows), change=shown), mapping).indicators
    assert [str(each.baseline) for each in indicators] == ["61.5", "8"]


def test_a_head_of_years_alone_is_known(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(book(("U", [["Ukazatel", 2023, 2024], ["Osoby", 5, 6]])))
    mapping = propose_mapping([tmp_path / "a.xlsx"], dossier=from_mapping(BASE))
    values = dossier_of(tmp_path, (tmp_path / "a.xlsx").read_bytes(), mapping).indicator_values
    assert [(each.round, str(each.value)) for each in values] == [("rounds-2023", "5"), ("rounds-2024", "6")]
