"""Tables as WordprocessingML: rows of one look share the XML around their texts."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, islice
from typing import Final
from xml.sax.saxutils import quoteattr

from attrs import frozen

from socplan.exporters.word.layout.decisions import INDENT, MOST_INDENTS, Printed, TableLayout
from socplan.exporters.word.package import encoded
from socplan.exporters.word.pieces import paragraph_xml, text_run
from socplan.exporters.word.texts import Texts, xml_texts
from socplan.report import CellNote, Table

__all__ = ["Footnote", "TableTexts", "table_pieces"]

#: Rows that are handed on together.
_ROWS_A_PIECE: Final = 50
_TOTAL_RULE: Final = '<w:tcBorders><w:top w:val="single" w:sz="8" w:space="0" w:color="404040"/></w:tcBorders>'


_RowLook = tuple[bool, bool, bool, int, int, bool, bool]
"""Whether it is strong, ruled and kept, its depth in a tree, and its unknown cells: a bit for each column; whether it
is the name of a group, and whether it may break over the end of a page."""

_PLAIN: Final[_RowLook] = (False, False, False, 0, 0, False, False)

Footnote = Callable[[str], str]
"""Takes the text of a note and gives the run that refers to it."""


@frozen(kw_only=True)
class TableTexts:
    """The cells, the title and the notes of a table as they are printed."""

    cells: Texts
    title: str
    notes: tuple[str, ...]
    #: The lines between the title and the table, which tell columns.
    above: tuple[str, ...] = ()

    @property
    def printed(self) -> Printed:
        """The same for those who lay it out."""
        return Printed(self.cells.columns, self.cells.by_column, self.cells.looks, bool(self.notes))


def table_pieces(
    table: Table,
    texts: TableTexts,
    layout: TableLayout,
    style: Callable[[str], str],
    footnote: Footnote,
    *,
    alt: str | None = None,
) -> Iterator[str | bytes]:
    """A table without its caption."""
    description = f"<w:tblDescription w:val={quoteattr(alt)}/>" if alt else ""
    properties = (
        f'<w:tblPr><w:tblStyle w:val="{style("table")}"/><w:tblW w:w="{sum(layout.widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/>{_margins(layout) if layout.small else ""}'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0"'
        ' w:noHBand="0" w:noVBand="1"/>'
        f"<w:tblCaption w:val={quoteattr(texts.title)}/>{description}</w:tblPr>"
    )
    grid = "<w:tblGrid>" + "".join(f'<w:gridCol w:w="{width}"/>' for width in layout.widths) + "</w:tblGrid>"
    head = _frames_of(texts.cells, layout, style, head=True)[_PLAIN] % tuple(xml_texts(texts.cells.head))
    for line in texts.above:
        yield paragraph_xml(style("note"), text_run(line), "<w:keepNext/>")
    yield f"<w:tbl>{properties}{grid}"
    yield head
    yield from _rows(table, texts.cells, layout, style, footnote)
    yield "</w:tbl>"
    yield from note_pieces(texts, style, held=layout.held)
    if not texts.notes:
        # Two tables without a paragraph between them would run into one.
        yield paragraph_xml(style("gap"), "", "<w:keepNext/>" if layout.held else "")


def note_pieces(texts: TableTexts, style: Callable[[str], str], *, held: bool = False) -> Iterator[str]:
    """The notes below a table, perhaps on the page of what follows."""
    return (
        paragraph_xml(style("note"), text_run(note), "<w:keepNext/>" if kept else "")
        for note, kept in kept_notes(texts, held=held)
    )


def kept_notes(texts: TableTexts, *, held: bool = False) -> list[tuple[str, bool]]:
    """The notes below a table, and whether each stays on the page of the next: none begins a page alone."""
    return [(note, held or place < len(texts.notes)) for place, note in enumerate(texts.notes, start=1)]


def _margins(layout: TableLayout) -> str:
    """The margins of the cells of a table with small letters, which are narrower than those of its style."""
    right = layout.cells.margins // 2
    return (
        f'<w:tblCellMar><w:left w:w="{layout.cells.margins - right}" w:type="dxa"/>'
        f'<w:right w:w="{right}" w:type="dxa"/></w:tblCellMar>'
    )


def _rows(
    table: Table, texts: Texts, layout: TableLayout, style: Callable[[str], str], footnote: Footnote
) -> Iterator[bytes]:
    """The rows, some dozens in a piece."""
    frames = _frames_of(texts, layout, style)
    rows = texts.looks
    split = [place in layout.split for place in range(len(table.rows))]
    looks = zip(rows.strong, rows.ruled, layout.kept, rows.depths, texts.unknown, rows.heads, split, strict=True)
    # All columns in one step: most tables are short.
    written = xml_texts(list(chain.from_iterable(texts.by_column)))
    count = len(table.rows)
    columns = [written[place * count : (place + 1) * count] for place in range(len(texts.columns))]
    cells: Iterator[tuple[bytes, ...]] = zip(*columns, strict=True)
    if any(row.notes for row in table.rows):
        cells = (_noted(texts, row, each.notes, footnote) for row, each in zip(cells, table.rows, strict=True))
    while some := list(islice(looks, _ROWS_A_PIECE)):
        if some.count(some[0]) == len(some):
            # Rows of one look are written in one step.
            yield frames[some[0]] * len(some) % tuple(chain.from_iterable(islice(cells, len(some))))
        else:
            yield b"".join([frames[look] % row for look, row in zip(some, cells, strict=False)])


def _noted(texts: Texts, cells: Sequence[bytes], notes: Sequence[CellNote], footnote: Footnote) -> tuple[bytes, ...]:
    """The cells of a row, with signs of footnotes after their texts; footnotes are numbered from left to right."""
    said = {note.column: note.text for note in notes}
    return tuple(
        cell + encoded(f'</w:t></w:r>{footnote(said[column.key])}<w:r><w:t xml:space="preserve">')
        if column.key in said
        else cell
        for column, cell in zip(texts.columns, cells, strict=True)
    )


def _frames_of(
    texts: Texts, layout: TableLayout, style: Callable[[str], str], *, head: bool = False
) -> "Mapping[_RowLook, bytes]":
    """The XML around the texts of a table's rows, or of its head."""
    size = "small_" if layout.small else ""
    kind = "head" if head else "cell"
    figure, word = style(f"{size}figure_{kind}"), style(f"{size}{kind}")
    styles = tuple([figure if column.kind.is_figure else word for column in texts.columns])
    return _frames(layout.widths, styles, style("strong"), style("unknown"), head)


class _Frames(dict[_RowLook, bytes]):
    """The XML of a row by its look, with a place for the text of each cell."""

    def __init__(self, widths: Sequence[int], styles: Sequence[str], strong: str, unknown: str, head: bool) -> None:
        """Take the widths and the styles of the cells, and the styles of strong letters and of unknown cells."""
        self._cells = [
            (f'<w:tc><w:tcPr><w:tcW w:w="{width}"', style) for width, style in zip(widths, styles, strict=True)
        ]
        self._width = sum(widths)
        self._strong, self._unknown = strong, unknown
        self._head = head

    def __missing__(self, look: _RowLook) -> bytes:
        strong, ruled, kept, depth, unknown, group, split = look
        plain = self._strong if strong else None
        indent = INDENT * min(depth, MOST_INDENTS)
        cells = []
        for place, (begin, paragraph) in enumerate(self._cells):
            run = self._unknown if unknown >> place & 1 else plain
            cells.append(begin + _cell(paragraph, run, ruled, kept, 0 if place else indent))
        if group:
            # The texts of the other cells are empty; their places in the pattern take them and print nothing.
            cells = [self._spanning(cells[0]), "%.0s" * (len(cells) - 1)]
        properties = "<w:cantSplit/><w:tblHeader/>" if self._head else "" if split else "<w:cantSplit/>"
        made = self[look] = encoded(f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>")
        return made

    def _spanning(self, cell: str) -> str:
        """The cell of a row that is the name of a group: it goes over the whole width; nothing else is in the row."""
        width = f'<w:tc><w:tcPr><w:tcW w:w="{self._width}" w:type="dxa"/><w:gridSpan w:val="{len(self._cells)}"/>'
        return width + cell[cell.index("/>") + len("/>") :]


#: The frames of tables of the same widths, which come again in other documents.
_frames = lru_cache(maxsize=512)(_Frames)


@lru_cache(maxsize=1_024)
def _cell(paragraph: str, run: str | None, ruled: bool, kept: bool, indent: int) -> str:
    """The XML of a cell behind its width, with a place for its text.

    Args:
        paragraph: the style of its paragraph.
        run: the style of its letters; ``None``: those of the paragraph.
        ruled: whether a rule is above it.
        kept: whether its row stays with the next one.
        indent: how far its text stands from the left, in twentieths of a point.
    """
    more = ("<w:keepNext/>" if kept else "") + (f'<w:ind w:left="{indent}"/>' if indent else "")
    letters = f'<w:rPr><w:rStyle w:val="{run}"/></w:rPr>' if run else ""
    text = f'<w:r>{letters}<w:t xml:space="preserve">\0</w:t></w:r>'
    rule = _TOTAL_RULE if ruled else ""
    cell = f' w:type="dxa"/>{rule}</w:tcPr>{paragraph_xml(paragraph, text, more)}</w:tc>'
    return cell.replace("%", "%%").replace("\0", "%s")
