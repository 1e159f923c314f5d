"""How a package tells which names it gives on."""

from collections.abc import Mapping
from types import ModuleType

__all__ = ["public_names"]


def public_names(namespace: Mapping[str, object]) -> list[str]:
    """The names that a package has imported to give them on: all but modules and what begins with an underscore."""
    return sorted(
        name for name, value in namespace.items() if not name.startswith("_") and not isinstance(value, ModuleType)
    )
