"""Short texts beside each other on a line, at the stops of tabs that a style sets."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from socplan.exporters.word.layout.letters import EM, width_of
from socplan.report import Mark, RichText

__all__ = ["TEXT_WIDTH", "fits", "in_pairs", "joined"]

#: The width of text in the generic template, in twentieths of a point: A4 with margins of 2.5 cm.
TEXT_WIDTH: Final = 9070
#: The size of letters in cards and below resolutions, and in indices, in twentieths of a point.
_SIZE: Final = 190
_INDEX_SIZE: Final = 180
#: The room between two texts.
_GAP: Final = 160
#: What stands behind a reference: „, s. 123“.
_PAGE: Final = 4 * EM


def fits(text: str, room: int, *, bold: bool = False, size: int = _SIZE) -> bool:
    """Whether a text stands on one line of a room, with a gap behind it."""
    refers = isinstance(text, RichText) and any(mark.refers for mark in text.marks)
    return width_of(text, bold) + (_PAGE if refers else 0) <= (room - _GAP) * EM / size


def in_pairs(texts: Iterable[str]) -> Iterator[str]:
    """Texts by lines: two neighbours that each fit in half a line share it."""
    waiting: str | None = None
    for text in texts:
        if not fits(text, TEXT_WIDTH // 2, size=_INDEX_SIZE):
            if waiting is not None:
                yield waiting
            waiting = None
            yield text
        elif waiting is None:
            waiting = text
        else:
            yield joined((waiting, text))
            waiting = None
    if waiting is not None:
        yield waiting


def joined(texts: Sequence[str], between: str = "\t") -> RichText:
    """Texts in a line, with their marks."""
    marks: list[Mark] = []
    place = 0
    for text in texts:
        if isinstance(text, RichText):
            marks += [Mark(mark.start + place, mark.end + place, mark.kind, mark.target) for mark in text.marks]
        place += len(text) + len(between)
    return RichText(between.join(texts), tuple(marks))
