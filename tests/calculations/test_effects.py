from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
import pytest
from tests.building import SCALE, allocation, budget, dossier, goal, measure, period, reading, round_of, tally, year

from socplan import Dossier, FundingSource
from socplan.calculations import UnknownBecause, effectiveness, funding_in
from socplan.testing import sample_dossier

STATE, TOWN = FundingSource(id="stat", name="Stát"), FundingSource(id="mesto", name="Město")


def plan(**tables: Any) -> Dossier:
    """All goals met, 30 of 40 spent, from two sources."""
    return dossier(
        **{
            "goals": (goal("g"), goal("h")),
            "measures": (measure("m", "g"), measure("n", "g"), measure("o", "h")),
            "readings": (reading("m", "done"), reading("n", "done"), reading("o", "done")),
            "funding_sources": (STATE, TOWN),
            "budgets": (budget("b"), budget("c", "mesto")),
            "allocations": (allocation("x", value=30, spent=24, measure="m"), allocation("y", "c", 10, 6)),
            **tables,
        }
    )


def test_a_plan_is_effective_that_meets_all_three_conditions() -> None:
    found = effectiveness(plan(), 2012)

    assert (found.measures.value, found.goals.value, found.cost.value) == (Fraction(1), Fraction(1), Fraction(3, 4))
    assert (found.goals.numerator, found.goals.denominator) == (2, 2)
    assert (found.reaches_goals, found.within_plan, found.several_sources) == (True, True, True)
    assert found.is_effective is True


def test_the_cost_of_a_fulfilled_measure_is_what_measures_spent() -> None:
    figure = effectiveness(plan(), 2012).cost_per_measure

    assert (figure.numerator, figure.denominator, figure.value) == (24, 3, Fraction(8))


def test_concentration_is_the_exact_sum_of_squared_shares() -> None:
    found = effectiveness(plan(), 2012)

    assert (found.largest.numerator, found.largest.denominator, found.largest.value) == (30, 40, Fraction(3, 4))
    assert found.concentration == Fraction(10, 16)
    assert found.sources_with_money == 2


def test_a_goal_with_one_measure_not_fulfilled_is_not_met() -> None:
    found = effectiveness(plan(readings=(reading("m", "done"), reading("n", "ongoing"), reading("o", "done"))), 2012)

    assert (found.measures.value, found.goals.value) == (Fraction(2, 3), Fraction(1, 2))
    assert (found.reaches_goals, found.is_effective) == (False, False)


def test_of_a_goal_nothing_is_said_while_a_measure_that_decides_is_unreported() -> None:
    found = effectiveness(plan(readings=(reading("m", "done"), reading("o", "done"))), 2012)

    for figure, known, whole in ((found.measures, 2, 3), (found.goals, 1, 2)):
        assert (figure.numerator, figure.known, figure.denominator) == (None, known, whole)
        assert (figure.value, figure.reason) == (None, UnknownBecause.UNREPORTED)
    assert (found.reaches_goals, found.is_effective) == (None, None)


def test_an_unreported_measure_says_nothing_of_a_goal_that_another_one_decides() -> None:
    found = effectiveness(plan(readings=(reading("m", "ongoing"), reading("o", "done"))), 2012)

    assert (found.measures.value, found.goals.value) == (None, Fraction(1, 2))


@pytest.mark.parametrize(
    ("tables", "reason"),
    [
        ({"rounds": ()}, UnknownBecause.NO_ROUND),
        ({"rounds": (round_of(2011),), "readings": ()}, UnknownBecause.NO_ROUND),
        ({"goals": (), "measures": (), "readings": (), "rounds": (round_of(2012),)}, UnknownBecause.NO_MEASURES),
        ({"readings": (), "tallies": (tally(None, "done", 3),)}, UnknownBecause.COUNTS),
    ],
    ids=["no round", "of another year", "no measures", "counts alone"],
)
def test_goals_that_cannot_be_counted_are_unknown_for_a_reason(tables: dict[str, Any], reason: UnknownBecause) -> None:
    found = effectiveness(plan(**tables), 2012)

    assert (found.goals.numerator, found.goals.value, found.goals.reason) == (None, None, reason)
    assert (found.reaches_goals, found.is_effective) == (None, None)


def test_one_unknown_amount_makes_cost_largest_source_and_concentration_unknown() -> None:
    found = effectiveness(
        plan(allocations=(allocation("x", value=30, spent=24, measure="m"), allocation("y", "c", None))), 2012
    )

    assert (found.cost.value, found.cost.known, found.cost.reason) == (None, 24, UnknownBecause.AMOUNTS)
    assert (found.largest.value, found.largest.reason) == (None, UnknownBecause.AMOUNTS)
    assert found.concentration is None
    assert (found.sources_with_money, found.sources_known) == (None, 1)
    assert (found.within_plan, found.several_sources, found.is_effective) == (None, None, None)


def test_a_source_of_which_a_part_is_known_has_money_for_certain() -> None:
    parts = (allocation("x"), allocation("y", "c", 10), allocation("z", "c", None))

    assert effectiveness(plan(allocations=parts), 2012).sources_with_money == 2


def test_what_is_certain_is_said_whatever_else_is_unknown() -> None:
    missed = effectiveness(plan(readings=(reading("m", "ongoing"),)), 2012)
    third = FundingSource(id="kraj", name="Kraj")
    found = effectiveness(
        plan(funding_sources=(STATE, TOWN, third), budgets=(*plan().budgets, budget("d", "kraj"))), 2012
    )

    assert (missed.goals.value, missed.goals_missed) == (None, 1)
    assert (missed.reaches_goals, missed.is_effective) == (False, False)
    assert (found.sources_with_money, found.several_sources) == (None, True)
    assert (found.within_plan, found.is_effective) == (None, None)


def test_a_budget_without_listed_allocations_leaves_the_sources_unknown() -> None:
    found = effectiveness(plan(allocations=(allocation("x", value=30, spent=24, measure="m"),)), 2012)

    assert (found.cost.reason, found.sources_with_money, found.several_sources) == (UnknownBecause.AMOUNTS, None, None)


def test_a_plan_paid_from_one_source_is_not_effective() -> None:
    found = effectiveness(plan(budgets=(budget("b"),), allocations=(allocation("x", spent=10, measure="m"),)), 2012)

    assert (found.several_sources, found.concentration, found.is_effective) == (False, Fraction(1), False)


def test_a_plan_that_spends_more_than_allocated_is_not_effective() -> None:
    found = effectiveness(plan(allocations=(allocation("x", spent=11), allocation("y", "c", spent=10))), 2012)

    assert (found.cost.value, found.within_plan, found.is_effective) == (Fraction(21, 20), False, False)


def test_without_money_or_fulfilled_measures_there_is_no_quotient() -> None:
    poor = effectiveness(plan(budgets=(), allocations=()), 2012)
    idle = effectiveness(plan(readings=tuple(reading(one, "ongoing") for one in "mno")), 2012)

    assert (poor.cost.reason, poor.cost_per_measure.reason) == (UnknownBecause.NO_MONEY, UnknownBecause.NO_SPENDING)
    assert (poor.sources_with_money, poor.several_sources) == (0, None)
    assert (idle.cost_per_measure.value, idle.cost_per_measure.reason) == (None, UnknownBecause.NONE_FULFILLED)


def test_an_unknown_sum_spent_makes_the_cost_of_a_measure_unknown() -> None:
    parts = (allocation("x", spent=24, measure="m"), allocation("y", measure="n"))
    figure = effectiveness(plan(allocations=parts), 2012).cost_per_measure

    assert (figure.numerator, figure.known, figure.reason) == (None, 24, UnknownBecause.AMOUNTS)


def counted(**by_status: int) -> Dossier:
    """Three measures, of which the counts alone were reported; counts not given are 0."""
    counts = tuple(tally(None, status.id, by_status.get(status.id, 0)) for status in SCALE)
    return plan(readings=(), tallies=(*counts, tally(None, None, 3)), measures=shared_measures())


def shared_measures() -> tuple[Any, ...]:
    return tuple(measure(one, "g", shared=True) for one in "mno")


@pytest.mark.parametrize(
    ("done", "ongoing", "met"), [(2, 1, False), (3, 0, True), (2, 0, None)], ids=["one is not", "all", "one unknown"]
)
def test_counts_alone_tell_whether_all_goals_are_met(done: int, ongoing: int, met: bool | None) -> None:
    found = effectiveness(counted(done=done, ongoing=ongoing), 2012)

    assert (found.goals.value, found.reaches_goals) == (None, met)


def test_sources_that_give_nothing_are_known_to_be_no_several_ones() -> None:
    found = effectiveness(plan(allocations=(allocation("x", value=0), allocation("y", "c", 0))), 2012)

    assert (found.sources_with_money, found.several_sources) == (0, False)


@pytest.mark.parametrize(
    ("allocations", "within"),
    [
        ((allocation("x", value=0, spent=50), allocation("y", "c", 0, 0)), False),
        ((allocation("x", value=10, spent=500), allocation("y", "c", 10)), False),
        ((allocation("x", value=10, spent=20), allocation("y", "c", 10)), None),
        ((allocation("x", value=10, spent=500), allocation("y", "c", None)), None),
        ((allocation("x", value=0, spent=0), allocation("y", "c", 0, 0)), True),
    ],
    ids=["nothing allocated", "an unknown spending", "it may be more", "an unknown allocation", "nothing at all"],
)
def test_more_is_spent_than_allocated_as_soon_as_what_is_known_is_more(
    allocations: tuple[Any, ...], within: bool | None
) -> None:
    assert effectiveness(plan(allocations=allocations), 2012).within_plan is within


@pytest.mark.parametrize("when", [period("2011", "2013"), period(None, None), period("2012", None)])
def test_a_budget_that_may_hold_money_of_the_year_leaves_conditions_and_figures_unknown(when: Any) -> None:
    budgets = (budget("b"), budget("c", "mesto", period=when))
    found = effectiveness(plan(budgets=budgets), 2012)

    assert (found.within_plan, found.several_sources, found.is_effective) == (None, None, None)
    assert (found.cost.value, found.largest.value, found.concentration) == (None, None, None)
    assert effectiveness(plan(budgets=(budget("b"), budget("c", "mesto", period=year(2013)))), 2012).within_plan is True


def test_a_budget_without_a_listing_leaves_the_cost_of_a_measure_unknown() -> None:
    figure = effectiveness(plan(allocations=(allocation("x", spent=24, measure="m"),)), 2012).cost_per_measure

    assert (figure.numerator, figure.known, figure.reason) == (None, 24, UnknownBecause.AMOUNTS)


def test_documented_arguments_may_be_given_by_name() -> None:
    ukazka = sample_dossier("ukazka")

    assert effectiveness(ukazka, year=2025) == effectiveness(ukazka, 2025)
    assert funding_in(dossier=ukazka, year=2025) == funding_in(ukazka, 2025)


def test_reported_spending_stands_where_the_allocations_of_a_measure_say_nothing() -> None:
    readings = tuple(attrs.evolve(reading(one, "done"), spent=Decimal(spent)) for one, spent in (("m", 26), ("n", 5)))
    found = effectiveness(
        plan(allocations=(allocation("x", value=30, measure="m"), allocation("y", "c", 10, 6)), readings=readings), 2012
    )

    assert [measure.id for measure in found.reported] == ["m", "n"]
    assert found.spent_on_measures.total == 31
    # What was drawn of the money allocated, only the allocations say.
    assert (found.spent.total, found.spent.known) == (None, Decimal(6))
    assert effectiveness(plan(readings=readings), 2012).spent.total == 30
