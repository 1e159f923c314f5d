"""What all plots share: the cells behind a chart, series, and the room of names and numbers."""

import math
import re
from functools import lru_cache
from typing import Final

from attrs import frozen

from socplan.exporters.word.charts.data import ChartData
from socplan.exporters.word.charts.pieces import LETTERS, Frame, name_of, numbers, properties, texts, width_of
from socplan.exporters.word.drawings.shapes import CM, text_height

__all__ = [
    "ACCENT",
    "AROUND",
    "FEWEST",
    "GAP",
    "INK",
    "KEY",
    "NAMES_PART",
    "Cells",
    "Plot",
    "axis_format",
    "legend_height",
    "names_room",
    "round_axis",
    "series_xml",
    "shown_text",
    "table_cells",
]

#: Fewer bars, lines or numbers compare nothing.
FEWEST: Final = 2
#: The most steps of an axis.
_MOST_STEPS: Final = 5
#: The most that names take of the width.
NAMES_PART: Final = 0.4
GAP: Final = int(0.24 * CM)
#: Programs break a legend before it is as wide as the chart.
_LEGEND: Final = 0.7
#: The room of a key and of the space around its name.
KEY: Final = int(0.9 * CM)
_KEY_LINE: Final = int(0.55 * CM)
#: A label needs this much room around its digits.
AROUND: Final = int(0.2 * CM)
#: Colours of the theme: of text, and of what stands out.
INK: Final = "tx1"
ACCENT: Final = "accent1"

Cells = list[list[str | float | None]]


@frozen(kw_only=True)
class Plot:
    """What stands in a chart, and the cells behind it."""

    xml: str
    frame: Frame
    height: int
    legend: bool
    cells: Cells


def table_cells(data: ChartData) -> Cells:
    """The cells of the workbook: the table as the chart shows it."""
    head: list[str | float | None] = [data.head, *(series.name for series in data.series)]
    return [head, *([name, *(series.values[place] for series in data.series)] for place, name in enumerate(data.names))]


def names_room(data: ChartData, room: int) -> tuple[int, int]:
    """The width of the names beside bars, and the height of the highest one."""
    width = min(max(map(width_of, data.names)) + GAP, int(room * NAMES_PART))
    return width, max(text_height(name, width - GAP, LETTERS) for name in data.names)


def legend_height(data: ChartData, room: int) -> int:
    """The height of the legend, which may take several lines."""
    lines, used = 1, 0
    for series in data.series:
        width = width_of(series.name) + KEY
        if used and used + width > room * _LEGEND:
            lines, used = lines + 1, 0
        used += width
    return lines * _KEY_LINE + GAP


def series_xml(place: int, data: ChartData, look: str, label: str, *, bar: bool = True, marks: str = "") -> str:
    """A series of bars, or of points on a line; with the marks of its points, or the bars that look otherwise."""
    series, rows = data.series[place], _row_names(data.names)
    before, after = (f'<c:invertIfNegative val="0"/>{marks}', "") if bar else (marks, '<c:smooth val="0"/>')
    return (
        f'<c:ser><c:idx val="{place}"/><c:order val="{place}"/>{name_of(series.name, place + 1)}{properties(look)}'
        f"{before}{label}{rows}{numbers('val', series.values, place + 1, 1)}{after}</c:ser>"
    )


@lru_cache(maxsize=8)
def _row_names(names: tuple[str, ...]) -> str:
    """The names of the rows, which each series repeats."""
    return texts(names, 0, 1)


@lru_cache(maxsize=4096)
def shown_text(value: float, code: str) -> str:
    """About what a label shows, for its width."""
    places = code.partition(".")[2].count("0") if "." in code else 0
    return f"{value:,.{places}f}" + ("\xa0%" if "%" in code else "")


def axis_format(code: str, step: float) -> str:
    """The number format of an axis: no places where its numbers are whole."""
    return re.sub(r"\.0+", "", code) if step >= 1 else code


def round_axis(least: float, most: float) -> tuple[float, float, float]:
    """The ends and the step of an axis, all of them round; it begins at 0, unless that wastes half of it."""
    start = min(0.0, least) if least < 0 or least * 2 < most else least
    span = (most - start) or abs(most) or 1.0
    size = 10.0 ** math.floor(math.log10(span / 4))
    step = next(size * factor for factor in (1, 2, 5, 10) if span / (size * factor) <= _MOST_STEPS)
    first, last = math.floor(start / step) * step, math.ceil(most / step) * step
    if first == last:
        first, last = first - step, last + step
    return first, last, step
