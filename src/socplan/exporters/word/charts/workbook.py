"""The workbook behind a chart, which Word opens for "Edit data": texts and plain numbers, nothing that is computed."""

import re
from collections.abc import Sequence
from typing import Final
from xml.sax.saxutils import escape

from socplan.exporters.word.package import archive, pack

__all__ = ["MEDIA_TYPE", "SHEET", "cell_range", "number_text", "workbook"]

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHEET: Final = "Sheet1"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#: Spreadsheets read _x0041_ in a text as a character.
_CODED: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#: Every workbook has them, packed once.
_AROUND: Final = {
    name: pack(content)
    for name, content in {
        "[Content_Types].xml": (
            f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{MEDIA_TYPE}.main+xml"/>'
            '<Override PartName="/xl/worksheets/sheet1.xml"'
            ' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
        ).encode(),
        "_rels/.rels": (
            f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
            f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
        ).encode(),
        "xl/workbook.xml": (
            f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
            f'<sheet name="{SHEET}" sheetId="1" r:id="rId1"/></sheets></workbook>'
        ).encode(),
        "xl/_rels/workbook.xml.rels": (
            f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
            f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
        ).encode(),
    }.items()
}


def number_text(value: float) -> str:
    """A number as files hold it.

    >>> number_text(742300.5), number_text(3.0)
    ('742300.5', '3')
    """
    return f"{value:.15g}"


def cell_range(column: int, first: int, last: int | None = None) -> str:
    """Cells of one column, both counted from 0, as charts name them.

    >>> cell_range(1, 0), cell_range(0, 1, 3)
    ('Sheet1!$B$1', 'Sheet1!$A$2:$A$4')
    """
    letter = _LETTERS[column]
    below = "" if last is None else f":${letter}${last + 1}"
    return f"{SHEET}!${letter}${first + 1}{below}"


def workbook(rows: Sequence[Sequence[str | float | None]]) -> bytes:
    """A workbook with one sheet; texts are texts even where they look like a formula."""
    lines = "".join(
        f'<row r="{number}">{"".join(map(_cell, (f"{letter}{number}" for letter in _LETTERS), row))}</row>'
        for number, row in enumerate(rows, start=1)
    )
    sheet = f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>{lines}</sheetData></worksheet>'
    return archive({**_AROUND, "xl/worksheets/sheet1.xml": pack(sheet.encode())})


def _cell(name: str, value: str | float | None) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        text = escape(_CODED.sub("_x005F_", value))
        return f'<c r="{name}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    return f'<c r="{name}"><v>{number_text(value)}</v></c>'
