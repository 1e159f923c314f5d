"""What is to be done, and how much of it."""

from __future__ import annotations

from enum import Enum

from attrs import field, frozen

from socplan.model.record import IDENTIFIER, Record, refers_to
from socplan.model.values import Identifier, Money, Period, Quantity

__all__ = ["Measure", "MeasureKind", "PlannedCapacity"]


class MeasureKind(Enum):
    """What a measure does to services, as its own verb says; no method that was read defines the kinds."""

    KEEP = "keep"  #: Udržet: udržitelnost stávajících služeb.
    DEVELOP = "develop"  #: Rozvinout: rozvoj, rozšíření, zkvalitnění.
    CREATE = "create"  #: Vytvořit: vznik, výstavba.
    ENSURE = "ensure"  #: Zajistit.
    PROMOTE = "promote"  #: Podpořit myšlenku, činnost někoho jiného.


@frozen(kw_only=True)
class Measure(Record):
    """A step that serves a goal (opatření, at some authorities aktivita or krok): what monitoring reports on."""

    id: Identifier = field(metadata=IDENTIFIER)
    #: As printed: „1.1.2“. ``None``: the plan prints none.
    code: str | None = None
    title: str
    text: str | None = None
    goal: Identifier = field(metadata=refers_to("goals"))
    #: The working group that answers for it. ``None``: the group of its goal.
    group: Identifier | None = field(default=None, metadata=refers_to("groups"))
    #: ``None``: the territory of its goal.
    territory: Identifier | None = field(default=None, metadata=refers_to("territories"))
    #: Whether it belongs to several groups together (průřezové, společné opatření).
    shared: bool = False
    #: ``None``: nobody sorted it.
    kind: MeasureKind | None = None
    #: Its place among its siblings; measures without one follow, by code and title.
    order: int | None = None
    #: For whom, in the plan's words.
    target_group: str | None = None
    #: The organisation that carries it out (realizátor); no private person.
    responsible: str | None = None
    partners: str | None = None
    #: When it is to be carried out (termín).
    term: Period = Period()
    #: Planned cost in CZK.
    cost: Money | None = None
    #: When it was part of the plan; amendments add and drop measures.
    validity: Period = Period()
    #: The earlier wording of the same measure that an amendment put this one in the place of.
    replaces: Identifier | None = field(default=None, metadata=refers_to("measures", former=True))


@frozen(kw_only=True)
class PlannedCapacity(Record):
    """How much capacity a measure is to bring or keep, in one unit (plánovaná kapacita): „5 nových míst“."""

    id: Identifier = field(metadata=IDENTIFIER)
    measure: Identifier = field(metadata=refers_to("measures"))
    #: „místo“, „lůžko“; quantities of different units are never added.
    unit: str
    #: ``None``: the measure does not say how much.
    quantity: Quantity | None = None
    #: The service that is to have it.
    service: Identifier | None = field(default=None, metadata=refers_to("services"))
    #: Where; ``None``: in the territory of the measure.
    territory: Identifier | None = field(default=None, metadata=refers_to("territories"))
