"""The events, day and year that the parts of the report on activities share."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Final

from attrs import frozen

from socplan import calculations as calc
from socplan.calculations.structure import grouped
from socplan.model import Event, EventKind, PartialDate, Period, Publication
from socplan.report.scene import Scene
from socplan.report.tables import Cell

KIND: Final = "activities"


@frozen(kw_only=True)
class ActivityScene(Scene):
    """The activities of one year or of all, as known on a day."""

    day: date | None
    #: ``None``: events and publications of all years.
    year: int | None

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """The reported events; history belongs to the report on the process."""
        return tuple(
            event
            for event in calc.events_in_order(self.dossier)
            if event.kind is not EventKind.HISTORY
            and (self.year is None or is_of_year(event.held or event.planned, self.year))
        )

    @cached_property
    def events_by_activity(self) -> Mapping[str | None, tuple[Event, ...]]:
        """The events of each key activity."""
        return grouped(self.events, lambda event: event.activity)


def is_of_year(when: PartialDate | None, year: int) -> bool:
    """Whether a date is known to lie in a year."""
    return when is not None and when.year == year


def event_time(scene: ActivityScene, event: Event) -> Cell:
    """The date on which an event was held or is planned."""
    if event.held and event.held_until:
        return Period(event.held, event.held_until)
    when = event.held or event.planned
    return scene.words.text("process.as_needed") if when is None and event.as_needed else when


def is_out(publication: Publication, day: date | None) -> bool | None:
    """Whether a publication came out by a day; ``None`` where nobody says."""
    return False if day and publication.published and publication.published.first_day > day else publication.is_out


def issue_time(scene: ActivityScene, publication: Publication) -> Cell:
    """When a publication came out, or the time for which it is planned: that it came out then is not known."""
    if publication.published or publication.planned is None:
        return publication.published
    return scene.words.text("activities.planned_for", when=publication.planned)


def is_ahead(publication: Publication, day: date | None) -> bool:
    """Whether all that is known of a publication is that it is planned for a later time."""
    planned = publication.planned
    return publication.is_out is None and bool(day and planned and planned.first_day > day)
