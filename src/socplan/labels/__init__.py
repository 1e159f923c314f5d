"""Every word and sentence of documents, by locale and stable key.

The folders ``cs`` and ``en`` hold the core's labels: a file for each report kind, and a few files for words that kinds
share. A label is a text with places for values in braces. A label with a count has plural forms (``one``, ``few``,
``many``, ``other``), chosen by the value ``n``. One that says how many of a ``total`` may have a form for none of them
(``none``) and for all of them (``all``), and where the total is one, for the only one (``only``) and for the only one
that is not meant (``not_only``). The place ``{of}`` is that total behind its preposition, „z 8“ or „ze 4“. A Czech
label takes a date in a form: ``{day:gen}`` behind „od“ and „do“, ``{day:when}`` where it says when something was
(`socplan.labels.formats.date_forms`); in English ``{day:when}`` is „on 3 Apr 2026“ or „in April 2026“. An amount is
``{amount:money}``: 4 200 000 or 742 300,50.

A number of things is ``n`` in every label, and what they are part of is ``total``. A finding that holds a ``total``
against another number calls the latter ``listed``: what the records themselves come to.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache, cached_property
from importlib import resources
from string import Formatter
from typing import Final

from attrs import frozen

from socplan.errors import SocplanError
from socplan.hookspecs import hookimpl
from socplan.labels.formats import (
    date_forms,
    date_text,
    hard_spaces,
    money_text,
    number_text,
    percent_text,
    period_text,
    plural_category,
)
from socplan.model import PartialDate, Period

__all__ = [
    "LOCALES",
    "Labels",
    "PlainWording",
    "Wording",
    "core_labels",
    "date_text",
    "hard_spaces",
    "label_faults",
    "missing_labels",
    "number_text",
    "percent_text",
    "period_text",
    "register_labels",
]

#: The locales of the core.
LOCALES: Final = ("cs", "en")
#: Numbers that are spoken in Czech with two consonants, or a sibilant, at their beginning.
_VOICED: Final = re.compile(r"[23467]$|1[467]$|[467]\d$|[14567]\d\d$|[467]\d\d\d\d?$")
#: How many keys a message names.
_FEW: Final = 3

Label = str | Mapping[str, str]


@frozen
class Labels:
    """Labels of one locale, from the core or a plugin."""

    locale: str
    #: From key (``monitoring.title``) to a text or to a table of plural forms.
    texts: Mapping[str, Label]


class _Filed(Mapping[str, Label]):
    """The texts of one locale of the core, read from their files when one is asked for: few need both languages."""

    def __init__(self, locale: str) -> None:
        self._locale = locale

    @cached_property
    def _texts(self) -> dict[str, Label]:
        texts: dict[str, Label] = {}
        for file in sorted((resources.files(__name__) / self._locale).iterdir(), key=lambda file: file.name):
            texts |= tomllib.loads(file.read_text("utf-8"))
        return texts

    def __getitem__(self, key: str) -> Label:
        return self._texts[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)


@cache
def core_labels(locale: str) -> Labels:
    """The labels of the core in one of its locales."""
    return Labels(locale, _Filed(locale))


def missing_labels(labels: Labels) -> list[str]:
    """The keys of the core that are missing in another language."""
    if labels.locale in LOCALES:
        return []
    return sorted(core_labels(LOCALES[0]).texts.keys() - labels.texts.keys())


def label_faults(offered: Iterable[Labels]) -> Iterator[str]:
    """What is wrong with the labels of one plugin, beside those of the core; one line a fault."""
    offered = tuple(offered)
    everywhere = {key for labels in offered for key in labels.texts}
    for labels in offered:
        is_core_locale = labels.locale in LOCALES
        of_core = core_labels(LOCALES[0]).texts  # the languages of the core have the same keys
        where = f'labels of the locale "{labels.locale}"'
        shared = sorted(labels.texts.keys() & of_core.keys())
        if is_core_locale and shared:
            yield f"{where}: {_listed_keys(shared)} stand in the core already"
        if missing := missing_labels(labels):
            yield f"{where}: {len(missing)} labels of the core are missing, such as {_listed_keys(missing)}"
        for key in () if is_core_locale else shared:
            if strange := sorted(_places(labels.texts[key]) - _places(of_core[key])):
                yield f'{where}: the label "{key}" has a place {{{strange[0]}}}, for which there is no value'
        if absent := sorted(everywhere - labels.texts.keys() - of_core.keys()):
            yield f"{where}: {_listed_keys(absent)} stand in another locale of the plugin and not in this one"


def _listed_keys(keys: Sequence[str]) -> str:
    shown = ", ".join(f'"{key}"' for key in keys[:_FEW])
    return f"{shown} and {len(keys) - _FEW} more" if len(keys) > _FEW else shown


def _special(count: int | Decimal, total: int) -> tuple[str, ...]:
    """The forms for none, for the only one, or for all of a total, the best first; empty where some are meant."""
    if not count:
        return ("not_only", "none") if total == 1 else ("none",)
    return ("only" if total == 1 else "all",) if count == total else ()


def _places(label: Label) -> set[str]:
    """The names of a label's values."""
    texts = (label,) if isinstance(label, str) else label.values()
    # The total behind its preposition is filled in by itself, from the total.
    return {"total" if name == "of" else name for text in texts for _, name, _, _ in Formatter().parse(text) if name}


class _Shown(str):
    """A value as people read it, which a label takes in one of its forms; without that form as it is."""

    __slots__ = ("forms",)
    forms: Mapping[str, str]

    def __format__(self, form: str) -> str:
        return self.forms.get(form, str(self))


class Wording:
    """The words of one locale, for the headings and sentences of reports."""

    def __init__(self, locale: str, tables: Iterable[Labels] | None = None) -> None:
        """Gather the labels of a locale; without tables, those of the core.

        Raises:
            SocplanError: nobody offers labels for the locale.
        """
        offered = [core_labels(name) for name in LOCALES] if tables is None else list(tables)
        self.locale = locale
        self._labels: dict[str, Label] = {}
        # The first label of a key counts.
        for table in reversed(offered):
            self._labels |= table.texts if table.locale == locale else {}
        if not self._labels:
            known = ", ".join(sorted({table.locale for table in offered}))
            raise SocplanError(f'There are no labels for the locale "{locale}". Known: {known}.')

    def has(self, key: str) -> bool:
        """Whether there is a label with a key."""
        return key in self._labels

    def text(self, key: str, /, **values: object) -> str:
        """The label with a key, filled in with values in the look of the locale.

        Raises:
            SocplanError: there is no such label, or one of its values is missing.
        """
        label = self._labels.get(key)
        if label is None:
            raise SocplanError(f'There is no label "{key}" in the locale "{self.locale}".')
        try:
            if not isinstance(label, str):
                count = values.get("n")
                if not isinstance(count, (int, Decimal)):
                    raise SocplanError(f'The label "{key}" has plural forms and wants a count n.')
                total = values.get("total")
                special = _special(count, total) if isinstance(total, int) else ()
                forms = (*special, plural_category(count, self.locale), "other")
                label = next(label[form] for form in forms if form in label)
            if "{of}" in label and isinstance(total := values.get("total"), int):
                values = {"of": self._out_of(total), **values}
            shown = {name: self._shown(value) for name, value in values.items()}
            return hard_spaces(label, self.locale).format_map(shown)
        except (KeyError, IndexError, ValueError, AttributeError) as error:
            problem = f'The label "{key}" in the locale "{self.locale}" cannot be filled in: {error}'
            raise SocplanError(problem) from error

    def _out_of(self, total: int) -> str:
        """A total behind its preposition."""
        return self.text(
            "count.of_voiced" if _VOICED.match(str(total)) else "count.of", total=number_text(total, self.locale)
        )

    def _shown(self, value: object) -> "_Shown":
        """A value with the forms that a place of a label may ask for: ``{day:gen}``."""
        shown = _Shown(self.show(value))
        shown.forms = self._forms(value)
        return shown

    def _forms(self, value: object) -> Mapping[str, str]:
        match value:
            case Decimal() if value.is_finite():
                return {"money": money_text(value, self.locale)}
            case date() | PartialDate():
                return date_forms(value, self.locale)
            case _:
                return {}

    def show(self, value: object) -> str:
        """A value as people read it in this locale, with a word for unknown."""
        match value:
            case None:
                return self.text("value.unknown")
            case bool():
                return self.text("value.yes" if value else "value.no")
            case int() | Decimal():
                return number_text(value, self.locale)
            case date() | PartialDate():
                return date_text(value, self.locale)
            case Period():
                return period_text(value, self.locale, self.text("value.open"))
            case _:
                return str(value)

    def percent(self, value: Decimal) -> str:
        """A percentage of a value in percent."""
        return percent_text(value, self.locale)

    def listed(self, items: Iterable[str]) -> str:
        """Items in a row with „and“ before the last; semicolons keep items with commas of their own apart."""
        *most, last = tuple(items)
        between = "; " if any(", " in item for item in (*most, last)) else ", "
        return f"{between.join(most)}{self.text('list.and')}{last}" if most else last


class PlainWording(Wording):
    """The words of one locale for a console or a text file, where a hard space is only a trap for who searches."""

    def text(self, key: str, /, **values: object) -> str:
        """The label with a key, filled in, with plain spaces.

        Raises:
            SocplanError: there is no such label, or one of its values is missing.
        """
        return super().text(key, **values).replace("\N{NO-BREAK SPACE}", " ")


@hookimpl
def register_labels() -> tuple[Labels, ...]:
    """Offer the labels of the core."""
    return tuple(core_labels(locale) for locale in LOCALES)
