"""The widths of a table's columns which make it lowest.

A search moves room between columns while the table becomes lower. It runs only where not every cell fits on one line.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import ceil
from typing import Final

from attrs import frozen

from socplan.exporters.word.layout.letters import EM, width_of
from socplan.exporters.word.layout.looks import ParagraphLook, Rules
from socplan.exporters.word.layout.measure import least_width, line_count

__all__ = ["CellLooks", "ColumnRoom", "TableRow", "Widths", "heights_of", "widths_of"]

#: The steps in which room moves between columns.
_STEPS: Final = (1_200, 600, 300, 150, 75, 40)
#: The most rows that the search looks at; longer tables are measured on a sample.
_SAMPLE: Final = 60
#: A full line of the table against the square of the lines of a cell: the height counts first.
_HEIGHT: Final = 40
#: No column is narrower than a few letters.
_NARROWEST: Final = 400
#: Rounding in office programs: no text is fitted more closely.
_SPARE: Final = 4


@frozen(kw_only=True)
class CellLooks:
    """The looks of the cells of a table: of words and figures, in rows and in the head."""

    cell: ParagraphLook
    figure: ParagraphLook
    head: ParagraphLook
    figure_head: ParagraphLook
    #: The space left and right of a text in its cell, together.
    margins: int
    rules: Rules = Rules()

    def look(self, *, head: bool, figure: bool) -> ParagraphLook:
        """The look of a cell."""
        if head:
            return self.figure_head if figure else self.head
        return self.figure if figure else self.cell


@frozen
class ColumnRoom:
    """A column for its width: its head, and whether it holds figures, which are never broken."""

    head: str
    figure: bool


@frozen
class TableRow:
    """A row as it is written."""

    texts: tuple[str, ...]
    strong: bool = False
    indent: int = 0


@frozen
class Widths:
    """The widths of the columns, and what had to be broken for them."""

    widths: tuple[int, ...]
    #: Whether some word is broken.
    cramped: bool = False
    #: Whether even figures are broken.
    broken: bool = False


class _Column:
    """The cells of one column, and their lines in a width."""

    def __init__(self, place: int, column: ColumnRoom, rows: Sequence[TableRow], looks: CellLooks) -> None:
        body, head = (looks.look(head=head, figure=column.figure) for head in (False, True))
        self.figure = column.figure
        cells = [
            (column.head, head.bold, head, 0),
            *((row.texts[place], row.strong or body.bold, body, row.indent if place == 0 else 0) for row in rows),
        ]
        fixed = looks.margins + _SPARE
        # Head and body may have other sizes.
        self.cells = [
            (text, bold, look.em, fixed + indent, ceil(width_of(text, bold) * look.em / EM) + fixed + indent)
            for text, bold, look, indent in cells
        ]
        self.wanted = max(full if "\n" not in text else 0 for text, *_, full in self.cells)
        self.wanted = max(self.wanted, _NARROWEST)
        least = [
            (full if column.figure and number else ceil(least_width(text, bold) * em / EM) + beside)
            for number, (text, bold, em, beside, full) in enumerate(self.cells)
        ]
        self.least = max([_NARROWEST, *least])
        self.least_body = max([_NARROWEST, *least[1:]])
        self._known: dict[int, list[int]] = {}

    def lines(self, width: int) -> list[int]:
        known = self._known.get(width)
        if known is None:
            known = self._known[width] = [
                1 if full <= width and "\n" not in text else line_count(text, bold, int((width - beside) * EM / em))
                for text, bold, em, beside, full in self.cells
            ]
        return known


def _cost(columns: Sequence[_Column], widths: Sequence[int]) -> int:
    lines = [column.lines(width) for column, width in zip(columns, widths, strict=True)]
    return sum(
        # A head is read once; a broken line in a row costs as much.
        _HEIGHT * max(row) + sum(count * count for count in row)
        for row in zip(*lines, strict=True)
    )


def _sample(rows: Sequence[TableRow]) -> Sequence[TableRow]:
    if len(rows) <= _SAMPLE:
        return rows
    by_length = sorted(range(len(rows)), key=lambda place: (sum(map(len, rows[place].texts)), place))
    step = (len(rows) - 1) / (_SAMPLE - 1)
    return [rows[by_length[round(number * step)]] for number in range(_SAMPLE)]


@lru_cache(maxsize=256)
def widths_of(columns: tuple[ColumnRoom, ...], rows: tuple[TableRow, ...], room: int, looks: CellLooks) -> Widths:
    """The widths of the columns, together as wide as the room unless the table holds nothing but figures."""
    measured = [_Column(place, column, rows, looks) for place, column in enumerate(columns)]
    if sum(column.wanted for column in measured) <= room:
        return Widths(_spread([column.wanted for column in measured], measured, room))
    least = [column.least for column in measured]
    if sum(least) > room:
        squeezed = _squeezed(measured, room)
        broken = any(
            column.figure and width < column.least_body for column, width in zip(measured, squeezed, strict=True)
        )
        return Widths(tuple(squeezed), cramped=True, broken=broken)
    sampled = _sample(rows)
    if len(sampled) < len(rows):
        measured_sample = [_Column(place, column, sampled, looks) for place, column in enumerate(columns)]
    else:
        measured_sample = measured
    found = min(
        (_lowered(measured_sample, least, start) for start in _starts(measured, least, room)),
        key=lambda widths: (_cost(measured_sample, widths), widths),
    )
    return Widths(tuple(found))


def _spread(widths: Sequence[int], columns: Sequence[_Column], room: int) -> tuple[int, ...]:
    """The rest of the room goes to the columns of words, so that tables below each other share their right edge."""
    words = sum(width for width, column in zip(widths, columns, strict=True) if not column.figure)
    if not words:
        return tuple(widths)
    rest = room - sum(widths)
    spread = [
        width if column.figure else width + rest * width // words for width, column in zip(widths, columns, strict=True)
    ]
    return tuple(spread)


def _squeezed(columns: Sequence[_Column], room: int) -> list[int]:
    """Too little room: first the words of heads are broken, then those of columns of words, figures last."""
    least, body = [column.least for column in columns], [column.least_body for column in columns]
    if sum(body) <= room:
        wanted = sum(least) - sum(body)
        slack = room - sum(body)
        return [low + slack * (high - low) // wanted for low, high in zip(body, least, strict=True)]
    figures = sum(low for low, column in zip(body, columns, strict=True) if column.figure)
    words = [low for low, column in zip(body, columns, strict=True) if not column.figure]
    if not words or room - figures < len(words) * _NARROWEST:
        return [low * room // sum(body) for low in body]
    return [
        low if column.figure else low * (room - figures) // sum(words)
        for low, column in zip(body, columns, strict=True)
    ]


def _starts(columns: Sequence[_Column], least: Sequence[int], room: int) -> Iterator[list[int]]:
    """Where the search begins: the rest by what is wanted, by its root, and in equal parts."""
    slack = room - sum(least)
    for power in (1.0, 0.5, 0.0):
        wanted = [
            max(column.wanted - low, 0) ** power if column.wanted > low else 0
            for column, low in zip(columns, least, strict=True)
        ]
        total = sum(wanted)
        if total:
            start = [low + int(slack * want / total) for low, want in zip(least, wanted, strict=True)]
            start[max(range(len(start)), key=lambda place: wanted[place])] += room - sum(start)
            yield start


def _lowered(columns: Sequence[_Column], least: Sequence[int], start: list[int]) -> list[int]:
    """Move room between pairs of columns while the table becomes lower."""
    widths, cost = start, _cost(columns, start)
    for step in _STEPS:
        better = True
        while better:
            better = False
            for giver in range(len(widths)):
                if widths[giver] - step < least[giver]:
                    continue
                for taker in range(len(widths)):
                    # Who has all it wants gains nothing.
                    if giver == taker or widths[giver] - step < least[giver] or widths[taker] >= columns[taker].wanted:
                        continue
                    tried = list(widths)
                    tried[giver] -= step
                    tried[taker] += step
                    if (lower := _cost(columns, tried)) < cost:
                        widths, cost, better = tried, lower, True
    return widths


def heights_of(
    columns: Sequence[ColumnRoom], rows: Sequence[TableRow], widths: Sequence[int], looks: CellLooks
) -> tuple[int, ...]:
    """The height of the head and of each row, without rules."""
    measured = [_Column(place, column, rows, looks) for place, column in enumerate(columns)]
    lines = [column.lines(width) for column, width in zip(measured, widths, strict=True)]
    return tuple(
        max(
            looks.look(head=number == 0, figure=column.figure).height(count)
            for column, count in zip(columns, row, strict=True)
        )
        for number, row in enumerate(zip(*lines, strict=True))
    )
