"""Long texts of a dossier in a small, safe part of Markdown: strong, emphasised, links, lists.

What is not part of it stays as it was written: headings, pictures, code, HTML, tables, and links that lead elsewhere
than to the web or a mailbox. So an asterisk between spaces is an asterisk, and „1. ledna“ no list.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, Final

from socplan.report.blocks import Items, Paragraph, ParagraphRole
from socplan.report.texts import Mark, MarkKind, RichText, is_address

__all__ = ["rich_blocks"]

#: The rules of CommonMark that hold.
_RULES: Final = ("emphasis", "balance_pairs", "fragments_join", "link", "escape", "newline", "list")
_KINDS: Final = {"strong": MarkKind.STRONG, "em": MarkKind.EMPHASIS, "link": MarkKind.LINK}
#: What begins an item of a list.
_BULLETS: Final = frozenset({"-", "*"})
#: Before an item in an item, as the lists of a document have one level.
_INNER: Final = "– "
_PICTURE: Final = "!["
#: A list needs so many items: „1. ledna“ alone is a day, „- 5 %“ a number.
_FEWEST_ITEMS: Final = 2


@cache
def _parser() -> Any:
    from markdown_it import MarkdownIt

    class Parser(MarkdownIt):
        def validateLink(self, url: str) -> bool:  # noqa: N802 - a name of the library
            return is_address(url)

    parser = Parser("zero").enable(list(_RULES))
    parser.inline.ruler.before("link", "no_picture", _no_picture)
    return parser


def _no_picture(state: Any, silent: bool) -> bool:
    """Keep the beginning of a picture as text, or the rest of it would be a link."""
    if not state.src.startswith(_PICTURE, state.pos):
        return False
    if not silent:
        state.pending += _PICTURE
    state.pos += len(_PICTURE)
    return True


def rich_blocks(text: str | None, role: ParagraphRole = ParagraphRole.TEXT) -> tuple[Paragraph | Items, ...]:
    """A long text as paragraphs and lists; paragraphs stand between empty lines, a line feed breaks the line.

    Args:
        text: the text of a dossier; ``None``: not known.
        role: what its paragraphs are for.
    """
    if not text or not text.strip():
        return ()
    root = _tree(_parser().parse(text))
    return tuple(block for node in root.children for block in _block(node, text.split("\n"), role))


def _tree(tokens: Any) -> Any:
    from markdown_it.tree import SyntaxTreeNode

    return SyntaxTreeNode(tokens)


def _block(node: Any, lines: Sequence[str], role: ParagraphRole) -> Iterator[Paragraph | Items]:
    if node.type == "paragraph":
        yield Paragraph(_rich(node.children[0]), role)
    elif _is_list(node):
        yield Items(tuple(_rich_item(item) for item in node.children), numbered=node.type == "ordered_list")
    else:
        begin, end = node.map
        for part in "\n".join(lines[begin:end]).split("\n\n"):
            if part.strip():
                yield Paragraph(_rich(_tree(_parser().parseInline(part.strip("\n"))).children[0]), role)


def _is_list(node: Any) -> bool:
    """Whether a list is one: at least two items, and numbers from 1."""
    if len(node.children) < _FEWEST_ITEMS:
        return False
    return node.markup in _BULLETS or (node.type == "ordered_list" and node.attrs.get("start", 1) == 1)


def _rich_item(item: Any) -> str:
    """An item: its paragraphs and the items within it, a line each."""
    made = _Made()
    _put_blocks(item.children, made, "")
    return made.text()


def _put_blocks(nodes: Iterable[Any], made: _Made, before: str) -> None:
    for node in nodes:
        if node.type == "paragraph":
            if made.length:
                made.put("\n")
            made.put(before)
            made.put_inline(node.children[0].children)
        else:
            for number, item in enumerate(node.children, start=node.attrs.get("start", 1)):
                inner = f"{number}. " if node.type == "ordered_list" else _INNER
                _put_blocks(item.children, made, inner)


def _rich(inline: Any) -> str:
    made = _Made()
    made.put_inline(inline.children)
    return made.text()


class _Made:
    """A text that is being put together, and its marks."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._marks: list[Mark] = []
        self.length = 0

    def put(self, text: str) -> None:
        """Add characters."""
        self._pieces.append(text)
        self.length += len(text)

    def put_inline(self, nodes: Iterable[Any]) -> None:
        """Add characters with the marks on them."""
        for node in nodes:
            start, place = self.length, len(self._marks)
            if node.type in _KINDS:
                self.put_inline(node.children)
                target = node.attrs.get("href") if node.type == "link" else None
                if target and self.length == start:
                    # A link without a name shows where it leads.
                    self.put(target)
                if self.length > start:
                    # Before the marks within it.
                    self._marks.insert(place, Mark(start, self.length, _KINDS[node.type], target))
            else:
                self.put("\n" if node.type in {"softbreak", "hardbreak"} else node.content)

    def text(self) -> str:
        """The text; a plain one where nothing is marked."""
        plain = "".join(self._pieces)
        return RichText(plain, tuple(self._marks)) if self._marks else plain
