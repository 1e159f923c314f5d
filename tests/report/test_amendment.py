"""The explanatory report words every difference between two wordings of a measure."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import attrs
import pytest

from socplan import Measure, MeasureKind, Period, build_report
from socplan.report import Table, blocks_of
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
