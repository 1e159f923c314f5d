"""CSV files as offices save them: utf-8 or windows-1250, which is named and never guessed."""

import csv
import io
from collections.abc import Sequence

from socplan.errors import Fault, ReadError
from socplan.hookspecs import hookimpl
from socplan.intake.grids import MOST_COLUMNS, MOST_ROWS, Cell, Grid, GridSource, Places
from socplan.readers.base import decoded

__all__ = ["CSV", "register_grids"]

_SEPARATORS = (";", "\t", ",")


def _text(source: str, content: bytes, encoding: str | None) -> str:
    if encoding is None:
        text, faults = decoded(content)
        if faults:
            remedy = (
                ' or name its encoding: --encoding windows-1250 to propose, encoding = "windows-1250" in the mapping'
            )
            raise ReadError(source, [Fault("file", f"{fault.message}{remedy}") for fault in faults])
        return text
    try:
        return content.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise ReadError(source, [Fault("file", f"not {encoding}: {error}")]) from error


def grids(source: str, content: bytes, encoding: str | None) -> Sequence[Grid]:
    """The one table of a CSV file.

    Raises:
        ReadError: it is not CSV in its encoding, or larger than a table that people fill in.
    """
    text = _text(source, content, encoding)
    head = next((line for line in text.splitlines() if line.strip()), "")
    # The separator that parts the first line into most cells; a semicolon where none does.
    separator = max(_SEPARATORS, key=head.count)
    rows: dict[int, dict[int, Cell]] = {}
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for number, cells in enumerate(reader, start=1):
            if number > MOST_ROWS or len(cells) > MOST_COLUMNS:
                message = f"more than {MOST_ROWS} rows or {MOST_COLUMNS} columns"
                raise ReadError(source, [Fault(f"row {number}", message)])
            filled = {place: Cell(cell) for place, cell in enumerate(cells, start=1) if cell.strip()}
            if filled:
                rows[number] = filled
    except csv.Error as error:
        raise ReadError(source, [Fault(f"line {reader.line_num}", f"no CSV: {error}")]) from error
    return (Grid(file=source, name=source, number=1, rows=rows, places=Places.CSV),)


CSV = GridSource(name="csv", label="CSV", extension=".csv", grids=grids)


@hookimpl
def register_grids() -> tuple[GridSource, ...]:
    """Offer the tables of CSV files."""
    return (CSV,)
