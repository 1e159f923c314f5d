"""Workbooks that a stranger brought: in other words and other forms than those the proposals were made after."""

from __future__ import annotations

from typing import Any

from tests.intake.office import Case
from tests.intake.workbooks import book


def _two_rows(made: Any) -> None:
    sheet = made["Vyhodnocení 2025"]
    for area in ("A1:H1", "F3:G3", *(f"{column}3:{column}4" for column in "ABCDEH")):
        sheet.merge_cells(area)


def _applicants(made: Any) -> None:
    for area in ("A1:F1", "A4:A5", "B4:B5"):
        made["Dotace"].merge_cells(area)


CASES = (
    Case(
        name="a head of two rows with merged cells, a sum in the middle, other words for statuses",
        files={
            "vyhodnoceni.xlsx": book(
                (
                    "Vyhodnocení 2025",
                    [
                        ["Vyhodnocení plnění komunitního plánu za rok 2025"],
                        [],
                        [
                            "Kód",
                            "Opatření",
                            "Gestor",
                            "Termín plnění",
                            "Stav realizace",
                            "Finanční rámec (tis. Kč)",
                            None,
                            "Poznámka",
                        ],
                        [None, None, None, None, None, "plán", "skutečnost"],
                        ["1.1", "Rozšířit službu pro rodiny", "OSV", "31. 12. 2025", "Splněno", 1200, 1185.5, "Hotovo"],
                        ["1.2", "Otevřít poradnu", "Charita", "průběžně", "Plní se", 300],
                        ["Mezisoučet", None, None, None, None, 1500, 1185.5],
                        ["1.10", "Upravit byty", "Město", "2026", "Odloženo", 0, 0, "Přesun na 2026"],
                        ["Celkem", None, None, None, None, 1500, 1185.5],
                        ["Zpracovala: OSV, 15. 1. 2026"],
                    ],
                ),
                change=_two_rows,
            )
        },
        mapping="""socplan-map = 1
[[table]]
sheet = "Vyhodnocení 2025"
head = [3, 4]
sums = ["Mezisoučet", "Celkem"]
skip = ["Zpracovala:"]
facts.rok = { cell = "A1", match = '(20[0-9][0-9])' }
[[table.records]]
to = "rounds"
set.period = { fact = "rok" }
[[table.records]]
to = "statuses"
set.name = { text = "Odloženo" }
set.meaning = { text = "postponed" }
set.fulfilled = { text = "ne" }
[[table.records]]
to = "readings"
set.round = { fact = "rok", find = ["year"] }
set.comment = "Poznámka"
set.status = { head = "Stav realizace", words = { "Plní se" = "probiha" } }
set.spent = { head = "Finanční rámec (tis. Kč) – skutečnost", unit = "tis. Kč", zero = "known" }
set.measure = { head = "Kód", find = ["code"], confirm = { title = "Opatření" } }
""",
        gives={
            "statuses": [{"id": "statuses-odlozeno", "name": "Odloženo", "meaning": "postponed", "fulfilled": False}],
            "readings": [
                {"round": "rok-2025", "measure": "o-1", "status": "splneno", "comment": "Hotovo", "spent": "1185500"},
                {"round": "rok-2025", "measure": "o-2", "status": "probiha"},
                {
                    "round": "rok-2025",
                    "measure": "o-10",
                    "status": "statuses-odlozeno",
                    "comment": "Přesun na 2026",
                    "spent": "0",
                },
            ],
        },
    ),
    Case(
        name="applicants merged over several rows, what they asked for and what they got",
        files={
            "dotace.xlsx": book(
                (
                    "Dotace",
                    [
                        ["Rozdělení dotací 2025"],
                        [],
                        [
                            "Žadatel",
                            "IČO",
                            "Název projektu",
                            "Požadovaná částka",
                            "Navržená částka",
                            "Schválená částka",
                        ],
                        ["Přístav, z. s.", "00006947", "Azylový dům", 500000, 400000, 380000],
                        [None, None, "Noclehárna", 200000, 150000, 150000],
                        ["Charita Vzorov", "25596641", "Stacionář", "120.000,-", "100.000,-", "0,-"],
                        ["CELKEM", None, None, 820000, 650000, 530000],
                    ],
                ),
                change=_applicants,
            )
        },
        mapping="""socplan-map = 1
[[table]]
sheet = "Dotace"
head = 3
sums = ["CELKEM"]
fill = ["IČO", "Žadatel"]
facts.rok = { cell = "A1", match = '(20[0-9][0-9])' }
[[table.records]]
to = "funding_sources"
set.name = { text = "Město Vzorov" }
[[table.records]]
to = "budgets"
set.source = { text = "Město Vzorov", find = ["name"] }
set.period = { fact = "rok" }
[[table.records]]
to = "organisations"
set.name = "Žadatel"
set.ico = "IČO"
[[table.records]]
to = "allocations"
set.budget = { by = [{ source = { text = "Město Vzorov" }, year = { fact = "rok" } }] }
set.organisation = { head = "IČO", find = ["ico"] }
set.amount = { head = "Schválená částka", unit = "Kč", zero = "known" }
set.requested = { head = "Požadovaná částka", unit = "Kč" }
set.purpose = "Název projektu"
""",
        gives={
            "organisations": [{"id": "organisations-25596641", "name": "Charita Vzorov", "ico": "25596641"}],
            "allocations": [
                {
                    "id": "allocations-1",
                    "budget": "mesto-2025",
                    "organisation": "pristav",
                    "purpose": "Azylový dům",
                    "requested": "500000",
                    "amount": "380000",
                },
                {
                    "id": "allocations-2",
                    "budget": "mesto-2025",
                    "organisation": "pristav",
                    "purpose": "Noclehárna",
                    "requested": "200000",
                    "amount": "150000",
                },
                {
                    "id": "allocations-3",
                    "budget": "mesto-2025",
                    "organisation": "organisations-25596641",
                    "purpose": "Stacionář",
                    "requested": "120000",
                    "amount": "0",
                },
            ],
        },
    ),
    Case(
        name="services whose forms are crosses in columns, with a capacity in the unit of its head",
        files={
            "sluzby.xlsx": book(
                (
                    "Služby",
                    [
                        [
                            "Název poskytovatele",
                            "Název služby",
                            "Druh služby",
                            "Identifikátor",
                            "Pobytová",
                            "Terénní",
                            "Kapacita (počet lůžek)",
                        ],
                        ["Přístav, z. s.", "Azylový dům", "azylové domy", 1234567, "x", None, 24],
                        ["Diakonie", "Dům na půli", "azylové domy", 7654321, "x", "x", None],
                    ],
                )
            )
        },
        mapping="""socplan-map = 1
[[table]]
sheet = "Služby"
head = 1
[[table.records]]
to = "organisations"
set.name = "Název poskytovatele"
[[table.records]]
to = "services"
set.name = "Název služby"
set.kind = "Druh služby"
set.registration = "Identifikátor"
set.provider = { head = "Název poskytovatele", find = ["name"] }
[[table.records]]
to = "capacities"
when = ["Kapacita (počet lůžek)"]
set.service = { head = "Identifikátor", find = ["registration"] }
set.quantity = "Kapacita (počet lůžek)"
set.unit = { text = "lůžko" }
[[table.records]]
to = "capacities"
columns = ["Pobytová", "Terénní"]
cross = ["x"]
set.service = { head = "Identifikátor", find = ["registration"] }
set.form = { each = "head" }
""",
        gives={
            "organisations": [{"id": "organisations-diakonie", "name": "Diakonie"}],
            "services": [
                {
                    "id": "services-7654321",
                    "name": "Dům na půli",
                    "provider": "organisations-diakonie",
                    "kind": "par-57",
                    "registration": "7654321",
                }
            ],
            "capacities": [
                {"service": "dum", "unit": "lůžko", "quantity": "24"},
                {"service": "dum", "form": "residential"},
                {"service": "services-7654321", "form": "residential"},
                {"service": "services-7654321", "form": "field"},
            ],
        },
    ),
)
