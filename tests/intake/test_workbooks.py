"""Workbooks of offices come in as they are; without the plugin that reads workbooks there is nothing to test."""

import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("socplan_xlsx")

from socplan import ReadError, from_mapping, import_office_tables, propose_mapping
from tests.intake import strange_workbooks, workbooks
from tests.intake.office import BASE, HEAD, READINGS, Case
from tests.intake.running import check, check_proposal, check_twice
from tests.intake.test_hostile import changed, refused, within_limits
from tests.intake.workbooks import book

CASES = (*workbooks.CASES, *strange_workbooks.CASES)
GOOD = [case for case in CASES if not case.faults]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_file_of_an_office_comes_in_as_it_is(case: Case, tmp_path: Path) -> None:
    check(case, tmp_path)


@pytest.mark.parametrize("case", GOOD, ids=lambda case: case.name)
def test_the_same_file_a_second_time_changes_nothing(case: Case, tmp_path: Path) -> None:
    check_twice(case, tmp_path)


@pytest.mark.parametrize("case", GOOD, ids=lambda case: case.name)
def test_what_is_proposed_for_a_file_brings_it_in(case: Case, tmp_path: Path) -> None:
    check_proposal(case, tmp_path)


def sheet_of(change: Callable[[bytes], bytes]) -> bytes:
    good = book(("Data", [["Číslo", "Stav", "Komentář"], ["1.1", "Splněno", None]]))
    return changed(good, lambda name, member: change(member) if name == "xl/worksheets/sheet1.xml" else member)


def without(content: bytes, part: str) -> bytes:
    """A workbook that lacks a part."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
    return buffer.getvalue()


HOSTILE = {
    "a row far below": sheet_of(lambda member: member.replace(b'<row r="2"', b'<row r="999999999"')),
    "a cell far below": sheet_of(lambda member: member.replace(b'r="A2"', b'r="A1048576"')),
    "a cell far to the right": sheet_of(lambda member: member.replace(b'r="C1"', b'r="XFD1"')),
    "a sheet that is one merged cell": sheet_of(
        lambda member: member.replace(
            b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
        )
    ),
    "a text that is not there": sheet_of(
        lambda member: re.sub(rb'<c r="B2".*?</c>', b'<c r="B2" t="s"><v>999999</v></c>', member)
    ),
    "a text with another mark": sheet_of(
        lambda member: re.sub(rb'<c r="B2".*?</c>', b'<c r="B2" t="s"><v>nic</v></c>', member)
    ),
    "a number of letters": sheet_of(
        lambda member: re.sub(rb'<c r="B2".*?</c>', '<c r="B2"><v>tři</v></c>'.encode(), member)
    ),
    "a format that is not there": sheet_of(lambda member: member.replace(b'<c r="B2"', b'<c r="B2" s="777"')),
    "a setting that cannot be": sheet_of(
        lambda member: member.replace(b"<sheetData>", b'<sheetFormatPr baseColWidth="-x"/><sheetData>')
    ),
    "fifty large sheets, one of them damaged": changed(
        book(
            *(
                (f"L{n}", [["Číslo", "Stav", "Komentář"], *([f"1.{row}", "Splněno", f"{n}"] for row in range(300))])
                for n in range(50)
            )
        ),
        lambda name, member: (
            member.replace(b"<sheetData>", b'<sheetFormatPr baseColWidth="-x"/><sheetData>')
            if name == "xl/worksheets/sheet25.xml"
            else member
        ),
    ),
    "a damaged style sheet": changed(
        book(("Data", [["a"]])), lambda name, member: member[:-30] if name == "xl/styles.xml" else member
    ),
    "a workbook without its parts": without(book(("Data", [["a"]])), "xl/workbook.xml"),
    "no number": sheet_of(lambda member: re.sub(rb'<c r="B2".*?</c>', b'<c r="B2" t="n"><v>NaN</v></c>', member)),
    "entities": sheet_of(lambda member: b'<!DOCTYPE s [<!ENTITY a "b">]>' + member),
    "not well-formed": sheet_of(lambda member: member[:-20]),
    "a bomb": sheet_of(lambda member: member.replace(b"</sheetData>", b" " * 300_000_000 + b"</sheetData>")),
    "too much of it": sheet_of(lambda member: member.replace(b"</sheetData>", b"<row/>" * 2_000_000 + b"</sheetData>")),
    "no workbook": b"PK\x03\x04",
    "macros": changed(book(("a", [["b"]])), lambda _, member: member, **{"xl__vbaProject.bin": b"x"}),
}


def test_crosses_are_proposed_and_a_question_mark_is_none(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["Číslo", "Splněno", "Probíhá"], ["1.1", "x", None], ["1.2", None, "?"]]
    (tmp_path / "a.xlsx").write_bytes(book(("K", rows)))
    before = from_mapping(BASE)
    text = propose_mapping([tmp_path / "a.xlsx"], dossier=before)
    assert 'cross = ["x"]' in text
    (tmp_path / "map.toml").write_text(text, "utf-8")
    with pytest.raises(ReadError) as caught:
        import_office_tables(before, tmp_path / "map.toml", [tmp_path / "a.xlsx"])
    assert [fault.place for fault in caught.value.faults] == ["K!C3"]


def test_what_a_column_hides_is_in_no_message_and_no_proposal(tmp_path: Path) -> None:
    def hide(made: Any) -> None:
        made["Data"].column_dimensions["C"].hidden = True

    rows = [["Číslo", "Stav", "Komentář"], ["1.1", "Splněno", "tajné 777 888 999"]]
    (tmp_path / "a.xlsx").write_bytes(book(("Data", rows), change=hide))
    (tmp_path / "map.toml").write_text(HEAD + "[[table]]" + READINGS, "utf-8")
    before = from_mapping(BASE)
    intake = import_office_tables(before, tmp_path / "map.toml", [tmp_path / "a.xlsx"])
    assert intake.dossier.readings[0].comment == "tajné 777 888 999"
    assert "tajné" not in f"{intake.steps} {intake.notes}"
    assert "Komentář" not in propose_mapping([tmp_path / "a.xlsx"], dossier=before)


#: Where in the workbook the fault is, for those that have a place.
PLACES = {
    "a row far below": "sesit.xlsx: list Data, řádek 999999999: tabulka je větší",
    "a cell far below": "sesit.xlsx: Data!A1048576: tabulka je větší",
    "a cell far to the right": "sesit.xlsx: Data!XFD1: tabulka je větší",
    "a sheet that is one merged cell": "sesit.xlsx: list Data: sloučeno je přes",
    "a text that is not there": "sesit.xlsx: Data!B2: „999999“ v této buňce nelze přečíst",
    "a text with another mark": "sesit.xlsx: Data!B2: „nic“ v této buňce nelze přečíst",
    "a number of letters": "sesit.xlsx: Data!B2: „tři“ v této buňce nelze přečíst",
    "a format that is not there": "sesit.xlsx: Data!B2: buňka má formát, který v sešitu není",
    "a setting that cannot be": "sesit.xlsx: list Data: list je poškozený",
    "fifty large sheets, one of them damaged": "sesit.xlsx: list L24: list je poškozený",
    "no number": "sesit.xlsx: Data!B2",
    "entities": "sesit.xlsx: xl/worksheets/sheet1.xml: tato část má deklaraci",
    "not well-formed": "sesit.xlsx: Data!B2: za touto buňkou je list poškozený",
    "a damaged style sheet": "sesit.xlsx: xl/styles.xml: tato část sešitu je poškozená",
    "a workbook without its parts": "sesit.xlsx: xl/workbook.xml: tato část chybí",
    "a bomb": "sesit.xlsx: xl/worksheets/sheet1.xml: poškozené, nebo po rozbalení mnohem větší",
    "too much of it": "sesit.xlsx: (soubor|xl/worksheets/sheet1.xml): ",
    "no workbook": "sesit.xlsx: soubor: poškozené",
    "macros": "sesit.xlsx: soubor: jsou v něm makra; uložte ho jako .xlsx",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_workbook_is_refused(name: str, tmp_path: Path) -> None:
    refused(tmp_path, "sesit.xlsx", HOSTILE[name], HEAD + "[[table]]" + READINGS, PLACES.get(name))


def test_a_proposal_for_many_large_sheets_comes_soon(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["Číslo", "Stav", "Komentář"], *([f"1.{row}", "Splněno", f"{row}"] for row in range(300))]
    (tmp_path / "a.xlsx").write_bytes(book(*((f"L{number}", rows) for number in range(50))))
    subprocess.run(
        [sys.executable, "-m", "socplan", "propose", "a.xlsx", "-o", "map.toml"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        preexec_fn=within_limits,
    )
    assert (tmp_path / "map.toml").read_text("utf-8").count("[[table]]") == 50
