"""Transformation: the capacity of services before others replace them, and of those others after."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from operator import itemgetter

from attrs import frozen

from socplan.calculations.services import capacity_totals
from socplan.calculations.structure import grouped
from socplan.calculations.sums import Sum
from socplan.model import Dossier, Replacement, Service
from socplan.model.dossier import held
from socplan.typecheck import guarded

__all__ = ["CapacityChange", "ReplacementCapacity", "capacity_changes", "replacement_capacities"]


@frozen(kw_only=True)
class ReplacementCapacity:
    """A replacement with the capacities of its two services in its unit."""

    replacement: Replacement
    #: The capacity of the replaced service on the day before the replacement begins; ``None``: not known.
    before: Decimal | None
    #: The capacity of the replacing service when the replacement is over; ``None``: not known.
    after: Decimal | None

    @property
    def contradicts(self) -> bool:
        """Whether the replacement itself gives another number than the services."""
        pairs = ((self.replacement.before, self.before), (self.replacement.after, self.after))
        return any(typed is not None and typed != number for typed, number in pairs)


@guarded
@held
def replacement_capacities(dossier: Dossier) -> tuple[ReplacementCapacity, ...]:
    """Every replacement with the capacity before and after: that of the services, else that of the replacement itself.

    A home has 24 beds until it is replaced in 7/2026: 24 before, whatever number the replacement gives.
    """
    return tuple(
        ReplacementCapacity(replacement=row, before=_before(dossier, row), after=_after(dossier, row))
        for row in dossier.ordered(Replacement)
    )


def _before(dossier: Dossier, row: Replacement) -> Decimal | None:
    start = row.term.start
    day = date.fromordinal(start.first_day.toordinal() - 1) if start else None
    capacity = _capacity(dossier, row.replaced, row.unit, day)
    return row.before if capacity is None else capacity


def _after(dossier: Dossier, row: Replacement) -> Decimal | None:
    capacity = _capacity(dossier, row.replacing, row.unit, row.term.end.last_day if row.term.end else None)
    return row.after if capacity is None else capacity


def _capacity(dossier: Dossier, service: str | None, unit: str | None, day: date | None) -> Decimal | None:
    record = dossier.get(Service, service)
    totals = capacity_totals(dossier, (record,), day) if record else ()
    return next((total.quantity.total for total in totals if total.unit == unit), None)


@frozen(kw_only=True)
class CapacityChange:
    """The capacity in one unit before and after a transformation."""

    unit: str
    before: Sum[Decimal]
    after: Sum[Decimal]


@guarded
def capacity_changes(dossier: Dossier) -> tuple[CapacityChange, ...]:
    """Capacity before and after all replacements, unit by unit, each service once.

    A sum is unknown where a part is unknown, or where two records give one service different capacities.
    """
    rows = (row for row in replacement_capacities(dossier) if row.replacement.unit is not None)
    return tuple(
        CapacityChange(
            unit=unit,
            before=_sum((row.replacement.replaced, row.before) for row in same),
            after=_sum((row.replacement.replacing or row.replacement.id, row.after) for row in same),
        )
        for unit, same in grouped(rows, lambda row: row.replacement.unit or "").items()
    )


def _sum(capacities: Iterable[tuple[str, Decimal | None]]) -> Sum[Decimal]:
    same_thing = grouped(capacities, itemgetter(0)).values()
    return Sum.of((same[0][1] if len(set(same)) == 1 else None for same in same_thing), Decimal(0))
