"""How people in offices write numbers, money, dates and yes or no, and what of it is refused.

What can be read in one way is read; everything else is refused with what to write instead. The grammar, with the
table of refusals, stands in the documentation (``docs/reference/intake.md``); each refusal is a label
(``intake.cell.…``).
"""

import re
from decimal import Decimal
from typing import Any, Final, NoReturn

from socplan.errors import RecordError
from socplan.intake.units import OWN_UNIT, full_unit, parted, rate_in, scaled, without_rate
from socplan.model import PartialDate

__all__ = ["RefusedError", "date_of", "hour_of", "is_of_time", "number_of", "parted_moment", "period_of"]

_SPACES: Final = "[ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}]"
_GAP: Final = re.compile(rf"{_SPACES}+")
#: A number as Czech writes it: 25000, 25 000,50, 25.000,50; thousands in groups of three, of one sign.
_WHOLE: Final = re.compile(r"0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:( |\.)[0-9]{3})(?:\1[0-9]{3})*", re.ASCII)
#: Thousands that are separated by a point alone may be decimals: 1.234.
_AMBIGUOUS: Final = re.compile(r"[0-9]{1,3}\.[0-9]{3}", re.ASCII)
_POINT_DECIMALS: Final = re.compile(r"[0-9]+\.[0-9]+", re.ASCII)
#: The end of an amount without hellers: 25 000,- and 25 000,--.
_NO_HELLERS: Final = re.compile(r",\s?(?:-|–|—|--|=)$")
_CURRENCY: Final = re.compile(r"(?:(tis|mil|mld)\.?)?\s?(Kč|CZK)?$", re.IGNORECASE)
_BY_SHORT: Final = {"tis": "tis. Kč", "mil": "mil. Kč", "mld": "mld. Kč"}
_ABOUT: Final = re.compile(
    r"^(?:cca|asi|přibližně|zhruba|okolo|kolem|přes|do|od|nad|pod|min\.?|max\.?|nejméně|nejvýše|až|~|≈|<|>|≤|≥)",
    re.IGNORECASE,
)
_RANGE: Final = re.compile(r"[0-9]\s?(?:-|–|—|až|/|\.\.\.?|…)\s?[0-9]")
_EXPONENT: Final = re.compile(r"[0-9][eE][+-]?[0-9]")
_SUM: Final = re.compile(r"[0-9].*[+*=×x].*[0-9]")
_ROMAN: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_MONTHS: Final = (
    ("leden", "ledna", "lednu"),
    ("únor", "února", "únoru"),
    ("březen", "března", "březnu"),
    ("duben", "dubna", "dubnu"),
    ("květen", "května", "květnu"),
    ("červen", "června", "červnu"),
    ("červenec", "července", "červenci"),
    ("srpen", "srpna", "srpnu"),
    ("září", "září", "září"),
    ("říjen", "října", "říjnu"),
    ("listopad", "listopadu", "listopadu"),
    ("prosinec", "prosince", "prosinci"),
)
_MONTH: Final = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names}
_DAY: Final = re.compile(r"([0-9]{1,2})\.\s?([0-9]{1,2})\.\s?([0-9]{4})", re.ASCII)
_ISO: Final = re.compile(r"([0-9]{4})-([0-9]{1,2})(?:-([0-9]{1,2}))?", re.ASCII)
_NAMED_DAY: Final = re.compile(r"([0-9]{1,2})\.\s?([^\W\d]+)\s([0-9]{4})")
_NAMED_MONTH: Final = re.compile(r"(?:v\s|ve\s)?([^\W\d]+)\s([0-9]{4})")
_SHORT_MONTH: Final = re.compile(r"([0-9]{1,2})/([0-9]{4})", re.ASCII)
_YEAR: Final = re.compile(r"(?:rok\s)?([12][0-9]{3})", re.IGNORECASE | re.ASCII)
_QUARTER: Final = re.compile(
    r"(?:(?:([1-4])\.|(i|ii|iii|iv)\.?)\s?(?:čtvrtletí|kvartál|q)|([1-4])q|q\s?([1-4]))\s?/?\s?([0-9]{4})",
    re.IGNORECASE,
)
_HALF: Final = re.compile(r"(?:([12])\.|(i|ii)\.?)\s?(?:pololetí|pol\.)\s?/?\s?([0-9]{4})", re.IGNORECASE)
_NO_YEAR: Final = re.compile(r"(?:do|od)?\s?[0-9]{1,2}\.\s?[0-9]{1,2}\.?", re.IGNORECASE | re.ASCII)
_PART_NO_YEAR: Final = re.compile(
    r"(?:do\s|od\s)?(?:(?:[1-4]\.|i{1,3}\.?|iv\.?)\s?(?:čtvrtletí|kvartál|q|pololetí)|(?:do\s)?(?:konce|konec)\s.*)",
    re.IGNORECASE,
)
#: „do konce roku 2026“, „konec června 2026“.
_END_OF: Final = re.compile(r"(?:do\s)?(?:konce|konec)\s(?:roku\s)?(?=.*[0-9]{4})")
_SHORT_YEAR: Final = re.compile(r"[0-9]{1,2}\.\s?[0-9]{1,2}\.\s?[0-9]{2}", re.ASCII)
_SERIAL: Final = re.compile(r"[2-6][0-9]{4}", re.ASCII)
#: A time of day as books of post have it: 14.30, 14:30, 9.00 hod., 15 h.
_HOUR: Final = re.compile(
    r"([01]?[0-9]|2[0-4])(?:[.:][0-5][0-9](?::[0-5][0-9])?)?(?:\s?(?:hod\.?|hodin|h\.?))?", re.ASCII
)
#: A day with an hour: 12. 5. 2024 14:30, 12. 5. 2024 v 9 hod., 2024-05-12T14:30:00. A bare number behind a day may
#: be anything.
_MOMENT: Final = re.compile(
    r"(.+?[0-9])(?:,\s?|\s|T)(?:ve?\s)?"
    r"((?:[01]?[0-9]|2[0-4])(?:[.:][0-5][0-9](?::[0-5][0-9])?(?:\s?(?:hod\.?|hodin|h\.?))?|\s?(?:hod\.?|hodin|h\.?)))",
    re.ASCII,
)
_TO: Final = re.compile(r"\s?(?:–|—|-|až|do)\s?")
#: A day whose first year is cut down: 1. 1. – 30. 6. 2024.
_DAY_OF_YEAR: Final = re.compile(r"([0-9]{1,2})\.\s?([0-9]{1,2})\.", re.ASCII)


class RefusedError(ValueError):
    """A cell that cannot be read, or not in one way alone; carries the label of why and its values."""

    def __init__(self, why: str, **values: object) -> None:
        # What keeps a cell from being read may be a label already: that of its format.
        self.why = why if why.startswith("intake.") else f"intake.cell.{why}"
        self.values = values
        #: What the cell would be read as, if something else of its record said who it is.
        self.otherwise: str | None = None
        #: The row and the column of the cell, where it is another than the one that was asked about.
        self.place: tuple[int, int] | None = None
        super().__init__(why)


def _refuse(why: str, **values: object) -> NoReturn:
    raise RefusedError(why, **values)


def _plain(text: str) -> str:
    """The text with one plain space for each gap."""
    return _GAP.sub(" ", text).strip()


# Numbers


def number_of(text: str, unit: str | None = None) -> Decimal:
    """The number that a text says, in whole units: crowns, per cent, pieces.

    Args:
        text: what stands in the cell.
        unit: the unit of the column, one of `UNITS`, which may be counted by something („Kč/rok“); `OWN_UNIT`: each
            cell says its own; ``None``: a plain number.

    Raises:
        RefusedError: it is no number, or can be read in two ways, or has another unit than its column.

    >>> number_of("25.000,-", "Kč"), number_of("1 234,5"), number_of("25", "tis. Kč")
    (Decimal('25000'), Decimal('1234.5'), Decimal('25000'))
    """
    shown = _plain(text)
    base, by = parted(unit)
    rate = None if unit is None else rate_in(shown)
    bare, own = _without_unit(shown if rate is None else without_rate(shown, rate))
    if rate is not None and rate != by and unit == OWN_UNIT:
        _refuse("rate_alone", value=shown)
    if rate is not None and rate != by:
        _refuse("rate", value=shown, unit=full_unit(own or base, rate))
    if base == OWN_UNIT:
        if own is None or own == "%":
            _refuse("no_unit", value=shown)
        base = own
    if own is not None and own != (base or ""):
        _refuse("other_unit" if base else "unit_unsaid", value=shown, own=own, unit=base or "")
    return scaled(_number(bare, shown), base)


def _without_unit(shown: str) -> tuple[str, str | None]:
    """The number without the unit behind it, and that unit."""
    if shown.endswith("%"):
        return shown[:-1].strip(), "%"
    found = _CURRENCY.search(shown)
    short, currency = (found[1], found[2]) if found else (None, None)
    bare = shown[: found.start()].strip() if found and (short or currency) else shown
    own = _BY_SHORT[short.lower()] if short else "Kč" if currency else None
    if _NO_HELLERS.search(bare):
        # What has no hellers has no decimals either, so a point in it parts thousands.
        bare, own = _NO_HELLERS.sub(",0", bare), own or "Kč"
    return bare, own


def _number(bare: str, shown: str) -> Decimal:
    sign = 1
    if bare.startswith(("-", "−")):
        sign, bare = -1, bare[1:].strip()
    whole, comma, places = bare.partition(",")
    if _WHOLE.fullmatch(whole) and (not comma or re.fullmatch("[0-9]{1,9}", places, re.ASCII)):
        if not comma and _AMBIGUOUS.fullmatch(whole):
            _refuse("ambiguous_point", value=shown)
        return sign * Decimal(
            re.sub(r"[ .]", "", whole) + (f".{places}" if places.strip("0") or len(places) > 1 else "")
        )
    for why, form in (
        ("bracketed", re.compile(r"^[(\[].*[)\]]$")),
        ("about", _ABOUT),
        ("exponent", _EXPONENT),
        ("range", _RANGE),
        ("sum", _SUM),
        ("decimal_point", _POINT_DECIMALS),
    ):
        if form.search(bare):
            _refuse(why, value=shown)
    _refuse("no_number", value=shown)


# Hours and dates


def hour_of(text: str) -> int:
    """The hour in which a time of day lies.

    Raises:
        RefusedError: it is no time of day.

    >>> hour_of("14.30"), hour_of("9:05"), hour_of("15 hod.")
    (14, 9, 15)
    """
    shown = _plain(text)
    if found := _HOUR.fullmatch(shown):
        return int(found[1])
    _refuse("no_hour", value=shown)


def parted_moment(text: str) -> tuple[str, str] | None:
    """The day and the hour of a text that says both, as they are written; ``None`` for every other text.

    >>> parted_moment("12. 5. 2024 v 14.30 hod."), parted_moment("12. 5. 2024")
    (('12. 5. 2024', '14.30 hod.'), None)
    """
    shown = _plain(text)
    found = _MOMENT.fullmatch(shown)
    is_day = found is not None and any(form.fullmatch(found[1].lower()) for form in (_DAY, _ISO, _NAMED_DAY))
    return (found[1], found[2]) if found is not None and is_day else None


def date_of(text: str) -> PartialDate:
    """The date that a text says, as precise as it says it.

    Raises:
        RefusedError: it is no date, lacks its year, or there is no such day.

    >>> str(date_of("10. 5. 2023")), str(date_of("květen 2023")), str(date_of("2023"))
    ('2023-05-10', '2023-05', '2023')
    """
    shown = _plain(text)
    found = _date(shown)
    if found is not None:
        return found
    for why, form in (
        ("no_year", _NO_YEAR),
        ("short_year", _SHORT_YEAR),
        ("serial", _SERIAL),
        ("quarter", _QUARTER),
        ("quarter", _HALF),
    ):
        if form.fullmatch(shown):
            _refuse(why, value=shown)
    if re.match(r"(?:do|od|cca|asi)\s", shown, re.IGNORECASE):
        _refuse("one_ended", value=shown)
    if parted_moment(shown) is not None:
        _refuse("has_hour", value=shown)
    _refuse("no_date", value=shown)


def _date(shown: str) -> PartialDate | None:
    """The date in a text; ``None`` where the text is none."""
    lower = shown.lower()
    if found := _DAY.fullmatch(shown):
        return _made(shown, found[3], found[2], found[1])
    if found := _ISO.fullmatch(shown):
        return _made(shown, *found.groups())
    if found := _SHORT_MONTH.fullmatch(shown):
        return _made(shown, found[2], found[1])
    if found := _YEAR.fullmatch(shown):
        return _made(shown, found[1])
    if (found := _NAMED_DAY.fullmatch(lower)) and found[2] in _MONTH:
        return _made(shown, found[3], _MONTH[found[2]], found[1])
    if (found := _NAMED_MONTH.fullmatch(lower)) and found[1] in _MONTH:
        return _made(shown, found[2], _MONTH[found[1]])
    return None


def _made(shown: str, *parts: Any) -> PartialDate:
    try:
        year, *rest = (None if part is None else int(part) for part in parts)
        return PartialDate(year or 0, *rest)
    except RecordError:
        _refuse("no_such_day", value=shown)


def period_of(text: str) -> tuple[PartialDate | None, PartialDate | None]:
    """From when to when, of a text: „2024–2027“, „do 30. 6. 2024“, „II. čtvrtletí 2023“, „květen 2023“.

    Raises:
        RefusedError: it says no period, or lacks a year.

    >>> [str(end) for end in period_of("II. čtvrtletí 2023")]
    ['2023-04', '2023-06']
    """
    shown = _plain(text)
    if found := _QUARTER.fullmatch(shown):
        quarter = int(found[1] or found[3] or found[4] or _ROMAN[found[2].lower()])
        return _months(int(found[5]), 3 * quarter - 2, 3 * quarter)
    if found := _HALF.fullmatch(shown):
        half = int(found[1] or _ROMAN[found[2].lower()])
        return _months(int(found[3]), 6 * half - 5, 6 * half)
    if whole := _date(shown):
        return whole, whole
    lower = shown.lower()
    if found := _END_OF.match(lower):
        # The end of a year is no other day than the end of a period that has its precision.
        lower = shown = f"do {lower[found.end() :]}"
    for word in ("do ", "od "):
        if lower.startswith(word) and (end := _date(shown[len(word) :])):
            return (None, end) if word == "do " else (end, None)
    ends = _TO.split(shown.removeprefix("od ").removeprefix("Od "))
    if len(ends) == 2:  # noqa: PLR2004 - from and to
        last = _date(ends[1])
        first = _date(ends[0])
        if first is None and last is not None:
            first = _of_the_same_year(ends[0].strip().lower(), last, shown)
        if first is not None and last is not None:
            if last.last_day < first.first_day:
                _refuse("reversed", value=shown)
            return first, last
    for why, form in (
        ("no_year", _NO_YEAR),
        ("no_year", _PART_NO_YEAR),
        ("short_year", _SHORT_YEAR),
        ("serial", _SERIAL),
    ):
        if form.fullmatch(lower) or lower.removeprefix("do ").removeprefix("od ") in _MONTH:
            _refuse(why, value=shown)
    _refuse("no_period", value=shown)


def _of_the_same_year(text: str, last: PartialDate, shown: str) -> PartialDate | None:
    """The begin of a period whose year stands only at its end: „leden – prosinec 2027“, „1. 1. – 30. 6. 2024“."""
    if last.month is None:
        return None
    if last.day and (cut := _DAY_OF_YEAR.fullmatch(text)):
        return _made(shown, last.year, cut[2], cut[1])
    month = _MONTH.get(text.removeprefix("od ").strip())
    return PartialDate(last.year, month) if month and not last.day else None


def _months(year: int, first: int, last: int) -> tuple[PartialDate, PartialDate]:
    return PartialDate(year, first), PartialDate(year, last)


def is_of_time(text: str) -> bool:
    """Whether a whole text is a day, a deadline or a stretch of time with a day in it: „do 30. 6.“, „5. 4. 2026“.

    >>> is_of_time("do 30. 6."), is_of_time("30. 6. 2026"), is_of_time("2026"), is_of_time("nejpozději 30. 6.")
    (True, True, False, False)
    """
    shown = _plain(text)
    # A day has two points, and a number of a chapter may have them too.
    if not any(form.search(shown) for form in (_DAY, _NAMED_DAY)) and not shown.lower().startswith(("do ", "od ")):
        return False
    try:
        period_of(shown)
    except RefusedError as error:
        return error.why in ("intake.cell.no_year", "intake.cell.short_year", "intake.cell.no_such_day")
    return True
