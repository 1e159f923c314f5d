"""Benchmarking: how a service stands among its peers."""

from enum import Enum
from fractions import Fraction
from statistics import quantiles
from typing import Final

from attrs import frozen

from socplan.calculations.formulas import Formula, NoValue, UnitValue, forms_of
from socplan.model import Dossier, Period, Service, ServiceForm, ServiceKind
from socplan.model.order import czech_key, in_order
from socplan.typecheck import guarded, refusal

__all__ = ["LEAST_PEERS", "Benchmark", "Compared", "NotCompared", "PeerGroup", "Position", "benchmark", "cost_years"]

#: Quartiles of fewer services say nothing.
LEAST_PEERS: Final = 4
#: There are no quartiles of fewer values.
_FEWEST: Final = 2


class Position(Enum):
    """Where a value lies among those of its peers."""

    BELOW = "below"  #: Under the lower quartile.
    BETWEEN = "between"  #: From the lower to the upper quartile, both included.
    ABOVE = "above"  #: Over the upper quartile.


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


@guarded
def cost_years(dossier: Dossier) -> tuple[int, ...]:
    """The calendar years with a known cost of some service, the earliest first."""
    return tuple(
        sorted({cost.period.year for cost in dossier.service_costs if cost.period.year and cost.cost is not None})
    )


@guarded
def benchmark(dossier: Dossier, formula: Formula, period: Period, *, least: int = LEAST_PEERS) -> Benchmark:
    """Compare services by a formula (benchmarking).

    Peers are of one kind, were provided in the same forms, and have a value in the same unit. A cost is that of a
    whole service, so peers share all their forms, unless the formula gives figures of a single form. Quartiles include
    the least and the greatest value (`statistics.quantiles`, method ``inclusive``).

    Values of 100, 200, 300 and 500 CZK a bed: quartiles 175 and 350, median 250; 500 lies above, and is twice the
    median.

    Args:
        dossier: holds the services.
        formula: what to compute for each of them.
        period: mostly a year; only figures of that very period count.
        least: how many peers, the service itself among them, there have to be.

    Raises:
        ArgumentError: ``least`` is below 2.
    """
    if least < _FEWEST:
        raise refusal(benchmark, least=f"{least} is less than {_FEWEST}")
    alike: dict[tuple[str, tuple[ServiceForm, ...], str | None], list[tuple[Service, UnitValue, Fraction]]] = {}
    left: list[NotCompared] = []
    for service in (service for service in dossier.ordered(Service) if service.validity.meets(period)):
        for result in formula.compute(dossier, service, period) or (UnitValue(missing=NoValue.NOT_MEANT),):
            forms = (result.form,) if result.form else forms_of(dossier, service, period)
            unlike = None if forms else NoValue.FORMS_UNKNOWN
            if dossier.get(ServiceKind, service.kind) is None:
                unlike = NoValue.KIND_UNKNOWN
            reason = result.reason or unlike
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
            left += [
                NotCompared(service=row[0], unit=unit, reason=NoValue.FEW_PEERS, peers=len(members)) for row in members
            ]
    return Benchmark(groups=_groups_in_order(groups), not_compared=_left_in_order(left))


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
            position=Position.BELOW if value < lower else Position.ABOVE if value > upper else Position.BETWEEN,
            ratio=value / median if median > 0 else None,
        )
        for service, result, value in sorted(members, key=lambda member: member[2])
    ]
    return PeerGroup(
        kind=kind, forms=forms, unit=unit, lower=lower, median=median, upper=upper, compared=tuple(compared)
    )


def _groups_in_order(groups: list[PeerGroup]) -> tuple[PeerGroup, ...]:
    kinds = {kind.id: place for place, kind in enumerate(in_order(group.kind for group in groups))}
    forms = list(ServiceForm)

    def key(group: PeerGroup) -> tuple[object, ...]:
        return (kinds[group.kind.id], [forms.index(form) for form in group.forms], czech_key(group.unit or ""))

    return tuple(sorted(groups, key=key))


def _left_in_order(left: list[NotCompared]) -> tuple[NotCompared, ...]:
    places = {service.id: place for place, service in enumerate(in_order({row.service for row in left}))}
    return tuple(sorted(left, key=lambda row: (places[row.service.id], czech_key(row.unit or ""))))
