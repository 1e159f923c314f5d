"""What a part of a report looks like on pages: widths, rows that stay together, and pages that lie on their side."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from heapq import nlargest
from typing import Final

from attrs import field, frozen

from socplan.exporters.base import column_text
from socplan.exporters.word.layout.columns import CellLooks, ColumnRoom, TableRow, Widths, heights_of, widths_of
from socplan.report import Block, ColumnKind, Figure, RowRole, Section, Table, blocks_of, depths

__all__ = ["INDENT", "MOST_INDENTS", "SUMS", "PartLayout", "Room", "TableLayout", "kept_rows", "lay_out", "table_rows"]

#: The indent of a row of a tree for each row above it, and the most indents.
INDENT: Final = 220
MOST_INDENTS: Final = 6
#: Sums of the rows above, or figures to compare with them.
SUMS: Final = frozenset({RowRole.TOTAL, RowRole.DERIVED, RowRole.SHARE, RowRole.PUBLISHED})
#: A table of at most this part of a page stays whole.
_WHOLE: Final = 4
#: A table is only turned if upright it is so many times as high.
_MUCH_HIGHER: Final = 2.0
#: Only a table that wants so many times the width is tried on a page that lies on its side.
_WIDE: Final = 1.5
#: Rows of a table that are all measured; of a longer one, some from everywhere and the longest in each column.
_MEASURED: Final = 400
#: Rows of a table whose heights all are measured, so that the pages behind it are known.
_FLOWED: Final = 1_000
_FROM_EVERYWHERE: Final = 200
_LONGEST: Final = 20
#: Days and numbers of measures are as wrong to read when they are broken as figures are.
_WHOLE_KINDS: Final = frozenset({ColumnKind.DATE, ColumnKind.CODE})
#: A heading or a caption above a table, in twentieths of a point.
_ABOVE: Final = 600

Texts = Callable[[Table], Sequence[Sequence[str]]]
"""The texts of the cells of a table, as they are written."""


@frozen(kw_only=True)
class Room:
    """The text area of a page, upright and on its side."""

    width: int
    height: int
    sideways_width: int
    sideways_height: int


@frozen(kw_only=True)
class TableLayout:
    """How a table is written."""

    widths: tuple[int, ...]
    #: For each row whether it stays on the page of the next row, or of the note below the table.
    kept: tuple[bool, ...]
    #: The heights of the head and of the rows, without rules; of a very long table those of the first rows.
    heights: tuple[int, ...]
    #: The looks of its cells.
    cells: CellLooks
    #: Whether its letters are smaller, because its words would be broken otherwise.
    small: bool = False
    #: Whether words had to be broken even so.
    cramped: bool = False


@frozen(kw_only=True)
class PartLayout:
    """How a part is written; blocks are known by their identity, as two may be equal."""

    tables: Mapping[int, TableLayout] = field(factory=dict)
    _sideways: frozenset[int] = frozenset()

    def of(self, table: Table) -> TableLayout:
        """The layout of a table of the part."""
        return self.tables[id(table)]

    def lies_sideways(self, section: Section) -> bool:
        """Whether the pages of a section of the part lie on their side."""
        return id(section) in self._sideways


def table_rows(table: Table, texts: Sequence[Sequence[str]]) -> tuple[TableRow, ...]:
    """The rows of a table as they are written: totals in strong letters, rows of a tree indented."""
    return tuple(
        TableRow(tuple(cells), row.role is RowRole.TOTAL, INDENT * min(depth, MOST_INDENTS))
        for row, cells, depth in zip(table.rows, texts, depths(table), strict=True)
    )


def kept_rows(heights: Sequence[int], sums: Sequence[bool], *, notes: bool, page: int) -> tuple[bool, ...]:
    """Which rows stay with the next row: all of a low table, else two at each end, and sums with what they add up.

    Args:
        heights: of the head and of each row.
        sums: whether each row is a sum.
        notes: whether a note follows, which is never alone on a page.
        page: the height of the text on a page.
    """
    last = len(sums) - 1
    whole = sum(heights) * _WHOLE <= page
    return tuple(
        notes if place == last else whole or place in {0, last - 1} or sums[place + 1] for place in range(len(sums))
    )


@frozen
class _Shape:
    """Tables with the same columns in one part get the same widths."""

    figure: bool
    columns: tuple[ColumnRoom, ...]


class _Part:
    def __init__(self, texts: Texts, room: Room, looks: CellLooks, small: CellLooks | None) -> None:
        self.texts = texts
        self.room = room
        self.looks = looks
        self.small = small
        self.shapes: dict[int, _Shape] = {}
        self.rows: dict[int, tuple[TableRow, ...]] = {}
        self.alike: dict[_Shape, list[Table]] = {}
        self.layouts: dict[tuple[_Shape, bool], tuple[Widths, bool]] = {}

    def add(self, table: Table, *, figure: bool) -> None:
        columns = tuple(
            ColumnRoom(column_text(column), column.kind.is_figure or column.kind in _WHOLE_KINDS)
            for column in table.columns
        )
        shape = _Shape(figure, columns)
        self.shapes[id(table)] = shape
        self.rows[id(table)] = table_rows(table, self.texts(table))
        self.alike.setdefault(shape, []).append(table)

    def widths(self, shape: _Shape, *, sideways: bool) -> tuple[Widths, bool]:
        """The widths of a shape, and whether its letters are small."""
        if (shape, sideways) not in self.layouts:
            rows = _sample(tuple(row for table in self.alike[shape] for row in self.rows[id(table)]))
            room = self.room.sideways_width if sideways else self.room.width
            found, small = widths_of(shape.columns, rows, room, self.looks), False
            if found.cramped and self.small is not None:
                found, small = widths_of(shape.columns, rows, room, self.small), True
            self.layouts[shape, sideways] = (found, small)
        return self.layouts[shape, sideways]

    def height(self, tables: Iterable[Table], *, sideways: bool) -> int:
        return sum(sum(self.layout(table, sideways=sideways).heights) + _ABOVE for table in tables)

    def layout(self, table: Table, *, sideways: bool) -> TableLayout:
        shape = self.shapes[id(table)]
        found, small = self.widths(shape, sideways=sideways)
        looks = self.small if small and self.small is not None else self.looks
        heights = heights_of(shape.columns, self._measured_rows(table), found.widths, looks)
        sums = [row.role in SUMS for row in table.rows]
        page = self.room.sideways_height if sideways else self.room.height
        kept = kept_rows(heights, sums, notes=bool(table.notes), page=page)
        return TableLayout(
            widths=found.widths, kept=kept, heights=heights, cells=looks, small=small, cramped=found.cramped
        )

    def _measured_rows(self, table: Table) -> tuple[TableRow, ...]:
        """The rows whose heights are measured: of a very long table, behind which nobody knows the pages, some."""
        rows = self.rows[id(table)]
        return rows if len(rows) <= _FLOWED else rows[:_MEASURED]

    def is_wide(self, table: Table) -> bool:
        """Whether only a wider page helps: words are broken upright, or the table is much higher."""
        shape = self.shapes[id(table)]
        if shape.figure or len(shape.columns) < 4:  # noqa: PLR2004 - three columns always find room
            return False
        cramped = self.widths(shape, sideways=False)[0].cramped
        rows = self.rows[id(table)]
        wanted = sum(max((len(row.texts[place]) for row in rows), default=0) for place in range(len(shape.columns))) * (
            self.looks.cell.size / 2
        )
        if not cramped and wanted < self.room.width * _WIDE:
            return False
        upright = self.height((table,), sideways=False)
        return cramped or upright > self.height((table,), sideways=True) * _MUCH_HIGHER

    def breaks_figures(self, table: Table) -> bool:
        """Whether upright even figures, days or numbers are broken, which makes them wrong to read."""
        shape = self.shapes[id(table)]
        return not shape.figure and self.widths(shape, sideways=False)[0].broken

    def turns(self, section: Section) -> bool:
        """Whether a section lies on its side: a table in it is wide, and its tables fill half a page so.

        Broken figures turn it even for a row.
        """
        tables = _tables(section)
        if any(self.breaks_figures(table) for table in tables):
            return True
        return any(self.is_wide(table) for table in tables) and (
            self.height(tables, sideways=True) * 2 >= self.room.sideways_height
        )


def _sample(rows: tuple[TableRow, ...]) -> tuple[TableRow, ...]:
    """Rows that stand for a very long table: the longest texts of each column, and some from everywhere."""
    if len(rows) <= _MEASURED:
        return rows
    chosen = set(range(0, len(rows), -(-len(rows) // _FROM_EVERYWHERE)))
    for place in range(len(rows[0].texts)):
        chosen.update(nlargest(_LONGEST, range(len(rows)), key=[len(row.texts[place]) for row in rows].__getitem__))
    return tuple(rows[place] for place in sorted(chosen))


def _tables(section: Section) -> list[Table]:
    """The tables directly in a section, or in its first section, which follows its heading at once."""
    direct = [block for block in section.blocks if isinstance(block, Table)]
    first = section.blocks[0] if section.blocks else None
    return direct if direct or not isinstance(first, Section) else _tables(first)


def lay_out(part: Section, texts: Texts, room: Room, looks: CellLooks, small: CellLooks | None = None) -> PartLayout:
    """The layout of a part.

    Args:
        part: a part of the report.
        texts: the texts of the cells of a table.
        room: the text area of the pages.
        looks: the looks of cells.
        small: the looks of cells with smaller letters; ``None``: the template has none.
    """
    made = _Part(texts, room, looks, small)
    for block in blocks_of(part):
        if isinstance(block, Figure):
            made.add(block.table, figure=True)
        elif isinstance(block, Table):
            made.add(block, figure=False)
    layouts: dict[int, TableLayout] = {}
    turned: set[int] = set()

    def visit(section: Section, *, sideways: bool) -> None:
        lies = sideways or made.turns(section)
        if lies:
            turned.add(id(section))
        for block in section.blocks:
            place(block, lies=lies)

    def place(block: Block, *, lies: bool) -> None:
        match block:
            case Section():
                visit(block, sideways=lies)
            case Table():
                layouts[id(block)] = made.layout(block, sideways=lies)
            case Figure():
                # The table of a figure stays as wide as its drawing.
                layouts[id(block.table)] = made.layout(block.table, sideways=False)
            case _:
                pass

    visit(part, sideways=False)
    return PartLayout(tables=layouts, sideways=frozenset(turned))
