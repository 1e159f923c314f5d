"""Who plans: bodies, working groups, their members."""

from __future__ import annotations

from enum import Enum

from attrs import field, frozen

from socplan.model.record import IDENTIFIER, PERSONAL, PERSONAL_IDENTIFIER, Record, refers_to
from socplan.model.values import Identifier, Period

__all__ = ["Constituency", "GroupKind", "Member", "MemberFunction", "Person", "WorkingGroup"]


class GroupKind(Enum):
    """What a body is."""

    ASSEMBLY = "assembly"
    """Zastupitelstvo."""
    COUNCIL = "council"
    """Rada."""
    COMMITTEE = "committee"
    """Komise, výbor."""
    STEERING = "steering"
    """Řídící skupina."""
    WORKING = "working"
    """Pracovní skupina."""
    COORDINATION = "coordination"
    """Koordinační skupina."""
    TEAM = "team"
    """Tým."""
    OTHER = "other"


@frozen(kw_only=True)
class WorkingGroup(Record):
    """A group or body that takes part in planning (pracovní skupina, orgán, tým)."""

    id: Identifier = field(metadata=IDENTIFIER)
    #: As printed: „PS 1“ or „1“.
    code: str | None = None
    name: str
    kind: GroupKind = GroupKind.WORKING
    #: The body it answers to.
    parent: Identifier | None = field(default=None, metadata=refers_to("groups"))
    territory: Identifier | None = field(default=None, metadata=refers_to("territories"))
    #: What it may do and for what it was set up (mandát).
    mandate: str | None = None
    validity: Period = Period()
    order: int | None = None


class Constituency(Enum):
    """For whom a member speaks; the first three are the triad of community planning (triáda)."""

    COMMISSIONER = "commissioner"
    """Zadavatel."""
    PROVIDER = "provider"
    """Poskytovatel."""
    USER = "user"
    """Uživatel."""
    CARER = "carer"
    """Pečovatel."""
    PUBLIC = "public"
    """Veřejnost."""


class MemberFunction(Enum):
    """What a member does in the group."""

    LEAD = "lead"
    """Vedoucí, předseda."""
    MANAGER = "manager"
    """Manažer skupiny."""
    COORDINATOR = "coordinator"
    """Koordinátor."""
    METHODOLOGIST = "methodologist"
    """Metodik."""
    SECRETARY = "secretary"
    """Zapisovatel, tajemník."""
    MEMBER = "member"
    """Člen."""


@frozen(kw_only=True)
class Person(Record):
    """A natural person; everything about one is personal data."""

    id: Identifier = field(metadata=PERSONAL_IDENTIFIER)
    name: str = field(metadata=PERSONAL)
    email: str | None = field(default=None, metadata=PERSONAL)
    phone: str | None = field(default=None, metadata=PERSONAL)


@frozen(kw_only=True)
class Member(Record):
    """A seat in a group and who sits in it (členství)."""

    id: Identifier = field(metadata=PERSONAL_IDENTIFIER)
    group: Identifier = field(metadata=refers_to("groups"))
    #: ``None``: the seat is vacant, or the person is not known here.
    person: Identifier | None = field(default=None, metadata=refers_to("persons", personal=True))
    #: Whom the member is sent by or works for.
    organisation: str | None = None
    #: ``None``: not known.
    constituency: Constituency | None = None
    function: MemberFunction = MemberFunction.MEMBER
    #: From when to when.
    validity: Period = Period()
    order: int | None = None
