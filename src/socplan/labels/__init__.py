"""Every word and sentence that a document may contain, by locale and stable key.

The core's own stand in the folders ``cs`` and ``en``: a file for each report kind, and a few for what kinds share. A
label is a text with places for values in braces; one that depends on a count has plural forms (``one``, ``few``,
``many``, ``other``), chosen by the value ``n``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from importlib import resources
from string import Formatter
from typing import Final

from attrs import frozen

from socplan.errors import SocplanError
from socplan.hookspecs import hookimpl
from socplan.labels.formats import (
    date_text,
    hard_spaces,
    number_text,
    percent_text,
    period_text,
    plural_category,
)
from socplan.model import PartialDate, Period

__all__ = [
    "LOCALES",
    "Labels",
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

#: The locales that the core speaks.
LOCALES: Final = ("cs", "en")

#: How many keys a message names.
_FEW: Final = 3

Label = str | Mapping[str, str]


@frozen
class Labels:
    """Labels of one locale, offered by the core or a plugin."""

    locale: str
    #: From key (``monitoring.title``) to a text or to a table of plural forms.
    texts: Mapping[str, Label]


@cache
def core_labels(locale: str) -> Labels:
    """The labels of the core in one of its locales."""
    texts: dict[str, Label] = {}
    for file in sorted((resources.files(__name__) / locale).iterdir(), key=lambda file: file.name):
        texts |= tomllib.loads(file.read_text("utf-8"))
    return Labels(locale, texts)


def missing_labels(labels: Labels) -> list[str]:
    """The keys of the core that are missing in a language which is not the core's."""
    if labels.locale in LOCALES:
        return []
    return sorted(core_labels(LOCALES[0]).texts.keys() - labels.texts.keys())


def label_faults(offered: Iterable[Labels]) -> Iterator[str]:
    """What is wrong with the labels that one plugin offers, beside those of the core; one line a fault."""
    offered = tuple(offered)
    everywhere = {key for labels in offered for key in labels.texts}
    for labels in offered:
        of_core = core_labels(labels.locale if labels.locale in LOCALES else LOCALES[0]).texts
        where = f'labels of the locale "{labels.locale}"'
        if labels.locale in LOCALES and (taken := sorted(labels.texts.keys() & of_core.keys())):
            yield f"{where}: {_listed_keys(taken)} stand in the core already"
        if missing := missing_labels(labels):
            yield f"{where}: {len(missing)} labels of the core are missing, such as {_listed_keys(missing)}"
        if labels.locale not in LOCALES:
            for key in sorted(labels.texts.keys() & of_core.keys()):
                if strange := sorted(_places(labels.texts[key]) - _places(of_core[key])):
                    yield f'{where}: the label "{key}" has a place {{{strange[0]}}}, for which there is no value'
        if absent := sorted(everywhere - labels.texts.keys() - of_core.keys()):
            yield f"{where}: {_listed_keys(absent)} stand in another locale of the plugin and not in this one"


def _listed_keys(keys: Sequence[str]) -> str:
    shown = ", ".join(f'"{key}"' for key in keys[:_FEW])
    return f"{shown} and {len(keys) - _FEW} more" if len(keys) > _FEW else shown


def _places(label: Label) -> set[str]:
    """The names of the values that a label wants."""
    texts = (label,) if isinstance(label, str) else label.values()
    return {name for text in texts for _, name, _, _ in Formatter().parse(text) if name}


class Wording:
    """Words for one locale: what a report builder asks for its headings and sentences."""

    def __init__(self, locale: str, tables: Iterable[Labels] | None = None) -> None:
        """Gather the labels of a locale; without tables, the core's own.

        Raises:
            SocplanError: nobody offers labels for the locale.
        """
        given = [core_labels(name) for name in LOCALES] if tables is None else list(tables)
        self.locale = locale
        self._labels: dict[str, Label] = {}
        for table in given:
            if table.locale == locale:
                self._labels |= {key: text for key, text in table.texts.items() if key not in self._labels}
        if not self._labels:
            known = ", ".join(sorted({table.locale for table in given}))
            raise SocplanError(f'There are no labels for the locale "{locale}". Known: {known}.')

    def has(self, key: str) -> bool:
        """Whether there is a label of that key."""
        return key in self._labels

    def text(self, key: str, /, **values: object) -> str:
        """The label of a key with its values put in; values come in the look of the locale.

        Raises:
            SocplanError: there is no such label, or it wants a value that was not given.
        """
        label = self._labels.get(key)
        if label is None:
            raise SocplanError(f'There is no label "{key}" in the locale "{self.locale}".')
        try:
            if not isinstance(label, str):
                count = values.get("n")
                if not isinstance(count, (int, Decimal)):
                    raise SocplanError(f'The label "{key}" has plural forms and wants a count n.')
                label = label.get(plural_category(count, self.locale)) or label["other"]
            shown = {name: self.show(value) for name, value in values.items()}
            return hard_spaces(label, self.locale).format_map(shown)
        except (KeyError, IndexError, ValueError, AttributeError) as error:
            problem = f'The label "{key}" in the locale "{self.locale}" cannot be filled in: {error}'
            raise SocplanError(problem) from error

    def show(self, value: object) -> str:
        """A value as people read it in this locale; unknown has a word of its own."""
        match value:
            case None:
                return self.text("value.unknown")
            case bool():
                return self.text("value.yes" if value else "value.no")
            case int() | Decimal():
                return number_text(value, self.locale)
            case PartialDate(month=int(), day=None) if self.locale == "cs":
                # In a sentence the name of the month would have to be declined: „do června“, „v červnu“.
                return f"{value.month}/{value.year}"
            case date() | PartialDate():
                return date_text(value, self.locale)
            case Period():
                return period_text(value, self.locale, self.text("value.open"))
            case _:
                return str(value)

    def percent(self, value: Decimal) -> str:
        """A percentage, given in percent."""
        return percent_text(value, self.locale)

    def listed(self, items: Iterable[str]) -> str:
        """Items in a row with „and“ before the last."""
        *most, last = tuple(items)
        return f"{', '.join(most)}{self.text('list.and')}{last}" if most else last


@hookimpl
def register_labels() -> tuple[Labels, ...]:
    """Offer the core's own labels."""
    return tuple(core_labels(locale) for locale in LOCALES)
