"""A proposed mapping for a table as an office has it: every line with how sure it is, for somebody to go over."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import PurePath
from typing import Any, Final

from attrs import frozen

from socplan.intake.amounts import Amounts
from socplan.intake.attributes import HOUR, attributes
from socplan.intake.beside import VACANT, Beside
from socplan.intake.blocks import blocks
from socplan.intake.book import Book
from socplan.intake.columns import Columns
from socplan.intake.contents import NOTES, SUMS, Contents
from socplan.intake.grids import Grid, Places
from socplan.intake.heads import Guess, Head, codes_and_titles, lies_on_its_side
from socplan.intake.lines import CODE_IN_FRONT, EACH_YEAR, columns_line, quoted_text, words_of
from socplan.intake.once import Once, only_year, year_of
from socplan.intake.repeated import status_in
from socplan.intake.select import written_alike
from socplan.intake.units import unit_in
from socplan.labels import Wording

__all__ = ["proposal"]

#: What marks a column as the one that holds.
_MARKS: Final = ("x", "×", "✓", "✔", "ano", "a", "1", "*")
_OF_MONEY: Final = re.compile(r"částk|náklad|dotac|rozpočet|rozpočt|finan|prostředk|příspěv|čerpán|úhrad")
#: Columns that a form of the same thing is found by, and not filled in with.
_ASIDE: Final = frozenset(
    {
        "measure.title",
        "service.name",
        "organisation.name",
        "allocations.organisation",
        "organisations.name",
        "organisations.ico",
        "person",
        "capacities.quantity",
        "capacities.form",
        "indicator_values.value",
    }
)


def proposal(grids: Sequence[Grid], data: Mapping[str, Any] | None, words: Wording) -> str:
    """The text of a mapping for tables.

    Args:
        grids: the tables.
        data: the plain data of the dossier that they are to come into; ``None``: of a new one.
        words: the language of the remarks.
    """
    book = None if data is None else Book.of_plain(data)
    lines = ["socplan-map = 1", ""]
    if data is None:
        lines += [f"# {words.text('intake.propose.plan')}", "[plan]", 'title = "?"', 'authority = "?"', ""]
    before: Grid | None = None
    tables = [(grid, blocks(grid)) for grid in grids if not grid.hidden]
    there = {guess.about for _, parts in tables for guess, _ in parts}
    there |= set() if book is None else {table for table, records in book.tables.items() if records}
    several = len(tables) > 1
    years: dict[str, str | None] = {
        file: only_year(guess for grid, parts in tables if grid.file == file for guess, _ in parts)
        for file in {grid.file for grid, _ in tables}
    }
    for grid, parts in tables:
        on_its_side = lies_on_its_side(grid, parts[0][0] if parts else None)
        if on_its_side or not parts:
            why = "on_its_side" if on_its_side else "not_understood"
            lines += [f"# {words.text(f'intake.propose.{why}', name=grid.name)}", ""]
        for guess, area in () if on_its_side else parts:
            # A table that a page cut in two has no text above its second part.
            above = before.name if before is not None and not grid.name.strip() else ""
            table = _Table(guess, book, words, there, area, several=several, above=above, year=years[grid.file])
            lines += [*table.lines(), ""]
        before = grid if grid.name.strip() else before
    return "\n".join(lines)


@frozen
class _Table:
    guess: Guess
    book: Book | None
    words: Wording
    #: The tables of the dossier that have records, or get some from these tables.
    there: Collection[str]
    #: Where the table lies, where its sheet has several; ``None``: alone.
    area: str | None
    several: bool
    #: The text above the table before, where this one goes on with it.
    above: str = ""
    #: The one year that the tables of its file name.
    year: str | None = None

    @cached_property
    def contents(self) -> Contents:
        return Contents(self.guess)

    @cached_property
    def beside(self) -> Beside:
        return Beside(self.guess, self.book, self.words)

    @cached_property
    def columns(self) -> Columns:
        return Columns(self.guess, self.book, self.words)

    @property
    def grid(self) -> Grid:
        """The table."""
        return self.guess.grid

    def lines(self) -> Iterator[str]:
        """The part of the mapping that is about one table."""
        guess, grid = self.guess, self.grid
        about = self.words.text(f"table_name.{guess.about}")
        yield f"# {self.words.text('intake.propose.about', name=self._name(), about=about)}"
        yield "[[table]]"
        if grid.places is Places.SHEET:
            yield f"sheet = {quoted_text(grid.name)}"
        elif grid.places is Places.WORD and self.several:
            yield f"sheet = {grid.number}"
        if self.area is not None:
            yield f"range = {quoted_text(self.area)}"
        yield f"head = {list(guess.rows) if len(guess.rows) > 1 else guess.rows[0]}"
        if guess.fill_right:
            yield "fill_right = true"
        yield from self._rows()
        yield from Once(guess, self.book, self.words, self.above, self.area is not None, self.year).lines()
        if self.beside.is_under_goal:
            yield f'facts."cíl" = {{ name = true }}  # {self.words.text("intake.propose.headings")}'
        yield from self._records()
        yield from self._left()

    def _name(self) -> str:
        """What people call the table; a CSV file has no name but its own."""
        return PurePath(self.grid.name).name if self.grid.places is Places.CSV else self.grid.name

    # Rows

    def _rows(self) -> Iterator[str]:
        """Which rows are no records, and which columns are filled down."""
        firsts = [self.contents.first(row) for row in sorted(self.grid.rows) if row > self.guess.rows[-1]]
        sums = dict.fromkeys(text for text in firsts if written_alike(text).startswith(SUMS))
        notes = dict.fromkeys(text for text in firsts if written_alike(text).startswith(NOTES))
        if sums:
            yield f"sums = [{', '.join(map(quoted_text, sums))}]"
        if notes:
            # Their first words are enough, and behind them may stand a name: „Zpracovala: …“.
            begins = dict.fromkeys(text.split()[0] for text in notes)
            yield f"skip = [{', '.join(map(quoted_text, begins))}]"
        if self.contents.headings:
            yield f"headings = {quoted_text(self.words.text('intake.propose.headings_name'))}"
        fill = [head.text for head in self.guess.found.values() if self.contents.is_filled_down(head.column)]
        if fill:
            yield f"fill = [{', '.join(map(quoted_text, fill))}]  # {self.words.text('intake.propose.fill')}"

    # Records

    def _records(self) -> Iterator[str]:
        guess, about = self.guess, self.guess.about
        yield from self.beside.before()
        if not self._finds_services:
            yield from self.beside.services()
        if "measures" not in self.there and {"measure", "measure.title"} & {*guess.found}:
            yield f"# {self.words.text('intake.propose.no_measures')}"
        if guess.functions:
            yield from self.beside.functions(self.columns.line("group", self.guess.found["group"]))
            return
        if guess.yearly:
            yield from self._of_years()
            return
        yield "[[table.records]]"
        yield f"to = {quoted_text(about)}"
        if about == "allocations":
            yield from Amounts(guess, self.words).columns()
        elif guess.years and about != "indicators":
            yield self.beside.year_columns()
        if guess.statuses:
            yield columns_line(guess.heads[column] for column in guess.statuses)
            if about == "readings":
                values = [each for column in self.guess.statuses for each in self.contents.values(column)]
                marks = [mark for mark in dict.fromkeys(map(written_alike, values)) if mark in _MARKS]
                yield f"cross = [{', '.join(map(quoted_text, marks or _MARKS[:1]))}]"
        yield from self._fixed()
        yield from self._of_row()
        yield from self.beside.after()

    def _of_row(self) -> Iterator[str]:
        """What the columns of a row say of a record."""
        for name, head in self.guess.found.items():
            yield from self._attribute(name, head)
        yield from self._by_names()

    def _of_years(self) -> Iterator[str]:
        """The amounts of each year, where several columns say what was asked for, granted and spent in it."""
        for year, heads in self.guess.yearly.items():
            yield "[[table.records]]"
            yield f"to = {quoted_text(self.guess.about)}"
            yield f"some = [{', '.join(quoted_text(head.text) for head in heads.values())}]"
            yield from Amounts(self.guess, self.words).lines(year)
            for name, head in heads.items():
                yield self.columns.line(name, head)
            yield from self._of_row()

    def _attribute(self, name: str, head: Head) -> Iterator[str]:
        """The lines of an attribute, and of what stands in its column beside."""
        about = self.guess.about
        if name in ("baseline", "target") and (year := year_of(head.text)):
            yield f"set.{name}_day = {{ text = {quoted_text(year)} }}"
        if name == "author":
            yield from self.beside.authors(head.text, head.column, self.columns.how_sure(head))
        elif about == "measures" and name == "title" and codes_and_titles(self.contents.values(head.column)):
            yield f"set.code = {{ head = {quoted_text(head.text)}, match = {CODE_IN_FRONT} }}"
            yield f"set.title = {{ head = {quoted_text(head.text)}, match = '^[A-Z]?[0-9.]+\\s+(.+)' }}"
        elif not {name, f"{about}.{name}"} & _ASIDE and (
            name != "service" or self._finds_services or self.beside.names_services
        ):
            yield self.columns.line(name, head)
            hour = f"{name}{HOUR}"
            if hour in attributes(about) and hour not in self.guess.found and self.contents.have_hours(head.column):
                yield f"set.{hour} = {quoted_text(head.text)}"

    @property
    def _finds_services(self) -> bool:
        """Whether there are services among which one can be found."""
        return "services" in self.there

    def _fixed(self) -> Iterator[str]:
        """What is the same for every record, or stands in the heads of columns."""
        match self.guess.about:
            case "readings" if self.guess.years:
                yield f'set.round = {{ {EACH_YEAR}, find = ["year"] }}'
                pairs = dict(self.beside.status_words())
                words = words_of(pairs)
                remark = f"  # {self.words.text('intake.propose.word')}" if "?" in pairs.values() else ""
                yield f'set.status = {{ each = "cell"{words} }}{remark}'
            case "members":
                if "group" not in self.guess.found:
                    yield 'set.group = { fact = "skupina", find = ["name"], add = true }'
                if head := self.guess.found.get("person"):
                    vacant = [
                        each for each in self.contents.values(head.column) if written_alike(each).startswith(VACANT)
                    ]
                    if vacant:
                        words = words_of(dict.fromkeys(vacant, "ano"))
                        yield f'set.vacant = {{ head = {quoted_text(head.text)}{words}, others = "ne" }}'
            case "readings" | "tallies":
                yield 'set.round = { fact = "rok", find = ["year"] }'
            case "action_items":
                yield 'set.action_plan = { fact = "rok", find = ["year"] }'
            case "allocations":
                yield from Amounts(self.guess, self.words).lines()
            case "comments":
                title = quoted_text(self.beside.only_consultation() or self.words.text("intake.propose.consultation"))
                yield f"set.consultation = {{ text = {title} }}"
        if self.guess.statuses:
            heads = [self.guess.heads[column] for column in self.guess.statuses]
            meant = {head: self.beside.status(status_in(head) or head) for head in heads}
            words = words_of({head: means for head, means in meant.items() if head != means})
            yield f'set.status = {{ each = "head"{words} }}'
        if self.guess.about == "tallies":
            yield 'set.count = { each = "cell", zero = "known" }'

    def _by_names(self) -> Iterator[str]:
        """References that are found by names, where the table has nothing surer."""
        found = self.guess.found
        if "measure" not in found and "measure.title" in found:
            title = found["measure.title"]
            coded = codes_and_titles(self.contents.values(title.column))
            by = f'find = ["code"], match = {CODE_IN_FRONT}' if coded else 'find = ["title"]'
            yield f"set.measure = {{ head = {quoted_text(title.text)}, {by} }}"
        if self.beside.is_under_goal:
            yield 'set.goal = { fact = "cíl", find = ["title"] }'
        for name in ("goal", "group") if self.guess.about == "measures" else ():
            if (heading := self.beside.heading_head(name)) is not None:
                find = self.columns.goal_found if name == "goal" else 'find = ["name"], add = true'
                remark = self.words.text("intake.propose.headings")
                yield f"set.{name} = {{ head = {quoted_text(heading)}, {find} }}  # {remark}"
        term = found.get("term") if self.guess.about == "measures" else None
        if term is not None and "průběžně" in map(written_alike, self.contents.values(term.column)):
            words = words_of({"průběžně": "ano"})
            yield f'set.ongoing = {{ head = {quoted_text(term.text)}{words}, others = "ne" }}'
        if self.guess.about == "services" and (provider := self.beside.organisation()) is not None:
            yield f"set.provider = {provider}"
        if self.beside.is_purpose:
            # A service is never found by its name alone.
            remark = self.words.text("intake.propose.purpose")
            yield f"set.purpose = {quoted_text(found['service.name'].text)}  # {remark}"
        if self.guess.about == "allocations" and (organisation := self.beside.organisation()) is not None:
            yield f"set.organisation = {organisation}"

    def _left(self) -> Iterator[str]:
        """The columns that would not be read, money above all."""
        used = (
            {head.column for head in self.guess.found.values()}
            | set(self.guess.statuses)
            | set(self.guess.years)
            | set(self.guess.sources)
            | set(self.guess.functions)
            | {head.column for heads in self.guess.yearly.values() for head in heads.values()}
            | set(self.beside.form_columns())
        )
        left = [
            head
            for column, head in self.guess.heads.items()
            if column not in used and column not in self.grid.hidden_columns
        ]
        aside = ["person"]
        if self._finds_services or not self.beside.names_services:
            aside += [] if self._finds_services else ["service"]
            aside += [] if self.beside.is_purpose else ["service.name"]
        left += [self.guess.found[name].text for name in aside if name in self.guess.found]
        left += self.beside.left()
        for head in left:
            money = unit_in(head) is not None or _OF_MONEY.search(written_alike(head)) is not None
            yield f"# {self.words.text('intake.propose.left_money' if money else 'intake.propose.left', head=head)}"
