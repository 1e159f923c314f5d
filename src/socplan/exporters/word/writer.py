"""Report blocks as WordprocessingML, in the styles of their template.

Named styles give every look; only structure is set directly: widths, the header row, the rule above totals, the
indents of a tree.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from attrs import field, frozen

from socplan.exporters.word.charts import Chart, chart_of, chart_run, relation_id
from socplan.exporters.word.columns import column_widths, is_too_wide
from socplan.exporters.word.drawings.shapes import Drawing, Space
from socplan.exporters.word.drawings.timetable import timetable
from socplan.exporters.word.drawings.tree import tree_drawings
from socplan.exporters.word.drawings.writing import drawing_run
from socplan.exporters.word.pieces import Heading, Piece, Turn, bookmarked, paragraph_xml, text_run
from socplan.exporters.word.tables import TableLayout, row_indent, table_pieces
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
    depths,
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
_PLAIN: Final = "table"
_FIGURE: Final = "figure"
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


@frozen(kw_only=True)
class LaidOut:
    """A part of a report, of which texts, widths and pages are settled, before it is written."""

    part: Section
    headings: tuple[Heading, ...]
    #: Whether the part begins, and ends, on a page turned sideways.
    begins_sideways: bool
    ends_sideways: bool
    tables: Mapping[int, TableLayout] = field(repr=False)
    wide: frozenset[tuple[str, ...]] = field(repr=False)


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
        """Settle all that has to be known before the first paragraph; tables with the same columns get equal widths."""
        alike: dict[tuple[str, ...], list[tuple[Table, Texts]]] = {}
        for block in blocks_of(part):
            if isinstance(block, Figure):
                table, figure = block.table, True
            elif isinstance(block, Table):
                table, figure = block, False
            else:
                continue
            alike.setdefault(_signature(table, figure=figure), []).append((table, texts_of(table, self._report)))
        wide: set[tuple[str, ...]] = set()
        layouts: dict[int, TableLayout] = {}
        for signature, tables in alike.items():
            columns = tables[0][0].columns
            rows = [row for _, texts in tables for row in texts.rows()]
            indent = max(row_indent(depth) for table, _ in tables for depth in (0, *depths(table)))
            room = self._page.width
            # The table of a figure stays upright, as its drawing does.
            if signature[0] != _FIGURE and is_too_wide(columns, rows, room):
                wide.add(signature)
                room = self._page.sideways
            widths = column_widths(columns, rows, room, indent)
            layouts |= {
                id(table): TableLayout(
                    texts=texts, widths=widths, title=self._set(table.title), notes=tuple(map(self._set, table.notes))
                )
                for table, texts in tables
            }
        return LaidOut(
            part=part,
            headings=tuple(Heading(self._set(text), depth) for text, depth in _headings(part)),
            begins_sideways=_lies_sideways(part, wide),
            ends_sideways=_ends_sideways(part, wide),
            tables=layouts,
            wide=frozenset(wide),
        )

    def write(self, laid: LaidOut, first_bookmark: int) -> Iterator[Piece]:
        """The paragraphs and tables of a part; its headings get bookmarks from a number on."""
        self._bookmarks = first_bookmark
        return self._section(laid.part, laid, 1, sideways=False)

    def _section(self, section: Section, laid: LaidOut, depth: int, *, sideways: bool) -> Iterator[Piece]:
        """A heading and the blocks below it; on sideways pages where its tables need them."""
        turned = not sideways and _lies_sideways(section, laid.wide)
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
                yield from table_pieces(block, laid.tables[id(block)], self._style)
            case Figure():
                yield from self._figure(block, laid)
            case Section():
                raise TypeError("a section is no block of this kind")

    def _figure(self, figure: Figure, laid: LaidOut) -> Iterator[str]:
        """The drawing below the caption, then the table that says the same."""
        layout = laid.tables[id(figure.table)]
        drawings = self._drawn(figure, layout.texts)
        chart = None if drawings else chart_of(figure, self._report, self._page.width * _EMU_PER_TWIP)
        if chart is not None:
            if figure.table.captioned:
                yield self.paragraph(figure.table.title, "caption", kept=True)
            self._pictures += 1
            self.charts.append(chart)
            relation = relation_id(self._first_chart + len(self.charts) - 1)
            run = chart_run(chart, self._pictures, relation, layout.title, figure.alt)
            yield paragraph_xml(self._style("drawing"), run, "<w:keepNext/>")
            yield from table_pieces(figure.table, layout, self._style, beside=True)
            return
        if not drawings:
            yield from table_pieces(figure.table, layout, self._style, alt=figure.alt)
            return
        title, alts = layout.title, [figure.alt]
        if len(drawings) > 1:
            alts = [f"{figure.alt} ({number}/{len(drawings)})" for number in range(1, len(drawings) + 1)]
        if figure.table.captioned:
            yield self.paragraph(title, "caption", kept=True)
        for drawing, alt in zip(drawings, alts, strict=True):
            self._pictures += 1
            run = drawing_run(drawing, self._pictures, title, alt, self._box_paragraph)
            yield paragraph_xml(self._style("drawing"), run)
        yield from table_pieces(figure.table, layout, self._style, beside=True)

    def _drawn(self, figure: Figure, texts: Texts) -> tuple[Drawing, ...]:
        space = Space(
            width=self._page.width * _EMU_PER_TWIP,
            height=max(self._page.height - _BESIDE_DRAWING, self._page.height // 2) * _EMU_PER_TWIP,
            letters=self._page.letters,
        )
        match figure.kind:
            case FigureKind.TREE:
                return tree_drawings(figure.table, texts.columns[0], space)
            case FigureKind.TIMELINE:
                return timetable(figure.table, texts.rows(), space)
            case _:
                return ()

    def _box_paragraph(self, text: str, style: str, strong: bool) -> str:
        return paragraph_xml(self._style(style), text_run(text, self._style("strong") if strong else None))


def _headings(section: Section, depth: int = 1) -> Iterator[tuple[str, int]]:
    if depth <= _IN_CONTENTS:
        yield section.title, depth
        for block in section.blocks:
            if isinstance(block, Section):
                yield from _headings(block, depth + 1)


def _lies_sideways(section: Section, wide: Iterable[tuple[str, ...]]) -> bool:
    """Whether a table directly in the section is too wide, or in its first section, which has to follow at once."""
    if not wide:
        return False
    if any(isinstance(block, Table) and _signature(block) in wide for block in section.blocks):
        return True
    first = section.blocks[0] if section.blocks else None
    return isinstance(first, Section) and _lies_sideways(first, wide)


def _ends_sideways(section: Section, wide: Iterable[tuple[str, ...]]) -> bool:
    last = section.blocks[-1] if section.blocks else None
    return _lies_sideways(section, wide) or (isinstance(last, Section) and _ends_sideways(last, wide))
