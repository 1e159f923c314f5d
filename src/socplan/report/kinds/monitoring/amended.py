"""Amendments of the plan around a round: what they did with the measures that it watched."""

from collections.abc import Iterator
from typing import Final

from socplan.model import AmendmentAction, AmendmentItem, Measure
from socplan.report.amended import amendment_name, amendments_in_force
from socplan.report.kinds.monitoring.scene import MonitoringScene

#: The most measures that a sentence names; more of them are counted.
_FEW_NAMES: Final = 6
_ACTIONS: Final = (AmendmentAction.DROPPED, AmendmentAction.CHANGED, AmendmentAction.ADDED)


def amended(scene: MonitoringScene) -> Iterator[str]:
    """A sentence for each amendment in force: whether the round knows it already, and what it did with measures."""
    words, end = scene.words, scene.round.period.end
    for amendment in amendments_in_force(scene.dossier):
        items = scene.dossier.having(AmendmentItem, "amendment", amendment.id)
        later = end is None or amendment.effective is None or amendment.effective.first_day > end.last_day
        tense = "later" if later else "past"
        clauses = [
            words.text(f"monitoring.amended.{action.value}_{tense}", measures=_named(scene, of_action))
            for action in _ACTIONS
            if (of_action := [item.measure for item in items if item.action is action])
        ]
        if clauses and end is not None:
            yield words.text(
                f"monitoring.amended_{tense}",
                amendment=amendment_name(amendment),
                day=amendment.effective,
                clauses=words.listed(clauses),
            )


def _named(scene: MonitoringScene, names: list[str]) -> str:
    """Measures by their codes, or how many they are."""
    codes = [measure.code for name in names if (measure := scene.dossier.get(Measure, name)) and measure.code]
    if len(codes) < len(names) or len(codes) > _FEW_NAMES:
        return scene.words.text("count.measures", n=len(names))
    return scene.words.text("monitoring.measures_named", n=len(codes), names=scene.words.listed(codes))
