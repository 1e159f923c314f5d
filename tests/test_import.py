"""A table that somebody filled in comes into the dossier once, and with all its faults at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from socplan import AuthorKind, ReadError, UnknownTableError, check, import_table, read_file, write_file
from socplan.testing import sample_dossier

UKAZKA = sample_dossier("ukazka")
HEAD = "consultation;number;received;author_kind;author;text\r\n"
ROWS = (
    "pripominky-2023;;2023-09-20;person;Jan Smyšlený;Chybí lavičky.\r\npripominky-2023;9;2023-09-21;user;;Děkuji.\r\n"
)


@pytest.fixture
def filled_in(tmp_path: Path) -> Path:
    path = tmp_path / "comments.csv"
    path.write_text(HEAD + ROWS, "utf-8-sig")
    return path


def test_comments_are_added_with_what_the_table_says(filled_in: Path) -> None:
    first, second = import_table(UKAZKA, "comments", filled_in).comments[-2:]

    assert (first.author, first.author_kind, first.text) == ("Jan Smyšlený", AuthorKind.PERSON, "Chybí lavičky.")
    assert (second.number, second.author) == (9, None)


def test_a_second_import_changes_nothing(filled_in: Path) -> None:
    once = import_table(UKAZKA, "comments", filled_in)

    assert import_table(once, "comments", filled_in) == once


def test_what_was_imported_is_written_and_read(filled_in: Path, tmp_path: Path) -> None:
    once = import_table(UKAZKA, "comments", filled_in)
    write_file(once, tmp_path / "new.json")

    assert read_file(tmp_path / "new.json") == once
    assert {finding.code for finding in check(once)} == {finding.code for finding in check(UKAZKA)}


def test_all_faults_of_all_rows_come_at_once(tmp_path: Path) -> None:
    path = tmp_path / "comments.csv"
    path.write_text(HEAD + "pripominky-2023;x;2023-09-20;person;;A\r\npripominky-2023;1;20. 9.;nobody;;\r\n", "utf-8")

    with pytest.raises(ReadError) as caught:
        import_table(UKAZKA, "comments", path)
    places = [fault.place for fault in caught.value.faults]
    assert places == [
        "row 2, column number",
        "row 3, column received",
        "row 3, column author_kind",
        "row 3, column text",
    ]


def test_a_record_that_says_something_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "comments.csv"
    path.write_text("id;consultation;text\r\npripominka-1;pripominky-2023;Něco jiného\r\n", "utf-8")

    with pytest.raises(ReadError, match="'pripominka-1' is there already and says something else"):
        import_table(UKAZKA, "comments", path)


def test_an_unknown_table_is_named(filled_in: Path) -> None:
    with pytest.raises(UnknownTableError, match='No table is called "nonsense"'):
        import_table(UKAZKA, "nonsense", filled_in)
