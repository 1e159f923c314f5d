"""A proposed mapping for a table as an office has it: every line with how sure it is, for somebody to go over."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import Any, Final

from attrs import frozen

from socplan.intake.attributes import Sort, attributes
from socplan.intake.blocks import blocks
from socplan.intake.book import Book
from socplan.intake.contents import NOTES, SIGNS, SUMS, Contents
from socplan.intake.grids import Grid, Places, letters
from socplan.intake.heads import Guess, Head, choice_of, meaning_of
from socplan.intake.notation import unit_in
from socplan.intake.reading import known_choice
from socplan.intake.select import written_alike
from socplan.intake.wording import period_of
from socplan.labels import Wording

__all__ = ["proposal"]

_YEAR: Final = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
#: What such tables are about belongs to a year.
_OF_A_YEAR: Final = ("readings", "tallies", "action_items", "allocations")
#: What marks a column as the one that holds.
_MARKS: Final = ("x", "×", "✓", "✔", "ano", "a", "1", "*")
_FEW: Final = 12
#: Columns that a form of the same thing is found by, and not filled in with.
_ASIDE: Final = frozenset(
    {"measure.title", "service.name", "organisation.name", "organisations.name", "organisations.ico", "person"}
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
    several = len([grid for grid in grids if not grid.hidden]) > 1
    for grid in (grid for grid in grids if not grid.hidden):
        parts = blocks(grid)
        if not parts:
            lines += [f"# {words.text('intake.propose.not_understood', name=grid.name)}", ""]
        for guess, area in parts:
            lines += [*_Table(guess, book, words, area, several=several).lines(), ""]
    return "\n".join(lines)


def _text(value: str) -> str:
    """A text as TOML writes it."""
    return json.dumps(value, ensure_ascii=False)


@frozen
class _Table:
    guess: Guess
    book: Book | None
    words: Wording
    #: Where the table lies, where its sheet has several; ``None``: alone.
    area: str | None
    several: bool

    @property
    def contents(self) -> Contents:
        return Contents(self.guess)

    @property
    def grid(self) -> Grid:
        return self.guess.grid

    def lines(self) -> Iterator[str]:
        """The part of the mapping that is about one table."""
        guess, grid = self.guess, self.grid
        about = self.words.text(f"table_name.{guess.about}")
        yield f"# {self.words.text('intake.propose.about', name=self._name(), about=about)}"
        yield "[[table]]"
        if grid.places is Places.SHEET:
            yield f"sheet = {_text(grid.name)}"
        elif grid.places is Places.WORD and self.several:
            yield f"sheet = {grid.number}"
        if self.area is not None:
            yield f"range = {_text(self.area)}"
        yield f"head = {list(guess.rows) if len(guess.rows) > 1 else guess.rows[0]}"
        yield from self._rows()
        if guess.about in _OF_A_YEAR:
            yield f"facts.rok = {{ {self._year()}"
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
            yield f"sums = [{', '.join(map(_text, sums))}]"
        if notes:
            yield f"skip = [{', '.join(_text(text[:30]) for text in notes)}]"
        if self.contents.headings():
            yield f"headings = {_text(self.words.text('intake.propose.headings_name'))}"
        fill = [head.text for head in self.guess.found.values() if self.contents.is_filled_down(head.column)]
        if fill:
            yield f"fill = [{', '.join(map(_text, fill))}]  # {self.words.text('intake.propose.fill')}"

    # Facts

    def _year(self) -> str:
        """Where the year stands: above a table, in its name or its heads, in the name of its file, or nowhere."""
        above = [number for number in sorted(self.grid.rows) if number < self.guess.rows[0]]
        for row, column in ((number, place) for number in above for place in sorted(self.grid.rows[number])):
            if _YEAR.search(self.grid.cell(row, column).text):
                return f"cell = \"{letters(column)}{row}\", match = '(20[0-9][0-9])' }}"
        if _YEAR.search(self.grid.name) and self.grid.places is not Places.CSV:
            return "name = true, match = '(20[0-9][0-9])' }"
        for text in (" ".join(self.guess.heads.values()), PurePath(self.grid.file).stem):
            if found := _YEAR.search(text):
                return f"text = {_text(found[1])} }}"
        year, remark = self._only_year(), "the_year"
        if year is None:
            year, remark = "?", "no_year"
        return f'text = "{year}" }}  # {self.words.text(f"intake.propose.{remark}")}'

    def _only_year(self) -> str | None:
        """The year of the one round, action plan or budget that the dossier has; ``None`` where it has several."""
        table = {"action_items": "action_plans", "allocations": "budgets"}.get(self.guess.about, "rounds")
        records = [] if self.book is None else self.book.tables[table]
        years = {period_of(record.get("period")).year for record in records}
        return str(next(iter(years))) if len(years) == 1 and None not in years else None

    # Records

    def _records(self) -> Iterator[str]:
        about = self.guess.about
        before = {
            "readings": self._of_year("rounds"),
            "tallies": self._of_year("rounds"),
            "action_items": self._of_year("action_plans"),
            "allocations": self._budget(),
            "services": self._providers(),
            "comments": self._consultation(),
            "measures": self._goals(),
        }
        yield from before.get(about, [])
        if about in ("readings", "tallies"):
            yield from self._statuses()
        yield "[[table.records]]"
        yield f"to = {_text(about)}"
        if self.guess.statuses:
            columns = [self.guess.heads[column] for column in self.guess.statuses]
            yield f"columns = [{', '.join(map(_text, columns))}]"
            if about == "readings":
                values = [each for column in self.guess.statuses for each in self.contents.values(column)]
                marks = [mark for mark in dict.fromkeys(map(written_alike, values)) if mark in _MARKS]
                yield f"cross = [{', '.join(map(_text, marks or _MARKS[:1]))}]"
        yield from self._fixed()
        for name, head in self.guess.found.items():
            if name not in _ASIDE:
                yield self._line(name, head)
        yield from self._by_names()

    def _of_year(self, table: str) -> Iterator[str]:
        yield "[[table.records]]"
        yield f"to = {_text(table)}"
        yield 'set.period = { fact = "rok" }'

    def _source(self) -> str:
        """Whose money it is: of the one source of the dossier, where there is only one."""
        sources = [] if self.book is None else self.book.tables["funding_sources"]
        return str(sources[0]["name"]) if len(sources) == 1 else "?"

    def _budget(self) -> Iterator[str]:
        authority = self._source()
        yield "[[table.records]]"
        yield 'to = "funding_sources"'
        yield f"set.name = {{ text = {_text(authority)} }}  # {self.words.text('intake.propose.source')}"
        yield "[[table.records]]"
        yield 'to = "budgets"'
        yield f'set.source = {{ text = {_text(authority)}, find = ["name"] }}'
        yield 'set.period = { fact = "rok" }'
        if (head := self.guess.found.get("organisation")) and (name := self.guess.found.get("organisation.name")):
            yield "[[table.records]]"
            yield 'to = "organisations"'
            yield f"set.name = {_text(name.text)}"
            yield f"set.ico = {_text(head.text)}"

    def _providers(self) -> Iterator[str]:
        found = self.guess.found
        if "organisations.name" in found:
            yield "[[table.records]]"
            yield 'to = "organisations"'
            yield f"set.name = {_text(found['organisations.name'].text)}"
            if "organisations.ico" in found:
                yield f"set.ico = {_text(found['organisations.ico'].text)}"

    def _only_consultation(self) -> str | None:
        """The one consultation of the dossier; ``None`` where it has none, or several."""
        records = [] if self.book is None else self.book.tables["consultations"]
        return str(records[0]["id"]) if len(records) == 1 else None

    def _consultation(self) -> Iterator[str]:
        if self._only_consultation() is not None:
            return
        yield "[[table.records]]"
        yield 'to = "consultations"'
        yield f"set.title = {{ text = {_text(self.words.text('intake.propose.consultation'))} }}"

    def _goals(self) -> Iterator[str]:
        if "goal" in self.guess.found:
            yield "[[table.records]]"
            yield 'to = "goals"'
            yield f"set.title = {_text(self.guess.found['goal'].text)}"

    def _statuses(self) -> Iterator[str]:
        """The statuses of a new dossier, with what each means."""
        if self.book is not None and self.book.tables["statuses"]:
            return
        for name in self._status_names():
            meaning = meaning_of(name)
            remark = "" if meaning else f"  # {self.words.text('intake.propose.word')}"
            yield "[[table.records]]"
            yield 'to = "statuses"'
            yield f"set.name = {{ text = {_text(name)} }}"
            yield f"set.meaning = {{ text = {_text(meaning or '?')} }}{remark}"
            fulfilled = _text("ano" if meaning == "done" else "ne")
            yield f"set.fulfilled = {{ text = {fulfilled} }}  # {self.words.text('intake.propose.fulfilled')}"

    def _status_names(self) -> list[str]:
        if self.guess.statuses:
            return [self.guess.heads[column].rpartition(" – ")[2] for column in self.guess.statuses]
        head = self.guess.found.get("status")
        return [] if head is None else [value for value in self.contents.values(head.column) if value not in SIGNS]

    def _fixed(self) -> Iterator[str]:
        """What is the same for every record, or stands in the heads of columns."""
        match self.guess.about:
            case "readings" | "tallies":
                yield 'set.round = { fact = "rok", find = ["year"] }'
            case "action_items":
                yield 'set.action_plan = { fact = "rok", find = ["year"] }'
            case "allocations":
                source = f"{{ text = {_text(self._source())} }}"
                yield f'set.budget = {{ by = [{{ source = {source}, year = {{ fact = "rok" }} }}] }}'
            case "comments":
                title = _text(self._only_consultation() or self.words.text("intake.propose.consultation"))
                yield f"set.consultation = {{ text = {title} }}"
        if self.guess.statuses:
            heads = [self.guess.heads[column] for column in self.guess.statuses]
            meant = {head: self._status(head.rpartition(" – ")[2]) for head in heads}
            pairs = ", ".join(f"{_text(head)} = {_text(means)}" for head, means in meant.items() if head != means)
            words = f", words = {{ {pairs} }}" if pairs else ""
            yield f'set.status = {{ each = "head"{words} }}'
        if self.guess.about == "tallies":
            yield 'set.count = { each = "cell", zero = "known" }'

    def _by_names(self) -> Iterator[str]:
        """References that are found by names, where the table has nothing surer."""
        found = self.guess.found
        if "measure" not in found and "measure.title" in found:
            yield f'set.measure = {{ head = {_text(found["measure.title"].text)}, find = ["title"] }}'
        if self.guess.about == "services":
            if "organisations.ico" in found:
                yield f'set.provider = {{ head = {_text(found["organisations.ico"].text)}, find = ["ico"] }}'
            elif "organisations.name" in found:
                yield f'set.provider = {{ head = {_text(found["organisations.name"].text)}, find = ["name"] }}'
        if self.guess.about == "allocations" and "organisation" not in found and "organisation.name" in found:
            head = _text(found["organisation.name"].text)
            yield f'set.organisation = {{ head = {head}, find = ["name"], add = true }}'

    def _line(self, name: str, head: Head) -> str:
        """One attribute: its column, and what else has to be said of it."""
        attribute = attributes(self.guess.about)[name]
        extra = dict(self._extra(name, head))
        remarks = [self._how_sure(head)]
        if attribute.sort is Sort.MONEY:
            unit = unit_in(head.text) or unit_in(self.contents.title()) or self.contents.own_unit(head.column)
            extra["unit"] = _text(unit or "Kč")
            if unit is None:
                remarks.append(self.words.text("intake.propose.unit"))
        if attribute.sort in (Sort.MONEY, Sort.COUNT, Sort.NUMBER) and self.contents.has_zero(head.column):
            extra["zero"] = '"known"'
            remarks.append(self.words.text("intake.propose.zero"))
        meanings = dict(self._meanings(name, head))
        if meanings:
            extra["words"] = (
                "{ " + ", ".join(f"{_text(word)} = {_text(means)}" for word, means in meanings.items()) + " }"
            )
            if any(means == "?" for means in meanings.values()):
                remarks.append(self.words.text("intake.propose.word"))
        remark = "; ".join(remarks)
        if not extra:
            return f"set.{name} = {_text(head.text)}  # {remark}"
        inner = ", ".join(f"{key} = {value}" for key, value in {"head": _text(head.text), **extra}.items())
        return f"set.{name} = {{ {inner} }}  # {remark}"

    def _extra(self, name: str, head: Head) -> Iterator[tuple[str, str]]:
        found = self.guess.found
        match name:
            case "measure":
                yield "find", '["code"]'
                if "measure.title" in found:
                    yield "confirm", f"{{ title = {_text(found['measure.title'].text)} }}"
            case "service":
                yield "find", '["registration"]'
            case "organisation" if attributes(self.guess.about)["organisation"].refers:
                yield "find", '["ico"]'
            case "goal":
                yield "find", '["title"]'
            case "group" | "territory" if self.book is None or self._is_new(name, head):
                yield "find", '["name"]'
                yield "add", "true"

    def _is_new(self, name: str, head: Head) -> bool:
        refers = attributes(self.guess.about)[name].refers
        return (
            self.book is not None
            and refers is not None
            and not any(self.book.called(refers, "name", value) for value in self.contents.values(head.column))
        )

    def _meanings(self, name: str, head: Head) -> Iterator[tuple[str, str]]:
        """What the words of a column mean, where they are not what people call it anyway."""
        attribute = attributes(self.guess.about)[name]
        values = self.contents.values(head.column)
        for value in values:
            if value in SIGNS:
                yield value, ""
        if len(values) > _FEW:
            return
        for value in values:
            if value in SIGNS:
                continue
            if name == "status":
                means = self._status(value)
                if means != value:
                    yield value, means
            elif attribute.choices is not None and known_choice(attribute, value) is None:
                yield value, choice_of(name, value) or "?"

    def _status(self, name: str) -> str:
        """The status of the dossier that a word means: by its name, or by its meaning where only one has it."""
        if self.book is None or not self.book.tables["statuses"]:
            return name
        if self.book.called("statuses", "name", name):
            return name
        meaning = meaning_of(name)
        same = [record["id"] for record in self.book.tables["statuses"] if record.get("meaning") == meaning]
        return str(same[0]) if len(same) == 1 else "?"

    def _how_sure(self, head: Head) -> str:
        key = "sure" if head.sure >= 99 else "nearly_sure" if head.sure >= 90 else "unsure"  # noqa: PLR2004
        return self.words.text(f"intake.propose.{key}")

    def _left(self) -> Iterator[str]:
        """The columns that would not be read, money above all."""
        used = {head.column for head in self.guess.found.values()} | set(self.guess.statuses)
        left = [
            head
            for column, head in self.guess.heads.items()
            if column not in used and column not in self.grid.hidden_columns
        ]
        if "person" in self.guess.found:
            left.append(self.guess.found["person"].text)
        for head in left:
            money = unit_in(head) is not None
            yield f"# {self.words.text('intake.propose.left_money' if money else 'intake.propose.left', head=head)}"
