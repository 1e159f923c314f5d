"""A report or a table as HTML for notebooks, with plain values."""

from base64 import b64encode
from collections.abc import Iterable
from html import escape
from typing import Final

from socplan.report.blocks import Block, Items, Paragraph, Picture, Report, ResolutionText, Section, Signatures
from socplan.report.pictures import picture_type
from socplan.report.tables import NA, Cell, Figure, Table, plain_cell
from socplan.report.texts import MarkKind, RichText

__all__ = ["html_of"]

#: The deepest heading of HTML.
_DEEPEST: Final = 6
_TAGS: Final = {MarkKind.STRONG: "strong", MarkKind.EMPHASIS: "em", MarkKind.LINK: "a"}


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
            return f"<p>{_rich(block.text)}</p>"
        case Items():
            items = "".join(f"<li>{_rich(item)}</li>" for item in block.items)
            return f"<ol>{items}</ol>" if block.numbered else f"<ul>{items}</ul>"
        case Table():
            return _table(block)
        case Figure():
            return _table(block.table)
        case Picture():
            data = f"data:image/{picture_type(block.content)};base64,{b64encode(block.content).decode()}"
            return f'<figure><img src="{data}" alt="{escape(block.alt)}">{_tag("figcaption", block.title)}</figure>'
        case ResolutionText():
            head = ", ".join(str(each) for each in (block.number, block.day) if each is not None)
            points = "".join(f"<li>{_rich(point)}</li>" for point in block.points)
            return f"{_tag('p', head) if head else ''}{_tag('p', block.body)}<ol>{points}</ol>"
        case Signatures():
            lines = (", ".join(filter(None, (each.name, each.office))) for each in block.signatures)
            return "".join(_tag("p", line) for line in filter(None, (block.place, *lines)))


def _rich(text: str) -> str:
    """A text with its marks as elements."""
    if not isinstance(text, RichText):
        return escape(text)
    made, place = "", 0
    waiting: list[tuple[int, str]] = []
    for mark in (*text.marks, None):
        start = len(text) if mark is None else mark.start
        while waiting and waiting[-1][0] <= start:
            end, close = waiting.pop()
            made, place = made + escape(text[place:end]) + close, end
        made, place = made + escape(text[place:start]), start
        if mark is not None and (tag := _TAGS.get(mark.kind)):
            made += f'<{tag} href="{escape(mark.target)}">' if mark.target else f"<{tag}>"
            waiting.append((mark.end, f"</{tag}>"))
    return made


def _table(table: Table) -> str:
    labels = [f"{column.label} ({column.unit})" if column.unit else column.label for column in table.columns]
    body = _rows("td", [[_text(cell) for cell in row.cells] for row in table.rows])
    notes = "".join(_tag("p", note) for note in table.notes)
    notes += "".join(_tag("p", f"{_text(row.cells[0])}: {note.text}") for row in table.rows for note in row.notes)
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
