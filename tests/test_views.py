from __future__ import annotations

from datetime import date

import attrs

from socplan import Amendment, Consultation, Member, PartialDate, as_of, public
from tests.building import comment, dossier, goal, group, measure, period, reading, round_of

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
    assert [(one.round, one.measure) for one in seen.readings] == [("r2013", "m2")]


def test_a_round_that_would_lose_a_part_goes_whole() -> None:
    # What was left of the round of 2011 would say that the plan had one measure then.
    assert [one.id for one in as_of(PLAN, date(2013, 6, 1)).rounds] == ["r2013"]
    assert [one.id for one in as_of(PLAN, date(2012, 6, 1)).rounds] == ["r2011"]


def test_an_amendment_in_force_is_part_of_the_plan() -> None:
    amendment = Amendment(id="d", title="Dodatek", effective=PartialDate(2013), prolongs_until=PartialDate(2016))
    amended = attrs.evolve(PLAN, amendments=(amendment, Amendment(id="z", title="Návrh")))
    before, after = (as_of(amended, date(year, 6, 1)) for year in (2012, 2013))

    assert [str(view.plan.period.end) for view in (before, after)] == ["2014", "2016"]
    assert [[one.id for one in view.amendments] for view in (before, after)] == [["z"], ["z"]]


def test_what_was_said_of_a_measure_does_not_keep_it_in_the_plan() -> None:
    consultation = Consultation(id="c", title="Konzultace")
    said = attrs.evolve(PLAN, consultations=(consultation,), comments=(comment("x", measure="m1"),))
    seen = as_of(said, date(2013, 6, 1))

    assert [one.id for one in seen.measures] == ["m2"]
    assert seen.comments[0].measure is None


def test_a_name_in_a_reference_to_nobody_does_not_reach_the_public() -> None:
    named = attrs.evolve(PLAN, members=(Member(id="a", group="idle", substitute_for="clen-novakova"),))

    assert public(named).members[0].substitute_for is None


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
