"""Kraj jednal o Střednědobém plánu rozvoje sociálních služeb (Liberec Region, 22. 4. 2009): S74–S86."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import attrs
import pytest
from tests.building import day, member, period
from tests.systems.reading import card, changed, codes, column, keys, report_of, row, rows, said, the

from socplan import (
    Event,
    ExportColumn,
    Goal,
    KeyActivity,
    Level,
    Member,
    MemberFunction,
    OptionError,
    Period,
    PlanScope,
    Project,
    build_report,
    gather,
)
from socplan.calculations import (
    FORMULAS,
    EventState,
    GatherProblem,
    activities_of,
    alignments,
    attendance,
    benchmark,
    capacity_changes,
    event_state,
    funding_in,
    funding_links,
    goals_in_order,
    hierarchy,
    next_events,
    quota_results,
    vacancies,
)
from socplan.report import AtLeast, Coded
from socplan.testing import sample_dossier

LIBEREC, UKAZKA = sample_dossier("liberec"), sample_dossier("ukazka")
#: The day of the press release.
TODAY = date(2009, 4, 22)
DISTRICTS = ("Česká Lípa", "Jablonec nad Nisou", "Liberec", "Semily")
ACTIVITIES, ORGANISATION, PLAN = (report_of(kind, "liberec") for kind in ("activities", "organisation", "plan"))


def test_s74_the_meeting_is_told_with_its_place_and_programme() -> None:
    told = row(ACTIVITIES, "events", "jednani-2009-04")

    assert the(LIBEREC, Event, "jednani-2009-04").held == day("2009-04")
    assert (told["when"], told["state"]) == (day("2009-04"), "proběhlo")
    assert "Kde: multimediální sál Krajského úřadu Libereckého kraje" in told["event"]
    assert "starostové pověřených obcí II. a III. stupně" in told["event"]
    assert "Projekty IP1 a IP2 a Datové centrum sociálních služeb" in told["event"]


def test_s74_how_many_came_is_not_known() -> None:
    meeting = the(LIBEREC, Event, "jednani-2009-04")

    assert attendance(LIBEREC, meeting) is None
    assert "celkem" not in column(ACTIVITIES, "attendances", "who")
    told = {one["who"]: one["attendance"] for one in rows(ACTIVITIES, "attendances")}
    assert told == {
        "radní pověřený vedením resortu sociálních věcí a menšin": 1,
        "pracovníci odboru sociálních věcí a menšin krajského úřadu": None,
        "starostové pověřených obcí II. a III. stupně": None,
    }
    counted = tuple(attrs.evolve(one, count=one.count or 5) for one in LIBEREC.attendances)
    told = row(build_report("activities", attrs.evolve(LIBEREC, attendances=counted)), "attendances", meeting.id)
    assert told["attendance"] == 11


def test_s74_those_who_came_are_added_where_all_were_counted() -> None:
    meeting = the(UKAZKA, Event, "verejne-setkani")

    assert attendance(UKAZKA, attrs.evolve(meeting, attendance=None)) == 41 + 14 + 9
    assert row(report_of("activities", "ukazka"), "attendances", meeting.id)["attendance"] == 64
    assert "attendance-sum" in codes(changed(UKAZKA, "events", meeting.id, attendance=65))


def test_s74_the_minutes_or_the_release_are_named() -> None:
    assert the(LIBEREC, Event, "jednani-2009-04").document == "Tisková zpráva z 22. 4. 2009"
    assert "Tisková zpráva z 22. 4. 2009" in said(ACTIVITIES, "events")
    assert "Zápis č. 8" in said(report_of("activities", "ukazka"), "events")


def test_s75_of_the_first_project_no_cost_and_no_period_is_made_up() -> None:
    project = the(LIBEREC, Project, "ip1")

    assert (project.code, project.name) == ("IP1", "Služby sociální prevence v Libereckém kraji")
    assert (project.cost, project.funder, project.focus, project.period) == (None, None, None, Period())
    assert card(ACTIVITIES, "ip1") == {"administrator": "Liberecký kraj"}
    assert "IP1 – Služby sociální prevence v Libereckém kraji" in said(ACTIVITIES, "projects")


def test_s75_a_card_holds_financing_costs_focus_target_groups_and_management() -> None:
    wanted = {"funder", "cost", "focus", "target_groups", "management"}
    told = card(report_of("activities", "ukazka"), "p2")

    assert wanted <= told.keys()
    assert (told["cost"], told["management"]) == (Decimal("640000.00"), "Projekt řídí odbor sociálních věcí.")
    assert "activity_ka-1" in keys(report_of("activities", "ukazka"))


def test_s76_the_work_of_coordinators_belongs_to_the_second_project_without_hours() -> None:
    activities = [one.id for one, _ in activities_of(LIBEREC, the(LIBEREC, Project, "ip2"))]

    assert activities == ["koordinatori", "datove-centrum", "metodicka-prirucka"]
    assert [one for one in LIBEREC.deliverables if one.activity == "koordinatori"] == []
    assert the(LIBEREC, KeyActivity, "koordinatori").name in said(ACTIVITIES, "project_ip2")
    assert "Podrobnosti této aktivity podklady neuvádějí." in said(ACTIVITIES, "activity_koordinatori")


def test_s78_the_regional_plan_stands_below_the_national_one_with_its_state() -> None:
    national, own = hierarchy(LIBEREC)
    told = report_of("alignment", "liberec")

    assert (national.scope, own.scope) == (PlanScope.STATE, PlanScope.REGION)
    assert row(told, "hierarchy", "plan-narodni-plan")["state"].startswith("připomínkové řízení má začít")
    assert [one["level"] for one in rows(told, "hierarchy")] == ["stát", "kraj"]


def test_s78_what_of_the_national_plan_the_regional_one_serves_is_not_known() -> None:
    (found,) = alignments(LIBEREC)

    assert (found.is_mapped, found.served.share) == (False, None)
    assert "Cíle a opatření jiného plánu podklady neuvádějí." in said(report_of("alignment", "liberec"))
    assert [one["level"] for one in rows(report_of("alignment", "ukazka"), "hierarchy")] == [
        "stát",
        "kraj",
        "obec",
        "obec",
        "obec",
    ]


def test_s79_measures_of_a_municipality_are_held_against_goals_of_the_region() -> None:
    told = report_of("alignment", "ukazka")
    upward = row(told, "upward", "plan-kraje")

    assert (upward["served_total"], upward["served_count"], upward["served_share"]) == (6, 4, 67)
    assert (upward["serving_total"], upward["serving_count"], upward["serving_share"]) == (17, 8, 47)
    assert row(told, "measures_upward", "plan-kraje/measure-opatreni-2.1.4")["reach"] == "přes cíl"


def test_s79_plans_are_compatible_in_period_statuses_and_kinds_or_not() -> None:
    told = {one["compared"]: one["result"] for one in rows(report_of("alignment", "ukazka"), "fit_plan-dolany")}

    assert told["Období platnosti"].endswith("obě se kryjí ve 3 kalendářních letech")
    assert told["Stav plnění „Naplněno“"].startswith("stejný název, jiný význam")
    assert "status-meaning-differs" in codes(UKAZKA)
    region = rows(report_of("alignment", "ukazka"), "fit_plan-kraje")
    assert region[-1]["result"].endswith("jen v jiném plánu: § 69 Terénní programy")


def test_s79_a_region_gathers_the_plans_of_its_municipalities() -> None:
    region = attrs.evolve(
        LIBEREC,
        plan=attrs.evolve(LIBEREC.plan, period=UKAZKA.plan.period),
        goals=(*LIBEREC.goals, Goal(id="doma", code="1", title="Lidé zůstávají doma")),
    )
    found = gather(region, {"vzorov": UKAZKA})
    told = build_report("alignment", found.dossier)

    assert [link.goal for link in found.dossier.plan_links] == ["doma"]
    assert {one.problem for one in found.unmatched} == {GatherProblem.NOT_FOUND}
    assert row(told, "lower", "vzorov")["serving_count"] == 4
    assert "Bez opory v podřízených plánech je 1 ze 2 cílů tohoto plánu" in said(told, "summary")


def test_s82_transformation_is_a_main_goal_of_which_no_services_are_named() -> None:
    assert [one.title for one in LIBEREC.goals] == ["Transformace sociálních služeb"]
    assert (LIBEREC.services, LIBEREC.replacements) == ((), ())
    told = said(PLAN)
    assert "Hlavní cíl – Transformace sociálních služeb" in told
    assert "Transformací se rozumí nahrazení stávajících služeb službami jinými" in told
    # No measure is made of a definition, and one goal is not said to be all.
    assert LIBEREC.measures == ()
    assert "Z plánu podklady uvádějí jen 1 cíl." in said(PLAN, "summary")
    whole = attrs.evolve(LIBEREC, plan=attrs.evolve(LIBEREC.plan, partial=False))
    assert "Plán obsahuje 1 cíl." in said(build_report("plan", whole), "summary")
    assert "replacements" not in keys(PLAN)


def test_s82_partial_goals_stand_below_the_main_one() -> None:
    partial = Goal(id="dilci", title="Bydlení v komunitě", parent="transformace")
    nested = attrs.evolve(LIBEREC, goals=(*LIBEREC.goals, partial))

    assert [the(LIBEREC, Level, one).name for one in ("hlavni-cil", "dilci-cil")] == ["hlavní cíl", "dílčí cíl"]
    assert [(node.goal.id, node.depth) for node in goals_in_order(nested)] == [("transformace", 1), ("dilci", 2)]
    assert "Dílčí cíl – Bydlení v komunitě" in said(build_report("plan", nested))


def test_s82_services_give_way_to_others_with_their_capacity_before_and_after() -> None:
    (beds,) = capacity_changes(UKAZKA)
    *pairs, total = rows(report_of("plan", "ukazka"), "replacements")

    assert (beds.unit, beds.before.total, beds.after.total) == ("lůžko", Decimal(40), Decimal(30))
    assert pairs[0]["replaced"].startswith("Domov pro osoby se zdravotním postižením Lípa")
    assert pairs[0]["replacing"].startswith("Chráněné bydlení Lípa")
    assert (total["before"], total["after"]) == (40, 30)


def test_s82_a_capacity_that_is_not_known_leaves_the_sum_unknown() -> None:
    unknown = changed(UKAZKA, "replacements", "nahrada-pristav", after=None)

    *_, total = rows(build_report("plan", unknown), "replacements")
    assert (total["before"], total["after"]) == (40, AtLeast(18))


def test_s82_capacities_are_those_of_the_services_and_another_number_is_found() -> None:
    typed = changed(UKAZKA, "replacements", "nahrada-lipa", before=Decimal(99))
    told = build_report("plan", typed)

    assert "replacement-capacity-differs" in codes(typed)
    assert column(told, "replacements", "before")[0] == 24
    assert "u náhrady je napsáno jiné číslo" in said(told, "transformation")
    assert "u náhrady je napsáno" not in said(report_of("plan", "ukazka"), "transformation")


def test_s83_ministry_region_municipalities_and_providers_work_together() -> None:
    sentence = "musí probíhat ve spolupráci MPSV, kraje, obcí a poskytovatelů."

    assert sentence in said(PLAN, "goal_unassigned_transformace")
    silent = changed(LIBEREC, "goals", "transformace", text=None)
    assert sentence not in said(build_report("plan", silent))


def test_s84_exactly_two_are_nominated_from_each_former_district() -> None:
    results = quota_results(LIBEREC, date(2009, 5, 1))

    assert [(one.quota.least, one.quota.most, one.filled) for one in results] == [(2, 2, 2)] * 4
    assert [(one.missing, one.surplus) for one in results] == [(0, 0)] * 4
    assert column(ORGANISATION, "quotas", "territory") == [f"bývalý okres {name}" for name in DISTRICTS]
    assert column(ORGANISATION, "quotas", "filled") == [2] * 4
    places = [one for one in column(ORGANISATION, "roster_kps", "territory") if one]
    assert places == [f"bývalý okres {name}" for name in DISTRICTS]
    functions = [one for one in column(ORGANISATION, "roster_kps", "function") if one.endswith(" – 2 místa")]
    assert len(functions) == len(DISTRICTS)


@pytest.mark.parametrize(
    ("gone", "more", "code", "told"),
    [
        (["zastupce-semily-2"], (), "quota-missing", (1, 1, 0)),
        ([], (member("x", "kps", "2009-04", territory="okres-semily"),), "quota-surplus", (3, 0, 1)),
    ],
)
def test_s84_missing_and_surplus_nominees_are_listed(
    gone: list[str], more: tuple[Member, ...], code: str, told: tuple[int, int, int]
) -> None:
    members = tuple(one for one in LIBEREC.members if one.id not in gone)
    broken = attrs.evolve(LIBEREC, members=(*members, *more))

    assert codes(LIBEREC) == set()
    assert codes(broken) == {code}
    (semily,) = [one for one in rows(build_report("organisation", broken), "quotas") if "Semily" in one["territory"]]
    # A column in which every number is 0 may be left out.
    assert (semily["filled"], semily.get("missing") or 0, semily.get("surplus") or 0) == told
    findings = said(build_report("organisation", broken, audience="internal"), "findings")
    assert "Skupina „Krajská pracovní skupina“, bývalý okres Semily: podle pravidla má být členů nej" in findings


def test_s84_a_district_without_any_nominee_is_missed() -> None:
    members = tuple(one for one in LIBEREC.members if one.territory != "okres-liberec")
    empty = attrs.evolve(LIBEREC, members=members)

    (told,) = [one for one in rows(build_report("organisation", empty), "quotas") if one["missing"]]
    assert (told["territory"], told["filled"], told["missing"]) == ("bývalý okres Liberec", 0, 2)
    assert "Nedodrženo je 1 pravidlo obsazení." in said(build_report("organisation", empty), "summary")
    fewer = attrs.evolve(empty, territories=tuple(one for one in LIBEREC.territories if one.id != "okres-liberec"))
    assert codes(fewer) == set()


def test_s85_the_post_of_the_manager_waits_for_the_second_project() -> None:
    (vacancy,) = vacancies(LIBEREC, TODAY)

    assert (vacancy.member.function, vacancy.member.paid_from) == (MemberFunction.MANAGER, "ip2")
    assert vacancy.payable is None
    (told,) = rows(ORGANISATION, "vacancies")
    assert told["function"] == "manažer"
    assert told["reason"] == "Místo zatím nelze zajistit, protože bude placeno z projektu IP2."
    assert told["paid_from"].startswith("IP2 ")
    assert column(ORGANISATION, "roster_kps", "function")[0] == "manažer – neobsazeno"
    running = changed(LIBEREC, "projects", "ip2", period=period("2009-04", None))
    assert [one["payable"] for one in rows(build_report("organisation", running), "vacancies")] == [True]


def test_s85_a_post_can_be_paid_once_its_project_runs() -> None:
    def payable(on: date) -> list[bool | None]:
        return [one.payable for one in vacancies(UKAZKA, on) if one.member.paid_from]

    assert (payable(date(2026, 6, 30)), payable(date(2026, 7, 1))) == ([False], [True])
    told = [
        one["payable"] for one in rows(report_of("organisation", "ukazka"), "vacancies") if one["function"] == "metodik"
    ]
    assert told == ["ne (1. 7. 2026 – 30. 6. 2028)"]


def test_s86_the_next_meeting_is_in_6_2009_and_others_are_called_as_needed() -> None:
    (coming,) = next_events(LIBEREC, TODAY)

    assert (coming.planned, coming.group) == (day("2009-06"), "kps")
    assert event_state(the(LIBEREC, Event, "jednani-podle-potreby"), TODAY) is EventState.AS_NEEDED
    assert column(report_of("process", "liberec"), "coming", "when") == [day("2009-06"), "podle potřeby"]
    summary = said(ACTIVITIES, "summary")
    assert "Proběhla 1 akce. Má se konat 1 akce." in summary
    assert "1 akce nemá pevný termín, je uvedena „podle potřeby“." in summary
    assert "Nejbližší akce: Jednání Krajské pracovní skupiny, červen 2009." in summary


def test_s86_meetings_of_a_group_that_never_met_are_owed() -> None:
    regular = changed(LIBEREC, "groups", "kps", meets_every=2)
    told = row(build_report("activities", regular, day=date(2009, 12, 31)), "gaps", "kps")

    assert (told["recorded"], told["owed"]) == (0, 4)
    assert told["months"] == "červen 2009, srpen 2009, říjen 2009, prosinec 2009"


def test_s86_a_month_that_has_not_ended_may_still_bring_the_meeting() -> None:
    june = the(LIBEREC, Event, "jednani-2009-06")

    assert next_events(LIBEREC, date(2009, 6, 30)) == (june,)
    assert next_events(LIBEREC, date(2009, 7, 1)) == ()
    assert event_state(june, date(2009, 7, 1)) is EventState.UNREPORTED
    told = report_of("activities", "liberec", day=date(2009, 7, 1))
    assert row(told, "events", june.id)["state"] == "bez zprávy"


def test_s77_a_profile_gives_its_columns_under_its_headings_and_nothing_else() -> None:
    told = report_of("export", "ukazka", profile="verejny-katalog")

    assert [part.key for part in told.parts] == ["services", "service_places"]
    assert [column_.label for column_ in told.parts[0].blocks[0].columns] == [  # type: ignore[union-attr]
        "Služba",
        "Registrační číslo",
        "Poskytovatel",
        "Telefon",
        "E-mail",
    ]
    assert rows(told, "services")[1] == {
        "name": "Azylový dům Přístav (smyšlený)",
        "registration": "1000003",
        "provider": Coded("Azylový dům Přístav (smyšlený)", "pristav"),
        "phone": "000 000 201",
        "mail": "dum@pristav.example",
    }
    # A home that begins later is not listed, nor are identifiers printed.
    assert "Chráněné bydlení Lípa (smyšlené)" not in column(told, "services", "name")
    later = build_report("export", UKAZKA, profile="verejny-katalog", day=date(2030, 1, 1))
    assert "Chráněné bydlení Lípa (smyšlené)" in column(later, "services", "name")
    moved = changed(UKAZKA, "services", "azylovy-dum", provider="lipa")
    assert rows(build_report("export", moved, profile="verejny-katalog"), "services")[1]["provider"].code == "lipa"


def test_s77_what_is_for_internal_use_is_refused_to_the_public() -> None:
    internal = report_of("export", "ukazka", profile="podklad-kraj", audience="internal")

    assert "Tichá 12 (smyšlená)" in column(internal, "service_places", "secret_address")
    with pytest.raises(OptionError, match="podklad-kraj is for internal use"):
        build_report("export", UKAZKA, profile="podklad-kraj")


def test_s77_a_public_profile_lets_out_no_personal_data_even_where_it_asks_for_them() -> None:
    secret = ExportColumn(profile="verejny-katalog", table="service_places", column="secret_address")
    asked = attrs.evolve(UKAZKA, export_columns=(*UKAZKA.export_columns, secret))
    told = build_report("export", asked, profile="verejny-katalog", audience="internal")

    assert "export-column-personal" in codes(asked)
    assert set(column(told, "service_places", "secret_address")) == {None}


def test_s77_what_a_profile_chooses_and_there_is_not_is_found() -> None:
    wrong = (
        ExportColumn(profile="verejny-katalog", table="prices", column="amount"),
        ExportColumn(profile="verejny-katalog", table="services", column="fee"),
    )

    assert {"export-table-unknown", "export-column-unknown"} <= codes(attrs.evolve(UKAZKA, export_columns=wrong))
    assert "export-profile-empty" in codes(attrs.evolve(UKAZKA, export_columns=()))


def test_s80_unit_indicators_come_from_cost_output_and_financing() -> None:
    medians = {
        formula.name: benchmark(UKAZKA, formula, period("2025", "2025")).groups[0].median for formula in FORMULAS
    }

    assert medians["cost-per-capacity"] == (Fraction(605000) + Fraction(6150000) / Fraction("9.5")) / 2
    assert medians["net-cost-per-capacity"] == (Fraction(502500) + Fraction(5050000) / Fraction("9.5")) / 2
    assert {key.rpartition("_")[0] for key in keys(report_of("benchmark", "ukazka"))} >= set(medians)


def test_s81_measures_without_money_and_money_without_a_measure_are_told() -> None:
    links, told = funding_links(UKAZKA, 2024), report_of("funding", "ukazka", year=2024)

    assert [row.subject.code for row in links.with_money] == ["1.1.1", "1.2.1", "2.1.1"]
    assert len(links.without_money) == 14
    assert [links.linked.allocated.total, links.unlinked.allocated.total] == [Decimal(3130000), Decimal(11050000)]
    text = said(told, "links")
    assert (
        "se vážou 3 přidělení za 3 130 000 Kč (22 %). Bez vazby na opatření jsou 4 přidělení za 11 050 000 Kč (78 %)."
        in text
    )
    assert row(told, "measures", "opatreni-1.1.2")["planned_cost"] == 120000
    assert column(told, "purposes", "allocated") == [4950000, 2700000, 4300000, 780000, 1450000, 14180000]


def test_s81_no_sum_is_told_of_money_of_which_a_part_is_unknown() -> None:
    links, told = funding_links(UKAZKA, 2025), report_of("funding", "ukazka", year=2025)

    assert (links.linked.allocated.total, links.linked.allocated.known) == (None, Decimal(8250000))
    assert funding_in(UKAZKA, 2025).allocated.total is None
    assert (
        "se váže 8 přidělení za nejméně 8 250 000 Kč. Bez vazby na opatření je 6 přidělení za 10 530 000 Kč."
        in said(told, "links")
    )
    assert column(told, "measures", "allocated")[-1] == AtLeast(8250000)


def test_s81_of_the_region_neither_is_known() -> None:
    assert LIBEREC.allocations == ()
    assert "Rozpočty ani přidělené prostředky podklady neuvádějí." in said(report_of("funding", "liberec"), "summary")


def test_s84_the_plan_tells_which_district_each_nominee_speaks_for() -> None:
    plan = report_of("plan", "liberec")
    seats = dict(zip(column(plan, "members", "territory"), column(plan, "members", "function"), strict=True))

    assert seats["bývalý okres Semily"] == "člen – 2 místa"
    nobody = attrs.evolve(LIBEREC, members=tuple(attrs.evolve(seat, territory=None) for seat in LIBEREC.members))
    assert {*column(build_report("plan", nobody), "members", "territory")} == {None}
