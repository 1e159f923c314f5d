"""How the plan fits others (provázanost plánů): what serves what, both ways, and whether they can be compared."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from attrs import frozen

from socplan.calculations import (
    Alignment,
    CodeFit,
    Compatibility,
    GoalReach,
    KindMatch,
    LinkedItem,
    MappingCoverage,
    PeriodFit,
    PeriodMatch,
    PlanItem,
    Reach,
    alignments,
    compatibility,
    goal_reach,
    hierarchy,
    in_order,
    plain_code,
    plan_period,
    serving_total,
)
from socplan.errors import OptionError
from socplan.hookspecs import hookimpl
from socplan.labels import Wording
from socplan.model import (
    Dossier,
    Measure,
    OtherPlan,
    Plan,
    PlanRelation,
    PlanScope,
    StatusMeaning,
    Territory,
)
from socplan.report.blocks import (
    Block,
    Cell,
    Column,
    ColumnKind,
    Items,
    NotApplicable,
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
    findings_section,
    known,
    paragraphs,
    section,
    share,
    table,
    title_facts,
)

__all__ = ["build", "register_reports"]

_KIND: Final = "alignment"
_NA: Final = NotApplicable.NOT_APPLICABLE
#: For so many plans a table with a column each still fits a page.
_MOST_COLUMNS: Final = 4
#: So many plans are told of one by one before the tables.
_MOST_TOLD: Final = 3


@frozen(kw_only=True)
class _Scene(Scene):
    #: Those that are reported on.
    found: tuple[Alignment, ...]
    #: Whether that is one that was chosen; then nothing is said of all.
    chosen: bool

    @property
    def upward(self) -> tuple[Alignment, ...]:
        """Plans that this one serves."""
        return tuple(one for one in self.found if not _is_lower(one))

    @property
    def lower(self) -> tuple[Alignment, ...]:
        """Plans that serve this one."""
        return tuple(one for one in self.found if _is_lower(one))


def _is_lower(one: Alignment) -> bool:
    return one.plan.relation is PlanRelation.LOWER


def build(dossier: Dossier, context: BuildContext, *, plan: str | None) -> Report:
    """Build the report on how the plan fits others, by default all that the dossier names.

    Raises:
        OptionError: the dossier names no plan of that identifier.
    """
    words = context.words
    found = alignments(dossier)
    if plan is not None and plan not in {one.plan.id for one in found}:
        known_ones = ", ".join(one.plan.id for one in found) or "none"
        raise OptionError(_KIND, "plan", f"no plan {plan} (other plans: {known_ones})", ("plan",))
    scene = _Scene(
        dossier=dossier,
        context=context,
        found=tuple(one for one in found if plan in {None, one.plan.id}),
        chosen=plan is not None,
    )
    facts = [fact for fact in title_facts(dossier, words) if fact.key in ("authority", "territory", "period", "source")]
    return assembled(
        _KIND,
        context,
        title=words.text("alignment.title"),
        subtitle=dossier.plan.title,
        facts=facts,
        parts=(
            _summary(scene),
            section(words, _KIND, "hierarchy", _hierarchy(scene)),
            section(words, _KIND, "reach", *_reach(scene)) if len(scene.lower) > 1 else None,
            *(_plan(scene, one) for one in scene.found),
            findings_section(context, context.findings) if context.internal else None,
        ),
    )


# In short


def _summary(scene: _Scene) -> Section:
    words = scene.words
    if not scene.found:
        nothing = Paragraph(words.text("alignment.nothing"), ParagraphRole.LEAD)
        return section(words, _KIND, "summary", nothing, *paragraphs(scene.dossier.plan.note, ParagraphRole.NOTE))
    mapped = [one for one in scene.found if one.is_mapped]
    told = [words.text("alignment.about", plan=one.plan.title, text=_told(one, words)) for one in mapped]
    lead = _of_one(scene, scene.found[0]) if scene.chosen else _of_all(scene, mapped)
    return section(
        words,
        _KIND,
        "summary",
        Paragraph(" ".join(lead), ParagraphRole.LEAD),
        Items(tuple(told)) if 0 < len(told) <= _MOST_TOLD and not scene.chosen else None,
        *(Paragraph(text) for text in (() if scene.chosen else _unserved(scene))),
        *_coverage(scene),
        *paragraphs(scene.dossier.plan.note, ParagraphRole.NOTE),
    )


def _of_all(scene: _Scene, mapped: list[Alignment]) -> Iterator[str]:
    words, count = scene.words, len(scene.found)
    yield words.text("alignment.plans", n=count)
    if len(mapped) == count:
        yield words.text("alignment.all_mapped", n=count)
    elif mapped:
        yield words.text("alignment.mapped", n=len(mapped))
    elif any(one.outside for one in scene.found):
        yield words.text("alignment.only_outside")
    else:
        yield words.text("alignment.none_mapped", n=count)
    below = serving_total(scene.lower).known
    if len(mapped) > _MOST_TOLD and below.total:
        yield words.text("alignment.below", n=below.count, total=below.total)


def _of_one(scene: _Scene, one: Alignment) -> Iterator[str]:
    yield scene.words.text("alignment.chosen", plan=one.plan.title)
    yield _linked(scene, one)


def _linked(scene: _Scene, one: Alignment) -> str:
    """What the links say of two plans, or why they say nothing."""
    words = scene.words
    if one.is_mapped:
        return words.text("alignment.sentence", text=_told(one, words))
    if one.outside:
        return words.text("alignment.only_outside")
    listed = any(goal.plan == one.plan.id for goal in scene.dossier.other_goals)
    return words.text("alignment.not_mapped" if listed else "alignment.not_listed")


def _told(one: Alignment, words: Wording) -> str:
    """The coverage of two plans in words, both ways."""
    way = "lower" if _is_lower(one) else "upward"
    told = [
        words.text(f"alignment.{key}.{way}", n=part.count, total=part.total)
        for key, part in (("served_of", one.served), ("serving_of", one.serving))
        if part.count is not None
    ]
    return "; ".join(told)


def _unserved(scene: _Scene) -> Iterator[str]:
    """Which goals no plan below serves, and of which it is not known."""
    reach = goal_reach(scene.found)
    for served, key in ((False, "goals_unserved"), (None, "goals_unknown")):
        goals = [one.goal.code or one.goal.title for one in reach if one.is_served is served]
        if goals:
            yield scene.words.text(f"alignment.{key}", n=len(goals), total=len(reach), goals=", ".join(goals))


def _coverage(scene: _Scene) -> Iterator[Block | None]:
    """How many serve and are served, plan by plan, and below them once how that was counted."""
    words = scene.words
    ways = {"upward": ("served", "serving"), "lower": ("serving", "served")}
    told = False
    for way, sides in ways.items():
        found = scene.lower if way == "lower" else scene.upward
        if any(one.is_mapped for one in found):
            told = True
            yield _coverage_table(scene, way, sides, found)
    if told:
        yield Paragraph(words.text("alignment.rule"), ParagraphRole.NOTE)
        yield Paragraph(words.text("alignment.rounded"), ParagraphRole.NOTE)


def _coverage_table(scene: _Scene, way: str, sides: tuple[str, str], found: tuple[Alignment, ...]) -> Block | None:
    words = scene.words
    rows = [
        Row((one.plan.title, *(cell for side in sides for cell in _counted(getattr(one, side)))), key=one.plan.id)
        for one in found
    ]
    notes = []
    if any(not one.is_mapped for one in found):
        notes.append(words.text("alignment.not_stated"))
    if way == "lower" and len(found) > 1:
        total = serving_total(found)
        rows.append(Row((words.text("table.total"), *_counted(total.coverage), _NA, _NA, _NA), RowRole.TOTAL))
        if total.unknown:
            notes.append(words.text("alignment.total_unknown", n=total.unknown))
            if total.known.total:
                notes.append(words.text("alignment.total_known", n=total.known.count, total=total.known.total))
    columns: list[ColumnSpec] = ["plan"]
    for side in sides:
        columns += [
            _column(words, f"{side}_total", f"{way}.{side}_total", ColumnKind.COUNT),
            _column(words, f"{side}_count", f"{way}.{side}_count", ColumnKind.COUNT),
            Column(f"{side}_share", words.text("column.share"), ColumnKind.PERCENT),
        ]
    title = words.text("alignment.chosen_title" if scene.chosen else f"alignment.{way}_title")
    return table(words, way, title, columns, rows, notes=notes)


def _column(words: Wording, key: str, label: str, kind: ColumnKind = ColumnKind.TEXT) -> Column:
    return Column(key, words.text(f"alignment.column.{label}"), kind)


def _counted(part: MappingCoverage) -> tuple[Cell, Cell, Cell]:
    return part.total, part.count, share(part.share)


# The plans


def _hierarchy(scene: _Scene) -> Block | None:
    words = scene.words
    if not scene.found:
        return None
    rows = [_level(scene, plan) for plan in hierarchy(scene.dossier)]
    columns: list[ColumnSpec] = ["level", "plan", "relation", "authority", ("period", ColumnKind.DATE), "state"]
    return table(words, "hierarchy", words.text("alignment.hierarchy_title"), columns, rows)


def _level(scene: _Scene, plan: OtherPlan | Plan) -> Row:
    words = scene.words
    if isinstance(plan, OtherPlan):
        relation = words.text(f"plan_relation.{plan.relation.value}")
        state, period, key = plan.state, plan.period, f"plan-{plan.id}"
    else:
        relation = words.text("alignment.own_plan")
        state = words.text("alignment.approved", date=plan.approved) if plan.approved else None
        period, key = plan_period(scene.dossier), "own"
    cells = (_scope(plan.scope, words), plan.title, relation, plan.authority, known(period), state)
    return Row(cells, key=key)


def _scope(scope: PlanScope | None, words: Wording) -> str | None:
    return None if scope is None else words.text(f"plan_scope.{scope.value}")


# Goals that plans below serve


def _reach(scene: _Scene) -> Iterator[Block | None]:
    words = scene.words
    plans = [one.plan for one in scene.lower]
    reach = goal_reach(scene.found)
    matrix = len(plans) <= _MOST_COLUMNS
    unknown = [_short(scene.dossier, one.plan) for one in scene.lower if not one.is_mapped]
    counted = "at_least" if unknown else "plans"
    columns: list[ColumnSpec] = ["goal", (counted, ColumnKind.COUNT)]
    if matrix:
        columns += [Column(f"plan_{plan.id}", _short(scene.dossier, plan)) for plan in plans]
    else:
        columns.append("which")
    keys = {one.goal.id for one in reach}
    rows = [
        Row(
            (
                coded_title(one.goal),
                len(one.plans),
                *((_mark(one, plan) for plan in plans) if matrix else (_listed(scene, one),)),
            ),
            key=one.goal.id,
            above=one.goal.parent if one.depth and one.goal.parent in keys else None,
        )
        for one in reach
    ]
    note = words.text("alignment.silent", n=len(unknown), plans=", ".join(unknown)) if unknown else None
    yield table(words, "reach", words.text("alignment.reach_title"), columns, rows, notes=(note,))
    for served, key in ((False, "unserved"), (None, "unserved_unknown")):
        titles = tuple(coded_title(one.goal) for one in reach if one.is_served is served)
        if titles:
            yield Section(key=key, title=words.text(f"alignment.{key}"), blocks=(Items(titles),))


def _short(dossier: Dossier, plan: OtherPlan) -> str:
    """What a plan is called in the head of a column: where it is for, or whose it is."""
    territory = dossier.get(Territory, plan.territory) if plan.territory else None
    return territory.name if territory else plan.authority or plan.title


def _mark(one: GoalReach, plan: OtherPlan) -> bool | None:
    return None if plan in one.unknown else plan in one.plans


def _listed(scene: _Scene, one: GoalReach) -> Cell:
    return ", ".join(_short(scene.dossier, plan) for plan in one.plans) or _NA


# One plan


def _plan(scene: _Scene, one: Alignment) -> Section:
    words, way = scene.words, "lower" if _is_lower(one) else "upward"
    told = Paragraph(_linked(scene, one), ParagraphRole.TEXT if one.is_mapped else ParagraphRole.NOTE)
    blocks: list[Block | None] = [told]
    if one.is_mapped:
        blocks += [_aims(scene, one, way), _measures(scene, one, way), _notes(scene, one)]
    if one.outside:
        named = ", ".join(dict.fromkeys(map(coded_title, one.outside)))
        outside = words.text("alignment.outside", n=len(one.outside), measures=named)
        blocks.append(Paragraph(outside, ParagraphRole.NOTE))
    blocks += _fit(scene, compatibility(scene.dossier, one.plan))
    if one.plan.source:
        blocks.append(Paragraph(words.text("alignment.source", source=one.plan.source), ParagraphRole.NOTE))
    return Section(
        key=f"plan_{one.plan.id}", title=one.plan.title, blocks=tuple(block for block in blocks if block is not None)
    )


def _aims(scene: _Scene, one: Alignment, way: str) -> Block | None:
    """What is served and by what; of this plan's own aims only those that are."""
    words = scene.words
    shown = [aim for aim in one.aims if way == "upward" or aim.reach is not Reach.NONE]
    rows = [
        Row(
            (coded_title(aim.item), _titles(aim, direct=True), words.text(f"alignment.aim.{aim.reach.value}")),
            key=_key(aim.item),
            above=aim.above and f"goal-{aim.above}",
        )
        for aim in shown
    ]
    columns = (_column(words, "aim", f"{way}.aim"), _column(words, "served_by", f"{way}.served_by"), "reach")
    return table(words, f"aims_{one.plan.id}", words.text(f"alignment.aims_title.{way}"), columns, rows)


def _measures(scene: _Scene, one: Alignment, way: str) -> Block | None:
    words = scene.words
    rows = [
        Row(
            (
                coded_title(item.item),
                _titles(item, direct=bool(item.direct)),
                words.text(f"alignment.measure.{item.reach.value}"),
            ),
            key=_key(item.item),
        )
        for item in one.measures
    ]
    columns = (_column(words, "measure", f"{way}.measure"), _column(words, "serves", f"{way}.serves"), "reach")
    return table(words, f"measures_{one.plan.id}", words.text(f"alignment.measures_title.{way}"), columns, rows)


def _key(item: PlanItem) -> str:
    """A goal and a measure of this plan may bear one identifier; all of another plan's are goals in the dossier."""
    return f"measure-{item.id}" if isinstance(item, Measure) else f"goal-{item.id}"


def _titles(one: LinkedItem, *, direct: bool) -> Cell:
    return "\n".join(map(coded_title, one.direct if direct else one.indirect)) or _NA


def _notes(scene: _Scene, one: Alignment) -> Block | None:
    """What has to be known of single links."""
    words = scene.words
    rows = [Row((coded_title(link.own), coded_title(link.other), link.note)) for link in one.links if link.note]
    columns: list[ColumnSpec] = ["own_item", "other_item", "note"]
    return table(words, f"notes_{one.plan.id}", words.text("alignment.notes_title"), columns, rows)


# Whether they can be compared


def _fit(scene: _Scene, found: Compatibility) -> Iterator[Block | None]:
    words = scene.words
    if found.period.fit is PeriodFit.UNKNOWN and found.statuses is None and found.kinds is None:
        yield Paragraph(words.text("alignment.no_comparison"), ParagraphRole.NOTE)
        return
    rows = [_period_row(found.period, words)]
    rows += [
        Row(
            (
                words.text("alignment.status", status=status.name),
                _NA if status.fit is CodeFit.THERE else _meaning(status.own, words),
                _NA if status.fit is CodeFit.HERE else _meaning(status.other, words),
                words.text(f"code_fit.{status.fit.value}"),
            )
        )
        for status in found.statuses or ()
    ]
    if found.kinds:
        rows.append(_kinds_row(scene, found.kinds))
    unknown = [
        words.text(f"alignment.no_{key}")
        for key, value in (("statuses", found.statuses), ("kinds", found.kinds))
        if value is None
    ]
    if found.kinds and found.kinds.unknown:
        unknown.append(words.text("alignment.kinds_unknown", n=found.kinds.unknown))
    columns: list[ColumnSpec] = ["compared", "here", "there", "result"]
    yield table(words, f"fit_{found.plan.id}", words.text("alignment.fit_title"), columns, rows, notes=unknown)


def _period_row(match: PeriodMatch, words: Wording) -> Row:
    result = words.text(f"period_fit.{match.fit.value}")
    if match.years and match.fit is not PeriodFit.UNKNOWN:
        result = words.text("alignment.common", fit=result, n=match.years)
    return Row((words.text("alignment.period"), known(match.own), known(match.other), result))


def _meaning(meaning: StatusMeaning | None, words: Wording) -> str | None:
    return None if meaning is None else words.text(f"meaning.{meaning.value}")


def _kinds_row(scene: _Scene, match: KindMatch) -> Row:
    words = scene.words
    named: dict[str, list[str]] = {}
    for kind in in_order(scene.dossier.service_kinds):
        if kind.code:
            named.setdefault(plain_code(kind.code), []).append(kind.name)
    result = [words.text("alignment.kinds_both", count=len(match.both))]
    for key, kinds in (("kinds_here", match.here), ("kinds_there", match.there)):
        if kinds:
            listed = (" ".join((code, " / ".join(dict.fromkeys(named.get(plain_code(code), ()))))) for code in kinds)
            result.append(words.text(f"alignment.{key}", kinds=", ".join(one.strip() for one in listed)))
    here, there = len(match.both) + len(match.here), len(match.both) + len(match.there)
    return Row((words.text("alignment.kinds"), here, there, "\n".join(result)))


@hookimpl
def register_reports() -> tuple[ReportKind, ...]:
    """Offer the report on how the plan fits others."""
    option = Option(name="plan", type=str, help="the identifier of another plan; without it all of them")
    return (ReportKind(name=_KIND, label="alignment.name", build=build, options=(option,)),)
