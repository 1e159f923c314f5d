"""How the plan fits other plans (provázanost plánů): what serves what, both ways, and whether they are comparable."""

from collections.abc import Iterator
from typing import Final

from socplan import calculations as calc
from socplan.errors import OptionError
from socplan.hookspecs import hookimpl
from socplan.labels import Wording
from socplan.model import Dossier, OtherPlan, Period, Plan, PlanRelation, PlanScope, Territory
from socplan.report.blocks import Block, Items, Paragraph, ParagraphRole, Report, Section
from socplan.report.cells import any_rounded, coded_title, known, share, some_of
from socplan.report.columns import Col, listing
from socplan.report.findings import all_findings
from socplan.report.kind import BuildContext, Option, ReportKind
from socplan.report.kinds.alignment.links import links_section
from socplan.report.kinds.alignment.plans import KIND, AlignmentScene, coverage_text, linked, plan_section
from socplan.report.scene import assembled, section, title_facts
from socplan.report.tables import NA, Cell, ColumnKind, Figure, FigureKind, Series, Table

#: The tables that the report draws on: findings on these stand in its internal version.
_TABLES: Final = ("plan", "goals", "measures", "statuses", "other_plans", "other_goals", "other_codes", "plan_links")
#: A table with a column for each plan fits a page up to this number of plans.
_MOST_COLUMNS: Final = 4
#: The summary has a sentence for each plan up to this number of plans.
_MOST_SENTENCES: Final = 3


def build(dossier: Dossier, context: BuildContext, *, plan: str | None) -> Report:
    """Build the report on how the plan fits another plan, by default all that the dossier names.

    Raises:
        OptionError: the dossier names no such plan.
    """
    words = context.words
    aligned_plans = calc.alignments(dossier)
    if plan is not None and plan not in {aligned.plan.id for aligned in aligned_plans}:
        identifiers = ", ".join(aligned.plan.id for aligned in aligned_plans) or "none"
        raise OptionError(KIND, "plan", f"no plan {plan} (other plans: {identifiers})", ("plan",))
    scene = AlignmentScene(
        dossier=dossier,
        context=context,
        alignments=tuple(aligned for aligned in aligned_plans if plan in {None, aligned.plan.id}),
        chosen=plan is not None,
    )
    facts = title_facts(dossier, words, "authority", "territory", "period", "source")
    return assembled(
        KIND,
        context,
        title=words.text("alignment.title"),
        subtitle=dossier.plan.title,
        facts=facts,
        parts=(
            _summary(scene),
            section(words, KIND, "hierarchy", _hierarchy(scene)),
            section(words, KIND, "reach", *_reach(scene)) if len(scene.lower) > 1 else None,
            links_section(scene, "upward", scene.upward),
            links_section(scene, "lower", scene.lower),
            *(plan_section(scene, aligned) for aligned in scene.alignments),
            all_findings(context, *_TABLES),
        ),
    )


# In short


def _summary(scene: AlignmentScene) -> Section:
    words = scene.words
    if not scene.alignments:
        nothing = Paragraph(words.text("alignment.nothing"), ParagraphRole.LEAD)
        return section(words, KIND, "summary", nothing)
    mapped = [aligned for aligned in scene.alignments if aligned.is_mapped]
    texts = [
        words.text("alignment.about", plan=aligned.plan.title, text=coverage_text(aligned, words)) for aligned in mapped
    ]
    lead = _about_plan(scene, scene.alignments[0]) if scene.chosen else _about_all(scene, mapped)
    return section(
        words,
        KIND,
        "summary",
        Paragraph(" ".join(lead), ParagraphRole.LEAD),
        Items(tuple(texts)) if 0 < len(texts) <= _MOST_SENTENCES and not scene.chosen else None,
        *(Paragraph(text) for text in (() if scene.chosen else _unserved(scene))),
        *_coverage(scene, in_words=0 < len(texts) <= _MOST_SENTENCES),
    )


def _about_all(scene: AlignmentScene, mapped: list[calc.Alignment]) -> Iterator[str]:
    words, count = scene.words, len(scene.alignments)
    yield words.text("alignment.plans", n=count)
    if len(mapped) == count:
        yield words.text("alignment.all_mapped", n=count)
    elif mapped:
        yield words.text("alignment.mapped", n=len(mapped))
    elif any(aligned.outside for aligned in scene.alignments):
        yield words.text("alignment.only_outside")
    else:
        yield words.text("alignment.none_mapped", n=count)
    below = calc.serving_total(scene.lower).known
    if len(mapped) > _MOST_SENTENCES and below.total:
        yield words.text("alignment.below", n=below.count, total=below.total)


def _about_plan(scene: AlignmentScene, aligned: calc.Alignment) -> Iterator[str]:
    yield scene.words.text("alignment.chosen", plan=aligned.plan.title)
    yield linked(scene, aligned)


def _unserved(scene: AlignmentScene) -> Iterator[str]:
    """The goals that no lower plan serves, and those where it is not known."""
    reach = calc.goal_reach(scene.alignments)
    for served, key in ((False, "goals_unserved"), (None, "goals_unknown")):
        goals = [row.goal.code or row.goal.title for row in reach if row.is_served is served]
        if goals:
            yield scene.words.text(
                f"alignment.{key}", n=len(goals), total=len(reach), goals=some_of(scene.words, goals, ", ")
            )


def _coverage(scene: AlignmentScene, *, in_words: bool) -> Iterator[Block | None]:
    """How many items of each plan serve and are served, and how they were counted.

    Where sentences give the counts, a picture is enough.
    """
    words = scene.words
    ways = {"upward": ("served", "serving"), "lower": ("serving", "served")}
    mapped = False
    for way, sides in ways.items():
        aligned_plans = scene.lower if way == "lower" else scene.upward
        if any(aligned.is_mapped for aligned in aligned_plans):
            table = _coverage_table(scene, way, sides, aligned_plans)
            # One picture is enough: that of the plans this one serves, else that of the plans that serve it.
            if table is not None and not mapped:
                yield _picture(scene, table, aligned_plans, alone=in_words)
            elif not in_words or len(aligned_plans) > 1:
                yield table
            mapped = True
    if mapped:
        yield Paragraph(words.text("alignment.rule"), ParagraphRole.NOTE)
        plans = (aligned for aligned in (*scene.upward, *scene.lower) if aligned.is_mapped)
        if any_rounded(share(side.share) for aligned in plans for side in (aligned.served, aligned.serving)):
            yield Paragraph(words.text("alignment.rounded"), ParagraphRole.NOTE)


def _coverage_table(
    scene: AlignmentScene, way: str, sides: tuple[str, str], aligned_plans: tuple[calc.Alignment, ...]
) -> Table | None:
    words = scene.words
    total = calc.serving_total(aligned_plans)
    summed = way == "lower" and len(aligned_plans) > 1
    known_total = summed and total.unknown and total.known.total
    return listing(
        scene,
        way,
        [aligned for aligned in aligned_plans if aligned.is_mapped],
        Col("plan", lambda row: row.plan.title),
        *_side(words, way, sides[0], total.coverage),
        *_side(words, way, sides[1], None),
        title=words.text("alignment.chosen_title" if scene.chosen else f"alignment.{way}_title"),
        notes=(
            words.text("alignment.total_unknown", n=total.unknown) if summed and total.unknown else None,
            words.text("alignment.total_known", n=total.known.count, total=total.known.total) if known_total else None,
        ),
        row_key=lambda row: row.plan.id,
        totals=summed,
    )


def _picture(scene: AlignmentScene, table: Table, aligned_plans: tuple[calc.Alignment, ...], *, alone: bool) -> Figure:
    """The shares of a coverage table as bars."""
    words = scene.words
    told = (
        words.text("alignment.about", plan=aligned.plan.title, text=coverage_text(aligned, words))
        for aligned in aligned_plans
        if aligned.is_mapped
    )
    shares = tuple(Series(column.key) for column in table.columns if column.kind is ColumnKind.PERCENT)
    return Figure(key=table.key, kind=FigureKind.BARS, alt=" ".join(told), table=table, series=shares, alone=alone)


def _side(words: Wording, way: str, side: str, whole: calc.MappingCoverage | None) -> Iterator[Col[calc.Alignment]]:
    """The number of items on one side, the number of linked items, and their share."""

    def part(row: calc.Alignment) -> calc.MappingCoverage:
        return row.served if side == "served" else row.serving

    def head(key: str) -> str:
        return words.text(f"alignment.column.{way}.{side}_{key}")

    total, count, in_all = (whole.total, whole.count, share(whole.share)) if whole else (NA, NA, NA)
    yield Col(f"{side}_total", lambda row: part(row).total, ColumnKind.COUNT, total, head=head("total"))
    yield Col(f"{side}_count", lambda row: part(row).count, ColumnKind.COUNT, count, head=head("count"))
    yield Col(f"{side}_share", lambda row: share(part(row).share), ColumnKind.PERCENT, in_all, head=head("share"))


# The plans


def _hierarchy(scene: AlignmentScene) -> Block | None:
    words = scene.words
    if not scene.alignments:
        return None
    return listing(
        scene,
        "hierarchy",
        _in_order(scene.dossier),
        Col("level", lambda plan: _scope(plan.scope, words)),
        Col("plan", lambda plan: plan.title),
        Col("relation", lambda plan: _relation(plan, words)),
        Col("authority", lambda plan: plan.authority),
        Col("period", lambda plan: known(_period(scene, plan)), ColumnKind.DATE),
        Col("state", lambda plan: _state(plan, words)),
        title=words.text("alignment.hierarchy_title"),
        row_key=lambda plan: f"plan-{plan.id}" if isinstance(plan, OtherPlan) else "own",
    )


def _in_order(dossier: Dossier) -> Iterator[OtherPlan | Plan]:
    """The plans by levels; those that this plan carries on stand before it."""
    for plan in calc.hierarchy(dossier):
        if isinstance(plan, Plan):
            previous = (
                other for other in calc.other_plans_in_order(dossier) if other.relation is PlanRelation.PREVIOUS
            )
            yield from previous
        yield plan


def _relation(plan: OtherPlan | Plan, words: Wording) -> str:
    if isinstance(plan, OtherPlan):
        return words.text(f"plan_relation.{plan.relation.value}")
    return words.text("alignment.own_plan")


def _period(scene: AlignmentScene, plan: OtherPlan | Plan) -> Period:
    return plan.period if isinstance(plan, OtherPlan) else calc.plan_period(scene.dossier)


def _state(plan: OtherPlan | Plan, words: Wording) -> str | None:
    if isinstance(plan, OtherPlan):
        return plan.state
    return words.text("alignment.approved", date=plan.approved) if plan.approved else None


def _scope(scope: PlanScope | None, words: Wording) -> str | None:
    return None if scope is None else words.text(f"plan_scope.{scope.value}")


# Goals that lower plans serve


def _reach(scene: AlignmentScene) -> Iterator[Block | None]:
    words = scene.words
    plans = [row.plan for row in scene.lower]
    reach = calc.goal_reach(scene.alignments)
    unknown = [_short(scene.dossier, row.plan) for row in scene.lower if not row.is_mapped]

    def column(plan: OtherPlan) -> Col[calc.GoalReach]:
        return Col(f"plan_{plan.id}", lambda row: _mark(row, plan), head=_short(scene.dossier, plan))

    keys = {row.goal.id for row in reach}
    note = words.text("alignment.silent", n=len(unknown), plans=some_of(words, unknown, ", ")) if unknown else None
    which: Col[calc.GoalReach] = Col("which", lambda row: _listed(scene, row))
    yield listing(
        scene,
        "reach",
        reach,
        Col("goal", lambda row: coded_title(row.goal)),
        Col("at_least" if unknown else "plans", lambda row: len(row.plans), ColumnKind.COUNT),
        *(map(column, plans) if len(plans) <= _MOST_COLUMNS else (which,)),
        title=words.text("alignment.reach_title"),
        notes=(note,),
        row_key=lambda row: row.goal.id,
        above=lambda row: row.goal.parent if row.depth and row.goal.parent in keys else None,
    )
    for served, key in ((False, "unserved"), (None, "unserved_unknown")):
        titles = tuple(coded_title(row.goal) for row in reach if row.is_served is served)
        if titles:
            yield Section(key=key, title=words.text(f"alignment.{key}"), blocks=(Items(titles),))


def _short(dossier: Dossier, plan: OtherPlan) -> str:
    """The short name of a plan for a column head: its territory, else its authority."""
    territory = dossier.get(Territory, plan.territory)
    return territory.name if territory else plan.authority or plan.title


def _mark(row: calc.GoalReach, plan: OtherPlan) -> bool | None:
    return None if plan in row.unknown else plan in row.plans


def _listed(scene: AlignmentScene, row: calc.GoalReach) -> Cell:
    return ", ".join(_short(scene.dossier, plan) for plan in row.plans) or NA


@hookimpl
def register_reports() -> tuple[ReportKind, ...]:
    """Offer the report on how the plan fits others."""
    option = Option(name="plan", type=str, help="the identifier of another plan; without it all of them")
    return (ReportKind(name=KIND, label="alignment.name", build=build, options=(option,)),)
