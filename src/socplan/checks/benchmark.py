"""Whether services can be compared by what is recorded of them.

1. Where a cost is known, something is known to divide it by (``cost-without-quantity``).
2. No service earns more than it costs (``revenue-above-cost``).
3. An output is stated once (``output-repeated``).
"""

from collections.abc import Iterator
from typing import Final

from socplan.calculations import NoValue, capacities_of, outputs_of
from socplan.checks.finding import Check, Finding, Grade, finding
from socplan.checks.places import located, repeated
from socplan.hookspecs import hookimpl
from socplan.model import Dossier, Output, Service, ServiceCost

_NOT_KNOWN: Final = (NoValue.OUTPUT_UNKNOWN, NoValue.CAPACITY_UNKNOWN)


def costs_alone(dossier: Dossier) -> Iterator[Finding]:
    """Costs of services without a known output or capacity in that period."""
    for at, cost in located(dossier, ServiceCost):
        service = dossier.get(Service, cost.service)
        if cost.cost is None or service is None:
            continue
        quantities = (*outputs_of(dossier, service, cost.period), *capacities_of(dossier, service, cost.period))
        if all(quantity.missing in _NOT_KNOWN for quantity in quantities):
            yield finding("cost-without-quantity", Grade.NOTE, at, service=service.name, period=cost.period)


def revenues(dossier: Dossier) -> Iterator[Finding]:
    """Services whose own revenue is above their cost."""
    for at, cost in located(dossier, ServiceCost):
        service = dossier.get(Service, cost.service)
        if service and cost.cost is not None and cost.own_revenue is not None and cost.own_revenue > cost.cost:
            facts = {"service": service.name, "period": cost.period, "revenue": cost.own_revenue, "cost": cost.cost}
            yield finding("revenue-above-cost", Grade.NOTE, f"{at}.own_revenue", **facts)


def repeated_outputs(dossier: Dossier) -> Iterator[Finding]:
    """Outputs of one service or area of help, in one unit and period, after the first."""
    for at, output, first in repeated(
        located(dossier, Output), lambda row: (row.service, row.area, row.unit, row.period.days)
    ):
        yield finding("output-repeated", Grade.WARNING, at, unit=output.unit, period=output.period, first=first)


@hookimpl
def register_checks() -> tuple[Check, ...]:
    """Offer these checks."""
    return (
        Check(name="costs-alone", codes=("cost-without-quantity",), run=costs_alone),
        Check(name="revenues", codes=("revenue-above-cost",), run=revenues),
        Check(name="repeated-outputs", codes=("output-repeated",), run=repeated_outputs),
    )
