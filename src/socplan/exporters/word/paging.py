"""The page of every heading, table and figure of a document, before it is written.

The texts and heights that the writer knows flow over pages once, forward only. Where something has an unknown height,
the flow ends, and the lists show a dash for what follows: a wrong number is worse than none.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, Final, cast

from attrs import evolve, field, frozen

from socplan.exporters.word.captions import CaptionKind, Captions
from socplan.exporters.word.cards import Card
from socplan.exporters.word.contents import Entry, entry_is_kept
from socplan.exporters.word.layout.flow import FlowItem, Line, Sheet, Stop, Turn as PageTurn, pages_of, table_flow
from socplan.exporters.word.layout.looks import Looks, ParagraphLook
from socplan.exporters.word.layout.paragraphs import (
    Run,
    drawing_height,
    extent_of,
    is_mark,
    is_plain,
    line_of,
    paragraph_lines,
    run_lines,
)
from socplan.exporters.word.paragraphs import Words
from socplan.exporters.word.pieces import Turn, heading_name
from socplan.exporters.word.skeleton import Skeleton, element_text
from socplan.exporters.word.tables import TableTexts, kept_notes
from socplan.exporters.word.writer import LaidOut, WordWriter, heading_style
from socplan.labels.formats import typeset
from socplan.report import Block, Figure, MarkKind, Picture, RichText, Section, Table

__all__ = ["LONGEST", "Measure", "flow_pages", "list_flow", "part_flow", "skeleton_flow"]

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: The most pages of a document whose pages are told: small faults add up.
LONGEST: Final = 50
#: Paragraphs that stay measured, a template.
_MOST_KEPT: Final = 4_000
_MARKS: Final = {MarkKind.LINK: "link", MarkKind.STRONG: "strong", MarkKind.EMPHASIS: "emphasis"}


@frozen
class Measure:
    """What is needed to measure paragraphs: our styles in a template, and the width of a page."""

    looks: Looks
    #: The identifier of a style in the template, by our name for it.
    style: Callable[[str], str]
    width: int
    sideways: int
    #: What was measured for other documents of the template: many have the same headings and notes.
    _lines: dict[object, FlowItem | None] = field(repr=False)
    _known: dict[str, ParagraphLook] = field(factory=dict, init=False, repr=False)

    def line(
        self, style: str, runs: Sequence[Run], *, sideways: bool = False, kept: bool = False, mark: str | None = None
    ) -> Line | Stop:
        """A paragraph in one of our styles."""
        key = (style, tuple(runs), sideways, kept, mark)
        line = self._lines.get(key)
        if line is None:
            self._make_room()
            line = self._lines[key] = self._measured(style, runs, sideways=sideways, kept=kept, mark=mark)
        return cast("Line | Stop", line)

    def own(self, block: Any) -> FlowItem | None:
        """A block of the template itself; ``None``: it takes no room."""
        key = element_text(block)
        if key not in self._lines:
            self._make_room()
            self._lines[key] = _own_flow(block, self)
        return self._lines[key]

    def _make_room(self) -> None:
        if len(self._lines) >= _MOST_KEPT:
            self._lines.clear()

    def _measured(
        self, style: str, runs: Sequence[Run], *, sideways: bool, kept: bool, mark: str | None
    ) -> Line | Stop:
        look = self._known.get(style)
        if look is None:
            look = self._known[style] = self.looks.look(self.style(style))
        if not look.is_measured:
            return Stop()
        if look.bold:
            runs = [(text, True) for text, _ in runs]
        lines = run_lines(runs, look, self.sideways if sideways else self.width)
        return line_of(look, lines, kept=kept, mark=mark)

    def drawing(self, height: int, *, kept: bool = False) -> Line:
        """A drawing, by its height in English Metric Units."""
        return line_of(self.looks.look(self.style("drawing")), 1, kept=kept, height=drawing_height(height))

    def is_bold(self, style: str) -> bool:
        """Whether one of our character styles is bold."""
        return self.looks.is_bold(self.style(style))


def flow_pages(items: Iterable[FlowItem], sheet: Sheet) -> dict[str, int]:
    """The page of each bookmark in a flow that can be trusted."""
    flow = pages_of(items, sheet, LONGEST)
    if flow.count > LONGEST:
        return {}
    last = flow.count if flow.unsure is None else flow.unsure
    return {str(mark): page for mark, page in flow.pages.items() if page <= last}


def list_flow(entries: Sequence[Entry], title: str, measure: Measure) -> Iterator[FlowItem]:
    """A list of contents, of tables or of figures."""
    if entries:
        yield measure.line("contents_title", ((title, False),), kept=True)
    for number, entry in enumerate(entries, start=1):
        # The number of the page stands at the right of the last line.
        runs = ((entry.text, False),)
        yield measure.line(f"contents{entry.level}", runs, kept=entry_is_kept(number, len(entries)))


def skeleton_flow(
    skeleton: Skeleton, measure: Measure, of_place: Callable[[int], Iterable[FlowItem | Turn]]
) -> Iterator[FlowItem]:
    """The whole document: the template's own paragraphs, and the flow of each place."""
    run: list[int] = []
    for block in (*skeleton.blocks(), None):
        if isinstance(block, int):
            run.append(block)
            continue
        if run:
            items = (item for place in run for item in of_place(place))
            yield from _turned(items, at_end=skeleton.places[run[-1]].last)
            run = []
        if block is not None and (item := measure.own(block)) is not None:
            yield item


def _own_flow(block: Any, measure: Measure) -> FlowItem | None:
    """A block of the template itself; ``None``: it takes no room."""
    if is_plain(block):
        name = next((mark.get(f"{_W}name") for mark in block.iter(f"{_W}bookmarkStart")), None)
        text, look, lines = paragraph_lines(block, measure.looks, measure.width)
        height = extent_of(block)
        known = not text if height is not None else look.is_measured or not text
        return line_of(look, lines, height=height, mark=name) if known else Stop()
    return None if is_mark(block) else Stop()


def _turned(items: Iterable[FlowItem | Turn], *, at_end: bool) -> Iterator[FlowItem]:
    """A flow with the turns of pages as `socplan.exporters.word.skeleton` sets section breaks for them."""
    lies = stands_again = False
    for item in items:
        if item is Turn.SIDEWAYS:
            if not lies:
                yield PageTurn(True)
            lies, stands_again = True, False
        elif item is Turn.UPRIGHT:
            stands_again = True
        elif not isinstance(item, Turn):
            if stands_again:
                yield PageTurn(False)
                lies = stands_again = False
            yield item
    if stands_again and not at_end:
        yield PageTurn(False)


def part_flow(
    laid: LaidOut, writer: WordWriter, measure: Measure, first_bookmark: int, captions: Captions, place: int
) -> Iterator[FlowItem | Turn]:
    """A part as it is written at a place of the document; the arguments are those of `WordWriter.write`."""
    return _PartFlow(laid, writer, measure, first_bookmark, captions, place).section(laid.part, 1, sideways=False)


class _PartFlow:
    def __init__(
        self, laid: LaidOut, writer: WordWriter, measure: Measure, first_bookmark: int, captions: Captions, place: int
    ) -> None:
        self._laid = laid
        self._writer = writer
        self._measure = measure
        self._bookmark = first_bookmark
        self._captions = captions
        self._place = place
        self._numbers = dict(captions.before[place])

    def section(self, section: Section, depth: int, *, sideways: bool) -> Iterator[FlowItem | Turn]:
        turned = not sideways and self._laid.layout.lies_sideways(section)
        lies = sideways or turned
        if turned:
            yield Turn.SIDEWAYS
        elif self._laid.is_apart(section):
            yield self._measure.line("gap", (("", False),))
        style, marked = heading_style(depth)
        mark = heading_name(self._bookmark) if marked else None
        self._bookmark += marked
        title = typeset(section.title)
        yield self._measure.line(style, ((title, False),), sideways=lies, mark=mark)
        for block, words in zip(section.blocks, self._laid.words[id(section)], strict=True):
            if isinstance(block, Section):
                yield from self.section(block, depth + 1, sideways=lies)
            else:
                yield from self._block(block, words, sideways=lies)
        if turned:
            yield Turn.UPRIGHT

    def _block(self, block: Block, words: tuple[Words, ...], *, sideways: bool) -> Iterator[FlowItem]:
        match block:
            case Table():
                if block.captioned:
                    yield self._caption(CaptionKind.TABLE, self._texts(block).title, sideways=sideways)
                yield from self._table(block, sideways=sideways)
            case Figure():
                yield from self._figure(block, sideways=sideways)
            case Picture():
                if block.captioned:
                    title = typeset(block.title)
                    yield self._caption(CaptionKind.FIGURE, title, sideways=sideways)
                yield self._measure.drawing(self._writer.picture_size(block)[1])
            case _:
                for each in words:
                    runs = self._runs(each)
                    yield self._measure.line(each.style, runs, sideways=sideways, kept=each.kept)

    def _texts(self, table: Table) -> TableTexts:
        return self._laid.tables[id(table)]

    def _caption(self, kind: CaptionKind, title: str, *, sideways: bool) -> FlowItem:
        self._numbers[kind] += 1
        number = self._numbers[kind]
        text = self._captions.text(kind, number, title)
        mark = self._captions.bookmark(kind, number)
        return self._measure.line("caption", ((text, False),), sideways=sideways, kept=True, mark=mark)

    def _figure(self, figure: Figure, *, sideways: bool) -> Iterator[FlowItem]:
        table, drawn = figure.table, self._laid.drawn[id(figure)]
        if table.captioned:
            kind = CaptionKind.FIGURE if drawn else CaptionKind.TABLE
            yield self._caption(kind, self._texts(table).title, sideways=sideways)
        if drawn.chart is not None:
            yield self._measure.drawing(drawn.chart.height, kept=not figure.alone or bool(self._texts(table).notes))
        for drawing in drawn.drawings:
            yield self._measure.drawing(drawing.height)
        if drawn.cards:
            yield from self._cards(figure, drawn.cards, sideways=sideways)
        elif drawn and figure.alone:
            yield from self._notes(table, sideways=sideways)
        else:
            yield from self._table(table, sideways=sideways)

    def _cards(self, figure: Figure, cards: Sequence[Card], *, sideways: bool) -> Iterator[FlowItem]:
        for card in cards:
            self._numbers[CaptionKind.CARD] += 1
            mark = self._captions.bookmark(CaptionKind.CARD, self._numbers[CaptionKind.CARD])
            kept = bool(card.lines)
            yield self._measure.line("card_title", ((card.title, False),), sideways=sideways, kept=kept, mark=mark)
            for line in card.lines:
                yield self._measure.line(line.style, self._runs(line), sideways=sideways, kept=line.kept)
        yield from self._notes(figure.table, sideways=sideways)

    def _table(self, table: Table, *, sideways: bool) -> Iterator[FlowItem]:
        layout = self._laid.layout.of(table)
        cells = layout.cells
        measured = len(layout.heights) - 1
        if not cells.is_measured:
            yield Stop()
        noted = next((place for place, row in enumerate(table.rows) if row.notes), len(table.rows))
        known = min(measured, noted)
        ruled = [place for place, rules in enumerate(self._texts(table).cells.looks.ruled, start=1) if rules]
        heights = layout.heights[: known + 1]
        for line in self._texts(table).above:
            yield self._measure.line("note", ((line, False),), sideways=sideways, kept=True)
        rows = table_flow(heights, (False, *layout.kept[:known]), cells.rules, ruled=ruled)
        yield evolve(rows, split=layout.split) if layout.split else rows
        if known < len(table.rows):
            # Footnotes take room at the foot of a page of which the flow knows nothing.
            yield Stop()
        yield from self._notes(table, sideways=sideways, held=layout.held)
        if not self._texts(table).notes:
            yield self._measure.line("gap", (("", False),), sideways=sideways, kept=layout.held)

    def _notes(self, table: Table, *, sideways: bool, held: bool = False) -> Iterator[FlowItem]:
        for note, kept in kept_notes(self._texts(table), held=held):
            yield self._measure.line("note", ((note, False),), sideways=sideways, kept=kept)

    def _runs(self, words: Words) -> list[Run]:
        label = [(words.label, self._measure.is_bold("strong"))] if words.label else []
        if not isinstance(words.text, RichText):
            return [*label, (words.shown, False)]
        marks = words.text.marks
        edges = sorted({0, len(words.shown), *(edge for mark in marks for edge in (mark.start, mark.end))})
        runs = label
        for start, end in pairwise(edges):
            active = [mark for mark in marks if mark.start <= start and end <= mark.end]
            text = words.shown[start:end]
            referred = next((mark for mark in active if mark.refers), None)
            number = None if referred is None else self._captions.number(referred.target or "", self._place)
            page = None if referred is None else self._captions.page_text(referred.target or "", self._place)
            if page is not None:
                text += page
            elif referred is not None and number is not None:
                text = str(number) if referred.start == start else ""
            kinds = {mark.kind for mark in active}
            outer = next((style for kind, style in _MARKS.items() if kind in kinds), None)
            bold = MarkKind.STRONG in kinds or (outer is not None and self._measure.is_bold(outer))
            runs.append((text, bold))
        return [run for run in runs if run[0]] or [("", False)]
