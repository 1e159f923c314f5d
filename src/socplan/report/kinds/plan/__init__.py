"""The plan as a document (střednědobý plán): its parts, its makers, its goals and measures."""

from collections.abc import Iterator
from typing import Final, Literal

import attrs

from socplan import calculations as calc
from socplan.hookspecs import hookimpl
from socplan.labels import Wording
from socplan.model import Dossier, Part, PartRole
from socplan.report.blocks import Block, Paragraph, ParagraphRole, Report, Section
from socplan.report.kind import BuildContext, Option, ReportKind
from socplan.report.kinds.plan.development import development
from socplan.report.kinds.plan.information import information
from socplan.report.kinds.plan.measures import all_measures, wants_cards
from socplan.report.kinds.plan.organisation import organisation
from socplan.report.kinds.plan.scene import KIND, PlanScene, owned_in
from socplan.report.kinds.plan.summary import summary
from socplan.report.markdown import rich_blocks
from socplan.report.parts import network_tables
from socplan.report.scene import all_findings, assembled, section, title_facts

_ROLES: Final = (PartRole.INFORMATION, PartRole.ORGANISATION, PartRole.DEVELOPMENT, PartRole.NETWORK)


def build(dossier: Dossier, context: BuildContext, *, measures: Literal["cards", "table"] | None) -> Report:
    """Build the plan as last amended: a summary, its parts, and all measures in a table.

    Parts that the plan does not name have general titles.
    """
    words = context.words
    given, dossier = dossier, attrs.evolve(dossier, measures=calc.in_force(dossier))
    scene = PlanScene(
        dossier=dossier, context=context, given=given, owned=tuple(owned_in(dossier)), cards=measures == "cards"
    )
    if measures is None:
        scene = attrs.evolve(scene, cards=wants_cards(scene))
    return assembled(
        KIND,
        context,
        title=dossier.plan.title,
        facts=title_facts(dossier, words),
        parts=(
            summary(scene),
            *(_part(scene, key, part) for key, part in _parts(dossier, words)),
            section(words, KIND, "measures", all_measures(scene)),
            all_findings(context),
        ),
    )


def _parts(dossier: Dossier, words: Wording) -> Iterator[tuple[str, Part]]:
    """The parts that the plan names, then parts for the other data; each with its key."""
    for part in calc.in_order(dossier.parts):
        yield f"part_{part.id}", part
    have = {part.role for part in dossier.parts}
    for role in _ROLES:
        if role not in have:
            title = words.text(f"plan.part.{role.value}")
            yield f"general_{role.value}", Part(id=role.value, title=title, role=role)


def _part(scene: PlanScene, key: str, part: Part) -> Section:
    words = scene.words
    blocks: list[Block | None] = [*rich_blocks(part.text)]
    match part.role:
        case PartRole.INFORMATION:
            blocks += information(scene)
        case PartRole.ORGANISATION:
            blocks += organisation(scene)
        case PartRole.DEVELOPMENT:
            blocks += development(scene)
        case PartRole.NETWORK:
            blocks += network_tables(scene, calc.known_day(scene.dossier))
        case _:
            pass
    kept = tuple(block for block in blocks if block)
    if not kept and part in scene.dossier.parts:
        # The plan has this part, so the document says that its text is missing.
        kept = (Paragraph(words.text("plan.no_text"), ParagraphRole.NOTE),)
    title = words.text("plan.coded_part", code=part.code, title=part.title) if part.code else part.title
    return Section(key=key, title=title, blocks=kept)


@hookimpl
def register_reports() -> tuple[ReportKind, ...]:
    """Offer the plan."""
    measures = Option(
        name="measures",
        type=str,
        help="how measures stand; without it as cards where at least half have more than a table shows",
        choices=("cards", "table"),
    )
    return (ReportKind(name=KIND, label="plan.name", build=build, options=(measures,)),)
