"""Events and publications of the planning."""

from enum import Enum
from typing import ClassVar

from attrs import field, frozen

from socplan.model.record import IDENTIFIER, Record, refers_to
from socplan.model.values import Count, Identifier, Money, PartialDate

__all__ = ["Attendance", "Event", "EventGroup", "EventKind", "Publication", "PublicationKind"]


class EventKind(Enum):
    """What an event is."""

    MEETING = "meeting"  #: Jednání skupiny, setkání.
    WORKSHOP = "workshop"  #: Workshop.
    CONFERENCE = "conference"  #: Konference.
    ROUND_TABLE = "round_table"  #: Kulatý stůl.
    PUBLIC_MEETING = "public_meeting"  #: Veřejné setkání.
    SEMINAR = "seminar"  #: Seminář.
    METHODICAL = "methodical"  #: Metodické setkání.
    TRAINING = "training"  #: Školení, vzdělávání.
    HISTORY = "history"  #: Událost z historie plánování.
    OTHER = "other"


@frozen(kw_only=True)
class Event(Record):
    """Something planned or held: a meeting, a workshop, a conference (jednání, akce)."""

    id: Identifier = field(metadata=IDENTIFIER)
    kind: EventKind = EventKind.MEETING
    title: str
    #: The group that meets or is responsible; further ones stand in event groups.
    group: Identifier | None = field(default=None, metadata=refers_to("groups"))
    #: Its key activity in a project.
    activity: Identifier | None = field(default=None, metadata=refers_to("activities"))
    #: The promised quantity that it adds one to.
    deliverable: Identifier | None = field(default=None, metadata=refers_to("deliverables"))
    #: When it should take place; mostly a month. ``None``: no term is set.
    planned: PartialDate | None = None
    #: Whether it is called as needed, without a set term (podle potřeby).
    as_needed: bool = False
    #: When it took place. ``None``: it has not, or nobody wrote it down.
    held: PartialDate | None = None
    #: The hour at which it began: 15 for 15.00 to 15.59.
    held_hour: Count | None = None
    #: Its last day, where it took longer.
    held_until: PartialDate | None = None
    cancelled: bool = False
    place: str | None = None
    #: For whom, in words.
    audience: str | None = None
    programme: str | None = None
    #: How many came; ``None``: nobody counted.
    attendance: Count | None = None
    #: Whether it went over the membership of its groups (aktualizace členství).
    reviews_members: bool = False
    #: The minutes or the invitation, by name (zápis, pozvánka).
    document: str | None = None
    note: str | None = None


@frozen(kw_only=True)
class EventGroup(Record):
    """A further group that an event belongs to (společné jednání), beside `Event.group`."""

    KEY: ClassVar[tuple[str, ...]] = ("event", "group")

    event: Identifier = field(metadata=refers_to("events"))
    group: Identifier = field(metadata=refers_to("groups", points=True))


@frozen(kw_only=True)
class Attendance(Record):
    """How many of one kind of people came to an event."""

    KEY: ClassVar[tuple[str, ...]] = ("event", "who")

    event: Identifier = field(metadata=refers_to("events"))
    #: A kind of people, no names: „starostové obcí II. typu“.
    who: str
    #: ``None``: nobody counted.
    count: Count | None = None


class PublicationKind(Enum):
    """What a publication is."""

    PLAN = "plan"  #: Tištěný plán.
    CATALOGUE = "catalogue"  #: Katalog poskytovatelů.
    GUIDE = "guide"  #: Průvodce sociálními službami.
    LEAFLET = "leaflet"  #: Leták.
    ARTICLE = "article"  #: Článek v tisku.
    WEB = "web"  #: Webová stránka.
    REPORT = "report"  #: Zpráva.
    OTHER = "other"


@frozen(kw_only=True)
class Publication(Record):
    """Something printed or published: the plan, a catalogue, an article (publikace, tisk)."""

    id: Identifier = field(metadata=IDENTIFIER)
    kind: PublicationKind
    title: str
    #: As printed: „aktualizace 2007“.
    edition: str | None = None
    language: str | None = None
    #: The newspaper, the web site.
    medium: str | None = None
    #: Its municipality or area.
    territory: Identifier | None = field(default=None, metadata=refers_to("territories"))
    group: Identifier | None = field(default=None, metadata=refers_to("groups"))
    activity: Identifier | None = field(default=None, metadata=refers_to("activities"))
    planned: PartialDate | None = None
    published: PartialDate | None = None
    #: Whether it came out, where the day is not known; a known day means yes.
    issued: bool | None = None
    #: Print run (náklad).
    copies: Count | None = None
    cost: Money | None = None
    note: str | None = None

    @property
    def is_out(self) -> bool | None:
        """Whether it came out; ``None`` where nobody says."""
        return True if self.published else self.issued
