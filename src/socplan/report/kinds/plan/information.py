"""Part A: what the planning starts from."""

from collections.abc import Iterator
from typing import Final

from socplan import calculations as calc
from socplan.model import Dossier, Territory
from socplan.report.blocks import Block, Paragraph
from socplan.report.columns import Col, listing
from socplan.report.kinds.plan.scene import PlanScene
from socplan.report.kinds.plan.taken import taken
from socplan.report.parts import area_figures
from socplan.report.scene import section
from socplan.report.tables import NA

#: So many parts of a territory are listed in a sentence.
_FEW: Final = 12


def information(scene: PlanScene) -> Iterator[Block | None]:
    """The territory, needs, services and money, and the plans around this one."""
    yield _territories(scene)
    yield from taken(scene, "needs", "swot")
    if figures := tuple(area_figures(scene)):
        yield section(scene.words, "needs", "areas", *figures)
    yield from taken(scene, "services", "money", "plans")


def _planned_for(dossier: Dossier) -> tuple[Territory, ...]:
    """The territory of the plan and what lies in it; all territories where the plan names none."""
    territories = calc.in_order(dossier.territories)
    if dossier.get(Territory, dossier.plan.territory) is None:
        return tuple(territories)
    parents = {territory.id: territory.parent for territory in territories}

    def lies_in_it(territory: Territory) -> bool:
        passed: set[str] = set()
        place: str | None = territory.id
        while place and place not in passed:
            if place == dossier.plan.territory:
                return True
            passed.add(place)
            place = parents.get(place)
        return False

    return tuple(filter(lies_in_it, territories))


def _territories(scene: PlanScene) -> Block | None:
    """Where each territory lies; a few parts of the plan's own territory are a sentence."""
    territories = _planned_for(scene.dossier)
    whole = scene.dossier.get(Territory, scene.dossier.plan.territory)
    parts = [territory for territory in territories if whole and territory.id != whole.id]
    alone = whole and scene.dossier.get(Territory, whole.parent) is None
    if whole and alone and 0 < len(parts) <= _FEW and all(part.parent == whole.id for part in parts):
        names = scene.words.listed(part.name for part in parts)
        return Paragraph(scene.words.text("plan.territory_parts", whole=whole.name, parts=names))
    return listing(
        scene,
        "territories",
        territories if len(territories) > 1 else (),
        Col("territory", lambda territory: territory.name),
        Col("part_of", lambda territory: scene.name_of(Territory, territory.parent) or NA),
        title=scene.words.text("plan.territories_title"),
    )
