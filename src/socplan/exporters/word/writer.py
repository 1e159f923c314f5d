"""Report blocks as WordprocessingML, in the styles of their template.

Named styles give every look; only structure is set directly: widths, the header row, the rule above totals, the
indents of a tree.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from attrs import frozen

from socplan.exporters.base import cell_text, column_text
from socplan.exporters.word.columns import column_widths, is_too_wide
from socplan.exporters.word.drawings.shapes import Drawing, Space
from socplan.exporters.word.drawings.timetable import timetable
from socplan.exporters.word.drawings.tree import tree_drawings
from socplan.exporters.word.drawings.writing import drawing_run
from socplan.report import (
    Block,
    Figure,
    FigureKind,
    Items,
    Paragraph,
    ParagraphRole,
    Report,
    RowRole,
    Section,
    Table,
    blocks_of,
    depths,
)

__all__ = ["DRAWN", "SIDEWAYS", "STYLES", "UPRIGHT", "Page", "WordWriter", "paragraph_xml", "text_run"]

#: The styles of documents: our names and Word's.
STYLES: Final[Mapping[str, str]] = {
    "title": "Title",
    "subtitle": "Subtitle",
    "heading1": "heading 1",
    "heading2": "heading 2",
    "heading3": "heading 3",
    "heading4": "heading 4",
    "text": "Body Text",
    "lead": "Socplan Lead",
    "note": "Socplan Note",
    "warning": "Socplan Warning",
    "bullet": "List Bullet",
    "number": "List Number",
    "caption": "caption",
    "table": "Socplan Table",
    "cell": "Socplan Cell",
    "figure_cell": "Socplan Cell Number",
    "head": "Socplan Cell Head",
    "figure_head": "Socplan Cell Head Number",
    "drawing": "Socplan Drawing",
    "box": "Socplan Box",
    "box_label": "Socplan Box Label",
    "strong": "Strong",
    "unknown": "Socplan Unknown",
    "contents_title": "TOC Heading",
    "contents1": "toc 1",
    "contents2": "toc 2",
    "link": "Hyperlink",
}

_ROLES: Final = {
    ParagraphRole.TEXT: "text",
    ParagraphRole.LEAD: "lead",
    ParagraphRole.NOTE: "note",
    ParagraphRole.WARNING: "warning",
}
_DEEPEST_HEADING: Final = 4
#: The most rows of a table that stays on one page.
_SMALL_TABLE: Final = 14
#: How many rows of a table below a drawing stay together at its beginning and at its end.
_FEW_ROWS: Final = 3
_BREAKS: Final = re.compile(r"([\n\t])")
#: The indent of a row of a tree for each row above it, and the most indents.
_INDENT: Final = 220
_MOST_INDENTS: Final = 6
#: Sums of the rows above, or figures to compare with them.
_SUMS: Final = frozenset({RowRole.TOTAL, RowRole.DERIVED, RowRole.SHARE, RowRole.PUBLISHED})
#: The kinds of figures with a drawing; the others have only their table.
DRAWN: Final = frozenset({FigureKind.TREE, FigureKind.TIMELINE})
#: A drawing leaves room for a heading and a caption on its page.
_BESIDE_DRAWING: Final = 2_200
#: The most characters of a paragraph that stays with the drawing after it.
_SHORT_PARAGRAPH: Final = 200
#: The most short paragraphs below a heading that stay with the block after them.
_FEW_PARAGRAPHS: Final = 3
_EMU_PER_TWIP: Final = 635
_PLAIN: Final = "table"
_FIGURE: Final = "figure"
#: Marks from which on pages are sideways, or upright again.
SIDEWAYS: Final = "socplan-sideways"
UPRIGHT: Final = "socplan-upright"


@frozen(kw_only=True)
class Page:
    """The text area of a template, in twentieths of a point, and the letters in its drawings, in points."""

    width: int
    height: int
    #: The width of the text on a page turned sideways.
    sideways: int
    letters: float


def text_run(text: str, style: str | None = None) -> str:
    """A run of text, with line feeds and tabs as elements of Word."""
    properties = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    inside = "".join(
        {"\n": "<w:br/>", "\t": "<w:tab/>"}.get(part) or f'<w:t xml:space="preserve">{escape(part)}</w:t>'
        for part in _BREAKS.split(text)
        if part
    )
    return f"<w:r>{properties}{inside}</w:r>"


def paragraph_xml(style: str, runs: str = "", more: str = "") -> str:
    """A paragraph of runs in a style of the template, by its identifier, with more properties."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{runs}</w:p>'


_TOTAL_RULE: Final = '<w:tcBorders><w:top w:val="single" w:sz="8" w:space="0" w:color="404040"/></w:tcBorders>'


@frozen(kw_only=True)
class _RowLook:
    """The look of a row."""

    head: bool = False
    strong: bool = False
    ruled: bool = False
    kept: bool = False
    unknown: tuple[bool, ...] = ()
    indent: int = 0


def _indent(depth: int) -> int:
    return _INDENT * min(depth, _MOST_INDENTS)


def _leading(blocks: Sequence[Block]) -> frozenset[int]:
    """The places of short paragraphs that must not end a page: right below a heading, and above a drawing."""
    short = [
        isinstance(block, Paragraph) and block.role is not ParagraphRole.WARNING and len(block.text) <= _SHORT_PARAGRAPH
        for block in blocks
    ]
    first = next((place for place, block in enumerate(blocks) if not short[place]), len(blocks))
    follows = first < len(blocks) and isinstance(blocks[first], (Section, Table, Figure))
    leading = set(range(first)) if follows and first <= _FEW_PARAGRAPHS else set()
    for place, block in enumerate(blocks):
        if place and isinstance(block, Figure) and block.kind in DRAWN and short[place - 1]:
            leading.add(place - 1)
    return frozenset(leading)


def _signature(table: Table, *, figure: bool = False) -> tuple[str, ...]:
    """The same for tables with the same columns, which get the same widths."""
    return (_FIGURE if figure else _PLAIN, *(column.key for column in table.columns))


class WordWriter:
    """Writes blocks of one report for one template."""

    def __init__(
        self, report: Report, style: Callable[[str], str], page: Page, new_numbering: Callable[[], int | None]
    ) -> None:
        """Take the report, and from the template the style identifiers, the page, and numbers for new lists."""
        self._report = report
        self._style = style
        self._page = page
        self._drawings = 0
        self._new_numbering = new_numbering
        self._columns: dict[tuple[str, ...], list[int]] = {}
        self._too_wide: set[tuple[str, ...]] = set()

    def part(self, part: Section) -> str:
        """A part of the report; its tables with the same columns get the same widths."""
        alike: dict[tuple[str, ...], list[Table]] = {}
        for block in blocks_of(part):
            if isinstance(block, Figure):
                alike.setdefault(_signature(block.table, figure=True), []).append(block.table)
            elif isinstance(block, Table):
                alike.setdefault(_signature(block), []).append(block)
        self._too_wide = set()
        for signature, tables in alike.items():
            columns = tables[0].columns
            texts = [row for table in tables for row in self._texts(table)]
            indent = max(_indent(depth) for table in tables for depth in (0, *depths(table)))
            room = self._page.width
            # The table of a figure stays upright, as its drawing does.
            if signature[0] != _FIGURE and is_too_wide(columns, texts, room):
                self._too_wide.add(signature)
                room = self._page.sideways
            self._columns[signature] = column_widths(columns, texts, room, indent)
        return self.section(part)

    def section(self, section: Section, depth: int = 1, *, sideways: bool = False) -> str:
        """A heading and the blocks below it; on sideways pages where its tables need them."""
        turned = sideways or self._lies_sideways(section)
        heading = self.paragraph(section.title, f"heading{min(depth, _DEEPEST_HEADING)}")
        leading = _leading(section.blocks)
        inside = heading + "".join(
            self._block(block, depth, turned, kept=place in leading) for place, block in enumerate(section.blocks)
        )
        return paragraph_xml(SIDEWAYS) + inside + paragraph_xml(UPRIGHT) if turned and not sideways else inside

    def _lies_sideways(self, section: Section) -> bool:
        """Whether a table directly in the section is too wide, or in its first section, which has to follow at once."""
        if any(isinstance(block, Table) and _signature(block) in self._too_wide for block in section.blocks):
            return True
        first = section.blocks[0] if section.blocks else None
        return isinstance(first, Section) and self._lies_sideways(first)

    def paragraph(self, text: str, style: str, numbering: int | None = None, *, kept: bool = False) -> str:
        """A paragraph in one of our styles, in the list of a numbering, or ``kept`` on the page of the next block."""
        keep = "<w:keepNext/>" if kept else ""
        list_ = "" if numbering is None else f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{numbering}"/></w:numPr>'
        return paragraph_xml(self._style(style), text_run(text), keep + list_)

    def _block(self, block: Block, depth: int, sideways: bool, *, kept: bool) -> str:
        match block:
            case Section():
                return self.section(block, depth + 1, sideways=sideways)
            case Paragraph(role=ParagraphRole.WARNING):
                label = text_run(f"{self._report.words['warning']}: ", self._style("strong"))
                return paragraph_xml(self._style("warning"), label + text_run(block.text))
            case Paragraph():
                return self.paragraph(block.text, _ROLES[block.role], kept=kept)
            case Items(numbered=True):
                numbering = self._new_numbering()
                return "".join(self.paragraph(item, "number", numbering) for item in block.items)
            case Items():
                return "".join(self.paragraph(item, "bullet") for item in block.items)
            case Table():
                return self._table(block)
            case Figure():
                return self._figure(block)

    def _texts(self, table: Table) -> list[list[str]]:
        return [
            [cell_text(cell, column, self._report) for cell, column in zip(row.cells, table.columns, strict=True)]
            for row in table.rows
        ]

    def _figure(self, figure: Figure) -> str:
        """The drawing below the caption, then the table that says the same."""
        drawings = self._drawn(figure)
        if not drawings:
            return self._table(figure.table, figure=True, alt=figure.alt)
        title, alts = figure.table.title, [figure.alt]
        if len(drawings) > 1:
            alts = [f"{figure.alt} ({number}/{len(drawings)})" for number in range(1, len(drawings) + 1)]
        caption = self.paragraph(title, "caption", kept=True) if figure.table.captioned else ""
        pictures = ""
        for drawing, alt in zip(drawings, alts, strict=True):
            self._drawings += 1
            run = drawing_run(drawing, self._drawings, title, alt, self._box_paragraph)
            pictures += paragraph_xml(self._style("drawing"), run)
        return f"{caption}{pictures}{self._table(figure.table, figure=True, beside=True)}"

    def _drawn(self, figure: Figure) -> tuple[Drawing, ...]:
        texts = self._texts(figure.table)
        space = Space(
            width=self._page.width * _EMU_PER_TWIP,
            height=max(self._page.height - _BESIDE_DRAWING, self._page.height // 2) * _EMU_PER_TWIP,
            letters=self._page.letters,
        )
        match figure.kind:
            case FigureKind.TREE:
                return tree_drawings(figure.table, [cells[0] for cells in texts], space)
            case FigureKind.TIMELINE:
                return timetable(figure.table, texts, space)
            case _:
                return ()

    def _box_paragraph(self, text: str, style: str, strong: bool) -> str:
        return paragraph_xml(self._style(style), text_run(text, self._style("strong") if strong else None))

    def _table(self, table: Table, *, figure: bool = False, alt: str | None = None, beside: bool = False) -> str:
        """A table; ``beside`` a drawing it needs no caption, and may begin on the same page."""
        texts = self._texts(table)
        widths = self._columns[_signature(table, figure=figure)]
        caption = self.paragraph(table.title, "caption") if table.captioned and not beside else ""
        description = f"<w:tblDescription w:val={quoteattr(alt)}/>" if alt else ""
        properties = (
            f'<w:tblPr><w:tblStyle w:val="{self._style("table")}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
            '<w:tblLayout w:type="fixed"/>'
            '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0"'
            ' w:noHBand="0" w:noVBand="1"/>'
            f"<w:tblCaption w:val={quoteattr(table.title)}/>{description}</w:tblPr>"
        )
        grid = "<w:tblGrid>" + "".join(f'<w:gridCol w:w="{width}"/>' for width in widths) + "</w:tblGrid>"
        head = self._row([column_text(column) for column in table.columns], table, widths, _RowLook(head=True))
        rows = []
        sums = [row.role in _SUMS for row in table.rows]
        last = len(table.rows) - 1
        for place, (row, cells, depth) in enumerate(zip(table.rows, texts, depths(table), strict=True)):
            look = _RowLook(
                strong=row.role is RowRole.TOTAL,
                ruled=sums[place] and not (place and sums[place - 1]),
                # A small table stays on one page; in a larger one neither a total nor a note is alone on a page.
                kept=(place < last or bool(table.notes))
                and (
                    (len(table.rows) <= _SMALL_TABLE and not beside)
                    or (place < last and sums[place + 1])
                    or place == last
                    or (beside and (place < _FEW_ROWS - 1 or last - _FEW_ROWS < place))
                ),
                unknown=tuple(cell is None for cell in row.cells),
                indent=_indent(depth),
            )
            rows.append(self._row(cells, table, widths, look))
        notes = "".join(self.paragraph(note, "note") for note in table.notes)
        # Two tables without a paragraph between them would run into one.
        after = notes or self.paragraph("", "note")
        return f"{caption}<w:tbl>{properties}{grid}{head}{''.join(rows)}</w:tbl>{after}"

    def _row(self, texts: list[str], table: Table, widths: list[int], look: _RowLook) -> str:
        properties = "<w:cantSplit/><w:tblHeader/>" if look.head else "<w:cantSplit/>"
        kept = "<w:keepNext/>" if look.kept else ""
        rule = _TOTAL_RULE if look.ruled else ""
        cells = []
        for place, (text, column, width) in enumerate(zip(texts, table.columns, widths, strict=True)):
            right = column.kind.is_figure
            name = ("figure_head" if right else "head") if look.head else ("figure_cell" if right else "cell")
            unknown = look.unknown and look.unknown[place]
            run_style = self._style("unknown") if unknown else self._style("strong") if look.strong else None
            indent = f'<w:ind w:left="{look.indent}"/>' if look.indent and not place else ""
            paragraph = paragraph_xml(self._style(name), text_run(text, run_style), kept + indent)
            cells.append(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{rule}</w:tcPr>{paragraph}</w:tc>')
        return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"
