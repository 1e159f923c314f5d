"""What desks of offices showed: cells that one run did not name, right ones that it did, and words that nobody understood."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from socplan import ReadError, from_mapping, import_office_tables, to_mapping, write_file
from socplan.cli import main
from socplan.intake import Intake
from tests.intake.office import BASE, HEAD
from tests.intake.running import faults_of, intake_of

TALLIES = """
[[table]]
head = 1
[[table.records]]
to = "tallies"
columns = ["Splněno", "Probíhá"]
set.round = { text = "2025", find = ["year"] }
set.status = { each = "head" }
set.count = { each = "cell", zero = "known" }
set.group = "Skupina"
"""
CROSSES = """
[[table]]
head = 1
[[table.records]]
to = "readings"
columns = ["Splněno", "Probíhá"]
cross = "x"
set.round = { text = "2025", find = ["year"] }
set.measure = { head = "Číslo", find = ["code"] }
set.status = { each = "head" }
set.comment = "Komentář"
"""
YEARS = """
[[table]]
head = 1
[[table.records]]
to = "rounds"
columns = ["2025", "2026"]
set.period = { each = "head" }
[[table.records]]
to = "readings"
columns = ["2025", "2026"]
set.round = { each = "head", find = ["year"] }
set.measure = { head = "Číslo", find = ["code"] }
set.status = { each = "cell", find = ["name"] }
"""
ITEMS = """
[[table]]
head = 1
[[table.records]]
to = "action_items"
set.action_plan = { text = "2026", find = ["year"] }
set.measure = { head = "Číslo", find = ["code"] }
set.term = "Termín"
"""


def test_a_count_below_nought_is_named_in_the_same_run_as_every_other_cell(tmp_path: Path) -> None:
    text = "Skupina;Splněno;Probíhá\nRodiny, děti a mládež;-3;2\nSenioři;2;cca 3\n"
    assert list(faults_of(tmp_path, text, HEAD + TALLIES)) == ["B2", "C3"]


def test_what_only_the_model_refuses_is_named_in_the_same_run_too(tmp_path: Path) -> None:
    mapping = (
        HEAD + '[[table]]\n[[table.records]]\nto = "goals"\nset.id = "Značka"\nset.title = "Cíl"\nset.order = "P"\n'
    )
    assert set(faults_of(tmp_path, "Značka;Cíl;P\nne takto!;A;1\nb;B;první\n", mapping)) == {"A2", "C3"}


@pytest.mark.parametrize(
    ("attribute", "said", "why"),
    [
        ("id", "řádek 1", "„řádek 1“ není identifikátor; začíná písmenem"),
        ("title", "Pomoc\x02 doma", "6. znak textu (U+0002) nelze v dokumentu uložit"),
        ("order", "1" * 19, f"„{'1' * 19}“ má víc než 18 číslic před desetinnou čárkou"),
    ],
)
def test_what_no_dossier_can_keep_is_told_in_the_language_asked_for(
    attribute: str, said: str, why: str, tmp_path: Path
) -> None:
    sources = {"title": "T", attribute: "X"}
    lines = "".join(f'set.{name} = "{head}"\n' for name, head in sources.items())
    found = faults_of(tmp_path, f"X;T\n{said};a\n", f'{HEAD}[[table]]\n[[table.records]]\nto = "goals"\n{lines}')
    assert found["A2"].startswith(why)


def test_what_is_personal_is_in_no_message_though_no_dossier_can_keep_it(tmp_path: Path) -> None:
    mapping = f'{HEAD}[[table]]\n[[table.records]]\nto = "persons"\nset.id = "Z"\nset.phone = "T"\n'
    found = faults_of(tmp_path, "Z;T\nan;777\x02888\n", mapping)
    assert found == {"B2": "hodnotu nelze přečíst (neuvádí se, je osobní nebo skrytá)"}


def test_a_row_whose_status_nobody_crossed_does_not_lose_its_comment_unsaid(tmp_path: Path) -> None:
    text = "Číslo;Splněno;Probíhá;Komentář\n1.1;x;;\n1.2;;;Zprávu nedodali.\n1.10;;;\n"
    intake = intake_of(tmp_path, text, HEAD + CROSSES)
    assert [(note.place, note.message) for note in intake.notes] == [
        (
            "D3",
            "„Komentář“ tu něco říká, ale žádný ze sloupců se značkou není vyplněn; z řádku se nic nebere (Zprávy o opatřeních)",
        ),
        ("A4", "řádek nic neříká (Zprávy o opatřeních), nic se z něj nebere"),
    ]
    assert [reading.measure for reading in intake.dossier.readings] == ["o-1"]


def test_a_measure_with_two_crosses_is_refused_at_the_second(tmp_path: Path) -> None:
    found = faults_of(tmp_path, "Číslo;Splněno;Probíhá;Komentář\n1.1;x;x;\n", HEAD + CROSSES)
    assert found == {"C2": "B2 říká „Splněno“, tady je „Probíhá“"}


def test_years_in_the_heads_of_columns_are_one_round_each(tmp_path: Path) -> None:
    text = "Číslo;2025;2026\n1.1;Splněno;Probíhá\n1.2;;Splněno\n1.10;Probíhá;\n"
    dossier = intake_of(tmp_path, text, HEAD + YEARS).dossier
    assert [str(each.period.start) for each in dossier.rounds] == ["2025", "2026"]
    assert len(dossier.readings) == 4


def test_a_name_in_other_capitals_and_a_code_with_other_dots_contradict_nothing(tmp_path: Path) -> None:
    mapping = HEAD + '[[table]]\n[[table.records]]\nto = "measures"\nset.code = "Č."\nset.title = "Opatření"\n'
    intake = intake_of(tmp_path, "Č.;Opatření\n1. 2.;OTEVŘÍT poradnu\n", mapping)
    assert [step.kind.value for step in intake.steps] == ["same"]


@pytest.mark.parametrize(
    ("said", "end"),
    [("do konce roku 2026", "2026"), ("konec června 2026", "2026-06"), ("do 30. 6. 2026", "2026-06-30")],
)
def test_a_deadline_is_the_end_of_a_period(said: str, end: str, tmp_path: Path) -> None:
    (item,) = intake_of(tmp_path, f"Číslo;Termín\n1.1;{said}\n", HEAD + ITEMS).dossier.action_items
    assert item.term is not None
    assert (item.term.start, str(item.term.end)) == (None, end)


def test_what_is_no_period_is_told_so_and_not_that_it_is_no_single_day(tmp_path: Path) -> None:
    text = "Číslo;Termín\n1.1;průběžně\n1.2;1. pololetí\n1.10;do konce roku\n"
    found = faults_of(tmp_path, text, HEAD + ITEMS)
    assert found["B2"].startswith("„průběžně“ není období ani datum; napište třeba 2024–2027, do 30. 6. 2024")
    assert found["B3"] == "„1. pololetí“ nemá rok; připište ho"
    assert found["B4"] == "„do konce roku“ nemá rok; připište ho"


def test_a_status_that_is_not_there_is_told_with_those_that_are(tmp_path: Path) -> None:
    found = faults_of(tmp_path, "Číslo;2025;2026\n1.1;Hotovo;\n", HEAD + YEARS)
    assert found == {
        "B2": "„Hotovo“ v tabulce „Stavy plnění“ není (hledáno podle: názvu); jsou tam: Splněno; Probíhá; Nesplněno"
    }


def test_kinds_of_services_that_nobody_adopted_are_told_with_the_remedy(tmp_path: Path) -> None:
    mapping = HEAD + '[[table]]\n[[table.records]]\nto = "services"\nset.name = "Služba"\nset.kind = "Druh"\n'
    before = {**BASE, "service_kinds": [], "services": []}
    assert faults_of(tmp_path, "Služba;Druh\nDům;azylové domy\n", mapping, before) == {
        "B2": "„azylové domy“: tabulka „Druhy služeb“ je ve spisu prázdná; druhy podle zákona přidá "
        "socplan adopt act-108-2006"
    }


def test_choices_are_listed_in_the_language_of_the_message_alone(tmp_path: Path) -> None:
    mapping = HEAD + '[[table]]\n[[table.records]]\nto = "services"\nset.name = "S"\nset.kind = "D"\n'
    mapping = mapping.replace('to = "services"', 'to = "capacities"').replace("set.name", "set.unit")
    mapping = mapping.replace('set.kind = "D"', 'set.form = "D"\nset.service = { text = "1234567" }')
    found = faults_of(tmp_path, "S;D\nlůžko;doma\n", mapping)
    assert found["B2"].startswith(
        "„doma“ není žádná z možností: residential (pobytová); outpatient (ambulantní); field (terénní);"
    )


def test_faults_of_several_files_each_begin_with_their_own(tmp_path: Path) -> None:
    (tmp_path / "b.csv").write_text("Číslo;Termín\n1.2;průběžně\n", "utf-8")
    (tmp_path / "a.csv").write_text("Číslo;Termín\n1.1;nikdy\n", "utf-8")
    (tmp_path / "map.toml").write_text(HEAD + ITEMS, "utf-8")
    paths = [tmp_path / "a.csv", tmp_path / "b.csv"]
    with pytest.raises(ReadError) as caught:
        import_office_tables(from_mapping(BASE), tmp_path / "map.toml", paths)
    assert [line.partition(": ")[0] for line in caught.value.lines()] == list(map(str, paths))


def test_a_dry_run_says_names_days_and_amounts_as_people_read_them(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Číslo;Termín\n1.1;do 30. 6. 2026\n", "utf-8")
    (tmp_path / "map.toml").write_text(HEAD + ITEMS, "utf-8")
    write_file(from_mapping(BASE), tmp_path / "plan.json")
    call = ["import", "--map", tmp_path / "map.toml", "--into", tmp_path / "plan.json", tmp_path / "a.csv"]
    told = CliRunner().invoke(main, list(map(str, call))).output
    assert "Akční plán: 2026; Opatření: 1.1 Rozšířit službu pro rodiny; Termín: do 30. 6. 2026" in told


def test_a_part_of_a_cell_is_read_and_a_cell_without_it_is_named(tmp_path: Path) -> None:
    mapping = HEAD + ITEMS.replace('find = ["code"]', """find = ["code"], match = '^([0-9.]+) '""")
    intake = intake_of(tmp_path, "Číslo;Termín\n1.1 Rozšířit službu;2026\n1.10 Upravit byty;2026\n", mapping)
    assert [item.measure for item in intake.dossier.action_items] == ["o-1", "o-10"]
    assert faults_of(tmp_path, "Číslo;Termín\nRozšířit službu;2026\n", mapping) == {
        "A2": "v „Rozšířit službu“ není, co má být přečteno (match = '^([0-9.]+) '); opravte buňku, nebo výraz v mapě"
    }
    long = faults_of(tmp_path, f"Číslo;Termín\n{'1' * 10_001};2026\n", mapping)
    assert long["A2"].startswith("nejvyšší délka textu")


def test_a_capacity_and_its_unit_are_parts_of_one_cell(tmp_path: Path) -> None:
    mapping = f"""{HEAD}
[[table]]
[[table.records]]
to = "capacities"
set.service = {{ head = "Registrace", find = ["registration"] }}
set.quantity = {{ head = "Kapacita", match = '^([0-9 ]+)' }}
set.unit = {{ head = "Kapacita", match = '^[0-9 ]+(.+)', words = {{ "lůžek" = "lůžko" }} }}
"""
    (capacity,) = intake_of(tmp_path, "Registrace;Kapacita\n1234567;15 lůžek\n", mapping).dossier.capacities
    assert (str(capacity.quantity), capacity.unit) == ("15", "lůžko")


def test_other_texts_of_a_column_mean_what_the_mapping_says(tmp_path: Path) -> None:
    mapping = f"""{HEAD}
[[table]]
[[table.records]]
to = "measures"
set.code = "Č."
set.title = "Opatření"
set.goal = {{ text = "cil-1" }}
set.term = {{ head = "Termín", words = {{ "průběžně" = "" }} }}
set.ongoing = {{ head = "Termín", words = {{ "průběžně" = "ano" }}, others = "ne" }}
"""
    dossier = intake_of(tmp_path, "Č.;Opatření;Termín\n2;Radit;průběžně\n3;Stavět;2026\n", mapping).dossier
    assert [(each.ongoing, each.term.start is None) for each in dossier.measures[3:]] == [(True, True), (False, False)]


def test_an_expression_of_a_column_that_may_never_end_is_refused(tmp_path: Path) -> None:
    mapping = HEAD + ITEMS.replace('find = ["code"]', """find = ["code"], match = '(a+)+'""")
    assert list(faults_of(tmp_path, "Číslo;Termín\n1.1;2026\n", mapping)) == [
        "řádek 8, [[table.records]] action_items set.measure.match"
    ]


def told(intake: Intake) -> list[tuple[str, str]]:
    return [(note.place, note.message.replace("\N{NO-BREAK SPACE}", " ")) for note in intake.notes]


COSTS = """
[[table]]
[[table.records]]
to = "action_items"
set.action_plan = { text = "2026", find = ["year"] }
set.measure = { head = "Číslo", find = ["code"] }
set.cost = { head = "HEAD", unit = "UNIT" }
"""


def costs(head: str, unit: str) -> str:
    return HEAD + COSTS.replace("HEAD", head).replace("UNIT", unit)


@pytest.mark.parametrize(
    ("head", "unit", "by"),
    [
        ("Náklady (tis. Kč/rok)", "tis. Kč", "tis. Kč/rok"),
        ("Náklady v Kč ročně", "Kč", "Kč/rok"),
        ("Měsíční náklady (Kč)", "Kč", "Kč/měsíc"),
        ("Náklady (Kč/hod.)", "Kč", "Kč/hodina"),
        ("Cena v Kč za 1 lůžko", "Kč", "Kč/lůžko"),
        ("Cena (Kč/ks)", "Kč", "Kč/kus"),
    ],
)
def test_a_head_that_counts_amounts_by_something_is_no_head_of_amounts(
    head: str, unit: str, by: str, tmp_path: Path
) -> None:
    text = f"Číslo;{head}\n1.1;60\n"
    assert faults_of(tmp_path, text, costs(head, unit)) == {
        "B1": f"„{head}“ není celá částka, ale částka na jednotku; dejte do tabulky celé částky, nebo řekněte v mapě, "
        f'že se mají vzít tak, jak jsou: unit = "{by}"'
    }
    intake = intake_of(tmp_path, text, costs(head, by))
    assert intake.dossier.action_items[0].cost == (60_000 if unit == "tis. Kč" else 60)
    assert [message for _, message in told(intake) if "bere se tak, jak je, nic se nenásobí" in message]


@pytest.mark.parametrize("head", ["Náklady za rok 2026 (Kč)", "Dotace na provoz (Kč)", "Roční plán – náklady v Kč"])
def test_a_head_with_a_year_or_a_purpose_counts_by_nothing(head: str, tmp_path: Path) -> None:
    assert intake_of(tmp_path, f"Číslo;{head}\n1.1;60\n", costs(head, "Kč")).dossier.action_items[0].cost == 60


def test_a_rate_is_said_in_full_words_before_anything_comes_in(tmp_path: Path) -> None:
    intake = intake_of(tmp_path, "Číslo;Náklady\n1.1;60\n", costs("Náklady", "tis. Kč/rok"))
    assert told(intake)[0][1] == (
        "„Náklady“ je v tisících korun (1 = 1 000 Kč) za rok; bere se tak, jak je, nic se nenásobí"
    )


def test_a_cell_that_is_a_rate_is_named_with_what_the_mapping_could_say(tmp_path: Path) -> None:
    text = "Číslo;Náklady\n1.1;25 tis. Kč/rok\n1.2;25 000 Kč měsíčně\n1.10;60\n"
    found = faults_of(tmp_path, text, costs("Náklady", "tis. Kč"))
    assert list(found) == ["B2", "B3"]
    assert found["B2"].endswith('unit = "tis. Kč/rok"')
    own = faults_of(tmp_path, text, costs("Náklady", "own"))
    assert list(own) == ["B2", "B3", "B4"]
    assert own["B2"] == "„25 tis. Kč/rok“ není celá částka, ale částka na jednotku; napište celou částku"
    assert list(faults_of(tmp_path, text, costs("Náklady", "tis. Kč/rok"))) == ["B3"]


def test_a_day_typed_for_a_term_is_told_and_read_as_a_deadline_where_the_mapping_says_so(tmp_path: Path) -> None:
    text = "Číslo;Termín\n1.1;30. 6. 2026\n1.2;31. 12. 2026\n1.10;do 30. 6. 2026\n"
    intake = intake_of(tmp_path, text, HEAD + ITEMS)
    assert told(intake) == [
        (
            "B2",
            '„Termín“: „30. 6. 2026“ se bere jako jediný den, ne jako lhůta; takových buněk: 2. Jsou-li to lhůty, řekněte v mapě set."term.end"',
        )
    ]
    intake = intake_of(tmp_path, text, HEAD + ITEMS.replace("set.term", 'set."term.end"'))
    assert not told(intake)
    assert {each.term.start for each in intake.dossier.action_items} == {None}
    assert [str(each.term.end) for each in intake.dossier.action_items] == ["2026-06-30", "2026-12-31", "2026-06-30"]


def test_a_deadline_in_a_column_of_texts_is_told(tmp_path: Path) -> None:
    mapping = HEAD + ITEMS.replace("set.term", "set.responsible")
    intake = intake_of(tmp_path, "Číslo;Termín\n1.1;do 30. 6.\n1.2;Charita\n1.10;od 1. 3. 2026\n", mapping)
    assert told(intake) == [
        ("B2", "„Termín“: „do 30. 6.“ je den nebo lhůta a bere se jako text (responsible); takových buněk: 2")
    ]


def test_a_code_that_a_spreadsheet_made_a_day_of_is_refused_in_csv_too(tmp_path: Path) -> None:
    mapping = f'{HEAD}[[table]]\n[[table.records]]\nto = "goals"\nset.code = "Č."\nset.title = "Cíl"\n'
    assert list(faults_of(tmp_path, "Č.;Cíl\n01.04.2026;Pomoc\n1.5;Byty\n", mapping)) == ["A2"]


GOALS = """
[[table]]
[[table.records]]
to = "goals"
set.code = "Č."
set.title = "Cíl"
set.parent = { head = "Nad ním", find = ["code"] }
"""


def test_a_goal_under_one_that_stands_below_it_is_added_in_one_step(tmp_path: Path) -> None:
    intake = intake_of(tmp_path, "Č.;Cíl;Nad ním\n7.1;Část;7\n7;Celek;\n", HEAD + GOALS)
    assert [(step.kind.value, step.values.get("parent"), step.found) for step in intake.steps] == [
        ("added", (None, "goals-7"), ("nalezeno: 7 Celek (Cíle, podle čísla)",)),
        ("added", None, ()),
    ]
    assert faults_of(tmp_path, "Č.;Cíl;Nad ním\n7.1;Část;8\n7;Celek;\n", HEAD + GOALS) == {
        "C2": "„8“ v tabulce „Cíle“ není (hledáno podle: čísla); jsou tam: 1 Pomoc rodinám; 7.1 Část; 7 Celek"
    }


def test_what_refers_to_a_row_at_fault_is_not_at_fault_too(tmp_path: Path) -> None:
    goals = GOALS + 'set.order = "Pořadí"\n'
    measures = (
        '[[table.records]]\nto = "measures"\nset.code = "Č. op."\nset.title = "Opatření"\n'
        'set.goal = { head = "K cíli", find = ["code"] }\n'
    )
    text = "Č.;Cíl;Nad ním;Pořadí;Č. op.;Opatření;K cíli\n7;Celek;;první;7.a;A;7\n8;Jiný;7;2;8.a;B;8\n9;Další;6;3;9.a;C;5\n"
    assert list(faults_of(tmp_path, text, HEAD + goals + measures)) == ["D2", "G4", "C4"]


@pytest.mark.parametrize(
    ("unit", "cells", "stated", "note"),
    [
        (
            "tis. Kč",
            ("742,3", "38,5"),
            "780,9",
            "součet v tabulce je 780,9, řádky nad ním dávají 780,8; obojí je v tisících korun (1 = 1 000 Kč)",
        ),
        ("tis. Kč", ("742,3", "38,5"), "780,8", None),
        ("tis. Kč", ("742,3", "38,5"), "780 800 Kč", None),
        ("Kč", ("25 000", "5 000"), "30", "součet v tabulce je 30, řádky nad ním dávají 30 000; obojí je v korunách"),
        ("Kč", ("25 000", "5 000"), "30 tis. Kč", None),
        (
            "Kč",
            ("25 000", "5 000"),
            "31 tis. Kč",
            "součet v tabulce je 31 000, řádky nad ním dávají 30 000; obojí je v korunách",
        ),
        (
            "mil. Kč",
            ("1,5", "2"),
            "3,4",
            "součet v tabulce je 3,4, řádky nad ním dávají 3,5; obojí je v milionech korun (1 = 1 000 000 Kč)",
        ),
        ("own", ("5 tis. Kč", "600 Kč"), "5 600 Kč", None),
        ("own", ("5 tis. Kč", "600 Kč"), "6", None),
    ],
)
def test_a_sum_that_differs_is_told_with_both_numbers_in_one_unit(
    unit: str, cells: tuple[str, str], stated: str, note: str | None, tmp_path: Path
) -> None:
    text = f"Číslo;Náklady\n1.1;{cells[0]}\n1.2;{cells[1]}\nCelkem;{stated}\n"
    intake = intake_of(tmp_path, text, costs("Náklady", unit).replace("[[table]]", '[[table]]\nsums = "Celkem"'))
    assert [message for place, message in told(intake) if place == "B4"] == ([] if note is None else [note])


def test_a_deadline_without_a_year_is_refused_in_a_column_of_ends_too(tmp_path: Path) -> None:
    text = "Číslo;Termín\n1.1;do 30. 6.\n1.2;do konce roku 2026\n1.10;od 1. 3. 2026\n"
    assert list(faults_of(tmp_path, text, HEAD + ITEMS.replace("set.term", 'set."term.end"'))) == ["B2", "B4"]


TOLD = """socplan-map = 1
[[table]]
fill = ["Opatření"]
[[table.records]]
to = "readings"
set.round = { text = "2025", find = ["year"] }
set.measure = { head = "Opatření", find = ["code"] }
set.comment = "Komentář"
set.reported_by = "Kdo"
"""


def test_a_second_row_about_the_same_is_named_once_and_not_at_each_of_its_right_cells(tmp_path: Path) -> None:
    text = "Opatření;Komentář;Kdo\n1.1;Nábor;Charita\n;Nákup auta;Město\n1.2;Dům;Kraj\n"
    faults = faults_of(tmp_path, text, TOLD)
    assert list(faults) == ["A3"]
    (message,) = faults.values()
    assert "1.1 Rozšířit službu pro rodiny" in message
    assert "podruhé" in message or "second time" in message
    # One cell alone that differs is named itself.
    assert list(faults_of(tmp_path, text.replace(";Nákup auta;Město", ";Nábor;Město"), TOLD)) == ["C3"]


def test_several_tasks_of_a_measure_come_in_and_the_second_import_changes_nothing(tmp_path: Path) -> None:
    text = "Číslo;Úkol;Termín\n1.1;Vyhlásit;březen 2026\n1.1;Otevřít;září 2026\n"
    mapping = HEAD + ITEMS + 'set.task = "Úkol"\n'
    first = intake_of(tmp_path, text, mapping).dossier

    assert [item.task for item in first.action_items] == ["Vyhlásit", "Otevřít"]
    assert intake_of(tmp_path, text, mapping, to_mapping(first)).dossier == first
