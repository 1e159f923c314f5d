"""The explanatory report words every difference between two wordings of a measure."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import attrs
import pytest
from tests.systems.reading import said

from socplan import Measure, MeasureKind, Period, build_report
from socplan.labels.formats import untypeset
from socplan.report import ResolutionText, Table, blocks_of, report_tables
from socplan.testing import sample_dossier

UKAZKA = sample_dossier("ukazka")
CHANGED = next(
    measure
    for item in UKAZKA.amendment_items
    if (measure := UKAZKA.get(Measure, item.measure)) is not None and measure.replaces is not None
)
(AMENDMENT,) = {item.amendment for item in UKAZKA.amendment_items if item.measure == CHANGED.id}
OTHER: dict[str, Any] = {
    "code": "9.9",
    "title": "Jiný název",
    "text": "Jiný text",
    "goal": UKAZKA.goals[-1].id,
    "group": UKAZKA.groups[-1].id,
    "territory": UKAZKA.territories[-1].id,
    "shared": True,
    "kind": MeasureKind.CREATE,
    "target_group": "Jiná cílová skupina",
    "responsible": "Někdo jiný",
    "partners": "Jiní partneři",
    "term": Period.of_year(2028),
    "cost": Decimal(99),
    "part_of": next(measure.id for measure in UKAZKA.measures if measure.id != CHANGED.id),
    "ongoing": True,
}


def test_every_attribute_that_may_change_is_tried() -> None:
    assert set(OTHER) == {field.name for field in attrs.fields(Measure)} - {"id", "validity", "replaces", "order"}


@pytest.mark.parametrize("locale", ["cs", "en"])
@pytest.mark.parametrize("name", OTHER)
def test_a_changed_attribute_is_worded(name: str, locale: str) -> None:
    reworded = attrs.evolve(CHANGED, **{name: OTHER[name]})
    measures = tuple(reworded if measure is CHANGED else measure for measure in UKAZKA.measures)
    dossier = attrs.evolve(UKAZKA, measures=measures)
    report = build_report("amendment", dossier, audience="internal", locale=locale, amendment=AMENDMENT)
    tables = (block for part in report.parts for block in blocks_of(part) if isinstance(block, Table))
    (rows,) = (table.records() for table in tables if table.key == f"changed_{CHANGED.id}")

    assert all(row["what"] and row["before"] != row["after"] for row in rows)


def test_the_planned_cost_of_the_amended_measures_is_compared_only_where_all_of_it_is_known() -> None:
    whole = build_report("amendment", UKAZKA)
    dropped = {item.measure for item in UKAZKA.amendment_items}
    gap = attrs.evolve(
        UKAZKA,
        measures=tuple(attrs.evolve(each, cost=None) if each.id in dropped else each for each in UKAZKA.measures),
    )

    # 480 000 added, 140 000 more, 1 500 000 dropped.
    assert "se snižuje o 880 000 Kč." in untypeset(said(whole, "summary"))
    assert "plánovaných nákladů" not in said(build_report("amendment", gap), "summary")


def test_a_new_measure_is_told_with_the_people_and_the_place_that_it_is_for() -> None:
    (table,) = (table for table in report_tables(build_report("amendment", UKAZKA)) if table.key == "added")

    assert any("Vzorovská Lhota" in note for note in table.notes)


def test_a_submitted_amendment_has_the_resolution_as_it_was_submitted() -> None:
    (asked,) = (one for one in UKAZKA.amendments if one.id == AMENDMENT)
    resolutions = tuple(
        attrs.evolve(one, adopted=None, date=None) if one.id == asked.resolution else one for one in UKAZKA.resolutions
    )
    draft = attrs.evolve(UKAZKA, amendments=(attrs.evolve(asked, effective=None),), resolutions=resolutions)
    (part,) = (part for part in build_report("amendment", draft).parts if part.key == "resolution")

    points = [
        untypeset(point) for block in blocks_of(part) if isinstance(block, ResolutionText) for point in block.points
    ]
    assert any(point.startswith("schvaluje Dodatek č. 1 s účinností od 1. 1. 2026") for point in points)
