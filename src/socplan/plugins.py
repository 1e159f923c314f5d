"""Finds the readers, formulas, checks, reports, labels and formats of the core and of plugins.

Entry points of the group ``socplan.plugins`` are loaded one by one, on first need. `Registry.plugins` lists them; a
plugin that cannot be loaded, or that offers something wrong, is skipped and listed with the reason.

Environment: ``SOCPLAN_DISABLE_PLUGINS=1`` loads no plugin; ``SOCPLAN_STRICT_PLUGINS=1`` makes a broken one an error.
"""

import os
import pkgutil
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from importlib.metadata import EntryPoint, distributions
from inspect import isroutine
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
    UnknownNameError,
    UnknownReaderError,
    UnknownReportError,
)
from socplan.exporters import Exporter, TemplateFilter
from socplan.exporters.word.vocabulary import HARMLESS_FILTERS, OWN_FILTERS
from socplan.intake import sources
from socplan.intake.grids import GridSource
from socplan.labels import Labels, label_faults, missing_labels
from socplan.readers import Reader
from socplan.report import ReportKind, kinds

__all__ = ["Plugin", "Registry", "installed", "make_manager", "registry"]

T = TypeVar("T")

_GROUP: Final = "socplan.plugins"
_CORE: Final = "socplan"
_LONGEST_REASON: Final = 240
#: The packages whose modules may offer things of the core.
_ROOMS: Final = (readers, calculations, labels, checks, kinds, exporters, sources)
#: What each hook offers.
_OFFERS: Final[Mapping[str, type]] = MappingProxyType(
    {
        "register_readers": Reader,
        "register_grids": GridSource,
        "register_formulas": Formula,
        "register_checks": Check,
        "register_reports": ReportKind,
        "register_labels": Labels,
        "register_exporters": Exporter,
        "register_template_filters": TemplateFilter,
    }
)
#: The names of filters that plugins cannot have.
_CORE_FILTERS: Final = frozenset((*HARMLESS_FILTERS, *OWN_FILTERS, *OWN_FILTERS.values()))
#: The form of a key of labels.
_LABEL_KEY: Final = re.compile(r"[a-z][a-z0-9_-]*(\.[a-z0-9_-]+)+")
#: What each is called in messages, and the errors whose cause is its input and not a mistake in it.
_FAILINGS: Final[Mapping[type, tuple[str, tuple[type[SocplanError], ...]]]] = MappingProxyType(
    {
        Reader: ("dossier format", (SocplanError,)),
        GridSource: ("table format", (ReadError,)),
        Formula: ("formula", ()),
        Check: ("check", ()),
        ReportKind: ("report", (OptionError, FindingsError, PluginError)),
        Exporter: ("format", (OptionError, ReadError, TemplateError)),
    }
)
Offered = Reader | GridSource | Formula | Check | ReportKind | Exporter


@frozen(kw_only=True)
class Plugin:
    """A plugin of this installation, working or broken."""

    #: The name of its entry point.
    name: str
    #: The distribution that brought it, and its version; ``None`` where neither is known.
    distribution: str | None = None
    version: str | None = None
    #: The hooks it implements.
    hooks: tuple[str, ...] = ()
    #: Why it, or something it offers, cannot be used; ``None``: nothing is wrong.
    problem: str | None = None

    def __str__(self) -> str:
        origin = f" ({self.distribution} {self.version})" if self.distribution else ""
        return f"{self.name}{origin}"


class Registry:
    """Everything on offer, by name; asking for a name that nobody offers raises an `UnknownNameError`."""

    def __init__(self, manager: pluggy.PluginManager, plugins: Iterable[Plugin]) -> None:
        """Ask every plugin of a manager, each alone, for what it offers."""
        self._plugins = {plugin.name: plugin for plugin in plugins}
        self._owners: dict[tuple[type, str], str] = {}
        accepted: dict[type, dict[str, Any]] = {kind: {} for kind in _OFFERS.values()}
        labels: dict[str, list[Labels]] = {}
        for hook, kind in _OFFERS.items():
            implementations = getattr(manager.hook, hook).get_hookimpls()
            # The core comes first, so that no plugin takes a name from it; the plugins follow by name.
            for implementation in sorted(
                implementations, key=lambda it: (not _is_core(it.plugin_name), it.plugin_name)
            ):
                name = implementation.plugin_name
                for offered in self._offered(name, hook, implementation.function):
                    if not isinstance(offered, kind):
                        self._blame(name, f"{hook} offered {offered!r}, which is no {kind.__name__}")
                    elif isinstance(offered, Labels):
                        labels.setdefault(name, []).append(offered)
                    elif isinstance(offered, TemplateFilter):
                        self._claim_filter(accepted[kind], name, offered)
                    else:
                        self._claim(accepted[kind], name, offered)
        self.readers: Mapping[str, Reader] = _sorted(accepted[Reader])
        self.grid_sources: Mapping[str, GridSource] = _sorted(accepted[GridSource])
        self.formulas: Mapping[str, Formula] = _sorted(accepted[Formula])
        self.checks: Mapping[str, Check] = _sorted(accepted[Check])
        self.reports: Mapping[str, ReportKind] = _sorted(accepted[ReportKind])
        self.exporters: Mapping[str, Exporter] = _sorted(accepted[Exporter])
        #: By their English names alone.
        self.filters: Mapping[str, TemplateFilter] = _sorted(
            {each.name: each for each in accepted[TemplateFilter].values()}
        )
        usable = (table for name, tables in labels.items() for table in self._usable(name, tables))
        #: All labels on offer, the core's first.
        self.labels: tuple[Labels, ...] = tuple(usable)
        self._blame_missing_labels()

    def _usable(self, plugin: str, tables: list[Labels]) -> list[Labels]:
        """The labels of a plugin without incomplete languages, in which a document would fail."""
        if _is_core(plugin):
            return tables
        for fault in label_faults(tables):
            self._blame(plugin, fault)
        return [table for table in tables if not missing_labels(table)]

    def _blame_missing_labels(self) -> None:
        """Blame the plugins whose offers have a label that nobody offers; a label that is no key is the name itself."""
        labelled: tuple[ReportKind | Formula, ...] = (*self.reports.values(), *self.formulas.values())
        for offered in labelled:
            if _LABEL_KEY.fullmatch(offered.label) and not any(offered.label in table.texts for table in self.labels):
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

    def _claim_filter(self, taken: dict[str, TemplateFilter], plugin: str, offered: TemplateFilter) -> None:
        """Take a filter under all its names, or under none."""
        for name in offered.names:
            if name in _CORE_FILTERS or name in taken:
                owner = _CORE if name in _CORE_FILTERS else f"plugin {taken[name].plugin}"
                self._blame(plugin, f'the TemplateFilter name "{name}" is taken by {owner}')
                return
        if not _is_of_module(offered.function):
            problem = f'the function of the TemplateFilter "{offered.name}" is not one that a module holds by its name'
            self._blame(plugin, f"{problem}, so the process that fills in templates of strangers cannot find it")
            return
        taken |= dict.fromkeys(offered.names, evolve(offered, plugin=plugin))
        self._owners[TemplateFilter, offered.name] = plugin

    def _blame(self, name: str, problem: str) -> None:
        plugin = self._plugins.get(name, Plugin(name=name))
        self._plugins[name] = evolve(plugin, problem="; ".join(filter(None, (plugin.problem, problem))))

    @property
    def plugins(self) -> tuple[Plugin, ...]:
        """Every installed plugin, the broken ones with their reason."""
        return tuple(self._plugins[name] for name in sorted(self._plugins))

    @contextmanager
    def blamed(self, offered: Offered) -> Iterator[None]:
        """Turn whatever something on offer raises by mistake, even ``SystemExit``, into its plugin's fault.

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
            raise PluginError(owner, f"the {what} {offered.name} failed: {_told(error)}") from error

    def owner(self, offered: Offered) -> str:
        """The plugin that offers something; ``socplan`` for the core."""
        plugin = self._owners.get((type(offered), offered.name), _CORE)
        return _CORE if _is_core(plugin) else plugin

    def shown_owner(self, kind: type, name: str) -> str:
        """The owner of a name, with its distribution and version where it is a plugin."""
        plugin = self._owners[kind, name]
        return _CORE if _is_core(plugin) else f"plugin {self._plugins.get(plugin, Plugin(name=plugin))}"

    def exporter(self, name: str) -> Exporter:
        """The format of a name."""
        return _named(name, self.exporters, UnknownExporterError)

    def exporter_for(self, path: PurePath) -> Exporter:
        """The format for the suffix of a file."""
        by_suffix = {exporter.extension: exporter for exporter in self.exporters.values()}
        return _named(path.suffix.lower() or str(path), by_suffix, UnknownExporterError)

    def report(self, name: str) -> ReportKind:
        """The report kind of a name."""
        return _named(name, self.reports, UnknownReportError)

    def reader(self, name: str) -> Reader:
        """The dossier format of a name."""
        return _named(name, self.readers, UnknownReaderError)

    def grid_source_for(self, path: PurePath) -> GridSource | None:
        """The format of an office's tables for the suffix of a file; ``None``: nothing reads its tables."""
        return next((each for each in self.grid_sources.values() if each.extension == path.suffix.lower()), None)

    def reader_for(self, path: Path) -> Reader:
        """The dossier format for a path: by the suffix of a file; a folder holds tables."""
        suffix = path.suffix.lower()
        if files.is_folder(path) or not suffix:
            return self.reader("csv")
        by_suffix = {reader.extension: reader for reader in self.readers.values() if reader.extension}
        return _named(suffix, by_suffix, UnknownReaderError)

    def table_reader_for(self, path: Path) -> Reader:
        """The dossier format for a file of a single table, by its suffix."""
        by_suffix = {reader.table_extension: reader for reader in self.readers.values() if reader.table_extension}
        return _named(path.suffix.lower() or str(path), by_suffix, UnknownReaderError)


def _named(name: str, offers: Mapping[str, T], error: type[UnknownNameError]) -> T:
    if name not in offers:
        raise error(name, offers)
    return offers[name]


def _sorted(offers: dict[str, T]) -> Mapping[str, T]:
    return MappingProxyType(dict(sorted(offers.items())))


def _is_of_module(function: Any) -> bool:
    """Whether another process finds a function by the names of its module and its own."""
    module = sys.modules.get(getattr(function, "__module__", None) or "")
    return getattr(module, getattr(function, "__qualname__", ""), None) is function


def _is_core(plugin: str) -> bool:
    return plugin.startswith(f"{_CORE}.")


def _told(error: BaseException) -> str:
    """An error of a plugin with its text, which may itself fail."""
    try:
        return f"{type(error).__name__}: {error}"
    except Exception:  # noqa: BLE001 - whatever the plugin wrote into it
        return type(error).__name__


def _reason(error: BaseException) -> str:
    """An error as one short line: its first argument, where attrs says what is wrong; pluggy would fill pages."""
    try:
        first = " ".join(str(error.args[0]).split())[:_LONGEST_REASON] if error.args else ""
    except Exception:  # noqa: BLE001 - likewise
        first = ""
    return f"{type(error).__name__}: {first}" if first else type(error).__name__


def _core_modules() -> Iterator[ModuleType]:
    """The modules of the core that offer something: each public module of every room."""
    for room in _ROOMS:
        yield room
        for module in pkgutil.iter_modules(room.__path__):
            if not module.name.startswith("_"):
                yield import_module(f"{room.__name__}.{module.name}")


class _Manager(pluggy.PluginManager):
    """A plugin manager that asks pluggy about the functions of a module alone, and not about every name in it."""

    def parse_hookimpl_opts(self, plugin: object, name: str) -> pluggy.HookimplOpts | None:
        """How a function of a plugin implements a hook; ``None``: it implements none."""
        if isinstance(plugin, ModuleType) and not isroutine(vars(plugin).get(name)):
            return None
        return super().parse_hookimpl_opts(plugin, name)


def make_manager(*, installed: bool = True) -> tuple[pluggy.PluginManager, tuple[Plugin, ...]]:
    """A plugin manager with the core and, if asked, the installed plugins; and a record of each plugin.

    Raises:
        PluginError: with ``SOCPLAN_STRICT_PLUGINS=1``, for the first plugin that cannot be loaded.
    """
    manager = _Manager(_CORE)
    manager.add_hookspecs(hookspecs)
    for module in _core_modules():
        manager.register(module, name=module.__name__)
    plugins = tuple(_load(manager, *entry) for entry in _entry_points()) if installed else ()
    return manager, plugins


def _entry_points() -> list[tuple[EntryPoint, str, str]]:
    if os.environ.get("SOCPLAN_DISABLE_PLUGINS") == "1":
        return []
    entries = {
        (point.name, distribution.metadata["Name"]): (point, distribution.metadata["Name"], distribution.version)
        for distribution in distributions()
        for point in distribution.entry_points
        if point.group == _GROUP
    }
    return [entries[key] for key in sorted(entries)]


def _load(manager: pluggy.PluginManager, point: EntryPoint, distribution: str, version: str) -> Plugin:
    # Two distributions may give their entry points the same name: then the second is called after its distribution.
    taken = manager.has_plugin(point.name) or _is_core(point.name)
    name = f"{distribution}:{point.name}" if taken else point.name
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
    """Everything on offer in this installation, gathered on the first call.

    Raises:
        PluginError: with ``SOCPLAN_STRICT_PLUGINS=1``, where a plugin is broken.
    """
    offers = Registry(*make_manager())
    if os.environ.get("SOCPLAN_STRICT_PLUGINS") == "1":
        for plugin in offers.plugins:
            if plugin.problem:
                raise PluginError(str(plugin), plugin.problem)
    return offers


def installed() -> tuple[Plugin, ...]:
    """The plugins of this installation: name, distribution, version, hooks and, where one is broken, why."""
    return registry().plugins
