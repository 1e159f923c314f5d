"""Tables as WordprocessingML: rows of one look share the XML around their texts."""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, islice
from typing import Final
from xml.sax.saxutils import quoteattr

from attrs import frozen

from socplan.exporters.word.layout.decisions import INDENT, MOST_INDENTS, Printed, TableLayout
from socplan.exporters.word.pieces import paragraph_xml, text_run
from socplan.exporters.word.texts import Texts, xml_texts
from socplan.report import CellNote, RowRole, Table, depths, group_heads

__all__ = ["Footnote", "TableTexts", "table_pieces"]

#: Rows that are handed on together.
_ROWS_A_PIECE: Final = 50
_TOTAL_RULE: Final = '<w:tcBorders><w:top w:val="single" w:sz="8" w:space="0" w:color="404040"/></w:tcBorders>'


_RowLook = tuple[bool, bool, bool, int, int, bool]
"""Whether it is strong, ruled and kept, its depth in a tree, and its unknown cells: a bit for each column."""

_PLAIN: Final[_RowLook] = (False, False, False, 0, 0, False)

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
        return Printed(self.cells.columns, self.cells.by_column, bool(self.notes))


def table_pieces(
    table: Table,
    texts: TableTexts,
    layout: TableLayout,
    style: Callable[[str], str],
    footnote: Footnote,
    *,
    alt: str | None = None,
) -> Iterator[str]:
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
    head = _Frames(texts.cells, layout, style, head=True)[_PLAIN] % tuple(xml_texts(texts.cells.head))
    for line in texts.above:
        yield paragraph_xml(style("note"), text_run(line), "<w:keepNext/>")
    yield f"<w:tbl>{properties}{grid}{head}"
    yield from _rows(table, texts.cells, layout, style, footnote)
    yield "</w:tbl>"
    yield from note_pieces(texts, style, held=layout.held)
    if not texts.notes:
        # Two tables without a paragraph between them would run into one.
        yield paragraph_xml(style("gap"), "", "<w:keepNext/>" if layout.held else "")


def note_pieces(texts: TableTexts, style: Callable[[str], str], *, held: bool = False) -> Iterator[str]:
    """The notes below a table, perhaps on the page of what follows."""
    keep = "<w:keepNext/>" if held else ""
    return (paragraph_xml(style("note"), text_run(note), keep) for note in texts.notes)


def _margins(layout: TableLayout) -> str:
    """The margins of the cells of a table with small letters, which are narrower than those of its style."""
    right = layout.cells.margins // 2
    return (
        f'<w:tblCellMar><w:left w:w="{layout.cells.margins - right}" w:type="dxa"/>'
        f'<w:right w:w="{right}" w:type="dxa"/></w:tblCellMar>'
    )


def _rows(
    table: Table, texts: Texts, layout: TableLayout, style: Callable[[str], str], footnote: Footnote
) -> Iterator[str]:
    """The rows, some dozens in a piece."""
    frames = _Frames(texts, layout, style)
    heads = group_heads(table)
    strong = [row.role is RowRole.TOTAL or head for row, head in zip(table.rows, heads, strict=True)]
    looks = zip(strong, layout.ruled, layout.kept, depths(table), texts.unknown, heads, strict=True)
    cells: Iterator[tuple[str, ...]] = zip(*map(xml_texts, texts.by_column), strict=True)
    if any(row.notes for row in table.rows):
        cells = (_noted(texts, row, each.notes, footnote) for row, each in zip(cells, table.rows, strict=True))
    while some := list(islice(looks, _ROWS_A_PIECE)):
        if some.count(some[0]) == len(some):
            # Rows of one look are written in one step.
            yield frames[some[0]] * len(some) % tuple(chain.from_iterable(islice(cells, len(some))))
        else:
            yield "".join([frames[look] % row for look, row in zip(some, cells, strict=False)])


def _noted(texts: Texts, cells: Sequence[str], notes: Sequence[CellNote], footnote: Footnote) -> tuple[str, ...]:
    """The cells of a row, with signs of footnotes after their texts; footnotes are numbered from left to right."""
    said = {note.column: note.text for note in notes}
    return tuple(
        f'{cell}</w:t></w:r>{footnote(said[column.key])}<w:r><w:t xml:space="preserve">' if column.key in said else cell
        for column, cell in zip(texts.columns, cells, strict=True)
    )


class _Frames(dict[_RowLook, str]):
    """The XML of a row by its look, with a place for the text of each cell."""

    def __init__(self, texts: Texts, layout: TableLayout, style: Callable[[str], str], *, head: bool = False) -> None:
        size = "small_" if layout.small else ""
        kind = "head" if head else "cell"
        figure, word = style(f"{size}figure_{kind}"), style(f"{size}{kind}")
        self._cells = [
            (f'<w:tc><w:tcPr><w:tcW w:w="{width}"', figure if column.kind.is_figure else word)
            for column, width in zip(texts.columns, layout.widths, strict=True)
        ]
        self._width = sum(layout.widths)
        self._style = style
        self._head = head

    def __missing__(self, look: _RowLook) -> str:
        strong, ruled, kept, depth, unknown, group = look
        plain = self._style("strong") if strong else None
        indent = INDENT * min(depth, MOST_INDENTS)
        cells = []
        for place, (begin, paragraph) in enumerate(self._cells):
            run = self._style("unknown") if unknown >> place & 1 else plain
            cells.append(begin + _cell(paragraph, run, ruled, kept, 0 if place else indent))
        if group:
            # The texts of the other cells are empty; their places in the pattern take them and print nothing.
            cells = [self._spanning(cells[0]), "%.0s" * (len(cells) - 1)]
        properties = "<w:cantSplit/><w:tblHeader/>" if self._head else "<w:cantSplit/>"
        made = self[look] = f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"
        return made

    def _spanning(self, cell: str) -> str:
        """The cell of a row that is the name of a group: it goes over the whole width; nothing else is in the row."""
        width = f'<w:tc><w:tcPr><w:tcW w:w="{self._width}" w:type="dxa"/><w:gridSpan w:val="{len(self._cells)}"/>'
        return width + cell[cell.index("/>") + len("/>") :]


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
