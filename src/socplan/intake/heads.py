"""Which heads of an office's table mean which attributes, and how sure that is."""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any, Final

from attrs import field, frozen
from rapidfuzz import fuzz

from socplan.intake.grids import Grid
from socplan.intake.mapping import MapTable
from socplan.intake.select import heads_of, written_alike

__all__ = ["Guess", "Head", "are_codes", "choice_of", "codes_and_titles", "guesses", "meaning_of"]

_FILE: Final = "heads.toml"
#: Heads of whose meaning nobody can be sure are left to people.
_LEAST: Final = 82
_SURE: Final = 100
_FAIRLY_SURE: Final = 90
#: What a spelling counts that is only one of several words of a head.
_PART: Final = 88
_HEAD_ROWS: Final = 25
#: What a head says beside its name: a unit in brackets, a year, a star of a footnote.
_BESIDE: Final = re.compile(
    r"\([^)]*\)|\[[^\]]*\]|\b(?:v\s)?(?:tis|mil)\.?(?:\s?kč)?|\bv\s?kč\b|\bkč\b"
    r"|\b(?:(?:v|za|pro|na|k)\s(?:roce|roku|rok|r\.)\s)?(?:19|20)\d\d\b|[*:]"
)
_YEAR: Final = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
#: What the head of a value that was measured says beside its year: „Skutečnost 2025“, „Stav k 31. 12. 2025“.
_OF_A_VALUE: Final = re.compile(
    r"(?:(?:dosazena |skutecna |namerena )?hodnota|skutecnost|stav|dosazeno|namereno|plneni|rok)?"
    r"(?: ?-)?(?: ?k [0-9. ]+)?"
)
#: A number of a measure in one cell with its title: „1.1 Rozšířit službu“.
_CODE_AND_TITLE: Final = re.compile(r"[A-Z]?[0-9]+\.[0-9.]*\s+[^\W\d]", re.ASCII)
_CODE: Final = re.compile(r"[A-Z]{0,3}\s?[0-9]+(?:\.\s?[0-9]+)*\.?|[A-Z]", re.ASCII)
#: What a status may be called, by its meaning.
MEANINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "done": ("splněno", "naplněno", "dokončeno", "realizováno", "splněné", "hotovo", "ano"),
    "partly_done": ("částečně splněno", "částečně naplněno", "plněno částečně", "splněno částečně"),
    "under_way": ("rozpracováno", "v realizaci", "probíhá", "plní se", "v řešení", "zahájeno"),
    "ongoing": ("průběžně", "průběžně naplňováno", "plněno průběžně", "průběžně plněno", "trvalý úkol"),
    "not_done": ("nesplněno", "nenaplněno", "nerealizováno", "nezahájeno", "neplněno"),
    "postponed": ("odloženo", "přesunuto"),
    "cancelled": ("zrušeno", "ukončeno bez realizace"),
    "not_assessed": ("nehodnoceno", "nevyhodnoceno"),
}


@frozen
class Head:
    """A column that means an attribute."""

    column: int
    text: str
    #: In per cent.
    sure: int


@frozen(kw_only=True)
class Guess:
    """What a table may be about."""

    about: str
    grid: Grid
    #: The rows of its head.
    rows: tuple[int, ...]
    #: All heads by column.
    heads: Mapping[int, str]
    #: From attribute to the column that means it.
    found: Mapping[str, Head]
    #: Columns that are statuses, with the meaning of each.
    statuses: Mapping[int, str]
    #: Columns that hold the statuses or the amounts of a year each, by the year in their head.
    years: Mapping[int, str]
    #: Columns of members, by the function in their head: „Vedoucí skupiny“, „Členové“.
    functions: Mapping[int, str] = field(factory=dict)

    @property
    def score(self) -> float:
        """How much of the table is understood."""
        understood = sum(head.sure for head in self.found.values()) + 100 * (
            len(self.statuses) + len(self.years) + len(self.functions)
        )
        return understood / (len(self.heads) + 1) + understood / 100


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
    bare = _bare(word)
    choices = _data()["words"].get(attribute, {})
    return next((value for value, words in choices.items() if bare in map(_bare, words)), None)


def _bare(text: str) -> str:
    """A head without what it says beside its name, and without diacritics."""
    plain = _BESIDE.sub(" ", written_alike(text))
    return " ".join(unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode().split()).strip(" .,-")


def _sure(head: str, names: Sequence[str]) -> int:
    """How sure it is that a head means what has these names, in per cent."""
    bare = _bare(head)
    if not bare:
        return 0
    best = 0
    for place, name in enumerate(names):
        spelt = _bare(name)
        if bare == spelt:
            # Later names mean the same, and may mean other things too.
            return _SURE - min(place, 9)
        # Short names are like many others.
        if min(len(bare), len(spelt)) > 3:  # noqa: PLR2004
            like = fuzz.token_sort_ratio(bare, spelt)
            inside = _PART if set(spelt.split()) <= set(bare.split()) else 0
            best = max(best, int(min(like, 95)), inside)
    return best if best >= _LEAST else 0


def meaning_of(word: str) -> str | None:
    """The meaning of a status by what it is called; ``None`` where nobody can be sure."""
    bare = _bare(word)
    for meaning, names in MEANINGS.items():
        if any(bare == _bare(name) for name in names):
            return meaning
    return None


def guesses(grid: Grid) -> Iterator[Guess]:
    """What a table may be about, the best first; nothing where nothing fits."""
    found = [
        guess for rows in _head_rows(grid) for about in profiles() if (guess := _guess(grid, rows, about)) is not None
    ]
    yield from sorted(found, key=lambda guess: (-guess.score, len(guess.rows), guess.rows))


def _head_rows(grid: Grid) -> Iterator[tuple[int, ...]]:
    """Rows that may be heads: those with several texts, alone or with the one below."""
    rows = sorted(grid.rows)[:_HEAD_ROWS]
    for place, row in enumerate(rows):
        cells = grid.rows[row].values()
        texts = [cell for cell in cells if isinstance(cell.value, str)]
        # A spreadsheet keeps years as numbers.
        years = [cell for cell in cells if not isinstance(cell.value, str) and _YEAR.fullmatch(cell.text)]
        if texts and len(texts) + len(years) > 1:
            yield (row,)
            if place + 1 < len(rows) and rows[place + 1] == row + 1 and _is_over(grid, row):
                yield (row, row + 1)


def _is_over(grid: Grid, row: int) -> bool:
    """Whether a row of heads stands over another: one of its cells is merged to the right."""
    return any(top == row and right > left for top, left, _, right in grid.merged)


def _texts(grid: Grid, head: int, column: int) -> list[str]:
    """What stands below a head."""
    return [cell.text for row, cells in grid.rows.items() if row > head and (cell := cells.get(column)) and cell.text]


def codes_and_titles(texts: Sequence[str]) -> bool:
    """Whether most texts are the number of a measure with its title behind."""
    return 2 * len([text for text in texts if _CODE_AND_TITLE.match(text)]) > len(texts)


def are_codes(texts: Sequence[str]) -> bool:
    """Whether most texts are numbers of measures or goals: „1.1“, „A 2“."""
    return 2 * len([text for text in texts if _CODE.fullmatch(text)]) > len(texts)


def _can_be(name: str, about: str, texts: Sequence[str]) -> bool:
    """Whether a column can mean an attribute, by what stands in it."""
    if not texts:
        return True
    codes = are_codes(texts)
    if name in ("code", "measure"):
        return codes or (name == "measure" and about == "action_items" and codes_and_titles(texts))
    if name == "organisation" and about == "members":
        # „Zastupuje“ is followed by an organisation, or by the side that somebody speaks for.
        return 2 * len([text for text in texts if choice_of("constituency", text)]) <= len(texts)
    return not (codes and name.rpartition(".")[2] in ("title", "name", "text", "task"))


def _are_counts(texts: Sequence[str]) -> bool:
    """Whether a number stands among texts: columns of crosses and words count nothing."""
    return any(text[:1].isdigit() for text in texts)


def _are_statuses(texts: Sequence[str]) -> bool:
    """Whether most texts of a column are what statuses are called."""
    return 2 * len([text for text in texts if meaning_of(text) is not None]) > len(texts)


def _are_values(texts: Sequence[str]) -> bool:
    """Whether a column holds numbers, but for what stands for none."""
    return all(text[:1].isdigit() or text[:1] in "-−" for text in texts if len(text) > 1)


def _years(heads: Mapping[int, str], texts: Mapping[int, Sequence[str]], about: str) -> dict[int, str]:
    """Columns whose heads are a year each and that hold statuses, or amounts; empty where there are not several."""
    fits = {"readings": _are_statuses, "allocations": _are_amounts, "indicators": _are_values}.get(about)
    found: dict[int, str] = {}
    for column, head in heads.items() if fits is not None else ():
        years = _YEAR.findall(head)
        if about == "indicators" and not _OF_A_VALUE.fullmatch(_bare(head)):
            # „Plán 2025“ was not measured.
            continue
        if len(years) == 1 and years[0] not in found.values() and fits is not None and fits(texts[column]):
            found[column] = years[0]
    return found if len(found) > 1 else {}


def _functions(heads: Mapping[int, str]) -> dict[int, str]:
    """Columns whose heads are a function of members each."""
    return {column: function for column, head in heads.items() if (function := choice_of("function", head))}


def _are_amounts(texts: Sequence[str]) -> bool:
    """Whether the texts of a column begin like amounts, but for single signs."""
    return all(text[:1].isdigit() for text in texts if len(text) > 1)


def _guess(grid: Grid, rows: tuple[int, ...], about: str) -> Guess | None:
    every = heads_of(MapTable(), grid, rows, 1, grid.width)
    # What an office hides is read only where somebody says so.
    heads = {column: head for column, head in every.items() if column not in grid.hidden_columns}
    profile = profiles()[about]
    texts = {column: _texts(grid, rows[-1], column) for column in heads}
    pairs = sorted(
        (
            (-sure, place, column, name)
            for column, head in heads.items()
            for place, (name, names) in enumerate(profile.items())
            if name != "must"
            and (sure := max(_sure(head, names), _sure(head.rpartition(" – ")[2], names)))
            and _can_be(name, about, texts[column])
            # A status is no name of a column about something else.
            and meaning_of(head.rpartition(" – ")[2]) is None
        )
    )
    found: dict[str, Head] = {}
    taken: set[int] = set()
    for sure, _, column, name in pairs:
        if name not in found and column not in taken:
            found[name] = Head(column, heads[column], -sure)
            taken.add(column)
    statuses = {
        column: meaning
        for column, head in heads.items()
        if column not in taken and (meaning := meaning_of(head.rpartition(" – ")[2]))
    }
    years = _years(heads, texts, about)
    if "amount" in found and found["amount"].column in years:
        # „Dotace 2024“ beside „Dotace 2025“: each is the amount of its year.
        del found["amount"]
    if about == "indicators":
        # Of several plans, each for its year, none is the target.
        plans = [column for column, head in heads.items() if _sure(head, profile["target"])]
        found = {
            name: head
            for name, head in found.items()
            if head.column not in years and not (name == "target" and len(plans) > 1)
        }
    if "status" in found and found["status"].column in years:
        # „Stav 2024“ beside „Stav 2025“: each is the status of its year.
        del found["status"]
    if len(statuses) > 1 and about == "readings" and "status" in found and found["status"].sure < _FAIRLY_SURE:
        # „Komentář ke stavu plnění“ beside columns to cross is no status.
        head = found.pop("status")
        if "comment" not in found and (sure := _sure(head.text, profile["comment"])):
            found["comment"] = Head(head.column, head.text, sure)
    if about == "readings" and "status" not in found and not years and len(statuses) < 2:  # noqa: PLR2004 - a scale
        by_words = next((column for column in heads if column not in taken and _are_statuses(texts[column])), None)
        if by_words is not None:
            found["status"] = Head(by_words, heads[by_words], _PART)
    told = any(texts[column] and _are_statuses(texts[column]) for column in heads if column not in taken)
    if about == "measures" and "code" in found and told:
        # A list of measures by their numbers that says how each of them fares is a report on them.
        return None
    must = profile.get("must", ())
    # One status alone is no scale; a list of measures may have a column for each, with a cross in one of them.
    scale = len(statuses) > 1
    marked = about == "readings" and "status" not in found and (scale or bool(years))
    paid = about in ("allocations", "indicators") and bool(years)
    if about == "tallies" and (not scale or not _are_counts([text for column in statuses for text in texts[column]])):
        return None
    functions = _functions(heads) if about == "members" and "function" not in found and "group" in found else {}
    # The names of members stand under their functions.
    found = {name: head for name, head in found.items() if head.column not in functions}
    columns = {"status": marked, "amount": paid, "function": bool(functions)}
    if not all(name in found or f"{name}.title" in found or columns.get(name) for name in must):
        return None
    return Guess(
        about=about,
        grid=grid,
        rows=rows,
        heads=heads,
        found=found,
        statuses=statuses if about == "tallies" or (marked and not years) else {},
        years=years if marked or paid else {},
        functions=functions,
    )
