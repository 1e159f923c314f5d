"""What people need (potřeby): the needs, what is to meet them, by priority, and the SWOT analyses."""

from collections.abc import Iterator
from typing import Final

from socplan import calculations as calc
from socplan.hookspecs import hookimpl
from socplan.model import Dossier, Measure, Need, NeedResponse, Service, SwotKind, Territory
from socplan.report.blocks import Block, ColumnKind, Items, Paragraph, ParagraphRole, Report, Section
from socplan.report.cells import lines
from socplan.report.columns import Col, listing
from socplan.report.kind import BuildContext, ReportKind
from socplan.report.parts import area_figures, paragraphs
from socplan.report.scene import Scene, all_findings, assembled, section, title_facts

_KIND: Final = "needs"


def build(dossier: Dossier, context: BuildContext) -> Report:
    """Build the report on needs."""
    words = context.words
    scene = Scene(dossier=dossier, context=context)
    return assembled(
        _KIND,
        context,
        title=words.text("needs.title"),
        subtitle=dossier.plan.title,
        facts=title_facts(dossier, words, "authority", "territory", "period", "source"),
        parts=(
            _summary(scene),
            section(words, _KIND, "coverage", _coverage(scene)),
            section(words, _KIND, "ranking", _ranking(scene)),
            section(words, _KIND, "areas", *area_figures(scene)),
            section(words, _KIND, "swot", *_swot(scene)),
            all_findings(context),
        ),
    )


def _summary(scene: Scene) -> Section:
    dossier, words = scene.dossier, scene.words
    covered = calc.need_coverage(dossier)
    sentences = []
    if covered:
        sentences.append(words.text("needs.listed", n=len(covered)))
    if dossier.need_responses:
        sentences.append(words.text("needs.by_plan", n=sum(need.by_plan for need in covered)))
        if open_ := sum(not need.responses for need in covered):
            sentences.append(words.text("needs.open", n=open_))
    sentences += _area_sentences(scene)
    if dossier.swot:
        sentences.append(words.text("needs.swot_count", n=len(calc.swot(dossier))))
    lead = " ".join(sentences) or words.text("needs.nothing")
    notes = paragraphs(dossier.plan.note, ParagraphRole.NOTE)
    return section(words, _KIND, "summary", Paragraph(lead, ParagraphRole.LEAD), *notes)


def _area_sentences(scene: Scene) -> Iterator[str]:
    """How much was done in all areas of help in the last period of which something is known, unit by unit."""
    for outputs in calc.area_outputs(scene.dossier):
        told = [
            (period, amount) for period, amount in zip(outputs.periods, outputs.sums, strict=True) if amount.known_part
        ]
        for period, amount in told[-1:]:
            key = "whole" if amount.total is not None else "least"
            yield scene.words.text(
                f"areas.{key}",
                period=period,
                quantity=amount.known,
                unit=outputs.unit,
                n=amount.unknown or amount.parts,
            )


def _coverage(scene: Scene) -> Block | None:
    covered = calc.need_coverage(scene.dossier)
    return listing(
        scene,
        "needs",
        covered,
        Col("code", lambda row: row.need.code, ColumnKind.CODE),
        Col("need", lambda row: lines(row.need.title, row.need.text)),
        Col("target_group", lambda row: row.need.target_group),
        Col("group", lambda row: scene.group_name(row.need.group)),
        Col("territory", lambda row: scene.name_of(Territory, row.need.territory)),
        Col("met_by", lambda row: _answers(scene, row)),
        Col("source", lambda row: row.need.source),
        title=scene.words.text("needs.coverage_title"),
        row_key=lambda row: row.need.id,
    )


def _answers(scene: Scene, covered: calc.NeedCoverage) -> str | None:
    """What is to meet a need, one on each line, or words for nothing."""
    # If the dossier answers no need at all, nothing is known about any need.
    nothing = scene.words.text("needs.unanswered") if scene.dossier.need_responses else None
    return lines(*(_answer(scene, response) for response in covered.responses)) or nothing


def _answer(scene: Scene, response: NeedResponse) -> str | None:
    service, measure = scene.name_of(Service, response.service), scene.title_of(Measure, response.measure)
    return "; ".join(filter(None, (service, measure, response.text))) or None


def _ranking(scene: Scene) -> Block | None:
    def title(response: NeedResponse) -> str | None:
        need = scene.dossier.get(Need, response.need)
        return need.title if need else None

    return listing(
        scene,
        "ranking",
        calc.ranking(scene.dossier),
        Col("priority", lambda response: response.priority, ColumnKind.COUNT),
        Col("met_by", lambda response: _answer(scene, response)),
        Col("need", title),
        title=scene.words.text("needs.ranking_title"),
    )


def _swot(scene: Scene) -> Iterator[Section]:
    words = scene.words
    for group, items in calc.swot(scene.dossier).items():
        key = group or "whole"
        title = scene.group_name(group) or words.text("needs.swot_whole")
        blocks: list[Block] = []
        for kind in SwotKind:
            listed: Block = Items(tuple(item.text for item in items[kind]))
            if not items[kind]:
                listed = Paragraph(words.text("value.unknown"), ParagraphRole.NOTE)
            blocks.append(
                Section(key=f"swot_{key}_{kind.value}", title=words.text(f"swot.{kind.value}"), blocks=(listed,))
            )
        yield Section(key=f"swot_{key}", title=title, blocks=tuple(blocks))


@hookimpl
def register_reports() -> tuple[ReportKind, ...]:
    """Offer the report on needs."""
    return (ReportKind(name=_KIND, label="needs.name", build=build),)
