"""Small values used everywhere: text, identifiers, counts, money, partial dates, periods."""

from __future__ import annotations

import calendar
import re
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Final

from attrs import field, frozen, validators

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

Identifier = Annotated[str, "identifier"]
"""A short name that other records refer to: an ASCII letter, then letters, digits, ``. _ -``; at most 80."""

Count = Annotated[int, "count"]
"""How many: a whole number, 0 or more. A count that nobody reported is ``None``."""

Money = Annotated[Decimal, "CZK"]
"""An amount in Czech crowns, exact. An amount that nobody stated is ``None``."""

Quantity = Annotated[Decimal, "quantity"]
"""How much of some unit: a decimal number, 0 or more. A quantity that nobody stated is ``None``."""

_IDENTIFIER: Final = re.compile(r"[A-Za-z][A-Za-z0-9._-]{0,79}")

#: What neither XML nor a spreadsheet can hold: control characters but tab and line feed, lone surrogates,
#: the two noncharacters that XML excludes.
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


def text_problem(value: str) -> str | None:
    r"""Say why a text cannot stand in a dossier; ``None`` where it can.

    >>> text_problem("Denní stacionář")
    >>> text_problem("a\x01b")
    'the character U+0001 at position 2 cannot be kept in a document'
    """
    if not value.strip():
        return "an empty text; leave it out where it is not known"
    if found := _FORBIDDEN.search(value):
        what = f"the character U+{ord(found.group()):04X} at position {found.start() + 1}"
        if found.group() == "\r":
            return f"{what} is a carriage return; a line break in a text is U+000A alone"
        return f"{what} cannot be kept in a document"
    return None


def identifier_problem(value: str) -> str | None:
    """Say why a text is no identifier; ``None`` where it is.

    >>> identifier_problem("cil-1.10")
    >>> identifier_problem("1.10")
    'an identifier is a letter, then letters, digits, ".", "_" or "-" (no diacritics, at most 80)'
    """
    if _IDENTIFIER.fullmatch(value):
        return None
    return 'an identifier is a letter, then letters, digits, ".", "_" or "-" (no diacritics, at most 80)'


_DIGITS: Final = re.compile(r"([0-9]+)", re.ASCII)


@lru_cache(maxsize=2**14)
def natural_key(text: str) -> tuple[tuple[bool, int, str, str], ...]:
    """A key that sorts 2 before 10, in codes and identifiers.

    A number is compared as text, by its length and then by its digits, so that it may be of any length.

    >>> sorted(["1.10", "1.9", "1"], key=natural_key)
    ['1', '1.9', '1.10']
    """
    parts = [(part, part.lstrip("0")) for part in _DIGITS.split(text) if part]
    return tuple(
        (False, len(digits), digits, part) if _DIGITS.fullmatch(part) else (True, 0, part, "") for part, digits in parts
    )


_PARTIAL_DATE: Final = re.compile(r"([1-9][0-9]{3})(?:-([0-9]{2})(?:-([0-9]{2}))?)?", re.ASCII)


@frozen
class PartialDate:
    """A date as precise as its source: a year, a month or a day (neúplné datum).

    >>> str(PartialDate.parse("2009-06"))
    '2009-06'
    """

    year: int = field(validator=validators.and_(validators.ge(1000), validators.le(9999)))
    #: ``None``: the source names the year alone.
    month: int | None = None
    #: ``None``: the source names no day.
    day: int | None = None

    def __attrs_post_init__(self) -> None:
        if self.month is None and self.day is not None:
            raise ValueError("a day without a month")
        date(self.year, 1 if self.month is None else self.month, 1 if self.day is None else self.day)

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read ``2009``, ``2009-06`` or ``2009-06-14``.

        Raises:
            ValueError: the text has another form, or there is no such day.
        """
        found = _PARTIAL_DATE.fullmatch(text)
        if found is None:
            raise ValueError("not a date of the form 2009, 2009-06 or 2009-06-14")
        return cls(*(int(part) if part else None for part in found.groups()))  # type: ignore[arg-type]

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
class Period:
    """From when to when, both ends included (období); an end may be unknown or open."""

    #: ``None``: not known, or since ever.
    start: PartialDate | None = None
    #: ``None``: not known, or still going on.
    end: PartialDate | None = None

    @property
    def is_reversed(self) -> bool:
        """Whether it ends before it starts: a fault of the source, which a check names."""
        return self.start is not None and self.end is not None and self.end.last_day < self.start.first_day

    @property
    def year(self) -> int | None:
        """The calendar year that it is, from its first day to its last; ``None`` for any other period."""
        if self.start is None or self.end is None or self.start.year != self.end.year:
            return None
        year = self.start.year
        whole = self.start.first_day == date(year, 1, 1) and self.end.last_day == date(year, 12, 31)
        return year if whole else None

    @property
    def months(self) -> int | None:
        """How many calendar months it touches, first and last included; ``None`` where an end names no month."""
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
        """Whether it begins and ends in a calendar year; one with an unknown end lies in none."""
        return {end.year if end else None for end in (self.start, self.end)} == {year}

    def overlaps(self, other: Period) -> bool:
        """Whether the two have a day in common for certain; an open end goes on for ever, a reversed period nowhere."""

        def surely_by(start: PartialDate | None, end: PartialDate | None) -> bool:
            return start is None or end is None or start.last_day <= end.first_day

        reversed_ = self.is_reversed or other.is_reversed
        return not reversed_ and surely_by(self.start, other.end) and surely_by(other.start, self.end)

    def meets(self, other: Period) -> bool:
        """Whether the two can have a day in common; an unknown end shuts nothing out."""
        return not (
            (self.end and other.start and self.end.last_day < other.start.first_day)
            or (other.end and self.start and other.end.last_day < self.start.first_day)
        )

    def holds(self, day: date | None) -> bool:
        """Whether a day can lie inside; an unknown end shuts nothing out, and ``None`` is any day."""
        return day is None or (
            (self.start is None or self.start.first_day <= day) and (self.end is None or day <= self.end.last_day)
        )

    def covers(self, other: Period) -> bool:
        """Whether another period can lie wholly inside; an unknown end shuts nothing out."""
        return not (
            (self.start and other.start and other.start.last_day < self.start.first_day)
            or (self.end and other.end and other.end.first_day > self.end.last_day)
            or (self.end and other.start and other.start.first_day > self.end.last_day)
            or (self.start and other.end and other.end.last_day < self.start.first_day)
        )
