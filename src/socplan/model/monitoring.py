"""Reports on the fulfilment of the plan, and published figures."""

from decimal import Decimal
from enum import Enum
from typing import ClassVar

from attrs import field, frozen

from socplan.model.record import BEGINS, IDENTIFIER, Record, refers_to
from socplan.model.values import Count, Identifier, Money, PartialDate, Period

__all__ = [
    "CountedReadings",
    "FigureSubject",
    "MonitoringRound",
    "PublishedFigure",
    "Reading",
    "ReadingState",
    "RoundScope",
    "Status",
    "StatusMeaning",
    "Tally",
]


class StatusMeaning(Enum):
    """What a status means in any plan."""

    DONE = "done"  #: Naplněno.
    PARTLY_DONE = "partly_done"  #: Částečně splněno.
    UNDER_WAY = "under_way"  #: Rozpracováno.
    ONGOING = "ongoing"  #: Průběžně naplňováno: neither done nor late.
    NOT_DONE = "not_done"  #: Nenaplněno.
    POSTPONED = "postponed"  #: Odloženo: its term holds no more.
    CANCELLED = "cancelled"  #: Zrušeno.
    NOT_ASSESSED = "not_assessed"  #: Nehodnoceno: someone reported that nobody judged it.


@frozen(kw_only=True)
class Status(Record):
    """One step of the plan's own scale of fulfilment (stav plnění)."""

    id: Identifier = field(metadata=IDENTIFIER)
    #: As in the plan: „Průběžně naplňováno“.
    name: str
    meaning: StatusMeaning
    #: The second meaning of a status that stands for two: „Splněno nebo průběžně plněno“.
    also: StatusMeaning | None = None
    #: Whether the plan counts a measure in this status as fulfilled; each plan states this itself.
    fulfilled: bool
    order: int | None = None


class RoundScope(Enum):
    """Which measures a monitoring round covers."""

    ALL = "all"  #: All measures of the plan.
    DUE = "due"  #: Ongoing measures, and measures with a term by the end of the round (splatná opatření).
    STATED = "stated"  #: As many as the round states; the source does not say which.


class CountedReadings(Enum):
    """Which readings a round counts (které zprávy se započítávají)."""

    SUBMITTED = "submitted"  #: Předložené a schválené.
    APPROVED = "approved"  #: Jen schválené.


@frozen(kw_only=True)
class MonitoringRound(Record):
    """One survey of the fulfilment of the plan (monitoring za rok)."""

    id: Identifier = field(metadata=IDENTIFIER)
    #: What the round reports on, mostly a calendar year.
    period: Period = field(default=Period(), metadata=BEGINS)
    #: When it was surveyed.
    surveyed: PartialDate | None = None
    #: Which measures it covers. ``None``: the source does not say; all measures listed in the plan are counted.
    covers: RoundScope | None = None
    #: How many measures it covers, as the source states it.
    covered: Count | None = None
    #: The last day for readings (termín pro podání zpráv).
    deadline: PartialDate | None = None
    #: Which readings count. ``None``: all that have a status, whatever their state.
    counts: CountedReadings | None = None
    #: The document that reports it.
    source: str | None = None
    #: The resolution that approves the report, or will.
    resolution: Identifier | None = field(default=None, metadata=refers_to("resolutions"))
    note: str | None = None


class ReadingState(Enum):
    """How far a reading is on its way to the authority (stav zprávy)."""

    DRAFT = "draft"  #: Rozpracovaná.
    SUBMITTED = "submitted"  #: Předložená.
    RETURNED = "returned"  #: Vrácená k doplnění.
    APPROVED = "approved"  #: Schválená.


@frozen(kw_only=True)
class Reading(Record):
    """The report on one measure in one round (stav opatření)."""

    KEY: ClassVar[tuple[str, ...]] = ("round", "measure")

    round: Identifier = field(metadata=refers_to("rounds"))
    measure: Identifier = field(metadata=refers_to("measures"))
    #: ``None``: nobody reported the status.
    status: Identifier | None = field(default=None, metadata=refers_to("statuses"))
    comment: str | None = None
    #: What proves it: a document, a number, a place.
    evidence: str | None = None
    #: Money spent in the round, in CZK.
    spent: Money | None = None
    #: The organisation, group or function that reported, not a private person (kdo zprávu podal).
    reported_by: str | None = None
    #: When it was reported.
    reported: PartialDate | None = None
    #: ``None``: not known.
    state: ReadingState | None = None
    #: Why it was returned.
    returned_reason: str | None = None


@frozen(kw_only=True)
class Tally(Record):
    """The number of measures in one status, for authorities that keep only counts: of a group or of the whole plan."""

    KEY: ClassVar[tuple[str, ...]] = ("round", "group", "shared", "status", "parts")

    round: Identifier = field(metadata=refers_to("rounds"))
    #: ``None``: the whole plan, or the row shared by several groups.
    group: Identifier | None = field(default=None, metadata=refers_to("groups"))
    #: Whether it counts the measures common to several groups.
    shared: bool = False
    #: ``None``: all measures together (opatření celkem).
    status: Identifier | None = field(default=None, metadata=refers_to("statuses"))
    #: Whether it counts the parts of measures (tasks of activities), which are counted apart from the measures.
    parts: bool = False
    #: ``None``: not known; the same as no tally at all.
    count: Count | None = None
    note: str | None = None


class FigureSubject(Enum):
    """What a published figure counts."""

    GOALS = "goals"  #: A number of goals.
    MEASURES = "measures"  #: A number of measures.
    SHARE = "share"  #: A share of measures, in percent.


@frozen(kw_only=True)
class PublishedFigure(Record):
    """A figure as a document prints it (zveřejněný údaj), kept beside the figure that socplan computes."""

    KEY: ClassVar[tuple[str, ...]] = ("round", "subject", "group", "shared", "status", "parts")

    #: ``None``: the plan itself prints the figure.
    round: Identifier | None = field(default=None, metadata=refers_to("rounds"))
    subject: FigureSubject
    #: ``None``: the whole plan, or the shared row.
    group: Identifier | None = field(default=None, metadata=refers_to("groups"))
    #: Whether it belongs to the row common to several groups.
    shared: bool = False
    #: ``None``: all statuses together.
    status: Identifier | None = field(default=None, metadata=refers_to("statuses"))
    #: Whether it counts the parts of measures.
    parts: bool = False
    #: With as many decimal places as printed; a share is in percent.
    value: Decimal
    #: Where it is printed.
    source: str | None = None
