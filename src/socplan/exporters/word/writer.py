"""Report blocks as WordprocessingML, in the styles of their template.

Named styles give every look; only structure is set directly: widths, the header row, the rule above totals, the
indents of a tree.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from attrs import field, frozen

from socplan.exporters.word.charts import Chart, chart_of, chart_run, relation_id
from socplan.exporters.word.drawings.shapes import Drawing, Space
from socplan.exporters.word.drawings.timetable import timetable
from socplan.exporters.word.drawings.tree import tree_drawings
from socplan.exporters.word.drawings.writing import drawing_run
from socplan.exporters.word.layout.columns import CellLooks
from socplan.exporters.word.layout.decisions import PartLayout, Room, lay_out
from socplan.exporters.word.pieces import Heading, Piece, Turn, bookmarked, paragraph_xml, text_run
from socplan.exporters.word.tables import TableTexts, table_pieces
from socplan.exporters.word.texts import Texts, texts_of
from socplan.labels.formats import typeset
from socplan.report import (
    Block,
    Figure,
    FigureKind,
    Items,
    Paragraph,
    ParagraphRole,
    Report,
    Section,
    Table,
    blocks_of,
    section_tables,
)

__all__ = ["DRAWN", "LaidOut", "Page", "WordWriter"]

_ROLES: Final = {
    ParagraphRole.TEXT: "text",
    ParagraphRole.LEAD: "lead",
    ParagraphRole.NOTE: "note",
    ParagraphRole.WARNING: "warning",
}
_DEEPEST_HEADING: Final = 4
#: The kinds of figures with a drawing; the others have only their table.
DRAWN: Final = frozenset({FigureKind.TREE, FigureKind.TIMELINE})
#: A drawing leaves room for a heading and a caption on its page.
_BESIDE_DRAWING: Final = 2_200
#: The most characters of a paragraph that stays with the drawing after it.
_SHORT_PARAGRAPH: Final = 200
#: The most short paragraphs below a heading that stay with the block after them.
_FEW_PARAGRAPHS: Final = 3
_EMU_PER_TWIP: Final = 635
#: The deepest headings of the list of contents.
_IN_CONTENTS: Final = 2


@frozen(kw_only=True)
class Page:
    """The text area of a template, in twentieths of a point, and the letters in its drawings, in points."""

    width: int
    height: int
    #: The width of the text on a page turned sideways.
    sideways: int
    letters: float
    #: The letters of cells, and smaller ones for tables that find no room; ``None``: they are small already.
    cells: CellLooks
    small_cells: CellLooks | None = None


@frozen
class Drawn:
    """What is drawn of a figure: a chart, or one or several drawings; nothing where too little is known."""

    chart: Chart | None = None
    drawings: tuple[Drawing, ...] = ()

    def __bool__(self) -> bool:
        return self.chart is not None or bool(self.drawings)


@frozen(kw_only=True)
class LaidOut:
    """A part of a report, of which texts, widths and pages are settled, before it is written."""

    part: Section
    headings: tuple[Heading, ...]
    layout: PartLayout = field(repr=False)
    #: Whether the part ends on a page turned sideways.
    ends_sideways: bool
    tables: Mapping[int, TableTexts] = field(repr=False)
    #: What is drawn of each figure, by its identity.
    drawn: Mapping[int, Drawn] = field(repr=False)

    @property
    def begins_sideways(self) -> bool:
        """Whether the part begins on a page turned sideways."""
        return self.layout.lies_sideways(self.part)


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


class WordWriter:
    """Lays out and writes the parts of one report for one template."""

    def __init__(
        self,
        report: Report,
        style: Callable[[str], str],
        page: Page,
        new_numbering: Callable[[], int | None],
        first_picture: int = 1,
        first_chart: int = 1,
    ) -> None:
        """Take the report, and from the template style identifiers, the page, and numbers that are free."""
        self._report = report
        self._style = style
        self._page = page
        self._pictures = first_picture - 1
        self._bookmarks = 0
        self._new_numbering = new_numbering
        self._first_chart = first_chart
        #: The charts that were written, in their order.
        self.charts: list[Chart] = []

    def lay_out(self, part: Section) -> LaidOut:
        """Settle all that has to be known before the first paragraph."""
        texts = {id(table): texts_of(table, self._report) for table in section_tables(part)}
        page = self._page
        # The height of a page that lies on its side is about the width of one that stands.
        room = Room(width=page.width, height=page.height, sideways_width=page.sideways, sideways_height=page.width)
        layout = lay_out(part, lambda table: texts[id(table)].rows(), room, page.cells, page.small_cells)
        return LaidOut(
            part=part,
            headings=tuple(Heading(self._set(text), depth) for text, depth in _headings(part)),
            layout=layout,
            ends_sideways=_ends_sideways(part, layout),
            tables={
                id(table): TableTexts(
                    cells=texts[id(table)], title=self._set(table.title), notes=tuple(map(self._set, table.notes))
                )
                for table in section_tables(part)
            },
            drawn={
                id(block): self._drawn(block, texts[id(block.table)])
                for block in blocks_of(part)
                if isinstance(block, Figure)
            },
        )

    def write(self, laid: LaidOut, first_bookmark: int) -> Iterator[Piece]:
        """The paragraphs and tables of a part; its headings get bookmarks from a number on."""
        self._bookmarks = first_bookmark
        return self._section(laid.part, laid, 1, sideways=False)

    def _section(self, section: Section, laid: LaidOut, depth: int, *, sideways: bool) -> Iterator[Piece]:
        """A heading and the blocks below it; on sideways pages where its tables need them."""
        turned = not sideways and laid.layout.lies_sideways(section)
        if turned:
            yield Turn.SIDEWAYS
        runs = text_run(self._set(section.title))
        if depth <= _IN_CONTENTS:
            runs = bookmarked(runs, self._bookmarks)
            self._bookmarks += 1
        yield paragraph_xml(self._style(f"heading{min(depth, _DEEPEST_HEADING)}"), runs)
        leading = _leading(section.blocks)
        for place, block in enumerate(section.blocks):
            if isinstance(block, Section):
                yield from self._section(block, laid, depth + 1, sideways=sideways or turned)
            else:
                yield from self._block(block, laid, kept=place in leading)
        if turned:
            yield Turn.UPRIGHT

    def _set(self, text: str) -> str:
        return typeset(text, self._report.locale)

    def paragraph(self, text: str, style: str, numbering: int | None = None, *, kept: bool = False) -> str:
        """A paragraph in one of our styles, in the list of a numbering, or ``kept`` on the page of the next block."""
        keep = "<w:keepNext/>" if kept else ""
        list_ = "" if numbering is None else f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{numbering}"/></w:numPr>'
        return paragraph_xml(self._style(style), text_run(self._set(text)), keep + list_)

    def _block(self, block: Block, laid: LaidOut, *, kept: bool) -> Iterator[str]:
        match block:
            case Paragraph(role=ParagraphRole.WARNING):
                label = text_run(f"{self._report.words['warning']}: ", self._style("strong"))
                yield paragraph_xml(self._style("warning"), label + text_run(self._set(block.text)))
            case Paragraph():
                yield self.paragraph(block.text, _ROLES[block.role], kept=kept)
            case Items():
                numbering = self._new_numbering() if block.numbered else None
                style = "number" if block.numbered else "bullet"
                for item in block.items:
                    yield self.paragraph(item, style, numbering)
            case Table():
                yield from table_pieces(block, laid.tables[id(block)], laid.layout.of(block), self._style)
            case Figure():
                yield from self._figure(block, laid)
            case Section():
                raise TypeError("a section is no block of this kind")

    def _figure(self, figure: Figure, laid: LaidOut) -> Iterator[str]:
        """The drawing below the caption, then the table that says the same."""
        texts, layout = laid.tables[id(figure.table)], laid.layout.of(figure.table)
        drawn = laid.drawn[id(figure)]
        chart, drawings = drawn.chart, drawn.drawings
        if chart is not None:
            if figure.table.captioned:
                yield self.paragraph(figure.table.title, "caption", kept=True)
            self._pictures += 1
            self.charts.append(chart)
            relation = relation_id(self._first_chart + len(self.charts) - 1)
            run = chart_run(chart, self._pictures, relation, texts.title, figure.alt)
            yield paragraph_xml(self._style("drawing"), run, "<w:keepNext/>")
            yield from table_pieces(figure.table, texts, layout, self._style, beside=True)
            return
        if not drawings:
            yield from table_pieces(figure.table, texts, layout, self._style, alt=figure.alt)
            return
        title, alts = texts.title, [figure.alt]
        if len(drawings) > 1:
            alts = [f"{figure.alt} ({number}/{len(drawings)})" for number in range(1, len(drawings) + 1)]
        if figure.table.captioned:
            yield self.paragraph(title, "caption", kept=True)
        for drawing, alt in zip(drawings, alts, strict=True):
            self._pictures += 1
            run = drawing_run(drawing, self._pictures, title, alt, self._box_paragraph)
            yield paragraph_xml(self._style("drawing"), run)
        yield from table_pieces(figure.table, texts, layout, self._style, beside=True)

    def _drawn(self, figure: Figure, texts: Texts) -> Drawn:
        space = Space(
            width=self._page.width * _EMU_PER_TWIP,
            height=max(self._page.height - _BESIDE_DRAWING, self._page.height // 2) * _EMU_PER_TWIP,
            letters=self._page.letters,
        )
        match figure.kind:
            case FigureKind.TREE:
                return Drawn(drawings=tree_drawings(figure.table, texts.columns[0], space))
            case FigureKind.TIMELINE:
                return Drawn(drawings=timetable(figure.table, texts.rows(), space))
            case _:
                return Drawn(chart=chart_of(figure, self._report, self._page.width * _EMU_PER_TWIP))

    def _box_paragraph(self, text: str, style: str, strong: bool) -> str:
        return paragraph_xml(self._style(style), text_run(text, self._style("strong") if strong else None))


def _headings(section: Section, depth: int = 1) -> Iterator[tuple[str, int]]:
    if depth <= _IN_CONTENTS:
        yield section.title, depth
        for block in section.blocks:
            if isinstance(block, Section):
                yield from _headings(block, depth + 1)


def _ends_sideways(section: Section, layout: PartLayout) -> bool:
    last = section.blocks[-1] if section.blocks else None
    return layout.lies_sideways(section) or (isinstance(last, Section) and _ends_sideways(last, layout))
