"""A day with its hour in one cell, as books of post have it."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from socplan import from_mapping, import_office_tables
from tests.intake.office import BASE
from tests.intake.running import dossier_of, faults_of, proposed

HEAD = 'socplan-map = 1\n[[table]]\n[[table.records]]\nto = "comments"\nset.consultation = { text = "navrh" }\n'
DAY = f'{HEAD}set.number = "Č."\nset.text = "Text"\nset.received = "Doručeno"\n'
BOTH = f'{DAY}set.received_hour = "Doručeno"\n'


@pytest.mark.parametrize(
    ("written", "day", "hour"),
    [
        ("12. 5. 2024 14:30", "2024-05-12", 14),
        ("12.05.2024 9.05", "2024-05-12", 9),
        ("12. 5. 2024, 8:00:00", "2024-05-12", 8),
        ("12. května 2024 v 15 hod.", "2024-05-12", 15),
        ("2024-05-12T16:59:00", "2024-05-12", 16),
        ("12. 5. 2024", "2024-05-12", None),
    ],
)
def test_a_text_gives_its_day_and_its_hour(written: str, day: str, hour: int | None, tmp_path: Path) -> None:
    (comment,) = dossier_of(tmp_path, f'Č.;Doručeno;Text\n1;"{written}";Ano.\n', BOTH).comments
    assert (str(comment.received), comment.received_hour) == (day, hour)


def test_a_moment_of_a_workbook_gives_both_and_midnight_gives_a_day_alone(tmp_path: Path) -> None:
    pytest.importorskip("socplan_xlsx")
    from tests.intake.workbooks import book

    rows: list[list[Any]] = [
        ["Č.", "Doručeno", "Text"],
        [1, datetime(2024, 5, 12, 14, 30), "Ano."],  # noqa: DTZ001 - workbooks know no zones
        [2, datetime(2024, 5, 13), "Ne."],  # noqa: DTZ001 - workbooks know no zones
    ]
    comments = dossier_of(tmp_path, book(("P", rows)), BOTH).comments
    assert [(str(each.received), each.received_hour) for each in comments] == [("2024-05-12", 14), ("2024-05-13", None)]


def test_an_hour_is_never_lost_unsaid_nor_read_where_nobody_sees_it(tmp_path: Path) -> None:
    pytest.importorskip("socplan_xlsx")
    from tests.intake.workbooks import book

    text = "Č.;Doručeno;Text\n1;12. 5. 2024 14:30;Ano.\n2;12. 5. 2024 14;Ne.\n"
    alone, both = faults_of(tmp_path, text, DAY), faults_of(tmp_path, text, BOTH)
    assert list(alone) == ["B2", "B3"]
    assert "set.received_hour" in alone["B2"]
    # A bare number behind a day may be anything.
    assert list(both) == ["B3"]

    def hide(made: Any) -> None:
        made.active["B2"].number_format = "d.m.yyyy"

    hidden = book(("P", [["Č.", "Doručeno", "Text"], [1, datetime(2024, 5, 12, 14, 30), "Ano."]]), change=hide)  # noqa: DTZ001
    assert list(faults_of(tmp_path, hidden, BOTH)) == ["P!B2"]


def test_the_hour_of_a_day_is_proposed_from_the_same_column(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Č.;Datum a čas doručení;Text připomínky\n1;2. 10. 2023 14:30;Doplnit.\n", "utf-8")
    before = from_mapping(BASE)
    (tmp_path / "map.toml").write_text(proposed([tmp_path / "a.csv"], before), "utf-8")
    (comment,) = import_office_tables(before, tmp_path / "map.toml", [tmp_path / "a.csv"]).dossier.comments
    assert (str(comment.received), comment.received_hour) == ("2023-10-02", 14)
