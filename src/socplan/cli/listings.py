"""Commands that list what is installed."""

from socplan import plugins
from socplan.cli.console import command, put
from socplan.labels import Wording
from socplan.report import COMMON_OPTIONS, Option


def _listed(name: str, label: str, owner: str) -> str:
    return f"{name:<16} {label:<32} {owner}"


@command("reports")
def reports() -> None:
    """List the kinds of report, with their options and where they come from."""
    registry = plugins.registry()
    words = Wording("en", registry.labels)
    for kind in registry.reports.values():
        label = words.text(kind.label) if words.has(kind.label) else kind.label
        put(_listed(kind.name, label, registry.owner(kind)))
        _print_options(kind.options)
    put("every kind")
    _print_options(COMMON_OPTIONS)


def _print_options(options: tuple[Option, ...]) -> None:
    for option in options:
        choices = f" ({', '.join(map(str, option.choices))})" if option.choices else ""
        put(f"    {option.name}: {option.help}{choices}")


@command("formats")
def formats() -> None:
    """List the formats of reports and of dossiers, with where they come from."""
    registry = plugins.registry()
    put("Reports")
    for exporter in registry.exporters.values():
        put("  " + _listed(exporter.name, f"{exporter.label} ({exporter.extension})", registry.owner(exporter)))
        _print_options(exporter.options)
    put("Dossiers")
    for reader in registry.readers.values():
        extension = f" ({reader.extension})" if reader.extension else ""
        put("  " + _listed(reader.name, f"{reader.label}{extension}", registry.owner(reader)))


@command("plugins")
def list_plugins() -> None:
    """List the plugins found: what each offers, and why one does not work."""
    for plugin in plugins.installed():
        state = f"broken: {plugin.problem}" if plugin.problem else ", ".join(plugin.hooks)
        put(f"{plugin}: {state}")
    if not plugins.installed():
        put("No plugins are installed.")


COMMANDS = (reports, formats, list_plugins)
