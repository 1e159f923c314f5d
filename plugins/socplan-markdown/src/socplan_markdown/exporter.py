"""Report → Markdown: CommonMark, with the tables of GitHub Flavored Markdown.

A report holds plain text, and Markdown sees markup in it: so every text passes through `_inline` or `_opening`,
which make one line of it that shows exactly what it says. Blocks stand between blank lines. Both together leave
little to go wrong: no text can run on into the next block, or turn the one before it into a heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, Final

from socplan import ExportedFile, Exporter, Option, Report
from socplan.exporters import block_lines, cell_text, column_text, fact_text, note_lines
from socplan.report import (
    NA,
    Block,
    Figure,
    FigureKind,
    Items,
    Mark,
    MarkKind,
    Paragraph,
    ParagraphRole,
    Picture,
    ResolutionText,
    RichText,
    Row,
    RowRole,
    Section,
    Signatures,
    Table,
)

__all__ = ["MARKDOWN", "render"]

_MEDIA_TYPE: Final = "text/markdown"
_DEEPEST_HEADING: Final = 6

# Texts

#: What means something anywhere in a line. An underscore after a letter opens nothing, nor does an ampersand without
#: an entity: without a backslash before these, web addresses stay whole. A last # would close a heading.
_MARKUP: Final = re.compile(r"[\\`*\[\]<|~]|(?<![^\W_])_|&(?=#?\w+;)|#\Z")
#: Spaces that Markdown trims, or that keep ** from being bold. HTML reads the number of U+0085 as an ellipsis.
_EDGE_SPACE: Final = re.compile(r"\A[^\S\n\x85]+|[^\S\n\x85]+\Z")
#: GitHub makes links of bare addresses and shows backslashes and entities in them: one that has any is to be no link.
_ADDRESS: Final = re.compile(r"(?::(?=//)|(?<=www)\.)(?=[^ \t]*(?:\\|&#))")
#: Where a backslash keeps the first word of a line from opening a list, a heading, a rule or a quotation.
_OPENING: Final = re.compile(r"\A(?:(?=[-+#>])|[0-9]{1,9}(?=[.)](?:[ \t]|\Z)))")


def _inline(text: str) -> str:
    r"""A text that shows as it is, wherever in a line it stands.

    >>> _inline("náklady < 5 000 Kč *\nodhad")
    'náklady \\< 5 000 Kč \\*<br>odhad'
    """
    escaped = _MARKUP.sub(r"\\\g<0>", text)
    escaped = _EDGE_SPACE.sub(lambda found: "".join(f"&#{ord(space)};" for space in found[0]), escaped)
    return _ADDRESS.sub(r"\\\g<0>", escaped).replace("\n", "<br>")


def _opening(text: str) -> str:
    r"""A text that shows as it is at the beginning of a line.

    >>> _opening("1. ledna"), _opening("- 5 %")
    ('1\\. ledna', '\\- 5 %')
    """
    return _OPENING.sub(r"\g<0>\\", _inline(text))


def _strong(text: str) -> str:
    return f"**{_inline(text)}**" if text else ""


def _emphasised(text: str) -> str:
    return f"*{_inline(text)}*"


def _rich(text: str) -> str:
    """A text at the beginning of a line, with its marks."""
    marks = _apart([mark for mark in text.marks if _holds(mark, text)]) if isinstance(text, RichText) else []
    edges = sorted({0, len(text), *(edge for mark in marks for edge in (mark.start, mark.end))})
    made = ""
    for start, end in pairwise(edges):
        made += "".join(_begin(mark) for mark in marks if mark.start == start)
        # Only the edges of the whole text are edges of a line; with a letter behind it, a number begins no list.
        before, after = "." * (start > 0), "x" * (end < len(text))
        piece = f"{before}{text[start:end]}{after}"
        shown = _inline(piece) if made else _opening(piece)
        made += shown[len(before) : len(shown) - len(after)]
        made += "".join(_end(mark) for mark in reversed(marks) if mark.end == end)
    return made


def _holds(mark: Mark, text: RichText) -> bool:
    """Whether Markdown sees the mark: asterisks within a word hold only beside letters, and never beside spaces."""
    if mark.refers:
        return False
    inside, before, after = text[mark.start : mark.end], text[: mark.start][-1:], text[mark.end :][:1]
    if mark.kind is MarkKind.LINK:
        return "\n" not in inside
    # A link in it at its edge is written with a bracket there.
    links = [link for link in text.marks if link.kind is MarkKind.LINK and mark.start <= link.start < mark.end]
    first = "[" if any(link.start == mark.start for link in links) else inside[0]
    last = ")" if any(link.end == mark.end for link in links) else inside[-1]
    edges = ((first, before), (last, after))
    return (
        not inside[0].isspace()
        and not inside[-1].isspace()
        and all(edge.isalnum() or not beside.isalnum() for edge, beside in edges)
    )


def _apart(marks: Sequence[Mark]) -> list[Mark]:
    """The marks without those whose asterisks would run into others: beside or within a mark of another range."""
    kept: list[Mark] = []
    for mark in marks:
        others = [other for other in kept if MarkKind.LINK not in (other.kind, mark.kind)]
        if all(
            other.end < mark.start
            or ((other.start, other.end) == (mark.start, mark.end) and other.kind is not mark.kind)
            for other in others
        ):
            kept.append(mark)
    return kept


def _begin(mark: Mark) -> str:
    return {MarkKind.STRONG: "**", MarkKind.EMPHASIS: "*"}.get(mark.kind, "[")


def _end(mark: Mark) -> str:
    return {MarkKind.STRONG: "**", MarkKind.EMPHASIS: "*"}.get(mark.kind, f"](<{mark.target}>)")


# Blocks


def _section(section: Section, level: int, report: Report, anchor: str = "") -> Iterator[str]:
    yield f"{'#' * min(level, _DEEPEST_HEADING)} {anchor}{_inline(section.title)}"
    for block in section.blocks:
        yield from _block(block, level, report)


def _block(block: Block, level: int, report: Report) -> Iterator[str]:
    match block:
        case Section():
            yield from _section(block, level + 1, report)
        case Paragraph():
            yield _paragraph(block, report)
        case Items():
            yield "\n".join(
                f"{f'{number}.' if block.numbered else '-'} {_rich(item)}"
                for number, item in enumerate(block.items, start=1)
            )
        case Table():
            yield from _table(block, report)
        case Figure(kind=FigureKind.TREE) if block.table.rows:
            yield from _tree(block.table, report)
        case Figure():
            # No drawing, and so nothing that its description would describe.
            yield from _table(block.table, report)
        case ResolutionText() if len(block.points) > 1:
            yield from map(_opening, block_lines(block, report)[: -len(block.points)])
            yield "\n".join(f"{number}. {_rich(point)}" for number, point in enumerate(block.points, start=1))
        case Picture() | ResolutionText() | Signatures():
            yield from map(_opening, block_lines(block, report))


def _paragraph(paragraph: Paragraph, report: Report) -> str:
    match paragraph.role:
        case ParagraphRole.TEXT:
            return _rich(paragraph.text)
        case ParagraphRole.LEAD | ParagraphRole.LABEL:
            return _strong(paragraph.text)
        case ParagraphRole.NOTE:
            return _emphasised(paragraph.text)
        case ParagraphRole.WARNING:
            return f"> {_strong(report.words['warning'])}: {_inline(paragraph.text)}"


def _tree(table: Table, report: Report) -> Iterator[str]:
    """A list in lists: the first column, after a dash what else is known of the row; so nothing stands in it twice."""
    if table.captioned:
        yield _strong(table.title)
    # A paragraph, for a list has no head; later columns have theirs in each item.
    yield _emphasised(" – ".join(map(column_text, table.columns[:2])))
    yield "\n".join(f"{'  ' * depth}- {_opening(_item(row, table, report))}" for row, depth in _walk(table))
    yield from map(_emphasised, (*table.notes, *note_lines(table, report)))


def _item(row: Row, table: Table, report: Report) -> str:
    """A row in a line: „Pracovní skupina – tým; Trvání: od roku 2005“; without what does not apply to it."""
    name, *further = (cell_text(cell, column, report) for cell, column in zip(row.cells, table.columns, strict=True))
    told = [
        # The head of the second column stands above the list.
        text if place == 1 else f"{column_text(table.columns[place])}: {text}"
        for place, text in enumerate(further, start=1)
        if row.cells[place] is not NA
    ]
    return f"{name} – {'; '.join(told)}" if told else name


def _walk(table: Table) -> Iterator[tuple[Row, int]]:
    """The rows of a tree with their depths, each followed by those below it, wherever they stand in the table."""
    places: dict[str | None, int] = {}
    below: dict[int | None, list[int]] = {None: []}
    for place, row in enumerate(table.rows):
        below[None if row.above is None else places[row.above]].append(place)
        below[place] = []
        if row.key is not None:
            places[row.key] = place
    waiting = [(place, 0) for place in reversed(below[None])]
    while waiting:
        place, depth = waiting.pop()
        yield table.rows[place], depth
        waiting += ((child, depth + 1) for child in reversed(below[place]))


def _table(table: Table, report: Report) -> Iterator[str]:
    if table.captioned:
        yield _strong(table.title)
    yield from _rows(table, report)
    yield from map(_emphasised, (*table.notes, *note_lines(table, report)))


def _rows(table: Table, report: Report) -> Iterator[str]:
    head = [_inline(column_text(column)) for column in table.columns]
    rule = ["---:" if column.kind.is_figure else "---" for column in table.columns]
    rows = [_cells(row, table, report) for row in table.rows]
    yield "\n".join(f"| {' | '.join(cells)} |" for cells in (head, rule, *rows))


def _cells(row: Row, table: Table, report: Report) -> list[str]:
    shown = _strong if row.role is RowRole.TOTAL else _inline
    return [shown(cell_text(cell, column, report)) for cell, column in zip(row.cells, table.columns, strict=True)]


# The document


def _document(report: Report, *, contents: bool) -> Iterator[str]:
    yield f"# {_inline(report.title)}"
    if report.subtitle:
        yield _strong(report.subtitle)
    yield "\n".join(f"- {_strong(fact.label)}: {_inline(fact_text(fact, report))}" for fact in report.facts)
    if contents and report.parts:
        yield _strong(report.words["contents"])
        yield "\n".join(f"- [{_inline(part.title)}](#part-{n})" for n, part in enumerate(report.parts, start=1))
    for n, part in enumerate(report.parts, start=1):
        # Every program makes its own anchors of headings; this one holds for all of them.
        yield from _section(part, 2, report, anchor=f'<a id="part-{n}"></a>' if contents else "")
    if report.footer:
        yield "---"
    yield from map(_emphasised, report.footer)


def _is_list(block: str) -> bool:
    # No text begins like this: `_opening` sees to it.
    return block.startswith(("- ", "1. "))


def _joined(blocks: Iterable[str]) -> str:
    """The blocks with blank lines between; an empty comment keeps two lists from becoming one."""
    lines: list[str] = []
    for block in filter(None, blocks):
        if lines and _is_list(lines[-1]) and _is_list(block):
            lines.append("<!-- -->")
        lines.append(block)
    return "\n\n".join(lines) + "\n"


def render(report: Report, options: Mapping[str, Any]) -> tuple[ExportedFile, ...]:
    """The report as one Markdown file."""
    text = _joined(_document(report, contents=options["table_of_contents"]))
    return (ExportedFile(name=f"{report.kind}.md", media_type=_MEDIA_TYPE, content=text.encode("utf-8")),)


#: The format as socplan lists it.
MARKDOWN: Final = Exporter(
    name="markdown",
    label="Markdown",
    extension=".md",
    media_type=_MEDIA_TYPE,
    render=render,
    options=(
        Option(name="table_of_contents", type=bool, default=False, help="list the parts, with links, below the title"),
    ),
)
