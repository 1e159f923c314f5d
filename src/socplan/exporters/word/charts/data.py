"""What of a table a chart shows: names of rows, columns of numbers, and their format.

Nothing here knows Word. Unknown is ``None``: a gap, and never 0.
"""

import re
from collections.abc import Collection, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Final

from attrs import frozen

from socplan.exporters.base import cell_text
from socplan.exporters.word.drawings.shapes import label_of
from socplan.labels.formats import number_text
from socplan.model import StatusMeaning
from socplan.report import (
    Cell,
    Column,
    ColumnKind,
    Figure,
    FigureKind,
    Percent,
    Report,
    Row,
    RowRole,
    Series,
    StatusMark,
)

__all__ = ["ChartData", "ChartSeries", "Marking", "clean", "cut", "data_of"]

#: The longest name in a chart; the table has all of it.
_LONGEST_NAME: Final = 80
#: Numbers from here on have digits that no spreadsheet keeps.
_LARGEST: Final = 10**15
#: The language whose point or comma stands before the places.
_LANGUAGES: Final = {"cs": "[$-405]"}
NO_BREAK: Final = "\N{NO-BREAK SPACE}"
#: What XML cannot hold.
_IMPOSSIBLE: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: From here on, a label tells no places behind the point; the table does.
_NO_PLACES: Final = 1_000
_MOST_PLACES: Final = 2
_MILLION: Final = 1_000_000
_DRAWN: Final = frozenset({RowRole.BODY, RowRole.UNCERTAIN})


@frozen
class ChartSeries:
    """A column of a chart."""

    name: str
    values: tuple[float | None, ...]
    meaning: StatusMeaning | None = None
    #: Whether it counts what is not known, among columns of statuses.
    unknown: bool = False


@frozen
class Marking:
    """A value across all dots: the median, a quartile."""

    name: str
    value: float
    #: The value as people read it.
    text: str


@frozen(kw_only=True)
class ChartData:
    """The numbers of a chart."""

    #: The head of the first column.
    head: str
    names: tuple[str, ...]
    series: tuple[ChartSeries, ...]
    markings: tuple[Marking, ...] = ()
    #: The meanings of the statuses that name the rows; empty where no row is named by one.
    meanings: tuple[StatusMeaning | None, ...] = ()
    #: The number format of labels, right in Word and in LibreOffice.
    format: str

    @property
    def known(self) -> tuple[float, ...]:
        """All known numbers."""
        return tuple(value for series in self.series for value in series.values if value is not None)


@lru_cache(maxsize=4096)
def clean(text: str) -> str:
    """A text that XML can hold, on one line."""
    return _IMPOSSIBLE.sub("\N{REPLACEMENT CHARACTER}", label_of(text))


def cut(text: str, length: int) -> str:
    """A text of at most some characters."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def data_of(figure: Figure, report: Report) -> ChartData | None:
    """What a figure draws; ``None`` where it has no column of figures, or a number that no chart can hold."""
    table = figure.table
    drawn = figure.series or _all_alike(table.columns)
    places = {column.key: place for place, column in enumerate(table.columns)}
    columns = [table.columns[places[series.column]] for series in drawn]
    if not columns:
        return None
    roles = _DRAWN | {RowRole.TOTAL} if figure.kind is FigureKind.SHARES else _DRAWN
    rows = [row for row in table.rows if row.role in roles]
    beside = [text for row, text in zip(table.rows, figure.beside, strict=False) if row.role in roles] or [""] * len(
        rows
    )
    numbers = [[_number(row.cells[places[column.key]]) for row in rows] for column in columns]
    if any(abs(number) >= _LARGEST for column in numbers for number in column if number is not None):
        return None
    if figure.kind is FigureKind.SHARES:
        numbers = _whole_only(numbers)
    known = [any(column[place] is not None for column in numbers) for place in range(len(rows))]
    # A sum without a bar is left out; any other row stays, so that nobody takes what is not known for nothing.
    kept = [place for place, row in enumerate(rows) if known[place] or row.role is not RowRole.TOTAL]
    numbers = [[column[place] for place in kept] for column in numbers]
    any_meaning = any(series.meaning is not None for series in drawn)
    decimals = {number for column in numbers for number in column if number is not None}
    return ChartData(
        head=cut(clean(table.columns[0].label), _LONGEST_NAME),
        names=tuple(
            _name(rows[place], table.columns[0], report, known=known[place], beside=clean(beside[place]))
            for place in kept
        ),
        series=tuple(
            ChartSeries(
                cut(clean(column.label), _LONGEST_NAME),
                tuple(None if number is None else float(number) for number in values),
                series.meaning,
                unknown=any_meaning and series.meaning is None,
            )
            for series, column, values in zip(drawn, columns, numbers, strict=True)
        ),
        markings=_markings(figure, places[columns[0].key], report),
        meanings=_meanings([rows[place].cells[0] for place in kept]),
        format=_format(decimals, columns[0], report.locale),
    )


def _meanings(names: Sequence[Cell]) -> tuple[StatusMeaning | None, ...]:
    meanings = tuple(name.meaning if isinstance(name, StatusMark) else None for name in names)
    return meanings if any(meanings) else ()


def _all_alike(columns: Sequence[Column]) -> tuple[Series, ...]:
    """The first column of figures, and all others of its kind and unit."""
    first = next((column for column in columns if column.kind.is_figure), None)
    return tuple(
        Series(column.key) for column in columns if first and (column.kind, column.unit) == (first.kind, first.unit)
    )


def _number(cell: Cell) -> Decimal | None:
    match cell:
        case bool():
            return None
        case int() | Decimal():
            number = Decimal(cell)
        case Percent():
            number = cell.value
        case _:
            return None
    return number if number.is_finite() else None


def _whole_only(numbers: list[list[Decimal | None]]) -> list[list[Decimal | None]]:
    """Only rows of which every part is known: a bar of 100 % with an unknown part would show wrong shares."""
    rows = list(zip(*numbers, strict=True))
    whole = [None not in row and any(row) and all(part >= 0 for part in row if part is not None) for row in rows]
    return [[value if whole[place] else None for place, value in enumerate(column)] for column in numbers]


def _name(row: Row, column: Column, report: Report, *, known: bool = True, beside: str = "") -> str:
    name = cut(clean(cell_text(row.cells[0], column, report)), _LONGEST_NAME)
    # Only the name is cut: numbers stand nowhere else on the page.
    name = f"{name} – {beside}" if beside else name
    return name if known else f"{name} ({clean(report.words['unknown'])})"


def _markings(figure: Figure, place: int, report: Report) -> tuple[Marking, ...]:
    if figure.kind is not FigureKind.DOTS:
        return ()
    first = figure.table.columns[0]
    derived = [(row, _number(row.cells[place])) for row in figure.table.rows if row.role is RowRole.DERIVED]
    return tuple(
        Marking(_name(row, first, report), float(number), _shown(number, report.locale))
        for row, number in derived
        if number is not None and abs(number) < _LARGEST
    )


def _shown(number: Decimal, locale: str) -> str:
    """A number in words of a chart, with no more places than its labels have."""
    exponent = number.as_tuple().exponent
    places = 0 if abs(number) >= _NO_PLACES or not isinstance(exponent, int) else max(0, min(-exponent, _MOST_PLACES))
    return number_text(number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP), locale)


def _format(numbers: Collection[Decimal], column: Column, locale: str) -> str:
    """The number format of labels.

    A space between thousands is written out, because a comma in a format means what the computer of the reader thinks
    that it means.
    """
    largest = max((abs(number) for number in numbers), default=Decimal(0))
    places = 0
    if largest < _NO_PLACES:
        exponents = (number.normalize().as_tuple().exponent for number in numbers)
        places = min(max((-each for each in exponents if isinstance(each, int)), default=0), _MOST_PLACES)
    plain = f"{_LANGUAGES.get(locale, '') if places else ''}0{'.' if places else ''}{'0' * places}"
    if column.kind is ColumnKind.PERCENT:
        return f'{plain}"{"" if locale == "en" else NO_BREAK}%"'
    if largest < _NO_PLACES:
        return plain
    if locale == "en" or any(number < 0 for number in numbers):
        return "#,##0"
    space = f'"{NO_BREAK}"'
    thousands, millions = f"#{space}##0", f"#{space}###{space}##0"
    if largest < _MILLION:
        return f"[>={_NO_PLACES}]{thousands};0"
    if largest < _MILLION * _NO_PLACES:
        return f"[>={_MILLION}]{millions};[>={_NO_PLACES}]{thousands};0"
    return f"[>={_MILLION * _NO_PLACES}]#{space}###{space}###{space}##0;[>={_MILLION}]{millions};{thousands}"
