"""What people need (potřeby): the SWOT analyses, the needs and what is to meet them, in order of urgency."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from socplan.calculations import NeedCoverage, need_coverage, ranking, swot
from socplan.hookspecs import hookimpl
from socplan.labels import Wording
from socplan.model import Dossier, Measure, Need, NeedResponse, Service, SwotKind, Territory
from socplan.report.blocks import Block, ColumnKind, Items, Paragraph, ParagraphRole, Report, Row, Section
from socplan.report.kind import BuildContext, ReportKind
from socplan.report.shared import (
    ColumnSpec,
    assembled,
    coded_title,
    findings_section,
    group_name,
    paragraphs,
    section,
    table,
    title_facts,
)

__all__ = ["build", "register_reports"]

_KIND: Final = "needs"


def build(dossier: Dossier, context: BuildContext) -> Report:
    """Build the report on needs."""
    words = context.words
    facts = [fact for fact in title_facts(dossier, words) if fact.key in ("authority", "territory", "period", "source")]
    return assembled(
        _KIND,
        context,
        title=words.text("needs.title"),
        subtitle=dossier.plan.title,
        facts=facts,
        parts=(
            _summary(dossier, words),
            section(words, _KIND, "coverage", *_coverage(dossier, words)),
            section(words, _KIND, "ranking", _ranking(dossier, words)),
            section(words, _KIND, "swot", *_swot(dossier, words)),
            findings_section(context, context.findings) if context.internal else None,
        ),
    )


def _summary(dossier: Dossier, words: Wording) -> Section:
    covered = need_coverage(dossier)
    sentences = []
    if covered:
        sentences.append(words.text("needs.listed", n=len(covered)))
    if dossier.need_responses:
        by_plan = sum(one.by_plan for one in covered)
        sentences.append(words.text("needs.by_plan", n=by_plan))
        if open_ := sum(not one.responses for one in covered):
            sentences.append(words.text("needs.open", n=open_))
    if dossier.swot:
        sentences.append(words.text("needs.swot_count", n=len(swot(dossier))))
    lead = " ".join(sentences) or words.text("needs.nothing")
    notes = paragraphs(dossier.plan.note, ParagraphRole.NOTE)
    return section(words, _KIND, "summary", Paragraph(lead, ParagraphRole.LEAD), *notes)


def _coverage(dossier: Dossier, words: Wording) -> Iterator[Block | None]:
    rows = [
        Row(
            (
                one.need.code,
                "\n".join(filter(None, (one.need.title, one.need.text))),
                one.need.target_group,
                group_name(dossier, one.need.group, words),
                _territory(dossier, one.need),
                _answers(dossier, words, one),
                one.need.source,
            ),
            key=one.need.id,
        )
        for one in need_coverage(dossier)
    ]
    columns: list[ColumnSpec] = [("code", ColumnKind.CODE), "need", "target_group", "group", "territory"]
    columns += ["met_by", "source"]
    yield table(words, "needs", words.text("needs.coverage_title"), columns, rows)


def _territory(dossier: Dossier, need: Need) -> str | None:
    found = dossier.get(Territory, need.territory) if need.territory else None
    return found.name if found else None


def _answers(dossier: Dossier, words: Wording, covered: NeedCoverage) -> str | None:
    """What is to meet a need, one thing a line; that nothing is is said in words."""
    told = [_named(dossier, response) for response in covered.responses]
    # Where the dossier answers no need at all, nothing is known of any.
    nothing = words.text("needs.unanswered") if dossier.need_responses else None
    return "\n".join(one for one in told if one) or nothing


def _named(dossier: Dossier, response: NeedResponse) -> str | None:
    measure = dossier.get(Measure, response.measure) if response.measure else None
    service = dossier.get(Service, response.service) if response.service else None
    told = (service.name if service else None, coded_title(measure) if measure else None, response.text)
    return "; ".join(part for part in told if part) or None


def _ranking(dossier: Dossier, words: Wording) -> Block | None:
    rows = []
    for response in ranking(dossier):
        need = dossier.get(Need, response.need)
        rows.append(Row((response.priority, _named(dossier, response), need.title if need else None), key=response.id))
    columns = (("priority", ColumnKind.COUNT), "met_by", "need")
    return table(words, "ranking", words.text("needs.ranking_title"), columns, rows)


def _swot(dossier: Dossier, words: Wording) -> Iterator[Section]:
    for group, items in swot(dossier).items():
        key = group or "whole"
        title = group_name(dossier, group, words) or words.text("needs.swot_whole")
        blocks: list[Block] = []
        for kind in SwotKind:
            told: Block = Items(tuple(item.text for item in items[kind]))
            if not items[kind]:
                told = Paragraph(words.text("value.unknown"), ParagraphRole.NOTE)
            blocks.append(
                Section(key=f"swot_{key}_{kind.value}", title=words.text(f"swot.{kind.value}"), blocks=(told,))
            )
        yield Section(key=f"swot_{key}", title=title, blocks=tuple(blocks))


@hookimpl
def register_reports() -> tuple[ReportKind, ...]:
    """Offer the report on needs."""
    return (ReportKind(name=_KIND, label="needs.name", build=build),)
