"""The plan in short: how many goals and measures, on which levels, of which groups."""

from collections import Counter
from collections.abc import Iterable
from typing import Final

from socplan import calculations as calc
from socplan.labels import Wording
from socplan.model import Dossier, Goal, Measure, WorkingGroup
from socplan.report.blocks import Block, Paragraph, ParagraphRole, Section
from socplan.report.cells import coded_title, known
from socplan.report.columns import Col, listing
from socplan.report.kinds.plan.scene import KIND, PlanScene, counts_text, whole_measures
from socplan.report.scene import section
from socplan.report.tables import NA, Cell, ColumnKind

#: The most goals on the first page.
_MOST_GOALS: Final = 12


def summary(scene: PlanScene) -> Section:
    """The numbers in a sentence or two, and by group in a table."""
    dossier, words, owned = scene.dossier, scene.words, scene.owned
    # Goals or measures that are not listed are not said to be none.
    counts = counts_text(words, len(dossier.goals), len(whole_measures(dossier.measures)))
    # The time that the plan was made for, which its title names; how much longer it is valid is a sentence of its own.
    amendment = calc.prolongation(dossier)
    period = dossier.plan.period if amendment else calc.plan_period(dossier)
    key = "plan.sentence_period" if known(period) else "plan.sentence"
    key = "plan.sentence_partial" if dossier.plan.partial else key
    lead = words.text(key, counts=words.listed(counts), period=period) if counts else words.text("plan.nothing")
    if amendment and amendment.prolongs_until:
        title = amendment.code or amendment.title
        lead = f"{lead} {words.text('plan.prolonged', until=amendment.prolongs_until.last_day, amendment=title)}"
    blocks: list[Block | None] = [Paragraph(lead, ParagraphRole.LEAD)]
    if levels := _levels(dossier, words):
        blocks.append(Paragraph(levels))
    if parts := len(dossier.measures) - len(whole_measures(dossier.measures)):
        level = calc.part_name(dossier)
        key = "plan.parts_named" if level else "plan.parts"
        blocks.append(Paragraph(words.text(key, n=parts, level=level)))
    groups = sorted((item for item in owned if isinstance(item.owner, WorkingGroup)), key=lambda item: -item.measures)
    if len(groups) > 1 and groups[0].measures > groups[1].measures:
        name = scene.subject_name(groups[0].owner)
        blocks.append(Paragraph(words.text("plan.largest", group=name, n=groups[0].measures)))
    if len(owned) > 1:
        blocks.append(_overview(scene))
    blocks.append(_goals(scene))
    return section(words, KIND, "summary", *blocks)


def _levels(dossier: Dossier, words: Wording) -> str | None:
    """The number of goals on each level of the plan, where goals nest."""
    counts = Counter(node.depth for node in calc.goals_in_order(dossier))
    if not counts or max(counts) == 1:
        return None
    named = [(calc.level_name(dossier, depth), counts[depth]) for depth in range(1, max(counts) + 1)]
    if any(name is None for name, _ in named):
        return None
    return words.text("plan.levels", counts=", ".join(f"{name} {count}" for name, count in named))


def _overview(scene: PlanScene) -> Block | None:
    words, dossier = scene.words, scene.dossier
    return listing(
        scene,
        "overview",
        scene.owned,
        Col("group", lambda item: scene.subject_name(item.owner)),
        Col("goals", lambda item: item.goals, ColumnKind.COUNT, len(dossier.goals)),
        Col("measures", lambda item: item.measures, ColumnKind.COUNT, len(whole_measures(dossier.measures))),
        title=words.text("plan.overview_title"),
        row_key=lambda item: None if isinstance(item.owner, calc.Bucket) else item.owner.id,
    )


def _goals(scene: PlanScene) -> Block | None:
    """The highest goals with their measures and what is known of the cost; none where they would fill the page."""
    words, rows = scene.words, _highest(scene)
    whole = calc.money_sum(measure.cost for _, measures in rows for measure in measures)
    has_cost = whole.unknown < whole.parts
    return listing(
        scene,
        "goals",
        rows if 1 < len(rows) <= _MOST_GOALS else (),
        Col("goal", lambda row: coded_title(row[0])),
        Col("measures", lambda row: len(row[1]), ColumnKind.COUNT, sum(len(measures) for _, measures in rows)),
        Col("known_cost", lambda row: _known_cost(row[1]), ColumnKind.MONEY, whole.known if has_cost else NA),
        Col(
            "without_cost",
            lambda row: sum(measure.cost is None for measure in row[1]) if has_cost else NA,
            ColumnKind.COUNT,
            whole.unknown if has_cost else NA,
            skip_zeros=True,
        ),
        title=words.text("plan.goals_title"),
        row_key=lambda row: row[0].id,
    )


def _highest(scene: PlanScene) -> list[tuple[Goal, tuple[Measure, ...]]]:
    """The goals that are below no other, with the measures of all goals below them, without parts of measures."""
    rows: list[tuple[Goal, tuple[Measure, ...]]] = []
    for node in calc.goals_in_order(scene.dossier):
        measures = whole_measures(node.measures)
        if node.depth == 1:
            rows.append((node.goal, measures))
        elif rows:
            goal, before = rows[-1]
            rows[-1] = goal, (*before, *measures)
    return rows


def _known_cost(measures: Iterable[Measure]) -> Cell:
    """What is known of the cost; nothing where the number of measures without a cost says that."""
    cost = calc.money_sum(measure.cost for measure in measures)
    return cost.known if cost.unknown < cost.parts else NA
