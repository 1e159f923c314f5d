"""Parts of workbooks and documents in which nothing could be measured, and numbers that call the wrong text."""

import io
import re
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from socplan import ReadError, propose_mapping
from tests.intake.office import document
from tests.intake.test_hostile import changed

BODY = "word/document.xml"


def part_of(name: str, content: bytes, change: Callable[[bytes], bytes]) -> bytes:
    return changed(content, lambda each, member: change(member) if each == name else member)


def utf16(member: bytes, more: str = "") -> bytes:
    text = member.decode("utf-8").partition("?>")[2] if member.startswith(b"<?xml") else member.decode("utf-8")
    return f'<?xml version="1.0" encoding="UTF-16"?>{more}{text}'.encode("utf-16")


def places(path: Path, content: bytes) -> list[str]:
    path.write_bytes(content)
    with pytest.raises(ReadError) as caught:
        propose_mapping([path])
    return [fault.place for fault in caught.value.faults]


@pytest.mark.parametrize(
    "change",
    [
        utf16,
        lambda member: utf16(member, '<!DOCTYPE d [<!ENTITY a "a">]>'),
        lambda member: member.replace(b"UTF-8", b"UTF-7"),
        lambda member: member.replace(b"UTF-8", b"windows-1250"),
        lambda member: member.decode("utf-8").encode("cp037", "xmlcharrefreplace"),
    ],
)
def test_a_part_in_another_encoding_than_office_writes_is_refused_by_name(
    change: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    good = document("Plnění", [["Number", "Status"], ["1.1", "Done"]])
    assert places(tmp_path / "a.docx", part_of(BODY, good, change)) == [BODY]


def test_parts_of_other_programs_may_be_in_any_encoding(tmp_path: Path) -> None:
    with zipfile.ZipFile(buffer := io.BytesIO(document("x")), "a") as archive:
        name = "customXml/item9.xml"
        archive.writestr(name, '<?xml version="1.0" encoding="utf-16"?><a/>'.encode("utf-16"))
    (tmp_path / "a.docx").write_bytes(buffer.getvalue())
    assert propose_mapping([tmp_path / "a.docx"])


def test_a_merged_sheet_in_another_encoding_does_not_fill_the_memory(tmp_path: Path) -> None:
    pytest.importorskip("socplan_xlsx")
    from tests.intake.workbooks import book

    sheet = "xl/worksheets/sheet1.xml"
    area = b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    content = part_of(sheet, book(("P", [["A", "B"]])), lambda each: utf16(each.replace(b"</sheetData>", area)))
    assert places(tmp_path / "a.xlsx", content) == [sheet]


SHARED = (
    b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>A</t></si><si><t>B</t></si></sst>'
)


def test_the_number_of_a_text_is_never_counted_from_the_last_one(tmp_path: Path) -> None:
    pytest.importorskip("socplan_xlsx")
    from tests.intake.workbooks import book

    def change(name: str, member: bytes) -> bytes:
        match name:
            case "xl/worksheets/sheet1.xml":
                return re.sub(rb'<c r="B2".*?</c>', b'<c r="B2" t="s"><v>-1</v></c>', member)
            case "[Content_Types].xml" if b"sharedStrings" not in member:
                kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
                part = b'<Override PartName="/xl/sharedStrings.xml" ContentType="' + kind + b'"/></Types>'
                return member.replace(b"</Types>", part)
        return member

    content = changed(book(("P", [["A", "B"], ["1", "x"]])), change)
    if "xl/sharedStrings.xml" not in zipfile.ZipFile(io.BytesIO(content)).namelist():
        with zipfile.ZipFile(buffer := io.BytesIO(content), "a") as archive:
            archive.writestr("xl/sharedStrings.xml", SHARED)
        content = buffer.getvalue()
    assert places(tmp_path / "a.xlsx", content) == ["P!B2"]


def test_a_day_that_cannot_be_is_named_without_a_warning_of_a_library(tmp_path: Path) -> None:
    pytest.importorskip("socplan_xlsx")
    from datetime import date

    from tests.intake.workbooks import book

    good = book(("P", [["Číslo", "Stav"], ["1.1", date(2024, 5, 1)]]))
    content = part_of(
        "xl/worksheets/sheet1.xml", good, lambda member: re.sub(rb"(<v>)[0-9]{5}(?=<)", rb"\g<1>-99999999", member)
    )
    (tmp_path / "a.xlsx").write_bytes(content)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert propose_mapping([tmp_path / "a.xlsx"])
