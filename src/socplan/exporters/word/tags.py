"""The tags of a template as typed: where they stand, and where one begins that does not end."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from itertools import accumulate, takewhile
from types import MappingProxyType
from typing import Any, Final
from urllib.parse import unquote

from attrs import frozen
from lxml import etree

__all__ = [
    "ANNOTATOR",
    "FILLED_IN",
    "Paragraph",
    "Tag",
    "foreign_tags",
    "is_annotation",
    "paragraphs_of",
    "parts_with_text",
]

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: Of the words in charts and diagrams, and in formulas.
_A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
#: Who writes the comments at mistakes.
ANNOTATOR: Final = "socplan"
#: A tag stops at the next beginning, so that a long line of beginnings is not read again and again.
_TAG: Final = re.compile(
    r"\{\{(?P<print>(?:(?!\{[{%#]|\}\}).)*)\}\}|\{%(?P<statement>(?:(?!\{[{%#]|%\}).)*)%\}|\{#(?:(?!\{#|#\}).)*#\}",
    re.DOTALL,
)
_PREFIX: Final = re.compile(r"(p|tr|tc|r) (.*)", re.DOTALL)
#: Where a tag begins as a value and ends as a statement, or the other way round.
_MISMATCHED: Final = re.compile(r"\{\{(?:(?!\{[{%#]|[}%#]\}).)*%\}|\{%(?:(?!\{[{%#]|[}%#]\}).)*\}\}", re.DOTALL)
_STRAY: Final = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|#\}")
_END: Final = {"{{": "}}", "{%": "%}", "{#": "#}"}
_START: Final = {end: start for start, end in _END.items()}
#: Word puts typographic quotes for typed ones, and docxtpl takes them back within tags.
_QUOTES: Final = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})
#: The parts in which tags are filled in.
FILLED_IN: Final = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml")
#: What is lost with a paragraph or row that a tag takes the place of.
_PICTURES: Final = tuple(f"{_W}{name}" for name in ("drawing", "pict", "footnoteReference", "endnoteReference"))
#: Alternative texts of tables, which stand in no paragraph.
_OF_TABLES: Final = tuple(f"{_W}{name}" for name in ("tblCaption", "tblDescription"))
#: The attributes that hold words of people: alternative texts, titles, and the text of WordArt.
_WORDS: Final = frozenset({"alt", "descr", "string", "title", f"{_W}tooltip"})
_TAGGED: Final = etree.XPath("//@*[contains(., '{{') or contains(., '{%') or contains(., '{#')]")
_DELETED: Final = etree.XPath(".//w:delText | .//w:moveFrom//w:t", namespaces={"w": _W[1:-1]})
_TEXTS: Final = (f"{_W}t", f"{_A}t", f"{_M}t")
_SPACES: Final = (f"{_W}tab", f"{_W}br")
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
    #: The elements between the paragraph and its first letter, and its last: a link, a tracked change.
    begins_in: tuple[str, ...] = ()
    ends_in: tuple[str, ...] = ()


@frozen(eq=False)
class Paragraph:
    """A paragraph of a part that holds braces."""

    part: str
    #: Which paragraph of the part it is; ``None``: it is the alternative text of a table.
    place: int | None
    text: str
    tags: tuple[Tag, ...]
    #: The element, for its place in tables.
    node: Any
    #: The text that is deleted while changes are tracked.
    deleted: str = ""

    @property
    def mismatched(self) -> Iterator[str]:
        """Tags that begin as one sort and end as another."""
        yield from (each.group() for each in _MISMATCHED.finditer(_TAG.sub("", self.text)))

    @property
    def stray(self) -> Iterator[tuple[str, str]]:
        """Braces that belong to no tag, each with what it lacks."""
        rest = _MISMATCHED.sub("", _TAG.sub("", self.text))
        for found in _STRAY.finditer(rest):
            brace = found.group()
            yield brace, _END.get(brace) or _START[brace]

    @property
    def has_picture(self) -> bool:
        """Whether a picture, a text box or a note stands in it."""
        return next(self.node.iter(*_PICTURES), None) is not None

    @property
    def has_break(self) -> bool:
        """Whether a page, a column or a section ends in it."""
        breaks = (each.get(f"{_W}type") in ("page", "column") for each in self.node.iter(f"{_W}br"))
        return any(breaks) or self.node.find(f"{_W}pPr/{_W}sectPr") is not None

    @property
    def beside(self) -> str:
        """The text beside all tags."""
        return _TAG.sub("", self.text).strip()

    def container(self, prefix: str) -> Any:
        """The element within which a tag and its end have to stand: of a paragraph, or of a row of a table."""
        kind = {"tr": f"{_W}tr", "tc": f"{_W}tc"}.get(prefix, f"{_W}p")
        node = self.node if kind == f"{_W}p" else next(self.node.iterancestors(kind), None)
        return None if node is None else node.getparent()

    def beside_in(self, prefix: str, tag: Tag) -> bool:
        """Whether something stands beside a tag in the row or cell of a table around it."""
        around = next(self.node.iterancestors(f"{_W}{prefix}"), None)
        if around is None:
            return False
        text = "".join(text.text or "" for text in around.iter(f"{_W}t"))
        return bool(text.replace(tag.text, "", 1).strip()) or next(around.iter(*_PICTURES), None) is not None


def parts_with_text(members: dict[str, bytes]) -> Iterator[tuple[str, bool]]:
    """The parts whose text may hold tags, each with whether its tags are filled in."""
    for member in sorted(members):
        is_text = member.startswith(_PLACES) and member.endswith(".xml")
        if is_text and (b"{" in members[member] or b"}" in members[member]):
            yield member, FILLED_IN.fullmatch(member) is not None


def is_annotation(comments: bytes) -> bool:
    """Whether comments at mistakes are left among the comments of a template."""
    return f'w:author="{ANNOTATOR}"'.encode() in comments


def foreign_tags(members: dict[str, bytes]) -> Iterator[tuple[str, str, str]]:
    """Tags in settings of Word and in targets of links, each with its part and the name of the setting."""
    for member in sorted(members):
        if FILLED_IN.fullmatch(member):
            for value in _TAGGED(etree.fromstring(members[member])):
                # What stands in a field is looked at with the fields.
                if not _is_for_people(value) and value.attrname != f"{_W}instr":
                    yield member, value, etree.QName(value.getparent()).localname
        elif member.startswith("word/_rels/"):
            targets = (each.get("Target", "") for each in etree.fromstring(members[member]))
            # Word writes the braces of an address in its own way.
            yield from ((member, each, "hyperlink") for each in map(unquote, targets) if _TAG.search(each))


def paragraphs_of(part: str, data: bytes) -> Iterator[Paragraph]:
    """The paragraphs of a part that hold braces; in properties and charts, the values as well."""
    tree = etree.fromstring(data)
    if FILLED_IN.fullmatch(part) is None:
        for comment in tree.findall(f"{_W}comment[@{_W}author='{ANNOTATOR}']"):
            tree.remove(comment)  # a comment at a mistake quotes tags
        for place, node in enumerate(tree.iter(etree.Element)):
            pieces: list[_Piece] = list(_pieces(node)) if node.tag == f"{_W}p" else [(_value(node), ())]
            text = "".join(piece for piece, _ in pieces)
            if _STRAY.search(text):
                yield Paragraph(part, place, text, tuple(_tags(pieces)), node)
        return
    words: dict[Any, list[str]] = {}
    for value in filter(_is_for_people, _TAGGED(tree)):
        words.setdefault(value.getparent(), []).append(value)
    place = -1
    for node in tree.iter(f"{_W}p", *_OF_TABLES):
        is_paragraph = node.tag == f"{_W}p"
        place += is_paragraph
        pieces = list(_pieces(node, words)) if is_paragraph else [(" ".join(words.get(node, ())), ())]
        text = "".join(piece for piece, _ in pieces)
        deleted = "".join(each.text or "" for each in _DELETED(node))
        if _STRAY.search(text) or _STRAY.search(deleted):
            yield Paragraph(part, place if is_paragraph else None, text, tuple(_tags(pieces)), node, deleted)


def _is_for_people(value: Any) -> bool:
    """Whether an attribute holds words of people and no setting."""
    node = value.getparent()
    return node.tag in _OF_TABLES or value.attrname in _WORDS


_Piece = tuple[str, tuple[str, ...]]


def _pieces(paragraph: Any, words: Mapping[Any, list[str]] = MappingProxyType({})) -> Iterator[_Piece]:
    """The text of a paragraph, without that of text boxes in it; with alternative texts that hold tags.

    Each piece comes with the elements between the paragraph and its run.
    """
    for node in paragraph.iter() if words else paragraph.iter(*_TEXTS, *_SPACES):
        is_known = node in words or node.tag in _TEXTS or node.tag in _SPACES
        if is_known and next(node.iterancestors(f"{_W}p")) is paragraph:
            if node in words:
                yield f" {' '.join(words[node])} ", ()
            else:
                around = takewhile(lambda above: above is not paragraph, node.getparent().iterancestors())
                yield (node.text or "") if node.tag in _TEXTS else " ", tuple(str(above.tag) for above in around)


def _value(node: Any) -> str:
    """The text of a paragraph in a drawing; of any other element its own, unless it stands in a paragraph."""
    if node.tag == f"{_A}p":
        return "".join(text.text or "" for text in node.iter(f"{_A}t"))
    return "" if next(node.iterancestors(f"{_W}p", f"{_A}p"), None) is not None else node.text or ""


def _tags(pieces: list[_Piece]) -> Iterator[Tag]:
    text = "".join(piece for piece, _ in pieces)
    ends = list(accumulate(len(piece) for piece, _ in pieces))
    around = [each for _, each in pieces]
    for found in _TAG.finditer(text):
        is_print = found.group("print") is not None
        inside = found.group("print") if is_print else found.group("statement")
        if inside is None:
            continue  # a comment
        prefix = _PREFIX.fullmatch(inside)
        kind, inside = prefix.groups() if prefix else ("", inside)
        first, last = (around[bisect_right(ends, at)] for at in (found.start(), found.end() - 1))
        yield Tag(found.group(), kind, inside.strip().strip("-+").strip().translate(_QUOTES), is_print, first, last)
