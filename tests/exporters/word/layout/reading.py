"""A finished document as a flow: the same texts, looks and flags that it holds.

It reads parsed XML of any library whose elements have ``find``, ``iter`` and ``get``, and changes nothing.
"""

from typing import Any, Final

from attrs import frozen

from socplan.exporters.word.layout.flow import FlowItem, Turn, table_flow
from socplan.exporters.word.layout.looks import Looks
from socplan.exporters.word.layout.paragraphs import extent_of, line_of, paragraph_lines

__all__ = ["CellLines", "DocumentFlow", "flow_of", "row_mark"]

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@frozen(kw_only=True)
class CellLines:
    """A cell of a table and the lines that it takes."""

    table: int
    row: int
    column: int
    text: str
    lines: int


@frozen(kw_only=True)
class DocumentFlow:
    """The flow of a document, its headings by their numbers, and its cells."""

    items: tuple[FlowItem, ...]
    headings: tuple[str, ...]
    cells: tuple[CellLines, ...]
    #: Whether all letters have known widths.
    measured: bool


class _Reader:
    def __init__(self, looks: Looks, headings: frozenset[str], widths: tuple[int, int]) -> None:
        self.looks = looks
        self.marked = headings
        self.widths = widths
        self.items: list[FlowItem] = []
        self.headings: list[str] = []
        self.cells: list[CellLines] = []
        self.tables = 0
        self.measured = True

    def paragraph(self, paragraph: Any, sideways: bool) -> None:
        text, look, lines = paragraph_lines(paragraph, self.looks, self.widths[sideways])
        height = extent_of(paragraph)
        self.measured = self.measured and (look.is_measured or not text)
        mark = None
        properties = paragraph.find(f"{_W}pPr")
        style = None if properties is None else properties.find(f"{_W}pStyle")
        if style is not None and style.get(f"{_W}val") in self.marked:
            mark = len(self.headings)
            self.headings.append(text)
        self.items.append(line_of(look, lines, height=height, mark=mark))

    def table(self, table: Any) -> None:
        properties = table.find(f"{_W}tblPr")
        style = properties.find(f"{_W}tblStyle")
        name = None if style is None else style.get(f"{_W}val")
        sides = properties.findall(f"{_W}tblCellMar/*")
        margins = sum(int(side.get(f"{_W}w")) for side in sides) if sides else self.looks.cell_margins(name)
        widths = [int(column.get(f"{_W}w")) for column in table.find(f"{_W}tblGrid")]
        heights: list[int] = []
        kept: list[bool] = []
        ruled: list[int] = []
        heads = 0
        for number, row in enumerate(table.iter(f"{_W}tr")):
            height, keeps = 0, None
            for column, cell in enumerate(row.iter(f"{_W}tc")):
                inside = 0
                # The name of a group has the whole width, and stands alone in its row.
                span = cell.find(f"{_W}tcPr/{_W}gridSpan")
                wide = sum(widths[column : column + (1 if span is None else int(span.get(f"{_W}val")))])
                for paragraph in cell.iter(f"{_W}p"):
                    text, look, lines = paragraph_lines(paragraph, self.looks, wide - margins)
                    self.measured = self.measured and look.is_measured
                    keeps = look.keep_next if keeps is None else keeps
                    inside += look.height(lines)
                    self.cells.append(CellLines(table=self.tables, row=number, column=column, text=text, lines=lines))
                height = max(height, inside)
            heads += row.find(f"{_W}trPr/{_W}tblHeader") is not None
            if row.find(f"{_W}tc/{_W}tcPr/{_W}tcBorders/{_W}top") is not None:
                ruled.append(number)
            heights.append(height)
            kept.append(bool(keeps))
        marks = [row_mark(self.tables, number) for number in range(len(heights))]
        rules = self.looks.rules(name)
        self.tables += 1
        self.items.append(table_flow(heights, kept, rules, heads=heads, ruled=ruled, marks=marks))


def row_mark(table: int, row: int) -> int:
    """The number of a row of a table in the flow, among the numbers of the headings."""
    return -(1 + row + 1_000_000 * table)


def flow_of(body: Any, looks: Looks, headings: frozenset[str]) -> DocumentFlow:
    """The flow of a document's body; ``headings`` are the styles whose paragraphs are numbered in reading order."""
    sections = list(body.iter(f"{_W}sectPr"))
    turned = [_is_sideways(section) for section in sections]
    size, margins = sections[-1].find(f"{_W}pgSz"), sections[-1].find(f"{_W}pgMar")
    sides = sorted(int(size.get(f"{_W}{name}")) for name in ("w", "h"))
    beside = sum(int(margins.get(f"{_W}{name}")) for name in ("left", "right"))
    reader = _Reader(looks, headings, (sides[0] - beside, sides[1] - beside))
    place = 0
    for block in body:
        if block.tag == f"{_W}tbl":
            reader.table(block)
        elif block.tag == f"{_W}p":
            reader.paragraph(block, turned[place])
            if block.find(f"{_W}pPr/{_W}sectPr") is not None:
                place += 1
                reader.items.append(Turn(turned[place]))
    if turned[0]:
        reader.items.insert(0, Turn(True))
    return DocumentFlow(
        items=tuple(reader.items), headings=tuple(reader.headings), cells=tuple(reader.cells), measured=reader.measured
    )


def _is_sideways(section: Any) -> bool:
    size = section.find(f"{_W}pgSz")
    return size is not None and int(size.get(f"{_W}w")) > int(size.get(f"{_W}h"))
