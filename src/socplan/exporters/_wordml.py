"""Report blocks as WordprocessingML, in the styles of the template they are put into.

Every look is a named style; what is set directly is structure alone: widths, the header row, the rule above totals.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from attrs import frozen

from socplan.exporters.base import cell_text, column_text
from socplan.report import (
    Block,
    ColumnKind,
    Figure,
    Items,
    Paragraph,
    ParagraphRole,
    Report,
    RowRole,
    Section,
    Table,
    blocks_of,
)

__all__ = ["STYLES", "WordWriter", "text_run"]

#: The styles that documents use: by our name for them, the name that Word shows.
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
#: In twentieths of a point: an average character of the table text, the margins of a cell.
_CHARACTER: Final = 102
_CELL_MARGINS: Final = 190
#: A status of more characters is broken into lines.
_LONGEST_STATUS: Final = 20
#: A table of no more rows than this is not torn apart at the end of a page.
_SMALL_TABLE: Final = 14
#: A longer word may be broken; texts longer than the typical one do not ask for more room.
_LONGEST_WORD: Final = 24
_TYPICAL_TEXT: Final = 70
_BREAKS: Final = re.compile(r"([\n\t])")


def text_run(text: str, style: str | None = None) -> str:
    """A run of text; line feeds and tabs become what they are in Word."""
    properties = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    inside = "".join(
        {"\n": "<w:br/>", "\t": "<w:tab/>"}.get(part) or f'<w:t xml:space="preserve">{escape(part)}</w:t>'
        for part in _BREAKS.split(text)
        if part
    )
    return f"<w:r>{properties}{inside}</w:r>"


_TOTAL_RULE: Final = '<w:tcBorders><w:top w:val="single" w:sz="8" w:space="0" w:color="404040"/></w:tcBorders>'


@frozen(kw_only=True)
class _RowLook:
    """What sets a row off from the others."""

    head: bool = False
    strong: bool = False
    ruled: bool = False
    kept: bool = False
    unknown: tuple[bool, ...] = ()


def _signature(table: Table) -> tuple[str, ...]:
    return tuple(column.key for column in table.columns)


class WordWriter:
    """Writes blocks of one report for one template."""

    def __init__(
        self, report: Report, style: Callable[[str], str], width: int, new_numbering: Callable[[], int | None]
    ) -> None:
        """Take the report; from the template the style identifiers, the width of the text, numbers for new lists."""
        self._report = report
        self._style = style
        self._width = width
        self._new_numbering = new_numbering
        self._columns: dict[tuple[str, ...], list[int]] = {}

    def part(self, part: Section) -> str:
        """A part of the report; its tables of the same columns have these equally wide."""
        alike: dict[tuple[str, ...], list[Table]] = {}
        for block in blocks_of(part):
            table = block.table if isinstance(block, Figure) else block
            if isinstance(table, Table):
                alike.setdefault(_signature(table), []).append(table)
        self._columns = {
            signature: self._widths(tables[0], [row for table in tables for row in self._texts(table)])
            for signature, tables in alike.items()
        }
        return self.section(part)

    def section(self, section: Section, depth: int = 1) -> str:
        """A heading and what stands below it."""
        heading = self.paragraph(section.title, f"heading{min(depth, _DEEPEST_HEADING)}")
        return heading + "".join(self._block(block, depth) for block in section.blocks)

    def paragraph(self, text: str, style: str, numbering: int | None = None) -> str:
        """A paragraph in one of our styles; ``numbering`` is the list whose numbers it goes on with."""
        list_ = "" if numbering is None else f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{numbering}"/></w:numPr>'
        return f'<w:p><w:pPr><w:pStyle w:val="{self._style(style)}"/>{list_}</w:pPr>{text_run(text)}</w:p>'

    def _block(self, block: Block, depth: int) -> str:
        match block:
            case Section():
                return self.section(block, depth + 1)
            case Paragraph(role=ParagraphRole.WARNING):
                return self._labelled(self._report.words["warning"], block.text, "warning")
            case Paragraph():
                return self.paragraph(block.text, _ROLES[block.role])
            case Items(numbered=True):
                numbering = self._new_numbering()
                return "".join(self.paragraph(item, "number", numbering) for item in block.items)
            case Items():
                return "".join(self.paragraph(item, "bullet") for item in block.items)
            case Table():
                return self._table(block)
            case Figure():
                return self._table(block.table, alt=block.alt)

    def _texts(self, table: Table) -> list[list[str]]:
        return [
            [cell_text(cell, column, self._report) for cell, column in zip(row.cells, table.columns, strict=True)]
            for row in table.rows
        ]

    def _labelled(self, label: str, text: str, style: str) -> str:
        runs = text_run(f"{label}: ", self._style("strong")) + text_run(text)
        return f'<w:p><w:pPr><w:pStyle w:val="{self._style(style)}"/></w:pPr>{runs}</w:p>'

    def _table(self, table: Table, alt: str | None = None) -> str:
        texts = self._texts(table)
        widths = self._columns[_signature(table)]
        caption = self.paragraph(table.title, "caption") if table.captioned else ""
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
        for place, (row, cells) in enumerate(zip(table.rows, texts, strict=True)):
            before = table.rows[place - 1].role if place else RowRole.BODY
            following = table.rows[place + 1].role if place + 1 < len(table.rows) else RowRole.BODY
            look = _RowLook(
                strong=row.role is RowRole.TOTAL,
                ruled=before is RowRole.BODY is not row.role,
                # A small table stays on one page; of a larger one neither a total nor a note stands alone.
                kept=(place + 1 < len(table.rows) or bool(table.notes))
                and (len(table.rows) <= _SMALL_TABLE or following is not RowRole.BODY or place + 1 == len(table.rows)),
                unknown=tuple(cell is None for cell in row.cells),
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
            paragraph = f'<w:pPr><w:pStyle w:val="{self._style(name)}"/>{kept}</w:pPr>{text_run(text, run_style)}'
            cells.append(
                f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{rule}</w:tcPr><w:p>{paragraph}</w:p></w:tc>'
            )
        return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"

    def _widths(self, table: Table, texts: list[list[str]]) -> list[int]:
        """Columns of figures as wide as they must be; columns of words share the rest by how much they hold."""
        least: list[float] = []
        weights: dict[int, float] = {}
        figures: dict[int, int] = {}
        for place, column in enumerate(table.columns):
            cells = [row[place] for row in texts]
            longest_head = min(max(map(len, column_text(column).split(" "))), _LONGEST_WORD)
            longest = max(map(len, cells), default=1)
            if column.kind is ColumnKind.TEXT:
                longest_word = max((len(word) for cell in cells for word in cell.split()), default=1)
                typical = sorted(map(len, cells))[(9 * len(cells)) // 10] if cells else 1
                weights[place] = max(longest_head, min(typical, _TYPICAL_TEXT)) ** 0.6
                characters = max(longest_head, min(longest_word, _LONGEST_WORD))
            elif column.kind.is_figure:
                characters = max(longest_head, longest, 4)
                figures[place] = _CHARACTER * max(longest, 4) + _CELL_MARGINS
            else:
                characters = max(longest_head, min(longest, _LONGEST_STATUS), 4)
            least.append(_CHARACTER * characters + _CELL_MARGINS)
        room = self._width - sum(width for place, width in enumerate(least) if place not in weights)
        narrow = dict(weights)
        while narrow:
            # A column whose share of the room is less than its longest word takes that, and leaves the sharing.
            unit = (room - sum(least[place] for place in weights if place not in narrow)) / sum(narrow.values())
            tight = [place for place, weight in narrow.items() if unit * weight < least[place]]
            if not tight:
                for place, weight in narrow.items():
                    least[place] = unit * weight
                break
            for place in tight:
                del narrow[place]
        if sum(least) > self._width:
            # Too much for one page: long words in the head are broken before any figure is.
            for place, width in figures.items():
                least[place] = width
        fixed = sum(figures.values())
        others = sum(least) - sum(least[place] for place in figures)
        if sum(least) > self._width > fixed and others:
            scale = (self._width - fixed) / others
            return [int(width if place in figures else width * scale) for place, width in enumerate(least)]
        scale = min(1.0, self._width / sum(least))
        return [int(width * scale) for width in least]
