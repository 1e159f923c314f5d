"""What the law or a rule asks of a plan, and where the plan answers it."""

from __future__ import annotations

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
    #: Where it stands: „§ 39a vyhlášky č. 505/2006 Sb.“.
    code: str | None = None
    title: str
    text: str | None = None
    #: The parts of the plan that answer it by what they are about. ``None``: none does by itself.
    role: PartRole | None = None
    #: For the plans of whom it holds. ``None``: for any plan.
    scope: PlanScope | None = None
    #: Since when, until when it holds.
    validity: Period = Period()
    #: Where that was read.
    source: str | None = None
    #: Whether it was read in a text of the law or of an authority; else it is from memory.
    confirmed: bool = False
    order: int | None = None


@frozen(kw_only=True)
class RequirementAnswer(Record):
    """What somebody who read the plan says of one requirement."""

    KEY: ClassVar[tuple[str, ...]] = ("requirement",)

    requirement: Identifier = field(metadata=refers_to("requirements"))
    #: ``None``: nobody decided; then the part of the plan speaks for itself.
    met: bool | None = None
    #: The part of the plan that answers it.
    part: Identifier | None = field(default=None, metadata=refers_to("parts"))
    #: Where else it is answered, or what is missing.
    text: str | None = None
