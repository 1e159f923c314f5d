"""How far indicators have come (plnění ukazatelů)."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from attrs import frozen

from socplan.calculations.days import known_day, rounds_in_order
from socplan.calculations.services import capacities_at
from socplan.calculations.structure import goals_in_order, grouped
from socplan.calculations.sums import Sum
from socplan.calculations.wordings import measures_in
from socplan.model import (
    Dossier,
    Goal,
    Indicator,
    IndicatorValue,
    Measure,
    MeasureKind,
    MonitoringRound,
    PlannedCapacity,
    Service,
    Territory,
)
from socplan.model.dossier import held
from socplan.model.order import czech_key
from socplan.typecheck import guarded

__all__ = [
    "CapacityProgress",
    "IndicatorPart",
    "IndicatorProgress",
    "PartSum",
    "ProgressState",
    "TrafficLight",
    "capacity_progress",
    "indicator_parts",
    "indicator_progress",
    "indicator_value",
    "indicators_in_order",
    "indicators_of_round",
    "part_sums",
]


class ProgressState(Enum):
    """Whether there is a progress to tell."""

    KNOWN = "known"
    UNKNOWN = "unknown"  #: The baseline, the target or the value is not known.
    NO_DISTANCE = "no_distance"  #: The target is the baseline: there is no way to go, so no share of it.


class TrafficLight(Enum):
    """How the plan judges a progress, by its own thresholds (semafor)."""

    GREEN = "green"  #: Zelená.
    AMBER = "amber"  #: Oranžová.
    RED = "red"  #: Červená.


@frozen(kw_only=True)
class IndicatorProgress:
    """How far an indicator has come by the end of a round."""

    indicator: Indicator
    #: The value of the round or, of an indicator that adds up, of all rounds until then; ``None``: not known.
    actual: Decimal | None

    @property
    def state(self) -> ProgressState:
        """Whether there is a progress."""
        indicator = self.indicator
        if indicator.baseline is None or indicator.target is None:
            return ProgressState.UNKNOWN
        if indicator.baseline == indicator.target:
            return ProgressState.NO_DISTANCE
        return ProgressState.UNKNOWN if self.actual is None else ProgressState.KNOWN

    @property
    def share(self) -> Fraction | None:
        """The way gone, of the whole way: (actual - baseline) / (target - baseline), exactly.

        It is above 1 where the target is surpassed, and below 0 where the value moved away from it. ``None`` where the
        state is not `ProgressState.KNOWN`.
        """
        baseline, target = self.indicator.baseline, self.indicator.target
        if baseline is None or target is None or self.actual is None or baseline == target:
            return None
        return (Fraction(self.actual) - Fraction(baseline)) / (Fraction(target) - Fraction(baseline))

    @property
    def light(self) -> TrafficLight | None:
        """The light that the plan's thresholds give; ``None`` without a progress or without thresholds."""
        green, amber = self.indicator.green_from, self.indicator.amber_from
        if self.share is None or green is None:
            return None
        if 100 * self.share >= Fraction(green):
            return TrafficLight.GREEN
        return TrafficLight.AMBER if amber is not None and 100 * self.share >= Fraction(amber) else TrafficLight.RED


@frozen(kw_only=True)
class IndicatorPart:
    """The value of one part of an indicator in a round."""

    part: str | None
    #: The identifier of the territory; ``None``: everywhere.
    territory: str | None
    #: ``None``: not known, or not reported in the round.
    value: Decimal | None


@frozen(kw_only=True)
class PartSum:
    """The parts of one kind of an indicator in a round, beside the whole: all by sex, or all by municipality."""

    indicator: Indicator
    round: MonitoringRound
    parts: tuple[IndicatorPart, ...]
    #: The value that was reported of the whole; ``None``: not known.
    whole: Decimal | None

    @property
    def sum(self) -> Sum[Decimal]:
        """All parts together, the unknown ones counted."""
        return Sum.of((part.value for part in self.parts), Decimal(0))


@frozen(kw_only=True)
class CapacityProgress:
    """The planned capacity of a measure beside the capacity that its service has."""

    planned: PlannedCapacity
    measure: Measure
    service: Service
    #: The day of the comparison; ``None``: no day is known.
    day: date | None
    #: What the service has on the day in the same unit, 0 while it is not provided; ``None``: not known.
    actual: Decimal | None

    @property
    def is_whole(self) -> bool:
        """Whether the planned number is surely the whole capacity: of a service that is created or kept."""
        return self.measure.kind in {MeasureKind.CREATE, MeasureKind.KEEP}

    @property
    def share(self) -> Fraction | None:
        """The actual capacity by the planned one, exactly.

        ``None`` where either is not known, or where the planned number may be an addition to a capacity that nobody
        states (`is_whole`).
        """
        if not self.is_whole or self.actual is None or not self.planned.quantity:
            return None
        return Fraction(self.actual) / Fraction(self.planned.quantity)


@guarded
@held
def indicators_in_order(dossier: Dossier) -> tuple[Indicator, ...]:
    """The indicators as the plan reads: of each goal, then of its measures; those of neither come last."""
    places: dict[tuple[type[Goal | Measure], str], int] = {}
    for node in goals_in_order(dossier):
        places.setdefault((Goal, node.goal.id), len(places))
        for measure in node.measures:
            places.setdefault((Measure, measure.id), len(places))

    def place(indicator: Indicator) -> int:
        of_goal = (Goal, indicator.goal) if indicator.goal else None
        of_measure = (Measure, indicator.measure) if indicator.measure else None
        return min((places[key] for key in (of_goal, of_measure) if key in places), default=len(places))

    return tuple(sorted(dossier.ordered(Indicator), key=place))


@guarded
def indicators_of_round(dossier: Dossier, round_: MonitoringRound) -> tuple[Indicator, ...]:
    """The indicators of goals that the plan has in a round, and of the measures of the plan in its period, in order."""
    measures = {measure.id for measure in measures_in(dossier, round_.period)}
    goals = {goal.id for goal in dossier.goals if goal.validity.meets(round_.period)}
    return tuple(
        indicator
        for indicator in indicators_in_order(dossier)
        if indicator.goal in goals or indicator.measure in measures
    )


# Values


@guarded
def indicator_parts(dossier: Dossier, indicator: Indicator, round_: MonitoringRound) -> tuple[IndicatorPart, ...]:
    """The parts of an indicator in a round, by the Czech alphabet and then by territory.

    A part that was reported in another round, and not in this one, is unknown here.
    """
    values = dossier.having(IndicatorValue, "indicator", indicator.id)
    places = {territory.id: place for place, territory in enumerate(dossier.ordered(Territory))}
    keys = sorted(
        {(value.part, value.territory) for value in values if value.part or value.territory},
        key=lambda key: (czech_key(key[0] or ""), places.get(key[1] or "", len(places)), key[1] or ""),
    )
    return tuple(
        IndicatorPart(part=part, territory=territory, value=_reported(dossier, indicator, round_, part, territory))
        for part, territory in keys
    )


def _reported(
    dossier: Dossier, indicator: Indicator, round_: MonitoringRound, part: str | None, territory: str | None
) -> Decimal | None:
    record = dossier.get(IndicatorValue, indicator.id, round_.id, part, territory)
    return record.value if record else None


@guarded
def part_sums(dossier: Dossier, indicator: Indicator, round_: MonitoringRound) -> tuple[PartSum, ...]:
    """The parts of an indicator whose parts add up, each kind of parts by itself; none where they do not."""
    if not indicator.parts_add_up:
        return ()
    kinds: Mapping[object, tuple[IndicatorPart, ...]] = grouped(
        indicator_parts(dossier, indicator, round_), lambda part: (part.part is None, part.territory is None)
    )
    whole = _reported(dossier, indicator, round_, None, None)
    return tuple(PartSum(indicator=indicator, round=round_, parts=parts, whole=whole) for parts in kinds.values())


def _value_in(dossier: Dossier, indicator: Indicator, round_: MonitoringRound) -> Decimal | None:
    """The value of the whole in a round; where it was not reported, the sum on which all known kinds of parts agree."""
    whole = _reported(dossier, indicator, round_, None, None)
    if whole is not None:
        return whole
    totals = {total for kind in part_sums(dossier, indicator, round_) if (total := kind.sum.total) is not None}
    return totals.pop() if len(totals) == 1 else None


def _rounds_until(dossier: Dossier, indicator: Indicator, round_: MonitoringRound) -> Iterator[MonitoringRound]:
    """The rounds whose values add up: those after the baseline in which the plan had the measure, until a round."""
    measure, start = dossier.get(Measure, indicator.measure), indicator.baseline_day
    for earlier in rounds_in_order(dossier):
        end = earlier.period.end
        before = start is not None and end is not None and end.last_day <= start.last_day
        if earlier.id == round_.id:
            yield earlier
            return
        if not before and (measure is None or measure.validity.meets(earlier.period)):
            yield earlier


@guarded
def indicator_value(dossier: Dossier, indicator: Indicator, round_: MonitoringRound) -> Decimal | None:
    """The actual value of an indicator in a round; ``None``: not known.

    An indicator that adds up has the sum of the rounds after its baseline, unknown as soon as one of them is unknown.
    Any other has the value of the round itself: an older value is not that of a later round.
    """
    if not indicator.adds_up:
        return _value_in(dossier, indicator, round_)
    values = [_value_in(dossier, indicator, earlier) for earlier in _rounds_until(dossier, indicator, round_)]
    return Sum.of(values, Decimal(0)).total


@guarded
def indicator_progress(dossier: Dossier, indicator: Indicator, round_: MonitoringRound) -> IndicatorProgress:
    """How far an indicator has come in a round.

    Example: baseline 12, target 20, actual 15. The share is 3/8.
    """
    return IndicatorProgress(indicator=indicator, actual=indicator_value(dossier, indicator, round_))


# Planned capacity


@guarded
def capacity_progress(dossier: Dossier, round_: MonitoringRound) -> tuple[CapacityProgress, ...]:
    """The planned capacities of the measures in the plan, beside those of their services at the end of a round.

    A round that has not ended by the day that the dossier speaks of is looked at on that day. A planned capacity
    without a service is left out: there is nothing to compare.
    """
    day = _last_day(dossier, round_)
    rows = []
    for measure in measures_in(dossier, round_.period):
        for planned in dossier.having(PlannedCapacity, "measure", measure.id):
            service = dossier.get(Service, planned.service)
            if service is not None:
                actual = _capacity(dossier, service, planned.unit, day)
                row = CapacityProgress(planned=planned, measure=measure, service=service, day=day, actual=actual)
                rows.append(row)
    return tuple(rows)


def _last_day(dossier: Dossier, round_: MonitoringRound) -> date | None:
    days = (known_day(dossier), round_.period.end.last_day if round_.period.end else None)
    return min((day for day in days if day is not None), default=None)


def _capacity(dossier: Dossier, service: Service, unit: str, day: date | None) -> Decimal | None:
    """The capacity of a service in a unit: that of all forms together, else the sum of its forms."""
    if not service.validity.holds(day):
        return Decimal(0)
    capacities = [row for row in capacities_at(dossier, service, day) if row.unit == unit]
    together: Iterable[Decimal | None] = [row.quantity for row in capacities if row.form is None]
    listed = list(together) or [row.quantity for row in capacities]
    return Sum.of(listed, Decimal(0)).total if listed else None
