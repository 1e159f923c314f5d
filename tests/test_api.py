"""What `import socplan` gives, and what it costs."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

import pytest

import socplan
import socplan.calculations
import socplan.model
import socplan.testing

#: The contract: these never change their names.
CONTRACT = {
    "ExportedFile",
    "Exporter",
    "Finding",
    "Fulfilment",
    "Report",
    "as_of",
    "build_report",
    "check",
    "compare",
    "export_many",
    "export_report",
    "fulfilment",
    "fulfilment_over_time",
    "hookimpl",
    "percentages",
    "public",
    "read_file",
    "render",
    "write_file",
}


def test_all_names_what_is_exported() -> None:
    exported = {
        name for name, value in vars(socplan).items() if not name.startswith("_") and not isinstance(value, ModuleType)
    }

    assert set(socplan.__all__) == exported
    assert sorted(socplan.__all__) == socplan.__all__
    assert set(socplan.__all__) >= CONTRACT


#: Modules of these packages whose names are for those who write models and calculations, not for those who use them.
INSIDE = {"record", "values", "dossier", "order", "typed", "wordings"}


@pytest.mark.parametrize(
    "package", [socplan.model, socplan.calculations, socplan.testing], ids=lambda package: package.__name__
)
def test_a_package_gives_on_what_its_modules_list(package: ModuleType) -> None:
    modules = {module.name for module in iter_modules(package.__path__)} - INSIDE
    listed = {name for module in modules for name in import_module(f"{package.__name__}.{module}").__all__}

    assert listed <= set(package.__all__)
    assert not modules & set(package.__all__)  # no name is a module and something else


def test_no_name_means_two_things() -> None:
    packages = ["", ".model", ".calculations", ".checks", ".report", ".exporters", ".labels", ".readers", ".errors"]
    meanings: dict[str, list[object]] = {}
    for package in packages:
        module = import_module(f"socplan{package}")
        for name in module.__all__:
            meanings.setdefault(name, []).append(getattr(module, name))

    assert [name for name, found in meanings.items() if any(meaning is not found[0] for meaning in found)] == []


def test_every_exported_name_explains_itself() -> None:
    silent = [name for name in socplan.__all__ if name != "hookimpl" and not getattr(socplan, name).__doc__]

    assert silent == []


def test_importing_loads_nothing_heavy_and_no_plugin() -> None:
    program = "import sys, socplan; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    loaded = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout.split()

    assert (
        set(loaded) & {"docxtpl", "docx", "lxml", "jinja2", "babel", "click", "hypothesis", "socplan_markdown"} == set()
    )


def test_nothing_is_printed_and_no_network_is_asked() -> None:
    program = (
        "import socket\n"
        "def refuse(*args, **kwargs): raise AssertionError('network')\n"
        "socket.socket.connect = socket.create_connection = socket.getaddrinfo = refuse\n"
        "import socplan\nfrom socplan.testing import sample_dossiers\n"
        "for dossier in sample_dossiers():\n"
        "    socplan.check(dossier)\n"
        "    report = socplan.build_report('plan', dossier)\n"
        "    for name in ('docx', 'csv', 'json'): socplan.render(report, name)\n"
    )
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", program], check=True, capture_output=True)

    assert (done.stdout, done.stderr) == (b"", b"")
