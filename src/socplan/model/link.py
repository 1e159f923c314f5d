"""Other plans, and what of this plan serves what of theirs."""

from __future__ import annotations

from enum import Enum
from typing import ClassVar

from attrs import field, frozen

from socplan.model.monitoring import StatusMeaning
from socplan.model.plan import PlanScope
from socplan.model.record import IDENTIFIER, Record, refers_to
from socplan.model.values import Identifier, Period

__all__ = ["CodeList", "OtherCode", "OtherGoal", "OtherPlan", "PlanLink", "PlanRelation"]


class PlanRelation(Enum):
    """What another plan is to this one."""

    HIGHER = "higher"  #: Nadřazený: of the region, of the state, a vision that this plan serves.
    LOWER = "lower"  #: Podřízený: of a municipality within the area.
    PREVIOUS = "previous"  #: Předchozí: that this plan carries on.


@frozen(kw_only=True)
class OtherPlan(Record):
    """Another plan that this one is to fit (navazující plán)."""

    id: Identifier = field(metadata=IDENTIFIER)
    title: str
    authority: str | None = None
    scope: PlanScope | None = None
    relation: PlanRelation
    territory: Identifier | None = field(default=None, metadata=refers_to("territories"))
    period: Period = Period()
    #: How far it is, in words: „v připomínkovém řízení“.
    state: str | None = None
    #: Where what is known of it was read.
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
    #: The identifier that it bears in the dossier of its own plan, as text.
    origin: str | None = None
    order: int | None = None


@frozen(kw_only=True)
class PlanLink(Record):
    """That a goal or a measure of this plan and one of another plan serve the same (vazba mezi plány)."""

    KEY: ClassVar[tuple[str, ...]] = ("goal", "measure", "other")

    goal: Identifier | None = field(default=None, metadata=refers_to("goals"))
    measure: Identifier | None = field(default=None, metadata=refers_to("measures", former=True))
    other: Identifier = field(metadata=refers_to("other_goals"))
    note: str | None = None


class CodeList(Enum):
    """What plans have to say alike, to be compared."""

    STATUSES = "statuses"  #: Stupnice plnění.
    SERVICE_KINDS = "service_kinds"  #: Druhy sociálních služeb.


@frozen(kw_only=True)
class OtherCode(Record):
    """A status or a kind of service as another plan uses it."""

    KEY: ClassVar[tuple[str, ...]] = ("plan", "code_list", "name")

    plan: Identifier = field(metadata=refers_to("other_plans"))
    code_list: CodeList
    #: The name of the status; the paragraph of the kind, or its name where it bears none.
    name: str
    #: Of a status alone.
    meaning: StatusMeaning | None = None
