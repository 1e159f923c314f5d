"""Money: sources, budgets and allocations, costs and outputs of services."""

from enum import Enum
from typing import ClassVar

from attrs import field, frozen

from socplan.model.record import IDENTIFIER, Record, refers_to
from socplan.model.values import Identifier, Money, Period, Quantity

__all__ = ["Allocation", "Budget", "FundingSource", "Output", "ServiceCost", "SourceKind"]


class SourceKind(Enum):
    """Who pays."""

    STATE = "state"  #: Stát, ministerstvo.
    REGION = "region"  #: Kraj.
    MUNICIPALITY = "municipality"  #: Obec.
    EUROPEAN = "european"  #: Evropské fondy.
    INSURANCE = "insurance"  #: Zdravotní pojišťovny.
    USERS = "users"  #: Úhrady uživatelů.
    GIFTS = "gifts"  #: Nadace, dary, sbírky.
    OTHER = "other"


@frozen(kw_only=True)
class FundingSource(Record):
    """Where money comes from (zdroj financování)."""

    id: Identifier = field(metadata=IDENTIFIER)
    name: str
    #: ``None``: not known.
    kind: SourceKind | None = None
    order: int | None = None


@frozen(kw_only=True)
class Budget(Record):
    """The money of one source in one period, mostly a year (rozpočet, dotační titul)."""

    id: Identifier = field(metadata=IDENTIFIER)
    #: As in the document; ``None``: named after its source.
    title: str | None = None
    source: Identifier = field(metadata=refers_to("funding_sources"))
    period: Period = Period()
    #: In CZK. ``None``: not known.
    amount: Money | None = None
    #: The allocated sum that the document prints, in CZK; kept beside the sum of the allocations.
    allocated: Money | None = None
    #: The resolution that approves it.
    resolution: Identifier | None = field(default=None, metadata=refers_to("resolutions"))
    #: Where it is printed.
    document: str | None = None
    note: str | None = None
    order: int | None = None


@frozen(kw_only=True)
class Allocation(Record):
    """Money of a budget that goes to a measure, a service or an organisation (přidělení, dotace)."""

    id: Identifier = field(metadata=IDENTIFIER)
    budget: Identifier = field(metadata=refers_to("budgets"))
    #: The measure of the plan that it serves.
    measure: Identifier | None = field(default=None, metadata=refers_to("measures", former=True))
    service: Identifier | None = field(default=None, metadata=refers_to("services"))
    #: Who gets it; ``None``: the provider of the service.
    organisation: Identifier | None = field(default=None, metadata=refers_to("organisations"))
    #: Its purpose, in words.
    purpose: str | None = None
    #: The amount that was asked for, in CZK. ``None``: not known.
    requested: Money | None = None
    #: The allocated amount, in CZK. ``None``: not known.
    amount: Money | None = None
    #: The spent part of it, in CZK. ``None``: not known.
    spent: Money | None = None
    note: str | None = None


@frozen(kw_only=True)
class ServiceCost(Record):
    """Costs and own revenue of a service in one period (náklady a vlastní výnosy)."""

    KEY: ClassVar[tuple[str, ...]] = ("service", "period")

    service: Identifier = field(metadata=refers_to("services"))
    #: Mostly a calendar year; only equal periods are compared.
    period: Period = Period()
    #: All costs, in CZK.
    cost: Money | None = None
    #: What users and others pay for what they get, in CZK.
    own_revenue: Money | None = None
    note: str | None = None


@frozen(kw_only=True)
class Output(Record):
    """The work of one period, in one unit: clients, bed days, hours of care (výkon)."""

    id: Identifier = field(metadata=IDENTIFIER)
    #: ``None``: of a whole area of help, not of one service.
    service: Identifier | None = field(default=None, metadata=refers_to("services"))
    #: The area of help (oblast pomoci), in words.
    area: str | None = None
    period: Period = Period()
    #: „klient“, „lůžkoden“, „hodina“; quantities of different units are never added.
    unit: str
    #: ``None``: not known.
    quantity: Quantity | None = None
