"""Files of offices that a stranger brought: in other words and other forms than those the proposals were made after."""

from __future__ import annotations

from tests.intake.office import HEAD, Case, document

CASES = (
    Case(
        name="indicators with a column for each year, between a baseline and a target",
        files={
            "ukazatele.csv": (
                "Ukazatel;Jednotka;Číslo opatření;Výchozí stav (2022);2023;2024;2025;Cílová hodnota 2027\n"
                "Počet lůžek;lůžko;1.1;10;11;–;13;20\nPodíl spokojených;%;1.2;50 %;55 %;60,5 %;0 %;80 %\n"
            ).encode()
        },
        mapping=HEAD
        + """
[[table]]
[[table.records]]
to = "rounds"
columns = ["2023", "2024", "2025"]
set.period = { each = "head" }
[[table.records]]
to = "indicators"
set.name = "Ukazatel"
set.unit = "Jednotka"
set.measure = { head = "Číslo opatření", find = ["code"] }
set.baseline = { head = "Výchozí stav (2022)", unit = "own" }
set.baseline_day = { text = "2022" }
set.target = { head = "Cílová hodnota 2027", unit = "own" }
set.target_day = { text = "2027" }
[[table.records]]
to = "indicator_values"
columns = ["2023", "2024", "2025"]
set.indicator = { head = "Ukazatel", find = ["name"] }
set.round = { each = "head", find = ["year"] }
set.value = { each = "cell", unit = "own", zero = "known", words = { "–" = "" } }
""",
        gives={
            "rounds": [
                {"id": "rounds-2023", "period": {"start": "2023", "end": "2023"}},
                {"id": "rounds-2024", "period": {"start": "2024", "end": "2024"}},
            ],
            "indicators": [
                {
                    "id": "indicators-pocet-luzek",
                    "name": "Počet lůžek",
                    "unit": "lůžko",
                    "measure": "o-1",
                    "baseline": "10",
                    "baseline_day": "2022",
                    "target": "20",
                    "target_day": "2027",
                },
                {
                    "id": "indicators-podil-spokojenych",
                    "name": "Podíl spokojených",
                    "unit": "%",
                    "measure": "o-2",
                    "baseline": "50",
                    "baseline_day": "2022",
                    "target": "80",
                    "target_day": "2027",
                },
            ],
            "indicator_values": [
                {"indicator": "indicators-pocet-luzek", "round": "rounds-2023", "value": "11"},
                {"indicator": "indicators-pocet-luzek", "round": "rok-2025", "value": "13"},
                {"indicator": "indicators-podil-spokojenych", "round": "rounds-2023", "value": "55"},
                {"indicator": "indicators-podil-spokojenych", "round": "rounds-2024", "value": "60.5"},
                {"indicator": "indicators-podil-spokojenych", "round": "rok-2025", "value": "0"},
            ],
        },
    ),
    Case(
        name="windows-1250, a head that lists the statuses, a comment over two lines",
        files={
            "plneni.csv": (
                "Opatření č.;Název;Odpovědnost;Splněno / Plní se / Neplněno / Zrušeno;Slovní vyhodnocení;Doklady\n"
                '1.1;Rozšířit službu pro rodiny;OSV;Neplněno;"Nebyly peníze;\nodloženo";usnesení\n'
                "1.2;Otevřít poradnu;OSV;Zrušeno;;\n1.10;Upravit byty;OSV;Plní se;Projekt podán;\n"
            ).encode("windows-1250")
        },
        mapping="""socplan-map = 1
encoding = "windows-1250"
[[table]]
head = 1
facts.rok = { text = "2025" }
[[table.records]]
to = "rounds"
set.period = { fact = "rok" }
[[table.records]]
to = "statuses"
set.name = { text = "Zrušeno" }
set.meaning = { text = "cancelled" }
set.fulfilled = { text = "ne" }
[[table.records]]
to = "readings"
set.round = { fact = "rok", find = ["year"] }
set.evidence = "Doklady"
set.measure = { head = "Opatření č.", find = ["code"], confirm = { title = "Název" } }
set.comment = "Slovní vyhodnocení"
set.status = { head = "Splněno / Plní se / Neplněno / Zrušeno", words = { "Neplněno" = "nesplneno", "Plní se" = "probiha" } }
""",
        gives={
            "statuses": [{"id": "statuses-zruseno", "name": "Zrušeno", "meaning": "cancelled", "fulfilled": False}],
            "readings": [
                {
                    "round": "rok-2025",
                    "measure": "o-1",
                    "status": "nesplneno",
                    "comment": "Nebyly peníze;\nodloženo",
                    "evidence": "usnesení",
                },
                {"round": "rok-2025", "measure": "o-2", "status": "statuses-zruseno"},
                {"round": "rok-2025", "measure": "o-10", "status": "probiha", "comment": "Projekt podán"},
            ],
        },
    ),
    Case(
        name="crosses below a head that leaves its gaps empty",
        files={
            "krizky.csv": (
                "Vyhodnocení opatření za rok 2025;;;;;;\nČ.;Název opatření;Stav plnění;;;;Poznámka\n;;splněno;plní se;neplněno;zrušeno;\n"
                "1.1;Rozšířit službu pro rodiny;X;;;;\n1.2;Otevřít poradnu;;X;;;běží\n1.10;Upravit byty;;;;X;zrušeno radou\n"
            ).encode()
        },
        mapping="""socplan-map = 1
[[table]]
head = [2, 3]
fill_right = true
facts.rok = { cell = "A1", match = '(20[0-9][0-9])' }
[[table.records]]
to = "rounds"
set.period = { fact = "rok" }
[[table.records]]
to = "statuses"
set.name = { text = "zrušeno" }
set.meaning = { text = "cancelled" }
set.fulfilled = { text = "ne" }
[[table.records]]
to = "readings"
columns = ["Stav plnění – splněno", "Stav plnění – plní se", "Stav plnění – neplněno", "Stav plnění – zrušeno"]
cross = ["x"]
set.round = { fact = "rok", find = ["year"] }
set.status = { each = "head", words = { "Stav plnění – splněno" = "splněno", "Stav plnění – plní se" = "probiha", "Stav plnění – neplněno" = "nesplneno", "Stav plnění – zrušeno" = "zrušeno" } }
set.comment = "Poznámka"
set.measure = { head = "Č.", find = ["code"], confirm = { title = "Název opatření" } }
""",
        gives={
            "statuses": [{"id": "statuses-zruseno", "name": "zrušeno", "meaning": "cancelled", "fulfilled": False}],
            "readings": [
                {"round": "rok-2025", "measure": "o-1", "status": "splneno"},
                {"round": "rok-2025", "measure": "o-2", "status": "probiha", "comment": "běží"},
                {"round": "rok-2025", "measure": "o-10", "status": "statuses-zruseno", "comment": "zrušeno radou"},
            ],
        },
    ),
    Case(
        name="two Word tables of a new plan, each under its priority, codes and titles in one cell",
        files={
            "opatreni.docx": document(
                "Priorita 1: Senioři",
                [
                    ["Opatření", "Popis opatření", "Gestor", "Termín plnění", "Předpokládané náklady"],
                    ["1.1 Rozvoj pečovatelské služby", "Rozšířit\nvečer", "Charita Vzorov", "2024–2026", "500 000 Kč"],
                    ["1.2 Dům s byty", "", "Město", "průběžně", ""],
                ],
                "Priorita 2: Rodiny",
                [
                    ["Opatření", "Popis opatření", "Gestor", "Termín plnění", "Předpokládané náklady"],
                    ["2.1 Poradna", "Otevřít", "Přístav", "do 31. 12. 2025", "1,2 mil. Kč"],
                ],
            )
        },
        mapping="""socplan-map = 1
[plan]
title = "Plán"
authority = "Obec"
[[table]]
sheet = 1
head = 1
facts."cíl" = { name = true }
[[table.records]]
to = "goals"
set.title = { fact = "cíl" }
[[table.records]]
to = "measures"
set.code = { head = "Opatření", match = '^([A-Z]?[0-9.]+)\\s' }
set.title = { head = "Opatření", match = '^[A-Z]?[0-9.]+\\s+(.+)' }
set.text = "Popis opatření"
set.cost = { head = "Předpokládané náklady", unit = "Kč" }
set.term = { head = "Termín plnění", words = { "průběžně" = "" } }
set.responsible = "Gestor"
set.goal = { fact = "cíl", find = ["title"] }
set.ongoing = { head = "Termín plnění", words = { "průběžně" = "ano" }, others = "ne" }
[[table]]
sheet = 2
head = 1
facts."cíl" = { name = true }
[[table.records]]
to = "goals"
set.title = { fact = "cíl" }
[[table.records]]
to = "measures"
set.code = { head = "Opatření", match = '^([A-Z]?[0-9.]+)\\s' }
set.title = { head = "Opatření", match = '^[A-Z]?[0-9.]+\\s+(.+)' }
set.text = "Popis opatření"
set.cost = { head = "Předpokládané náklady", unit = "mil. Kč" }
set.term = "Termín plnění"
set.responsible = "Gestor"
set.goal = { fact = "cíl", find = ["title"] }
""",
        gives={
            "goals": [
                {"id": "goals-priorita-1-seniori", "title": "Priorita 1: Senioři"},
                {"id": "goals-priorita-2-rodiny", "title": "Priorita 2: Rodiny"},
            ],
            "measures": [
                {
                    "id": "measures-1.1",
                    "title": "Rozvoj pečovatelské služby",
                    "goal": "goals-priorita-1-seniori",
                    "code": "1.1",
                    "text": "Rozšířit\nvečer",
                    "responsible": "Charita Vzorov",
                    "term": {"start": "2024", "end": "2026"},
                    "cost": "500000",
                },
                {
                    "id": "measures-1.2",
                    "title": "Dům s byty",
                    "goal": "goals-priorita-1-seniori",
                    "code": "1.2",
                    "responsible": "Město",
                    "ongoing": True,
                },
                {
                    "id": "measures-2.1",
                    "title": "Poradna",
                    "goal": "goals-priorita-2-rodiny",
                    "code": "2.1",
                    "text": "Otevřít",
                    "responsible": "Přístav",
                    "term": {"end": "2025-12-31"},
                    "cost": "1200000",
                },
            ],
        },
    ),
    Case(
        name="a book of comments in Word, numbered with points, with days of every manner",
        files={
            "pripominky.docx": document(
                "Vypořádání připomínek k návrhu plánu",
                [
                    [
                        "Poř. č.",
                        "Datum",
                        "Připomínkující",
                        "Kapitola/strana",
                        "Znění připomínky",
                        "Způsob vypořádání",
                        "Odůvodnění",
                    ],
                    ["1.", "12. 9. 2025", "Anna Nováková", "3.2", "Doplnit lůžka.", "Akceptováno", "Doplněno"],
                    ["2.", "13.09.2025", "Člověk v tísni", "str. 12", "Opravit tabulku.", "Akceptováno částečně", ""],
                    ["3.", "září 2025", "Městská část Lhota", "", "Souhlasíme.", "Bereme na vědomí", "-"],
                ],
            )
        },
        mapping="""socplan-map = 1
[[table]]
head = 1
[[table.records]]
to = "comments"
set.consultation = { text = "navrh" }
set.settlement = { head = "Způsob vypořádání", words = { "Bereme na vědomí" = "noted" } }
set.reason = { head = "Odůvodnění", words = { "-" = "" } }
set.text = "Znění připomínky"
set.number = "Poř. č."
set.received = "Datum"
set.author = { head = "Připomínkující", words = { "Člověk v tísni" = "", "Městská část Lhota" = "" } }
set.organisation = { head = "Připomínkující", words = { "Člověk v tísni" = "Člověk v tísni", "Městská část Lhota" = "Městská část Lhota" }, others = "" }
set.author_kind = { head = "Připomínkující", words = { "Člověk v tísni" = "organisation", "Městská část Lhota" = "authority" }, others = "" }
set.part = "Kapitola/strana"
""",
        gives={
            "comments": [
                {
                    "id": "comments-1",
                    "consultation": "navrh",
                    "text": "Doplnit lůžka.",
                    "number": 1,
                    "received": "2025-09-12",
                    "author": "Anna Nováková",
                    "part": "3.2",
                    "settlement": "accepted",
                    "reason": "Doplněno",
                },
                {
                    "id": "comments-2",
                    "consultation": "navrh",
                    "text": "Opravit tabulku.",
                    "number": 2,
                    "received": "2025-09-13",
                    "author_kind": "organisation",
                    "organisation": "Člověk v tísni",
                    "part": "str. 12",
                    "settlement": "partly",
                },
                {
                    "id": "comments-3",
                    "consultation": "navrh",
                    "text": "Souhlasíme.",
                    "number": 3,
                    "received": "2025-09",
                    "author_kind": "authority",
                    "organisation": "Městská část Lhota",
                    "settlement": "noted",
                },
            ]
        },
    ),
)
