"""What a plan is: frozen values that know no files and no reports."""

from socplan.model.action_plan import ActionItem, ActionPlan
from socplan.model.consultation import (
    AuthorKind,
    Channel,
    Comment,
    CommentCategory,
    Consultation,
    ContactPlace,
    DeadlineRule,
    Settlement,
    Turnout,
)
from socplan.model.dossier import Dossier
from socplan.model.event import Attendance, Event, EventKind, Publication, PublicationKind
from socplan.model.goal import Goal
from socplan.model.group import (
    Approval,
    ConditionProof,
    Constituency,
    GroupKind,
    GroupText,
    GroupTextKind,
    Member,
    MemberFunction,
    MembershipCondition,
    Person,
    Placement,
    Quota,
    WorkingGroup,
)
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
from socplan.model.needs import Need, NeedResponse, SwotItem, SwotKind
from socplan.model.organisation import Organisation
from socplan.model.plan import Level, Part, PartRole, Plan, PlanScope, Territory
from socplan.model.process import Phase, Step, Task
from socplan.model.project import Deliverable, Delivery, KeyActivity, Participation, Project
from socplan.model.record import Record
from socplan.model.resolution import Amendment, AmendmentAction, AmendmentItem, Resolution, ResolutionAct
from socplan.model.service import Replacement, Service
from socplan.model.values import Count, Identifier, Money, PartialDate, Period, Quantity

__all__ = [
    "ActionItem",
    "ActionPlan",
    "Amendment",
    "AmendmentAction",
    "AmendmentItem",
    "Approval",
    "Attendance",
    "AuthorKind",
    "Channel",
    "Comment",
    "CommentCategory",
    "ConditionProof",
    "Constituency",
    "Consultation",
    "ContactPlace",
    "Count",
    "DeadlineRule",
    "Deliverable",
    "Delivery",
    "Dossier",
    "Event",
    "EventKind",
    "FigureSubject",
    "Goal",
    "GroupKind",
    "GroupText",
    "GroupTextKind",
    "Identifier",
    "KeyActivity",
    "Level",
    "Measure",
    "Member",
    "MemberFunction",
    "MembershipCondition",
    "Money",
    "MonitoringRound",
    "Need",
    "NeedResponse",
    "Organisation",
    "Part",
    "PartRole",
    "PartialDate",
    "Participation",
    "Period",
    "Person",
    "Phase",
    "Placement",
    "Plan",
    "PlanScope",
    "Project",
    "Publication",
    "PublicationKind",
    "PublishedFigure",
    "Quantity",
    "Quota",
    "Reading",
    "Record",
    "Replacement",
    "Resolution",
    "ResolutionAct",
    "Service",
    "Settlement",
    "Status",
    "StatusMeaning",
    "Step",
    "SwotItem",
    "SwotKind",
    "Tally",
    "Task",
    "Territory",
    "Turnout",
    "WorkingGroup",
]
