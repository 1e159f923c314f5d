"""Decisions: chains of resolutions, amendments of the plan, its prolongation, yearly action plans."""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import Enum
from typing import Final

import attrs
from attrs import frozen

from socplan.calculations.monitoring import status_of
from socplan.calculations.structure import by_date, measures_in_order
from socplan.calculations.sums import MoneySum, money_sum
from socplan.calculations.wordings import all_wordings, in_force
from socplan.model import (
    ActionItem,
    ActionPlan,
    Amendment,
    AmendmentAction,
    AmendmentItem,
    Dossier,
    Measure,
    PartialDate,
    Period,
    Resolution,
)
from socplan.model.dossier import held
from socplan.typecheck import guarded, guarded_late
from socplan.views import as_of

__all__ = [
    "ActionRow",
    "AmendedMeasure",
    "AmendmentEffect",
    "AttributeChange",
    "ResolutionState",
    "action_cost",
    "action_measures",
    "action_plans_in_order",
    "action_rows",
    "amended_measures",
    "amendment_effect",
    "approval_chain",
    "left_behind",
    "left_unknown",
    "previous_action_plan",
    "resolution_state",
    "resolutions_in_order",
]


class ResolutionState(Enum):
    """How far a resolution is."""

    NOT_SUBMITTED = "not_submitted"  #: Předložení není doloženo.
    OPEN = "open"  #: Předloženo, dosud nerozhodnuto.
    DECIDED = "decided"  #: Rozhodnuto; zda přijato, podklady neříkají.
    PASSED = "passed"  #: Přijato.
    REJECTED = "rejected"  #: Nepřijato.

    @property
    def is_over(self) -> bool:
        """Whether the body has decided."""
        return self not in {ResolutionState.NOT_SUBMITTED, ResolutionState.OPEN}


@guarded_late
def resolution_state(resolution: Resolution, day: date | None = None) -> ResolutionState:
    """How far a resolution is on a day, as far as the dossier knows.

    It is open only once it is known to be submitted by the day, and passed only where the dossier says so: a date alone
    means that the body has decided.
    """

    def is_later(when: PartialDate | None) -> bool:
        return bool(day and when and when.first_day > day)

    if not resolution.is_open and not is_later(resolution.date or resolution.submitted):
        if resolution.adopted is None:
            return ResolutionState.DECIDED
        return ResolutionState.PASSED if resolution.adopted else ResolutionState.REJECTED
    if resolution.submitted and not is_later(resolution.submitted):
        return ResolutionState.OPEN
    return ResolutionState.NOT_SUBMITTED


@guarded
@held
def resolutions_in_order(dossier: Dossier) -> tuple[Resolution, ...]:
    """Resolutions by the day on which they were or should be decided; those without one last."""
    return by_date(dossier.resolutions, lambda resolution: resolution.date or resolution.planned)


@guarded
def approval_chain(dossier: Dossier, resolution: Resolution) -> tuple[Resolution, ...]:
    """The resolution with all that had to come before it, the first first (doporučuje → schvaluje)."""
    chain: list[Resolution] = []
    current: Resolution | None = resolution
    while current is not None and current not in chain:
        chain.append(current)
        current = dossier.get(Resolution, current.after)
    return tuple(reversed(chain))


# Amendments


@frozen(kw_only=True)
class AttributeChange:
    """One attribute of a measure that an amendment changes."""

    attribute: str
    before: object
    after: object


@frozen(kw_only=True)
class AmendedMeasure:
    """A measure that an amendment drops, changes or adds."""

    item: AmendmentItem
    measure: Measure
    #: The wording before a change; ``None`` for added and dropped ones, or where it is not known.
    former: Measure | None = None
    #: What differs; empty for added and dropped ones.
    changes: tuple[AttributeChange, ...] = ()


#: Attributes in which two wordings of a measure always differ.
_NO_CHANGE: Final = frozenset({"id", "validity", "replaces", "order"})


@guarded
def amended_measures(dossier: Dossier, amendment: Amendment) -> tuple[AmendedMeasure, ...]:
    """The items of an amendment: dropped, changed, added, each in the order of the plan."""
    places = {measure.id: place for place, measure in enumerate(measures_in_order(dossier))}
    actions = [AmendmentAction.DROPPED, AmendmentAction.CHANGED, AmendmentAction.ADDED]
    rows = []
    for item in dossier.having(AmendmentItem, "amendment", amendment.id):
        measure = dossier.get(Measure, item.measure)
        if measure is not None:
            replaced = measure.replaces if item.action is AmendmentAction.CHANGED else None
            former = dossier.get(Measure, replaced)
            changes = _differences(former, measure) if former else ()
            rows.append(AmendedMeasure(item=item, measure=measure, former=former, changes=changes))
    return tuple(sorted(rows, key=lambda row: (actions.index(row.item.action), places.get(row.measure.id, 0))))


@frozen(kw_only=True)
class AmendmentEffect:
    """The plan the day before an amendment and on its first day."""

    goals_before: int
    goals_after: int
    measures_before: int
    measures_after: int
    period_before: Period
    period_after: Period


@guarded
def amendment_effect(dossier: Dossier, amendment: Amendment) -> AmendmentEffect | None:
    """How an amendment changes the plan; ``None`` for a draft.

    The measures before are those after, less those that its items add, plus those that they drop: other changes of the
    same month or year do not count.
    """
    effective = amendment.effective
    if effective is None or effective.first_day == date.min:
        return None
    before = as_of(dossier, effective.first_day - timedelta(days=1))
    after = as_of(dossier, effective.first_day)
    actions = {item.measure: item.action for item in dossier.having(AmendmentItem, "amendment", amendment.id)}
    dropped = {measure for measure, action in actions.items() if action is AmendmentAction.DROPPED}
    added = sum(action is AmendmentAction.ADDED for action in actions.values())
    measures = sum(measure.id not in dropped for measure in in_force(after))
    return AmendmentEffect(
        goals_before=len(before.goals),
        goals_after=len(after.goals),
        measures_before=measures - added + len(dropped),
        measures_after=measures,
        period_before=before.plan.period,
        period_after=after.plan.period,
    )


def _differences(before: Measure, after: Measure) -> tuple[AttributeChange, ...]:
    names = [attribute.name for attribute in attrs.fields(Measure) if attribute.name not in _NO_CHANGE]
    return tuple(
        AttributeChange(attribute=name, before=getattr(before, name), after=getattr(after, name))
        for name in names
        if getattr(before, name) != getattr(after, name)
    )


# Action plans


@frozen(kw_only=True)
class ActionRow:
    """A measure in a yearly action plan, or one of its tasks."""

    item: ActionItem
    measure: Measure
    #: Whether it stood in the action plan right before as well (přechází z minulého roku). ``None``: the dossier
    #: holds no such action plan.
    carried_over: bool | None


@guarded
@held
def action_plans_in_order(dossier: Dossier) -> tuple[ActionPlan, ...]:
    """Action plans by the beginning of their period; those without one last."""
    return by_date(dossier.action_plans, lambda action_plan: action_plan.period.start)


@guarded
def action_rows(dossier: Dossier, action_plan: ActionPlan) -> tuple[ActionRow, ...]:
    """The measures of an action plan, in the order of the plan, with whether they were carried over.

    A measure with several tasks has a row for each. It is carried over where any wording of it stood in the action plan
    before.
    """
    before = previous_action_plan(dossier, action_plan)
    earlier = _planned(dossier, before)
    return tuple(
        ActionRow(item=item, measure=measure, carried_over=measure.id in earlier if before else None)
        for measure in measures_in_order(dossier)
        for item in dossier.having(ActionItem, "measure", measure.id)
        if item.action_plan == action_plan.id
    )


@guarded
def action_measures(rows: Iterable[ActionRow]) -> tuple[Measure, ...]:
    """The measures of rows of an action plan, each once."""
    return tuple({row.measure.id: row.measure for row in rows}.values())


@held
def _planned(dossier: Dossier, action_plan: ActionPlan | None) -> frozenset[str]:
    """All wordings of the measures of an action plan."""
    items = dossier.having(ActionItem, "action_plan", action_plan.id) if action_plan else ()
    return frozenset(name for item in items for name in all_wordings(dossier).of(item.measure))


@guarded
def previous_action_plan(dossier: Dossier, action_plan: ActionPlan) -> ActionPlan | None:
    """The action plan that ends right before another one begins; ``None`` where there is none."""
    start = action_plan.period.start
    for other in action_plans_in_order(dossier):
        end = other.period.end
        if start and end and end.last_day < date.max and end.last_day + timedelta(days=1) == start.first_day:
            return other
    return None


@guarded
def left_behind(dossier: Dossier, action_plan: ActionPlan) -> tuple[Measure, ...]:
    """Measures of the action plan before that were not fulfilled and do not stand in this one.

    The monitoring round of that year says which were fulfilled; without a round none is known to be left behind. A
    measure that an amendment has dropped since is not left behind.
    """
    before = previous_action_plan(dossier, action_plan)
    round_ = next((round_ for round_ in dossier.rounds if before and round_.period == before.period), None)
    if before is None or round_ is None:
        return ()
    now = _planned(dossier, action_plan)
    measures = action_measures(action_rows(dossier, before))
    states = ((measure, status_of(dossier, measure, round_)) for measure in measures)
    return tuple(
        measure
        for measure, status in states
        if status and not status.fulfilled and measure.id not in now and measure.validity.meets(action_plan.period)
    )


@guarded
def left_unknown(dossier: Dossier, action_plan: ActionPlan) -> tuple[Measure, ...]:
    """Measures of the action plan before that do not stand in this one, where nobody knows whether they are done.

    That is so where the monitoring round of that year does not report on the measure, or where there is no round.
    """
    before = previous_action_plan(dossier, action_plan)
    if before is None:
        return ()
    round_ = next((round_ for round_ in dossier.rounds if round_.period == before.period), None)
    now = _planned(dossier, action_plan)
    return tuple(
        measure
        for measure in action_measures(action_rows(dossier, before))
        if measure.id not in now
        and measure.validity.meets(action_plan.period)
        and (round_ is None or status_of(dossier, measure, round_) is None)
    )


@guarded
def action_cost(rows: Iterable[ActionRow]) -> MoneySum:
    """The cost of all measures of an action plan, and of all their tasks; the parts are the rows."""
    return money_sum(row.item.cost for row in rows)
