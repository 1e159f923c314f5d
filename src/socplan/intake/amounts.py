"""Amounts that are granted, in a column of their own, or in one for each year or each source of money."""

from collections.abc import Iterator, Mapping
from functools import cached_property

from attrs import frozen

from socplan.intake.contents import SIGNS, Contents
from socplan.intake.heads import Guess
from socplan.intake.lines import EACH_YEAR, OF_THE_YEAR, columns_line, quoted_text, words_of
from socplan.intake.units import unit_in
from socplan.intake.vocabulary import without_unit
from socplan.labels import Wording

__all__ = ["Amounts"]


@frozen
class Amounts:
    """The amounts of a table of subsidies."""

    guess: Guess
    words: Wording

    @cached_property
    def contents(self) -> Contents:
        """What stands below the head."""
        return Contents(self.guess)

    def before(self) -> Iterator[str]:
        """The sources of money and their budgets, and who gets money by a number of their own."""
        yield "[[table.records]]"
        yield 'to = "funding_sources"'
        yield from self.columns(self.guess.sources)
        yield f"set.name = {self._source()}"
        if self.guess.sources:
            kinds = {self.guess.heads[column]: kind for column, kind in self.guess.sources.items()}
            yield f'set.kind = {{ each = "head"{words_of(kinds)} }}'
        source = self._source().removesuffix(" }")
        for year in self.guess.yearly or ("",):
            yield "[[table.records]]"
            yield 'to = "budgets"'
            yield from self.columns()
            yield f'set.source = {source}, find = ["name"] }}'
            yield f"set.period = {{ {self._year(year)} }}"
        if (head := self.guess.found.get("organisation")) and (name := self.guess.found.get("organisation.name")):
            yield "[[table.records]]"
            yield 'to = "organisations"'
            yield f"set.name = {quoted_text(name.text)}"
            yield f"set.ico = {quoted_text(head.text)}"

    def columns(self, columns: Mapping[int, str] | None = None) -> Iterator[str]:
        """The line of the columns that make a record each; nothing where amounts have one column."""
        columns = self.guess.years or self.guess.sources if columns is None else columns
        if columns:
            yield columns_line(self.guess.heads[column] for column in columns)

    def lines(self, year: str = "") -> Iterator[str]:
        """To which budget an amount belongs, and the amount where its head is a year or a source."""
        yield f"set.budget = {{ by = [{{ source = {self._source()}, year = {{ {self._year(year)} }} }}] }}"
        columns = list(self.guess.years or self.guess.sources)
        if not columns:
            return
        texts = " ".join([*(self.guess.heads[column] for column in columns), self.contents.title()])
        unit = unit_in(texts) or self.contents.own_unit(columns[0])
        remarks = [] if unit else [self.words.text("intake.propose.unit")]
        zero = ""
        if any(self.contents.has_zero(column) for column in columns):
            zero = ', zero = "known"'
            remarks.append(self.words.text("intake.propose.zero"))
        signs = {value: "" for column in columns for value in self.contents.values(column) if value in SIGNS}
        remark = f"  # {'; '.join(remarks)}" if remarks else ""
        yield f'set.amount = {{ each = "cell", unit = {quoted_text(unit or "Kč")}{zero}{words_of(signs)} }}{remark}'

    def _source(self) -> str:
        """Whose money it is: the head of the column, or said once for the whole table."""
        if not self.guess.sources:
            return '{ fact = "zdroj" }'
        heads = [self.guess.heads[column] for column in self.guess.sources]
        words = words_of({head: without_unit(head) for head in heads if head != without_unit(head)})
        return f'{{ each = "head"{words} }}'

    def _year(self, year: str = "") -> str:
        """Where the year stands: in this text, in the head of the column, or said once for the table."""
        if year:
            return f'text = "{year}"'
        return EACH_YEAR if self.guess.years else OF_THE_YEAR
