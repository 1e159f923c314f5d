"""A filled template, small because the report is not yet in it: marks stand where its parts go.

Only this skeleton is parsed. Sections, headings of the template's own and numbers of pictures are settled in it; then
it is written as a stream, and each mark gives way to what the report puts in its place.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any, Final

from attrs import define
from lxml import etree

from socplan.exporters.word.mistakes import Mistake, MistakesError
from socplan.exporters.word.pieces import Heading, Piece, Turn, bookmarked

__all__ = ["Place", "Skeleton", "element_text", "mark_xml"]

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PICTURE: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
#: What may hold paragraphs, and no text of its own.
_HOLDERS: Final = frozenset(f"{_W}{name}" for name in ("body", "tc", "sdtContent", "txbxContent"))
_NO_TEXT: Final = _HOLDERS | {f"{_W}{name}" for name in ("p", "r", "tbl", "tr", "sdt", "hyperlink")}
_SECTION: Final = re.compile(r"<w:sectPr[ >].*?</w:sectPr>", re.DOTALL)
#: A field that counts, such as ``SEQ Table``.
_COUNTING: Final = re.compile(r"\s*SEQ\s+(\w+)", re.IGNORECASE)
#: Pictures of the template are numbered from here, those of the report after them.
_FIRST_PICTURE: Final = 1_001


def mark_xml(mark: str, number: int) -> str:
    """The paragraph that keeps a place."""
    return f'<w:p><w:pPr><w:pStyle w:val="{mark}{number}"/></w:pPr></w:p>'


@define
class Place:
    """A mark in the skeleton."""

    number: int
    #: Whether it stands in the text itself, not in a cell: only there can pages turn.
    top: bool
    #: Whether nothing but the end of the document follows.
    last: bool
    #: Whether a section already begins here.
    begun: bool = False


class Skeleton:
    """The filled text of a template with its marks."""

    def __init__(self, part: str, text: str, mark: str) -> None:
        """Parse the text.

        Raises:
            MistakesError: tags tear it apart, a mark is not whole, or text stands outside of paragraphs.
        """
        try:
            self._tree = etree.fromstring(text.encode("utf-8"), etree.XMLParser(huge_tree=True))
        except (etree.XMLSyntaxError, UnicodeEncodeError) as error:
            code = "odd-character" if isinstance(error, UnicodeEncodeError) else "torn"
            raise MistakesError([Mistake(part=part, code=code)]) from error
        self._mark = mark
        self._body = self._tree.find(f"{_W}body")
        #: The paragraphs with a style, in their order; looking into each paragraph would take five times as long.
        self._styles = _styles_in(self._tree)
        marks = [paragraph for paragraph, style in self._styles.items() if style.startswith(mark)]
        if mistakes := tuple(_torn(self._tree, part, marks, text.count(mark))):
            raise MistakesError(mistakes)
        self._marks = marks
        #: Whether the template has only one section, with one size of pages.
        self.has_one_section = sum(1 for _ in self._tree.iter(f"{_W}sectPr")) == 1
        self._ends_sideways = False
        self.places = tuple(self._place(each) for each in marks)
        self.next_picture = _FIRST_PICTURE
        for picture in self._tree.iter(_PICTURE):
            picture.set("id", str(self.next_picture))
            self.next_picture += 1

    def _place(self, element: Any) -> Place:
        top = element.getparent() is self._body
        return Place(
            int(self._styles[element].removeprefix(self._mark)), top, top and element.getnext() is self._body[-1]
        )

    @property
    def first_section(self) -> Any:
        """The properties of the first section."""
        return next(self._tree.iter(f"{_W}sectPr"))

    def blocks(self) -> Iterator[Any]:
        """What stands in the text: the number of each mark, and the elements between them."""
        numbers = {mark: number for number, mark in enumerate(self._marks)}
        for element in self._body[:-1]:
            yield numbers.get(element, element)

    def number_headings(
        self, levels: dict[str, int], of_place: Callable[[Place], Iterable[Heading]]
    ) -> tuple[list[Heading], list[int]]:
        """All headings in their order, and the number of the first one at each mark; the template's get bookmarks.

        ``levels`` gives the level of a style.
        """
        headings: list[Heading] = []
        firsts: list[int] = []
        by_element = dict(zip(self._marks, self.places, strict=True))
        for paragraph, style in self._styles.items():
            place = by_element.get(paragraph)
            if place is not None:
                firsts.append(len(headings) + 1)
                headings += of_place(place)
            elif (level := levels.get(style)) is not None:
                text = "".join(node.text or "" for node in paragraph.iter(f"{_W}t"))
                headings.append(Heading(text, level))
                made = etree.fromstring(f'<x xmlns:w="{_W[1:-1]}">{bookmarked("", len(headings))}</x>')
                start, end = made
                paragraph.insert(1, start)
                paragraph.append(end)
        return headings, firsts

    def counted(self) -> list[Mapping[str, int]]:
        """How often the template itself counts under each name before each mark."""
        before: list[Mapping[str, int]] = []
        count: Counter[str] = Counter()
        marks = set(self._marks)
        for element in self._tree.iter(f"{_W}p", f"{_W}instrText", f"{_W}fldSimple"):
            if element in marks:
                before.append(Counter(count))
            elif field := _COUNTING.match(element.get(f"{_W}instr") or element.text or ""):
                count[field[1]] += 1
        return before

    def turn_pages(self, sideways: dict[int, tuple[bool, bool]]) -> None:
        """Begin and end sections around the marks whose parts begin, or end, on pages turned sideways."""
        upright = self._body[-1]
        for element, place in zip(self._marks, self.places, strict=True):
            begins, ends = sideways.get(place.number, (False, False))
            before = element.getprevious()
            if place.top and begins and before is not None and before not in self._marks:
                _end_section(before, _copied(upright))
            place.begun = begins or before is None
            if place.last and ends:
                self._ends_sideways = True

    def stream(self, pieces: Callable[[int], Iterable[Piece]]) -> Iterator[str | bytes]:
        """The document as XML, with the pieces for each mark in its place."""
        upright = _section_xml(self._body[-1])
        if self._ends_sideways:
            _turn(self._body[-1])
        text = etree.tostring(self._tree, encoding="unicode")
        parts = re.split(f'<w:p><w:pPr><w:pStyle w:val="{self._mark}\\d+"/></w:pPr></w:p>', text)
        yield from self._joined(parts, pieces, upright)

    def _joined(
        self, parts: list[str], pieces: Callable[[int], Iterable[Piece]], upright: str
    ) -> Iterator[str | bytes]:
        yield _DECLARATION
        once = _FirstPageOnce()
        run: list[int] = []
        for number, part in enumerate(parts):
            if part and run:
                first, last = self.places[run[0]], self.places[run[-1]]
                stream = (piece for place in run for piece in pieces(place))
                if last.top:
                    ends = partial(_ending, section=upright, once=once), partial(self._ending_sideways, once=once)
                    yield from _sectioned(stream, *ends, begun=first.begun, at_end=last.last)
                else:
                    yield from (piece for piece in stream if not isinstance(piece, Turn))
                run = []
            yield once(part)
            run.append(number)

    def _ending_sideways(self, paragraph: str, once: "_FirstPageOnce") -> str:
        """The last paragraph of a section that lies on its side; few documents have one."""
        turned = _copied(self._body[-1])
        _turn(turned)
        return _ending(paragraph, _section_xml(turned), once)


def element_text(element: Any) -> bytes:
    """An element as it is written, without what stands behind it: the same text, the same look."""
    return bytes(etree.tostring(element, with_tail=False))


def _torn(tree: Any, part: str, marks: list[Any], wanted: int) -> Iterator[Mistake]:
    """Marks that are not whole, and text that no program would show."""
    if any(len(text) for text in tree.iter(f"{_W}t")):
        yield Mistake(part=part, code="blocks-in-lines")
    elif len(marks) != wanted or any(mark.getparent().tag not in _HOLDERS for mark in marks):
        yield Mistake(part=part, code="block-changed")
    for element in tree.iter(*_NO_TEXT):
        for text in (element.text, *(child.tail for child in element)):
            if text and text.strip():
                yield Mistake(part=part, code="text-nowhere", values={"text": text.strip()[:120]})


def _styles_in(tree: Any) -> dict[Any, str]:
    """The style of each paragraph that has one; not what a recorded change says that it had."""
    styles: dict[Any, str] = {}
    for style in tree.iter(f"{_W}pStyle"):
        look = style.getparent()
        paragraph = look.getparent() if look.tag == f"{_W}pPr" else None
        if paragraph is not None and paragraph.tag == f"{_W}p":
            styles.setdefault(paragraph, style.get(f"{_W}val", ""))
    return styles


def _copied(section: Any) -> Any:
    return etree.fromstring(etree.tostring(section))


def _turn(section: Any) -> None:
    """Turn the page of a section sideways, if it is not yet."""
    size = section.find(f"{_W}pgSz")
    width, height = (size.get(f"{_W}{name}") for name in ("w", "h"))
    size.set(f"{_W}w", max(width, height, key=float))
    size.set(f"{_W}h", min(width, height, key=float))
    size.set(f"{_W}orient", "landscape")


def _section_xml(section: Any) -> str:
    """The properties of a section, to stand inside the document, which declares the prefixes."""
    return re.sub(r' xmlns:\w+="[^"]*"', "", etree.tostring(section, encoding="unicode"))


def _end_section(block: Any, properties: Any) -> None:
    """End a section with a block; if this cannot end one, with an empty paragraph below it."""
    paragraph = block
    if block.tag != f"{_W}p" or block.find(f"{_W}pPr/{_W}sectPr") is not None:
        paragraph = etree.Element(f"{_W}p")
        block.addnext(paragraph)
    look = paragraph.find(f"{_W}pPr")
    if look is None:
        look = etree.Element(f"{_W}pPr")
        paragraph.insert(0, look)
    change = look.find(f"{_W}pPrChange")
    look.append(properties) if change is None else change.addprevious(properties)


def _sectioned(
    pieces: Iterable[Piece], upright: Callable[[str], str], sideways: Callable[[str], str], *, begun: bool, at_end: bool
) -> Iterator[str | bytes]:
    """Pieces with section breaks where pages turn. A break belongs to the paragraph before it, so one is held back.

    ``upright`` and ``sideways`` end a section with a paragraph.
    """
    held: str | None = None
    lies = stands_again = False
    for piece in pieces:
        if piece is Turn.SIDEWAYS:
            # Two wide parts in a row: the pages stay sideways.
            if not lies and (held is not None or not begun):
                yield upright(held or "")
                held = None
            lies, stands_again = True, False
        elif piece is Turn.UPRIGHT:
            stands_again = True
        elif isinstance(piece, bytes):
            if held is not None:
                yield held
                held = None
            yield piece
        elif isinstance(piece, str):
            if stands_again and held is not None:
                yield sideways(held)
                held, lies, stands_again = None, False, False
            if held is not None:
                yield held
            held, begun = piece, False
    if held is not None:
        yield sideways(held) if stands_again and not at_end else held


class _FirstPageOnce:
    """Only the first section has a first page of its own."""

    def __init__(self) -> None:
        self._seen = False

    def __call__(self, text: str) -> str:
        return _SECTION.sub(self._changed, text)

    def _changed(self, found: re.Match[str]) -> str:
        text = found.group()
        if self._seen:
            text = re.sub(r"<w:titlePg[^>]*/>", "", text)
        self._seen = True
        return text


def _ending(paragraph: str, section: str, once: _FirstPageOnce) -> str:
    """The last paragraph of a section."""
    section = once(section)
    if paragraph.startswith("<w:p>") and "<w:sectPr" not in paragraph:
        return paragraph.replace("</w:pPr>", f"{section}</w:pPr>", 1)
    return f"{paragraph}<w:p><w:pPr>{section}</w:pPr></w:p>"
