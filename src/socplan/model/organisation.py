"""Organisations that take part in planning or provide services."""

from __future__ import annotations

from attrs import field, frozen

from socplan.model.record import IDENTIFIER, Record, refers_to
from socplan.model.values import Identifier

__all__ = ["Organisation"]


@frozen(kw_only=True)
class Organisation(Record):
    """An organisation: a provider, a facility, an office (organizace)."""

    id: Identifier = field(metadata=IDENTIFIER)
    name: str
    #: Where it works or has its seat.
    territory: Identifier | None = field(default=None, metadata=refers_to("territories"))
    #: Who set it up (zřizovatel): „kraj“, „obec“, „církev“.
    founder: str | None = None
    note: str | None = None
    order: int | None = None
