"""The texts of a table's cells, column by column, and the same texts as they stand in XML."""

import re
from collections.abc import Sequence
from typing import Final
from xml.sax.saxutils import escape

from attrs import field, frozen

from socplan.exporters.base import cell_text, column_text
from socplan.exporters.word.package import BrokenXmlError
from socplan.labels.formats import number_text, typeset
from socplan.report import Cell, Column, ColumnKind, Report, Table

__all__ = ["Texts", "texts_of", "tied", "xml_texts"]

_BETWEEN: Final = "\0"
#: Keeps years together: „2008–2012“. It is what Word calls a no-width non break.
_TIE: Final = "\N{ZERO WIDTH JOINER}"
_YEARS: Final = re.compile(r"(?<=\d)–(?=\d)")
_BREAKS: Final = {"\n": '</w:t><w:br/><w:t xml:space="preserve">', "\t": '</w:t><w:tab/><w:t xml:space="preserve">'}


@frozen
class Texts:
    """What people read in a table."""

    head: tuple[str, ...]
    #: The texts of each column, from the first row to the last.
    columns: tuple[list[str], ...] = field(repr=False)

    def rows(self) -> list[list[str]]:
        """The texts of each row."""
        return [list(row) for row in zip(*self.columns, strict=True)]


def texts_of(table: Table, report: Report) -> Texts:
    """Every cell of a table in words and figures, once for layout and writing."""
    cells = zip(*(row.cells for row in table.rows), strict=True) if table.rows else ((),) * len(table.columns)
    return Texts(
        tuple(typeset(column_text(column), report.locale) for column in table.columns),
        tuple(_column_texts(values, column, report) for values, column in zip(cells, table.columns, strict=True)),
    )


def _column_texts(cells: Sequence[Cell], column: Column, report: Report) -> list[str]:
    unknown, locale = report.words["unknown"], report.locale
    if column.kind is ColumnKind.COUNT:
        return [
            number_text(cell, locale)
            if type(cell) is int and cell >= 0
            else unknown
            if cell is None
            else cell_text(cell, column, report)
            for cell in cells
        ]
    return _typeset_all(
        [cell if type(cell) is str else unknown if cell is None else cell_text(cell, column, report) for cell in cells],
        locale,
    )


def _typeset_all(texts: list[str], locale: str) -> list[str]:
    """Texts as they are printed; all at once, because most need no change."""
    joined = _BETWEEN.join(texts)
    made = typeset(joined, locale)
    split = texts if made is joined else made.split(_BETWEEN)
    # A text that holds the sign between them is refused when it is written.
    return split if len(split) == len(texts) else texts


def tied(text: str) -> str:
    """A text whose years stay on one line."""
    return _YEARS.sub(f"–{_TIE}", text) if "–" in text else text


def xml_texts(texts: Sequence[str]) -> list[str]:
    """Texts as the content of ``w:t``; all at once, because most hold nothing to be escaped.

    Raises:
        BrokenXmlError: a text holds U+0000.
    """
    if not texts:
        return []
    joined = _BETWEEN.join(texts)
    escaped = escape(joined)
    escaped = tied(escaped)
    for sign, element in _BREAKS.items():
        if sign in escaped:
            escaped = escaped.replace(sign, element)
    made = escaped.split(_BETWEEN)
    if len(made) != len(texts):
        raise BrokenXmlError("U+0000 cannot stand in a document")
    return made
