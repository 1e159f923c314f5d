"""A record of an office's table keeps the row that it came from, and a finding about it says so."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from attrs import evolve
from click.testing import CliRunner
from hypothesis import given, strategies as st

from socplan import (
    Dossier,
    Finding,
    OfficePlace,
    build_report,
    check,
    compare,
    dumps,
    from_mapping,
    import_office_tables,
    loads,
    public,
    read_file,
    render,
    write_file,
)
from socplan.cli import main
from socplan.model.record import key_text
from tests.intake.office import BASE, HEAD, READINGS, document
from tests.intake.test_properties import MANNERS, SLOW, TABLES, WHOLE, Manner, cells_of, file_of, mapping_of, without

TABLE = [["Číslo", "Stav", "Komentář"], ["1.1", "Splněno", ""], ["", "", ""], ["1.2", "Probíhá", ""]]


def taken(folder: Path, name: str, content: bytes, mapping: str, before: Dossier | None = None) -> Dossier:
    (folder / "map.toml").write_text(mapping, "utf-8")
    (folder / name).write_bytes(content)
    return import_office_tables(before or from_mapping(BASE), folder / "map.toml", [folder / name]).dossier


def csv_of(rows: list[list[str]]) -> bytes:
    return "\n".join(";".join(row) for row in rows).encode()


def test_a_reading_stands_in_the_row_of_its_measure(tmp_path: Path) -> None:
    made = taken(tmp_path, "plneni.csv", csv_of(TABLE), HEAD + "[[table]]" + READINGS)

    assert made.office_places == (
        OfficePlace(table="readings", record="rok-2025 | o-1", file="plneni.csv", row=2),
        OfficePlace(table="readings", record="rok-2025 | o-2", file="plneni.csv", row=4),
    )


def test_a_word_table_is_called_by_its_number_and_never_by_the_text_above_it(tmp_path: Path) -> None:
    content = document("Hlášení, volejte 777 888 999", TABLE)
    made = taken(tmp_path, "plneni.docx", content, HEAD + "[[table]]" + READINGS)

    assert [(place.word_table, place.row, place.sheet) for place in made.office_places] == [(1, 2, None), (1, 4, None)]


def test_a_record_that_is_a_cell_is_at_that_cell_and_the_round_where_its_year_stands(tmp_path: Path) -> None:
    rows = [["Souhrn za rok 2026"], ["Skupina", "Splněno", "Probíhá"], ["Senioři", "2", "1"]]
    mapping = """socplan-map = 1
[[table]]
facts.rok = { cell = "A1", match = '(20[0-9][0-9])' }
[[table.records]]
to = "rounds"
set.id = { text = "rok-2026" }
set.period = { fact = "rok" }
[[table.records]]
to = "tallies"
columns = ["Splněno", "Probíhá"]
set.round = { text = "rok-2026" }
set.group = "Skupina"
set.status = { each = "head" }
set.count = { each = "cell" }
"""
    made = taken(tmp_path, "souhrn.csv", csv_of(rows), mapping)

    assert [(place.table, place.row, place.column) for place in made.office_places] == [
        ("rounds", 1, "A"),
        ("tallies", 3, "B"),
        ("tallies", 3, "C"),
    ]


def test_a_later_file_does_not_move_a_record_and_the_same_file_does(tmp_path: Path) -> None:
    mapping = HEAD + "[[table]]" + READINGS
    once = taken(tmp_path, "plneni.csv", csv_of(TABLE), mapping)
    other = taken(tmp_path, "jina.csv", csv_of(TABLE), mapping, once)
    moved = taken(tmp_path, "plneni.csv", csv_of([["Plnění"], *TABLE]), mapping, once)

    assert dumps(other) == dumps(once)
    assert [place.row for place in moved.office_places] == [3, 5]


def test_a_report_without_a_status_and_one_with_a_refund_are_told_at_their_rows(tmp_path: Path) -> None:
    rows = [["Číslo", "Stav", "Komentář", "Čerpáno"], ["1.1", "Splněno", "", "-5"], ["1.2", "", "Zprávu nedodali.", ""]]
    mapping = HEAD + "[[table]]" + READINGS + 'set.spent = { head = "Čerpáno", unit = "Kč" }\n'
    found = check(taken(tmp_path, "plneni.csv", csv_of(rows), mapping))

    told = {each.code: str(each) for each in found}
    assert "$.readings[1].status: plneni.csv, row 3: The report for 2025" in told["reading-without-status"]
    assert "plneni.csv, row 2" in told["amount-negative"]


def test_places_are_no_part_of_the_plan() -> None:
    place = OfficePlace(table="goals", record="cil-1", file="Nováková 777 888 999.csv", row=4)
    plain = from_mapping(BASE)
    placed = evolve(plain, office_places=(place,))

    assert placed == plain
    assert compare(plain, placed) == ()
    assert public(placed).office_places == ()
    assert loads(dumps(placed)).office_places == (place,)
    assert b"office_places" not in dumps(plain)


@SLOW
@given(table=st.sampled_from(TABLES), manner=MANNERS)
def test_every_record_has_a_place_that_points_to_its_row(table: str, manner: Manner) -> None:
    records = WHOLE[table]
    if manner.encoding == "windows-1250":
        manner = evolve(manner, encoding="utf-8")
    with TemporaryDirectory() as name:
        (Path(name) / "map.toml").write_text(mapping_of(table, records, manner), "utf-8")
        path = file_of(table, records, manner, Path(name))
        made = import_office_tables(without(table), Path(name) / "map.toml", [path]).dossier
    head = cells_of(table, records, manner)[manner.above]
    rows = [
        number
        for number, row in enumerate(cells_of(table, records, manner), start=1)
        if number > manner.above + 1 and row != head and row[0] != "Celkem"
    ]
    found = [made.get(OfficePlace, table, key_text(record)) for record in made.table(table)]

    assert [place and (place.file, place.row) for place in found] == [(path.name, row) for row in rows]


# Findings


def spoilt(folder: Path) -> Dossier:
    """A dossier out of a table, from which somebody deleted a measure that a row is about."""
    made = taken(folder, "plneni.csv", csv_of(TABLE), HEAD + "[[table]]" + READINGS)
    return evolve(made, measures=tuple(each for each in made.measures if each.id != "o-2"))


def of_code(findings: tuple[Finding, ...], code: str) -> Finding:
    return next(finding for finding in findings if finding.code == code)


def test_a_finding_names_the_row_of_a_damaged_dossier(tmp_path: Path) -> None:
    write_file(spoilt(tmp_path), tmp_path / "plan.json")
    (line,) = (str(each) for each in check(read_file(tmp_path / "plan.json")) if each.code == "dangling-reference")
    told = CliRunner().invoke(main, ["check", str(tmp_path / "plan.json"), "--locale", "cs"]).stderr

    assert line.startswith('error dangling-reference at $.readings[1].measure: "')
    assert "(plneni.csv, row 4): " in line
    assert "(plneni.csv, řádek 4): " in told


def test_a_finding_of_a_json_dossier_names_the_record() -> None:
    broken = from_mapping({**BASE, "goals": []})

    assert str(of_code(check(broken), "dangling-reference")).startswith(
        'error dangling-reference at $.measures[0].goal: "1.1 Rozšířit službu pro rodiny": '
    )


@pytest.mark.parametrize(
    ("name", "stood"), [("plan", "readings.csv, row 3"), ("plan.zip", "readings.csv, row 3"), ("plan.xlsx", None)]
)
def test_a_dossier_in_tables_of_its_own_remembers_its_rows(name: str, stood: str | None, tmp_path: Path) -> None:
    if name.endswith(".xlsx"):
        pytest.importorskip("socplan_xlsx")
    made = evolve(spoilt(tmp_path), office_places=())
    write_file(made, tmp_path / name)
    read = read_file(tmp_path / name)

    assert (stood or "plan.xlsx, sheet readings, row 3") in str(of_code(check(read), "dangling-reference"))
    assert dumps(read) == dumps(made)


def test_no_person_is_named_by_the_place_of_a_finding() -> None:
    data: dict[str, Any] = {**BASE, "persons": [{"id": "an", "name": "Anna Tajná"}, {"id": "an", "name": "Anna Jiná"}]}

    assert "Tajná" not in str(check(from_mapping(data)))


def test_an_internal_report_says_file_and_row_and_a_public_one_does_not(tmp_path: Path) -> None:
    rows = [["Číslo", "Název"], ["1.2", "Otevřít poradnu"], ["1.2", "Zavřít poradnu"]]
    mapping = """socplan-map = 1
plan = { title = "Plán", authority = "Obec" }
[[table]]
[[table.records]]
to = "goals"
set.id = { text = "cil" }
set.title = { text = "Cíl" }
[[table.records]]
to = "measures"
set.id = { head = "Název", words = { "Otevřít poradnu" = "o-1", "Zavřít poradnu" = "o-2" } }
set.goal = { text = "cil", find = ["id"] }
set.code = "Číslo"
set.title = "Název"
"""
    (tmp_path / "map.toml").write_text(mapping, "utf-8")
    (tmp_path / "opatreni.csv").write_bytes(csv_of(rows))
    made = import_office_tables(None, tmp_path / "map.toml", [tmp_path / "opatreni.csv"]).dossier

    def text(audience: Any) -> str:
        (file,) = render(build_report("plan", made, audience=audience), "json")
        return file.content.decode()

    assert "(opatreni.csv, řádek 3)" in text("internal")
    assert "opatreni.csv" not in text("public")
