"""The plot of each kind of chart: bars of shares, bars, lines, dots."""

import math
import re
from collections.abc import Sequence
from typing import Final

from attrs import evolve, frozen

from socplan.exporters.word.charts.data import ChartData, cut
from socplan.exporters.word.charts.pieces import (
    AREA_LINE,
    LETTERS,
    Frame,
    category_axis,
    labels,
    name_of,
    no_label,
    numbers,
    one_label,
    properties,
    text_label,
    texts,
    value_axis,
    width_of,
)
from socplan.exporters.word.drawings.looks import (
    FILLS,
    NONE,
    OUTLINES,
    STATUS_COLOURS,
    WHITE,
    outline,
    pattern,
    solid,
    theme,
)
from socplan.exporters.word.drawings.shapes import CM, Look, text_height
from socplan.report import FigureKind

__all__ = ["Plot", "plot_of"]

#: No chart is higher, so that it stands on a page with its caption.
_HIGHEST: Final = 18 * CM
_LEAST_ROOM: Final = 6 * CM
_MOST_COLUMNS: Final = {FigureKind.SHARES: 10, FigureKind.BARS: 6, FigureKind.LINES: 4, FigureKind.DOTS: 1}
_MOST_POINTS: Final = 24
#: The most lines with a number at each point.
_FEW_LINES: Final = 2
_FEWEST: Final = 2
#: The most steps of an axis.
_MOST_STEPS: Final = 5
_NAMES: Final = 0.4
_GAP: Final = int(0.24 * CM)
#: Programs break a legend before it is as wide as the chart.
_LEGEND: Final = 0.7
_KEY: Final = int(0.9 * CM)
_KEY_LINE: Final = int(0.55 * CM)
_BAR: Final = int(0.42 * CM)
_ROW: Final = int(0.62 * CM)
_LINES_HEIGHT: Final = int(4.8 * CM)
_DOT_ROW: Final = int(0.52 * CM)
#: So that a dot at the beginning of the axis does not lie on its name.
_BESIDE_DOT: Final = 2 * "\N{NO-BREAK SPACE}"
_AXIS_HEIGHT: Final = int(0.7 * CM)
#: A label needs this much room around its digits.
_AROUND: Final = int(0.2 * CM)
_TEXT: Final = "tx1"
_ACCENT: Final = "accent1"
#: Looks whose fill is white: their outline must be seen.
_EMPTY: Final = frozenset({Look.CANCELLED, Look.NOT_ASSESSED, Look.UNKNOWN})
#: Fills of shares of things without a status, in an order in which neighbours differ in grey too.
_PARTS: Final = (
    solid(theme(_ACCENT)) + AREA_LINE,
    pattern("wdUpDiag", WHITE, theme(_ACCENT, 40)) + AREA_LINE,
    solid(theme(_TEXT, 50)) + AREA_LINE,
    pattern("wdDnDiag", WHITE, theme(_TEXT, 50)) + AREA_LINE,
    solid(theme(_ACCENT, 75)) + AREA_LINE,
    pattern("narHorz", WHITE, theme(_ACCENT)) + AREA_LINE,
    solid(theme(_TEXT, 75)) + AREA_LINE,
    pattern("narVert", WHITE, theme(_TEXT, 35)) + AREA_LINE,
    pattern("pct20", WHITE, theme(_ACCENT)) + AREA_LINE,
    solid(WHITE) + outline(0.75, theme(_TEXT, 35)),
)
_STROKES: Final = (
    (outline(2.25, theme(_ACCENT)), "circle", theme(_ACCENT)),
    (outline(2.25, theme(_TEXT, 50), "dash"), "square", theme(_TEXT, 50)),
    (outline(2.25, theme(_ACCENT, 40), "sysDash"), "triangle", theme(_ACCENT, 40)),
    (outline(2.25, theme(_TEXT, 25), "sysDot"), "diamond", theme(_TEXT, 25)),
)

Cells = list[list[str | float | None]]


@frozen(kw_only=True)
class Plot:
    """What stands in a chart, and the cells behind it."""

    xml: str
    frame: Frame
    height: int
    legend: bool
    cells: Cells


def plot_of(kind: FigureKind, data: ChartData, room: int) -> Plot | None:
    """The plot of a chart; ``None`` where too little is known, or too much to be seen."""
    data = evolve(data, names=tuple(_breakable(name, int(room * _NAMES) - _GAP) for name in data.names))
    if room < _LEAST_ROOM or not 0 < len(data.series) <= _MOST_COLUMNS.get(kind, 0):
        return None
    match kind:
        case FigureKind.SHARES:
            plot = _shares(data, room)
        case FigureKind.BARS:
            plot = _bars(data, room)
        case FigureKind.LINES:
            plot = _lines(data, room)
        case _:
            plot = _dots(data, room)
    return plot if plot is None or plot.height <= _HIGHEST else None


def _breakable(name: str, room: int) -> str:
    """A name without words wider than a line: programs squeeze the whole chart for them."""
    words = (
        cut(word, max(len(word) * room // width_of(word), 1)) if width_of(word) > room else word
        for word in name.split(" ")
    )
    return " ".join(words)


def _table(data: ChartData) -> Cells:
    head: list[str | float | None] = [data.head, *(series.name for series in data.series)]
    return [head, *([name, *(series.values[place] for series in data.series)] for place, name in enumerate(data.names))]


def _names_room(data: ChartData, room: int) -> tuple[int, int]:
    """The width of the names beside bars, and the height of the highest one."""
    width = min(max(map(width_of, data.names)) + _GAP, int(room * _NAMES))
    return width, max(text_height(name, width - _GAP, LETTERS) for name in data.names)


def _legend_height(data: ChartData, room: int) -> int:
    lines, used = 1, 0
    for series in data.series:
        width = width_of(series.name) + _KEY
        if used and used + width > room * _LEGEND:
            lines, used = lines + 1, 0
        used += width
    return lines * _KEY_LINE + _GAP


def _series(place: int, data: ChartData, look: str, label: str, *, bar: bool = True, marker: str = "") -> str:
    series = data.series[place]
    before, after = ('<c:invertIfNegative val="0"/>', "") if bar else (marker, '<c:smooth val="0"/>')
    return (
        f'<c:ser><c:idx val="{place}"/><c:order val="{place}"/>{name_of(series.name, place + 1)}{properties(look)}'
        f"{before}{label}{texts(data.names, 0, 1)}{numbers('val', series.values, place + 1, 1)}{after}</c:ser>"
    )


# Shares


def _shares(data: ChartData, room: int) -> Plot | None:
    rows = list(zip(*(series.values for series in data.series), strict=True))
    if not any(None not in row for row in rows) or len(data.series) < _FEWEST:
        return None
    names, highest = _names_room(data, room)
    top, pitch = _legend_height(data, room), max(_ROW, highest + _GAP)
    height, width = top + pitch * len(rows) + _GAP, room - names - _GAP
    series = "".join(
        _series(place, data, _share_look(place, data), _share_labels(place, rows, data, width))
        for place in range(len(data.series))
    )
    xml = (
        '<c:barChart><c:barDir val="bar"/><c:grouping val="percentStacked"/><c:varyColors val="0"/>'
        f'{series}<c:gapWidth val="30"/><c:overlap val="100"/><c:axId val="1"/><c:axId val="2"/></c:barChart>'
        f"{category_axis(upside_down=True)}{value_axis(2, 1, 'b', least=0, most=1)}"
    )
    frame = Frame(left=names / room, top=top / height, width=width / room, height=pitch * len(rows) / height)
    return Plot(xml=xml, frame=frame, height=height, legend=True, cells=_table(data))


def _share_look(place: int, data: ChartData) -> str:
    series = data.series[place]
    if series.meaning is None and not series.unknown:
        return _PARTS[place % len(_PARTS)]
    look = Look.UNKNOWN if series.meaning is None else Look[series.meaning.name]
    if series.meaning is not None and series.meaning in {before.meaning for before in data.series[:place]}:
        # A plan may have two statuses of one meaning.
        return pattern("pct30", WHITE, STATUS_COLOURS[look]) + AREA_LINE
    return FILLS[look] + (OUTLINES[look] if look in _EMPTY else AREA_LINE)


def _share_labels(place: int, rows: Sequence[Sequence[float | None]], data: ChartData, width: int) -> str:
    """The numbers in the bars, where they fit."""
    hidden = [
        no_label(number)
        for number, row in enumerate(rows)
        if (value := row[place]) is not None
        and width * value / sum(part or 0 for part in row) < width_of(_shown(value, data.format)) + _AROUND
    ]
    return labels(data.format, "ctr", single=hidden, white=True)


def _shown(value: float, code: str) -> str:
    """About what a label shows, for its width."""
    places = code.partition(".")[2].count("0") if "." in code else 0
    return f"{value:,.{places}f}" + ("\xa0%" if "%" in code else "")


# Bars


def _bars(data: ChartData, room: int) -> Plot | None:
    if len(data.known) < _FEWEST:
        return None
    several = len(data.series) > 1
    names, highest = _names_room(data, room)
    top = _legend_height(data, room) if several else _GAP
    pitch = max(_BAR * len(data.series) + _GAP, highest + _GAP)
    label = max(width_of(_shown(value, data.format)) for value in data.known) + _AROUND
    least, most = min(0.0, *data.known), max(0.0, *data.known)
    height, width = top + pitch * len(data.names) + _GAP, room - names - label
    # The label of a bar to the left needs room between it and the names.
    start = least - (most - least) * label / width if least < 0 else 0.0
    series = "".join(
        _series(place, data, _bar_look(place, data), labels(data.format, "outEnd")) for place in range(len(data.series))
    )
    share = 100 * (pitch - _BAR * len(data.series)) // _BAR
    xml = (
        '<c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/>'
        f'{series}<c:gapWidth val="{min(max(share, 30), 500)}"/><c:axId val="1"/><c:axId val="2"/></c:barChart>'
        f"{category_axis(upside_down=True)}"
        f"{value_axis(2, 1, 'b', least=start, most=most if most > start else 1)}"
    )
    frame = Frame(left=names / room, top=top / height, width=width / room, height=pitch * len(data.names) / height)
    return Plot(xml=xml, frame=frame, height=height, legend=several, cells=_table(data))


def _bar_look(place: int, data: ChartData) -> str:
    """The last column is the darkest: often it is the newest year."""
    series, count = data.series[place], len(data.series)
    if series.meaning is not None:
        look = Look[series.meaning.name]
        return FILLS[look] + OUTLINES[look]
    light = 75 * (count - 1 - place) // max(count - 1, 1)
    return solid(theme(_ACCENT, light)) + outline(0.75, theme(_ACCENT))


# Lines


def _lines(data: ChartData, room: int) -> Plot | None:
    most_known = max(sum(value is not None for value in series.values) for series in data.series)
    if most_known < _FEWEST or len(data.names) > _MOST_POINTS:
        return None
    several = len(data.series) > 1
    beside = min(max(width_of(series.name) for series in data.series) + _KEY, int(room * _NAMES)) if several else _GAP
    column = (room - _GAP - beside) // len(data.names)
    under = max(text_height(name, column, LETTERS) for name in data.names) + 2 * _GAP
    widest = max(width_of(_shown(value, data.format)) for value in data.known) + _AROUND
    # Numbers at all points of more lines would lie on each other: then an axis tells them.
    every = len(data.series) <= _FEW_LINES and widest <= column
    series = "".join(_line(place, data, every=every) for place in range(len(data.series)))
    lowest = min(0.0, *data.known)
    if every:
        highest = max(data.known)
        # Room for a label above the highest point.
        most = highest + 0.15 * (highest - lowest) if highest > lowest else lowest + 1
        axis, before = value_axis(2, 1, "l", least=lowest, most=most), _GAP
    else:
        lowest, most, step = _axis(lowest, max(data.known))
        code = _axis_format(data.format, step)
        axis, before = value_axis(2, 1, "l", least=lowest, most=most, code=code, step=step), widest + _GAP
        column = (room - before - beside) // len(data.names)
    skipped = -(-max(map(width_of, _words(data.names))) // column)
    xml = (
        f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{series}<c:marker val="1"/>'
        f'<c:axId val="1"/><c:axId val="2"/></c:lineChart>{category_axis(position="b", skipped=skipped)}{axis}'
    )
    height = _LINES_HEIGHT + under
    frame = Frame(
        left=before / room,
        top=0.06,
        width=(room - before - beside) / room,
        height=(_LINES_HEIGHT - 2 * _GAP) / height - 0.06,
    )
    return Plot(xml=xml, frame=frame, height=height, legend=False, cells=_table(data))


def _words(names: Sequence[str]) -> list[str]:
    return [word for name in names for word in name.split(" ")]


def _line(place: int, data: ChartData, *, every: bool) -> str:
    stroke, symbol, colour = _STROKES[place]
    values = data.series[place].values
    marker = (
        f'<c:marker><c:symbol val="{symbol}"/><c:size val="7"/><c:spPr>{solid(colour)}{outline(0.75, WHITE)}</c:spPr>'
        "</c:marker>"
    )
    last = max((number for number, value in enumerate(values) if value is not None), default=None)
    several = len(data.series) > 1
    ends = () if last is None or not (several or not every) else (one_label(last, data.format, "r", name=several),)
    return _series(place, data, stroke, labels(data.format, "t", value=every, single=ends), bar=False, marker=marker)


# Dots


def _dots(data: ChartData, room: int) -> Plot | None:
    """A series of dots, one of their names, whose points are not seen, and one of two ends for each marking.

    Word has no axis of names for dots that lie on a scale from left to right.
    """
    values = data.series[0].values
    shown = [(name, value) for name, value in zip(data.names, values, strict=True) if value is not None]
    if len(shown) < _FEWEST:
        return None
    marks = sorted(data.markings, key=lambda mark: mark.value)
    everything = [value for _, value in shown] + [mark.value for mark in marks]
    least, most, step = _axis(min(everything), max(everything))
    count = len(shown)
    cells: Cells = [[data.head, data.series[0].name, None, None]]
    names = min(max(width_of(name) for name, _ in shown) + 2 * _GAP, int(room * _NAMES))
    tags = []
    for place, (name, value) in enumerate(shown):
        long = width_of(name) / (names - _GAP)
        shown_name = cut(name, int(len(name) / long)) if long > 1 else name
        tags.append(text_label(place, shown_name + _BESIDE_DOT, "l"))
        cells.append([name, value, float(count - place), least])
    dot = (
        f'<c:marker><c:symbol val="circle"/><c:size val="8"/><c:spPr>{solid(theme(_ACCENT))}{outline(0.75, WHITE)}'
        "</c:spPr></c:marker>"
    )
    bare, unmarked = properties(f"<a:ln>{NONE}</a:ln>"), '<c:marker><c:symbol val="none"/></c:marker>'
    heights = [float(count - place) for place in range(count)]
    named = labels(data.format, "l", value=False, single=tags)
    series = [
        _points(0, name_of(data.head, 0), bare + unmarked + named, ([least] * count, 3), heights, 1),
        _points(1, name_of(data.series[0].name, 1), bare + dot, ([value for _, value in shown], 1), heights, 1),
    ]
    for place, mark in enumerate(marks):
        name = f"{mark.name}: {mark.text}"
        row = len(cells)
        ends = [0.0, count + 0.75]
        cells += [[name, mark.value, ends[0]], [None, mark.value, ends[1]]]
        middle = len(marks) // 2 == place
        position = "t" if middle else "l" if place < len(marks) / 2 else "r"
        tag = labels(data.format, position, value=False, name=True, single=[no_label(0)])
        stroke = properties(outline(1.5, theme(_TEXT, 35), "solid" if middle else "dash"))
        series.append(
            _points(len(series), name_of(name, 0, row), stroke + unmarked + tag, ([mark.value] * 2, 1), ends, row)
        )
    top = _KEY_LINE if marks else 0
    height = top + _DOT_ROW * (count + 1) + _AXIS_HEIGHT
    code = _axis_format(data.format, step)
    xml = (
        f'<c:scatterChart><c:scatterStyle val="lineMarker"/><c:varyColors val="0"/>{"".join(series)}'
        '<c:axId val="1"/><c:axId val="2"/></c:scatterChart>'
        f"{value_axis(1, 2, 'b', least=least, most=most, code=code, step=step, between='midCat')}"
        f"{value_axis(2, 1, 'l', least=0, most=count + 1, between='midCat')}"
    )
    frame = Frame(
        left=names / room,
        top=top / height,
        width=(room - names - 2 * _GAP) / room,
        height=_DOT_ROW * (count + 1) / height,
    )
    return Plot(xml=xml, frame=frame, height=height, legend=False, cells=cells)


def _points(
    number: int, name: str, look: str, across: tuple[Sequence[float], int], heights: Sequence[float], row: int
) -> str:
    """A series of points: how far across they are, with the column of that, and how high."""
    values, column = across
    return (
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/>{name}{look}'
        f"{numbers('xVal', values, column, row)}{numbers('yVal', heights, 2, row)}"
        '<c:smooth val="0"/></c:ser>'
    )


def _axis_format(code: str, step: float) -> str:
    """The number format of an axis: no places where its numbers are whole."""
    return re.sub(r"\.0+", "", code) if step >= 1 else code


def _axis(least: float, most: float) -> tuple[float, float, float]:
    """The ends and the step of an axis, all of them round; it begins at 0, unless that wastes half of it."""
    start = min(0.0, least) if least < 0 or least * 2 < most else least
    span = (most - start) or abs(most) or 1.0
    size = 10.0 ** math.floor(math.log10(span / 4))
    step = next(size * factor for factor in (1, 2, 5, 10) if span / (size * factor) <= _MOST_STEPS)
    first, last = math.floor(start / step) * step, math.ceil(most / step) * step
    if first == last:
        first, last = first - step, last + step
    return first, last, step
