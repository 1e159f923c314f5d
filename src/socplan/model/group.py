"""Who plans: bodies and groups through time, their members, and the rules for who is to sit in them."""

from __future__ import annotations

from enum import Enum
from typing import ClassVar

from attrs import field, frozen

from socplan.model.record import IDENTIFIER, PERSONAL, PERSONAL_IDENTIFIER, Record, refers_to
from socplan.model.values import Count, Identifier, Period

__all__ = [
    "Approval",
    "ConditionProof",
    "Constituency",
    "GroupKind",
    "GroupText",
    "GroupTextKind",
    "Member",
    "MemberFunction",
    "MembershipCondition",
    "Person",
    "Placement",
    "Quota",
    "WorkingGroup",
]


class GroupKind(Enum):
    """What a body is."""

    ASSEMBLY = "assembly"  #: Zastupitelstvo.
    COUNCIL = "council"  #: Rada.
    COMMITTEE = "committee"  #: Komise, výbor.
    STEERING = "steering"  #: Řídící skupina.
    WORKING = "working"  #: Pracovní skupina.
    COORDINATION = "coordination"  #: Koordinační skupina.
    INITIATING = "initiating"  #: Iniciační tým.
    TRIAD = "triad"  #: Triáda: zadavatel, poskytovatel a uživatel.
    MULTIDISCIPLINARY = "multidisciplinary"  #: Multidisciplinární tým (MTT).
    OPERATIONAL = "operational"  #: Operativní tým, „malé“ MTT.
    ORGANISATIONS = "organisations"  #: Skupina organizací.
    TEAM = "team"  #: Jiný tým.
    OTHER = "other"


@frozen(kw_only=True)
class WorkingGroup(Record):
    """A group or body that takes part in planning (pracovní skupina, orgán, tým).

    What it answers to stands in the placements; names, abbreviations and mandates of other times in the group texts.
    """

    id: Identifier = field(metadata=IDENTIFIER)
    #: As printed: „PS 1“ or „1“.
    code: str | None = None
    #: The name it bears whenever no group text gives another.
    name: str
    kind: GroupKind = GroupKind.WORKING
    territory: Identifier | None = field(default=None, metadata=refers_to("territories"))
    #: The organisation it works in, for teams of one facility.
    organisation: Identifier | None = field(default=None, metadata=refers_to("organisations"))
    #: What it may do and for what it was set up (mandát), whenever no group text says otherwise.
    mandate: str | None = None
    #: The group that it carries on (návaznost).
    follows: Identifier | None = field(default=None, metadata=refers_to("groups", former=True))
    #: From when to when there is such a body.
    validity: Period = Period()
    founded_by: Identifier | None = field(default=None, metadata=refers_to("resolutions"))
    dissolved_by: Identifier | None = field(default=None, metadata=refers_to("resolutions"))
    #: Whether the source itself marks the body as not certain („?“).
    uncertain: bool = False
    #: At most so many months lie between two meetings. ``None``: there is no such rule.
    meets_every: Count | None = None
    #: At most so many months pass between two changes of its composition. ``None``: there is no such rule.
    renewed_every: Count | None = None
    #: Where those who want to join may turn; an office, no private person.
    contact: str | None = None
    order: int | None = None


class GroupTextKind(Enum):
    """What a text says of a group."""

    NAME = "name"  #: Název.
    ABBREVIATION = "abbreviation"  #: Zkratka.
    MANDATE = "mandate"  #: Pověření, kompetence.


@frozen(kw_only=True)
class GroupText(Record):
    """A name, an abbreviation or a mandate that a group has for a time; a group may bear several abbreviations."""

    KEY: ClassVar[tuple[str, ...]] = ("group", "kind", "text", "validity")

    group: Identifier = field(metadata=refers_to("groups"))
    kind: GroupTextKind
    text: str
    validity: Period = Period()
    #: The resolution that gave it.
    resolution: Identifier | None = field(default=None, metadata=refers_to("resolutions"))


@frozen(kw_only=True)
class Placement(Record):
    """Under which body a group stands, and when (začlenění); a group without one stands at the top."""

    KEY: ClassVar[tuple[str, ...]] = ("group", "parent", "validity")

    group: Identifier = field(metadata=refers_to("groups"))
    #: The body that it answers to.
    parent: Identifier = field(metadata=refers_to("groups"))
    validity: Period = Period()
    #: The resolution that put it there.
    resolution: Identifier | None = field(default=None, metadata=refers_to("resolutions"))


class Constituency(Enum):
    """For whom a member speaks; the first three are the triad of community planning (triáda)."""

    COMMISSIONER = "commissioner"  #: Zadavatel.
    PROVIDER = "provider"  #: Poskytovatel.
    USER = "user"  #: Uživatel.
    CARER = "carer"  #: Pečovatel.
    PUBLIC = "public"  #: Veřejnost.


class MemberFunction(Enum):
    """What a member does in the group."""

    LEAD = "lead"  #: Vedoucí, předseda.
    MANAGER = "manager"  #: Manažer skupiny.
    COORDINATOR = "coordinator"  #: Koordinátor.
    METHODOLOGIST = "methodologist"  #: Metodik.
    SECRETARY = "secretary"  #: Zapisovatel, tajemník.
    MEMBER = "member"  #: Člen.


class Approval(Enum):
    """How far the approval of a member is."""

    PENDING = "pending"  #: Navržen, dosud neschválen.
    APPROVED = "approved"  #: Schválen.


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
    #: ``None``: the person is not known here, or the seat is vacant.
    person: Identifier | None = field(default=None, metadata=refers_to("persons", personal=True))
    #: Whom the member is sent by or works for.
    organisation: str | None = None
    #: The field or profession that the member brings: health, education, child protection (resort, profese).
    sector: str | None = None
    #: ``None``: not known.
    constituency: Constituency | None = None
    function: MemberFunction = MemberFunction.MEMBER
    #: Whose substitute the member is (náhradník).
    substitute_for: Identifier | None = field(default=None, metadata=refers_to("members"))
    #: The area that the member was nominated for: a former district.
    territory: Identifier | None = field(default=None, metadata=refers_to("territories"))
    #: Who proposed the member; an organisation.
    nominated_by: str | None = None
    #: ``None``: not known, or no approval is needed.
    approval: Approval | None = None
    #: The resolution that approved the member, or is to.
    resolution: Identifier | None = field(default=None, metadata=refers_to("resolutions"))
    #: Whether nobody sits in the seat.
    vacant: bool = False
    #: Why nobody does.
    vacancy_reason: str | None = None
    #: The project that pays for the post; it cannot be filled before that runs.
    paid_from: Identifier | None = field(default=None, metadata=refers_to("projects"))
    #: From when to when.
    validity: Period = Period()
    order: int | None = None


@frozen(kw_only=True)
class Quota(Record):
    """How many seats of a group belong to an area, to a constituency, or to both (pravidlo obsazení).

    „Always two from each former district“ is one quota a district with ``least`` and ``most`` 2; „at least one
    user“ is one with ``least`` 1.
    """

    KEY: ClassVar[tuple[str, ...]] = ("group", "territory", "constituency")

    group: Identifier = field(metadata=refers_to("groups"))
    #: ``None``: members from anywhere count.
    territory: Identifier | None = field(default=None, metadata=refers_to("territories"))
    #: ``None``: members of any constituency count.
    constituency: Constituency | None = None
    #: ``None``: no lower bound.
    least: Count | None = None
    #: ``None``: no upper bound.
    most: Count | None = None
    #: Where the rule stands.
    source: str | None = None


@frozen(kw_only=True)
class MembershipCondition(Record):
    """What an organisation has to meet to be a member of a group (podmínka členství)."""

    id: Identifier = field(metadata=IDENTIFIER)
    group: Identifier = field(metadata=refers_to("groups"))
    text: str
    order: int | None = None


@frozen(kw_only=True)
class ConditionProof(Record):
    """Whether an organisation meets a condition, and what proves it."""

    KEY: ClassVar[tuple[str, ...]] = ("condition", "organisation")

    condition: Identifier = field(metadata=refers_to("conditions"))
    organisation: Identifier = field(metadata=refers_to("organisations"))
    #: ``None``: not known.
    met: bool | None = None
    #: A declaration, a document, a team that was set up.
    evidence: str | None = None
