"""The links between plans, both ways, and what has none."""

from collections.abc import Callable, Iterable, Iterator

from socplan import calculations as calc
from socplan.model import Measure
from socplan.report.blocks import Block, Paragraph, ParagraphRole, Section
from socplan.report.cells import coded_title, lines
from socplan.report.columns import Col, listing
from socplan.report.kinds.alignment.plans import AlignmentScene
from socplan.report.parts import items_by_group
from socplan.report.tables import NA, Cell, Table

_Row = tuple[calc.Alignment, calc.LinkedItem | None]
"""An item of a plan; without one, the plan itself, above its items."""


def links_section(scene: AlignmentScene, way: str, aligned_plans: Iterable[calc.Alignment]) -> Section | None:
    """The links with all plans of a direction: what is served by what, then the other way round."""
    mapped = [aligned for aligned in aligned_plans if aligned.is_mapped]
    if not mapped:
        return None
    blocks = (_aims(scene, mapped, way), _measures(scene, mapped, way), *_without(scene, mapped, way))
    return Section(
        key=f"links_{way}",
        title=scene.words.text(f"alignment.{way}_title"),
        blocks=tuple(block for block in blocks if block is not None),
    )


def _rows(mapped: list[calc.Alignment], items: Callable[[calc.Alignment], Iterable[calc.LinkedItem]]) -> Iterator[_Row]:
    for aligned in mapped:
        if len(mapped) > 1:
            yield aligned, None
        yield from ((aligned, item) for item in items(aligned))


def _aims(scene: AlignmentScene, mapped: list[calc.Alignment], way: str) -> Table | None:
    """The served aims and what serves them; aims of this plan only if they are served."""

    def aims(aligned: calc.Alignment) -> Iterable[calc.LinkedItem]:
        return (aim for aim in aligned.aims if way == "upward" or aim.reach is not calc.Reach.NONE)

    return _table(scene, f"aims_{way}", _rows(mapped, aims), way, ("aim", "served_by"), lambda _: True)


def _measures(scene: AlignmentScene, mapped: list[calc.Alignment], way: str) -> Table | None:
    """The measures with a link and what they serve."""

    def measures(aligned: calc.Alignment) -> Iterable[calc.LinkedItem]:
        return (row for row in aligned.measures if row.reach is not calc.Reach.NONE)

    heads = ("measure", "serves")
    return _table(scene, f"measures_{way}", _rows(mapped, measures), way, heads, lambda row: bool(row.direct))


def _table(
    scene: AlignmentScene,
    key: str,
    rows: Iterable[_Row],
    way: str,
    heads: tuple[str, str],
    is_direct: Callable[[calc.LinkedItem], bool],
) -> Table | None:
    words, (subject, linked) = scene.words, heads
    kind = key.split("_", maxsplit=1)[0]
    rows = list(rows)
    several = any(item is None for _, item in rows)

    def above(row: _Row) -> str | None:
        aligned, item = row
        if item is None:
            return None
        if kind == "aims" and item.above:
            return _key(aligned, f"goal-{item.above}")
        return aligned.plan.id if several else None

    return listing(
        scene,
        key,
        rows,
        Col(
            subject,
            lambda row: coded_title(row[1].item) if row[1] else row[0].plan.title,
            head=words.text(f"alignment.column.{way}.{subject}"),
        ),
        Col(
            linked,
            lambda row: _titles(row[1], direct=is_direct(row[1])) if row[1] else NA,
            head=words.text(f"alignment.column.{way}.{linked}"),
        ),
        Col("reach", lambda row: words.text(f"alignment.{kind[:-1]}.{row[1].reach.value}") if row[1] else NA),
        title=words.text(f"alignment.{kind}_title.{way}"),
        row_key=lambda row: _key(row[0], _item_key(row[1].item)) if row[1] else row[0].plan.id,
        above=above,
    )


def _key(aligned: calc.Alignment, key: str) -> str:
    return f"{aligned.plan.id}/{key}"


def _item_key(item: calc.PlanItem) -> str:
    """The key of an item: a goal and a measure of this plan may have the same identifier."""
    return f"measure-{item.id}" if isinstance(item, Measure) else f"goal-{item.id}"


def _titles(item: calc.LinkedItem, *, direct: bool) -> Cell:
    return lines(*map(coded_title, item.direct if direct else item.indirect)) or NA


def _without(scene: AlignmentScene, mapped: list[calc.Alignment], way: str) -> Iterator[Block]:
    """How many measures have no link with each plan, and those that have none with any of them, by group."""
    words = scene.words
    unlinked = [[row.item for row in aligned.measures if row.reach is calc.Reach.NONE] for aligned in mapped]
    for aligned, items in zip(mapped, unlinked, strict=True):
        if items:
            yield Paragraph(words.text(f"alignment.without_link.{way}", n=len(items), plan=aligned.plan.title))
    if way == "upward":
        # The measures are those of this plan, the same for each of the plans it serves.
        linked = {row.item.id for aligned in mapped for row in aligned.measures if row.reach is not calc.Reach.NONE}
        items = [item for item in dict.fromkeys(item for each in unlinked for item in each) if item.id not in linked]
        if items:
            key = "without_any" if len(mapped) > 1 else "without_these"
            yield Paragraph(words.text(f"alignment.{key}", n=len(items)), ParagraphRole.LABEL)
            yield items_by_group(scene, items)
    else:
        for aligned, items in zip(mapped, unlinked, strict=True):
            if items:
                yield Paragraph(aligned.plan.title, ParagraphRole.LABEL)
                yield items_by_group(scene, items)
