"""Whether a text is the name of a person, by how it is written; where that cannot be told, nothing is guessed."""

import re
import unicodedata
from functools import cache
from importlib import resources
from typing import Final

from socplan.intake.authors import who_is

__all__ = ["is_name_of_person"]

_FILE: Final = "given_names.txt"
#: Degrees and forms of address, which nobody but a person has.
_TITLES: Final = re.compile(
    r"(?<!\w)(?:(?:bc|bca|ing|ing\. arch|mgr|mga|mudr|mddr|mvdr|judr|phdr|phmr|pharmdr|rndr|paeddr|rsdr|thdr|thlic"
    r"|prof|doc|dr|ph\.\s?d|th\.\s?d|csc|drsc|dis|mba|ll\.\s?m|mpa)\.?(?!\w)"
    r"|(?:pan|paní|slečna|manželé|rodina|p\.|pí\.?|sl\.)(?=\s))",
    re.IGNORECASE,
)
#: What stands behind a name: a function, an address, an organisation.
_BEHIND: Final = re.compile(r"\s*(?:[,;(\n]|\s[–—-]\s).*", re.DOTALL)
_INITIAL: Final = re.compile(r"[^\W\d_]\.")
_WORD: Final = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
#: Words of names that are written small, and what tells a son from his father.
_SMALL: Final = frozenset(("z", "ze", "de", "di", "da", "van", "von", "der", "el", "al", "ml", "st"))
_MOST_WORDS: Final = 4
#: „Nová“ and „Sochorová“ end alike, and only one of them is a surname alone.
_LEAST_SURNAME: Final = 6
#: So long are abbreviations: DPS, SONS.
_LONGEST_SHORT: Final = 4


@cache
def _given_names() -> frozenset[str]:
    lines = (resources.files("socplan.data") / _FILE).read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def _folded(word: str) -> str:
    return unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode().lower()


def is_name_of_person(text: str) -> bool | None:
    """Whether a text is the name of a person; ``None``: it may be, and may be something else.

    A name has a degree, an initial, a given name beside a surname, or a surname of a woman. It is none where its words
    say so (`who_is`), or where a word is neither written large nor one of those that names have.

    >>> is_name_of_person("Anna Nováková"), is_name_of_person("Ing. Rada"), is_name_of_person("J. Malý")
    (True, True, True)
    >>> is_name_of_person("Člověk v tísni"), is_name_of_person("Charita Vzorov")
    (False, False)
    >>> is_name_of_person("Naděje"), is_name_of_person("Slezská Harta"), is_name_of_person("Novák")
    (None, None, None)
    """
    if who_is(text) is not None or not text.strip():
        return False
    if _TITLES.search(text):
        return True
    words = _BEHIND.sub("", text.strip()).split()
    initials = [word for word in words if _INITIAL.fullmatch(word)]
    others = [word.strip(".") for word in words if word not in initials]
    if not others or len(words) > _MOST_WORDS or not all(map(_WORD.fullmatch, others)):
        return False
    large = [word for word in others if word.lower() not in _SMALL]
    if not large or not all(word[0].isupper() for word in large):
        return False
    if initials:
        return True
    given = any(_folded(word) in _given_names() for word in large)
    if len(large) > 1 and given:
        return True
    if any(len(word) <= _LONGEST_SHORT and word.isupper() for word in large):
        # „DPS Lipová“ has an abbreviation, and „HORÁKOVÁ Zoe“ writes its surname large.
        return None if all(map(str.isupper, large)) else False
    surnames = [word for word in large if word.lower().endswith("ová") and len(word) >= _LEAST_SURNAME]
    return True if surnames else None
