"""What a part of a report looks like on pages: widths, rows that stay together, and pages that lie on their side."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from heapq import nlargest
from itertools import chain
from operator import or_
from typing import Final, NamedTuple

from attrs import evolve, field, frozen

from socplan.exporters.base import column_text
from socplan.exporters.word.layout.columns import CellLooks, ColumnRoom, Grid, MeasuredGrid, Widths
from socplan.exporters.word.layout.rows import RowLooks
from socplan.report import Block, Column, ColumnKind, Figure, Section, Table, blocks_of

__all__ = ["INDENT", "MOST_INDENTS", "PartLayout", "Printed", "Room", "TableLayout", "grid_of", "kept_rows", "lay_out"]

#: The indent of a row of a tree for each row above it, and the most indents.
INDENT: Final = 220
MOST_INDENTS: Final = 6
#: A table of at most this part of a page stays whole.
_WHOLE: Final = 4
#: A table is only turned if upright it is so many times as high.
_MUCH_HIGHER: Final = 2.0
#: Only a table that wants so many times the width is tried on a page that lies on its side.
_WIDE: Final = 1.5
#: Rows that are all measured, so that the pages behind them are known; of more, some from everywhere and the longest
#: in each column.
_MEASURED: Final = 1_000
_FROM_EVERYWHERE: Final = 200
_LONGEST: Final = 20
#: Days and numbers of measures are as wrong to read when they are broken as figures are.
_WHOLE_KINDS: Final = frozenset({ColumnKind.DATE, ColumnKind.CODE})
#: A row of more than this part of a page may break over its end: whole, it would leave the rest of the page blank.
_TALL: Final = 3
#: A heading or a caption above a table, in twentieths of a point.
_ABOVE: Final = 600


class Printed(NamedTuple):
    """What of a table stands on the page."""

    columns: Sequence[Column]
    #: The texts of each column, from the first row to the last.
    texts: Sequence[Sequence[str]]
    #: What each row is.
    looks: RowLooks
    #: Whether a note follows it.
    noted: bool


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
    #: Whether it stays on the page of what follows, with its notes.
    held: bool = False
    #: The rows that may break over the end of a page, by their places.
    split: frozenset[int] = frozenset()


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


def grid_of(printed: Printed) -> Grid:
    """A table as it is written: totals and names of groups in strong letters, rows of a tree indented.

    The name of a group has the whole width of the table, so no column needs room for it.
    """
    heads = printed.looks.heads
    texts = tuple(map(tuple, printed.texts))
    if any(heads):
        texts = tuple(tuple("" if head else text for text, head in zip(each, heads, strict=True)) for each in texts)
    return Grid(
        tuple(
            ColumnRoom(column_text(column), column.kind.is_figure or column.kind in _WHOLE_KINDS)
            for column in printed.columns
        ),
        texts,
        printed.looks.strong,
        tuple([depth and INDENT * min(depth, MOST_INDENTS) for depth in printed.looks.depths]),
    )


def kept_rows(heights: Sequence[int], sums: Sequence[bool], *, notes: bool, page: int) -> tuple[bool, ...]:
    """Which rows stay with the next row: all of a low table, else two at each end, and sums with what they add up.

    No tall row does: it would be taken to the next page whole.

    Args:
        heights: of the head and of each row.
        sums: whether each row is a sum.
        notes: whether a note follows, which is never alone on a page.
        page: the height of the text on a page.
    """
    if not sums:
        return ()
    if sum(heights) * _WHOLE <= page:
        kept = [True] * len(sums)
    else:
        kept = [*sums[1:], False]
        kept[0] = kept[max(len(kept) - 2, 0)] = True
    kept[-1] = notes
    for place in tall_rows(heights, page):
        kept[place] = False
    return tuple(kept)


def tall_rows(heights: Sequence[int], page: int) -> Iterator[int]:
    """The rows that may break over the end of a page; ``heights`` are those of the head and of each row."""
    return (place for place, height in enumerate(heights[1:]) if height * _TALL > page)


_Shape = tuple[bool, tuple[ColumnRoom, ...]]
"""Tables with the same columns in one part get the same widths; those of figures are apart."""


class _Alike:
    """The tables of one shape."""

    def __init__(self, looks: CellLooks, small: CellLooks | None) -> None:
        self.looks, self.small = looks, small
        #: Where the rows of each table begin.
        self.begins: dict[int, int] = {}
        self._grids: list[Grid] = []
        self._rows = 0
        self._widths: dict[int, tuple[Widths, CellLooks]] = {}
        self._measured: dict[int, MeasuredGrid] = {}

    def add(self, table: Table, grid: Grid) -> None:
        self.begins[id(table)] = self._rows
        self._grids.append(grid)
        self._rows += len(grid.strong)

    def widths(self, room: int) -> tuple[Widths, CellLooks]:
        """The widths in a room, and the looks of the cells."""
        if room not in self._widths:
            widths, looks = self._in(self.looks).widths(room), self.looks
            if widths.cramped and self.small is not None:
                widths, looks = self._in(self.small).widths(room), self.small
            self._widths[room] = widths, looks
        return self._widths[room]

    def heights(self, table: Table, room: int) -> tuple[int, ...]:
        """The heights of the head and of the rows of a table; of a very long one those of the first rows."""
        widths, looks = self.widths(room)
        first, count = self.begins[id(table)], len(table.rows)
        if self._rows <= _MEASURED:
            return (widths.heights[0], *widths.heights[first + 1 : first + count + 1])
        # Behind a very long table nobody knows the pages.
        grid = self.grid.rows(range(first, first + (count if count <= _MEASURED else _FROM_EVERYWHERE)))
        return MeasuredGrid(grid, looks).heights(widths.widths)

    @cached_property
    def grid(self) -> Grid:
        """The rows of all of them."""
        if len(self._grids) == 1:
            return self._grids[0]
        return Grid(
            self._grids[0].columns,
            tuple(tuple(chain(*texts)) for texts in zip(*(grid.texts for grid in self._grids), strict=True)),
            tuple(chain(*(grid.strong for grid in self._grids))),
            tuple(chain(*(grid.indents for grid in self._grids))),
        )

    def _in(self, looks: CellLooks) -> MeasuredGrid:
        if id(looks) not in self._measured:
            self._measured[id(looks)] = MeasuredGrid(_sample(self.grid), looks)
        return self._measured[id(looks)]


class _Part:
    def __init__(
        self, printed: Callable[[Table], Printed], room: Room, looks: CellLooks, small: CellLooks | None
    ) -> None:
        self.printed = printed
        self.room = room
        self.looks = looks
        self.small = small
        self.alike: dict[_Shape, _Alike] = {}
        #: The tables like each table, by its identity.
        self.like: dict[int, _Alike] = {}
        #: Those of figures stay upright.
        self.of_figures: set[int] = set()
        self.layouts: dict[tuple[int, bool], TableLayout] = {}

    def add(self, table: Table, *, figure: bool) -> None:
        grid = grid_of(self.printed(table))
        shape = (figure, grid.columns)
        if shape not in self.alike:
            self.alike[shape] = _Alike(self.looks, self.small)
        alike = self.like[id(table)] = self.alike[shape]
        alike.add(table, grid)
        if figure:
            self.of_figures.add(id(table))

    def height(self, tables: Iterable[Table], *, sideways: bool) -> int:
        return sum(sum(self.layout(table, sideways=sideways).heights) + _ABOVE for table in tables)

    def layout(self, table: Table, *, sideways: bool) -> TableLayout:
        key = (id(table), sideways)
        if key not in self.layouts:
            self.layouts[key] = self._laid_out(table, sideways=sideways)
        return self.layouts[key]

    def _laid_out(self, table: Table, *, sideways: bool) -> TableLayout:
        alike = self.like[id(table)]
        room = self.room.sideways_width if sideways else self.room.width
        widths, looks = alike.widths(room)
        heights = self._with_names(table, alike.heights(table, room), sum(widths.widths), looks)
        page = self.room.sideways_height if sideways else self.room.height
        rows, noted = self.printed(table).looks, self.printed(table).noted
        kept = kept_rows(heights, rows.sums, notes=noted, page=page)
        return TableLayout(
            widths=widths.widths,
            kept=tuple(map(or_, kept, rows.heads)),
            split=frozenset(tall_rows(heights, page)),
            heights=heights,
            cells=looks,
            small=looks is not self.looks,
            cramped=widths.cramped,
        )

    def _with_names(self, table: Table, heights: tuple[int, ...], width: int, looks: CellLooks) -> tuple[int, ...]:
        """The heights with those of rows that are the names of groups, which have the whole width of the table."""
        printed = self.printed(table)
        if not any(printed.looks.heads):
            return heights
        rows = zip(heights[1:], printed.texts[0], printed.looks.heads, printed.looks.depths, strict=False)
        return (
            heights[0],
            *(
                looks.cell.height(looks.lines(text, width - INDENT * min(depth, MOST_INDENTS))) if head else height
                for height, text, head, depth in rows
            ),
        )

    def upright(self, table: Table) -> Widths:
        """The widths of its columns on a page that stands."""
        return self.like[id(table)].widths(self.room.width)[0]

    def is_wide(self, table: Table) -> bool:
        """Whether only a wider page helps: words are broken upright, or the table is much higher."""
        if id(table) in self.of_figures or len(self.printed(table).columns) < 4:  # noqa: PLR2004 - three columns always find room
            return False
        cramped = self.upright(table).cramped
        wanted = sum(max(map(len, texts), default=0) for texts in self.printed(table).texts) * (
            self.looks.cell.size / 2
        )
        if not cramped and wanted < self.room.width * _WIDE:
            return False
        if cramped:
            return True
        upright = self.height((table,), sideways=False)
        # Where one line a row would not do it, no widths are searched for.
        lowest = min(look.height(1) for look in (self.small or self.looks).all) * (len(table.rows) + 1)
        return upright > lowest * _MUCH_HIGHER and upright > self.height((table,), sideways=True) * _MUCH_HIGHER

    def breaks_figures(self, table: Table) -> bool:
        """Whether upright even figures, days or numbers are broken, which makes them wrong to read."""
        return id(table) not in self.of_figures and self.upright(table).broken

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


def _sample(grid: Grid) -> Grid:
    """Rows that stand for a very long table: the longest texts of each column, and some from everywhere."""
    count = len(grid.strong)
    if count <= _MEASURED:
        return grid
    chosen = set(range(0, count, -(-count // _FROM_EVERYWHERE)))
    for texts, column in zip(grid.texts, grid.columns, strict=True):
        lengths = list(map(len, texts))
        # The longest figure says all: figures are never broken.
        longest = 1 if column.figure else _LONGEST
        chosen.update(nlargest(longest, range(count), key=lengths.__getitem__))
    return grid.rows(sorted(chosen))


def _tables(section: Section) -> list[Table]:
    """The tables directly in a section, or in its first section, which follows its heading at once."""
    direct = [block for block in section.blocks if isinstance(block, Table)]
    first = section.blocks[0] if section.blocks else None
    return direct if direct or not isinstance(first, Section) else _tables(first)


def lay_out(
    part: Section,
    printed: Callable[[Table], Printed],
    room: Room,
    looks: CellLooks,
    small: CellLooks | None = None,
    *,
    held: Container[int] = frozenset(),
) -> PartLayout:
    """The layout of a part.

    Args:
        part: a part of the report.
        printed: what of a table stands on the page.
        room: the text area of the pages.
        looks: the looks of cells.
        small: the looks of cells with smaller letters; ``None``: the template has none.
        held: the tables that stay on the page of what follows, by their identity.
    """
    made = _Part(printed, room, looks, small)
    for block in blocks_of(part):
        if isinstance(block, Figure):
            # Cards are no table: nobody asks for its widths.
            if not block.is_cards:
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
                layout = made.layout(block, sideways=lies)
                if id(block) in held:
                    layout = evolve(layout, kept=(*layout.kept[:-1], True) if layout.kept else (), held=True)
                layouts[id(block)] = layout
            case Figure() if not block.is_cards:
                # The table of a figure stays as wide as its drawing.
                layouts[id(block.table)] = made.layout(block.table, sideways=False)
            case _:
                pass

    visit(part, sideways=False)
    return PartLayout(tables=layouts, sideways=frozenset(turned))
