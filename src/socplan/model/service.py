"""Social services, and which of them give way to others."""

from __future__ import annotations

from decimal import Decimal

from attrs import field, frozen, validators

from socplan.model.record import IDENTIFIER, Record, refers_to
from socplan.model.values import Identifier, Period, Quantity

__all__ = ["Replacement", "Service"]


@frozen(kw_only=True)
class Service(Record):
    """A social service of a provider (sociální služba)."""

    id: Identifier = field(metadata=IDENTIFIER)
    name: str
    provider: Identifier | None = field(default=None, metadata=refers_to("organisations"))
    territory: Identifier | None = field(default=None, metadata=refers_to("territories"))
    validity: Period = Period()
    order: int | None = None


@frozen(kw_only=True)
class Replacement(Record):
    """A service that gives way to another, better fitting one (transformace služby), with its capacity in one unit."""

    id: Identifier = field(metadata=IDENTIFIER)
    #: The goal that it serves.
    goal: Identifier | None = field(default=None, metadata=refers_to("goals", former=True))
    replaced: Identifier = field(metadata=refers_to("services"))
    #: ``None``: not known yet, or nothing comes instead.
    replacing: Identifier | None = field(default=None, metadata=refers_to("services"))
    #: „lůžko“, „místo“; ``None``: the capacity is not known in any unit.
    unit: str | None = None
    #: Capacity of the replaced service before.
    before: Quantity | None = field(default=None, validator=validators.optional(validators.ge(Decimal(0))))
    #: Capacity of the replacing service after.
    after: Quantity | None = field(default=None, validator=validators.optional(validators.ge(Decimal(0))))
    term: Period = Period()
