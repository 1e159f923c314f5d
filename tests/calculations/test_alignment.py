from __future__ import annotations

from fractions import Fraction
from typing import Any

import attrs
import pytest
from tests.building import DONE, ONGOING, dossier, goal, measure, period

from socplan import (
    Amendment,
    AmendmentAction,
    AmendmentItem,
    CodeList,
    Dossier,
    OtherCode,
    OtherGoal,
    OtherPlan,
    PartialDate,
    PlanLink,
    PlanRelation,
    PlanScope,
    Service,
    ServiceKind,
    StatusMeaning,
)
from socplan.calculations import (
    Alignment,
    CodeFit,
    MappingCoverage,
    PeriodFit,
    Reach,
    alignments,
    compatibility,
    goal_reach,
    hierarchy,
    period_match,
    serving_total,
    status_matches,
)

REGION = OtherPlan(id="kraj", title="Plán kraje", relation=PlanRelation.HIGHER, scope=PlanScope.REGION)


def theirs(identifier: str, plan: str = "kraj", **values: Any) -> OtherGoal:
    return OtherGoal(**{"id": identifier, "plan": plan, "title": f"Jejich {identifier}", **values})


def lower(identifier: str, **values: Any) -> OtherPlan:
    return OtherPlan(**{"id": identifier, "title": f"Plán {identifier}", "relation": PlanRelation.LOWER, **values})


#: Two goals with measures here; two goals there, the first with a measure.
BOTH = dossier(
    goals=(goal("g1"), goal("g2")),
    measures=(measure("m1", "g1"), measure("m2", "g1"), measure("m3", "g2")),
    other_plans=(REGION,),
    other_goals=(theirs("k1"), theirs("k1.1", parent="k1", measure=True), theirs("k2")),
)


def linked(*links: PlanLink, of: Dossier = BOTH) -> Dossier:
    return attrs.evolve(of, plan_links=links)


def only(of: Dossier) -> Alignment:
    (found,) = alignments(of)
    return found


def reaches(of: Dossier) -> tuple[dict[str, Reach], dict[str, Reach]]:
    found = only(of)
    return {one.item.id: one.reach for one in found.aims}, {one.item.id: one.reach for one in found.measures}


def test_an_aim_is_served_through_what_is_below_it_and_no_further() -> None:
    aims, measures = reaches(linked(PlanLink(measure="m1", other="k1.1")))

    assert aims == {"k1": Reach.INDIRECT, "k1.1": Reach.DIRECT, "k2": Reach.NONE}
    assert measures == {"m1": Reach.DIRECT, "m2": Reach.NONE, "m3": Reach.NONE}


def test_a_measure_serves_through_the_goal_above_it() -> None:
    aims, measures = reaches(linked(PlanLink(goal="g1", other="k1")))

    assert aims == {"k1": Reach.DIRECT, "k1.1": Reach.NONE, "k2": Reach.NONE}
    assert measures == {"m1": Reach.INDIRECT, "m2": Reach.INDIRECT, "m3": Reach.NONE}


def test_a_link_that_names_both_is_one_of_the_measure() -> None:
    _, measures = reaches(linked(PlanLink(goal="g1", measure="m1", other="k1")))

    assert measures["m2"] is Reach.NONE


def test_the_shares_are_exact() -> None:
    found = only(linked(PlanLink(measure="m1", other="k1.1")))

    assert (found.served, found.served.share) == (MappingCoverage(count=2, total=3), Fraction(2, 3))
    assert (found.serving, found.serving.share) == (MappingCoverage(count=1, total=3), Fraction(1, 3))


@pytest.mark.parametrize("links", [(), (PlanLink(other="k1"),)])
def test_of_a_plan_that_nobody_linked_nothing_is_known(links: tuple[PlanLink, ...]) -> None:
    found = only(linked(*links))

    assert not found.is_mapped
    assert (found.served, found.served.share) == (MappingCoverage(count=None, total=3), None)
    assert only(attrs.evolve(BOTH, other_goals=())).served == MappingCoverage(count=None, total=None)


def test_a_lower_plan_serves_this_one() -> None:
    turned = attrs.evolve(BOTH, other_plans=(attrs.evolve(REGION, relation=PlanRelation.LOWER),))
    aims, measures = reaches(linked(PlanLink(goal="g1", other="k1"), of=turned))

    assert aims["g1"] is Reach.DIRECT
    assert aims["m1"] is Reach.NONE
    assert measures == {"k1.1": Reach.INDIRECT}


def test_goals_stand_in_for_measures_that_another_plan_does_not_list() -> None:
    goals_alone = attrs.evolve(BOTH, other_plans=(lower("kraj"),), other_goals=(theirs("k1"), theirs("k2")))
    _, measures = reaches(linked(PlanLink(goal="g1", other="k1"), of=goals_alone))

    assert measures == {"k1": Reach.DIRECT, "k2": Reach.NONE}
    assert only(attrs.evolve(BOTH, measures=())).measures == ()


def test_a_goal_and_a_measure_may_bear_one_identifier() -> None:
    same = dossier(
        goals=(goal("x"),), measures=(measure("x", "x"),), other_plans=(REGION,), other_goals=(theirs("k1"),)
    )

    assert reaches(linked(PlanLink(measure="x", other="k1"), of=same))[1] == {"x": Reach.DIRECT}
    assert reaches(linked(PlanLink(goal="x", other="k1"), of=same))[1] == {"x": Reach.INDIRECT}


def test_a_link_of_a_former_wording_is_one_of_the_wording_in_force() -> None:
    twice = (measure("m1b", "g1", replaces="m1"), measure("m1c", "g1", replaces="m1b"))
    reworded = attrs.evolve(BOTH, measures=(*BOTH.measures, *twice))
    found = only(linked(PlanLink(measure="m1", other="k1", note="Dohoda"), of=reworded))

    assert found.is_mapped
    assert {one.item.id: one.reach for one in found.measures} == {
        "m1c": Reach.DIRECT,
        "m2": Reach.NONE,
        "m3": Reach.NONE,
    }
    assert [(one.own.id, one.other.id, one.note) for one in found.links] == [("m1c", "k1", "Dohoda")]
    assert found.outside == ()


def test_a_link_of_what_is_no_part_of_the_plan_does_not_vanish() -> None:
    parted = (measure("m1b", "g1", replaces="m1"), measure("m1c", "g1", replaces="m1"))
    reworded = attrs.evolve(BOTH, measures=(*BOTH.measures, *parted))
    found = only(linked(PlanLink(measure="m1", other="k1"), of=reworded))

    assert (found.is_mapped, found.links) == (False, ())
    assert [one.id for one in found.outside] == ["m1"]


def test_a_draft_has_replaced_nothing_yet() -> None:
    draft = Amendment(id="d", title="Návrh")
    item = AmendmentItem(amendment="d", measure="m1b", action=AmendmentAction.CHANGED)
    reworded = attrs.evolve(
        BOTH,
        measures=(*BOTH.measures, measure("m1b", "g1", replaces="m1")),
        amendments=(draft,),
        amendment_items=(item,),
    )
    both = linked(PlanLink(measure="m1", other="k1"), PlanLink(measure="m1b", other="k2"), of=reworded)

    assert [one.own.id for one in only(both).links] == ["m1"]
    assert [one.id for one in only(both).outside] == ["m1b"]


def test_a_measure_that_has_ended_is_no_part_of_the_plan() -> None:
    ended = measure("m0", "g1", validity=period("2011", "2012"))
    for prepared, total in (("2012", 4), ("2013", 3), (None, 4)):
        plan = attrs.evolve(BOTH.plan, prepared=PartialDate.parse(prepared) if prepared else None)
        found = only(attrs.evolve(BOTH, plan=plan, measures=(*BOTH.measures, ended)))
        assert found.serving.total == total


def test_a_goal_of_any_identifier_is_above_nothing_but_its_own() -> None:
    odd = dossier(goals=(goal("None"), goal("g1")), other_plans=(lower("a"),), other_goals=(theirs("a1", "a"),))

    assert [(one.item.id, one.depth, one.above) for one in only(odd).aims] == [("g1", 0, None), ("None", 0, None)]


# Many lower plans

TOWNS = dossier(
    goals=(goal("g1"), goal("g2", parent="g1"), goal("g3")),
    other_plans=(lower("a"), lower("b"), lower("c")),
    other_goals=(
        theirs("a1", "a", measure=True),
        theirs("a2", "a", measure=True),
        theirs("b1", "b", measure=True),
        theirs("c1", "c", measure=True),
    ),
    plan_links=(PlanLink(goal="g2", other="a1"), PlanLink(goal="g2", other="b1")),
)
ALL_LINKED = attrs.evolve(TOWNS, plan_links=(*TOWNS.plan_links, PlanLink(goal="g1", other="c1")))


def test_a_total_with_an_unknown_part_is_unknown() -> None:
    total = serving_total(alignments(TOWNS))

    assert (total.coverage.count, total.coverage.total, total.coverage.share) == (None, 4, None)
    assert (total.known, total.unknown) == (MappingCoverage(count=2, total=3), 1)
    assert serving_total(alignments(ALL_LINKED)).coverage.share == Fraction(3, 4)
    unlisted = attrs.evolve(TOWNS, other_plans=(*TOWNS.other_plans, lower("d")))
    assert serving_total(alignments(unlisted)).coverage == MappingCoverage(count=None, total=None)


def test_a_goal_that_no_known_plan_serves_may_be_served_by_an_unknown_one() -> None:
    told = {one.goal.id: (one.count, one.is_served) for one in goal_reach(alignments(TOWNS))}
    known = {one.goal.id: (one.count, one.is_served) for one in goal_reach(alignments(ALL_LINKED))}

    assert told == {"g1": (None, True), "g2": (None, True), "g3": (None, None)}
    assert known == {"g1": (3, True), "g2": (2, True), "g3": (0, False)}
    assert goal_reach(alignments(BOTH)) == ()


def test_the_hierarchy_runs_from_the_state_down() -> None:
    state = OtherPlan(id="stat", title="Národní strategie", relation=PlanRelation.HIGHER, scope=PlanScope.STATE)
    before = OtherPlan(id="drive", title="Dřívější", relation=PlanRelation.PREVIOUS)
    told = hierarchy(attrs.evolve(TOWNS, other_plans=(lower("a"), REGION, before, state)))

    assert [one.title for one in told] == ["Národní strategie", "Plán kraje", "Plán", "Plán a"]


# Compatibility


@pytest.mark.parametrize(
    ("start", "end", "fit", "years"),
    [
        ("2010", "2015", PeriodFit.INSIDE, 4),
        ("2011", "2014", PeriodFit.INSIDE, 4),
        ("2012-06", "2013-06", PeriodFit.AROUND, 2),
        ("2011-01", "2013", PeriodFit.AROUND, 3),
        ("2013", "2016", PeriodFit.OVERLAPPING, 2),
        ("2015", "2018", PeriodFit.APART, 0),
        ("2015", None, PeriodFit.APART, 0),
        ("2013", None, PeriodFit.UNKNOWN, None),
        (None, None, PeriodFit.UNKNOWN, None),
    ],
)
def test_periods_are_held_against_2011_to_2014(
    start: str | None, end: str | None, fit: PeriodFit, years: int | None
) -> None:
    match = period_match(BOTH, attrs.evolve(REGION, period=period(start, end)))

    assert (match.fit, match.years) == (fit, years)


def status(name: str, meaning: StatusMeaning | None) -> OtherCode:
    return OtherCode(plan="kraj", code_list=CodeList.STATUSES, name=name, meaning=meaning)


def test_statuses_are_told_apart_by_name_and_meaning() -> None:
    codes = (
        status("naplněno", StatusMeaning.DONE),
        status("Rozpracováno", StatusMeaning.NOT_DONE),
        status("Průběžně", None),
        status("Zrušeno", StatusMeaning.CANCELLED),
    )
    matches = status_matches(attrs.evolve(BOTH, other_codes=codes), REGION)

    assert matches is not None
    assert {one.name: one.fit for one in matches} == {
        "Naplněno": CodeFit.SAME,
        "Rozpracováno": CodeFit.OTHER_MEANING,
        "Průběžně": CodeFit.MEANING_UNKNOWN,
        "Nenaplněno": CodeFit.HERE,
        "Zrušeno": CodeFit.THERE,
    }


def test_a_scale_that_is_not_known_is_not_compared() -> None:
    listed = attrs.evolve(BOTH, other_codes=(status("Naplněno", StatusMeaning.DONE),), statuses=())

    assert status_matches(BOTH, REGION) is None
    assert status_matches(listed, REGION) is None
    assert status_matches(attrs.evolve(listed, statuses=(DONE, ONGOING)), REGION) is not None


def test_kinds_of_services_are_compared_by_paragraph() -> None:
    kinds = (ServiceKind(id="p40", code="§ 40", name="Pečovatelská služba"), ServiceKind(id="x", name="Dovoz obědů"))
    services = (
        Service(id="s1", name="Pečovatelská", kind="p40"),
        Service(id="s2", name="Obědy", kind="x"),
        Service(id="s3", name="Něco"),
    )
    listed = tuple(OtherCode(plan="kraj", code_list=CodeList.SERVICE_KINDS, name=name) for name in ("§40", "§ 39"))
    found = compatibility(attrs.evolve(BOTH, service_kinds=kinds, services=services, other_codes=listed), REGION).kinds

    assert found is not None
    assert (found.both, found.here, found.there, found.unknown) == (("§ 40",), ("Dovoz obědů",), ("§ 39",), 1)
    assert compatibility(attrs.evolve(BOTH, services=services), REGION).kinds is None


def test_codes_that_differ_by_a_space_are_one_in_whatever_order() -> None:
    kinds = (ServiceKind(id="a", code="§ 40", name="A"), ServiceKind(id="b", code="§40", name="B"))
    services = (Service(id="s1", name="A", kind="a"), Service(id="s2", name="B", kind="b"))
    codes = (
        OtherCode(plan="kraj", code_list=CodeList.SERVICE_KINDS, name="§39"),
        status("hotovo", StatusMeaning.DONE),
        status("Hotovo", StatusMeaning.NOT_DONE),
    )
    found = []
    for step in (1, -1):
        turned = attrs.evolve(
            BOTH,
            service_kinds=kinds,
            services=services[::step],
            other_codes=codes[::step],
            statuses=(attrs.evolve(DONE, name="HOTOVO"),),
        )
        found.append(compatibility(turned, REGION))

    assert found[0] == found[1]
    assert found[0].kinds is not None
    assert found[0].kinds.here == ("§ 40",)
    assert [one.fit for one in found[0].statuses or ()] == [CodeFit.MEANING_UNKNOWN]
