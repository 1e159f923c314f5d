"""The text area of pages: what headers and footers leave of it."""

from collections.abc import Iterable
from typing import Any, Final

from socplan.exporters.word.layout.flow import Sheet
from socplan.exporters.word.layout.looks import Looks
from socplan.exporters.word.layout.paragraphs import is_plain, paragraph_lines

__all__ = ["sheet_of"]

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: What a section may hold whose pages are all alike, and numbered from 1.
_PLAIN: Final = frozenset(
    f"{_W}{name}"
    for name in (
        "headerReference",
        "footerReference",
        "pgSz",
        "pgMar",
        "cols",
        "titlePg",
        "docGrid",
        "pgNumType",
        "type",
    )
)
#: Where a value of these attributes is another one, pages are parted or numbered otherwise.
_USUAL: Final = {
    ("cols", "num"): {"1"},
    ("docGrid", "type"): {"default"},
    ("pgNumType", "start"): set[str](),
    ("pgNumType", "fmt"): {"decimal"},
    ("pgMar", "gutter"): {"0"},
    ("type", "val"): {"nextPage"},
}


def sheet_of(section: Any, looks: Looks, headers: Iterable[Any] = (), footers: Iterable[Any] = ()) -> Sheet | None:
    """The text area of the pages of a section; ``None`` where it is not known, or pages have other numbers.

    Args:
        section: the properties of the section.
        looks: the looks of the template.
        headers: the roots of its headers, which may be tall.
        footers: the roots of its footers.
    """
    size, margins = section.find(f"{_W}pgSz"), section.find(f"{_W}pgMar")
    if size is None or margins is None or not _is_plain(section):
        return None
    try:
        upright, sideways = sorted((int(size.get(f"{_W}{name}")) for name in ("w", "h")), reverse=True)
        top, bottom, left, right, head, foot = (
            int(margins.get(f"{_W}{name}") or 0) for name in ("top", "bottom", "left", "right", "header", "footer")
        )
    except (TypeError, ValueError):
        return None
    headers, footers = list(headers), list(footers)
    if not all(is_plain(paragraph) for root in (*headers, *footers) for paragraph in root):
        return None

    def area(height: int, width: int) -> int:
        above = max([top, *(head + _height(root, looks, width) for root in headers if top > 0)], key=abs)
        below = max([bottom, *(foot + _height(root, looks, width) for root in footers if bottom > 0)], key=abs)
        return height - abs(above) - abs(below)

    # A page on its side keeps its four margins.
    return Sheet(upright=area(upright, sideways - left - right), sideways=area(sideways, upright - left - right))


def _is_plain(section: Any) -> bool:
    if any(child.tag not in _PLAIN for child in section):
        return False
    for (element, attribute), usual in _USUAL.items():
        found = section.find(f"{_W}{element}")
        value = None if found is None else found.get(f"{_W}{attribute}")
        if value is not None and value not in usual:
            return False
    return True


def _height(root: Any, looks: Looks, width: int) -> int:
    """The height of a header or footer."""
    height, after = 0.0, 0
    for number, paragraph in enumerate(root):
        _, look, lines = paragraph_lines(paragraph, looks, width)
        height += (max(after, look.before) if number else look.before) + lines * look.line_height
        after = look.after
    return round(height + after)
