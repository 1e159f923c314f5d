"""What people said about the draft, and how it was settled."""

from enum import Enum
from typing import ClassVar

from attrs import field, frozen

from socplan.model.record import IDENTIFIER, PERSONAL_IDENTIFIER, Record, personal_leaving, refers_to
from socplan.model.values import Count, Identifier, PartialDate, Period

__all__ = [
    "AuthorKind",
    "Channel",
    "Comment",
    "CommentCategory",
    "Consultation",
    "ContactPlace",
    "DeadlineRule",
    "Settlement",
    "Turnout",
]


class DeadlineRule(Enum):
    """What decides whether a comment is in time."""

    DELIVERED = "delivered"  #: Rozhoduje doručení.
    SENT = "sent"  #: Rozhoduje odeslání, razítko pošty.


@frozen(kw_only=True)
class Consultation(Record):
    """The time in which anybody may comment on a draft (připomínkové řízení)."""

    id: Identifier = field(metadata=IDENTIFIER)
    title: str
    #: The draft to comment on.
    document: str | None = None
    #: When comments are accepted.
    window: Period = Period()
    #: ``None``: the source does not say what counts.
    rule: DeadlineRule | None = None
    #: The hour of the last day at which it ends: 15 for „do 15 hodin“. ``None``: until midnight.
    until_hour: Count | None = None
    #: How comments are to be made: „jen písemně, na dotazníku“.
    form: str | None = None
    #: How many comments were registered, as the source says.
    registered: Count | None = None
    #: How many anonymous comments came besides those in `comments`; they are not registered.
    anonymous: Count | None = None
    note: str | None = None
    order: int | None = None


class Channel(Enum):
    """How a comment comes."""

    IN_PERSON = "in_person"  #: Osobně, na podatelně.
    POST = "post"  #: Poštou.
    EMAIL = "email"  #: E-mailem.
    DATA_BOX = "data_box"  #: Datovou schránkou.
    WEB = "web"  #: Přes web.
    PAPER = "paper"  #: Na papíře.
    MEETING = "meeting"  #: Na veřejném projednání.
    OTHER = "other"


@frozen(kw_only=True)
class ContactPlace(Record):
    """A place that shows the draft or accepts comments (kontaktní místo)."""

    id: Identifier = field(metadata=IDENTIFIER)
    consultation: Identifier = field(metadata=refers_to("consultations"))
    #: An office or organisation, no private person.
    name: str
    address: str | None = None
    channel: Channel | None = None
    order: int | None = None


class AuthorKind(Enum):
    """Who comments."""

    USER = "user"  #: Uživatel služby.
    PERSON = "person"  #: Fyzická osoba, občan.
    ORGANISATION = "organisation"  #: Organizace, poskytovatel.
    AUTHORITY = "authority"  #: Obec, úřad.
    GROUP = "group"  #: Pracovní skupina.
    OTHER = "other"


@frozen(kw_only=True)
class Turnout(Record):
    """How many people of one kind took part in a consultation (účast); that is not the number of comments."""

    KEY: ClassVar[tuple[str, ...]] = ("consultation", "kind")

    consultation: Identifier = field(metadata=refers_to("consultations"))
    kind: AuthorKind
    #: ``None``: nobody counted.
    count: Count | None = None


class CommentCategory(Enum):
    """What a comment is about."""

    SUBSTANTIVE = "substantive"  #: Věcná.
    FORMAL = "formal"  #: Formální, jazyková.


class Settlement(Enum):
    """How a comment was settled (vypořádání)."""

    ACCEPTED = "accepted"  #: Akceptováno.
    PARTLY = "partly"  #: Akceptováno částečně.
    REJECTED = "rejected"  #: Neakceptováno.
    EXPLAINED = "explained"  #: Vysvětleno.
    NOTED = "noted"  #: Vzato na vědomí.


@frozen(kw_only=True)
class Comment(Record):
    """One comment on the draft, and how it was settled (připomínka)."""

    id: Identifier = field(metadata=PERSONAL_IDENTIFIER)
    consultation: Identifier = field(metadata=refers_to("consultations"))
    #: As in the printed book. ``None``: the report gives it a number.
    number: Count | None = None
    #: When it was delivered.
    received: PartialDate | None = None
    #: The hour of that day: 15 for 15.00 to 15.59.
    received_hour: Count | None = None
    #: When it was sent.
    sent: PartialDate | None = None
    channel: Channel | None = None
    author_kind: AuthorKind | None = None
    author: str | None = field(default=None, metadata=personal_leaving("signed"))
    #: Whether the author is known, though nothing about them stands here: the public view has hidden the name.
    signed: bool = False
    #: The organisation or office that comments.
    organisation: str | None = None
    #: The part of the draft, in the author's words: „kapitola 3“.
    part: str | None = None
    goal: Identifier | None = field(default=None, metadata=refers_to("goals", former=True))
    measure: Identifier | None = field(default=None, metadata=refers_to("measures", former=True))
    text: str
    category: CommentCategory | None = None
    #: The group that settles it.
    group: Identifier | None = field(default=None, metadata=refers_to("groups"))
    #: ``None``: not settled yet.
    settlement: Settlement | None = None
    #: Why it was settled so (zdůvodnění).
    reason: str | None = None
    settled: PartialDate | None = None
    #: The body that decided.
    body: Identifier | None = field(default=None, metadata=refers_to("groups"))

    @property
    def is_anonymous(self) -> bool:
        """Whether nothing is known of its author, so that it is not registered."""
        known = (self.author_kind, self.author, self.organisation)
        return not self.signed and all(value is None for value in known)
