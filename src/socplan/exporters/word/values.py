"""The values of a report in a template: they count and compare, and print as the report prints them."""

from datetime import date
from decimal import Decimal
from typing import Self

from socplan.exporters.base import cell_text
from socplan.model import PartialDate
from socplan.report import Cell, Column, NotApplicable, Percent, Report

__all__ = ["Amount", "Answer", "Count", "Day", "Missing", "cell_value"]


class Count(int):
    """A whole number with its text."""

    text: str

    def __new__(cls, value: int, text: str) -> Self:
        """Keep the text beside the value."""
        made = super().__new__(cls, value)
        made.text = text
        return made

    def __str__(self) -> str:
        return self.text


class Answer(Count):
    """Yes or no, with the word of the report."""


class Amount(Decimal):
    """A number with places, or a percentage, with its text."""

    text: str

    def __new__(cls, value: Decimal, text: str) -> Self:
        """Keep the text beside the value."""
        made = super().__new__(cls, value)
        made.text = text
        return made

    def __str__(self) -> str:
        return self.text


class Day(date):
    """A day with its text."""

    text: str

    def __new__(cls, value: date, text: str) -> Self:
        """Keep the text beside the value."""
        made = super().__new__(cls, value.year, value.month, value.day)
        made.text = text
        return made

    def __str__(self) -> str:
        return self.text


class Missing(str):
    """The word for what is unknown or does not apply; it cannot be counted with."""

    __slots__ = ()


def cell_value(cell: Cell, column: Column, report: Report) -> object:
    """A cell as a template gets it."""
    text = cell_text(cell, column, report)
    match cell:
        case None | NotApplicable():
            return Missing(text)
        case bool():
            return Answer(cell, text)
        case int():
            return Count(cell, text)
        case Decimal():
            return Amount(cell, text)
        case Percent():
            return Amount(cell.value, text)
        case PartialDate() if cell.day is not None:
            return Day(cell.first_day, text)
        case date():
            return Day(cell, text)
    return text
