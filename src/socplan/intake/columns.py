"""The line of a proposed mapping for one column: the attribute that it means, and what else has to be said of it."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Final

from attrs import frozen

from socplan.intake.attributes import Sort, attributes
from socplan.intake.beside import Beside
from socplan.intake.book import Book
from socplan.intake.contents import SIGNS, Contents
from socplan.intake.heads import Guess, Head, are_codes, codes_and_titles
from socplan.intake.lines import CODE_IN_FRONT, GOAL_CODE, quoted_text
from socplan.intake.reading import known_choice
from socplan.intake.select import written_alike
from socplan.intake.units import OWN_UNIT, full_unit, rate_in, unit_in
from socplan.intake.vocabulary import choice_of
from socplan.labels import Wording

__all__ = ["Columns"]

_FEW: Final = 12
_BRACKETS: Final = re.compile(r"\([^()]*\)")


@frozen
class Columns:
    """The columns of a table that are understood."""

    guess: Guess
    book: Book | None
    words: Wording

    @cached_property
    def contents(self) -> Contents:
        """What stands below the head."""
        return Contents(self.guess)

    @cached_property
    def beside(self) -> Beside:
        """What a row makes beside."""
        return Beside(self.guess, self.book, self.words)

    def line(self, name: str, head: Head) -> str:
        """One attribute: its column, and what else has to be said of it."""
        attribute = attributes(self.guess.about)[name]
        extra = dict(self._extra(name, head))
        remarks = [self.how_sure(head)]
        meanings = dict(self._meanings(name, head))
        if name == "term" and attribute.sort is Sort.PERIOD and self.contents.are_days(head.column):
            name = f"{name}.end"
            remarks.append(self.words.text("intake.propose.deadline"))
        key = f"set.{quoted_text(name)}" if "." in name else f"set.{name}"
        if attribute.sort is Sort.MONEY:
            unit = unit_in(head.text) or unit_in(self.contents.title()) or self.contents.own_unit(head.column)
            rate = rate_in(head.text) or self.contents.own_rate(head.column)
            extra["unit"] = quoted_text(full_unit(unit or "Kč", None if unit == OWN_UNIT else rate) or "")
            if unit is None:
                remarks.append(self.words.text("intake.propose.unit"))
            if rate is not None:
                by = self.words.text(f"intake.rate.{rate}")
                remarks.append(self.words.text("intake.propose.rate", by=by))
        if attribute.sort is Sort.NUMBER and self.contents.has_percent(head.column):
            extra["unit"] = f'"{OWN_UNIT}"'
        if attribute.sort in (Sort.MONEY, Sort.COUNT, Sort.NUMBER) and self.contents.has_zero(head.column):
            extra["zero"] = '"known"'
            remarks.append(self.words.text("intake.propose.zero"))
        if meanings:
            extra["words"] = (
                "{ "
                + ", ".join(f"{quoted_text(word)} = {quoted_text(means)}" for word, means in meanings.items())
                + " }"
            )
            if any(means == "?" for means in meanings.values()):
                remarks.append(self.words.text("intake.propose.word"))
        remark = "; ".join(remarks)
        if not extra:
            return f"{key} = {quoted_text(head.text)}  # {remark}"
        inner = ", ".join(f"{key} = {value}" for key, value in {"head": quoted_text(head.text), **extra}.items())
        return f"{key} = {{ {inner} }}  # {remark}"

    def _extra(self, name: str, head: Head) -> Iterator[tuple[str, str]]:
        found = self.guess.found
        match name:
            case "measure":
                yield "find", '["code"]'
                if codes_and_titles(self.contents.values(head.column)):
                    yield "match", CODE_IN_FRONT
                if "measure.title" in found:
                    yield "confirm", f"{{ title = {quoted_text(found['measure.title'].text)} }}"
            case "service":
                yield "find", '["registration"]'
            case "goal":
                coded = self.guess.about == "indicators" and are_codes(self.contents.values(head.column))
                yield "find", '["code"]' if coded or self.beside.goals_are_coded else '["title"]'
                if self.beside.goals_are_coded:
                    yield "match", f"'{GOAL_CODE}'"
            case "group" | "territory" if self.book is None or self._is_new(name, head):
                yield "find", '["name"]'
                yield "add", "true"

    @property
    def goal_found(self) -> str:
        """How the goal of a heading between the rows is found."""
        return f"find = [\"code\"], match = '{GOAL_CODE}'" if self.beside.goals_are_coded else 'find = ["title"]'

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
        if attribute.sort is Sort.MONEY or (name == "term" and self.guess.about != "measures"):
            yield from ((value, "?") for value in self.contents.wordy(head.column)[:_FEW])
            return
        if name == "kind" and attribute.refers is not None:
            yield from self._kinds(values)
            return
        if name == "term" and self.guess.about == "measures":
            yield from ((value, "") for value in values if written_alike(value) == "průběžně")
            return
        if len(values) > _FEW:
            return
        for value in values:
            if value in SIGNS:
                continue
            if name == "status":
                means = self.beside.status(value)
                if means != value:
                    yield value, means
            elif attribute.choices is not None and known_choice(attribute, value) is None:
                yield value, choice_of(name, value) or "?"

    def _kinds(self, values: Sequence[str]) -> Iterator[tuple[str, str]]:
        """Kinds of services that are written with their paragraph: „odlehčovací služby (§ 44)“."""
        for value in values:
            bare = _BRACKETS.sub("", value).strip()
            names = () if self.book is None else (value, bare)
            known = [name for name in names if self.book and self.book.called("service_kinds", "name", name)]
            if known == [bare] and bare != value:
                yield value, bare

    def how_sure(self, head: Head) -> str:
        """How sure it is what a column means, as a remark."""
        key = "sure" if head.sure >= 99 else "nearly_sure" if head.sure >= 90 else "unsure"  # noqa: PLR2004
        return self.words.text(f"intake.propose.{key}")
