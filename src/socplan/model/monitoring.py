"""What was reported on the fulfilment of the plan, when, and what was published of it."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum
from typing import ClassVar

from attrs import field, frozen

from socplan.model.record import BEGINS, IDENTIFIER, Record, refers_to
from socplan.model.values import Count, Identifier, Money, PartialDate, Period

__all__ = [
    "FigureSubject",
    "MonitoringRound",
    "PublishedFigure",
    "Reading",
    "Status",
    "StatusMeaning",
    "Tally",
]


class StatusMeaning(Enum):
    """What a status of any plan comes down to."""

    DONE = "done"  #: Naplněno.
    UNDER_WAY = "under_way"  #: Rozpracováno.
    ONGOING = "ongoing"  #: Průběžně naplňováno: neither done nor late.
    NOT_DONE = "not_done"  #: Nenaplněno.
    CANCELLED = "cancelled"  #: Zrušeno.


@frozen(kw_only=True)
class Status(Record):
    """One step of the plan's own scale of fulfilment (stav plnění)."""

    id: Identifier = field(metadata=IDENTIFIER)
    #: As the plan says it: „Průběžně naplňováno“.
    name: str
    meaning: StatusMeaning
    #: Whether the plan counts a measure in this status as fulfilled; stated by each plan, never assumed.
    fulfilled: bool
    order: int | None = None


@frozen(kw_only=True)
class MonitoringRound(Record):
    """One survey of how the plan is being fulfilled (monitoring za rok)."""

    id: Identifier = field(metadata=IDENTIFIER)
    #: What the round reports on, mostly a calendar year.
    period: Period = field(default=Period(), metadata=BEGINS)
    #: When it was surveyed.
    surveyed: PartialDate | None = None
    #: The document that reports it.
    source: str | None = None
    #: The resolution that approves the report, or is to.
    resolution: Identifier | None = field(default=None, metadata=refers_to("resolutions"))
    note: str | None = None


@frozen(kw_only=True)
class Reading(Record):
    """What was reported of one measure in one round (stav opatření)."""

    KEY: ClassVar[tuple[str, ...]] = ("round", "measure")

    round: Identifier = field(metadata=refers_to("rounds"))
    measure: Identifier = field(metadata=refers_to("measures"))
    #: ``None``: nothing was said of the status.
    status: Identifier | None = field(default=None, metadata=refers_to("statuses"))
    comment: str | None = None
    #: What proves it: a document, a number, a place.
    evidence: str | None = None
    #: Money spent in the round, in CZK.
    spent: Money | None = None


@frozen(kw_only=True)
class Tally(Record):
    """How many measures a group reported in one status, for authorities that keep only such counts."""

    KEY: ClassVar[tuple[str, ...]] = ("round", "group", "shared", "status")

    round: Identifier = field(metadata=refers_to("rounds"))
    #: ``None`` only in the row shared by several groups.
    group: Identifier | None = field(default=None, metadata=refers_to("groups"))
    #: Whether the row is that of the measures common to several groups.
    shared: bool = False
    #: ``None``: all measures of the group together (opatření celkem).
    status: Identifier | None = field(default=None, metadata=refers_to("statuses"))
    #: ``None``: the source does not tell; the same as no tally at all.
    count: Count | None = None
    note: str | None = None


class FigureSubject(Enum):
    """What a published figure counts."""

    GOALS = "goals"  #: A number of goals.
    MEASURES = "measures"  #: A number of measures.
    SHARE = "share"  #: A share of measures, in percent.


@frozen(kw_only=True)
class PublishedFigure(Record):
    """A figure as some document prints it (zveřejněný údaj), kept beside what socplan computes."""

    KEY: ClassVar[tuple[str, ...]] = ("round", "subject", "group", "shared", "status")

    #: ``None``: a figure that the plan itself prints.
    round: Identifier | None = field(default=None, metadata=refers_to("rounds"))
    subject: FigureSubject
    #: ``None``: all groups together, or the shared row.
    group: Identifier | None = field(default=None, metadata=refers_to("groups"))
    #: Whether it belongs to the row common to several groups.
    shared: bool = False
    #: ``None``: all statuses together.
    status: Identifier | None = field(default=None, metadata=refers_to("statuses"))
    #: With as many decimal places as printed; a share is in percent.
    value: Decimal
    #: Where it is printed.
    source: str | None = None
