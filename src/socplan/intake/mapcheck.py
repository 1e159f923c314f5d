"""What a mapping says that cannot be meant; each fault at the place where it was typed, and all in one run."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from attrs import frozen

from socplan.intake.attributes import PLAN, YEAR, Sort, attributes
from socplan.intake.expressions import problem_of
from socplan.intake.faults import Faults, meant
from socplan.intake.mapping import CELL, RANGE, Fact, MapPath, MapTable, Records, Value, WholeMapping
from socplan.intake.units import OWN_UNIT, UNITS, is_unit
from socplan.model.dossier import record_types
from socplan.model.values import identifier_problem

__all__ = ["VERSION", "check_meaning"]

#: The version of the form of mappings.
VERSION: Final = 1
#: What a proposal leaves to people.
_TO_FILL_IN: Final = "?"
_NUMBER: Final = re.compile("[0-9]{1,6}", re.ASCII)
_ZERO: Final = ("known", "unknown")
_WINS: Final = ("file", "dossier")
_UNITS: Final = ", ".join((*UNITS, OWN_UNIT))
_EACH: Final = ("head", "cell")
_UNTIL: Final = ("empty",)
#: So much of an identifier a mapping may say; the rest is of the name or the number of a record.
_LONGEST_PREFIX: Final = 20


def check_meaning(mapping: WholeMapping, named: Sequence[MapPath], faults: Faults) -> None:
    """Name everything of a mapping that cannot be meant.

    Args:
        mapping: what it says.
        named: the places of faults that are named already: what is wrong around them only follows.
        faults: where to name it.
    """
    if mapping.socplan_map != VERSION:
        faults.mapping(("socplan-map",), "map.version", value=mapping.socplan_map, known=VERSION)
    for name, text in mapping.plan.items():
        if name not in attributes(PLAN):
            known = [each for each in attributes(PLAN) if attributes(PLAN)[each].sort is not Sort.PERIOD]
            again = meant(name, known, faults.words)
            faults.mapping(("plan", name), "map.unknown_key", meant=again, known=", ".join(known))
        if text == _TO_FILL_IN:
            faults.mapping(("plan", name), "map.to_fill_in")
    if not mapping.table and ("table",) not in named:
        faults.mapping(("table",), "map.no_table")
    for number, table in enumerate(mapping.table):
        _Checked(faults, named, table, ("table", number)).check()


@frozen
class _Checked:
    """One table of a mapping."""

    faults: Faults
    named: Sequence[MapPath]
    table: MapTable
    path: MapPath

    def check(self) -> None:
        """Name what is wrong with the table and its records."""
        table = self.table
        if table.range is not None and not RANGE.fullmatch(table.range):
            self._fault((*self.path, "range"), "no_range", value=table.range)
        rows = [int(row) if _NUMBER.fullmatch(row) else 0 for row in table.head]
        if rows and (0 in rows or rows != list(range(rows[0], rows[0] + len(rows)))):
            self._fault((*self.path, "head"), "no_rows", value=", ".join(table.head))
        for name, fact in table.facts.items():
            self._fact((*self.path, "facts", name), fact)
        self._one_of((*self.path, "until"), table.until, _UNTIL)
        if not table.records:
            self._fault((*self.path, "records"), "no_records")
        for place, records in enumerate(table.records):
            self._records((*self.path, "records", place), records)

    def _fault(self, path: MapPath, why: str, **values: object) -> None:
        """A fault, unless it follows from one that is named."""
        if not any(path[: len(each)] == each or each[:-1] == path for each in self.named):
            self.faults.mapping(path, f"map.{why}", **values)

    def _one_of(self, path: MapPath, value: str | None, known: tuple[str, ...]) -> None:
        if value is not None and value not in known:
            again = meant(value, known, self.faults.words)
            self._fault(path, "none_of", value=value, known=", ".join(known), meant=again)

    def _fact(self, path: MapPath, fact: Fact) -> None:
        if fact.text == _TO_FILL_IN:
            self._fault((*path, "text"), "to_fill_in")
        given = (fact.cell is not None, fact.beside is not None, fact.name, fact.above, fact.text is not None)
        if sum(given) != 1:
            self._fault(path, "one_source", known="cell, beside, name, above, text")
        if fact.cell is not None and not CELL.fullmatch(fact.cell):
            self._fault((*path, "cell"), "no_cell", value=fact.cell)
        self._expression((*path, "match"), fact.match)

    def _expression(self, path: MapPath, expression: str | None) -> None:
        if expression is not None and (problem := problem_of(expression)):
            self._fault(path, problem, value=expression)

    def _records(self, path: MapPath, records: Records) -> None:
        if records.to not in record_types():
            if records.to:
                again = meant(records.to, record_types(), self.faults.words)
                self._fault((*path, "to"), "no_such_table", value=records.to, meant=again)
            return
        self._one_of((*path, "wins"), records.wins, _WINS)
        if records.prefix is not None and (len(records.prefix) > _LONGEST_PREFIX or identifier_problem(records.prefix)):
            self._fault((*path, "prefix"), "no_prefix", value=records.prefix)
        self._values((*path, "set"), records, records.to, records.set)

    def _values(self, path: MapPath, records: Records, target: str, values: Mapping[str, Value]) -> None:
        known = attributes(target)
        table = self.faults.words.text(f"table_name.{target}")
        for name, value in values.items():
            here = (*path, name)
            if name not in known and name != YEAR:
                again = meant(name, known, self.faults.words)
                self._fault(here, "no_attribute", value=name, table=table, meant=again, known=", ".join(known))
                continue
            self._source(here, records, value)
            if value.unit is not None and not is_unit(value.unit):
                again = meant(value.unit, (*UNITS, OWN_UNIT), self.faults.words)
                self._fault((*here, "unit"), "no_such_unit", value=value.unit, known=_UNITS, meant=again)
            if name in known and known[name].sort is Sort.MONEY and value.unit is None and value.text is None:
                self._fault((*here, "unit"), "no_unit", known=_UNITS)
            self._one_of((*here, "zero"), value.zero, _ZERO)
            refers = known[name].refers if name in known else None
            if refers is not None:
                self._reference(here, records, refers, value)
            elif value.find or value.by or value.add or value.confirm:
                self._fault(here, "no_reference", value=name)

    def _source(self, path: MapPath, records: Records, value: Value) -> None:
        """What is wrong with where a value comes from."""
        given = (bool(value.head), value.fact is not None, value.text is not None, value.each is not None)
        if sum((*given, bool(value.by))) != 1:
            self._fault(path, "one_source", known="head, fact, text, each, by")
        if value.text == _TO_FILL_IN:
            self._fault((*path, "text"), "to_fill_in")
        for word, means in value.words.items():
            if means == _TO_FILL_IN:
                self._fault((*path, "words", word), "to_fill_in")
        if value.fact is not None and value.fact not in self.table.facts:
            again = meant(value.fact, self.table.facts, self.faults.words)
            self._fault((*path, "fact"), "no_fact", value=value.fact, meant=again)
        self._one_of((*path, "each"), value.each, _EACH)
        if value.each is not None and not records.columns:
            self._fault((*path, "each"), "no_columns")
        self._expression((*path, "match"), value.match)
        if "" in value.split:
            self._fault((*path, "split"), "parts_nothing")

    def _reference(self, path: MapPath, records: Records, refers: str, value: Value) -> None:
        """What is wrong with how a record is found that another refers to."""
        others = (*attributes(refers), YEAR)
        table = self.faults.words.text(f"table_name.{refers}")
        for key, name in (*(("find", each) for each in value.find), *(("confirm", each) for each in value.confirm)):
            if name not in others:
                again, known = meant(name, others, self.faults.words), ", ".join(others)
                self._fault((*path, key, name), "no_attribute", value=name, table=table, meant=again, known=known)
        for place, way in enumerate(value.by):
            self._values((*path, "by", place), records, refers, way)
