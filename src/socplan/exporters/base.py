"""What a format is, and how the values of a report look in the formats that people read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from attrs import field, frozen

from socplan.labels.formats import HARD_SPACE, date_text, number_text, percent_text, period_text
from socplan.model import PartialDate, Period
from socplan.report import Cell, Column, ColumnKind, Fact, NotApplicable, Option, Percent, Report, StatusMark

__all__ = ["ExportedFile", "Exporter", "InputFile", "cell_text", "column_text", "fact_text"]


@frozen(kw_only=True)
class InputFile:
    """A file that an option names, read for the exporter: callers give a path, exporters get the bytes."""

    name: str
    content: bytes


@frozen(kw_only=True)
class ExportedFile:
    """A file that an exporter made, not yet written anywhere."""

    #: A plain name without folders; a single file of a format takes the name the caller asks for.
    name: str
    media_type: str
    content: bytes


@frozen(kw_only=True)
class Exporter:
    """A format of reports (výstupní formát), offered by the core or a plugin.

    ``render(report, options)`` is pure: the same report gives the same bytes; ``options`` are complete and
    of the declared types. It gives one file or several, and never calculates, filters or asks the model.
    """

    name: str
    #: For people: „Word“.
    label: str
    #: With the point: ``.docx``.
    extension: str
    media_type: str
    render: Callable[[Report, Mapping[str, Any]], tuple[ExportedFile, ...]]
    options: tuple[Option, ...] = field(default=())


def column_text(column: Column) -> str:
    """The head of a column with its unit: „Vynaloženo (Kč)“; the percent sign stands at the figures."""
    return f"{column.label} ({column.unit})" if column.unit and column.unit != "%" else column.label


def fact_text(fact: Fact, report: Report) -> str:
    """The value of a line of the title block as people read it."""
    return cell_text(fact.value, Column(fact.key, fact.label), report)


def cell_text(cell: Cell, column: Column, report: Report) -> str:
    """A cell as people read it in the language of the report; never empty: unknown has a word of its own.

    Numbers, dates and periods hold hard spaces (U+00A0).
    """
    locale = report.locale
    match cell:
        case None:
            return report.words["unknown"]
        case NotApplicable():
            return report.words["not_applicable"]
        case bool():
            return report.words["yes" if cell else "no"]
        case int() | Decimal():
            text = number_text(cell, locale)
            return (
                f"+{text}" if column.kind is ColumnKind.DIFFERENCE and cell > 0 else text.replace("-", "\N{MINUS SIGN}")
            )
        case Percent():
            return percent_text(cell.value, locale)
        case StatusMark():
            return cell.label
        case date() | PartialDate():
            return date_text(cell, locale)
        case Period():
            return period_text(cell, locale, report.words["open"]).replace(" ", HARD_SPACE)
        case str():
            return cell
