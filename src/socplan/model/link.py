"""Other plans, and links between them and this plan."""

from enum import Enum
from typing import ClassVar

from attrs import field, frozen

from socplan.model.monitoring import StatusMeaning
from socplan.model.plan import PlanScope
from socplan.model.record import IDENTIFIER, Record, refers_to
from socplan.model.values import Identifier, Period

__all__ = ["CodeList", "OtherCode", "OtherGoal", "OtherPlan", "PlanLink", "PlanRelation"]


class PlanRelation(Enum):
    """How another plan relates to this one."""

    HIGHER = "higher"  #: Nadřazený: of the region, of the state, a vision that this plan serves.
    LOWER = "lower"  #: Podřízený: of a municipality within the area.
    PREVIOUS = "previous"  #: Předchozí: that this plan carries on.


@frozen(kw_only=True)
class OtherPlan(Record):
    """Another plan that this one should fit (navazující plán)."""

    id: Identifier = field(metadata=IDENTIFIER)
    title: str
    authority: str | None = None
    scope: PlanScope | None = None
    relation: PlanRelation
    territory: Identifier | None = field(default=None, metadata=refers_to("territories"))
    period: Period = Period()
    #: Its state, in words: „v připomínkovém řízení“.
    state: str | None = None
    #: The source of what is known about it.
    source: str | None = None
    order: int | None = None


@frozen(kw_only=True)
class OtherGoal(Record):
    """A goal or a measure of another plan."""

    id: Identifier = field(metadata=IDENTIFIER)
    plan: Identifier = field(metadata=refers_to("other_plans"))
    #: As printed there.
    code: str | None = None
    title: str
    #: The goal that it serves there.
    parent: Identifier | None = field(default=None, metadata=refers_to("other_goals"))
    #: Whether it is a measure there.
    measure: bool = False
    #: Its identifier in the dossier of its own plan, as text.
    origin: str | None = None
    order: int | None = None


@frozen(kw_only=True)
class PlanLink(Record):
    """A goal or measure here and one of another plan that serve the same (vazba mezi plány)."""

    KEY: ClassVar[tuple[str, ...]] = ("goal", "measure", "other")

    goal: Identifier | None = field(default=None, metadata=refers_to("goals"))
    measure: Identifier | None = field(default=None, metadata=refers_to("measures", former=True))
    other: Identifier = field(metadata=refers_to("other_goals"))
    note: str | None = None


class CodeList(Enum):
    """Lists that plans have to share to be compared."""

    STATUSES = "statuses"  #: Stupnice plnění.
    SERVICE_KINDS = "service_kinds"  #: Druhy sociálních služeb.


@frozen(kw_only=True)
class OtherCode(Record):
    """A status or a kind of service as another plan uses it."""

    KEY: ClassVar[tuple[str, ...]] = ("plan", "code_list", "name")

    plan: Identifier = field(metadata=refers_to("other_plans"))
    code_list: CodeList
    #: The name of the status; the paragraph of the kind of service, or its name where it has none.
    name: str
    #: Only for a status.
    meaning: StatusMeaning | None = None
