"""Dossiers that socplan ships, to try it with and to learn from.

``zlin``
    The plan of the city of Zlín for 2008–2012 with its goals and measures, from a public presentation.
``olomouc``
    What a public presentation gives of the monitoring of the Olomouc region's plan for 2012.
``ukazka``
    A made-up town with two rounds of monitoring.
"""

from __future__ import annotations

from importlib import resources
from typing import Final

__all__ = ["EXAMPLES", "example"]

EXAMPLES: Final = ("olomouc", "ukazka", "zlin")


def example(name: str) -> bytes:
    """The bytes of a shipped dossier, as JSON."""
    return (resources.files(__name__) / "examples" / f"{name}.json").read_bytes()
