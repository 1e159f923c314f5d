"""The cost of services per unit, and the figures that it is computed from.

Every authority has a method of its own, so a quotient is a `Formula`, and plugins offer more formulas.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Final

from attrs import field, frozen, validators

from socplan.calculations.structure import grouped
from socplan.calculations.sums import Sum
from socplan.hookspecs import hookimpl
from socplan.model import Capacity, Dossier, Output, Period, Service, ServiceCost, ServiceForm
from socplan.model.order import czech_key
from socplan.offers import NAME, instance
from socplan.typecheck import guarded_late

__all__ = [
    "FORMULAS",
    "Formula",
    "NoValue",
    "UnitQuantity",
    "UnitValue",
    "capacities_of",
    "cost_of",
    "forms_of",
    "outputs_of",
]

_NUMBER: Final = validators.optional(instance((Decimal, Fraction)))


class NoValue(Enum):
    """Why a service has no value in a formula, or is not compared."""

    NOT_MEANT = "not_meant"  #: The formula is not for such services.
    COST_UNKNOWN = "cost_unknown"  #: Its cost in that very period is not known.
    REVENUE_UNKNOWN = "revenue_unknown"  #: Its own revenue is not known.
    OUTPUT_UNKNOWN = "output_unknown"  #: Its output, or a part of it, is not known.
    CAPACITY_UNKNOWN = "capacity_unknown"  #: Its capacity, or a part of it, is not known.
    CAPACITY_CHANGED = "capacity_changed"  #: The capacity was not the same, or not there, all the time.
    CAPACITY_ELSEWHERE = "capacity_elsewhere"
    """One of its forms has no capacity in the unit, yet the cost is that of all forms."""
    REPEATED = "repeated"  #: Two records state the quantity, and nobody knows which is right.
    UNKNOWN = "unknown"  #: A figure that it is computed from is not known.
    ZERO = "zero"  #: Nothing to divide by.
    KIND_UNKNOWN = "kind_unknown"  #: Its kind is not known.
    FORMS_UNKNOWN = "forms_unknown"  #: Its forms are not known.
    FEW_PEERS = "few_peers"  #: Too few services are like it.


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
    """The value of a service in one unit (jednotkový ukazatel): an exact quotient, or why there is none."""

    #: The unit of the denominator: „lůžko“, „hodina péče“. Values of different units are never compared.
    unit: str | None = None
    #: In CZK.
    numerator: Decimal | Fraction | None = field(default=None, validator=_NUMBER)
    denominator: Decimal | Fraction | None = field(default=None, validator=_NUMBER)
    #: Why there is no value. A plugin may say so in words of its own, or by the key of a label.
    missing: NoValue | str | None = None
    #: The form that the figures describe; ``None``: the whole service, all its forms together.
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

    ``compute(dossier, service, period)`` is pure. It gives a `UnitValue` for every unit that it knows, or one that says
    why there is none, and nothing for a service that it is not meant for.
    """

    name: str = field(validator=validators.matches_re(NAME))
    #: The key of its label; a plugin may give the name itself.
    label: str = field(validator=instance(str))
    compute: Callable[[Dossier, Service, Period], tuple[UnitValue, ...]] = field(validator=validators.is_callable())
    #: The quotient in a sentence or two: the key of a label, or the words themselves. Empty: not described.
    meaning: str = field(default="", validator=instance(str))


# The parts of formulas


@guarded_late
def cost_of(dossier: Dossier, service: Service, period: Period) -> ServiceCost | NoValue:
    """The cost of a service in that very period (náklady), or why it is not known."""
    costs = [cost for cost in dossier.having(ServiceCost, "service", service.id) if cost.period.days == period.days]
    if len(costs) > 1:
        return NoValue.REPEATED
    return costs[0] if costs and costs[0].cost is not None else NoValue.COST_UNKNOWN


@guarded_late
def outputs_of(dossier: Dossier, service: Service, period: Period) -> tuple[UnitQuantity, ...]:
    """The outputs of a service in that very period (výkony), unit by unit; at least one, which says why there is none.

    Outputs of several areas are added up; a sum with an unknown part is unknown.
    """
    outputs = (output for output in dossier.having(Output, "service", service.id) if output.period.days == period.days)
    by_unit = grouped(outputs, lambda output: output.unit)
    quantities = tuple(_output(unit, by_unit[unit]) for unit in sorted(by_unit, key=czech_key))
    return quantities or (UnitQuantity(missing=NoValue.OUTPUT_UNKNOWN),)


def _output(unit: str, outputs: tuple[Output, ...]) -> UnitQuantity:
    if _is_repeated([output.area for output in outputs]):
        return UnitQuantity(unit=unit, missing=NoValue.REPEATED)
    total = Sum.of((output.quantity for output in outputs), Decimal(0)).total
    return UnitQuantity(unit=unit, quantity=total, missing=NoValue.OUTPUT_UNKNOWN if total is None else None)


def _is_repeated(parts: Sequence[object]) -> bool:
    """Whether two records are of one part, or one is of no part: it may be the sum of the others."""
    return len({*parts}) < len(parts) or (None in parts and len(parts) > 1)


@guarded_late
def forms_of(dossier: Dossier, service: Service, period: Period) -> tuple[ServiceForm, ...]:
    """The forms in which a service was provided at some time of the period; empty: not known.

    They are not known where one of its capacities has no stated form: that may be of one more.
    """
    named = {capacity.form for capacity in _capacities(dossier, service, period)}
    return () if None in named else tuple(form for form in ServiceForm if form in named)


def _capacities(dossier: Dossier, service: Service, period: Period) -> list[Capacity]:
    return [capacity for capacity in dossier.having(Capacity, "service", service.id) if capacity.validity.meets(period)]


@guarded_late
def capacities_of(dossier: Dossier, service: Service, period: Period) -> tuple[UnitQuantity, ...]:
    """The capacity of a whole service all through a period (kapacita), unit by unit; at least one, as `outputs_of`.

    Capacities of several forms in one unit are added up: 3 and 1 full-time workers are 4. Where a form has none in
    the unit, or one changed within the period, there is no capacity of the whole service.
    """
    rows = _capacities(dossier, service, period)
    by_unit = grouped(
        (capacity for capacity in rows if capacity.unit is not None), lambda capacity: capacity.unit or ""
    )
    forms = {capacity.form for capacity in rows}
    quantities = tuple(_capacity(service, period, by_unit[unit], forms) for unit in sorted(by_unit, key=czech_key))
    return quantities or (UnitQuantity(missing=NoValue.CAPACITY_UNKNOWN),)


def _capacity(
    service: Service, period: Period, capacities: tuple[Capacity, ...], all_forms: set[ServiceForm | None]
) -> UnitQuantity:
    forms = [capacity.form for capacity in capacities]
    total = Sum.of((capacity.quantity for capacity in capacities), Decimal(0)).total
    validities = (service.validity, *(capacity.validity for capacity in capacities))
    missing = None
    if not all(validity.holds(day) for validity in validities for day in period.days):
        missing = NoValue.CAPACITY_CHANGED
    elif _is_repeated(forms):
        missing = NoValue.REPEATED
    elif None not in forms and {*forms} != all_forms:
        missing = NoValue.CAPACITY_ELSEWHERE
    elif total is None:
        missing = NoValue.CAPACITY_UNKNOWN
    return UnitQuantity(unit=capacities[0].unit, quantity=None if missing else total, missing=missing)


# The formulas of the core


def _cost(dossier: Dossier, service: Service, period: Period) -> Decimal | NoValue:
    record = cost_of(dossier, service, period)
    if isinstance(record, NoValue):
        return record
    return NoValue.COST_UNKNOWN if record.cost is None else record.cost


def _net_cost(dossier: Dossier, service: Service, period: Period) -> Decimal | NoValue:
    record, cost = cost_of(dossier, service, period), _cost(dossier, service, period)
    if isinstance(record, NoValue) or isinstance(cost, NoValue):
        return cost
    return NoValue.REVENUE_UNKNOWN if record.own_revenue is None else cost - record.own_revenue


def _quotient(
    name: str,
    amount: Callable[[Dossier, Service, Period], Decimal | NoValue],
    quantities: Callable[[Dossier, Service, Period], tuple[UnitQuantity, ...]],
) -> Formula:
    def compute(dossier: Dossier, service: Service, period: Period) -> tuple[UnitValue, ...]:
        cost = amount(dossier, service, period)
        if isinstance(cost, NoValue):
            return (UnitValue(missing=cost),)
        return tuple(
            UnitValue(unit=quantity.unit, numerator=cost, denominator=quantity.quantity, missing=quantity.missing)
            for quantity in quantities(dossier, service, period)
        )

    key = f"formula.{name.replace('-', '_')}"
    return Formula(name=name, label=key, compute=compute, meaning=f"{key}_meaning")


#: Cost per unit of output, cost per unit of capacity, and net cost per unit of capacity: what is left of the cost
#: when the service's own revenue is taken off, which is what a compensatory payment (vyrovnávací platba) starts from.
FORMULAS: Final = (
    _quotient("cost-per-output", _cost, outputs_of),
    _quotient("cost-per-capacity", _cost, capacities_of),
    _quotient("net-cost-per-capacity", _net_cost, capacities_of),
)


@hookimpl
def register_formulas() -> tuple[Formula, ...]:
    """Offer the formulas of the core."""
    return FORMULAS
