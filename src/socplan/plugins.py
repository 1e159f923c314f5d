"""Finds what there is: the core's own readers, formulas, checks, reports, labels and formats, and those of plugins.

Entry points of the group ``socplan.plugins`` are loaded one by one, on first need. A plugin that cannot be
loaded, or that offers what it must not, is recorded with the reason and passed by: `Registry.plugins` tells.

Environment: ``SOCPLAN_DISABLE_PLUGINS=1`` loads none; ``SOCPLAN_STRICT_PLUGINS=1`` makes a broken one an error.
"""

from __future__ import annotations

import os
import pkgutil
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from importlib.metadata import EntryPoint, distributions
from pathlib import Path, PurePath
from types import MappingProxyType, ModuleType
from typing import Any, Final, TypeVar

import pluggy
from attrs import evolve, frozen

from socplan import calculations, checks, exporters, files, hookspecs, labels, readers
from socplan.calculations import Formula
from socplan.checks import Check, FindingsError
from socplan.errors import (
    OptionError,
    PluginError,
    ReadError,
    SocplanError,
    TemplateError,
    UnknownExporterError,
    UnknownReaderError,
    UnknownReportError,
)
from socplan.exporters import Exporter
from socplan.labels import Labels, label_faults, missing_labels
from socplan.readers import Reader
from socplan.report import ReportKind, kinds

__all__ = ["Plugin", "Registry", "installed", "make_manager", "registry"]

T = TypeVar("T")

_GROUP: Final = "socplan.plugins"
_CORE: Final = "socplan"
_LONGEST_REASON: Final = 240
#: The packages whose modules may offer things of the core.
_ROOMS: Final = (readers, calculations, labels, checks, kinds, exporters)
#: What each hook offers.
_OFFERS: Final[Mapping[str, type]] = MappingProxyType(
    {
        "register_readers": Reader,
        "register_formulas": Formula,
        "register_checks": Check,
        "register_reports": ReportKind,
        "register_labels": Labels,
        "register_exporters": Exporter,
    }
)
#: The form of a key of labels.
_LABEL_KEY: Final = re.compile(r"[a-z][a-z0-9_-]*(\.[a-z0-9_-]+)+")
#: What each is called in messages, and the errors that tell of its input and not of a mistake in it.
_FAILINGS: Final[Mapping[type, tuple[str, tuple[type[SocplanError], ...]]]] = MappingProxyType(
    {
        Reader: ("dossier format", (SocplanError,)),
        Formula: ("formula", ()),
        Check: ("check", ()),
        ReportKind: ("report", (OptionError, FindingsError, PluginError)),
        Exporter: ("format", (OptionError, ReadError, TemplateError)),
    }
)
Offered = Reader | Formula | Check | ReportKind | Exporter


@frozen(kw_only=True)
class Plugin:
    """A plugin as it was found."""

    #: The name of its entry point.
    name: str
    #: The distribution that brought it, and its version; ``None`` where neither is known.
    distribution: str | None = None
    version: str | None = None
    #: The hooks it implements.
    hooks: tuple[str, ...] = ()
    #: Why it, or something it offers, cannot be used; ``None``: all is well.
    problem: str | None = None

    def __str__(self) -> str:
        origin = f" ({self.distribution} {self.version})" if self.distribution else ""
        return f"{self.name}{origin}"


class Registry:
    """Everything on offer, by name."""

    def __init__(self, manager: pluggy.PluginManager, plugins: Iterable[Plugin]) -> None:
        """Ask every plugin of a manager, each alone, for what it offers."""
        self._plugins = {plugin.name: plugin for plugin in plugins}
        self._owners: dict[tuple[type, str], str] = {}
        found: dict[type, dict[str, Any]] = {kind: {} for kind in _OFFERS.values()}
        labels: dict[str, list[Labels]] = {}
        for hook, kind in _OFFERS.items():
            caller = getattr(manager.hook, hook)
            # The core comes first, so that no plugin takes a name from it; then in the order of names.
            for implementation in sorted(caller.get_hookimpls(), key=_core_first):
                name = implementation.plugin_name
                for offered in self._offered(name, hook, implementation.function):
                    if not isinstance(offered, kind):
                        self._blame(name, f"{hook} offered {offered!r}, which is no {kind.__name__}")
                    elif isinstance(offered, Labels):
                        labels.setdefault(name, []).append(offered)
                    else:
                        self._claim(found[kind], name, offered)
        self.readers: Mapping[str, Reader] = _sorted(found[Reader])
        self.formulas: Mapping[str, Formula] = _sorted(found[Formula])
        self.checks: Mapping[str, Check] = _sorted(found[Check])
        self.reports: Mapping[str, ReportKind] = _sorted(found[ReportKind])
        self.exporters: Mapping[str, Exporter] = _sorted(found[Exporter])
        self._labels = [table for name, tables in labels.items() for table in self._usable(name, tables)]
        self._hold_label_keys()

    def _usable(self, plugin: str, tables: list[Labels]) -> list[Labels]:
        """The labels of a plugin but those of a language that is not whole: a document would break off in it."""
        if _is_core(plugin):
            return tables
        for fault in label_faults(tables):
            self._blame(plugin, fault)
        return [table for table in tables if not missing_labels(table)]

    def _hold_label_keys(self) -> None:
        """Blame what is named by a label that nobody offers; what is no key is the name itself."""
        known = {key for table in self._labels for key in table.texts}
        labelled: tuple[ReportKind | Formula, ...] = (*self.reports.values(), *self.formulas.values())
        for offered in labelled:
            if _LABEL_KEY.fullmatch(offered.label) and offered.label not in known:
                what = f'the {type(offered).__name__} "{offered.name}" has the label "{offered.label}"'
                self._blame(self._owners[type(offered), offered.name], f"{what}, which nobody offers")

    def _offered(self, plugin: str, hook: str, function: Any) -> Iterator[object]:
        try:
            offered = function()
            if not isinstance(offered, (tuple, list)):
                offered = tuple(offered) if isinstance(offered, Iterator) else None
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            if _is_core(plugin):
                raise
            self._blame(plugin, f"{hook} failed: {_reason(error)}")
            return
        if offered is None:
            self._blame(plugin, f"{hook} has to return a tuple or a list (is a comma missing?)")
        else:
            yield from offered

    def _claim(self, taken: dict[str, Any], plugin: str, offered: Any) -> None:
        what, key = type(offered).__name__, (type(offered), offered.name)
        extension = getattr(offered, "extension", None)
        rival = next((other for other in taken.values() if extension and other.extension == extension), None)
        if offered.name in taken:
            self._blame(plugin, f'the {what} name "{offered.name}" is taken by {self.shown_owner(*key)}')
        elif rival is not None:
            owner = self.shown_owner(type(rival), rival.name)
            self._blame(plugin, f'the {what} extension "{extension}" is taken by {owner}')
        else:
            taken[offered.name] = offered
            self._owners[key] = plugin

    def _blame(self, name: str, problem: str) -> None:
        plugin = self._plugins.get(name, Plugin(name=name))
        said = f"{plugin.problem}; {problem}" if plugin.problem else problem
        self._plugins[name] = evolve(plugin, problem=said)

    @property
    def plugins(self) -> tuple[Plugin, ...]:
        """Every plugin found, the broken ones with their reason."""
        return tuple(self._plugins[name] for name in sorted(self._plugins))

    @property
    def labels(self) -> tuple[Labels, ...]:
        """All labels on offer, the core's first."""
        return tuple(self._labels)

    @contextmanager
    def blamed(self, offered: Offered) -> Iterator[None]:
        """Turn whatever a plugin's thing raises by mistake, were it the end of the program, into its plugin's fault.

        Raises:
            PluginError: names the plugin.
        """
        what, passing = _FAILINGS[type(offered)]
        try:
            yield
        except BaseException as error:
            owner = self.owner(offered)
            if owner == _CORE or isinstance(error, (KeyboardInterrupt, *passing)):
                raise
            raise PluginError(owner, f"the {what} {offered.name} failed: {type(error).__name__}: {error}") from error

    def owner(self, offered: Offered) -> str:
        """The plugin that offers something; ``socplan`` for the core."""
        plugin = self._owners.get((type(offered), offered.name), _CORE)
        return _CORE if _is_core(plugin) else plugin

    def shown_owner(self, kind: type, name: str) -> str:
        """The owner of a name, with its distribution and version where it is a plugin."""
        plugin = self._owners[kind, name]
        return _CORE if _is_core(plugin) else f"plugin {self._plugins.get(plugin, Plugin(name=plugin))}"

    def exporter(self, name: str) -> Exporter:
        """The exporter of a name.

        Raises:
            UnknownExporterError: nobody offers one.
        """
        if name not in self.exporters:
            raise UnknownExporterError(name, self.exporters)
        return self.exporters[name]

    def exporter_for(self, path: PurePath) -> Exporter:
        """The exporter for the suffix of a file.

        Raises:
            UnknownExporterError: nobody offers one.
        """
        suffix = path.suffix.lower()
        for exporter in self.exporters.values():
            if exporter.extension == suffix:
                return exporter
        raise UnknownExporterError(suffix or str(path), [exporter.extension for exporter in self.exporters.values()])

    def report(self, name: str) -> ReportKind:
        """The report kind of a name.

        Raises:
            UnknownReportError: nobody offers one.
        """
        if name not in self.reports:
            raise UnknownReportError(name, self.reports)
        return self.reports[name]

    def reader(self, name: str) -> Reader:
        """The dossier format of a name.

        Raises:
            UnknownReaderError: nobody offers one.
        """
        if name not in self.readers:
            raise UnknownReaderError(name, self.readers)
        return self.readers[name]

    def reader_for(self, path: Path) -> Reader:
        """The dossier format for a path: by the suffix of a file; a folder holds tables.

        Raises:
            UnknownReaderError: nobody offers one.
        """
        suffix = path.suffix.lower()
        if files.is_folder(path) or not suffix:
            return self.reader("csv")
        for reader in self.readers.values():
            if reader.extension == suffix:
                return reader
        raise UnknownReaderError(suffix, [reader.extension for reader in self.readers.values() if reader.extension])

    def table_reader_for(self, path: Path) -> Reader:
        """The dossier format whose files of a single table bear the suffix.

        Raises:
            UnknownReaderError: nobody offers one.
        """
        offered = {reader.table_extension: reader for reader in self.readers.values() if reader.table_extension}
        suffix = path.suffix.lower()
        if suffix not in offered:
            raise UnknownReaderError(suffix or str(path), offered)
        return offered[suffix]


def _sorted(found: dict[str, T]) -> Mapping[str, T]:
    return MappingProxyType({name: found[name] for name in sorted(found)})


def _is_core(plugin: str) -> bool:
    return plugin.startswith(f"{_CORE}.")


def _core_first(implementation: pluggy.HookImpl) -> tuple[bool, str]:
    return not _is_core(implementation.plugin_name), implementation.plugin_name


def _reason(error: BaseException) -> str:
    """Why, on one line: what is wrong with an attrs class is told in its first argument, and pluggy tells pages."""
    first = " ".join(str(error.args[0]).split())[:_LONGEST_REASON] if error.args else ""
    return f"{type(error).__name__}: {first}" if first else type(error).__name__


def _core_modules() -> Iterator[ModuleType]:
    """The modules of the core that offer something: in every room, each public module."""
    for room in _ROOMS:
        yield room
        for module in pkgutil.iter_modules(room.__path__):
            if not module.name.startswith("_"):
                yield import_module(f"{room.__name__}.{module.name}")


def make_manager(*, installed: bool = True) -> tuple[pluggy.PluginManager, tuple[Plugin, ...]]:
    """A plugin manager with the core in it and, if asked, the installed plugins; and what became of these.

    Raises:
        PluginError: with ``SOCPLAN_STRICT_PLUGINS=1``, for the first plugin that cannot be loaded.
    """
    manager = pluggy.PluginManager(_CORE)
    manager.add_hookspecs(hookspecs)
    for module in _core_modules():
        manager.register(module, name=module.__name__)
    plugins = [_load(manager, *found) for found in _entry_points()] if installed else []
    return manager, tuple(plugins)


def _entry_points() -> list[tuple[EntryPoint, str, str]]:
    if os.environ.get("SOCPLAN_DISABLE_PLUGINS") == "1":
        return []
    found = {
        (point.name, distribution.metadata["Name"]): (point, distribution.metadata["Name"], distribution.version)
        for distribution in distributions()
        for point in distribution.entry_points
        if point.group == _GROUP
    }
    return [found[key] for key in sorted(found)]


def _load(manager: pluggy.PluginManager, point: EntryPoint, distribution: str, version: str) -> Plugin:
    # Two distributions may give their entry points one name: then the second is called after its distribution.
    name = (
        point.name
        if not manager.has_plugin(point.name) and not _is_core(point.name)
        else f"{distribution}:{point.name}"
    )
    plugin = Plugin(name=name, distribution=distribution, version=version)
    try:
        module = point.load()
        manager.register(module, name=name)
        manager.check_pending()
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # noqa: BLE001 - a plugin may fail in any way, and only itself
        if manager.has_plugin(name):
            manager.unregister(name=name)
        known = f". Hooks: {', '.join(_OFFERS)}" if "unknown hook" in str(error) else ""
        return evolve(plugin, problem=_reason(error) + known)
    hooks = tuple(sorted(caller.name for caller in manager.get_hookcallers(module) or ()))
    nothing = None if hooks else "offers nothing; are its functions marked with @hookimpl?"
    return evolve(plugin, hooks=hooks, problem=nothing)


@cache
def registry() -> Registry:
    """Everything on offer in this installation, found on the first call.

    Raises:
        PluginError: with ``SOCPLAN_STRICT_PLUGINS=1``, where a plugin is broken.
    """
    found = Registry(*make_manager())
    if os.environ.get("SOCPLAN_STRICT_PLUGINS") == "1":
        for plugin in found.plugins:
            if plugin.problem:
                raise PluginError(str(plugin), plugin.problem)
    return found


def installed() -> tuple[Plugin, ...]:
    """The plugins of this installation: name, distribution, version, hooks and, where one is broken, why."""
    return registry().plugins
