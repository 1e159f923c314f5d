"""The tables in one sheet: one, or several below each other, parted by empty rows."""

from collections.abc import Iterator, Sequence

from attrs import evolve

from socplan.intake.grids import Grid, letters
from socplan.intake.heads import Guess, guesses

__all__ = ["blocks"]


def blocks(grid: Grid) -> Sequence[tuple[Guess, str | None]]:
    """What the tables of a sheet are about, each with its area where there are several; empty: nothing is clear."""
    runs = list(_parts(grid))
    whole = next(guesses(grid), None)
    if len(runs) < 2:  # noqa: PLR2004 - one table alone
        return [] if whole is None else [(whole, None)]
    parts = [(guess, rows) for rows in runs if (guess := next(guesses(_part(grid, rows)), None)) is not None]
    # Rows after a gap mostly go on with the table above; another table has another head, or a title of its own.
    apart = [
        (guess, rows)
        for place, (guess, rows) in enumerate(parts)
        if place == 0 or guess.heads != parts[place - 1][0].heads or _has_title(guess)
    ]
    if len(apart) > 1:
        wide = letters(grid.width)
        ends = [rows[0] - 1 for _, rows in apart[1:]] + [grid.height]
        return [
            (evolve(guess, grid=_part(grid, (rows[0], end))), f"A{guess.rows[0]}:{wide}{end}")
            for (guess, rows), end in zip(apart, ends, strict=True)
        ]
    return [] if whole is None else [(whole, None)]


def _has_title(guess: Guess) -> bool:
    """Whether something stands above the head of a table."""
    return any(row < guess.rows[0] for row in guess.grid.rows)


def _parts(grid: Grid) -> Iterator[tuple[int, int]]:
    """The first and the last row of each run of rows without an empty one."""
    first = last = 0
    for row in sorted(row for row, cells in grid.rows.items() if any(not cell.is_empty for cell in cells.values())):
        if first and row > last + 1:
            yield first, last
            first = row
        first, last = first or row, row
    if first:
        yield first, last


def _part(grid: Grid, rows: tuple[int, int]) -> Grid:
    """The rows of a grid from a first to a last one."""
    return evolve(grid, rows={number: cells for number, cells in grid.rows.items() if rows[0] <= number <= rows[1]})
