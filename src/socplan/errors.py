"""Everything socplan raises on purpose.

The tree::

    SocplanError
    ├── ReadError               a file is not a dossier; lists every fault
    ├── MisuseError             (a TypeError and a ValueError) Python code gave wrong values; lists all of them
    │   ├── RecordError         a record was built of wrong values
    │   └── ArgumentError       a function was called with wrong arguments
    ├── WriteError              a file could not be written; the old one is untouched
    │   └── OverwriteError      it would take the place of a dossier or an input
    ├── FindingsError           (in socplan.checks) a dossier has findings of grade error
    ├── OptionError             a report kind or a format does not have an option, or cannot take its value
    ├── UnknownNameError        nothing of a kind has a name
    │   ├── UnknownExporterError
    │   ├── UnknownReaderError
    │   ├── UnknownReportError
    │   ├── UnknownStandardError
    │   └── UnknownTableError
    ├── TemplateError           a Word template cannot be used; lists every mistake
    ├── PluginError             a plugin raised, or returned something wrong
    └── DefectError             socplan itself failed over a template; nothing is wrong with it

Faults in somebody's *plan* are not exceptions but findings (`socplan.check`).
"""

from __future__ import annotations

import json
from difflib import get_close_matches
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar, Final

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = [
    "ArgumentError",
    "DefectError",
    "Fault",
    "MisuseError",
    "OptionError",
    "OverwriteError",
    "PluginError",
    "ReadError",
    "RecordError",
    "SocplanError",
    "TemplateError",
    "UnknownExporterError",
    "UnknownNameError",
    "UnknownReaderError",
    "UnknownReportError",
    "UnknownStandardError",
    "UnknownTableError",
    "WriteError",
]

#: An error lists so many faults, and counts the others.
MOST_FAULTS: Final = 500
#: A value quoted in a message is cut to this many characters.
_QUOTED: Final = 60
#: The source of an error about several files.
SEVERAL_FILES: Final = "files"


def quoted(value: object) -> str:
    """Show a value in a message: short, on one line, every odd character visible."""
    try:
        text = " ".join(repr(value).split("\n"))
    except Exception:  # noqa: BLE001 - the value is somebody else's, and so is its repr
        text = object.__repr__(value)
    return text if len(text) <= _QUOTED else text[: _QUOTED - 1] + "…"


def printable(text: str) -> str:
    """A name in a message: as it is, or quoted with every odd character visible."""
    return text if text.isprintable() else repr(text)


def json_path(path: str, key: str) -> str:
    """The JSON path of a key; brackets and quotes hold a key that is not a plain word, every odd character visible.

    >>> json_path("$.plan", "title"), json_path("$", "a b")
    ('$.plan.title', '$["a b"]')
    """
    plain = key.isascii() and key.replace("_", "a").isalnum()
    return f"{path}.{key}" if plain else f"{path}[{json.dumps(key)}]"


def one_line(text: str) -> str:
    """A message on one line, whatever texts of a plan it holds."""
    return text.replace("\n", "\\n")


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The most similar name; ``None`` where no name is similar."""
    names = list(known)
    near = get_close_matches(name.lower(), [each.lower() for each in names], 1)
    return next(each for each in names if each.lower() == near[0]) if near else None


def suggestion(name: str, known: Iterable[str]) -> str:
    """The most similar name, as a sentence to append; empty where no name is similar.

    >>> suggestion("monitorng", ["monitoring", "plan"])
    ' Did you mean "monitoring"?'
    """
    near = nearest(name, known)
    return "" if near is None else f' Did you mean "{near}"?'


class SocplanError(Exception):
    """The parent of everything socplan raises on purpose."""


@frozen
class Fault:
    """One thing at one place that keeps a file from being read."""

    #: Where: a JSON path (``$.goals[3].title``), a table cell (``row 5, column title``) or ``line 3, column 7``.
    place: str
    #: What is wrong, and what was expected instead.
    message: str
    #: The file, where several make one dossier (CSV tables); ``None`` for the file that was asked for.
    file: str | None = None

    def __str__(self) -> str:
        where = f"{self.file}: {self.place}" if self.file else self.place
        return f"{where}: {self.message}"


class ListingError(SocplanError):
    """An error that lists several things, one a line."""

    def lines(self) -> Iterable[str]:
        """What is wrong, one thing a line."""
        raise NotImplementedError

    def __str__(self) -> str:
        return "\n".join(map(one_line, self.lines()))


class ReadError(ListingError, ValueError):
    """A file is not a dossier.

    Attributes:
        source: the name of the file as it was given; ``"files"`` of several, whose faults name each.
        faults: everything that is wrong, in the order of the file; at most 500.
        more: how many further faults there are at least.
    """

    def __init__(self, source: str, faults: Iterable[Fault], more: int = 0) -> None:
        listed = tuple(faults)
        self.source = source
        self.faults = listed[:MOST_FAULTS]
        self.more = more + len(listed[MOST_FAULTS:])
        super().__init__(source, self.faults, self.more)

    def lines(self) -> Iterable[str]:
        """One line a fault, and one for all that are not listed."""
        for fault in self.faults:
            # Of several files each fault names its own.
            yield str(fault) if self.source == SEVERAL_FILES and fault.file else f"{self.source}: {fault}"
        if self.more:
            yield f"{self.source}: and {self.more} more"


class MisuseError(ListingError, ValueError, TypeError):
    """Python code gave wrong values.

    Attributes:
        owner: the class or the function.
        faults: everything that is wrong, each with the attribute or parameter as its place.
    """

    def __init__(self, owner: str, faults: Iterable[Fault], *more: str) -> None:
        self.owner = owner
        self.faults = tuple(faults)
        super().__init__(owner, self.faults, *more)


class RecordError(MisuseError):
    """A record, a value or a dossier was built of wrong values."""

    def lines(self) -> Iterable[str]:
        """One line an attribute."""
        return (f"{self.owner}.{fault}" for fault in self.faults)


class ArgumentError(MisuseError):
    """A function was called with wrong arguments.

    Attributes:
        call: how to call the function.
    """

    def __init__(self, owner: str, faults: Iterable[Fault], call: str) -> None:
        self.call = call
        super().__init__(owner, faults, call)

    def lines(self) -> Iterable[str]:
        """One line an argument, and how to call the function."""
        yield from (f"{self.owner}: {fault}" for fault in self.faults)
        yield f"Call it as {self.call}"


class WriteError(SocplanError, OSError):
    """A file could not be written; the old one is untouched."""

    def __init__(self, path: str, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(path, reason)

    def __str__(self) -> str:
        return f"{self.path}: not written: {self.reason}"


class OverwriteError(WriteError):
    """An output would take the place of a dossier or an input, and nobody asked for that by name."""


class OptionError(SocplanError, TypeError):
    """A report kind or a format does not have an option, or cannot take its value.

    ``name`` is ``None`` where the dossier is at fault: it has nothing to choose from.
    """

    def __init__(self, owner: str, name: str | None, problem: str, known: Iterable[str]) -> None:
        self.owner = owner
        self.name = name
        self.known = tuple(sorted(known))
        self.problem = problem
        super().__init__(owner, name, problem, self.known)

    def __str__(self) -> str:
        if self.name is None:
            return f"{self.owner}: {self.problem}."
        known = ", ".join(self.known) or "none"
        meant = suggestion(self.name, self.known) if self.name not in self.known else ""
        return f"{self.owner}: option {self.name}: {self.problem}.{meant} Options of {self.owner}: {known}."


class UnknownNameError(SocplanError, LookupError):
    """Nothing of a kind has a name."""

    what = "thing"
    remedy = ""
    #: The plugins for names that people often ask for.
    plugins: ClassVar[Mapping[str, str]] = MappingProxyType({})

    def __init__(self, name: object, known: Iterable[str]) -> None:
        self.name = name if isinstance(name, str) else quoted(name)
        self.known = tuple(sorted(known))
        super().__init__(name, self.known)

    def __str__(self) -> str:
        wanted = f'ends in "{self.name}"' if self.name.startswith(".") else f'is called "{self.name}"'
        plugin = self.plugins.get(self.name.lower().removeprefix("."))
        hint = f" Install its plugin: pip install {plugin}." if plugin else suggestion(self.name, self.known)
        return f"No {self.what} {wanted}. Known: {', '.join(self.known)}.{hint or self.remedy}"


class UnknownExporterError(UnknownNameError):
    """No format of that name."""

    what = "format"
    plugins = MappingProxyType({"markdown": "socplan-markdown", "md": "socplan-markdown"})
    remedy = " Other formats come as plugins: see `socplan plugins`."


class UnknownReaderError(UnknownNameError):
    """No dossier format of that name."""

    what = "dossier format"
    plugins = MappingProxyType({"xlsx": "socplan-xlsx"})


class UnknownReportError(UnknownNameError):
    """No report kind of that name."""

    what = "report"
    remedy = " Other reports come as plugins: see `socplan plugins`."


class UnknownTableError(UnknownNameError):
    """No table of a dossier of that name."""

    what = "table"


class UnknownStandardError(UnknownNameError):
    """No standard of that name."""

    what = "standard"


class TemplateError(ListingError, ValueError):
    """A Word template cannot be used.

    Attributes:
        template: its name.
        mistakes: each with its place, in the language of the report; tags are filled in one after the other, so a
            mistake may hide a later one.
    """

    def __init__(self, template: str, mistakes: Iterable[str]) -> None:
        self.template = template
        self.mistakes = tuple(mistakes)
        super().__init__(template, self.mistakes)

    def lines(self) -> Iterable[str]:
        """One line a fault."""
        return (f"{self.template}: {mistake}" for mistake in self.mistakes)


class PluginError(SocplanError):
    """A plugin raised, or returned something wrong."""

    def __init__(self, plugin: str, problem: str) -> None:
        self.plugin = plugin
        self.problem = problem
        super().__init__(plugin, problem)

    def __str__(self) -> str:
        return f"plugin {self.plugin}: {self.problem}"


class DefectError(SocplanError, RuntimeError):
    """Socplan itself failed over a Word template, by a fault of its own; nothing was written.

    Attributes:
        template: the name of the template.
        problem: what Python said.
    """

    def __init__(self, template: str, problem: str) -> None:
        self.template = template
        self.problem = problem
        super().__init__(template, problem)

    def __str__(self) -> str:
        remedy = "nothing was written; please report this, with the template"
        return f"{self.template}: socplan failed by a fault of its own ({self.problem}); {remedy}"
