"""Texts as runs of Word: marks in the looks of styles, links and references as fields."""

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Final
from xml.sax.saxutils import escape

from socplan.exporters.word.pieces import text_run
from socplan.report import Mark, MarkKind, RichText

__all__ = ["field_begun", "field_ended", "field_run", "rich_runs"]

_STYLES: Final = {MarkKind.LINK: "link", MarkKind.STRONG: "strong", MarkKind.EMPHASIS: "emphasis"}
#: Where a run has its style already, the looks of further marks.
_LOOKS: Final = {MarkKind.STRONG: "<w:b/>", MarkKind.EMPHASIS: "<w:i/>"}


def field_run(instruction: str, runs: str) -> str:
    """A field with the runs that show its result."""
    return f"{field_begun(instruction)}{runs}{field_ended()}"


def field_begun(instruction: str) -> str:
    """The beginning of a field, before the runs of its result."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


def field_ended() -> str:
    """The end of a field."""
    return '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


Reference = Callable[[Mark, str], str | None]
"""Gives the runs of a reference by its mark, and the name of what it refers to as it is printed."""


def rich_runs(text: RichText, shown: str, style: Callable[[str], str], reference: Reference) -> str:
    """The runs of a text with marks.

    Args:
        text: the text.
        shown: the same text as it is printed, of the same length.
        style: gives the identifier of a style in the template by our name for it.
        reference: gives the runs of a reference; ``None``: what it refers to has no number.
    """
    edges = sorted({0, len(shown), *(edge for mark in text.marks for edge in (mark.start, mark.end))})
    return "".join(
        piece
        for start, end in pairwise(edges)
        for piece in _segment(start, end, text.marks, shown[start:end], style, reference)
    )


def _segment(
    start: int, end: int, marks: tuple[Mark, ...], shown: str, style: Callable[[str], str], reference: Reference
) -> Iterator[str]:
    """A stretch of text between two edges of marks."""
    active = [mark for mark in marks if mark.start <= start and end <= mark.end]
    referred = next((mark for mark in active if mark.refers), None)
    if referred is not None and (number := reference(referred, shown)) is not None:
        if referred.start == start:
            yield number
        return
    link = next((mark for mark in active if mark.kind is MarkKind.LINK), None)
    if link is not None and link.start == start:
        yield field_begun(f'HYPERLINK "{link.target}"')
    # The order of the schema: what stands in the style, then bold, then italic.
    kinds = [kind for kind in _STYLES if any(mark.kind is kind for mark in active)]
    look = style(_STYLES[kinds[0]]) if kinds else None
    yield text_run(shown, look, "".join(_LOOKS[kind] for kind in kinds[1:]))
    if link is not None and link.end == end:
        yield field_ended()
