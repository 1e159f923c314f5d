"""What every report kind does alike: the title block, parts that may be empty, what the checks found."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from socplan.calculations import Bucket, Subject
from socplan.checks import Finding, sentence
from socplan.labels import Wording
from socplan.model import Dossier, Goal, Measure, Territory
from socplan.report.blocks import Block, Fact, Items, Paragraph, ParagraphRole, Report, Section
from socplan.report.kind import BuildContext

__all__ = ["assembled", "coded_title", "findings_section", "subject_name", "title_facts"]

#: The words that any exporter may need, under the keys that stand after ``word.`` in the labels.
_WORDS: Final = (
    "unknown",
    "not_applicable",
    "yes",
    "no",
    "open",
    "contents",
    "page",
    "of",
    "warning",
)


def assembled(
    kind: str,
    context: BuildContext,
    *,
    title: str,
    parts: Iterable[Section | None],
    subtitle: str | None = None,
    facts: Iterable[Fact] = (),
) -> Report:
    """A report of its parts; those that are ``None`` or without blocks are left out.

    In the internal version an empty part stays and says in one line that there are no data for it.
    """
    kept = []
    for part in parts:
        if part is not None and part.blocks:
            kept.append(part)
        elif part is not None and context.internal:
            nothing = Paragraph(context.words.text("report.no_data"), ParagraphRole.NOTE)
            kept.append(Section(key=part.key, title=part.title, blocks=(nothing,)))
    return Report(
        kind=kind,
        locale=context.words.locale,
        audience=context.audience,
        title=title,
        subtitle=subtitle,
        facts=tuple(facts),
        parts=tuple(kept),
        words={word: context.words.text(f"word.{word}") for word in _WORDS},
    )


def title_facts(dossier: Dossier, words: Wording) -> tuple[Fact, ...]:
    """The title block of a plan: authority, territory, period, approval, state, source; what is unknown is left out."""
    plan = dossier.plan
    territory = dossier.get(Territory, plan.territory) if plan.territory else None
    has_period = plan.period.start is not None or plan.period.end is not None
    facts = (
        Fact("authority", words.text("fact.authority"), plan.authority),
        Fact("territory", words.text("fact.territory"), territory.name if territory else None),
        Fact("period", words.text("fact.period"), plan.period if has_period else None),
        Fact("approved_by", words.text("fact.approved_by"), plan.approved_by),
        Fact("approved", words.text("fact.approved"), plan.approved),
        Fact("prepared", words.text("fact.prepared"), plan.prepared),
        Fact("source", words.text("fact.source"), plan.source),
    )
    return tuple(fact for fact in facts if fact.value is not None)


def coded_title(item: Goal | Measure) -> str:
    """The code as printed and the title; the title alone where there is no code."""
    return f"{item.code} {item.title}" if item.code else item.title


def subject_name(subject: Subject, words: Wording) -> str:
    """What a row of counts is called: the group under its code, the goal, the territory, or the common row."""
    if isinstance(subject, Bucket):
        return words.text(f"bucket.{subject.value}")
    if isinstance(subject, Goal):
        return coded_title(subject)
    code = subject.code if not isinstance(subject, Territory) else None
    return f"{code} {subject.name}" if code else subject.name


def findings_section(context: BuildContext, findings: Iterable[Finding], key: str = "findings") -> Section:
    """What the checks found, in the language of the document; places stand in the internal version alone."""

    def worded(found: Finding) -> str:
        said = sentence(found, context.words)
        return f"{said} ({found.place}, {found.code})" if context.internal else said

    said = tuple(dict.fromkeys(map(worded, findings)))
    blocks: tuple[Block, ...] = (Items(said),) if said else ()
    return Section(key=key, title=context.words.text("report.findings"), blocks=blocks)
