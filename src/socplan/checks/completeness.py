"""Whether the plan contains what is asked of it, and whether the answers say where.

1. An answer that a requirement is met says where (``answer-without-place``).
2. The part that an answer names is about what the requirement asks for (``answer-other-role``).
3. The plan contains what the requirements of its dossier ask for (``requirement-missing``).
4. A remark is about a table that exists (``remark-table-unknown``).
5. A plan approved while the act spoke of three years is for three years (``plan-not-three-years``).
"""

from collections.abc import Iterator

from socplan.calculations import RequirementState, completeness, is_for_three_years
from socplan.checks.finding import Check, Finding, Grade, finding
from socplan.checks.places import located
from socplan.hookspecs import hookimpl
from socplan.model import Dossier, Part, PartRole, Remark, Requirement, RequirementAnswer
from socplan.model.dossier import record_types


def answers_without_place(dossier: Dossier) -> Iterator[Finding]:
    """Answers that a requirement is met, without where."""
    for at, answer in located(dossier, RequirementAnswer):
        requirement = dossier.get(Requirement, answer.requirement)
        if requirement and answer.met and answer.part is None and answer.text is None:
            yield finding("answer-without-place", Grade.NOTE, at, requirement=requirement.title)


def answers_elsewhere(dossier: Dossier) -> Iterator[Finding]:
    """Answers in a part with another role; a part of role ``other`` may answer anything."""
    for at, answer in located(dossier, RequirementAnswer):
        requirement = dossier.get(Requirement, answer.requirement)
        part = dossier.get(Part, answer.part)
        if requirement is None or requirement.role is None or part is None:
            continue
        if part.role not in {requirement.role, PartRole.OTHER}:
            place = f"{at}.part"
            yield finding("answer-other-role", Grade.NOTE, place, requirement=requirement.title, part=part.title)


def missing_requirements(dossier: Dossier) -> Iterator[Finding]:
    """Requirements of the dossier that the plan does not meet; shipped standards do not count."""
    missing = {
        result.requirement.id
        for result in (completeness(dossier).results if dossier.requirements else ())
        if result.state is RequirementState.MISSING
    }
    for at, requirement in located(dossier, Requirement):
        if requirement.id in missing:
            yield finding("requirement-missing", Grade.NOTE, at, requirement=requirement.title)


def periods(dossier: Dossier) -> Iterator[Finding]:
    """A plan for another time than three years, under the wording of the act that asked for three."""
    if is_for_three_years(dossier) is False:
        plan = dossier.plan
        yield finding("plan-not-three-years", Grade.NOTE, "$.plan.period", period=plan.period, approved=plan.approved)


def remarks(dossier: Dossier) -> Iterator[Finding]:
    """Remarks on tables that a dossier does not have."""
    for at, remark in located(dossier, Remark):
        if remark.table not in record_types():
            yield finding("remark-table-unknown", Grade.WARNING, f"{at}.table", table=remark.table)


@hookimpl
def register_checks() -> tuple[Check, ...]:
    """Offer these checks."""
    return (
        Check(name="answers-without-place", codes=("answer-without-place",), run=answers_without_place),
        Check(name="answers-elsewhere", codes=("answer-other-role",), run=answers_elsewhere),
        Check(name="missing-requirements", codes=("requirement-missing",), run=missing_requirements),
        Check(name="remarks", codes=("remark-table-unknown",), run=remarks),
        Check(name="plan-periods", codes=("plan-not-three-years",), run=periods),
    )
