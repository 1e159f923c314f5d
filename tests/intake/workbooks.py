"""Workbooks as offices have them, each in another manner, with what has to come of them."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import openpyxl

from tests.intake.office import HEAD, READINGS, Case, number_of


def book(*sheets: tuple[str, list[list[Any]]], change: Callable[[Any], None] | None = None) -> bytes:
    """A workbook of sheets by name, each of rows."""
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets:
        sheet = made.create_sheet(name)
        for number, row in enumerate(rows, start=1):
            for place, value in enumerate(row, start=1):
                if value is not None:
                    cell = sheet.cell(number, place)
                    cell.value = value
    if change is not None:
        change(made)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def _merged(made: Any) -> None:
    made["Plnění"].merge_cells("A1:D1")
    made["Plnění"].merge_cells("A4:A5")


def _hidden(made: Any) -> None:
    made["Data"].column_dimensions["D"].hidden = True
    made["Data"].row_dimensions[3].hidden = True
    made["Staré"].sheet_state = "hidden"


def _formats(made: Any) -> None:
    sheet = made["Dotace"]
    sheet["C2"].number_format = "#,##0"
    sheet["C3"].number_format = "0"
    sheet["D2"].number_format = "mmmm yyyy"


CASES = (
    Case(
        name="a title, an empty row, heads in row four, a merged group, a sum",
        files={
            "plneni.xlsx": book(
                (
                    "Plnění",
                    [
                        ["Plnění plánu za rok 2025"],
                        [],
                        ["Oblast", "Číslo", "Stav", "Komentář"],
                        ["Rodiny", "1.1", "Splněno", "Přijata pracovnice.\nOd února."],
                        [None, "1.2", "Probíhá"],
                        ["Senioři", "1.10", "Nesplněno"],
                        ["Celkem", None, "3"],
                        ["Zdroj: hlášení realizátorů"],
                    ],
                ),
                change=_merged,
            )
        },
        mapping=HEAD + '[[table]]\nskip = ["Celkem", "Zdroj"]' + READINGS,
        gives={
            "readings": [
                {**number_of("o-1"), "status": "splneno", "comment": "Přijata pracovnice.\nOd února."},
                {**number_of("o-2"), "status": "probiha"},
                {**number_of("o-10"), "status": "nesplneno"},
            ]
        },
        notes=("Oblast",),
    ),
    Case(
        name="codes that Excel made numbers and days of",
        files={
            "plneni.xlsx": book(
                (
                    "Data",
                    [
                        ["Číslo", "Stav", "Komentář"],
                        [1.1, "Splněno"],
                        [date(2025, 4, 1), "Splněno"],
                        ["1.2", "Probíhá"],
                    ],
                )
            )
        },
        mapping=HEAD + "[[table]]" + READINGS,
        faults=("Data!A2", "Data!A3"),
    ),
    Case(
        name="counts by group with statuses as heads, in two rows of heads",
        files={
            "souhrn.xlsx": book(
                (
                    "Souhrn",
                    [
                        ["Skupina", "Počet opatření", None, None],
                        [None, "Splněno", "Probíhá", "Nesplněno"],
                        ["Rodiny, děti a mládež", 3, 1, 0],
                        ["Senioři", 2, None, 4],
                        ["Celkem", 5, 1, 4],
                    ],
                ),
                change=lambda made: made["Souhrn"].merge_cells("B1:D1"),
            )
        },
        mapping=HEAD
        + """
[[table]]
head = [1, 2]
sums = "Celkem"
[[table.records]]
to = "tallies"
columns = ["Počet opatření – Splněno", "Počet opatření – Probíhá", "Počet opatření – Nesplněno"]
set.round = { text = "rok-2025" }
set.group = "Skupina"
[table.records.set.status]
each = "head"
words = { "Počet opatření – Splněno" = "splneno", "Počet opatření – Probíhá" = "probiha", "Počet opatření – Nesplněno" = "nesplneno" }
[table.records.set.count]
each = "cell"
zero = "known"
""",
        gives={
            "tallies": [
                {"round": "rok-2025", "group": "rodiny", "status": "splneno", "count": 3},
                {"round": "rok-2025", "group": "rodiny", "status": "probiha", "count": 1},
                {"round": "rok-2025", "group": "rodiny", "status": "nesplneno", "count": 0},
                {"round": "rok-2025", "group": "seniori", "status": "splneno", "count": 2},
                {"round": "rok-2025", "group": "seniori", "status": "nesplneno", "count": 4},
            ]
        },
    ),
    Case(
        name="a sum that is not the sum, and one that Excel never computed",
        files={
            "souhrn.xlsx": book(
                (
                    "S",
                    [
                        ["Skupina", "Splněno", "Probíhá"],
                        ["Senioři", 2, 1],
                        ["Rodiny, děti a mládež", 3, 1],
                        ["Celkem", 6, "=SUM(C2:C3)"],
                    ],
                )
            )
        },
        mapping=HEAD
        + """
[[table]]
sums = "Celkem"
[[table.records]]
to = "tallies"
columns = ["Splněno", "Probíhá"]
set.round = { text = "rok-2025" }
set.group = "Skupina"
set.status = { each = "head" }
set.count = { each = "cell" }
""",
        gives={
            "tallies": [
                {"round": "rok-2025", "group": "seniori", "status": "splneno", "count": 2},
                {"round": "rok-2025", "group": "seniori", "status": "probiha", "count": 1},
                {"round": "rok-2025", "group": "rodiny", "status": "splneno", "count": 3},
                {"round": "rok-2025", "group": "rodiny", "status": "probiha", "count": 1},
            ]
        },
        notes=("je 6", "dávají 5"),
    ),
    Case(
        name="crosses in columns",
        files={
            "krizky.xlsx": book(
                (
                    "K",
                    [
                        ["Číslo", "Splněno", "Probíhá", "Nesplněno"],
                        ["1.1", "x"],
                        ["1.2", None, "X"],
                        ["1.10", None, None, "?"],
                    ],
                )
            )
        },
        mapping=HEAD
        + """
[[table]]
[[table.records]]
to = "readings"
columns = ["Splněno", "Probíhá", "Nesplněno"]
cross = "x"
set.round = { text = "rok-2025" }
set.measure = { head = "Číslo", find = ["code"] }
set.status = { each = "head" }
""",
        faults=("K!D4",),
    ),
    Case(
        name="subsidies in thousands, with IČO that lost its zeros",
        files={
            "dotace.xlsx": book(
                (
                    "Dotace 2025",
                    [
                        ["Dotace města na rok 2025 (v tis. Kč)"],
                        ["IČO", "Registrace", "Účel", "Přiděleno", "Vyčerpáno"],
                        [6947, 1234567, "provoz", 1250.5, "1 200"],
                        ["00006947", "1234567", "vybavení", "25,5", None],
                        ["Celkem", None, None, 1276, None],
                    ],
                )
            )
        },
        mapping=HEAD
        + """
[[table]]
sums = "Celkem"
[[table.records]]
to = "allocations"
set.budget = { by = [{ source = { text = "Město Vzorov" }, year = { text = "2025" } }] }
set.service = { head = "Registrace", find = ["registration"] }
set.organisation = { head = "IČO", find = ["ico"] }
set.purpose = "Účel"
set.amount = { head = "Přiděleno", unit = "tis. Kč" }
set.spent = { head = "Vyčerpáno", unit = "tis. Kč" }
""",
        gives={
            "allocations": [
                {
                    "id": "allocations-1",
                    "budget": "mesto-2025",
                    "service": "dum",
                    "organisation": "pristav",
                    "purpose": "provoz",
                    "amount": "1250500",
                    "spent": "1200000",
                },
                {
                    "id": "allocations-2",
                    "budget": "mesto-2025",
                    "service": "dum",
                    "organisation": "pristav",
                    "purpose": "vybavení",
                    "amount": "25500",
                },
            ]
        },
        notes=("tisících",),
    ),
    Case(
        name="two sheets whose columns stand in another order, and a hidden one",
        files={
            "listy.xlsx": book(
                (
                    "Data",
                    [
                        ["Číslo", "Stav", "Komentář", "Telefon"],
                        ["1.1", "Splněno", None, "777 000 111"],
                        ["1.2", "Probíhá"],
                    ],
                ),
                ("Další", [["Komentář", "Stav", "Číslo"], ["běží", "Probíhá", "1.10"]]),
                ("Staré", [["Číslo", "Stav", "Komentář"], ["1.1", "Nesplněno"]]),
                change=_hidden,
            )
        },
        mapping=HEAD + "[[table]]" + READINGS,
        gives={
            "readings": [
                {**number_of("o-1"), "status": "splneno"},
                {**number_of("o-2"), "status": "probiha"},
                {**number_of("o-10"), "status": "probiha", "comment": "běží"},
            ]
        },
        notes=("skryté",),
    ),
    Case(
        name="two tables in one sheet, and the year in a cell",
        files={
            "list.xlsx": book(
                (
                    "Vše",
                    [
                        ["Rok:", 2025],
                        ["Číslo", "Stav", "Komentář"],
                        ["1.1", "Splněno"],
                        [],
                        ["Účel", "Částka"],
                        ["provoz", 1000],
                    ],
                )
            )
        },
        mapping=HEAD
        + """
[[table]]
range = "A2:C3"
[table.facts]
rok = { beside = "Rok" }
[[table.records]]
to = "readings"
set.round = { fact = "rok", find = ["year"] }
set.measure = "Číslo"
set.status = "Stav"
set.comment = "Komentář"
[[table]]
range = "A5:B6"
[[table.records]]
to = "allocations"
set.budget = { text = "mesto-2025" }
set.purpose = "Účel"
set.amount = { head = "Částka", unit = "Kč" }
""",
        gives={
            "readings": [{**number_of("o-1"), "status": "splneno"}],
            "allocations": [{"id": "allocations-1", "budget": "mesto-2025", "purpose": "provoz", "amount": "1000"}],
        },
    ),
    Case(
        name="numbers whose format hides digits, and a month whose day is hidden",
        files={
            "dotace.xlsx": book(
                (
                    "Dotace",
                    [
                        ["Číslo", "Účel", "Částka", "Podáno"],
                        ["1.1", "a", 1234.56, date(2025, 5, 1)],
                        ["1.2", "b", 1000, None],
                    ],
                ),
                change=_formats,
            )
        },
        mapping=HEAD
        + """
[[table]]
[[table.records]]
to = "readings"
set.round = { text = "rok-2025" }
set.measure = "Číslo"
set.spent = { head = "Částka", unit = "Kč" }
set.reported = "Podáno"
""",
        faults=("Dotace!C2", "Dotace!D2"),
    ),
)
