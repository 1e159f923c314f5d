"""The paragraphs of a block of text, for those who measure them and those who write them."""

from collections.abc import Iterator, Sequence
from typing import Final

from attrs import frozen

from socplan.exporters.base import resolution_head
from socplan.exporters.word.beside import TEXT_WIDTH, fits, in_pairs
from socplan.labels.formats import HARD_SPACE, typeset
from socplan.report import (
    Block,
    Figure,
    FigureKind,
    Items,
    MarkKind,
    Paragraph,
    ParagraphRole,
    Report,
    ResolutionText,
    RichText,
    Section,
    Signatures,
    Table,
    blocks_of,
)

__all__ = ["DRAWN", "Words", "held_blocks", "leading_places", "words_of"]

_ROLES: Final = {
    ParagraphRole.TEXT: "text",
    ParagraphRole.LEAD: "lead",
    ParagraphRole.NOTE: "note",
    ParagraphRole.WARNING: "warning",
    ParagraphRole.LABEL: "label",
}
#: The line for a signature.
_SIGNED: Final = "…" * 22
#: The place for a number or a day.
_BLANK: Final = "…" * 6

#: The kinds of figures with a drawing; the others have only their table.
DRAWN: Final = frozenset({FigureKind.TREE, FigureKind.TIMELINE})
#: The most characters of a paragraph that stays with the drawing after it.
_SHORT_PARAGRAPH: Final = 200
#: The most short paragraphs below a heading that stay with the block after them.
_FEW_PARAGRAPHS: Final = 3


@frozen
class Words:
    """A paragraph of words."""

    #: Perhaps a `RichText`.
    text: str
    #: The same as it is printed.
    shown: str
    #: Our name for its style.
    style: str
    #: Whether it stays on the page of the next block.
    kept: bool = False
    #: Strong words before it.
    label: str = ""
    #: Whether it is an item of a numbered list, and whether it is the first one.
    numbered: bool = False
    first: bool = False
    #: The style in a template that has no numbered list.
    unnumbered: str | None = None


def words_of(block: Block, report: Report, *, kept: bool) -> Iterator[Words]:
    """The paragraphs of a block of text; none of a block that is no text.

    Args:
        block: the block.
        report: the report.
        kept: whether a paragraph stays on the page of the next block.
    """

    def paragraph(text: str, style: str, *, kept: bool = False, label: str = "") -> Words:
        return Words(text, _shown(text), style, kept, label)

    def items(texts: tuple[str, ...], unnumbered: str | None = None) -> Iterator[Words]:
        for place, text in enumerate(texts):
            shown = _shown(text)
            # A resolution stays with the lines in which it is signed; a list stays with nothing.
            stays = isinstance(block, ResolutionText) and (kept or block.is_draft)
            yield Words(text, shown, "number", stays, numbered=True, first=not place, unnumbered=unnumbered)

    match block:
        case Paragraph(role=ParagraphRole.WARNING):
            yield paragraph(block.text, "warning", label=f"{report.words['warning']}: ")
        case Paragraph():
            yield paragraph(block.text, _ROLES[block.role], kept=kept)
        case Items(numbered=True):
            yield from items(block.items)
        case Items(compact=True):
            yield from (paragraph(line, "index") for line in in_pairs(block.items))
        case Items():
            yield from (paragraph(item, "bullet") for item in block.items)
        case ResolutionText():
            # The body, then what it does; several points are numbered. A draft has blanks for what is not known yet.
            head = (_blank(block, report, "resolution_draft"), *resolution_head(block, report))
            yield from (paragraph(line, "text", kept=True) for line in head if line)
            yield paragraph(block.body, "resolution_body", kept=True)
            votes = _blank(block, report, "votes")
            if len(block.points) > 1:
                yield from items(block.points, "text")
            else:
                yield paragraph(block.points[0], "text", kept=kept or votes is not None)
            if votes:
                yield paragraph(votes, "text", kept=kept)
        case Signatures():
            yield from (paragraph(text, style, kept=stays) for text, style, stays in _signed(block, report))
        case _:
            pass


def _shown(text: str) -> str:
    """A text as it is printed; „viz tabulku 3“ keeps its number on its line."""
    shown = typeset(text)
    for mark in text.marks if isinstance(text, RichText) else ():
        if mark.kind is MarkKind.NUMBER and shown[: mark.start].endswith(" "):
            shown = f"{shown[: mark.start - 1]}{HARD_SPACE}{shown[mark.start :]}"
    return shown


def _blank(block: ResolutionText, report: Report, word: str) -> str | None:
    """A line of a draft with blanks to be filled in; ``None`` for what was passed."""
    line = report.words.get(word) if block.is_draft else None
    return line.replace("{}", _BLANK) if line else None


def _signed(block: Signatures, report: Report) -> Iterator[tuple[str, str, bool]]:
    """Place and day, then a line for each name; all on one page: the text, the style, whether it stays with the next.

    A single line stands beside the place and the day: a low block finds room below what is signed. Where no day is
    filled in, the line stands there alone.
    """
    gap = _SIGNED[: len(_SIGNED) // 2]
    place = block.place or f"{report.words.get('signed_at', '')} {gap}".strip()
    day = f"{place} {report.words.get('signed_on', '')} {gap}" if block.dated else block.place or ""
    texts = (day, *(text for each in block.signatures for text in (each.name or "", each.office)))
    beside = len(block.signatures) == 1 and all(fits(text, TEXT_WIDTH // 2) for text in texts)
    tab = "\t" if beside else ""
    if day and not beside:
        yield day, "text", True
    for number, each in enumerate(block.signatures, start=1):
        yield f"{day if beside else ''}{tab}{_SIGNED}", "signature", True
        if each.name:
            yield f"{tab}{each.name}", "signed", True
        yield f"{tab}{each.office}", "signed", number < len(block.signatures)


def leading_places(blocks: Sequence[Block]) -> frozenset[int]:
    """The places of short paragraphs that must not end a page: below a heading, above a drawing, signatures or a list.

    So does a resolution stay with the section in which it is signed. A warning and an answer stand for themselves; so
    does a text before a heading or a drawing: with it, these would be pulled to the next page from half of this one.
    Between two headings a note that stays would make a chain at which LibreOffice gives up, and leaves the first alone.
    """
    alone = (ParagraphRole.WARNING, ParagraphRole.LEAD)
    short = [
        isinstance(block, Paragraph) and block.role not in alone and len(block.text) <= _SHORT_PARAGRAPH
        for block in blocks
    ]
    first = next((place for place, block in enumerate(blocks) if not short[place]), len(blocks))
    noted = [isinstance(block, Paragraph) and block.role is ParagraphRole.NOTE for block in blocks]
    follower = blocks[first] if first < len(blocks) else None
    drawn = isinstance(follower, Figure) and follower.kind in DRAWN
    follows = all(noted[:first]) if drawn else isinstance(follower, (Table, Figure))
    leading = set(range(first)) if follows and first <= _FEW_PARAGRAPHS else set()
    for place, block in enumerate(blocks):
        after = blocks[place + 1] if place + 1 < len(blocks) else None
        if isinstance(block, ResolutionText) and isinstance(after, Section) and _is_signed(after):
            leading.add(place)
        if short[place] and isinstance(after, Items) and isinstance(block, Paragraph) and block.text.endswith(":"):
            leading.add(place)
        if isinstance(block, Signatures) and all(isinstance(before, Paragraph) for before in blocks[:place]):
            leading.update(range(place))
        if place and isinstance(block, Figure) and block.kind in DRAWN and short[place - 1] and noted[place - 1]:
            leading.add(place - 1)
    return frozenset(leading)


def held_blocks(report: Report) -> frozenset[int]:
    """The blocks that stay on the page of the lines for signatures, by their identity.

    A page holds what is signed on it: the paragraph or the table before the section of these lines, and the one
    before a resolution. Lists and drawings stay with nothing.
    """
    held: list[Block] = []
    before: list[Block] = []
    for section in report.parts:
        for block in (section, *blocks_of(section)):
            if not isinstance(block, Section):
                before.append(block)
            elif _is_signed(block):
                last = before[-2:] if before and isinstance(before[-1], ResolutionText) else before[-1:]
                held += [each for each in last if isinstance(each, (Paragraph, ResolutionText, Table))]
    return frozenset(map(id, held))


def _is_signed(section: Section) -> bool:
    return any(isinstance(block, Signatures) for block in section.blocks)
