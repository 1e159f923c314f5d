"""What a mapping says: how an office's own tables become records. One TOML file, read into these classes."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import attrs
from attrs import field, frozen

from socplan.convert import MaybeEmpty
from socplan.labels import Wording

__all__ = [
    "CELL",
    "RANGE",
    "Fact",
    "MapPath",
    "MapTable",
    "Records",
    "Value",
    "Where",
    "WholeMapping",
    "values_of",
    "with_inner",
]

#: A cell, and an area of cells, as spreadsheets call them.
CELL: Final = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})", re.ASCII)
RANGE: Final = re.compile(rf"{CELL.pattern}:{CELL.pattern}", re.ASCII)

MapPath = tuple[str | int, ...]
"""The keys that lead to a place of a mapping; a number counts the tables of a list, from 0."""


@frozen
class Where:
    """Where the places of a mapping stand in its file."""

    #: As the caller named it.
    file: str = "mapping"
    #: The lines of the places that have one of their own.
    lines: Mapping[MapPath, int] = field(factory=dict)
    #: What tables are called: by the table of the dossier that they fill.
    names: Mapping[MapPath, str] = field(factory=dict)

    def line(self, path: MapPath) -> int:
        """The line of a place, or of the nearest around it that has one."""
        around = (path[:length] for length in range(len(path), -1, -1))
        return next((self.lines[each] for each in around if each in self.lines), 1)

    def shown(self, path: MapPath, words: Wording) -> str:
        """A place as it was typed, with its line: „řádek 14, [[table.records]] readings set.status“."""
        return words.text("intake.place.map", line=str(self.line(path)), typed=self._typed(path))

    def _typed(self, path: MapPath) -> str:
        match path:
            case ("table", int(), "records", int(), *rest):
                head = " ".join(filter(None, ("[[table.records]]", self.names.get(path[:4]))))
            case ("table", int(), *rest):
                head = "[[table]]"
            case ("plan" | "words" as name, *rest):
                head = f"[{name}]"
            case _:
                head, rest = "", list(path)
        keys = ".".join(str(key + 1) if isinstance(key, int) else key for key in rest)
        return " ".join(filter(None, (head, keys)))


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
    #: What parts a cell into several records: one text, or any of several; „\\n“ is a line break.
    split: tuple[MaybeEmpty, ...] = ()
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
    #: ``true``: the nearest heading or text above the table in which the part stands that is meant.
    above: bool = False
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
    #: Columns of which one has to be filled, and not to mean „not known“; else a row makes no record.
    some: tuple[str, ...] = ()
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
    #: No key of the file: where its places stand.
    where: Where = field(factory=Where, eq=False, repr=False)


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
