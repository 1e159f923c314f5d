"""The two dialects of CSV that socplan writes and reads, and the protection of cells from formulas.

========  =========  ====================  =======  ========  ============
dialect   separator  start of the file     line end decimals  yes, no
========  =========  ====================  =======  ========  ============
people    ``;``      byte order mark       CR LF    ``1,5``   ano, ne
programs  ``,``      nothing               LF       ``1.5``   true, false
========  =========  ====================  =======  ========  ============

Both are UTF-8. A spreadsheet takes a text that begins with ``= + - @`` for a formula. Writing puts an apostrophe
before such a text, and before a text that begins with an apostrophe; reading takes it off.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from enum import Enum
from typing import Final

from socplan.archives import MAX_BYTES

__all__ = ["CsvDialect", "CsvError", "dialect_of", "parse", "protected", "unprotected", "written"]

#: First characters that Excel or LibreOffice may take for the start of a formula; the last four are full-width.
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "'", "＝", "＋", "－", "＠")  # noqa: RUF001 - full-width on purpose


# A setting of the whole process, made once: a cell may be as long as a file.
csv.field_size_limit(MAX_BYTES)


class CsvDialect(Enum):
    """For whom a table is written."""

    PEOPLE = "people"
    PROGRAMS = "programs"

    @property
    def delimiter(self) -> str:
        """What separates the cells."""
        return ";" if self is CsvDialect.PEOPLE else ","

    @property
    def yes_no(self) -> tuple[str, str]:
        """The words for true and false."""
        return ("ano", "ne") if self is CsvDialect.PEOPLE else ("true", "false")

    @property
    def decimal_mark(self) -> str:
        """What separates whole crowns from hellers."""
        return "," if self is CsvDialect.PEOPLE else "."


class CsvError(ValueError):
    """A text is not CSV; the message names the line."""


def protected(text: str) -> str:
    """A text as it stands in a cell: never a formula.

    >>> protected("=1+1"), protected("Zlín"), protected("'97")
    ("'=1+1", 'Zlín', "''97")
    """
    return "'" + text if text.startswith(_FORMULA_STARTS) else text


def unprotected(cell: str) -> str:
    """The text that stands in a cell: the inverse of `protected`, and any other cell as it is."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA_STARTS) else cell


def written(rows: Iterable[Sequence[str]], dialect: CsvDialect) -> bytes:
    """The bytes of a table of finished cells, with quotes where they are needed."""
    buffer = io.StringIO(newline="")
    ending = "\r\n" if dialect is CsvDialect.PEOPLE else "\n"
    writer = csv.writer(buffer, delimiter=dialect.delimiter, lineterminator=ending, quoting=csv.QUOTE_MINIMAL)
    writer.writerows(rows)
    return buffer.getvalue().encode("utf-8-sig" if dialect is CsvDialect.PEOPLE else "utf-8")


def dialect_of(header: str) -> CsvDialect:
    """The dialect of a table, by its heading: attribute names hold neither separator."""
    return CsvDialect.PEOPLE if ";" in header or "," not in header else CsvDialect.PROGRAMS


def parse(text: str, dialect: CsvDialect) -> list[tuple[int, list[str]]]:
    """The rows of a table that have content, each with its number as a spreadsheet counts.

    Raises:
        CsvError: a quote is not closed, or a closing quote is not the end of its cell.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=dialect.delimiter, strict=True)
    try:
        return [(number, row) for number, row in enumerate(reader, start=1) if any(row)]
    except csv.Error as error:
        raise CsvError(f"line {reader.line_num}: {error}") from error
