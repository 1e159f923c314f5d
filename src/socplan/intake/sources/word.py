"""The tables of a Word document, in its body, as they lie there."""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from attrs import define, field

from socplan.errors import Fault, ReadError
from socplan.hookspecs import hookimpl
from socplan.intake.grids import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Cell, Grid, GridSource, Places
from socplan.intake.packed import file_fault, members_of
from socplan.labels import Wording

__all__ = ["WORD", "register_grids"]

_MARK: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: What Word calls the styles of headings in every language.
_HEADING: Final = re.compile("heading ([1-9])")
#: The level of paragraphs that are no heading.
_BODY_TEXT: Final = 9
#: So many texts above a table are looked at, and so many at the begin of a document.
_MOST_TEXTS: Final = 20
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
        return tuple(_grids(source, document.element.body, _levels(document.styles.element), words))
    except ReadError:
        raise
    # A file that is no document makes python-docx raise whatever it stumbles over.
    except Exception as error:
        raise ReadError(source, [file_fault("no_document", words)]) from error


def _grids(source: str, body: Any, levels: Mapping[str, int], words: Wording) -> Iterator[Grid]:
    texts = _Texts()
    tables: list[tuple[_Texts, Any]] = []
    for element in body.iterchildren():
        if element.tag == f"{_MARK}p":
            texts.take(_text(element), _level(element, levels))
        elif element.tag == f"{_MARK}tbl":
            tables.append((texts, element))
            texts = texts.below_a_table()
    # Tables in cells of others come after all others, so that these keep their numbers.
    for number, (above, table) in enumerate(tables, start=1):
        yield _grid(source, above, number, table, words)
        tables += ((_Texts(), inner) for cell in _all_cells(table) for inner in cell.iterchildren(f"{_MARK}tbl"))


@define
class _Texts:
    """What stands above a table."""

    #: The paragraph right above it.
    nearest: str = ""
    #: The headings that it stands under, by level.
    headings: dict[int, str] = field(factory=dict)
    #: The texts since the table before, and those that the document begins with.
    since: list[str] = field(factory=list)
    first: list[str] = field(factory=list)
    is_first: bool = True

    def take(self, text: str, level: int | None) -> None:
        """A paragraph more."""
        if not text:
            return
        self.nearest = text
        if level is not None:
            self.headings = {each: said for each, said in self.headings.items() if each < level} | {level: text}
        elif self.is_first and len(self.first) < _MOST_TEXTS:
            self.first.append(text)
        else:
            self.since = [*self.since[1 - _MOST_TEXTS :], text]

    def below_a_table(self) -> "_Texts":
        """The same below a table: its headings hold on."""
        return _Texts(headings=dict(self.headings), first=self.first, is_first=False)


def _levels(styles: Any) -> dict[str, int]:
    """The levels of headings by the styles of their paragraphs; the title of a document stands over all of them."""
    levels: dict[str, int] = {}
    for style in styles.iterchildren(f"{_MARK}style"):
        name = style.find(f"{_MARK}name")
        called = "" if name is None else str(name.get(f"{_MARK}val", "")).lower()
        outline = style.find(f"{_MARK}pPr/{_MARK}outlineLvl")
        if called == "title":
            levels[style.get(f"{_MARK}styleId", "")] = 0
        elif found := _HEADING.fullmatch(called):
            levels[style.get(f"{_MARK}styleId", "")] = int(found[1])
        elif outline is not None and (level := _number(outline)) < _BODY_TEXT:
            levels[style.get(f"{_MARK}styleId", "")] = level + 1
    return levels


def _level(paragraph: Any, levels: Mapping[str, int]) -> int | None:
    """The level of a heading; ``None`` for every other paragraph."""
    style, outline = (paragraph.find(f"{_MARK}pPr/{_MARK}{name}") for name in ("pStyle", "outlineLvl"))
    if outline is not None and (level := _number(outline)) < _BODY_TEXT:
        return level + 1
    return None if style is None else levels.get(style.get(f"{_MARK}val", ""))


def _grid(source: str, texts: _Texts, number: int, table: Any, words: Wording) -> Grid:
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
    return Grid(
        file=source,
        name=texts.nearest,
        number=number,
        rows=rows,
        places=Places.WORD,
        headings=[texts.headings[level] for level in sorted(texts.headings, reverse=True)],
        above=[*reversed(texts.since), *texts.first],
        merged=merged,
    )


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
