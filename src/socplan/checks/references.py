"""Whether the records of a dossier hang together.

1. Every identifier that a record refers to is there (``dangling-reference``).
2. No two records of a table have the same key (``duplicate-key``).
3. Nothing is above or before itself (``cycle``), a body not even for one day.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import Enum
from typing import Final

from socplan.calculations import parents_at, steps_before
from socplan.checks.finding import Check, Finding, Grade, finding
from socplan.checks.places import everything, located, place_of
from socplan.hookspecs import hookimpl
from socplan.model import Dossier, Period, Placement, StepDependency
from socplan.model.dossier import record_types, references
from socplan.model.record import table_key

#: References within a table that put nothing above or before anything: a group may approve its own members.
_NOT_ABOVE: Final = frozenset({"members_approved_by"})


def dangling_references(dossier: Dossier) -> Iterator[Finding]:
    """Identifiers of records that are not there."""
    known: dict[str, set[object]] = {
        name: {table_key(record)[0] for record in dossier.table(name)}
        for name, cls in record_types().items()
        if len(cls.KEY) == 1
    }
    for place, record in everything(dossier):
        for name, table in references(type(record)):
            value = getattr(record, name)
            if value is not None and value not in known[table]:
                yield finding("dangling-reference", Grade.ERROR, f"{place}.{name}", identifier=value, table=table)


def duplicate_keys(dossier: Dossier) -> Iterator[Finding]:
    """Records with the key of an earlier one in their table."""
    for table, cls in record_types().items():
        records = dossier.table(table)
        if len(set(map(table_key, records))) == len(records):
            continue
        for place, record in located(dossier, cls):
            first = place_of(dossier, record)
            if first != place:
                key = ", ".join(_shown(part) for part in table_key(record) if part not in {None, False, Period()})
                yield finding("duplicate-key", Grade.ERROR, place, key=key, first=first)


def _shown(part: object) -> str:
    if isinstance(part, Period):
        return f"{part.start or '…'}–{part.end or '…'}"
    return str(part.value if isinstance(part, Enum) else part)


def cycles(dossier: Dossier) -> Iterator[Finding]:
    """Records above or before themselves; one finding a cycle, at its first record."""
    for name, cls in record_types().items():
        for attribute, table in references(cls):
            if table == name and attribute not in _NOT_ABOVE:
                listed = [(str(getattr(record, "id", "")), record) for record in dossier.table(name)]
                above = {identifier: getattr(record, attribute) for identifier, record in reversed(listed)}
                for index, circle in _circles([identifier for identifier, _ in listed], above):
                    yield _cycle(f"$.{name}[{index}].{attribute}", circle)
    yield from _step_cycles(dossier)
    yield from _placement_cycles(dossier)


def _step_cycles(dossier: Dossier) -> Iterator[Finding]:
    """Steps that wait for themselves by way of a step dependency."""
    for at, row in located(dossier, StepDependency):
        for path in _ways(dossier, row.after, row.step):
            yield _cycle(f"{at}.after", [row.step, *path])


def _ways(dossier: Dossier, start: str, end: str) -> Iterator[list[str]]:
    """The shortest way from a step back to another, if there is any."""
    waiting, seen = [[start]], {start}
    while waiting:
        path = waiting.pop(0)
        if path[-1] == end:
            yield path
            return
        for before in steps_before(dossier, path[-1]):
            if before.id not in seen:
                seen.add(before.id)
                waiting.append([*path, before.id])


def _placement_cycles(dossier: Dossier) -> Iterator[Finding]:
    """Groups that are above themselves on some day."""
    starts = [placement.validity.start for placement in dossier.placements]
    # A circle begins on a day on which one of its placements begins.
    days = {date.min, *(day for start in starts if start for day in (start.first_day, start.last_day))}
    reported: set[frozenset[str]] = set()
    for day in sorted(days):
        above = parents_at(dossier, day)
        for _, circle in _circles(list(above), above):
            if frozenset(circle) not in reported:
                reported.add(frozenset(circle))
                at = next(at for at, placement in located(dossier, Placement) if placement.group == circle[0])
                yield _cycle(f"{at}.parent", circle)


def _circles(identifiers: list[str], above: Mapping[str, str | None]) -> Iterator[tuple[int, list[str]]]:
    """Each circle once, with the place of the first identifier that leads into it."""
    settled: set[str | None] = {None}
    for index, identifier in enumerate(identifiers):
        path: dict[str, None] = {}
        current: str | None = identifier
        while current is not None and current not in settled and current not in path:
            path[current] = None
            current = above.get(current)
        if current in path:
            names = list(path)
            yield index, [*names[names.index(current) :], current]
        settled.update(path)


def _cycle(place: str, circle: list[str]) -> Finding:
    return finding("cycle", Grade.ERROR, place, path=" → ".join(circle))


@hookimpl
def register_checks() -> tuple[Check, ...]:
    """Offer these checks."""
    return (
        Check(name="dangling-references", codes=("dangling-reference",), run=dangling_references),
        Check(name="duplicate-keys", codes=("duplicate-key",), run=duplicate_keys),
        Check(name="cycles", codes=("cycle",), run=cycles),
    )
