"""Benchmarking: what services cost per unit, and how one stands among its peers; what was done by area of help.

Every authority has a method of its own, so a quotient is a `Formula`, and plugins offer more of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from statistics import quantiles
from typing import Final

import czech_sort
from attrs import field, frozen, validators

from socplan.calculations.structure import in_order
from socplan.calculations.sums import total_of
from socplan.hookspecs import hookimpl
from socplan.model import Capacity, Dossier, Output, Period, Service, ServiceCost, ServiceForm, ServiceKind
from socplan.offers import NAME

__all__ = [
    "FORMULAS",
    "LEAST_PEERS",
    "AreaOutputs",
    "AreaRow",
    "Benchmark",
    "Compared",
    "Formula",
    "NoValue",
    "NotCompared",
    "PeerGroup",
    "Position",
    "UnitQuantity",
    "UnitValue",
    "area_outputs",
    "benchmark",
    "capacities_of",
    "cost_of",
    "cost_years",
    "days_of",
    "forms_of",
    "outputs_of",
    "register_formulas",
    "same_time",
]

#: Of fewer services, the one compared among them, quartiles say nothing.
LEAST_PEERS: Final = 4
#: Quartiles of fewer values there are not.
_FEWEST: Final = 2
_NUMBER: Final = validators.optional(validators.instance_of((Decimal, Fraction)))


class NoValue(Enum):
    """Why a service has no value in a formula, or is not compared."""

    NOT_MEANT = "not_meant"
    """The formula is not for such services."""
    COST_UNKNOWN = "cost_unknown"
    """Nobody says what it cost in that very period."""
    REVENUE_UNKNOWN = "revenue_unknown"
    """Nobody says what it earned itself."""
    OUTPUT_UNKNOWN = "output_unknown"
    """Nobody says how much it did, or a part of it is missing."""
    CAPACITY_UNKNOWN = "capacity_unknown"
    """Nobody says how much it can do, or a part of it is missing."""
    CAPACITY_CHANGED = "capacity_changed"
    """The capacity was not the same, or not there, all the time."""
    CAPACITY_ELSEWHERE = "capacity_elsewhere"
    """One of its forms has no capacity in the unit, yet the cost is that of all forms."""
    REPEATED = "repeated"
    """Two records say how much; it is not known which of them is right."""
    UNKNOWN = "unknown"
    """A figure that it is computed from is not known."""
    ZERO = "zero"
    """Nothing to divide by."""
    KIND_UNKNOWN = "kind_unknown"
    """Nobody says of what kind it is."""
    FORMS_UNKNOWN = "forms_unknown"
    """Nobody says in what forms it is provided."""
    FEW_PEERS = "few_peers"
    """Too few services are like it."""


@frozen(kw_only=True)
class UnitQuantity:
    """How much of one unit, or why that is not known."""

    #: „lůžko“, „hodina péče“; ``None``: not even the unit is known.
    unit: str | None = None
    quantity: Decimal | None = None
    #: ``None``: the quantity is known.
    missing: NoValue | None = None


@frozen(kw_only=True)
class UnitValue:
    """What a formula gives for a service in one unit (jednotkový ukazatel): an exact quotient, or why there is none."""

    #: What the denominator counts: „lůžko“, „hodina péče“. Values of different units are never compared.
    unit: str | None = None
    #: In CZK.
    numerator: Decimal | Fraction | None = field(default=None, validator=_NUMBER)
    denominator: Decimal | Fraction | None = field(default=None, validator=_NUMBER)
    #: Why there is no value. A plugin may say so in words of its own, or by the key of a label.
    missing: NoValue | str | None = None
    #: The form that the figures are of; ``None``: the whole service, all its forms together.
    form: ServiceForm | None = None

    @property
    def value(self) -> Fraction | None:
        """Numerator by denominator, in CZK a unit; ``None`` where one is missing or the denominator is not above 0."""
        if self.missing is not None or self.numerator is None or self.denominator is None or self.denominator <= 0:
            return None
        return Fraction(self.numerator) / Fraction(self.denominator)

    @property
    def reason(self) -> NoValue | str | None:
        """Why there is no value; ``None`` where there is one."""
        if self.missing is not None:
            return self.missing
        if self.numerator is None or self.denominator is None:
            return NoValue.UNKNOWN
        return None if self.value is not None else NoValue.ZERO


@frozen(kw_only=True)
class Formula:
    """A way to compute what a service costs per unit (vzorec), offered by the core or a plugin.

    ``compute(dossier, service, period)`` is pure and gives a `UnitValue` for every unit that it has something to say
    of, or one that says why there is none; nothing for a service that it is not meant for.
    """

    name: str = field(validator=validators.matches_re(NAME))
    #: The key of its label; a plugin may give the name itself.
    label: str = field(validator=validators.instance_of(str))
    compute: Callable[[Dossier, Service, Period], tuple[UnitValue, ...]] = field(validator=validators.is_callable())
    #: What is divided by what, in a sentence or two: the key of a label, or the words themselves. Empty: not told.
    meaning: str = field(default="", validator=validators.instance_of(str))


# What formulas are made of


def days_of(period: Period) -> tuple[date, date]:
    """The first and the last day of a period; an unknown one lies before or after all others."""
    return (period.start.first_day if period.start else date.min, period.end.last_day if period.end else date.max)


def same_time(one: Period, other: Period) -> bool:
    """Whether two periods are the same days, however they are written: 2025 and 1/2025–12/2025."""
    return days_of(one) == days_of(other)


def cost_of(dossier: Dossier, service: Service, period: Period) -> ServiceCost | NoValue:
    """What a service cost in that very period (náklady), or why that is not known."""
    found = [one for one in dossier.having(ServiceCost, "service", service.id) if same_time(one.period, period)]
    if len(found) > 1:
        return NoValue.REPEATED
    return found[0] if found and found[0].cost is not None else NoValue.COST_UNKNOWN


def outputs_of(dossier: Dossier, service: Service, period: Period) -> tuple[UnitQuantity, ...]:
    """What a service did in that very period (výkony), unit by unit; at least one, which says why there is none.

    Outputs told area by area are added up; a sum with an unknown part is unknown.
    """
    by_unit: dict[str, list[Output]] = {}
    for one in dossier.having(Output, "service", service.id):
        if same_time(one.period, period):
            by_unit.setdefault(one.unit, []).append(one)
    found = tuple(_output(unit, by_unit[unit]) for unit in czech_sort.sorted(by_unit))
    return found or (UnitQuantity(missing=NoValue.OUTPUT_UNKNOWN),)


def _output(unit: str, outputs: list[Output]) -> UnitQuantity:
    areas = {one.area for one in outputs}
    # Two for one area say two things of it; one without an area beside others may be their sum.
    if len(areas) < len(outputs) or (None in areas and len(areas) > 1):
        return UnitQuantity(unit=unit, missing=NoValue.REPEATED)
    total = total_of((one.quantity for one in outputs), Decimal(0))
    return UnitQuantity(unit=unit, quantity=total, missing=NoValue.OUTPUT_UNKNOWN if total is None else None)


def forms_of(dossier: Dossier, service: Service, period: Period) -> tuple[ServiceForm, ...]:
    """The forms in which a service was provided at some time of the period; empty: nobody says.

    Nobody says either where one of its capacities is of no stated form: it may be of one more.
    """
    named = {one.form for one in _capacities(dossier, service, period)}
    return () if None in named else tuple(form for form in ServiceForm if form in named)


def _capacities(dossier: Dossier, service: Service, period: Period) -> list[Capacity]:
    return [one for one in dossier.having(Capacity, "service", service.id) if one.validity.meets(period)]


def _holds_through(validity: Period, period: Period) -> bool:
    return all(validity.holds(day) for day in days_of(period))


def capacities_of(dossier: Dossier, service: Service, period: Period) -> tuple[UnitQuantity, ...]:
    """The capacity of a whole service all through a period (kapacita), unit by unit; at least one, as `outputs_of`.

    Capacities of several forms in one unit are added up: 3 and 1 full-time workers are 4. Where a form has none in
    the unit, or one changed within the period, there is no capacity of the whole service.
    """
    rows = _capacities(dossier, service, period)
    units = czech_sort.sorted({one.unit for one in rows if one.unit is not None})
    whole_time = _holds_through(service.validity, period)
    found = tuple(_capacity(unit, rows, period, whole_time=whole_time) for unit in units)
    return found or (UnitQuantity(missing=NoValue.CAPACITY_UNKNOWN),)


def _capacity(unit: str, rows: list[Capacity], period: Period, *, whole_time: bool) -> UnitQuantity:
    own = [one for one in rows if one.unit == unit]
    forms = {one.form for one in own}
    total = total_of((one.quantity for one in own), Decimal(0))
    missing = None
    if not whole_time or not all(_holds_through(one.validity, period) for one in own):
        missing = NoValue.CAPACITY_CHANGED
    elif len(forms) < len(own) or (None in forms and len(forms) > 1):
        missing = NoValue.REPEATED
    elif None not in forms and forms != {one.form for one in rows}:
        missing = NoValue.CAPACITY_ELSEWHERE
    elif total is None:
        missing = NoValue.CAPACITY_UNKNOWN
    return UnitQuantity(unit=unit, quantity=None if missing else total, missing=missing)


# The formulas of the core


def _quotients(amount: Decimal | NoValue, quantities: tuple[UnitQuantity, ...]) -> tuple[UnitValue, ...]:
    if isinstance(amount, NoValue):
        return (UnitValue(missing=amount),)
    return tuple(
        UnitValue(unit=one.unit, numerator=amount, denominator=one.quantity, missing=one.missing) for one in quantities
    )


def _cost(dossier: Dossier, service: Service, period: Period) -> Decimal | NoValue:
    found = cost_of(dossier, service, period)
    if isinstance(found, NoValue):
        return found
    return NoValue.COST_UNKNOWN if found.cost is None else found.cost


def _net_cost(dossier: Dossier, service: Service, period: Period) -> Decimal | NoValue:
    found = cost_of(dossier, service, period)
    if isinstance(found, NoValue):
        return found
    if found.cost is None or found.own_revenue is None:
        return NoValue.COST_UNKNOWN if found.cost is None else NoValue.REVENUE_UNKNOWN
    return found.cost - found.own_revenue


def _cost_per_output(dossier: Dossier, service: Service, period: Period) -> tuple[UnitValue, ...]:
    return _quotients(_cost(dossier, service, period), outputs_of(dossier, service, period))


def _cost_per_capacity(dossier: Dossier, service: Service, period: Period) -> tuple[UnitValue, ...]:
    return _quotients(_cost(dossier, service, period), capacities_of(dossier, service, period))


def _net_cost_per_capacity(dossier: Dossier, service: Service, period: Period) -> tuple[UnitValue, ...]:
    return _quotients(_net_cost(dossier, service, period), capacities_of(dossier, service, period))


def _core(name: str, compute: Callable[[Dossier, Service, Period], tuple[UnitValue, ...]]) -> Formula:
    key = f"formula.{name.replace('-', '_')}"
    return Formula(name=name, label=key, compute=compute, meaning=f"{key}_meaning")


#: Cost per unit of output, cost per unit of capacity, and net cost per unit of capacity: what is left of the cost
#: when the service's own revenue is taken off, which is what a compensatory payment (vyrovnávací platba) starts from.
FORMULAS: Final = (
    _core("cost-per-output", _cost_per_output),
    _core("cost-per-capacity", _cost_per_capacity),
    _core("net-cost-per-capacity", _net_cost_per_capacity),
)


@hookimpl
def register_formulas() -> tuple[Formula, ...]:
    """Offer the formulas of the core."""
    return FORMULAS


# The comparison


class Position(Enum):
    """Where a value lies among those of its peers."""

    BELOW = "below"
    """Under the lower quartile."""
    BETWEEN = "between"
    """From the lower to the upper quartile, both included."""
    ABOVE = "above"
    """Over the upper quartile."""


@frozen(kw_only=True)
class Compared:
    """A service among its peers."""

    service: Service
    result: UnitValue
    #: In CZK a unit.
    value: Fraction
    position: Position
    #: Value by median; ``None`` where the median is not above 0.
    ratio: Fraction | None


@frozen(kw_only=True)
class PeerGroup:
    """Services of one kind, in the same forms, with a value in the same unit (srovnatelné služby)."""

    kind: ServiceKind
    forms: tuple[ServiceForm, ...]
    unit: str | None
    #: In CZK a unit, exact.
    lower: Fraction
    median: Fraction
    upper: Fraction
    #: The lowest value first.
    compared: tuple[Compared, ...]


@frozen(kw_only=True)
class NotCompared:
    """A service that is not compared in a unit, and why."""

    service: Service
    unit: str | None
    reason: NoValue | str
    #: How many services are like it, itself among them, where these are too few.
    peers: int | None = None


@frozen(kw_only=True)
class Benchmark:
    """What a formula says of all services that there were in a period."""

    groups: tuple[PeerGroup, ...]
    not_compared: tuple[NotCompared, ...]


def cost_years(dossier: Dossier) -> tuple[int, ...]:
    """The calendar years of which the cost of some service is known, the last one at the end."""
    return tuple(sorted({one.period.year for one in dossier.service_costs if one.period.year and one.cost is not None}))


def benchmark(dossier: Dossier, formula: Formula, period: Period, *, least: int = LEAST_PEERS) -> Benchmark:
    """Compare services by a formula (benchmarking).

    A service is compared with those of the same kind that were provided in the same forms and have a value in the
    same unit in the same period. Costs are those of a whole service, so one of several forms is compared with
    services of the same several forms, and not with those of one of them, unless the formula gives figures of a
    single form. Quartiles include the least and the greatest value (`statistics.quantiles`, method ``inclusive``).

    Values of 100, 200, 300 and 500 CZK a bed: quartiles 175 and 350, median 250; 500 lies above, and is twice the
    median.

    Args:
        dossier: what the services are in.
        formula: what to compute for each of them.
        period: mostly a year; only figures of that very period count.
        least: of fewer services with a value, the one compared among them, none is compared.

    Raises:
        ValueError: ``least`` is below 2.
    """
    if least < _FEWEST:
        raise ValueError(f"peers: at least {_FEWEST}, and not {least}")
    alike: dict[tuple[str, tuple[ServiceForm, ...], str | None], list[tuple[Service, UnitValue, Fraction]]] = {}
    left: list[NotCompared] = []
    for service in in_order(one for one in dossier.services if one.validity.meets(period)):
        for result in formula.compute(dossier, service, period) or (UnitValue(missing=NoValue.NOT_MEANT),):
            forms = (result.form,) if result.form else forms_of(dossier, service, period)
            reason = result.reason or _unlike(dossier, service, forms)
            if reason is None and result.value is not None and service.kind is not None:
                alike.setdefault((service.kind, forms, result.unit), []).append((service, result, result.value))
            else:
                left.append(NotCompared(service=service, unit=result.unit, reason=reason or NoValue.ZERO))
    groups = []
    for (kind_id, forms, unit), members in alike.items():
        kind = dossier.get(ServiceKind, kind_id)
        if kind is not None and len(members) >= least:
            groups.append(_group(kind, forms, unit, members))
        else:
            left += (
                NotCompared(service=one, unit=unit, reason=NoValue.FEW_PEERS, peers=len(members))
                for one, _, _ in members
            )
    return Benchmark(groups=_groups_in_order(groups), not_compared=_left_in_order(left))


def _unlike(dossier: Dossier, service: Service, forms: tuple[ServiceForm, ...]) -> NoValue | None:
    """Why it cannot be said what a service is like."""
    if service.kind is None or dossier.get(ServiceKind, service.kind) is None:
        return NoValue.KIND_UNKNOWN
    return None if forms else NoValue.FORMS_UNKNOWN


def _group(
    kind: ServiceKind,
    forms: tuple[ServiceForm, ...],
    unit: str | None,
    members: list[tuple[Service, UnitValue, Fraction]],
) -> PeerGroup:
    lower, median, upper = quantiles([value for _, _, value in members], n=4, method="inclusive")
    compared = [
        Compared(
            service=service,
            result=result,
            value=value,
            position=_position(value, lower, upper),
            ratio=value / median if median > 0 else None,
        )
        for service, result, value in sorted(members, key=lambda member: member[2])
    ]
    return PeerGroup(
        kind=kind, forms=forms, unit=unit, lower=lower, median=median, upper=upper, compared=tuple(compared)
    )


def _position(value: Fraction, lower: Fraction, upper: Fraction) -> Position:
    if value < lower:
        return Position.BELOW
    return Position.ABOVE if value > upper else Position.BETWEEN


def _groups_in_order(groups: list[PeerGroup]) -> tuple[PeerGroup, ...]:
    kinds = {kind.id: place for place, kind in enumerate(in_order(group.kind for group in groups))}
    forms = list(ServiceForm)

    def key(group: PeerGroup) -> tuple[object, ...]:
        return (kinds[group.kind.id], [forms.index(form) for form in group.forms], czech_sort.key(group.unit or ""))

    return tuple(sorted(groups, key=key))


def _left_in_order(left: list[NotCompared]) -> tuple[NotCompared, ...]:
    places = {service.id: place for place, service in enumerate(in_order({one.service for one in left}))}
    return tuple(sorted(left, key=lambda one: (places[one.service.id], czech_sort.key(one.unit or ""))))


# What was done by area of help


@frozen(kw_only=True)
class AreaRow:
    """How much was done in one area of help, period by period."""

    area: str
    #: ``None``: not known.
    quantities: tuple[Decimal | None, ...]


@frozen(kw_only=True)
class AreaOutputs:
    """What was done in one unit, by area of help and period (výkony podle oblastí pomoci)."""

    unit: str
    #: The earliest first.
    periods: tuple[Period, ...]
    rows: tuple[AreaRow, ...]

    @property
    def totals(self) -> tuple[Decimal | None, ...]:
        """The sum of all areas, period by period; with an unknown area it is unknown."""
        return tuple(total_of(column, Decimal(0)) for column in self._columns())

    @property
    def known(self) -> tuple[Decimal | None, ...]:
        """The sum of the known areas alone, period by period; ``None`` where none is known."""
        columns = ([one for one in column if one is not None] for column in self._columns())
        return tuple(sum(known, Decimal(0)) if known else None for known in columns)

    @property
    def unknown(self) -> tuple[int, ...]:
        """How many areas are not known, period by period."""
        return tuple(column.count(None) for column in self._columns())

    def _columns(self) -> Iterator[tuple[Decimal | None, ...]]:
        return zip(*(row.quantities for row in self.rows), strict=True)


def area_outputs(dossier: Dossier) -> tuple[AreaOutputs, ...]:
    """What was done by area of help and period, unit by unit; different units are never added.

    The figure of a whole area counts; where there is none, those of its services are added up. Nothing recorded of an
    area in a period is unknown, and so is an area of which two records speak.
    """
    told = [one for one in dossier.outputs if one.area is not None]
    return tuple(
        _area_outputs(unit, [one for one in told if one.unit == unit])
        for unit in czech_sort.sorted({one.unit for one in told})
    )


def _area_outputs(unit: str, outputs: list[Output]) -> AreaOutputs:
    periods = {days_of(one.period): one.period for one in sorted(outputs, key=lambda one: str(one.period))}
    cells: dict[tuple[str | None, tuple[date, date]], list[Output]] = {}
    for one in outputs:
        cells.setdefault((one.area, days_of(one.period)), []).append(one)
    rows = tuple(
        AreaRow(area=area, quantities=tuple(_area(cells.get((area, days), [])) for days in sorted(periods)))
        for area in czech_sort.sorted({one.area for one in outputs if one.area is not None})
    )
    return AreaOutputs(unit=unit, periods=tuple(periods[days] for days in sorted(periods)), rows=rows)


def _area(outputs: list[Output]) -> Decimal | None:
    counting = [one for one in outputs if one.service is None] or outputs
    if not counting or len({one.service for one in counting}) < len(counting):
        return None
    return total_of((one.quantity for one in counting), Decimal(0))
