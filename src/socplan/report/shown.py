"""The looks of a cell, in formats that people read and in sentences about tables."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from socplan.labels.formats import date_text, money_text, number_text, percent_text, period_text
from socplan.model import PartialDate, Period
from socplan.report.tables import AtLeast, Cell, Coded, Column, ColumnKind, NotApplicable, Percent, StatusMark

__all__ = ["shown_cell"]

#: Amounts have at least two places: 1 234,50.
_PLACES: Final = 2


def shown_cell(cell: Cell, column: Column, words: Mapping[str, str], locale: str) -> str:
    """A cell as people read it; there is a word for unknown, and a dash for what does not apply.

    Only a code that does not apply is empty: a sum has no number, and a dash before its name would look like one.
    Numbers, dates and periods hold hard spaces (U+00A0).

    Args:
        cell: the cell.
        column: its column.
        words: the words of a report for values: ``unknown``, ``not_applicable``, ``yes``, ``no``, ``open``,
            ``at_least``, and ``unknown_status``.
        locale: the language of the report.
    """
    match cell:
        case AtLeast():
            return f"{words['at_least']} {shown_cell(cell.value, column, words, locale)}"
        case None if column.kind is ColumnKind.STATUS:
            # As sentences say it: „stav znám není“.
            return words.get("unknown_status", words["unknown"])
        case None:
            return words["unknown"]
        case NotApplicable():
            return "" if column.kind is ColumnKind.CODE else words["not_applicable"]
        case bool():
            return words["yes" if cell else "no"]
        case int() | Decimal():
            return _number(cell, column, locale)
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


def _number(number: int | Decimal, column: Column, locale: str) -> str:
    """A number: an amount with the places of its table, a difference with its sign."""
    if column.kind is not ColumnKind.MONEY:
        text = number_text(number, locale)
    elif column.whole:
        text = money_text(Decimal(number), locale)
    else:
        text = number_text(number, locale, least=_PLACES)
    return f"+{text}" if column.kind is ColumnKind.DIFFERENCE and number > 0 else text.replace("-", "\N{MINUS SIGN}")
