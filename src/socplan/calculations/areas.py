"""What was done by area of help."""

from decimal import Decimal

from attrs import frozen

from socplan.calculations.structure import grouped
from socplan.calculations.sums import Sum
from socplan.model import Dossier, Output, Period
from socplan.model.order import czech_key
from socplan.typecheck import guarded

__all__ = ["AreaOutputs", "AreaRow", "area_outputs"]


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
    def sums(self) -> tuple[Sum[Decimal], ...]:
        """The sum of all areas, period by period."""
        return tuple(Sum.of(column, Decimal(0)) for column in zip(*(row.quantities for row in self.rows), strict=True))


@guarded
def area_outputs(dossier: Dossier) -> tuple[AreaOutputs, ...]:
    """What was done by area of help and period, unit by unit; different units are never added.

    The figure of a whole area counts; where there is none, those of its services are added up. An area without a
    record in a period is unknown there, and so is an area with two.
    """
    of_areas = [output for output in dossier.outputs if output.area is not None]
    by_unit = grouped(of_areas, lambda output: output.unit)
    return tuple(_area_outputs(unit, by_unit[unit]) for unit in sorted(by_unit, key=czech_key))


def _area_outputs(unit: str, outputs: tuple[Output, ...]) -> AreaOutputs:
    periods = {output.period.days: output.period for output in sorted(outputs, key=lambda output: str(output.period))}
    cells = grouped(outputs, lambda output: (output.area or "", output.period.days))
    rows = tuple(
        AreaRow(area=area, quantities=tuple(_area(cells.get((area, days), ())) for days in sorted(periods)))
        for area in sorted({area for area, _ in cells}, key=czech_key)
    )
    return AreaOutputs(unit=unit, periods=tuple(periods[days] for days in sorted(periods)), rows=rows)


def _area(outputs: tuple[Output, ...]) -> Decimal | None:
    counting = [output for output in outputs if output.service is None] or outputs
    if not counting or len({output.service for output in counting}) < len(counting):
        return None
    return Sum.of((output.quantity for output in counting), Decimal(0)).total
