"""The records that a row of an office's table makes, each value with the cell that it came from."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import product
from typing import Any, Final

from attrs import define, evolve, field

from socplan.intake.attributes import HOUR, Attribute, Sort, attributes, key_of, lacking
from socplan.intake.book import Book
from socplan.intake.faults import Faults, Note, place_of
from socplan.intake.grids import Cell
from socplan.intake.mapping import MapPath, MapTable, Records, Value
from socplan.intake.moments import day_and_hour
from socplan.intake.notation import RefusedError, is_of_time
from socplan.intake.reading import UNKNOWN, plain
from socplan.intake.references import EMPTY, FOLLOWS, NOT_THERE, References
from socplan.intake.select import Found, Sheet, written_alike
from socplan.intake.wording import period_of
from socplan.model import Period

__all__ = ["Draft", "Drafting", "Later", "is_constant", "is_said_once"]

#: A list of measures names each of them, also those of which nothing is reported.
_NEED_MORE: Final = ("readings", "indicator_values")
#: Kinds of authors that are people.
_KINDS_OF_PEOPLE: Final = ("person", "user")
#: 2026-06-30
_DAY_LENGTH: Final = 10
Draft = dict[str, tuple[Any, Found]]
"""The plain values of a record by attribute, each with its cell."""
Later = dict[str, Found]
"""By attribute, the cells that refer to a record of the same table that is not there yet."""


@define
class _Row:
    """Where a record stands: its row, the column that makes it, and the parts of cells that make several."""

    number: int
    head: str | None = None
    cell: Found | None = None
    parts: Mapping[str, Found] = field(factory=dict)


def is_constant(records: Records) -> bool:
    """Whether nothing of a record comes from a row."""
    return all(value.fact is not None or value.text is not None for value in records.set.values())


def is_said_once(records: Records) -> bool:
    """Whether what a record says stands in no row: the year of a round may be the head of a column."""
    return all(
        value.fact is not None or value.text is not None or value.each == "head" for value in records.set.values()
    )


def _is_confirmed(table: str, name: str, draft: Draft) -> bool:
    """Whether a record says itself who is named in an attribute: a person by their kind, a business by its IČO."""
    kind = draft["author_kind"][0] if "author_kind" in draft else None
    match table, name:
        case "organisations", "name":
            return "ico" in draft
        case "comments", "author":
            return kind in _KINDS_OF_PEOPLE
        case "comments", "organisation":
            return kind is not None and kind not in _KINDS_OF_PEOPLE
    return False


def _of_its_time(records: Records, name: str, found: Found) -> Found:
    """Of a cell with a day and an hour the part that an attribute is about, where both are read from its column."""
    day = name.removesuffix(HOUR)
    other = records.set.get(f"{day}{HOUR}" if name == day else day)
    if other is None or not other.head or other.head != records.set[name].head:
        return found
    return evolve(found, cell=day_and_hour(found.cell)[name != day])


def _is_odd_time(attribute: Attribute, result: Any) -> bool:
    """Whether a value may be another time than it is read as: a day that may be a deadline, a deadline as a text."""
    match attribute.sort:
        case Sort.PERIOD:
            return result.get("start") == result.get("end") and len(result["end"]) == _DAY_LENGTH
        case Sort.TEXT:
            return is_of_time(result)
    return False


@define
class Drafting:
    """Reads the rows of one table."""

    sheet: Sheet
    #: The part of the mapping that is about the table, and where it stands there.
    table: MapTable
    path: MapPath
    #: What words mean everywhere.
    words: Mapping[str, str]
    book: Book
    faults: Faults
    references: References
    #: The numbers that were read, by row and column, for the sums of the table.
    numbers: dict[tuple[int, int], Decimal] = field(factory=dict)
    #: The units of their columns.
    units: dict[int, str | None] = field(factory=dict)
    #: What is a day or a deadline, by attribute and column: single days of periods, and texts of other columns.
    times: dict[tuple[Attribute, int], list[Found]] = field(factory=dict)
    #: Tables without records that rows refer to.
    empty: set[str] = field(factory=set)
    notes: list[Note] = field(factory=list)

    def of_row(self, records: Records, row: int) -> Iterator[tuple[Draft, Later]]:
        """The records of a row, each with what is found later: references to rows below it."""
        sheet = self.sheet
        for needed in records.when:
            column = sheet.column([needed])
            if column is not None and sheet.at(row, column).cell.is_empty:
                return
        if records.some and not any(self._says_something(records, row, head) for head in records.some):
            return
        columns: tuple[str | None, ...] = records.columns or (None,)
        if records.columns and all(sheet.at(row, sheet.column([head]) or 0).cell.is_empty for head in records.columns):
            self._none_filled(records, row)
        for head in columns:
            cell = None if head is None else sheet.at(row, sheet.column([head]) or 0)
            if cell is not None and (cell.cell.is_empty or not self._is_marked(records, cell)):
                continue
            for parts in self._parted(records, row):
                later: Later = {}
                draft = self._draft(records, _Row(row, head, cell, parts), later)
                if draft is not None:
                    yield draft, later

    def _says_something(self, records: Records, row: int, head: str) -> bool:
        """Whether a cell is filled, and not with a sign for „not known“."""
        column = self.sheet.column([head])
        cell = Cell() if column is None else self.sheet.at(row, column).cell
        words = [
            self.words,
            *(value.words for value in records.set.values() if self.sheet.column(value.head) == column),
        ]
        meant = {written_alike(word): means for each in words for word, means in each.items()}
        return not cell.is_empty and meant.get(written_alike(cell.text)) != ""

    def _is_marked(self, records: Records, found: Found) -> bool:
        """Whether a cell of a column that makes records has the mark of the mapping."""
        if not records.cross or written_alike(found.cell.text) in map(written_alike, records.cross):
            return True
        self._fault(found, "no_cross", value=found.cell.text, known=", ".join(records.cross))
        return False

    def _fault(self, found: Found, why: str, **values: object) -> None:
        self.faults.at(self.sheet.grid, found.row, found.column, why, **values)

    def _parted(self, records: Records, row: int) -> Iterator[Mapping[str, Found]]:
        """The parts of cells that hold several values, one set for each record."""
        parted: dict[tuple[int, tuple[str, ...]], list[Found]] = {}
        of: dict[str, tuple[int, tuple[str, ...]]] = {}
        for name, value in records.set.items():
            column = self.sheet.column(value.head) if value.split else None
            found = None if column is None else self.sheet.at(row, column)
            if column is not None and found is not None and isinstance(found.cell.value, str):
                texts = re.split("|".join(map(re.escape, value.split)), found.cell.value)
                parts = [evolve(found, cell=Cell(text.strip())) for text in texts if text.strip()]
                # Several attributes of one column are parted together.
                of[name] = column, value.split
                parted[of[name]] = parts or [found]
        for combination in product(*parted.values()):
            part = dict(zip(parted, combination, strict=True))
            yield {name: part[key] for name, key in of.items()}

    def _draft(self, records: Records, row: _Row, later: Later) -> Draft | None:
        known = attributes(records.to)
        draft: Draft = {}
        said = False
        bad: set[str] = set()
        doubts: dict[str, tuple[RefusedError, Found]] = {}
        # In the order of the model, so that a round is known before the measure that is valid in it.
        for name in [name for name in known if name in records.set]:
            value, attribute = records.set[name], known[name]
            found = _of_its_time(records, name, row.parts.get(name) or self._found(value, row))
            try:
                result = self._read(records, attribute, value, row, found, draft)
            except RefusedError as error:
                if attribute.refers == records.to and error.why in NOT_THERE:
                    # It may stand below: a goal under another one, a group that follows another one.
                    later[name] = found
                    said = True
                    continue
                if error.otherwise is not None:
                    doubts[name] = (error, found)
                    continue
                bad.add(name)
                self.refuse(records, name, found, error)
                continue
            if result is UNKNOWN and value.each == "cell":
                # A column that says nothing is as good as empty, whatever sign stands there.
                return None
            if result is UNKNOWN:
                continue
            draft[name] = (result, found)
            if value.head and value.others is None and _is_odd_time(attribute, result):
                self.times.setdefault((attribute, found.column), []).append(found)
            of_row = bool(value.head) or value.each is not None or bool(value.by)
            said = said or (of_row and not (records.to in _NEED_MORE and name in key_of(records.to)))
            if attribute.sort in (Sort.MONEY, Sort.NUMBER, Sort.COUNT) and found.row == row.number:
                self.numbers[found.row, found.column] = Decimal(result)
                self.units[found.column] = value.unit
        said = bool(settled := self._settled(records, draft, doubts)) or said
        draft |= settled
        bad |= doubts.keys() - settled.keys()
        if bad:
            self.book.miss(records.to, {name: value for name, (value, _) in draft.items()}, bad)
            return None
        if not said and not is_constant(records):
            self._nothing_said(records, row, draft)
            return None
        return draft

    def _settled(self, records: Records, draft: Draft, doubts: Mapping[str, tuple[RefusedError, Found]]) -> Draft:
        """The names of whom the other values say who it is; the others are faults."""
        settled: Draft = {}
        for name, (error, found) in doubts.items():
            if _is_confirmed(records.to, name, draft):
                settled[name] = (error.otherwise, found)
            else:
                self.refuse(records, name, found, error)
        return settled

    def found_later(self, records: Records, name: str, row: int, found: Found, draft: Draft) -> Any:
        """The identifier of a record that stands below the one that refers to it.

        Raises:
            RefusedError: there is none, or there are several.
        """
        return self._read(records, attributes(records.to)[name], records.set[name], _Row(row), found, draft)

    def refuse(self, records: Records, name: str, found: Found, error: RefusedError) -> None:
        """Name a cell whose value cannot be read."""
        value, attribute = records.set[name], attributes(records.to)[name]
        if error.why == FOLLOWS:
            return
        if error.why == EMPTY and attribute.refers is not None:
            # It is no fault of the cells; once is enough.
            if attribute.refers in self.empty:
                return
            self.empty.add(attribute.refers)
        if value.text is not None and error.place is None:
            # The same for every row, and of no cell.
            place = (*self.path, "records", self.table.records.index(records), "set", name, "text")
            self.faults.mapping_refused(place, error)
            return
        row, column = error.place or (found.row, found.column)
        secret = attribute.personal or self.sheet.hides(value) or column in self.sheet.grid.hidden_columns
        self.faults.refused(self.sheet.grid, row, column, error, secret=secret)

    def _read(self, records: Records, attribute: Attribute, value: Value, row: _Row, found: Found, draft: Draft) -> Any:
        if attribute.sort is not Sort.REFERENCE:
            return plain(found.cell, attribute, value, self.words)
        context = (self.words, self._period(records.to, draft), lambda inner: self._found(inner, row))
        return self.references.identifier(attribute, value, self.sheet, row.number, found, context)

    def is_whole(self, records: Records, row: int, draft: Draft) -> bool:
        """Whether a new record has what it cannot be without; what is missing is a fault at its cell."""
        missing = lacking(records.to, draft)
        table = self.faults.words.text(f"table_name.{records.to}")
        for name in missing:
            found = self.sheet.source(records.set.get(name, Value()), row)
            self._fault(found, "missing", attribute=self.faults.attribute(name), table=table)
        if missing:
            self.book.miss(records.to, {name: value for name, (value, _) in draft.items()}, missing)
        return not missing

    def _nothing_said(self, records: Records, row: _Row, draft: Draft) -> None:
        """A row that names its record and says nothing about it is told: it is no report of „nothing“."""
        if any(found.row == row.number for _, found in draft.values()):
            words, grid = self.faults.words, self.sheet.grid
            place = place_of(grid, row.number, min(self.sheet.heads, default=1), words)
            table = words.text(f"table_name.{records.to}")
            self.notes.append(Note(place, words.text("intake.says_nothing", table=table), grid.file))

    def _none_filled(self, records: Records, row: int) -> None:
        """A row that says something, or names what nothing is said of, and has none of its columns filled, is told."""
        sheet, words = self.sheet, self.faults.words
        table = words.text(f"table_name.{records.to}")
        named: Found | None = None
        for name, value in records.set.items():
            column = sheet.column(value.head)
            if column is None or column in sheet.grid.hidden_columns or sheet.at(row, column).cell.is_empty:
                continue
            if name in key_of(records.to):
                # What is filled down was said of another row.
                named = named or (sheet.at(row, column) if (row, column) not in sheet.filled else None)
                continue
            text = words.text("intake.none_filled", head=sheet.heads.get(column, ""), table=table)
            self.notes.append(Note(place_of(sheet.grid, row, column, words), text, sheet.grid.file))
            return
        if named is not None and records.to in _NEED_MORE:
            place = place_of(sheet.grid, row, named.column, words)
            self.notes.append(Note(place, words.text("intake.says_nothing", table=table), sheet.grid.file))

    def _found(self, value: Value, row: _Row) -> Found:
        """The cell that a value comes from."""
        if value.each is not None and row.cell is not None:
            return evolve(row.cell, cell=Cell(row.head)) if value.each == "head" else row.cell
        return self.sheet.source(value, row.number)

    def _period(self, table: str, draft: Draft) -> Period | None:
        """The time that a record is about, by what it refers to."""
        for name in ("round", "action_plan", "budget"):
            refers = attributes(table)[name].refers if name in draft else None
            numbers = self.book.called(refers, "id", draft[name][0]) if refers else ()
            if refers and numbers:
                record = self.book.tables[refers][numbers[0]]
                return period_of(record.get("period", record.get("term")))
        return None
