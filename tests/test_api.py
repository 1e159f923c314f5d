"""What `import socplan` gives, and what it costs."""

from __future__ import annotations

import subprocess
import sys
from types import ModuleType

import socplan

#: The contract: these never change their names.
CONTRACT = {
    "ExportedFile",
    "Exporter",
    "Finding",
    "Report",
    "as_of",
    "build_report",
    "check",
    "compare",
    "export_many",
    "export_report",
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
