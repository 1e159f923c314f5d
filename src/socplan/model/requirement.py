"""Requirements of the law or a rule for plans, and the plan's answers."""

from typing import ClassVar

from attrs import field, frozen

from socplan.model.plan import PartRole, PlanScope
from socplan.model.record import IDENTIFIER, Record, refers_to
from socplan.model.values import Identifier, Period

__all__ = ["Requirement", "RequirementAnswer"]


@frozen(kw_only=True)
class Requirement(Record):
    """Something that a plan has to contain (náležitost plánu)."""

    id: Identifier = field(metadata=IDENTIFIER)
    #: Its place in the law: „§ 39a vyhlášky č. 505/2006 Sb.“.
    code: str | None = None
    title: str
    text: str | None = None
    #: The parts of the plan that answer it by their role. ``None``: no part does.
    role: PartRole | None = None
    #: The scope of the plans that it concerns. ``None``: any plan.
    scope: PlanScope | None = None
    #: When it is valid.
    validity: Period = Period()
    #: The source of this.
    source: str | None = None
    #: Whether it comes from a text of the law or of an authority, and not from memory.
    confirmed: bool = False
    order: int | None = None


@frozen(kw_only=True)
class RequirementAnswer(Record):
    """The judgement of a reader of the plan on one requirement."""

    KEY: ClassVar[tuple[str, ...]] = ("requirement",)

    requirement: Identifier = field(metadata=refers_to("requirements"))
    #: ``None``: nobody judged it; then the part of the plan decides.
    met: bool | None = None
    #: The part of the plan that answers it.
    part: Identifier | None = field(default=None, metadata=refers_to("parts"))
    #: Another place of the answer, or what is missing.
    text: str | None = None
