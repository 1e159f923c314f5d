"""Findings in documents: the work they make first, each at its place in words."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

import attrs

from socplan.checks import Finding, Grade, sentence, stood_in_words
from socplan.checks.finding import is_named
from socplan.checks.naming import names_of, record_at
from socplan.labels import Wording
from socplan.model import Dossier
from socplan.report.blocks import Block, Items, Origin, Paragraph, ParagraphRole, Section
from socplan.report.kind import BuildContext

__all__ = ["all_findings", "findings_section", "places_in_words"]

#: The table in a place.
_TABLE: Final = re.compile(r"\$\.([a-z_]+)")
#: Notes that somebody has to act on, as on every warning: something is missing, undone or open.
_WORK: Final = frozenset({
    *("answer-without-place", "approval-without-resolution", "cost-without-quantity", "export-profile-empty"),
    *("goal-without-measure", "meeting-gap", "need-unanswered", "numbering-gap", "plan-without-link"),
    *("reading-not-counted", "requirement-missing", "task-overdue"),
})  # fmt: skip


def findings_section(
    context: BuildContext, findings: Iterable[Finding], key: str = "findings", title: str = "report.findings"
) -> Section:
    """Findings as a list of sentences; the internal version says of what each is, where the sentence does not.

    Programs also get the code and the place of each. Without findings the internal version says so, and the public
    section is empty.

    Args:
        context: gives the words and the audience.
        findings: the findings to list.
        key: the key of the part.
        title: the key of the label for its title.
    """
    listed = _listed(context, findings)
    blocks: tuple[Block, ...] = (listed,) if listed else ()
    if not listed and context.internal:
        blocks = (Paragraph(context.words.text("report.nothing_found"), ParagraphRole.NOTE),)
    return Section(key=key, title=context.words.text(title), blocks=blocks)


def all_findings(context: BuildContext, *tables: str) -> Section | None:
    """The findings on some tables, what there is to do before what is worth knowing; in the internal version only.

    Those on no table at all are among them; without tables, all findings are.
    """
    if not context.internal:
        return None
    named = [(finding, _TABLE.match(finding.place)) for finding in context.findings]
    found = [finding for finding, table in named if not tables or table is None or table[1] in tables]
    work = [finding for finding in found if finding.grade is not Grade.NOTE or finding.code in _WORK]
    remarks = [finding for finding in found if finding not in work]
    sections = (_group(context, "to_do", work), _group(context, "to_know", remarks))
    blocks: tuple[Block, ...] = tuple(section for section in sections if section)
    if not blocks:
        # The checks may have found something in other tables.
        blocks = (Paragraph(context.words.text("report.nothing_found_here"), ParagraphRole.NOTE),)
    return Section(key="findings", title=context.words.text("report.findings"), blocks=blocks)


def _group(context: BuildContext, key: str, findings: Iterable[Finding]) -> Section | None:
    listed = _listed(context, findings)
    return Section(key=key, title=context.words.text(f"report.{key}"), blocks=(listed,)) if listed else None


def _listed(context: BuildContext, findings: Iterable[Finding]) -> Items | None:
    """Each sentence once, with everything that it was said of."""
    origins: dict[str, list[Origin]] = {}
    for finding in findings:
        origins.setdefault(_worded(context, finding), []).append(Origin(finding.code, finding.place))
    if not origins:
        return None
    told = tuple(map(tuple, origins.values())) if context.internal else ()
    return Items(tuple(origins), origins=told)


def _worded(context: BuildContext, finding: Finding) -> str:
    """The sentence, after the name of the record where the sentence does not name it."""
    places, words = context.places, context.words
    facts = {
        name: ", ".join(places[fact]) if isinstance(fact, str) and places.get(fact) else fact
        for name, fact in finding.facts.items()
    }
    text = sentence(attrs.evolve(finding, facts=facts), words)
    if not context.internal:
        return text
    names = places.get(finding.place, ())
    missing = [name for name in names[1:] if not is_named(name, text, words)]
    if names and (len(names) == 1 or missing):
        text = f"{', '.join((names[0], *missing))}: {text}"
    # Where it stood in the office's file is what somebody opens to mend it.
    return text if finding.stood is None else f"{text} ({stood_in_words(finding.stood, words)})"


def places_in_words(dossier: Dossier, findings: Iterable[Finding], words: Wording) -> Mapping[str, tuple[str, ...]]:
    """What people call the records that findings are about, by place: the table, then the names in it.

    A record has the code and title that it bears; one without them those of the records that it joins, or the number
    of its row.
    """
    named: dict[str, tuple[str, ...]] = {}
    for finding in findings:
        for place in (finding.place, *(fact for fact in finding.facts.values() if isinstance(fact, str))):
            found = record_at(dossier, place)
            if found is not None:
                table, number, record = found
                names = tuple(names_of(dossier, record, words))
                row = (words.text("report.row", number=number + 1),)
                named[place] = (words.text(f"table_name.{table}"), *(names or row))
    return named
