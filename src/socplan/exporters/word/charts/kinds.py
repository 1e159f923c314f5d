"""The plot of each kind of chart, as far as enough is known and it can be seen."""

from typing import Final

from attrs import evolve

from socplan.exporters.word.charts.bars import bars, shares
from socplan.exporters.word.charts.data import ChartData, cut
from socplan.exporters.word.charts.pieces import width_of
from socplan.exporters.word.charts.plots import GAP, NAMES_PART, Plot
from socplan.exporters.word.charts.points import dots, lines
from socplan.exporters.word.drawings.shapes import CM
from socplan.report import FigureKind

__all__ = ["plot_of"]

#: No chart is higher, so that it stands on a page with its caption.
_HIGHEST: Final = 18 * CM
_LEAST_ROOM: Final = 6 * CM
_MOST_COLUMNS: Final = {FigureKind.SHARES: 10, FigureKind.BARS: 6, FigureKind.LINES: 4, FigureKind.DOTS: 1}


def plot_of(kind: FigureKind, data: ChartData, room: int) -> Plot | None:
    """The plot of a chart; ``None`` where too little is known, or too much to be seen."""
    data = evolve(data, names=tuple(_breakable(name, int(room * NAMES_PART) - GAP) for name in data.names))
    if room < _LEAST_ROOM or not 0 < len(data.series) <= _MOST_COLUMNS.get(kind, 0):
        return None
    match kind:
        case FigureKind.SHARES:
            plot = shares(data, room)
        case FigureKind.BARS:
            plot = bars(data, room)
        case FigureKind.LINES:
            plot = lines(data, room)
        case _:
            plot = dots(data, room)
    return plot if plot is None or plot.height <= _HIGHEST else None


def _breakable(name: str, room: int) -> str:
    """A name without words wider than a line: programs squeeze the whole chart for them."""
    words = (
        cut(word, max(len(word) * room // width_of(word), 1)) if width_of(word) > room else word
        for word in name.split(" ")
    )
    return " ".join(words)
