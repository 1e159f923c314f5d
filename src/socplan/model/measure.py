"""Measures, and their planned capacity."""

from enum import Enum

from attrs import field, frozen

from socplan.model.record import IDENTIFIER, Record, refers_to
from socplan.model.values import Identifier, Money, Period, Quantity

__all__ = ["Measure", "MeasureKind", "PlannedCapacity"]


class MeasureKind(Enum):
    """What a measure does with services, by its verb; the methods that we read define no kinds."""

    KEEP = "keep"  #: Udržet: udržitelnost stávajících služeb.
    DEVELOP = "develop"  #: Rozvinout: rozvoj, rozšíření, zkvalitnění.
    CREATE = "create"  #: Vytvořit: vznik, výstavba.
    ENSURE = "ensure"  #: Zajistit.
    PROMOTE = "promote"  #: Podpořit myšlenku, činnost někoho jiného.


@frozen(kw_only=True)
class Measure(Record):
    """A step that serves a goal (opatření, at some authorities aktivita or krok); monitoring reports on it."""

    id: Identifier = field(metadata=IDENTIFIER)
    #: As printed: „1.1.2“. ``None``: the plan prints none.
    code: str | None = None
    title: str
    text: str | None = None
    goal: Identifier = field(metadata=refers_to("goals"))
    #: The measure that it is a part of, as a task is of an activity (úkol aktivity); parts are counted apart.
    part_of: Identifier | None = field(default=None, metadata=refers_to("measures"))
    #: The responsible working group. ``None``: the group of its goal.
    group: Identifier | None = field(default=None, metadata=refers_to("groups"))
    #: ``None``: the territory of its goal.
    territory: Identifier | None = field(default=None, metadata=refers_to("territories"))
    #: Whether it belongs to several groups together (průřezové, společné opatření).
    shared: bool = False
    #: ``None``: not known.
    kind: MeasureKind | None = None
    #: Its place among its siblings; measures without one follow, by code and title.
    order: int | None = None
    #: The target group, in the plan's words.
    target_group: str | None = None
    #: The organisation that carries it out (realizátor), not a private person.
    responsible: str | None = None
    partners: str | None = None
    #: When it should be carried out (termín).
    term: Period = Period()
    #: Whether it is carried out all the time (průběžně): due in each round, and never late.
    ongoing: bool = False
    #: Planned cost in CZK.
    cost: Money | None = None
    #: When it was part of the plan; amendments add and drop measures.
    validity: Period = Period()
    #: The earlier wording of the same measure, which an amendment replaced by this one.
    replaces: Identifier | None = field(default=None, metadata=refers_to("measures", former=True))


@frozen(kw_only=True)
class PlannedCapacity(Record):
    """The capacity that a measure should add or keep, in one unit (plánovaná kapacita): „5 nových míst“."""

    id: Identifier = field(metadata=IDENTIFIER)
    measure: Identifier = field(metadata=refers_to("measures"))
    #: „místo“, „lůžko“; quantities of different units are never added.
    unit: str
    #: ``None``: the measure gives no number.
    quantity: Quantity | None = None
    #: The service that should have it.
    service: Identifier | None = field(default=None, metadata=refers_to("services"))
    #: Where; ``None``: in the territory of the measure.
    territory: Identifier | None = field(default=None, metadata=refers_to("territories"))
