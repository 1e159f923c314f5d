"""What is said once for a table in a heading, or in a paragraph further above it."""

import io
from pathlib import Path

import docx
import pytest

from socplan import Dossier, ReadError, from_mapping, import_office_tables
from tests.intake.office import BASE
from tests.intake.running import proposed

TABLE = [["Číslo", "Opatření", "Stav"], ["1.1", "Rozšířit službu pro rodiny", "Splněno"]]
MAPPING = """socplan-map = 1
[[table]]
facts.rok = { above = true, match = '(20[0-9][0-9])' }
[[table.records]]
to = "rounds"
set.period = { fact = "rok" }
[[table.records]]
to = "readings"
set.round = { fact = "rok", find = ["year"] }
set.measure = { head = "Číslo", find = ["code"] }
set.status = "Stav"
"""


def written(folder: Path, *parts: str | int | tuple[int, str]) -> Path:
    """A Word document of paragraphs, headings with their level, and as many tables as there are numbers."""
    made = docx.Document()
    for part in parts:
        match part:
            case str():
                made.add_paragraph(part)
            case int():
                table = made.add_table(rows=2, cols=3)
                for row, cells in enumerate(TABLE):
                    for column, text in enumerate(cells):
                        table.cell(row, column).text = text
            case level, text:
                made.add_heading(text, level)
    out = io.BytesIO()
    made.save(out)
    (folder / "a.docx").write_bytes(out.getvalue())
    return folder / "a.docx"


def taken(folder: Path, path: Path, mapping: str | None = None) -> Dossier:
    # Two rounds, so that no year is the only one.
    before = from_mapping(
        {**BASE, "rounds": [{"id": f"r{year}", "period": {"start": year}} for year in ("2011", "2012")]}
    )
    (folder / "map.toml").write_text(mapping or proposed([path], before), "utf-8")
    return import_office_tables(before, folder / "map.toml", [path]).dossier


@pytest.mark.parametrize(
    "parts",
    [
        ((1, "Vyhodnocení roku 2024"), "Úvod.", (2, "Senioři"), 1),
        ("Zpráva o plnění plánu za rok 2024", "Tabulka shrnuje plnění.", 1),
        ((0, "Komunitní plán 2023–2026"), "Vyhodnocení za rok 2024", "Tabulka 1", 1),
        # A nearer heading of the same level takes the place of the one before.
        ((1, "Rok 2023"), "Nic.", (1, "Rok 2024"), (2, "Rodiny"), "Tabulka", 1),
    ],
)
def test_the_year_in_a_heading_or_further_above_is_proposed(parts: tuple[str | int, ...], tmp_path: Path) -> None:
    dossier = taken(tmp_path, written(tmp_path, *parts))
    assert [(each.round, each.measure) for each in dossier.readings] == [("rounds-2024", "o-1")]


@pytest.mark.parametrize(
    "parts",
    [("Plán na roky 2023 a 2024", "Tabulka", 1), ((1, "Schváleno dne 3. 2. 2024"), "Tabulka", 1), ("Zpráva.", 1)],
)
def test_a_year_that_is_not_sure_is_asked_for(parts: tuple[str | int, ...], tmp_path: Path) -> None:
    path = written(tmp_path, *parts)
    assert 'facts.rok = { text = "?" }' in proposed([path], None)


def test_two_years_in_paragraphs_above_are_a_fault_and_no_guess(tmp_path: Path) -> None:
    path = written(tmp_path, "Rok 2023 byl dobrý.", "Rok 2024 byl lepší.", "Tabulka", 1)
    with pytest.raises(ReadError, match=r"2024, 2023|2023, 2024"):
        taken(tmp_path, path, MAPPING)


def test_each_table_is_of_the_heading_that_it_stands_under(tmp_path: Path) -> None:
    path = written(tmp_path, (1, "Rok 2023"), "Stav.", 1, (1, "Rok 2024"), "Stav.", 1)
    dossier = taken(tmp_path, path, MAPPING)
    assert [each.round for each in dossier.readings] == ["rounds-2023", "rounds-2024"]


def test_in_a_sheet_the_rows_above_are_looked_at_from_below(tmp_path: Path) -> None:
    pytest.importorskip("socplan_xlsx")
    from tests.intake.workbooks import book

    path = tmp_path / "a.xlsx"
    path.write_bytes(book(("P", [["Plán 2020"], ["Plnění v roce 2024"], *TABLE])))
    assert [each.round for each in taken(tmp_path, path, MAPPING).readings] == ["rounds-2024"]
