"""The filters of templates: the harmless ones of Jinja, with limits, and ours under Czech and English names."""

import operator
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import reduce, wraps
from typing import Any, Final

from jinja2 import pass_context
from jinja2.filters import FILTERS
from jinja2.runtime import Context, Undefined
from jinja2.utils import _PassArg
from markupsafe import Markup, escape

from socplan.exporters.word.budget import LONGEST_TEXT, WIDEST, counted, spend
from socplan.exporters.word.mistakes import TagError
from socplan.exporters.word.values import Missing
from socplan.labels.formats import HARD_SPACE, date_text, number_text, percent_text, plural_category
from socplan.model import PartialDate

__all__ = ["COUNTED", "JOINED", "NAMES", "template_filters"]

#: The filters of Jinja that only arrange values.
_HARMLESS: Final = (
    "abs batch capitalize center count default d dictsort e escape first float groupby indent int items join last "
    "length list lower map max min reject rejectattr replace reverse round select selectattr slice sort string sum "
    "title trim truncate unique upper wordcount wordwrap"
)
#: Our own filters, by their English and Czech names.
NAMES: Final = {"number": "cislo", "money": "penize", "percent": "procenta", "date": "datum", "plural": "mnozne"}
#: The filters that the sandbox puts around what loops go through, and in place of ``~``. They cannot be typed.
COUNTED, JOINED = " counted", " joined"
_WIDE: Final = frozenset({"batch", "center", "indent", "round", "slice", "truncate", "wordwrap"})
_FEW_MANY: Final = ("one", "few", "other", "many")


def template_filters(more: Mapping[str, Callable[..., Any]]) -> dict[str, Callable[..., Any]]:
    """All filters by name; further ones, of plugins, never take the place of ours."""
    harmless = {name: _limited(name, FILTERS[name]) for name in _HARMLESS.split()}
    harmless |= {"sum": _sum, "join": _join, "replace": _limited("replace", _replace)}
    own: dict[str, Callable[..., Any]] = {
        "number": _number,
        "money": _money,
        "percent": _percent,
        "date": _date,
        "plural": _plural,
    }
    own |= {czech: own[english] for english, czech in NAMES.items()}
    return {**more, **harmless, **own, COUNTED: counted, JOINED: _concatenated}


def _limited(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """A filter of Jinja within limits: widths before it runs, the length of its result after it."""
    skipped = 0 if _PassArg.from_obj(function) is None else 1

    @wraps(function)
    def limited(*args: Any, **kwargs: Any) -> Any:
        for value in (*args[skipped + 1 :], *kwargs.values()):
            if name in _WIDE and isinstance(value, int) and abs(value) > WIDEST:
                raise TagError(f"the filter {name} takes numbers up to {WIDEST}", "give a smaller one")
            if name in _WIDE and isinstance(value, str) and len(value) > WIDEST:
                raise TagError(f"the filter {name} takes texts up to {WIDEST} characters", "give a shorter one")
        if name in ("indent", "wordwrap") and len(args) > skipped and len(str(args[skipped])) * WIDEST > 10**8:
            raise TagError(f"the filter {name} takes texts up to {10**8 // WIDEST} characters", "give a shorter one")
        made = function(*args, **kwargs)
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
    texts = [escape(thing) for thing in things]
    separator = escape(d)
    spend(made=sum(map(len, texts)) + len(separator) * len(texts))
    return separator.join(texts)


def _part_of(thing: Any, name: str) -> Any:
    """An entry of plain data by name or number."""
    try:
        return thing[int(name)] if name.isdecimal() else thing[name]
    except (TypeError, LookupError):
        raise TagError(f"'{name}' is not known here", "look the name up by socplan fields") from None


def _replace(value: Any, old: str, new: str, count: int | None = None) -> Any:
    text, old, new = str(value), str(old), str(new)
    if not old:
        raise TagError("the filter replace got nothing to look for", "name the text to replace")
    if text.count(old) * len(new) > LONGEST_TEXT:
        raise TagError(f"the filter replace makes more than {LONGEST_TEXT} characters", "replace less")
    return text.replace(old, new, -1 if count is None else count)


def _sum(iterable: Iterable[Any], attribute: str | int | None = None, start: Any = 0) -> Any:
    """A sum of numbers; a sum with an unknown part is unknown, and so a mistake."""
    total = _figure(start, "sum")
    for thing in counted(iterable):
        value = thing if attribute is None else reduce(_part_of, str(attribute).split("."), thing)
        total = operator.add(total, _figure(value, "sum"))
    return total


def _concatenated(pieces: Iterable[Any]) -> Any:
    """What ``a ~ b`` makes."""
    texts = [piece if isinstance(piece, Markup) else str(piece) for piece in pieces]
    spend(made=sum(map(len, texts)))
    if any(isinstance(text, Markup) for text in texts):
        return Markup("").join(texts)
    return "".join(texts)


def _figure(value: Any, name: str) -> Any:
    """A number that a filter got."""
    if isinstance(value, Missing):
        raise TagError(
            f"the filter {name} got a value that is not known ({value})", "ask before: {% if … is not unknown %}"
        )
    if isinstance(value, Undefined):
        str(value)  # raises, with the name
    if isinstance(value, float):
        value = Decimal(repr(value))
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)) or not Decimal(value).is_finite():
        raise TagError(f"the filter {name} takes a number, not {_shown(value)}", "give it a figure of a table or fact")
    return value


def _shown(value: Any) -> str:
    return f'"{value[:40]}"' if isinstance(value, str) else f"a {type(value).__name__}"


def _locale(context: Context) -> str:
    return str(context.get("locale", "cs"))


def _rounded(value: Any, places: int | None) -> int | Decimal:
    # The class of a report's value prints its own text; a plain number is asked for here.
    plain = int(value) if isinstance(value, int) else Decimal(value)
    if places is None:
        return plain
    if not 0 <= places <= 20:  # noqa: PLR2004 - more than any figure has
        raise TagError("the number of places is from 0 to 20", "give a smaller one")
    return Decimal(plain).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


@pass_context
def _number(context: Context, value: Any, places: int | None = None) -> str:
    """A number as the language writes it: ``1 234,5``."""
    if isinstance(value, Missing):
        return str(value)
    return _signed(number_text(_rounded(_figure(value, "number"), places), _locale(context)))


@pass_context
def _money(context: Context, value: Any, unit: str = "", places: int = 2) -> str:
    """An amount: ``1 234,50``, with its unit if one is given."""
    if isinstance(value, Missing):
        return str(value)
    text = _signed(number_text(_rounded(_figure(value, "money"), places), _locale(context)))
    return f"{text}{HARD_SPACE}{unit}" if unit else text


@pass_context
def _percent(context: Context, value: Any, places: int | None = None) -> str:
    """A value in percent with its sign: ``47 %``."""
    if isinstance(value, Missing):
        return str(value)
    return _signed(percent_text(Decimal(_rounded(_figure(value, "percent"), places)), _locale(context)))


def _signed(text: str) -> str:
    return text.replace("-", "\N{MINUS SIGN}")


@pass_context
def _date(context: Context, value: Any) -> str:
    """A day as the language writes it: ``8. 12. 2025``; a text is read as ``2025-12-08``."""
    if isinstance(value, Missing):
        return str(value)
    if isinstance(value, Undefined):
        str(value)  # raises, with the name
    try:
        day = PartialDate.parse(value) if isinstance(value, str) else value
    except ValueError:
        day = None
    if not isinstance(day, (date, PartialDate)):
        raise TagError(f"the filter date takes a day, not {_shown(value)}", "give it a day, or a text like 2025-12-08")
    return date_text(day, _locale(context))


@pass_context
def _plural(context: Context, value: Any, *forms: str) -> str:
    """The form of a word that a count takes: ``{{ n | plural("služba", "služby", "služeb") }}``.

    Two forms are for one and for others; three for one, few and others; a fourth is for parts.
    """
    if not 2 <= len(forms) <= len(_FEW_MANY):  # noqa: PLR2004 - said below
        raise TagError("the filter plural takes two to four forms", 'write plural("služba", "služby", "služeb")')
    by_category = dict(zip(("one", "other") if len(forms) == 2 else _FEW_MANY, forms, strict=False))  # noqa: PLR2004
    number = _rounded(_figure(value, "plural"), None)
    return by_category.get(plural_category(number, _locale(context)), forms[1] if len(forms) == 3 else forms[-1])  # noqa: PLR2004
