from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import attrs
import pytest
from tests.building import day, dossier, goal, group, period, year

from socplan import Dossier, Part, PartRole, Plan, PlanScope, Requirement, RequirementAnswer
from socplan.calculations import (
    ROLE_TABLES,
    PartState,
    RequirementState,
    completeness,
    is_for_three_years,
    part_completeness,
)
from socplan.model.dossier import record_types

ASKED = Requirement(id="r", title="Strategie", role=PartRole.DEVELOPMENT)
PART = Part(id="c", code="C", title="Cíle a opatření", role=PartRole.DEVELOPMENT)
OTHER = Part(id="a", code="A", title="Východiska", role=PartRole.INFORMATION)


def asked(*answers: RequirementAnswer, **tables: Any) -> Dossier:
    return dossier(**{"requirements": (ASKED,), "requirement_answers": answers, **tables})


def state(of: Dossier) -> RequirementState:
    (only,) = completeness(of).results
    return only.state


@pytest.mark.parametrize(
    ("tables", "expected"),
    [
        ({"parts": (attrs.evolve(PART, text="Plán má dva cíle."),)}, RequirementState.MET),
        ({"parts": (PART,), "goals": (goal("g"),)}, RequirementState.MET),
        ({"parts": (PART,)}, RequirementState.NAMED),
        ({"parts": (OTHER,)}, RequirementState.MISSING),
        ({"parts": (OTHER,), "goals": (goal("g"),)}, RequirementState.UNKNOWN),
        ({"goals": (goal("g"),)}, RequirementState.UNKNOWN),
        ({}, RequirementState.UNKNOWN),
    ],
)
def test_parts_speak_where_nobody_decided(tables: dict[str, Any], expected: RequirementState) -> None:
    assert state(asked(**tables)) is expected


@pytest.mark.parametrize(("met", "expected"), [(True, RequirementState.MET), (False, RequirementState.MISSING)])
def test_what_somebody_decided_comes_first(met: bool, expected: RequirementState) -> None:
    decided = asked(RequirementAnswer(requirement="r", met=met), parts=(PART,))

    assert state(decided) is expected
    assert completeness(decided).results[0].is_decided


def test_an_answer_may_point_at_another_part() -> None:
    pointed = asked(RequirementAnswer(requirement="r", part="a"), parts=(attrs.evolve(OTHER, text="Text"), PART))

    assert state(pointed) is RequirementState.MET
    assert [part.id for part in completeness(pointed).results[0].parts] == ["a"]


def test_no_part_speaks_for_a_requirement_without_a_role() -> None:
    assert state(asked(requirements=(attrs.evolve(ASKED, role=None),), parts=(PART,))) is RequirementState.UNKNOWN


def test_the_share_is_unknown_as_soon_as_one_part_of_it_is() -> None:
    three = tuple(attrs.evolve(ASKED, id=f"r{number}", order=number) for number in (1, 2, 3))
    decided = tuple(RequirementAnswer(requirement=f"r{number}", met=number == 1) for number in (1, 2, 3))
    whole = asked(*decided, requirements=three)

    assert completeness(whole).share == Fraction(1, 3)
    assert completeness(attrs.evolve(whole, requirement_answers=decided[:2])).share is None
    named = attrs.evolve(whole, requirement_answers=decided[:2], parts=(PART,))
    assert (completeness(named).count(RequirementState.NAMED), completeness(named).share) == (1, None)
    content = attrs.evolve(named, goals=(goal("g"),))
    assert (completeness(content).count(RequirementState.MET), completeness(content).share) == (2, None)
    of_one_scope = tuple(attrs.evolve(one, scope=PlanScope.REGION) for one in three)
    assert completeness(attrs.evolve(whole, requirements=of_one_scope)).share is None
    assert (
        completeness(asked(requirements=(attrs.evolve(ASKED, validity=period("2030", None)),)), date(2020, 1, 1)).share
        is None
    )


def test_only_requirements_that_hold_for_the_plan_on_the_day_count() -> None:
    for_regions = attrs.evolve(ASKED, scope=PlanScope.REGION, validity=period("2017", None))
    town = asked(requirements=(for_regions,), plan=attrs.evolve(dossier().plan, scope=PlanScope.MUNICIPALITY))
    region = attrs.evolve(town, plan=attrs.evolve(town.plan, scope=PlanScope.REGION))

    assert completeness(town).results == ()
    assert completeness(region, date(2016, 12, 31)).results == ()
    assert len(completeness(region, date(2018, 1, 1)).results) == 1


def test_while_the_scope_of_the_plan_is_unknown_so_is_a_requirement_on_one_scope() -> None:
    for_regions = attrs.evolve(ASKED, scope=PlanScope.REGION)

    assert state(asked(requirements=(for_regions,), parts=(OTHER,))) is RequirementState.UNKNOWN
    assert completeness(asked(requirements=(for_regions,))).results[0].applies is None
    assert completeness(asked()).results[0].applies


@pytest.mark.parametrize(
    ("scope", "standards"),
    [
        (PlanScope.REGION, ("act-108-2006", "decree-505-2006")),
        (PlanScope.MUNICIPALITY, ("act-108-2006",)),
        (None, ("act-108-2006",)),
    ],
)
def test_a_dossier_without_requirements_is_held_against_the_shipped_ones(
    scope: PlanScope | None, standards: tuple[str, ...]
) -> None:
    bare = dossier(plan=attrs.evolve(dossier().plan, scope=scope))

    assert completeness(bare).standards == standards
    assert completeness(asked()).standards == ()


def test_the_decree_is_not_asked_of_plans_before_it() -> None:
    region = dossier(plan=attrs.evolve(dossier().plan, scope=PlanScope.REGION))

    assert len(completeness(region, date(2012, 1, 1)).results) == 6
    assert completeness(region, date(2012, 1, 1)).standards == ("act-108-2006",)
    assert len(completeness(region, date(2020, 1, 1)).results) == 16
    assert completeness(region, date(2005, 12, 31)).results == ()


@pytest.mark.parametrize(
    ("approved", "asked_for"),
    [
        ("2014-12-31", "zakon-zpusob"),
        ("2015-01-01", "zakon-2015-podklady"),
        ("2026-06-30", "zakon-2015-podklady"),
        ("2026-07-01", "zakon-2026"),
    ],
)
def test_a_plan_is_asked_for_what_the_act_asked_for_on_the_day_of_its_approval(approved: str, asked_for: str) -> None:
    plan = attrs.evolve(
        dossier().plan, approved=day(approved), prepared=day("2030"), scope=PlanScope.MUNICIPALITY, period=year(2015)
    )

    (first, *others) = completeness(dossier(plan=plan)).results
    assert first.requirement.id == asked_for
    assert first.applies
    assert {row.requirement.validity for row in others} <= {first.requirement.validity}
    assert first.requirement.confirmed is (asked_for != "zakon-2026")


def test_without_any_day_it_is_not_known_which_requirements_apply() -> None:
    undated = completeness(dossier(rounds=(), plan=Plan(title="Plán", authority="Město")))

    assert {row.applies for row in undated.results} == {None}
    assert {row.state for row in undated.results} == {RequirementState.UNKNOWN}


@pytest.mark.parametrize(
    ("start", "end", "approved", "expected"),
    [
        ("2016", "2018", "2015-12", True),
        ("2016-02", "2019-01", "2015-12", True),
        ("2016", "2019", "2015-12", False),
        ("2016", "2019", "2014-12", None),
        ("2027", "2030", "2026-07", None),
        ("2016", None, "2015-12", None),
        ("2016", "2019", None, None),
    ],
)
def test_from_2015_the_act_spoke_of_plans_for_three_years(
    start: str, end: str | None, approved: str | None, expected: bool | None
) -> None:
    plan = attrs.evolve(
        dossier().plan, scope=PlanScope.REGION, period=period(start, end), approved=day(approved) if approved else None
    )

    assert is_for_three_years(dossier(plan=plan)) is expected
    assert is_for_three_years(dossier(plan=attrs.evolve(plan, scope=PlanScope.ASSOCIATION))) is None


def test_parts_are_filled_empty_or_missing() -> None:
    two = dossier(parts=(PART, OTHER), goals=(goal("g"),), groups=(group("s"),))
    told = {one.role: (one.state, dict(one.records)) for one in part_completeness(two)}

    assert told == {
        PartRole.INFORMATION: (PartState.EMPTY, {}),
        PartRole.DEVELOPMENT: (PartState.FILLED, {"goals": 1}),
        PartRole.ORGANISATION: (PartState.UNNAMED, {"groups": 1}),
    }
    assert {one.state for one in part_completeness(dossier())} == {PartState.UNKNOWN}
    assert part_completeness(dossier(parts=(PART, OTHER)))[-1].state is PartState.MISSING


def test_parts_are_printed_from_tables_that_there_are() -> None:
    assert {table for tables in ROLE_TABLES.values() for table in tables} <= set(record_types())
