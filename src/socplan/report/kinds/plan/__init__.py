"""The plan as a document (střednědobý plán): its parts, its makers, its goals and measures."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from typing import Final, Literal

import attrs

from socplan import calculations as calc
from socplan.hookspecs import hookimpl
from socplan.labels import Wording
from socplan.model import Dossier, Part, PartRole
from socplan.report.approval import ended, plan_facts
from socplan.report.blocks import Block, Paragraph, ParagraphRole, Report, Section
from socplan.report.findings import all_findings
from socplan.report.kind import BuildContext, Option, ReportKind
from socplan.report.kinds.plan.development import development
from socplan.report.kinds.plan.information import information
from socplan.report.kinds.plan.measures import all_measures, wants_cards
from socplan.report.kinds.plan.organisation import organisation
from socplan.report.kinds.plan.scene import KIND, PlanScene, owned_in
from socplan.report.kinds.plan.summary import stands_first, summary
from socplan.report.kinds.plan.taken import amended_wording, amendments, other_reports
from socplan.report.kinds.plan.watching import draft, monitoring, signed
from socplan.report.markdown import rich_blocks
from socplan.report.parts import network_tables
from socplan.report.scene import assembled, section
from socplan.report.tables import Figure, Table

#: The roles of which there are data, in the order of a plan that names no parts.
_ROLES: Final = (
    PartRole.INFORMATION,
    PartRole.ORGANISATION,
    PartRole.DEVELOPMENT,
    PartRole.NETWORK,
    PartRole.MONITORING,
    PartRole.CHANGES,
)

#: The tables that are the plan's own: findings on these stand in its internal version. Findings on what it takes from
#: other kinds stand in theirs.
_TABLES: Final = (
    "plan",
    "levels",
    "parts",
    "goals",
    "measures",
    "groups",
    "planned_capacities",
    "indicators",
    "needs",
    "need_responses",
    "services",
    "network",
    "replacements",
    "risks",
)


def build(dossier: Dossier, context: BuildContext, *, measures: Literal["cards", "table"] | None) -> Report:
    """Build the plan as last amended: a summary, its parts, and all measures in a table.

    Parts that the plan does not name have general titles. What other kinds of report are about is taken from them.
    """
    words = context.words
    given, dossier = dossier, attrs.evolve(dossier, measures=calc.in_force(dossier))
    scene = PlanScene(
        dossier=dossier,
        context=context,
        given=given,
        owned=tuple(owned_in(dossier)),
        others=other_reports(given, context),
        cards=measures == "cards",
    )
    if measures is None:
        scene = attrs.evolve(scene, cards=wants_cards(scene))
    resolution = draft(scene)
    signatures = signed(scene, draft=resolution is not None)
    table = all_measures(scene)
    named = [(part, _part(scene, key, part)) for key, part in _parts(dossier, words)]
    untold = [made.title for part, made in named if not made.blocks and part in dossier.parts]
    if resolution is None:
        # What follows the last word are annexes: nobody signs below these.
        last = next((place for place, (part, _) in enumerate(named) if part.role is PartRole.CONCLUSION), None)
        if last is not None:
            part, conclusion = named[last]
            named[last] = part, ended(conclusion, signatures) or conclusion
            signatures = None
    first = summary(scene)
    said = frozenset(str(block.text) for block in first.blocks if isinstance(block, Paragraph))
    return assembled(
        KIND,
        context,
        title=dossier.plan.title,
        subtitle=amended_wording(scene),
        facts=plan_facts(dossier, words),
        parts=(
            _with_untold(first, untold, words),
            *(_unsaid(made, said) for _, made in named),
            # Measures that stand in the chapters alone are no lack of data.
            None if table is None and dossier.measures else section(words, KIND, "measures", table),
            all_findings(context, *_TABLES),
            ended(resolution, signatures),
        ),
    )


def _unsaid(section_: Section, said: frozenset[str]) -> Section:
    """A section without sentences that the summary has said, where a picture or a table is left."""
    blocks = [_unsaid(block, said) if isinstance(block, Section) else block for block in section_.blocks]
    left = tuple(block for block in blocks if not (isinstance(block, Paragraph) and str(block.text) in said))
    drawn = any(isinstance(block, (Figure, Table)) for block in left)
    return attrs.evolve(section_, blocks=left if drawn else tuple(blocks))


def _with_untold(summary_: Section, untold: Sequence[str], words: Wording) -> Section:
    """The summary, with a note on the parts that the plan has and of which nothing is known."""
    if not untold:
        return summary_
    note = Paragraph(words.text("plan.untold", n=len(untold), parts="; ".join(untold)), ParagraphRole.NOTE)
    return attrs.evolve(summary_, blocks=(*summary_.blocks, note))


def _parts(dossier: Dossier, words: Wording) -> Iterator[tuple[str, Part]]:
    """The parts of the plan, each with its key; parts for data of which no part of the plan is stand among them.

    They stand before the first part that comes after them in a plan: the information before the goals.
    """
    order: list[PartRole] = [role for role in PartRole if role is not PartRole.OTHER]
    have = {part.role for part in dossier.parts}
    general = [role for role in _ROLES if role not in have]

    def until(place: int) -> Iterator[tuple[str, Part]]:
        while general and order.index(general[0]) < place:
            role = general.pop(0)
            title = words.text(_general_title(dossier, role))
            yield f"general_{role.value}", Part(id=role.value, title=title, role=role)

    for part in calc.in_order(dossier.parts):
        if part.role in order:
            yield from until(order.index(part.role))
        if part != stands_first(dossier):
            yield f"part_{part.id}", part
    yield from until(len(order))


def _general_title(dossier: Dossier, role: PartRole) -> str:
    """The label of a part that the plan does not name; it speaks of measures only where there are some."""
    alone = role is PartRole.DEVELOPMENT and not dossier.measures
    return "plan.part.goals" if alone else f"plan.part.{role.value}"


def _numbered(code: str | None, blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks of a part; in one with a code its sections are numbered: „A.1 Potřeby“."""
    number = count(1)
    return tuple(
        attrs.evolve(block, title=_under(code, next(number), block.title))
        if code and isinstance(block, Section)
        else block
        for block in blocks
    )


def _under(code: str, number: int, title: str) -> str:
    """A title with its number in a part; where a group bears the same number already, it is not said twice."""
    own, _, rest = title.partition(" ")
    return f"{code}.{number} {rest if own.rstrip('.') == str(number) else title}"


def _part(scene: PlanScene, key: str, part: Part) -> Section:
    words = scene.words
    blocks: list[Block | None] = [*rich_blocks(part.text)]
    # Of several parts of a role the first one has the data.
    first = next((other for other in calc.in_order(scene.dossier.parts) if other.role is part.role), part)
    match part.role if part == first else None:
        case PartRole.INFORMATION:
            blocks += information(scene)
        case PartRole.ORGANISATION:
            blocks += organisation(scene)
        case PartRole.DEVELOPMENT:
            blocks += development(scene)
        case PartRole.NETWORK:
            blocks += network_tables(scene, calc.known_day(scene.dossier))
        case PartRole.MONITORING:
            blocks += monitoring(scene)
        case PartRole.CHANGES:
            blocks += amendments(scene)
        case _:
            pass
    kept = _numbered(part.code, (block for block in blocks if block))
    if not kept and part in scene.dossier.parts and scene.context.internal:
        # The plan has this part. In public the summary says that its text is missing.
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
