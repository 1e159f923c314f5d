"""Part C: goals and measures, and what they do to services."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from socplan import calculations as calc
from socplan.calculations.structure import owners
from socplan.labels import Wording
from socplan.model import Goal, GroupTextKind, Measure, PlannedCapacity, Service, Territory
from socplan.report.blocks import Block, Items, Paragraph, ParagraphRole, Section, blocks_of
from socplan.report.cells import known
from socplan.report.columns import Below, Col, known_sum, listing
from socplan.report.kinds.plan.measures import goal_title, measure_blocks, whole_table
from socplan.report.kinds.plan.scene import KIND, Owned, PlanScene, counts_text
from socplan.report.kinds.plan.taken import taken_of_group
from socplan.report.markdown import rich_blocks
from socplan.report.parts import nested
from socplan.report.scene import section
from socplan.report.tables import ColumnKind
from socplan.report.units import unit_name


def development(scene: PlanScene) -> Iterator[Block | None]:
    """The goals and measures group by group, then what they do to services."""
    words = scene.words
    is_listed = False
    for item in scene.owned:
        counts = counts_text(words, item.goals, item.measures)
        blocks: list[Block] = [Paragraph(words.listed(counts), ParagraphRole.NOTE)] if counts else []
        blocks += _texts(scene, item)
        whole = whole_table(scene, item)
        blocks += (whole,) if whole else _goals(scene, item.key, item.nodes)
        made = Section(key=f"group_{item.key}", title=scene.subject_name(item.owner), blocks=tuple(blocks))
        is_listed = is_listed or any(isinstance(block, Items) for block in blocks_of(made))
        yield made
    for key, table in (
        ("kinds", _kinds(scene, is_listed=is_listed)),
        ("capacities", _capacities(scene)),
        ("transformation", _transformation(scene)),
    ):
        if table:
            yield section(words, KIND, key, table)


def _texts(scene: PlanScene, item: Owned) -> Iterator[Block]:
    """For whom a group plans, where things go, what is needed, and how strong those are who are to do it."""
    if isinstance(item.owner, calc.Bucket):
        return
    day = calc.known_day(scene.dossier)
    description, trend = (
        rich_blocks(calc.group_text(scene.dossier, item.owner.id, kind, day))
        for kind in (GroupTextKind.DESCRIPTION, GroupTextKind.TREND)
    )
    yield from description
    if trend:
        yield Section(key=f"trend_{item.key}", title=scene.words.text("plan.trend"), blocks=trend)
    yield from taken_of_group(scene, item.owner)


def _kinds(scene: PlanScene, *, is_listed: bool) -> Block | None:
    """The number of measures of each kind, and where else the kind stands."""
    words, measures = scene.words, scene.dossier.measures
    counts = calc.measures_by_kind(measures)
    return listing(
        scene,
        "kinds",
        [(kind, count) for kind, count in counts.items() if count and counts[None] < len(measures)],
        Col("measure_kind", lambda row: words.text(f"measure_kind.{row[0].value}" if row[0] else "plan.kind_unsorted")),
        Col("measures", lambda row: row[1], ColumnKind.COUNT, len(measures)),
        title=words.text("plan.kinds_title"),
        notes=(words.text("plan.kinds_note") if is_listed else None,),
    )


def _capacities(scene: PlanScene) -> Block | None:
    """The capacity that measures in force are to bring or keep, with totals by unit."""
    dossier, words = scene.dossier, scene.words
    places = {measure.id: place for place, measure in enumerate(calc.measures_in_order(dossier))}
    planned = sorted(
        (capacity for capacity in calc.in_order(dossier.planned_capacities) if capacity.measure in places),
        key=lambda capacity: places[capacity.measure],
    )

    def territory(capacity: PlannedCapacity) -> str | None:
        if capacity.territory:
            return scene.name_of(Territory, capacity.territory)
        # Where neither the measure nor its goals name one, nobody said that it is the territory of the plan.
        measure = dossier.get(Measure, capacity.measure)
        owner = owners(dossier, (measure,), "territory")[0] if measure else None
        return scene.name_of(Territory, owner) if isinstance(owner, str) else None

    return listing(
        scene,
        "capacities",
        planned,
        Col("measure", lambda capacity: scene.title_of(Measure, capacity.measure)),
        Col("unit", lambda capacity: unit_name(words, capacity.unit)),
        Col("quantity", lambda capacity: capacity.quantity, ColumnKind.NUMBER),
        Col("service", lambda capacity: scene.name_of(Service, capacity.service)),
        Col("territory", territory, head=words.text("plan.capacity_place")),
        title=words.text("plan.capacities_title"),
        below=list(
            _capacity_rows(
                words,
                "table.total",
                [
                    (total.unit, {"quantity": total.quantity})
                    for total in calc.planned_capacity_totals(planned)
                    if _is_of_one_kind(scene, [each for each in planned if each.unit == total.unit])
                ],
            )
        ),
    )


def _is_of_one_kind(scene: PlanScene, planned: Iterable[PlannedCapacity]) -> bool:
    """Whether no capacities come from measures of different kinds: what is kept is not added to what is made."""
    measures = (scene.dossier.get(Measure, capacity.measure) for capacity in planned)
    kinds = {measure.kind for measure in measures if measure and measure.kind}
    return not kinds or len(kinds) == 1


def _transformation(scene: PlanScene) -> Block | None:
    """Services that others replace, with their capacity and totals by unit."""
    words, rows = scene.words, calc.replacement_capacities(scene.dossier)
    changes = calc.capacity_changes(scene.dossier)
    totals = [(change.unit, {"before": change.before, "after": change.after}) for change in changes]
    return listing(
        scene,
        "replacements",
        rows,
        Col("replaced", lambda row: scene.name_of(Service, row.replacement.replaced)),
        Col("replacing", lambda row: scene.name_of(Service, row.replacement.replacing)),
        Col("goal", lambda row: scene.title_of(Goal, row.replacement.goal)),
        Col("unit", lambda row: unit_name(words, row.replacement.unit)),
        Col("before", lambda row: row.before, ColumnKind.NUMBER),
        Col("after", lambda row: row.after, ColumnKind.NUMBER),
        Col("term", lambda row: known(row.replacement.term), ColumnKind.DATE),
        title=words.text("plan.replacements_title"),
        notes=(words.text("plan.capacity_differs") if any(row.contradicts for row in rows) else None,),
        row_key=lambda row: row.replacement.id,
        below=list(_capacity_rows(words, "plan.capacity", totals)),
    )


def _capacity_rows(
    words: Wording, label: str, totals: Iterable[tuple[str, Mapping[str, calc.Sum[Decimal]]]]
) -> Iterator[Below]:
    """A row of totals for each unit."""
    for unit, sums in totals:
        yield Below(
            words.text(label),
            {"unit": unit_name(words, unit), **{key: known_sum(amount) for key, amount in sums.items()}},
        )


def _goals(scene: PlanScene, owner: str, nodes: Sequence[calc.GoalNode]) -> tuple[Section, ...]:
    """Goals as sections, each inside its parent goal if that is the owner's too."""
    return nested(nodes, lambda node: node.depth, lambda node, inner: _goal(scene, owner, node, inner))


def _goal(scene: PlanScene, owner: str, node: calc.GoalNode, inner: tuple[Section, ...]) -> Section:
    blocks = (*rich_blocks(node.goal.text), *measure_blocks(scene, node, owner), *inner)
    return Section(key=f"goal_{owner}_{node.goal.id}", title=goal_title(scene, node), blocks=blocks)
