"""How far indicators have come."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
import pytest
from hypothesis import given, strategies as st
from tests.building import day, dossier, goal, measure, period, round_of
from tests.checks.following import PEOPLE, measured
from tests.effort import examples

from socplan import (
    Capacity,
    Dossier,
    IndicatorDirection,
    IndicatorValue,
    MeasureKind,
    PlannedCapacity,
    Service,
    ServiceForm,
    check,
)
from socplan.calculations import (
    IndicatorProgress,
    ProgressState,
    TrafficLight,
    capacity_progress,
    indicator_parts,
    indicator_value,
    indicators_in_order,
    indicators_of_round,
    part_sums,
)

DECIMALS = st.integers(-1000, 1000).map(lambda n: Decimal(n).scaleb(-1))


def progress(actual: int | None, **changes: Any) -> IndicatorProgress:
    return IndicatorProgress(
        indicator=attrs.evolve(PEOPLE, **changes), actual=None if actual is None else Decimal(actual)
    )


def test_progress_is_the_way_gone_of_the_whole_way() -> None:
    assert progress(20).share == Fraction(1, 3)
    assert progress(46).share == Fraction(6, 5)
    assert progress(4).share == Fraction(-1, 5)
    fewer = {"baseline": Decimal(40), "target": Decimal(10), "direction": IndicatorDirection.LESS}
    assert progress(30, **fewer).share == Fraction(1, 3)


def test_what_is_not_known_is_not_0_and_no_way_is_not_a_number() -> None:
    assert [progress(None).state, progress(20, baseline=None).state, progress(20, target=None).state] == [
        ProgressState.UNKNOWN
    ] * 3
    still = progress(20, target=Decimal(10))
    assert (still.state, still.share, still.light) == (ProgressState.NO_DISTANCE, None, None)
    assert progress(None, target=Decimal(10)).state is ProgressState.NO_DISTANCE


@pytest.mark.parametrize(
    ("actual", "light"),
    [(37, TrafficLight.GREEN), (36, TrafficLight.AMBER), (25, TrafficLight.AMBER), (24, TrafficLight.RED)],
)
def test_the_light_is_that_of_the_plans_thresholds(actual: int, light: TrafficLight) -> None:
    assert progress(actual).light is light
    assert progress(actual, green_from=None).light is None
    assert progress(actual, amber_from=None).light in {TrafficLight.GREEN, TrafficLight.RED}


def over_years(*values: int | None, **changes: Any) -> Dossier:
    years = range(2011, 2011 + len(values))
    return dossier(
        goals=(goal("g"),),
        measures=(measure("m", "g", validity=period("2012", None)),),
        rounds=tuple(map(round_of, years)),
        indicators=(attrs.evolve(PEOPLE, **changes),),
        indicator_values=tuple(
            IndicatorValue(indicator="i", round=f"r{year}", value=None if value is None else Decimal(value))
            for year, value in zip(years, values, strict=True)
        ),
    )


def last(of: Dossier) -> Decimal | None:
    return indicator_value(of, of.indicators[0], of.rounds[-1])


def test_values_add_up_or_the_value_of_the_round_stands_alone() -> None:
    assert last(over_years(100, 5, 7)) == 7
    assert last(over_years(100, 5, 7, adds_up=True)) == 12  # the baseline is of the end of 2011
    assert last(over_years(100, 5, 7, adds_up=True, baseline_day=None)) == 112
    of_measure = {"goal": None, "measure": "m", "baseline_day": None}
    assert last(over_years(100, 5, 7, adds_up=True, **of_measure)) == 12


def test_an_unknown_round_makes_the_sum_unknown_and_no_older_value_stands_in() -> None:
    assert last(over_years(1, None, 7, adds_up=True)) is None
    assert last(over_years(1, 5, None)) is None
    assert last(over_years(1, None, 7)) == 7


def test_parts_make_the_whole_only_where_they_add_up() -> None:
    given_ = measured(("ženy", 20), ("muži", 11))

    assert last(given_) == 31
    assert last(attrs.evolve(given_, indicators=(attrs.evolve(PEOPLE, parts_add_up=False),))) is None
    assert last(measured(("ženy", 20), ("muži", None))) is None
    assert last(measured((None, 33), ("ženy", 20), ("muži", None))) == 33


def test_a_part_of_another_round_is_unknown_in_this_one() -> None:
    given_ = measured(("ženy", 20), ("muži", 11))
    more = attrs.evolve(
        given_,
        rounds=(*given_.rounds, round_of(2013)),
        indicator_values=(
            *given_.indicator_values,
            IndicatorValue(indicator="i", round="r2013", part="ženy", value=Decimal(1)),
        ),
    )

    assert [part.value for part in indicator_parts(more, more.indicators[0], more.rounds[1])] == [None, 1]
    assert last(more) is None


def by_sex_and_place(*by_place: int | None) -> Dossier:
    by_sex = measured(("ženy", 20), ("muži", 11))
    places = (
        IndicatorValue(indicator="i", round="r2012", territory=f"t{n}", value=None if v is None else Decimal(v))
        for n, v in enumerate(by_place)
    )
    return attrs.evolve(by_sex, indicator_values=(*by_sex.indicator_values, *places))


def test_parts_by_sex_and_by_municipality_are_not_added_together() -> None:
    given_ = by_sex_and_place(15, 16)

    assert [kind.sum.total for kind in part_sums(given_, given_.indicators[0], given_.rounds[0])] == [31, 31]
    assert last(given_) == 31
    assert last(by_sex_and_place(15, None)) == 31
    assert last(by_sex_and_place(15, 15)) is None
    assert "indicator-kinds" in {finding.code for finding in check(by_sex_and_place(15, 15))}
    assert "indicator-kinds" not in {finding.code for finding in check(given_)}


def test_parts_above_the_whole_contradict_it_even_with_one_unknown() -> None:
    def codes(of: Dossier) -> set[str]:
        return {finding.code for finding in check(of)}

    assert "indicator-parts" in codes(measured((None, 30), ("ženy", 31), ("muži", None)))
    assert "indicator-parts" not in codes(measured((None, 30), ("ženy", 29), ("muži", None)))
    assert "indicator-parts" not in codes(measured((None, 31), ("ženy", 20), ("muži", 11)))


def test_indicators_stand_where_their_goals_and_measures_do() -> None:
    given_ = dossier(
        goals=(goal("a", order=1), goal("b", order=2)),
        measures=(measure("m", "a"), measure("n", "b", validity=period("2014", None))),
        rounds=(round_of(2012),),
        indicators=tuple(
            attrs.evolve(PEOPLE, id=name, **of)
            for name, of in (
                ("i4", {"goal": None, "measure": "n"}),
                ("i3", {"goal": "b"}),
                ("i2", {"goal": None, "measure": "m"}),
                ("i1", {"goal": "a"}),
            )
        ),
    )

    assert [indicator.id for indicator in indicators_in_order(given_)] == ["i1", "i2", "i3", "i4"]
    assert [indicator.id for indicator in indicators_of_round(given_, given_.rounds[0])] == ["i1", "i2", "i3"]


# Laws


@given(DECIMALS, DECIMALS, DECIMALS)
@examples(40)
def test_progress_is_0_at_the_baseline_and_1_at_the_target(a: Decimal, b: Decimal, c: Decimal) -> None:
    indicator = attrs.evolve(PEOPLE, baseline=a, target=b)
    at = [IndicatorProgress(indicator=indicator, actual=value).share for value in (a, b, c)]

    if a == b:
        assert at == [None] * 3
    else:
        assert at[:2] == [0, 1]
        assert at[2] is not None
        assert Fraction(a) + at[2] * (Fraction(b) - Fraction(a)) == Fraction(c)


@given(st.lists(st.none() | st.integers(0, 9), min_size=1, max_size=4), st.booleans(), st.data())
def test_taking_a_figure_away_makes_no_other_appear(
    values: list[int | None], adds_up: bool, data: st.DataObject
) -> None:
    gone = data.draw(st.integers(0, len(values) - 1))
    fewer = [None if place == gone else value for place, value in enumerate(values)]
    before = last(over_years(*values, adds_up=adds_up))
    after = last(over_years(*fewer, adds_up=adds_up))

    assert after in {before, None}


# Planned capacity


def beds(kind: MeasureKind | None, *capacities: tuple[str | None, int | None], planned: int | None = 8) -> Dossier:
    forms = list(ServiceForm)
    return dossier(
        goals=(goal("g"),),
        measures=(measure("m", "g", kind=kind),),
        rounds=(round_of(2012),),
        services=(Service(id="s", name="Domov"),),
        planned_capacities=(
            PlannedCapacity(
                id="p", measure="m", unit="lůžko", service="s", quantity=None if planned is None else Decimal(planned)
            ),
        ),
        capacities=tuple(
            Capacity(service="s", form=forms[place], unit=unit, quantity=None if n is None else Decimal(n))
            for place, (unit, n) in enumerate(capacities)
        ),
    )


def compared(of: Dossier) -> tuple[object, object]:
    (row,) = capacity_progress(of, of.rounds[0])
    return row.actual, row.share


def test_planned_capacity_stands_beside_that_of_the_service() -> None:
    new = MeasureKind.CREATE

    assert compared(beds(new, ("lůžko", 4), ("lůžko", 2), ("klient", 9))) == (6, Fraction(3, 4))
    assert compared(beds(MeasureKind.DEVELOP, ("lůžko", 4))) == (4, None)
    assert compared(beds(None, ("lůžko", 4))) == (4, None)
    assert compared(beds(new, ("lůžko", 4), ("lůžko", None))) == (None, None)
    assert compared(beds(new, ("klient", 4))) == (None, None)
    assert compared(beds(new, ("lůžko", 4), planned=None)) == (4, None)


def test_planned_capacity_is_that_of_the_end_of_the_round() -> None:
    given_ = beds(MeasureKind.CREATE, ("lůžko", 4))
    later = attrs.evolve(given_, capacities=(attrs.evolve(given_.capacities[0], validity=period("2013", None)),))
    begun = attrs.evolve(later, rounds=(attrs.evolve(round_of(2013), surveyed=day("2013-06-01")),))

    not_yet = attrs.evolve(given_, services=(Service(id="s", name="Domov", validity=period("2013", None)),))

    assert compared(not_yet) == (0, 0)
    assert compared(later) == (None, None)
    assert compared(begun) == (4, Fraction(1, 2))
