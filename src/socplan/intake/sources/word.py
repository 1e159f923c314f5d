"""The tables of a Word document, in its body, as they lie there."""

import io
from collections.abc import Iterator, Sequence
from typing import Any, Final

from socplan.errors import Fault, ReadError
from socplan.hookspecs import hookimpl
from socplan.intake.grids import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Cell, Grid, GridSource, Places
from socplan.intake.packed import file_fault, members_of
from socplan.labels import Wording

__all__ = ["WORD", "register_grids"]

_MARK: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: What a document without macros is saved as.
_SUFFIX: Final = ".docx"


def grids(source: str, content: bytes, encoding: str | None, words: Wording) -> Sequence[Grid]:
    """The tables in the body of a document, each with the paragraph above it as its name.

    Raises:
        ReadError: it is no Word document, unpacks to too much, or holds macros.
    """
    import docx

    if encoding is not None:
        raise ReadError(source, [file_fault("no_encoding", words)])
    members_of(source, content, words, _SUFFIX)
    try:
        document = docx.Document(io.BytesIO(content))
        return tuple(_grids(source, document.element.body, words))
    except ReadError:
        raise
    # A file that is no document makes python-docx raise whatever it stumbles over.
    except Exception as error:
        raise ReadError(source, [file_fault("no_document", words)]) from error


def _grids(source: str, body: Any, words: Wording) -> Iterator[Grid]:
    above = ""
    tables: list[tuple[str, Any]] = []
    for element in body.iterchildren():
        if element.tag == f"{_MARK}p":
            above = _text(element) or above
        elif element.tag == f"{_MARK}tbl":
            tables.append((above, element))
            above = ""
    # Tables in cells of others come after all others, so that these keep their numbers.
    for number, (name, table) in enumerate(tables, start=1):
        yield _grid(source, name, number, table, words)
        tables += (("", inner) for cell in _all_cells(table) for inner in cell.iterchildren(f"{_MARK}tbl"))


def _grid(source: str, name: str, number: int, table: Any, words: Wording) -> Grid:
    rows: dict[int, dict[int, Cell]] = {}
    merged: list[tuple[int, int, int, int]] = []
    #: The merged cells that go on below: by column, where each begins and how wide it is.
    open_: dict[int, tuple[int, int]] = {}
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    count = 0
    for row_number, row in enumerate(table.iterchildren(f"{_MARK}tr"), start=1):
        if row_number > MOST_ROWS:
            raise ReadError(source, [_too_large(number, words)])
        column = 1 + _gaps(row)
        filled: dict[int, Cell] = {}
        for cell in _cells(row):
            wide, goes_on, begins = _span(cell)
            if column + wide > MOST_COLUMNS:
                raise ReadError(source, [_too_large(number, words, row_number)])
            if goes_on and column in open_:
                top, first_wide = open_[column]
                spans[top, column] = (row_number, column + first_wide - 1)
            else:
                open_.pop(column, None)
                text = "\n".join(filter(None, (_text(each) for each in cell.iterchildren(f"{_MARK}p"))))
                if cell.find(f"{_MARK}tbl") is not None:
                    # What stands in the inner table is no part of the text, and would be lost unsaid.
                    filled[column] = Cell(text or None, problem="intake.cell.nested", shown=text)
                elif text:
                    filled[column] = Cell(text)
                if begins:
                    open_[column] = (row_number, wide)
                if wide > 1 or begins:
                    spans[row_number, column] = (row_number, column + wide - 1)
            column += wide
            count += 1
        if filled:
            rows[row_number] = filled
        if count > MOST_CELLS:
            raise ReadError(source, [_too_large(number, words)])
    merged = [
        (top, left, bottom, right) for (top, left), (bottom, right) in spans.items() if (bottom, right) != (top, left)
    ]
    return Grid(file=source, name=name, number=number, rows=rows, places=Places.WORD, merged=merged)


def _too_large(table: int, words: Wording, row: int | None = None) -> Fault:
    values = {"table": str(table)} if row is None else {"table": str(table), "row": str(row)}
    place = words.text("intake.place.word_table" if row is None else "intake.place.word_row", **values)
    return file_fault("too_large", words, place, rows=MOST_ROWS, columns=MOST_COLUMNS, cells=MOST_CELLS)


def _all_cells(table: Any) -> Iterator[Any]:
    return (cell for row in table.iterchildren(f"{_MARK}tr") for cell in _cells(row))


def _cells(row: Any) -> Iterator[Any]:
    """The cells of a row, also those in content controls."""
    for child in row.iterchildren():
        if child.tag == f"{_MARK}tc":
            yield child
        elif child.tag == f"{_MARK}sdt":
            for content in child.iterchildren(f"{_MARK}sdtContent"):
                yield from _cells(content)


def _gaps(row: Any) -> int:
    """How many columns of the grid a row leaves out before its first cell."""
    properties = row.find(f"{_MARK}trPr")
    gap = None if properties is None else properties.find(f"{_MARK}gridBefore")
    return 0 if gap is None else _number(gap)


def _span(cell: Any) -> tuple[int, bool, bool]:
    """How many columns wide a cell is, whether it goes on from above, and whether it may go on below."""
    properties = cell.find(f"{_MARK}tcPr")
    if properties is None:
        return 1, False, False
    wide = properties.find(f"{_MARK}gridSpan")
    down = properties.find(f"{_MARK}vMerge")
    begins = down is not None and down.get(f"{_MARK}val") == "restart"
    return (1 if wide is None else max(1, _number(wide))), down is not None and not begins, begins


def _number(element: Any) -> int:
    value = element.get(f"{_MARK}val", "1")
    return int(value) if value.isdigit() and len(value) < 5 else MOST_COLUMNS + 1  # noqa: PLR2004 - no grid has so many


def _text(paragraph: Any) -> str:
    """The text that a paragraph shows: without what is deleted, with breaks and tabs."""
    parts = []
    for element in paragraph.iter():
        if element.tag == f"{_MARK}t":
            parts.append(element.text or "")
        elif element.tag in (f"{_MARK}tab", f"{_MARK}br", f"{_MARK}cr") and element.getparent().tag == f"{_MARK}r":
            parts.append("\t" if element.tag == f"{_MARK}tab" else "\n")
        elif element.tag == f"{_MARK}noBreakHyphen":
            parts.append("-")
    return "".join(parts).strip()


WORD = GridSource(name="docx", label="Word document", extension=_SUFFIX, grids=grids)


@hookimpl
def register_grids() -> tuple[GridSource, ...]:
    """Offer the tables of Word documents."""
    return (WORD,)
