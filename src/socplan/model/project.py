"""Projects that pay for the planning: what they promise and what they deliver."""

from attrs import field, frozen

from socplan.model.record import IDENTIFIER, Record, refers_to
from socplan.model.values import Count, Identifier, Money, PartialDate, Period, Quantity

__all__ = ["Deliverable", "Delivery", "KeyActivity", "Participation", "Project"]


@frozen(kw_only=True)
class Project(Record):
    """A project that supports planning or services (individuální projekt kraje, projekt SROP)."""

    id: Identifier = field(metadata=IDENTIFIER)
    #: As printed: „IP1“.
    code: str | None = None
    name: str
    #: Who pays: „ESF a státní rozpočet ČR“.
    funder: str | None = None
    #: The programme of the funder: „OP LZZ“.
    programme: str | None = None
    #: Who carries it out (realizátor).
    administrator: str | None = None
    period: Period = Period()
    #: When it was finally settled (závěrečné vyúčtování).
    settled: PartialDate | None = None
    #: In CZK.
    cost: Money | None = None
    #: What it is about (zaměření).
    focus: str | None = None
    target_groups: str | None = None
    #: How it is managed and administered.
    management: str | None = None
    #: The project that it continues.
    predecessor: Identifier | None = field(default=None, metadata=refers_to("projects", former=True))
    #: The sentence about the funder for every output (povinná publicita).
    publicity: str | None = None
    #: How many organisations take part, as the source says.
    organisations: Count | None = None
    order: int | None = None


@frozen(kw_only=True)
class Participation(Record):
    """An organisation, or the organisations of an area, that take part in a project (zapojení)."""

    id: Identifier = field(metadata=IDENTIFIER)
    project: Identifier = field(metadata=refers_to("projects"))
    #: ``None``: the source names only the area.
    organisation: Identifier | None = field(default=None, metadata=refers_to("organisations"))
    #: ``None``: the area of the organisation.
    territory: Identifier | None = field(default=None, metadata=refers_to("territories"))


@frozen(kw_only=True)
class KeyActivity(Record):
    """A key activity of a project (klíčová aktivita)."""

    id: Identifier = field(metadata=IDENTIFIER)
    project: Identifier = field(metadata=refers_to("projects"))
    #: The key activity that it belongs to (podoblast).
    parent: Identifier | None = field(default=None, metadata=refers_to("activities"))
    #: As printed: „KA 3“; sources leave out numbers.
    code: str | None = None
    name: str
    text: str | None = None
    period: Period = Period()
    #: The contractor.
    supplier: str | None = None
    #: The name of the contract.
    contract: str | None = None
    order: int | None = None


@frozen(kw_only=True)
class Deliverable(Record):
    """A quantity that a key activity promises: hours, blocks, meetings, copies (výstup)."""

    id: Identifier = field(metadata=IDENTIFIER)
    activity: Identifier = field(metadata=refers_to("activities"))
    title: str
    group: Identifier | None = field(default=None, metadata=refers_to("groups"))
    #: „h“, „workshop“, „ks“; quantities of different units are never added.
    unit: str
    #: ``None``: the source does not say how many.
    planned: Quantity | None = None
    #: The upper end where a range is planned („2–3“); ``None``: exactly ``planned``.
    planned_most: Quantity | None = None
    #: Another deliverable over which this one is spread: hours over blocks.
    per: Identifier | None = field(default=None, metadata=refers_to("deliverables"))
    order: int | None = None


@frozen(kw_only=True)
class Delivery(Record):
    """A quantity that was delivered (plnění, čerpání)."""

    id: Identifier = field(metadata=IDENTIFIER)
    deliverable: Identifier = field(metadata=refers_to("deliverables"))
    date: PartialDate | None = None
    quantity: Quantity
    #: Who delivered it.
    supplier: str | None = None
    note: str | None = None
