"""Grids: named tables of cells with places, as they lie in an office's file."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cached_property
from typing import Final

from attrs import field, frozen, validators

from socplan.labels import Wording
from socplan.offers import NAME, instance

__all__ = [
    "MOST_CELLS",
    "MOST_COLUMNS",
    "MOST_ROWS",
    "Cell",
    "Grid",
    "GridSource",
    "Places",
    "letters",
    "number_of_letters",
]

#: No table that people fill in has more.
MOST_ROWS: Final = 200_000
MOST_COLUMNS: Final = 1_000
MOST_CELLS: Final = 3_000_000
_LETTERS: Final = re.compile("[A-Z]{1,3}", re.ASCII)

CellValue = str | bool | int | Decimal | date | datetime


class Places(Enum):
    """How the cells of a grid are called."""

    SHEET = "sheet"  #: ``Monitoring!C7``
    CSV = "csv"  #: ``C7``, as a spreadsheet would call it
    WORD = "word"  #: „tabulka 2, řádek 7, sloupec 3“


@frozen
class Cell:
    """What stands in a cell."""

    #: ``None``: nothing.
    value: CellValue | None = None
    #: How a spreadsheet shows a value that is no text, as people see it or as the format says: ``0.00``, „1,10“.
    shown: str | None = None
    #: The label of what keeps the cell from being read, such as a formula without its value.
    problem: str | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it."""
        return self.problem is None and (self.value is None or (isinstance(self.value, str) and not self.value.strip()))

    @property
    def text(self) -> str:
        """What it says, as text; numbers and days as a program writes them."""
        return "" if self.value is None else str(self.value).strip()


EMPTY: Final = Cell()


@frozen(kw_only=True)
class Grid:
    """A table of cells."""

    #: The file, as the caller named it.
    file: str
    #: The name of the sheet; for a table of a Word document the text above it.
    name: str
    #: Which sheet or table of its file, from 1.
    number: int
    #: The cells that hold anything, by row and column, each from 1.
    rows: Mapping[int, Mapping[int, Cell]]
    places: Places
    #: The headings of a Word document that a table stands under, the nearest first, and the other texts above it.
    headings: Sequence[str] = ()
    above: Sequence[str] = ()
    #: Merged cells: first row, first column, last row, last column.
    merged: Sequence[tuple[int, int, int, int]] = ()
    #: A sheet that its office does not show.
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()

    def cell(self, row: int, column: int) -> Cell:
        """The cell at a place, empty where nothing stands."""
        return self.rows.get(row, {}).get(column, EMPTY)

    @cached_property
    def width(self) -> int:
        """The last column that holds anything."""
        return max((column for cells in self.rows.values() for column in cells), default=0)

    @cached_property
    def height(self) -> int:
        """The last row that holds anything."""
        return max(self.rows, default=0)


@frozen(kw_only=True)
class GridSource:
    """A kind of file whose tables can be read as they are."""

    name: str = field(validator=validators.matches_re(NAME))
    #: For people: „Word document“.
    label: str = field(validator=instance(str))
    #: With the point: ``.csv``.
    extension: str = field(validator=validators.matches_re(r"\.[a-z0-9]+"))
    #: From the file's name, its content, its encoding (``None``: as the format has it) and the language of messages to
    #: its tables; raises `ReadError` with every fault.
    grids: Callable[[str, bytes, str | None, Wording], Sequence[Grid]] = field(validator=validators.is_callable())


def letters(column: int) -> str:
    """How a spreadsheet calls a column.

    >>> letters(1), letters(28)
    ('A', 'AB')
    """
    text = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def number_of_letters(text: str) -> int | None:
    """Which column a spreadsheet calls so; ``None`` for no name of a column.

    >>> number_of_letters("AB"), number_of_letters("1")
    (28, None)
    """
    if not _LETTERS.fullmatch(text):
        return None
    number = 0
    for letter in text:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number
