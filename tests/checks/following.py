"""Dossiers spoilt in one thing each: what is wrong with the reports on measures and with indicators."""

from __future__ import annotations

from typing import Any

import attrs
from tests.building import day, dossier, goal, measure, reading, round_of

from socplan import CountedReadings, Dossier, MonitoringRound, ReadingState


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

FOLLOWING: dict[str, tuple[Dossier, str]] = {
    "returned-without-reason": (reported(ReadingState.RETURNED), "$.readings[0].returned_reason"),
    "reading-late": (reported(reported=day("2013-02-03")), "$.readings[0].reported"),
    "reading-too-early": (reported(reported=day("2011-12")), "$.readings[0].reported"),
    "reading-after-day": (
        attrs.evolve(LATER, plan=attrs.evolve(LATER.plan, prepared=day("2013-12"))),
        "$.readings[0].reported",
    ),
    "reading-not-counted": (reported(ReadingState.DRAFT, CountedReadings.SUBMITTED), "$.readings[0].state"),
}
