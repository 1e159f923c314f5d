"""What is proposed for tables in the manners of offices, and brings them in without a correction."""

import contextlib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

from socplan import Dossier, ReadError, SourceKind, from_mapping, import_office_tables
from socplan.intake.vocabulary import profiles
from tests.intake.office import BASE, document
from tests.intake.running import proposed


def proposal(folder: Path, name: str, content: bytes, before: dict[str, Any] | None = BASE) -> str:
    (folder / name).write_bytes(content)
    return proposed([folder / name], None if before is None else from_mapping(before))


def taken(folder: Path, name: str, content: bytes, before: dict[str, Any] | None = BASE) -> Dossier:
    (folder / "map.toml").write_text(proposal(folder, name, content, before), "utf-8")
    dossier = None if before is None else from_mapping(before)
    return import_office_tables(dossier, folder / "map.toml", [folder / name]).dossier


def csv_of(*lines: str) -> bytes:
    return "\n".join(lines).encode()


def test_a_list_to_cross_is_no_table_of_counts(tmp_path: Path) -> None:
    text = csv_of(
        "Pracovní skupina;Č. op.;Opatření;Splněno;Částečně splněno;Komentář ke stavu plnění;rok 2025",
        "Rodiny, děti a mládež;1.1;Rozšířit službu pro rodiny;x;;Hotovo.;",
        ";1.2;Otevřít poradnu;;X;;",
    )
    dossier = taken(tmp_path, "a.csv", text)
    assert [(each.measure, each.status, each.comment) for each in dossier.readings] == [
        ("o-1", "splneno", "Hotovo."),
        ("o-2", "statuses-castecne-splneno", None),
    ]
    assert not dossier.tallies


def test_statuses_below_years_are_readings_of_each_year(tmp_path: Path) -> None:
    text = csv_of(
        "Kód;Název opatření;Stav 2024;Stav 2025",
        "1.1;Rozšířit službu pro rodiny;nesplněno;splněno",
        "1.2;Otevřít poradnu;–;probíhá",
        "1.10;Upravit byty;zrušeno;?",
    )
    dossier = taken(tmp_path, "a.csv", text)
    assert {(each.round, each.measure, each.status) for each in dossier.readings} == {
        ("rounds-2024", "o-1", "nesplneno"),
        ("rok-2025", "o-1", "splneno"),
        ("rok-2025", "o-2", "probiha"),
        ("rounds-2024", "o-10", "statuses-zruseno"),
    }


def test_a_row_of_words_is_no_head(tmp_path: Path) -> None:
    text = csv_of("Kód;Název;Garant;2024;2025", *(f"1.{n};A;PS;nezahájeno;splněno" for n in (1, 2, 10)))
    assert "\nhead = 1\n" in proposal(tmp_path, "a.csv", text)


def test_a_roster_whose_group_stands_above_it_goes_on_after_a_page(tmp_path: Path) -> None:
    head = ["Organizace", "Jméno a příjmení", "Zastupuje", "Funkce ve skupině", "Členem od"]
    content = document(
        "Pracovní skupina Bydlení",
        [head, ["Charita", "Jana Vzorová", "poskytovatel", "vedoucí", "1. 1. 2024"]],
        "",
        [head, ["", "Neobsazeno", "uživatel", "členka", ""]],
    )
    dossier = taken(tmp_path, "a.docx", content)
    assert [(each.name, each.id) for each in dossier.groups][2:] == [
        ("Pracovní skupina Bydlení", "groups-pracovni-skupina-bydleni")
    ]
    first, second = dossier.members
    assert (first.group, first.organisation, str(first.validity.start)) == (second.group, "Charita", "2024-01-01")
    assert (first.vacant, second.vacant) == (False, True)
    assert "Vzorová" not in (tmp_path / "map.toml").read_text("utf-8")


def test_an_action_plan_with_code_and_title_in_one_cell_is_of_the_year_in_its_head(tmp_path: Path) -> None:
    content = document(
        "Schválila Rada města dne 10. 12. 2025.",
        [
            ["Opatření", "Aktivita v roce 2026", "Termín", "Náklady"],
            ["1.1 Rozšířit službu", "Přijmout pracovnici", "II. čtvrtletí 2026", "650 tis. Kč"],
            ["1.10 Upravit byty", "Opravit", "do konce roku 2026", "120 000,-"],
        ],
    )
    items = taken(tmp_path, "a.docx", content).action_items
    assert [(each.action_plan, each.measure, str(each.cost)) for each in items] == [
        ("rp-2026", "o-1", "650000"),
        ("rp-2026", "o-10", "120000"),
    ]


@pytest.mark.parametrize(
    ("title", "year"),
    [("Stav k 31. 12. 2025", "A1"), ("Schváleno 10. prosince 2024", None), ("Schváleno dne 3. 2. 2024", None)],
)
def test_the_day_of_a_decision_is_not_the_year_of_a_table(title: str, year: str | None, tmp_path: Path) -> None:
    text = csv_of(f"{title};;", "Číslo;Opatření;Stav", "1.1;Rozšířit službu pro rodiny;Splněno")
    stated = "cell = " in proposal(tmp_path, "a.csv", text)
    assert stated == (year is not None)


def test_headings_between_measures_are_their_goals_and_a_term_may_be_ongoing(tmp_path: Path) -> None:
    text = csv_of(
        "Č.;Název opatření;Termín plnění",
        "Cíl 1: Rodiny;;",
        "1.1;Radit;průběžně",
        "Cíl 2: Senioři;;",
        "2.1;Stavět;2026",
    )
    dossier = taken(tmp_path, "a.csv", text, None)
    titles = {goal.id: goal.title for goal in dossier.goals}
    assert [(titles[each.goal], each.ongoing) for each in dossier.measures] == [
        ("Cíl 1: Rodiny", True),
        ("Cíl 2: Senioři", False),
    ]


def test_services_bring_kinds_with_a_paragraph_capacities_and_forms(tmp_path: Path) -> None:
    text = csv_of(
        "Poskytovatel;IČO;Název služby;Druh služby;Identifikátor;Forma;Kapacita",
        "Přístav, z. s.;6947;Nocležna;Azylové domy (§ 57);7654321;pobytová, terénní;15 lůžek",
    )
    dossier = taken(tmp_path, "a.csv", text)
    assert dossier.services[1].kind == "par-57"
    assert [(str(each.quantity), each.unit, each.form and each.form.value) for each in dossier.capacities] == [
        ("15", "lůžko", None),
        ("None", None, "residential"),
        ("None", None, "field"),
    ]


def test_a_book_of_comments_has_hours_and_kinds_of_authors(tmp_path: Path) -> None:
    text = csv_of(
        "Poř. č.;Datum doručení;Čas;Typ;Text připomínky;Vypořádání",
        "1;2. 10. 2023;14.30;občan;Doplnit dopravu.;částečně akceptováno",
    )
    (comment,) = taken(tmp_path, "a.csv", text).comments
    assert comment.received_hour == 14
    assert (comment.author_kind and comment.author_kind.value, comment.settlement and comment.settlement.value) == (
        "person",
        "partly",
    )


def test_a_rate_and_a_deadline_are_proposed_as_what_they_are(tmp_path: Path) -> None:
    text = csv_of(
        "Číslo opatření;Úkol;Termín;Náklady (tis. Kč/rok)", "1.1;Přijmout;30. 6. 2026;60", "1.2;Radit;průběžně;5"
    )
    mapping = proposal(tmp_path, "plan-2026.csv", text)
    assert 'set."term.end" = { head = "Termín", words = { "průběžně" = "?" } }' in mapping
    assert 'unit = "tis. Kč/rok"' in mapping
    assert "ověřte: není to celá částka, ale částka za rok" in mapping


AUTHORS = csv_of(
    "Č.;Datum;Autor;Text připomínky",
    "1;2. 10. 2023;Anna Nováková;Doplnit dopravu.",
    "2;2. 10. 2023;Charita Vzorov, z. s.;Doplnit lůžka.",
    "3;3. 10. 2023;Anonym;Doplnit byty.",
    "4;3. 10. 2023;Městský úřad Vzorov;Opravit číslo.",
    "5;3. 10. 2023;nepodepsáno;Doplnit hřiště.",
    "6;4. 10. 2023;Péče doma s.r.o.;Doplnit peníze.",
    "7;4. 10. 2023;občan;Doplnit lavičky.",
)


def test_authors_that_are_no_persons_are_proposed_as_what_they_are(tmp_path: Path) -> None:
    comments = taken(tmp_path, "pripominky.csv", AUTHORS).comments
    assert [
        (each.author, each.organisation, each.author_kind and each.author_kind.value, each.is_anonymous)
        for each in comments
    ] == [
        ("Anna Nováková", None, None, False),
        (None, "Charita Vzorov, z. s.", "organisation", False),
        (None, None, None, True),
        (None, "Městský úřad Vzorov", "authority", False),
        (None, None, None, True),
        (None, "Péče doma s.r.o.", "organisation", False),
        (None, None, "person", False),
    ]


def test_nobody_who_is_no_person_becomes_an_author_without_a_word(tmp_path: Path) -> None:
    mapping = 'socplan-map = 1\n[[table]]\n[[table.records]]\nto = "comments"\nset.consultation = { text = "navrh" }\nset.number = "Č."\nset.text = "Text připomínky"\nset.author = "Autor"\n'
    (tmp_path / "map.toml").write_text(mapping, "utf-8")
    (tmp_path / "a.csv").write_bytes(AUTHORS)
    with pytest.raises(ReadError) as caught:
        import_office_tables(from_mapping(BASE), tmp_path / "map.toml", [tmp_path / "a.csv"])
    assert [fault.place for fault in caught.value.faults] == ["C3", "C4", "C5", "C6", "C7", "C8"]
    assert "set.organisation" in caught.value.faults[0].message
    assert "Charita" not in str(caught.value)


def test_a_part_that_is_not_there_means_what_the_mapping_says_of_others(tmp_path: Path) -> None:
    mapping = """socplan-map = 1
[[table]]
[[table.records]]
to = "goals"
set.code = { head = "Cíl", match = '^([0-9.]+) ', others = "" }
set.title = { head = "Cíl", match = '^[0-9.]+ (.+)', others = "Ostatní" }
"""
    (tmp_path / "map.toml").write_text(mapping, "utf-8")
    (tmp_path / "a.csv").write_text("Cíl;P\n7.1 Pomoc;x\nbez čísla;x\n", "utf-8")
    goals = import_office_tables(from_mapping(BASE), tmp_path / "map.toml", [tmp_path / "a.csv"]).dossier.goals
    assert [(each.code, each.title) for each in goals[1:]] == [("7.1", "Pomoc"), (None, "Ostatní")]


def test_a_word_table_with_a_head_of_two_rows_is_known_by_its_statuses(tmp_path: Path) -> None:
    head = ["Pracovní skupina", "Opatření", "Opatření", "Plnění v roce 2025", "Popis plnění", "Náklady (v tis. Kč)"]
    rows = [
        head,
        [head[0], "č.", "název", *head[3:]],
        ["PS Rodiny", "1.1", "Rozšířit službu pro rodiny", "splněno", "Přijaty 2 pracovnice.", "742,3"],
        ["", "1.10", "Upravit byty", "nesplněno", "", "38,5"],
    ]
    made = document("Období: leden – prosinec 2025", rows, merge=(0, 0, 1, 0, 2))
    dossier = taken(tmp_path, "monitoring.docx", made)
    assert [(each.round, each.measure, each.status) for each in dossier.readings] == [
        ("rok-2025", "o-1", "splneno"),
        ("rok-2025", "o-10", "nesplneno"),
    ]


def test_subsidies_in_a_column_for_each_year_are_of_a_budget_for_each_year(tmp_path: Path) -> None:
    text = csv_of(
        "Přehled dotací v letech 2023–2025 (v tis. Kč)",
        "",
        "Poskytovatel;IČO;Registrační číslo služby;2023;Dotace 2024;2025;Celkem",
        "Přístav, z. s.;00006947;1234567;90;–;100;190",
    )
    dossier = taken(tmp_path, "dotace.csv", text)
    assert [(each.budget, each.amount, each.service) for each in dossier.allocations] == [
        ("budgets-2023", Decimal(90_000), "dum"),
        ("mesto-2025", Decimal(100_000), "dum"),
    ]
    assert "# nečte se: „Celkem“" in proposal(tmp_path, "dotace.csv", text)


def test_a_service_without_a_registration_is_the_purpose_of_its_subsidy(tmp_path: Path) -> None:
    text = csv_of(
        "Dotace 2025;;;",
        "Žadatel;IČO;Název služby;Schválená dotace",
        "Přístav, z. s.;6947;Azylový dům;100.000,- Kč",
        "Charita;25596641;Stacionář;25 000,- Kč",
    )
    dossier = taken(tmp_path, "dotace.csv", text)
    assert [(each.purpose, each.amount, each.service) for each in dossier.allocations] == [
        ("Azylový dům", Decimal(100_000), None),
        ("Stacionář", Decimal(25_000), None),
    ]


def test_several_members_in_a_cell_are_one_each_under_the_function_of_their_column(tmp_path: Path) -> None:
    rows = [
        ["Pracovní skupina", "Vedoucí skupiny", "Členové"],
        ["Rodiny, děti a mládež", "Anna Nováková (Přístav, z. s.)", "Karel Malý; Eva Dlouhá (MěÚ); neobsazeno"],
        ["Senioři", "Petr Rada", "Marie Bílá\nJosef Černý (Charita)"],
    ]
    text = proposal(tmp_path, "slozeni.docx", document("Složení skupin", rows))
    members = taken(tmp_path, "slozeni.docx", document("Složení skupin", rows)).members
    assert "Nováková" not in text
    assert [(each.group, each.function.value, each.organisation, each.vacant) for each in members] == [
        ("rodiny", "lead", "Přístav, z. s.", False),
        ("rodiny", "member", None, False),
        ("rodiny", "member", "MěÚ", False),
        ("rodiny", "member", None, True),
        ("seniori", "lead", None, False),
        ("seniori", "member", None, False),
        ("seniori", "member", "Charita", False),
    ]


def test_planned_values_of_several_years_are_no_target_and_are_told(tmp_path: Path) -> None:
    text = csv_of(
        "Č.;Indikátor;Plán 2024;Hodnota 2024;Plán 2025;Hodnota 2025", "1;Osoby;100;95;110;", "2;Hodiny;9;8,5;9;9"
    )
    dossier = taken(tmp_path, "a.csv", text)
    assert [each.target for each in dossier.indicators] == [None, None]
    assert [(each.indicator, each.round, str(each.value)) for each in dossier.indicator_values] == [
        ("indicators-1", "rounds-2024", "95"),
        ("indicators-2", "rounds-2024", "8.5"),
        ("indicators-2", "rok-2025", "9"),
    ]
    assert "# nečte se: „Plán 2024“\n# nečte se: „Plán 2025“" in proposal(tmp_path, "a.csv", text)


def test_indicators_of_one_name_are_told_apart_by_their_measures(tmp_path: Path) -> None:
    text = csv_of("Indikátor;Opatření;Skutečnost 2024;Skutečnost 2025", "Počet osob;1.1;5;6", "Počet osob;1.2;7;8")
    dossier = taken(tmp_path, "a.csv", text)
    assert [each.measure for each in dossier.indicators] == ["o-1", "o-2"]
    assert [str(each.value) for each in dossier.indicator_values] == ["5", "6", "7", "8"]


def test_a_value_that_is_not_known_is_no_value(tmp_path: Path) -> None:
    dossier = taken(tmp_path, "a.csv", csv_of("Rok 2025;;", "Č.;Ukazatel;Skutečnost", "1;Lůžka;5", "2;Byty;–"))
    assert [(each.round, str(each.value)) for each in dossier.indicator_values] == [("rok-2025", "5")]


def test_a_capacity_without_a_registration_is_of_the_service_of_its_provider(tmp_path: Path) -> None:
    text = csv_of("Zařízení;Poskytovatel;IČ;Forma;Kapacita", "Nocležna;Naděje;25596641;pobytová/ambulantní;8 míst")
    dossier = taken(tmp_path, "a.csv", text)
    assert [(str(each.quantity), each.unit, each.form and each.form.value) for each in dossier.capacities] == [
        ("8", "místo", None),
        ("None", None, "residential"),
        ("None", None, "outpatient"),
    ]


def test_a_seat_that_nobody_has_is_vacant_also_where_the_group_has_a_column(tmp_path: Path) -> None:
    text = csv_of("Skupina;Jméno;Funkce", "Senioři;Anna Nováková;vedoucí", "Senioři;neobsazeno;člen")
    assert [each.vacant for each in taken(tmp_path, "a.csv", text).members] == [False, True]


def test_money_under_the_name_of_a_town_is_no_town(tmp_path: Path) -> None:
    text = csv_of("Poskytovatel;Služba;ID služby;Dotace město", "Přístav, z. s.;Azylový dům;1234567;150 000")
    assert not taken(tmp_path, "a-2025.csv", text).territories


def test_of_two_states_of_one_year_the_later_counts(tmp_path: Path) -> None:
    text = csv_of(
        "Opatření;Stav k 30. 6. 2025;Stav k 31. 12. 2025", "1.1 Rozšířit;Probíhá;Splněno", "1.2 Otevřít;;Probíhá"
    )
    readings = taken(tmp_path, "a.csv", text).readings
    assert [(each.measure, each.status) for each in readings] == [("o-1", "splneno"), ("o-2", "probiha")]


def test_who_wrote_a_table_stands_in_no_proposal(tmp_path: Path) -> None:
    text = csv_of("Číslo;Stav", "1.1;Splněno", "Zpracovala: Ing. Jana Malá;")
    assert 'skip = ["Zpracovala:"]' in proposal(tmp_path, "a.csv", text)


SOURCES = csv_of(
    "Dotace na sociální služby 2025;;;;;",
    "Příjemce dotace;Účel;Dotace MPSV (v Kč);Jihomoravský kraj (v Kč);Z rozpočtu města (v Kč);Celkem (v Kč)",
    "Charita Vzorov;Azylový dům;1 250 000;300 000;150 000;1 700 000",
    "Spolek Pomoc;Poradna;2 000 000;;250 000;2 250 000",
    "Celkem;;3 250 000;300 000;400 000;3 950 000",
)


def test_amounts_below_sources_of_money_are_allocations_from_each_source(tmp_path: Path) -> None:
    dossier = taken(tmp_path, "dotace.csv", SOURCES)
    sources = {
        budget.id: source
        for budget in dossier.budgets
        for source in dossier.funding_sources
        if budget.source == source.id
    }
    assert {
        (sources[each.budget].name, sources[each.budget].kind, each.purpose, each.amount)
        for each in dossier.allocations
    } == {
        ("Dotace MPSV", SourceKind.STATE, "Azylový dům", Decimal(1250000)),
        ("Dotace MPSV", SourceKind.STATE, "Poradna", Decimal(2000000)),
        ("Jihomoravský kraj", SourceKind.REGION, "Azylový dům", Decimal(300000)),
        ("Z rozpočtu města", SourceKind.MUNICIPALITY, "Azylový dům", Decimal(150000)),
        ("Z rozpočtu města", SourceKind.MUNICIPALITY, "Poradna", Decimal(250000)),
    }


def test_a_total_beside_columns_of_sources_is_told_as_money_that_is_not_read(tmp_path: Path) -> None:
    assert "# nečte se, a jsou to peníze: „Celkem (v Kč)“" in proposal(tmp_path, "dotace.csv", SOURCES)


@pytest.mark.parametrize("title", ["", "Pracovní skupina Senioři;;;"])
def test_a_table_on_its_side_is_told_with_advice_and_no_line_of_it_is_proposed(tmp_path: Path, title: str) -> None:
    text = csv_of(
        *filter(None, [title]),
        "Jméno;Jan Novák;Marie Svobodová;Eva Malá",
        "Organizace;Domov seniorů;Charita;",
        "Funkce;předseda;členka;členka",
    )
    lines = proposal(tmp_path, "clenove.csv", text)
    assert "leží na boku" in lines
    assert "[[table]]" not in lines
    assert "Novák" not in lines


GRANTED = csv_of(
    "Žadatel;IČO;Název služby;Registrace služby;Přiděleno v roce 2025 (Kč)",
    "Charita Vzorov;25596641;Azylový dům;1234567;1 250 000",
    "Charita Vzorov;25596641;Poradna;7654321;250 000",
)


def test_services_of_a_table_of_subsidies_come_in_where_there_are_none(tmp_path: Path) -> None:
    (tmp_path / "dotace.csv").write_bytes(GRANTED)
    lines = proposal(tmp_path, "dotace.csv", GRANTED, None)
    (tmp_path / "map.toml").write_text(lines.replace('"?"', '"Město Vzorov"'), "utf-8")
    dossier = import_office_tables(None, tmp_path / "map.toml", [tmp_path / "dotace.csv"]).dossier
    assert [(each.name, each.registration, each.provider) for each in dossier.services] == [
        ("Azylový dům", "1234567", "organisations-25596641"),
        ("Poradna", "7654321", "organisations-25596641"),
    ]
    assert [each.service for each in dossier.allocations] == [each.id for each in dossier.services]


def test_a_registration_without_a_name_is_not_read_where_there_are_no_services(tmp_path: Path) -> None:
    text = GRANTED.replace("Název služby".encode(), b"Kapitola")
    lines = proposal(tmp_path, "dotace.csv", text, None)
    assert "# nečte se: „Registrace služby“" in lines
    assert "set.service" not in lines


def test_an_empty_table_that_rows_refer_to_is_told_once(tmp_path: Path) -> None:
    text = csv_of("Kód;Opatření;Stav 2025", "1.1;Dům;splněno", "1.2;Poradna;splněno", "1.3;Byty;splněno")
    lines = proposal(tmp_path, "plneni.csv", text, None)
    assert "spis nemá žádné opatření" in lines
    (tmp_path / "map.toml").write_text(lines.replace('"?"', '"Město Vzorov"'), "utf-8")
    with pytest.raises(ReadError) as refused:
        import_office_tables(None, tmp_path / "map.toml", [tmp_path / "plneni.csv"])
    assert [fault.place for fault in refused.value.faults] == ["A2"]


@pytest.mark.parametrize("about", profiles())
@pytest.mark.parametrize("place", range(3))
def test_a_table_with_every_head_that_is_known_gets_a_proposal(tmp_path: Path, about: str, place: int) -> None:
    """A roster with a column of mail addresses fell over once."""
    names = [each[min(place, len(each) - 1)] for name, each in profiles()[about].items() if name != "must"]
    scale = ["Splněno", "Nesplněno"] if about == "tallies" else []
    row = ["nějaký text" for _ in names] + ["3" for _ in scale]
    text = csv_of(";".join([*names, *scale]), ";".join(row))
    lines = proposal(tmp_path, "a.csv", text)
    assert all(name in lines for name in scale)
    assert "[[table.records]]" in lines


def test_the_name_below_the_provider_is_the_name_of_the_provider(tmp_path: Path) -> None:
    text = csv_of(
        "Poskytovatel;;Služba;",
        "název;IČO;druh (§);identifikátor",
        "Domov Lípa, p. o.;25596641;domovy pro seniory;1234567",
    )
    lines = proposal(tmp_path, "sit.csv", text).splitlines()
    assert 'set.name = "Poskytovatel – název"' in lines[lines.index('to = "organisations"') :][:2]
    # A list that calls its services by their kind alone.
    assert any(line.startswith('set.name = "Služba – druh (§)"  # ověřte') for line in lines)


def test_mail_addresses_of_members_are_not_read(tmp_path: Path) -> None:
    text = csv_of(
        "Jméno;Organizace;Funkce;E-mail;Telefon", "Jana Nováková;Domov Lípa;členka;n@lipa.example;777 000 111"
    )
    lines = proposal(tmp_path, "clenove.csv", text)
    assert "# nečte se: „E-mail“" in lines
    assert "# nečte se: „Telefon“" in lines
    assert "example" not in lines


HEADS = sorted({each for profile in profiles().values() for names in profile.values() for each in names})
MORE_HEADS = [
    "",
    "?",
    "Celkem",
    "E-mail",
    "2024",
    "2025",
    "Stav 2024",
    "Dotace 2025 (tis. Kč)",
    "MPSV",
    "Kraj",
    "terénní",
    "předseda",
    "Splněno",
]
CELLS = [
    *(
        "",
        "-",
        "?",
        "0",
        "x",
        "ano",
        "1.1",
        "A 1",
        "1 000",
        "25 000,-",
        "12,5 %",
        "cca 5",
        "5 lůžek",
        "2025",
        "31. 12. 2025",
    ),
    *("průběžně", "do 30. 6.", "II. čtvrtletí 2025", "splněno", "probíhá", "uživatel", "člen", "Senioři", "Jan Novák"),
    *("Charita Vzorov, z. s.", "25596641", "1234567", "Celkem", "Pozn.: nic", "jedno; druhé", "1. 1. 2025 10:00"),
]


@given(data=st.data(), about=st.sampled_from(sorted(profiles())), is_new=st.booleans())
def test_whatever_a_table_holds_a_proposal_is_made_and_taken_or_refused(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, about: str, *, is_new: bool
) -> None:
    own = sorted({each for names in profiles()[about].values() for each in names})
    heads = data.draw(st.lists(st.sampled_from(own) | st.sampled_from(HEADS + MORE_HEADS), min_size=1, max_size=7))
    row = st.lists(st.sampled_from(CELLS), min_size=len(heads), max_size=len(heads))
    above = data.draw(st.sampled_from([[], ["Přehled za rok 2025"], ["Seznam (v tis. Kč)"], ["Horní", "Dolní"]]))
    lines = [above, heads, *data.draw(st.lists(row, max_size=5))]
    before = None if is_new else BASE
    folder = tmp_path_factory.mktemp("table", numbered=True)

    text = proposal(folder, "a.csv", csv_of(*(";".join(line) for line in lines)), before)
    (folder / "map.toml").write_text(text.replace('"?"', '"Splněno"'), "utf-8")
    with contextlib.suppress(ReadError):
        import_office_tables(None if before is None else from_mapping(before), folder / "map.toml", [folder / "a.csv"])


def test_a_service_beside_the_purpose_of_its_money_is_told_as_unread(tmp_path: Path) -> None:
    text = csv_of("Žadatel;Služba;Účel;Přiděleno 2025 (Kč)", "Charita;Poradna;Mzdy;1 000")
    assert "# nečte se: „Služba“" in proposal(tmp_path, "dotace.csv", text, None)


def test_a_row_of_crosses_with_none_is_told_like_every_row_that_says_nothing(tmp_path: Path) -> None:
    text = csv_of("Číslo;Opatření;Splněno;Nesplněno;rok 2025", "1.1;A;x;;", "1.2;B;;;")
    (tmp_path / "map.toml").write_text(
        proposal(tmp_path, "a.csv", text).replace(', confirm = { title = "Opatření" }', "")
    )
    intake = import_office_tables(from_mapping(BASE), tmp_path / "map.toml", [tmp_path / "a.csv"])
    assert [note.place for note in intake.notes if "nic neříká" in note.message] == ["A3"]


def test_columns_of_sources_are_called_by_their_heads_and_budgets_by_whose_money_they_are(tmp_path: Path) -> None:
    text = csv_of("Dotace 2024 (v tis. Kč);;;", "Žadatel;IČO;MPSV;Kraj", "Přístav, z. s.;6947;10;20")
    (tmp_path / "map.toml").write_text(proposal(tmp_path, "a.csv", text), "utf-8")
    intake = import_office_tables(from_mapping(BASE), tmp_path / "map.toml", [tmp_path / "a.csv"])
    (unit,) = (note.message for note in intake.notes if "v tisících korun" in note.message)
    assert unit.startswith("„MPSV, Kraj“")
    assert {name for step in intake.steps for name in step.found if "Rozpočty" in name} == {
        "nalezeno: MPSV, 2024 (Rozpočty, podle zdroje + roku)",
        "nalezeno: Kraj, 2024 (Rozpočty, podle zdroje + roku)",
    }


def test_headings_and_notes_in_a_column_do_not_hide_the_codes_in_it(tmp_path: Path) -> None:
    text = csv_of(
        "č.;opatření;stav 2025",
        "Rodiny;;",
        "1.1;Rozšířit službu pro rodiny;splněno",
        "Senioři;;",
        "1.10;Upravit byty;splněno",
        "Údaje poskytli realizátoři.;;",
    )
    assert 'set.measure = { head = "č.", find = ["code"]' in proposal(tmp_path, "a.csv", text)


def test_an_action_plan_with_an_empty_column_of_statuses_is_an_action_plan(tmp_path: Path) -> None:
    text = csv_of(
        "Kód opatření;Činnost;Odpovědnost;Termín;Stav;rok 2026", "1.1;Nábor;Město;30. 6. 2026;;", "1.10;Dům;Kraj;2026;;"
    )
    assert len(taken(tmp_path, "a.csv", text).action_items) == 2


def test_an_evaluation_in_sentences_is_a_comment_and_no_status(tmp_path: Path) -> None:
    text = csv_of(
        "Opatření;Plnění v roce 2025;Čerpáno",
        "1.1 Rozšířit službu;Opatření bylo naplněno, přijaty byly dvě pracovnice.;1 250 Kč",
        "1.2 Otevřít poradnu;Probíhá výběr prostor.;0",
    )
    assert "tabulka ji neříká" not in proposal(tmp_path, "a.csv", text)
    assert [(each.status, each.comment) for each in taken(tmp_path, "a.csv", text).readings] == [
        (None, "Opatření bylo naplněno, přijaty byly dvě pracovnice."),
        (None, "Probíhá výběr prostor."),
    ]


def test_sentences_beside_a_comment_are_asked_about(tmp_path: Path) -> None:
    text = csv_of(
        "Číslo;Stav 2025;Komentář", "1.1;Probíhá výběr prostor.;Vše běží.", "1.2;Nebylo realizováno.;Nejsou peníze."
    )
    assert '"Probíhá výběr prostor." = "?"' in proposal(tmp_path, "a.csv", text)


@pytest.mark.parametrize(
    "rows",
    [
        ("Č.;Opatření;Garant", "CÍL 1 Pomoc rodinám;;", "1.5;Radit;Město", "Cíl č. 1: Rodiny;;", "1.6;Stavět;Kraj"),
        ("Č.;Opatření;Cíl", "1.5;Radit;1. Pomoc rodinám", "1.6;Stavět;1"),
    ],
)
def test_goals_that_are_called_by_their_numbers_are_those_of_the_dossier(rows: tuple[str, ...], tmp_path: Path) -> None:
    dossier = taken(tmp_path, "a.csv", csv_of(*rows))
    assert [each.id for each in dossier.goals] == ["cil-1"]
    assert [(each.code, each.goal) for each in dossier.measures[3:]] == [("1.5", "cil-1"), ("1.6", "cil-1")]
