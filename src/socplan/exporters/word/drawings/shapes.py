"""The parts of drawings: boxes and lines in a space, and the room that words take.

Nothing here knows Word. Lengths are whole English Metric Units (360 000 to the centimetre); a drawing begins at 0, 0.
The estimated room of a text is rather too large than too small, so no text is cut off.
"""

import re
from collections.abc import Iterable
from enum import Enum
from functools import lru_cache
from typing import Final

from attrs import frozen

from socplan.report import Table

__all__ = [
    "CM",
    "INSET",
    "POINT",
    "Box",
    "Drawing",
    "Line",
    "Look",
    "Shape",
    "Space",
    "label_of",
    "longest_word",
    "parents_of",
    "text_height",
    "text_length",
]

CM: Final = 360_000
POINT: Final = 12_700
#: The distance between lines of text, in parts of the size.
_LINE_HEIGHT: Final = 1.25


@frozen(kw_only=True)
class Space:
    """The room for one drawing, and the letters in it."""

    width: int
    height: int
    #: The size of the letters in points.
    letters: float = 8

    def line(self, least: int) -> int:
        """The height of a single line of text, but not less than another height."""
        return max(least, int(self.letters * _LINE_HEIGHT * POINT))


class Shape(Enum):
    """The outline of a box."""

    RECTANGLE = "rectangle"
    POINT = "point"  #: A lozenge: a single day.
    OPEN_END = "open end"  #: Points to the right: nobody said until when.
    OPEN_START = "open start"


class Look(Enum):
    """The kind of a box or a line, for its colour and pattern."""

    TEXT = "text"  #: Words alone, beginning at the left.
    HEAD = "head"  #: Words alone, in the middle.
    BESIDE = "beside"  #: Words of a bar, beside it or on it; no line shows through.
    TOP = "top"
    BODY = "body"
    UNCERTAIN = "uncertain"
    PLAIN = "plain"  #: A bar of a timetable that tells no statuses.
    UNKNOWN = "unknown"  #: A bar without a status among others that have one.
    DONE = "done"
    PARTLY_DONE = "partly done"
    UNDER_WAY = "under way"
    ONGOING = "ongoing"
    NOT_DONE = "not done"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    NOT_ASSESSED = "not assessed"
    LINK = "link"
    GRID = "grid"
    AXIS = "axis"


@frozen(kw_only=True)
class Box:
    """A shape, with or without words in it."""

    x: int
    y: int
    width: int
    height: int
    look: Look
    shape: Shape = Shape.RECTANGLE
    text: str = ""
    strong: bool = False
    #: Its row of the table; ``None``: it belongs to the axis.
    row: int | None = None


@frozen(kw_only=True)
class Line:
    """A horizontal line (no height) or a vertical line (no width)."""

    x: int
    y: int
    width: int = 0
    height: int = 0
    look: Look = Look.LINK


@frozen(kw_only=True)
class Drawing:
    """The drawing of one page; boxes lie over lines, later boxes over earlier ones."""

    width: int
    height: int
    lines: tuple[Line, ...] = ()
    boxes: tuple[Box, ...] = ()


# Words

_SPACES: Final = re.compile(r"[ \t\n]+")
_BREAKS: Final = re.compile(r"(?<=[-–])(?=\w)| ")
#: The longest label in a drawing; the table has all of it.
_LONGEST_LABEL: Final = 240
#: Widths of characters in parts of the size: about a tenth too much for Calibri, so that Arial has room too.
_NARROW: Final = frozenset(" ,.:;'IijlíÍ()-J[]`f{}|\xa0")
_SLIM: Final = frozenset('rřtť"/\\!')
_SLENDER: Final = frozenset("cčsšzžkvxyýL?")
_WIDE: Final = frozenset("mwMW@%…—")
INSET: Final = 4 * POINT


def label_of(text: str) -> str:
    """A text for a drawing: on one line, and no longer than a box can hold."""
    text = _SPACES.sub(" ", text).strip()
    return text if len(text) <= _LONGEST_LABEL else text[: _LONGEST_LABEL - 1].rstrip() + "…"


def _character(character: str) -> float:
    if character in _NARROW:
        return 0.31
    if character in _SLIM:
        return 0.38
    if character in _SLENDER:
        return 0.5
    if character in _WIDE or character > "\u024f":
        return 0.92
    return 0.68 if character.isupper() else 0.54


@lru_cache(maxsize=4096)
def text_length(text: str, letters: float) -> int:
    """The length of a text on one line, in English Metric Units; ``letters`` is their size in points."""
    return int(sum(map(_character, text)) * letters * POINT)


@lru_cache(maxsize=16_384)
def _line_count(text: str, width: int, letters: float) -> int:
    """How many lines a text takes in a box of some width, with too long words broken."""
    count, used, space = 1, 0, text_length(" ", letters)
    for word in _BREAKS.split(text):
        length = text_length(word, letters)
        if used and used + space + length > width:
            count, used = count + 1, 0
        if length > width:
            count += length // width
            length %= width
        used += length + (space if used else 0)
    return count


def text_height(text: str, width: int, letters: float) -> int:
    """The height of a text in a width."""
    return int(_line_count(text, max(width, CM // 4), letters) * letters * _LINE_HEIGHT * POINT)


def longest_word(texts: Iterable[str], letters: float) -> int:
    """The length of the longest word of some texts."""
    return max((text_length(word, letters) for text in texts for word in _BREAKS.split(text)), default=0)


def parents_of(table: Table) -> list[int | None]:
    """For each row, the place of the row above it in the tree."""
    places: dict[str | None, int] = {}
    parents: list[int | None] = []
    for place, row in enumerate(table.rows):
        parents.append(None if row.above is None else places[row.above])
        if row.key is not None:
            places[row.key] = place
    return parents
