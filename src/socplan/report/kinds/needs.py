"""What people need (potřeby): the needs, what is to meet them, by priority, and the SWOT analyses."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from socplan import calculations as calc
from socplan.hookspecs import hookimpl
from socplan.labels import Wording
from socplan.model import (
    Dossier,
    Measure,
    Need,
    NeedResponse,
    Respondents,
    Service,
    Survey,
    SwotItem,
    SwotKind,
    Territory,
)
from socplan.report.blocks import Block, Paragraph, ParagraphRole, Report, Section
from socplan.report.cells import kind_name, lines, misses_whole, share
from socplan.report.columns import Col, listing
from socplan.report.findings import all_findings
from socplan.report.kind import BuildContext, ReportKind
from socplan.report.markdown import rich_blocks
from socplan.report.parts import area_figures
from socplan.report.scene import Scene, assembled, for_period, section, title_facts
from socplan.report.tables import ColumnKind, RowRole, Table
from socplan.report.units import amount

_KIND: Final = "needs"
#: The tables that the report draws on: findings on these stand in its internal version.
_TABLES: Final = ("swot", "needs", "need_responses", "surveys", "survey_results")
#: The most needs without an answer that a sentence names.
_FEW_NEEDS: Final = 3
#: The halves of a SWOT field, one above the other.
_FIELD: Final[Mapping[str, tuple[SwotKind, ...]]] = {
    "inside": (SwotKind.STRENGTH, SwotKind.WEAKNESS),
    "outside": (SwotKind.OPPORTUNITY, SwotKind.THREAT),
}


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
            section(words, _KIND, "surveys", *(_survey(scene, survey) for survey in _surveys(dossier))),
            section(words, _KIND, "swot", *_swot(scene)),
            all_findings(context, *_TABLES),
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
        sentences += _open(words, [row.need for row in covered if not row.responses])
    more = [*_area_sentences(scene)]
    funnels = ((survey, _funnel_text(scene, survey)) for survey in _surveys(dossier))
    more += (
        f"{words.text('needs.survey', survey=survey.title)} {text[0].lower()}{text[1:]}"
        for survey, text in funnels
        if text
    )
    if dossier.swot:
        more.append(words.text("needs.swot_count", n=len(calc.swot(dossier))))
    said = [text for text in (" ".join(sentences), " ".join(more)) if text]
    lead, *rest = said or [words.text("needs.nothing")]
    return section(words, _KIND, "summary", Paragraph(lead, ParagraphRole.LEAD), *map(Paragraph, rest))


def _open(words: Wording, needs: Sequence[Need]) -> Iterator[str]:
    """The needs that nothing is to meet: a few by their names."""
    if 0 < len(needs) <= _FEW_NEEDS:
        names = "; ".join(" ".join(filter(None, (need.code, need.title))) for need in needs)
        yield words.text("needs.open_named", n=len(needs), needs=names)
    elif needs:
        yield words.text("needs.open", n=len(needs))


def _area_sentences(scene: Scene) -> Iterator[str]:
    """How much was done in all areas of help in the last period of which something is known, unit by unit."""
    for outputs in calc.area_outputs(scene.dossier):
        told = [
            (period, total) for period, total in zip(outputs.periods, outputs.sums, strict=True) if total.known_part
        ]
        for period, total in told[-1:]:
            key = "whole" if total.total is not None else "least"
            yield scene.words.text(
                f"areas.{key}",
                when=for_period(period, scene.words),
                amount=amount(scene.words, total.known, outputs.unit),
                n=total.unknown or total.parts,
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


# What citizens, users and providers say


def _surveys(dossier: Dossier) -> list[Survey]:
    """The surveys of others than municipalities, whose answers are about money."""
    return [survey for survey in dossier.ordered(Survey) if survey.respondents is not Respondents.MUNICIPALITIES]


def _funnel_text(scene: Scene, survey: Survey) -> str:
    """How many questionnaires were given out, came back, were left out and used, as far as known."""
    words, funnel = scene.words, calc.survey_funnel(scene.dossier, survey)
    rate, sentences = share(funnel.return_share), []
    if funnel.sent is not None:
        sentences.append(words.text("needs.sent", n=funnel.sent))
    if funnel.returned is not None:
        key = "needs.returned_share" if rate else "needs.returned"
        percent = words.percent(rate.value) if rate else None
        sentences.append(words.text(key, n=funnel.returned, percent=percent))
    left_out = calc.Sum.of((row.count for row in funnel.excluded), 0)
    if left_out.known:
        key = "needs.left_out" if left_out.total is not None else "needs.left_out_least"
        sentences.append(words.text(key, n=left_out.known))
    if funnel.used is not None:
        sentences.append(words.text("needs.used", n=funnel.used))
    return " ".join(sentences)


def _survey(scene: Scene, survey: Survey) -> Section:
    words = scene.words
    blocks: list[Block | None] = [
        Paragraph(words.text("needs.respondents", who=kind_name(words, survey.respondents))),
        Paragraph(_funnel_text(scene, survey) or words.text("needs.survey_untold")),
        *rich_blocks(survey.note),
        _funnel(scene, survey),
    ]
    for number, result in enumerate(calc.question_results(scene.dossier, survey), start=1):
        blocks.append(_question(scene, f"question_{survey.id}_{number}", result))
    return Section(key=f"survey_{survey.id}", title=survey.title, blocks=tuple(block for block in blocks if block))


def _funnel(scene: Scene, survey: Survey) -> Block | None:
    words, funnel = scene.words, calc.survey_funnel(scene.dossier, survey)
    rows: list[tuple[str, int | None, RowRole]] = [(words.text("needs.step.sent"), funnel.sent, RowRole.BODY)]
    rows += [
        (words.text("needs.step.channel", channel=words.text(f"channel.{channel.value}")), count, RowRole.BODY)
        for channel, count in funnel.by_channel.items()
    ]
    rows.append((words.text("needs.step.returned"), funnel.returned, RowRole.DERIVED))
    rows += [(words.text("needs.step.left_out", reason=row.reason), row.count, RowRole.BODY) for row in funnel.excluded]
    rows.append((words.text("needs.step.used"), funnel.used, RowRole.DERIVED))
    return listing(
        scene,
        f"funnel_{survey.id}",
        rows if funnel.by_channel or funnel.excluded else (),
        Col("step", lambda row: row[0], head=words.text("needs.step")),
        Col("questionnaires", lambda row: row[1], ColumnKind.COUNT),
        title=words.text("needs.funnel_title"),
        row_key=lambda _: None,
        role=lambda row: row[2],
    )


def _question(scene: Scene, key: str, result: calc.QuestionResult) -> Block | None:
    """The answers to a question, with their shares in the questionnaires used."""
    words = scene.words
    shares = [each for answer in result.answers if (each := share(result.share_of(answer))) is not None]
    noted = "share_note_several" if sum(each.exact or 0 for each in shares) > 1 else "share_note"
    return listing(
        scene,
        key,
        result.answers,
        Col("answer", lambda row: row.answer or words.text("needs.no_answer")),
        Col("questionnaires", lambda row: row.count, ColumnKind.COUNT),
        Col("share", lambda row: share(result.share_of(row)), ColumnKind.PERCENT, unit="%"),
        title=result.question,
        notes=(
            words.text(f"needs.{noted}", used=result.used) if shares else None,
            scene.rounding_text() if misses_whole(shares) else None,
        ),
    )


# Strengths, weaknesses, opportunities, threats


def _swot(scene: Scene) -> Iterator[Section]:
    """The field of each analysis: what is inside above what comes from outside, what helps beside what harms."""
    words = scene.words
    for group, items in calc.swot(scene.dossier).items():
        key = group or "whole"
        title = scene.group_name(group) or words.text("needs.swot_whole")
        halves = (_quadrants(scene, f"swot_{key}_{place}", items, kinds) for place, kinds in _FIELD.items())
        yield Section(key=f"swot_{key}", title=title, blocks=tuple(half for half in halves if half))


def _quadrants(
    scene: Scene, key: str, items: Mapping[SwotKind, tuple[SwotItem, ...]], kinds: tuple[SwotKind, ...]
) -> Table | None:
    """Two quadrants beside each other, with their names above them."""
    words = scene.words
    names = {kind: words.text(f"swot.{kind.value}") for kind in kinds}

    def told(kind: SwotKind) -> str | None:
        texts = [item.text for item in items[kind]]
        return "\n".join(f"• {text}" for text in texts) if len(texts) > 1 else lines(*texts)

    return listing(
        scene,
        key,
        [{kind: told(kind) for kind in kinds}],
        *(_quadrant(kind, name) for kind, name in names.items()),
        title=words.listed(names.values()),
        row_key=lambda _: None,
        captioned=False,
    )


def _quadrant(kind: SwotKind, name: str) -> Col[Mapping[SwotKind, str | None]]:
    return Col(kind.value, lambda row: row[kind], head=name, essential=True)


@hookimpl
def register_reports() -> tuple[ReportKind, ...]:
    """Offer the report on needs."""
    return (ReportKind(name=_KIND, label="needs.name", build=build),)
