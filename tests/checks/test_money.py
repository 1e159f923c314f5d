"""What is not known of money is held against nobody."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import attrs
import pytest
from tests.building import DONE, dossier as plan, goal, measure, period, reading, round_of
from tests.checks.following import measured
from tests.checks.planning import answer, funded, spending, surveyed

from socplan import Dossier, check
from socplan.checks.finding import sentence
from socplan.labels import Wording

MEASURED: dict[str, Any] = {"goals": (goal("g"),), "measures": (measure("m", "g"),), "rounds": (round_of(2012),)}


def codes(dossier: Dossier) -> list[str]:
    return [one.code for one in check(dossier) if one.code not in {"reading-without-status", "missing-reading"}]


@pytest.mark.parametrize(
    "sound",
    [
        funded(spending("x", 30), spending("y", 20), allocated=50),
        funded(spending("x", 30), spending("y", None), allocated=60),
        funded(allocated=60),
        funded(spending("x", 100)),
        funded(spending("x", 10, 10), spending("y", None, 10), spending("z", 10, None)),
        funded(spending("x", 10, measure="m", spent=8), readings=(reading("m", None, spent=Decimal(8)),), **MEASURED),
        funded(
            spending("x", 10, measure="m", spent=8),
            spending("y", 10, measure="m"),
            readings=(reading("m", None, spent=Decimal(9)),),
            **MEASURED,
        ),
        funded(
            spending("x", 10, measure="m", spent=8),
            **{**MEASURED, "rounds": (attrs.evolve(round_of(2012), period=period("2012-01", "2012-06")),)},
            readings=(reading("m", None, spent=Decimal(5)),),
        ),
        funded(spending("x", 10, 8), readings=(reading("m", None, spent=Decimal(9)),), **MEASURED),
        surveyed(answer("a", True, 5), sent=2, returned=1),
        surveyed(answer("a", False, 0)),
        attrs.evolve(surveyed(answer("c", True), sent=9), survey_replies=()),
    ],
    ids=[
        "allocated as printed",
        "an allocation unknown",
        "no allocation listed",
        "all of the budget",
        "all of the allocation, or not known",
        "spent the same",
        "not known what was all spent",
        "half a year",
        "nothing for the measure",
        "survey as printed",
        "a no with nothing",
        "replies not listed",
    ],
)
def test_money_that_may_be_right_is_left_alone(sound: Dossier) -> None:
    assert codes(sound) == []


def test_both_sums_and_their_difference_are_named() -> None:
    (found,) = check(funded(spending("x", 30), spending("y", 20), allocated=60))

    assert {name: found.facts[name] for name in ("printed", "listed", "difference")} == {
        "printed": 60,
        "listed": 50,
        "difference": 10,
    }


def test_a_reply_that_is_not_known_leaves_the_printed_count_alone() -> None:
    known = surveyed(returned=2)
    unknown = attrs.evolve(
        known, survey_replies=tuple(attrs.evolve(one, returned=one.returned or None) for one in known.survey_replies)
    )

    assert (codes(known), codes(unknown)) == (["survey-returned"], [])


def reported_spent(value: int) -> Dossier:
    """A measure on which an amount was spent in its round."""
    return plan(
        goals=(goal("g"),),
        measures=(measure("m", "g"),),
        statuses=(DONE,),
        rounds=(round_of(2012),),
        readings=(reading("m", "done", spent=Decimal(value)),),
    )


def costing(value: int) -> Dossier:
    """A measure that is to cost an amount."""
    return plan(goals=(goal("g"),), measures=(measure("m", "g", cost=Decimal(value)),))


@pytest.mark.parametrize(
    ("dossier", "place"),
    [
        (funded(spending("x", 10, -1)), "$.allocations[0].spent"),
        (funded(spending("x", None), allocated=-1), "$.budgets[0].allocated"),
        (surveyed(answer("a", True, -5)), "$.survey_answers[0].amount"),
        (funded(spending("x", 10, requested=Decimal(-1))), "$.allocations[0].requested"),
        (reported_spent(-5), "$.readings[0].spent"),
        (costing(-5), "$.measures[0].cost"),
    ],
    ids=["spent", "printed", "given", "requested", "in a round", "cost"],
)
def test_an_amount_below_nothing_is_named(dossier: Dossier, place: str) -> None:
    assert [(one.code, one.place) for one in check(dossier)] == [("amount-negative", place)]


def test_a_negative_amount_is_told_with_its_column_and_a_refund_as_what_it_may_be() -> None:
    (found,) = check(reported_spent(-5))

    assert sentence(found, Wording("cs")).replace("\N{NO-BREAK SPACE}", " ") == (
        "„Vynaloženo“ je záporná částka: -5 Kč. Je-li to vratka, odečtěte ji od částky, které se týká; "
        "jinak částku opravte."
    )


def test_an_indicator_that_begins_below_nothing_may_be_below_it() -> None:
    assert "indicator-negative" not in codes(measured(("ženy", -3), baseline=Decimal(-10)))
    assert "indicator-negative" not in codes(measured(("ženy", -3), baseline=None, target=None))
