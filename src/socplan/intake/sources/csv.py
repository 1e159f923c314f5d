"""CSV files as offices save them: utf-8 or windows-1250, which is named and never guessed."""

import csv
import io
from collections.abc import Sequence

from socplan.errors import ReadError
from socplan.hookspecs import hookimpl
from socplan.intake.grids import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Cell, Grid, GridSource, Places
from socplan.intake.packed import file_fault
from socplan.labels import Wording
from socplan.readers.base import decoded

__all__ = ["CSV", "register_grids"]

_SEPARATORS = (";", "\t", ",")


def _text(source: str, content: bytes, encoding: str | None, words: Wording) -> str:
    if encoding is None:
        text, faults = decoded(content)
        if faults:
            raise ReadError(source, [file_fault("no_utf8", words)])
        return text
    try:
        return content.decode(encoding)
    except LookupError as error:
        raise ReadError(source, [file_fault("unknown_encoding", words, encoding=encoding)]) from error
    except ValueError as error:
        line = content.count(b"\n", 0, getattr(error, "start", 0)) + 1
        place = words.text("intake.place.row", row=str(line))
        raise ReadError(source, [file_fault("other_encoding", words, place, encoding=encoding)]) from error


def grids(source: str, content: bytes, encoding: str | None, words: Wording) -> Sequence[Grid]:
    """The one table of a CSV file.

    Raises:
        ReadError: it is not CSV in its encoding, or larger than a table that people fill in.
    """
    text = _text(source, content, encoding, words)
    head = next((line for line in text.splitlines() if line.strip()), "")
    # The separator that parts the first line into most cells; a semicolon where none does.
    separator = max(_SEPARATORS, key=head.count)
    rows: dict[int, dict[int, Cell]] = {}
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for number, cells in enumerate(reader, start=1):
            if number > MOST_ROWS or len(cells) > MOST_COLUMNS:
                place = words.text("intake.place.row", row=str(number))
                limits = {"rows": MOST_ROWS, "columns": MOST_COLUMNS, "cells": MOST_CELLS}
                raise ReadError(source, [file_fault("too_large", words, place, **limits)])
            filled = {place: Cell(cell) for place, cell in enumerate(cells, start=1) if cell.strip()}
            if filled:
                rows[number] = filled
    except csv.Error as error:
        place = words.text("intake.place.row", row=str(reader.line_num))
        raise ReadError(source, [file_fault("no_csv", words, place)]) from error
    return (Grid(file=source, name=source, number=1, rows=rows, places=Places.CSV),)


CSV = GridSource(name="csv", label="CSV", extension=".csv", grids=grids)


@hookimpl
def register_grids() -> tuple[GridSource, ...]:
    """Offer the tables of CSV files."""
    return (CSV,)
