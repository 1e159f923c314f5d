"""The looks of a cell, in formats that people read and in sentences about tables."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from socplan.labels.formats import date_text, number_text, percent_text, period_text
from socplan.model import PartialDate, Period
from socplan.report.tables import Cell, Coded, Column, ColumnKind, NotApplicable, Percent, StatusMark

__all__ = ["money_places", "shown_cell"]


def money_places(amount: int | Decimal, *, whole: bool) -> Decimal:
    """An amount with the places that it is printed with: none among ``whole`` crowns, else at least two: 1 234,50."""
    return Decimal(int(amount)) if whole and amount == int(amount) else Decimal(amount) + Decimal("0.00")


def shown_cell(cell: Cell, column: Column, words: Mapping[str, str], locale: str) -> str:
    """A cell as people read it; never empty, because there is a word for unknown.

    Numbers, dates and periods hold hard spaces (U+00A0).

    Args:
        cell: the cell.
        column: its column.
        words: the words of a report for values: ``unknown``, ``not_applicable``, ``yes``, ``no``, ``open``.
        locale: the language of the report.
    """
    match cell:
        case None:
            return words["unknown"]
        case NotApplicable():
            return words["not_applicable"]
        case bool():
            return words["yes" if cell else "no"]
        case int() | Decimal():
            text = number_text(
                money_places(cell, whole=column.whole) if column.kind is ColumnKind.MONEY else cell, locale
            )
            return (
                f"+{text}" if column.kind is ColumnKind.DIFFERENCE and cell > 0 else text.replace("-", "\N{MINUS SIGN}")
            )
        case Percent():
            return percent_text(cell.value, locale)
        case StatusMark():
            return cell.label
        case Coded():
            return words["unknown"] if cell.label is None else cell.label
        case date() | PartialDate():
            return date_text(cell, locale)
        case Period():
            return period_text(cell, locale, words["open"])
        case str():
            return cell
