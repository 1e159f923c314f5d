"""Options as people type them: texts that become values of the declared types."""

import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import date
from typing import Any, Final

from socplan.errors import OptionError
from socplan.exporters import Exporter
from socplan.model import PartialDate
from socplan.report import COMMON_OPTIONS, Option, ReportKind

__all__ = ["day", "options_on_offer", "typed"]

_WHOLE: Final = re.compile(r"-?[0-9]{1,9}", re.ASCII)


def options_on_offer(
    kind: ReportKind | None, exporter: Exporter | None
) -> tuple[tuple[Option, ...], tuple[Option, ...]]:
    """The options of a report kind, and those of a format that the kind does not take first."""
    of_kind = () if kind is None else (*kind.options, *COMMON_OPTIONS)
    names = {option.name for option in of_kind}
    of_format = () if exporter is None else exporter.options
    return of_kind, tuple(option for option in of_format if option.name not in names)


def typed(owner: str, known: tuple[Option, ...], settings: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Settings as values of the declared types; the owner refuses unknown names itself.

    Raises:
        OptionError: a text is no value of its option.
    """
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


def day(text: str) -> date:
    """A whole day, in one form alone; Python's own function would take several.

    Raises:
        ValueError: the text is something else.
    """
    with suppress(ValueError):
        given = PartialDate.parse(text)
        if given.day is not None:
            return given.first_day
    raise ValueError("not a day like 2009-06-14")


def _yes_no(text: str) -> bool:
    if text not in ("yes", "no"):
        raise ValueError("neither yes nor no")
    return text == "yes"


_CONVERSIONS: Final[Mapping[type, Callable[[str], Any]]] = {int: _whole, date: day, bool: _yes_no}
