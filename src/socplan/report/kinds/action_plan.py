"""The yearly action plan (akční plán): which measures of the plan are worked on, by whom, when, for how much."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

import attrs
import czech_sort
from attrs import frozen

from socplan.calculations import (
    ActionRow,
    Bucket,
    action_cost,
    action_plans_in_order,
    action_rows,
    group_of,
    in_order,
    left_behind,
    measures_in,
)
from socplan.errors import OptionError
from socplan.hookspecs import hookimpl
from socplan.model import ActionPlan, Dossier, Resolution, WorkingGroup
from socplan.report.blocks import (
    Block,
    ColumnKind,
    Fact,
    Items,
    Paragraph,
    ParagraphRole,
    Report,
    Row,
    RowRole,
    Section,
)
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
    paragraphs,
    resolution_table,
    section,
    subject_name,
    table,
    title_facts,
)

__all__ = ["build", "register_reports"]

_KIND: Final = "action-plan"
_WORDS: Final = "action_plan"


@frozen(kw_only=True)
class _Scene(Scene):
    plan: ActionPlan
    rows: tuple[ActionRow, ...]

    @property
    def when(self) -> str:
        period = self.plan.period
        if period.year:
            return self.words.text("action_plan.year", year=str(period.year))
        return (
            self.words.text("action_plan.period", period=period)
            if known(period)
            else self.words.text("action_plan.no_year")
        )

    def by_owner(self) -> Iterator[tuple[WorkingGroup | Bucket, tuple[ActionRow, ...]]]:
        """The rows group by group, in order; common and unassigned ones last."""
        owners = [group_of(self.dossier, row.measure) for row in self.rows]
        for owner in (*in_order(self.dossier.groups), *Bucket):
            own = tuple(row for row, of in zip(self.rows, owners, strict=True) if of == owner)
            if own:
                yield owner, own


def build(dossier: Dossier, context: BuildContext, *, year: int | None) -> Report:
    """Build the action plan of a year, by default the last one.

    Raises:
        OptionError: the dossier has no action plan, or none of that year.
    """
    words = context.words
    chosen = _chosen(dossier, year)
    scene = _Scene(dossier=dossier, context=context, plan=chosen, rows=action_rows(dossier, chosen))
    resolution = dossier.get(Resolution, chosen.resolution) if chosen.resolution else None
    facts = [fact for fact in title_facts(dossier, words) if fact.key in ("authority", "territory", "period")]
    facts.append(Fact("year", words.text("fact.year"), known(chosen.period)))
    open_ = resolution is None or resolution.is_open
    body = group_name(dossier, resolution.body, words) if resolution else dossier.plan.approved_by
    return assembled(
        _KIND,
        context,
        title=chosen.title or words.text("action_plan.title", when=scene.when),
        subtitle=dossier.plan.title,
        facts=tuple(fact for fact in facts if fact.value is not None),
        parts=(
            _summary(scene),
            section(words, _WORDS, "measures", *_measures(scene)),
            section(words, _WORDS, "cost", *_cost(scene)),
            section(words, _WORDS, "not_in", *_not_in(scene)),
            section(words, _WORDS, "approval", _approval(scene, resolution)),
            findings_section(context, context.findings) if context.internal else None,
            draft_resolution(words, body, "action_plan.resolution_text", when=scene.when, plan=dossier.plan.title)
            if open_
            else None,
        ),
    )


def _chosen(dossier: Dossier, year: int | None) -> ActionPlan:
    ordered = action_plans_in_order(dossier)
    found = [one for one in ordered if year is None or year in _years(one)]
    if not found:
        known_ones = ", ".join(f"{one.id} ({one.period.year or 'another period'})" for one in ordered) or "none"
        problem = "the dossier has no action plan" if year is None else f"no action plan of {year}"
        raise OptionError(_KIND, "year", f"{problem} (action plans: {known_ones})", ("year",))
    return found[-1]


def _years(action_plan: ActionPlan) -> set[int]:
    return {edge.year for edge in (action_plan.period.start, action_plan.period.end) if edge}


def _summary(scene: _Scene) -> Section:
    words = scene.words
    cost = action_cost(scene.rows)
    carried = sum(bool(row.carried_over) for row in scene.rows)
    measures = words.text("count.measures", n=len(scene.rows))
    key = "action_plan.sentence" if scene.rows else "action_plan.nothing"
    sentences = [words.text(key, when=scene.when, measures=measures)]
    if carried:
        sentences.append(words.text("action_plan.carried", n=carried))
    if cost.known_part is not None:
        sentences.append(words.text("action_plan.cost_known", total=cost.known_part + Decimal("0.00")))
    if cost.unknown:
        sentences.append(words.text("action_plan.cost_unknown", n=cost.unknown))
    return section(
        words,
        _WORDS,
        "summary",
        Paragraph(" ".join(sentences), ParagraphRole.LEAD),
        *paragraphs(scene.plan.note, ParagraphRole.NOTE),
    )


def _measures(scene: _Scene) -> Iterator[Section]:
    """The measures group by group, in tables of the same columns."""
    words = scene.words
    cells = [
        Row(
            (
                coded_title(row.measure),
                row.item.task,
                row.item.responsible or row.measure.responsible,
                known(row.item.term),
                row.item.cost,
                row.item.funding,
                row.item.priority,
                row.carried_over,
            ),
            key=row.measure.id,
        )
        for row in scene.rows
    ]
    columns: list[ColumnSpec] = ["measure", "task", "responsible", ("term", ColumnKind.DATE)]
    columns += [("cost", ColumnKind.MONEY), "funding", ("priority", ColumnKind.COUNT), "carried_over"]
    whole = table(words, "measures", words.text("action_plan.measures"), columns, cells)
    for owner, rows in scene.by_owner():
        own = {row.measure.id for row in rows}
        key = f"group_{owner.value if isinstance(owner, Bucket) else owner.id}"
        name = subject_name(owner, words)
        title = words.text("action_plan.group_title", group=name, when=scene.when)
        if whole is not None:
            kept = tuple(row for row in whole.rows if row.key in own)
            # The heading right above says whose they are.
            part = attrs.evolve(whole, key=key, title=title, rows=kept, captioned=False)
            yield Section(key=key, title=name, blocks=(part,))


def _cost(scene: _Scene) -> Iterator[Block | None]:
    words = scene.words
    rows = []
    if not scene.rows:
        return
    for owner, own in scene.by_owner():
        cost = action_cost(own)
        rows.append(Row((subject_name(owner, words), len(own), cost.known_part, cost.unknown)))
    cost = action_cost(scene.rows)
    rows.append(Row((words.text("table.total"), cost.parts, cost.known_part, cost.unknown), RowRole.TOTAL))
    counted = ColumnKind.COUNT
    columns = ("group", ("measures", counted), ("known_cost", ColumnKind.MONEY), ("without_cost", counted))
    note = words.text("action_plan.cost_note")
    yield table(words, "cost", words.text("action_plan.cost_title"), columns, rows, notes=(note,))
    yield _funding(scene)


def _funding(scene: _Scene) -> Block | None:
    """The sources that are named, with the measures that count on each."""
    words = scene.words
    named = czech_sort.sorted({row.item.funding for row in scene.rows if row.item.funding})
    rows = []
    for funding in named:
        own = [row for row in scene.rows if row.item.funding == funding]
        cost = action_cost(own)
        rows.append(Row((funding, len(own), cost.known_part, cost.unknown)))
    counted = ColumnKind.COUNT
    columns = ("funding", ("measures", counted), ("known_cost", ColumnKind.MONEY), ("without_cost", counted))
    return table(words, "funding", words.text("action_plan.funding_title"), columns, rows)


def _not_in(scene: _Scene) -> Iterator[Block | None]:
    """Measures that were left behind, and how many of the plan the year does not touch."""
    words = scene.words
    left = left_behind(scene.dossier, scene.plan)
    if left:
        yield Paragraph(words.text("action_plan.left_behind"))
        yield Items(tuple(coded_title(measure) for measure in left))
    in_plan = measures_in(scene.dossier, scene.plan.period)
    untouched = len({one.id for one in in_plan} - {row.measure.id for row in scene.rows})
    if untouched:
        yield Paragraph(words.text("action_plan.untouched", n=untouched, when=scene.when))


def _approval(scene: _Scene, resolution: Resolution | None) -> Block | None:
    if resolution is None:
        return None
    title = scene.words.text("action_plan.approval_title")
    return resolution_table(scene.dossier, scene.words, (resolution,), "approval", title)


@hookimpl
def register_reports() -> tuple[ReportKind, ...]:
    """Offer the action plan."""
    year = Option(name="year", type=int, help="the year of the action plan; without it the last one")
    return (ReportKind(name=_KIND, label="action_plan.name", build=build, options=(year,)),)
