"""Regular expressions of a mapping: only those that end soon, whatever the text.

The engine tries every way in which an expression can match. Without a repeated group these are at most as many as the
length of the text to the power of the repetitions, times two for each choice; that is known before it runs.
"""

import re
from collections.abc import Iterator
from typing import Final

__all__ = ["longest_text", "problem_of"]

#: So many ways are tried within a second or two.
_MOST_WAYS: Final = 10**8
#: Escaped characters, classes, the beginnings of groups, quantifiers with what makes them lazy, all else.
_PIECE: Final = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?(?:P?<[=!]?|P[=>]|[:=!>#(]|[a-zA-Z-]+[:)])?|[*+?][?+]?|\{\d*(?:,\d*)?\}[?+]?|.",
    re.DOTALL,
)
_TIMES: Final = re.compile(r"\{(\d*)(,?)(\d*)\}")


def problem_of(expression: str) -> str | None:
    """Why an expression is not accepted, as the end of a label; ``None`` where it is."""
    try:
        re.compile(expression)
    except (re.error, RecursionError, OverflowError):
        return "no_expression"
    before = ""
    for piece in _PIECE.findall(expression):
        if before == ")" and _repeats(piece) is not None and not piece.startswith("?"):
            return "repeats_group"
        if piece.startswith("(?") and "x" in piece.partition(":")[0].partition("-")[0]:
            return "flag_x"
        before = piece
    return None


def longest_text(expression: str) -> int:
    """The longest text, in characters, on which an accepted expression is run."""
    ways, powers = 1, 1
    for times in _all_repeats(expression):
        powers, ways = (powers + 1, ways) if times is None else (powers, ways * times)
    return int((_MOST_WAYS / min(ways, _MOST_WAYS)) ** (1 / powers))


def _all_repeats(expression: str) -> Iterator[int | None]:
    for piece in _PIECE.findall(expression):
        if piece == "|":
            yield 2
        elif (times := _repeats(piece)) is not None:
            yield times or None


def _repeats(piece: str) -> int | None:
    """In how many ways a quantifier can be met, 0 for as many as the text is long; ``None``: it is none."""
    if piece[0] in "*+":
        return 0
    if piece[0] == "?":
        return 2
    found = _TIMES.match(piece)
    if found is None or piece in {"{}", "{,}"}:
        return None
    if not found[2]:
        return 1
    return int(found[3]) - int(found[1] or 0) + 1 if found[3] else 0
