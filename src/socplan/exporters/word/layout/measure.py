"""The lines of a text in a width, and the heights of paragraphs and rows."""

import re
from collections.abc import Sequence
from functools import lru_cache
from math import ceil
from typing import Final

from socplan.exporters.word.layout.letters import EM, width_of
from socplan.exporters.word.layout.looks import ParagraphLook

__all__ = ["least_width", "line_count", "pieces", "row_height", "runs_count", "text_width"]

#: A line may end after a space, and after a hyphen, a dash or a slash within a word; never at a hard space, nor at a
#: dash between figures (2008–2012), after which a mark of no width may stand that keeps them together.
_BREAKS: Final = re.compile(r"(?<= )(?=[^ ])|(?<=[^ ][-/](?=[^\W\d]))|(?<=[^ ][–—\u2010|])(?=[^ \u200d])(?!(?<=\d–)\d)")
#: No letter is wider than so many parts of an `EM`: a text that fits even so needs no measuring.
_WIDEST: Final = 2130


@lru_cache(maxsize=20_000)
def pieces(text: str, bold: bool) -> tuple[tuple[int, int], ...]:
    """The widths of the unbreakable pieces of one line of text: without, and with the spaces after it."""
    return tuple((width_of(piece.rstrip(" "), bold), width_of(piece, bold)) for piece in _BREAKS.split(text) if piece)


@lru_cache(maxsize=20_000)
def least_width(text: str, bold: bool) -> int:
    """The widest unbreakable piece of a text, in parts of an em."""
    return max((bare for part in text.split("\n") for bare, _ in pieces(part, bold)), default=0)


def text_width(text: str, look: ParagraphLook, *, bold: bool = False) -> int:
    """The width of a text on one line, rounded up."""
    return ceil(width_of(text, bold or look.bold) * look.em / EM)


def line_count(text: str, bold: bool, room: int) -> int:
    """How many lines a text takes in a room, which is in parts of an em; a word that is too long is broken."""
    if len(text) * _WIDEST <= room and "\n" not in text:
        return 1
    if "\n" in text:
        return sum(line_count(part, bold, room) for part in text.split("\n"))
    if width_of(text, bold) <= room:
        return 1
    return runs_count(((text, bold),), room)


def runs_count(runs: Sequence[tuple[str, bool]], room: int, used: int = 0) -> int:
    """How many lines texts take that follow each other, regular and bold; the first line is partly used."""
    lines, place, room = 1, used, max(room, 1)
    for text, bold in runs:
        for number, part in enumerate(text.split("\n")):
            if number:
                lines, place = lines + 1, 0
            for bare, whole in pieces(part, bold):
                if place and place + bare > room:
                    lines, place = lines + 1, 0
                if bare > room:
                    # Broken between letters: each line is nearly full.
                    more = -(-bare // room) - 1
                    lines, place = lines + more, bare - more * room + whole - bare
                else:
                    place += whole
    return lines


def row_height(lines: Sequence[int], looks: Sequence[ParagraphLook], padding: int = 0) -> int:
    """The height of a row by the lines of its cells."""
    return max(look.height(count) for count, look in zip(lines, looks, strict=True)) + padding
