"""Transformuje Kraj nebo kraj? (Moravian-Silesian Region): S1–S16."""

from __future__ import annotations

from datetime import date

import attrs
import pytest
from tests.building import day, period
from tests.systems.reading import (
    card,
    changed,
    chart,
    codes,
    column,
    items,
    keys,
    marks,
    report_of,
    row,
    rows,
    said,
    the,
    without,
)

from socplan import (
    Approval,
    EventKind,
    GroupKind,
    KeyActivity,
    Member,
    MemberFunction,
    Participation,
    Period,
    Placement,
    Project,
    Resolution,
    WorkingGroup,
    build_report,
)
from socplan.calculations import (
    EventState,
    Reach,
    alignments,
    applied,
    coverage,
    eligibility,
    event_state,
    events_by_kind,
    events_in_order,
    members_at,
    organisations_without_team,
    parents_at,
    sectors,
    structure_at,
    structure_changes,
    vacancies,
)
from socplan.testing import sample_dossier

MSK, UKAZKA = sample_dossier("msk"), sample_dossier("ukazka")
PROJECT = the(MSK, Project, "podpora-transformace")
STEPS = [the(MSK, Resolution, f"krok-{number}") for number in (1, 2, 3)]
#: The decision is of 2011; the day before that year and the day after it.
BEFORE, NOW = date(2010, 12, 31), date(2012, 1, 1)
ACTIVITIES, ORGANISATION, PROCESS = (report_of(kind, "msk") for kind in ("activities", "organisation", "process"))
CHANGES = report_of("organisation", "msk", day=NOW, since=BEFORE)


def test_s1_the_project_is_told_with_who_pays_and_who_carries_it_out() -> None:
    told = card(ACTIVITIES, PROJECT.id)

    assert told["funder"] == "Evropský sociální fond a státní rozpočet ČR"
    assert told["programme"] == "OP LZZ"
    assert told["administrator"] == "Ministerstvo práce a sociálních věcí"
    assert "Integrovaného operačního programu (IOP)" in told["management"]
    unpaid = build_report("activities", changed(MSK, "projects", PROJECT.id, funder=None, programme="OPZ"))
    assert card(unpaid, PROJECT.id).get("funder") is None
    assert card(unpaid, PROJECT.id)["programme"] == "OPZ"


def test_s1_the_period_of_the_project_is_not_stated() -> None:
    assert PROJECT.period == Period()
    assert card(ACTIVITIES, PROJECT.id).keys().isdisjoint({"period", "months"})


@pytest.mark.parametrize(
    ("day", "inside"), [("2010-10-31", False), ("2010-11-01", True), ("2013-03-31", True), ("2013-04-01", False)]
)
def test_s2_the_national_centre_works_from_11_2010_to_3_2013(day: str, inside: bool) -> None:
    assert the(MSK, KeyActivity, "narodni-centrum").period.holds(date.fromisoformat(day)) is inside


def test_s2_four_kinds_of_activities_are_listed_with_the_period() -> None:
    told = said(ACTIVITIES, "activity_narodni-centrum")

    assert "Období: listopad 2010 – březen 2013" in told
    kinds = (
        "Koordinace a metodické vedení",
        "Zajištění vzdělávacích programů",
        "Participace",
        "Zpracování metodických",
    )
    silent = said(ACTIVITIES).partition("Podrobnosti těchto aktivit podklady neuvádějí: ")[2].partition("\n")[0]
    assert [kind for kind in kinds if kind not in silent] == []
    longer = changed(MSK, "activities", "narodni-centrum", period=period("2010-11", "2013-12"))
    assert "Období: listopad 2010 – prosinec 2013" in said(
        build_report("activities", longer), "activity_narodni-centrum"
    )


def test_s3_31_organisations_take_part_from_13_of_14_regions() -> None:
    areas = coverage(MSK, PROJECT)

    assert (PROJECT.organisations, len(areas.covered), areas.total) == (31, 13, 14)
    assert card(ACTIVITIES, PROJECT.id)["organisations"] == 31
    told = said(ACTIVITIES, f"project_{PROJECT.id}")
    assert "Zapojené organizace má podle podkladů 13 ze 14 krajů; bez zapojené organizace: Hlavní město Praha." in told
    fewer = attrs.evolve(MSK, participations=MSK.participations[1:])
    assert "má podle podkladů 12 ze 14 krajů; bez zapojené organizace: Hlavní město Praha a Středočeský kraj." in said(
        build_report("activities", fewer), f"project_{PROJECT.id}"
    )


def test_s3_more_organisations_may_take_part_with_a_question_mark() -> None:
    told = said(ACTIVITIES, "activity_narodni-centrum")

    assert "Zapojení dalších organizací v regionu uvádí prezentace jako možnost, s otazníky" in told


def test_s3_an_organisation_of_the_missing_region_may_join() -> None:
    joined = Participation(id="ucast-praha", project=PROJECT.id, territory="praha")

    assert coverage(attrs.evolve(MSK, participations=(*MSK.participations, joined)), PROJECT).missing == ()


def test_s3_organisations_are_listed_where_they_are_known_and_their_number_is_checked() -> None:
    told = rows(report_of("activities", "ukazka"), "organisations_p2")

    assert [one["organisation"] for one in told][-1] == "Azylový dům Přístav (smyšlený)"
    assert len(told) == 4
    assert "participants-count" in codes(changed(UKAZKA, "projects", "p2", organisations=5))


def test_s4_the_timeline_runs_forward_whatever_the_order_on_the_slide() -> None:
    slide = attrs.evolve(MSK, events=MSK.events[::-1])
    history = [one for one in events_in_order(slide) if one.kind is EventKind.HISTORY]

    assert [one.held.year for one in history if one.held] == [2003, 2004, 2007, 2008, 2011]
    assert [str(when) for when in column(build_report("process", slide), "history", "when")] == [
        "2003",
        "2004",
        "2007",
        "2008",
        "2011",
    ]
    assert "Harmonie, zámek Hošťálkovy" in row(PROCESS, "history", "rok-2007")["event"]
    later = build_report("process", changed(MSK, "events", "rok-2003", held=day("2009")))
    assert [str(when) for when in column(later, "history", "when")] == ["2004", "2007", "2008", "2009", "2011"]
    until_2007 = report_of("process", "msk", day=date(2007, 12, 31))
    assert len(rows(until_2007, "history")) == 3


def test_s5_the_original_bodies_stand_in_the_chart_of_their_time() -> None:
    original = {"krajska-koordinacni", "ps-deti", "transformacni-tymy"}
    told = report_of("organisation", "msk", day=BEFORE)

    assert original <= {body.group for body in structure_at(MSK, BEFORE).bodies}
    assert original.isdisjoint(parents_at(MSK, BEFORE))
    assert original == chart(told).keys()
    assert "podklady uvádějí 3 orgány a skupiny. O 9 orgánech a skupinách podklady neříkají" in said(told)
    founded = changed(MSK, "groups", "ps-kvalita", validity=period("2009", None))
    assert chart(build_report("organisation", founded, day=BEFORE)).keys() - original == {"ps-kvalita"}
    assert row(told, "chart", "ps-deti")["body"] == "Transformační skupina zařízení pro děti"
    assert "ps-transformace" not in chart(told)


def test_s6_five_reasons_for_the_change_are_listed() -> None:
    assert STEPS[0].reasons is not None
    assert len(STEPS[0].reasons.splitlines()) == 5
    assert items(CHANGES, "reasons") == STEPS[0].reasons.splitlines()
    fewer = attrs.evolve(MSK, resolutions=tuple(attrs.evolve(one, reasons="Nový zákon.") for one in MSK.resolutions))
    assert items(build_report("organisation", fewer, day=NOW, since=BEFORE), "reasons") == ["Nový zákon."]


def test_s7_the_three_system_steps_stand_among_the_decisions() -> None:
    assert [(one.body, one.point, one.group) for one in STEPS] == [
        ("ridici", f"{number})", "ps-transformace") for number in (1, 2, 3)
    ]
    assert column(PROCESS, "approval", "number") == ["1)", "2)", "3)"]
    assert column(PROCESS, "approval", "decided") == [one.text for one in STEPS]


def test_s7_each_change_of_the_structure_names_the_step_that_made_it() -> None:
    made = {change.group: [one.point for one in change.resolutions] for change in structure_changes(MSK, BEFORE, NOW)}

    assert made["skupina-organizaci"] == ["3)"]
    told = [(one["change"], one["resolution"]) for one in rows(CHANGES, "changes")][:3]
    assert [(change.partition(" pod")[0], step) for change, step in told] == [
        ("začlenění", "1)"),
        ("změna pověření", "3)"),
        ("změna složení", "2)"),
    ]
    assert row(CHANGES, "mandates", "ps-transformace")["mandate"].startswith("Samostatná kompetence")


def test_s7_a_step_without_a_recorded_change_is_told_as_that() -> None:
    texts = tuple(one for one in MSK.group_texts if one.resolution != "krok-2")
    told = build_report("organisation", attrs.evolve(MSK, group_texts=texts), day=NOW, since=BEFORE)

    assert items(CHANGES, "changes") == items(CHANGES, "reasons")
    assert "Rozhodnutí, k němuž podklady změnu struktury neuvádějí:" in said(told, "changes")
    assert items(told, "changes")[0] == "2) Úprava složení Pracovní skupiny pro transformaci."


def test_s8_the_composition_shown_as_an_image_stays_unknown() -> None:
    assert members_at(MSK, "ps-transformace", None) == ()
    assert "prezentace je ukazuje jen jako obrázek (snímek 7)" in said(ORGANISATION, "roster_ps-transformace")
    unworded = attrs.evolve(MSK, group_texts=tuple(one for one in MSK.group_texts if one.resolution != "krok-2"))
    told = said(build_report("organisation", unworded), "rosters")
    assert "U 9 ostatních orgánů a skupin složení podklady neuvádějí." in told
    assert the(MSK, WorkingGroup, "ps-transformace").name not in told


def test_s8_a_composition_that_is_known_is_a_roster() -> None:
    told = report_of("organisation", "ukazka")

    assert members_at(UKAZKA, "ridici", date(2026, 3, 31))[0].id == "clen-1"
    assert column(told, "roster_ridici", "function") == [
        "koordinátor",
        "metodik – neobsazeno",
        "zapisovatel",
        "člen",
        "člen",
    ]


def test_s9_the_current_bodies_stand_under_each_other() -> None:
    told = chart(ORGANISATION)

    below = [group for group, above in told.items() if above == "ridici"]
    assert below == [
        "ps-kvalita",
        "ps-obce",
        "ps-financovani",
        "ps-romska-integrace",
        "ps-protidrogova",
        "ps-transformace",
    ]
    assert [group for group, above in told.items() if above == "ps-transformace"] == [
        "ps-deti",
        "skupina-organizaci",
        "mtt",
        "male-mtt",
    ]


def test_s9_the_node_with_a_question_mark_is_uncertain_and_no_other() -> None:
    uncertain = [group for group, role in marks(ORGANISATION, "chart").items() if role == "uncertain"]

    assert uncertain == ["skupina-organizaci"] == [one.id for one in MSK.groups if one.uncertain]
    internal = build_report("organisation", MSK, audience="internal")
    assert row(internal, "chart", "skupina-organizaci")["body"].endswith("(?)")


def test_s9_the_changes_lead_from_the_original_structure_to_the_current_one() -> None:
    changes = structure_changes(MSK, BEFORE, NOW)

    assert applied(structure_at(MSK, BEFORE), changes, NOW) == structure_at(MSK, NOW)
    told = {(one["body"], one["change"]) for one in rows(CHANGES, "changes")}
    follower = "Skupina organizací v transformačním procesu"
    assert ("Krajská koordinační skupina", f"v nové struktuře není; pokračuje: {follower}") in told
    assert (follower, "vznik (nejisté); navazuje na: Krajská koordinační skupina") in told
    assert ("PS pro transformaci zařízení pro děti", "začlenění") in told
    assert ("Multidisciplinární týmy v zařízeních kraje", "začlenění") in told


def test_s9_a_body_under_another_one_before_was_moved() -> None:
    under = Placement(group="ps-deti", parent="krajska-koordinacni", validity=period("2008", "2011"))
    moved = build_report("organisation", attrs.evolve(MSK, placements=(under, *MSK.placements)), day=NOW, since=BEFORE)

    (told,) = [one for one in rows(moved, "changes") if one["change"].startswith("přesun")]
    assert told["change"] == "přesun"
    assert told["before"] == "pod: Krajská koordinační skupina"
    assert told["after"] == "pod: Pracovní skupina pro transformaci sociálních služeb v MSK"


def test_s9_the_change_report_shows_the_change_without_being_told_the_days() -> None:
    assert column(ORGANISATION, "changes", "change") == column(CHANGES, "changes", "change")


def test_s10_both_kinds_of_teams_are_registered_and_their_professions_not_known() -> None:
    kinds = {one.id: one.kind for one in MSK.groups}

    assert (kinds["mtt"], kinds["male-mtt"]) == (GroupKind.MULTIDISCIPLINARY, GroupKind.OPERATIONAL)
    legend = {one["body"]: one["abbreviation"] for one in rows(ORGANISATION, "legend")}
    assert legend["Multidisciplinární týmy v zařízeních kraje"] == "MTT"
    assert legend["Operativní týmy z pracovníků v zařízení"] == "„malé“ MTT"
    assert [one for one in MSK.members if one.group in {"mtt", "male-mtt"}] == []
    assert {"roster_mtt", "roster_male-mtt"}.isdisjoint(keys(ORGANISATION))


def test_s10_organisations_without_a_team_are_named() -> None:
    assert organisations_without_team(UKAZKA, GroupKind.MULTIDISCIPLINARY, date(2026, 3, 31)) == ()
    assert items(report_of("organisation", "ukazka"), "mandates") == []
    gone = without(UKAZKA, "groups", "tym-lipa")
    gone = attrs.evolve(gone, placements=tuple(one for one in gone.placements if one.group != "tym-lipa"))
    told = build_report("organisation", gone)
    assert "které mají mít multidisciplinární tým a podle podkladů ho nemají" in said(told, "mandates")
    assert items(told, "mandates") == ["Domov Lípa (smyšlený)"]


def test_s10_the_professions_of_a_team_are_told() -> None:
    nurse = Member(id="sestra", group="tym-lipa", sector="zdravotní sestra")
    told = build_report("organisation", attrs.evolve(UKAZKA, members=(*UKAZKA.members, nurse)))

    assert "Profese v týmu: Multidisciplinární tým Domova Lípa (smyšlený)" in said(told, "balance")
    assert column(told, "sectors_tym-lipa", "sector") == ["zdravotní sestra"]


def test_s11_the_widening_is_proposed_sector_by_sector() -> None:
    before = {one.sector: (one.sitting, one.proposed) for one in sectors(MSK, "ps-deti", BEFORE)}
    proposed = [one.sector for one in sectors(MSK, "ps-deti", NOW) if one.proposed != 0]

    assert before == {"sociální odbor krajského úřadu": (None, 0), "příspěvkové organizace kraje": (None, 0)}
    assert proposed == ["jiní poskytovatelé", "sociálně-právní ochrana dětí", "školství", "zdravotnictví"]
    told = rows(ORGANISATION, "sectors_ps-deti")
    assert [one["sector"] for one in told if one["proposed"] == "ano"] == proposed
    assert [one["sector"] for one in told if one["sitting"] == "ano"] == sorted(filter(None, before))
    assert column(ORGANISATION, "pending", "organisation") == [
        one.sector for one in members_at(MSK, "ps-deti", NOW) if one.approval is Approval.PENDING
    ]


def test_s11_who_is_proposed_is_not_yet_counted_as_a_member() -> None:
    (change,) = [
        one for one in rows(CHANGES, "changes") if one["change"] == "změna složení" and "(?)" not in one["body"]
    ][1:]

    represented = "zastoupeny obory: příspěvkové organizace kraje, sociální odbor krajského úřadu"
    assert change["before"] == represented
    assert change["after"].startswith(f"{represented}; navrženy obory: jiní poskytovatelé, ")


def test_s11_no_number_is_made_of_a_sector() -> None:
    told = said(ORGANISATION, "summary")
    counted = changed(MSK, "members", "deti-skolstvi", uncounted=False)

    assert "Uvedena jsou 2 členská místa." in told
    assert "U 1 z orgánů a skupin podklady říkají, kdo je zastoupen, nikoli však počet členů." in told
    assert "Uvedena jsou 3 členská místa." in said(build_report("organisation", counted), "summary")


def test_s12_a_lead_may_be_elected_later() -> None:
    (one,) = vacancies(MSK, NOW)

    assert (one.member.group, one.member.function) == ("ps-deti", MemberFunction.LEAD)
    assert codes(MSK) == set()
    assert "vacancy-without-reason" in codes(changed(MSK, "members", "deti-vedouci", vacancy_reason=None))
    (told,) = rows(ORGANISATION, "vacancies")
    assert (told["function"], told["reason"]) == ("vedoucí", "Vedoucí má být zvolen později, po ustavení nových členů.")
    elected = build_report("organisation", changed(MSK, "members", "deti-vedouci", vacant=False, vacancy_reason=None))
    assert "není obsazeno" not in said(elected, "summary")


def test_s13_the_conditions_of_membership_are_listed_and_nobody_is_said_to_meet_them() -> None:
    assert items(ORGANISATION, "conditions_skupina-organizaci") == [
        "Deklarace a zapojení do procesu transformace sociálních služeb",
        "Zřízení transformačního týmu v organizaci",
    ]
    assert eligibility(MSK, "skupina-organizaci") == ()
    assert "Podklady neuvádějí, které organizace podmínky splňují." in said(ORGANISATION, "rules")


def test_s13_eligible_is_who_meets_all_conditions_whoever_founded_it() -> None:
    judged = {one.organisation.founder: one.eligible for one in eligibility(UKAZKA, "transformace")}
    told = rows(report_of("organisation", "ukazka"), "eligible_transformace")

    assert judged == {"kraj": True, "církev": None, "spolek": False}
    assert {one["organisation"]: one["eligible"] for one in told} == {
        "Domov Lípa (smyšlený)": True,
        "Azylový dům Přístav (smyšlený)": None,
        "Klub Hřiště (smyšlený)": False,
    }


def test_s13_the_declaration_is_told_as_the_proof() -> None:
    assert UKAZKA.proofs[0].evidence == "Prohlášení z 20. 1. 2025"
    assert "Prohlášení z 20. 1. 2025" in said(report_of("organisation", "ukazka"), "rules")


def test_s14_the_offer_follows_the_nature_of_the_meeting() -> None:
    offered = [one for one in MSK.events if one.group == "skupina-organizaci"]

    assert {one.kind for one in offered} == {EventKind.SEMINAR, EventKind.WORKSHOP, EventKind.METHODICAL}
    assert {event_state(one, NOW) for one in offered} == {EventState.AS_NEEDED}
    assert events_by_kind(MSK, NOW)[EventKind.SEMINAR, EventState.AS_NEEDED] == 1
    assert {*column(ACTIVITIES, "events", "event_kind")} == {"workshop", "seminář", "metodické setkání"}
    # One of each kind, the list has said.
    assert "kinds" not in keys(ACTIVITIES)
    assert "3 akce nemají pevný termín, jsou uvedeny „podle potřeby“." in said(ACTIVITIES, "summary")
    held = build_report("activities", changed(MSK, "events", "nabidka-seminar", held=day("2011-05")))
    assert "Proběhla 1 akce. 2 akce nemají pevný termín, jsou uvedeny „podle potřeby“." in said(held, "summary")


def test_s14_members_are_offered_activities_education_support_and_seminars() -> None:
    mandate = row(ORGANISATION, "mandates", "skupina-organizaci")["mandate"]

    offer = ("individuální projekt kraje", "vzdělávání", "metodickou podporu", "tematické semináře", "workshop")
    assert [one for one in offer if one not in mandate] == []


def test_s15_the_group_is_led_by_the_regional_worker_of_the_centre() -> None:
    (lead,) = members_at(MSK, "skupina-organizaci", NOW)

    assert (lead, lead.function) == (the(MSK, Member, "skupina-vedouci"), MemberFunction.LEAD)
    (told,) = rows(ORGANISATION, "roster_skupina-organizaci")
    assert told["function"] == "vedoucí"
    assert told["organisation"].startswith("Národní centrum podpory transformace sociálních služeb")
    assert "regionální pracovník" in told["organisation"]
    assert MSK.persons == ()
    other = build_report("organisation", changed(MSK, "members", "skupina-vedouci", organisation="Kraj"))
    assert column(other, "roster_skupina-organizaci", "organisation") == ["Kraj"]


def test_s16_whoever_wants_to_join_learns_where_to_turn() -> None:
    assert column(ORGANISATION, "joining", "group") == [
        "Pracovní skupina pro transformaci sociálních služeb v MSK",
        "PS pro transformaci zařízení pro děti",
        "Skupina organizací v transformačním procesu",
    ]
    assert {*column(ORGANISATION, "joining", "turn_to")} == {
        "Krajský úřad Moravskoslezského kraje, odbor sociálních věcí, referent pro sociální projekty"
    }
    gone = changed(MSK, "groups", "ps-deti", contact=None)
    assert len(column(build_report("organisation", gone), "joining", "group")) == 2


def test_s16_others_may_join_in_the_planning_of_municipality_and_region() -> None:
    told = said(report_of("plan", "msk"))

    assert "Zapojení v procesech plánování rozvoje sociálních služeb v obci a v kraji." in told


def test_s17_both_measures_carry_out_the_vision() -> None:
    (found,) = alignments(MSK)
    told = report_of("alignment", "msk")

    assert (found.served.count, found.served.total) == (1, 1)
    assert (found.serving.count, found.serving.total) == (2, 2)
    assert row(told, "aims_upward", "koncepce-2004/goal-vize-kraje")["served_by"].startswith(
        "Cílená dotační politika\n"
    )
    assert "k jinému plánu směřují všechna uvedená opatření tohoto plánu (2)" in said(told, "summary")


def test_s17_a_measure_without_vision_and_a_vision_without_measure_show() -> None:
    first, second = MSK.plan_links
    unlinked = attrs.evolve(MSK, plan_links=(first,))
    (found,) = alignments(unlinked)

    assert [one.item.id for one in found.measures if one.reach is Reach.NONE] == [second.measure]
    (item,) = (one.item for one in found.measures if one.reach is Reach.NONE)
    links = said(build_report("alignment", unlinked), "links_upward")
    assert "vazba není zapsána u 1 opatření tohoto plánu." in links
    assert item.title in links
    assert "plan-without-link" in codes(attrs.evolve(MSK, plan_links=()))
    told = report_of("alignment", "ukazka")
    assert row(told, "aims_upward", "plan-kraje/goal-kraj-4")["reach"] == "žádná"


def test_s9_the_plan_keeps_the_question_mark_of_the_source() -> None:
    name = "Skupina organizací v transformačním procesu"
    sure = changed(MSK, "groups", "skupina-organizaci", uncertain=False)

    internal = build_report("plan", MSK, audience="internal")
    assert f"{name} (?)" in column(internal, "bodies_chart", "body")
    # In public a sentence says it once.
    told = said(report_of("plan", "msk")).replace("\N{NO-BREAK SPACE}", " ")
    assert (told.count(f"zda tento orgán nebo skupina existuje nebo kam patří: {name}"), told.count("(?)")) == (1, 0)
    assert name in column(build_report("plan", sure), "bodies_chart", "body")


def test_s17_the_slides_are_not_said_to_show_the_whole_plan() -> None:
    whole = attrs.evolve(MSK, plan=attrs.evolve(MSK.plan, partial=False))

    assert "Z plánu podklady uvádějí jen 1 cíl a 2 opatření." in said(report_of("plan", "msk"), "summary")
    assert "Plán obsahuje 1 cíl a 2 opatření." in said(build_report("plan", whole), "summary")
