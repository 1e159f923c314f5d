"""The widths of a table's columns on paper, and whether a page is wide enough for them.

All widths are in twentieths of a point.
"""

from collections.abc import Sequence
from typing import Final

from attrs import frozen

from socplan.exporters.base import column_text
from socplan.report import Column, ColumnKind

__all__ = ["column_widths", "is_too_wide"]

#: An average character of the table text, and the margins of a cell.
_CHARACTER: Final = 102
_CELL_MARGINS: Final = 190
#: The letters of a head are bold: room for some characters more.
_BOLD: Final = 1
#: The longest status or date on one line.
_LONGEST_STATUS: Final = 20
#: The longest word that is never broken; longer texts than the typical one get no more room.
_LONGEST_WORD: Final = 24
_TYPICAL_TEXT: Final = 70
#: The characters of a comfortable column of words, whose lines hold more than single words.
_COMFORT: Final = 20
#: A table that wants so many times the width of a page gets a sideways page.
_CRAMPED: Final = 1.3


@frozen(kw_only=True)
class _Need:
    """The widths that suit a column."""

    #: Room for its longest figure, or its longest word.
    least: int
    #: Room for each word of its head too.
    good: int
    #: Room for easy reading.
    comfortable: int
    #: Its share of the rest; 0 for columns that need no more.
    weight: float


def _width(characters: int) -> int:
    return _CHARACTER * characters + _CELL_MARGINS


def _need(column: Column, cells: Sequence[str], indent: int) -> _Need:
    head = min(max(map(len, column_text(column).split(" "))), _LONGEST_WORD) + _BOLD
    longest = max(map(len, cells), default=1)
    if column.kind is ColumnKind.TEXT:
        word = min(max((len(word) for cell in cells for word in cell.split()), default=1), _LONGEST_WORD)
        typical = sorted(map(len, cells))[(9 * len(cells)) // 10] if cells else 1
        good = _width(max(head, word)) + indent
        comfortable = max(good, _width(min(typical, _COMFORT)) + indent)
        weight = max(head, min(typical, _TYPICAL_TEXT)) ** 0.6
        return _Need(least=good, good=good, comfortable=comfortable, weight=weight)
    if column.kind.is_figure:
        least, good = _width(max(longest, 4)), _width(max(head, longest, 4))
    else:
        least = good = _width(max(head, min(longest, _LONGEST_STATUS), 4))
    return _Need(least=least, good=good, comfortable=good, weight=0)


def _needs(columns: Sequence[Column], texts: Sequence[Sequence[str]], indent: int) -> list[_Need]:
    return [
        # Only the first column has indents.
        _need(column, [row[place] for row in texts], 0 if place else indent)
        for place, column in enumerate(columns)
    ]


def is_too_wide(columns: Sequence[Column], texts: Sequence[Sequence[str]], room: int) -> bool:
    """Whether the columns would be cramped in a room."""
    return sum(need.comfortable for need in _needs(columns, texts, 0)) > room * _CRAMPED


def column_widths(columns: Sequence[Column], texts: Sequence[Sequence[str]], room: int, indent: int = 0) -> list[int]:
    """The width of every column, together no more than the room.

    Columns of figures are as wide as they must be; columns of words share the rest by the length of their texts. If
    there is too little room, long words in the heads of figures are broken first, and figures last.
    """
    needs = _needs(columns, texts, indent)
    good = [float(need.good) for need in needs]
    if sum(good) <= room:
        return _shared(needs, good, room)
    least = [float(need.least) for need in needs]
    slack = room - sum(least)
    if slack >= 0:
        wanted = sum(good) - sum(least)
        return [int(low + slack * (high - low) / wanted) for low, high in zip(least, good, strict=True)]
    figures = sum(low for low, column in zip(least, columns, strict=True) if column.kind.is_figure)
    words = sum(not column.kind.is_figure for column in columns)
    if not words or room - figures < words * _width(1):
        # If figures left words no room for a single letter, all columns shrink by the same part.
        return [int(low * room / sum(least)) for low in least]
    scale = (room - figures) / (sum(least) - figures)
    return [int(low if column.kind.is_figure else low * scale) for low, column in zip(least, columns, strict=True)]


def _shared(needs: Sequence[_Need], widths: list[float], room: int) -> list[int]:
    """Divide the rest among columns of words; a column whose share would be less than it needs gets no share."""
    sharing = {place: need.weight for place, need in enumerate(needs) if need.weight}
    while sharing:
        left = room - sum(width for place, width in enumerate(widths) if place not in sharing)
        unit = left / sum(sharing.values())
        tight = [place for place, weight in sharing.items() if unit * weight < widths[place]]
        if not tight:
            for place, weight in sharing.items():
                widths[place] = unit * weight
            break
        for place in tight:
            del sharing[place]
    return [int(width) for width in widths]
