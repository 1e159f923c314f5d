"""Plánování sociálních služeb metodou komunitního plánování (Zlín): S40–S58."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import attrs
import pytest
from tests.building import day, member, period
from tests.systems.reading import (
    card,
    changed,
    chart,
    codes,
    column,
    items,
    keys,
    labels,
    report_of,
    row,
    rows,
    said,
    the,
    without,
)

from socplan import (
    Constituency,
    EventKind,
    FigureSubject,
    GroupKind,
    MeasureKind,
    MemberFunction,
    Phase,
    Project,
    Publication,
    PublicationKind,
    Resolution,
    ResolutionAct,
    Task,
    WorkingGroup,
    build_report,
)
from socplan.calculations import (
    EventState,
    PartState,
    ResolutionState,
    TaskState,
    abbreviations,
    approval_chain,
    balance,
    bodies_in_order,
    completeness,
    editions,
    events_by_kind,
    events_in_order,
    goals_in_order,
    listed_count,
    measures_by_kind,
    meeting_gaps,
    meetings_by_year,
    members_at,
    part_completeness,
    phase_joints,
    phases_at,
    planned_capacity_totals,
    resolution_state,
    resolutions_in_order,
    structure_at,
    swot,
    task_state,
    vacancies,
    window_days,
)
from socplan.report import NA, AtLeast
from socplan.testing import sample_dossier

ZLIN, UKAZKA = sample_dossier("zlin"), sample_dossier("ukazka")
GROUPS = ("ps1", "ps2", "ps3", "ps4")
#: In the third phase, when the comments on the first draft had been gathered.
AUTUMN = date(2007, 10, 31)
NEW_YEAR = date(2007, 1, 1)
ACTIVITIES, ORGANISATION, PLAN = (report_of(kind, "zlin") for kind in ("activities", "organisation", "plan"))
PROCESS = report_of("process", "zlin", day=AUTUMN)


def test_s40_three_bodies_follow_each_other_in_the_chain_of_approval() -> None:
    chain = approval_chain(ZLIN, the(ZLIN, Resolution, "zzk-2005-12-21"))

    assert [(one.body, str(one.date)) for one in chain] == [
        ("ks-rmz", "2005-05-18"),
        ("rmz", "2005-08-08"),
        ("zastupitelstvo-kraje", "2005-12-21"),
    ]
    assert [one.act for one in chain] == [ResolutionAct.RECOMMEND, ResolutionAct.APPROVE, ResolutionAct.APPROVE]
    told = [(str(one["date"]), one["act"]) for one in rows(PROCESS, "approval")]
    assert told[:3] == [("2005-05-18", "doporučuje"), ("2005-08-08", "schvaluje"), ("2005-12-21", "schvaluje")]


def test_s40_an_approval_before_its_recommendation_is_found() -> None:
    early = changed(ZLIN, "resolutions", "rmz-2005-08-08", date=day("2005-05-17"))
    turned_down = changed(ZLIN, "resolutions", "ks-rmz-2005-05-18", adopted=False)

    assert codes(early) - codes(ZLIN) == {"resolution-before-recommendation"}
    assert codes(turned_down) - codes(ZLIN) == {"recommendation-missing"}


def test_s40_what_is_decided_later_is_not_said_to_be_submitted() -> None:
    told = report_of("process", "zlin", day=date(2005, 7, 1))

    assert "předložen" not in said(told, "summary").replace(
        "U 2 usnesení není doloženo, že byla do 1. 7. 2005 předložena.", ""
    )
    assert column(told, "approval", "state") == [
        "přijato",
        *["předložení není doloženo"] * 2,
        *["má se teprve rozhodnout"] * 2,
    ]
    submitted = changed(ZLIN, "resolutions", "rmz-2005-08-08", submitted=day("2005-07-01"))
    summary = said(build_report("process", submitted, day=date(2005, 7, 1)), "summary")
    assert "Předložen je 1 návrh usnesení; rozhodnutí o něm doloženo není." in summary


def test_s41_the_triad_of_7_2005_was_trained_from_9_2005_to_1_2006() -> None:
    triad = the(ZLIN, WorkingGroup, "triada")

    assert (triad.kind, triad.validity) == (GroupKind.TRIAD, period("2005-07", None))
    assert row(ORGANISATION, "chart", "triada")["existence"] == period("2005-07", None)
    told = row(ACTIVITIES, "events", "skoleni-triady")
    assert (told["event"], told["when"]) == ("Proškolení triády", period("2005-09", "2006-01"))
    before = row(report_of("activities", "zlin", day=date(2005, 8, 31)), "events", "skoleni-triady")
    assert before["state"] == "až po tomto dni"


def test_s41_whether_the_triad_is_complete_is_not_known() -> None:
    (triad,) = [one for one in balance(ZLIN, AUTUMN) if one.group.id == "triada"]

    assert (triad.total, triad.missing) == (0, None)
    # It is one of those whose members nobody told.
    assert "U 10 ostatních orgánů a skupin složení podklady neuvádějí." in said(ORGANISATION, "rosters")
    assert "Triáda" not in said(ORGANISATION, "rosters")
    assert "balance" not in keys(ORGANISATION)


@pytest.mark.parametrize(
    ("there", "missing"),
    [(("commissioner", "provider", "user"), ()), (("commissioner", "provider"), (Constituency.USER,))],
)
def test_s41_a_triad_is_complete_with_all_three(there: tuple[str, ...], missing: tuple[Constituency, ...]) -> None:
    seats = tuple(member(f"t-{one}", "triada", constituency=Constituency(one)) for one in there)
    filled = attrs.evolve(ZLIN, members=seats)
    (triad,) = balance(filled, AUTUMN)

    assert (triad.total, triad.missing) == (len(there), missing)
    told = said(build_report("organisation", filled), "balance")
    complete = "Triáda: zadavatel, poskytovatel i uživatel jsou zastoupeni, triáda je úplná."
    assert (complete in told) == (not missing)
    assert ("uživatel" in "".join(items(build_report("organisation", filled), "balance"))) == bool(missing)


def test_s42_the_project_runs_from_1_2006_to_2_2008_and_is_settled_in_3_2008() -> None:
    project = the(ZLIN, Project, "srop")

    assert project.period == period("2006-01-01", "2008-02")
    told = card(ACTIVITIES, "srop")
    assert (told["programme"], told["months"], told["settled"]) == ("SROP", 26, day("2008-03"))
    assert told["funder"] == "Evropský sociální fond a Ministerstvo pro místní rozvoj"
    longer = card(
        build_report("activities", changed(ZLIN, "projects", "srop", period=period("2006-01", "2008-03"))), "srop"
    )
    assert longer["months"] == 27


def test_s43_the_three_phases_follow_each_other_without_a_gap() -> None:
    assert [str(one.period.start) for one in ZLIN.phases] == ["2006-01-01", "2006-06-01", "2007-06-01"]
    assert [str(one.period.end) for one in ZLIN.phases] == ["2006-05-31", "2007-05-31", "2008-02-28"]
    assert [joint.gap for joint in phase_joints(ZLIN)] == [0, 0]
    late = changed(ZLIN, "phases", "faze-2", period=period("2006-06-15", "2007-05-31"))
    assert codes(late) - codes(ZLIN) == {"phase-gap"}
    early = changed(ZLIN, "phases", "faze-2", period=period("2006-05-15", "2007-05-31"))
    assert codes(early) - codes(ZLIN) == {"phase-overlap"}
    assert "je mezera 14 dnů." in said(build_report("process", late), "summary")
    assert "se překrývají o 17 dnů." in said(build_report("process", early), "summary")


def test_s43_the_third_phase_runs_in_autumn_2007() -> None:
    assert phases_at(ZLIN, AUTUMN) == (the(ZLIN, Phase, "faze-3"),)
    assert "Dne 31. 10. 2007 probíhá 3. fáze" in said(PROCESS, "summary")
    states = [row(PROCESS, "timetable", f"phase-faze-{number}")["state"] for number in (1, 2, 3)]
    assert states == ["skončila", "skončila", "probíhá"]
    assert row(PROCESS, "timetable", "phase-faze-1")["term"] == period("2006-01-01", "2006-05-31")


def test_s44_the_coordinator_and_the_methodologist_are_appointed_one_after_the_other() -> None:
    days = (date(2005, 12, 31), date(2006, 6, 30), AUTUMN)
    coordinator, methodologist = MemberFunction.COORDINATOR, MemberFunction.METHODOLOGIST

    sitting = [[one.function for one in members_at(ZLIN, "ridici", when)] for when in days]
    assert sitting == [[], [coordinator], [coordinator, methodologist]]
    told = [(one["function"], one["term"]) for one in rows(ORGANISATION, "roster_ridici")]
    assert told == [("koordinátor", period("2006-01", None)), ("metodik", period("2006-07", None))]
    assert ZLIN.persons == ()
    empty = changed(ZLIN, "members", "metodik", vacant=True, vacancy_reason="Vybírá se od března do července 2006.")
    (vacancy,) = rows(build_report("organisation", empty), "vacancies")
    assert (vacancy["function"], vacancy["reason"]) == ("metodik", "Vybírá se od března do července 2006.")


def test_s44_the_methodologist_is_chosen_from_march_to_july_2006() -> None:
    assert the(ZLIN, Task, "vyber-metodika").term == period("2006-03", "2006-07")
    told = row(PROCESS, "timetable", "task-vyber-metodika")
    assert (told["term"], told["finished"]) == (period("2006-03", "2006-07"), day("2006-07"))
    assert row(PROCESS, "timetable", "task-misto-koordinatorky")["finished"] == day("2006-01")


def test_s44_a_post_not_filled_yet_is_a_vacancy() -> None:
    empty = [one.member.function for one in vacancies(UKAZKA, date(2026, 3, 31))]

    assert MemberFunction.METHODOLOGIST in empty
    assert "metodik" in column(report_of("organisation", "ukazka"), "vacancies", "function")


def test_s46_four_groups_were_founded_on_15_5_2006() -> None:
    founded = {one.id for one in ZLIN.groups if one.validity.start == day("2006-05-15")}

    assert founded == {*GROUPS}
    assert {row(ORGANISATION, "chart", one)["existence"] for one in GROUPS} == {period("2006-05-15", None)}
    told = row(ACTIVITIES, "events", "setkani-nno")
    assert told["when"] == day("2006-05-15")
    assert "Pro koho: nestátní neziskové organizace" in told["event"]
    assert "Ustanovení čtyř pracovních skupin" in told["event"]


def test_s46_the_groups_met_the_methodologist_in_july_and_alone_in_august() -> None:
    assert meetings_by_year(ZLIN) == {("triada", 2005): 1} | {(one, 2006): 2 for one in GROUPS}
    assert row(ACTIVITIES, "events", "setkani-s-metodikem")["when"] == day("2006-07")
    assert {row(ACTIVITIES, "events", f"prvni-setkani-{one}")["when"] for one in GROUPS} == {day("2006-08")}
    assert column(ACTIVITIES, "meetings", "y2006") == [2, 2, 2, 2, 0]
    assert column(ACTIVITIES, "meetings", "y2005") == [NA, NA, NA, NA, 1]


def test_s46_the_meeting_with_the_methodologist_is_one_of_all_four_groups() -> None:
    alone = attrs.evolve(ZLIN, event_groups=())
    told = {one["group"]: one["owed"] for one in rows(build_report("activities", alone, day=NEW_YEAR), "gaps")}

    assert row(ACTIVITIES, "events", "setkani-s-metodikem")["group"].splitlines() == [
        "1 Děti, mládež, rodina",
        "2 Senioři",
        "3 Občané se zdravotním postižením",
        "4 Nezaměstnaní a osoby ohrožené sociálním vyloučením",
    ]
    assert list(told.values())[1:] == [5, 6]
    assert next(iter(told)) == "Řídící skupina"


def test_s47_assembly_council_committees_steering_group_and_four_groups_form_a_tree() -> None:
    depths = {body.group: depth for body, depth in bodies_in_order(ZLIN, structure_at(ZLIN, AUTUMN))}
    told = chart(ORGANISATION)

    assert [depths[one] for one in ("zmz", "rmz", "ks-rmz", "ridici", *GROUPS)] == [0, 1, 2, 3, 4, 4, 4, 4]
    assert depths["kzp-rmz"] == 2
    assert [told[one] for one in ("rmz", "ks-rmz", "kzp-rmz", "ridici")] == ["zmz", "rmz", "rmz", "ks-rmz"]
    assert {told[one] for one in GROUPS} == {"ridici"}
    moved = tuple(attrs.evolve(one, parent="rmz") if one.group == "ridici" else one for one in ZLIN.placements)
    assert chart(build_report("organisation", attrs.evolve(ZLIN, placements=moved)))["ridici"] == "rmz"


def test_s47_the_legend_explains_the_abbreviations() -> None:
    assert abbreviations(ZLIN, "kzp-rmz", AUTUMN) == ("KZP RMZ",)
    assert {one["abbreviation"]: one["body"] for one in rows(ORGANISATION, "legend")} == {
        "ZMZ": "Zastupitelstvo města Zlína",
        "RMZ": "Rada města Zlína",
        "KS RMZ": "Komise sociální Rady města Zlína",
        "KZP RMZ": "Komise pro zdravotně postižené Rady města Zlína",
    }


def test_s47_an_abbreviation_of_two_bodies_is_found() -> None:
    texts = tuple(attrs.evolve(one, text="RMZ") if one.group == "zmz" else one for one in ZLIN.group_texts)
    told = said(build_report("organisation", attrs.evolve(ZLIN, group_texts=texts), audience="internal"), "findings")

    assert codes(attrs.evolve(ZLIN, group_texts=texts)) - codes(ZLIN) == {"abbreviation-twice"}
    bodies = "Zastupitelstvo města Zlína; Rada města Zlína"
    assert f"Zkratku „RMZ“ mají v téže době dva orgány: {bodies}." in told


def test_s48_round_table_public_meeting_and_concert_stand_in_the_log() -> None:
    wanted = {"kulaty-stul": "2006-09-20", "verejne-setkani-1": "2006-10-23", "vanocni-koncert": "2006-12-06"}

    assert {one.id: str(one.held) for one in events_in_order(ZLIN) if one.id in wanted} == wanted
    told = {key: row(ACTIVITIES, "events", key) for key in wanted}
    assert [str(one["when"]) for one in told.values()] == [*wanted.values()]
    assert [one["event_kind"] for one in told.values()] == ["kulatý stůl", "veřejné setkání", "jiná akce"]
    assert "Pojmy, historie, SWOT analýza" in told["verejne-setkani-1"]["event"]
    assert "Pro koho: veřejnost" in told["verejne-setkani-1"]["event"]
    assert events_by_kind(ZLIN, AUTUMN)[EventKind.ROUND_TABLE, EventState.HELD] == 1
    moved = build_report("activities", changed(ZLIN, "events", "vanocni-koncert", held=day("2006-09-01")))
    order = [one["event"].splitlines()[0] for one in rows(moved, "events")]
    assert order.index("Vánoční koncert") < order.index("Kulatý stůl")


def test_s50_the_milestones_of_goals_hand_over_and_draft_have_their_months() -> None:
    terms = {key: the(ZLIN, Task, key).term for key in ("cile-opatreni", "odevzdani", "prvni-navrh")}

    assert terms["cile-opatreni"] == period("2007-02", "2007-06")
    assert terms["odevzdani"] == period("2007-05", "2007-07")
    told = row(PROCESS, "timetable", "task-prvni-navrh")
    assert (told["what"], told["term"]) == ("Milník: První návrh střednědobého plánu", day("2007-09"))
    assert {row(PROCESS, "timetable", f"task-{key}")["state"] for key in terms} == {"hotovo"}


@pytest.mark.parametrize(
    ("when", "state", "word"),
    [
        ("2007-01-31", TaskState.PLANNED, "termín nezačal"),
        ("2007-03-01", TaskState.UNDER_WAY, "termín běží"),
        ("2007-07-01", TaskState.OVERDUE, "po termínu"),
    ],
)
def test_s50_a_deadline_is_kept_or_not(when: str, state: TaskState, word: str) -> None:
    open_ = changed(ZLIN, "tasks", "cile-opatreni", finished=None, done=False)
    today = date.fromisoformat(when)

    assert task_state(the(open_, Task, "cile-opatreni"), today) is state
    assert row(build_report("process", open_, day=today), "timetable", "task-cile-opatreni")["state"] == word
    assert "task-overdue" in codes(open_)


def test_s51_the_plan_has_parts_a_b_c_and_of_a_no_text_is_known() -> None:
    told = rows(report_of("completeness", "zlin"), "parts")

    assert [(one.part.code, one.state) for one in part_completeness(ZLIN) if one.part] == [
        ("A", PartState.EMPTY),
        ("B", PartState.FILLED),
        ("C", PartState.FILLED),
    ]
    assert [one["state"] for one in told] == ["bez obsahu", "vyplněna", "vyplněna"]
    assert str(told[1]["in_data"]).startswith("text, 11 záznamů o orgánech a skupinách, ")
    assert told[2]["in_data"] == "23 cílů, 67 záznamů o opatřeních"


def test_s51_what_the_act_asks_of_the_parts_is_held_against_them() -> None:
    found = completeness(ZLIN)
    told = report_of("completeness", "zlin")

    assert (found.standards, found.share) == (("act-108-2006",), None)
    assert row(told, "requirements", "zakon-zdroje")["state"] == "část jen pojmenována"
    assert [one["state"] for one in rows(told, "requirements")].count("část plánu nejmenována") == 3
    assert "requirement-missing" not in codes(ZLIN)


def test_s52_23_goals_and_67_measures_are_listed_group_by_group() -> None:
    nodes = goals_in_order(ZLIN)

    assert (len(nodes), sum(len(node.measures) for node in nodes)) == (23, 67)
    assert [(one["goals"], one["measures"]) for one in rows(PLAN, "overview")] == [
        (5, 14),
        (2, 10),
        (7, 19),
        (9, 24),
        (23, 67),
    ]
    assert "23 cílů a 67 opatření" in said(PLAN, "summary")


def test_s52_the_declared_numbers_of_goals_are_those_listed() -> None:
    declared = {one.group: one for one in ZLIN.published if one.subject is FigureSubject.GOALS}

    assert [int(declared[one].value) for one in GROUPS] == [5, 2, 7, 9]
    assert [listed_count(ZLIN, declared[one]) for one in GROUPS] == [5, 2, 7, 9]
    gone = [one.id for one in ZLIN.measures if one.goal == "c4.9"]
    assert "published-goals" in codes(without(without(ZLIN, "goals", "c4.9"), "measures", *gone))


def test_s52_goals_are_numbered_by_their_group() -> None:
    numbered = [(one.group, one.code) for one in ZLIN.goals]

    assert [code for group, code in numbered if not re.fullmatch(rf"{str(group)[2:]}\.\d", code or "")] == []
    assert "Cíl 4.9 – Zajištění služeb terciální prevence" in said(PLAN, "group_ps4")
    assert items(PLAN, "goal_ps1_c1.1")[0] == "Udržitelnost a rozvoj stávajících nízkoprahových zařízení (udržet)"
    fewer = without(ZLIN, "measures", ZLIN.measures[0].id)
    assert "23 cílů a 66 opatření" in said(build_report("plan", fewer), "summary")


def test_s56_what_stands_on_one_slide_is_told_with_the_same_certainty() -> None:
    working_in, approval = (the(ZLIN, Task, name) for name in ("zapracovani", "schvaleni"))
    told = report_of("process", "zlin", day=date(2008, 1, 1))

    assert [(one.term.start, one.finished) for one in (working_in, approval)] == [
        (day("2007-11"), None),
        (day("2007-12"), None),
    ]
    states = [row(told, "timetable", f"task-{one.id}")["state"] for one in (working_in, approval)]
    assert states == ["bez zprávy", "bez zprávy"]
    finished = changed(ZLIN, "tasks", "zapracovani", finished=day("2007-11"))
    later = build_report("process", finished, day=date(2008, 1, 1))
    assert row(later, "timetable", "task-zapracovani")["state"] == "hotovo"


def test_s56_the_final_plan_is_approved_by_the_council_and_the_assembly_in_12_2007() -> None:
    last = resolutions_in_order(ZLIN)[-2:]

    assert [(one.body, one.date, str(one.planned)) for one in last] == [
        ("rmz", None, "2007-12"),
        ("zmz", None, "2007-12"),
    ]
    told = rows(PROCESS, "approval")[-2:]
    assert {(str(one["decision_planned"]), one["state"]) for one in told} == {("2007-12", "má se teprve rozhodnout")}
    assert [one["body"] for one in told] == ["Rada města Zlína", "Zastupitelstvo města Zlína"]
    assert {one["decided"] for one in told} == {f"Schvaluje {ZLIN.plan.title}."}
    assert "Rada města Zlína a Zastupitelstvo města Zlína" in said(PLAN)


def test_s56_an_approval_is_told_once_it_is_known() -> None:
    approved = changed(ZLIN, "resolutions", "zmz-2007-12", date=day("2007-12"), adopted=True)
    told = rows(build_report("process", approved), "approval")[-1]

    assert (told["body"], told["state"]) == ("Zastupitelstvo města Zlína", "přijato")
    assert resolution_state(the(approved, Resolution, "zmz-2007-12"), date(2005, 7, 1)) is ResolutionState.NOT_SUBMITTED


def test_s57_groups_meet_every_month_and_months_without_a_meeting_are_named() -> None:
    gaps = {one.group.id: one.months for one in meeting_gaps(ZLIN, NEW_YEAR)}
    told = row(report_of("activities", "zlin", day=NEW_YEAR), "gaps", "ps1")

    assert {one.meets_every for one in ZLIN.groups if one.id in (*GROUPS, "ridici")} == {1}
    assert [str(one) for one in gaps["ps1"] or ()] == [f"2006-{month}" for month in ("06", "09", "10", "11", "12")]
    assert (told["meets_every"], told["recorded"], told["owed"]) == (1, 2, 5)
    assert told["months"] == "červen 2006, září 2006 – prosinec 2006"
    assert len(told["group"].splitlines()) == 4
    quarterly = changed(ZLIN, "groups", "ps1", meets_every=3)
    assert row(build_report("activities", quarterly, day=NEW_YEAR), "gaps", "ps1")["months"] == "listopad 2006"
    assert "meeting-gap" in codes(ZLIN)


def test_s57_of_a_group_without_any_date_no_number_of_months_is_said() -> None:
    assert "ridici" not in {one.group for one in ZLIN.events}
    assert the(ZLIN, WorkingGroup, "ridici").validity.start is None
    gaps = {one["group"]: one["owed"] for one in rows(ACTIVITIES, "gaps")}
    assert gaps["Řídící skupina"] == "nelze určit"
    founded = changed(ZLIN, "groups", "ridici", validity=period("2006-05-15", None))
    told = row(build_report("activities", founded, day=NEW_YEAR), "gaps", "ridici")
    assert (told["recorded"], told["owed"], told["months"]) == (0, 7, "červen 2006 – prosinec 2006")


def test_s58_the_plan_is_to_be_printed_in_2_2008() -> None:
    printed = the(ZLIN, Publication, "plan-tisk")

    assert (printed.kind, printed.planned, printed.is_out) == (PublicationKind.PLAN, day("2008-02"), None)
    told = row(ACTIVITIES, "publications", "plan-tisk")
    assert (told["publication_kind"], told["when"], told["issued"]) == ("plán", "únor 2008 (plánováno)", "má vyjít")
    assert row(PROCESS, "timetable", "task-tisk")["term"] == day("2008-02")
    late = build_report("process", changed(ZLIN, "tasks", "tisk", finished=day("2008-03")), day=date(2008, 4, 1))
    assert row(late, "timetable", "task-tisk")["state"] == "hotovo po termínu"


def test_s58_the_sentence_on_the_funder_is_told_with_the_project() -> None:
    sentence = "Tento projekt je spolufinancován Evropským sociálním fondem a Ministerstvem pro místní rozvoj."

    assert the(ZLIN, Project, "srop").publicity == sentence
    assert {
        kind: report_of(kind, "zlin").footer for kind in ("plan", "process", "activities", "comment-book")
    } == dict.fromkeys(("plan", "process", "activities", "comment-book"), (sentence,))
    assert build_report("plan", ZLIN, publicity=False).footer == ()
    ended = changed(ZLIN, "projects", "srop", period=period("2006", "2006"))
    assert build_report("plan", ended).footer == ()
    assert report_of("activities", "zlin", day=date(2008, 3, 1)).footer == ()
    assert "Povinná publicita" not in said(ACTIVITIES, "project_srop")
    assert f"Povinná publicita: {sentence}" in said(build_report("activities", ended), "project_srop")
    silent = build_report("activities", changed(ZLIN, "projects", "srop", publicity=None))
    assert "Povinná publicita" not in said(silent)


def test_s55_comments_were_taken_in_writing_for_36_days_at_three_places() -> None:
    (consultation,) = ZLIN.consultations
    told = report_of("comment-book", "zlin")

    assert window_days(consultation) == 36
    assert "Připomínky se přijímaly 36 dnů (20. 9. 2007 – 25. 10. 2007)." in said(told, "rules")
    assert column(told, "places", "contact_place")[0] == "Vedoucí pracovních skupin"
    assert ZLIN.comments == ()
    assert told.part("book") is None
    shorter = changed(ZLIN, "consultations", "pripominky-2007", window=period("2007-09-20", "2007-09-30"))
    assert "Připomínky se přijímaly 11 dnů (20. 9. 2007 – 30. 9. 2007)." in said(
        build_report("comment-book", shorter), "rules"
    )


def test_s49_each_group_has_its_four_fields() -> None:
    assert ZLIN.swot == ()
    analyses = swot(UKAZKA)
    told = report_of("needs", "ukazka")

    assert list(analyses) == ["seniori", "krize"]
    assert [len(items) for items in analyses["seniori"].values()] == [1, 2, 1, 1]
    assert "O víkendu žádná služba v terénu není." in said(told, "swot")
    assert "SWOT analýzu mají 2 skupiny." in said(told, "summary")
    gone = attrs.evolve(UKAZKA, swot=tuple(one for one in UKAZKA.swot if one.group == "seniori"))
    assert "SWOT analýzu má 1 skupina." in said(build_report("needs", gone), "summary")


def test_s45_the_guide_came_out_in_three_editions() -> None:
    told = report_of("catalogue", "zlin")

    assert [one.id for one in editions(ZLIN)] == ["pruvodce-2006", "pruvodce-2007", "pruvodce-2008"]
    assert column(told, "editions", "issued") == [day("2006-03"), day("2007-03"), NA]
    assert row(told, "editions", "pruvodce-2008")["planned_date"] == day("2008-02")
    out = build_report("catalogue", changed(ZLIN, "publications", "pruvodce-2008", published=day("2008-02")))
    assert column(out, "editions", "issued")[2] == day("2008-02")


def test_s45_the_index_is_in_czech_order() -> None:
    told = report_of("catalogue", "ukazka", day=date(2026, 8, 1))
    services = items(told, "index_services")
    providers = labels(told, "index_providers")

    assert [*dict.fromkeys(name[0] for name in services)] == ["A", "B", "Č", "D", "H", "C", "O", "P", "S", "T"]
    assert [name[0] for name in providers] == ["A", "D", "D", "C", "K", "O", "P", "P", "R"]
    after = services.index("Hřiště – nízkoprahový klub (smyšlený)") + 1
    assert services[after : after + 2] == [
        "Charitní pečovatelská služba (smyšlená)",
        "Chráněné bydlení Lípa (smyšlené)",
    ]


def test_s53_measures_are_sorted_by_their_first_word() -> None:
    counts = measures_by_kind(ZLIN.measures)

    assert [counts[kind] for kind in (*MeasureKind, None)] == [6, 18, 5, 11, 8, 19]
    assert sum(counts.values()) == 67
    assert column(report_of("plan", "zlin"), "kinds", "measures") == [6, 18, 5, 11, 8, 19, 67]
    first = next(one for one in ZLIN.measures if one.kind is MeasureKind.KEEP)
    unsorted = build_report("plan", changed(ZLIN, "measures", first.id, kind=None))
    assert column(unsorted, "kinds", "measures") == [5, 18, 5, 11, 8, 20, 67]


def test_s54_places_and_beds_are_added_apart_and_unknown_beds_make_the_sum_unknown() -> None:
    totals = {one.unit: one.quantity for one in planned_capacity_totals(ZLIN.planned_capacities)}
    told = rows(report_of("plan", "zlin"), "capacities")

    assert totals["místo"].total == 7
    assert totals["lůžko"].total is None
    assert totals["lůžko"].known == 2
    assert [(one["unit"], one["quantity"]) for one in told[-2:]] == [("místo", 7), ("lůžko", AtLeast(2))]
    known = tuple(attrs.evolve(one, quantity=one.quantity or Decimal(3)) for one in ZLIN.planned_capacities)
    told = rows(build_report("plan", attrs.evolve(ZLIN, planned_capacities=known)), "capacities")
    assert [(one["unit"], one["quantity"]) for one in told[-2:]] == [("místo", 7), ("lůžko", 5)]
