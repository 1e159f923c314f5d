"""Decisions of bodies, and the changes of the plan that follow."""

from enum import Enum
from typing import ClassVar

from attrs import field, frozen

from socplan.model.record import IDENTIFIER, Record, refers_to
from socplan.model.values import Identifier, PartialDate

__all__ = ["Amendment", "AmendmentAction", "AmendmentItem", "Resolution", "ResolutionAct"]


class ResolutionAct(Enum):
    """What a body does by a resolution."""

    RECOMMEND = "recommend"  #: Doporučuje.
    APPROVE = "approve"  #: Schvaluje.
    DECIDE = "decide"  #: Rozhodla.
    NOTE = "note"  #: Bere na vědomí.
    ASSIGN = "assign"  #: Ukládá.


@frozen(kw_only=True)
class Resolution(Record):
    """One point that a body decided, or will decide (usnesení, bod usnesení)."""

    id: Identifier = field(metadata=IDENTIFIER)
    #: The body that decides.
    body: Identifier = field(metadata=refers_to("groups"))
    #: As printed: „0134/Z06/13“.
    number: str | None = None
    #: The point of the resolution, as printed: „II.“.
    point: str | None = None
    act: ResolutionAct = ResolutionAct.APPROVE
    #: When it was submitted to the body (předloženo).
    submitted: PartialDate | None = None
    #: When the body should decide, by the source. ``None``: no term is known.
    planned: PartialDate | None = None
    #: When the body decided. ``None``: it has not, or the day is not known.
    date: PartialDate | None = None
    #: ``True``: passed; ``False``: rejected; ``None``: still open, unless there is a date.
    adopted: bool | None = None
    #: What was decided, in the source's words.
    text: str
    #: Why: one reason a line (důvodová zpráva).
    reasons: str | None = None
    #: The group that it concerns, if any.
    group: Identifier | None = field(default=None, metadata=refers_to("groups"))
    #: Whether it goes over the membership of that group, or of the groups whose members it approves
    #: (aktualizace členství).
    reviews_members: bool = False
    #: The resolution that it needs first: the recommendation of a lower body.
    after: Identifier | None = field(default=None, metadata=refers_to("resolutions"))
    order: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether nothing says that the body has decided."""
        return self.adopted is None and self.date is None

    @property
    def is_passed(self) -> bool:
        """Whether it was adopted; a date without a rejection means yes."""
        return self.adopted is True or (self.adopted is None and self.date is not None)


@frozen(kw_only=True)
class Amendment(Record):
    """A change of the plan as a whole (dodatek, aktualizace), with what it adds, changes and drops in its items."""

    id: Identifier = field(metadata=IDENTIFIER)
    #: As printed: „Dodatek č. 1“.
    code: str | None = None
    title: str
    #: Why the plan is changed: one reason a line.
    reasons: str | None = None
    #: The resolution that approves it, and leads to the chain of recommendations.
    resolution: Identifier | None = field(default=None, metadata=refers_to("resolutions"))
    #: When it becomes valid. ``None``: a draft.
    effective: PartialDate | None = None
    #: The new end of the plan's validity (prodloužení platnosti).
    prolongs_until: PartialDate | None = None
    order: int | None = None


class AmendmentAction(Enum):
    """What an amendment does with a measure."""

    ADDED = "added"
    CHANGED = "changed"
    DROPPED = "dropped"


@frozen(kw_only=True)
class AmendmentItem(Record):
    """One measure that an amendment adds, changes or drops.

    A changed measure is a new record that ``replaces`` the old one; the item names the new one.
    """

    KEY: ClassVar[tuple[str, ...]] = ("amendment", "measure")

    amendment: Identifier = field(metadata=refers_to("amendments"))
    measure: Identifier = field(metadata=refers_to("measures"))
    action: AmendmentAction
    reason: str | None = None
