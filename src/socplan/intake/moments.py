"""Cells that hold a day and an hour at once, as books of post have them, parted where a mapping reads both."""

import re
from datetime import datetime
from typing import Final

from attrs import evolve

from socplan.intake.grids import EMPTY, Cell
from socplan.intake.notation import RefusedError, date_of, parted_moment

__all__ = ["day_and_hour", "has_hour"]

#: A format that shows an hour: ``d.m.yyyy h:mm``.
_SHOWS_HOUR: Final = re.compile(r"h", re.IGNORECASE)


def day_and_hour(cell: Cell) -> tuple[Cell, Cell]:
    """The day of a cell and its hour; where it has none that people see, the whole cell and an empty one."""
    value = cell.value
    if isinstance(value, datetime):
        seen = cell.shown is None or _SHOWS_HOUR.search(cell.shown) is not None
        at_midnight = (value.hour, value.minute, value.second) == (0, 0, 0)
        if at_midnight or not seen:
            return cell, EMPTY
        return evolve(cell, value=value.replace(hour=0, minute=0, second=0, microsecond=0)), Cell(f"{value:%H:%M}")
    parts = parted_moment(value) if isinstance(value, str) else None
    return (cell, EMPTY) if parts is None else (Cell(parts[0]), Cell(parts[1]))


def has_hour(cell: Cell) -> bool:
    """Whether a cell holds a day and an hour that people see."""
    day, hour = day_and_hour(cell)
    if hour.is_empty:
        return False
    try:
        return isinstance(day.value, datetime) or date_of(day.text).day is not None
    except RefusedError:
        return False
