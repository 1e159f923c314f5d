"""Files as offices have them, each in another manner, with what has to come of them."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

import docx
import openpyxl
from attrs import field, frozen

BASE: dict[str, Any] = {
    "socplan": "1",
    "plan": {"title": "Plán města Vzorova", "authority": "Město Vzorov", "period": {"start": "2024", "end": "2027"}},
    "groups": [
        {"id": "rodiny", "name": "Rodiny, děti a mládež", "code": "A"},
        {"id": "seniori", "name": "Senioři", "code": "B"},
    ],
    "goals": [{"id": "cil-1", "title": "Pomoc rodinám", "code": "1", "group": "rodiny"}],
    "measures": [
        {"id": "o-1", "code": "1.1", "title": "Rozšířit službu pro rodiny", "goal": "cil-1", "group": "rodiny"},
        {"id": "o-2", "code": "1.2", "title": "Otevřít poradnu", "goal": "cil-1", "group": "rodiny"},
        {"id": "o-10", "code": "1.10", "title": "Upravit byty", "goal": "cil-1", "group": "seniori"},
    ],
    "statuses": [
        {"id": "splneno", "name": "Splněno", "meaning": "done", "fulfilled": True},
        {"id": "probiha", "name": "Probíhá", "meaning": "under_way", "fulfilled": False},
        {"id": "nesplneno", "name": "Nesplněno", "meaning": "not_done", "fulfilled": False},
    ],
    "rounds": [{"id": "rok-2025", "period": {"start": "2025", "end": "2025"}}],
    "organisations": [{"id": "pristav", "name": "Přístav, z. s.", "ico": "00006947"}],
    "service_kinds": [{"id": "par-57", "name": "Azylové domy", "code": "57"}],
    "services": [
        {"id": "dum", "name": "Azylový dům", "provider": "pristav", "kind": "par-57", "registration": "1234567"}
    ],
    "funding_sources": [{"id": "mesto", "name": "Město Vzorov"}],
    "budgets": [{"id": "mesto-2025", "source": "mesto", "period": {"start": "2025", "end": "2025"}}],
    "consultations": [{"id": "navrh", "title": "Návrh plánu"}],
    "action_plans": [{"id": "rp-2026", "period": {"start": "2026", "end": "2026"}}],
}


@frozen(kw_only=True)
class Case:
    """Files of an office, a mapping, and what has to come out."""

    name: str
    files: Mapping[str, bytes]
    mapping: str
    #: By table: the new or changed records, as plain data.
    gives: Mapping[str, list[dict[str, Any]]] = field(factory=dict)
    #: The cells that have to be named; nothing comes in then.
    faults: tuple[str, ...] = ()
    #: Parts of notes.
    notes: tuple[str, ...] = ()


def book(*sheets: tuple[str, list[list[Any]]], change: Callable[[Any], None] | None = None) -> bytes:
    """A workbook of sheets by name, each of rows."""
    made = openpyxl.Workbook()
    made.remove(made.active)
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


def document(*parts: str | list[list[str]], merge: tuple[int, int, int, int, int] | None = None) -> bytes:
    """A Word document of paragraphs and tables; cells of one table merged."""
    made = docx.Document()
    for part in parts:
        if isinstance(part, str):
            made.add_paragraph(part)
            continue
        table = made.add_table(rows=len(part), cols=max(map(len, part)))
        for number, row in enumerate(part):
            for place, text in enumerate(row):
                table.cell(number, place).text = text
    if merge is not None:
        number, top, left, bottom, right = merge
        table = made.tables[number]
        text = table.cell(top, left).text
        table.cell(top, left).merge(table.cell(bottom, right)).text = text
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


READINGS = """
[[table.records]]
to = "readings"
set.round = { text = "2025", find = ["year"] }
set.measure = { head = "Číslo", find = ["code"] }
set.status = "Stav"
set.comment = "Komentář"
"""
_HEAD = "socplan-map = 1\n"


def _number_of(code: str) -> dict[str, str]:
    return {"round": "rok-2025", "measure": code}


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
        mapping=_HEAD + '[[table]]\nskip = ["Celkem", "Zdroj"]' + READINGS,
        gives={
            "readings": [
                {**_number_of("o-1"), "status": "splneno", "comment": "Přijata pracovnice.\nOd února."},
                {**_number_of("o-2"), "status": "probiha"},
                {**_number_of("o-10"), "status": "nesplneno"},
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
                        [datetime(2025, 4, 1), "Splněno"],
                        ["1.2", "Probíhá"],
                    ],
                )
            )
        },
        mapping=_HEAD + "[[table]]" + READINGS,
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
        mapping=_HEAD
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
        mapping=_HEAD
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
        mapping=_HEAD
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
        mapping=_HEAD
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
        name="amounts of every kind that cannot be read in one way",
        files={
            "dotace.csv": (
                "Účel;Částka (Kč)\nprovoz;25 000 Kč\nnájem;25.000,-\nmzdy;cca 30 000\nauto;1.234\nkurz;10–15\n"
                "strava;(500)\nsoftware;1E5\ntisk;100+200\nostatní;25 tis. Kč\npaušál;–\nnula;0\nnic;\n"
            ).encode()
        },
        mapping=_HEAD
        + """
[[table]]
[[table.records]]
to = "allocations"
set.budget = { text = "mesto-2025" }
set.purpose = "Účel"
set.amount = { head = "Částka (Kč)", unit = "Kč" }
""",
        faults=("B4", "B5", "B6", "B7", "B8", "B9", "B10", "B11", "B12"),
    ),
    Case(
        name="windows-1250, semicolons, dates in every manner",
        files={
            "pripominky.csv": (
                "Č.;Doručeno;Text;Vypořádání\n1;10. 5. 2025;Chybí lůžka.;přijato\n2;květen 2025;Chybí byty.;\n3;12.5.2025;Málo peněz.;přijato\n"
            ).encode("windows-1250")
        },
        mapping='socplan-map = 1\nencoding = "windows-1250"\n'
        """
[[table]]
[[table.records]]
to = "comments"
set.consultation = { text = "navrh" }
set.number = "Č."
set.received = "Doručeno"
set.text = "Text"
set.settlement = { head = "Vypořádání", words = { "přijato" = "accepted" } }
""",
        gives={
            "comments": [
                {
                    "id": "comments-1",
                    "consultation": "navrh",
                    "number": 1,
                    "received": "2025-05-10",
                    "text": "Chybí lůžka.",
                    "settlement": "accepted",
                },
                {
                    "id": "comments-2",
                    "consultation": "navrh",
                    "number": 2,
                    "received": "2025-05",
                    "text": "Chybí byty.",
                },
                {
                    "id": "comments-3",
                    "consultation": "navrh",
                    "number": 3,
                    "received": "2025-05-12",
                    "text": "Málo peněz.",
                    "settlement": "accepted",
                },
            ]
        },
    ),
    Case(
        name="dates that are none",
        files={
            "data.csv": "Č.;Doručeno;Text\n1;31. 4. 2025;a\n2;45056;b\n3;do 30. 6.;c\n4;10. 5. 25;d\n5;II. čtvrtletí 2025;e\n".encode()
        },
        mapping=_HEAD
        + """
[[table]]
[[table.records]]
to = "comments"
set.consultation = { text = "navrh" }
set.number = "Č."
set.received = "Doručeno"
set.text = "Text"
""",
        faults=("B2", "B3", "B4", "B5", "B6"),
    ),
    Case(
        name="terms as periods",
        files={
            "akce.csv": "Opatření;Úkol;Termín;Náklady\n1.1;Přijmout;do 30. 6. 2026;60 tis. Kč\n1.2;Otevřít;II. čtvrtletí 2026;1,5 mil. Kč\n1.10;Upravit;2026;\n".encode()
        },
        mapping=_HEAD
        + """
[[table]]
[[table.records]]
to = "action_items"
set.action_plan = { text = "rp-2026" }
set.measure = "Opatření"
set.task = "Úkol"
set.term = "Termín"
""",
        gives={
            "action_items": [
                {"action_plan": "rp-2026", "measure": "o-1", "task": "Přijmout", "term": {"end": "2026-06-30"}},
                {
                    "action_plan": "rp-2026",
                    "measure": "o-2",
                    "task": "Otevřít",
                    "term": {"start": "2026-04", "end": "2026-06"},
                },
                {
                    "action_plan": "rp-2026",
                    "measure": "o-10",
                    "task": "Upravit",
                    "term": {"start": "2026", "end": "2026"},
                },
            ]
        },
        notes=("Náklady",),
    ),
    Case(
        name="a unit of a cell that contradicts its head",
        files={"akce.csv": "Opatření;Náklady (tis. Kč)\n1.1;60\n1.2;25 000 Kč\n".encode()},
        mapping=_HEAD
        + """
[[table]]
[[table.records]]
to = "action_items"
set.action_plan = { text = "rp-2026" }
set.measure = "Opatření"
set.cost = { head = "Náklady (tis. Kč)", unit = "tis. Kč" }
""",
        faults=("B3",),
    ),
    Case(
        name="a head that says thousands, and a mapping that says crowns",
        files={"akce.csv": "Opatření;Náklady (tis. Kč)\n1.1;60\n".encode()},
        mapping=_HEAD
        + """
[[table]]
[[table.records]]
to = "action_items"
set.action_plan = { text = "rp-2026" }
set.measure = "Opatření"
set.cost = { head = "Náklady (tis. Kč)", unit = "Kč" }
""",
        faults=("B1",),
    ),
    Case(
        name="a table of a Word document with merged cells, one of several",
        files={
            "zprava.docx": document(
                "Úvod",
                [["Kdo", "Kdy"], ["rada", "leden"]],
                "Plnění opatření",
                [
                    ["Oblast", "Číslo", "Stav", "Komentář"],
                    ["Rodiny", "1.1", "Splněno", ""],
                    ["", "1.2", "Probíhá", "běží"],
                    ["Senioři", "1.10", "nic", ""],
                ],
                merge=(1, 1, 0, 2, 0),
            )
        },
        mapping=_HEAD + "[[table]]" + READINGS,
        faults=("tabulka 2, řádek 4, sloupec 3",),
    ),
    Case(
        name="a Word table that is right",
        files={
            "zprava.docx": document(
                "Plnění opatření", [["Číslo", "Stav", "Komentář"], ["1.1", "Splněno", ""], ["1.10", "Probíhá", "běží"]]
            )
        },
        mapping=_HEAD + '[[table]]\nsheet = "Plnění opatření"' + READINGS,
        gives={
            "readings": [
                {**_number_of("o-1"), "status": "splneno"},
                {**_number_of("o-10"), "status": "probiha", "comment": "běží"},
            ]
        },
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
        mapping=_HEAD + "[[table]]" + READINGS,
        gives={
            "readings": [
                {**_number_of("o-1"), "status": "splneno"},
                {**_number_of("o-2"), "status": "probiha"},
                {**_number_of("o-10"), "status": "probiha", "comment": "běží"},
            ]
        },
        notes=("skryté",),
    ),
    Case(
        name="a table that was cut in two, and its head typed again",
        files={"dva.csv": "Číslo;Stav;Komentář\n1.1;Splněno;\n;;\nČíslo;Stav;Komentář\n1.2;Probíhá;\n".encode()},
        mapping=_HEAD + "[[table]]" + READINGS,
        gives={"readings": [{**_number_of("o-1"), "status": "splneno"}, {**_number_of("o-2"), "status": "probiha"}]},
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
        mapping=_HEAD
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
            "readings": [{**_number_of("o-1"), "status": "splneno"}],
            "allocations": [{"id": "allocations-1", "budget": "mesto-2025", "purpose": "provoz", "amount": "1000"}],
        },
    ),
    Case(
        name="services with new providers, several target groups in one cell",
        files={
            "sluzby.csv": (
                "Název;Registrace;IČO;Poskytovatel;Druh;Telefon;Cílová skupina\n"
                "Noclehárna;7654321;25596641;Charita Vzorov;Azylové domy;000 111 222;senioři; \n"
            ).encode()
        },
        mapping=_HEAD
        + """
[[table]]
[[table.records]]
to = "organisations"
set.name = "Poskytovatel"
set.ico = "IČO"
[[table.records]]
to = "services"
set.name = "Název"
set.registration = "Registrace"
set.provider = { head = "IČO", find = ["ico"] }
set.kind = { head = "Druh", find = ["name"] }
set.phone = "Telefon"
""",
        gives={
            "organisations": [{"id": "organisations-25596641", "name": "Charita Vzorov", "ico": "25596641"}],
            "services": [
                {
                    "id": "services-7654321",
                    "name": "Noclehárna",
                    "provider": "organisations-25596641",
                    "kind": "par-57",
                    "registration": "7654321",
                    "phone": "000 111 222",
                }
            ],
        },
    ),
    Case(
        name="members, whose names make no identifiers, and several functions",
        files={
            "clenove.csv": (
                "Skupina;Jméno;Organizace;Funkce;Za koho\n"
                "Senioři;Anna Nováková;Přístav, z. s.;vedoucí;poskytovatel\nSenioři;Karel Malý;;;uživatel\n"
            ).encode()
        },
        mapping=_HEAD
        + """
[[table]]
unread = "Jméno"
[[table.records]]
to = "members"
set.group = "Skupina"
set.organisation = "Organizace"
set.function = { head = "Funkce", words = { "vedoucí" = "lead" } }
set.constituency = { head = "Za koho", words = { "poskytovatel" = "provider", "uživatel" = "user" } }
""",
        gives={
            "members": [
                {
                    "id": "members-1",
                    "group": "seniori",
                    "organisation": "Přístav, z. s.",
                    "constituency": "provider",
                    "function": "lead",
                },
                {"id": "members-2", "group": "seniori", "constituency": "user"},
            ]
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
        mapping=_HEAD
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
    Case(
        name="a code and a title that do not belong together",
        files={"plneni.csv": "Číslo;Název;Stav\n1.1;Otevřít poradnu;Splněno\n1.2;Otevřít poradnu;Probíhá\n".encode()},
        mapping=_HEAD
        + """
[[table]]
[[table.records]]
to = "readings"
set.round = { text = "rok-2025" }
set.measure = { head = "Číslo", find = ["code"], confirm = { title = "Název" } }
set.status = "Stav"
""",
        faults=("A2",),
    ),
    Case(
        name="a row that names a measure and says nothing",
        files={"plneni.csv": "Číslo;Stav;Komentář\n1.1;Splněno;\n1.2;;\n".encode()},
        mapping=_HEAD + "[[table]]" + READINGS,
        gives={"readings": [{**_number_of("o-1"), "status": "splneno"}]},
        notes=("nic neříká",),
    ),
    Case(
        name="a new plan from nothing but a list of measures",
        files={
            "opatreni.csv": "Cíl;Opatření;Název;Realizátor\nPomoc doma;1;Nová služba;Charita\n;2;Druhá služba;Město\n".encode()
        },
        mapping=_HEAD
        + """
[plan]
title = "Plán obce"
authority = "Obec"
[[table]]
fill = "Cíl"
[[table.records]]
to = "goals"
set.title = "Cíl"
[[table.records]]
to = "measures"
set.goal = { head = "Cíl", find = ["title"] }
set.code = "Opatření"
set.title = "Název"
set.responsible = "Realizátor"
""",
        gives={
            "goals": [{"id": "goals-pomoc-doma", "title": "Pomoc doma"}],
            "measures": [
                {
                    "id": "measures-1",
                    "code": "1",
                    "title": "Nová služba",
                    "goal": "goals-pomoc-doma",
                    "responsible": "Charita",
                },
                {
                    "id": "measures-2",
                    "code": "2",
                    "title": "Druhá služba",
                    "goal": "goals-pomoc-doma",
                    "responsible": "Město",
                },
            ],
        },
    ),
    Case(
        name="what the file and the dossier say differently",
        files={"o.csv": "Číslo;Název\n1.1;Jiný název\n1.2;Otevřít poradnu\n".encode()},
        mapping=_HEAD
        + """
[[table]]
[[table.records]]
to = "measures"
set.code = "Číslo"
set.title = "Název"
""",
        faults=("B2",),
    ),
)
