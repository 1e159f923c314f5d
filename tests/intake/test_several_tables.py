"""Several tables of one form in one sheet, each with a title of its own; and one table that was cut in two."""

from pathlib import Path
from typing import Any

import pytest

from socplan import Dossier, from_mapping, import_office_tables
from tests.intake.office import BASE
from tests.intake.running import proposed


def taken(folder: Path, text: str, before: dict[str, Any] = BASE) -> Dossier:
    (folder / "a.csv").write_text(text, "utf-8")
    (folder / "map.toml").write_text(proposed([folder / "a.csv"], from_mapping(before)), "utf-8")
    return import_office_tables(from_mapping(before), folder / "map.toml", [folder / "a.csv"]).dossier


HEAD, ONE, OTHER = "Číslo;Opatření;Stav", "1.1;Rozšířit službu pro rodiny;Splněno", "1.2;Otevřít poradnu;Nesplněno"


def test_tables_of_two_years_below_each_other_are_each_of_their_year(tmp_path: Path) -> None:
    text = f"Plnění 2023;;\n{HEAD}\n{ONE}\n;;\nPlnění 2024;;\n{HEAD}\n{ONE}\n{OTHER}\n"
    readings = taken(tmp_path, text).readings
    assert [(each.round, each.measure) for each in readings] == [
        ("rounds-2023", "o-1"),
        ("rounds-2024", "o-1"),
        ("rounds-2024", "o-2"),
    ]


@pytest.mark.parametrize("again", [f"{HEAD}\n", "", f"Plnění 2025;;\n{HEAD}\n"])
def test_a_table_that_was_cut_in_two_stays_one(again: str, tmp_path: Path) -> None:
    readings = taken(tmp_path, f"Plnění 2025;;\n{HEAD}\n{ONE}\n;;\n{again}{OTHER}\n").readings
    assert [(each.round, each.measure) for each in readings] == [("rok-2025", "o-1"), ("rok-2025", "o-2")]


def test_rosters_below_each_other_are_each_of_the_group_above_its_head(tmp_path: Path) -> None:
    pytest.importorskip("socplan_xlsx")
    from tests.intake.workbooks import book

    head = ["Jméno", "Organizace", "Funkce"]
    rows = [
        ["Pracovní skupina Senioři"],
        head,
        ["Jana Nová", "A", "vedoucí"],
        [],
        ["PS Bydlení"],
        head,
        ["Petr Malý", "B", "člen"],
    ]
    (tmp_path / "a.xlsx").write_bytes(book(("P", rows)))
    (tmp_path / "map.toml").write_text(proposed([tmp_path / "a.xlsx"], from_mapping(BASE)), "utf-8")
    dossier = import_office_tables(from_mapping(BASE), tmp_path / "map.toml", [tmp_path / "a.xlsx"]).dossier
    # „Pracovní skupina Senioři“ is the group „Senioři“ of the dossier; another group is added as it is called.
    assert [(each.group, each.organisation) for each in dossier.members] == [
        ("seniori", "A"),
        ("groups-ps-bydleni", "B"),
    ]


def test_a_sheet_without_a_year_takes_the_one_of_its_file_and_asks_where_there_are_several(tmp_path: Path) -> None:
    pytest.importorskip("socplan_xlsx")
    from tests.intake.workbooks import book

    rows = [line.split(";") for line in (HEAD, ONE)]
    # Two rounds, so that no year is the only one of the dossier.
    before = from_mapping(
        {**BASE, "rounds": [{"id": f"r{year}", "period": {"start": year}} for year in ("2011", "2012")]}
    )
    (tmp_path / "a.xlsx").write_bytes(book(("Senioři 2024", rows), ("Rodina", rows)))
    assert 'facts.rok = { text = "2024" }  # ověřte rok' in proposed([tmp_path / "a.xlsx"], before)
    (tmp_path / "a.xlsx").write_bytes(book(("Senioři 2024", rows), ("Rodina", rows), ("Lidé 2023", rows)))
    assert 'facts.rok = { text = "?" }' in proposed([tmp_path / "a.xlsx"], before)


def test_counts_beside_their_shares_are_the_counts(tmp_path: Path) -> None:
    text = "Plnění 2025;;;;\nSkupina;Splněno;;Nesplněno;\n;počet;%;počet;%\nSenioři;3;75 %;1;25 %\n"
    assert [(each.status, each.count) for each in taken(tmp_path, text).tallies] == [("splneno", 3), ("nesplneno", 1)]


def test_merged_heads_of_counts_and_shares_are_read_with_what_stands_below_them(tmp_path: Path) -> None:
    pytest.importorskip("socplan_xlsx")
    from tests.intake.workbooks import book

    rows: list[list[Any]] = [
        ["Plnění 2025"],
        ["Skupina", "Splněno", None, "Nesplněno", None],
        [None, "počet", "%", "počet", "%"],
        ["Senioři", 3, 0.75, 1, 0.25],
    ]

    def merged(made: Any) -> None:
        for area in ("A2:A3", "B2:C2", "D2:E2"):
            made.active.merge_cells(area)

    (tmp_path / "a.xlsx").write_bytes(book(("P", rows), change=merged))
    (tmp_path / "map.toml").write_text(proposed([tmp_path / "a.xlsx"], from_mapping(BASE)), "utf-8")
    dossier = import_office_tables(from_mapping(BASE), tmp_path / "map.toml", [tmp_path / "a.xlsx"]).dossier
    assert [(each.status, each.count) for each in dossier.tallies] == [("splneno", 3), ("nesplneno", 1)]
