"""The filters of templates: the harmless ones of Jinja, with limits, and ours under Czech and English names."""

import operator
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import reduce, wraps
from typing import Any, Final, NoReturn

from attrs import evolve
from jinja2 import pass_context
from jinja2.exceptions import FilterArgumentError
from jinja2.filters import FILTERS
from jinja2.runtime import Context, Undefined
from jinja2.utils import _PassArg
from markupsafe import Markup, escape

from socplan.exporters.base import TemplateFilter
from socplan.exporters.word.budget import LONGEST_TEXT, WIDEST, counted, spend
from socplan.exporters.word.mistakes import TagError, unknown
from socplan.exporters.word.values import Missing, PartDay
from socplan.exporters.word.vocabulary import HARMLESS_FILTERS, OWN_FILTERS
from socplan.labels.formats import HARD_SPACE, date_text, number_text, percent_text, plural_category
from socplan.model import PartialDate

__all__ = ["COUNTED", "JOINED", "OF_TEXTS", "refuse", "require_narrow", "template_filters"]

#: The filters that the sandbox puts around what loops go through, and in place of ``~``. They cannot be typed.
COUNTED, JOINED = " counted", " joined"
_WIDE: Final = frozenset({"batch", "center", "indent", "round", "slice", "truncate", "wordwrap"})
#: The filters of texts.
OF_TEXTS: Final = frozenset(
    {"capitalize", "center", "e", "escape", "indent", "lower", "replace", "string", "title", "trim", "truncate"}
    | {"upper", "wordcount", "wordwrap"}
)
_FEW_MANY: Final = ("one", "few", "other", "many")
#: More than any figure has.
_MOST_PLACES: Final = 20
_LONGEST_REASON: Final = 200
#: What a filter raises that is used for what it is not for; anything else is a fault of its own.
_WRONG_USE: Final = (FilterArgumentError, TypeError, ValueError, ArithmeticError, AttributeError)


def template_filters(more: Iterable[TemplateFilter] = ()) -> dict[str, Callable[..., Any]]:
    """All filters by name; further ones, of plugins, never take the place of ours."""
    changed: dict[str, Callable[..., Any]] = {"sum": _sum, "join": _join, "replace": _replace}
    harmless = {name: changed.get(name, FILTERS[name]) for name in HARMLESS_FILTERS}
    own: dict[str, Callable[..., Any]] = {
        "number": _number,
        "money": _money,
        "percent": _percent,
        "date": _date,
        "plural": _plural,
    }
    own |= {czech: own[english] for english, czech in OWN_FILTERS.items()}
    of_plugins = {name: _of_plugin(name, each) for each in more for name in each.names}
    named = {name: _limited(name, function) for name, function in (harmless | own).items()}
    return {**of_plugins, **named, COUNTED: counted, JOINED: _concatenated}


def _of_plugin(name: str, offered: TemplateFilter) -> Callable[..., Any]:
    """A filter of a plugin, whose failures name the plugin; what it makes counts as all text does.

    A value that is not known stays its word, as in our own filters.
    """
    function = offered.function

    @wraps(function)
    def called(*args: Any, **kwargs: Any) -> Any:
        for value in (*args, *kwargs.values()):
            if isinstance(value, Undefined):
                str(value)  # raises, with the name
        if args and isinstance(args[0], Missing):
            return str(args[0])
        try:
            made = function(*args, **kwargs)
        except (KeyboardInterrupt, MemoryError):
            raise
        except BaseException as error:
            said = " ".join(f"{type(error).__name__}: {error}".split())[:_LONGEST_REASON]
            raise TagError("filter-failed", name=name, plugin=offered.plugin, error=said) from error
        if isinstance(made, (str, list, tuple)):
            spend(made=len(made))
        # A plugin's text is a text like any other: its signs are escaped.
        return str(made) if isinstance(made, Markup) else made

    return called


def refuse(value: Any) -> NoReturn:
    """Say what to print instead."""
    if value is None:
        raise TagError("nothing")
    if isinstance(value, Mapping):
        raise TagError("several", names=", ".join(map(str, list(value)[:12])))
    if isinstance(value, (list, tuple)):
        raise TagError("a-list", n=len(value))
    if callable(value):
        raise TagError("a-function")
    raise TagError("no-text")


def _require_text(value: Any) -> None:
    """See that a value is one that prints; Python writes anything else in a way of its own."""
    if isinstance(value, Undefined) or hasattr(value, "__html__"):
        str(value)  # raises, with the name, unless it is a text
    elif isinstance(value, bool) or not isinstance(value, (str, int, float, Decimal, date)):
        refuse(value)


def require_narrow(name: str, arguments: Iterable[Any]) -> None:
    """See that the arguments of a filter make nothing wide.

    Raises:
        TagError: one does.
    """
    if name not in _WIDE:
        return
    for value in arguments:
        if isinstance(value, int) and abs(value) > WIDEST:
            raise TagError("wide-number", name=name, most=WIDEST)
        if isinstance(value, str) and len(value) > WIDEST:
            raise TagError("wide-text", name=name, most=WIDEST)


def _limited(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """A filter within limits: widths before it runs, the length of its result after it; its mistakes bear its name."""
    skipped = 0 if _PassArg.from_obj(function) is None else 1

    @wraps(function)
    def limited(*args: Any, **kwargs: Any) -> Any:
        require_narrow(name, (*args[skipped + 1 :], *kwargs.values()))
        if name in OF_TEXTS and len(args) > skipped:
            _require_text(args[skipped])
        if name in ("indent", "wordwrap") and len(args) > skipped and len(str(args[skipped])) * WIDEST > 10**8:
            raise TagError("wide-text", name=name, most=10**8 // WIDEST)
        try:
            made = function(*args, **kwargs)
        except TagError as error:
            values = {"name": name, **error.mistake.values}
            raise TagError(evolve(error.mistake, values=values)) from error
        except _WRONG_USE as error:
            in_order = isinstance(error, TypeError) and "not supported between" in str(error)
            raise TagError("no-order") if in_order else TagError("wrong-filter-call", name=name) from error
        if isinstance(made, (str, list, tuple)):
            spend(made=len(made))
        return made

    return limited


def _join(value: Iterable[Any], d: str = "", attribute: str | int | None = None) -> Any:
    """Join texts, each escaped."""
    things: list[Any] = list(counted(value))
    if attribute is not None:
        names = str(attribute).split(".")
        things = [reduce(_part_of, names, thing) for thing in things]
    for thing in things:
        _require_text(thing)
    texts = [escape(thing) for thing in things]
    separator = escape(d)
    spend(made=sum(map(len, texts)) + len(separator) * len(texts))
    return separator.join(texts)


def _part_of(thing: Any, name: str) -> Any:
    """An entry of plain data by name or number."""
    try:
        return thing[int(name)] if name.isdecimal() else thing[name]
    except (TypeError, LookupError):
        raise TagError(unknown("no-name", name, map(str, thing) if isinstance(thing, dict) else ())) from None


def _replace(value: Any, old: str, new: str, count: int | None = None) -> Any:
    text, old, new = str(value), str(old), str(new)
    if not old:
        raise TagError("nothing-to-replace")
    if text.count(old) * len(new) > LONGEST_TEXT:
        raise TagError("long-tag", most=LONGEST_TEXT)
    return text.replace(old, new, -1 if count is None else count)


def _sum(iterable: Iterable[Any], attribute: str | int | None = None, start: Any = 0) -> Any:
    """A sum of numbers; a sum with an unknown part is unknown, and so a mistake."""
    total = _figure(start)
    for thing in counted(iterable):
        value = thing if attribute is None else reduce(_part_of, str(attribute).split("."), thing)
        total = operator.add(total, _figure(value))
    return total


def _concatenated(pieces: Iterable[Any]) -> Any:
    """What ``a ~ b`` makes."""
    pieces = list(pieces)
    for piece in pieces:
        _require_text(piece)
    texts = [piece if isinstance(piece, Markup) else str(piece) for piece in pieces]
    spend(made=sum(map(len, texts)))
    if any(isinstance(text, Markup) for text in texts):
        return Markup("").join(texts)
    return "".join(texts)


def _figure(value: Any) -> Any:
    """A number that a filter got."""
    if isinstance(value, Missing):
        raise TagError("unknown-in-filter", value=str(value))
    if isinstance(value, Undefined):
        str(value)  # raises, with the name
    if isinstance(value, float):
        value = Decimal(repr(value))
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)) or not Decimal(value).is_finite():
        raise _refusal("not-a-number", value)
    return value


def _refusal(code: str, value: Any) -> TagError:
    """A mistake about a value of another sort."""
    shown = f'"{value[:40]}"' if isinstance(value, str) else str(value)[:40]
    return TagError("one-value") if isinstance(value, (dict, list, tuple)) else TagError(code, value=shown)


def _locale(context: Context) -> str:
    return str(context.get("locale", "cs"))


def _rounded(value: Any, places: Any) -> int | Decimal:
    # The class of a report's value prints its own text; a plain number is asked for here.
    plain = int(value) if isinstance(value, int) else Decimal(value)
    if places is None:
        return plain
    if isinstance(places, bool) or not isinstance(places, int) or not 0 <= places <= _MOST_PLACES:
        raise TagError("places", most=_MOST_PLACES)
    return Decimal(plain).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


@pass_context
def _number(context: Context, value: Any, places: int | None = None) -> str:
    """A number as the language writes it: ``1 234,5``."""
    if isinstance(value, Missing):
        return str(value)
    return _signed(number_text(_rounded(_figure(value), places), _locale(context)))


@pass_context
def _money(context: Context, value: Any, unit: str = "", places: int = 2) -> str:
    """An amount: ``1 234,50``, with its unit if one is given."""
    if isinstance(value, Missing):
        return str(value)
    text = _signed(number_text(_rounded(_figure(value), places), _locale(context)))
    return f"{text}{HARD_SPACE}{unit}" if unit else text


@pass_context
def _percent(context: Context, value: Any, places: int | None = None) -> str:
    """A value in percent with its sign: ``47 %``."""
    if isinstance(value, Missing):
        return str(value)
    return _signed(percent_text(Decimal(_rounded(_figure(value), places)), _locale(context)))


def _signed(text: str) -> str:
    return text.replace("-", "\N{MINUS SIGN}")


@pass_context
def _date(context: Context, value: Any) -> str:
    """A day as the language writes it: ``8. 12. 2025``; a text is read as ``2025-12-08``."""
    if isinstance(value, (Missing, PartDay)):
        return str(value)
    if isinstance(value, Undefined):
        str(value)  # raises, with the name
    try:
        day = PartialDate.parse(value) if isinstance(value, str) else value
    except ValueError:
        day = None
    if not isinstance(day, (date, PartialDate)):
        raise _refusal("not-a-date", value)
    return date_text(day, _locale(context))


@pass_context
def _plural(context: Context, value: Any, *forms: str) -> str:
    """The form of a word that a count takes: ``{{ n | plural("služba", "služby", "služeb") }}``.

    Two forms are for one and for others; three for one, few and others; a fourth is for parts.
    """
    if not 2 <= len(forms) <= len(_FEW_MANY):  # noqa: PLR2004 - said below
        raise TagError("forms")
    by_category = dict(zip(("one", "other") if len(forms) == 2 else _FEW_MANY, forms, strict=False))  # noqa: PLR2004
    number = _rounded(_figure(value), None)
    return by_category.get(plural_category(number, _locale(context)), forms[1] if len(forms) == 3 else forms[-1])  # noqa: PLR2004
