"""The explanatory report on an amendment (důvodová zpráva ke změně plánu): what changes, why, by which resolution."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final

import attrs
from attrs import frozen

from socplan import calculations as calc
from socplan.errors import OptionError
from socplan.hookspecs import hookimpl
from socplan.labels.formats import money_text
from socplan.model import Amendment, AmendmentAction, Dossier, Goal, Measure, MeasureKind, Period, Resolution
from socplan.model.dossier import record_types
from socplan.model.record import referred_table
from socplan.report.approval import approval_facts, closing, ended, further_points, passed_text, submitted_resolution
from socplan.report.blocks import Block, Fact, Paragraph, ParagraphRole, Report, Section
from socplan.report.cells import coded_title, known
from socplan.report.columns import Col, listing
from socplan.report.findings import all_findings
from socplan.report.kind import BuildContext, Option, ReportKind
from socplan.report.parts import one_line_list, resolution_table
from socplan.report.scene import Scene, assembled, draft_resolution, section, title_facts
from socplan.report.tables import ColumnKind

_KIND: Final = "amendment"
#: The tables that the report draws on: findings on these stand in its internal version.
_TABLES: Final = ("plan", "amendments", "amendment_items", "measures", "resolutions")


@frozen(kw_only=True)
class _Scene(Scene):
    amendment: Amendment
    measures: tuple[calc.AmendedMeasure, ...]
    resolution: Resolution | None

    def of(self, action: AmendmentAction) -> tuple[calc.AmendedMeasure, ...]:
        return tuple(measure for measure in self.measures if measure.item.action is action)


def build(dossier: Dossier, context: BuildContext, *, amendment: str | None) -> Report:
    """Build the report on an amendment, by default the last one.

    Raises:
        OptionError: the dossier has no amendment, or none with that identifier.
    """
    words = context.words
    chosen = _chosen(dossier, amendment)
    scene = _Scene(
        dossier=dossier,
        context=context,
        amendment=chosen,
        measures=calc.amended_measures(dossier, chosen),
        resolution=dossier.get(Resolution, chosen.resolution),
    )
    title = f"{chosen.code} – {chosen.title}" if chosen.code else chosen.title
    draft, approval = _draft(scene), section(words, _KIND, "approval", _approval(scene))
    return assembled(
        _KIND,
        context,
        title=title,
        subtitle=words.text("amendment.subtitle", plan=dossier.plan.title),
        facts=_facts(scene),
        parts=(
            _summary(scene),
            section(words, _KIND, "reasons", one_line_list(chosen.reasons)),
            section(words, _KIND, "measures", *_measures(scene)),
            section(words, _KIND, "effect", *_effect(scene)),
            approval if draft else None,
            all_findings(context, *_TABLES),
            ended(draft or approval, _closing(scene, draft)),
        ),
    )


def _chosen(dossier: Dossier, name: str | None) -> Amendment:
    ordered = calc.amendments_in_order(dossier)
    fitting = [amendment for amendment in ordered if name in {None, amendment.id}]
    if not fitting:
        known_names = ", ".join(amendment.id for amendment in ordered) or "none"
        problem = "the dossier has no amendment" if name is None else f"no amendment {name}"
        raise OptionError(_KIND, _KIND, f"{problem} (amendments: {known_names})", (_KIND,))
    return fitting[-1]


def _facts(scene: _Scene) -> Iterator[Fact]:
    words = scene.words
    yield from title_facts(scene.dossier, words, "authority", "territory", "period")
    yield Fact("effective", words.text("fact.effective"), scene.amendment.effective)
    yield from approval_facts(scene, scene.resolution)


def _summary(scene: _Scene) -> Section:
    words = scene.words
    counts = {action: len(scene.of(action)) for action in AmendmentAction}
    clauses = [words.text(f"amendment.clause.{action.value}", n=n) for action, n in counts.items() if n]
    title = scene.amendment.code or scene.amendment.title
    sentences = []
    if clauses:
        sentences.append(words.text("amendment.sentence", title=title, clauses=words.listed(clauses)))
    if scene.amendment.prolongs_until:
        sentences.append(words.text("amendment.prolonged", until=scene.amendment.prolongs_until.last_day))
    if scene.amendment.effective:
        sentences.append(words.text("amendment.effective_from", day=scene.amendment.effective))
    else:
        sentences.append(words.text("amendment.draft"))
    cost = None
    if change := _cost_change(scene.measures):
        cost = words.text("amendment.cost_more" if change > 0 else "amendment.cost_less", amount=abs(change))
    lead = Paragraph(" ".join(sentences), ParagraphRole.LEAD)
    return section(words, _KIND, "summary", lead, Paragraph(cost) if cost else None)


def _cost_change(measures: Iterable[calc.AmendedMeasure]) -> Decimal | None:
    """By how much the planned cost of the amended measures changes; ``None`` where one of them has none."""
    parts: list[Decimal | None] = []
    for row in measures:
        if row.item.action is not AmendmentAction.DROPPED:
            parts.append(row.measure.cost)
        if row.item.action is not AmendmentAction.ADDED:
            former = row.measure if row.item.action is AmendmentAction.DROPPED else row.former
            cost = former.cost if former else None
            parts.append(None if cost is None else cost.copy_negate())
    return calc.money_sum(parts).total if parts else None


# Measures


def _measures(scene: _Scene) -> Iterator[Block | None]:
    said = None
    for action in (AmendmentAction.ADDED, AmendmentAction.DROPPED):
        note = scene.cost_note(row.measure for row in scene.of(action))
        yield _listed(scene, action, scene.of(action), note if said is None else None)
        said = said or note
    changed = scene.of(AmendmentAction.CHANGED)
    if changed:
        title = scene.words.text("amendment.changed_title")
        yield Section(key="changed", title=title, blocks=tuple(_changed(scene, changed)))


def _listed(
    scene: _Scene, action: AmendmentAction, measures: Sequence[calc.AmendedMeasure], note: str | None
) -> Block | None:
    words = scene.words
    return listing(
        scene,
        action.value,
        measures,
        Col("code", lambda row: row.measure.code, ColumnKind.CODE),
        Col("measure", lambda row: row.measure.title),
        Col("goal", lambda row: scene.title_of(Goal, row.measure.goal)),
        Col("group", lambda row: scene.subject_name(calc.group_of(scene.dossier, row.measure))),
        Col("responsible", lambda row: row.measure.responsible),
        Col("term", lambda row: known(row.measure.term), ColumnKind.DATE),
        Col("cost", lambda row: row.measure.cost, ColumnKind.MONEY),
        Col("reason", lambda row: row.item.reason),
        title=words.text(f"amendment.{action.value}_title"),
        notes=(note, *(_further(scene, row.measure) for row in measures)),
        row_key=lambda row: row.measure.id,
    )


def _further(scene: _Scene, measure: Measure) -> str | None:
    """What else is known of a measure: for whom, where, and with whom."""
    values = {
        attribute: _shown(scene, measure, attribute, getattr(measure, attribute))
        for attribute in ("target_group", "territory", "partners")
    }
    told = [f"{scene.words.text(f'measure.{name}')} – {value}" for name, value in values.items() if value]
    return f"{measure.code or measure.title}: {'; '.join(told)}." if told else None


def _changed(scene: _Scene, measures: Iterable[calc.AmendedMeasure]) -> Iterator[Block]:
    for row in measures:
        table = _wordings(scene, row)
        title = coded_title(row.measure)
        if row.item.reason:
            yield Paragraph(scene.words.text("amendment.reason", measure=title, reason=row.item.reason))
        key = "amendment.former_unknown" if row.former is None else "amendment.same_wording"
        yield table or Paragraph(scene.words.text(key, measure=title), ParagraphRole.NOTE)


def _wordings(scene: _Scene, amended: calc.AmendedMeasure) -> Block | None:
    """The differences between two wordings of a measure."""
    return listing(
        scene,
        f"changed_{amended.measure.id}",
        amended.changes,
        Col("what", lambda change: scene.words.text(f"measure.{change.attribute}")),
        Col("before", lambda change: _shown(scene, amended.former, change.attribute, change.before)),
        Col("after", lambda change: _shown(scene, amended.measure, change.attribute, change.after)),
        title=coded_title(amended.measure),
    )


def _shown(scene: _Scene, measure: Measure | None, attribute: str, value: object) -> str | None:
    """A value of a measure in words: a record by its name, a missing group as the group of the goal."""
    if value is None and attribute == "group" and measure is not None:
        return scene.subject_name(calc.group_of(scene.dossier, measure))
    if value is None or value == Period():
        return None
    if isinstance(value, Decimal):
        return money_text(value, scene.words.locale)
    if isinstance(value, MeasureKind):
        return scene.words.text(f"measure_kind.{value.value}")
    name = referred_table(attrs.fields_dict(Measure)[attribute])
    record = scene.dossier.get(record_types()[name], value) if name else None
    if record is not None:
        return str(getattr(record, "title", None) or getattr(record, "name", value))
    return scene.words.show(value)


# The effect


def _effect(scene: _Scene) -> Iterator[Block | None]:
    """The plan on the day before the amendment takes effect, and on that day."""
    words = scene.words
    effect = calc.amendment_effect(scene.dossier, scene.amendment)
    if effect is None:
        yield Paragraph(words.text("amendment.no_effect_yet"), ParagraphRole.NOTE)
        return
    same = (effect.goals_before, effect.measures_before) == (effect.goals_after, effect.measures_after)
    if same:
        text = words.text("amendment.counts_same", goals=effect.goals_after, measures=effect.measures_after)
        yield Paragraph(text)
    yield (
        None
        if same
        else listing(
            scene,
            "counts",
            (
                ("goals", effect.goals_before, effect.goals_after),
                ("measures", effect.measures_before, effect.measures_after),
            ),
            Col("what", lambda row: words.text(f"column.{row[0]}")),
            Col("before", lambda row: row[1], ColumnKind.COUNT),
            Col("after", lambda row: row[2], ColumnKind.COUNT),
            title=words.text("amendment.counts_title"),
            row_key=lambda row: row[0],
        )
    )
    # Of the amendment that prolongs the plan the title block says it.
    if effect.period_before != effect.period_after and calc.prolongation(scene.dossier) != scene.amendment:
        text = words.text("amendment.period_changed", before=effect.period_before, after=effect.period_after)
        yield Paragraph(text)


def _approval(scene: _Scene) -> Block | None:
    if scene.resolution is None:
        return None
    title = scene.words.text("amendment.approval_title")
    return resolution_table(scene, "approval", (scene.resolution,), title)


def _draft(scene: _Scene) -> Section | None:
    """The resolution submitted, else a draft, while nobody has decided."""
    resolution = scene.resolution
    decided = resolution is not None and not resolution.is_open
    if decided or scene.amendment.effective is not None:
        return None
    if submitted := submitted_resolution(scene, resolution):
        return submitted
    body = scene.group_name(resolution.body) if resolution else scene.dossier.plan.approved_by
    title = scene.amendment.title
    plan, until, more = scene.dossier.plan.title, scene.amendment.prolongs_until, further_points(scene, resolution)
    if until is not None:
        more = (scene.words.text("amendment.resolution_prolongs", plan=plan, until=until.last_day), *more)
    return draft_resolution(scene.words, body, "amendment.resolution_text", more, title=title, plan=plan)


def _closing(scene: _Scene, draft: Section | None) -> Section | None:
    """The lines for signatures, where it is known which body decides or has decided."""
    passed = passed_text(scene, scene.resolution)
    return closing(scene, passed, draft=passed is None) if passed or draft else None


@hookimpl
def register_reports() -> tuple[ReportKind, ...]:
    """Offer the document on an amendment."""
    option = Option(name="amendment", type=str, help="the identifier of the amendment; without it the last one")
    return (ReportKind(name=_KIND, label="amendment.name", build=build, options=(option,)),)
