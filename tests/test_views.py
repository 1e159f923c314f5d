from __future__ import annotations

from datetime import date

import attrs

from socplan import PartialDate, as_of
from tests.building import dossier, goal, group, measure, period, reading, round_of

PLAN = dossier(
    groups=(group("old", validity=period("2011", "2012")), group("idle", validity=period("2011", "2012"))),
    goals=(goal("g", group="old"),),
    measures=(measure("m1", "g", validity=period("2011", "2012")), measure("m2", "g")),
    rounds=(round_of(2011), round_of(2013)),
    readings=(reading("m1", "done", 2011), reading("m2", "done", 2011), reading("m2", "done", 2013)),
)


def test_what_has_ended_is_left_out_and_what_cannot_be_without_it() -> None:
    seen = as_of(PLAN, date(2013, 6, 1))

    assert [one.id for one in seen.measures] == ["m2"]
    assert [(one.round, one.measure) for one in seen.readings] == [("r2011", "m2"), ("r2013", "m2")]


def test_a_group_that_has_ended_stays_while_something_points_to_it() -> None:
    assert [one.id for one in as_of(PLAN, date(2013, 6, 1)).groups] == ["old"]


def test_rounds_that_had_not_begun_are_not_known_yet() -> None:
    seen = as_of(PLAN, date(2011, 6, 1))

    assert [one.id for one in seen.rounds] == ["r2011"]
    assert {one.round for one in seen.readings} == {"r2011"}
    assert len(seen.measures) == 2


def test_of_a_dossier_without_dates_nothing_is_left_out() -> None:
    timeless = attrs.evolve(PLAN, groups=(group("old"),), measures=(measure("m1", "g"),), rounds=(), readings=())
    seen = as_of(timeless, date(1950, 1, 1))

    assert attrs.evolve(seen, plan=timeless.plan) == timeless
    assert seen.plan.prepared == PartialDate(1950, 1, 1)
