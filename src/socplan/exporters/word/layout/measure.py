"""The lines of a text in a width."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from math import ceil
from typing import Final

from socplan.exporters.word.layout.letters import EM, width_of
from socplan.exporters.word.layout.looks import ParagraphLook

__all__ = ["WIDEST", "least_figure", "least_width", "line_count", "lines_width", "runs_count", "text_width"]

#: A line may end after a space, and after a hyphen, a dash or a slash within a word; never at a hard space, nor at a
#: dash between figures (2008–2012), after which a mark of no width may stand that keeps them together.
_BREAKS: Final = re.compile(r"(?<= )(?=[^ ])|(?<=[^ ][-/](?=[^\W\d]))|(?<=[^ ][–—\u2010|])(?=[^ \u200d])(?!(?<=\d–)\d)")
#: Behind the dash of a period that has spaces around it, „leden 2026 – prosinec 2027“.
#: Where a figure may end a line: behind the dash of a period, and before a long number, „nejméně 25 000“.
_IN_FIGURE: Final = re.compile(r"(?<= –) |(?<=[^\W\d_]) (?=\d+[\u00a0,][\d%])")
_FIGURE: Final = re.compile(r"\d")
#: No letter is wider than so many parts of an `EM`: a text that fits even so needs no measuring.
WIDEST: Final = 2130


@lru_cache(maxsize=20_000)
def _stops(text: str, bold: bool) -> tuple[list[int], list[int]]:
    """The unbreakable pieces of one line of text: where each ends, without the spaces after it, and where each begins.

    The beginnings are one more: the last is the width of the text. All are measured from the beginning of the text.
    """
    begins, ends, place, space = [0], [], 0, width_of(" ", bold)
    for piece in _BREAKS.split(text):
        if piece:
            word = piece.rstrip(" ")
            place += width_of(word, bold)
            ends.append(place)
            place += (len(piece) - len(word)) * space
            begins.append(place)
    return ends, begins


@lru_cache(maxsize=20_000)
def least_width(text: str, bold: bool) -> int:
    """The widest unbreakable piece of a text, in parts of an em."""
    lines = (_stops(part, bold) for part in text.split("\n"))
    return max((end - begin for ends, begins in lines for end, begin in zip(ends, begins, strict=False)), default=0)


def lines_width(text: str, bold: bool) -> int:
    """The width of a text in which no line is broken but where it has a line feed, in parts of an em."""
    return max(width_of(line, bold) for line in text.split("\n")) if "\n" in text else width_of(text, bold)


@lru_cache(maxsize=20_000)
def least_figure(text: str, bold: bool) -> int:
    """The least width of a figure, a day or a period, in parts of an em.

    A period may end a line behind its dash, words before a long number and words without figures where words do:
    „at least 1,825,000“, „not stated“.
    """
    if " " not in text:
        return width_of(text, bold)
    parts = _IN_FIGURE.split(text)
    return max(width_of(part, bold) if _FIGURE.search(part) else least_width(part, bold) for part in parts)


def text_width(text: str, look: ParagraphLook, *, bold: bool = False) -> int:
    """The width of a text on one line, rounded up."""
    return ceil(width_of(text, bold or look.bold) * look.em / EM)


def line_count(text: str, bold: bool, room: int) -> int:
    """How many lines a text takes in a room, which is in parts of an em; a word that is too long is broken."""
    if "\n" not in text and (len(text) * WIDEST <= room or width_of(text, bold) <= room):
        return 1
    return runs_count(((text, bold),), room)


def runs_count(runs: Sequence[tuple[str, bool]], room: int, used: int = 0) -> int:
    """How many lines texts take that follow each other, regular and bold; the first line is partly used."""
    lines, place, room = 1, used, max(room, 1)
    for text, bold in runs:
        for number, part in enumerate(text.split("\n")):
            if number:
                lines, place = lines + 1, 0
            ends, begins = _stops(part, bold)
            # Where the line begins, measured from the beginning of the text.
            line, piece = -place, 0
            while (piece := bisect_right(ends, line + room, piece)) < len(ends):
                if begins[piece] > line:
                    lines, line = lines + 1, begins[piece]
                else:
                    # A word that is wider than a line is broken between letters: each line is nearly full.
                    more = -((line - ends[piece]) // room) - 1
                    lines, line, piece = lines + more, line + more * room, piece + 1
            place = begins[-1] - line
    return lines
