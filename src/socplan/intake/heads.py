"""Which heads of an office's table mean which attributes, and how sure that is."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from typing import Final

from attrs import evolve, field, frozen

from socplan.intake.grids import Grid
from socplan.intake.headrows import head_rows
from socplan.intake.mapping import MapTable
from socplan.intake.repeated import (
    AMOUNTS,
    Head,
    are_sentences,
    are_statuses,
    function_columns,
    parts_of_head,
    source_columns,
    status_in,
    year_columns,
    yearly_columns,
)
from socplan.intake.select import heads_of, written_alike
from socplan.intake.vocabulary import PART, YEAR, choice_of, how_sure, is_like_any, kind_of_source, meaning_of, profiles

__all__ = ["NOTES", "SUMS", "Guess", "Head", "are_codes", "codes_and_titles", "guesses", "lies_on_its_side"]

#: How rows begin that are sums, and notes below a table.
SUMS: Final = ("celkem", "součet", "mezisoučet", "úhrnem", "suma")
NOTES: Final = ("zdroj:", "zdroj ", "pozn", "*", "zpracoval", "vysvětlivky", "legenda", "schválil")

_FAIRLY_SURE: Final = 90
_SURE: Final = 100
#: A number of a measure in one cell with its title: „1.1 Rozšířit službu“.
_CODE_AND_TITLE: Final = re.compile(r"[A-Z]?[0-9]+\.[0-9.]*\s+[^\W\d]", re.ASCII)
#: So many cells of a column tell what it holds.
_ENOUGH: Final = 60
#: So many rows may hold the heads of a table that lies on its side.
_TALLEST_HEAD: Final = 30
#: The day as of which a column holds: of two of them the later counts.
_OF_A_DAY: Final = re.compile(r"[0-9]{1,2}\. ?[0-9]{1,2}\. ?20[0-9][0-9]")
#: Attributes that no number can be.
_OF_WORDS: Final = frozenset(("territory", "group", "title", "name", "organisations.name", "organisation.name", "task"))
_NUMBER: Final = re.compile(r"[0-9][0-9 .,\u00a0]*(?:,-)?(?: ?Kč| ?%)?")
_CODE: Final = re.compile(r"[A-Z]{0,3}\s?[0-9]+(?:\.\s?[0-9]+)*\.?|[A-Z]", re.ASCII)


@frozen(kw_only=True)
class Guess:
    """What a table may be about."""

    about: str
    grid: Grid
    #: The rows of its head.
    rows: tuple[int, ...]
    #: Whether an upper head holds for the empty cells to its right.
    fill_right: bool = False
    #: All heads by column.
    heads: Mapping[int, str]
    #: From attribute to the column that means it.
    found: Mapping[str, Head]
    #: Columns that are statuses, with the meaning of each.
    statuses: Mapping[int, str]
    #: Columns that hold the statuses or the amounts of a year each, by the year in their head.
    years: Mapping[int, str]
    #: Columns that hold the amounts of a source of money each, by the kind of it that their head names.
    sources: Mapping[int, str] = field(factory=dict)
    #: Columns that hold an amount of a year each, by year and by what is said of it: asked for, granted, spent.
    yearly: Mapping[str, Mapping[str, Head]] = field(factory=dict)
    #: Columns of members, by the function in their head: „Vedoucí skupiny“, „Členové“.
    functions: Mapping[int, str] = field(factory=dict)

    @property
    def score(self) -> float:
        """How much of the table is understood."""
        understood = sum(head.sure for head in self.found.values()) + 100 * sum(
            (
                *(len(self.statuses), len(self.years), len(self.sources), len(self.functions)),
                sum(map(len, self.yearly.values())),
            )
        )
        return _score(understood, len(self.heads))


def _score(understood: int, heads: int) -> float:
    """How much of a table is understood: of its columns, and at all."""
    return understood / (heads + 1) + understood / 100


def guesses(grid: Grid) -> Iterator[Guess]:
    """What a table may be about, the best first; nothing where nothing fits."""
    body = [row for row in sorted(grid.rows) if not _is_aside(grid, row)]
    found: list[Guess] = []
    best = 0.0
    for rows, fill_right in head_rows(grid):
        every = heads_of(MapTable(fill_right=fill_right), grid, rows, 1, grid.width)
        # What an office hides is read only where somebody says so.
        heads = {column: head for column, head in every.items() if column not in grid.hidden_columns}
        head = _HeadOf(grid, rows, fill_right, heads, body)
        # Most rows are no heads: where nothing could make them better than one that was found, nothing is tried.
        if head.best_score >= best:
            found += (guess for about in profiles() if (guess := _guess(head, about)) is not None)
            best = max((guess.score for guess in found), default=0.0)
    yield from sorted(found, key=lambda guess: (-guess.score, len(guess.rows), guess.rows))


def lies_on_its_side(grid: Grid, upright: Guess | None) -> bool:
    """Whether the heads of a table stand below each other in its first column, more of them than in any row."""
    column = min((place for cells in grid.rows.values() for place in cells), default=1)
    texts = [text for row in islice(sorted(grid.rows), _TALLEST_HEAD) if (text := grid.cell(row, column).text)]
    least = 2 if upright is None else max(2, len(upright.found) + len(upright.statuses) + len(upright.years))
    return any(_understood(texts, about) > least for about in profiles())


def _understood(texts: Sequence[str], about: str) -> int:
    """How many of some texts are heads of a table of one kind, each another attribute."""
    names = (names for name, names in profiles()[about].items() if name != "must")
    return len([1 for each in names if any(how_sure(text, each) >= _FAIRLY_SURE for text in texts)])


@frozen
class _HeadOf:
    """Rows that may be the head of a table, and what stands below each of its columns."""

    grid: Grid
    rows: tuple[int, ...]
    fill_right: bool
    heads: Mapping[int, str]
    #: The rows of the sheet that are no sums and no notes.
    body: Sequence[int]

    @cached_property
    def texts(self) -> Mapping[int, Sequence[str]]:
        """What stands below each head."""
        below = [row for row in self.body if row > self.rows[-1]]
        return {column: _texts(self.grid, below, column) for column in self.heads}

    @property
    def best_score(self) -> float:
        """More than the score of any guess about these heads."""
        others = {
            column
            for column, head in self.heads.items()
            if status_in(head) or YEAR.search(head) or kind_of_source(head) or choice_of("function", head)
        }
        # One column may be two things: many a list calls a service by its kind alone.
        columns = 1 + len(others | self.said_by.keys() | self.of_statuses)
        return _score(_SURE * columns, len(self.heads))

    @cached_property
    def said_by(self) -> Mapping[int, tuple[str, ...]]:
        """The columns whose heads are like what anything is called, with what of each says it; most rows have none.

        A status is no name of a column about something else.
        """
        said = {column: parts_of_head(head) for column, head in self.heads.items() if status_in(head) is None}
        return {column: parts for column, parts in said.items() if any(map(is_like_any, parts))}

    @cached_property
    def of_statuses(self) -> frozenset[int]:
        """The columns that hold mostly what statuses are called."""
        return frozenset(column for column, texts in self.texts.items() if texts and are_statuses(texts))


def _texts(grid: Grid, rows: Sequence[int], column: int) -> list[str]:
    """What stands in some rows of a column; as much as tells what it is about."""
    texts = (cell.text for row in rows if (cell := grid.rows[row].get(column)) and cell.text)
    return list(islice(texts, _ENOUGH))


def _is_aside(grid: Grid, row: int) -> bool:
    """Whether a row is a sum, a note or a heading between others: what stands there is no value of its column."""
    filled = [cell for _, cell in sorted(grid.rows[row].items()) if not cell.is_empty]
    alone = len(filled) == 1 and grid.width > 2  # noqa: PLR2004 - in two columns a value may be missing
    return alone or (bool(filled) and written_alike(filled[0].text).startswith(SUMS + NOTES))


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
        return codes or (name == "measure" and about in ("action_items", "readings") and codes_and_titles(texts))
    if name in _OF_WORDS and 2 * len([text for text in texts if _NUMBER.fullmatch(text)]) > len(texts):
        # „Dotace město“ holds money, and no town.
        return False
    if name == "organisation" and about == "members":
        # „Zastupuje“ is followed by an organisation, or by the side that somebody speaks for.
        return 2 * len([text for text in texts if choice_of("constituency", text)]) <= len(texts)
    return not (codes and name.rpartition(".")[2] in ("title", "name", "text", "task"))


def _are_counts(texts: Sequence[str]) -> bool:
    """Whether a number stands among texts: columns of crosses and words count nothing."""
    return any(text[:1].isdigit() for text in texts)


def _best(pairs: Iterable[tuple[int, int, int, int, str]]) -> dict[str, tuple[int, int]]:
    """Of pairs of attribute and column, the surest first, those that leave each to one other: with how sure each is."""
    best: dict[str, tuple[int, int]] = {}
    taken: set[int] = set()
    for sure, _, _, column, name in pairs:
        if name not in best and column not in taken:
            best[name] = column, -sure
            taken.add(column)
    return best


def _guess(head_of: _HeadOf, about: str) -> Guess | None:
    heads, texts, profile = head_of.heads, head_of.texts, profiles()[about]
    # Words of statuses stand in another column than the comment on them.
    told = bool(head_of.of_statuses)
    pairs = sorted(
        (
            (-sure, place, -column if name == "status" and _OF_A_DAY.search(head) else column, column, name)
            for column, parts in head_of.said_by.items()
            for head in (heads[column],)
            for place, (name, names) in enumerate(profile.items())
            if name != "must"
            and (name != "status" or not told or column in head_of.of_statuses)
            and (sure := max(how_sure(part, names) for part in parts))
            and _can_be(name, about, texts[column])
        )
    )
    found = {name: Head(column, heads[column], sure) for name, (column, sure) in _best(pairs).items()}
    taken = {head.column for head in found.values()}
    if about == "services" and "kind" in found:
        # Many a list calls a service by its kind alone.
        found.setdefault("name", evolve(found["kind"], sure=PART))
    statuses = {
        column: meaning
        for column, head in heads.items()
        if column not in taken and (name := status_in(head)) and (meaning := meaning_of(name))
    }
    yearly = yearly_columns(heads, texts, profile) if about == "allocations" else {}
    years = {} if yearly else year_columns(heads, texts, about)
    sources = source_columns(heads, texts) if about == "allocations" and not years and not yearly else {}
    # „Dotace 2024“ beside „Dotace 2025“, „MPSV“ beside „Kraj“: each is an amount of its own, and a total is none.
    found = {name: head for name, head in found.items() if head.column not in sources}
    if "amount" in found and (sources or found["amount"].column in years):
        del found["amount"]
    apart = {head.column for heads_of_year in yearly.values() for head in heads_of_year.values()}
    found = {name: head for name, head in found.items() if not yearly or not (name in AMOUNTS or head.column in apart)}
    if about == "indicators":
        # Of several plans, each for its year, none is the target.
        plans = [column for column, head in heads.items() if how_sure(head, profile["target"])]
        found = {
            name: head
            for name, head in found.items()
            if head.column not in years and not (name == "target" and len(plans) > 1)
        }
    if "status" in found and found["status"].column in years:
        # „Stav 2024“ beside „Stav 2025“: each is the status of its year.
        del found["status"]
    prose = about == "readings" and "status" in found and are_sentences(texts[found["status"].column])
    prose = prose and "comment" not in found
    crossed = len(statuses) > 1 and about == "readings" and "status" in found and found["status"].sure < _FAIRLY_SURE
    if prose or crossed:
        # „Komentář ke stavu plnění“ beside columns to cross is no status, and neither is an evaluation in sentences.
        head = found.pop("status")
        if "comment" not in found and (sure := PART if prose else how_sure(head.text, profile["comment"])):
            found["comment"] = Head(head.column, head.text, sure)
    if about == "readings" and "status" not in found and not years and len(statuses) < 2:  # noqa: PLR2004 - a scale
        by_words = next((column for column in heads if column not in taken and column in head_of.of_statuses), None)
        if by_words is not None:
            found["status"] = Head(by_words, heads[by_words], PART)
    told = not head_of.of_statuses <= taken
    coded = "title" in found and codes_and_titles(texts[found["title"].column])
    if about == "measures" and ("code" in found or coded) and told:
        # A list of measures by their numbers that says how each of them fares is a report on them.
        return None
    must = profile.get("must", ())
    # One status alone is no scale; a list of measures may have a column for each, with a cross in one of them.
    scale = len(statuses) > 1
    marked = about == "readings" and "status" not in found and (scale or bool(years))
    paid = about in ("allocations", "indicators") and bool(years or sources or yearly)
    if about == "tallies" and (not scale or not _are_counts([text for column in statuses for text in texts[column]])):
        return None
    functions = function_columns(heads) if about == "members" and "function" not in found and "group" in found else {}
    # The names of members stand under their functions.
    found = {name: head for name, head in found.items() if head.column not in functions}
    columns = {"status": marked or prose, "amount": paid, "function": bool(functions)}
    if not all(name in found or f"{name}.title" in found or columns.get(name) for name in must):
        return None
    return Guess(
        about=about,
        grid=head_of.grid,
        rows=head_of.rows,
        fill_right=head_of.fill_right,
        heads=heads,
        found=found,
        statuses=statuses if about == "tallies" or (marked and not years) else {},
        years=years if marked or paid else {},
        sources=sources,
        yearly=yearly,
        functions=functions,
    )
