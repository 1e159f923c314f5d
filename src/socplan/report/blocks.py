"""The report tree: what a document says, without how it looks.

A report has parts, each under a key; a part holds paragraphs, lists, tables, figures and further sections.
Cells are values (a date, a count, a share), never text made pretty: how they look is the exporter's business.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Final

from attrs import field, frozen, validators

from socplan.checks.finding import tuple_of
from socplan.model import PartialDate, Period, Status, StatusMeaning

__all__ = [
    "Block",
    "Cell",
    "Column",
    "ColumnKind",
    "Fact",
    "Figure",
    "FigureKind",
    "Items",
    "NotApplicable",
    "Paragraph",
    "ParagraphRole",
    "Percent",
    "Report",
    "Row",
    "RowRole",
    "Section",
    "StatusMark",
    "Table",
    "blocks_of",
    "depths",
]


@frozen
class Percent:
    """A share as people read it, in percent, with the exact share it was rounded from."""

    value: Decimal
    #: ``None``: only the rounded figure is known, as with published ones.
    exact: Fraction | None = None


@frozen
class StatusMark:
    """A status of the plan's scale in a cell."""

    label: str
    meaning: StatusMeaning

    @classmethod
    def of(cls, status: Status | None) -> StatusMark | None:
        """The mark of a status; unknown stays unknown."""
        return None if status is None else cls(status.name, status.meaning)


class NotApplicable(Enum):
    """A cell in which there is nothing to be known."""

    NOT_APPLICABLE = "not_applicable"


#: Validators that builders meet most.
_TEXT: Final = validators.instance_of(str)
_TUPLE: Final = validators.instance_of(tuple)
_CELLS: Final = (str, bool, int, Decimal, date, PartialDate, Period, Percent, StatusMark, NotApplicable)

Cell = None | str | bool | int | Decimal | date | PartialDate | Period | Percent | StatusMark | NotApplicable
"""What may stand in a cell; ``None`` is unknown."""


class ColumnKind(Enum):
    """What a column holds; exporters align and format by it."""

    TEXT = "text"
    CODE = "code"
    COUNT = "count"
    DIFFERENCE = "difference"
    """A count with its sign."""
    PERCENT = "percent"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    STATUS = "status"

    @property
    def is_figure(self) -> bool:
        """Whether it holds figures, which stand right-aligned under each other."""
        return self in _FIGURES


_FIGURES = frozenset({ColumnKind.COUNT, ColumnKind.DIFFERENCE, ColumnKind.PERCENT, ColumnKind.NUMBER, ColumnKind.MONEY})


@frozen
class Column:
    """A column of a table."""

    key: str = field(validator=_TEXT)
    label: str = field(validator=_TEXT)
    kind: ColumnKind = field(default=ColumnKind.TEXT, validator=validators.instance_of(ColumnKind))
    #: As it stands in the head: „Kč“, „%“. ``None``: none.
    unit: str | None = None


class RowRole(Enum):
    """What a row is to the others."""

    BODY = "body"
    TOTAL = "total"
    """The sum of the rows above."""
    DERIVED = "derived"
    """Computed from the rows above, and no sum of them all: what is known of a sum that is not, a median."""
    SHARE = "share"
    """Percentages of the total."""
    PUBLISHED = "published"
    """As some document printed it, beside what was counted."""
    UNCERTAIN = "uncertain"
    """Not certain in the source itself."""


@frozen
class Row:
    """A row of a table: as many cells as there are columns."""

    cells: tuple[Cell, ...] = field(validator=_TUPLE)
    role: RowRole = field(default=RowRole.BODY, validator=validators.instance_of(RowRole))
    #: The identifier of the record that it tells of; ``None`` for sums.
    key: str | None = None
    #: The key of an earlier row that this one stands below, in tables that are trees; ``None``: at the top.
    above: str | None = None


@frozen(kw_only=True)
class Table:
    """Rows under columns; one table answers one question.

    Raises:
        ValueError: a row with more or fewer cells than there are columns, one below a row that does not come
            before it, two columns under one key, or no column at all.
        TypeError: a cell that holds what no cell may.
    """

    key: str = field(validator=_TEXT)
    #: What it answers; also read out to those who cannot see it.
    title: str = field(validator=_TEXT)
    columns: tuple[Column, ...] = field(validator=[tuple_of(Column), validators.min_len(1)])
    rows: tuple[Row, ...] = field(validator=tuple_of(Row))
    #: What a reader has to know under it: source, rounding, what a dash means.
    notes: tuple[str, ...] = field(default=(), validator=tuple_of(str))
    #: Whether the title is printed; not where a heading right above says the same.
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
            for cell in row.cells:
                if cell is not None and not isinstance(cell, _CELLS):
                    raise TypeError(f"table {self.key}: {cell!r} is nothing that a cell may hold")


class FigureKind(Enum):
    """What is drawn of the table."""

    SHARES = "shares"
    """One bar of 100 % a row, parted by column."""
    BARS = "bars"
    """One bar a row."""
    TREE = "tree"
    """One box a row, under the box of the row above it; in the box stands the first cell."""
    TIMELINE = "timeline"
    """One bar a row along an axis of time, from the first cell that is a date or a period; labelled by the first cell,
    coloured by the first cell that is a status. A date is drawn as a point."""


@frozen(kw_only=True)
class Figure:
    """A table that may also be drawn; an exporter that cannot draw gives the table, which says the same."""

    key: str = field(validator=_TEXT)
    kind: FigureKind = field(validator=validators.instance_of(FigureKind))
    #: What the picture shows, in words, for those who cannot see it.
    alt: str = field(validator=_TEXT)
    table: Table = field(validator=validators.instance_of(Table))


class ParagraphRole(Enum):
    """What a paragraph is for."""

    TEXT = "text"
    LEAD = "lead"
    """The answer, in short."""
    NOTE = "note"
    """Explains how to read what stands above."""
    WARNING = "warning"
    """Something does not agree."""


@frozen
class Paragraph:
    """A paragraph of plain text; a line feed in it breaks the line."""

    text: str = field(validator=_TEXT)
    role: ParagraphRole = field(default=ParagraphRole.TEXT, validator=validators.instance_of(ParagraphRole))


@frozen
class Items:
    """A list; each item is plain text."""

    items: tuple[str, ...] = field(validator=tuple_of(str))
    numbered: bool = False


@frozen(kw_only=True)
class Section:
    """A part of a report, or a section of one, under a heading.

    Raises:
        TypeError: a block that is none.
    """

    key: str = field(validator=_TEXT)
    title: str = field(validator=_TEXT)
    blocks: tuple[Block, ...] = field(validator=_TUPLE)

    def __attrs_post_init__(self) -> None:
        for block in self.blocks:
            if not isinstance(block, (Section, Paragraph, Items, Table, Figure)):
                raise TypeError(f"section {self.key}: {block!r} is no block")


Block = Section | Paragraph | Items | Table | Figure
"""What a section is made of."""


@frozen
class Fact:
    """A line of the title block: who, for when, by whom approved."""

    key: str
    label: str
    value: Cell


@frozen(kw_only=True)
class Report:
    """A document without its looks.

    Raises:
        ValueError: two parts under one key.
    """

    #: The report kind: ``monitoring``.
    kind: str
    locale: str
    #: ``public`` or ``internal``.
    audience: str
    title: str
    subtitle: str | None = None
    facts: tuple[Fact, ...] = field(default=(), validator=tuple_of(Fact))
    #: No two under one key.
    parts: tuple[Section, ...] = field(default=(), validator=tuple_of(Section))
    #: Words that exporters need in the language of the report: ``unknown``, ``not_applicable``, ``yes``, ``no``,
    #: ``open`` (an end that is not known), ``contents``, ``page``, ``of``, ``warning``.
    #: `socplan.report.assembled` fills them in.
    words: Mapping[str, str] = field(hash=False)

    def __attrs_post_init__(self) -> None:
        keys = [part.key for part in self.parts]
        if twice := {key for key in keys if keys.count(key) > 1}:
            raise ValueError(f"report {self.kind}: two parts under the key {min(twice)}")

    def part(self, key: str) -> Section | None:
        """The part under a key; ``None`` where the report has none."""
        return next((part for part in self.parts if part.key == key), None)


def depths(table: Table) -> tuple[int, ...]:
    """How deep each row of a table stands below the top, which is 0."""
    by_key: dict[str | None, int] = {None: -1}
    rows = []
    for row in table.rows:
        depth = by_key[row.above] + 1
        rows.append(depth)
        if row.key is not None:
            by_key[row.key] = depth
    return tuple(rows)


def blocks_of(section: Section) -> Iterator[Block]:
    """All blocks of a section in reading order, those of its sections included."""
    for block in section.blocks:
        yield block
        if isinstance(block, Section):
            yield from blocks_of(block)
