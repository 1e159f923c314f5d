"""Whether dates can be right.

1. No period ends before it starts (``period-reversed``).
2. Monitoring rounds lie inside the period of the plan (``round-outside-plan``).
3. A round is not surveyed before the period it reports on has begun (``surveyed-too-early``).
"""

from collections.abc import Iterator
from functools import cache
from typing import Any

import attrs

from socplan.calculations import plan_period
from socplan.checks.finding import Check, Finding, Grade, finding
from socplan.checks.places import everything, located
from socplan.hookspecs import hookimpl
from socplan.model import Dossier, MonitoringRound, Period


def reversed_periods(dossier: Dossier) -> Iterator[Finding]:
    """Periods that end before they start."""
    for place, record in everything(dossier):
        for name in _periods(type(record)):
            period: Period = getattr(record, name)
            if period.is_reversed:
                yield finding(
                    "period-reversed", Grade.ERROR, f"{place}.{name}", start=str(period.start), end=str(period.end)
                )


def _periods(cls: Any) -> tuple[str, ...]:
    return _named_periods(cls)


@cache
def _named_periods(cls: Any) -> tuple[str, ...]:
    """The attributes of a class that hold a period."""
    resolved = attrs.resolve_types(cls)
    return tuple(attribute.name for attribute in attrs.fields(resolved) if attribute.type is Period)


def rounds_outside_plan(dossier: Dossier) -> Iterator[Finding]:
    """Rounds that report on a time when the plan was not valid, or were surveyed before it."""
    period = plan_period(dossier)
    for at, round_ in located(dossier, MonitoringRound):
        if not period.covers(round_.period):
            yield finding("round-outside-plan", Grade.WARNING, f"{at}.period", round=round_.period, plan=period)
        start = round_.period.start
        if round_.surveyed and start and round_.surveyed.last_day < start.first_day:
            place = f"{at}.surveyed"
            yield finding("surveyed-too-early", Grade.WARNING, place, surveyed=round_.surveyed, start=start)


@hookimpl
def register_checks() -> tuple[Check, ...]:
    """Offer these checks."""
    return (
        Check(name="reversed-periods", codes=("period-reversed",), run=reversed_periods),
        Check(name="rounds-outside-plan", codes=("round-outside-plan", "surveyed-too-early"), run=rounds_outside_plan),
    )
