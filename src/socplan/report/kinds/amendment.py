"""The explanatory document of an amendment (důvodová zpráva ke změně plánu): what changes, why, by which resolution."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import attrs
from attrs import frozen

from socplan.calculations import (
    AmendedMeasure,
    amended_measures,
    amendment_effect,
    amendments_in_order,
    group_of,
    resolution_state,
)
from socplan.errors import OptionError
from socplan.hookspecs import hookimpl
from socplan.model import Amendment, AmendmentAction, Dossier, Goal, Measure, Period, Resolution
from socplan.model.dossier import record_types
from socplan.model.record import referred_table
from socplan.report.blocks import Block, Cell, Column, ColumnKind, Fact, Paragraph, ParagraphRole, Report, Row, Section
from socplan.report.kind import BuildContext, Option, ReportKind
from socplan.report.shared import (
    ColumnSpec,
    Scene,
    assembled,
    coded_title,
    draft_resolution,
    findings_section,
    group_name,
    known,
    one_line_list,
    resolution_table,
    section,
    subject_name,
    table,
    title_facts,
)

__all__ = ["build", "register_reports"]

_KIND: Final = "amendment"


@frozen(kw_only=True)
class _Scene(Scene):
    amendment: Amendment
    measures: tuple[AmendedMeasure, ...]
    resolution: Resolution | None

    def of(self, action: AmendmentAction) -> tuple[AmendedMeasure, ...]:
        return tuple(one for one in self.measures if one.item.action is action)


def build(dossier: Dossier, context: BuildContext, *, amendment: str | None) -> Report:
    """Build the document for one amendment, by default the last one.

    Raises:
        OptionError: the dossier has no amendment, or none of that name.
    """
    words = context.words
    chosen = _chosen(dossier, amendment)
    scene = _Scene(
        dossier=dossier,
        context=context,
        amendment=chosen,
        measures=amended_measures(dossier, chosen),
        resolution=dossier.get(Resolution, chosen.resolution) if chosen.resolution else None,
    )
    title = f"{chosen.code} – {chosen.title}" if chosen.code else chosen.title
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
            section(words, _KIND, "approval", _approval(scene)),
            findings_section(context, context.findings) if context.internal else None,
            _draft(scene),
        ),
    )


def _chosen(dossier: Dossier, name: str | None) -> Amendment:
    ordered = amendments_in_order(dossier)
    found = [one for one in ordered if name in {None, one.id}]
    if not found:
        known_names = ", ".join(one.id for one in ordered) or "none"
        problem = "the dossier has no amendment" if name is None else f"no amendment {name}"
        raise OptionError(_KIND, _KIND, f"{problem} (amendments: {known_names})", (_KIND,))
    return found[-1]


def _facts(scene: _Scene) -> Iterator[Fact]:
    words, resolution = scene.words, scene.resolution
    kept = [fact for fact in title_facts(scene.dossier, words) if fact.key in ("authority", "territory", "period")]
    yield from kept
    yield Fact("effective", words.text("fact.effective"), scene.amendment.effective)
    if resolution:
        body = group_name(scene.dossier, resolution.body, words)
        if body:
            yield Fact("approved_by", words.text("fact.approved_by"), body)
        yield Fact("approval", words.text("fact.approval"), _state(scene, resolution))


def _state(scene: _Scene, resolution: Resolution) -> str:
    words = scene.words
    told = words.text(f"resolution_state.{resolution_state(resolution).value}")
    parts = [resolution.number, words.show(resolution.date) if resolution.date else None]
    return ", ".join([told, *(part for part in parts if part)])


def _summary(scene: _Scene) -> Section:
    words = scene.words
    counts = {action: len(scene.of(action)) for action in AmendmentAction}
    clauses = [words.text(f"amendment.clause.{action.value}", n=n) for action, n in counts.items() if n]
    sentences = []
    if clauses:
        sentences.append(words.text("amendment.sentence", clauses=words.listed(clauses)))
    if scene.amendment.prolongs_until:
        sentences.append(words.text("amendment.prolonged", until=scene.amendment.prolongs_until.last_day))
    if scene.amendment.effective:
        sentences.append(words.text("amendment.effective_from", day=scene.amendment.effective))
    else:
        sentences.append(words.text("amendment.draft"))
    return section(words, _KIND, "summary", Paragraph(" ".join(sentences), ParagraphRole.LEAD))


# Measures


def _measures(scene: _Scene) -> Iterator[Block | None]:
    for action in (AmendmentAction.ADDED, AmendmentAction.DROPPED):
        yield _listed(scene, action, scene.of(action))
    changed = scene.of(AmendmentAction.CHANGED)
    if changed:
        title = scene.words.text("amendment.changed_title")
        yield Section(key="changed", title=title, blocks=tuple(_changed(scene, changed)))


def _listed(scene: _Scene, action: AmendmentAction, measures: Iterable[AmendedMeasure]) -> Block | None:
    words = scene.words
    rows = []
    for one in measures:
        measure = one.measure
        goal = scene.dossier.get(Goal, measure.goal)
        cells: tuple[Cell, ...] = (
            measure.code,
            measure.title,
            coded_title(goal) if goal else None,
            subject_name(group_of(scene.dossier, measure), words),
            measure.responsible,
            known(measure.term),
            measure.cost,
            one.item.reason,
        )
        rows.append(Row(cells, key=measure.id))
    columns: list[ColumnSpec] = [
        ("code", ColumnKind.CODE),
        "measure",
        "goal",
        "group",
        "responsible",
        ("term", ColumnKind.DATE),
        ("cost", ColumnKind.MONEY),
        "reason",
    ]
    if rows and all(row.cells[0] is None for row in rows):
        columns, rows = columns[1:], [attrs.evolve(row, cells=row.cells[1:]) for row in rows]
    return table(words, action.value, words.text(f"amendment.{action.value}_title"), columns, rows)


def _changed(scene: _Scene, measures: Iterable[AmendedMeasure]) -> Iterator[Block]:
    words = scene.words
    for one in measures:
        rows = [
            Row(
                (
                    words.text(f"measure.{change.attribute}"),
                    _told(scene, one.former, change.attribute, change.before),
                    _told(scene, one.measure, change.attribute, change.after),
                )
            )
            for change in one.changes
        ]
        columns = ("what", Column("before", words.text("column.before")), Column("after", words.text("column.after")))
        title = coded_title(one.measure)
        found = table(words, f"changed_{one.measure.id}", title, columns, rows)
        if one.item.reason:
            reason = Paragraph(words.text("amendment.reason", measure=title, reason=one.item.reason))
            yield reason
        key = "amendment.former_unknown" if one.former is None else "amendment.same_wording"
        yield found or Paragraph(words.text(key, measure=title), ParagraphRole.NOTE)


def _told(scene: _Scene, measure: Measure | None, attribute: str, value: object) -> str | None:
    """A value of a measure in words; records by their names, and a group that it has from its goal as that."""
    if value is None and attribute == "group" and measure is not None:
        return subject_name(group_of(scene.dossier, measure), scene.words)
    if value is None or value == Period():
        return None
    name = referred_table(attrs.fields_dict(Measure)[attribute])
    record = scene.dossier.get(record_types()[name], value) if name else None
    if record is not None:
        return str(getattr(record, "title", None) or getattr(record, "name", value))
    return scene.words.show(value)


# What comes of it


def _effect(scene: _Scene) -> Iterator[Block | None]:
    """The plan the day before and the day from which the amendment is valid."""
    words = scene.words
    effect = amendment_effect(scene.dossier, scene.amendment)
    if effect is None:
        yield Paragraph(words.text("amendment.no_effect_yet"), ParagraphRole.NOTE)
        return
    number = ColumnKind.COUNT
    counts = [
        Row((words.text("column.goals"), effect.goals_before, effect.goals_after), key="goals"),
        Row((words.text("column.measures"), effect.measures_before, effect.measures_after), key="measures"),
    ]
    columns = ("what", ("before", number), ("after", number))
    yield table(words, "counts", words.text("amendment.counts_title"), columns, counts)
    if effect.period_before != effect.period_after:
        told = words.text("amendment.period_changed", before=effect.period_before, after=effect.period_after)
        yield Paragraph(told)


def _approval(scene: _Scene) -> Block | None:
    if scene.resolution is None:
        return None
    title = scene.words.text("amendment.approval_title")
    return resolution_table(scene.dossier, scene.words, (scene.resolution,), "approval", title)


def _draft(scene: _Scene) -> Section | None:
    """What is to be decided, as long as nobody has."""
    resolution = scene.resolution
    decided = resolution is not None and not resolution.is_open
    if decided or scene.amendment.effective is not None:
        return None
    body = group_name(scene.dossier, resolution.body, scene.words) if resolution else scene.dossier.plan.approved_by
    title = scene.amendment.title
    return draft_resolution(scene.words, body, "amendment.resolution_text", title=title, plan=scene.dossier.plan.title)


@hookimpl
def register_reports() -> tuple[ReportKind, ...]:
    """Offer the document on an amendment."""
    option = Option(name="amendment", type=str, help="the identifier of the amendment; without it the last one")
    return (ReportKind(name=_KIND, label="amendment.name", build=build, options=(option,)),)
