"""The values of a report in a template: they count and compare, and print as the report prints them."""

from datetime import date
from decimal import Decimal
from typing import Any, Self

from socplan.exporters.base import cell_text
from socplan.model import PartialDate
from socplan.report import AtLeast, Cell, Column, NotApplicable, Percent, Report

__all__ = ["Amount", "Answer", "Count", "Day", "Missing", "PartDay", "cell_value"]


class _Shown:
    """A value that prints as a text of its own: the base of numbers and days."""

    text: str

    def __new__(cls, *value: Any, text: str) -> Self:
        """Keep the text beside the value."""
        made = super().__new__(cls, *value)
        made.text = text
        return made

    def __str__(self) -> str:
        return self.text


class Count(_Shown, int):
    """A whole number with its text."""


class Answer(Count):
    """Yes or no, with the word of the report."""


class Amount(_Shown, Decimal):
    """A number with places, or a percentage, with its text."""


class Day(_Shown, date):
    """A day with its text."""


class Missing(str):
    """The word for what is unknown or does not apply; it cannot be counted with."""

    __slots__ = ()


class PartDay(str):
    """The text of a day of which only the month or the year is known."""

    __slots__ = ()


def cell_value(cell: Cell, column: Column, report: Report) -> object:
    """A cell as a template gets it."""
    text = cell_text(cell, column, report)
    match cell:
        case None | NotApplicable() | AtLeast():
            return Missing(text)
        case bool():
            return Answer(cell, text=text)
        case int():
            return Count(cell, text=text)
        case Decimal():
            return Amount(cell, text=text)
        case Percent():
            return Amount(cell.value, text=text)
        case PartialDate() if cell.day is not None:
            return _day(cell.first_day, text)
        case PartialDate():
            return PartDay(text)
        case date():
            return _day(cell, text)
    return text


def _day(day: date, text: str) -> Day:
    return Day(day.year, day.month, day.day, text=text)
