"""The dossier while tables come in: plain records, found by their keys and by what people call them."""

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from attrs import define, field

from socplan.intake.attributes import YEAR, Attribute, Sort, attributes, is_of_person, key_of
from socplan.intake.grids import Grid
from socplan.intake.select import written_alike
from socplan.intake.wording import period_of
from socplan.model import Period
from socplan.model.dossier import record_types

__all__ = ["Book", "Plain", "alike", "get", "put", "same"]

Plain = dict[str, Any]
"""A record as plain data: what is not known is left out."""

#: By what people call a record, the surest first; a name alone only where a table has nothing surer.
_CALLED: Final = ("id", "registration", "ico", "code", "number", "name", "title")
#: What hangs on something else, and is another one where that is another.
_HANGS: Final = {"indicators": ("goal", "measure")}
#: Tables whose records are known by name where a row or the dossier lacks their number; services never are.
_BY_NAME: Final = ("organisations",)
_SURE: Final = ("registration", "ico", "code", "number")
_SLUG: Final = re.compile(r"[^a-z0-9.]+")
_LONGEST_SLUG: Final = 50
_PATH: Final = re.compile(r"\$\.([a-z_]+)\[([0-9]+)\](?:\.([a-z_.]+))?", re.ASCII)


def get(record: Mapping[str, Any], name: str) -> Any:
    """The value of an attribute, or of an end of a period; ``None``: not known."""
    first, _, rest = name.partition(".")
    value = record.get(first)
    return value.get(rest) if rest and isinstance(value, Mapping) else (None if rest else value)


def put(record: Plain, name: str, value: Any) -> None:
    """Set an attribute, or an end of a period."""
    first, _, rest = name.partition(".")
    if rest:
        record[first] = {**record.get(first, {}), rest: value}
    else:
        record[first] = value


def same(left: Any, right: Any, attribute: Attribute) -> bool:
    """Whether two plain values say the same: 780000 and 780000.00 do."""
    if attribute.sort in (Sort.NUMBER, Sort.MONEY):
        try:
            return Decimal(left) == Decimal(right)
        except (InvalidOperation, TypeError):
            return False
    if attribute.name in _CALLED and isinstance(left, str) and isinstance(right, str):
        # A record is found whatever the capitals of its name, so these do not contradict each other.
        return _as_called(attribute.name, left) == _as_called(attribute.name, right)
    return bool(left == right)


def _says(record: Mapping[str, Any], attribute: Attribute, value: Any) -> bool:
    """Whether a record has a value; what everybody takes for granted is left out of it."""
    old = get(record, attribute.name)
    return value == attribute.default if old is None else same(old, value, attribute)


def alike(value: Any) -> str:
    """A form of a plain value that is the same for what people take for the same."""
    return written_alike(value) if isinstance(value, str) else json.dumps(value, sort_keys=True)


@define
class Book:
    """Plain records by table, with where they came from in this run."""

    tables: dict[str, list[Plain]]
    #: The place of each value that came in: by table, number of the record and attribute.
    origins: dict[tuple[str, int, str], Any] = field(factory=dict)
    #: Where each record of this run stands: by table and number, the first place and whether it was added there.
    stood: dict[tuple[str, int], tuple[Grid, int, int | None, bool]] = field(factory=dict)
    #: Rows that are at fault, by table: what could be read of them, and the attributes that could not.
    missed: dict[str, list[tuple[Plain, frozenset[str]]]] = field(factory=dict)
    _keys: dict[str, dict[tuple[str, ...], int]] = field(factory=dict)
    _found: dict[tuple[str, str], dict[str, list[int]]] = field(factory=dict)
    #: Records that a row of this run is already about, of tables whose rows have no name.
    _taken: set[tuple[str, int]] = field(factory=set)

    @classmethod
    def of_plain(cls, data: Mapping[str, Any]) -> "Book":
        """The records of a dossier as plain data."""
        return cls({name: [dict(record) for record in data.get(name, ())] for name in record_types()})

    def origin_of(self, path: str) -> Any:
        """Where the value at a JSON path came from: the cell, or else its row; ``None``: from no file."""
        found = _PATH.match(path)
        if not found:
            return None
        table, number, name = found[1], int(found[2]), found[3] or ""
        names = (name, name.partition(".")[0], "")
        return next(
            (self.origins[table, number, each] for each in names if (table, number, each) in self.origins), None
        )

    def remember(self, table: str, number: int, grid: Grid, row: int, column: int | None, *, added: bool) -> None:
        """Note where a record stands: the whole row, or a cell of it; the first row of a run counts."""
        shown = column if column not in grid.hidden_columns else None
        self.stood.setdefault((table, number), (grid, row, shown, added))

    def _key(self, table: str, record: Mapping[str, Any]) -> tuple[str, ...]:
        defaults = _defaults(table)
        return tuple(json.dumps(record.get(name, defaults.get(name)), sort_keys=True) for name in key_of(table))

    def by_key(self, table: str, record: Mapping[str, Any]) -> int | None:
        """The number of the record with the same key."""
        if table not in self._keys:
            self._keys[table] = {self._key(table, each): place for place, each in enumerate(self.tables[table])}
        return self._keys[table].get(self._key(table, record))

    def add(self, table: str, record: Plain) -> int:
        """Add a record; gives its number."""
        self.by_key(table, record)
        number = len(self.tables[table])
        self.tables[table].append(record)
        self._keys[table][self._key(table, record)] = number
        # An equal row of this run makes another record.
        self._taken.add((table, number))
        for (owner, name), index in self._found.items():
            if owner == table and (text := self._called(record, name)) is not None:
                index.setdefault(text, []).append(number)
        return number

    def forget(self, table: str) -> None:
        """Look at the records of a table again, after one changed."""
        for owner, name in [key for key in self._found if key[0] == table]:
            del self._found[owner, name]

    def miss(self, table: str, values: Mapping[str, Any], unread: Iterable[str]) -> None:
        """Note a row that is at fault: what refers to its record is not at fault too."""
        record: Plain = {}
        for name, value in values.items():
            put(record, name, value)
        self.missed.setdefault(table, []).append((record, frozenset(unread)))

    def may_be_missed(self, table: str, values: Mapping[str, Any]) -> bool:
        """Whether the record that has some values may be one whose row is at fault."""
        return any(
            all(
                name in unread or self._called(record, name) == _as_called(name, value)
                for name, value in values.items()
            )
            for record, unread in self.missed.get(table, ())
        )

    # Finding

    def _called(self, record: Mapping[str, Any], name: str) -> str | None:
        if name == YEAR:
            period = record.get("period", record.get("term"))
            year = None if period is None else period_of(period).year
            return None if year is None else str(year)
        value = get(record, name)
        return None if value is None else _as_called(name, value)

    def called(self, table: str, name: str, value: Any) -> Sequence[int]:
        """The numbers of the records whose attribute has a value, as people write it."""
        if (table, name) not in self._found:
            index: dict[str, list[int]] = {}
            for number, record in enumerate(self.tables[table]):
                if (text := self._called(record, name)) is not None:
                    index.setdefault(text, []).append(number)
            self._found[table, name] = index
        return self._found[table, name].get(_as_called(name, value), ())

    def valid(self, table: str, numbers: Sequence[int], period: Period | None) -> Sequence[int]:
        """Those of some records that are valid in a period, where there is one."""
        if period is None or len(numbers) < 2:  # noqa: PLR2004 - nothing to choose from
            return numbers
        records = self.tables[table]
        fitting = [each for each in numbers if period_of(records[each].get("validity")).meets(period)]
        return fitting or numbers

    def match(self, table: str, draft: Mapping[str, Any], *, once: bool) -> Sequence[int]:
        """The records that a draft without an identifier is about.

        Two equal rows are two records, unless the draft is said ``once`` for a whole table.
        """
        known = {name: value for name, value in draft.items() if value is not None}
        for name in _SURE:
            if name in known:
                numbers = self._of_the_same(
                    table, self.called(table, name, known[name]), known, always=name == "number"
                )
                return numbers or self._without_its_number(table, known)
        if table in _BY_NAME and "name" in known:
            return self.called(table, "name", known["name"])
        named = next((name for name in ("title", "name") if name in known and not is_of_person(table)), None)
        attribute = attributes(table)
        if named is not None and not any(name in attribute for name in _SURE if name != "code"):
            numbers = self.called(table, named, known[named])
            # What hangs on something else is the same only if it hangs on the same.
            return [
                number
                for number in numbers
                if all(
                    same(get(self.tables[table][number], name), value, attribute[name])
                    for name, value in known.items()
                    if (attribute[name].needed or name in _HANGS.get(table, ())) and name != named
                )
            ]
        best: tuple[int, int] | None = None
        for number, record in enumerate(self.tables[table]):
            if (table, number) in self._taken and not once:
                continue
            if all(_says(record, attribute[name], value) for name, value in known.items()):
                # Another row may say all that is known of a record that says more.
                more = len(record.keys() - {"id"} - {name.partition(".")[0] for name in known})
                best = min(best or (more, number), (more, number))
                if more == 0:
                    break
        if best is None:
            return ()
        self._taken.add((table, best[1]))
        return [best[1]]

    def _without_its_number(self, table: str, known: Mapping[str, Any]) -> Sequence[int]:
        """The records of the same name that lack the number by which a row knows them."""
        if table not in _BY_NAME or "name" not in known:
            return ()
        numbers = self.called(table, "name", known["name"])
        return [number for number in numbers if not any(name in self.tables[table][number] for name in _SURE)]

    def _of_the_same(
        self, table: str, numbers: Sequence[int], known: Mapping[str, Any], *, always: bool
    ) -> Sequence[int]:
        """Those of several records that hang on the same: comments of two consultations are numbered from 1."""
        if len(numbers) < 2 and not always:  # noqa: PLR2004 - nothing to choose from
            return numbers
        references = [name for name in known if attributes(table)[name].sort is Sort.REFERENCE]
        records = self.tables[table]
        return [number for number in numbers if all(records[number].get(name) == known[name] for name in references)]

    def new_identifier(self, table: str, draft: Mapping[str, Any], prefix: str | None) -> str:
        """An identifier that nobody has; of what people are named by nothing but a number."""
        name = next((str(draft[each]) for each in (*_SURE, "title", "name") if draft.get(each)), "")
        name = name or self._called(draft, YEAR) or ""
        stem = prefix or table.replace("_", "-")
        slug = "" if is_of_person(table) else _slug(name)
        taken = {record["id"] for record in self.tables[table]}
        if slug and f"{stem}-{slug}" not in taken:
            return f"{stem}-{slug}"
        base = f"{stem}-{slug}" if slug else stem
        number = 2 if slug else 1
        while f"{base}-{number}" in taken:
            number += 1
        return f"{base}-{number}"


def called_by(table: str) -> tuple[str, ...]:
    """By which attributes a record of a table is looked for where a mapping does not say.

    Never by a name alone where the table has something surer, and never a person by name.
    """
    known = attributes(table)
    sure = [name for name in ("registration",) if name in known]
    names = [name for name in _CALLED if name in known]
    if sure or is_of_person(table):
        names = [name for name in names if name not in ("name", "title")]
    return (*names, *([YEAR] if "period" in known else []))


def _as_called(name: str, value: Any) -> str:
    """A value as it is compared when a record is looked for; „1. 1.“ and „1.1“ are one code."""
    text = alike(value)
    return text.replace(" ", "").rstrip(".") or text if name == "code" else text


def _slug(text: str) -> str:
    """A name as a part of an identifier: without diacritics, spaces and capitals."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return _SLUG.sub("-", plain).strip("-.")[:_LONGEST_SLUG].strip("-.")


def _defaults(table: str) -> Mapping[str, Any]:
    """The plain values of attributes that are left out because everybody takes them for granted."""
    return {each.name: each.default for each in attributes(table).values() if each.default is not None}
