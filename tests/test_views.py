from __future__ import annotations

from datetime import date

import attrs
import pytest

from socplan import (
    Allocation,
    Amendment,
    Budget,
    Capacity,
    Consultation,
    EventGroup,
    FundingSource,
    Member,
    OtherGoal,
    OtherPlan,
    PartialDate,
    PlanLink,
    PlanRelation,
    Service,
    as_of,
    public,
)
from socplan.calculations import services_at
from tests.building import comment, dossier, event, goal, group, measure, period, reading, round_of

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


REWORDED = dossier(
    rounds=(),
    goals=(goal("g"),),
    measures=(
        measure("a", "g", validity=period(None, "2025-05")),
        measure("b", "g", replaces="a", validity=period("2025-06", "2025-12")),
        measure("c", "g", replaces="b", validity=period("2026-01", None)),
    ),
    funding_sources=(FundingSource(id="s", name="Kraj"),),
    budgets=(Budget(id="x", source="s"),),
    allocations=(Allocation(id="p", budget="x", measure="a"),),
    other_plans=(OtherPlan(id="k", title="Kraj", relation=PlanRelation.HIGHER),),
    other_goals=(OtherGoal(id="k1", plan="k", title="Doma"),),
    plan_links=(PlanLink(measure="a", other="k1"),),
)


@pytest.mark.parametrize(("day", "wording"), [("2025-01-01", "a"), ("2025-07-01", "b"), ("2026-07-01", "c")])
def test_what_is_about_a_former_wording_is_about_the_one_in_force(day: str, wording: str) -> None:
    seen = as_of(REWORDED, date.fromisoformat(day))

    assert [one.measure for one in seen.allocations] == [wording]
    assert [one.measure for one in seen.plan_links] == [wording]


def test_of_two_wordings_that_replaced_one_it_is_not_known_which_is_meant() -> None:
    split = attrs.evolve(REWORDED, measures=(*REWORDED.measures[:2], measure("d", "g", replaces="a")))
    seen = as_of(split, date(2025, 7, 1))

    assert [one.measure for one in seen.allocations] == [None]
    assert seen.plan_links == ()


def test_a_service_that_has_ended_is_history_and_one_to_come_is_not_there_yet() -> None:
    services = (
        Service(id="old", name="Ústav", validity=period(None, "2011")),
        Service(id="new", name="Byty", validity=period("2014", None)),
    )
    capacities = tuple(Capacity(service=one.id, unit="lůžko", validity=one.validity) for one in services)
    seen = as_of(dossier(rounds=(), services=services, capacities=capacities), date(2013, 6, 1))

    assert [one.id for one in seen.services] == ["old"]
    assert [one.service for one in seen.capacities] == ["old"]
    assert services_at(seen, date(2013, 6, 1)) == ()


def test_the_view_for_the_public_is_made_once_and_only_where_something_is_taken_away() -> None:
    told = attrs.evolve(PLAN, members=(Member(id="clen-novak", group="old"),))

    assert public(PLAN) is PLAN
    assert public(told) is public(told)
    assert [one.id for one in public(told).members] == ["members-1"]


def test_a_reference_to_nothing_does_not_stop_the_view_of_a_day() -> None:
    lost = attrs.evolve(PLAN, measures=(*PLAN.measures, measure("m3", "nobody")))

    assert [one.id for one in as_of(lost, date(2013, 6, 1)).measures] == ["m2", "m3"]


def test_an_event_keeps_its_groups_on_a_day_before_they_were_founded() -> None:
    later = tuple(group(name, validity=period("2006-05-15", None)) for name in "ab")
    common = dossier(
        groups=later, events=(event("e", held="2006-07", group="a"),), event_groups=(EventGroup(event="e", group="b"),)
    )

    assert as_of(common, date(2005, 1, 1)).event_groups == common.event_groups
