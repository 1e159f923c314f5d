"""How the fulfilment is watched, how the plan changed, and the draft of the resolution on it."""

from collections.abc import Iterator

from attrs import evolve

from socplan import calculations as calc
from socplan.model import Goal, Measure, Resolution
from socplan.report.approval import approved_text, closing, passed_text
from socplan.report.blocks import Block, Paragraph, ParagraphRole, Section
from socplan.report.kinds.monitoring.amended import amended
from socplan.report.kinds.plan.scene import KIND, PlanScene
from socplan.report.kinds.plan.taken import taken
from socplan.report.parts import indicator_table
from socplan.report.scene import draft_resolution, section


def monitoring(scene: PlanScene) -> Iterator[Block | None]:
    """How far the plan is fulfilled by the last round, and its indicators."""
    for part in taken(scene, "fulfilment"):
        lead, *rest = part.blocks
        yield evolve(part, blocks=(lead, *_disagreeing(scene), *_watched_before(scene), *rest))
    if table := _indicators(scene):
        yield section(scene.words, KIND, "indicators", table)


def _disagreeing(scene: PlanScene) -> Iterator[Paragraph]:
    """That the figures taken from the monitoring report cannot all be right, where it warns of that."""
    report = scene.others.get("monitoring")
    blocks = report.parts[0].blocks if report else ()
    if any(isinstance(block, Paragraph) and block.role is ParagraphRole.WARNING for block in blocks):
        yield Paragraph(scene.words.text("plan.figures_disagree"), ParagraphRole.WARNING)


def _watched_before(scene: PlanScene) -> Iterator[Paragraph]:
    """Where the last round watched measures that amendments changed since: the plan here has them as amended."""
    last = calc.rounds_in_order(scene.given)[-1]
    if text := " ".join(amended(scene.given, last, scene.words, later_only=True)):
        yield Paragraph(text)


def _indicators(scene: PlanScene) -> Block | None:
    """The indicators of the goals and measures in force."""
    dossier = scene.dossier
    known = [
        indicator
        for indicator in calc.indicators_in_order(dossier)
        if dossier.get(Goal, indicator.goal) or dossier.get(Measure, indicator.measure)
    ]
    return indicator_table(scene, known, scene.words.text("plan.indicators_title"))


def draft(scene: PlanScene) -> Section | None:
    """A draft resolution on a plan of a time to come, while no day of its approval is known.

    Of the one body that approves it: several do not pass one resolution.
    """
    plan, day, start = scene.dossier.plan, calc.known_day(scene.dossier), scene.dossier.plan.period.start
    if plan.approved is not None or day is None or start is None or start.first_day <= day:
        return None
    if plan.approved_by not in {group.name for group in scene.dossier.groups}:
        return None
    return draft_resolution(scene.words, plan.approved_by, "plan.resolution_text", plan=plan.title)


def signed(scene: PlanScene, *, draft: bool) -> Section | None:
    """Who approved the plan and its amendments, with the line for a signature.

    Of a plan of which the dossier has only a part, and of one of which no body is known, nothing is there to be signed.
    """
    plan = scene.dossier.plan
    if plan.approved_by is None or plan.partial:
        return None
    passed = [approved_text(scene.words, plan.approved_by, None, plan.approved)] if plan.approved else []
    for each in calc.amendments_in_order(scene.given):
        text = passed_text(scene, scene.dossier.get(Resolution, each.resolution))
        if each.effective is not None and text:
            passed.append(f"{each.code or each.title}: {text[:1].lower()}{text[1:]}")
    return closing(scene, *passed, draft=draft)
