"""Which rows of a table may be its head: one, or up to three that stand over each other."""

from collections.abc import Iterator
from typing import Final

from socplan.intake.grids import Grid
from socplan.intake.vocabulary import YEAR

__all__ = ["head_rows"]

_MOST: Final = 25


def head_rows(grid: Grid) -> Iterator[tuple[tuple[int, ...], bool]]:
    """Rows that may be heads, and whether what stands in the upper ones holds for empty cells to its right.

    Heads of several rows have a cell that is merged over others, or leave the cells to its right empty.
    """
    rows = sorted(grid.rows)[:_MOST]
    for place, row in enumerate(rows):
        if not _has_texts(grid, row):
            continue
        below = [each for each in rows[place + 1 : place + 3] if each <= row + 2]
        over = _is_over(grid, row)
        # The lower part of a head that begins above it is none, nor is the upper part of one that goes on below it.
        if not _goes_on(grid, row) and not _is_parted_below(grid, row):
            yield (row,), False
        if below[:1] == [row + 1] and (over or _leaves_gaps(grid, row)):
            yield (row, row + 1), not over
        if over and below == [row + 1, row + 2] and (_is_over(grid, row + 1)):
            yield (row, row + 1, row + 2), False


def _has_texts(grid: Grid, row: int) -> bool:
    cells = grid.rows[row].values()
    texts = [cell for cell in cells if isinstance(cell.value, str)]
    # A spreadsheet keeps years as numbers.
    years = [cell for cell in cells if not isinstance(cell.value, str) and YEAR.fullmatch(cell.text)]
    return bool(texts) and len(texts) + len(years) > 1


def _is_over(grid: Grid, row: int) -> bool:
    """Whether a row of heads stands over another: one of its cells is merged to the right, and not the only one."""
    return any(top == row and right > left for top, left, _, right in grid.merged) and len(grid.rows[row]) > 1


def _is_parted_below(grid: Grid, row: int) -> bool:
    """Whether a head over several columns has texts of its own below each of them: a number, a share."""
    if len(grid.rows[row]) < 2:  # noqa: PLR2004 - a title stands over everything
        return False
    wide = [(left, right) for top, left, bottom, right in grid.merged if top == bottom == row and right > left]
    below = [[grid.cell(row + 1, column) for column in range(left, right + 1)] for left, right in wide]
    if row + 1 in grid.rows and _leaves_gaps(grid, row):
        below.append([cell for _, cell in sorted(grid.rows[row + 1].items())][:2])
    return any(
        len({cell.text for cell in cells}) == len(cells) > 1
        and all(isinstance(cell.value, str) and cell.text and not cell.text[0].isdigit() for cell in cells)
        for cells in below
    )


def _goes_on(grid: Grid, row: int) -> bool:
    """Whether a row is the lower part of a head: one cell of that is merged down, and another to the right."""
    tops = {top for top, _, bottom, _ in grid.merged if top < row <= bottom}
    return any(_is_over(grid, top) for top in tops)


def _leaves_gaps(grid: Grid, row: int) -> bool:
    """Whether the row below fills the gaps of a head, and what stands before each of them, and nothing else.

    One text alone above all the others is the title of the table.
    """
    above, below = ({each for each, cell in grid.rows[at].items() if not cell.is_empty} for at in (row, row + 1))
    gaps = below - above
    before = {max((each for each in above if each < gap), default=0) for gap in gaps}
    if 0 in before:
        # Years over pairs of heads, with nothing over the names of the rows: each of them stands over a gap.
        return len(above) > 1 and above == before - {0} and above < below
    stands_over = len(above) > 1 or len(below) < len(above | below)
    return bool(gaps) and below <= gaps | before and stands_over
