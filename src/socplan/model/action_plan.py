"""What of the plan is to be done in one year."""

from __future__ import annotations

from typing import ClassVar

from attrs import field, frozen

from socplan.model.record import IDENTIFIER, Record, refers_to
from socplan.model.values import Count, Identifier, Money, Period

__all__ = ["ActionItem", "ActionPlan"]


@frozen(kw_only=True)
class ActionPlan(Record):
    """The yearly plan that carries out the medium-term one (akční, realizační, prováděcí plán)."""

    id: Identifier = field(metadata=IDENTIFIER)
    #: Mostly one calendar year.
    period: Period = Period()
    title: str | None = None
    resolution: Identifier | None = field(default=None, metadata=refers_to("resolutions"))
    note: str | None = None


@frozen(kw_only=True)
class ActionItem(Record):
    """A measure that is to be worked on in the year, by whom, when and for how much."""

    KEY: ClassVar[tuple[str, ...]] = ("action_plan", "measure")

    action_plan: Identifier = field(metadata=refers_to("action_plans"))
    measure: Identifier = field(metadata=refers_to("measures"))
    #: What is to be done in this very year.
    task: str | None = None
    #: An organisation; ``None``: as the measure says.
    responsible: str | None = None
    #: When in the year.
    term: Period = Period()
    #: In CZK.
    cost: Money | None = None
    #: Where the money is to come from, in the plan's words.
    funding: str | None = None
    #: 1 is the most urgent.
    priority: Count | None = None
