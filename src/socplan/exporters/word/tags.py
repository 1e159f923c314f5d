"""The tags of a template as typed: where they stand, and where one begins that does not end."""

import re
from collections.abc import Iterator
from typing import Any, Final

from attrs import frozen
from lxml import etree

__all__ = ["FILLED_IN", "Paragraph", "Tag", "paragraphs_of", "parts_with_text"]

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: Of the words in charts and diagrams.
_A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
#: A tag stops at the next beginning, so that a long line of beginnings is not read again and again.
_TAG: Final = re.compile(
    r"\{\{(?P<print>(?:(?!\{[{%#]|\}\}).)*)\}\}|\{%(?P<statement>(?:(?!\{[{%#]|%\}).)*)%\}|\{#(?:(?!\{[{%#]|#\}).)*#\}",
    re.DOTALL,
)
_PREFIX: Final = re.compile(r"(p|tr|tc|r) (.*)", re.DOTALL)
_STRAY: Final = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|#\}")
_END: Final = {"{{": "}}", "{%": "%}", "{#": "#}"}
_START: Final = {end: start for start, end in _END.items()}
#: Word puts typographic quotes for typed ones, and docxtpl takes them back within tags.
_QUOTES: Final = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'"})
#: The parts in which tags are filled in.
FILLED_IN: Final = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml")
#: Where the other parts with words of people lie.
_PLACES: Final = ("word/", "docProps/", "customXml/")


@frozen
class Tag:
    """A tag as typed."""

    text: str
    #: ``p``, ``tr``, ``tc`` or ``r``: what the tag takes the place of; empty: nothing but itself.
    prefix: str
    #: What stands between the braces.
    inside: str
    is_print: bool


@frozen(eq=False)
class Paragraph:
    """A paragraph of a part that holds braces."""

    part: str
    #: Which paragraph of the part it is.
    place: int
    text: str
    tags: tuple[Tag, ...]
    #: The element, for its place in tables.
    node: Any

    @property
    def stray(self) -> Iterator[tuple[str, str]]:
        """Braces that belong to no tag, each with what it lacks."""
        rest = _TAG.sub("", self.text)
        for found in _STRAY.finditer(rest):
            brace = found.group()
            yield brace, _END.get(brace) or _START[brace]

    @property
    def beside(self) -> str:
        """The text beside all tags."""
        return _TAG.sub("", self.text).strip()

    def container(self, prefix: str) -> Any:
        """The element within which a tag and its end have to stand: of a paragraph, or of a row of a table."""
        kind = {"tr": f"{_W}tr", "tc": f"{_W}tc"}.get(prefix, f"{_W}p")
        node = self.node if kind == f"{_W}p" else next(self.node.iterancestors(kind), None)
        return None if node is None else node.getparent()

    @property
    def row_text(self) -> str:
        """The text of the row of a table around it."""
        row = next(self.node.iterancestors(f"{_W}tr"), None)
        return "" if row is None else "".join(text.text or "" for text in row.iter(f"{_W}t"))


def parts_with_text(members: dict[str, bytes]) -> Iterator[tuple[str, bool]]:
    """The parts whose text may hold tags, each with whether its tags are filled in."""
    for member in sorted(members):
        is_text = member.startswith(_PLACES) and member.endswith(".xml")
        if is_text and (b"{" in members[member] or b"}" in members[member]):
            yield member, FILLED_IN.fullmatch(member) is not None


def paragraphs_of(part: str, data: bytes) -> Iterator[Paragraph]:
    """The paragraphs of a part that hold braces; in properties and charts, the values as well."""
    tree = etree.fromstring(data)
    is_filled_in = FILLED_IN.fullmatch(part) is not None
    nodes = list(tree.iter(f"{_W}p") if is_filled_in else tree.iter(etree.Element))
    for place, node in enumerate(nodes):
        text = _text(node) if node.tag == f"{_W}p" else _value(node)
        if _STRAY.search(text):
            yield Paragraph(part, place, text, tuple(_tags(text)), node)


def _text(paragraph: Any) -> str:
    """The text of a paragraph, without that of text boxes in it."""
    return "".join(
        node.text or "" if node.tag == f"{_W}t" else " "
        for node in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br")
        if next(node.iterancestors(f"{_W}p")) is paragraph
    )


def _value(node: Any) -> str:
    """The text of a paragraph in a drawing; of any other element its own, unless it stands in a paragraph."""
    if node.tag == f"{_A}p":
        return "".join(text.text or "" for text in node.iter(f"{_A}t"))
    return "" if next(node.iterancestors(f"{_W}p", f"{_A}p"), None) is not None else node.text or ""


def _tags(text: str) -> Iterator[Tag]:
    for found in _TAG.finditer(text):
        is_print = found.group("print") is not None
        inside = found.group("print") if is_print else found.group("statement")
        if inside is None:
            continue  # a comment
        prefix = _PREFIX.fullmatch(inside)
        kind, inside = prefix.groups() if prefix else ("", inside)
        yield Tag(found.group(), kind, inside.strip().strip("-+").strip().translate(_QUOTES), is_print)
