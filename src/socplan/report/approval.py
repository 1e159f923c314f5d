"""Who approves a document, in sentences: by which resolution a body passed it, and who signs it."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from socplan import calculations as calc
from socplan.labels import Wording
from socplan.model import Dossier, PartialDate, Resolution, ResolutionAct
from socplan.report.blocks import Fact
from socplan.report.cells import resolution_number, resolution_state_text
from socplan.report.scene import Scene, title_facts

__all__ = ["approval_facts", "approved_text", "plan_facts"]

#: The gender of bodies by the first word of their Czech names; of other names no gender is safe.
_GENDERS: Final = {"rada": "feminine", "zastupitelstvo": "neuter"}
#: What stands between the names of several bodies, of which no verb is safe.
_SEVERAL: Final = (" a ", " and ", ", ")


def approved_text(words: Wording, body: str, number: str | None, day: PartialDate | date | None) -> str:
    """By whom, by which resolution and when something was approved.

    Where the gender of the body is safe there is a verb: „Schválila Rada …“; else there is none: „Schváleno: …“.
    """
    gender = None if any(sign in body for sign in _SEVERAL) else _GENDERS.get(body.split(maxsplit=1)[0].casefold())
    form = "verb" if gender else "noun"
    whole = not isinstance(day, PartialDate) or day.day is not None
    how = []
    if number:
        how.append(words.text(f"approved.number.{form}", number=number))
    if day is not None:
        key = ("approved.of_day" if number else "approved.on_day") if whole else "approved.when"
        how.append(words.text(key, day=day))
    by = words.text(f"approved.by.{gender}" if gender else "approved.by", body=body)
    return (" " if gender else ", ").join(filter(None, (by, " ".join(how))))


def plan_facts(dossier: Dossier, words: Wording) -> Iterator[Fact]:
    """The title block of a plan; who approved it and when is one line where both are known."""
    plan = dossier.plan
    if plan.approved is None or plan.approved_by is None:
        yield from title_facts(dossier, words)
        return
    for fact in title_facts(dossier, words):
        if fact.key == "approved_by":
            text = approved_text(words, plan.approved_by, None, plan.approved)
            yield Fact("approval", words.text("fact.approved_how"), text)
        elif fact.key != "approved":
            yield fact


def approval_facts(scene: Scene, resolution: Resolution | None) -> Iterator[Fact]:
    """Who approves a document, and whether it was approved, for its title block."""
    if resolution is None:
        return
    words, body = scene.words, scene.group_name(resolution.body)
    if resolution.is_passed and resolution.act is ResolutionAct.APPROVE and body:
        text = approved_text(words, body, resolution_number(resolution), resolution.date)
        yield Fact("approval", words.text("fact.approved_how"), text)
        return
    if body:
        yield Fact("approved_by", words.text("fact.approved_by"), body)
    yield Fact("approval", words.text("fact.approval"), _state_text(resolution, words))


def _state_text(resolution: Resolution, words: Wording) -> str:
    """The state of a resolution, with number and date once it is decided."""
    state = resolution_state_text(resolution, words)
    if not calc.resolution_state(resolution).is_over:
        return state
    decided_on = words.show(resolution.date) if resolution.date else None
    return ", ".join(filter(None, (state, resolution_number(resolution), decided_on)))
