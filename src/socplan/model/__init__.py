"""What a plan is: frozen values that know no files and no reports."""

from socplan.model.dossier import Dossier
from socplan.model.goal import Goal
from socplan.model.group import Constituency, GroupKind, Member, MemberFunction, Person, WorkingGroup
from socplan.model.measure import Measure
from socplan.model.monitoring import (
    FigureSubject,
    MonitoringRound,
    PublishedFigure,
    Reading,
    Status,
    StatusMeaning,
    Tally,
)
from socplan.model.plan import Level, Part, PartRole, Plan, PlanScope, Territory
from socplan.model.record import Record
from socplan.model.values import Count, Identifier, Money, PartialDate, Period

__all__ = [
    "Constituency",
    "Count",
    "Dossier",
    "FigureSubject",
    "Goal",
    "GroupKind",
    "Identifier",
    "Level",
    "Measure",
    "Member",
    "MemberFunction",
    "Money",
    "MonitoringRound",
    "Part",
    "PartRole",
    "PartialDate",
    "Period",
    "Person",
    "Plan",
    "PlanScope",
    "PublishedFigure",
    "Reading",
    "Record",
    "Status",
    "StatusMeaning",
    "Tally",
    "Territory",
    "WorkingGroup",
]
