from __future__ import annotations

import attrs
from tests.building import dossier, goal, measure

from socplan import Measure

KNOWN = dossier(
    goals=(goal("g"), goal("h")),
    measures=(measure("b", "g"), measure("a", "g", group="x"), measure("c", "h")),
)


def test_records_having_a_value_stand_in_the_order_of_the_table() -> None:
    assert [one.id for one in KNOWN.having(Measure, "goal", "g")] == ["b", "a"]
    assert [one.id for one in KNOWN.having(Measure, "group", None)] == ["b", "c"]
    assert KNOWN.having(Measure, "goal", "nobody") == ()


def test_a_changed_dossier_looks_at_its_own_records() -> None:
    assert KNOWN.having(Measure, "goal", "h") == (KNOWN.measures[2],)
    assert attrs.evolve(KNOWN, measures=KNOWN.measures[:2]).having(Measure, "goal", "h") == ()
