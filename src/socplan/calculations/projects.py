"""Projects: promised and delivered quantities, who takes part, the cost of a copy."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction

from attrs import frozen

from socplan.calculations.days import known_day
from socplan.calculations.events import EventState, event_state
from socplan.calculations.structure import grouped, tree_in_order
from socplan.calculations.sums import Sum
from socplan.model import (
    Deliverable,
    Delivery,
    Dossier,
    Event,
    KeyActivity,
    Organisation,
    Participation,
    Project,
    Publication,
    Territory,
)
from socplan.model.order import in_order
from socplan.typecheck import guarded, guarded_late

__all__ = [
    "Coverage",
    "Delivered",
    "PlannedTotal",
    "activities_of",
    "average",
    "cost_per_copy",
    "coverage",
    "delivered",
    "delivered_all",
    "planned_totals",
    "publicity",
]


@guarded
def activities_of(dossier: Dossier, project: Project) -> tuple[tuple[KeyActivity, int], ...]:
    """The key activities of a project, each once and before its parts, with its depth (0 for whole activities).

    The first activity of a cycle stands at the top.
    """
    activities = dossier.having(KeyActivity, "project", project.id)
    return tree_in_order(activities, lambda activity: activity.id, lambda activity: activity.parent)


@frozen(kw_only=True)
class Delivered:
    """A promised quantity and what was delivered of it, in the unit of the deliverable."""

    deliverable: Deliverable
    #: ``None``: no delivery is recorded.
    quantity: Decimal | None

    @property
    def least(self) -> Decimal | None:
        """The lower end of what is planned."""
        return self.deliverable.planned

    @property
    def most(self) -> Decimal | None:
        """The upper end of what is planned; the lower where no range is."""
        return self.deliverable.planned if self.deliverable.planned_most is None else self.deliverable.planned_most

    @property
    def remaining(self) -> Decimal | None:
        """The quantity missing to the lower end, at least 0; ``None`` where plan or delivery is not known."""
        if self.least is None or self.quantity is None:
            return None
        return max(Decimal(0), self.least - self.quantity)

    @property
    def share(self) -> Fraction | None:
        """Delivered by planned (its lower end); ``None`` where one is not known or nothing is planned."""
        if not self.least or self.quantity is None:
            return None
        return Fraction(self.quantity) / Fraction(self.least)


@guarded_late
def delivered(dossier: Dossier, deliverable: Deliverable, day: date | None = None) -> Delivered:
    """The quantity delivered by the day: the sum of its deliveries, and 1 for every event held that counts towards it.

    A delivery without a date counts on every day.

    300 hours planned, 75 and 30 delivered: quantity 105, remaining 195, share 7/20.
    """
    deliveries = dossier.having(Delivery, "deliverable", deliverable.id)
    events = dossier.having(Event, "deliverable", deliverable.id)
    due = [row.quantity for row in deliveries if not (day and row.date and row.date.first_day > day)]
    held = [Decimal(1) for event in events if event_state(event, day) is EventState.HELD]
    return Delivered(deliverable=deliverable, quantity=Sum.of((*due, *held), Decimal(0)).known_part)


@guarded
def delivered_all(dossier: Dossier, activity: KeyActivity, day: date | None = None) -> tuple[Delivered, ...]:
    """The deliverables of a key activity, in order, with the quantity of each delivered by the day."""
    return tuple(
        delivered(dossier, deliverable, day) for deliverable in dossier.having(Deliverable, "activity", activity.id)
    )


@frozen(kw_only=True)
class PlannedTotal:
    """The planned quantities of one unit, added up."""

    unit: str
    #: The lower ends of what is planned, deliverable by deliverable.
    least: Sum[Decimal]
    most: Sum[Decimal]


@guarded
def planned_totals(deliverables: Iterable[Deliverable]) -> tuple[PlannedTotal, ...]:
    """The planned quantities, unit by unit; different units are never added.

    1 + 2 + 2 + 2–3 + 2 + 2 + 2 workshops are 13–14.
    """
    by_unit = grouped(deliverables, lambda row: row.unit)
    return tuple(
        PlannedTotal(
            unit=unit,
            least=Sum.of((row.planned for row in rows), Decimal(0)),
            most=Sum.of(map(_most, rows), Decimal(0)),
        )
        for unit, rows in by_unit.items()
    )


def _most(deliverable: Deliverable) -> Decimal | None:
    no_range = deliverable.planned is None or deliverable.planned_most is None
    return deliverable.planned if no_range else deliverable.planned_most


@guarded
def publicity(dossier: Dossier, day: date | None = None) -> tuple[str, ...]:
    """The sentences that the funders of the projects running on a day want on every document, each once.

    A project of an unknown beginning or end may be running, and its sentence stands. On a day before the one that the
    dossier speaks of, it stands only where the beginning is known.
    """
    now = known_day(dossier)
    is_past = day is not None and now is not None and day < now
    running = (
        project
        for project in dossier.ordered(Project)
        if project.period.holds(day) and not (is_past and project.period.start is None)
    )
    return tuple(dict.fromkeys(project.publicity for project in running if project.publicity))


@guarded
def average(dossier: Dossier, deliverable: Deliverable) -> Fraction | None:
    """Planned quantity by that of the deliverable that it is spread over: 80 h over 5 blocks are 16 h a block."""
    over = dossier.get(Deliverable, deliverable.per)
    if over is None or not over.planned or deliverable.planned is None:
        return None
    return Fraction(deliverable.planned) / Fraction(over.planned)


@guarded
def cost_per_copy(publication: Publication) -> Fraction | None:
    """Cost by print run, in CZK; ``None`` where one of them is not known or nothing was printed."""
    if publication.cost is None or not publication.copies:
        return None
    return Fraction(publication.cost) / publication.copies


@frozen(kw_only=True)
class Coverage:
    """The areas of one kind whose organisations take part in a project, and those whose do not."""

    covered: tuple[Territory, ...]
    missing: tuple[Territory, ...]

    @property
    def total(self) -> int:
        """How many areas there are."""
        return len(self.covered) + len(self.missing)


@guarded
def coverage(dossier: Dossier, project: Project) -> Coverage:
    """The areas that take part and their siblings that do not: 13 of 14 regions.

    No area is missing where those that take part lie on several levels.
    """
    taking_part = set()
    for participation in dossier.having(Participation, "project", project.id):
        organisation = dossier.get(Organisation, participation.organisation)
        taking_part.add(participation.territory or (organisation.territory if organisation else None))
    covered = in_order(area for area in (dossier.get(Territory, name) for name in taking_part) if area)
    parents = {area.parent for area in covered}
    if len(parents) > 1:
        return Coverage(covered=covered, missing=())
    siblings = (area for parent in parents for area in dossier.having(Territory, "parent", parent))
    return Coverage(covered=covered, missing=tuple(area for area in siblings if area.id not in taking_part))
