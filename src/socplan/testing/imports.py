"""Whether a plugin lives on what socplan promises."""

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

__all__ = ["private_imports"]


def private_imports(package: ModuleType) -> tuple[str, ...]:
    """The names that a package takes from socplan and that are not public, each with its module.

    Public is what a package of socplan exports; the modules within it are its own business and may change.

    Raises:
        ValueError: the package takes nothing from socplan at all, so nothing was looked at.
    """
    modules = sorted(Path(package.__file__ or "").parent.glob("**/*.py"))
    taken = [name for path in modules for name in _imports(ast.parse(path.read_text(encoding="utf-8")))]
    if not taken:
        raise ValueError(f"{package.__name__} takes nothing from socplan")
    return tuple(f"{module}: {name or 'itself'}" for module, name in taken if not _is_public(module, name))


def _imports(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        match node:
            case ast.ImportFrom(module=str(module), names=names) if module.split(".")[0] == "socplan":
                yield from ((module, name.name) for name in names)
            case ast.Import(names=names):
                yield from ((name.name, "") for name in names if name.name.split(".")[0] == "socplan")


def _is_public(module: str, name: str) -> bool:
    package = import_module(module)
    return hasattr(package, "__path__") and "._" not in module and (not name or name in package.__all__)
