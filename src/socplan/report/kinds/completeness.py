"""The completeness of the plan (úplnost plánu): a checklist of what it has to contain, and its parts."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from attrs import frozen

from socplan import calculations as calc
from socplan.hookspecs import hookimpl
from socplan.labels import Wording
from socplan.model import Dossier, Part, Period, PlanScope, Requirement
from socplan.report.blocks import Block, Paragraph, ParagraphRole, Report, Section
from socplan.report.cells import capital, lines, share, some_of
from socplan.report.columns import Col, listing
from socplan.report.findings import all_findings
from socplan.report.kind import BuildContext, Option, ReportKind
from socplan.report.scene import Scene, assembled, dated_facts, section
from socplan.report.tables import NA, Cell, Coded, ColumnKind, RowRole

_KIND: Final = "completeness"
#: The tables that the report draws on: findings on these stand in its internal version.
_TABLES: Final = ("plan", "parts", "requirements", "requirement_answers")
_VOLUNTARY: Final = frozenset({PlanScope.MUNICIPALITY, PlanScope.ASSOCIATION})
#: The boxes of the checklist: only what somebody judged met is ticked.
_TICKED: Final = "☑"
_OPEN: Final = "☐"
#: The clauses of the summary, in this order.
_CLAUSES: Final = ("met", "missing", "named", "not_in_data", "unknown", "in_data")


@frozen(kw_only=True)
class _Scene(Scene):
    result: calc.Completeness
    #: Whether nobody named a day.
    by_approval: bool


def build(dossier: Dossier, context: BuildContext, *, day: date | None) -> Report:
    """Build the report by the requirements of a day, by default of the day of approval."""
    words = context.words
    result = calc.completeness(dossier, day)
    scene = _Scene(dossier=dossier, context=context, result=result, by_approval=day is None)
    return assembled(
        _KIND,
        context,
        title=words.text("completeness.title"),
        subtitle=dossier.plan.title,
        facts=dated_facts(dossier, words, day or calc.known_day(dossier)),
        parts=(
            _summary(scene),
            section(words, _KIND, "requirements", _requirements(scene)),
            section(words, _KIND, "parts", _parts(scene)),
            all_findings(context, *_TABLES),
        ),
    )


def _summary(scene: _Scene) -> Section:
    words, result = scene.words, scene.result
    if not result.results:
        key = "completeness.none_holds" if scene.dossier.requirements else "completeness.nothing"
        nothing = Paragraph(words.text(key), ParagraphRole.LEAD)
        return section(words, _KIND, "summary", nothing)
    key = "completeness.standards" if result.standards else "completeness.own"
    listed = (
        words.listed(words.text(f"completeness.standard.{standard}") for standard in result.standards)
        if result.standards
        else ""
    )
    rests_on = words.text(key, standards=listed)
    if scene.dossier.plan.scope in _VOLUNTARY:
        rests_on += " " + words.text("completeness.voluntary")
    if scene.by_approval and (approved := scene.dossier.plan.approved):
        rests_on += " " + words.text("completeness.by_approval", approved=approved)
    three_years = None
    if calc.is_for_three_years(scene.dossier) is False:
        text = words.text("completeness.three_years", period=scene.dossier.plan.period)
        three_years = Paragraph(text, ParagraphRole.NOTE)
    return section(
        words,
        _KIND,
        "summary",
        Paragraph(" ".join(_counted(scene)), ParagraphRole.LEAD),
        Paragraph(rests_on),
        three_years,
    )


def _counted(scene: _Scene) -> Iterator[str]:
    """How many requirements apply, and their states; judgements are counted apart from what the data show."""
    words, result = scene.words, scene.result
    applying = [row for row in result.results if row.applies]
    if total := len(applying):
        counts = Counter(map(_state_key, applying))
        head = words.text("completeness.of_all", n=total, total=total) if len(counts) > 1 else ""
        clauses = (
            words.text(f"completeness.count.{key}", n=counts[key], total=total) for key in _CLAUSES if counts[key]
        )
        text = f"{head} {words.listed(clauses)}.".lstrip()
        yield capital(text)
    unknown = [row.requirement for row in result.results if not row.applies]
    undated = [] if result.day else [requirement for requirement in unknown if requirement.validity != Period()]
    if undated:
        yield words.text("completeness.undated", n=len(undated))
    if maybe := len(unknown) - len(undated):
        yield words.text("completeness.maybe", n=maybe)
    not_met = [
        row.requirement.title for row in applying if row.state is calc.RequirementState.MISSING and row.is_decided
    ]
    if not_met:
        yield words.text("completeness.not_met", titles=some_of(words, not_met, "; "))
    if (percent := share(result.share)) is not None:
        yield words.text("completeness.share", percent=words.percent(percent.value))


def _requirements(scene: _Scene) -> Block | None:
    words, results = scene.words, scene.result.results
    codes = {row.requirement.code for row in results}
    law = next(iter(codes)) if len(codes) == 1 else None
    own = not scene.result.standards
    return listing(
        scene,
        "requirements",
        results,
        Col("box", _box, ColumnKind.CODE),
        Col("requirement", lambda row: lines(_title(row.requirement, words), row.requirement.text)),
        # A rule that is the same in all rows is a sentence below.
        Col("stands_in", lambda row: NA if law else row.requirement.code),
        Col("state", lambda row: words.text(f"requirement_state.{_state_key(row)}")),
        Col("answered", lambda row: _where(row, words)),
        title=_requirements_title(results, words),
        notes=(
            words.text("completeness.boxes") if any(_is_ticked(row) for row in results) else None,
            # Where the requirements are those of an act, the summary names it.
            words.text("completeness.all_stand_in", rule=law.rstrip(".")) if law and own else None,
            words.text("completeness.by_parts") if any(map(_by_parts, results)) else None,
            *_unconfirmed(scene),
            words.text("completeness.rounded") if scene.result.share is not None else None,
        ),
        row_key=lambda row: row.requirement.id,
        role=lambda row: RowRole.BODY if row.requirement.confirmed else RowRole.UNCERTAIN,
    )


def _requirements_title(results: Sequence[calc.RequirementResult], words: Wording) -> str:
    """The title of the table, which has a column of parts only where some deal with a requirement."""
    answered = any(_where(row, words) is not NA for row in results)
    return words.text("completeness.requirements_title" if answered else "completeness.states_title")


def _box(row: calc.RequirementResult) -> Cell:
    """A box that is ticked where somebody judged the requirement met; programs get the state."""
    return Coded(_TICKED if _is_ticked(row) else _OPEN, _state_key(row))


def _is_ticked(row: calc.RequirementResult) -> bool:
    return _state_key(row) == calc.RequirementState.MET.value


def _unconfirmed(scene: _Scene) -> Iterator[str]:
    """What the question mark means, and from where each requirement with one was taken."""
    words = scene.words
    taken: dict[str | None, list[str]] = {}
    for row in scene.result.results:
        if not row.requirement.confirmed:
            taken.setdefault(row.requirement.source, []).append(row.requirement.title)
    if taken:
        yield words.text("completeness.unconfirmed_note")
    for source, titles in taken.items():
        if source is not None:
            key = "completeness.all_read_in" if len(taken) == 1 else "completeness.read_in"
            yield words.text(key, source=source.rstrip("."), titles="; ".join(titles))


def _title(requirement: Requirement, words: Wording) -> str:
    """The title, with a mark if the requirement is not confirmed."""
    title = requirement.title
    return title if requirement.confirmed else words.text("completeness.uncertain", title=title)


def _by_parts(row: calc.RequirementResult) -> bool:
    return not row.is_decided and row.state is not calc.RequirementState.UNKNOWN


def _state_key(row: calc.RequirementResult) -> str:
    """The state; without a judgement it says only whether something is in the data."""
    if not row.is_decided and row.state in {calc.RequirementState.MET, calc.RequirementState.MISSING}:
        return "in_data" if row.parts else "not_in_data"
    return row.state.value


def _where(row: calc.RequirementResult, words: Wording) -> Cell:
    """The parts that answer a requirement, and the answer's own words."""
    answers = [_part_title(part, words) for part in row.parts]
    if row.answer and row.answer.text:
        answers.append(row.answer.text)
    return "\n".join(answers) or NA


def _part_title(part: Part, words: Wording) -> str:
    return words.text("plan.coded_part", code=part.code, title=part.title) if part.code else part.title


def _parts(scene: _Scene) -> Block | None:
    words = scene.words
    parts = calc.part_completeness(scene.dossier)

    def title(row: calc.PartCompleteness) -> str:
        return _part_title(row.part, words) if row.part else words.text(f"plan.part.{row.role.value}")

    return listing(
        scene,
        "parts",
        parts,
        Col("part", title),
        # The titles of the parts that the plan does not name say it themselves.
        Col("part_role", lambda row: words.text(f"part_role.{row.role.value}") if row.part else NA),
        Col("state", lambda row: words.text(f"part_state.{row.state.value}")),
        Col("in_data", lambda row: _in_data(row, words)),
        title=words.text("completeness.parts_title"),
        notes=[
            words.text(f"completeness.part_{state.value}")
            for state in (calc.PartState.EMPTY, calc.PartState.MISSING)
            if any(row.state is state for row in parts)
        ],
        row_key=lambda row: f"part-{row.part.id}" if row.part else f"role-{row.role.value}",
    )


def _in_data(row: calc.PartCompleteness, words: Wording) -> Cell:
    """What the data have of a part: its text, and how many records it is printed from."""
    has = [words.text("completeness.text")] if row.part and row.part.text is not None else []
    has += [words.text(f"completeness.records.{table}", n=count) for table, count in row.records.items()]
    return ", ".join(has) or NA


@hookimpl
def register_reports() -> tuple[ReportKind, ...]:
    """Offer the report on what the plan has to contain."""
    day = Option(name="day", type=date, help="the day of the requirements; without it that of the approval")
    return (ReportKind(name=_KIND, label="completeness.name", build=build, options=(day,)),)
