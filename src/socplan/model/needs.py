"""Needs of people, and the answers to them."""

from enum import Enum

from attrs import field, frozen

from socplan.model.record import IDENTIFIER, Record, refers_to
from socplan.model.values import Count, Identifier

__all__ = ["Need", "NeedResponse", "SwotItem", "SwotKind"]


class SwotKind(Enum):
    """The four fields of a SWOT analysis."""

    STRENGTH = "strength"  #: Silná stránka.
    WEAKNESS = "weakness"  #: Slabá stránka.
    OPPORTUNITY = "opportunity"  #: Příležitost.
    THREAT = "threat"  #: Hrozba.


@frozen(kw_only=True)
class SwotItem(Record):
    """One thing in the SWOT analysis of a group."""

    id: Identifier = field(metadata=IDENTIFIER)
    #: The group that made the analysis. ``None``: the analysis of the whole plan.
    group: Identifier | None = field(default=None, metadata=refers_to("groups"))
    kind: SwotKind
    text: str
    order: int | None = None


@frozen(kw_only=True)
class Need(Record):
    """Something that people lack (potřeba)."""

    id: Identifier = field(metadata=IDENTIFIER)
    #: As printed: „P 3“.
    code: str | None = None
    title: str
    text: str | None = None
    #: Who has the need, in words.
    target_group: str | None = None
    #: The group that found the need.
    group: Identifier | None = field(default=None, metadata=refers_to("groups"))
    territory: Identifier | None = field(default=None, metadata=refers_to("territories"))
    #: How it is known: a survey, statistics.
    source: str | None = None
    order: int | None = None


@frozen(kw_only=True)
class NeedResponse(Record):
    """What should meet a need, and how urgent it is (potřeba – služba, priorita)."""

    id: Identifier = field(metadata=IDENTIFIER)
    need: Identifier = field(metadata=refers_to("needs"))
    #: The service that meets it.
    service: Identifier | None = field(default=None, metadata=refers_to("services"))
    #: The measure of the plan that should meet it.
    measure: Identifier | None = field(default=None, metadata=refers_to("measures", former=True))
    #: Something else that should meet it, or a remark, in words.
    text: str | None = None
    #: 1 is the most urgent. ``None``: not ranked.
    priority: Count | None = None
    order: int | None = None

    @property
    def is_empty(self) -> bool:
        """Whether it names nothing that could meet the need."""
        return self.service is None and self.measure is None and self.text is None
