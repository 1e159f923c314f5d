"""Which tables of an office's files are meant, where their heads are, and which of their rows are records."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from pathlib import PurePath
from typing import Final

from attrs import evolve, field, frozen

from socplan.intake.expressions import longest_text
from socplan.intake.faults import Faults
from socplan.intake.grids import EMPTY, Cell, Grid, Places, letters, number_of_letters
from socplan.intake.mapping import CELL, RANGE, Fact, MapPath, MapTable, Value, values_of, with_inner

__all__ = ["Found", "Sheet", "column_heads", "heads_of", "selected", "texts_above", "written_alike"]

_GAP: Final = re.compile(r"\s+")
#: The column that stands for the headings between the rows; spreadsheets count from 1.
_HEADINGS: Final = 0
#: So many rows are searched for a head.
_HEAD_ROWS: Final = 60


def written_alike(text: str) -> str:
    r"""A form that is the same for texts that differ in spaces, line breaks and capitals alone.

    >>> written_alike("Stav\nplnění ") == written_alike("stav plnění")
    True
    """
    return _GAP.sub(" ", text.replace("\N{NO-BREAK SPACE}", " ")).strip().casefold()


@frozen
class Found:
    """A cell with its place."""

    cell: Cell
    row: int
    column: int

    @property
    def at(self) -> tuple[int, int]:
        """The row and the column."""
        return self.row, self.column


@frozen(kw_only=True)
class Sheet:
    """A table of an office, with its head found."""

    grid: Grid
    #: The columns by their heads as they are compared, and as they are written.
    columns: Mapping[str, int]
    heads: Mapping[int, str]
    #: The rows that are records, by number.
    rows: Sequence[int]
    #: The rows that are sums of those before them.
    sums: Sequence[int]
    facts: Mapping[str, Found]
    #: What fills a cell of a column that is filled down.
    filled: Mapping[tuple[int, int], tuple[int, int]] = field(factory=dict)

    def at(self, row: int, column: int) -> Found:
        """The cell of a row and a column, or the one that fills it."""
        row, column = self.filled.get((row, column), (row, column))
        return Found(self.grid.cell(row, column), row, column)

    def source(self, value: Value, row: int) -> Found:
        """The cell of a row, a fact or a text, where a value comes from; else the begin of the row."""
        if value.fact is not None:
            return self.facts[value.fact]
        column = self.column(value.head)
        if value.text is None and column is not None:
            return self.at(row, column)
        return Found(EMPTY if value.text is None else Cell(value.text), row, min(self.heads, default=1))

    def hides(self, value: Value) -> bool:
        """Whether a column that a value comes from, or is found by, is hidden."""
        hidden = self.grid.hidden_columns
        return any(self.column(each.head) in hidden for each in with_inner([value]))

    def column(self, names: Iterable[str]) -> int | None:
        """The column of the first of some heads that the table has; a letter with ``=`` is a column itself."""
        for name in names:
            if name.startswith("="):
                return number_of_letters(name[1:])
            if (found := self.columns.get(written_alike(name))) is not None:
                return found
        return None


def selected(table: MapTable, at: MapPath, grids: Sequence[Grid], faults: Faults) -> Iterator[Sheet]:
    """The tables that a part of a mapping means; none is a fault, since nothing would come of it."""
    fitting = [grid for grid in grids if fnmatchcase(PurePath(grid.file).name, table.file)]
    named = [grid for grid in fitting if _is_named(grid, table.sheet)] if table.sheet else []
    for name in table.sheet:
        if not any(_is_named(grid, (name,)) for grid in fitting):
            known = "; ".join(grid.name for grid in fitting if not grid.hidden)
            faults.mapping((*at, "sheet"), "no_sheet", name=name, known=known)
    if table.sheet:
        for grid in named:
            if (sheet := _sheet(table, grid, faults, named=True)) is not None:
                yield sheet
        return
    sheets = [sheet for grid in fitting if not grid.hidden if (sheet := _sheet(table, grid, faults, named=False))]
    if not sheets:
        names = ", ".join(dict.fromkeys(PurePath(grid.file).name for grid in fitting))
        faults.mapping(at, "no_table", files=names or table.file, heads="; ".join(_wanted_names(table)))
    yield from sheets


def _is_named(grid: Grid, names: Sequence[str]) -> bool:
    return any(written_alike(name) == written_alike(grid.name) or name == str(grid.number) for name in names)


# Heads


def column_heads(table: MapTable) -> Iterator[tuple[str, ...]]:
    """Every column that a table has to have, each by the heads that it may have."""
    for records in table.records:
        for value in values_of(records):
            if value.head:
                yield value.head
            yield from ((head,) for head in value.confirm.values())
        yield from ((head,) for head in (*records.columns, *records.when, *records.some))
    yield from ((head,) for head in table.fill)


def _wanted_names(table: MapTable) -> list[str]:
    return list(dict.fromkeys(heads[0] for heads in column_heads(table) if not heads[0].startswith("=")))


def _sheet(table: MapTable, grid: Grid, faults: Faults, *, named: bool) -> Sheet | None:
    top, left, bottom, right = _bounds(table.range, grid)
    head_rows = [int(row) for row in table.head] or _head_row(table, grid, (top, left, bottom, right))
    if not head_rows:
        if named:
            faults.grid(grid, "no_head", heads="; ".join(_wanted_names(table)))
        return None
    heads = heads_of(table, grid, head_rows, left, right)
    columns: dict[str, int] = {}
    twice: dict[str, list[int]] = {}
    for column, head in heads.items():
        alike = written_alike(head)
        twice.setdefault(alike, []).append(column)
        columns.setdefault(alike, column)
    if table.headings is not None:
        columns[written_alike(table.headings)] = _HEADINGS
    missing = [
        names
        for names in column_heads(table)
        if not any(name.startswith("=") or written_alike(name) in columns for name in names)
    ]
    if missing:
        if named:
            for names in dict.fromkeys(missing):
                faults.at(grid, head_rows[0], left, "no_column", head=names[0], known="; ".join(heads.values()))
        return None
    for names in dict.fromkeys(column_heads(table)):
        for name in names:
            places = twice.get(written_alike(name), [])
            if len(places) > 1:
                shown = ", ".join(map(letters, places))
                faults.at(grid, head_rows[-1], places[1], "head_twice", head=name, columns=shown)
    rows, sums, headings = _rows(table, grid, head_rows[-1], (left, bottom, right))
    facts = {name: _fact(fact, name, grid, head_rows[0], faults) for name, fact in table.facts.items()}
    sheet = Sheet(grid=grid, columns=columns, heads=heads, rows=rows, sums=sums, facts=facts)
    return evolve(sheet, filled=_filled(table, sheet) | headings)


def _bounds(area: str | None, grid: Grid) -> tuple[int, int, int, int]:
    found = RANGE.fullmatch(area or "")
    if not found:
        return 1, 1, grid.height, grid.width
    left, right = (number_of_letters(found[place]) or 1 for place in (1, 3))
    return int(found[2]), left, min(int(found[4]), grid.height), min(right, grid.width)


def _head_row(table: MapTable, grid: Grid, bounds: tuple[int, int, int, int]) -> list[int]:
    """The first row that has every head that the mapping names; empty where there is none."""
    top, left, bottom, right = bounds
    heads = [names for names in column_heads(table) if not names[0].startswith("=") and table.headings not in names]
    wanted = [{written_alike(name) for name in names} for names in heads]
    if not wanted:
        return [top]
    for row in sorted(number for number in grid.rows if top <= number <= bottom)[:_HEAD_ROWS]:
        here = {written_alike(cell.text) for column, cell in grid.rows[row].items() if left <= column <= right}
        if all(names & here for names in wanted):
            return [row]
    return []


def heads_of(table: MapTable, grid: Grid, rows: Sequence[int], left: int, right: int) -> dict[int, str]:
    """The heads by column; those of several rows are joined, and a merged one holds for every column below it."""
    spread = {
        (row, column): (top, first)
        for top, first, bottom, last in grid.merged
        for row in rows
        if top <= row <= bottom
        for column in range(max(first, left), min(last, right) + 1)
    }
    parts: dict[int, list[str]] = {}
    for row in rows:
        before = ""
        for column in range(left, right + 1):
            text = grid.cell(*spread.get((row, column), (row, column))).text
            if not text and table.fill_right and row != rows[-1]:
                text = before
            before = text or before
            # A head that is merged over two rows stands once.
            if text and text not in parts.setdefault(column, []):
                parts[column].append(_GAP.sub(" ", text))
    return {column: table.join.join(texts) for column, texts in parts.items() if texts}


# Rows


def _rows(
    table: MapTable, grid: Grid, head_row: int, bounds: tuple[int, int, int]
) -> tuple[list[int], list[int], dict[tuple[int, int], tuple[int, int]]]:
    """The rows that are records, those that are sums, and where the heading of each row stands."""
    left, bottom, right = bounds
    head = [grid.cell(head_row, column).text for column in range(left, right + 1)]
    rows: list[int] = []
    sums: list[int] = []
    headings: dict[tuple[int, int], tuple[int, int]] = {}
    above: tuple[int, int] | None = None
    last = head_row
    for number in sorted(number for number in grid.rows if head_row < number <= bottom):
        cells = [grid.cell(number, column) for column in range(left, right + 1)]
        first = next((written_alike(cell.text) for cell in cells if not cell.is_empty), None)
        if first is None:
            continue
        if table.until == "empty" and number > last + 1 and last > head_row:
            break
        last = number
        # A table that was cut in two has its head typed again.
        if [cell.text for cell in cells] == head or _begins(first, table.skip):
            continue
        filled = [place for place, cell in enumerate(cells, start=left) if not cell.is_empty]
        if table.headings is not None and len(filled) == 1 and not _begins(first, table.sums):
            above = (number, filled[0])
            continue
        (sums if _begins(first, table.sums) else rows).append(number)
        if above is not None:
            headings[number, _HEADINGS] = above
    return rows, sums, headings


def _begins(text: str, words: Iterable[str]) -> bool:
    return any(text.startswith(written_alike(word)) for word in words)


def _filled(table: MapTable, sheet: Sheet) -> dict[tuple[int, int], tuple[int, int]]:
    """Where the values of columns that are filled down come from."""
    filled = {}
    columns = sorted({column for head in table.fill if (column := sheet.column((head,))) is not None})
    for column in columns:
        left = [each for each in columns if each < column]
        above: tuple[int, int] | None = None
        for row in sheet.rows:
            if not sheet.grid.cell(row, column).is_empty:
                above = (row, column)
            elif above is not None and any(not sheet.grid.cell(row, each).is_empty for each in left):
                # Another applicant to the left has another number, which nobody wrote.
                above = None
            elif above is not None:
                filled[row, column] = above
    return filled


def _fact(fact: Fact, name: str, grid: Grid, head_row: int, faults: Faults) -> Found:
    """The cell that says something for the whole table."""
    found = Found(EMPTY, head_row, 1)
    if fact.text is not None:
        found = Found(Cell(fact.text), head_row, 1)
    elif fact.name:
        found = Found(Cell(grid.name), 1, 1)
    elif fact.cell is not None and (place := CELL.fullmatch(fact.cell)):
        row, column = int(place[2]), number_of_letters(place[1]) or 1
        found = Found(grid.cell(row, column), row, column)
    elif fact.beside is not None:
        found = _beside(grid, fact.beside) or found
    elif fact.above:
        return _above(fact, name, grid, head_row, faults)
    if fact.match is not None and len(found.cell.text) > longest_text(fact.match):
        longest = longest_text(fact.match)
        faults.at(grid, found.row, found.column, "match_too_long", name=name, n=len(found.cell.text), most=longest)
        return found
    if fact.match is not None and not found.cell.is_empty:
        part = re.search(fact.match, found.cell.text)
        found = evolve(found, cell=EMPTY if part is None else Cell(part[1] if part.groups() else part[0]))
    if found.cell.is_empty:
        faults.at(grid, found.row, found.column, "no_fact", name=name)
    return found


def texts_above(grid: Grid, head_row: int) -> Iterator[list[Found]]:
    """What stands above a table, the nearest first; of texts that come together none is nearer than another."""
    if grid.places is Places.WORD:
        yield from ([Found(Cell(text), 1, 1)] for text in (grid.name, *grid.headings))
        yield [Found(Cell(text), 1, 1) for text in grid.above]
        return
    for row in sorted((number for number in grid.rows if number < head_row), reverse=True):
        cells = grid.rows[row]
        yield [Found(cells[column], row, column) for column in sorted(cells) if not cells[column].is_empty]


def _above(fact: Fact, name: str, grid: Grid, head_row: int, faults: Faults) -> Found:
    """The nearest text above a table, or the part of it that is meant; two that say different things are a fault."""
    for texts in texts_above(grid, head_row):
        parts: dict[str, Found] = {}
        for found in texts:
            text = found.cell.text
            part = re.search(fact.match, text) if fact.match and len(text) <= longest_text(fact.match) else None
            said = text if not fact.match else "" if part is None else (part[1] if part.groups() else part[0])
            if said:
                parts.setdefault(said, evolve(found, cell=Cell(said)))
        if len(parts) > 1:
            faults.at(grid, head_row, 1, "several_above", name=name, known=", ".join(parts))
        if parts:
            return next(iter(parts.values()))
    faults.at(grid, head_row, 1, "no_fact", name=name)
    return Found(EMPTY, head_row, 1)


def _beside(grid: Grid, label: str) -> Found | None:
    """The next filled cell to the right of the one with a text, or the one below it."""
    wanted = written_alike(label).rstrip(":")
    for row, cells in sorted(grid.rows.items()):
        for column, cell in sorted(cells.items()):
            if written_alike(cell.text).rstrip(":") == wanted:
                right = next((place for place in sorted(cells) if place > column and not cells[place].is_empty), None)
                where = (row, right) if right is not None else (row + 1, column)
                return Found(grid.cell(*where), *where)
    return None
