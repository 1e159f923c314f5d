"""The package lives on what socplan promises: names that a public package of it exports."""

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import socplan_markdown

MODULES = sorted(Path(socplan_markdown.__file__).parent.glob("**/*.py"))


def imports() -> Iterator[tuple[str, str]]:
    """Each name taken from socplan, with the module it is taken from."""
    for node in (node for path in MODULES for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))):
        match node:
            case ast.ImportFrom(module=str(module), names=names) if module.split(".")[0] == "socplan":
                yield from ((module, name.name) for name in names)
            case ast.Import(names=names):
                yield from ((name.name, "") for name in names if name.name.split(".")[0] == "socplan")


def is_public(module: str, name: str) -> bool:
    found = import_module(module)
    # The modules within a package are its own business: it exports what is meant for others.
    return hasattr(found, "__path__") and "._" not in module and (not name or name in found.__all__)


def test_takes_only_public_names_from_socplan() -> None:
    assert [taken for taken in imports() if not is_public(*taken)] == []


def test_looks_at_every_import() -> None:
    assert ("socplan.exporters", "cell_text") in set(imports())
