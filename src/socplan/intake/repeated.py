"""Columns whose heads are values: a year, a source of money, a function; and what parts of a head may mean."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from attrs import frozen

from socplan.intake.select import written_alike
from socplan.intake.vocabulary import YEAR, bare, choice_of, how_sure, kind_of_source, meaning_of

__all__ = [
    "AMOUNTS",
    "Head",
    "are_sentences",
    "are_statuses",
    "function_columns",
    "parts_of_head",
    "source_columns",
    "status_in",
    "year_columns",
    "yearly_columns",
]

#: What tables of subsidies say of an amount.
AMOUNTS: Final = ("amount", "requested", "spent")
#: What the head of a value that was measured says beside its year: „Skutečnost 2025“, „Stav k 31. 12. 2025“.
_OF_A_VALUE: Final = re.compile(
    r"(?:(?:dosazena |skutecna |namerena )?hodnota|skutecnost|stav|dosazeno|namereno|plneni|rok)?"
    r"(?: ?-)?(?: ?k [0-9. ]+)?"
)
#: No status that was seen has so many words.
_WORDS_OF_A_SENTENCE: Final = 5
#: Lower heads of numbers, and of shares of them.
_COUNTS: Final = ("pocet", "pocet opatreni", "abs", "absolutne", "ks", "cislo")
_SHARE: Final = re.compile(r"%|procent|podíl")
_COUNT_BESIDE: Final = re.compile(r"\s*\((?:počet|ks|abs\.?)\)\s*$", re.IGNORECASE)
#: Lower heads that say nothing without the upper one.
_OF_ANYTHING: Final = ("nazev", "jmeno")


@frozen
class Head:
    """A column that means an attribute."""

    column: int
    text: str
    #: In per cent.
    sure: int


def are_sentences(texts: Sequence[str]) -> bool:
    """Whether most texts of a column are sentences, and none is what a status is called."""
    words = {text: len(text.split()) for text in texts}
    long = [text for text in texts if words[text] >= _WORDS_OF_A_SENTENCE or (words[text] > 1 and text.endswith("."))]
    return 2 * len(long) > len(texts) and not any(map(meaning_of, texts))


def are_statuses(texts: Sequence[str]) -> bool:
    """Whether most texts of a column are what statuses are called."""
    return 2 * len([text for text in texts if meaning_of(text) is not None]) > len(texts)


def _are_values(texts: Sequence[str]) -> bool:
    """Whether a column holds mostly numbers, but for what stands for none: „cca 12“ is for people to mend."""
    several = [text for text in texts if len(text) > 1]
    return 2 * len([text for text in several if text[:1].isdigit() or text[:1] in "-−"]) > len(several) or not several


def year_columns(heads: Mapping[int, str], texts: Mapping[int, Sequence[str]], about: str) -> dict[int, str]:
    """Columns whose heads are a year each and that hold statuses, or amounts; empty where there are not several."""
    fits = {"readings": are_statuses, "allocations": _are_amounts, "indicators": _are_values}.get(about)
    found: dict[int, str] = {}
    for column, head in heads.items() if fits is not None else ():
        years = YEAR.findall(head)
        if about == "indicators" and not _OF_A_VALUE.fullmatch(bare(head)):
            # „Plán 2025“ was not measured.
            continue
        if len(years) == 1 and years[0] not in found.values() and fits is not None and fits(texts[column]):
            found[column] = years[0]
    # Of indicators one alone is of the year in its head too, and of no other.
    least = 1 if about == "indicators" else 2
    return found if len(found) >= least else {}


def yearly_columns(
    heads: Mapping[int, str], texts: Mapping[int, Sequence[str]], profile: Mapping[str, tuple[str, ...]]
) -> dict[str, dict[str, Head]]:
    """By year, the columns of what was asked for, granted and spent; empty where one column a year says all."""
    found: dict[str, dict[str, Head]] = {}
    for column, head in heads.items():
        years = YEAR.findall(head)
        if len(years) != 1 or not _are_amounts(texts[column]):
            continue
        sure = {name: max(how_sure(part, profile[name]) for part in parts_of_head(head)) for name in AMOUNTS}
        name = max(AMOUNTS, key=lambda each: sure[each])
        if sure[name]:
            found.setdefault(years[0], {}).setdefault(name, Head(column, head, sure[name]))
    says_more = any(set(names) != {"amount"} for names in found.values())
    return found if len(found) > 1 and says_more else {}


def source_columns(heads: Mapping[int, str], texts: Mapping[int, Sequence[str]]) -> dict[int, str]:
    """Columns whose heads are a source of money each and that hold amounts; empty where there are not several."""
    kinds = {column: kind for column, head in heads.items() if (kind := kind_of_source(head))}
    found = {column: kind for column, kind in kinds.items() if texts[column] and _are_amounts(texts[column])}
    return found if len(found) > 1 else {}


def status_in(head: str) -> str | None:
    """The status that a head names; ``None``: none, or its share: „Splněno – %“ beside „Splněno – počet“."""
    upper, _, lower = head.rpartition(" – ")
    if _SHARE.search(written_alike(head)):
        return None
    said = upper if upper and bare(lower) in _COUNTS else lower
    name = _COUNT_BESIDE.sub("", said.rpartition(" – ")[2]).strip()
    return name if meaning_of(name) is not None else None


def parts_of_head(head: str) -> tuple[str, ...]:
    """What of a head of two rows may say what it means: „Poskytovatel – název“ is about the provider."""
    upper, _, lower = head.rpartition(" – ")
    part = upper if upper and bare(lower) in _OF_ANYTHING else lower
    return (head,) if part == head else (head, part)


def function_columns(heads: Mapping[int, str]) -> dict[int, str]:
    """Columns whose heads are a function of members each."""
    return {column: function for column, head in heads.items() if (function := choice_of("function", head))}


def _are_amounts(texts: Sequence[str]) -> bool:
    """Whether most texts of a column begin like amounts, but for single signs; „cca 12“ is for people to mend."""
    several = [text for text in texts if len(text) > 1]
    return 2 * len([text for text in several if text[:1].isdigit()]) > len(several) or not several
