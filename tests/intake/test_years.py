"""Years side by side: each value is of the year in its own head, and of no other."""

from pathlib import Path

import pytest

from socplan import Dossier, from_mapping, import_office_tables
from tests.intake.office import BASE
from tests.intake.running import dossier_of, proposed


def taken(folder: Path, text: str) -> Dossier:
    (folder / "a.csv").write_text(text, "utf-8")
    before = from_mapping({**BASE, "rounds": [], "budgets": []})
    mapping = proposed([folder / "a.csv"], before)
    (folder / "map.toml").write_text(mapping, "utf-8")
    return import_office_tables(before, folder / "map.toml", [folder / "a.csv"]).dossier


@pytest.mark.parametrize(
    "heads",
    [
        ";;2023;;2024;\nŽadatel;IČO;Požadavek;Schváleno;Požadavek;Schváleno",
        "Žadatel;IČO;Požadavek 2023 (Kč);Dotace 2023 (Kč);Požadavek 2024 (Kč);Dotace 2024 (Kč)",
    ],
)
def test_what_was_asked_for_and_granted_in_each_year_is_of_that_year(heads: str, tmp_path: Path) -> None:
    text = f"{heads}\nPřístav, z. s.;6947;300 000;250 000;;\nSpolek;;;;90 000;80 000\n"
    allocations = taken(tmp_path, text).allocations
    assert [(each.organisation, str(each.requested), str(each.amount), each.budget) for each in allocations] == [
        ("pristav", "300000", "250000", "budgets-2023"),
        ("organisations-spolek", "90000", "80000", "budgets-2024"),
    ]


def test_amounts_that_were_asked_for_alone_are_not_taken_for_granted(tmp_path: Path) -> None:
    dossier = taken(tmp_path, "Žadatel;IČO;Požadavek 2023 (Kč);Požadavek 2024 (Kč)\nPřístav, z. s.;6947;1 000;2 000\n")
    assert [(str(each.requested), each.amount) for each in dossier.allocations] == [("1000", None), ("2000", None)]


@pytest.mark.parametrize("years", [("2023",), ("2023", "2024")])
def test_the_value_of_an_indicator_is_of_the_year_in_its_head(years: tuple[str, ...], tmp_path: Path) -> None:
    heads = ";".join(f"Skutečnost {year}" for year in years)
    text = f"Indikátor;Jednotka;Výchozí hodnota 2022;{heads};Cílová hodnota 2026\n" + "".join(
        f"Počet {name};osoba;10;{';'.join('11' for _ in years)};20\n" for name in "ABC"
    )
    dossier = taken(tmp_path, text)
    assert {each.round for each in dossier.indicator_values} == {f"rounds-{year}" for year in years}


def test_one_doubtful_cell_keeps_no_year_out(tmp_path: Path) -> None:
    text = "Indikátor;Jednotka;Skutečnost 2023;Skutečnost 2024\nA;osoba;10;11\nB;osoba;20;cca 12\nC;osoba;30;31\n"
    (tmp_path / "a.csv").write_text(text, "utf-8")
    mapping = proposed([tmp_path / "a.csv"], from_mapping(BASE))
    assert mapping.count('columns = ["Skutečnost 2023", "Skutečnost 2024"]') == 2


SOME = """socplan-map = 1
[[table]]
[[table.records]]
to = "allocations"
some = ["Žádost", "Dotace"]
set.budget = { text = "mesto-2025" }
set.purpose = "Účel"
set.requested = { head = "Žádost", unit = "Kč" }
set.amount = { head = "Dotace", unit = "Kč", words = { "–" = "" } }
"""


def test_a_row_in_which_none_of_some_columns_says_anything_makes_no_record(tmp_path: Path) -> None:
    dossier = dossier_of(tmp_path, "Účel;Žádost;Dotace\nA;;–\nB;1 000;\nC;;2 000\nD;;\n", SOME)
    assert [each.purpose for each in dossier.allocations] == ["B", "C"]


def test_a_word_among_the_values_of_an_indicator_is_asked_about(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        "Indikátor;MJ;Skutečnost\nPočet klientů;osoba;10\nPočet hodin;hod.;nesledováno\n", "utf-8"
    )
    assert 'words = { "nesledováno" = "?" }' in proposed([tmp_path / "a.csv"], from_mapping(BASE))
