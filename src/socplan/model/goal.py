"""What the plan wants to reach."""

from attrs import field, frozen

from socplan.model.record import IDENTIFIER, Record, refers_to
from socplan.model.values import Identifier, Period

__all__ = ["Goal"]


@frozen(kw_only=True)
class Goal(Record):
    """Something the plan wants to reach (cíl, priorita, vize); goals nest through ``parent``."""

    id: Identifier = field(metadata=IDENTIFIER)
    #: As printed: „1.1“. ``None``: the plan prints none.
    code: str | None = None
    title: str
    text: str | None = None
    #: The goal this one serves; ``None`` for a goal of the highest level.
    parent: Identifier | None = field(default=None, metadata=refers_to("goals"))
    #: The responsible working group. ``None``: the group of the goal above.
    group: Identifier | None = field(default=None, metadata=refers_to("groups"))
    #: ``None``: the territory of the goal above, or the whole territory of the plan.
    territory: Identifier | None = field(default=None, metadata=refers_to("territories"))
    #: Whether it belongs to several groups together (průřezový, společný).
    shared: bool = False
    #: Its place among its siblings; goals without one follow, by code and title.
    order: int | None = None
    #: When it is part of the plan.
    validity: Period = Period()
