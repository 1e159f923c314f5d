"""How long checks and reports take, and how that grows: prints tables, asserts nothing.

    python benchmarks/calculations.py speed             the times of one size, to hold two versions against each other
    python benchmarks/calculations.py growth            exponents of every check and report kind, shape by shape
    python benchmarks/calculations.py growth tiled goals  the same for some shapes

A shape is a dossier made of the example `ukazka`: `tiled` repeats every table, and one that bears the name of a table
lets that table grow alone. An exponent of 1 is time that grows as its input.
"""

from __future__ import annotations

import gc
import math
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any, Final

import attrs

from socplan import Dossier, SocplanError, as_of, build_report, check, percentages, public, read_file
from socplan.calculations import fulfilment
from socplan.data import example
from socplan.labels import Wording
from socplan.model.dossier import record_types
from socplan.model.record import referred_table
from socplan.plugins import registry
from socplan.report import BuildContext, checked_options

#: What a plan has few of, however large it is.
ONCE: Final = frozenset(
    {
        "levels",
        "parts",
        "statuses",
        "rounds",
        "action_plans",
        "amendments",
        "consultations",
        "service_kinds",
        "surveys",
        "export_profiles",
        "export_columns",
        "requirements",
        "requirement_answers",
        "other_plans",
        "turnouts",
    }
)
SMALL: Final = 500
LARGE: Final = 5_000
LIMIT: Final = 1.15
#: Shorter times say nothing of growth.
LEAST: Final = 0.02


def ukazka() -> Dossier:
    """The example."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "ukazka.json")
        path.write_bytes(example("ukazka"))
        return read_file(path)


def tiled(base: Dossier, times: int, repeated: frozenset[str]) -> Dossier:
    """A dossier with some tables repeated; what refers to a record of these refers to the one of its own tile."""
    tables: dict[str, Any] = {
        table: tuple(copied(record, tile, repeated) for tile in range(times) for record in base.table(table))
        for table in repeated
    }
    return attrs.evolve(base, **tables)


def copied(record: Any, tile: int, repeated: frozenset[str]) -> Any:
    """A record of a tile; that of the first is the record itself."""
    if not tile:
        return record
    changes: dict[str, object] = {}
    for attribute in attrs.fields(type(record)):
        name, value = attribute.name, getattr(record, attribute.name)
        if not isinstance(value, str):
            continue
        target = referred_table(attribute)
        if name == "id" or target in repeated:
            changes[name] = f"{value}-t{tile}"
        elif name == "code":
            changes[name] = f"{tile}.{value}"
        elif target is None and name in {"title", "name", "registration", "who", "unit", *type(record).KEY}:
            changes[name] = f"{value} {tile}" if name != "unit" or "unit" in type(record).KEY else value
    return attrs.evolve(record, **changes)


#: What has to grow with a table so that its records contradict neither each other nor themselves.
WITH: Final = {"members": {"groups", "persons"}, "placements": {"groups"}, "quotas": {"groups"}}


def growing(table: str) -> frozenset[str]:
    """A table, and the one that tells its records apart where they have no name of their own."""
    cls: Any = record_types()[table]
    fields = {attribute.name: attribute for attribute in attrs.fields(cls)}
    targets = [referred_table(fields[name]) for name in cls.KEY]
    alone = "id" in cls.KEY or None in targets
    return frozenset({table} | WITH.get(table, set() if alone else {next(target for target in targets if target)}))


#: What grows in a shape that bears no name of a table; the size is that of the measures.
SHAPES: Final = {
    "tiled": frozenset(record_types()) - ONCE,
    "plan": frozenset({"goals", "measures", "readings", "action_items"}),
}


def shape(base: Dossier, name: str, size: int) -> Dossier:
    """A dossier of a shape with about so many records of what grows."""
    repeated = SHAPES.get(name) or growing(name)
    counted = len(base.measures if name in SHAPES else base.table(name))
    return tiled(base, math.ceil(size / max(counted, 1)), repeated)


def seconds(work: Callable[[], object], least: int = 1) -> float:
    """The shortest processor time of some runs; what Python sweeps up meanwhile is no part of it."""
    found = []
    gc.collect()
    gc.disable()
    for _ in range(least):
        start = process_time()
        with suppress(SocplanError):
            work()
        found.append(process_time() - start)
    gc.enable()
    return min(found)


def fresh(dossier: Dossier) -> Dossier:
    """The same dossier, that nobody has asked anything yet."""
    return attrs.evolve(dossier)


def works(base: Dossier) -> Iterator[tuple[str, Callable[[Dossier], object]]]:
    """Every check, the views, and every report kind without its view and its checks."""
    all_ = registry()
    for name, rule in all_.checks.items():
        yield f"check {name}", lambda dossier, rule=rule: tuple(rule.run(dossier))  # type: ignore[misc]
    yield "public", public
    yield "as_of", lambda dossier: as_of(dossier, date(2026, 6, 1))
    context = BuildContext(words=Wording("cs", all_.labels), audience="public", findings=(), formulas=all_.formulas)
    for name, kind in all_.reports.items():
        options = {"profile": base.export_profiles[0].id} if name == "export" else {}
        complete = checked_options(name, kind.options, options)
        yield name, lambda dossier, kind=kind, complete=complete: kind.build(dossier, context, **complete)  # type: ignore[misc]


def growth(shapes: list[str]) -> None:
    """Print what grows faster than its input."""
    base = ukazka()
    names = shapes or [*SHAPES, *(table for table in record_types() if base.table(table) and table not in ONCE)]
    print(f"{'shape':20} {'work':32} {SMALL:>8} {LARGE:>8} exponent")
    for name in names:
        small, large = (shape(base, name, size) for size in (SMALL, LARGE))
        for work, run in works(base):
            slow = seconds(lambda run=run, large=large: run(fresh(large)), 2)  # type: ignore[misc]
            if slow < LEAST:
                continue
            quick = seconds(lambda run=run, small=small: run(fresh(small)), 5)  # type: ignore[misc]
            exponent = math.log(slow / quick) / math.log(LARGE / SMALL)
            if shapes or exponent > LIMIT:
                print(f"{name:20} {work:32} {quick * 1000:6.1f}ms {slow * 1000:6.0f}ms {exponent:8.2f}", flush=True)


def speed(size: int = SMALL) -> None:
    """Print how long the main work takes."""
    base = ukazka()
    for name in SHAPES:
        dossier = shape(base, name, size)
        print(f"{name}: {len(dossier.measures)} measures")
        print(f"check                     {seconds(lambda of=dossier: check(fresh(of)), 3) * 1000:8.1f} ms")  # type: ignore[misc]
        for kind in ("monitoring", "plan"):
            time = seconds(lambda kind=kind, of=dossier: build_report(kind, fresh(of)), 3)  # type: ignore[misc]
            print(f"build_report({kind!r:12}) {time * 1000:8.1f} ms")
    many = shape(base, "plan", 20_000)
    round_ = many.rounds[-1]
    read = {one.measure: one.status for one in many.readings if one.round == round_.id}
    counter = seconds(lambda: Counter((one.goal, read.get(one.id)) for one in many.measures), 5)
    counted = seconds(lambda: fulfilment(fresh(many), round_), 5)
    print(f"fulfilment of {len(many.measures)}       {counted * 1000:8.1f} ms, {counted / counter:.1f} x a Counter")
    rows = [(number % 7, 3, number % 11, 5, 1) for number in range(10_000)]
    time = seconds(lambda: [percentages(row) for row in rows], 3)
    print(f"percentages               {time / len(rows) * 1e6:8.1f} us a row")


if __name__ == "__main__":
    what, *chosen = sys.argv[1:] or ["speed"]
    growth(chosen) if what == "growth" else speed()
