"""Who plans: bodies and groups through time, their members, and the rules for their composition."""

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

    Placements name the body above it; group texts hold the names, abbreviations and mandates of other times.
    """

    id: Identifier = field(metadata=IDENTIFIER)
    #: As printed: „PS 1“ or „1“.
    code: str | None = None
    #: Its name, whenever no group text gives another.
    name: str
    kind: GroupKind = GroupKind.WORKING
    territory: Identifier | None = field(default=None, metadata=refers_to("territories"))
    #: The organisation in which it works, for teams of one facility.
    organisation: Identifier | None = field(default=None, metadata=refers_to("organisations"))
    #: Its powers and its purpose (mandát), whenever no group text gives others.
    mandate: str | None = None
    #: The group that it continues (návaznost).
    follows: Identifier | None = field(default=None, metadata=refers_to("groups", former=True))
    #: When the body exists.
    validity: Period = Period()
    founded_by: Identifier | None = field(default=None, metadata=refers_to("resolutions"))
    dissolved_by: Identifier | None = field(default=None, metadata=refers_to("resolutions"))
    #: Whether the source itself marks the body as uncertain („?“).
    uncertain: bool = False
    #: The longest time between two meetings, in months. ``None``: no such rule.
    meets_every: Count | None = None
    #: The longest time between two reviews of its membership, in months. ``None``: no such rule.
    renewed_every: Count | None = None
    #: The body that approves its members. ``None``: not known, or nobody does.
    members_approved_by: Identifier | None = field(default=None, metadata=refers_to("groups"))
    #: The contact for those who want to join; an office, not a private person.
    contact: str | None = None
    order: int | None = None


class GroupTextKind(Enum):
    """What a text says about a group."""

    NAME = "name"  #: Název.
    ABBREVIATION = "abbreviation"  #: Zkratka.
    MANDATE = "mandate"  #: Pověření, kompetence.
    COMPOSITION = "composition"  #: Složení slovy, kde členové nejsou vypsáni.
    DESCRIPTION = "description"  #: Popis cílové skupiny, pro kterou skupina plánuje.
    TREND = "trend"  #: Kam vývoj směřuje.


@frozen(kw_only=True)
class GroupText(Record):
    """A name, an abbreviation or another text that a group has for a time; only abbreviations may be several."""

    KEY: ClassVar[tuple[str, ...]] = ("group", "kind", "text", "validity")

    group: Identifier = field(metadata=refers_to("groups"))
    kind: GroupTextKind
    text: str
    validity: Period = Period()
    #: The resolution that gave it.
    resolution: Identifier | None = field(default=None, metadata=refers_to("resolutions"))


@frozen(kw_only=True)
class Placement(Record):
    """The body above a group for a time (začlenění); a group without a placement is at the top."""

    KEY: ClassVar[tuple[str, ...]] = ("group", "parent", "validity")

    group: Identifier = field(metadata=refers_to("groups"))
    #: The body above it.
    parent: Identifier = field(metadata=refers_to("groups"))
    validity: Period = Period()
    #: The resolution that decided it.
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
    """The state of a member's approval."""

    PENDING = "pending"  #: Navržen, dosud neschválen.
    APPROVED = "approved"  #: Schválen.


@frozen(kw_only=True)
class Person(Record):
    """A natural person; everything about a person is personal data."""

    id: Identifier = field(metadata=PERSONAL_IDENTIFIER)
    name: str = field(metadata=PERSONAL)
    email: str | None = field(default=None, metadata=PERSONAL)
    phone: str | None = field(default=None, metadata=PERSONAL)


@frozen(kw_only=True)
class Member(Record):
    """A seat in a group, and who has it (členství).

    With ``uncounted`` it is no seat but all members of a sector or a constituency whose number is not known.
    """

    id: Identifier = field(metadata=PERSONAL_IDENTIFIER)
    group: Identifier = field(metadata=refers_to("groups"))
    #: ``None``: the person is not known here, or the seat is vacant.
    person: Identifier | None = field(default=None, metadata=refers_to("persons", personal=True))
    #: The organisation that sends or employs the member.
    organisation: str | None = None
    #: The field or profession of the member: health, education, child protection (resort, profese).
    sector: str | None = None
    #: ``None``: not known.
    constituency: Constituency | None = None
    function: MemberFunction = MemberFunction.MEMBER
    #: The member whose substitute it is (náhradník).
    substitute_for: Identifier | None = field(default=None, metadata=refers_to("members"))
    #: The area of the nomination: a former district.
    territory: Identifier | None = field(default=None, metadata=refers_to("territories"))
    #: Who proposed the member; an organisation.
    nominated_by: str | None = None
    #: ``None``: not known, or no approval is needed.
    approval: Approval | None = None
    #: The resolution that approved the member, or will.
    resolution: Identifier | None = field(default=None, metadata=refers_to("resolutions"))
    #: Whether it stands for members of unknown number: the source names their sector or constituency alone.
    uncounted: bool = False
    #: Whether nobody has the seat.
    vacant: bool = False
    #: Why it is vacant.
    vacancy_reason: str | None = None
    #: The project that pays for the post, which is vacant until the project runs.
    paid_from: Identifier | None = field(default=None, metadata=refers_to("projects"))
    #: From when to when.
    validity: Period = Period()
    order: int | None = None


@frozen(kw_only=True)
class Quota(Record):
    """The number of seats of a group for an area, for a constituency, or for both (pravidlo obsazení).

    „Always two from each former district“ is a quota with ``each_of`` the region of these districts, ``least`` and
    ``most`` 2; „at least one user“ is a quota with ``least`` 1.
    """

    KEY: ClassVar[tuple[str, ...]] = ("group", "territory", "each_of", "constituency")

    group: Identifier = field(metadata=refers_to("groups"))
    #: ``None``: members from anywhere count.
    territory: Identifier | None = field(default=None, metadata=refers_to("territories"))
    #: The rule holds for each territory right below this one.
    each_of: Identifier | None = field(default=None, metadata=refers_to("territories"))
    #: ``None``: members of any constituency count.
    constituency: Constituency | None = None
    #: ``None``: no lower bound.
    least: Count | None = None
    #: ``None``: no upper bound.
    most: Count | None = None
    #: The source of the rule.
    source: str | None = None


@frozen(kw_only=True)
class MembershipCondition(Record):
    """A condition for organisations to be members of a group (podmínka členství)."""

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
    #: A declaration, a document, a new team.
    evidence: str | None = None
