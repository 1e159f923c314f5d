"""Files as offices have them, each in another manner, with what has to come of them: CSV and Word."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import docx
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
    #: Attributes that only people could say; nothing proposes them.
    beyond: tuple[str, ...] = ()


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
HEAD = "socplan-map = 1\n"


def number_of(code: str) -> dict[str, str]:
    return {"round": "rok-2025", "measure": code}


CASES = (
    Case(
        name="a nought in every manner, and nothing said of what it means",
        files={"dotace.csv": "Účel;Částka\na;0 Kč\nb;0,00 Kč\nc;0,-\nd;0,-Kč\ne;1 Kč\n".encode()},
        mapping=HEAD
        + """
[[table]]
[[table.records]]
to = "allocations"
set.budget = { text = "mesto-2025" }
set.purpose = "Účel"
set.amount = { head = "Částka", unit = "Kč" }
""",
        faults=("B2", "B3", "B4", "B5"),
    ),
    Case(
        name="a service found by provider and kind, with a wrong provider in one row",
        files={
            "dotace.csv": "Účel;Druh;IČO;Částka\na;Azylové domy;00006947;5\nb;Azylové domy;12345678;6\nc;Noclehárny;00006947;7\n".encode()
        },
        mapping=HEAD
        + """
[[table]]
[[table.records]]
to = "allocations"
set.budget = { text = "mesto-2025" }
set.purpose = "Účel"
set.amount = { head = "Částka", unit = "Kč" }
[table.records.set.service]
by = [{ kind = { head = "Druh", find = ["name"] }, provider = { head = "IČO", find = ["ico"] } }]
""",
        faults=("C3", "B4"),
    ),
    Case(
        name="headings between the rows, and codes with dots at their end",
        files={
            "plneni.csv": "Číslo;Název;Stav\nRodiny, děti a mládež;;\n1. 1.;Rozšířit službu pro rodiny;Splněno\n1.2.;Otevřít poradnu;Probíhá\nSenioři;;\n1.10;Upravit byty;Probíhá\n".encode()
        },
        mapping=HEAD
        + """
[[table]]
headings = "Oblast"
[[table.records]]
to = "readings"
set.round = { text = "rok-2025" }
set.measure = { head = "Číslo", find = ["code"] }
set.status = "Stav"
set.comment = "Oblast"
""",
        gives={
            "readings": [
                {**number_of("o-1"), "status": "splneno", "comment": "Rodiny, děti a mládež"},
                {**number_of("o-2"), "status": "probiha", "comment": "Rodiny, děti a mládež"},
                {**number_of("o-10"), "status": "probiha", "comment": "Senioři"},
            ]
        },
        beyond=("comment",),
    ),
    Case(
        name="amounts of every kind that cannot be read in one way",
        files={
            "dotace.csv": (
                "Účel;Částka (Kč)\nprovoz;25 000 Kč\nnájem;25.000,-\nmzdy;cca 30 000\nauto;1.234\nkurz;10–15\n"
                "strava;(500)\nsoftware;1E5\ntisk;100+200\nostatní;25 tis. Kč\npaušál;–\nnula;0\nnic;\n"
            ).encode()
        },
        mapping=HEAD
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
        mapping=HEAD
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
        mapping=HEAD
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
        mapping=HEAD
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
        mapping=HEAD
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
        mapping=HEAD + "[[table]]" + READINGS,
        faults=("tabulka 2, řádek 4, sloupec 3",),
    ),
    Case(
        name="a Word table that is right",
        files={
            "zprava.docx": document(
                "Plnění opatření", [["Číslo", "Stav", "Komentář"], ["1.1", "Splněno", ""], ["1.10", "Probíhá", "běží"]]
            )
        },
        mapping=HEAD + '[[table]]\nsheet = "Plnění opatření"' + READINGS,
        gives={
            "readings": [
                {**number_of("o-1"), "status": "splneno"},
                {**number_of("o-10"), "status": "probiha", "comment": "běží"},
            ]
        },
    ),
    Case(
        name="a table that was cut in two, and its head typed again",
        files={"dva.csv": "Číslo;Stav;Komentář\n1.1;Splněno;\n;;\nČíslo;Stav;Komentář\n1.2;Probíhá;\n".encode()},
        mapping=HEAD + "[[table]]" + READINGS,
        gives={"readings": [{**number_of("o-1"), "status": "splneno"}, {**number_of("o-2"), "status": "probiha"}]},
    ),
    Case(
        name="services with new providers, several target groups in one cell",
        files={
            "sluzby.csv": (
                "Název;Registrace;IČO;Poskytovatel;Druh;Telefon;Cílová skupina\n"
                "Noclehárna;7654321;25596641;Charita Vzorov;Azylové domy;000 111 222;senioři; \n"
            ).encode()
        },
        mapping=HEAD
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
        mapping=HEAD
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
        name="a code and a title that do not belong together",
        files={"plneni.csv": "Číslo;Název;Stav\n1.1;Otevřít poradnu;Splněno\n1.2;Otevřít poradnu;Probíhá\n".encode()},
        mapping=HEAD
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
        mapping=HEAD + "[[table]]" + READINGS,
        gives={"readings": [{**number_of("o-1"), "status": "splneno"}]},
        notes=("nic neříká",),
    ),
    Case(
        name="a new plan from nothing but a list of measures",
        files={
            "opatreni.csv": "Cíl;Opatření;Název;Realizátor\nPomoc doma;1;Nová služba;Charita\n;2;Druhá služba;Město\n".encode()
        },
        mapping=HEAD
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
        mapping=HEAD
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
