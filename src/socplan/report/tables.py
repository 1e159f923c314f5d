"""Tables of a report, their cells, and figures: tables that may also be drawn.

Cells hold values (a date, a count, a share); the exporter formats them.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import cached_property
from operator import attrgetter
from typing import Final

from attrs import field, frozen, validators

from socplan.model import PartialDate, Period, Status, StatusMeaning
from socplan.offers import instance, tuple_of

__all__ = [
    "NA",
    "AtLeast",
    "Cell",
    "CellNote",
    "Coded",
    "Column",
    "ColumnKind",
    "Figure",
    "FigureKind",
    "NotApplicable",
    "Percent",
    "PlainCell",
    "Row",
    "RowRole",
    "Series",
    "StatusMark",
    "Table",
    "depths",
    "group_heads",
    "plain_cell",
]


@frozen
class Percent:
    """A rounded share in percent, with the exact share behind it."""

    value: Decimal
    #: ``None``: only the rounded figure is known, as in published documents.
    exact: Fraction | None = None


@frozen
class AtLeast:
    """A sum of which a part is unknown, by the part that is known: „nejméně 25 000“."""

    value: int | Decimal | Percent


@frozen
class StatusMark:
    """A status of the plan's scale in a cell."""

    label: str
    meaning: StatusMeaning

    @classmethod
    def of(cls, status: Status | None) -> StatusMark | None:
        """The mark of a status; ``None`` for an unknown status."""
        return None if status is None else cls(status.name, status.meaning)


@frozen
class Coded:
    """A value that people call by a name and programs by a code: a record by its identifier, a kind by its code."""

    #: The name; ``None``: it has none.
    label: str | None
    code: str


class NotApplicable(Enum):
    """A cell to which the question of its column does not apply."""

    NOT_APPLICABLE = "not_applicable"


#: The cell in which there is nothing to be known.
NA: Final = NotApplicable.NOT_APPLICABLE


_TEXT: Final = instance(str)


_TUPLE: Final = instance(tuple)


_CELLS: Final = (str, bool, int, Decimal, date, PartialDate, Period, Percent, AtLeast, StatusMark, Coded, NotApplicable)


Cell = (
    None
    | str
    | bool
    | int
    | Decimal
    | date
    | PartialDate
    | Period
    | Percent
    | AtLeast
    | StatusMark
    | Coded
    | NotApplicable
)
"""What may stand in a cell; ``None`` is unknown."""


PlainCell = None | str | bool | int | Decimal | date
"""A cell as a plain Python value."""


def plain_cell(cell: Cell) -> PlainCell:
    """A cell as a plain Python value; ``None`` for unknown and for not applicable.

    A sum of which only a part is known is a text, ``>=25000``, so that nobody adds it up as if it were whole.
    """
    match cell:
        case NotApplicable():
            return None
        case Percent():
            return cell.value
        case AtLeast():
            return f">={plain_cell(cell.value)}"
        case StatusMark():
            return cell.label
        case Coded():
            return cell.code
        case Period():
            return f"{cell.start or ''}/{cell.end or ''}"
        case PartialDate():
            return str(cell)
        case _:
            return cell


class ColumnKind(Enum):
    """What a column holds; exporters align and format by it."""

    TEXT = "text"
    CODE = "code"
    COUNT = "count"
    DIFFERENCE = "difference"  #: A count with its sign.
    PERCENT = "percent"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    STATUS = "status"

    @cached_property
    def is_figure(self) -> bool:
        """Whether the column holds figures, which are aligned right."""
        return self in _FIGURES


_FIGURES = frozenset({ColumnKind.COUNT, ColumnKind.DIFFERENCE, ColumnKind.PERCENT, ColumnKind.NUMBER, ColumnKind.MONEY})


@frozen
class Column:
    """A column of a table."""

    key: str = field(validator=_TEXT)
    label: str = field(validator=_TEXT)
    kind: ColumnKind = field(default=ColumnKind.TEXT, validator=instance(ColumnKind))
    #: The unit in the head: „Kč“, „%“. ``None``: no unit.
    unit: str | None = None
    #: Whether all amounts of the column are whole: then people read them without places, else with two.
    whole: bool = False


class RowRole(Enum):
    """How a row relates to the others."""

    BODY = "body"
    TOTAL = "total"  #: The sum of the rows above.
    DERIVED = "derived"  #: Computed from the rows above, but not their sum: the sum of what was stated, a median.
    SHARE = "share"  #: Percentages of the total.
    PUBLISHED = "published"  #: Figures that a document printed, beside the counted ones.
    UNCERTAIN = "uncertain"  #: The source itself is not certain.


@frozen
class CellNote:
    """A note that belongs to a cell (poznámka pod čarou)."""

    #: The key of the column.
    column: str = field(validator=_TEXT)
    text: str = field(validator=_TEXT)


@frozen
class Row:
    """A row of a table: as many cells as there are columns."""

    cells: tuple[Cell, ...] = field(validator=_TUPLE)
    role: RowRole = field(default=RowRole.BODY, validator=instance(RowRole))
    #: The identifier of the record in the row; ``None`` for sums.
    key: str | None = None
    #: In a tree: the key of the parent row, which comes earlier. ``None``: a row at the top.
    above: str | None = None
    #: Notes on single cells; documents print them as footnotes.
    notes: tuple[CellNote, ...] = field(default=(), validator=tuple_of(CellNote))


@frozen(kw_only=True)
class Table:
    """Rows under columns; one table answers one question.

    Raises:
        ValueError: a row has more or fewer cells than there are columns, stands below a row that does not come
            before it, or has a note on no column or two on one; two columns have the same key; there is no column.
        TypeError: a cell holds a value of another type than `Cell`.
    """

    key: str = field(validator=_TEXT)
    #: What the table answers; screen readers read it out.
    title: str = field(validator=_TEXT)
    columns: tuple[Column, ...] = field(validator=[tuple_of(Column), validators.min_len(1)])
    rows: tuple[Row, ...] = field(validator=tuple_of(Row))
    #: Printed below the table: source, rounding, what a dash means.
    notes: tuple[str, ...] = field(default=(), validator=tuple_of(str))
    #: ``False``: the title is not printed, because the heading above says the same.
    captioned: bool = True

    def __attrs_post_init__(self) -> None:
        keys = [column.key for column in self.columns]
        if twice := {key for key in keys if keys.count(key) > 1}:
            raise ValueError(f"table {self.key}: two columns under the key {min(twice)}")
        earlier: set[str | None] = {None}
        for row in self.rows:
            if row.above not in earlier:
                raise ValueError(f"table {self.key}: a row stands below {row.above!r}, which is no row before it")
            earlier.add(row.key)
            if len(row.cells) != len(self.columns):
                raise ValueError(f"table {self.key}: {len(row.cells)} cells under {len(self.columns)} columns")
            noted = [note.column for note in row.notes]
            if wrong := [key for key in noted if noted.count(key) > keys.count(key)]:
                raise ValueError(f"table {self.key}: a note stands at {wrong[0]!r}, which is no column or has one")
            for cell in row.cells:
                if cell is not None and not isinstance(cell, _CELLS):
                    raise TypeError(f"table {self.key}: {cell!r} is nothing that a cell may hold")

    def records(self) -> list[dict[str, PlainCell]]:
        """The rows as plain values by column key, for data frames.

        Each row begins with ``row_key`` and ``row_role``; add up only rows with the role ``body``. A percent is its
        figure, a status its name; partial dates, periods and sums that are known in part (``>=25000``) are texts;
        unknown and not applicable are ``None``.
        """
        keys = [column.key for column in self.columns]
        return [
            {"row_key": row.key, "row_role": row.role.value, **dict(zip(keys, map(plain_cell, row.cells), strict=True))}
            for row in self.rows
        ]

    def _repr_html_(self) -> str:
        from socplan.report.preview import html_of

        return html_of(self)


class FigureKind(Enum):
    """How a table is drawn; its first column names the rows."""

    SHARES = "shares"  #: One bar of 100 % for each row, divided by column; an unknown part leaves the bar out.
    BARS = "bars"  #: One bar for each row, or one for each of several columns side by side.
    LINES = "lines"  #: One line for each column, from row to row: the rows are years or rounds.
    DOTS = "dots"  #: One dot for each row; rows with the role ``derived``, as a median, are lines across all dots.
    TREE = "tree"  #: One box for each row, below the box of its parent row; the box holds the first cell.
    CARDS = "cards"
    """One card for each row. Codes and the first other column are its title, the other cells are lines under their
    heads; what is unknown or does not apply is left out. The table itself is not printed beside the cards."""
    TIMELINE = "timeline"
    """One bar for each row on an axis of time. The first date or period in the row gives the place, the first cell the
    label, the first status the colour. A date is drawn as a point."""


@frozen
class Series:
    """A column of figures that is drawn."""

    #: The key of the column.
    column: str = field(validator=_TEXT)
    #: The status that the column counts, for its colour. ``None``: it counts no status.
    meaning: StatusMeaning | None = None


@frozen(kw_only=True)
class Figure:
    """A table that may also be drawn. Exporters that cannot draw print the table, which says the same.

    Raises:
        ValueError: a series is no column of figures in the table, or is named twice; or there are texts beside the
            rows, but not for each.
    """

    key: str = field(validator=_TEXT)
    kind: FigureKind = field(validator=instance(FigureKind))
    #: What the drawing shows, for readers who cannot see it: the finding in words.
    alt: str = field(validator=_TEXT)
    table: Table = field(validator=instance(Table))
    #: The columns that a chart draws. Empty: the first column of figures, and all others of its kind and unit.
    series: tuple[Series, ...] = field(default=(), validator=tuple_of(Series))
    #: Whether the drawing says all that readers need: whoever draws it prints no table beside it, only its notes.
    alone: bool = field(default=False, validator=instance(bool))
    #: What a chart adds to the name of each row of the table: numbers that its bar does not show. Empty: nothing.
    beside: tuple[str, ...] = field(default=(), validator=tuple_of(str))

    @property
    def is_cards(self) -> bool:
        """Whether formats with cards print them instead of the table."""
        return self.kind is FigureKind.CARDS and bool(self.table.rows)

    def __attrs_post_init__(self) -> None:
        figures = [column.key for column in self.table.columns if column.kind.is_figure]
        drawn = [series.column for series in self.series]
        if wrong := [key for key in drawn if drawn.count(key) > figures.count(key)]:
            raise ValueError(f"figure {self.key}: {wrong[0]!r} is no column of figures in its table, or is drawn twice")
        if self.beside and len(self.beside) != len(self.table.rows):
            raise ValueError(f"figure {self.key}: {len(self.beside)} texts beside {len(self.table.rows)} rows")


def depths(table: Table) -> tuple[int, ...]:
    """The depth of each row in a tree; 0 at the top."""
    if not _is_tree(table):
        return (0,) * len(table.rows)
    by_key: dict[str | None, int] = {None: -1}
    rows = []
    for row in table.rows:
        depth = by_key[row.above] + 1
        rows.append(depth)
        if row.key is not None:
            by_key[row.key] = depth
    return tuple(rows)


def group_heads(table: Table) -> tuple[bool, ...]:
    """Which rows are no more than a name above the rows below them: all their other cells are not applicable."""
    if not _is_tree(table):
        return (False,) * len(table.rows)
    above = {row.above for row in table.rows}
    return tuple(
        row.key in above and row.key is not None and len(row.cells) > 1 and all(cell is NA for cell in row.cells[1:])
        for row in table.rows
    )


def _is_tree(table: Table) -> bool:
    """Whether a row stands below another one."""
    return not set(map(attrgetter("above"), table.rows)) <= {None}
