"""The widths of a table's columns which make it lowest.

A search moves room between columns while the table becomes lower. It runs only where not every cell fits on one line.
"""

from bisect import bisect, insort
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import islice
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

    @property
    def all(self) -> tuple[ParagraphLook, ...]:
        """Every look."""
        return self.cell, self.figure, self.head, self.figure_head

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
    """The cells of one column, and their lines in a width; the head comes first."""

    def __init__(self, place: int, column: ColumnRoom, rows: Sequence[TableRow], looks: CellLooks) -> None:
        self.figure = column.figure
        self._head, self._head_look = column.head, looks.look(head=True, figure=column.figure)
        self._look = looks.look(head=False, figure=column.figure)
        self._beside = looks.margins + _SPARE
        strong = self._look.bold
        #: Only the first column of a tree is indented.
        self._indents = place == 0
        self._cells = [
            (row.texts[place], row.strong or strong, 0 if place else ceil(row.indent * EM / self._look.em))
            for row in rows
        ]
        self._known: dict[int, list[int]] = {}
        #: The widths of which the lines are known, from narrow to wide.
        self._tried: list[int] = []
        self._squares: dict[int, int] = {}

    @cached_property
    def wanted(self) -> int:
        """The width in which every cell fits on one line."""
        body = max((width_of(text, bold) + indent for text, bold, indent in self._cells if "\n" not in text), default=0)
        head = width_of(self._head, self._head_look.bold) if "\n" not in self._head else 0
        return max(_NARROWEST, self._around(body, self._look), self._around(head, self._head_look))

    @cached_property
    def least_body(self) -> int:
        """The width in which no word and no figure below the head is broken."""
        measure = width_of if self.figure else least_width
        body = max((measure(text, bold) + indent for text, bold, indent in self._cells), default=0)
        return max(_NARROWEST, self._around(body, self._look))

    @cached_property
    def least(self) -> int:
        """The width in which no word of its head is broken either."""
        return max(self.least_body, self._around(least_width(self._head, self._head_look.bold), self._head_look))

    def fits(self, text: str, row: TableRow, width: int) -> bool:
        """Whether a text of one of its rows is on one line in a width."""
        indent = ceil(row.indent * EM / self._look.em) if self._indents else 0
        whole = width_of(text, row.strong or self._look.bold) + indent
        return "\n" not in text and self._around(whole, self._look) <= width

    def _around(self, width: int, look: ParagraphLook) -> int:
        """The width of a cell around a text, which is measured in parts of an em."""
        return ceil(width * look.em / EM) + self._beside

    def lines(self, width: int) -> list[int]:
        """The lines of the head and of each cell in a width."""
        known = self._known.get(width)
        if known is None:
            known = self._known[width] = self._counted(width)
            insort(self._tried, width)
        return known

    def _counted(self, width: int) -> list[int]:
        """In a wider column no text takes more lines: only what differs around this width is counted anew."""
        room = int((width - self._beside) * EM / self._look.em)
        place = bisect(self._tried, width)
        if 0 < place < len(self._tried):
            narrower, wider = (self._known[self._tried[place - before]] for before in (1, 0))
            counted = [
                most if most == fewest else line_count(text, bold, room - indent)
                for most, fewest, (text, bold, indent) in zip(
                    islice(narrower, 1, None), islice(wider, 1, None), self._cells, strict=True
                )
            ]
        else:
            counted = [line_count(text, bold, room - indent) for text, bold, indent in self._cells]
        head_room = int((width - self._beside) * EM / self._head_look.em)
        return [line_count(self._head, self._head_look.bold, head_room), *counted]

    def squares(self, width: int) -> int:
        """The sum of the squares of its lines in a width."""
        known = self._squares.get(width)
        if known is None:
            known = self._squares[width] = sum(count * count for count in self.lines(width))
        return known


def _cost(columns: Sequence[_Column], widths: Sequence[int]) -> int:
    """How high a table is: a head is read once, so a broken line in it costs as much as in a row."""
    lines = [column.lines(width) for column, width in zip(columns, widths, strict=True)]
    squares = sum(column.squares(width) for column, width in zip(columns, widths, strict=True))
    return _HEIGHT * sum(_highest(lines)) + squares


def _highest(columns: Sequence[Sequence[int]]) -> Iterable[int]:
    """The most lines of each row."""
    return columns[0] if len(columns) == 1 else map(max, *columns)


def _sample(rows: Sequence[TableRow]) -> Sequence[TableRow]:
    if len(rows) <= _SAMPLE:
        return rows
    by_length = sorted(range(len(rows)), key=lambda place: (sum(map(len, rows[place].texts)), place))
    step = (len(rows) - 1) / (_SAMPLE - 1)
    return [rows[by_length[round(number * step)]] for number in range(_SAMPLE)]


def _broken_rows(columns: Sequence[_Column], rows: Sequence[TableRow], least: Sequence[int]) -> Sequence[TableRow]:
    """The rows that may take several lines; the others are as high in all widths that are tried."""
    return [
        row
        for row in rows
        if not all(column.fits(text, row, width) for column, text, width in zip(columns, row.texts, least, strict=True))
    ]


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
    sampled = _broken_rows(measured, _sample(rows), least)
    measured_sample = [_Column(place, column, sampled, looks) for place, column in enumerate(columns)]
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
                    # Neither does who has as many lines as before.
                    receiver, now = columns[taker], widths[taker]
                    if receiver.squares(now + step) == receiver.squares(now):
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
    # Most rows of a table have the same few numbers of lines.
    known: dict[tuple[int, ...], int] = {}
    heights = [_height(columns, [column[0] for column in lines], looks, head=True)]
    for row in islice(zip(*lines, strict=True), 1, None):
        height = known.get(row)
        if height is None:
            height = known[row] = _height(columns, row, looks)
        heights.append(height)
    return tuple(heights)


def _height(columns: Sequence[ColumnRoom], lines: Sequence[int], looks: CellLooks, *, head: bool = False) -> int:
    """The height of a row by the lines of its cells."""
    return max(
        looks.look(head=head, figure=column.figure).height(count) for column, count in zip(columns, lines, strict=True)
    )
