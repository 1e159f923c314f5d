"""The lines of paragraphs: of runs that are known, and of parsed XML.

It reads parsed XML of any library whose elements have ``find``, ``iter`` and ``get``.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from socplan.exporters.word.layout.flow import Line, Mark
from socplan.exporters.word.layout.letters import EM, width_of
from socplan.exporters.word.layout.looks import Looks, ParagraphLook
from socplan.exporters.word.layout.measure import line_count, runs_count

__all__ = [
    "Run",
    "drawing_height",
    "extent_of",
    "is_mark",
    "is_plain",
    "line_of",
    "paragraph_lines",
    "paragraph_look",
    "run_lines",
]

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WP: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_EMU_PER_TWIP: Final = 635
#: Where the stops of tabs are that no style sets.
_TAB: Final = 709
_MARKS: Final = frozenset(f"{_W}{name}" for name in ("bookmarkStart", "bookmarkEnd", "proofErr"))
#: What a paragraph may hold whose room is known: text and fields in lines, looks that `own_look` reads or that change
#: no room, and drawings that stand like letters.
_PLAIN: Final = _MARKS | frozenset(
    f"{_W}{name}"
    for name in (
        *("p", "pPr", "pStyle", "keepNext", "keepLines", "pageBreakBefore", "spacing", "ind", "jc", "rPr", "sectPr"),
        *("r", "t", "tab", "rStyle", "b", "bCs", "i", "iCs", "color", "lang", "noProof", "u", "drawing"),
        *("fldChar", "instrText", "fldSimple", "hyperlink", "outlineLvl", "widowControl", "tabs"),
    )
)
#: A break of a page or of a column is no line feed.
_PLAIN_BREAKS: Final = frozenset({None, "textWrapping"})
_FLOATING: Final = frozenset(
    {f"{_WP}anchor", "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"}
)

Run = tuple[str, bool]
"""A text, and whether it is bold."""


def run_lines(runs: Sequence[Run], look: ParagraphLook, width: int) -> int:
    """The lines that runs take in a width; line feeds and tabs are part of their texts."""
    room = look.room(width)
    if len(runs) == 1 and "\t" not in runs[0][0]:
        return line_count(*runs[0], room)
    if not any("\t" in text for text, _ in runs):
        return runs_count(runs, room)
    before, after = _parted(runs)
    used = sum(width_of(part, bold) for part, bold in before)
    hanging = int(-look.first * EM / look.em)
    if look.first < 0 and used <= hanging:
        return runs_count(after, room)
    if look.first < 0:
        stop = int(_TAB * EM / look.em)
        return runs_count(after, room, (used // stop + 1) * stop - hanging)
    # A list of contents: the number of the page stands at the right of the last line.
    return runs_count(before, room)


def _parted(runs: Iterable[Run]) -> tuple[list[Run], list[Run]]:
    """What stands before the first tab, and behind it."""
    before: list[Run] = []
    after: list[Run] = []
    for text, bold in runs:
        if after:
            after.append((text, bold))
            continue
        first, tab, rest = text.partition("\t")
        before.append((first, bold))
        if tab:
            after.append((rest, bold))
    return before, after


def line_of(
    look: ParagraphLook, lines: int, *, kept: bool = False, height: int | None = None, mark: Mark | None = None
) -> Line:
    """A paragraph for the flow.

    Args:
        look: its look.
        lines: its lines.
        kept: whether it stays with the next block, whatever its look.
        height: the height of the drawing that it holds; ``None``: it holds text.
        mark: its name, if its page is asked for.
    """
    return Line(
        lines=1 if height else lines,
        line_height=height or look.line_height,
        below=0 if height else look.below,
        before=look.before,
        after=look.after,
        kept=kept or look.keep_next,
        whole=look.keep_lines or height is not None,
        break_before=look.break_before,
        mark=mark,
    )


def is_mark(element: Any) -> bool:
    """Whether an element beside paragraphs takes no room."""
    return element.tag in _MARKS


def is_plain(element: Any) -> bool:
    """Whether an element is a paragraph that can be measured."""
    if element.tag != f"{_W}p":
        return False
    odd = [each for each in element.iter() if each.tag not in _PLAIN]
    if not odd:
        return True
    section = element.find(f"{_W}pPr/{_W}sectPr")
    inside = set() if section is None else set(section.iter())
    return all(
        each in inside
        or (each.tag == f"{_W}br" and each.get(f"{_W}type") in _PLAIN_BREAKS)
        # In a drawing.
        or not (each.tag.startswith(_W) or each.tag in _FLOATING)
        for each in odd
    )


def drawing_height(emu: int) -> int:
    """The height of a drawing in a line, by its height in English Metric Units."""
    return round(emu / _EMU_PER_TWIP)


def extent_of(paragraph: Any) -> int | None:
    """The height of the drawing in a paragraph; ``None``: it holds none."""
    extent = next(iter(paragraph.iter(f"{_WP}extent")), None)
    return None if extent is None else drawing_height(int(extent.get("cy")))


def paragraph_look(paragraph: Any, looks: Looks) -> ParagraphLook:
    """The look of a paragraph with its own properties."""
    properties = paragraph.find(f"{_W}pPr")
    style = None if properties is None else properties.find(f"{_W}pStyle")
    name = None if style is None else style.get(f"{_W}val")
    if properties is None or (len(properties) == 1 and style is not None):
        return looks.look(name)
    return looks.own(name, properties)


def paragraph_lines(paragraph: Any, looks: Looks, width: int) -> tuple[str, ParagraphLook, int]:
    """The text of a paragraph, its look, and its lines in a width."""
    look = paragraph_look(paragraph, looks)
    runs = list(_runs(paragraph, looks, look))
    return "".join(text for text, _ in runs), look, run_lines(runs or [("", False)], look, width)


def _runs(paragraph: Any, looks: Looks, look: ParagraphLook) -> Iterator[Run]:
    for run in paragraph.iter(f"{_W}r"):
        properties = run.find(f"{_W}rPr")
        style = None if properties is None else properties.find(f"{_W}rStyle")
        bold = look.bold or (style is not None and looks.is_bold(style.get(f"{_W}val")))
        own = None if properties is None else properties.find(f"{_W}b")
        if own is not None:
            bold = (own.get(f"{_W}val") or "1") not in {"0", "false"}
        text = ""
        for child in run:
            if child.tag == f"{_W}t":
                text += child.text or ""
            elif child.tag == f"{_W}br":
                text += "\n"
            elif child.tag == f"{_W}tab":
                text += "\t"
        if text:
            yield text, bold
