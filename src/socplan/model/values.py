"""Small values for every table: text, identifiers, counts, money, partial dates, periods."""

from __future__ import annotations

import calendar
import re
from datetime import date
from functools import lru_cache
from typing import ClassVar, Final

from attrs import frozen

from socplan.errors import Fault, RecordError, quoted
from socplan.model.typed import Count, Identifier, Money, Quantity, Typed, identifier_problem, text_problem
from socplan.typecheck import guarded_late

__all__ = [
    "Count",
    "Identifier",
    "Money",
    "PartialDate",
    "Period",
    "Quantity",
    "identifier_problem",
    "natural_key",
    "text_problem",
]

_DIGITS: Final = re.compile(r"([0-9]+)", re.ASCII)


@lru_cache(maxsize=2**16)
def natural_key(text: str) -> tuple[tuple[bool, int, str, str], ...]:
    """A key that sorts 2 before 10, in codes and identifiers.

    Numbers of any length are compared as text, by length and then by digits.

    >>> sorted(["1.10", "1.9", "1"], key=natural_key)
    ['1', '1.9', '1.10']
    """
    parts = [(part, part.lstrip("0")) for part in _DIGITS.split(text) if part]
    return tuple(
        (False, len(digits), digits, part) if _DIGITS.fullmatch(part) else (True, 0, part, "") for part, digits in parts
    )


_FIRST_YEAR: Final = 1000
_PARTIAL_DATE: Final = re.compile(r"([1-9][0-9]{3})(?:-([0-9]{2})(?:-([0-9]{2}))?)?", re.ASCII)


@frozen
class PartialDate(Typed):
    """A date as precise as its source: a year, a month or a day (neúplné datum).

    >>> str(PartialDate.parse("2009-06"))
    '2009-06'
    """

    EXAMPLE: ClassVar[str] = 'PartialDate.parse("2012-06")'

    #: From 1000 to 9999.
    year: int
    #: ``None``: the source names the year alone.
    month: int | None = None
    #: ``None``: the source names no day.
    day: int | None = None

    def __attrs_post_init__(self) -> None:
        Typed.__attrs_post_init__(self)
        if self.month is None and self.day is not None:
            raise RecordError("PartialDate", [Fault("month", f"missing beside the day {self.day}")])
        if self.year < _FIRST_YEAR:
            raise RecordError("PartialDate", [Fault("year", f"{self.year} is not a year from 1000 to 9999")])
        try:
            date(self.year, 1 if self.month is None else self.month, 1 if self.day is None else self.day)
        except (ValueError, OverflowError) as error:
            part = next((name for name in ("year", "month", "day") if str(error).startswith(name)), "day")
            raise RecordError("PartialDate", [Fault(part, f"{getattr(self, part)}: {error}")]) from None

    @classmethod
    @guarded_late
    def parse(cls, text: str) -> PartialDate:
        """Read ``2009``, ``2009-06`` or ``2009-06-14``.

        Raises:
            RecordError: the text has another form, or there is no such day.
        """
        match = _PARTIAL_DATE.fullmatch(text)
        if match is None:
            form = "not a date of the form 2009, 2009-06 or 2009-06-14"
            raise RecordError(cls.__name__, [Fault("text", f"{quoted(text)}: {form}")])
        return cls(*(int(part) if part else None for part in match.groups()))  # type: ignore[arg-type]

    @property
    def first_day(self) -> date:
        """The earliest day it can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> date:
        """The latest day it can mean."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def __str__(self) -> str:
        return "-".join(f"{part:02}" for part in (self.year, self.month, self.day) if part is not None)


@frozen
class Period(Typed):
    """From when to when, both ends included (období); an end may be unknown or open."""

    EXAMPLE: ClassVar[str] = "Period(PartialDate(2011), PartialDate(2014))"

    #: ``None``: not known, or always.
    start: PartialDate | None = None
    #: ``None``: not known, or still running.
    end: PartialDate | None = None

    @property
    def is_reversed(self) -> bool:
        """Whether it ends before it starts: a fault of the source, which a check names."""
        return self.start is not None and self.end is not None and self.end.last_day < self.start.first_day

    @property
    def year(self) -> int | None:
        """The year, if it is exactly one calendar year; ``None`` for any other period."""
        if self.start is None or self.end is None or self.start.year != self.end.year:
            return None
        year = self.start.year
        whole = self.start.first_day == date(year, 1, 1) and self.end.last_day == date(year, 12, 31)
        return year if whole else None

    @property
    def months(self) -> int | None:
        """How many calendar months it touches, first and last included; ``None`` if an end has no month."""
        if self.start is None or self.end is None or self.is_reversed or not (self.start.month and self.end.month):
            return None
        first, last = self.start.first_day, self.end.last_day
        return 12 * (last.year - first.year) + last.month - first.month + 1

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day; an unknown one lies before or after all others."""
        return (self.start.first_day if self.start else date.min, self.end.last_day if self.end else date.max)

    @classmethod
    def of_year(cls, year: int) -> Period:
        """A whole calendar year."""
        return cls(PartialDate(year), PartialDate(year))

    def lies_in(self, year: int) -> bool:
        """Whether it begins and ends in a calendar year; with an unknown end it never does."""
        return {end.year if end else None for end in (self.start, self.end)} == {year}

    def overlaps(self, other: Period) -> bool:
        """Whether the two surely have a day in common; an open end lasts for ever, a reversed period never."""

        def surely_by(start: PartialDate | None, end: PartialDate | None) -> bool:
            return start is None or end is None or start.last_day <= end.first_day

        reversed_ = self.is_reversed or other.is_reversed
        return not reversed_ and surely_by(self.start, other.end) and surely_by(other.start, self.end)

    def meets(self, other: Period) -> bool:
        """Whether the two can have a day in common; an unknown end excludes nothing."""
        if self.start is None and self.end is None:
            return True
        return not (
            (self.end and other.start and self.end.last_day < other.start.first_day)
            or (other.end and self.start and other.end.last_day < self.start.first_day)
        )

    def holds(self, day: date | None) -> bool:
        """Whether a day can lie inside; an unknown end excludes nothing, and ``None`` is any day."""
        return day is None or (
            (self.start is None or self.start.first_day <= day) and (self.end is None or day <= self.end.last_day)
        )

    def covers(self, other: Period) -> bool:
        """Whether another period can lie wholly inside; an unknown end excludes nothing."""
        return not (
            (self.start and other.start and other.start.last_day < self.start.first_day)
            or (self.end and other.end and other.end.first_day > self.end.last_day)
            or (self.end and other.start and other.start.first_day > self.end.last_day)
            or (self.start and other.end and other.end.last_day < self.start.first_day)
        )
