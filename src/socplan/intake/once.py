"""What a table of an office says once for all its rows: the year, and the group whose members it lists."""

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import Final

from attrs import frozen

from socplan.intake.book import Book
from socplan.intake.grids import Grid, Places, letters
from socplan.intake.heads import Guess
from socplan.intake.lines import quoted_text
from socplan.intake.select import texts_above
from socplan.intake.wording import period_of
from socplan.labels import Wording

__all__ = ["Once", "only_year", "year_of"]

_YEAR: Final = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
#: The begin of a day, unless it is the day as of which a table holds: „schváleno 10. 12. “, not „k 31. 12. “.
_OF_A_DAY: Final = re.compile(r"(?<!\bk )(?<!\bke dni )(?<![0-9])[0-9]{1,2}\. ?(?:[0-9]{1,2}\.|[^\W\d]+) ?$")
#: What finds the year of a table in texts.
_YEARS: Final = ("(20[0-9][0-9])", "ro[kc][ue]? (20[0-9][0-9])")
#: What stands before the name of a group.
_GROUP: Final = "(?:[Pp]racovní skupina|PS|Skupina):? (.+)"
#: What such tables are about belongs to a year.
_OF_A_YEAR: Final = ("readings", "tallies", "action_items", "allocations")


def only_year(guesses: Iterable[Guess]) -> str | None:
    """The one year that tables of a file name above their heads or in their names; ``None``: none, or several."""
    texts = [
        text
        for guess in guesses
        for text in (
            guess.grid.name if guess.grid.places is not Places.CSV else "",
            *(found.cell.text for texts in texts_above(guess.grid, guess.rows[0]) for found in texts),
        )
    ]
    years = {year for text in texts for year in _YEAR.findall(text)}
    sure = set(filter(None, map(year_of, texts)))
    return sure.pop() if len(years) == len(sure) == 1 else None


def year_of(text: str) -> str | None:
    """The first year in a text; ``None``: there is none, or it belongs to a day on which something was decided."""
    found = _YEAR.search(text)
    return None if found is None or _OF_A_DAY.search(text[: found.start()]) else found[1]


@frozen
class Once:
    """The facts of one table."""

    guess: Guess
    book: Book | None
    words: Wording
    #: The text above the table before, where this one goes on with it.
    above: str
    #: Whether the table is one of several in its sheet.
    is_part: bool = False
    #: The one year that the other tables of its file name; ``None``: none, or several.
    elsewhere: str | None = None

    @property
    def grid(self) -> Grid:
        """The table."""
        return self.guess.grid

    def lines(self) -> Iterator[str]:
        """The facts, as lines of a mapping."""
        guess = self.guess
        of_a_year = guess.about in _OF_A_YEAR or "indicator_values.value" in guess.found
        if of_a_year and not guess.years and not guess.yearly:
            yield f"facts.rok = {{ {self._year()}"
        if guess.about == "allocations" and not guess.sources:
            remark = self.words.text("intake.propose.source")
            yield f"facts.zdroj = {{ text = {quoted_text(self._source())} }}  # {remark}"
        if guess.about == "members" and "group" not in guess.found:
            yield self._group()

    def _year(self) -> str:
        """Where the year stands: above a table, in its name or its heads, in the name of its file, or nowhere."""
        above = [number for number in sorted(self.grid.rows) if number < self.guess.rows[0]]
        for row, column in ((number, place) for number in above for place in sorted(self.grid.rows[number])):
            if year_of(self.grid.cell(row, column).text):
                return f"cell = \"{letters(column)}{row}\", match = '(20[0-9][0-9])' }}"
        if year_of(self.grid.name) and self.grid.places is not Places.CSV:
            return "name = true, match = '(20[0-9][0-9])' }"
        if self.grid.places is Places.WORD and (expression := self._above()):
            return f"above = true, match = '{expression}' }}  # {self.words.text('intake.propose.year_above')}"
        for text in (" ".join(self.guess.heads.values()), PurePath(self.grid.file).stem):
            if found := year_of(text):
                return f"text = {quoted_text(found)} }}"
        year, remark = self._only_year(), "the_year"
        if self.elsewhere is not None:
            year, remark = self.elsewhere, "year_elsewhere"
        if year is None:
            year, remark = "?", "no_year"
        return f'text = "{year}" }}  # {self.words.text(f"intake.propose.{remark}")}'

    def _above(self) -> str | None:
        """What finds the one year in the nearest texts above a Word table that have any; ``None``: nothing does.

        The title „Komunitní plán 2023–2026“ has two, and says nothing about the year of „Vyhodnocení za rok 2024“.
        """
        every = [[found.cell.text for found in texts] for texts in texts_above(self.grid, self.guess.rows[0])]
        for expression in _YEARS:
            found = ([text for text in texts if re.search(expression, text)] for texts in every)
            nearest = next((texts for texts in found if texts), [])
            years = {year for text in nearest for year in re.findall(expression, text)}
            if len(years) == 1:
                return expression if any(map(year_of, nearest)) else None
        return None

    def _source(self) -> str:
        """Whose money it is: of the one source of the dossier, where there is only one."""
        sources = [] if self.book is None else self.book.tables["funding_sources"]
        return str(sources[0]["name"]) if len(sources) == 1 else "?"

    def _only_year(self) -> str | None:
        """The year of the one round, action plan or budget that the dossier has; ``None`` where it has several."""
        table = {"action_items": "action_plans", "allocations": "budgets"}.get(self.guess.about, "rounds")
        records = [] if self.book is None else self.book.tables[table]
        years = {period_of(record.get("period")).year for record in records}
        return str(next(iter(years))) if len(years) == 1 and None not in years else None

    def _group(self) -> str:
        """The group whose members a table lists: above it, in the name of the sheet, or above the table before."""
        name, remark = self.grid.name, self.words.text("intake.propose.group")
        titles = [found for texts in texts_above(self.grid, self.guess.rows[0]) for found in texts]
        if self.grid.places is Places.SHEET and self.is_part and titles:
            # Several tables in one sheet: each has its group above its head.
            found = titles[0]
            part = self._of_the_dossier(found.cell.text)
            return f'facts.skupina = {{ cell = "{letters(found.column)}{found.row}"{part} }}  # {remark}'
        if name.strip() and self.grid.places is not Places.CSV:
            return f"facts.skupina = {{ name = true{self._of_the_dossier(name)} }}  # {remark}"
        return f"facts.skupina = {{ text = {quoted_text(self.above or '?')} }}  # {remark}"

    def _of_the_dossier(self, text: str) -> str:
        """Which part of a text is a group that the dossier has: „Pracovní skupina Senioři“ may be „Senioři“."""
        found = re.fullmatch(_GROUP, text.strip())
        called = found is not None and self.book is not None and self.book.called("groups", "name", found[1])
        return f", match = '{_GROUP}'" if called else ""
