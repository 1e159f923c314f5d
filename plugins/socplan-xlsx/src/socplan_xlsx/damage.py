"""Which sheet, and which cell of it, keeps a workbook from being opened; the library that opens it does not say."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from pathlib import PurePosixPath
from typing import Any, Final
from xml.etree import ElementTree as ET

from socplan import Fault
from socplan.labels import Wording
from socplan.readers import zipped

__all__ = ["damages", "parts_of", "sheet_place"]

_NEEDED: Final = ("[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels")
_TEXTS: Final = "xl/sharedStrings.xml"
_STYLES: Final = "xl/styles.xml"
_CELL: Final = re.compile(rb"""<(?:\w+:)?c\b[^>]*?\br\s*=\s*["']([A-Z]{1,3}[0-9]{1,7})["']""")
_COORDINATE: Final = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,6}", re.ASCII)
_EMPTY_SHEET: Final = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>'
)
_NO_TEXTS: Final = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
_DATA: Final = re.compile(rb"<sheetData\b.*</sheetData>", re.DOTALL)


def sheet_place(name: str, words: Wording) -> str:
    """What people call a sheet: „list Data“."""
    return words.text("xlsx.sheet", name=name)


def parts_of(members: Mapping[str, bytes]) -> Mapping[str, str]:
    """What the sheets are called, by the part of the workbook that holds each; as far as that can be read."""
    try:
        book, links = (ET.fromstring(members[name]) for name in _NEEDED[1:])  # noqa: S314 - no document type
    except (KeyError, ET.ParseError):
        return {}
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    found = {}
    for sheet in book.iter():
        if _tag(sheet) == "sheet":
            identifier = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), None)
            target = targets.get(identifier, "")
            found[target.lstrip("/") if target.startswith("/") else f"xl/{target}"] = sheet.get("name", "")
    return found


def _tag(element: Any) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def damages(members: Mapping[str, bytes], parts: Mapping[str, str], words: Wording) -> list[Fault]:
    """What is damaged, as near as it can be known: cells, else sheets, else other parts, else the file."""
    missing = [name for name in _NEEDED if name not in members]
    if missing:
        return [Fault(name, words.text("xlsx.missing_part")) for name in missing]
    faults = [fault for name in members for fault in _broken(name, members[name], parts, words)]
    if not faults:
        faults = [fault for name in parts if name in members for fault in _cells(name, members, parts[name], words)]
    return faults or list(_sheets(members, parts, words)) or [_other(members, words)]


def _broken(name: str, member: bytes, parts: Mapping[str, str], words: Wording) -> Iterator[Fault]:
    """A part that is not well-formed; of a sheet with the last cell before that."""
    if not name.endswith((".xml", ".rels")):
        return
    try:
        ET.fromstring(member)  # noqa: S314 - a part with a document type was refused
    except ET.ParseError as error:
        line, column = error.position
        before = sum(len(each) + 1 for each in member.split(b"\n")[: line - 1]) + column
        cells = _CELL.findall(member, 0, before)
        if name in parts and cells:
            yield Fault(f"{parts[name]}!{cells[-1].decode()}", words.text("xlsx.broken_cell"))
        else:
            yield Fault(sheet_place(parts[name], words) if name in parts else name, words.text("xlsx.broken_part"))


def _cells(name: str, members: Mapping[str, bytes], sheet: str, words: Wording) -> Iterator[Fault]:
    """The cells of a sheet that say what cannot be."""
    texts, styles = _count(members.get(_TEXTS), "si"), _count(members.get(_STYLES), "xf", "cellXfs")
    for cell in ET.fromstring(members[name]).iter():  # noqa: S314 - it is well-formed, without a document type
        if _tag(cell) != "c":
            continue
        value = next((each.text or "" for each in cell if _tag(each) == "v"), None)
        place = f"{sheet}!{cell.get('r', '?')}"
        if not _COORDINATE.fullmatch(cell.get("r", "A1")):
            yield Fault(place, words.text("xlsx.no_cell"))
        elif not (cell.get("s", "0").isdigit() and int(cell.get("s", "0")[:9]) < max(styles, 1)):
            yield Fault(place, words.text("xlsx.no_style"))
        elif value is not None and not _is_value(value, cell.get("t", "n"), texts):
            yield Fault(place, words.text("xlsx.no_value", value=" ".join(value.split())[:40]))


def _count(member: bytes | None, tag: str, around: str | None = None) -> int:
    """How many elements of a name a part has, right below another."""
    if member is None:
        return 0
    root = ET.fromstring(member)  # noqa: S314 - it is well-formed, without a document type
    parents = [root] if around is None else [each for each in root.iter() if _tag(each) == around]
    return sum(_tag(each) == tag for parent in parents for each in parent)


def _is_value(value: str, kind: str, texts: int) -> bool:
    """Whether a value can be of its kind: a number, a day, the number of a text."""
    try:
        match kind:
            case "s":
                return value.strip().isdigit() and int(value[:9]) < texts
            case "n":
                return not value.strip() or Decimal(value.strip()).is_finite()
            case "d":
                return datetime.fromisoformat(value.strip()) is not None
    except (InvalidOperation, ValueError):
        return False
    return True


def _opened(members: Mapping[str, bytes]) -> Any:
    """The reader of the library with its workbook; ``None`` where that cannot be opened."""
    from openpyxl.reader.excel import ExcelReader

    try:
        reader = ExcelReader(io.BytesIO(zipped(members)), keep_links=False)
        reader.read()
    except Exception:  # noqa: BLE001 - whatever the library stumbles over
        return None
    return reader


def _reads(reader: Any, member: bytes) -> bool:
    """Whether a workbook that is open takes one more sheet."""
    # There is no public way to read one sheet.
    from openpyxl.worksheet._reader import WorksheetReader

    sheet = reader.wb.create_sheet()
    try:
        WorksheetReader(sheet, io.BytesIO(member), reader.shared_strings, data_only=False, rich_text=False).bind_all()
    except Exception:  # noqa: BLE001 - whatever the library stumbles over
        return False
    finally:
        reader.wb.remove(sheet)
    return True


def _sheets(members: Mapping[str, bytes], parts: Mapping[str, str], words: Wording) -> Iterator[Fault]:
    """The sheets that keep a workbook from being opened: without them, it opens.

    It is opened once, with empty sheets. What belongs to a sheet (links, drawings) is opened beside a sheet that has
    no cells, so that many large sheets take no longer than they have to.
    """
    bare = {name: member for name, member in members.items() if not _is_of_sheet(name)}
    empty = dict.fromkeys((name for name in parts if name in members), _EMPTY_SHEET)
    reader = _opened({**bare, **empty})
    if reader is None:
        return
    others = {name: member for name, member in members.items() if _is_of_sheet(name) and not name.endswith(".rels")}
    textless = {**bare, **empty, **({_TEXTS: _NO_TEXTS} if _TEXTS in members else {})}
    for name in empty:
        own = f"{PurePosixPath(name).parent}/_rels/{PurePosixPath(name).name}.rels"
        linked = {**textless, **others, own: members.get(own, b""), name: _DATA.sub(b"<sheetData/>", members[name])}
        if not _reads(reader, members[name]) or (own in members and _opened(linked) is None):
            yield Fault(sheet_place(parts[name], words), words.text("xlsx.damaged_sheet"))


def _is_of_sheet(name: str) -> bool:
    """Whether a part belongs to a sheet: its links, drawings, comments, tables."""
    return name.startswith(("xl/worksheets/_rels/", "xl/drawings/", "xl/charts/", "xl/comments", "xl/tables/"))


def _other(members: Mapping[str, bytes], words: Wording) -> Fault:
    """Another part that is at fault, or else the whole file."""
    for name in (_STYLES, _TEXTS, "docProps/core.xml", "docProps/app.xml", "docProps/custom.xml"):
        rest = {each: member for each, member in members.items() if each != name}
        if name in members and _opened(rest) is not None:
            return Fault(name, words.text("xlsx.broken_part"))
    return Fault(words.text("intake.place.file"), words.text("xlsx.unreadable"))
