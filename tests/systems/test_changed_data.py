"""A document follows the data: one record is otherwise, and so is the sentence or the table that tells of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import attrs
from tests.building import day, period
from tests.systems.reading import card, changed, column, facts, promise, row, rows, said, the, without

from socplan import DeadlineRule, Part, PartRole, as_of, build_report
from socplan.calculations import assignment, completeness
from socplan.testing import sample_dossier

LIBEREC, OLOMOUC, UKAZKA, USTI, ZLIN = map(sample_dossier, ("liberec", "olomouc", "ukazka", "usti", "zlin"))


def test_s18_another_period_is_another_number_of_months() -> None:
    longer = changed(OLOMOUC, "projects", "ip-podpora-planovani", period=period("2012-05", "2014-10"))
    alone = changed(OLOMOUC, "projects", "ip-podpora-planovani", predecessor=None)

    assert card(build_report("activities", longer), "ip-podpora-planovani")["months"] == 30
    assert "predecessor" not in card(build_report("activities", alone), "ip-podpora-planovani")


def test_s19_a_key_activity_with_a_number_bears_it() -> None:
    numbered = changed(OLOMOUC, "activities", "ka-benchmarking", code="4")

    assert "4. Rozvoj a využití metody benchmarking" in said(build_report("activities", numbered))
    assert "4. Rozvoj" not in said(build_report("activities", OLOMOUC))


def test_s20_a_print_run_is_told_as_soon_as_it_is_known() -> None:
    printed = changed(OLOMOUC, "publications", "tisk-planu", copies=500, issued=True)

    assert row(build_report("activities", printed, audience="internal"), "publications", "tisk-planu")["copies"] == 500
    assert "Vydáno: 1 plán." in said(build_report("activities", printed), "activity_ka-krajska-uroven")
    assert "Vydáno" not in said(build_report("activities", OLOMOUC), "activity_ka-krajska-uroven")


def test_s23_another_unit_is_another_sum() -> None:
    fewer = without(OLOMOUC, "deliverables", "workshopy-ps1")

    assert ": 11–12 workshopů." in said(build_report("activities", fewer), "activity_ka-realizace-priorit")


def test_s24_a_copy_has_a_cost_as_soon_as_all_have() -> None:
    paid = changed(OLOMOUC, "publications", "katalog-kraj-2013", cost=Decimal(45000))

    assert (
        row(build_report("activities", paid, audience="internal"), "publications", "katalog-kraj-2013")["cost_per_copy"]
        == 45
    )


def test_s25_an_article_that_came_out_is_counted() -> None:
    out = changed(OLOMOUC, "publications", "clanky", title="Jak se plánuje", published=day("2013-02"), issued=True)

    assert "Vydáno: 1 článek." in said(build_report("activities", out), "activity_ka-realizace-priorit")


def test_s26_another_range_is_another_sum() -> None:
    wider = changed(OLOMOUC, "deliverables", "workshopy-ps4", planned_most=Decimal(5))
    told = build_report("activities", wider)

    assert promise(told, "workshopy-ps4")["planned_most"] == 5
    assert ": 13–16 workshopů." in said(told, "activity_ka-realizace-priorit")


def test_s27_another_conference_is_counted() -> None:
    more = changed(OLOMOUC, "deliverables", "konference-ps6", planned=Decimal(2))

    assert ": 3 konference." in said(build_report("activities", more), "activity_ka-realizace-priorit")


def test_s28_hours_of_both_kinds_are_added() -> None:
    fewer = changed(OLOMOUC, "deliverables", "supervize", planned=Decimal(200))

    assert ": 500 h." in said(build_report("activities", fewer), "activity_ka-metodika")


def test_s32_without_a_contract_only_the_supplier_is_told() -> None:
    told = said(build_report("activities", changed(OLOMOUC, "activities", "ka-obecni-uroven", contract=None)))

    assert "Středisko rozvoje sociálních služeb" in told
    assert "Zajištění a rozvoj procesu komunitního plánování" not in told


def test_s39_what_the_plan_says_of_the_network_is_told_as_it_stands() -> None:
    silent = attrs.evolve(OLOMOUC, parts=(Part(id="sit", title="Síť", role=PartRole.NETWORK),))

    assert "zachovat současnou síť" in said(build_report("plan", OLOMOUC), "part_sit")
    internal = build_report("plan", silent, audience="internal")
    assert "Text této části není k dispozici." in said(internal, "part_sit")
    assert "jejíž text podklady neobsahují: Síť." in said(build_report("plan", silent), "summary")


def test_s51_the_day_of_approval_decides_what_is_asked() -> None:
    later = attrs.evolve(ZLIN, plan=attrs.evolve(ZLIN.plan, approved=day("2016-06")))
    told = build_report("completeness", later)

    assert {result.requirement.id[:10] for result in completeness(later).results} == {"zakon-2015"}
    assert row(told, "requirements", "zakon-2015-podklady")["state"] == "část jen pojmenována"
    assert "Zákon o sociálních službách v té době mluvil o plánu schváleném na dobu 3 let." in said(told, "summary")


def test_s55_lateness_can_be_told_as_soon_as_the_rule_is_known() -> None:
    ruled = changed(ZLIN, "consultations", "pripominky-2007", rule=DeadlineRule.DELIVERED)
    before, after = (said(build_report("comment-book", one), "rules") for one in (ZLIN, ruled))

    assert "Zda o dodržení lhůty rozhoduje doručení, nebo odeslání, podklady neuvádějí." in before
    assert "nelze říci" not in after
    assert "O dodržení lhůty rozhoduje doručení." in after


def test_s61_the_assignment_is_taken_from_the_plan() -> None:
    told = {one["fact"]: one["value"] for one in rows(build_report("plan", USTI), "assignment")}
    with_period = attrs.evolve(USTI, plan=attrs.evolve(USTI.plan, period=period("2006", "2008")))

    assert len(assignment(USTI).target_groups) == 8
    assert told["Cílové skupiny"].startswith("senioři\nduševní zdraví\n")
    assert (told["Plánovací období"], told["Území"]) == (None, "město Ústí nad Labem")
    assert row(build_report("plan", with_period), "assignment", "period")["value"] == period("2006", "2008")
    nobody = attrs.evolve(USTI, plan=attrs.evolve(USTI.plan, target_groups=None))
    assert assignment(nobody).target_groups == ()


def test_s64_a_service_of_another_kind_is_counted_there() -> None:
    kinds = {one.id: one.kind for one in UKAZKA.services}
    moved = changed(UKAZKA, "services", "azylovy-dum", kind=kinds["pecovatelska-mesto"])
    told, before = build_report("catalogue", moved), build_report("catalogue", UKAZKA)

    (more,) = [one for one in rows(told, "kinds") if one["service_kind"].startswith("Pečovatelská")]
    (fewer,) = [one for one in rows(before, "kinds") if one["service_kind"].startswith("Pečovatelská")]
    assert more["services"] == fewer["services"] + 1


def test_s65_a_founder_that_becomes_unknown_is_told_as_unknown() -> None:
    nameless = attrs.evolve(
        UKAZKA, organisations=tuple(attrs.evolve(one, founder=None) for one in UKAZKA.organisations)
    )

    assert column(build_report("funding", nameless), "by_founder", "founder")[0] == "neuvedeno"
    assert column(build_report("funding", UKAZKA), "by_founder", "founder")[0] != "neuvedeno"


def test_s67_a_need_without_answers_is_told_as_open() -> None:
    silent = attrs.evolve(
        UKAZKA, need_responses=tuple(one for one in UKAZKA.need_responses if one.need != UKAZKA.needs[0].id)
    )

    assert "Na 2 potřeby zatím neodpovídá žádné opatření ani služba: P 1 Pomoc pečujícím o víkendu; P 4" in said(
        build_report("needs", silent), "summary"
    )


def test_s68_another_place_is_in_the_book() -> None:
    moved = changed(UKAZKA, "contact_places", "podatelna", name="Knihovna")

    assert column(build_report("comment-book", moved), "places", "contact_place")[0] == "Knihovna"


def test_s70_a_task_that_is_done_is_counted() -> None:
    done = changed(USTI, "tasks", "ukol-8.5", done=True)
    told = row(build_report("process", done), "steps", "krok-8")

    assert told["done"] == 1
    assert row(build_report("process", done), "steps", "krok-7").get("done") in {None, 0}


def test_s72_the_cost_of_an_outside_project_follows_its_record() -> None:
    cheaper = changed(UKAZKA, "projects", "p2", cost=Decimal(500000))

    assert card(build_report("activities", cheaper), "p2")["cost"] == 500000


def test_s75_what_was_presented_and_not_printed_is_left_out_until_somebody_writes_it() -> None:
    known = changed(LIBEREC, "projects", "ip1", cost=Decimal(10), funder="Evropský sociální fond")

    assert set(card(build_report("activities", LIBEREC), "ip1")) == {"administrator"}
    assert set(card(build_report("activities", known), "ip1")) == {"administrator", "cost", "funder"}


def test_s76_work_of_coordinators_that_somebody_describes_is_told() -> None:
    told = build_report("activities", changed(LIBEREC, "activities", "koordinatori", text="Tři koordinátoři."))

    assert "Tři koordinátoři." in said(told, "activity_koordinatori")
    assert "Podrobnosti" not in said(told, "activity_koordinatori")


def test_s78_the_state_of_the_national_plan_follows_its_record() -> None:
    approved = changed(LIBEREC, "other_plans", "narodni-plan", state="schválen")

    assert row(build_report("alignment", approved), "hierarchy", "plan-narodni-plan")["state"] == "schválen"


def test_s80_without_costs_nothing_is_compared() -> None:
    silent = attrs.evolve(UKAZKA, service_costs=())
    told = build_report("benchmark", UKAZKA), build_report("benchmark", silent)

    assert said(told[0], "summary") != said(told[1], "summary")


def test_s81_money_that_loses_its_measure_is_tied_to_none() -> None:
    loose = attrs.evolve(UKAZKA, allocations=tuple(attrs.evolve(one, measure=None) for one in UKAZKA.allocations))
    told = build_report("funding", loose, year=2024)

    assert "(100 %)" in said(told, "links")
    assert "U žádného z nich podklady neuvádějí prostředky" in said(told, "summary")


def test_documents_of_a_day_before_everything_say_nothing_of_what_came_later() -> None:
    told = build_report("activities", UKAZKA, day=date(1990, 1, 1))

    assert facts(told)["day"] == date(1990, 1, 1)
    assert "Proběhl" not in said(told, "summary")
    assert the(UKAZKA, Part, "a").title


def test_s13_without_its_proof_nobody_knows_whether_an_organisation_may_join() -> None:
    fewer = attrs.evolve(UKAZKA, proofs=UKAZKA.proofs[1:])
    name = "Domov Lípa (smyšlený)"
    before, after = (
        {
            one["organisation"]: one["eligible"]
            for one in rows(build_report("organisation", plan), "eligible_transformace")
        }
        for plan in (UKAZKA, fewer)
    )

    assert (before[name], after[name]) == (True, None)


def test_s33_a_measure_whose_report_is_taken_away_is_told_as_unknown() -> None:
    gone = attrs.evolve(UKAZKA, readings=tuple(one for one in UKAZKA.readings if one.measure != "opatreni-1.1.1"))

    assert "1.1.1" not in said(build_report("monitoring", UKAZKA), "delivery")
    assert "1.1.1" in said(build_report("monitoring", gone), "delivery")
    assert "u 2 opatření stav znám není (12 %)" in said(build_report("monitoring", gone), "summary")


def test_s69_before_comments_are_accepted_nobody_has_commented() -> None:
    early = as_of(UKAZKA, date(2020, 1, 1))
    told = said(build_report("comment-book", early))

    assert "Ke dni 1. 1. 2020 přijímání připomínek ještě nezačalo." in told
    assert "Připomínky se mají přijímat" in told
    assert not any(word in told for word in ("Evidován", "Zúčastnil", "Došl", "Vypořádán", "přijímaly"))
    assert "Evidováno je 6 připomínek." in said(build_report("comment-book", UKAZKA))


def test_s11_a_substitute_is_no_seat_of_its_own() -> None:
    told = said(build_report("organisation", UKAZKA), "summary")
    alone = without(UKAZKA, "members", "clen-10")

    assert "Uvedeno je 18 členských míst. Uveden je také 1 náhradník." in told
    assert "Uvedeno je 18 členských míst. Neobsazena" in said(build_report("organisation", alone), "summary")
