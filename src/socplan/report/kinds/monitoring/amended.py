"""Amendments of the plan around a round: what they did with the measures that it watched."""

from collections.abc import Iterator
from typing import Final

from socplan.labels import Wording
from socplan.model import Amendment, AmendmentAction, AmendmentItem, Dossier, Measure, MonitoringRound
from socplan.report.amended import amendment_name, amendments_in_force

#: The most measures that a sentence names; more of them are counted.
_FEW_NAMES: Final = 6
_ACTIONS: Final = (AmendmentAction.DROPPED, AmendmentAction.CHANGED, AmendmentAction.ADDED)


def amended(dossier: Dossier, round_: MonitoringRound, words: Wording, *, later_only: bool = False) -> Iterator[str]:
    """A sentence for each amendment in force: whether the round knows it already, and what it did with measures.

    Args:
        dossier: the dossier with all wordings of measures.
        round_: the round.
        words: the words of the document.
        later_only: whether amendments that the round knows are left out.
    """
    for amendment in amendments_in_force(dossier):
        if later_only and not _is_later(amendment, round_):
            continue
        items = dossier.having(AmendmentItem, "amendment", amendment.id)
        tense = "later" if _is_later(amendment, round_) else "past"
        clauses = [
            words.text(f"monitoring.amended.{action.value}_{tense}", measures=_named(dossier, of_action, words))
            for action in _ACTIONS
            if (of_action := [item.measure for item in items if item.action is action])
        ]
        if clauses and round_.period.end is not None:
            yield words.text(
                f"monitoring.amended_{tense}",
                amendment=amendment_name(amendment),
                day=amendment.effective,
                clauses=words.listed(clauses),
            )


def has_later(dossier: Dossier, round_: MonitoringRound) -> bool:
    """Whether the plan has been amended since a round: its measures need not be those that the round watched."""
    return any(_is_later(amendment, round_) for amendment in amendments_in_force(dossier))


def _is_later(amendment: Amendment, round_: MonitoringRound) -> bool:
    """Whether an amendment became valid after the time of a round, or nobody knows that it did not."""
    end = round_.period.end
    return end is None or amendment.effective is None or amendment.effective.first_day > end.last_day


def _named(dossier: Dossier, names: list[str], words: Wording) -> str:
    """Measures by their codes, or how many they are."""
    codes = [measure.code for name in names if (measure := dossier.get(Measure, name)) and measure.code]
    if len(codes) < len(names) or len(codes) > _FEW_NAMES:
        return words.text("count.measures", n=len(names))
    return words.text("monitoring.measures_named", n=len(codes), names=words.listed(codes))
