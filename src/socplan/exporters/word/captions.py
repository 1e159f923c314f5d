"""Numbers of tables and figures: captions that Word counts, and references to them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from itertools import product
from typing import Final

from attrs import frozen

from socplan.exporters.word.pieces import bookmark, text_run
from socplan.exporters.word.runs import field_run
from socplan.report import Mark, MarkKind

__all__ = ["Caption", "CaptionKind", "Captions", "Numbers"]

#: The identifiers of bookmarks of captions begin here, above those of headings.
_FIRST_BOOKMARK: Final = 1_000_000
#: The same for the numbers in them.
_FIRST_NUMBER: Final = 2_000_000
#: The same for cards.
_FIRST_CARD: Final = 3_000_000
#: Keeps a word and its number on one line.
_SPACE: Final = "\N{NO-BREAK SPACE}"


class CaptionKind(Enum):
    """What a caption counts; the value is its word in the words of a report."""

    TABLE = "table"
    FIGURE = "figure"
    CARD = "card"  #: A card, which has a page and no number.


#: The names of what Word counts, if the words of a report cannot be one.
_COUNTED: Final = {CaptionKind.TABLE: "Table", CaptionKind.FIGURE: "Figure", CaptionKind.CARD: "Card"}

#: The kinds whose numbers stand in the document.
_NUMBERED: Final = (CaptionKind.TABLE, CaptionKind.FIGURE)

Numbers = Mapping[CaptionKind, int]
"""How many captions of each kind stand before a place."""


@frozen
class Caption:
    """The caption of a table or figure."""

    kind: CaptionKind
    #: The keys of the table or figure; a figure has its own and that of its table.
    keys: tuple[str, ...]
    #: As it is printed.
    title: str


class Captions:
    """All captions of a document, with their numbers."""

    def __init__(
        self, words: Mapping[str, str], places: Iterable[Sequence[Caption]], own: Sequence[Mapping[str, int]] = ()
    ) -> None:
        """Number the captions of each place of the report in the document, in their order.

        Args:
            words: the words of the report. A kind of captions without a word has no numbers.
            places: the captions at each place.
            own: how often the template itself counts under each name before each place.
        """
        self._words = {kind: words[kind.value] for kind in _NUMBERED if kind.value in words}
        self._on_page = words.get("on_page", "")
        #: The pages of bookmarks, once they are known.
        self.pages: Mapping[str, int] = {}
        #: How many captions stand before each place.
        self.before: list[Numbers] = []
        self._all: list[tuple[Caption, int]] = []
        self._by_key: dict[tuple[int | None, str], tuple[CaptionKind, int]] = {}
        counters = {kind: self.counter(kind) for kind in CaptionKind}
        count = dict.fromkeys(CaptionKind, 0)
        for place, captions in enumerate(places):
            own_here = own[place] if own else {}
            shift = {kind: own_here.get(name, 0) for kind, name in counters.items()}
            self.before.append({kind: count[kind] + shift[kind] for kind in CaptionKind})
            for caption in captions:
                count[caption.kind] += 1
                number = count[caption.kind] + shift[caption.kind]
                self._all.append((caption, number))
                for where, key in product((place, None), caption.keys):
                    self._by_key.setdefault((where, key), (caption.kind, number))

    def counter(self, kind: CaptionKind) -> str:
        """The name under which Word counts a kind; its own captions of the language bear the same name."""
        word = self._words.get(kind, "")
        return word if re.fullmatch(r"\w{1,40}", word) else _COUNTED[kind]

    def runs(self, kind: CaptionKind, number: int, title: str) -> str:
        """A caption with its number: „Tabulka 3: Opatření podle skupin“."""
        word = self._words.get(kind)
        if word is None:
            return text_run(title)
        field = field_run(f"SEQ {self.counter(kind)} \\* ARABIC", text_run(str(number)))
        identifier = 2 * number + _NUMBERED.index(kind)
        counted = bookmark(field, _number_name(kind, number), _FIRST_NUMBER + identifier)
        label = bookmark(text_run(f"{word}{_SPACE}") + counted, _name(kind, number), _FIRST_BOOKMARK + identifier)
        return label + text_run(f": {title}")

    def text(self, kind: CaptionKind, number: int, title: str) -> str:
        """What people read in a caption."""
        word = self._words.get(kind)
        return title if word is None else f"{word}{_SPACE}{number}: {title}"

    def bookmark(self, kind: CaptionKind, number: int) -> str:
        """The name of the bookmark of a caption."""
        return _name(kind, number)

    def number(self, key: str, place: int) -> int | None:
        """The number of the table or figure under a key, as `reference` shows it."""
        kind, number = self._numbered(key, place)
        return None if kind is None or kind not in self._words else number

    def _numbered(self, key: str, place: int) -> tuple[CaptionKind | None, int]:
        return self._by_key.get((place, key)) or self._by_key.get((None, key)) or (None, 0)

    @property
    def has_cards(self) -> bool:
        """Whether there is a card to refer to."""
        return any(caption.kind is CaptionKind.CARD for caption, _ in self._all)

    def card(self, number: int, title: str) -> str:
        """The title of a card, to which texts refer."""
        return bookmark(text_run(title), _name(CaptionKind.CARD, number), _FIRST_CARD + number)

    def page_text(self, key: str, place: int) -> str | None:
        """What stands behind the name of the card under a key, „, s. 12“; ``None``: it is no card."""
        kind, number = self._numbered(key, place)
        if kind is not CaptionKind.CARD or not self._on_page:
            return None
        return f", {self._on_page}{_SPACE}{self.pages.get(_name(kind, number), '–')}"

    def reference(self, mark: Mark, place: int, shown: str) -> str | None:
        """What a reference prints: „Tabulka 3“, „3“, or the name of a card with its page; ``None``: there is no number.

        In a volume, several chapters may have a table of one key: the one at the same place is meant.
        """
        key = mark.target or ""
        kind, number = self._numbered(key, place)
        if kind is CaptionKind.CARD and (text := self.page_text(key, place)) is not None:
            name = _name(kind, number)
            before, page = text.rsplit(_SPACE, 1)
            field = field_run(f"PAGEREF {name} \\h", text_run(page))
            runs = f"{text_run(shown + before + _SPACE)}{field}"
            return f'<w:hyperlink w:anchor="{name}" w:history="1">{runs}</w:hyperlink>'
        if kind is None or kind not in self._words:
            return None
        if mark.kind is MarkKind.NUMBER:
            return field_run(f"REF {_number_name(kind, number)} \\h", text_run(str(number)))
        return field_run(f"REF {_name(kind, number)} \\h", text_run(f"{self._words[kind]}{_SPACE}{number}"))

    def entries(self, kind: CaptionKind) -> Iterator[tuple[str, str]]:
        """The lines of a list of tables, or of figures, each with the bookmark on its page."""
        word = self._words.get(kind)
        for caption, number in self._all:
            if caption.kind is kind and word is not None:
                yield self.text(kind, number, caption.title), _name(kind, number)


def _number_name(kind: CaptionKind, number: int) -> str:
    return f"_{_COUNTED[kind]}Number{number:08}"


def _name(kind: CaptionKind, number: int) -> str:
    return f"_{_COUNTED[kind]}{number:08}"
