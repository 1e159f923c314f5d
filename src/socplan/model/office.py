"""Where records stood in the tables of an office that they came from."""

from typing import ClassVar

from attrs import field, frozen

from socplan.model.record import PERSONAL, Record
from socplan.model.values import Count

__all__ = ["OfficePlace"]


@frozen(kw_only=True)
class OfficePlace(Record):
    """Where a record stood in the file of an office (místo v souboru úřadu): never what stood there.

    It helps people to find the row, and is no part of the plan: dossiers that differ in it alone are equal, and a
    public dossier has none.
    """

    KEY: ClassVar[tuple[str, ...]] = ("table", "record")

    #: The name of the record's table: ``readings``.
    table: str
    #: Its key as `socplan.model.record.key_text` writes it: ``rok-2025 | o-1``.
    record: str
    #: The name of the file without its folder; people call files after people.
    file: str = field(metadata=PERSONAL)
    #: The sheet of a workbook. ``None``: the file has no sheets.
    sheet: str | None = None
    #: Which table of a Word document. ``None``: the file is none.
    word_table: Count | None = None
    row: Count
    #: As people call it: ``C``, or ``3`` in a Word document. ``None``: the record is the whole row.
    column: str | None = None
