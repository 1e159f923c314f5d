"""Which record a cell means: looked for by what the mapping says, and never guessed."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from attrs import define, evolve, field

from socplan.intake.attributes import YEAR, Attribute, Sort, attributes, is_of_person, lacking
from socplan.intake.book import Book, alike, called_by, get
from socplan.intake.faults import Faults
from socplan.intake.mapping import Value
from socplan.intake.names import is_name_of_person
from socplan.intake.notation import RefusedError
from socplan.intake.reading import UNKNOWN, plain
from socplan.intake.select import Found, Sheet, written_alike
from socplan.intake.wording import period_of
from socplan.model import Period

__all__ = ["EMPTY", "FOLLOWS", "NOT_THERE", "References"]

#: The reading of the year that a round or a budget is found by.
_YEAR: Final = Attribute(table="", name=YEAR, sort=Sort.DATE)
#: A record is found by what its cells say as text, also by a count; what is no identifier is only called otherwise.
_SORTS: Final = {Sort.COUNT: Sort.TEXT, Sort.IDENTIFIER: Sort.TEXT}
#: Why a reference is refused whose record is not there.
#: The table that a cell refers to has no records.
EMPTY: Final = "intake.cell.none_there"
NOT_THERE: Final = ("intake.cell.not_found", "intake.cell.not_found_of", EMPTY)
#: Why a reference is not read whose record stands in a row that is at fault: that is named, and this is not.
FOLLOWS: Final = "intake.follows"
#: So many records of a table are listed.
_FEW: Final = 12
_Context = tuple[Mapping[str, str], Period | None, Callable[[Value], Found]]
"""What words mean everywhere, the time that the record is about, and where a value of the same record comes from."""


def _sought(found: Found, attribute: Attribute, value: Value, words: Mapping[str, str]) -> Any:
    """The plain value that a record is looked for by; whoever has that name is found, or not added."""
    try:
        return plain(found.cell, attribute, value, words)
    except RefusedError as error:
        if error.otherwise is None:
            raise
        return error.otherwise


def _are_of_person(table: str, values: Mapping[str, Any]) -> bool:
    """Whether an organisation would be made of a person, and its identifier of their name."""
    return table == "organisations" and "ico" not in values and is_name_of_person(str(values.get("name", ""))) is True


@define
class References:
    """Finds the records that cells refer to."""

    book: Book
    faults: Faults
    #: How records were found, by file, table and row.
    told: dict[tuple[str, int, int], dict[str, None]] = field(factory=dict)

    def identifier(
        self, attribute: Attribute, value: Value, sheet: Sheet, row: int, found: Found, context: _Context
    ) -> str | None:
        """The identifier of the record that a cell refers to; ``None`` where it says nothing.

        Raises:
            RefusedError: there is none, or there are several.
        """
        table = attribute.refers or ""
        if value.by:
            return self._by_several(table, value, sheet, row, context)
        words, period, _ = context
        names = value.find or called_by(table)
        if found.cell.is_empty and found.cell.problem is None:
            return None
        refusals: list[RefusedError] = []
        text: str | None = None
        missed = False
        for name in names:
            # Each attribute has its own way of being written: a year, an IČO without its zeros, a code.
            read = _YEAR if name == YEAR else attributes(table)[name]
            try:
                sought = _sought(found, evolve(read, sort=_SORTS.get(read.sort, read.sort)), value, words)
            except RefusedError as error:
                refusals.append(error)
                continue
            if sought is UNKNOWN:
                return None
            text = text or str(sought)
            missed = missed or self.book.may_be_missed(table, {name: sought})
            numbers = self.book.valid(table, self.book.called(table, name, sought), period)
            if len(numbers) > 1:
                raise RefusedError("several_found", value=str(sought), by=self._word(name), n=len(numbers))
            if numbers:
                return self._told(table, numbers[0], (name,), value, sheet, row)
        if text is None:
            raise refusals[0]
        named = [name for name in names if name not in ("id", YEAR)]
        if missed:
            raise RefusedError(FOLLOWS)
        if value.add and named:
            return self._added(table, {named[0]: text}, sheet, found)
        if _are_of_person(table, dict.fromkeys(names, text)):
            raise RefusedError("perhaps_person")
        raise self._not_found(table, text, ", ".join(map(self._word, names)))

    def _not_found(self, table: str, value: str, by: str) -> RefusedError:
        """A record that there is none of; where there are few, with what there is."""
        records, words = self.book.tables[table], self.faults.words
        called = {"value": value, "by": by, "table": self._table(table)}
        if not records:
            hint = f"intake.hint.{table}"
            return RefusedError("none_there", hint=words.text(hint) if words.has(hint) else "", **called)
        if len(records) > _FEW or is_of_person(table):
            return RefusedError("not_found", **called)
        known = "; ".join(self.name(table, record) for record in records)
        return RefusedError("not_found_of", known=known, **called)

    def _by_several(self, table: str, value: Value, sheet: Sheet, row: int, context: _Context) -> str | None:
        """The record with several values at once."""
        tried: list[str] = []
        complete: dict[str, Any] | None = None
        missed = False
        at: Found | None = None
        for way in value.by:
            values: dict[str, Any] = {}
            for name, inner in way.items():
                found = context[2](inner)
                at = at or found
                values[name] = self._inner(table, name, inner, sheet, row, found, context)
            if any(each is UNKNOWN for each in values.values()):
                continue
            complete = complete or values
            missed = missed or self.book.may_be_missed(table, values)
            numbers: Sequence[int] | None = None
            for name, each in values.items():
                these = self.book.called(table, name, each)
                numbers = these if numbers is None else [number for number in numbers if number in set(these)]
            numbers = self.book.valid(table, numbers or (), context[1])
            tried.append(" + ".join(map(self._word, way)))
            if len(numbers) > 1:
                shown = ", ".join(map(str, values.values()))
                raise RefusedError("several_found", value=shown, by=tried[-1], n=len(numbers))
            if numbers:
                return self._told(table, numbers[0], tuple(way), value, sheet, row)
        if complete is None:
            return None
        if missed:
            raise RefusedError(FOLLOWS)
        if value.add and at is not None:
            return self._added(table, complete, sheet, at)
        shown = ", ".join(map(str, complete.values()))
        raise self._not_found(table, shown, ", ".join(tried))

    def _inner(  # noqa: PLR0913, PLR0917 - what a value is looked for by is a value itself
        self, table: str, name: str, value: Value, sheet: Sheet, row: int, found: Found, context: _Context
    ) -> Any:
        """One of several values that a record is found by; what is wrong with it is a fault of its own cell."""
        attribute = _YEAR if name == YEAR else attributes(table)[name]
        try:
            if attribute.sort is Sort.REFERENCE:
                return self.identifier(attribute, value, sheet, row, found, context)
            return _sought(found, attribute, value, context[0])
        except RefusedError as error:
            error.place = error.place or (found.row, found.column)
            raise

    def _told(self, table: str, number: int, names: Sequence[str], value: Value, sheet: Sheet, row: int) -> str:
        """The identifier of a record that was found, with how it was found, and what does not agree with it."""
        record = self.book.tables[table][number]
        how = " + ".join(map(self._word, names))
        text = self.faults.words.text(
            "intake.found_as", table=self._table(table), name=self.name(table, record), by=how
        )
        if not sheet.hides(value):
            self.told.setdefault((sheet.grid.file, sheet.grid.number, row), {})[text] = None
        for name, head in value.confirm.items():
            column = sheet.column([head])
            found = sheet.at(row, column) if column is not None else None
            said = get(record, name)
            if found is None or found.cell.is_empty or said is None:
                continue
            if alike(said) != written_alike(found.cell.text):
                raise RefusedError("not_confirmed", value=found.cell.text, said=str(said), name=how)
        identifier: str = record["id"]
        return identifier

    def _added(self, table: str, values: Mapping[str, Any], sheet: Sheet, found: Found) -> str:
        """The identifier of a record that is added because something refers to it."""
        if missing := lacking(table, values):
            raise RefusedError("cannot_add", table=self._table(table), missing=", ".join(missing))
        if _are_of_person(table, values):
            raise RefusedError("perhaps_person")
        record = {"id": self.book.new_identifier(table, values, None), **values}
        number = self.book.add(table, record)
        for name in ("", *values):
            self.book.origins[table, number, name] = (sheet.grid, found)
        self.book.remember(table, number, sheet.grid, found.row, found.column, added=True)
        text = self.faults.words.text("intake.added_too", table=self._table(table), name=self.name(table, record))
        if found.column not in sheet.grid.hidden_columns:
            self.told.setdefault((sheet.grid.file, sheet.grid.number, found.row), {})[text] = None
        return str(record["id"])

    def _word(self, name: str) -> str:
        words = self.faults.words
        keys = (f"intake.by.{name}", f"attribute.{name}", f"column.{name}")
        found = next((words.text(key) for key in keys if words.has(key)), name)
        return found if found.isupper() else found.lower()

    def _table(self, table: str) -> str:
        return self.faults.words.text(f"table_name.{table}")

    def name(self, table: str, record: Mapping[str, Any]) -> str:
        """What people call a record; people themselves are not named."""
        known = attributes(table)
        names = [str(record[name]) for name in ("code", "title", "name") if name in record and not known[name].personal]
        if not names and record.get("period"):
            shown = self.faults.words.show(period_of(record["period"]))
            # Two budgets of a year differ in whose money they are.
            source = next(
                (each for each in self.book.tables["funding_sources"] if each["id"] == record.get("source")), {}
            )
            return f"{source['name']}, {shown}" if "name" in source else str(shown)
        return " ".join(names) or str(record.get("id", ""))
