"""Selections of data for other purposes."""

from enum import Enum
from typing import ClassVar

from attrs import field, frozen

from socplan.model.record import IDENTIFIER, Record, refers_to
from socplan.model.values import Identifier

__all__ = ["ExportAudience", "ExportColumn", "ExportProfile"]


class ExportAudience(Enum):
    """Who is to get the data."""

    PUBLIC = "public"  #: Veřejnost: personal data never go out.
    INTERNAL = "internal"  #: Those who work on the plan.


@frozen(kw_only=True)
class ExportProfile(Record):
    """A selection of data for one purpose (účelový export)."""

    id: Identifier = field(metadata=IDENTIFIER)
    title: str
    #: Its purpose.
    purpose: str | None = None
    audience: ExportAudience = ExportAudience.PUBLIC
    order: int | None = None


@frozen(kw_only=True)
class ExportColumn(Record):
    """A column of a table that a profile exports."""

    KEY: ClassVar[tuple[str, ...]] = ("profile", "table", "column")

    profile: Identifier = field(metadata=refers_to("export_profiles"))
    #: The name of a table of the dossier: ``services``.
    table: str
    #: The name of an attribute: ``registration``; of the record that an attribute refers to: ``provider.name``.
    column: str
    #: Its name in the export; ``None``: the word of the language for the attribute.
    heading: str | None = None
    order: int | None = None
