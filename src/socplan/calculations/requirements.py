"""Whether the plan contains what the law or a rule asks of it, and which of its parts are filled."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum
from fractions import Fraction
from itertools import chain
from types import MappingProxyType
from typing import Final

from attrs import frozen

from socplan.calculations.days import known_day, plan_period
from socplan.model import Dossier, Part, PartRole, Period, PlanScope, Requirement, RequirementAnswer, Territory
from socplan.model.order import in_order
from socplan.standards import standard_records
from socplan.typecheck import guarded

__all__ = [
    "ROLE_TABLES",
    "Assignment",
    "Completeness",
    "PartCompleteness",
    "PartState",
    "RequirementResult",
    "RequirementState",
    "assignment",
    "completeness",
    "is_for_three_years",
    "part_completeness",
    "requirement_day",
]

#: The tables that a part of each role is printed from; parts of other roles have a text alone. No table tells of the
#: evaluation of the previous plan, since monitoring rounds are about this plan; territories alone do not say what the
#: planning starts from.
ROLE_TABLES: Final[Mapping[PartRole, tuple[str, ...]]] = MappingProxyType(
    {
        PartRole.INFORMATION: ("needs", "swot", "services", "service_costs", "outputs", "budgets"),
        PartRole.ORGANISATION: (
            "groups",
            "members",
            "resolutions",
            "steps",
            "phases",
            "tasks",
            "events",
            "projects",
            "consultations",
        ),
        PartRole.DEVELOPMENT: ("goals", "measures"),
        PartRole.NETWORK: ("network",),
        PartRole.MONITORING: ("rounds", "statuses", "indicators"),
        PartRole.CHANGES: ("amendments",),
    }
)

_ABC: Final = (PartRole.INFORMATION, PartRole.ORGANISATION, PartRole.DEVELOPMENT)
_ACT: Final = "act-108-2006"
_DECREE: Final = "decree-505-2006"


# Parts


class PartState(Enum):
    """What the dossier knows of a part of the plan."""

    FILLED = "filled"  #: Its text, or records that it is printed from.
    EMPTY = "empty"  #: Only that there is such a part.
    MISSING = "missing"  #: The dossier names parts of the plan, but none about this.
    UNNAMED = "unnamed"  #: The dossier names no such part, but holds records that it would be printed from.
    UNKNOWN = "unknown"  #: The dossier names no parts of the plan at all, and holds no records for this.


@frozen(kw_only=True)
class PartCompleteness:
    """A part of the plan, or one of the parts A, B, C that it does not name, and what is known of it."""

    role: PartRole
    #: ``None``: the dossier names no such part.
    part: Part | None
    state: PartState
    #: How many records of each table it is printed from; tables without any are left out.
    records: Mapping[str, int]


@guarded
def part_completeness(dossier: Dossier) -> tuple[PartCompleteness, ...]:
    """Every part in order, then those of A (information), B (organisation) and C (development) that are not named.

    Zlín names all three, and of part A neither text nor records are known: filled, filled, and A empty.
    """
    nothing = PartState.MISSING if dossier.parts else PartState.UNKNOWN
    rows: list[tuple[PartRole, Part | None, PartState]] = [
        *((part.role, part, _part_state(dossier, part)) for part in dossier.ordered(Part)),
        *(
            (role, None, PartState.UNNAMED if _records(dossier, role) else nothing)
            for role in _ABC
            if not dossier.having(Part, "role", role)
        ),
    ]
    return tuple(
        PartCompleteness(role=role, part=part, state=state, records=_records(dossier, role))
        for role, part, state in rows
    )


def _part_state(dossier: Dossier, part: Part) -> PartState:
    return PartState.FILLED if part.text or _records(dossier, part.role) else PartState.EMPTY


def _records(dossier: Dossier, role: PartRole) -> Mapping[str, int]:
    counted = {table: len(dossier.table(table)) for table in ROLE_TABLES.get(role, ())}
    return {table: count for table, count in counted.items() if count}


# What the plan is to be about


@frozen(kw_only=True)
class Assignment:
    """What a plan is to be about (základní zadání): for whom, for when and for where."""

    #: Empty: not known.
    target_groups: tuple[str, ...]
    #: ``None``: not known, here and below.
    period: Period | None
    territory: Territory | None


@guarded
def assignment(dossier: Dossier) -> Assignment:
    """Target groups, period and territory, as the plan has them.

    Ústí nad Labem names eight target groups and the town, and no period.
    """
    lines = (line.strip() for line in (dossier.plan.target_groups or "").split("\n"))
    period = plan_period(dossier)
    return Assignment(
        target_groups=tuple(line for line in lines if line),
        period=None if period == Period() else period,
        territory=dossier.get(Territory, dossier.plan.territory),
    )


# Requirements


class RequirementState(Enum):
    """Whether the plan contains what a requirement asks for."""

    MET = "met"
    NAMED = "named"  #: There is a part about it, but nothing is known of what stands in it.
    MISSING = "missing"
    UNKNOWN = "unknown"  #: Nobody decided, and no part speaks for itself.


@frozen(kw_only=True)
class RequirementResult:
    """A requirement, and whether the plan meets it."""

    requirement: Requirement
    state: RequirementState
    #: The answer of somebody who read the plan; ``None``: there is none.
    answer: RequirementAnswer | None
    #: The parts of the plan that answer it: the one that the answer names, else those of its role.
    parts: tuple[Part, ...]
    #: Whether it applies to this plan; ``None``: it applies to plans of one scope or of one time, and those of this
    #: plan are not known.
    applies: bool | None

    @property
    def is_decided(self) -> bool:
        """Whether somebody decided; else the state follows from the parts alone."""
        return self.answer is not None and self.answer.met is not None


@frozen(kw_only=True)
class Completeness:
    """The requirements on the plan, and which of them it meets (úplnost plánu)."""

    results: tuple[RequirementResult, ...]
    #: The day of the requirements; ``None``: not known.
    day: date | None
    #: The shipped standards that requirements were taken from; empty where the dossier has its own.
    standards: tuple[str, ...]

    def count(self, state: RequirementState) -> int:
        """How many requirements are in a state."""
        return sum(result.state is state for result in self.results)

    @property
    def share(self) -> Fraction | None:
        """The share that was judged met; ``None`` where there are none, or one was not judged or may not apply."""
        judged = [
            result.state is RequirementState.MET for result in self.results if result.is_decided and result.applies
        ]
        return Fraction(sum(judged), len(judged)) if judged and len(judged) == len(self.results) else None


#: The time in which the act spoke of a plan for three years (Act 254/2014, Act 300/2025).
_THREE_YEARS: Final = (date(2015, 1, 1), date(2026, 6, 30))


@guarded
def requirement_day(dossier: Dossier) -> date | None:
    """The day by which a plan is asked for its contents: that of its approval, else `known_day`."""
    return dossier.plan.approved.last_day if dossier.plan.approved else known_day(dossier)


@guarded
def is_for_three_years(dossier: Dossier) -> bool | None:
    """Whether the plan is for three years, as § 3 h) of the act had it from 2015 to June 2026.

    ``None``: the plan was not approved in that time for certain, it is the plan of an association or of the state, or
    its period is not known. 2024 to 2027 are four years.
    """
    plan = dossier.plan
    if plan.approved is None or plan.scope not in {PlanScope.REGION, PlanScope.MUNICIPALITY}:
        return None
    start, end = plan.period.start, plan.period.end
    in_time = _THREE_YEARS[0] <= plan.approved.first_day and plan.approved.last_day <= _THREE_YEARS[1]
    if not in_time or start is None or end is None:
        return None
    last, before = end.last_day, date.fromordinal(start.first_day.toordinal() - 1)
    return (last.year - 3, last.month, last.day) == (before.year, before.month, before.day)


@guarded
def completeness(dossier: Dossier, day: date | None = None) -> Completeness:
    """Hold the plan against every requirement that holds for it on a day, by default on `requirement_day`.

    A dossier without requirements takes those of the shipped standards: the act (Act 108/2006, § 3 h) for any plan, and
    for a region the decree (Decree 505/2006, § 39a).

    A decision of somebody comes first. Else a requirement is met if a part about it has a text or records behind it,
    named if there is such a part and no more, missing if the dossier names parts of the plan and none about it. It is
    unknown if the dossier names no parts, if no part can speak for it, if there are records but no part to print them
    in, or if it is on plans of one scope or time and that of this plan is unknown. 4 requirements judged met and 2
    judged missing have the share 4/6; where one of the 4 merely has records behind it, the share is unknown.
    """
    scope, day = dossier.plan.scope, day or requirement_day(dossier)
    shipped: dict[str, tuple[Requirement, ...]] = {}
    if not dossier.requirements:
        for name in (_ACT, _DECREE) if scope is PlanScope.REGION else (_ACT,):
            tables = (records for _, records in standard_records(name))
            shipped[name] = tuple(row for records in tables for row in records if isinstance(row, Requirement))
    asked = dossier.requirements or chain.from_iterable(shipped.values())
    held = [
        requirement
        for requirement in in_order(asked)
        if (scope is None or requirement.scope in {None, scope}) and (day is None or requirement.validity.holds(day))
    ]
    return Completeness(
        results=tuple(_result(dossier, requirement, day) for requirement in held),
        day=day,
        standards=tuple(
            name for name, requirements in shipped.items() if any(requirement in held for requirement in requirements)
        ),
    )


def _result(dossier: Dossier, requirement: Requirement, day: date | None) -> RequirementResult:
    scope_unknown = requirement.scope is not None and dossier.plan.scope is None
    applies = None if scope_unknown or (day is None and requirement.validity != Period()) else True
    answer = dossier.get(RequirementAnswer, requirement.id)
    named = dossier.get(Part, answer.part) if answer else None
    parts = (named,) if named else dossier.having(Part, "role", requirement.role)
    return RequirementResult(
        requirement=requirement,
        state=_state(dossier, requirement, answer, parts) if applies else _judged(answer) or RequirementState.UNKNOWN,
        answer=answer,
        parts=parts,
        applies=applies,
    )


def _state(
    dossier: Dossier, requirement: Requirement, answer: RequirementAnswer | None, parts: Iterable[Part]
) -> RequirementState:
    if judged := _judged(answer):
        return judged
    states = {_part_state(dossier, part) for part in parts}
    if states:
        return RequirementState.MET if PartState.FILLED in states else RequirementState.NAMED
    silent = requirement.role is None or not dossier.parts or _records(dossier, requirement.role)
    return RequirementState.UNKNOWN if silent else RequirementState.MISSING


def _judged(answer: RequirementAnswer | None) -> RequirementState | None:
    if answer is None or answer.met is None:
        return None
    return RequirementState.MET if answer.met else RequirementState.MISSING
