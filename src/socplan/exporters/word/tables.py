"""Tables as WordprocessingML: rows of one look share the XML around their texts."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final
from xml.sax.saxutils import quoteattr

from attrs import frozen

from socplan.exporters.word.layout.decisions import INDENT, MOST_INDENTS, SUMS, TableLayout
from socplan.exporters.word.pieces import paragraph_xml, text_run
from socplan.exporters.word.texts import Texts, xml_texts
from socplan.report import CellNote, RowRole, Table, depths

__all__ = ["Footnote", "TableTexts", "ruled_rows", "table_pieces"]

#: Rows that are handed on together.
_ROWS_A_PIECE: Final = 50
_TOTAL_RULE: Final = '<w:tcBorders><w:top w:val="single" w:sz="8" w:space="0" w:color="404040"/></w:tcBorders>'


@frozen(kw_only=True)
class _RowLook:
    """The look of a row; rows of one look share the XML around their texts."""

    head: bool = False
    strong: bool = False
    ruled: bool = False
    kept: bool = False
    indent: int = 0
    #: The columns whose cell is unknown, a bit for each.
    unknown: int = 0
    small: bool = False


Footnote = Callable[[str], str]
"""Takes the text of a note and gives the run that refers to it."""


@frozen(kw_only=True)
class TableTexts:
    """The cells, the title and the notes of a table as they are printed."""

    cells: Texts
    title: str
    notes: tuple[str, ...]


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
        '<w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0"'
        ' w:noHBand="0" w:noVBand="1"/>'
        f"<w:tblCaption w:val={quoteattr(texts.title)}/>{description}</w:tblPr>"
    )
    grid = "<w:tblGrid>" + "".join(f'<w:gridCol w:w="{width}"/>' for width in layout.widths) + "</w:tblGrid>"
    head = _frame(table, layout.widths, style, _RowLook(head=True, small=layout.small)) % tuple(
        xml_texts(texts.cells.head)
    )
    yield f"<w:tbl>{properties}{grid}{head}"
    yield from _rows(table, texts.cells, layout, style, footnote)
    yield "</w:tbl>"
    # Two tables without a paragraph between them would run into one.
    for note in texts.notes or ("",):
        yield paragraph_xml(style("note"), text_run(note))


def _rows(
    table: Table, texts: Texts, layout: TableLayout, style: Callable[[str], str], footnote: Footnote
) -> Iterator[str]:
    """The rows, some dozens in a piece."""
    frames: dict[tuple[object, ...], str] = {}
    unknown = _unknown_cells(table)
    kept, ruled, indents = layout.kept, ruled_rows(table), depths(table)
    rows: list[str] = []
    for place, cells in enumerate(zip(*map(xml_texts, texts.columns), strict=True)):
        strong = table.rows[place].role is RowRole.TOTAL
        key = (strong, ruled[place], kept[place], indents[place], unknown.get(place, 0))
        frame = frames.get(key)
        if frame is None:
            look = _RowLook(
                strong=strong,
                ruled=ruled[place],
                kept=kept[place],
                indent=INDENT * min(indents[place], MOST_INDENTS),
                unknown=unknown.get(place, 0),
                small=layout.small,
            )
            frame = frames[key] = _frame(table, layout.widths, style, look)
        notes = table.rows[place].notes
        rows.append(frame % (_noted(table, cells, notes, footnote) if notes else cells))
        if len(rows) == _ROWS_A_PIECE:
            yield "".join(rows)
            rows = []
    yield "".join(rows)


def _noted(table: Table, cells: Sequence[str], notes: Sequence[CellNote], footnote: Footnote) -> tuple[str, ...]:
    """The cells of a row, with signs of footnotes after their texts; footnotes are numbered from left to right."""
    texts = {note.column: note.text for note in notes}
    return tuple(
        f'{cell}</w:t></w:r>{footnote(texts[column.key])}<w:r><w:t xml:space="preserve">'
        if column.key in texts
        else cell
        for column, cell in zip(table.columns, cells, strict=True)
    )


def _frame(table: Table, widths: Sequence[int], style: Callable[[str], str], look: _RowLook) -> str:
    """The XML of a row, with a place for the text of each cell."""
    properties = "<w:cantSplit/><w:tblHeader/>" if look.head else "<w:cantSplit/>"
    kept = "<w:keepNext/>" if look.kept else ""
    rule = _TOTAL_RULE if look.ruled else ""
    cells = []
    for place, (column, width) in enumerate(zip(table.columns, widths, strict=True)):
        right = column.kind.is_figure
        name = ("figure_head" if right else "head") if look.head else ("figure_cell" if right else "cell")
        name = f"small_{name}" if look.small else name
        run_style = "unknown" if look.unknown >> place & 1 else "strong" if look.strong else None
        run = f'<w:rPr><w:rStyle w:val="{style(run_style)}"/></w:rPr>' if run_style else ""
        indent = f'<w:ind w:left="{look.indent}"/>' if look.indent and not place else ""
        before = paragraph_xml(style(name), "\0", kept + indent).replace("%", "%%")
        text = f'<w:r>{run}<w:t xml:space="preserve">'.replace("%", "%%") + "%s</w:t></w:r>"
        cells.append(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{rule}</w:tcPr>{before.replace(chr(0), text)}</w:tc>'
        )
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def _unknown_cells(table: Table) -> dict[int, int]:
    """The rows with unknown cells, and in which columns."""
    unknown: dict[int, int] = {}
    for column, cells in enumerate(zip(*(row.cells for row in table.rows), strict=True)):
        # A look at identity: equality of cells would be asked of each.
        for place, cell in enumerate(cells):
            if cell is None:
                unknown[place] = unknown.get(place, 0) | 1 << column
    return unknown


def ruled_rows(table: Table) -> list[bool]:
    """The rows with a rule above: the first of the sums."""
    sums = [row.role in SUMS for row in table.rows]
    return [now and not before for now, before in zip(sums, [False, *sums], strict=False)]
