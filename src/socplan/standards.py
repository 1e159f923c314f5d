"""The standards of law and method that socplan ships: records for a dossier to adopt, and then adapt."""

import json
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any, Final

import attrs

from socplan.convert import structure
from socplan.errors import UnknownStandardError
from socplan.model import Dossier, Record
from socplan.model.dossier import record_types
from socplan.model.record import table_key
from socplan.typecheck import guarded

__all__ = ["STANDARDS", "adopt_standard", "standard_records"]

#: Each standard with its description.
STANDARDS: Final = MappingProxyType(
    {
        "act-108-2006": "kinds of social services by paragraph, and what any plan contains (§ 3 písm. h)",
        "decree-505-2006": "what the plan of a region contains (§ 39a)",
        "ten-steps": "ten steps of community planning with their tasks, as Ústí nad Labem went them",
    }
)


@cache
def standard_records(standard: str) -> tuple[tuple[str, tuple[Record, ...]], ...]:
    """The records of a standard, each with the name of its table.

    Raises:
        UnknownStandardError: no standard has this name.
    """
    if standard not in STANDARDS:
        raise UnknownStandardError(standard, STANDARDS)
    text = (resources.files("socplan.data") / "standards" / f"{standard}.json").read_text("utf-8")
    tables: dict[str, list[Any]] = json.loads(text)
    return tuple(
        (name, tuple(structure(record, record_types()[name]) for record in records)) for name, records in tables.items()
    )


@guarded
def adopt_standard(dossier: Dossier, standard: str) -> Dossier:
    """Add the records of a standard to a dossier: the steps of a method, the kinds of services, what the law asks.

    Records that the dossier has already, by identifier, stay unchanged, so a standard can be adopted again after it
    was adapted. Whether a task is done is not known.

    Raises:
        UnknownStandardError: no standard has this name.
    """
    grown: dict[str, Any] = {}
    for name, records in standard_records(standard):
        new = (record for record in records if dossier.get(type(record), *table_key(record)) is None)
        grown[name] = (*dossier.table(name), *new)
    return attrs.evolve(dossier, **grown)
