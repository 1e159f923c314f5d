"""Options as people type them: texts that become values of the declared types."""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from typing import Any, Final

import click

from socplan.errors import OptionError
from socplan.model import PartialDate
from socplan.report import Option


class Pairs(click.ParamType[tuple[str, str]]):
    """``NAME=VALUE``, for options of a report kind or a format."""

    name = "NAME=VALUE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        """The two halves."""
        name, mark, text = str(value).partition("=")
        if not mark or not name:
            self.fail(f"{value!r} is not of the form NAME=VALUE", param, ctx)
        return name, text


_WHOLE: Final = re.compile(r"-?[0-9]{1,9}", re.ASCII)


def typed(owner: str, known: tuple[Option, ...], settings: list[tuple[str, str]]) -> dict[str, Any]:
    """Settings as values of the declared types; the owner refuses unknown names itself."""
    types = {option.name: option.type for option in known}
    values: dict[str, Any] = {}
    for name, text in settings:
        try:
            values[name] = _CONVERSIONS.get(types.get(name, str), str)(text)
        except ValueError as error:
            raise OptionError(owner, name, f"{text!r} is {error}", types) from None
    return values


def _whole(text: str) -> int:
    if not _WHOLE.fullmatch(text):
        raise ValueError("not a whole number")
    return int(text)


def _day(text: str) -> date:
    """A whole day, in one form alone; Python's own function would take several."""
    with suppress(ValueError):
        day = PartialDate.parse(text)
        if day.day is not None:
            return day.first_day
    raise ValueError("not a day like 2009-06-14")


def _yes_no(text: str) -> bool:
    if text not in ("yes", "no"):
        raise ValueError("neither yes nor no")
    return text == "yes"


_CONVERSIONS: Final[Mapping[type, Callable[[str], Any]]] = {int: _whole, date: _day, bool: _yes_no}
