"""Needs: the responses to them, by urgency, and the needs without one."""

from collections.abc import Mapping

from attrs import frozen

from socplan.model import Dossier, Need, NeedResponse, SwotItem, SwotKind, WorkingGroup
from socplan.model.dossier import held
from socplan.typecheck import guarded

__all__ = ["NeedCoverage", "need_coverage", "ranking", "swot"]


@frozen(kw_only=True)
class NeedCoverage:
    """A need and the responses to it."""

    need: Need
    #: The most urgent first; those not ranked last. Empty responses are left out.
    responses: tuple[NeedResponse, ...]

    @property
    def by_plan(self) -> bool:
        """Whether a measure of the plan is to meet it."""
        return any(response.measure is not None for response in self.responses)

    @property
    def priority(self) -> int | None:
        """The most urgent priority of its responses; ``None``: not ranked."""
        return min((response.priority for response in self.responses if response.priority is not None), default=None)


@guarded
@held
def need_coverage(dossier: Dossier) -> tuple[NeedCoverage, ...]:
    """Every need, in order, with the responses to it (pokrytí potřeb)."""

    def by_priority(response: NeedResponse) -> tuple[bool, int]:
        return (response.priority is None, response.priority or 0)

    responses = (
        (need, (response for response in dossier.having(NeedResponse, "need", need.id) if not response.is_empty))
        for need in dossier.ordered(Need)
    )
    return tuple(NeedCoverage(need=need, responses=tuple(sorted(row, key=by_priority))) for need, row in responses)


@guarded
def ranking(dossier: Dossier) -> tuple[NeedResponse, ...]:
    """The ranked responses to needs, the most urgent first."""
    places = {need.id: place for place, need in enumerate(dossier.ordered(Need))}
    responses = dossier.ordered(NeedResponse)
    ranked = (response for response in responses if response.priority is not None and not response.is_empty)
    return tuple(sorted(ranked, key=lambda response: (response.priority or 0, places.get(response.need, len(places)))))


@guarded
def swot(dossier: Dossier) -> Mapping[str | None, Mapping[SwotKind, tuple[SwotItem, ...]]]:
    """The SWOT analyses group by group, in their order; ``None`` is that of the whole plan, which comes last."""
    groups: list[str | None] = [*(group.id for group in dossier.ordered(WorkingGroup)), None]
    listed = ((group, dossier.having(SwotItem, "group", group)) for group in groups)
    return {
        group: {kind: tuple(item for item in items if item.kind is kind) for kind in SwotKind}
        for group, items in listed
        if items
    }
