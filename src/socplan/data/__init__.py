"""Dossiers that socplan ships, to try it with and to learn from."""

from collections.abc import Mapping
from importlib import resources
from types import MappingProxyType
from typing import Final

__all__ = ["EXAMPLES", "example"]

#: Each with what it is.
EXAMPLES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "liberec": "What a press report gives of the planning in the Liberec region in 2009: a nominated group, a "
        "vacant post, projects.",
        "msk": "How the transformation of services was organised in the Moravian-Silesian region, before and after a "
        "decision.",
        "olomouc": "What a public presentation gives of the Olomouc region's project of planning and of the monitoring "
        "for 2012.",
        "ukazka": "A made-up town that uses nearly every table: two rounds of monitoring, an amendment, action plans, "
        "a project.",
        "usti": "The ten steps of community planning and its bodies in the city of Ústí nad Labem, from a public "
        "presentation.",
        "zlin": "The plan of the city of Zlín for 2008–2012: goals, measures, bodies and timetable, from a public "
        "presentation.",
    }
)


def example(name: str) -> bytes:
    """The bytes of a shipped dossier, as JSON."""
    return (resources.files(__name__) / "examples" / f"{name}.json").read_bytes()
