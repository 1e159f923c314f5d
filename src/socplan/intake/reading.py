"""From a cell to the plain value of an attribute, or the reason why not."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, Final, NoReturn

from socplan.intake.attributes import HOUR, Attribute, Sort, attributes
from socplan.intake.authors import who_is
from socplan.intake.expressions import longest_text
from socplan.intake.grids import Cell
from socplan.intake.mapping import Value
from socplan.intake.names import is_name_of_person
from socplan.intake.notation import RefusedError, date_of, hour_of, is_of_time, number_of, period_of
from socplan.intake.select import written_alike
from socplan.intake.units import OWN_UNIT, full_unit, parted, rate_in, scaled, unit_in
from socplan.labels import LOCALES, Wording
from socplan.model.organisation import is_ico
from socplan.model.values import identifier_problem, text_problem
from socplan.report.cells import kind_name

__all__ = ["UNKNOWN", "known_choice", "plain"]

#: What stands for „not known“ in plain values.
UNKNOWN: Final = None
#: Signs that may mean „nothing“, „the same“ or „yes“: they are read where a mapping says what they mean.
_SIGNS: Final = frozenset(("-", "–", "—", "−", "x", ".", "..", "…", "?", "//", "*", "n/a", "nan", "null", "none"))
#: A whole number of fewer digits may have been 0012, or 1.10.
_SURE_DIGITS: Final = 5
_ICO_DIGITS: Final = 8
#: How people write one end of a period alone.
_ENDS: Final = {"start": ("od ",), "end": ("do ", "konec ")}
_CODES: Final = ("code", "registration")
#: Attributes that hold the name of a person, and nothing else.
_OF_PEOPLE: Final = (("comments", "author"), ("persons", "name"))
#: Attributes that hold the name of an organisation: nobody hides it from the public, and identifiers are made of it.
_OF_ORGANISATIONS: Final = (
    ("organisations", "name"),
    ("members", "organisation"),
    ("members", "nominated_by"),
    ("comments", "organisation"),
)
#: Why a day with an hour is refused.
_HAS_HOUR: Final = "intake.cell.has_hour"
_EARLIEST, _LATEST = 1900, 2200
_HIDES_DAY: Final = re.compile(r"d", re.IGNORECASE)
_DECIMALS: Final = re.compile(r"(?:#,##)?0(?:\.(0+))?(?![0-9.#])")
#: What a format shows beside the digits: texts, escaped characters, a currency, a colour, gaps.
_LITERAL: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_MOST_DECIMALS: Final = 9
#: Which one it is, and not how many: „1.“ is the first.
_ORDINALS: Final = ("number", "order")
_ORDINAL: Final = re.compile(r"[0-9]{1,6}\.", re.ASCII)
#: A dossier keeps so many digits before the decimal point.
_TOO_LARGE: Final = Decimal(10) ** 18


def _refuse(why: str, **values: object) -> NoReturn:
    raise RefusedError(why, **values)


def _doubt(why: str, text: str) -> NoReturn:
    error = RefusedError(why)
    error.otherwise = text.strip()
    raise error


def plain(cell: Cell, attribute: Attribute, value: Value, words: Mapping[str, str]) -> Any:
    """The plain value that a cell gives an attribute; `UNKNOWN` where it says nothing.

    Args:
        cell: what stands there.
        attribute: what it is to become.
        value: what the mapping says of it.
        words: what words mean in every column.

    Raises:
        RefusedError: it cannot be read, or not in one way alone.
    """
    if cell.problem is not None:
        _refuse(cell.problem, value=cell.shown or "")
    if cell.is_empty:
        return UNKNOWN
    said = isinstance(cell.value, str)
    text = cell.text
    alike = written_alike(text)
    meanings = {written_alike(word): meaning for word, meaning in (*words.items(), *value.words.items())}
    meant = meanings.get(alike)
    if said and value.match is not None and meant is None:
        part = _part(text, value.match, others=value.others is not None)
        text, meant = (text, value.others) if part is None else (part, meanings.get(written_alike(part)))
        alike = written_alike(text)
    elif meant is None:
        meant = value.others
    if meant is not None:
        return _of_text(meant, attribute, value, sure=True) if meant else UNKNOWN
    if said and alike in _SIGNS:
        _refuse("sign", value=text)
    if said:
        _check_name(text, attribute)
    if value.words and attribute.sort is Sort.CHOICE and alike not in _choices(attribute):
        _refuse("no_word", value=text, known="; ".join(value.words), choices=attribute.choices)
    try:
        return _of_text(text, attribute, value) if said else _of_value(cell, attribute, value)
    except RefusedError as error:
        hour = f"{attribute.name}{HOUR}"
        if error.why == _HAS_HOUR and attribute.table and hour in attributes(attribute.table):
            _refuse("has_hour_too", **error.values, name=hour)
        raise


def _check_name(text: str, attribute: Attribute) -> None:
    """Refuse a name of somebody else than an attribute holds, and one of which that cannot be told."""
    place = (attribute.table, attribute.name)
    if place in _OF_PEOPLE:
        if who_is(text) is not None:
            _refuse("no_person")
        is_person = is_name_of_person(text)
        # A table of persons says itself who stands there.
        if is_person is False or (is_person is None and attribute.table != "persons"):
            _doubt("perhaps_no_person", text)
    if place in _OF_ORGANISATIONS and is_name_of_person(text):
        _doubt("perhaps_person", text)


def _part(text: str, expression: str, *, others: bool) -> str | None:
    """The part of a text that an expression means; ``None``: none, and the mapping says what ``others`` mean."""
    if len(text) > (longest := longest_text(expression)):
        _refuse("part_too_long", n=len(text), most=longest)
    found = re.search(expression, text)
    part = "" if found is None else (found[1] if found.re.groups else found[0]) or ""
    if not part.strip() and others:
        return None
    if not part.strip():
        _refuse("no_part", value=text, match=expression)
    return part.strip()


def _zero(value: Value, text: str) -> Any:
    """What 0 means."""
    if value.zero is None:
        _refuse("zero", value=text)
    return "0" if value.zero == "known" else UNKNOWN


def _of_text(text: str, attribute: Attribute, value: Value, *, sure: bool = False) -> Any:
    """The plain value of a text; of a ``sure`` one, which the mapping itself says, 0 is 0."""
    if attribute.name in _ORDINALS and _ORDINAL.fullmatch(text):
        text = text.rstrip(".")
    if attribute.sort in (Sort.COUNT, Sort.NUMBER, Sort.MONEY):
        number = number_of(text, _said_unit(attribute, value, percent=text.endswith("%")))
        if number == 0 and not sure:
            return _typed(_zero(value, text), attribute)
        return _number(number, attribute, text)
    return _READERS[attribute.sort](text, attribute)


def _said_unit(attribute: Attribute, value: Value, *, percent: bool) -> str | None:
    """The unit of a column; of plain numbers, each of which says its own, per cent or none: „85 %“ below „12“."""
    if value.unit != OWN_UNIT or attribute.sort is Sort.MONEY:
        return value.unit
    return "%" if percent else None


def _typed(number: str | None, attribute: Attribute) -> Any:
    return int(number) if number is not None and attribute.sort is Sort.COUNT else number


def _number(number: Decimal, attribute: Attribute, shown: str) -> Any:
    if attribute.counts and number < 0:
        _refuse("negative", value=shown)
    if abs(number) >= _TOO_LARGE:
        _refuse("too_large", value=shown)
    if attribute.sort is Sort.COUNT:
        if number != int(number):
            _refuse("no_whole", value=shown)
        return int(number)
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and -exponent > _MOST_DECIMALS:
        _refuse("too_exact", value=shown)
    return format(number, "f")


def _text(text: str, attribute: Attribute) -> Any:
    clean = re.sub(r"\r\n?", "\n", text).strip()
    if text_problem(clean) is not None:
        # No document can hold it, and nobody sees it: said by its number.
        place, odd = next(each for each in enumerate(clean, start=1) if text_problem(f"a{each[1]}"))
        _refuse("odd_character", code=f"{ord(odd):04X}", place=place)
    if attribute.sort is Sort.IDENTIFIER and identifier_problem(clean) is not None:
        _refuse("no_identifier", value=clean)
    if attribute.name == "ico":
        return _ico(re.sub(r"\s", "", clean), clean)
    if attribute.name in _CODES and is_of_time(clean):
        # A spreadsheet that made a day of 1.4 leaves it in the CSV.
        _refuse("day_as_code", value=clean)
    return clean


def _ico(digits: str, shown: str) -> str:
    """An identification number; zeros that a spreadsheet lost are put back where the check digit then fits."""
    if digits.isascii() and digits.isdigit() and len(digits) <= _ICO_DIGITS and is_ico(digits.zfill(_ICO_DIGITS)):
        return digits.zfill(_ICO_DIGITS)
    _refuse("ico", value=shown)


def _yes_no(text: str, _: Attribute) -> bool:
    alike = written_alike(text)
    if alike in ("ano", "true", "yes"):
        return True
    if alike in ("ne", "false", "no"):
        return False
    _refuse("no_yes_no", value=text)


def _date(text: str, attribute: Attribute) -> str:
    end = attribute.name.rpartition(".")[2]
    if end in _ENDS and written_alike(text).startswith(_ENDS[end]):
        # A deadline in a column of ends.
        ends = period_of(text)
        return str(ends[1] if end == "end" else ends[0])
    return str(date_of(text))


def _hour(text: str, _: Attribute) -> int:
    return hour_of(text)


def _period(text: str, _: Attribute) -> dict[str, str]:
    start, end = period_of(text)
    return {name: str(day) for name, day in (("start", start), ("end", end)) if day is not None}


@cache
def _choices(attribute: Attribute) -> Mapping[str, str]:
    """The values of a choice by what people and programs call them."""
    members: list[Enum] = list(attribute.choices or ())
    found = {member.value: member.value for member in members}
    for locale in LOCALES:
        wording = Wording(locale)
        for member in members:
            name = kind_name(wording, member)
            if name is not None:
                found.setdefault(written_alike(name), member.value)
    return found


def known_choice(attribute: Attribute, text: str) -> str | None:
    """The value of a choice that people or programs call so; ``None`` where nobody does."""
    return _choices(attribute).get(written_alike(text))


def _choice(text: str, attribute: Attribute) -> str:
    choices = _choices(attribute)
    alike = written_alike(text)
    if alike not in choices:
        # The words of the language of the messages come in where these are made.
        _refuse("no_choice", value=text, choices=attribute.choices)
    return choices[alike]


_READERS: Final[Mapping[Sort, Callable[[str, Attribute], Any]]] = {
    Sort.TEXT: _text,
    Sort.IDENTIFIER: _text,
    Sort.REFERENCE: _text,
    Sort.YES_NO: _yes_no,
    Sort.DATE: _date,
    Sort.HOUR: _hour,
    Sort.PERIOD: _period,
    Sort.CHOICE: _choice,
}


# Values of spreadsheets


def _of_value(cell: Cell, attribute: Attribute, value: Value) -> Any:
    """The plain value of a cell that holds a number, a day, or yes or no."""
    match cell.value:
        case bool() as said:
            if attribute.sort is Sort.YES_NO:
                return said
            _refuse("is_yes_no", value=cell.text)
        case datetime() | date() as day:
            return _of_day(day, cell, attribute)
        case int() | Decimal() as number:
            return _of_number(Decimal(number), cell, attribute, value)
    _refuse("no_value", value=cell.text)


def _of_day(day: date, cell: Cell, attribute: Attribute) -> Any:
    shown = cell.shown or str(day)
    if attribute.sort not in (Sort.DATE, Sort.PERIOD):
        # Excel makes a day of a code like 1.4.
        _refuse("is_day", value=f"{day:%Y-%m-%d}", shown=shown)
    if isinstance(day, datetime):
        if (day.hour, day.minute, day.second) != (0, 0, 0):
            _refuse("has_hour", value=f"{day:%Y-%m-%d %H:%M}")
        day = day.date()
    if cell.shown is not None and not _HIDES_DAY.search(cell.shown):
        _refuse("day_hidden", value=f"{day:%Y-%m-%d}", shown=shown)
    text = day.isoformat()
    return {"start": text, "end": text} if attribute.sort is Sort.PERIOD else text


def _of_number(number: Decimal, cell: Cell, attribute: Attribute, value: Value) -> Any:
    whole = number == int(number)
    shown = cell.shown
    text = format(number, "f")
    if attribute.sort in (Sort.DATE, Sort.PERIOD):
        if whole and _EARLIEST <= number <= _LATEST:
            year = str(int(number))
            return {"start": year, "end": year} if attribute.sort is Sort.PERIOD else year
        _refuse("serial", value=text)
    if attribute.sort in (Sort.TEXT, Sort.REFERENCE, Sort.IDENTIFIER):
        if whole and attribute.name == "ico":
            return _ico(str(int(number)), text)
        if whole and len(str(abs(int(number)))) >= _SURE_DIGITS and attribute.name != "code":
            return str(int(number))
        _refuse("is_number", value=text, shown=shown or text)
    if attribute.sort is Sort.HOUR and whole:
        return hour_of(text)
    if attribute.sort in (Sort.YES_NO, Sort.CHOICE, Sort.HOUR):
        _refuse("is_number", value=text, shown=shown or text)
    percent = shown is not None and "%" in shown
    unit = _unit_of(shown or "", _said_unit(attribute, value, percent=percent), text)
    if percent != (unit == "%"):
        _refuse("percent_unsaid" if percent else "percent_bare", value=text, shown=shown or text)
    if percent:
        number = number.scaleb(2)
        number = Decimal(format(number, "f"))
    if number == 0:
        return _typed(_zero(value, "0"), attribute)
    if shown is not None and _hides(number, shown):
        _refuse("digits_hidden", value=text, shown=shown)
    return _number(scaled(number, unit), attribute, text)


def _unit_of(shown: str, unit: str | None, text: str) -> str | None:
    """The unit of a number: of its column, if the format of the cell does not show another one: ``0 "tis. Kč"``."""
    own, rate = unit_in(shown), rate_in(shown)
    base, by = parted(unit)
    if base == OWN_UNIT and own is not None and rate is None:
        return own
    if base == OWN_UNIT:
        _refuse("no_unit", value=text)
    if unit is not None and rate is not None and rate != by:
        _refuse("rate", value=f"{text} ({shown})", unit=full_unit(own or base, rate))
    if own is not None and own != base:
        _refuse("other_unit" if unit else "unit_unsaid", value=f"{text} ({shown})", own=own, unit=unit or "")
    return unit


def _hides(number: Decimal, shown: str) -> bool:
    """Whether a format shows fewer decimal places than a number has."""
    digits = _LITERAL.sub("", shown.split(";", maxsplit=1)[0])
    form = _DECIMALS.search(digits)
    if not form:
        return False
    exponent = number.normalize().as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return places > len(form[1] or "") or digits.rstrip().endswith(",")
