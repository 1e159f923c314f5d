"""What offices call the columns of their tables, statuses and choices, and how sure that is."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib import resources
from typing import Any, Final

from rapidfuzz import fuzz, process

from socplan.intake.select import written_alike

__all__ = [
    "PART",
    "YEAR",
    "bare",
    "choice_of",
    "how_sure",
    "is_like_any",
    "kind_of_source",
    "meaning_of",
    "profiles",
    "without_unit",
]

_FILE: Final = "heads.toml"
#: Heads of whose meaning nobody can be sure are left to people.
_LEAST: Final = 82
_SURE: Final = 100
#: What a spelling counts that is only one of several words of a head.
PART: Final = 88
#: A longer text is no head.
_LONGEST: Final = 120
#: No text that means anything here has so many characters.
_MOST: Final = 1_000
#: A year in a text.
YEAR: Final = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
#: What a head says beside its name: a unit in brackets, a year, a star of a footnote.
_BESIDE: Final = re.compile(
    r"\([^)]*\)|\[[^\]]*\]|\b(?:v\s)?(?:tis|mil)\.?(?:\s?kč)?|\bv\s?kč\b|\bkč\b"
    r"|\b(?:(?:v|za|pro|na|k)\s(?:roce|roku|rok|r\.)\s)?(?:19|20)\d\d\b|[*:]"
)
#: How Czech adjectives end, which stand before what they are about.
_ADJECTIVES: Final = ("á", "é", "í", "ý", "ého", "ních")
_SMALL: Final = ("", "v", "k", "a", "c", "p", "por", "cislo", "kod", "oznaceni", "datum", "kapitola", "slovni")
#: What stands before the name of a source of money.
_AMOUNT_OF: Final = ("dotace", "prispevek", "podpora", "castka", "prostredky", "rozpocet", "rozpoctu", "z", "ze", "od")
#: The unit in the head of a column of amounts.
_UNIT: Final = re.compile(r"\(?(?:\bv\s)?(?:\b(?:tis|mil)\.?\s?)?\bKč\)?", re.IGNORECASE)
#: What a status may be called, by its meaning.
MEANINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "done": (
        *("splněno", "naplněno", "dokončeno", "realizováno", "zrealizováno", "splněné", "splněn", "splněna", "hotovo"),
        *("ano", "provedeno", "plněno"),
    ),
    "partly_done": (
        *("částečně splněno", "částečně naplněno", "plněno částečně", "splněno částečně", "částečně", "zčásti splněno"),
        *("částečně plněno", "naplněno částečně", "zčásti"),
    ),
    "under_way": (
        *("rozpracováno", "v realizaci", "probíhá", "plní se", "v řešení", "zahájeno", "realizuje se", "v procesu"),
        *("v plnění", "probíhá realizace", "v běhu"),
    ),
    "ongoing": (
        *("průběžně", "průběžně naplňováno", "plněno průběžně", "průběžně plněno", "trvalý úkol", "splněno průběžně"),
        *("průběžně splněno", "průběžné plnění", "plní se průběžně", "průběžně se plní", "naplňováno průběžně"),
    ),
    "not_done": (
        *("nesplněno", "nenaplněno", "nerealizováno", "nezahájeno", "neplněno", "nesplněn", "nesplněna", "ne"),
        *("neplní se", "nezapočato", "zatím nezahájeno", "dosud nezahájeno"),
    ),
    "postponed": ("odloženo", "přesunuto", "odklad", "odsunuto"),
    "cancelled": ("zrušeno", "ukončeno bez realizace", "vypuštěno"),
    "not_assessed": ("nehodnoceno", "nevyhodnoceno"),
}


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads((resources.files("socplan.data") / _FILE).read_text("utf-8"))


@cache
def profiles() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """What offices write above columns, by what a table is about."""
    return {
        about: {name: tuple(names) for name, names in profile.items() if isinstance(names, list)}
        for about, profile in _data().items()
        if about != "words"
    }


def choice_of(attribute: str, word: str) -> str | None:
    """The value of a choice that a word means; ``None`` where nobody can be sure."""
    return _choices(attribute).get(bare(word))


def kind_of_source(head: str) -> str | None:
    """The kind of the source of money that a head names: „Dotace MPSV“; ``None``: it names none.

    A region or a town may stand with its own name: „Jihomoravský kraj“, „rozpočet města Vzorova“.
    """
    words = [word for word in bare(head).split() if word not in _AMOUNT_OF]
    parts = (*(words[:end] for end in range(len(words), 0, -1)), words[1:])
    return next((kind for part in parts if (kind := _choices("source").get(" ".join(part)))), None)


def without_unit(head: str) -> str:
    """A head of a column of amounts without its unit: „Dotace MPSV (v tis. Kč)“ is „Dotace MPSV“."""
    return " ".join(_UNIT.sub(" ", head).split())


@cache
def _choices(attribute: str) -> Mapping[str, str]:
    choices = _data()["words"].get(attribute, {})
    return {bare(word): value for value, words in reversed(tuple(choices.items())) for word in words}


def meaning_of(word: str) -> str | None:
    """The meaning of a status by what it is called; ``None`` where nobody can be sure."""
    return _meanings().get(bare(word))


@cache
def _meanings() -> Mapping[str, str]:
    return {bare(name): meaning for meaning, names in reversed(tuple(MEANINGS.items())) for name in names}


@lru_cache(maxsize=2**14)
def bare(text: str) -> str:
    """A head without what it says beside its name, and without diacritics."""
    if len(text) > _MOST:
        # Nothing is called so; a cell may hold a whole book.
        return text[:_MOST]
    return _folded(_BESIDE.sub(" ", written_alike(text).replace("/", " ")))


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().split()).strip(" .,-")


@lru_cache(maxsize=2**14)
def _words(head: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of a head, as they are written and without diacritics."""
    words = tuple(_BESIDE.sub(" ", written_alike(head).replace("/", " ")).split())
    return words, tuple(map(_folded, words))


@cache
def _spelt(names: tuple[str, ...]) -> Sequence[str]:
    return tuple(map(bare, names))


def how_sure(head: str, names: tuple[str, ...]) -> int:
    """How sure it is that a head means what has these names, in per cent."""
    # Most rows that are looked at are no heads, and their texts like nothing at all.
    return _how_sure(head, names) if is_like_any(head) else 0


@cache
def _all_names() -> frozenset[str]:
    """What any attribute of any table may be called."""
    return frozenset(
        spelt
        for profile in profiles().values()
        for key, names in profile.items()
        if key != "must"
        for spelt in _spelt(names)
    )


@lru_cache(maxsize=2**14)
def is_like_any(head: str) -> bool:
    """Whether a head is like what anything is called; where not, it is like nothing of `profiles`."""
    said = bare(head)
    if not said or len(said) > _LONGEST:
        return False
    if any(spelt in said for spelt in _all_names()):
        return True
    return process.extractOne(said, _all_names(), scorer=fuzz.token_sort_ratio, score_cutoff=_LEAST) is not None


@lru_cache(maxsize=2**16)
def _how_sure(head: str, names: tuple[str, ...]) -> int:
    said, best = bare(head), 0
    for place, spelt in enumerate(_spelt(names)):
        if said == spelt:
            # Later names mean the same, and may mean other things too.
            return _SURE - min(place, 9)
        # Short names are like many others.
        if min(len(said), len(spelt)) > 3:  # noqa: PLR2004
            like = fuzz.token_sort_ratio(said, spelt, score_cutoff=max(best, _LEAST))
            inside = PART if spelt in said and _begins_with(*_words(head), spelt.split()) else 0
            best = max(best, int(min(like, 95)), inside)
    return best if best >= _LEAST else 0


def _begins_with(words: Sequence[str], folded: Sequence[str], wanted: list[str]) -> bool:
    """Whether a head begins with a name, but for adjectives: „Skutečné čerpání dotace“ is „čerpání“, not „dotace“."""
    for place in range(len(folded) - len(wanted) + 1):
        if list(folded[place : place + len(wanted)]) == wanted:
            return True
        if not words[place].strip(",.").endswith(_ADJECTIVES) and folded[place] not in _SMALL:
            return False
    return False
