"""The records that the rows of a proposed table need or make beside those that it is about."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Final

from attrs import frozen

from socplan.intake.amounts import Amounts
from socplan.intake.attributes import attributes
from socplan.intake.authors import NOBODY, who_is
from socplan.intake.book import Book
from socplan.intake.contents import SIGNS, Contents
from socplan.intake.faults import place_of
from socplan.intake.heads import Guess
from socplan.intake.lines import EACH_YEAR, GOAL_CODE, OF_THE_YEAR, columns_line, organisation_of, quoted_text, words_of
from socplan.intake.names import is_name_of_person
from socplan.intake.reading import known_choice
from socplan.intake.repeated import status_in
from socplan.intake.select import written_alike
from socplan.intake.units import OWN_UNIT
from socplan.intake.vocabulary import meaning_of
from socplan.labels import Wording

__all__ = ["VACANT", "Beside"]

#: How a seat that nobody has stands in the column of names.
VACANT: Final = ("neobsazen", "volné", "uvolněn", "vacat")
#: What parts the members in one cell.
_APART: Final = (";", "\n")
#: What parts the forms of a service in one cell.
_FORMS_APART: Final = (",", ";", "/", "\n", " a ")
_VALUE: Final = "indicator_values.value"
#: So many cells are named.
_FEW: Final = 6
#: Authors of comments that have a name and are no persons.
_NAMED: Final = ("organisation", "authority", "group")
#: How headings between the rows begin that are working groups, and not goals.
_GOALS: Final = ("cíl ", "priorita ", "strategický cíl", "specifický cíl", "hlavní cíl", "prioritní oblast", "cíl:")
_GROUPS: Final = ("pracovní skupina", "ps ", "skupina")


@frozen
class Beside:
    """What a table of the office makes beside the records that it is about."""

    guess: Guess
    book: Book | None
    words: Wording

    @cached_property
    def contents(self) -> Contents:
        """What stands below the head."""
        return Contents(self.guess)

    def before(self) -> Iterator[str]:
        """Records that have to be there first: rounds, statuses, providers, goals."""
        about = self.guess.about
        match about:
            case "readings" | "tallies":
                yield from self._of_year("rounds")
                yield from self._statuses()
            case "action_items":
                yield from self._of_year("action_plans")
            case "allocations":
                yield from Amounts(self.guess, self.words).before()
            case "services":
                yield from self._providers()
            case "comments":
                yield from self._consultation()
            case "measures":
                yield from self._goals()
            case "indicators" if self.guess.years or _VALUE in self.guess.found:
                yield from self._of_year("rounds")

    def after(self) -> Iterator[str]:
        """Records of what a row says beside: the capacity and the forms of a service, the values of an indicator."""
        found = self.guess.found
        if self.guess.about == "indicators":
            yield from self._values()
        service = self._service()
        if service is None:
            return
        if (head := found.get("capacities.quantity")) and self.contents.are_amounts(head.column):
            shown = quoted_text(head.text)
            units = self.contents.units_of_amounts(head.column)
            pairs = ", ".join(f"{quoted_text(said)} = {quoted_text(unit)}" for said, unit in units.items())
            words = f", words = {{ {pairs} }}" if pairs else ""
            yield "[[table.records]]"
            yield 'to = "capacities"'
            yield service
            yield f"set.quantity = {{ head = {shown}, match = '^([0-9 ]+)' }}"
            yield f"set.unit = {{ head = {shown}, match = '^[0-9 ]+(.+)'{words} }}"
        elif head is not None and self.contents.are_numbers(head.column):
            yield "[[table.records]]"
            yield 'to = "capacities"'
            yield f"when = [{quoted_text(head.text)}]"
            yield service
            yield f"set.quantity = {quoted_text(head.text)}"
            if (unit := self.contents.unit_in_head(head.text)) is not None:
                yield f"set.unit = {{ text = {quoted_text(unit)} }}"
        if forms := self.form_columns():
            yield "[[table.records]]"
            yield 'to = "capacities"'
            yield f"columns = [{', '.join(map(quoted_text, forms.values()))}]"
            marks = {written_alike(each) for column in forms for each in self.contents.values(column)}
            yield f"cross = [{', '.join(map(quoted_text, sorted(marks)))}]"
            yield service
            yield 'set.form = { each = "head" }'
        if head := found.get("capacities.form"):
            yield "[[table.records]]"
            yield 'to = "capacities"'
            yield service
            values = self.contents.values(head.column)
            apart = [mark for mark in _FORMS_APART if any(mark in value for value in values)]
            split = f", split = [{', '.join(map(quoted_text, apart))}]" if apart else ""
            yield f"set.form = {{ head = {quoted_text(head.text)}{split} }}"

    def _service(self) -> str | None:
        """By what the service of a row is found: its registration, or its name and its provider."""
        found = self.guess.found
        if self.guess.about != "services" or not {"registration", "name"} & {*found}:
            return None
        if "registration" in found:
            return f'set.service = {{ head = {quoted_text(found["registration"].text)}, find = ["registration"] }}'
        provider = self.organisation()
        named = f"name = {quoted_text(found['name'].text)}, provider = {provider}"
        return None if provider is None else f"set.service = {{ by = [{{ {named} }}] }}"

    def organisation(self) -> str | None:
        """How the organisation is found that a row is about, or its provider; ``None``: the row names none."""
        ico, name = (
            ("organisations.ico", "organisations.name")
            if self.guess.about == "services"
            else ("organisation", "organisation.name")
        )
        heads = (self.guess.found[each].text if each in self.guess.found else None for each in (ico, name))
        return organisation_of(*heads, add=self.guess.about == "allocations")

    def form_columns(self) -> dict[int, str]:
        """Columns whose heads are forms of services, with a mark in each row that has the form."""
        if self._service() is None:
            return {}
        form = attributes("capacities")["form"]
        read = {head.column for head in self.guess.found.values()}
        return {
            column: head
            for column, head in self.guess.heads.items()
            if column not in read
            and known_choice(form, head)
            and all(len(each) == 1 or written_alike(each) == "ano" for each in self.contents.values(column))
        }

    def left(self) -> Iterator[str]:
        """The heads of columns that are understood, and that no record holds."""
        found = self.guess.found
        quantity, form = found.get("capacities.quantity"), found.get("capacities.form")
        column = None if quantity is None else quantity.column
        numbers = column is not None and (self.contents.are_amounts(column) or self.contents.are_numbers(column))
        if quantity is not None and (self._service() is None or not numbers):
            yield quantity.text
        if form is not None and self._service() is None:
            yield form.text

    def _values(self) -> Iterator[str]:
        """What was measured of an indicator: in a column for each year, or in one of the year of the table."""
        found, years = self.guess.found, list(self.guess.years)
        columns = years or [found[name].column for name in (_VALUE,) if name in found]
        if not columns:
            return
        yield "[[table.records]]"
        yield 'to = "indicator_values"'
        if years:
            yield self.year_columns()
        yield f"set.indicator = {self._indicator()}"
        yield f'set.round = {{ {EACH_YEAR if years else OF_THE_YEAR}, find = ["year"] }}'
        source = 'each = "cell"' if years else f"head = {quoted_text(found[_VALUE].text)}"
        yield f"set.value = {{ {source}{self._numbers(columns)} }}"

    def _indicator(self) -> str:
        """By what an indicator is found: by its code, or by its name, and by its measure where names stand twice."""
        found = self.guess.found
        if "code" in found and not self.contents.has_gaps(found["code"].column):
            return f'{{ head = {quoted_text(found["code"].text)}, find = ["code"] }}'
        name = quoted_text(found["name"].text)
        twice = len(self.contents.values(found["name"].column)) < len(self.contents.body)
        if twice and "measure" in found:
            measure = f'{{ head = {quoted_text(found["measure"].text)}, find = ["code"] }}'
            return f"{{ by = [{{ name = {name}, measure = {measure} }}] }}"
        return f'{{ head = {name}, find = ["name"] }}'

    def _numbers(self, columns: Sequence[int]) -> str:
        """What has to be said of columns of numbers: their signs, 0, per cent."""
        signs = {value: "" for column in columns for value in self.contents.values(column) if value in SIGNS}
        # „nesledováno“ is for people to say.
        signs |= {value: "?" for column in columns for value in self.contents.wordy(column)}
        unit = f', unit = "{OWN_UNIT}"' if any(map(self.contents.has_percent, columns)) else ""
        zero = ', zero = "known"' if any(map(self.contents.has_zero, columns)) else ""
        return f"{unit}{zero}{words_of(signs)}"

    def heading_head(self, name: str) -> str | None:
        """Under which name the headings between the rows are read as goals, or as groups; ``None``: they are not."""
        headings = [written_alike(self.contents.first(row)) for row in self.contents.headings]
        if not headings or name in self.guess.found:
            return None
        groups = all(heading.startswith(_GROUPS) for heading in headings)
        return self.words.text("intake.propose.headings_name") if groups == (name == "group") else None

    @property
    def is_under_goal(self) -> bool:
        """Whether a list of measures stands under the name of their goal: that of its sheet, or the text above it."""
        name = written_alike(self.guess.grid.name)
        return self.guess.about == "measures" and "goal" not in self.guess.found and name.startswith(_GOALS)

    def year_columns(self) -> str:
        """The columns that are a year each, as a line."""
        return columns_line(self.guess.heads[column] for column in self.guess.years)

    def _of_year(self, table: str, *more: str) -> Iterator[str]:
        """A round or a budget of the year of the table, or one for each year that heads a column."""
        yield "[[table.records]]"
        yield f"to = {quoted_text(table)}"
        if self.guess.years:
            yield self.year_columns()
        yield from more
        yield 'set.period = { fact = "rok" }' if not self.guess.years else f"set.period = {{ {EACH_YEAR} }}"

    @property
    def names_services(self) -> bool:
        """Whether a table of subsidies says of its services both name and registration."""
        return self.guess.about == "allocations" and {"service", "service.name"} <= {*self.guess.found}

    def services(self) -> Iterator[str]:
        """The services of a table of subsidies, where the dossier has none."""
        if not self.names_services:
            return
        found = self.guess.found
        yield "[[table.records]]"
        yield 'to = "services"'
        yield f"set.name = {quoted_text(found['service.name'].text)}"
        yield f"set.registration = {quoted_text(found['service'].text)}"
        if (provider := self.organisation()) is not None:
            yield f"set.provider = {provider}"

    @property
    def is_purpose(self) -> bool:
        """Whether what an allocation is for is said by the name of a service alone."""
        found = self.guess.found
        return self.guess.about == "allocations" and "service.name" in found and not {"service", "purpose"} & {*found}

    def _providers(self) -> Iterator[str]:
        found = self.guess.found
        if "organisations.name" in found:
            yield "[[table.records]]"
            yield 'to = "organisations"'
            yield f"set.name = {quoted_text(found['organisations.name'].text)}"
            if "organisations.ico" in found:
                yield f"set.ico = {quoted_text(found['organisations.ico'].text)}"

    def only_consultation(self) -> str | None:
        """The one consultation of the dossier; ``None`` where it has none, or several."""
        records = [] if self.book is None else self.book.tables["consultations"]
        return str(records[0]["id"]) if len(records) == 1 else None

    def _consultation(self) -> Iterator[str]:
        if self.only_consultation() is not None:
            return
        yield "[[table.records]]"
        yield 'to = "consultations"'
        yield f"set.title = {{ text = {quoted_text(self.words.text('intake.propose.consultation'))} }}"

    def authors(self, head: str, column: int, remark: str) -> Iterator[str]:
        """Who commented: persons by their names, organisations and offices as such, and nobody where nobody signed."""
        shown = quoted_text(head)
        texts = self.contents.values(column)
        # A text that no name is written like, and that says nothing more, is somebody that people have to look at.
        who = {text: who_is(text) or "organisation" for text in texts if is_name_of_person(text) is False}
        remark = "; ".join((remark, *self._doubtful(column)))
        if not who:
            yield f"set.author = {shown}  # {remark}"
            return
        named = {text: text if kind in _NAMED else "" for text, kind in who.items()}
        kinds = {text: "" if kind == NOBODY else kind for text, kind in who.items()}
        # A column of their own says it better; then what stands here is for people to say.
        apart = "organisation" in self.guess.found and any(named.values())
        persons = {text: "?" if apart and named[text] else "" for text in who}
        remarks = f"{remark}; {self.words.text('intake.propose.authors')}"
        yield f"set.author = {{ head = {shown}{words_of(persons)} }}  # {remarks}"
        if any(named.values()) and not apart:
            yield f'set.organisation = {{ head = {shown}{words_of(named)}, others = "" }}'
        if any(kinds.values()) and "author_kind" not in self.guess.found:
            yield f'set.author_kind = {{ head = {shown}{words_of(kinds)}, others = "" }}'

    def _doubtful(self, column: int) -> Iterator[str]:
        """Where it cannot be told whether a person is named; by the cells, since a name belongs into no mapping."""
        grid = self.guess.grid
        cells = [row for row in self.contents.body if is_name_of_person(grid.cell(row, column).text) is None]
        if cells and "author_kind" not in self.guess.found:
            shown = ", ".join(place_of(grid, row, column, self.words) for row in cells[:_FEW])
            yield self.words.text("intake.propose.doubtful", cells=shown, n=len(cells))

    def functions(self, group: str) -> Iterator[str]:
        """The members of columns that are a function each; of several in one cell each, and never by their names."""
        for column, function in self.guess.functions.items():
            head, texts = quoted_text(self.guess.heads[column]), self.contents.values(column)
            apart = [quoted_text(mark) for mark in _APART if any(mark in text for text in texts)]
            split = f", split = [{', '.join(apart)}]" if apart else ""
            yield "[[table.records]]"
            yield 'to = "members"'
            yield f"when = [{head}]"
            yield group
            yield f"set.function = {{ text = {quoted_text(function)} }}"
            remark = self.words.text("intake.propose.in_brackets")
            yield f"set.organisation = {{ head = {head}{split}, match = '\\(([^()]+)\\)', others = \"\" }}  # {remark}"
            parts = [part.strip() for text in texts for part in re.split("[;\n]", text)]
            if vacant := [part for part in dict.fromkeys(parts) if written_alike(part).startswith(VACANT)]:
                means = words_of(dict.fromkeys(vacant, "ano"))
                yield f'set.vacant = {{ head = {head}{split}{means}, others = "ne" }}'

    @cached_property
    def goals_are_coded(self) -> bool:
        """Whether the table calls each goal by its number in the dossier, with its title or without it."""
        found = self.guess.found.get("goal")
        rows = self.contents.headings
        texts = self.contents.values(found.column) if found else [self.contents.first(row) for row in rows]
        codes = [match and match[1] for match in (re.match(GOAL_CODE, text) for text in texts)]
        titles = {title for text in texts for title in (self.book.called("goals", "title", text) if self.book else ())}
        return (
            bool(codes)
            and not titles
            and all(code and self.book and self.book.called("goals", "code", code) for code in codes)
        )

    def _goals(self) -> Iterator[str]:
        head = self.guess.found["goal"].text if "goal" in self.guess.found else self.heading_head("goal")
        if head is not None and self.goals_are_coded:
            # „CÍL 1 Pomoc doma“ is goal 1 of the dossier, which is there already.
            return
        if head is not None:
            yield "[[table.records]]"
            yield 'to = "goals"'
            yield f"set.title = {quoted_text(head)}"
        elif self.is_under_goal:
            yield "[[table.records]]"
            yield 'to = "goals"'
            yield 'set.title = { fact = "cíl" }'

    def _statuses(self) -> Iterator[str]:
        """The statuses that the dossier does not have, with what each means."""
        for name in filter(self._is_new, self.status_names()):
            meaning = meaning_of(name)
            remark = "" if meaning else f"  # {self.words.text('intake.propose.word')}"
            yield "[[table.records]]"
            yield 'to = "statuses"'
            yield f"set.name = {{ text = {quoted_text(name)} }}"
            yield f"set.meaning = {{ text = {quoted_text(meaning or '?')} }}{remark}"
            fulfilled = quoted_text("ano" if meaning == "done" else "ne")
            yield f"set.fulfilled = {{ text = {fulfilled} }}  # {self.words.text('intake.propose.fulfilled')}"

    def status_names(self) -> list[str]:
        """What the table calls statuses."""
        if self.guess.years and self.guess.about == "readings":
            values = [value for column in self.guess.years for value in self.contents.values(column)]
            return [value for value in dict.fromkeys(values) if value not in SIGNS]
        if self.guess.statuses:
            return [status_in(self.guess.heads[column]) or "" for column in self.guess.statuses]
        head = self.guess.found.get("status")
        return [] if head is None else [value for value in self.contents.values(head.column) if value not in SIGNS]

    def status_words(self) -> Iterator[tuple[str, str]]:
        """What the words of columns of years mean, where a status is not called so."""
        values = [value for column in self.guess.years for value in self.contents.values(column)]
        for value in dict.fromkeys(values):
            means = "" if value in SIGNS else self.status(value)
            if means != value:
                yield value, means

    def status(self, name: str) -> str:
        """The status of the dossier that a word means: by its name, or by its meaning where only one has it."""
        if self.book is None or not self.book.tables["statuses"]:
            return name
        if self.book.called("statuses", "name", name):
            return name
        meaning = meaning_of(name)
        same = [record["id"] for record in self.book.tables["statuses"] if record.get("meaning") == meaning]
        if self._is_new(name):
            return name
        return str(same[0]) if len(same) == 1 else "?"

    def _is_new(self, name: str) -> bool:
        """Whether a status is one more of the plan's: of a meaning that none of the dossier has."""
        records = [] if self.book is None else self.book.tables["statuses"]
        if self.book is None or not records:
            return True
        meaning = meaning_of(name)
        known = any(record.get("meaning") == meaning for record in records)
        return meaning is not None and not known and not self.book.called("statuses", "name", name)
