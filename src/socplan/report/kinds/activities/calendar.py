"""The calendar: in which months of which years each event is held."""

from typing import Final

from socplan import calculations as calc
from socplan.calculations.structure import grouped
from socplan.model import Event, PartialDate
from socplan.report.columns import Col, listing
from socplan.report.kinds.activities.scene import ActivityScene
from socplan.report.parts import group_names
from socplan.report.tables import NA, Cell, Table

#: The table of events answers by itself for fewer, and for events of which none comes again.
_FEWEST: Final = 6
#: The number of years side by side.
_YEARS: Final = 5


def calendar(scene: ActivityScene) -> Table | None:
    """Events of one title and group in a row, with their months in the column of each year."""
    words = scene.words
    dated = [(event, when) for event in scene.events if not event.cancelled and (when := event.held or event.planned)]
    years = sorted({when.year for _, when in dated})
    shown = years[-_YEARS:]
    dated = [(event, when) for event, when in dated if when.year in shown]
    rows = grouped(dated, lambda row: (row[0].title, group_names(scene, row[0])))
    if len(dated) < _FEWEST or len(dated) == len(rows):
        return None

    def column(year: int) -> Col[tuple[tuple[Event, PartialDate], ...]]:
        def months(row: tuple[tuple[Event, PartialDate], ...]) -> Cell:
            return ", ".join(_month(scene, event, when) for event, when in row if when.year == year) or NA

        return Col(f"y{year}", months, head=str(year))

    return listing(
        scene,
        "calendar",
        rows.values(),
        Col("event", lambda row: row[0][0].title),
        Col("group", lambda row: group_names(scene, row[0][0]), head=words.text("column.body")),
        *map(column, shown),
        title=words.text("activities.calendar_title"),
        notes=(
            words.text("activities.calendar_note", year=str(shown[0])) if years != shown else None,
            _left_out(scene),
        ),
        row_key=lambda row: row[0][0].id,
    )


def _left_out(scene: ActivityScene) -> str | None:
    """The sorts of events that the calendar has no place for."""
    words = scene.words
    cancelled = any(event.cancelled for event in scene.events)
    undated = any(not (event.cancelled or event.held or event.planned) for event in scene.events)
    told = [
        words.text(f"activities.calendar_without.{key}")
        for key, is_there in (("cancelled", cancelled), ("undated", undated))
        if is_there
    ]
    return words.text("activities.calendar_without", events=words.listed(told)) if told else None


def _month(scene: ActivityScene, event: Event, when: PartialDate) -> str:
    """The month of an event, and its state if it was not held."""
    words = scene.words
    if when.month is None:
        name = words.text("activities.in_year")
    else:
        name = words.show(PartialDate(when.year, when.month)).removesuffix(str(when.year)).strip()
    state = calc.event_state(event, scene.day)
    if state is calc.EventState.HELD:
        return name
    return f"{name} ({words.text(f'event_state.{state.value}')})"
