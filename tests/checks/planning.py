"""Dossiers spoilt in one thing each: what is wrong with who plans, what was decided, how and in which projects."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import attrs
from tests.building import (
    DONE,
    allocation,
    amount,
    budget,
    comment,
    day,
    deliverable,
    dossier,
    event,
    goal,
    group,
    measure,
    member,
    period,
    phase,
    placed,
    reading,
    resolution,
    round_of,
    task,
    year,
)

from socplan import (
    ActionItem,
    ActionPlan,
    Allocation,
    Amendment,
    AmendmentAction,
    AmendmentItem,
    Approval,
    Attendance,
    Capacity,
    CodeList,
    Consultation,
    DeadlineRule,
    Delivery,
    Dossier,
    ExportColumn,
    ExportProfile,
    FundingSource,
    GroupText,
    GroupTextKind,
    KeyActivity,
    MeasureKind,
    MemberFunction,
    Need,
    NeedResponse,
    Organisation,
    OtherCode,
    OtherGoal,
    OtherPlan,
    Output,
    Part,
    Participation,
    PartRole,
    Person,
    Plan,
    PlanLink,
    PlanRelation,
    PlanScope,
    Project,
    Publication,
    PublicationKind,
    Quota,
    Remark,
    Replacement,
    Requirement,
    RequirementAnswer,
    Service,
    ServiceCost,
    Settlement,
    StatusMeaning,
    Step,
    Survey,
    SurveyAnswer,
    SurveyExclusion,
    SurveyReply,
    Territory,
)

COUNCIL = group("rada", name="Rada")
BODIES = (COUNCIL, group("a"), group("b"))
JAN = Person(id="jan", name="Jan")
TOWN = Territory(id="okres", name="Okres")
PROJECT = Project(id="p", name="Projekt", period=period("2012-05", "2014-04"))
ACTIVITY = KeyActivity(id="ka", project="p", name="Aktivita")
LEAD = MemberFunction.LEAD


def plan(**tables: Any) -> Dossier:
    return dossier(**{"rounds": (), "statuses": (), "groups": BODIES, **tables})


def quota(**values: Any) -> Quota:
    return Quota(group="a", territory="okres", **values)


def amended(action: AmendmentAction, *measures: Any, effective: str | None = "2012-07-01", **values: Any) -> Dossier:
    return plan(
        goals=(goal("g"),),
        measures=measures,
        amendments=(Amendment(id="d1", title="Dodatek", effective=day(effective) if effective else None, **values),),
        amendment_items=(AmendmentItem(amendment="d1", measure=measures[-1].id, action=action),),
    )


def project(**tables: Any) -> Dossier:
    return plan(**{"projects": (PROJECT,), "activities": (ACTIVITY,), **tables})


WINDOW = Consultation(
    id="c", title="Konzultace", window=period("2007-09-20", "2007-10-25"), rule=DeadlineRule.DELIVERED, registered=1
)


def consulted(*comments: Any) -> Dossier:
    return plan(consultations=(WINDOW,), comments=comments)


def costly(own_revenue: Decimal | None = None, **tables: Any) -> Dossier:
    """A service that cost 100 CZK in 2012."""
    cost = ServiceCost(service="s", period=year(2012), cost=Decimal(100), own_revenue=own_revenue)
    return plan(services=(Service(id="s", name="Služba"),), service_costs=(cost,), **tables)


def exported(table: str, column: str) -> Dossier:
    return plan(
        export_profiles=(ExportProfile(id="x", title="Výstup"),),
        export_columns=(ExportColumn(profile="x", table=table, column=column),),
    )


REGION = OtherPlan(id="kraj", title="Plán kraje", relation=PlanRelation.HIGHER)


def linked(**tables: Any) -> Dossier:
    return plan(
        **{"other_plans": (REGION,), "other_goals": (OtherGoal(id="k", plan="kraj", title="Cíl kraje"),), **tables}
    )


def asked(answer: RequirementAnswer, *parts: Part) -> Dossier:
    requirement = Requirement(id="r", title="Strategie", role=PartRole.DEVELOPMENT)
    return plan(requirements=(requirement,), requirement_answers=(answer,), parts=parts)


def funded(*allocations: Allocation, allocated: int | None = None, **tables: Any) -> Dossier:
    """A budget of 100 in 2012, with its allocations."""
    sources = (FundingSource(id="stat", name="Stát"),)
    budgets = (budget("b", allocated=amount(allocated)),)
    return plan(funding_sources=sources, budgets=budgets, allocations=allocations, **tables)


def spending(identifier: str, value: int | None, spent: int | None = None, **values: Any) -> Allocation:
    return allocation(identifier, "b", value, spent, **{"purpose": "setkání", **values})


def surveyed(*answers: SurveyAnswer, sent: int | None = None, returned: int | None = None) -> Dossier:
    """Two municipalities of three were asked, and one of them answered."""
    return plan(
        territories=tuple(Territory(id=one, name=one.upper()) for one in "abc"),
        services=(Service(id="s", name="Služba"),),
        surveys=(Survey(id="d", title="Dotazník", sent=sent, returned=returned),),
        survey_replies=tuple(SurveyReply(survey="d", territory=one, returned=one == "a") for one in "ab"),
        survey_answers=answers,
    )


def answer(territory: str, supported: bool, value: int | None = None) -> SurveyAnswer:
    return SurveyAnswer(survey="d", territory=territory, service="s", supported=supported, amount=amount(value))


PLANNING: dict[str, tuple[Dossier, str]] = {
    "two-parents": (
        plan(placements=(placed("b", "rada", "2010", "2012"), placed("b", "a", "2011", "2013"))),
        "$.placements[1].validity",
    ),
    "parent-not-there": (
        plan(
            groups=(group("rada", validity=period("2012-03", None)), *BODIES[1:]),
            placements=(placed("a", "rada", "2010", "2011"),),
        ),
        "$.placements[0].parent",
    ),
    "member-twice": (
        plan(persons=(JAN,), members=(member("x", "a", person="jan"), member("y", "a", person="jan"))),
        "$.members[1]",
    ),
    "overlapping-terms": (
        plan(
            persons=(JAN,),
            members=(
                member("x", "a", "2010", "2012-06", person="jan"),
                member("y", "a", "2012-05", None, person="jan"),
            ),
        ),
        "$.members[1]",
    ),
    "member-outside-group": (
        plan(
            groups=(*BODIES[:2], group("b", validity=period("2012", "2013"))),
            members=(member("x", "b", "2010", "2011"),),
        ),
        "$.members[0].validity",
    ),
    "two-leads": (plan(members=(member("x", "a", function=LEAD), member("y", "a", function=LEAD))), "$.members[1]"),
    "vacant-with-person": (
        plan(persons=(JAN,), members=(member("x", "a", person="jan", vacant=True),)),
        "$.members[0].vacant",
    ),
    "vacancy-without-reason": (plan(members=(member("x", "a", vacant=True),)), "$.members[0].vacant"),
    "approval-without-resolution": (
        plan(members=(member("x", "a", approval=Approval.APPROVED),)),
        "$.members[0].approval",
    ),
    "approval-other-body": (
        plan(
            groups=(COUNCIL, group("a", members_approved_by="rada"), group("b")),
            resolutions=(resolution("u", "b", "2012"),),
            members=(member("x", "a", approval=Approval.APPROVED, resolution="u"),),
        ),
        "$.members[0].resolution",
    ),
    "abbreviation-twice": (
        plan(
            group_texts=tuple(
                GroupText(group=one, kind=GroupTextKind.ABBREVIATION, text="KZP", validity=period(start, end))
                for one, start, end in (("a", "2010", "2012"), ("a", "2012", None), ("b", "2011", None))
            )
        ),
        "$.group_texts[2].text",
    ),
    "approval-open": (
        plan(
            resolutions=(resolution("u", "rada", None),),
            members=(member("x", "a", approval=Approval.APPROVED, resolution="u"),),
        ),
        "$.members[0].approval",
    ),
    "quota-reversed": (plan(territories=(TOWN,), quotas=(quota(least=2, most=1),)), "$.quotas[0].most"),
    "quota-missing": (
        plan(territories=(TOWN,), quotas=(quota(least=2),), members=(member("x", "a", territory="okres"),)),
        "$.quotas[0]",
    ),
    "quota-surplus": (
        plan(territories=(TOWN,), quotas=(quota(most=0),), members=(member("x", "a", territory="okres"),)),
        "$.quotas[0]",
    ),
    "renewal-overdue": (
        plan(
            groups=(*BODIES, group("c", renewed_every=12)),
            resolutions=(resolution("u", "rada", "2010-01", group="c", reviews_members=True),),
            members=(member("x", "c", "2012-01"),),
        ),
        "$.groups[3].renewed_every",
    ),
    "resolution-before-recommendation": (
        plan(resolutions=(resolution("r", "a", "2005-08-09"), resolution("u", "rada", "2005-08-08", after="r"))),
        "$.resolutions[1].date",
    ),
    "submitted-after-decision": (
        plan(resolutions=(resolution("u", "rada", "2005-08-08", submitted=day("2005-08-09")),)),
        "$.resolutions[0].submitted",
    ),
    "recommendation-missing": (
        plan(resolutions=(resolution("r", "a", None), resolution("u", "rada", "2005-08-08", after="r"))),
        "$.resolutions[1].after",
    ),
    "amendment-before-resolution": (
        plan(
            resolutions=(resolution("u", "rada", "2012-08-01"),),
            amendments=(Amendment(id="d1", title="Dodatek", effective=day("2012-07-01"), resolution="u"),),
        ),
        "$.amendments[0].effective",
    ),
    "prolongation-shortens": (
        plan(amendments=(Amendment(id="d1", title="Dodatek", prolongs_until=day("2013")),)),
        "$.amendments[0].prolongs_until",
    ),
    "amendment-validity": (
        amended(AmendmentAction.ADDED, measure("m", "g", validity=period("2013", None))),
        "$.amendment_items[0].measure",
    ),
    "amendment-not-approved": (
        plan(
            resolutions=(resolution("u", "rada", "2012-06-01", adopted=False),),
            amendments=(Amendment(id="d1", title="Dodatek", effective=day("2012-07-01"), resolution="u"),),
        ),
        "$.amendments[0].effective",
    ),
    "former-wording-missing": (
        amended(AmendmentAction.CHANGED, measure("m", "g", validity=period("2012-07-01", None))),
        "$.amendment_items[0].measure",
    ),
    "action-plan-outside": (
        plan(action_plans=(ActionPlan(id="ap", period=period("2016", "2016")),)),
        "$.action_plans[0].period",
    ),
    "action-not-in-plan": (
        plan(
            goals=(goal("g"),),
            measures=(measure("m", "g", validity=period("2013", None)),),
            action_plans=(ActionPlan(id="ap", period=period("2012", "2012")),),
            action_items=(ActionItem(action_plan="ap", measure="m"),),
        ),
        "$.action_items[0].measure",
    ),
    "phase-gap": (
        plan(phases=(phase("f1", "2006-01-01", "2006-05-31"), phase("f2", "2006-06-15", "2007"))),
        "$.phases[1].period",
    ),
    "phase-overlap": (
        plan(phases=(phase("f1", "2006-01-01", "2006-05-31"), phase("f2", "2006-05-15", "2007"))),
        "$.phases[1].period",
    ),
    "step-out-of-order": (
        plan(
            steps=(Step(id="s1", name="První"), Step(id="s2", name="Druhý", after="s1")),
            tasks=(task("x", step="s1", done=False), task("y", step="s2", done=True)),
        ),
        "$.steps[1].after",
    ),
    "done-contradicts": (plan(tasks=(task("x", done=False, finished=day("2012")),)), "$.tasks[0].done"),
    "task-overdue": (
        plan(tasks=(task("x", None, "2011", done=False), task("y", finished=day("2012")))),
        "$.tasks[0].term",
    ),
    "task-late": (plan(tasks=(task("x", None, "2011-06", finished=day("2011-07-01")),)), "$.tasks[0].finished"),
    "event-reversed": (plan(events=(event("e", "2012-06", held_until=day("2012-05")),)), "$.events[0].held_until"),
    "held-and-cancelled": (plan(events=(event("e", "2012-06", cancelled=True),)), "$.events[0].cancelled"),
    "attendance-sum": (
        plan(
            events=(event("e", "2012-06", attendance=10),),
            attendances=(Attendance(event="e", who="starostové", count=11),),
        ),
        "$.events[0].attendance",
    ),
    "meeting-gap": (
        plan(
            groups=(*BODIES, group("c", meets_every=1, validity=period("2012-01-01", None))),
            events=(event("e", "2012-01", group="c"), event("f", "2012-03", group="c")),
        ),
        "$.groups[3].meets_every",
    ),
    "range-reversed": (
        project(deliverables=(deliverable("v", 3, planned_most=Decimal(2)),)),
        "$.deliverables[0].planned_most",
    ),
    "delivered-over": (
        project(
            deliverables=(deliverable("v", 3),),
            deliveries=(Delivery(id="x", deliverable="v", quantity=Decimal("3.5")),),
        ),
        "$.deliverables[0]",
    ),
    "delivery-outside": (
        project(
            deliverables=(deliverable("v", 3),),
            deliveries=(Delivery(id="x", deliverable="v", quantity=Decimal(1), date=day("2015")),),
        ),
        "$.deliveries[0].date",
    ),
    "predecessor-later": (
        plan(projects=(PROJECT, Project(id="q", name="Dřívější", period=period("2010", "2011"), predecessor="p"))),
        "$.projects[1].predecessor",
    ),
    "participants-count": (
        plan(
            organisations=(Organisation(id="o", name="Domov"),),
            projects=(Project(id="p", name="Projekt", organisations=2),),
            participations=(Participation(id="x", project="p", organisation="o"),),
        ),
        "$.projects[0].organisations",
    ),
    "comment-late": (consulted(comment("x", received=day("2007-10-26"))), "$.comments[0]"),
    "comment-early": (consulted(comment("x", received=day("2007-09-19"))), "$.comments[0].received"),
    "comment-anonymous": (consulted(comment("x", author_kind=None)), "$.comments[0].author_kind"),
    "settlement-without-reason": (consulted(comment("x", settlement=Settlement.REJECTED)), "$.comments[0].reason"),
    "comment-number-twice": (consulted(comment("x", number=1), comment("y", number=1)), "$.comments[1].number"),
    "comments-count": (consulted(comment("x"), comment("y")), "$.consultations[0].registered"),
    "need-unanswered": (
        plan(
            needs=(Need(id="n", title="Doprava"), Need(id="o", title="Odlehčení")),
            need_responses=(NeedResponse(id="r", need="n", text="svoz"),),
        ),
        "$.needs[1]",
    ),
    "response-empty": (
        plan(needs=(Need(id="n", title="Doprava"),), need_responses=(NeedResponse(id="r", need="n"),)),
        "$.need_responses[0]",
    ),
    "cost-without-quantity": (
        costly(outputs=(Output(id="v", service="s", period=year(2012), unit="hodina"),)),
        "$.service_costs[0]",
    ),
    "revenue-above-cost": (costly(own_revenue=Decimal(101)), "$.service_costs[0].own_revenue"),
    "output-repeated": (
        costly(
            outputs=tuple(
                Output(id=one, service="s", period=when, unit="hodina", quantity=Decimal(5))
                for one, when in (("v", year(2012)), ("w", period("2012-01", "2012-12")))
            )
        ),
        "$.outputs[1]",
    ),
    "export-table-unknown": (exported("prices", "amount"), "$.export_columns[0].table"),
    "export-column-unknown": (exported("services", "tariff"), "$.export_columns[0].column"),
    "export-column-personal": (exported("service_places", "secret_address"), "$.export_columns[0].column"),
    "export-profile-empty": (plan(export_profiles=(ExportProfile(id="x", title="Výstup"),)), "$.export_profiles[0]"),
    "link-empty": (linked(plan_links=(PlanLink(other="k"),)), "$.plan_links[0]"),
    "status-meaning-differs": (
        linked(
            statuses=(DONE,),
            other_codes=(
                OtherCode(plan="kraj", code_list=CodeList.STATUSES, name="Naplněno", meaning=StatusMeaning.ONGOING),
            ),
        ),
        "$.other_plans[0]",
    ),
    "plan-period-apart": (
        linked(other_plans=(attrs.evolve(REGION, period=period("2015", None)),)),
        "$.other_plans[0].period",
    ),
    "plan-without-link": (linked(), "$.other_plans[0]"),
    "answer-without-place": (asked(RequirementAnswer(requirement="r", met=True)), "$.requirement_answers[0]"),
    "answer-other-role": (
        asked(
            RequirementAnswer(requirement="r", met=True, part="a"),
            Part(id="a", title="Východiska", role=PartRole.INFORMATION),
        ),
        "$.requirement_answers[0].part",
    ),
    "remark-table-unknown": (plan(remarks=(Remark(id="r", table="people", text="x"),)), "$.remarks[0].table"),
    "plan-not-three-years": (
        plan(
            plan=Plan(
                title="Plán",
                authority="Město",
                scope=PlanScope.MUNICIPALITY,
                period=period("2016", "2019"),
                approved=day("2015-12"),
            )
        ),
        "$.plan.period",
    ),
    "replacement-capacity-differs": (
        plan(
            services=(Service(id="s", name="Domov"),),
            capacities=(Capacity(service="s", unit="lůžko", quantity=Decimal(24)),),
            replacements=(Replacement(id="r", replaced="s", unit="lůžko", before=Decimal(99)),),
        ),
        "$.replacements[0].before",
    ),
    "measure-kind-differs": (
        plan(
            goals=(goal("g"),), measures=(measure("m", "g", title="Rozvoj pečovatelské služby", kind=MeasureKind.KEEP),)
        ),
        "$.measures[0].kind",
    ),
    "survey-used": (
        plan(
            surveys=(Survey(id="d", title="Dotazník", returned=225, used=219),),
            survey_exclusions=(SurveyExclusion(id="x", survey="d", reason="nevyplněné", count=5),),
        ),
        "$.surveys[0].used",
    ),
    "requirement-missing": (asked(RequirementAnswer(requirement="r", met=False)), "$.requirements[0]"),
    "issued-contradicts": (
        plan(
            publications=(
                Publication(
                    id="x", kind=PublicationKind.CATALOGUE, title="Katalog", published=day("2013"), issued=False
                ),
            )
        ),
        "$.publications[0].issued",
    ),
    "allocated-differs": (funded(spending("x", 30), spending("y", 20), allocated=60), "$.budgets[0].allocated"),
    "allocated-over": (funded(spending("x", 101), spending("y", None)), "$.budgets[0].amount"),
    "allocation-empty": (funded(spending("x", 10, purpose=None)), "$.allocations[0]"),
    "spent-over": (funded(spending("x", 10, 11)), "$.allocations[0].spent"),
    "amount-negative": (funded(spending("x", -10)), "$.allocations[0].amount"),
    "spent-differs": (
        funded(
            spending("x", 10, 9, measure="m"),
            goals=(goal("g"),),
            measures=(measure("m", "g"),),
            rounds=(round_of(2012),),
            readings=(reading("m", None, spent=Decimal(8)),),
        ),
        "$.readings[0].spent",
    ),
    "answer-not-asked": (surveyed(answer("c", True)), "$.survey_answers[0].territory"),
    "answer-not-returned": (surveyed(answer("b", True)), "$.survey_answers[0].territory"),
    "support-contradicts": (surveyed(answer("a", False, 5)), "$.survey_answers[0].amount"),
    "survey-sent": (surveyed(sent=3), "$.surveys[0].sent"),
    "survey-returned": (surveyed(returned=2), "$.surveys[0].returned"),
    "survey-over": (surveyed(sent=2, returned=3), "$.surveys[0].returned"),
}
