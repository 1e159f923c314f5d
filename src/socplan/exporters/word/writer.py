"""Report blocks as WordprocessingML, in the styles of their template.

Named styles give every look; only structure is set directly: widths, the header row, the rule above totals, the
indents of a tree.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from attrs import field, frozen

from socplan.exporters.word.captions import Caption, CaptionKind, Captions
from socplan.exporters.word.cards import Card, cards_of
from socplan.exporters.word.charts import Chart, chart_of, chart_run, relation_id
from socplan.exporters.word.condensing import Condensed, condensed_table
from socplan.exporters.word.drawings.shapes import Drawing, Space
from socplan.exporters.word.drawings.timetable import timetable
from socplan.exporters.word.drawings.tree import tree_drawings
from socplan.exporters.word.drawings.writing import drawing_run
from socplan.exporters.word.footnotes import footnote_xml, reference_run
from socplan.exporters.word.layout.columns import CellLooks
from socplan.exporters.word.layout.decisions import PartLayout, Room, lay_out
from socplan.exporters.word.paragraphs import Words, held_blocks, leading_places, words_of
from socplan.exporters.word.pictures import Media
from socplan.exporters.word.pieces import DEEPEST_IN_CONTENTS, Heading, Piece, Turn, bookmarked, paragraph_xml, text_run
from socplan.exporters.word.runs import rich_runs
from socplan.exporters.word.tables import TableTexts, note_pieces, table_pieces
from socplan.exporters.word.texts import Texts, texts_of
from socplan.labels.formats import typeset
from socplan.report import (
    Block,
    Figure,
    FigureKind,
    Mark,
    Picture,
    Report,
    RichText,
    Section,
    Table,
    blocks_of,
    section_tables,
)
from socplan.report.scene import SIGNATURES

__all__ = ["Free", "LaidOut", "Page", "WordWriter", "heading_style"]

_DEEPEST_HEADING: Final = 4
#: A drawing leaves room for a heading and a caption on its page.
_BESIDE_DRAWING: Final = 2_200
_EMU_PER_TWIP: Final = 635
#: A picture takes at most this part of the height of a page.
_PART_OF_PAGE: Final = 0.6


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

    @property
    def room(self) -> tuple[int, int]:
        """Width and height of the text in English Metric Units."""
        return self.width * _EMU_PER_TWIP, self.height * _EMU_PER_TWIP


@frozen(kw_only=True)
class Free:
    """The numbers of a template that a report may take."""

    #: Begins a numbered list, and gives its number; ``None``: the template has no list for it.
    list: Callable[[], int | None]
    #: The first number of a picture, of a chart, of a footnote.
    picture: int = 1
    chart: int = 1
    footnote: int = 1


@frozen
class Drawn:
    """What is drawn of a figure: a chart, drawings or cards; nothing where too little is known."""

    chart: Chart | None = None
    drawings: tuple[Drawing, ...] = ()
    cards: tuple[Card, ...] = ()

    def __bool__(self) -> bool:
        return self.chart is not None or bool(self.drawings) or bool(self.cards)


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
    #: The captions of its tables and figures, in their order.
    captions: tuple[Caption, ...]
    #: The paragraphs of each block of its sections, by the identity of the section.
    words: Mapping[int, tuple[tuple[Words, ...], ...]] = field(repr=False)

    @property
    def refers(self) -> bool:
        """Whether a text refers to something."""
        texts = (words.text for blocks in self.words.values() for block in blocks for words in block)
        return any(mark.refers for text in texts if isinstance(text, RichText) for mark in text.marks)

    @property
    def begins_sideways(self) -> bool:
        """Whether the part begins on a page turned sideways."""
        return self.layout.lies_sideways(self.part)

    def is_apart(self, section: Section) -> bool:
        """Whether an empty paragraph stands before the heading: the part begins with a drawing.

        Where such a heading follows a list of contents, LibreOffice would leave it alone at the foot of the page.
        """
        first = section.blocks[0] if section is self.part and section.blocks else None
        return isinstance(first, Figure) and bool(self.drawn[id(first)].drawings)


class WordWriter:
    """Lays out and writes the parts of one report for one template."""

    def __init__(self, report: Report, style: Callable[[str], str], page: Page, free: Free, media: Media) -> None:
        """Take the report, from the template style identifiers, page and free numbers, and the document's pictures."""
        self._report = report
        self._style = style
        self._page = page
        self._pictures = free.picture - 1
        self._bookmarks = 0
        self._free = free
        self._media = media
        self._held = held_blocks(report)
        self._captions = Captions(report.words, ())
        self._place = 0
        self._numbers: dict[CaptionKind, int] = {}
        #: The charts that were written, in their order.
        self.charts: list[Chart] = []
        #: The notes on cells that were written, in their order.
        self.footnotes: list[str] = []

    def lay_out(self, part: Section) -> LaidOut:
        """Settle all that has to be known before the first paragraph."""
        # What is drawn keeps all its columns.
        whole = {id(block.table) for block in blocks_of(part) if isinstance(block, Figure)}
        tables = {id(table): self._texts(table, whole=id(table) in whole) for table in section_tables(part)}
        page = self._page
        # The height of a page that lies on its side is about the width of one that stands.
        room = Room(width=page.width, height=page.height, sideways_width=page.sideways, sideways_height=page.width)
        layout = lay_out(
            part, lambda table: tables[id(table)].printed, room, page.cells, page.small_cells, held=self._held
        )
        drawn = {
            id(block): self._drawn(block, tables[id(block.table)].cells)
            for block in blocks_of(part)
            if isinstance(block, Figure)
        }
        return LaidOut(
            part=part,
            headings=tuple(Heading(typeset(text), depth, listed) for text, depth, listed in _headings(part)),
            layout=layout,
            ends_sideways=_ends_sideways(part, layout),
            tables=tables,
            drawn=drawn,
            captions=tuple(self._captions_of(part, drawn)),
            words={
                id(section): self._words_of(section)
                for section in (part, *(block for block in blocks_of(part) if isinstance(block, Section)))
            },
        )

    def _texts(self, table: Table, *, whole: bool) -> TableTexts:
        texts = texts_of(table, self._report)
        condensed = Condensed(texts=texts) if whole else condensed_table(table, texts, self._report)
        return TableTexts(
            cells=condensed.texts,
            title=typeset(table.title),
            notes=tuple(map(typeset, table.notes)),
            above=condensed.above,
        )

    def _words_of(self, section: Section) -> tuple[tuple[Words, ...], ...]:
        leading, held = leading_places(section.blocks), self._held
        return tuple(
            tuple(words_of(block, self._report, kept=place in leading or id(block) in held))
            for place, block in enumerate(section.blocks)
        )

    def _captions_of(self, part: Section, drawn: Mapping[int, Drawn]) -> Iterator[Caption]:
        for block in blocks_of(part):
            match block:
                case Table() if block.captioned:
                    yield Caption(CaptionKind.TABLE, (block.key,), typeset(block.title))
                case Figure():
                    kind = CaptionKind.FIGURE if drawn[id(block)] else CaptionKind.TABLE
                    if block.table.captioned:
                        yield Caption(kind, (block.key, block.table.key), typeset(block.table.title))
                    for card in drawn[id(block)].cards:
                        yield Caption(CaptionKind.CARD, tuple(filter(None, (card.key,))), card.title)
                case Picture() if block.captioned:
                    yield Caption(CaptionKind.FIGURE, (block.key,), typeset(block.title))
                case _:
                    pass

    def write(self, laid: LaidOut, first_bookmark: int, captions: Captions, place: int) -> Iterator[Piece]:
        """The paragraphs and tables of a part at a place of the document.

        Args:
            laid: the part.
            first_bookmark: the number of the bookmark of its first heading.
            captions: the captions of the whole document.
            place: the number of the place.
        """
        self._bookmarks = first_bookmark
        self._captions, self._place = captions, place
        self._numbers = dict(captions.before[place])
        return self._section(laid.part, laid, 1, sideways=False)

    def _section(self, section: Section, laid: LaidOut, depth: int, *, sideways: bool) -> Iterator[Piece]:
        """A heading and the blocks below it; on sideways pages where its tables need them."""
        turned = not sideways and laid.layout.lies_sideways(section)
        if turned:
            yield Turn.SIDEWAYS
        elif laid.is_apart(section):
            yield paragraph_xml(self._style("gap"))
        runs = text_run(typeset(section.title))
        style, marked = heading_style(depth)
        if marked:
            runs = bookmarked(runs, self._bookmarks)
            self._bookmarks += 1
        yield paragraph_xml(self._style(style), runs)
        for block, words in zip(section.blocks, laid.words[id(section)], strict=True):
            if isinstance(block, Section):
                yield from self._section(block, laid, depth + 1, sideways=sideways or turned)
            else:
                yield from self._block(block, laid, words)
        if turned:
            yield Turn.UPRIGHT

    def _paragraph(self, words: Words, numbering: int | None) -> str:
        """A paragraph of words; an item of a numbered list in that of a numbering."""
        style = words.unnumbered or words.style if words.numbered and numbering is None else words.style
        keep = "<w:keepNext/>" if words.kept else ""
        list_ = "" if numbering is None else f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{numbering}"/></w:numPr>'
        label = text_run(words.label, self._style("strong")) if words.label else ""
        if isinstance(words.text, RichText):

            def refer(mark: Mark, shown: str) -> str | None:
                return self._captions.reference(mark, self._place, shown)

            runs = rich_runs(words.text, words.shown, self._style, refer)
        else:
            runs = text_run(words.shown)
        return paragraph_xml(self._style(style), label + runs, keep + list_)

    def _block(self, block: Block, laid: LaidOut, words: tuple[Words, ...]) -> Iterator[str | bytes]:
        match block:
            case Table():
                yield from self._table(block, laid, captioned=block.captioned)
            case Figure():
                yield from self._figure(block, laid)
            case Picture():
                yield from self._picture(block)
            case _:
                numbering = None
                for each in words:
                    if each.first:
                        numbering = self._free.list()
                    yield self._paragraph(each, numbering if each.numbered else None)

    def _caption(self, kind: CaptionKind, title: str) -> str:
        self._numbers[kind] += 1
        runs = self._captions.runs(kind, self._numbers[kind], title)
        return paragraph_xml(self._style("caption"), runs, "<w:keepNext/>")

    def _table(self, table: Table, laid: LaidOut, *, captioned: bool, alt: str | None = None) -> Iterator[str | bytes]:
        texts = laid.tables[id(table)]
        if captioned:
            yield self._caption(CaptionKind.TABLE, texts.title)
        yield from table_pieces(table, texts, laid.layout.of(table), self._style, self._footnote, alt=alt)

    def _footnote(self, text: str) -> str:
        number = self._free.footnote + len(self.footnotes)
        self.footnotes.append(footnote_xml(number, typeset(text), self._style))
        return reference_run(number, self._style("footnote_sign"))

    def _figure(self, figure: Figure, laid: LaidOut) -> Iterator[str | bytes]:
        """The drawing below the caption, then the table that says the same, unless the drawing stands alone."""
        table, drawn = figure.table, laid.drawn[id(figure)]
        if not drawn:
            yield from self._table(table, laid, captioned=table.captioned, alt=figure.alt)
            return
        title = laid.tables[id(table)].title
        if table.captioned:
            yield self._caption(CaptionKind.FIGURE, title)
        if drawn.chart is not None:
            self._pictures += 1
            self.charts.append(drawn.chart)
            relation = relation_id(self._free.chart + len(self.charts) - 1)
            run = chart_run(drawn.chart, self._pictures, relation, title, figure.alt)
            ends = figure.alone and not laid.tables[id(table)].notes
            yield paragraph_xml(self._style("drawing"), run, "" if ends else "<w:keepNext/>")
        if drawn.cards:
            yield from self._cards(drawn.cards, laid.tables[id(table)])
            return
        parts = len(drawn.drawings)
        for number, drawing in enumerate(drawn.drawings, start=1):
            self._pictures += 1
            alt = figure.alt if parts == 1 else f"{figure.alt} ({number}/{parts})"
            run = drawing_run(drawing, self._pictures, title, alt, self._box_paragraph)
            yield paragraph_xml(self._style("drawing"), run)
        if figure.alone:
            yield from note_pieces(laid.tables[id(table)], self._style)
        else:
            yield from self._table(table, laid, captioned=False)

    def _cards(self, cards: Sequence[Card], texts: TableTexts) -> Iterator[str]:
        for card in cards:
            self._numbers[CaptionKind.CARD] += 1
            title = self._captions.card(self._numbers[CaptionKind.CARD], card.title)
            yield paragraph_xml(self._style("card_title"), title, "<w:keepNext/>" if card.lines else "")
            for line in card.lines:
                yield self._paragraph(line, None)
        yield from note_pieces(texts, self._style)

    @property
    def _picture_room(self) -> tuple[int, int]:
        return self._page.room[0], round(self._page.room[1] * _PART_OF_PAGE)

    def picture_size(self, picture: Picture) -> tuple[int, int]:
        """The width and the height of a picture in the document, in English Metric Units."""
        return self._media.add(picture.content).size(*self._picture_room)

    def _picture(self, picture: Picture) -> Iterator[str]:
        if picture.captioned:
            yield self._caption(CaptionKind.FIGURE, typeset(picture.title))
        self._pictures += 1
        file = self._media.add(picture.content)
        width, height = self._picture_room
        run = file.run(self._pictures, picture.title, picture.alt, width=width, height=height)
        yield paragraph_xml(self._style("drawing"), run)

    def _drawn(self, figure: Figure, texts: Texts) -> Drawn:
        space = Space(
            width=self._page.width * _EMU_PER_TWIP,
            height=max(self._page.height - _BESIDE_DRAWING, self._page.height // 2) * _EMU_PER_TWIP,
            letters=self._page.letters,
        )
        match figure.kind:
            case FigureKind.CARDS:
                return Drawn(cards=tuple(cards_of(figure, texts)))
            case FigureKind.TREE:
                return Drawn(drawings=tree_drawings(figure.table, texts.by_column[0], space))
            case FigureKind.TIMELINE:
                return Drawn(drawings=timetable(figure.table, texts.rows(), space, alone=figure.alone))
            case _:
                return Drawn(chart=chart_of(figure, self._report, self._page.room[0]))

    def _box_paragraph(self, text: str, style: str, strong: bool) -> str:
        return paragraph_xml(self._style(style), text_run(text, self._style("strong") if strong else None))


def heading_style(depth: int) -> tuple[str, bool]:
    """The style of a heading at a depth from 1, and whether it stands in the list of contents."""
    return f"heading{min(depth, _DEEPEST_HEADING)}", depth <= DEEPEST_IN_CONTENTS


def _headings(section: Section, depth: int = 1) -> Iterator[tuple[str, int, bool]]:
    """The headings with their depths, and whether readers look for them."""
    if depth <= DEEPEST_IN_CONTENTS:
        yield section.title, depth, section.key != SIGNATURES
        for block in section.blocks:
            if isinstance(block, Section):
                yield from _headings(block, depth + 1)


def _ends_sideways(section: Section, layout: PartLayout) -> bool:
    last = section.blocks[-1] if section.blocks else None
    return layout.lies_sideways(section) or (isinstance(last, Section) and _ends_sideways(last, layout))
