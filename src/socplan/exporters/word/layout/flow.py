"""The page of each block: a flow of paragraphs, rows and turns of the page, broken as an office program breaks it."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Final

from attrs import field, frozen

from socplan.exporters.word.layout.looks import Rules

__all__ = ["Flow", "FlowItem", "Line", "Mark", "Sheet", "Stop", "TableFlow", "Turn", "pages_of", "table_flow"]

Mark = int | str
"""The number or the name of a block whose page is asked for."""

#: What of a row that may break stands at least before the end of the page, in twentieths of a point: two lines.
_LEAST_OF_ROW: Final = 600
#: A paragraph is only split where two lines stay together on both sides.
_LONELY: Final = 2


@frozen(kw_only=True)
class Sheet:
    """The height of the text area of an upright page, and of one that lies on its side."""

    upright: int
    sideways: int


@frozen(kw_only=True)
class Line:
    """A paragraph, or a drawing in one.

    The space between two paragraphs is the larger of that below the first and that above the second.
    """

    lines: int
    #: The height of one line, with the space that proportional spacing adds below it.
    line_height: float
    #: That space alone: the last line of a page does without it.
    below: float = 0
    before: int = 0
    after: int = 0
    kept: bool = False
    whole: bool = False
    break_before: bool = False
    #: Its number or name, if its page is asked for.
    mark: Mark | None = None


@frozen(kw_only=True)
class TableFlow:
    """A table: the height of the head that each page repeats, and of the rows, each perhaps kept with the next."""

    head: int
    rows: tuple[int, ...]
    kept: tuple[bool, ...]
    #: The numbers of its rows, if their pages are asked for.
    marks: tuple[Mark | None, ...] = ()
    #: The rows that may break over the end of a page.
    split: frozenset[int] = frozenset()


def table_flow(
    heights: Sequence[int],
    kept: Sequence[bool],
    rules: Rules,
    *,
    heads: int = 1,
    ruled: Sequence[int] = (),
    marks: Sequence[Mark | None] = (),
) -> TableFlow:
    """A table by the heights of its rows without rules, the heads first; ``ruled`` rows have a thicker rule above."""
    thick = 2 * rules.inside
    rows = [
        height + (rules.bottom if place == len(heights) - 1 else max(rules.inside, thick if place + 1 in ruled else 0))
        for place, height in enumerate(heights)
    ][heads:]
    head = sum(heights[:heads]) + rules.head if heads else 0
    return TableFlow(
        head=head + rules.top, rows=tuple(rows), kept=tuple(kept[heads:]), marks=tuple(marks[heads:] if marks else ())
    )


@frozen
class Turn:
    """A new page begins, upright or sideways."""

    sideways: bool


@frozen
class Stop:
    """From here on nobody knows the heights: no page of what follows is given."""


FlowItem = Line | TableFlow | Turn | Stop
"""What a document is made of, for its pages."""


@frozen
class _Unit:
    """A paragraph or a row, as the flow places it."""

    height: float
    kept: bool
    item: Line | None = None
    table: TableFlow | None = None
    row: int = 0
    #: Rows that stay together, from the first one on.
    rows: int = 1

    @property
    def least(self) -> float:
        """The height that has to find room where it ends a chain: of a row that may break, its first lines."""
        last = self.row + self.rows - 1
        if self.table is None or not self.rows or last not in self.table.split:
            return self.height
        return self.height - self.table.rows[last] + min(self.table.rows[last], _LEAST_OF_ROW)


@frozen(kw_only=True)
class Flow:
    """Where the blocks came to stand."""

    pages: dict[Mark, int] = field(factory=dict)
    count: int = 1
    #: Whether it came to its end: it was not stopped, and not longer than asked for.
    whole: bool = True
    #: The first page on which something did not fit at all: a row taller than a page. Pages from it on are guesses.
    unsure: int | None = None


class _Pages:
    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.sideways = False
        self.page = 1
        self.place = 0.0
        self.after = 0
        #: ``hard``: a break that was asked for; ``soft``: the page before was full.
        self.top: str | None = "hard"
        self.pages: dict[Mark, int] = {}
        self.unsure: int | None = None

    @property
    def area(self) -> int:
        return self.sheet.sideways if self.sideways else self.sheet.upright

    def turn(self, kind: str) -> None:
        self.page += 1
        self.place, self.after, self.top = 0.0, 0, kind

    def gap(self, before: int) -> int:
        if self.top is not None:
            # The space above is dropped where a page was full, and kept where a break was asked for.
            return before if self.top == "hard" else 0
        return max(self.after, before)


def pages_of(items: Iterable[FlowItem], sheet: Sheet, most: int | None = None) -> Flow:
    """The page of every marked block and row; no further than the page ``most``."""
    at = _Pages(sheet)
    chain: list[_Unit] = []
    for item in items:
        if isinstance(item, Stop) or (most is not None and at.page > most):
            # What is kept with something unknown may stand here or on the next page.
            return Flow(pages=at.pages, count=at.page, unsure=at.unsure, whole=False)
        if isinstance(item, Turn):
            _place_chain(at, chain)
            chain.clear()
            at.sideways = item.sideways
            if at.place or at.page > 1:
                at.turn("hard")
            continue
        if isinstance(item, Line) and item.break_before:
            _place_chain(at, chain)
            chain.clear()
            if at.place:
                at.turn("hard")
        for unit in _units(item, at, chain):
            chain.append(unit)
            if not unit.kept:
                _place_chain(at, chain)
                chain.clear()
    _place_chain(at, chain)
    return Flow(pages=at.pages, count=at.page, unsure=at.unsure)


def _units(item: Line | TableFlow, at: _Pages, chain: Sequence[_Unit]) -> Iterator[_Unit]:
    """A paragraph, or the rows of a table: as many as fit on the page, then those that stay together across its end.

    What was given before is placed when the next one is asked for, unless it is kept: then it is in the ``chain``.
    """
    if isinstance(item, Line):
        yield _Unit(item.lines * item.line_height, item.kept, item)
        return
    first, kept = 0, item.kept
    heights = list(accumulate(item.rows, initial=0))
    while first < len(kept):
        last = first if item.marks else _fitting(item, heights, first, at, chain)
        if last == first:
            last = first + 1
            while last < len(kept) and kept[last - 1] and not item.marks:
                last += 1
        yield _Unit(heights[last] - heights[first], kept[last - 1], None, item, first, last - first)
        first = last


def _fitting(item: TableFlow, heights: Sequence[int], first: int, at: _Pages, chain: Sequence[_Unit]) -> int:
    """The row that would begin the next page if all before it are placed on this one; none of them is kept with it."""
    room = at.area - _end(at, [*chain, _Unit(0, False, None, item, first, 0)])
    last = bisect_right(heights, heights[first] + room, first) - 1
    while last > first and item.kept[last - 1]:
        last -= 1
    return max(last, first)


def _place_chain(at: _Pages, chain: Sequence[_Unit]) -> None:
    """Place units that stay on one page; on the next one, if they do not fit here."""
    if not chain:
        return
    # What stands alone looks for itself whether it fits.
    if at.top is None and (len(chain) > 1 or chain[0].rows > 1) and not _fits(at, chain):
        at.turn("soft")
    for unit in chain:
        if unit.item is not None:
            _place_paragraph(at, unit.item)
        elif unit.table is not None:
            _place_rows(at, unit.table, unit)


def _fits(at: _Pages, chain: Sequence[_Unit]) -> bool:
    return _end(at, chain) <= at.area


def _end(at: _Pages, chain: Sequence[_Unit]) -> float:
    """Where units would end if all of them were placed on this page."""
    place, after, top, below = at.place, at.after, at.top, 0.0
    for number, unit in enumerate(chain):
        if unit.item is not None:
            before = unit.item.before
            place += max(after, before) if top is None else (before if top == "hard" else 0)
            lines = unit.item.lines
            if number == len(chain) - 1 and not unit.item.whole and lines > _LONELY + 1:
                lines = _LONELY
            place += lines * unit.item.line_height
            after, below = unit.item.after, unit.item.below
        elif unit.table is not None:
            if unit.row == 0 or (number == 0 and top is not None):
                place += (after if unit.row == 0 else 0) + unit.table.head
            place += unit.least if number == len(chain) - 1 else unit.height
            after = below = 0
        top = None
    return place - below


def _place_paragraph(at: _Pages, item: Line) -> None:
    gap, height = at.gap(item.before), item.line_height
    fitting = int((at.area + item.below - at.place - gap + 1e-6) // height) if height else item.lines
    if fitting < item.lines:
        splits = not item.whole and fitting >= _LONELY and item.lines > _LONELY + 1
        if not splits and at.top is None:
            at.turn("soft")
            gap = at.gap(item.before)
            fitting = int((at.area + item.below - gap) // height)
    if item.mark is not None:
        at.pages[item.mark] = at.page
    left = item.lines
    while left > fitting > 0:
        # The last line is never alone on a page.
        here = fitting if left - fitting >= _LONELY else max(left - _LONELY, 1)
        left -= here
        at.turn("soft")
        gap, fitting = 0, int((at.area + item.below) // height)
    at.place += gap + left * height
    at.after, at.top = item.after, None


def _place_rows(at: _Pages, table: TableFlow, unit: _Unit) -> None:
    head = table.head if unit.row == 0 or at.top is not None else 0
    height = (at.gap(0) if unit.row == 0 else 0) + head + unit.height
    if unit.rows > 1 and at.place + height <= at.area:
        at.place += height
        at.after, at.top = 0, None
        return
    for row in range(unit.row, unit.row + unit.rows):
        _place_row(at, table, row)


def _place_row(at: _Pages, table: TableFlow, row: int) -> None:
    height = table.rows[row]
    begins = row == 0
    lead = (at.gap(0) if begins else 0) + (table.head if begins or at.top is not None else 0)
    least = min(height, _LEAST_OF_ROW) if row in table.split else height
    if at.place + lead + least > at.area and at.top is None:
        at.turn("soft")
        lead = table.head
    if table.marks and (mark := table.marks[row]) is not None:
        at.pages[mark] = at.page
    if lead + height > at.area and at.unsure is None:
        at.unsure = at.page
    left = at.place + lead + height
    if table.head >= at.area:
        # No page has room for a row below such a head.
        left = min(left, at.area)
    while left > at.area:
        # A row taller than a page goes on below the head on the next.
        left -= at.area
        at.turn("soft")
        left += table.head
    at.place = left
    at.after, at.top = 0, None
