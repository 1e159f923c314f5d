"""Gives an odd but legal template what our writer counts on: a page of a size, margins, styles with names.

Word and other programs leave these out, or write them in units of their own; Word then takes what it always takes.
"""

import re
from typing import Any, Final

from lxml import etree

from socplan.archives import unzip, zipped
from socplan.errors import ReadError

__all__ = ["repaired"]

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT, _STYLES = "word/document.xml", "word/styles.xml"
#: A4 in twentieths of a point, and the margins of our own templates.
_WIDTH, _HEIGHT = 11906, 16838
_MARGINS: Final = {"top": 1418, "right": 1418, "bottom": 1304, "left": 1418, "header": 680, "footer": 624, "gutter": 0}
#: The largest page of Word, and the least room for text.
_LARGEST, _LEAST = 31680, 1440
_LENGTH: Final = re.compile(r"(-?\d{1,9}(?:\.\d{1,9})?)(mm|cm|in|pt|pc|pi)?")
_TWIPS: Final = {"mm": 1440 / 25.4, "cm": 1440 / 2.54, "in": 1440, "pt": 20, "pc": 240, "pi": 240, None: 1}
#: What stands before the size of the page in the properties of a section.
_BEFORE_SIZE: Final = frozenset(
    _W + name for name in ("headerReference", "footerReference", "footnotePr", "endnotePr", "type")
)


def repaired(name: str, content: bytes) -> bytes:
    """The template with what it lacks; itself if it lacks nothing, or is no Word document at all."""
    try:
        members = unzip(name, content)
        changes = {
            member: changed
            for member, mend in ((_TEXT, _mend_text), (_STYLES, _mend_styles))
            if member in members and (changed := _mended(members[member], mend)) is not None
        }
    except (ReadError, etree.XMLSyntaxError, ValueError):
        return content  # the check of the package says what is wrong
    return zipped(members | changes) if changes else content


def _mended(data: bytes, mend: Any) -> bytes | None:
    """A part with what it lacks; ``None``: it lacks nothing."""
    tree = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    before = etree.tostring(tree)
    mend(tree)
    if etree.tostring(tree) == before:
        return None
    return bytes(etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True))


def _mend_text(tree: Any) -> None:
    body = tree.find(f"{_W}body")
    if body is None:
        return
    if not len(body) or body[-1].tag != f"{_W}sectPr":
        etree.SubElement(body, f"{_W}sectPr")
    for section in body.iter(f"{_W}sectPr"):
        size = section.find(f"{_W}pgSz")
        if size is None:
            size = etree.Element(f"{_W}pgSz")
            section.insert(sum(child.tag in _BEFORE_SIZE for child in section), size)
        width, height = (_twips(size.get(_W + name)) for name in ("w", "h"))
        if not all(length is not None and 2 * _LEAST <= length <= _LARGEST for length in (width, height)):
            width, height = _WIDTH, _HEIGHT
            size.attrib.pop(f"{_W}orient", None)
        _put(size, {"w": width, "h": height})
        margins = section.find(f"{_W}pgMar")
        if margins is None:
            margins = etree.Element(f"{_W}pgMar")
            size.addnext(margins)
        _put(margins, _margins(margins, width or _WIDTH, height or _HEIGHT))
    for table in body.iter(f"{_W}tbl"):
        if table.find(f"{_W}tblGrid") is None:
            _add_grid(table)


def _add_grid(table: Any) -> None:
    """The columns of a table that does not name them, for as many cells as its longest row has."""
    grid = etree.Element(f"{_W}tblGrid")
    for _ in range(max((len(row.findall(f"{_W}tc")) for row in table.iterfind(f"{_W}tr")), default=1)):
        etree.SubElement(grid, f"{_W}gridCol")
    properties = table.find(f"{_W}tblPr")
    if properties is None:
        table.insert(0, grid)
    else:
        properties.addnext(grid)


def _margins(node: Any, width: int, height: int) -> dict[str, int | None]:
    """The margins; where they leave no room for text, those of our own templates, or small ones on a small page."""
    given = {name: _twips(node.get(_W + name)) for name in _MARGINS}
    lengths: dict[str, int | None] = {
        name: usual if (length := given[name]) is None or abs(length) > _LARGEST else length
        for name, usual in _MARGINS.items()
    }
    for pair, room in ((("left", "right"), width), (("top", "bottom"), height)):
        if room - sum(abs(lengths[name] or 0) for name in pair) < _LEAST:
            lengths |= {name: min(_MARGINS[name], (room - _LEAST) // 2) for name in pair}
    return lengths


def _put(node: Any, lengths: dict[str, int | None]) -> None:
    for name, length in lengths.items():
        if node.get(_W + name) != str(length):
            node.set(_W + name, str(length))


def _twips(text: str | None) -> int | None:
    found = _LENGTH.fullmatch(text or "")
    return None if found is None else round(float(found.group(1)) * _TWIPS[found.group(2)])


def _mend_styles(tree: Any) -> None:
    for style in list(tree.iterfind(f"{_W}style")):
        name, identifier = style.find(f"{_W}name"), style.get(f"{_W}styleId")
        if name is None:
            name = etree.Element(f"{_W}name")
            style.insert(0, name)
        if not name.get(f"{_W}val"):
            if not identifier:
                tree.remove(style)
                continue
            name.set(f"{_W}val", identifier)
    for size in list(tree.iter(f"{_W}sz", f"{_W}szCs")):
        length = _LENGTH.fullmatch(size.get(f"{_W}val", ""))
        if length is None or length.group(2) or not 2 <= float(length.group(1)) <= 3276:  # noqa: PLR2004 - as Word has it
            size.getparent().remove(size)
        elif "." in length.group(1):
            size.set(f"{_W}val", str(round(float(length.group(1)))))
