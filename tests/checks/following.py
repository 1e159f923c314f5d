"""Dossiers spoilt in one thing each: what is wrong with the reports on measures and with indicators."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import attrs
from tests.building import day, dossier, goal, measure, reading, round_of

from socplan import (
    CountedReadings,
    Dossier,
    Indicator,
    IndicatorDirection,
    IndicatorValue,
    MonitoringRound,
    ReadingState,
)


def asked(counts: CountedReadings | None = None, **values: Any) -> tuple[MonitoringRound, ...]:
    return (attrs.evolve(round_of(2012), deadline=day("2013-01-31"), counts=counts, **values),)


def reported(state: ReadingState | None = None, counts: CountedReadings | None = None, **values: Any) -> Dossier:
    return dossier(
        goals=(goal("g"),),
        measures=(measure("m", "g"),),
        rounds=asked(counts),
        readings=(reading("m", "done", state=state, **values),),
    )


LATER = reported(reported=day("2014-02-01"))

PEOPLE = Indicator(
    id="i",
    name="Proškolení lidé",
    goal="g",
    direction=IndicatorDirection.MORE,
    baseline=Decimal(10),
    baseline_day=day("2011-12-31"),
    target=Decimal(40),
    target_day=day("2014"),
    parts_add_up=True,
    green_from=Decimal(90),
    amber_from=Decimal(50),
)


def measured(*values: tuple[str | None, int | None], **changes: Any) -> Dossier:
    """A dossier with an indicator, and with its values by part."""
    return dossier(
        goals=(goal("g"),),
        measures=(measure("m", "g"),),
        rounds=(round_of(2012),),
        indicators=(attrs.evolve(PEOPLE, **changes),),
        indicator_values=tuple(
            IndicatorValue(indicator="i", round="r2012", part=part, value=None if value is None else Decimal(value))
            for part, value in values
        ),
    )


BY_SEX = measured(("ženy", 20), ("muži", 11))

FOLLOWING: dict[str, tuple[Dossier, str]] = {
    "returned-without-reason": (reported(ReadingState.RETURNED), "$.readings[0].returned_reason"),
    "reading-late": (reported(reported=day("2013-02-03")), "$.readings[0].reported"),
    "reading-too-early": (reported(reported=day("2011-12")), "$.readings[0].reported"),
    "reading-after-day": (
        attrs.evolve(LATER, plan=attrs.evolve(LATER.plan, prepared=day("2013-12"))),
        "$.readings[0].reported",
    ),
    "indicator-owner": (measured(measure="m"), "$.indicators[0]"),
    "indicator-direction": (measured(direction=IndicatorDirection.LESS), "$.indicators[0].direction"),
    "indicator-days": (measured(target_day=day("2011-11")), "$.indicators[0].target_day"),
    "indicator-lights": (measured(amber_from=Decimal(90)), "$.indicators[0].amber_from"),
    "indicator-parts": (measured((None, 30), ("ženy", 20), ("muži", 11)), "$.indicator_values[0].value"),
    "indicator-kinds": (
        attrs.evolve(
            BY_SEX,
            indicator_values=(
                *BY_SEX.indicator_values,
                IndicatorValue(indicator="i", round="r2012", territory="t", value=Decimal(30)),
            ),
        ),
        "$.indicators[0]",
    ),
    "indicator-negative": (measured(("ženy", -3)), "$.indicator_values[0].value"),
    "reading-not-counted": (reported(ReadingState.DRAFT, CountedReadings.SUBMITTED), "$.readings[0].state"),
}
