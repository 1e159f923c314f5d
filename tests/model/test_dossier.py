from __future__ import annotations

import pickle
from collections import Counter
from typing import Any

import attrs
import pytest
from tests.building import dossier, goal, measure

from socplan import Dossier, Goal, Measure
from socplan.calculations import goals_in_order, measures_in_order
from socplan.model.order import in_order

KNOWN = dossier(
    goals=(goal("g"), goal("h")), measures=(measure("b", "g"), measure("a", "g", group="x"), measure("c", "h"))
)


def test_records_having_a_value_stand_as_they_are_printed() -> None:
    assert [one.id for one in KNOWN.having(Measure, "goal", "g")] == ["a", "b"]
    assert [one.id for one in KNOWN.having(Measure, "group", None)] == ["b", "c"]
    assert KNOWN.having(Measure, "goal", "nobody") == ()


def test_a_changed_dossier_looks_at_its_own_records() -> None:
    assert KNOWN.having(Measure, "goal", "h") == (KNOWN.measures[2],)
    assert attrs.evolve(KNOWN, measures=KNOWN.measures[:2]).having(Measure, "goal", "h") == ()


def test_a_reference_that_nobody_made_leads_nowhere() -> None:
    assert KNOWN.get(Goal, "g") == KNOWN.goals[0]
    assert KNOWN.get(Goal, None) is None


def test_a_table_is_put_in_order_once(monkeypatch: pytest.MonkeyPatch) -> None:
    sorted_: Counter[str] = Counter()

    def counted(records: Any) -> Any:
        sorted_[type(records[0]).__name__] += 1
        return in_order(records)

    monkeypatch.setattr("socplan.model.dossier.in_order", counted)
    fresh = attrs.evolve(KNOWN)
    for _ in range(3):
        goals_in_order(fresh)
        measures_in_order(fresh)
        fresh.having(Measure, "goal", "g")

    assert sorted_ == {"Goal": 1, "Measure": 1}


def test_an_answer_is_computed_once_for_each_dossier() -> None:
    asked: list[str] = []

    def question(of: Dossier, word: str) -> None:
        asked.append(f"{of.plan.title} {word}")

    one, other = attrs.evolve(KNOWN), attrs.evolve(KNOWN, plan=attrs.evolve(KNOWN.plan, title="Jiný"))
    for dossier_ in (one, one, other):
        dossier_.answer(question, "a")
    one.answer(question, "b")

    assert asked == [f"{KNOWN.plan.title} a", "Jiný a", f"{KNOWN.plan.title} b"]


def test_what_a_dossier_holds_is_no_part_of_what_it_is() -> None:
    fresh, used = attrs.evolve(KNOWN), attrs.evolve(KNOWN)
    measures_in_order(used)

    assert (used, hash(used), repr(used)) == (fresh, hash(fresh), repr(fresh))
    assert pickle.dumps(used) == pickle.dumps(fresh)
