"""What documents are made of: paragraphs, runs, bookmarks, in the styles of a template."""

from collections.abc import Mapping
from enum import Enum
from typing import Final

from attrs import frozen

from socplan.exporters.word.texts import xml_text

__all__ = [
    "DEEPEST_IN_CONTENTS",
    "STYLES",
    "Heading",
    "Piece",
    "Turn",
    "bookmark",
    "bookmarked",
    "heading_name",
    "paragraph_xml",
    "text_run",
]

#: The styles of documents: our names and Word's.
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
    "gap": "Socplan Gap",
    "warning": "Socplan Warning",
    "bullet": "List Bullet",
    "number": "List Number",
    "caption": "caption",
    "table": "Socplan Table",
    "cell": "Socplan Cell",
    "figure_cell": "Socplan Cell Number",
    "head": "Socplan Cell Head",
    "figure_head": "Socplan Cell Head Number",
    "small_cell": "Socplan Cell Small",
    "small_figure_cell": "Socplan Cell Number Small",
    "small_head": "Socplan Cell Head Small",
    "small_figure_head": "Socplan Cell Head Number Small",
    "card_title": "Socplan Card Title",
    "card": "Socplan Card",
    "index": "Socplan Index",
    "label": "Socplan Label",
    "drawing": "Socplan Drawing",
    "box": "Socplan Box",
    "box_label": "Socplan Box Label",
    "strong": "Strong",
    "emphasis": "Emphasis",
    "unknown": "Socplan Unknown",
    "footnote": "footnote text",
    "footnote_sign": "footnote reference",
    "resolution_body": "Socplan Resolution Body",
    "signature": "Socplan Signature",
    "signed": "Socplan Signed",
    "contents_title": "TOC Heading",
    "contents1": "toc 1",
    "contents2": "toc 2",
    "link": "Hyperlink",
}

#: The deepest headings of the list of contents.
DEEPEST_IN_CONTENTS: Final = 2
#: The identifiers of bookmarks begin here, above those of templates.
_FIRST_BOOKMARK: Final = 10_000


class Turn(Enum):
    """A mark in a stream of pieces, from which on pages lie sideways, or stand upright again."""

    SIDEWAYS = "sideways"
    UPRIGHT = "upright"


Piece = str | bytes | Turn
"""A paragraph, some rows of a table, or a mark. What is encoded lies within a table: nothing of it ends a section."""


@frozen
class Heading:
    """A heading, for the list of contents."""

    text: str
    level: int
    #: Whether the list of contents names it.
    listed: bool = True


def text_run(text: str, style: str | None = None, more: str = "") -> str:
    """A run of text, with line feeds and tabs as elements of Word; ``more`` looks beside those of a style."""
    look = (f'<w:rStyle w:val="{style}"/>' if style else "") + more
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{xml_text(text)}</w:t></w:r>'


def paragraph_xml(style: str, runs: str = "", more: str = "") -> str:
    """A paragraph of runs in a style of the template, by its identifier, with more properties."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{runs}</w:p>'


def bookmarked(runs: str, number: int) -> str:
    """Runs of a heading that the list of contents refers to by its number."""
    return bookmark(runs, heading_name(number), _FIRST_BOOKMARK + number)


def heading_name(number: int) -> str:
    """The name of the bookmark of a heading, by its number."""
    return f"_Toc{number:08}"


def bookmark(runs: str, name: str, identifier: int) -> str:
    """Runs under a name, by which fields refer to them."""
    return f'<w:bookmarkStart w:id="{identifier}" w:name="{name}"/>{runs}<w:bookmarkEnd w:id="{identifier}"/>'
