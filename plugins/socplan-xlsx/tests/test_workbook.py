"""A workbook holds the whole dossier, and says of every cell that cannot stand there where it is."""

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings

import socplan_xlsx
from socplan import (
    Comment,
    Dossier,
    FigureSubject,
    PublishedFigure,
    ReadError,
    WriteError,
    import_table,
    read_file,
    write_file,
)
from socplan.testing import dossiers, private_imports, sample_dossier, sample_dossiers
from socplan_xlsx.reader import XLSX, dumps, load_table, loads

UKAZKA = sample_dossier("ukazka")
#: A workbook knows no time zones.
AFTERNOON = datetime(2023, 9, 20, 15, 30)  # noqa: DTZ001
TYPE_AGAIN = "format the column as text and type it again"


def read_back(dossier: Dossier) -> Dossier:
    return loads("x.xlsx", dumps(dossier))


def changed(change: Callable[[Any], None], table: str = "comments") -> bytes:
    """The bytes of a workbook after somebody was at it."""
    book = openpyxl.load_workbook(io.BytesIO(dumps(UKAZKA)["dossier.xlsx"]))
    change(book[table])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def faults(content: bytes) -> list[str]:
    with pytest.raises(ReadError) as caught:
        loads("x.xlsx", {"x.xlsx": content})
    return [str(fault) for fault in caught.value.faults]


def column(sheet: Any, name: str) -> int:
    return [cell.value for cell in sheet[1]].index(name) + 1


@pytest.mark.parametrize("dossier", sample_dossiers())
def test_every_sample_comes_back(dossier: Dossier) -> None:
    assert read_back(dossier) == dossier


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(dossiers())
def test_every_dossier_comes_back(dossier: Dossier) -> None:
    assert read_back(dossier) == dossier


def test_the_same_dossier_makes_the_same_bytes() -> None:
    assert dumps(UKAZKA) == dumps(UKAZKA)


def test_text_is_never_a_formula_and_stays_text_when_typed_again() -> None:
    book = openpyxl.load_workbook(io.BytesIO(dumps(UKAZKA)["dossier.xlsx"]))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]

    assert {cell.data_type for cell in cells} <= {"s", "n", "b"}
    assert {cell.number_format for cell in cells if cell.data_type == "s"} == {"@"}


def test_a_text_longer_than_a_cell_is_refused_and_not_cut(tmp_path: Path) -> None:
    long = attrs.evolve(UKAZKA, plan=attrs.evolve(UKAZKA.plan, note="x" * 40_000))
    with pytest.raises(WriteError, match="sheet plan: row 2, column note: 40000 characters; a cell holds 32767"):
        write_file(long, tmp_path / "u.xlsx")
    assert not (tmp_path / "u.xlsx").exists()


@pytest.mark.parametrize("text", ["47.0", "1500.00", "0.0000001", "100000000000000000", "123456789012345678.5", "-3"])
def test_a_number_keeps_its_value_and_its_places(text: str) -> None:
    figure = PublishedFigure(subject=FigureSubject.MEASURES, value=Decimal(text))
    (found,) = read_back(attrs.evolve(UKAZKA, published=(figure,))).published

    assert format(found.value, "f") == text


@pytest.mark.parametrize(
    ("name", "value", "shown", "expected"),
    [
        ("value", 0.47, "0%", "0.47 is shown in percent; format the column as a number and type it again"),
        ("value", 5, "0.0%", "5 is shown in percent; format the column as a number and type it again"),
        ("group", date(2025, 6, 1), "mmm-yy", "2025-06-01 is shown without its day; type it as text: 2025-06 or 2025"),
    ],
)
def test_a_value_that_is_not_what_is_shown_is_refused(name: str, value: Any, shown: str, expected: str) -> None:
    figure = PublishedFigure(subject=FigureSubject.MEASURES, value=Decimal(3))
    book = openpyxl.load_workbook(io.BytesIO(dumps(attrs.evolve(UKAZKA, published=(figure,)))["dossier.xlsx"]))
    cell = book["published"].cell(2, column(book["published"], name))
    cell.value, cell.number_format = value, shown
    buffer = io.BytesIO()
    book.save(buffer)

    assert f"sheet published: row 2, column {name}: {expected}" in faults(buffer.getvalue())


def test_amounts_are_numbers() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(dumps(UKAZKA)["dossier.xlsx"]))["budgets"]

    assert sheet.cell(2, column(sheet, "amount")).value == 9850000


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("text", 1.1, f"the number 1.1 where a text stands; {TYPE_AGAIN}"),
        ("text", date(2026, 2, 1), f"the date 2026-02-01 where none stands; {TYPE_AGAIN}"),
        ("text", "=1+1", "a formula; put its value in its place"),
        ("text", "#N/A", "the error #N/A; put a value in its place"),
        ("received", AFTERNOON, "2023-09-20 15:30:00 is neither a text, nor a number, nor a day"),
        ("received_hour", 14.5, "14.5 is not a whole number"),
        ("number", True, "True is not of the kind that stands in this column"),
    ],
)
def test_a_cell_that_cannot_stand_there_is_named(name: str, value: Any, expected: str) -> None:
    def spoil(sheet: Any) -> None:
        sheet.cell(3, column(sheet, name)).value = value

    assert f"sheet comments: row 3, column {name}: {expected}" in faults(changed(spoil))


def test_all_faults_come_in_one_run() -> None:
    def spoil(sheet: Any) -> None:
        for row in (2, 3, 4):
            sheet.cell(row, column(sheet, "text")).value = 12

    assert len(faults(changed(spoil))) == 3


def test_days_and_years_that_a_spreadsheet_takes_for_dates_and_numbers_are_read() -> None:
    def typed(sheet: Any) -> None:
        sheet.cell(2, column(sheet, "received")).value = date(2023, 9, 20)
        sheet.cell(3, column(sheet, "received")).value = 2023

    found = loads("x.xlsx", {"x.xlsx": changed(typed)})

    assert [str(one.received) for one in found.comments[:2]] == ["2023-09-20", "2023"]


def test_rows_and_columns_without_content_are_passed_over() -> None:
    def spread(sheet: Any) -> None:
        sheet.insert_rows(3, 2)
        sheet.cell(2, 60).number_format = "0"

    assert loads("x.xlsx", {"x.xlsx": changed(spread)}) == UKAZKA


def test_a_cell_far_out_is_refused_and_not_waited_for() -> None:
    def far(sheet: Any) -> None:
        sheet.cell(1_048_576, 16_384).value = "x"

    assert faults(changed(far)) == ["sheet comments: row 1048576: a cell beyond row 200000 or column 200"]


def test_a_sheet_of_another_name_is_named() -> None:
    def rename(sheet: Any) -> None:
        sheet.title = "připomínky"

    (fault,) = faults(changed(rename))
    assert fault.startswith("sheet připomínky: sheet: no table of that name; known: plan, levels, ")


@pytest.mark.parametrize("content", [b"", b"nonsense", b"PK\x03\x04"])
def test_what_is_no_workbook_is_refused(content: bytes) -> None:
    (fault,) = faults(content)
    assert fault.startswith("file: no readable")


def test_an_archive_that_unpacks_to_too_much_is_refused_before_it_is_opened() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 50_000_000)

    assert "unpacks to more than" in faults(buffer.getvalue())[0]


def filled_in(folder: Path, *rows: tuple[Any, ...], title: str = "List1") -> Path:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    for row in (("consultation", "received", "author_kind", "text"), *rows):
        sheet.append(row)
    book.save(folder / "pripominky.xlsx")
    return folder / "pripominky.xlsx"


def test_a_filled_in_sheet_is_imported_once(tmp_path: Path) -> None:
    path = filled_in(tmp_path, ("pripominky-2023", date(2023, 9, 20), "user", "Chybí lavičky."))
    once = import_table(UKAZKA, "comments", path)

    assert len(once.comments) == len(UKAZKA.comments) + 1
    assert import_table(once, "comments", path) == once


def test_the_same_rows_as_csv_are_the_same_records(tmp_path: Path) -> None:
    path = filled_in(tmp_path, ("pripominky-2023", "2023-09-20", "user", "Chybí lavičky."))
    table = tmp_path / "pripominky.csv"
    rows = ("consultation;received;author_kind;text", "pripominky-2023;2023-09-20;user;Chybí lavičky.")
    table.write_text("\n".join(rows), "utf-8")

    assert import_table(UKAZKA, "comments", path) == import_table(UKAZKA, "comments", table)


def test_rows_that_say_the_same_are_two_records(tmp_path: Path) -> None:
    row = ("pripominky-2023", "2023-09-20", "person", "Souhlasím.")
    path = filled_in(tmp_path, row, row)
    once = import_table(UKAZKA, "comments", path)

    assert len(once.comments) == len(UKAZKA.comments) + 2
    assert import_table(once, "comments", path) == once


def test_all_row_faults_of_a_filled_in_sheet_come_back(tmp_path: Path) -> None:
    path = filled_in(tmp_path, ("pripominky-2023", "včera", "user", "A"), ("pripominky-2023", None, "nikdo", 5))
    with pytest.raises(ReadError) as caught:
        import_table(UKAZKA, "comments", path)

    assert {fault.place for fault in caught.value.faults} == {
        "row 2, column received",
        "row 3, column text",
        "row 3, column author_kind",
    }


def test_of_several_sheets_the_one_named_after_the_table_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "vse.xlsx"
    write_file(UKAZKA, path)

    assert {record.id for record in load_table("x", "comments", path.read_bytes()) if isinstance(record, Comment)} == {
        comment.id for comment in UKAZKA.comments
    }
    with pytest.raises(ReadError, match="no sheet is called turnout"):
        load_table("x", "turnout", path.read_bytes())


def test_the_suffix_tells_the_format(tmp_path: Path) -> None:
    write_file(UKAZKA, tmp_path / "u.xlsx")

    assert read_file(tmp_path / "u.xlsx") == UKAZKA
    assert XLSX.table_extension == ".xlsx"


def test_takes_only_public_names_from_socplan() -> None:
    assert private_imports(socplan_xlsx) == ()
