"""What people need, and what is to meet it."""

from __future__ import annotations

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
    #: The group that made the analysis. ``None``: that of the whole plan.
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
    #: Whose need it is, in words.
    target_group: str | None = None
    #: The group that found it.
    group: Identifier | None = field(default=None, metadata=refers_to("groups"))
    territory: Identifier | None = field(default=None, metadata=refers_to("territories"))
    #: How it was found out: a survey, statistics.
    source: str | None = None
    order: int | None = None


@frozen(kw_only=True)
class NeedResponse(Record):
    """What is to meet a need, and how urgent that is (potřeba – služba, priorita)."""

    id: Identifier = field(metadata=IDENTIFIER)
    need: Identifier = field(metadata=refers_to("needs"))
    #: The service that meets it.
    service: Identifier | None = field(default=None, metadata=refers_to("services"))
    #: The measure of the plan that is to meet it.
    measure: Identifier | None = field(default=None, metadata=refers_to("measures", former=True))
    #: In words, where it is neither, or what is said beside.
    text: str | None = None
    #: 1 is the most urgent. ``None``: not ranked.
    priority: Count | None = None
    order: int | None = None

    @property
    def is_empty(self) -> bool:
        """Whether it names nothing, and so answers nothing."""
        return self.service is None and self.measure is None and self.text is None
