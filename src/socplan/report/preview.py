"""A report or a table as HTML for notebooks, with plain values."""

from collections.abc import Iterable
from html import escape
from typing import Final

from socplan.report.blocks import NA, Block, Cell, Figure, Items, Paragraph, Report, Section, Table, plain_cell

__all__ = ["html_of"]

#: The deepest heading of HTML.
_DEEPEST: Final = 6


def html_of(shown: Report | Table) -> str:
    """The HTML of a report or a table; every text is escaped."""
    if isinstance(shown, Table):
        return _table(shown)
    facts = [[fact.label, _text(fact.value)] for fact in shown.facts]
    head = _tag("h1", shown.title) + (_tag("p", shown.subtitle) if shown.subtitle else "")
    foot = "".join(_tag("p", sentence) for sentence in shown.footer)
    return head + (f"<table>{_rows('td', facts)}</table>" if facts else "") + _blocks(shown.parts, 2) + foot


def _blocks(blocks: Iterable[Block], level: int) -> str:
    return "".join(_block(block, level) for block in blocks)


def _block(block: Block, level: int) -> str:
    match block:
        case Section():
            return _tag(f"h{min(level, _DEEPEST)}", block.title) + _blocks(block.blocks, level + 1)
        case Paragraph():
            return _tag("p", block.text)
        case Items():
            items = "".join(_tag("li", item) for item in block.items)
            return f"<ol>{items}</ol>" if block.numbered else f"<ul>{items}</ul>"
        case Table():
            return _table(block)
        case Figure():
            return _table(block.table)


def _table(table: Table) -> str:
    labels = [f"{column.label} ({column.unit})" if column.unit else column.label for column in table.columns]
    body = _rows("td", [[_text(cell) for cell in row.cells] for row in table.rows])
    notes = "".join(_tag("p", note) for note in table.notes)
    head = f"{_tag('caption', table.title)}<thead>{_rows('th', [labels])}</thead>"
    return f"<table>{head}<tbody>{body}</tbody></table>{notes}"


def _rows(tag: str, rows: Iterable[Iterable[str]]) -> str:
    return "".join(f"<tr>{''.join(_tag(tag, cell) for cell in row)}</tr>" for row in rows)


def _text(cell: Cell) -> str:
    """A value as text: a question mark for unknown, a dash for not applicable."""
    if cell is None:
        return "?"
    return "–" if cell is NA else str(plain_cell(cell))


def _tag(tag: str, text: str) -> str:
    return f"<{tag}>{escape(text)}</{tag}>"
