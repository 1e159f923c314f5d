"""From the tables of an office to a dossier: every row becomes records, or a fault at its cell."""

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Any, Final

from attrs import define, evolve, field, frozen

from socplan.convert import unstructure
from socplan.errors import SEVERAL_FILES, Fault, ReadError
from socplan.intake.attributes import PLAN, Attribute, attributes, key_of, lacking
from socplan.intake.book import Book, Plain, get, put, same
from socplan.intake.drafts import Draft, Drafting, Later, is_constant, is_said_once
from socplan.intake.faults import Faults, Note, place_of
from socplan.intake.grids import Cell, Grid
from socplan.intake.mapping import MapPath, MapTable, Records, Value, WholeMapping
from socplan.intake.notation import RefusedError
from socplan.intake.placing import placed
from socplan.intake.reading import plain
from socplan.intake.references import References
from socplan.intake.select import Found, Sheet, selected
from socplan.intake.telling import check_units, notes_of, sum_notes, time_notes
from socplan.intake.wording import shown_value
from socplan.labels import Wording
from socplan.model import Dossier
from socplan.readers.base import FORMAT_VERSION
from socplan.readers.json import from_mapping

__all__ = ["Intake", "Step", "StepKind", "take_in"]

#: A message shows so many characters of a record.
_LONGEST: Final = 80


class StepKind(Enum):
    """What becomes of a row."""

    ADDED = "added"
    CHANGED = "changed"
    SAME = "same"
    KEPT = "kept"  #: The file says something else, and the mapping says that the dossier is right.


@frozen(kw_only=True)
class Step:
    """What a row of a file does to the dossier."""

    kind: StepKind
    #: The file, and the cell where the row begins.
    file: str
    place: str
    table: str
    #: The identifier of the record, or the values of its key.
    key: str
    #: From attribute to the value before and after, as plain data; without personal data, and what a column hides.
    values: Mapping[str, tuple[object, object]] = field(factory=dict)
    #: How records were found that it refers to: „opatření 1.1.1 podle čísla“.
    found: tuple[str, ...] = ()


@frozen(kw_only=True)
class Intake:
    """What files of an office make of a dossier."""

    dossier: Dossier
    steps: tuple[Step, ...]
    #: What somebody should look at; it keeps nothing from coming in.
    notes: tuple[Note, ...]


def take_in(dossier: Dossier | None, mapping: WholeMapping, grids: Sequence[Grid], words: Wording) -> Intake:
    """Take tables into a dossier.

    Args:
        dossier: what to add to; ``None``: the mapping says which plan a new one is about.
        mapping: what the tables mean.
        grids: the tables, of one or several files.
        words: the language of faults and notes.

    Raises:
        ReadError: with every fault of every cell; nothing has come in then.
    """
    faults = Faults(words, mapping.where)
    data = _data(dossier, mapping, faults)
    faults.raise_any(mapping.where.file)
    book = Book.of_plain(data)
    run = _Run(mapping, book, faults, References(book, faults))
    for number, table in enumerate(mapping.table):
        for sheet in selected(table, ("table", number), grids, faults):
            run.take_sheet(table, ("table", number), sheet)
    run.find_later()
    if faults.found:
        # What the model refuses of the other rows is named in the same run.
        run.name_misfits(data["plan"])
    faults.raise_any(_source(grids))
    return Intake(dossier=run.finished(data["plan"]), steps=tuple(run.steps), notes=tuple(run.notes))


def _source(grids: Sequence[Grid]) -> str:
    files = {grid.file for grid in grids}
    return files.pop() if len(files) == 1 else SEVERAL_FILES


def _data(dossier: Dossier | None, mapping: WholeMapping, faults: Faults) -> dict[str, Any]:
    """The plain data of the dossier, or of a new one."""
    if dossier is not None:
        return dict(unstructure(dossier))
    if not mapping.plan:
        faults.mapping(("plan",), "no_plan")
    plan: Plain = {}
    for name, text in mapping.plan.items():
        try:
            put(plan, name, plain(Cell(text), attributes(PLAN)[name], Value(), {}))
        except RefusedError as error:
            faults.mapping_refused(("plan", name), error)
    if mapping.plan and (missing := lacking(PLAN, plan)):
        faults.mapping(("plan",), "map.plan_lacks", missing=", ".join(missing))
    return {"plan": plan}


def _said(value: Any) -> str:
    return " – ".join(map(str, value.values())) if isinstance(value, Mapping) else str(value)


def _record(table: str, values: Mapping[str, Any]) -> Plain:
    """The plain record of values by attribute; the ends of a period are put together."""
    record: Plain = {}
    for name, value in values.items():
        if value != attributes(table)[name].default:
            put(record, name, value)
    return record


_Changes = Mapping[str, tuple[object, object]]
"""From attribute to the value before and after."""


@frozen
class _Place:
    """A row of a table, and the column where what it says begins."""

    drafting: Drafting
    row: int
    column: int

    @property
    def sheet(self) -> Sheet:
        return self.drafting.sheet


@define
class _Run:
    """One run over all tables of a mapping."""

    mapping: WholeMapping
    book: Book
    faults: Faults
    references: References
    steps: list[Step] = field(factory=list)
    notes: list[Note] = field(factory=list)
    #: Records that refer to rows below them, with their numbers and those of their steps.
    later: list[tuple[Records, _Place, Draft, Later, int, int]] = field(factory=list)

    def take_sheet(self, table: MapTable, path: MapPath, sheet: Sheet) -> None:
        """Take the rows of one table."""
        words = self.faults.words
        self.notes += notes_of(table, sheet, words)
        check_units(table, sheet, self.faults)
        drafting = Drafting(
            sheet, table, path, self.mapping.words, self.book, self.faults, self.references, notes=self.notes
        )
        for number, row in enumerate(sheet.rows):
            for records in table.records:
                # What is said once for the whole table makes one record, and not one a row.
                if number == 0 or not is_constant(records):
                    for draft, later in drafting.of_row(records, row):
                        column = min((found.column for _, found in draft.values() if found.row == row), default=1)
                        place = _Place(drafting, row, column)
                        if (taken := self._take(records, place, draft)) is not None and later:
                            self.later.append((records, place, draft, later, taken, len(self.steps) - 1))
        self.notes += time_notes(sheet, drafting.times, words)
        self.notes += sum_notes(sheet, drafting.numbers, drafting.units, words)

    def find_later(self) -> None:
        """Fill in the references to rows below, now that all rows are there."""
        for records, at, draft, later, number, step in self.later:
            filled: Draft = {}
            for name, found in later.items():
                try:
                    filled[name] = (at.drafting.found_later(records, name, at.row, found, draft), found)
                except RefusedError as error:
                    at.drafting.refuse(records, name, found, error)
            changed, kept = self._merged(records, at, filled, number)
            before = self.steps[step]
            kind = StepKind.CHANGED if changed and before.kind is not StepKind.ADDED else before.kind
            values = {**before.values, **self._shown_values(records.to, at, filled, changed or kept)}
            self.steps[step] = evolve(before, kind=kind, values=values, found=(*before.found, *self._told(at)))

    def _take(self, records: Records, at: _Place, draft: Draft) -> int | None:
        """Take in one record; gives its number, or ``None`` where it is at fault."""
        table = records.to
        values = {name: value for name, (value, _) in draft.items()}
        if key_of(table) == ("id",) and "id" not in values:
            numbers = self.book.match(table, values, once=is_said_once(records))
            if len(numbers) > 1:
                known = attributes(table)
                shown = ", ".join(_said(value) for name, value in values.items() if not known[name].personal)
                self.faults.at(at.sheet.grid, at.row, at.column, "several", value=shown[:_LONGEST], n=len(numbers))
                return None
            number = numbers[0] if numbers else None
        else:
            number = self.book.by_key(table, _record(table, values))
        if number is not None:
            self._merge(records, at, draft, number)
            self._remember(records, at, draft, number, added=False)
            return number
        return self._add(records, at, draft) if at.drafting.is_whole(records, at.row, draft) else None

    def _add(self, records: Records, at: _Place, draft: Draft) -> int:
        table, book = records.to, self.book
        values = {name: value for name, (value, _) in draft.items()}
        record = _record(table, values)
        if key_of(table) == ("id",) and "id" not in draft:
            record = {"id": book.new_identifier(table, values, records.prefix), **record}
        number = book.add(table, record)
        for name, (_, found) in draft.items():
            book.origins[table, number, name] = (at.sheet.grid, found)
        # The place of the record itself, for what it lacks.
        book.origins[table, number, ""] = (at.sheet.grid, Found(Cell(), at.row, at.column))
        self._remember(records, at, draft, number, added=True)
        added = {name: (None, value) for name, (value, _) in draft.items()}
        self._step(StepKind.ADDED, at, table, record, self._shown_values(table, at, draft, added))
        return number

    def _remember(self, records: Records, at: _Place, draft: Draft, number: int, *, added: bool) -> None:
        """Note where a record stands: its row, the cell that makes it, or what says it for the whole table."""
        grid, row, column = at.sheet.grid, at.row, None
        for name, (_, found) in draft.items():
            if records.set[name].each is not None:
                column = found.column
            elif is_constant(records) and records.set[name].fact is not None and not grid.cell(*found.at).is_empty:
                row, column = found.at
        self.book.remember(records.to, number, grid, row, column, added=added)

    def _merge(self, records: Records, at: _Place, draft: Draft, number: int) -> None:
        changed, kept = self._merged(records, at, draft, number)
        kind = StepKind.CHANGED if changed else StepKind.KEPT if kept else StepKind.SAME
        shown = self._shown_values(records.to, at, draft, changed or kept)
        self._step(kind, at, records.to, self.book.tables[records.to][number], shown)

    def _merged(self, records: Records, at: _Place, draft: Draft, number: int) -> tuple[_Changes, _Changes]:
        """Put values into a record that is there; gives what it changed, and what the dossier keeps."""
        table, book = records.to, self.book
        record, known = book.tables[table][number], attributes(table)
        changed: dict[str, tuple[object, object]] = {}
        kept: dict[str, tuple[object, object]] = {}
        differing: dict[str, tuple[Any, Any, tuple[Grid, Found] | None]] = {}
        for name, (value, found) in draft.items():
            old = get(record, name)
            if (old is None and value == known[name].default) or (old is not None and same(old, value, known[name])):
                continue
            before = book.origins.get((table, number, name))
            if old is None or (records.wins == "file" and before is None):
                put(record, name, value)
                book.origins[table, number, name] = (at.sheet.grid, found)
                book.forget(table)
                changed[name] = (old, value)
            elif records.wins == "dossier" and before is None:
                kept[name] = (old, value)
            else:
                differing[name] = (old, value, before)
        others = [before for *_, before in differing.values() if before is not None]
        if len(others) > 1 and len(key_of(table)) > 1 and others[0][1].row != at.row:
            # Not a cell is wrong: two rows are about what a dossier keeps once.
            self._twice(table, at, draft, others[0])
            return changed, kept
        for name, (old, value, before) in differing.items():
            self._differs(at.sheet, draft[name][1], known[name], (old, value), before)
        return changed, kept

    def _twice(self, table: str, at: _Place, draft: Draft, before: tuple[Grid, Found]) -> None:
        """Several things that a row says differ from another row about the same: said once, with both rows."""
        words, known = self.faults.words, attributes(table)
        names = [name for name in key_of(table) if name in draft and not known[name].personal]
        key = ", ".join(self._shown(known[name], draft[name][0]) for name in names)
        place = place_of(before[0], before[1].row, before[1].column, words)
        shown = {"key": key, "place": place, "table": words.text(f"table_name.{table}")}
        hidden = any(draft[name][1].column in at.sheet.grid.hidden_columns for name in names)
        self.faults.at(at.sheet.grid, at.row, at.column, "twice", **{**shown, "key": "…" if hidden else key})

    @staticmethod
    def _shown_values(table: str, at: _Place, draft: Draft, values: _Changes) -> _Changes:
        """The values of a step without those that a column hides, or that are personal."""
        hidden, known = at.sheet.grid.hidden_columns, attributes(table)
        return {
            name: pair
            for name, pair in values.items()
            if draft[name][1].column not in hidden and not known[name].personal
        }

    def _differs(
        self,
        sheet: Sheet,
        found: Found,
        attribute: Attribute,
        values: tuple[Any, Any],
        before: tuple[Grid, Found] | None,
    ) -> None:
        """The file contradicts the dossier, or itself; who is right is not for a program to say."""
        secret = attribute.personal or found.column in sheet.grid.hidden_columns
        old, new = ("…", "…") if secret else (self._shown(attribute, value) for value in values)
        if before is None:
            self.faults.at(sheet.grid, found.row, found.column, "differs", old=old, new=new)
        else:
            grid, other = before
            where = place_of(grid, other.row, other.column, self.faults.words)
            self.faults.at(sheet.grid, found.row, found.column, "differs_above", old=old, new=new, place=where)

    def _shown(self, attribute: Attribute, value: Any) -> str:
        """A plain value as people read it: a record by its name."""
        if attribute.refers is not None:
            numbers = self.book.called(attribute.refers, "id", value)
            return self.references.name(attribute.refers, self.book.tables[attribute.refers][numbers[0]])
        return shown_value(attribute, value, self.faults.words)

    def _step(
        self, kind: StepKind, at: _Place, table: str, record: Plain, values: Mapping[str, tuple[object, object]]
    ) -> None:
        grid = at.sheet.grid
        self.steps.append(
            Step(
                kind=kind,
                file=grid.file,
                place=place_of(grid, at.row, at.column, self.faults.words),
                table=table,
                key=", ".join(_said(record[name]) for name in key_of(table) if name in record),
                values=values,
                found=self._told(at),
            )
        )

    def _told(self, at: _Place) -> tuple[str, ...]:
        """How the records were found that a row refers to."""
        grid = at.sheet.grid
        return tuple(self.references.told.pop((grid.file, grid.number, at.row), {}))

    def finished(self, plan: Plain) -> Dossier:
        """The dossier with everything that came in.

        Raises:
            ReadError: a record is not as the model wants it; each fault at the cell that it came from.
        """
        try:
            dossier = self._modelled(plan)
        except ReadError as error:
            self.faults.add(self._elsewhere(error))
            self.faults.raise_any(error.source)
            raise
        return placed(dossier, self.book.stood)

    def name_misfits(self, plan: Plain) -> None:
        """Name the cells whose records the model refuses, where other cells are at fault already."""
        try:
            self._modelled(plan)
        except ReadError as error:
            # What lies outside the files may only lack the rows that are at fault.
            self._elsewhere(error)

    def _modelled(self, plan: Plain) -> Dossier:
        whole: dict[str, Any] = {"socplan": FORMAT_VERSION, "plan": plan}
        whole |= {name: records for name, records in self.book.tables.items() if records}
        return from_mapping("mapping", whole)

    def _elsewhere(self, error: ReadError) -> list[Fault]:
        """The faults of an error that are of no cell; those that are have been named at it."""
        others = []
        for fault in error.faults:
            origin = self.book.origin_of(fault.place)
            if origin is None:
                others.append(fault)
            else:
                grid, found = origin
                # What a cell says was looked at when it was read: only its own words can be wrong to people.
                self.faults.at(grid, found.row, found.column, "misfit")
        return others
