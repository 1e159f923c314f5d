from __future__ import annotations

from datetime import date
from decimal import Decimal

import attrs
import pytest
from tests.building import day, dossier, goal, group, measure, period, reading, resolution, round_of, year

from socplan import ActionItem, ActionPlan, Amendment, AmendmentAction, AmendmentItem, Resolution, as_of
from socplan.calculations import (
    ResolutionState,
    action_cost,
    action_measures,
    action_rows,
    amended_measures,
    amendment_effect,
    amendments_in_order,
    approval_chain,
    in_force,
    left_behind,
    measures_of,
    plan_period,
    prolongation,
    resolution_state,
    resolutions_in_order,
)

ADDED, CHANGED, DROPPED = AmendmentAction.ADDED, AmendmentAction.CHANGED, AmendmentAction.DROPPED
#: From 1. 7. 2012 one measure is new, one has another wording, one is gone.
AMENDMENT = Amendment(id="d1", title="Dodatek č. 1", effective=day("2012-07-01"), prolongs_until=day("2015"))
AMENDED = dossier(
    goals=(goal("g"),),
    measures=(
        measure("stays", "g", order=1),
        measure("old", "g", order=2, cost=Decimal(5), validity=period(None, "2012-06-30")),
        measure("new-wording", "g", order=2, cost=Decimal(7), replaces="old", validity=period("2012-07-01", None)),
        measure("dropped", "g", order=3, validity=period(None, "2012-06-30")),
        measure("added", "g", order=4, validity=period("2012-07-01", None)),
    ),
    amendments=(AMENDMENT,),
    amendment_items=(
        AmendmentItem(amendment="d1", measure="added", action=ADDED),
        AmendmentItem(amendment="d1", measure="new-wording", action=CHANGED),
        AmendmentItem(amendment="d1", measure="dropped", action=DROPPED),
    ),
)
BODIES = (group("komise"), group("rada"), group("zastupitelstvo"))


def ids(records: object) -> list[str]:
    return [one.id for one in records]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("one", "state"),
    [
        (resolution("u", "rada", None), ResolutionState.NOT_SUBMITTED),
        (resolution("u", "rada", None, submitted=day("2012")), ResolutionState.OPEN),
        (resolution("u", "rada", "2012"), ResolutionState.DECIDED),
        (resolution("u", "rada", "2012", adopted=True), ResolutionState.PASSED),
        (resolution("u", "rada", None, adopted=True), ResolutionState.PASSED),
        (resolution("u", "rada", "2012", adopted=False), ResolutionState.REJECTED),
    ],
)
def test_how_far_a_resolution_is(one: Resolution, state: ResolutionState) -> None:
    assert resolution_state(one) is state


@pytest.mark.parametrize(
    ("when", "state"),
    [
        ("2012-03-31", ResolutionState.NOT_SUBMITTED),
        ("2012-04-01", ResolutionState.OPEN),
        ("2012-05-01", ResolutionState.OPEN),
        ("2012-05-02", ResolutionState.PASSED),
    ],
)
def test_a_resolution_is_open_from_its_submission_to_its_day(when: str, state: ResolutionState) -> None:
    passed = resolution("u", "rada", "2012-05-02", submitted=day("2012-04-01"), adopted=True)

    assert resolution_state(passed, date.fromisoformat(when)) is state


def test_a_resolution_of_a_later_day_is_not_said_to_be_submitted() -> None:
    assert resolution_state(resolution("u", "rada", "2012"), date(2011, 12, 31)) is ResolutionState.NOT_SUBMITTED


def test_a_chain_leads_from_the_first_recommendation_to_the_last_approval() -> None:
    chain = (
        resolution("kraj", "zastupitelstvo", "2005-12-21", after="rada"),
        resolution("rada", "rada", "2005-08-08", after="komise"),
        resolution("komise", "komise", "2005-05-18"),
    )
    known = dossier(groups=BODIES, resolutions=chain)

    assert ids(approval_chain(known, chain[0])) == ["komise", "rada", "kraj"]
    assert ids(resolutions_in_order(known)) == ["komise", "rada", "kraj"]


def test_a_ring_of_resolutions_has_an_end() -> None:
    ring = (resolution("a", "rada", None, after="b"), resolution("b", "rada", None, after="a"))

    assert len(approval_chain(dossier(groups=BODIES, resolutions=ring), ring[0])) == 2


def test_the_plan_as_of_a_day_is_the_one_valid_then() -> None:
    assert ids(as_of(AMENDED, date(2012, 6, 30)).measures) == ["stays", "old", "dropped"]
    assert ids(as_of(AMENDED, date(2012, 7, 1)).measures) == ["stays", "new-wording", "added"]
    assert as_of(AMENDED, date(2012, 7, 1)).measures[1].replaces is None


def test_the_plan_is_prolonged_when_the_amendment_is_in_force() -> None:
    assert plan_period(as_of(AMENDED, date(2012, 6, 30))) == period("2011", "2014")
    assert plan_period(AMENDED) == period("2011", "2015")


def test_a_plan_is_prolonged_by_an_amendment_in_force_with_a_later_end_than_it_was_made_for() -> None:
    draft = attrs.evolve(AMENDED, amendments=(attrs.evolve(AMENDMENT, effective=None),))
    shorter = attrs.evolve(AMENDED, amendments=(attrs.evolve(AMENDMENT, prolongs_until=day("2013")),))

    assert prolongation(AMENDED) == AMENDMENT
    # As of a later day the plan has the new end, and the former one is not known any more.
    for other in (draft, shorter, as_of(AMENDED, date(2013, 1, 1))):
        assert prolongation(other) is None


def test_of_two_prolongations_in_force_on_one_day_the_later_amendment_holds_for_plan_and_view() -> None:
    # Their order in the file and in the alphabet ("d10" before "d2") says nothing.
    second, tenth = (
        attrs.evolve(AMENDMENT, id=identifier, title=identifier, prolongs_until=until)
        for identifier, until in (("d2", day("2016")), ("d10", day("2017")))
    )
    for amendments in ((second, tenth), (tenth, second)):
        amended = attrs.evolve(AMENDED, amendments=amendments, amendment_items=())

        assert plan_period(amended) == period("2011", "2017")
        assert as_of(amended, date(2013, 1, 1)).plan.period == period("2011", "2017")


def test_an_amendment_says_what_it_does_with_each_measure() -> None:
    dropped, changed, added = amended_measures(AMENDED, AMENDMENT)

    assert (dropped.measure.id, changed.measure.id, added.measure.id) == ("dropped", "new-wording", "added")
    assert changed.former == AMENDED.measures[1]
    said = {one.attribute: (one.before, one.after) for one in changed.changes}
    assert said["cost"] == (Decimal(5), Decimal(7))
    assert "validity" not in said
    assert (dropped.changes, added.former) == ((), None)


def test_the_day_before_and_the_first_day_tell_what_an_amendment_does() -> None:
    effect = amendment_effect(AMENDED, AMENDMENT)

    assert effect is not None
    assert (effect.measures_before, effect.measures_after) == (3, 3)
    assert (effect.period_before, effect.period_after) == (period("2011", "2014"), period("2011", "2015"))
    assert amendment_effect(AMENDED, attrs.evolve(AMENDMENT, effective=None)) is None


def test_an_amendment_is_not_charged_with_what_others_do() -> None:
    # Without validities, and with a draft beside it: one measure before, one after.
    measures = (measure("m1", "g"), measure("m2", "g"), measure("m3", "g"))
    first = Amendment(id="a", title="Dodatek", effective=day("2012"))
    items = (
        AmendmentItem(amendment="a", measure="m2", action=ADDED),
        AmendmentItem(amendment="a", measure="m1", action=DROPPED),
        AmendmentItem(amendment="z", measure="m3", action=ADDED),
    )
    known = dossier(
        goals=(goal("g"),),
        measures=measures,
        amendments=(first, Amendment(id="z", title="Návrh")),
        amendment_items=items,
    )

    effect = amendment_effect(known, first)
    assert effect is not None
    assert (effect.measures_before, effect.measures_after) == (1, 1)


def test_a_draft_does_not_take_a_measure_out_that_stands_in_the_plan() -> None:
    draft = Amendment(id="z", title="Návrh")
    known = dossier(
        goals=(goal("g"),),
        measures=(measure("m1", "g"),),
        amendments=(draft,),
        amendment_items=(AmendmentItem(amendment="z", measure="m1", action=CHANGED),),
    )

    assert ids(in_force(known)) == ["m1"]
    assert ids(measures_of(known, round_of(2012))) == ["m1"]


def test_a_measure_dropped_and_added_again_is_in_the_plan() -> None:
    known = dossier(
        goals=(goal("g"),),
        measures=(measure("m1", "g"),),
        amendments=(
            Amendment(id="b", title="2", effective=day("2013")),
            Amendment(id="a", title="1", effective=day("2012")),
        ),
        amendment_items=(
            AmendmentItem(amendment="b", measure="m1", action=ADDED),
            AmendmentItem(amendment="a", measure="m1", action=DROPPED),
        ),
    )

    assert ids(in_force(known)) == ["m1"]


def test_in_force_is_the_plan_as_last_amended() -> None:
    draft = attrs.evolve(AMENDED, amendments=(attrs.evolve(AMENDMENT, effective=None),))

    assert ids(in_force(AMENDED)) == ["stays", "new-wording", "added"]
    assert ids(in_force(draft)) == ["stays", "old", "dropped"]
    assert ids(amendments_in_order(draft)) == ["d1"]


def test_what_is_only_a_draft_is_not_reported_on() -> None:
    draft = attrs.evolve(AMENDED, amendments=(attrs.evolve(AMENDMENT, effective=None),))

    assert ids(measures_of(draft, round_of(2012))) == ["stays", "old", "dropped"]


def test_of_two_wordings_in_one_year_the_later_one_is_reported_on() -> None:
    assert ids(measures_of(AMENDED, round_of(2012))) == ["stays", "new-wording", "dropped", "added"]


# Action plans

YEARS = dossier(
    goals=(goal("g"),),
    measures=(measure("m1", "g"), measure("m2", "g"), measure("m3", "g"), measure("m1b", "g", replaces="m1")),
    rounds=(round_of(2012),),
    readings=(reading("m1", "done"), reading("m2", "under_way")),
    action_plans=(ActionPlan(id="ap2013", period=year(2013)), ActionPlan(id="ap2012", period=year(2012))),
    action_items=(
        *(ActionItem(action_plan="ap2012", measure=one) for one in ("m1", "m2")),
        ActionItem(action_plan="ap2013", measure="m3", cost=Decimal("10.50")),
        ActionItem(action_plan="ap2013", measure="m1b"),
    ),
)


def test_carried_over_is_what_stood_in_the_plan_before_under_any_wording() -> None:
    rows = action_rows(YEARS, YEARS.action_plans[0])

    assert {row.measure.id: row.carried_over for row in rows} == {"m3": False, "m1b": True}
    assert [row.carried_over for row in action_rows(YEARS, YEARS.action_plans[1])] == [None, None]


def test_a_measure_reworded_twice_between_two_years_is_carried_over_and_not_left_behind() -> None:
    first, last = ActionPlan(id="ap2024", period=year(2024)), ActionPlan(id="ap2025", period=year(2025))
    chain = dossier(
        goals=(goal("g"),),
        measures=(measure("a", "g"), measure("b", "g", replaces="a"), measure("c", "g", replaces="b")),
        rounds=(round_of(2024),),
        readings=(reading("a", "under_way", 2024),),
        action_plans=(first, last),
        action_items=(ActionItem(action_plan="ap2024", measure="a"), ActionItem(action_plan="ap2025", measure="c")),
    )

    assert [row.carried_over for row in action_rows(chain, last)] == [True]
    assert left_behind(chain, last) == ()


def test_left_behind_is_what_was_not_fulfilled_and_is_not_taken_over() -> None:
    assert ids(left_behind(YEARS, YEARS.action_plans[0])) == ["m2"]
    assert left_behind(YEARS, YEARS.action_plans[1]) == ()
    gone = attrs.evolve(YEARS.measures[1], validity=period(None, "2012"))
    assert left_behind(attrs.evolve(YEARS, measures=(*YEARS.measures[:1], gone)), YEARS.action_plans[0]) == ()
    assert left_behind(attrs.evolve(YEARS, rounds=(), readings=()), YEARS.action_plans[0]) == ()


def test_what_lies_two_years_back_is_not_last_year() -> None:
    gap = attrs.evolve(YEARS, action_plans=(YEARS.action_plans[0], ActionPlan(id="ap2012", period=year(2009))))

    assert [row.carried_over for row in action_rows(gap, gap.action_plans[0])] == [None, None]
    assert left_behind(gap, gap.action_plans[0]) == ()


def test_the_cost_of_a_year_leaves_the_unknown_out_and_counts_it() -> None:
    cost = action_cost(action_rows(YEARS, YEARS.action_plans[0]))

    assert (cost.known, cost.unknown) == (Decimal("10.50"), 1)


def test_a_measure_with_several_tasks_has_a_row_for_each_and_is_one_measure() -> None:
    tasks = tuple(ActionItem(action_plan="ap2013", measure="m2", task=task, cost=Decimal(5)) for task in ("a", "b"))
    several = attrs.evolve(YEARS, action_items=(*YEARS.action_items, *tasks))
    rows = action_rows(several, YEARS.action_plans[0])

    assert [(row.measure.id, row.item.task) for row in rows if row.measure.id == "m2"] == [("m2", "a"), ("m2", "b")]
    assert [one.id for one in action_measures(rows)].count("m2") == 1
    assert (action_cost(rows).known, action_cost(rows).unknown) == (Decimal("20.50"), 1)
