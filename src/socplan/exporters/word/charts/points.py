"""Lines from row to row, and dots with the median and the quartiles."""

from collections.abc import Sequence
from typing import Final

from socplan.exporters.word.charts.data import ChartData, cut
from socplan.exporters.word.charts.pieces import (
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
    value_axis,
    width_of,
)
from socplan.exporters.word.charts.plots import (
    ACCENT,
    AROUND,
    FEWEST,
    GAP,
    INK,
    KEY,
    NAMES_PART,
    Cells,
    Plot,
    axis_format,
    round_axis,
    series_xml,
    shown_text,
    table_cells,
)
from socplan.exporters.word.drawings.looks import NONE, WHITE, outline, solid, theme
from socplan.exporters.word.drawings.shapes import CM, text_height

__all__ = ["dots", "lines"]

_MOST_POINTS: Final = 24
#: The most lines with a number at each point.
_FEW_LINES: Final = 2
_LINES_HEIGHT: Final = int(4.8 * CM)
_DOT_ROW: Final = int(0.52 * CM)
#: The most that names take of the width beside dots, where a name has a single line and is cut if it is longer.
_DOT_NAMES_PART: Final = 0.48
#: So that a dot at the beginning of the axis does not lie on its name.
_BESIDE_DOT: Final = 2 * "\N{NO-BREAK SPACE}"
_AXIS_HEIGHT: Final = int(0.7 * CM)
_STROKES: Final = (
    (outline(2.25, theme(ACCENT)), "circle", theme(ACCENT)),
    (outline(2.25, theme(INK, 50), "dash"), "square", theme(INK, 50)),
    (outline(2.25, theme(ACCENT, 40), "sysDash"), "triangle", theme(ACCENT, 40)),
    (outline(2.25, theme(INK, 25), "sysDot"), "diamond", theme(INK, 25)),
)
#: The room of the names of the median and the quartiles, above the dots.
_MARKS: Final = int(0.55 * CM)


# Lines


def lines(data: ChartData, room: int) -> Plot | None:
    """A line for each column; ``None`` where no column has two known numbers."""
    most_known = max(sum(value is not None for value in series.values) for series in data.series)
    if most_known < FEWEST or len(data.names) > _MOST_POINTS:
        return None
    several = len(data.series) > 1
    beside = min(max(width_of(series.name) for series in data.series) + KEY, int(room * NAMES_PART)) if several else GAP
    column = (room - GAP - beside) // len(data.names)
    under = max(text_height(name, column, LETTERS) for name in data.names) + 2 * GAP
    widest = max(width_of(shown_text(value, data.format)) for value in data.known) + AROUND
    # Numbers at all points of more lines would lie on each other: then an axis tells them.
    every = len(data.series) <= _FEW_LINES and widest <= column
    series = "".join(_line(place, data, every=every) for place in range(len(data.series)))
    lowest = min(0.0, *data.known)
    if every:
        highest = max(data.known)
        # Room for a label above the highest point.
        most = highest + 0.15 * (highest - lowest) if highest > lowest else lowest + 1
        axis, before = value_axis(2, 1, "l", least=lowest, most=most), GAP
    else:
        lowest, most, step = round_axis(lowest, max(data.known))
        code = axis_format(data.format, step)
        axis, before = value_axis(2, 1, "l", least=lowest, most=most, code=code, step=step), widest + GAP
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
        height=(_LINES_HEIGHT - 2 * GAP) / height - 0.06,
    )
    return Plot(xml=xml, frame=frame, height=height, legend=False, cells=table_cells(data))


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
    return series_xml(place, data, stroke, labels(data.format, "t", value=every, single=ends), bar=False, marks=marker)


# Dots


def dots(data: ChartData, room: int) -> Plot | None:
    """A series of dots, one of their names, whose points are not seen, and one of two ends for each marking.

    Word has no axis of names for dots that lie on a scale from left to right.
    """
    values = data.series[0].values
    shown = [(name, value) for name, value in zip(data.names, values, strict=True) if value is not None]
    if len(shown) < FEWEST:
        return None
    marks = sorted(data.markings, key=lambda mark: mark.value)
    everything = [value for _, value in shown] + [mark.value for mark in marks]
    least, most, step = round_axis(min(everything), max(everything))
    count = len(shown)
    cells: Cells = [[data.head, data.series[0].name, None, None]]
    names = min(max(width_of(name) for name, _ in shown) + 2 * GAP, int(room * _DOT_NAMES_PART))
    tags = []
    for place, (name, value) in enumerate(shown):
        long = width_of(name) / (names - GAP)
        shown_name = cut(name, int(len(name) / long)) if long > 1 else name
        tags.append(text_label(place, shown_name + _BESIDE_DOT, "l"))
        cells.append([name, value, float(count - place), least])
    dot = (
        f'<c:marker><c:symbol val="circle"/><c:size val="8"/><c:spPr>{solid(theme(ACCENT))}{outline(0.75, WHITE)}'
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
        stroke = properties(outline(1.5, theme(INK, 35), "solid" if middle else "dash"))
        series.append(
            _points(len(series), name_of(name, 0, row), stroke + unmarked + tag, ([mark.value] * 2, 1), ends, row)
        )
    top = _MARKS if marks else 0
    height = top + _DOT_ROW * (count + 1) + _AXIS_HEIGHT
    code = axis_format(data.format, step)
    xml = (
        f'<c:scatterChart><c:scatterStyle val="lineMarker"/><c:varyColors val="0"/>{"".join(series)}'
        '<c:axId val="1"/><c:axId val="2"/></c:scatterChart>'
        f"{value_axis(1, 2, 'b', least=least, most=most, code=code, step=step, between='midCat')}"
        f"{value_axis(2, 1, 'l', least=0, most=count + 1, between='midCat')}"
    )
    frame = Frame(
        left=names / room,
        top=top / height,
        width=(room - names - 2 * GAP) / room,
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
