from __future__ import annotations

from typing import Any

import attrs
import pytest
from tests.building import DONE, dossier, goal, measure, period

from socplan import (
    CodeList,
    Dossier,
    OtherGoal,
    OtherPlan,
    PlanLink,
    PlanRelation,
    PlanScope,
    Service,
    ServiceKind,
    SocplanError,
    StatusMeaning,
    Territory,
    check,
    gather,
)
from socplan.calculations import GatherProblem, alignments

PLAN = dossier().plan
REGION = dossier(
    plan=attrs.evolve(PLAN, title="Plán kraje", scope=PlanScope.REGION),
    goals=(goal("g1", code="1"), goal("g2", code="2")),
    measures=(measure("m1", "g1", code="1.1"), measure("m2", "g2", code="2.1")),
    territories=(Territory(id="obec-a", name="Obec A", code="500001"),),
)
HIGHER = OtherPlan(id="kraj", title="Plán kraje", relation=PlanRelation.HIGHER, scope=PlanScope.REGION)


def town(*meant: OtherGoal, **tables: Any) -> Dossier:
    """A municipality whose one measure is linked with goals of the region's plan."""
    return dossier(
        **{
            "plan": attrs.evolve(PLAN, title="Plán obce", scope=PlanScope.MUNICIPALITY),
            "goals": (goal("c"),),
            "measures": (measure("o", "c"),),
            "statuses": (DONE,),
            "other_plans": (HIGHER,),
            "other_goals": meant,
            "plan_links": tuple(PlanLink(measure="o", other=one.id, note="Dohoda") for one in meant),
            **tables,
        }
    )


def means(identifier: str = "x", **values: Any) -> OtherGoal:
    return OtherGoal(**{"id": identifier, "plan": "kraj", "title": "Cíl kraje", **values})


def problems(region: Dossier, **towns: Dossier) -> list[tuple[str, GatherProblem]]:
    return [(one.plan, one.problem) for one in gather(region, towns).unmatched]


def test_a_municipality_comes_with_its_plan_goals_and_measures() -> None:
    found = gather(REGION, {"a": town()}).dossier

    assert [(one.id, one.relation, one.scope, one.title) for one in found.other_plans] == [
        ("a", PlanRelation.LOWER, PlanScope.MUNICIPALITY, "Plán obce")
    ]
    assert [(one.id, one.parent, one.measure, one.origin) for one in found.other_goals] == [
        ("a.goals.c", None, False, "c"),
        ("a.measures.o", "a.goals.c", True, "o"),
    ]


@pytest.mark.parametrize(
    ("meant", "link"),
    [
        (means(origin="g2"), PlanLink(goal="g2", other="a.measures.o", note="Dohoda")),
        (means(origin="m1", measure=True), PlanLink(measure="m1", other="a.measures.o", note="Dohoda")),
        (means(code="2"), PlanLink(goal="g2", other="a.measures.o", note="Dohoda")),
        (means(code="1", origin="g2"), PlanLink(goal="g2", other="a.measures.o", note="Dohoda")),
    ],
)
def test_a_link_is_told_by_its_origin_or_else_by_its_code(meant: OtherGoal, link: PlanLink) -> None:
    found = gather(REGION, {"a": town(meant)})

    assert found.dossier.plan_links == (link,)
    assert found.unmatched == ()


@pytest.mark.parametrize("meant", [means(origin="gone"), means(origin="gone", code="1"), means(code="7"), means()])
def test_what_names_nothing_of_the_region_is_reported(meant: OtherGoal) -> None:
    found = gather(REGION, {"a": town(meant)})

    assert found.dossier.plan_links == ()
    assert [(one.plan, one.problem, one.link.other) for one in found.unmatched] == [("a", GatherProblem.NOT_FOUND, "x")]


def test_a_code_that_stands_twice_is_not_guessed() -> None:
    twice = attrs.evolve(REGION, goals=(*REGION.goals, goal("g3", code="1")))

    assert problems(twice, a=town(means(code="1"))) == [("a", GatherProblem.SEVERAL)]
    same = attrs.evolve(REGION, goals=(goal("g1", code="1.1"), goal("g2", code="2")))
    assert gather(same, {"a": town(means(code="1.1", measure=True))}).dossier.plan_links[0].measure == "m1"


def test_links_to_the_plan_of_the_state_are_not_those_to_the_region() -> None:
    state = attrs.evolve(HIGHER, scope=PlanScope.STATE)

    assert gather(REGION, {"a": town(means(code="1"), other_plans=(state,))}).dossier.plan_links == ()
    later = attrs.evolve(HIGHER, period=period("2015", "2018"))
    assert gather(REGION, {"a": town(means(code="1"), other_plans=(later,))}).dossier.plan_links == ()
    vague = attrs.evolve(HIGHER, scope=None)
    assert len(gather(REGION, {"a": town(means(code="1"), other_plans=(vague,))}).dossier.plan_links) == 1


def test_two_plans_that_may_be_the_region_s_are_reported() -> None:
    twin = attrs.evolve(HIGHER, id="kraj-2")

    assert problems(REGION, a=town(means(code="1"), other_plans=(HIGHER, twin))) == [("a", GatherProblem.PLAN_UNCLEAR)]


def test_identifiers_of_two_municipalities_do_not_clash() -> None:
    found = gather(REGION, {"a": town(means(code="1")), "b": town(means(code="2"))}).dossier

    assert len({one.id for one in found.other_goals}) == 4
    assert [one.serving.count for one in alignments(found)] == [1, 1]
    assert {finding.code for finding in check(found)} == set()


def test_a_long_identifier_gives_way_to_a_number() -> None:
    long = "x" * 80

    found = gather(REGION, {"a": town(measures=(measure(long, "c"),))}).dossier
    assert [(one.id, one.origin) for one in found.other_goals if one.measure] == [("a.measures.1", long)]


def test_gathering_again_changes_nothing() -> None:
    towns = {"a": town(means(code="1")), "b": town(means(origin="gone"))}
    once = gather(REGION, towns)

    assert gather(once.dossier, towns) == once


def test_gathering_brings_up_to_date_and_keeps_what_the_region_noted() -> None:
    once = gather(REGION, {"a": town(means(code="1"))}).dossier
    noted = attrs.evolve(once, other_plans=(attrs.evolve(once.other_plans[0], state="schválen"),))
    renamed = town(plan=attrs.evolve(PLAN, title="Nový plán obce"), measures=(measure("p", "c"),), plan_links=())
    again = gather(noted, {"a": renamed})

    assert (again.dossier.other_plans[0].title, again.dossier.other_plans[0].state) == ("Nový plán obce", "schválen")
    assert [one.id for one in again.dossier.other_goals] == ["a.goals.c", "a.measures.p"]
    assert [one.problem for one in again.unmatched] == [GatherProblem.GONE]
    assert again.dossier.plan_links == ()


def test_a_link_of_the_region_itself_stays_and_is_told() -> None:
    once = gather(REGION, {"a": town(means(code="1"))}).dossier
    own = PlanLink(goal="g2", other="a.goals.c")
    again = gather(attrs.evolve(once, plan_links=(*once.plan_links, own)), {"a": town(means(code="1"))})

    assert own in again.dossier.plan_links
    assert [(one.problem, one.link) for one in again.unmatched] == [(GatherProblem.UNDECLARED, own)]


def test_statuses_and_used_kinds_come_as_codes() -> None:
    kinds = (ServiceKind(id="p40", code="§ 40", name="Pečovatelská služba"), ServiceKind(id="p39", name="Asistence"))
    services = (Service(id="s1", name="PS", kind="p40"), Service(id="s2", name="PS 2", kind="p40"))
    found = gather(REGION, {"a": town(service_kinds=kinds, services=services)}).dossier

    assert [(one.code_list, one.name, one.meaning) for one in found.other_codes] == [
        (CodeList.STATUSES, "Naplněno", StatusMeaning.DONE),
        (CodeList.SERVICE_KINDS, "§ 40", None),
    ]


def test_the_area_is_told_by_its_official_code() -> None:
    place = Territory(id="nase", name="Obec A", code="500001")
    placed = town(plan=attrs.evolve(PLAN, territory="nase"), territories=(place,))

    assert gather(REGION, {"a": placed}).dossier.other_plans[0].territory == "obec-a"
    assert gather(REGION, {"a": town()}).dossier.other_plans[0].territory is None


def test_a_plan_that_is_not_lower_is_not_gathered_over() -> None:
    state = OtherPlan(id="stat", title="Národní strategie", relation=PlanRelation.HIGHER)

    with pytest.raises(SocplanError, match=r'"stat" is a plan of relation higher; gather under another name\.'):
        gather(attrs.evolve(REGION, other_plans=(state,)), {"stat": town()})
    with pytest.raises(ValueError, match="identifier"):
        gather(REGION, {"Obec č. 1": town()})


def reworded(*names: str) -> tuple[Any, ...]:
    return (measure("o", "c"), *(measure(name, "c", replaces="o") for name in names))


def test_a_link_of_a_former_wording_is_taken_as_one_of_the_wording_in_force() -> None:
    found = gather(REGION, {"a": town(means(code="1"), measures=reworded("o2"))})

    assert found.dossier.plan_links == (PlanLink(goal="g1", other="a.measures.o2", note="Dohoda"),)
    assert found.unmatched == ()


def test_a_link_of_what_is_no_part_of_the_municipality_s_plan_is_reported() -> None:
    assert problems(REGION, a=town(means(code="1"), measures=reworded("o2", "o3"))) == [("a", GatherProblem.OUTSIDE)]
    empty = town(means(code="1"), plan_links=(PlanLink(other="x"),))
    assert problems(REGION, a=empty) == [("a", GatherProblem.OUTSIDE)]


def test_what_the_region_reworded_is_still_found_and_linked() -> None:
    declared = town(means(origin="m1", measure=True))
    once = gather(REGION, {"a": declared}).dossier
    later = attrs.evolve(once, measures=(*once.measures, measure("m1b", "g1", code="1.1", replaces="m1")))
    found = gather(later, {"a": attrs.evolve(declared, measures=reworded("o2"))})

    assert found.dossier.plan_links == (PlanLink(measure="m1b", other="a.measures.o2", note="Dohoda"),)
    assert found.unmatched == ()


def test_identifiers_that_would_stand_twice_are_refused() -> None:
    both = {"a": town(goals=(goal("goals.x"),), measures=()), "a.goals": town(goals=(goal("x"),), measures=())}

    with pytest.raises(
        SocplanError, match=r'Both "a" and "a\.goals" would have a goal or a measure "a\.goals\.goals\.x"'
    ):
        gather(REGION, both)
    own = attrs.evolve(
        REGION,
        other_plans=(attrs.evolve(HIGHER, id="b", relation=PlanRelation.LOWER),),
        other_goals=(means("a.goals.c", plan="b"),),
    )
    with pytest.raises(SocplanError, match=r"gather one of them under another name"):
        gather(own, {"a": town()})


def test_an_identifier_too_long_to_stand_in_front_of_others_is_refused() -> None:
    with pytest.raises(SocplanError, match="gather under a shorter name"):
        gather(REGION, {"a" * 75: town()})


def test_a_kind_that_is_written_in_two_ways_is_gathered_once() -> None:
    kinds = (ServiceKind(id="a", code="§40", name="A"), ServiceKind(id="b", code="§ 40", name="B"))
    services = (Service(id="s1", name="A", kind="a"), Service(id="s2", name="B", kind="b"))
    found = gather(REGION, {"a": town(service_kinds=kinds, services=services, statuses=())}).dossier

    assert [code.name for code in found.other_codes] == ["§ 40"]
