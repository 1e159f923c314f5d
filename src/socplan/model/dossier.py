"""Everything that an authority keeps about one plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from functools import cache, cached_property, wraps
from inspect import signature
from operator import attrgetter
from typing import Any, Final, TypeVar, TypeVarTuple, cast, get_args

import attrs
from attrs import field, frozen

from socplan.errors import UnknownTableError, quoted
from socplan.model.action_plan import ActionItem, ActionPlan
from socplan.model.consultation import Comment, Consultation, ContactPlace, Turnout
from socplan.model.event import Attendance, Event, EventGroup, Publication
from socplan.model.export import ExportColumn, ExportProfile
from socplan.model.goal import Goal
from socplan.model.group import (
    ConditionProof,
    GroupText,
    Member,
    MembershipCondition,
    Person,
    Placement,
    Quota,
    WorkingGroup,
)
from socplan.model.indicator import Indicator, IndicatorValue
from socplan.model.link import OtherCode, OtherGoal, OtherPlan, PlanLink
from socplan.model.measure import Measure, PlannedCapacity
from socplan.model.money import Allocation, Budget, FundingSource, Output, ServiceCost
from socplan.model.monitoring import MonitoringRound, PublishedFigure, Reading, Status, Tally
from socplan.model.needs import Need, NeedResponse, SwotItem
from socplan.model.office import OfficePlace
from socplan.model.order import ORDERING, in_order
from socplan.model.organisation import Organisation
from socplan.model.plan import Level, Part, Plan, Remark, Territory
from socplan.model.process import Phase, Step, StepDependency, Task
from socplan.model.project import Deliverable, Delivery, KeyActivity, Participation, Project
from socplan.model.record import Record, referred_table, row_of, table_key
from socplan.model.requirement import Requirement, RequirementAnswer
from socplan.model.resolution import Amendment, AmendmentItem, Resolution
from socplan.model.service import Capacity, NetworkEntry, Replacement, Service, ServiceKind, ServicePlace, ServiceTarget
from socplan.model.survey import Survey, SurveyAnswer, SurveyExclusion, SurveyReply, SurveyResult, SurveyReturn
from socplan.model.typed import Typed
from socplan.model.variation import Risk, Variation
from socplan.typecheck import guarded_late

__all__ = ["Dossier", "held", "record_types", "table_name"]

R = TypeVar("R", bound=Record)
T = TypeVar("T")
Ts = TypeVarTuple("Ts")
F = TypeVar("F", bound=Callable[..., Any])

_NOT_ASKED: Final = object()


@frozen(kw_only=True)
class Dossier(Typed):
    """All records about one plan (spis), as tables that refer to each other by identifier.

    The order of records in a table means nothing: ``order``, then ``code``, then the title say what is printed first.
    Two dossiers are equal when their tables are, in order; where records stood in an office's files does not count.
    """

    plan: Plan
    levels: tuple[Level, ...] = ()
    parts: tuple[Part, ...] = ()
    territories: tuple[Territory, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    groups: tuple[WorkingGroup, ...] = ()
    group_texts: tuple[GroupText, ...] = ()
    placements: tuple[Placement, ...] = ()
    persons: tuple[Person, ...] = ()
    members: tuple[Member, ...] = ()
    quotas: tuple[Quota, ...] = ()
    conditions: tuple[MembershipCondition, ...] = ()
    proofs: tuple[ConditionProof, ...] = ()
    resolutions: tuple[Resolution, ...] = ()
    goals: tuple[Goal, ...] = ()
    measures: tuple[Measure, ...] = ()
    statuses: tuple[Status, ...] = ()
    rounds: tuple[MonitoringRound, ...] = ()
    readings: tuple[Reading, ...] = ()
    tallies: tuple[Tally, ...] = ()
    published: tuple[PublishedFigure, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    indicator_values: tuple[IndicatorValue, ...] = ()
    variations: tuple[Variation, ...] = ()
    risks: tuple[Risk, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    amendment_items: tuple[AmendmentItem, ...] = ()
    action_plans: tuple[ActionPlan, ...] = ()
    action_items: tuple[ActionItem, ...] = ()
    steps: tuple[Step, ...] = ()
    step_dependencies: tuple[StepDependency, ...] = ()
    phases: tuple[Phase, ...] = ()
    tasks: tuple[Task, ...] = ()
    projects: tuple[Project, ...] = ()
    participations: tuple[Participation, ...] = ()
    activities: tuple[KeyActivity, ...] = ()
    deliverables: tuple[Deliverable, ...] = ()
    deliveries: tuple[Delivery, ...] = ()
    events: tuple[Event, ...] = ()
    event_groups: tuple[EventGroup, ...] = ()
    attendances: tuple[Attendance, ...] = ()
    publications: tuple[Publication, ...] = ()
    consultations: tuple[Consultation, ...] = ()
    contact_places: tuple[ContactPlace, ...] = ()
    turnouts: tuple[Turnout, ...] = ()
    comments: tuple[Comment, ...] = ()
    swot: tuple[SwotItem, ...] = ()
    needs: tuple[Need, ...] = ()
    need_responses: tuple[NeedResponse, ...] = ()
    service_kinds: tuple[ServiceKind, ...] = ()
    services: tuple[Service, ...] = ()
    capacities: tuple[Capacity, ...] = ()
    service_targets: tuple[ServiceTarget, ...] = ()
    service_places: tuple[ServicePlace, ...] = ()
    network: tuple[NetworkEntry, ...] = ()
    replacements: tuple[Replacement, ...] = ()
    planned_capacities: tuple[PlannedCapacity, ...] = ()
    funding_sources: tuple[FundingSource, ...] = ()
    budgets: tuple[Budget, ...] = ()
    allocations: tuple[Allocation, ...] = ()
    service_costs: tuple[ServiceCost, ...] = ()
    outputs: tuple[Output, ...] = ()
    surveys: tuple[Survey, ...] = ()
    survey_replies: tuple[SurveyReply, ...] = ()
    survey_answers: tuple[SurveyAnswer, ...] = ()
    survey_returns: tuple[SurveyReturn, ...] = ()
    survey_exclusions: tuple[SurveyExclusion, ...] = ()
    survey_results: tuple[SurveyResult, ...] = ()
    other_plans: tuple[OtherPlan, ...] = ()
    other_goals: tuple[OtherGoal, ...] = ()
    other_codes: tuple[OtherCode, ...] = ()
    plan_links: tuple[PlanLink, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    requirement_answers: tuple[RequirementAnswer, ...] = ()
    export_profiles: tuple[ExportProfile, ...] = ()
    export_columns: tuple[ExportColumn, ...] = ()
    remarks: tuple[Remark, ...] = ()
    office_places: tuple[OfficePlace, ...] = field(default=(), eq=False)

    @cached_property
    def _answers(self) -> dict[object, Any]:
        return {}

    def answer(self, question: Callable[[Dossier, *Ts], T], *about: *Ts) -> T:
        """The result of a pure function of the dossier, computed only once.

        A dossier never changes, so it can keep the result. Results are not compared, copied or written with it.
        """
        asked = (question, about)
        answer: T = self._answers.get(asked, _NOT_ASKED)
        if answer is _NOT_ASKED:
            answer = self._answers[asked] = question(self, *about)
        return answer

    @guarded_late
    def get(self, cls: type[R], *key: object) -> R | None:
        """The record of a class under its key: ``dossier.get(Goal, "c1")``; ``None`` where there is none.

        ``dossier.get(Goal, None)`` is ``None`` too, so an empty reference needs no special case.
        """
        record = self.answer(_by_key, cls).get(key)
        return record if isinstance(record, cls) else None

    @guarded_late
    def ordered(self, cls: type[R]) -> tuple[R, ...]:
        """The records of a class in printed order: ``dossier.ordered(Goal)``."""
        return cast("tuple[R, ...]", self.answer(_ordered, cls))

    @guarded_late
    def having(self, cls: type[R], attribute: str, value: object) -> tuple[R, ...]:
        """The records of a class with a value in an attribute, as printed: ``having(Output, "service", "s1")``."""
        return cast("tuple[R, ...]", self.answer(_by_value, cls, attribute).get(value, ()))

    @guarded_late
    def table(self, name: str) -> tuple[Record, ...]:
        """The records of a table by its name: ``dossier.table("goals")``.

        Raises:
            UnknownTableError: a dossier has no such table.
        """
        if name not in record_types():
            raise UnknownTableError(name, record_types())
        records: tuple[Record, ...] = getattr(self, name)
        return records

    def records(self, name: str) -> list[dict[str, object]]:
        """The rows of a table as plain values by column, for data frames: ``dossier.records("goals")``.

        Dates, periods and members of enumerations are texts, as in the dossier's file; ``"plan"`` has one row.

        Raises:
            UnknownTableError: a dossier has no such table.
        """
        return [row_of(record) for record in ((self.plan,) if name == "plan" else self.table(name))]

    def __repr__(self) -> str:
        sizes = {name: len(self.table(name)) for name in record_types() if self.table(name)}
        shown = "".join(f", {sizes.pop(name)} {name}" for name in ("goals", "measures", "rounds") if name in sizes)
        return f"<Dossier {quoted(self.plan.title)} of {quoted(self.plan.authority)}{shown}, {len(sizes)} other tables>"


@cache
def record_types() -> dict[str, type[Record]]:
    """The tables of a dossier, in their order, with the class of their records; the plan is not a table."""
    resolved: Any = attrs.resolve_types(Dossier)
    return {
        attribute.name: get_args(attribute.type)[0] for attribute in attrs.fields(resolved) if attribute.name != "plan"
    }


def table_name(cls: type[Record]) -> str:
    """The name of the table that holds records of a class."""
    return _table_names()[cls]


@cache
def _table_names() -> dict[type[Record], str]:
    return {cls: name for name, cls in record_types().items()}


def attribute_path(table: str, path: str) -> tuple[attrs.Attribute[Any], ...] | None:
    """The attributes that a path leads over: ``provider.name`` in ``services``; ``None`` where it leads nowhere."""
    *steps, last = path.split(".")
    taken: list[attrs.Attribute[Any]] = []
    for step in (*steps, last):
        # After a plain value there is no table to go on in.
        cls: Any = record_types().get(table)
        attribute = attrs.fields_dict(attrs.resolve_types(cls)).get(step) if cls else None
        if attribute is None:
            return None
        taken.append(attribute)
        table = referred_table(attribute) or ""
    return tuple(taken)


def references(cls: Any) -> tuple[tuple[str, str], ...]:
    """The attributes of a class of records that refer to a table, each with the name of the table."""
    return _references(cls)


@cache
def _references(cls: Any) -> tuple[tuple[str, str], ...]:
    return tuple((attribute.name, table) for attribute in attrs.fields(cls) if (table := referred_table(attribute)))


def held(question: F) -> F:
    """Let each dossier keep the result of a pure function of it: see `Dossier.answer`."""

    @wraps(question)
    def asked(*args: Any, **named: Any) -> Any:
        dossier, *about = signature(question).bind(*args, **named).args if named else args
        return dossier.answer(question, *about)

    return cast("F", asked)


def _by_key(dossier: Dossier, cls: type[Record]) -> dict[tuple[object, ...], Record]:
    # The first of two records with one key counts; a check names the second.
    return {table_key(record): record for record in reversed(dossier.table(table_name(cls)))}


def _ordered(dossier: Dossier, cls: type[Record]) -> tuple[Record, ...]:
    records = dossier.table(table_name(cls))
    fields: Any = cls
    return in_order(records) if ORDERING & {field.name for field in attrs.fields(fields)} else records


def _by_value(dossier: Dossier, cls: type[Record], attribute: str) -> dict[object, tuple[Record, ...]]:
    groups: defaultdict[object, list[Record]] = defaultdict(list)
    records = dossier.ordered(cls)
    for value, record in zip(map(attrgetter(attribute), records), records, strict=True):
        groups[value].append(record)
    return {value: tuple(group) for value, group in groups.items()}
