"""Whether decisions come in their order, and amendments and action plans fit the plan.

1. A resolution comes after the recommendation it rests on (``resolution-before-recommendation``), and that one was
   passed (``recommendation-missing``). Nothing is submitted after it was decided (``submitted-after-decision``).
2. An amendment is valid only once it is approved (``amendment-before-resolution``, ``amendment-not-approved``), and
   does not shorten the plan (``prolongation-shortens``).
3. A measure is part of the plan as its amendment says (``amendment-validity``), and a changed one says what it
   replaces (``former-wording-missing``).
4. An action plan lies inside the plan (``action-plan-outside``) and holds measures of the plan in that year
   (``action-not-in-plan``).
"""

from collections.abc import Iterator

from socplan.calculations import plan_period
from socplan.checks.finding import Check, Finding, Grade, finding
from socplan.checks.places import decision_name, located, name_of
from socplan.hookspecs import hookimpl
from socplan.model import (
    ActionItem,
    ActionPlan,
    Amendment,
    AmendmentAction,
    AmendmentItem,
    Dossier,
    Measure,
    PartialDate,
    Resolution,
    WorkingGroup,
)


def _before(date: PartialDate | None, other: PartialDate | None) -> bool:
    """Whether one date lies before another for certain."""
    return date is not None and other is not None and date.last_day < other.first_day


def _named(dossier: Dossier, resolution: Resolution) -> dict[str, object]:
    """The body of a resolution, and its number; its text where it has no number."""
    return {"body": name_of(dossier, WorkingGroup, resolution.body), "resolution": decision_name(resolution)}


def submissions(dossier: Dossier) -> Iterator[Finding]:
    """Resolutions submitted after they were decided."""
    for at, resolution in located(dossier, Resolution):
        if _before(resolution.date, resolution.submitted):
            facts = {"submitted": resolution.submitted, "date": resolution.date, **_named(dossier, resolution)}
            yield finding("submitted-after-decision", Grade.WARNING, f"{at}.submitted", **facts)


def approval_order(dossier: Dossier) -> Iterator[Finding]:
    """Resolutions passed before, or without, the recommendation that has to come first."""
    for at, resolution in located(dossier, Resolution):
        first = dossier.get(Resolution, resolution.after)
        if first is None or not resolution.is_passed:
            continue
        if _before(resolution.date, first.date):
            facts = {"date": resolution.date, "first_date": first.date, **_named(dossier, first)}
            yield finding("resolution-before-recommendation", Grade.WARNING, f"{at}.date", **facts)
        if not first.is_passed:
            place = f"{at}.after"
            yield finding("recommendation-missing", Grade.WARNING, place, **_named(dossier, first))


def amendments(dossier: Dossier) -> Iterator[Finding]:
    """Amendments valid before they were approved, and prolongations that end the plan earlier."""
    for at, amendment in located(dossier, Amendment):
        resolution = dossier.get(Resolution, amendment.resolution)
        place = f"{at}.effective"
        if resolution and amendment.effective and not resolution.is_passed:
            facts = {"effective": amendment.effective, **_named(dossier, resolution)}
            yield finding("amendment-not-approved", Grade.WARNING, place, **facts)
        elif resolution and _before(amendment.effective, resolution.date):
            facts = {"effective": amendment.effective, "date": resolution.date, **_named(dossier, resolution)}
            yield finding("amendment-before-resolution", Grade.WARNING, place, **facts)
        if _before(amendment.prolongs_until, dossier.plan.period.end):
            facts = {"until": amendment.prolongs_until, "end": dossier.plan.period.end}
            yield finding("prolongation-shortens", Grade.WARNING, f"{at}.prolongs_until", **facts)


def amendment_items(dossier: Dossier) -> Iterator[Finding]:
    """Items whose measure begins or ends at another time than their amendment."""
    for at, item in located(dossier, AmendmentItem):
        amendment, measure = dossier.get(Amendment, item.amendment), dossier.get(Measure, item.measure)
        if amendment is None or measure is None:
            continue
        place = f"{at}.measure"
        if amendment.effective and not _fits(item, measure, amendment.effective):
            facts = {"measure": measure.title, "validity": measure.validity, "effective": amendment.effective}
            yield finding("amendment-validity", Grade.WARNING, place, **facts)
        if item.action is AmendmentAction.CHANGED and measure.replaces is None:
            yield finding("former-wording-missing", Grade.WARNING, place, measure=measure.title)


def _fits(item: AmendmentItem, measure: Measure, effective: PartialDate) -> bool:
    """Whether a measure can begin, or end, when its amendment takes effect."""
    start, end = measure.validity.start, measure.validity.end
    if item.action is AmendmentAction.DROPPED:
        # The last day of a dropped measure is the one before.
        return end is not None and end.first_day < effective.last_day
    return start is not None and start.first_day <= effective.last_day and effective.first_day <= start.last_day


def action_plans(dossier: Dossier) -> Iterator[Finding]:
    """Action plans for years outside of the plan, and measures that are not in it in their year."""
    period = plan_period(dossier)
    for at, action_plan in located(dossier, ActionPlan):
        if not period.covers(action_plan.period):
            place = f"{at}.period"
            yield finding("action-plan-outside", Grade.WARNING, place, period=action_plan.period, plan=period)
    for at, item in located(dossier, ActionItem):
        measure, year = dossier.get(Measure, item.measure), dossier.get(ActionPlan, item.action_plan)
        if measure and year and not measure.validity.meets(year.period):
            facts = {"measure": measure.title, "validity": measure.validity, "period": year.period}
            yield finding("action-not-in-plan", Grade.WARNING, f"{at}.measure", **facts)


@hookimpl
def register_checks() -> tuple[Check, ...]:
    """Offer these checks."""
    order = ("resolution-before-recommendation", "recommendation-missing")
    validity = ("amendment-before-resolution", "amendment-not-approved", "prolongation-shortens")
    return (
        Check(name="submissions", codes=("submitted-after-decision",), run=submissions),
        Check(name="approval-order", codes=order, run=approval_order),
        Check(name="amendments", codes=validity, run=amendments),
        Check(name="amendment-items", codes=("amendment-validity", "former-wording-missing"), run=amendment_items),
        Check(name="action-plans", codes=("action-plan-outside", "action-not-in-plan"), run=action_plans),
    )
