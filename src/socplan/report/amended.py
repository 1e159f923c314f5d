"""What amendments in force did with measures, as a mark behind their titles."""

from datetime import date

from socplan import calculations as calc
from socplan.labels import Wording
from socplan.model import Amendment, AmendmentAction, AmendmentItem, Dossier, Measure
from socplan.typecheck import guarded

__all__ = ["amendment_name", "amendments_in_force", "marked"]


@guarded
def amendments_in_force(dossier: Dossier) -> tuple[Amendment, ...]:
    """The amendments of which the day is known on which they became valid, the first first."""
    return tuple(each for each in calc.amendments_in_order(dossier) if each.effective is not None)


@guarded
def amendment_name(amendment: Amendment) -> str:
    """An amendment by its code, „Dodatek č. 1“, else by its title."""
    return amendment.code or amendment.title


@guarded
def marked(title: str, measure: Measure, dossier: Dossier, words: Wording, day: date | None = None) -> str:
    """The title of a measure with what amendments did with it behind it: „… (změněno: Dodatek č. 1)“.

    What an amendment does only later has its day: „… (zrušeno od 1. 1. 2026: Dodatek č. 1)“.

    Args:
        title: the title, perhaps with its code.
        measure: the measure.
        dossier: the dossier with all wordings of measures.
        words: the words of the document.
        day: after which an amendment is later; ``None``: the day of the dossier.
    """
    known = calc.known_day(dossier) if day is None else day
    marks = [
        _mark(amendment, item, known, words)
        for amendment in amendments_in_force(dossier)
        for item in dossier.having(AmendmentItem, "amendment", amendment.id)
        if measure.id in {item.measure, _replaced(dossier, item)}
    ]
    return f"{title} ({'; '.join(marks)})" if marks else title


def _mark(amendment: Amendment, item: AmendmentItem, day: date | None, words: Wording) -> str:
    name = amendment_name(amendment)
    if day is not None and amendment.effective is not None and amendment.effective.first_day > day:
        return words.text(f"amended.{item.action.value}_from", amendment=name, day=amendment.effective)
    return words.text(f"amended.{item.action.value}", amendment=name)


def _replaced(dossier: Dossier, item: AmendmentItem) -> str | None:
    """The wording in the place of which an amendment put another one."""
    measure = dossier.get(Measure, item.measure)
    return measure.replaces if measure and item.action is AmendmentAction.CHANGED else None
