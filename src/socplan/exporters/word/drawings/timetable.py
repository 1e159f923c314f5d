"""Timetables: places of bars and words, cut into drawings that fit a page."""

import calendar
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from attrs import evolve, frozen

from socplan.exporters.word.drawings.shapes import (
    CM,
    INSET,
    Box,
    Drawing,
    Line,
    Look,
    Shape,
    Space,
    label_of,
    parents_of,
    text_height,
    text_length,
)
from socplan.model import PartialDate, Period, StatusMeaning
from socplan.report import Cell, StatusMark, Table, depths

__all__ = ["span_of", "timetable"]

_MOST_ROWS: Final = 24
#: The part of a page that a drawing takes at most.
_PART: Final = 0.47
_GAP: Final = int(0.25 * CM)
_LABELS: Final = 0.35
_LABEL_INDENT: Final = int(0.35 * CM)
_BAR: Final = int(0.38 * CM)
_LEAST_BAR: Final = int(0.14 * CM)
_ROW_PADDING: Final = int(0.26 * CM)
_TIER: Final = int(0.46 * CM)
_MONTHS: Final = 12
_LOOKS: Final = {meaning: Look[meaning.name] for meaning in StatusMeaning}


@frozen
class Span:
    """A period on an axis on which all months are equally long: months since the year 0."""

    #: ``None``: open.
    start: float | None
    end: float | None
    #: Whether it is a single date.
    point: bool = False


def _at(day: date, *, after: bool = False) -> float:
    """Where a day begins, or ends."""
    return day.year * _MONTHS + day.month - 1 + (day.day - (not after)) / calendar.monthrange(day.year, day.month)[1]


def span_of(cells: Iterable[Cell]) -> Span | None:
    """The time of a row: its first cell that is a date or a period.

    ``None``: it has no such cell, or the period ends before it begins.

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
    """An axis of time: from month to month, in steps of some months."""

    first: int
    last: int
    step: int

    def place(self, at: float, width: int) -> int:
        return round((at - self.first) * width / (self.last - self.first))

    @property
    def heads(self) -> tuple[tuple[tuple[int, int, str], ...], ...]:
        """The lines of its head: the beginning, the end and the name of each step."""
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


#: The possible steps of an axis: months, months to which its ends are rounded, least width.
_STEPS: Final = (
    (1, 3, int(0.42 * CM)),
    (3, 6, int(0.6 * CM)),
    (12, 12, CM),
    *((12 * years, 12 * years, int(1.6 * CM)) for years in (2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)),
)


def _axis(spans: Sequence[Span], width: int) -> _Axis:
    known = [end for span in spans for end in (span.start, span.end) if end is not None]
    first, last = min(known), max(known)
    # An open end has to extend visibly beyond the known ones.
    beyond = max(1.0, (last - first) / _MONTHS)
    first -= beyond if any(span.start is None for span in spans) else 0
    last += beyond if any(span.end is None for span in spans) else 0
    axis = _Axis(0, 12_000, 12_000)
    for step, whole, least in _STEPS:
        start = int(first // whole) * whole
        end = max(start + whole, -int(-last // whole) * whole)
        axis = _Axis(start, end, step)
        if (end - start) // step * least <= width:
            break
    return axis


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
    beside: str


def timetable(
    table: Table, texts: Sequence[Sequence[str]], space: Space, *, alone: bool = False
) -> tuple[Drawing, ...]:
    """The drawings of a timetable: a bar for each row with a date, all on the same scale; none without a date.

    A row without a date is a heading if a row with a date stands below it. A timetable of nearly half a page is cut:
    its first piece finds room where the whole would leave the rest of a page blank.

    Args:
        table: its rows.
        texts: their cells as people read them.
        space: the room on a page.
        alone: whether no table stands beside it: the rows at the top say their time below their names.
    """
    entries = _entries(table, texts, space, alone=alone)
    spans = [entry.span for entry in entries if entry.span is not None]
    if not spans:
        return ()
    axis = _axis(spans, space.width - int(space.width * _LABELS))
    room = int(space.height * _PART) - 2 * space.line(_TIER)
    return tuple(_timetable(some, axis, space) for some in _pages(entries, room))


def _entries(table: Table, texts: Sequence[Sequence[str]], space: Space, *, alone: bool) -> list[_Entry]:
    spans = [span_of(row.cells) for row in table.rows]
    parents, deep = parents_of(table), depths(table)
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
        when = next((texts[place][at] for at, cell in enumerate(cells) if isinstance(cell, Period)), None)
        name = label_of(texts[place][0])
        label = f"{name} ({when})" if alone and when and not deep[place] else name
        indent = min(deep[place] * _LABEL_INDENT, labels // 2)
        status = next((at for at, cell in enumerate(cells) if isinstance(cell, StatusMark)), None)
        day = next((at for at, cell in enumerate(cells) if isinstance(cell, (date, PartialDate))), None)
        dates_and_status = [
            texts[place][at] for at in (day, status) if at is not None and (at == status or (span and span.point))
        ]
        mark = None if status is None else cells[status]
        entries.append(
            _Entry(
                row=place,
                label=label,
                indent=indent,
                height=max(space.line(_BAR), text_height(label, labels - indent - _GAP, space.letters)) + _ROW_PADDING,
                span=span,
                look=_LOOKS[mark.meaning] if isinstance(mark, StatusMark) else plain,
                beside=label_of(", ".join(dates_and_status)) if span else "",
            )
        )
    return entries


def _pages(entries: Sequence[_Entry], height: int) -> Iterator[list[_Entry]]:
    """The rows divided into pages of about the same length."""
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
            if right - x >= text_length(name, space.letters) or tier:
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
    """The words of a bar: to its right, to its left, or on it, where there is room."""
    needed = text_length(entry.beside, letters) + 2 * INSET
    if not entry.beside:
        return
    beside = Box(x=0, y=bar.y, width=needed, height=bar.height, look=Look.BESIDE, text=entry.beside, row=entry.row)
    if bar.x + bar.width + needed <= width:
        yield evolve(beside, x=bar.x + bar.width)
    elif bar.x >= needed:
        yield evolve(beside, x=bar.x - needed)
    elif bar.width >= needed + bar.height:
        yield evolve(beside, x=bar.x + (bar.width - needed) // 2)
