"""The work on the plan in one year."""

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
    """The work on a measure in the year: who, when and for how much. A measure may have several tasks."""

    KEY: ClassVar[tuple[str, ...]] = ("action_plan", "measure", "task")

    action_plan: Identifier = field(metadata=refers_to("action_plans"))
    measure: Identifier = field(metadata=refers_to("measures"))
    #: The task of this year.
    task: str | None = None
    #: An organisation; ``None``: as for the measure.
    responsible: str | None = None
    #: The time in the year.
    term: Period = Period()
    #: In CZK.
    cost: Money | None = None
    #: The source of the money, in the plan's words.
    funding: str | None = None
    #: 1 is the most urgent.
    priority: Count | None = None
