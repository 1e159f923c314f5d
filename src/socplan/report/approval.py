"""Who approves a document, in sentences: by which resolution a body passed it, and who signs it."""

from collections.abc import Iterator
from datetime import date
from typing import Final

import attrs

from socplan import calculations as calc
from socplan.labels import Wording
from socplan.model import Constituency, Dossier, MemberFunction, PartialDate, Resolution, ResolutionAct
from socplan.report.blocks import Block, Fact, Paragraph, ResolutionText, Section, Signature, Signatures
from socplan.report.cells import resolution_number, resolution_state_text
from socplan.report.scene import SIGNATURES, Scene, title_facts

__all__ = [
    "approval_facts",
    "approved_text",
    "closing",
    "ended",
    "from_office",
    "further_points",
    "passed_text",
    "plan_facts",
    "submitted_resolution",
]

#: A line that somebody fills in.
_BLANK: Final = "…" * 22
#: The gender of bodies by the first word of their Czech names; of other names no gender is safe.
_GENDERS: Final = {"rada": "feminine", "zastupitelstvo": "neuter"}
#: What stands between the names of several bodies, of which no verb is safe.
_SEVERAL: Final = (" a ", " and ", ", ")


def approved_text(words: Wording, body: str, number: str | None, day: PartialDate | date | None) -> str:
    """By whom, by which resolution and when something was approved.

    Where the gender of the body is safe it is a sentence, „Schválila Rada …“; else there is no verb: „Schváleno: …“.
    """
    gender = _gender(body)
    return words.text(f"approved.by.{gender}", how=_how(words, body, number, day))


def _gender(body: str) -> str:
    if any(sign in body for sign in _SEVERAL):
        return "unsafe"
    return _GENDERS.get(body.split(maxsplit=1)[0].casefold(), "unsafe")


def _how(words: Wording, body: str, number: str | None, day: PartialDate | date | None) -> str:
    form = "noun" if _gender(body) == "unsafe" else "verb"
    whole = not isinstance(day, PartialDate) or day.day is not None
    how = []
    if number:
        how.append(words.text(f"approved.number.{form}", number=number))
    if day is not None:
        key = ("approved.of_day" if number else "approved.on_day") if whole else "approved.when"
        how.append(words.text(key, day=day))
    return (", " if form == "noun" else " ").join(filter(None, (body, " ".join(how))))


def _approved_fact(words: Wording, body: str, number: str | None, day: PartialDate | date | None) -> Fact:
    """A line of the title block that reads on from its label: „Schválila – Rada …“."""
    return Fact("approval", words.text(f"approved.label.{_gender(body)}"), _how(words, body, number, day))


def plan_facts(dossier: Dossier, words: Wording) -> Iterator[Fact]:
    """The title block of a plan; who approved it and when is one line where both are known."""
    plan = dossier.plan
    if plan.approved is None or plan.approved_by is None:
        yield from title_facts(dossier, words)
        return
    for fact in title_facts(dossier, words):
        if fact.key == "approved_by":
            yield _approved_fact(words, plan.approved_by, None, plan.approved)
        elif fact.key != "approved":
            yield fact


def approval_facts(scene: Scene, resolution: Resolution | None) -> Iterator[Fact]:
    """Who approves a document, and whether it was approved, for its title block."""
    if resolution is None:
        return
    words, body = scene.words, scene.group_name(resolution.body)
    if body and _has_approved(resolution):
        yield _approved_fact(words, body, resolution_number(resolution), resolution.date)
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


def passed_text(scene: Scene, resolution: Resolution | None) -> str | None:
    """By which resolution its body approved something; ``None`` where it did not, or where nothing is known of it."""
    body = scene.group_name(resolution.body) if resolution else None
    if resolution is None or body is None or not _has_approved(resolution):
        return None
    return approved_text(scene.words, body, resolution_number(resolution), resolution.date)


def _has_approved(resolution: Resolution) -> bool:
    """Whether a body surely approved something: of what it only decided on a day nobody says how it decided."""
    passed = calc.resolution_state(resolution) is calc.ResolutionState.PASSED
    return passed and resolution.act is ResolutionAct.APPROVE


def submitted_resolution(scene: Scene, resolution: Resolution | None) -> Section | None:
    """The resolution that a body was asked to pass and nothing says that it has decided on, in the source's words."""
    body = scene.group_name(resolution.body) if resolution else None
    if resolution is None or body is None or not resolution.is_open or resolution.submitted is None:
        return None
    text = ResolutionText(body=body, points=(_as_point(resolution.text), *further_points(scene, resolution)))
    return Section(key="resolution", title=scene.words.text("report.resolution_submitted"), blocks=(text,))


def further_points(scene: Scene, resolution: Resolution | None) -> tuple[str, ...]:
    """What the same body is to decide once it passes a resolution, in the source's words, for the points of a draft."""
    if resolution is None:
        return ()
    after = scene.dossier.having(Resolution, "after", resolution.id)
    return tuple(_as_point(each.text) for each in after if each.is_open and each.body == resolution.body)


def _as_point(text: str) -> str:
    return text[:1].lower() + text[1:]


def closing(scene: Scene, *passed: str | None, draft: bool = False) -> Section:
    """The end of a document that a body decides on: who made it, who approved it, and the line for a signature.

    Args:
        scene: the dossier and its words.
        passed: sentences on its approval.
        draft: whether nobody has decided yet; then whoever submits it fills in a line.
    """
    words = scene.words
    lines = [f"{text}." for text in passed if text]
    approved = bool(lines)
    if draft:
        lines.append(words.text("signing.submitted", by=_BLANK))
    # No dossier says who prepared a document; the authority that commissions a plan need not be who makes it.
    lines.append(words.text("signing.prepared", by=_BLANK))
    # No dossier says who holds which office: whoever signs writes it, or an option gives it.
    signature = Signatures((Signature(words.text("signing.office")),), dated=not approved)
    blocks = (Paragraph("\n".join(lines)), signature)
    return Section(key=SIGNATURES, title=words.text("report.signatures"), blocks=blocks)


def from_office(scene: Scene) -> Iterator[Block]:
    """The end of a letter: the office that sends it, and the line for a signature."""
    yield Paragraph(_office(scene))
    yield Signatures((Signature(scene.words.text("signing.office")),))


def ended(part: Section | None, closing: Section | None) -> Section | None:
    """The last part of a document with the lines for signatures at its end; these alone where there is no such part."""
    if part is None or closing is None or not part.blocks:
        return closing or part
    return attrs.evolve(part, blocks=(*part.blocks, closing))


def _office(scene: Scene) -> str:
    """Who writes to others: the department that coordinates the planning for the authority, else the authority."""
    dossier, day = scene.dossier, calc.known_day(scene.dossier)
    departments = {
        member.organisation
        for group in dossier.groups
        for member in calc.members_at(dossier, group.id, day)
        if member.function is MemberFunction.COORDINATOR
        and member.constituency is Constituency.COMMISSIONER
        and member.organisation
    }
    return departments.pop() if len(departments) == 1 else dossier.plan.authority
