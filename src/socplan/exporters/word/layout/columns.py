"""The widths of a table's columns which make it lowest.

A search moves room between columns while the table becomes lower. It runs only where not every cell fits on one line.
"""

from bisect import bisect, insort
from collections.abc import Hashable, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import count
from math import ceil
from typing import Final, NamedTuple, TypeVar

from attrs import frozen

from socplan.exporters.word.layout.letters import EM
from socplan.exporters.word.layout.looks import ParagraphLook, Rules
from socplan.exporters.word.layout.measure import WIDEST, least_figure, least_width, line_count, lines_width

__all__ = ["CellLooks", "ColumnRoom", "Grid", "MeasuredGrid", "Widths"]

#: The steps in which room moves between columns.
_STEPS: Final = (600, 300, 150, 75)
#: The most rows that the search looks at; longer tables are measured on a sample.
_SAMPLE: Final = 60
#: A full line of the table against the square of the lines of a cell: the height counts first.
_HEIGHT: Final = 40
#: No column is narrower than a few letters.
_NARROWEST: Final = 400
#: Rounding in office programs: no text is fitted more closely.
_SPARE: Final = 4


@frozen(kw_only=True, eq=False)
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

    @cached_property
    def is_measured(self) -> bool:
        """Whether the letters of all have known widths."""
        return all(look.is_measured for look in self.all)

    def lines(self, text: str, width: int) -> int:
        """The lines of strong words in a cell of a width."""
        return line_count(text, True, int((width - self.margins - _SPARE) * EM / self.cell.em))

    def look(self, *, head: bool, figure: bool) -> ParagraphLook:
        """The look of a cell."""
        if head:
            return self.figure_head if figure else self.head
        return self.figure if figure else self.cell


class ColumnRoom(NamedTuple):
    """A column for its width: its head, and whether it holds figures, which are never broken."""

    head: str
    figure: bool


@frozen(cache_hash=True)
class Grid:
    """The texts of a table as they are written, or of several tables with the same columns, column by column."""

    columns: tuple[ColumnRoom, ...]
    #: The texts of each column, from the first row to the last.
    texts: tuple[tuple[str, ...], ...]
    #: Whether the letters of a row are strong.
    strong: tuple[bool, ...]
    #: The indent of the first cell of a row.
    indents: tuple[int, ...]

    def rows(self, places: Sequence[int]) -> "Grid":
        """Some of its rows."""
        texts = (tuple([column[place] for place in places]) for column in self.texts)
        strong = tuple([self.strong[place] for place in places])
        return Grid(self.columns, tuple(texts), strong, tuple([self.indents[place] for place in places]))


@frozen
class Widths:
    """The widths of the columns, and what had to be broken for them."""

    widths: tuple[int, ...]
    #: The heights of the head and of each row, without rules.
    heights: tuple[int, ...] = ()
    #: Whether some word is broken.
    cramped: bool = False
    #: Whether even figures are broken.
    broken: bool = False


class _Column:
    """The cells of one column, and their lines in a width; the head comes first."""

    def __init__(self, place: int, grid: Grid, looks: CellLooks) -> None:
        self._head, self.figure = grid.columns[place]
        self.head_look = looks.look(head=True, figure=self.figure)
        self.look = looks.look(head=False, figure=self.figure)
        self._beside = looks.margins + _SPARE
        bold, texts = self.look.bold, grid.texts[place]
        if any(grid.strong) or (not place and any(grid.indents)):
            # Only the first column of a tree is indented.
            indents = grid.indents if not place else (0,) * len(texts)
            rows = zip(texts, grid.strong, indents, strict=True)
            cells = [(text, strong or bold, ceil(indent * EM / self.look.em)) for text, strong, indent in rows]
            self._cells, self._numbers = _once(cells)
        else:
            once, self._numbers = _once(texts)
            self._cells = [(text, bold, 0) for text in once]
        self._known: dict[int, list[int]] = {}
        self._lines: dict[int, list[int]] = {}
        #: The widths of which the lines are known, from narrow to wide.
        self._tried: list[int] = []
        self._squares: dict[int, int] = {}

    @cached_property
    def wanted(self) -> int:
        """The width in which every cell fits on one line, or on those that it asks for."""
        body = max((lines_width(text, bold) + indent for text, bold, indent in self._cells), default=0)
        head = lines_width(self._head, self.head_look.bold)
        return max(_NARROWEST, self._around(body, self.look), self._around(head, self.head_look))

    @cached_property
    def least_body(self) -> int:
        """The width in which no word and no figure below the head is broken."""
        measure = least_figure if self.figure else least_width
        body = max((measure(text, bold) + indent for text, bold, indent in self._cells), default=0)
        return max(_NARROWEST, self._around(body, self.look))

    @cached_property
    def least(self) -> int:
        """The width in which no word of its head is broken either."""
        return max(self.least_body, self._around(least_width(self._head, self.head_look.bold), self.head_look))

    def _around(self, width: int, look: ParagraphLook) -> int:
        """The width of a cell around a text, which is measured in parts of an em."""
        return ceil(width * look.em / EM) + self._beside

    def lines(self, width: int) -> list[int]:
        """The lines of the head and of each cell in a width."""
        lines = self._lines.get(width)
        if lines is None:
            counted = self._counted(width)
            head = line_count(self._head, self.head_look.bold, self._room(width, self.head_look))
            body = counted if self._numbers is None else [counted[number] for number in self._numbers]
            lines = self._lines[width] = [head, *body]
        return lines

    def _room(self, width: int, look: ParagraphLook) -> int:
        return int((width - self._beside) * EM / look.em)

    def _counted(self, width: int) -> list[int]:
        """In a wider column no text takes more lines: only what differs around this width is counted anew."""
        room = self._room(width, self.look)
        place = bisect(self._tried, width)
        if 0 < place < len(self._tried):
            narrower, wider = (self._known[self._tried[place - before]] for before in (1, 0))
            counted = [
                most if most == fewest else line_count(text, bold, room - indent)
                for most, fewest, (text, bold, indent) in zip(narrower, wider, self._cells, strict=True)
            ]
        else:
            # Most cells are so short that their letters need not be measured.
            short = room // WIDEST
            counted = [
                1 if len(text) <= short and not indent and "\n" not in text else line_count(text, bold, room - indent)
                for text, bold, indent in self._cells
            ]
        self._known[width] = counted
        insort(self._tried, width)
        return counted

    def squares(self, width: int) -> int:
        """The sum of the squares of its lines in a width."""
        known = self._squares.get(width)
        if known is None:
            lines = self.lines(width)
            known = self._squares[width] = sum(map(int.__mul__, lines, lines))
        return known

    def gains(self, width: int, step: int) -> bool:
        """Whether some cell has fewer lines in a column that is so much wider."""
        return self.squares(width + step) != self.squares(width)


_T = TypeVar("_T", bound=Hashable)


def _once(cells: Sequence[_T]) -> tuple[Sequence[_T], list[int] | None]:
    """What is said again and again is measured once: each cell once, and the number of each; ``None``: all differ."""
    numbers = dict(zip(dict.fromkeys(cells), count(), strict=False))
    if len(numbers) == len(cells):
        return cells, None
    return tuple(numbers), list(map(numbers.__getitem__, cells))


def _cost(columns: Sequence[_Column], widths: Sequence[int]) -> int:
    """How high a table is: a head is read once, so a broken line in it costs as much as in a row."""
    lines, squares = [], 0
    for column, width in zip(columns, widths, strict=True):
        lines.append(column.lines(width))
        squares += column.squares(width)
    return _HEIGHT * sum(lines[0] if len(lines) == 1 else map(max, *lines)) + squares


def _sample(grid: Grid) -> Grid:
    """The rows that the search looks at: short and long ones."""
    count = len(grid.strong)
    if count <= _SAMPLE:
        return grid
    lengths = [sum(map(len, row)) for row in zip(*grid.texts, strict=True)]
    by_length = sorted(range(count), key=lambda place: (lengths[place], place))
    step = (count - 1) / (_SAMPLE - 1)
    return grid.rows([by_length[round(number * step)] for number in range(_SAMPLE)])


@lru_cache(maxsize=256)
def _kept(grid: Grid, looks: CellLooks, room: int) -> list[Widths]:  # noqa: ARG001 - they name what is kept
    """A place for widths that were searched for: many documents have tables that others have as well."""
    return []


class MeasuredGrid:
    """A grid in the letters of its cells."""

    def __init__(self, grid: Grid, looks: CellLooks) -> None:
        """Take the texts and the looks; nothing is measured before it is asked for."""
        self.grid = grid
        self.looks = looks

    @cached_property
    def columns(self) -> tuple[_Column, ...]:
        """The columns, which remember what was measured."""
        return tuple(_Column(place, self.grid, self.looks) for place in range(len(self.grid.columns)))

    def widths(self, room: int) -> Widths:
        """The widths of the columns, together as wide as the room unless the table holds nothing but figures."""
        kept = _kept(self.grid, self.looks, room)
        if not kept:
            kept.append(self._searched(room))
        return kept[0]

    def _searched(self, room: int) -> Widths:
        columns = self.columns
        wanted = [column.wanted for column in columns]
        if sum(wanted) <= room:
            widths = _spread(wanted, columns, room)
            return Widths(widths, self.heights(widths))
        least = [column.least for column in columns]
        if sum(least) > room:
            squeezed = _squeezed(columns, room)
            broken = any(
                column.figure and width < column.least_body for column, width in zip(columns, squeezed, strict=True)
            )
            return Widths(tuple(squeezed), self.heights(squeezed), cramped=True, broken=broken)
        sample = _sample(self.grid)
        sampled = columns if sample is self.grid else MeasuredGrid(sample, self.looks).columns
        found = min(
            (_lowered(sampled, least, start) for start in _starts(columns, least, room)),
            key=lambda widths: (_cost(sampled, widths), widths),
        )
        return Widths(tuple(found), self.heights(found))

    def heights(self, widths: Sequence[int]) -> tuple[int, ...]:
        """The height of the head and of each row, without rules."""
        columns = self.columns
        lines = [column.lines(width) for column, width in zip(columns, widths, strict=True)]
        rows = zip(*lines, strict=True)
        head = max(column.head_look.height(count) for column, count in zip(columns, next(rows), strict=True))
        # Most rows of a table have the same few numbers of lines.
        known: dict[tuple[int, ...], int] = {}
        heights = [head]
        for row in rows:
            height = known.get(row)
            if height is None:
                height = max(column.look.height(count) for column, count in zip(columns, row, strict=True))
                known[row] = height
            heights.append(height)
        return tuple(heights)


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
            for taker, column in enumerate(columns):
                for giver in range(len(columns)):
                    # Who has all it wants gains nothing, nor does who has as many lines as before.
                    if widths[taker] >= column.wanted or not column.gains(widths[taker], step):
                        break
                    if giver == taker or widths[giver] - step < least[giver]:
                        continue
                    tried = list(widths)
                    tried[giver] -= step
                    tried[taker] += step
                    if (lower := _cost(columns, tried)) < cost:
                        widths, cost, better = tried, lower, True
    return widths
