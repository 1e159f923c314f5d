"""Bars: shares of 100 %, and bars side by side."""

from collections.abc import Sequence
from typing import Final

from socplan.exporters.word.charts.data import ChartData
from socplan.exporters.word.charts.pieces import (
    AREA_LINE,
    Frame,
    category_axis,
    labels,
    no_label,
    one_label,
    properties,
    value_axis,
    width_of,
)
from socplan.exporters.word.charts.plots import (
    ACCENT,
    AROUND,
    FEWEST,
    GAP,
    INK,
    Plot,
    legend_height,
    names_room,
    series_xml,
    shown_text,
    table_cells,
)
from socplan.exporters.word.drawings.looks import FILLS, OUTLINES, STATUS_COLOURS, WHITE, outline, pattern, solid, theme
from socplan.exporters.word.drawings.shapes import CM, Look
from socplan.model import StatusMeaning

__all__ = ["bars", "shares"]

_BAR: Final = int(0.42 * CM)
_ROW: Final = int(0.62 * CM)
#: The most that labels with names take of the width beside the names of rows.
_LABELS_PART: Final = 0.4
#: Looks whose fill is white: their outline must be seen.
_EMPTY: Final = frozenset({Look.CANCELLED, Look.NOT_ASSESSED, Look.UNKNOWN})
#: Fills of shares of things without a status, in an order in which neighbours differ in grey too: no two of one ink.
#: Light ones have an outline that is seen on white.
_PARTS: Final = (
    solid(theme(ACCENT)) + AREA_LINE,
    pattern("wdUpDiag", WHITE, theme(ACCENT, 40)) + AREA_LINE,
    solid(theme(INK, 50)) + AREA_LINE,
    solid(theme(ACCENT, 75)) + outline(0.75, theme(ACCENT)),
    pattern("wdDnDiag", WHITE, theme(INK, 50)) + AREA_LINE,
    pattern("narHorz", WHITE, theme(ACCENT)) + AREA_LINE,
    solid(theme(INK, 75)) + outline(0.75, theme(INK, 35)),
    pattern("narVert", WHITE, theme(INK, 35)) + AREA_LINE,
    pattern("pct20", WHITE, theme(ACCENT)) + AREA_LINE,
    solid(WHITE) + outline(0.75, theme(INK, 35)),
)


# Shares


def shares(data: ChartData, room: int) -> Plot | None:
    """A bar of 100 % for each row; ``None`` where no row is wholly known."""
    rows = list(zip(*(series.values for series in data.series), strict=True))
    if not any(None not in row for row in rows) or len(data.series) < FEWEST:
        return None
    names, highest = names_room(data, room)
    width, pitch = room - names - GAP, max(_ROW, highest + GAP)
    named = _named_row(data, width)
    top = legend_height(data, room) if named is None else GAP
    height = top + pitch * len(rows) + GAP
    sums = [sum(part or 0 for part in row) for row in rows]
    series = "".join(
        series_xml(place, data, _share_look(place, data), _share_labels(column.values, sums, data.format, width, named))
        for place, column in enumerate(data.series)
    )
    xml = (
        '<c:barChart><c:barDir val="bar"/><c:grouping val="percentStacked"/><c:varyColors val="0"/>'
        f'{series}<c:gapWidth val="30"/><c:overlap val="100"/><c:axId val="1"/><c:axId val="2"/></c:barChart>'
        f"{category_axis(upside_down=True)}{value_axis(2, 1, 'b', least=0, most=1)}"
    )
    frame = Frame(left=names / room, top=top / height, width=width / room, height=pitch * len(rows) / height)
    return Plot(xml=xml, frame=frame, height=height, legend=named is None, cells=table_cells(data))


def _named_row(data: ChartData, width: int) -> int | None:
    """The first row whose parts have room for their names, so that no legend is needed; ``None``: there is none."""
    for place in range(len(data.names)):
        parts = [(series.name, series.values[place] or 0) for series in data.series]
        whole = sum(value for _, value in parts)
        if whole and all(
            width * value / whole >= width_of(f"{name}: {shown_text(value, data.format)}") + AROUND
            for name, value in parts
        ):
            return place
    return None


def _share_look(place: int, data: ChartData) -> str:
    series = data.series[place]
    if series.meaning is None and not series.unknown:
        return _PARTS[place % len(_PARTS)]
    return _status_look(place, [series.meaning for series in data.series], AREA_LINE)


def _status_look(place: int, meanings: Sequence[StatusMeaning | None], line: str | None = None) -> str:
    """The look of a status among others; around full colours a line, if not that of their own."""
    meaning = meanings[place]
    look = Look.UNKNOWN if meaning is None else Look[meaning.name]
    if meaning is not None and meaning in meanings[:place]:
        # A plan may have two statuses of one meaning.
        return pattern("pct30", WHITE, STATUS_COLOURS[look]) + (line or OUTLINES[look])
    return FILLS[look] + (OUTLINES[look] if line is None or look in _EMPTY else line)


def _share_labels(
    values: Sequence[float | None], sums: Sequence[float], code: str, width: int, named: int | None
) -> str:
    """The numbers in the bars, where they fit; in one row with the name of the column."""
    single = [
        one_label(place, code, "ctr", name=True, white=True) if place == named else no_label(place)
        for place, (value, whole) in enumerate(zip(values, sums, strict=True))
        if place == named or (value is not None and width * value / whole < width_of(shown_text(value, code)) + AROUND)
    ]
    return labels(code, "ctr", single=single, white=True)


# Bars


def bars(data: ChartData, room: int) -> Plot | None:
    """A bar for each row and column; ``None`` where fewer than two numbers are known."""
    if len(data.known) < FEWEST:
        return None
    several = len(data.series) > 1
    names, highest = names_room(data, room)
    named = _named_bars(data, room - names) if several else None
    legend = several and named is None
    top = legend_height(data, room) if legend else GAP
    pitch = max(_BAR * len(data.series) + GAP, highest + GAP)
    label = max(width_of(shown_text(value, data.format)) for value in data.known) + AROUND
    if named is not None:
        label = max(label, _named_width(data, named))
    least, most = min(0.0, *data.known), max(0.0, *data.known)
    height, width = top + pitch * len(data.names) + GAP, room - names - label
    # The label of a bar to the left needs room between it and the names.
    start = least - (most - least) * label / width if least < 0 else 0.0
    rows = range(0 if named is None else named + 1)
    # Bars that are named by statuses have their colours, as everywhere.
    marks = "" if several else "".join(_own_look(place, data) for place in range(len(data.meanings)))
    series = "".join(
        series_xml(place, data, _bar_look(place, data), _bar_labels(column.values, rows, data.format), marks=marks)
        for place, column in enumerate(data.series)
    )
    share = 100 * (pitch - _BAR * len(data.series)) // _BAR
    xml = (
        '<c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/>'
        f'{series}<c:gapWidth val="{min(max(share, 30), 500)}"/><c:axId val="1"/><c:axId val="2"/></c:barChart>'
        f"{category_axis(upside_down=True)}"
        f"{value_axis(2, 1, 'b', least=start, most=most if most > start else 1)}"
    )
    frame = Frame(left=names / room, top=top / height, width=width / room, height=pitch * len(data.names) / height)
    return Plot(xml=xml, frame=frame, height=height, legend=legend, cells=table_cells(data))


def _named_bars(data: ChartData, width: int) -> int | None:
    """The first row with all its bars, if names fit beside them and the bars before, so that no legend is needed.

    Programs do not agree on the order of a legend of bars that lie below one another.
    """
    for place in range(len(data.names)):
        if all(series.values[place] is not None for series in data.series):
            return place if _named_width(data, place) <= width * _LABELS_PART else None
    return None


def _bar_labels(values: Sequence[float | None], named: range, code: str) -> str:
    """The numbers at the bars, in some rows with the name of the column: no bar before a named one is without it."""
    single = [one_label(row, code, "outEnd", name=True) for row in named if values[row] is not None]
    return labels(code, "outEnd", single=single)


def _named_width(data: ChartData, place: int) -> int:
    """The room of the widest label with the name of its column, in the rows up to a place."""
    shown = ((series.name, value) for series in data.series for value in series.values[: place + 1])
    return AROUND + max(
        width_of(f"{name}: {shown_text(value, data.format)}") for name, value in shown if value is not None
    )


def _own_look(place: int, data: ChartData) -> str:
    """The look of a bar that is not that of its column."""
    look = properties(_status_look(place, data.meanings))
    return f'<c:dPt><c:idx val="{place}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>{look}</c:dPt>'


def _bar_look(place: int, data: ChartData) -> str:
    """The last column is the darkest: often it is the newest year."""
    series, count = data.series[place], len(data.series)
    if series.meaning is not None:
        return _status_look(0, [series.meaning])
    light = 75 * (count - 1 - place) // max(count - 1, 1)
    return solid(theme(ACCENT, light)) + outline(0.75, theme(ACCENT))
