"""Tables as columns: a column holds its head, kind, cell and total, so they cannot be mixed up."""

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Generic, TypeVar

import attrs
from attrs import field, frozen

from socplan import calculations as calc
from socplan.report.scene import Scene
from socplan.report.tables import NA, AtLeast, Cell, CellNote, Column, ColumnKind, Row, RowRole, Table
from socplan.typecheck import guarded

__all__ = ["Below", "Col", "known_sum", "listing", "stated_total"]

R = TypeVar("R")
R_contra = TypeVar("R_contra", contravariant=True)


@frozen
class Col(Generic[R_contra]):
    """A column of a listing: its head, its cell in each row, its total.

    A column without any known value is left out. The subject of the table (its first column that is not a code) stays;
    in a row of totals its cell names the totals.
    """

    key: str
    cell: Callable[[R_contra], Cell]
    kind: ColumnKind = ColumnKind.TEXT
    #: A sum gives its total, or the least that it is.
    total: Cell | calc.Sum[Any] = NA
    #: ``None``: the label ``column.KEY``.
    head: str | None = field(default=None, kw_only=True)
    #: ``None``: CZK for money, no unit for other kinds.
    unit: str | None = field(default=None, kw_only=True)
    #: Whether the column stays when no value is known, because the table is about it.
    essential: bool = field(default=False, kw_only=True)
    #: Whether the column is left out also when all its numbers are 0.
    skip_zeros: bool = field(default=False, kw_only=True)
    #: A note on the cell of a row; ``None``: there is none.
    note: Callable[[R_contra], str | None] | None = field(default=None, kw_only=True)

    def column(self, scene: Scene, *, whole: bool = False) -> Column:
        """The head of the column; ``whole``: all its amounts are whole."""
        unit = scene.words.text("unit.czk") if self.kind is ColumnKind.MONEY and self.unit is None else self.unit
        head = scene.words.text(f"column.{self.key}") if self.head is None else self.head
        return Column(self.key, head, self.kind, unit, whole and self.kind is ColumnKind.MONEY)

    def says_something(self, cells: Iterable[Cell]) -> bool:
        """Whether the column is kept."""
        if self.skip_zeros:
            return any(isinstance(cell, (int, Decimal)) and cell != 0 for cell in cells)
        return self.essential or any(cell not in {None, NA} for cell in cells)


def known_sum(amount: calc.Sum[int] | calc.Sum[Decimal]) -> Cell:
    """A sum in a cell: its total; the least that it is where a part is unknown; ``None`` where nothing is known."""
    if amount.total is not None:
        return amount.total
    return AtLeast(amount.known) if amount.known > 0 else None


@frozen
class Below:
    """A row below the records, with its cells by column key; all other cells are not applicable."""

    label: str
    cells: Mapping[str, Cell] = field(hash=False)
    role: RowRole = RowRole.TOTAL


@guarded
def listing(  # noqa: PLR0913 - a table has many properties; most have defaults
    scene: Scene,
    key: str,
    rows: Iterable[R],
    *cols: Col[R],
    title: str,
    notes: Iterable[str | None] = (),
    row_key: Callable[[R], str | None] = lambda row: getattr(row, "id", None),
    role: Callable[[R], RowRole] = lambda _: RowRole.BODY,
    above: Callable[[R], str | None] = lambda _: None,
    totals: bool = True,
    below: Iterable[Below] = (),
    captioned: bool = True,
) -> Table | None:
    """A table with a row for each of ``rows``, without empty columns; ``None`` without rows.

    Args:
        scene: gives the words.
        key: the key of the table.
        rows: what the table lists.
        cols: its columns.
        title: what the table answers.
        notes: printed below; ``None`` is left out.
        row_key: gives the key of a row; by default the identifier of the record.
        role: gives the role of a row.
        above: gives the key of the parent row, in a tree.
        totals: whether totals are shown.
        below: further rows, after the totals.
        captioned: ``False``: the title is not printed, because the heading above says the same.

    Raises:
        ValueError: a row below has a cell for a missing column.
    """
    noted = [col for col in cols if col.note is not None]
    lines = [
        Row(tuple(col.cell(row) for col in cols), role(row), row_key(row), above(row), _notes(row, noted))
        for row in rows
    ]
    if not lines:
        return None
    subject = next((place for place, col in enumerate(cols) if col.kind is not ColumnKind.CODE), 0)
    under = (*(_totals(scene, cols) if totals else ()), *_adding_up(below, cols, lines))
    lines += [_row(key, cols, more, subject) for more in under]
    kept = [
        place
        for place, col in enumerate(cols)
        if place == subject or col.says_something(line.cells[place] for line in lines)
    ]
    whole = {place for place in kept if all(_is_whole(line.cells[place]) for line in lines)}
    return Table(
        key=key,
        title=title,
        columns=tuple(cols[place].column(scene, whole=place in whole) for place in kept),
        rows=tuple(_with_cells(line, kept, {cols[place].key for place in kept}) for line in lines),
        notes=tuple(note for note in notes if note),
        captioned=captioned,
    )


def _adding_up(below: Iterable[Below], cols: Sequence[Col[R]], lines: Sequence[Row]) -> Iterator[Below]:
    """The rows below without totals of units that only one record has: they would say it again."""
    place = next((place for place, col in enumerate(cols) if col.key == "unit"), None)
    if place is None:
        yield from below
        return
    units = Counter(line.cells[place] for line in lines)
    yield from (
        row for row in below if row.role is not RowRole.TOTAL or "unit" not in row.cells or units[row.cells["unit"]] > 1
    )


def _is_whole(cell: Cell) -> bool:
    amount = cell.value if isinstance(cell, AtLeast) else cell
    return not isinstance(amount, Decimal) or amount == amount.to_integral_value()


def _notes(row: R, cols: Iterable[Col[R]]) -> tuple[CellNote, ...]:
    notes = ((col.key, col.note(row)) for col in cols if col.note is not None)
    return tuple(CellNote(key, note) for key, note in notes if note)


def _with_cells(row: Row, places: Sequence[int], keys: Container[str]) -> Row:
    """A row with some of its cells, and the notes on them."""
    notes = tuple(note for note in row.notes if note.column in keys)
    return attrs.evolve(row, cells=tuple(row.cells[place] for place in places), notes=notes)


def stated_total(scene: Scene, cells: Mapping[str, Cell], *, whole: bool) -> Below:
    """A row of sums: a total if they are ``whole``, else the sum of what was stated."""
    if whole:
        return Below(scene.words.text("table.total"), cells)
    return Below(scene.words.text("table.stated_total"), cells, RowRole.DERIVED)


def _totals(scene: Scene, cols: Sequence[Col[Any]]) -> Iterator[Below]:
    """The row of totals."""
    given = {col.key: col.total for col in cols if col.total is not NA}
    if given:
        cells = {key: known_sum(total) if isinstance(total, calc.Sum) else total for key, total in given.items()}
        yield Below(scene.words.text("table.total"), cells)


def _row(table: str, cols: Sequence[Col[Any]], below: Below, subject: int) -> Row:
    if stray := below.cells.keys() - {col.key for col in cols}:
        raise ValueError(f"table {table}: a row below has a cell for {min(stray)!r}, which is no column")
    cells = [below.cells.get(col.key, NA) for col in cols]
    cells[subject] = below.label
    return Row(tuple(cells), below.role)
