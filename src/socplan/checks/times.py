"""Whether dates can be right.

1. No period ends before it starts (``period-reversed``).
2. Monitoring rounds lie inside the period of the plan (``round-outside-plan``).
3. A round is not surveyed before the period it reports on has begun (``surveyed-too-early``).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from socplan.calculations import plan_period
from socplan.checks.finding import Check, Finding, Grade, finding
from socplan.hookspecs import hookimpl
from socplan.model import Dossier, Period, Record
from socplan.model.dossier import record_types

__all__ = ["register_checks", "reversed_periods", "rounds_outside_plan"]


def reversed_periods(dossier: Dossier) -> Iterator[Finding]:
    """Periods that end before they start."""
    everything: list[tuple[str, Record]] = [("$.plan", dossier.plan)]
    for name in record_types():
        everything += ((f"$.{name}[{index}]", record) for index, record in enumerate(dossier.table(name)))
    for place, record in everything:
        cls: Any = type(record)
        for attribute in attrs.fields(cls):
            value = getattr(record, attribute.name)
            if isinstance(value, Period) and value.is_reversed:
                yield finding(
                    "period-reversed",
                    Grade.ERROR,
                    f"{place}.{attribute.name}",
                    start=str(value.start),
                    end=str(value.end),
                )


def rounds_outside_plan(dossier: Dossier) -> Iterator[Finding]:
    """Rounds that report on a time when the plan was not valid, or were surveyed before it."""
    period = plan_period(dossier)
    for index, round_ in enumerate(dossier.rounds):
        if not period.covers(round_.period):
            yield finding(
                "round-outside-plan",
                Grade.WARNING,
                f"$.rounds[{index}].period",
                round=round_.period,
                plan=period,
            )
        start = round_.period.start
        if round_.surveyed and start and round_.surveyed.last_day < start.first_day:
            place = f"$.rounds[{index}].surveyed"
            yield finding("surveyed-too-early", Grade.WARNING, place, surveyed=round_.surveyed, start=start)


@hookimpl
def register_checks() -> tuple[Check, ...]:
    """Offer these checks."""
    return (
        Check(name="reversed-periods", codes=("period-reversed",), run=reversed_periods),
        Check(name="rounds-outside-plan", codes=("round-outside-plan", "surveyed-too-early"), run=rounds_outside_plan),
    )
