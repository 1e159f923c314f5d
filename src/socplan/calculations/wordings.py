"""Which measures a question is about, and in which wording.

The sets of measures are defined here, and everything else asks for them: all that the dossier lists
(`measures_in_order`), those that only a draft puts in (`drafted`), those that were part of the plan in a period
(`measures_in`), those that a round covers (`measures_of`), those in force as last amended (`in_force`), and those of
them whose time has not ended (`own_measures`).
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from socplan.calculations.days import known_day
from socplan.calculations.structure import by_date, measures_in_order
from socplan.model import (
    Amendment,
    AmendmentAction,
    AmendmentItem,
    Dossier,
    Measure,
    MonitoringRound,
    Period,
    RoundScope,
)
from socplan.model.dossier import held
from socplan.model.wordings import Wordings, wordings
from socplan.typecheck import guarded, guarded_late

__all__ = [
    "Wordings",
    "all_wordings",
    "amendments_in_order",
    "current_wordings",
    "drafted",
    "in_force",
    "is_due",
    "measures_in",
    "measures_of",
    "own_measures",
    "superseded",
]


@guarded_late
@held
def all_wordings(dossier: Dossier) -> Wordings:
    """How the measures of a dossier came from each other, drafts among them."""
    return wordings(dossier.measures)


@guarded
@held
def drafted(dossier: Dossier) -> frozenset[str]:
    """The identifiers of measures, and new wordings of measures, that only a draft of an amendment puts in."""
    drafts = {amendment.id for amendment in dossier.amendments if amendment.effective is None}
    rewordings = {measure.id for measure in dossier.measures if measure.replaces is not None}
    put_in: dict[bool, set[str]] = {True: set(), False: set()}
    for item in dossier.amendment_items:
        # An item that changes a measure which replaces nothing names the measure that stands in the plan.
        is_new = item.action is AmendmentAction.CHANGED and item.measure in rewordings
        if is_new or item.action is AmendmentAction.ADDED:
            put_in[item.amendment in drafts].add(item.measure)
    return frozenset(put_in[True] - put_in[False])


@guarded
def superseded(measures: Iterable[Measure]) -> frozenset[str]:
    """The identifiers of measures that another one of them replaces."""
    return frozenset(measure.replaces for measure in measures if measure.replaces is not None)


def names_in(dossier: Dossier, period: Period) -> frozenset[str]:
    """The identifiers of the measures that were part of the plan in a period."""
    drafts = drafted(dossier)
    valid = [measure for measure in dossier.measures if measure.validity.meets(period) and measure.id not in drafts]
    former = {measure.replaces for measure in valid}
    return frozenset(measure.id for measure in valid if measure.id not in former)


@guarded
def measures_in(dossier: Dossier, period: Period) -> tuple[Measure, ...]:
    """The measures that were part of the plan in a period, in printed order.

    The later one of two wordings in the same period counts; a draft does not.
    """
    names = names_in(dossier, period)
    return tuple(measure for measure in measures_in_order(dossier) if measure.id in names)


@guarded
def measures_of(dossier: Dossier, round_: MonitoringRound) -> tuple[Measure, ...]:
    """The measures that a round surely covers, in printed order: all of its period, or those due by its end."""
    measures = measures_in(dossier, round_.period)
    if round_.covers is not RoundScope.DUE:
        return measures
    return tuple(measure for measure in measures if is_due(measure, round_))


@guarded_late
def is_due(measure: Measure, round_: MonitoringRound) -> bool | None:
    """Whether a measure is due by the end of a round (splatné opatření): it is ongoing, or its term ends by then.

    ``None``: not known, because its term or the end of the round is unknown or not precise enough.
    """
    if measure.ongoing:
        return True
    term, end = measure.term.end, round_.period.end
    if term is None or end is None:
        return None
    if term.last_day <= end.last_day:
        return True
    return False if term.first_day > end.last_day else None


@guarded
@held
def amendments_in_order(dossier: Dossier) -> tuple[Amendment, ...]:
    """Amendments by the day from which they are valid; drafts last."""
    return by_date(dossier.amendments, lambda amendment: amendment.effective)


@guarded
@held
def in_force(dossier: Dossier) -> tuple[Measure, ...]:
    """The measures of the plan as last amended: without those that amendments in force dropped or replaced."""
    dropped: set[str] = set()
    for amendment in amendments_in_order(dossier):
        for item in dossier.having(AmendmentItem, "amendment", amendment.id) if amendment.effective else ():
            (dropped.add if item.action is AmendmentAction.DROPPED else dropped.discard)(item.measure)
    out = dropped | drafted(dossier)
    left = [measure for measure in measures_in_order(dossier) if measure.id not in out]
    replaced = superseded(left)
    return tuple(measure for measure in left if measure.id not in replaced)


@guarded
@held
def own_measures(dossier: Dossier) -> tuple[Measure, ...]:
    """The measures of the plan as last amended, without those that ended before the day the dossier speaks of."""
    day = known_day(dossier)
    ends = ((measure, measure.validity.end) for measure in in_force(dossier))
    return tuple(measure for measure, end in ends if day is None or end is None or day <= end.last_day)


@guarded
@held
def current_wordings(dossier: Dossier) -> Mapping[str, str]:
    """For each former wording of a measure the identifier of the wording in the plan now, as `Wordings.current`.

    A draft has replaced nothing yet.
    """
    drafts = drafted(dossier)
    in_plan = wordings(measure for measure in dossier.measures if measure.id not in drafts)
    return MappingProxyType(in_plan.current({measure.id for measure in own_measures(dossier)}))
