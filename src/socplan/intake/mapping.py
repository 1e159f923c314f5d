"""What a mapping says: how an office's own tables become records. One TOML file, read into these classes."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import attrs
from attrs import field, frozen

from socplan.convert import MaybeEmpty, StructureError, structure
from socplan.errors import Fault, ReadError, quoted, suggestion
from socplan.intake.attributes import YEAR, Sort, attributes
from socplan.intake.expressions import problem_of
from socplan.intake.notation import OWN_UNIT, UNITS
from socplan.model.dossier import record_types

__all__ = [
    "CELL",
    "RANGE",
    "Fact",
    "MapTable",
    "Records",
    "Value",
    "WholeMapping",
    "mapping_of",
    "values_of",
    "with_inner",
]

#: The version of the form of mappings.
_VERSION: Final = 1
#: Keys that may hold one text or number in place of a list of texts.
_LISTS: Final = frozenset({"sheet", "head", "skip", "fill", "sums", "columns", "cross", "when", "find", "unread"})
#: A cell, and an area of cells, as spreadsheets call them.
CELL: Final = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})", re.ASCII)
RANGE: Final = re.compile(rf"{CELL.pattern}:{CELL.pattern}", re.ASCII)
#: What a proposal leaves to people.
_TO_FILL_IN: Final = "?"
ZERO: Final = ("known", "unknown")
WINS: Final = ("file", "dossier")


@frozen(kw_only=True)
class Value:
    """Where the value of one attribute comes from: a column, a fact, or a text that is the same for all."""

    #: The head of the column, or several, of which a table has one; a letter (``"=C"``) names a column without a head.
    head: tuple[str, ...] = ()
    #: A fact of the table (`MapTable.facts`).
    fact: str | None = None
    #: The same text for every record.
    text: str | None = None
    #: Of records that are made once a column (`Records.columns`): ``"head"`` or ``"cell"``.
    each: str | None = None
    #: What words of the file mean; ``""`` is not known.
    words: dict[str, MaybeEmpty] = field(factory=dict)
    #: What every other text of the column means; left out: it is read as it stands.
    others: MaybeEmpty | None = None
    #: The part of a text that is meant: a regular expression, whose first group is taken.
    match: str | None = None
    #: One of `UNITS`, or ``"own"``: each cell says its own.
    unit: str | None = None
    #: What parts a cell into several records.
    split: str | None = None
    #: By which attributes the record is found that this one refers to, in this order.
    find: tuple[str, ...] = ()
    #: The same by several values at once, in this order: the registration; then provider and kind of the service.
    by: tuple[dict[str, "Value"], ...] = ()
    #: Whether a record that is not found is added, with these values, or with the cell as the first of ``find``.
    add: bool = False
    #: What has to agree with the record that was found: an attribute, and the head of the column that repeats it.
    confirm: dict[str, str] = field(factory=dict)
    #: What 0 means: ``"known"`` or ``"unknown"``; by default it is refused.
    zero: str | None = None


# It names itself.
attrs.resolve_types(Value)


@frozen(kw_only=True)
class Fact:
    """Something that is said once for a whole table."""

    #: A cell: ``"B2"``.
    cell: str | None = None
    #: The cell to the right of, or below, the one with this text.
    beside: str | None = None
    #: ``true``: the name of the sheet, or the text above a table of a Word document.
    name: bool = False
    #: The part of it that is meant: a regular expression, whose first group is taken.
    match: str | None = None
    #: The same for all: a text.
    text: str | None = None


@frozen(kw_only=True)
class Records:
    """The records that the rows of a table make."""

    #: The table of the dossier: ``"readings"``.
    to: str
    #: From an attribute to where its value comes from.
    set: dict[str, Value]
    #: The heads of columns that make a record each: „Naplněno“, „Rozpracováno“.
    columns: tuple[str, ...] = ()
    #: Of such columns: what marks those for which there is a record, „x“; by default each that is filled.
    cross: tuple[str, ...] = ()
    #: Columns that have to be filled; without them a row makes no record.
    when: tuple[str, ...] = ()
    #: Who is right where file and dossier differ: ``"file"`` or ``"dossier"``; by default neither, and it is a fault.
    wins: str | None = None
    #: How identifiers of new records begin; by default as the table is called.
    prefix: str | None = None


@frozen(kw_only=True)
class MapTable:
    """One table of an office, or several of one form, and what becomes of it."""

    #: The file, as a pattern: ``"*.docx"``; by default every file.
    file: str = "*"
    #: Names or numbers of sheets, or of tables of a Word document; by default every visible one that has the heads.
    sheet: tuple[str, ...] = ()
    #: Where the table lies: ``"A4:F60"``.
    range: str | None = None
    #: The rows of the head, from 1; by default the first row that has every head that the mapping names.
    head: tuple[str, ...] = ()
    #: What joins heads that stand below each other.
    join: str = " – "
    #: Rows to leave out, by the beginning of their first filled cell: „Celkem“.
    skip: tuple[str, ...] = ()
    #: Rows to leave out as well, whose numbers have to be the sums of the rows before them.
    sums: tuple[str, ...] = ()
    #: Under which name rows are known that hold nothing but a heading for the rows below them: „Oblast“.
    headings: str | None = None
    #: Columns whose merged or empty cells take the value above them.
    fill: tuple[str, ...] = ()
    #: Whether a head above other heads holds for the columns to its right too, though they are not merged.
    fill_right: bool = False
    #: ``"empty"``: the table ends at its first empty row; by default at the end of its sheet or range.
    until: str | None = None
    #: Columns that are not read, on purpose.
    unread: tuple[str, ...] = ()
    facts: dict[str, Fact] = field(factory=dict)
    records: tuple[Records, ...] = ()


@frozen(kw_only=True)
class WholeMapping:
    """A whole mapping."""

    #: The version of its form.
    socplan_map: int
    #: The encoding of CSV files; by default utf-8.
    encoding: str | None = None
    #: The plan of a new dossier: its attributes.
    plan: dict[str, str] = field(factory=dict)
    #: What words mean in every column: „–“ = "".
    words: dict[str, MaybeEmpty] = field(factory=dict)
    table: tuple[MapTable, ...] = ()


def values_of(records: Records) -> Iterator[Value]:
    """Where the values of records come from, also those by which others are found."""
    return with_inner(records.set.values())


def with_inner(values: Iterable[Value]) -> Iterator[Value]:
    """Values, and those by which they are found."""
    waiting = list(values)
    while waiting:
        value = waiting.pop(0)
        yield value
        waiting += [inner for way in value.by for inner in way.values()]


def mapping_of(source: str, content: bytes) -> WholeMapping:
    """Read a mapping.

    Raises:
        ReadError: it is no TOML, or says what a mapping cannot say; with every fault.
    """
    try:
        data = tomllib.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise ReadError(source, [Fault("file", f"no mapping: {error}")]) from error
    try:
        mapping = structure(_spelled_out(data), WholeMapping)
    except StructureError as error:
        raise ReadError(source, error.faults, error.more) from error
    if faults := list(_faults(mapping)):
        raise ReadError(source, faults)
    return mapping


def _spelled_out(data: Any, key: str = "") -> Any:
    """The data with what may be left out for short: a list of one, a head alone, a number of a sheet."""
    if isinstance(data, Mapping):
        if key in ("set", "by"):
            return {
                name: {"head": [value]} if isinstance(value, str) else _spelled_out(value)
                for name, value in data.items()
            }
        return {
            ("socplan_map" if name == "socplan-map" else name): _spelled_out(value, name)
            for name, value in data.items()
        }
    if isinstance(data, list):
        return [
            str(item) if isinstance(item, int) and key in _LISTS else _spelled_out(item, "" if key in _LISTS else key)
            for item in data
        ]
    if key in _LISTS and isinstance(data, (str, int)) and not isinstance(data, bool):
        return [str(data)]
    return data


def _faults(mapping: WholeMapping) -> Iterator[Fault]:
    """What a mapping says that cannot be meant."""
    if mapping.socplan_map != _VERSION:
        yield Fault("$.socplan-map", f"{mapping.socplan_map}; this socplan reads version {_VERSION}")
    for name, text in mapping.plan.items():
        if text == _TO_FILL_IN:
            yield Fault(f"$.plan.{name}", f'fill in for "{_TO_FILL_IN}" what is meant')
    if not mapping.table:
        yield Fault("$.table", "missing; a mapping says of at least one table what becomes of it")
    for number, table in enumerate(mapping.table):
        at = f"$.table[{number}]"
        yield from _table_faults(at, table)
        if table.until not in (None, "empty"):
            yield Fault(f"{at}.until", f"{quoted(table.until)} is not empty")
        if not table.records:
            yield Fault(f"{at}.records", "missing; say which records the rows make")
        for place, records in enumerate(table.records):
            yield from _record_faults(f"{at}.records[{place}]", table, records)


def _table_faults(at: str, table: MapTable) -> Iterator[Fault]:
    """What is wrong with which table and which rows are meant."""
    if table.range is not None and not RANGE.fullmatch(table.range):
        yield Fault(f"{at}.range", f"{quoted(table.range)} is not a range of cells, like A4:F60")
    rows = [int(row) if row.isascii() and row.isdigit() else 0 for row in table.head]
    if rows and (0 in rows or rows != list(range(rows[0], rows[0] + len(rows)))):
        yield Fault(f"{at}.head", "not rows below each other, like 4 or [4, 5]")
    for name, fact in table.facts.items():
        here = f"{at}.facts.{name}"
        if fact.text == _TO_FILL_IN:
            yield Fault(here, f'fill in for "{_TO_FILL_IN}" what is meant')
        if sum((fact.cell is not None, fact.beside is not None, fact.name, fact.text is not None)) != 1:
            yield Fault(here, "say where it stands by exactly one of cell, beside, name, text")
        if fact.cell is not None and not CELL.fullmatch(fact.cell):
            yield Fault(f"{here}.cell", f"{quoted(fact.cell)} is not a cell, like B2")
        if fact.match is not None and (problem := problem_of(fact.match)):
            yield Fault(f"{here}.match", f"{quoted(fact.match)} {problem}")


def _record_faults(at: str, table: MapTable, records: Records) -> Iterator[Fault]:
    if records.to not in record_types():
        yield Fault(f"{at}.to", f"no table {quoted(records.to)}.{suggestion(records.to, record_types())}")
        return
    if records.wins not in (None, *WINS):
        yield Fault(f"{at}.wins", f"{quoted(records.wins)} is neither {' nor '.join(WINS)}")
    yield from _value_faults(f"{at}.set", table, records, records.to, records.set)


def _value_faults(
    at: str, table: MapTable, records: Records, target: str, values: Mapping[str, Value]
) -> Iterator[Fault]:
    known = attributes(target)
    for name, value in values.items():
        here = f"{at}.{name}"
        if name not in known and name != YEAR:
            yield Fault(here, f"{target} has no attribute of that name.{suggestion(name, known)}")
            continue
        yield from _source_faults(here, table, records, value)
        if value.unit is not None and value.unit not in (*UNITS, OWN_UNIT):
            yield Fault(f"{here}.unit", f"no unit {quoted(value.unit)}; known: {', '.join((*UNITS, OWN_UNIT))}")
        if name in known and known[name].sort is Sort.MONEY and value.unit is None and value.text is None:
            yield Fault(f"{here}.unit", f"missing; say in what the amounts are: {', '.join((*UNITS, OWN_UNIT))}")
        if value.zero not in (None, *ZERO):
            yield Fault(f"{here}.zero", f"{quoted(value.zero)} is neither {' nor '.join(ZERO)}")
        refers = known[name].refers if name in known else None
        if refers is not None:
            yield from _reference_faults(here, table, records, refers, value)
        elif value.find or value.by or value.add or value.confirm:
            yield Fault(here, "it refers to no other table, so there is nothing to find, add or confirm")


def _source_faults(at: str, table: MapTable, records: Records, value: Value) -> Iterator[Fault]:
    """What is wrong with where a value comes from."""
    given = (bool(value.head), value.fact is not None, value.text is not None, value.each is not None, bool(value.by))
    if sum(given) != 1:
        yield Fault(at, "say where it comes from by exactly one of head, fact, text, each, by")
    if _TO_FILL_IN in (value.text, *value.words.values()):
        yield Fault(at, f'fill in for "{_TO_FILL_IN}" what is meant')
    if value.fact is not None and value.fact not in table.facts:
        yield Fault(f"{at}.fact", f"no fact {quoted(value.fact)}.{suggestion(value.fact, table.facts)}")
    if value.each not in (None, "head", "cell"):
        yield Fault(f"{at}.each", f"{quoted(value.each)} is neither head nor cell")
    if value.each is not None and not records.columns:
        yield Fault(f"{at}.each", "the records name no columns that make a record each")
    if value.match is not None and (problem := problem_of(value.match)):
        yield Fault(f"{at}.match", f"{quoted(value.match)} {problem}")
    if value.split == "":
        yield Fault(f"{at}.split", "an empty text parts nothing")


def _reference_faults(at: str, table: MapTable, records: Records, refers: str, value: Value) -> Iterator[Fault]:
    """What is wrong with how a record is found that another refers to."""
    others = (*attributes(refers), YEAR)
    for name in (*value.find, *value.confirm):
        if name not in others:
            yield Fault(at, f"{refers} has no attribute {quoted(name)}.{suggestion(name, others)}")
    for place, way in enumerate(value.by):
        yield from _value_faults(f"{at}.by[{place}]", table, records, refers, way)
