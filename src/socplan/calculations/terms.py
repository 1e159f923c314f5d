"""Which measures a round should have finished: due by its end (splatná), and late (opožděná)."""

from typing import Final

from attrs import frozen

from socplan.calculations.monitoring import status_of
from socplan.calculations.wordings import is_due, measures_in
from socplan.model import Dossier, Measure, MonitoringRound, Status, StatusMeaning
from socplan.typecheck import guarded

__all__ = ["DueMeasures", "Overdue", "due_measures", "overdue_measures"]

#: What a measure may mean and be late; ongoing, postponed, cancelled or not assessed measures are not.
_LATE: Final = frozenset({StatusMeaning.PARTLY_DONE, StatusMeaning.UNDER_WAY, StatusMeaning.NOT_DONE})


@frozen(kw_only=True)
class DueMeasures:
    """The measures of the plan in a round by their terms, each set in printed order."""

    #: Ongoing, or with a term by the end of the round.
    due: tuple[Measure, ...]
    #: With a later term.
    later: tuple[Measure, ...]
    #: Nobody knows, because the term or the end of the round is not known well enough.
    unknown: tuple[Measure, ...]


@frozen(kw_only=True)
class Overdue:
    """A measure whose term is over at the end of a round, and which was reported as not fulfilled."""

    measure: Measure
    status: Status
    #: Days from the last day of its term to the end of the round.
    days: int


@guarded
def due_measures(dossier: Dossier, round_: MonitoringRound) -> DueMeasures:
    """Part the measures of the plan in the period of a round by whether they are due by its end (`is_due`)."""
    measures = [(measure, is_due(measure, round_)) for measure in measures_in(dossier, round_.period)]
    return DueMeasures(
        due=tuple(measure for measure, due in measures if due),
        later=tuple(measure for measure, due in measures if due is False),
        unknown=tuple(measure for measure, due in measures if due is None),
    )


@guarded
def overdue_measures(dossier: Dossier, round_: MonitoringRound) -> tuple[Overdue, ...]:
    """The measures whose term is over at the end of a round (opatření po termínu), the longest over first.

    It is late if its term ended by the end of the round, and its status is known, does not count as fulfilled and means
    that the measure is under way, done in part or not done. A measure without a known term or status is not said to be
    late; neither is one without a known end of the round.
    """
    end, late = round_.period.end, []
    for measure in measures_in(dossier, round_.period) if end else ():
        term, status = measure.term.end, status_of(dossier, measure, round_)
        if end is None or term is None or status is None or measure.ongoing or term.last_day > end.last_day:
            continue
        meanings = {status.meaning, status.also} - {None}
        if meanings <= _LATE and not status.fulfilled:
            late.append(Overdue(measure=measure, status=status, days=(end.last_day - term.last_day).days))
    return tuple(sorted(late, key=lambda item: -item.days))
