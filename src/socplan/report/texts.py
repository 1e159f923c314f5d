"""Texts of which some characters are marked: strong, emphasised, a link, a reference, a footnote.

A marked text is a ``str``. Whoever knows no marks prints it as it is, and nothing is missing but the looks.
"""

import re
from enum import Enum
from typing import Final, Self

from attrs import frozen

__all__ = ["Mark", "MarkKind", "RichText", "referring"]

#: The addresses that a link may lead to.
_ADDRESS: Final = re.compile(r"(?:https?://|mailto:)[^\s\"<>\\^`{|}\x00-\x1f]+", re.IGNORECASE)


class MarkKind(Enum):
    """What marked characters are."""

    STRONG = "strong"  #: Of weight (tučně).
    EMPHASIS = "emphasis"  #: Stressed (kurzívou).
    LINK = "link"  #: A link to the address ``target``: http, https or mailto.
    REFERENCE = "reference"
    """The name of a table or figure, whose key is ``target``, or of a card: „KEY OF ITS FIGURE/KEY OF ITS ROW“. Formats
    that number tables print „Tabulka 3“ instead; formats with pages add the page of a card."""
    NUMBER = "number"
    """The name of a table or figure behind the word for it, in whatever case: „viz tabulku Opatření podle skupin“.
    Formats that number tables print the number instead of the name: „viz tabulku 3“."""


@frozen
class Mark:
    """A mark on the characters from ``start`` to before ``end``."""

    start: int
    end: int
    kind: MarkKind
    #: The address of a link, the key of a table or figure.
    target: str | None = None

    @property
    def refers(self) -> bool:
        """Whether it refers to something in the same report."""
        return self.kind in {MarkKind.REFERENCE, MarkKind.NUMBER}


class RichText(str):
    """A text with marks (formátovaný text), in the order of their beginnings, an outer mark before an inner one.

    Raises:
        ValueError: a mark holds no character of the text or crosses another one, a link or a reference has no target
            or holds another, or a link leads to an address that is not http, https or mailto.
    """

    __slots__ = ("marks",)
    marks: tuple[Mark, ...]

    def __new__(cls, text: str, marks: tuple[Mark, ...] = ()) -> Self:
        """Put marks on a text."""
        made = super().__new__(cls, text)
        made.marks = tuple(sorted(marks, key=lambda mark: (mark.start, -mark.end)))
        open_marks: list[Mark] = []
        for mark in made.marks:
            while open_marks and open_marks[-1].end <= mark.start:
                open_marks.pop()
            if problem := _problem(mark, made, open_marks):
                raise ValueError(f'{problem} in the text "{text[:60]}"')
            open_marks.append(mark)
        return made

    def __reduce__(self) -> tuple[type[Self], tuple[str, tuple[Mark, ...]]]:
        """What a copy is made of."""
        return type(self), (str(self), self.marks)


def _problem(mark: Mark, text: str, outside: list[Mark]) -> str | None:
    leads = mark.kind is MarkKind.LINK or mark.refers
    if not 0 <= mark.start < mark.end <= len(text):
        return f"the mark {mark.kind.value} from {mark.start} to {mark.end} holds no character"
    if outside and outside[-1].end < mark.end:
        return f"the marks {outside[-1].kind.value} and {mark.kind.value} cross"
    if leads != (mark.target is not None):
        return f"the mark {mark.kind.value} has {'no' if leads else 'a'} target"
    if leads and any(outer.kind is MarkKind.LINK or outer.refers for outer in outside):
        return f"the mark {mark.kind.value} stands inside another link or reference"
    if mark.kind is MarkKind.LINK and not is_address(mark.target or ""):
        return f'a link leads to "{mark.target}", which is no address of http, https or mailto'
    return None


def is_address(text: str) -> bool:
    """Whether a link may lead to an address."""
    return _ADDRESS.fullmatch(text) is not None


def referring(text: str, *names: tuple[str, str], kind: MarkKind = MarkKind.REFERENCE) -> RichText:
    """A sentence that refers to tables and figures by their names, such as „viz tabulku Opatření podle skupin“.

    Args:
        text: the sentence.
        names: the name of each table or figure as it stands in the sentence, and its key.
        kind: `MarkKind.NUMBER` where the word „tabulka“ or „obrázek“ stands before each name.

    Raises:
        ValueError: a name does not stand in the sentence.
    """
    marks = []
    for name, key in names:
        start = text.find(name)
        if start < 0 or not name:
            raise ValueError(f'"{name}" does not stand in the text "{text[:60]}"')
        marks.append(Mark(start, start + len(name), kind, key))
    return RichText(text, tuple(marks))
