"""The events, day and year that the parts of the report on activities share."""

from __future__ import annotations

from datetime import date
from typing import Final

from attrs import frozen

from socplan.calculations import events_in_order
from socplan.model import Event, EventKind, PartialDate, Period
from socplan.report.blocks import Cell
from socplan.report.scene import Scene

__all__ = ["KIND", "ActivityScene", "event_time", "is_of_year"]

KIND: Final = "activities"


@frozen(kw_only=True)
class ActivityScene(Scene):
    """What is done by a day, or of that what is of one year."""

    day: date | None
    #: Only events and publications of this year; ``None``: all.
    year: int | None

    @property
    def events(self) -> tuple[Event, ...]:
        """The events that are reported on; those of history belong to the process."""
        return tuple(
            event
            for event in events_in_order(self.dossier)
            if event.kind is not EventKind.HISTORY
            and (self.year is None or is_of_year(event.held or event.planned, self.year))
        )


def is_of_year(when: PartialDate | None, year: int) -> bool:
    """Whether something is known to be of a year."""
    return when is not None and when.year == year


def event_time(scene: ActivityScene, event: Event) -> Cell:
    """When an event was held, or is to be."""
    if event.held and event.held_until:
        return Period(event.held, event.held_until)
    when = event.held or event.planned
    return scene.words.text("process.as_needed") if when is None and event.as_needed else when
