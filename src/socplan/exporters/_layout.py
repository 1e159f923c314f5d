"""Where boxes and lines of a drawing go: charts of bodies and timetables, cut into drawings that fit a page.

Nothing here knows Word. Lengths are whole English Metric Units (360 000 to the centimetre); a drawing begins at 0, 0.
How much room a text takes is estimated, rather too much than too little: a text is never cut off.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from enum import Enum
from functools import lru_cache
from typing import Final

from attrs import evolve, field, frozen

from socplan.model import PartialDate, Period, StatusMeaning
from socplan.report import Cell, RowRole, StatusMark, Table, depths

__all__ = ["Box", "Drawing", "Line", "Look", "Shape", "Space", "chart", "span_of", "timetable"]

_CM: Final = 360_000
_POINT: Final = 12_700
#: Between one line of text and the next, in parts of the size.
_LINE_HEIGHT: Final = 1.25


@frozen(kw_only=True)
class Space:
    """The room for one drawing, and the letters in it."""

    width: int
    height: int
    #: The size of the letters in points.
    letters: float = 8

    def line(self, least: int) -> int:
        """The height of a line of text alone, or more."""
        return max(least, int(self.letters * _LINE_HEIGHT * _POINT))


class Shape(Enum):
    """The outline of a box."""

    RECTANGLE = "rectangle"
    POINT = "point"
    """A lozenge: a single day."""
    OPEN_END = "open end"
    """Points to the right: nobody said until when."""
    OPEN_START = "open start"


class Look(Enum):
    """What a box or a line is, for its colour and pattern."""

    TEXT = "text"
    """Words alone, beginning at the left."""
    HEAD = "head"
    """Words alone, in the middle."""
    SAID = "said"
    """Words of a bar, beside it or on it; no line shows through."""
    TOP = "top"
    BODY = "body"
    UNCERTAIN = "uncertain"
    PLAIN = "plain"
    """A bar of a timetable that tells no statuses."""
    UNKNOWN = "unknown"
    """A bar without a status among others that have one."""
    DONE = "done"
    UNDER_WAY = "under way"
    ONGOING = "ongoing"
    NOT_DONE = "not done"
    CANCELLED = "cancelled"
    LINK = "link"
    GRID = "grid"
    AXIS = "axis"


@frozen(kw_only=True)
class Box:
    """A shape, with words in it or none."""

    x: int
    y: int
    width: int
    height: int
    look: Look
    shape: Shape = Shape.RECTANGLE
    text: str = ""
    strong: bool = False
    #: Which row of the table it stands for; ``None``: it belongs to the axis.
    row: int | None = None


@frozen(kw_only=True)
class Line:
    """A line across (no height) or down (no width)."""

    x: int
    y: int
    width: int = 0
    height: int = 0
    look: Look = Look.LINK


@frozen(kw_only=True)
class Drawing:
    """What stands on one page; boxes lie over lines, later boxes over earlier ones."""

    width: int
    height: int
    lines: tuple[Line, ...] = ()
    boxes: tuple[Box, ...] = ()


# Words

_SPACES: Final = re.compile(r"[ \t\n]+")
_BREAKS: Final = re.compile(r"(?<=[-–])(?=\w)| ")
#: A label is drawn up to here; the table has all of it.
_LONGEST_LABEL: Final = 240
#: Widths of characters in parts of the size; with Calibri about a tenth too much, so that Arial has room as well.
_NARROW: Final = frozenset(" ,.:;'IijlíÍ()-J[]`f{}|\xa0")
_SLIM: Final = frozenset('rřtť"/\\!')
_SLENDER: Final = frozenset("cčsšzžkvxyýL?")
_WIDE: Final = frozenset("mwMW@%…—")
_INSET: Final = 4 * _POINT


def label_of(text: str) -> str:
    """A text as it stands in a drawing: in one line, and no longer than a box can hold."""
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
def _length(text: str, letters: float) -> int:
    return int(sum(map(_character, text)) * letters * _POINT)


@lru_cache(maxsize=16_384)
def _line_count(text: str, width: int, letters: float) -> int:
    """How many lines a text takes in boxes of that width; words that are too long are broken."""
    count, used, space = 1, 0, _length(" ", letters)
    for word in _BREAKS.split(text):
        length = _length(word, letters)
        if used and used + space + length > width:
            count, used = count + 1, 0
        if length > width:
            count += length // width
            length %= width
        used += length + (space if used else 0)
    return count


def _text_height(text: str, width: int, letters: float) -> int:
    return int(_line_count(text, max(width, _CM // 4), letters) * letters * _LINE_HEIGHT * _POINT)


def _longest_word(texts: Iterable[str], letters: float) -> int:
    return max((_length(word, letters) for text in texts for word in _BREAKS.split(text)), default=0)


# Charts of bodies: who stands below whom

_LEAST_BOX: Final = int(2.3 * _CM)
_WIDEST_LEAST: Final = int(3.6 * _CM)
_WIDEST_BOX: Final = int(5.5 * _CM)
_WIDEST_STACKED: Final = int(8 * _CM)
_STEP: Final = _CM // 10
_INDENT: Final = int(0.4 * _CM)
_GAP: Final = int(0.25 * _CM)
_ROOT_GAP: Final = int(0.7 * _CM)
_RANK_GAP: Final = int(0.6 * _CM)
#: Deeper trees go on in a drawing of their own.
_DEEPEST: Final = 12
_MOST_COLUMNS: Final = 6
_CONTINUED: Final = " ↓"


@frozen
class _Node:
    """A row of the table with all below it; the root of a forest has no row."""

    row: int | None
    text: str
    uncertain: bool = False
    below: tuple[_Node, ...] = field(default=(), repr=False)

    def cut(self) -> _Node:
        """The node alone, with a sign where more is below."""
        return evolve(self, text=self.text + _CONTINUED, below=()) if self.below else self


@frozen
class _Plan:
    """How a chart is laid out.

    Nodes less deep than ``abreast`` have those below them side by side, the others one under another; at the depth
    ``abreast`` these stand in ``columns``. The roots are at depth 0, and abreast -1 puts them under one another.
    """

    abreast: int
    columns: int
    box: int
    indent: int
    letters: float
    #: The heights of the boxes side by side, by depth: they are alike.
    ranks: tuple[int, ...] = ()

    def box_height(self, node: _Node, depth: int) -> int:
        if 0 <= depth < len(self.ranks):
            return self.ranks[depth]
        return _text_height(node.text, self.box - 2 * _INSET, self.letters) + 2 * _INSET * 2 // 3


def _parents(table: Table) -> list[int | None]:
    """For each row, the place of the row above it in the tree."""
    places: dict[str | None, int] = {}
    parents: list[int | None] = []
    for place, row in enumerate(table.rows):
        parents.append(None if row.above is None else places[row.above])
        if row.key is not None:
            places[row.key] = place
    return parents


def chart(table: Table, texts: Sequence[str], space: Space) -> tuple[Drawing, ...]:
    """The drawings of a tree: a box for each row with its text, under the box of the row above it."""
    drawings: list[Drawing] = []
    for root in _forests(table, texts):
        drawings += _fitting(root, space)
    return tuple(drawings)


def _forests(table: Table, texts: Sequence[str]) -> list[_Node]:
    """The whole tree as a forest under a root without a row; then the branches that begin too deep for it."""
    parents, deep = _parents(table), depths(table)
    below: list[list[int]] = [[] for _ in table.rows]
    for place, parent in enumerate(parents):
        if parent is not None:
            below[parent].append(place)
    nodes: dict[int, _Node] = {}
    branches = []
    # From the last row to the first: what is below a row comes after it, however deep the tree.
    for place in reversed(range(len(table.rows))):
        node = _Node(
            place,
            label_of(texts[place]),
            table.rows[place].role is RowRole.UNCERTAIN,
            tuple(nodes[child] for child in below[place]),
        )
        if deep[place] and deep[place] % _DEEPEST == 0 and node.below:
            branches.append(_Node(None, "", below=(node,)))
            node = node.cut()
        nodes[place] = node
    roots = tuple(nodes[place] for place, parent in enumerate(parents) if parent is None)
    return [_Node(None, "", below=roots), *reversed(branches)] if roots else []


def _fitting(root: _Node, space: Space) -> Iterator[Drawing]:
    """One drawing where it fits; otherwise as few as simple cuts give, each beginning with the box it hangs on."""
    whole = _laid_out(root, space)
    if whole is not None:
        yield whole
        return
    head, branches = _head(root)
    later: list[_Node] = []
    waiting = list(branches)
    while waiting:
        count = _most(waiting, lambda some: _laid_out(head(some), space) is not None)
        if count:
            # As many drawings, of about the same size.
            count = -(-len(waiting) // -(-len(waiting) // count))
        drawn = _laid_out(head(waiting[:count]), space) if count else None
        if drawn is None:
            waiting[0], cut = _shortened(waiting[0], lambda node: _laid_out(head([node]), space) is not None)
            later += cut
            if cut:
                continue
            # Two boxes that are too much for a page: letters nobody can read. They are drawn all the same.
            count, drawn = 1, _tallest(head(waiting[:1]), space)
        yield drawn
        waiting = waiting[count:]
    # What was cut off goes on below, as much of it on a page as there is room for; a root on its own, or it would be
    # cut in the same way again.
    for node in later:
        if node in root.below:
            yield from _fitting(_Node(None, "", below=(node,)), space)
    if rest := tuple(node for node in later if node not in root.below):
        yield from _fitting(_Node(None, "", below=rest), space)


def _head(root: _Node) -> tuple[Callable[[Sequence[_Node]], _Node], tuple[_Node, ...]]:
    """What each drawing of a chart in parts begins with, and the branches that are to be parted."""
    if len(root.below) == 1 and root.below[0].below:
        top = root.below[0]
        return (lambda some: evolve(root, below=(evolve(top, below=tuple(some)),))), top.below
    return (lambda some: evolve(root, below=tuple(some))), root.below


def _most(nodes: Sequence[_Node], fits: Callable[[Sequence[_Node]], bool]) -> int:
    """How many from the beginning fit together."""
    low, high = 0, len(nodes)
    while low < high:
        middle = (low + high + 1) // 2
        if fits(nodes[:middle]):
            low = middle
        else:
            high = middle - 1
    return low


def _shortened(node: _Node, fits: Callable[[_Node], bool]) -> tuple[_Node, list[_Node]]:
    """A branch cut off at the greatest depth at which it fits, and the nodes below which it was cut."""
    for depth in range(_DEEPEST, -1, -1):
        cut: list[_Node] = []
        short = _cut_at(node, depth, cut)
        if cut and (depth == 0 or fits(short)):
            return short, cut
    return node, []


def _cut_at(node: _Node, depth: int, cut: list[_Node]) -> _Node:
    if depth == 0 and node.below:
        cut.append(node)
        return node.cut()
    return evolve(node, below=tuple(_cut_at(child, depth - 1, cut) for child in node.below))


def _laid_out(root: _Node, space: Space) -> Drawing | None:
    """The chart on one page, as many levels of it side by side as there is room for; ``None`` where it is too much."""
    nodes = list(_all(root))
    if len(nodes) * _LEAST_BOX * space.letters * _POINT > space.width * space.height:
        return None
    deepest = max(depth for _, depth in nodes)
    for abreast in range(deepest, -2, -1):
        # Where no row is above them, side by side needs no columns.
        widest = max((len(node.below) for node, depth in nodes if depth == abreast), default=0)
        for columns in range(1, 1 + max(1, min(_MOST_COLUMNS, widest // 2))):
            plan = _plan(root, nodes, _Plan(abreast, columns, 0, _INDENT, space.letters), space)
            if plan is None:
                break
            drawing = _drawn(root, plan)
            if drawing.height <= space.height:
                return drawing
    return None


def _tallest(root: _Node, space: Space) -> Drawing:
    plan = _plan(root, list(_all(root)), _Plan(-1, 1, 0, _INDENT, space.letters), space)
    return _drawn(root, plan or _Plan(-1, 1, _LEAST_BOX, _INDENT, space.letters))


def _all(node: _Node, depth: int = -1) -> Iterator[tuple[_Node, int]]:
    """The nodes of a tree with their depths."""
    yield node, depth
    for child in node.below:
        yield from _all(child, depth + 1)


def _plan(root: _Node, nodes: list[tuple[_Node, int]], plan: _Plan, space: Space) -> _Plan | None:
    """The plan with boxes as wide as there is room and use for; ``None`` where they would be too narrow."""
    texts = [node.text for node, _ in nodes]
    least = max(_LEAST_BOX, min(_longest_word(texts, space.letters) + 2 * _INSET, _WIDEST_LEAST))
    if plan.abreast < 0 and plan.columns == 1:
        # The last resort always fits: in a narrow column boxes and indents are narrow.
        deepest = max(depth for _, depth in nodes)
        plan = evolve(plan, indent=min(_INDENT, space.width // (3 * max(deepest, 1))))
        least = min(least, space.width - plan.indent * max(deepest, 0))
    useful = max(_length(text, space.letters) for text in texts) + 2 * _INSET + _STEP
    widest = _WIDEST_BOX if plan.abreast > 0 or plan.columns > 1 else _WIDEST_STACKED
    low, high = 0, max(0, (min(useful, widest) - least) // _STEP)
    if _width(root, -1, evolve(plan, box=least)) > space.width:
        return None
    while low < high:
        middle = (low + high + 1) // 2
        if _width(root, -1, evolve(plan, box=least + middle * _STEP)) <= space.width:
            low = middle
        else:
            high = middle - 1
    plan = evolve(plan, box=least + low * _STEP)
    heights = [0] * (plan.abreast + 1)
    for node, depth in nodes:
        if 0 <= depth <= plan.abreast:
            heights[depth] = max(heights[depth], plan.box_height(node, depth))
    return evolve(plan, ranks=tuple(heights))


def _columns(node: _Node, depth: int, plan: _Plan) -> list[tuple[_Node, ...]]:
    """Those below a node that stand one under another, in columns of about the same height."""
    if depth != plan.abreast or plan.columns == 1:
        return [node.below]
    sizes = [sum(1 for _ in _all(child)) for child in node.below]
    most, done = sum(sizes), 0
    columns: list[list[_Node]] = [[] for _ in range(plan.columns)]
    for child, size in zip(node.below, sizes, strict=True):
        columns[(2 * done + size) * plan.columns // (2 * most)].append(child)
        done += size
    return [tuple(column) for column in columns if column]


def _width(node: _Node, depth: int, plan: _Plan) -> int:
    """How wide a node is with all below it."""
    own = 0 if node.row is None else plan.box
    if not node.below:
        return own
    if depth < plan.abreast:
        gap = _GAP if own else _ROOT_GAP
        return max(own, sum(_width(child, depth + 1, plan) + gap for child in node.below) - gap)
    indent = 0 if node.row is None else plan.indent
    columns = _columns(node, depth, plan)
    widths = (max(_width(child, depth + 1, plan) for child in column) for column in columns)
    return max(own, sum(indent + width + _GAP for width in widths) - _GAP)


@frozen(kw_only=True)
class _Part:
    """A node drawn with all below it: how much room it took, and where the middle of its own box is."""

    width: int
    height: int
    middle: int
    lines: list[Line]
    boxes: list[Box]


def _drawn(root: _Node, plan: _Plan) -> Drawing:
    part = _part(root, -1, 0, 0, plan)
    return Drawing(width=part.width, height=part.height, lines=tuple(part.lines), boxes=tuple(part.boxes))


def _part(node: _Node, depth: int, x: int, y: int, plan: _Plan) -> _Part:
    """A node with all below it, beginning at a place of the page."""
    box = None if node.row is None else _box(node, depth, x, y, plan)
    if not node.below:
        boxes, height = ([box], box.height) if box else ([], 0)
        return _Part(width=plan.box, height=height, middle=x + plan.box // 2, lines=[], boxes=boxes)
    if depth < plan.abreast:
        return _side_by_side(node, box, depth, (x, y), plan)
    return _one_under_another(node, box, depth, (x, y), plan)


def _box(node: _Node, depth: int, x: int, y: int, plan: _Plan) -> Box:
    return Box(
        x=x,
        y=y,
        width=plan.box,
        height=plan.box_height(node, depth),
        look=Look.UNCERTAIN if node.uncertain else Look.TOP if depth == 0 else Look.BODY,
        text=node.text,
        strong=depth == 0 and bool(node.below),
        row=node.row,
    )


def _side_by_side(node: _Node, box: Box | None, depth: int, start: tuple[int, int], plan: _Plan) -> _Part:
    """The box in the middle above the others, and lines from it to each of them."""
    left, y = start
    top, gap = (y, _ROOT_GAP) if box is None else (y + box.height + _RANK_GAP, _GAP)
    x, bottom = left, y
    middles = []
    lines: list[Line] = []
    boxes: list[Box] = []
    for child in node.below:
        part = _part(child, depth + 1, x, top, plan)
        lines += part.lines
        boxes += part.boxes
        middles.append(part.middle)
        bottom = max(bottom, top + part.height)
        x += part.width + gap
    middle = (middles[0] + middles[-1]) // 2
    if box is not None:
        boxes.insert(0, evolve(box, x=middle - box.width // 2))
        under, bus = y + box.height, y + box.height + _RANK_GAP // 2
        if len(middles) == 1:
            lines.append(Line(x=middle, y=under, height=_RANK_GAP))
        else:
            lines.append(Line(x=middle, y=under, height=bus - under))
            lines.append(Line(x=middles[0], y=bus, width=middles[-1] - middles[0]))
            lines += (Line(x=each, y=bus, height=top - bus) for each in middles)
    return _Part(width=x - gap - left, height=bottom - y, middle=middle, lines=lines, boxes=boxes)


def _one_under_another(node: _Node, box: Box | None, depth: int, start: tuple[int, int], plan: _Plan) -> _Part:
    """The box above a column, or several, whose boxes hang on a line at their left."""
    left, y = start
    columns = _columns(node, depth, plan)
    indent, under, gap = (0, y, 2 * _GAP) if box is None else (plan.indent, y + box.height, _GAP)
    # Several columns hang on a line of their own below the box.
    top = under + (_RANK_GAP // 2 if box is not None and len(columns) > 1 else 0)
    x, bottom = left, y
    trunks = []
    lines: list[Line] = []
    boxes: list[Box] = []
    for column in columns:
        lower, width, elbow = top, 0, top
        for child in column:
            lower += gap if box is not None or lower > top else 0
            part = _part(child, depth + 1, x + indent, lower, plan)
            elbow = lower + plan.box_height(child, depth + 1) // 2
            if box is not None:
                lines.append(Line(x=x + indent // 2, y=elbow, width=indent - indent // 2))
            lines += part.lines
            boxes += part.boxes
            width = max(width, part.width)
            lower += part.height
        if box is not None:
            trunks.append(x + indent // 2)
            lines.append(Line(x=x + indent // 2, y=top, height=elbow - top))
        x += indent + width + _GAP
        bottom = max(bottom, lower)
    width = x - _GAP - left
    if box is not None:
        width = max(width, box.width)
        if len(trunks) > 1:
            box = evolve(box, x=left + (width - box.width) // 2)
            middle = box.x + box.width // 2
            lines.append(Line(x=middle, y=under, height=top - under))
            lines.append(Line(x=min(trunks[0], middle), y=top, width=max(trunks[-1], middle) - min(trunks[0], middle)))
        boxes.insert(0, box)
    middle = left + width // 2 if box is None else box.x + box.width // 2
    return _Part(width=width, height=bottom - y, middle=middle, lines=lines, boxes=boxes)


# Timetables: what lasts from when to when

_MOST_ROWS: Final = 24
_LABELS: Final = 0.35
_LABEL_INDENT: Final = int(0.35 * _CM)
_BAR: Final = int(0.38 * _CM)
_LEAST_BAR: Final = int(0.14 * _CM)
_ROW_PADDING: Final = int(0.26 * _CM)
_TIER: Final = int(0.46 * _CM)
_MONTHS: Final = 12
_LOOKS: Final = {
    StatusMeaning.DONE: Look.DONE,
    StatusMeaning.UNDER_WAY: Look.UNDER_WAY,
    StatusMeaning.ONGOING: Look.ONGOING,
    StatusMeaning.NOT_DONE: Look.NOT_DONE,
    StatusMeaning.CANCELLED: Look.CANCELLED,
}


@frozen
class Span:
    """A stretch of time on an axis on which each month is as long as any other: months since the year 0."""

    #: ``None``: open.
    start: float | None
    end: float | None
    #: Whether it is a single date.
    point: bool = False


def _at(day: date, *, after: bool = False) -> float:
    """Where a day begins, or ends."""
    return day.year * _MONTHS + day.month - 1 + (day.day - (not after)) / calendar.monthrange(day.year, day.month)[1]


def span_of(cells: Iterable[Cell]) -> Span | None:
    """The time that a row tells of, from its first cell that is a date or a period.

    ``None``: it has none, or one that ends before it begins, of which nobody knows what was meant.

    >>> span_of(["Sběr dat", PartialDate(2026, 3)])
    Span(start=24314.0, end=24315.0, point=False)
    """
    match next((cell for cell in cells if isinstance(cell, (date, PartialDate, Period))), None):
        case date() as day:
            return Span(_at(day), _at(day, after=True), point=True)
        case PartialDate() as day:
            return Span(_at(day.first_day), _at(day.last_day, after=True), point=day.day is not None)
        case Period(is_reversed=False, start=start, end=end) if start or end:
            return Span(
                None if start is None else _at(start.first_day), None if end is None else _at(end.last_day, after=True)
            )
    return None


@frozen
class _Axis:
    """An axis of time: from month to month, in steps of so many months."""

    first: int
    last: int
    step: int

    def place(self, at: float, width: int) -> int:
        return round((at - self.first) * width / (self.last - self.first))

    @property
    def heads(self) -> tuple[tuple[tuple[int, int, str], ...], ...]:
        """The lines of its head: where each step begins and ends, and what it is called."""
        steps = [(month, month + self.step) for month in range(self.first, self.last, self.step)]
        if self.step >= _MONTHS:
            return (tuple((start, end, self._years(start // _MONTHS)) for start, end in steps),)
        years = range(self.first // _MONTHS, (self.last - 1) // _MONTHS + 1)
        return (
            tuple((max(year * 12, self.first), min(year * 12 + 12, self.last), str(year)) for year in years),
            tuple((start, end, self._name(start % _MONTHS)) for start, end in steps),
        )

    def _years(self, year: int) -> str:
        return str(year) if self.step == _MONTHS else f"{year}–{year + self.step // _MONTHS - 1}"

    def _name(self, month: int) -> str:
        return str(month + 1) if self.step == 1 else ("I", "II", "III", "IV")[month // 3]


#: The steps that an axis may have: its months, to what number of months its ends are rounded, the least width.
_STEPS: Final = (
    (1, 3, int(0.42 * _CM)),
    (3, 6, int(0.6 * _CM)),
    (12, 12, _CM),
    *((12 * years, 12 * years, int(1.6 * _CM)) for years in (2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)),
)


def _axis(spans: Sequence[Span], width: int) -> _Axis:
    known = [end for span in spans for end in (span.start, span.end) if end is not None]
    first, last = min(known), max(known)
    # An open end has to be seen going on beyond what is known.
    beyond = max(1.0, (last - first) / _MONTHS)
    first -= beyond if any(span.start is None for span in spans) else 0
    last += beyond if any(span.end is None for span in spans) else 0
    made = _Axis(0, 12_000, 12_000)
    for step, whole, least in _STEPS:
        start = int(first // whole) * whole
        end = max(start + whole, -int(-last // whole) * whole)
        made = _Axis(start, end, step)
        if (end - start) // step * least <= width:
            break
    return made


@frozen(kw_only=True)
class _Entry:
    """A row of a timetable."""

    row: int
    label: str
    indent: int
    height: int
    span: Span | None
    look: Look
    #: What stands beside the bar.
    said: str


def timetable(table: Table, texts: Sequence[Sequence[str]], space: Space) -> tuple[Drawing, ...]:
    """The drawings of a timetable: a bar for each row with a date, all on the same scale; none without a date.

    A row without a date is drawn as a heading where one with a date stands below it. ``texts`` are the cells as
    people read them.
    """
    entries = _entries(table, texts, space)
    spans = [entry.span for entry in entries if entry.span is not None]
    if not spans:
        return ()
    axis = _axis(spans, space.width - int(space.width * _LABELS))
    return tuple(_timetable(some, axis, space) for some in _pages(entries, space.height - 2 * space.line(_TIER)))


def _entries(table: Table, texts: Sequence[Sequence[str]], space: Space) -> list[_Entry]:
    spans = [span_of(row.cells) for row in table.rows]
    parents, deep = _parents(table), depths(table)
    shown = {place for place, span in enumerate(spans) if span is not None}
    for place in reversed(range(len(spans))):
        parent = parents[place]
        if place in shown and parent is not None:
            shown.add(parent)
    labels = int(space.width * _LABELS)
    any_status = any(isinstance(cell, StatusMark) for row in table.rows for cell in row.cells)
    plain = Look.UNKNOWN if any_status else Look.PLAIN
    entries = []
    for place in sorted(shown):
        span, cells = spans[place], table.rows[place].cells
        label, indent = label_of(texts[place][0]), min(deep[place] * _LABEL_INDENT, labels // 2)
        status = next((at for at, cell in enumerate(cells) if isinstance(cell, StatusMark)), None)
        day = next((at for at, cell in enumerate(cells) if isinstance(cell, (date, PartialDate))), None)
        said = [texts[place][at] for at in (day, status) if at is not None and (at == status or (span and span.point))]
        mark = None if status is None else cells[status]
        entries.append(
            _Entry(
                row=place,
                label=label,
                indent=indent,
                height=max(space.line(_BAR), _text_height(label, labels - indent - _GAP, space.letters)) + _ROW_PADDING,
                span=span,
                look=_LOOKS[mark.meaning] if isinstance(mark, StatusMark) else plain,
                said=label_of(", ".join(said)) if span else "",
            )
        )
    return entries


def _pages(entries: Sequence[_Entry], height: int) -> Iterator[list[_Entry]]:
    """The rows parted into pages, all about as long as each other."""
    total = sum(entry.height for entry in entries)
    count = max(-(-len(entries) // _MOST_ROWS), -(-total // height))
    aim = -(-len(entries) // count)
    page: list[_Entry] = []
    used = 0
    for entry in entries:
        if page and (used + entry.height > height or len(page) >= aim):
            yield page
            page, used = [], 0
        page.append(entry)
        used += entry.height
    yield page


def _timetable(entries: Sequence[_Entry], axis: _Axis, space: Space) -> Drawing:
    labels = int(space.width * _LABELS)
    plot = space.width - labels
    top = len(axis.heads) * space.line(_TIER)
    height = top + sum(entry.height for entry in entries)
    lines, boxes = _axis_parts(axis, labels, height, space)
    y = top
    for entry in entries:
        lines.append(Line(x=0, y=y, width=space.width, look=Look.AXIS if y == top else Look.GRID))
        label = Box(
            x=entry.indent,
            y=y,
            width=labels - entry.indent - _GAP,
            height=entry.height,
            look=Look.TEXT,
            text=entry.label,
            strong=entry.span is None,
            row=entry.row,
        )
        boxes.append(label)
        if entry.span is not None:
            bar = _bar(entry, entry.span, axis, plot, space.line(_BAR))
            bar = evolve(bar, y=y + (entry.height - bar.height) // 2)
            boxes.append(evolve(bar, x=labels + bar.x))
            boxes += (evolve(box, x=labels + box.x) for box in _beside(entry, bar, plot, space.letters))
        y += entry.height
    lines.append(Line(x=0, y=y, width=space.width, look=Look.AXIS))
    return Drawing(width=space.width, height=height, lines=tuple(lines), boxes=tuple(boxes))


def _axis_parts(axis: _Axis, left: int, height: int, space: Space) -> tuple[list[Line], list[Box]]:
    """The grid and the head of an axis."""
    width, high = space.width - left, space.line(_TIER)
    boxes: list[Box] = []
    edges: dict[int, int] = {}
    for tier, heads in enumerate(axis.heads):
        for start, end, name in heads:
            x, right = axis.place(start, width), axis.place(end, width)
            if right - x >= _length(name, space.letters) or tier:
                boxes.append(Box(x=left + x, y=tier * high, width=right - x, height=high, look=Look.HEAD, text=name))
            for edge in (x, right):
                edges.setdefault(edge, tier)
    lines = [
        Line(x=left + x, y=tier * high, height=height - tier * high, look=Look.GRID)
        for x, tier in sorted(edges.items())
    ]
    return lines, boxes


def _bar(entry: _Entry, span: Span, axis: _Axis, width: int, height: int) -> Box:
    """The bar of a row, from the left and the top of the axis."""
    start = 0 if span.start is None else axis.place(span.start, width)
    end = width if span.end is None else axis.place(span.end, width)
    shape = Shape.RECTANGLE
    if span.point:
        shape = Shape.POINT
        start = min(max(0, (start + end - height) // 2), width - height)
        end = start + height
    elif span.end is None:
        shape = Shape.OPEN_END
    elif span.start is None:
        shape = Shape.OPEN_START
    if end - start < _LEAST_BAR:
        start = min(start, width - _LEAST_BAR)
        end = start + _LEAST_BAR
    return Box(x=start, y=0, width=end - start, height=height, look=entry.look, shape=shape, row=entry.row)


def _beside(entry: _Entry, bar: Box, width: int, letters: float) -> Iterator[Box]:
    """What is said of a bar: to its right, to its left, or on it, where there is room."""
    needed = _length(entry.said, letters) + 2 * _INSET
    if not entry.said:
        return
    said = Box(x=0, y=bar.y, width=needed, height=bar.height, look=Look.SAID, text=entry.said, row=entry.row)
    if bar.x + bar.width + needed <= width:
        yield evolve(said, x=bar.x + bar.width)
    elif bar.x >= needed:
        yield evolve(said, x=bar.x - needed)
    elif bar.width >= needed + bar.height:
        yield evolve(said, x=bar.x + (bar.width - needed) // 2)
