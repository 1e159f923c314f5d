"""Everything that one authority keeps about one plan."""

from __future__ import annotations

from functools import cache, cached_property
from typing import Any, TypeVar, get_args

import attrs
from attrs import frozen

from socplan.errors import UnknownTableError, quoted
from socplan.model.action_plan import ActionItem, ActionPlan
from socplan.model.consultation import Comment, Consultation, ContactPlace, Turnout
from socplan.model.event import Attendance, Event, Publication
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
from socplan.model.link import OtherCode, OtherGoal, OtherPlan, PlanLink
from socplan.model.measure import Measure, PlannedCapacity
from socplan.model.money import (
    Allocation,
    Budget,
    FundingSource,
    Output,
    ServiceCost,
    Survey,
    SurveyAnswer,
    SurveyReply,
)
from socplan.model.monitoring import MonitoringRound, PublishedFigure, Reading, Status, Tally
from socplan.model.needs import Need, NeedResponse, SwotItem
from socplan.model.organisation import Organisation
from socplan.model.plan import Level, Part, Plan, Territory
from socplan.model.process import Phase, Step, Task
from socplan.model.project import Deliverable, Delivery, KeyActivity, Participation, Project
from socplan.model.record import Record, row_of, table_key
from socplan.model.requirement import Requirement, RequirementAnswer
from socplan.model.resolution import Amendment, AmendmentItem, Resolution
from socplan.model.service import Capacity, NetworkEntry, Replacement, Service, ServiceKind, ServicePlace, ServiceTarget
from socplan.model.typed import Typed
from socplan.typecheck import guarded

__all__ = ["Dossier", "record_types"]

R = TypeVar("R", bound=Record)


@frozen(kw_only=True)
class Dossier(Typed):
    """All records about one plan (spis), as tables that refer to each other by identifier.

    The order of records in a table means nothing: what is printed first is said by ``order``, then by
    ``code``, then by the title. Two dossiers are equal when their tables are, in order.
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
    amendments: tuple[Amendment, ...] = ()
    amendment_items: tuple[AmendmentItem, ...] = ()
    action_plans: tuple[ActionPlan, ...] = ()
    action_items: tuple[ActionItem, ...] = ()
    steps: tuple[Step, ...] = ()
    phases: tuple[Phase, ...] = ()
    tasks: tuple[Task, ...] = ()
    projects: tuple[Project, ...] = ()
    participations: tuple[Participation, ...] = ()
    activities: tuple[KeyActivity, ...] = ()
    deliverables: tuple[Deliverable, ...] = ()
    deliveries: tuple[Delivery, ...] = ()
    events: tuple[Event, ...] = ()
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
    other_plans: tuple[OtherPlan, ...] = ()
    other_goals: tuple[OtherGoal, ...] = ()
    other_codes: tuple[OtherCode, ...] = ()
    plan_links: tuple[PlanLink, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    requirement_answers: tuple[RequirementAnswer, ...] = ()
    export_profiles: tuple[ExportProfile, ...] = ()
    export_columns: tuple[ExportColumn, ...] = ()

    @cached_property
    def _by_key(self) -> dict[type[Record], dict[tuple[object, ...], Record]]:
        tables: dict[type[Record], dict[tuple[object, ...], Record]] = {}
        for name, cls in record_types().items():
            records: tuple[Record, ...] = getattr(self, name)
            # Of two records with one key the first counts; a check names the second.
            tables[cls] = {table_key(record): record for record in reversed(records)}
        return tables

    @cached_property
    def _by_value(self) -> dict[tuple[type[Record], str], dict[object, list[Record]]]:
        return {}

    def get(self, cls: type[R], *key: object) -> R | None:
        """The record of a class under its key: ``dossier.get(Goal, "c1")``; ``None`` where there is none."""
        found = self._by_key[cls].get(key)
        return found if isinstance(found, cls) else None

    def having(self, cls: type[R], attribute: str, value: object) -> tuple[R, ...]:
        """The records of a class with a value in an attribute: ``dossier.having(Output, "service", "s1")``."""
        index = self._by_value.get((cls, attribute))
        if index is None:
            index = {}
            (name,) = (name for name, kind in record_types().items() if kind is cls)
            for record in self.table(name):
                index.setdefault(getattr(record, attribute), []).append(record)
            self._by_value[cls, attribute] = index
        return tuple(record for record in index.get(value, ()) if isinstance(record, cls))

    def table(self, name: str) -> tuple[Record, ...]:
        """The records of a table by its name: ``dossier.table("goals")``.

        Raises:
            UnknownTableError: no such table.
        """
        if name not in record_types():
            raise UnknownTableError(name, record_types())
        records: tuple[Record, ...] = getattr(self, name)
        return records

    @guarded
    def records(self, name: str) -> list[dict[str, object]]:
        """The rows of a table as plain values by column, for data frames: ``dossier.records("goals")``.

        Dates, periods and members of enumerations are texts, as in the dossier's file; ``"plan"`` has one row.

        Raises:
            UnknownTableError: no such table.
        """
        return [row_of(record) for record in ((self.plan,) if name == "plan" else self.table(name))]

    def __repr__(self) -> str:
        sizes = {name: len(self.table(name)) for name in record_types() if self.table(name)}
        shown = "".join(f", {sizes.pop(name)} {name}" for name in ("goals", "measures", "rounds") if name in sizes)
        return f"<Dossier {quoted(self.plan.title)} of {quoted(self.plan.authority)}{shown}, {len(sizes)} other tables>"


@cache
def record_types() -> dict[str, type[Record]]:
    """The tables of a dossier, in their order, with the class of their records; the plan is no table."""
    resolved: Any = attrs.resolve_types(Dossier)
    return {
        attribute.name: get_args(attribute.type)[0] for attribute in attrs.fields(resolved) if attribute.name != "plan"
    }
