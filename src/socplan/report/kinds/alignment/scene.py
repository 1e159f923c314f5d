"""The plans that the report on alignment is about, and what it says of each in words."""

from __future__ import annotations

from typing import Final

from attrs import frozen

from socplan.calculations import Alignment
from socplan.labels import Wording
from socplan.model import PlanRelation
from socplan.report.scene import Scene

__all__ = ["KIND", "AlignmentScene", "is_lower", "linked", "told"]

KIND: Final = "alignment"


@frozen(kw_only=True)
class AlignmentScene(Scene):
    """Other plans beside this one."""

    #: Those that are reported on.
    found: tuple[Alignment, ...]
    #: Whether that is one that was chosen; then nothing is said of all.
    chosen: bool

    @property
    def upward(self) -> tuple[Alignment, ...]:
        """Plans that this one serves."""
        return tuple(one for one in self.found if not is_lower(one))

    @property
    def lower(self) -> tuple[Alignment, ...]:
        """Plans that serve this one."""
        return tuple(one for one in self.found if is_lower(one))


def is_lower(one: Alignment) -> bool:
    """Whether it is a plan that serves this one."""
    return one.plan.relation is PlanRelation.LOWER


def linked(scene: AlignmentScene, one: Alignment) -> str:
    """What the links say of two plans, or why they say nothing."""
    words = scene.words
    if one.is_mapped:
        return words.text("alignment.sentence", text=told(one, words))
    if one.outside:
        return words.text("alignment.only_outside")
    listed = any(goal.plan == one.plan.id for goal in scene.dossier.other_goals)
    return words.text("alignment.not_mapped" if listed else "alignment.not_listed")


def told(one: Alignment, words: Wording) -> str:
    """The coverage of two plans in words, both ways."""
    way = "lower" if is_lower(one) else "upward"
    ways = [
        words.text(f"alignment.{key}.{way}", n=part.count, total=part.total)
        for key, part in (("served_of", one.served), ("serving_of", one.serving))
        if part.count is not None
    ]
    return "; ".join(ways)
