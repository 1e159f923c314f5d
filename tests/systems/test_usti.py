"""Komunitní plánování sociálních služeb, Centrum komunitní práce Ústí nad Labem: S59–S73."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import attrs
import pytest
from tests.building import DONE, dossier, everything_in, goal, measure, reading, round_of
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
    ActionPlan,
    Constituency,
    Dossier,
    FundingSource,
    OptionError,
    Part,
    Step,
    WorkingGroup,
    adopt_standard,
    build_report,
)
from socplan.calculations import (
    TRIAD,
    UnknownBecause,
    action_cost,
    action_rows,
    area_outputs,
    balance,
    bodies_in_order,
    effectiveness,
    fulfilment_over_time,
    funding_by_founder,
    funding_by_source,
    funding_in,
    left_behind,
    left_unknown,
    need_coverage,
    progress,
    rounds_in_order,
    service_sites,
    services_by_kind,
    status_changes,
    step_progress,
    steps_waited_for,
    structure_at,
    tasks_in_order,
    turnout_total,
)
from socplan.report import NA, AtLeast
from socplan.testing import sample_dossier

USTI, UKAZKA = sample_dossier("usti"), sample_dossier("ukazka")
#: How many tasks each of the ten steps has.
TASKS = (11, 1, 2, 4, 6, 7, 6, 6, 3, 3)
COORDINATION = [one.id for one in USTI.groups if one.kind.value == "coordination"]
WITH_CARER = ["ks-seniori", "ks-dusevni-zdravi", "ks-deti-mladez", "ks-zdravotne-postizeni", "ks-etnicke-mensiny"]
PROCESS, ORGANISATION, PLAN = (report_of(kind, "usti") for kind in ("process", "organisation", "plan"))


def done(of: Dossier, *tasks: str, yes: bool = True) -> Dossier:
    """The dossier with it known of some tasks whether they are done."""
    told = tuple(attrs.evolve(one, done=yes) if one.id in tasks else one for one in of.tasks)
    return attrs.evolve(of, tasks=told)


@pytest.mark.parametrize("part", ["charakteristiky", "zasady"])
def test_s59_five_characteristics_and_five_principles_are_told(part: str) -> None:
    text = the(USTI, Part, part).text

    assert text is not None
    assert len(text.split("\n\n")) == 5
    assert [one for one in text.split("\n\n") if one not in said(PLAN, f"part_{part}")] == []
    assert [one[:2] for one in text.split("\n\n")] == ["1.", "2.", "3.", "4.", "5."]


def test_s59_a_demand_stays_a_demand() -> None:
    assert "4. Zlepšit kvalitu poskytovaných služeb." in said(PLAN, "part_zasady")
    assert "Kvalita služeb roste" not in said(PLAN)
    shorter = changed(USTI, "parts", "zasady", text="1. Umožnit lidem život ve vlastním domově.")
    assert "Zlepšit kvalitu" not in said(build_report("plan", shorter))


def test_s59_the_levels_shown_as_an_image_stay_unknown() -> None:
    assert USTI.levels == ()
    assert "Počty podle úrovní" not in said(PLAN)
    internal = build_report("plan", USTI, audience="internal")
    assert "Roviny plánování (snímek 2)" in said(internal, "sources_note")
    assert PLAN.part("sources_note") is None


def test_s60_ten_steps_have_their_tasks_in_order() -> None:
    steps = step_progress(USTI)

    assert [step.code for step, _ in steps] == [str(number) for number in range(1, 11)]
    assert tuple(counts.total for _, counts in steps) == TASKS
    assert column(PROCESS, "steps", "tasks") == [*TASKS, 49]
    assert row(PROCESS, "steps", "krok-10")["step"] == "10. Kontrolní mechanismy, efektivita"


def test_s60_steps_3_and_4_go_side_by_side() -> None:
    assert [the(USTI, Step, f"krok-{number}").after for number in (2, 3, 4)] == ["krok-1", "krok-2", "krok-2"]
    assert "Navazuje na kroky 3. Analýza potřeb občanů a 4. Informační systém" in said(PROCESS, "step_krok-5")
    for number in (3, 4):
        told = said(PROCESS, f"step_krok-{number}")
        assert "Prezentace popisuje kroky 3 a 4 společně." in told
        assert "Navazuje na krok 2. Organizační struktury" in told


def test_s60_a_step_begun_before_the_one_it_waits_for_is_found() -> None:
    early = done(done(USTI, "ukol-2.1"), "ukol-1.1", yes=False)

    assert codes(USTI) == set()
    assert [(step.id, first.id) for step, first in steps_waited_for(early)] == [("krok-2", "krok-1")]
    assert "step-out-of-order" in codes(early)


@pytest.mark.parametrize("open_", ["ukol-1.1", "ukol-3.1", "ukol-4.1"])
def test_s60_step_5_waits_for_3_and_4_and_for_all_before_them(open_: str) -> None:
    early = done(done(USTI, "ukol-5.1"), open_, yes=False)

    assert [(step.id, first.id) for step, first in steps_waited_for(early)] == [("krok-5", f"krok-{open_[5]}")]
    told = said(build_report("process", early, audience="internal"), "findings")
    assert f"krok „{the(USTI, Step, f'krok-{open_[5]}').name}“, který mu má předcházet, však dokončen není." in told


def test_s60_progress_is_counted_with_the_unknown_apart() -> None:
    begun = build_report("process", done(USTI, "ukol-5.1", "ukol-5.2", "ukol-5.3"))
    told = row(begun, "steps", "krok-5")

    assert (told["done"], told["tasks"], told["unreported"], told["share"]) == (3, 6, 3, 50)


def test_s60_steps_of_which_nobody_reported_anything_have_no_share() -> None:
    assert {one.is_done for one in USTI.tasks} == {None}
    assert {*column(PROCESS, "steps", "share")} == {None}
    assert "0 %" not in said(PROCESS, "summary")


def test_s60_how_shares_are_rounded_is_told_once_and_only_beside_shares() -> None:
    rule = "Podíly jsou zaokrouhleny"

    assert said(PROCESS).count(rule) == 0
    assert said(build_report("process", done(USTI, "ukol-2.1"))).count(rule) == 1


def test_s60_the_timetable_draws_steps_that_have_terms() -> None:
    assert "timetable" not in keys(PROCESS)
    told = report_of("process", "ukazka")
    assert row(told, "timetable", "task-ukol-harmonogram")["state"] == "po termínu"


def test_s60_any_plan_can_adopt_the_ten_steps() -> None:
    adopted = adopt_standard(dossier(), "ten-steps")

    assert tuple(counts.total for _, counts in step_progress(adopted)) == TASKS


def test_s61_the_first_step_prepares_from_demand_to_consultants() -> None:
    titles = [one.title for one in tasks_in_order(USTI) if one.step == "krok-1"]

    assert len(titles) == 11
    assert column(PROCESS, "tasks_krok-1", "task") == titles
    wanted = ["poptávky", "v politických kruzích", "principů a hodnot", "uživatelského", "odborného", "cílové skupiny"]
    wanted += ["iniciačního týmu", "Proškolení", "harmonogramu", "finančních nákladů", "odborných konzultací"]
    assert [word for word, title in zip(wanted, titles, strict=True) if word not in title] == []


def test_s61_the_preparation_is_complete_when_all_is_done() -> None:
    prepared = done(USTI, *(one.id for one in USTI.tasks if one.step == "krok-1"))
    counts = progress(one for one in prepared.tasks if one.step == "krok-1")

    assert (counts.done, counts.total, counts.unknown) == (11, 11, 0)
    assert row(build_report("process", prepared), "steps", "krok-1")["share"] == 100


def test_s62_the_lasting_structure_stands_under_the_council() -> None:
    depths = {body.group: depth for body, depth in bodies_in_order(USTI, structure_at(USTI, None))}
    told = chart(ORGANISATION)

    beside = ["vrcholove-instituce", "oddeleni-mesta", "centrum-komunitni-prace"]
    assert [one for one, depth in depths.items() if depth == 0] == ["rada", *beside]
    assert row(ORGANISATION, "chart", "centrum-komunitni-prace")["body"] == "Centrum komunitní práce"
    assert [one for one, above in told.items() if above == "rada"] == [
        "skupina-pro-dohodu",
        "komise",
        "oborove-konference",
        "tym-kp",
    ]
    assert [one for one, above in told.items() if above == "manazersky-tym"] == [
        "tym-informace",
        "tym-kvalita",
        "manazeri",
    ]
    assert told["manazersky-tym"] == "tym-kp"
    loose = attrs.evolve(USTI, placements=tuple(one for one in USTI.placements if one.group != "tym-kp"))
    assert chart(build_report("organisation", loose))["tym-kp"] is None


def test_s62_eight_coordination_groups_and_others_stand_at_the_bottom() -> None:
    told = chart(ORGANISATION)

    assert [one for one, above in told.items() if above == "manazeri"] == COORDINATION
    assert len(COORDINATION) == 9
    assert [one for one, role in marks(ORGANISATION, "chart").items() if role == "uncertain"] == ["ks-jine"]
    assert the(USTI, WorkingGroup, "ks-jine").uncertain
    # In public a sentence says it once; the internal version marks the name.
    assert row(ORGANISATION, "chart", "ks-jine")["body"] == "Jiné"
    assert "zda tento orgán nebo skupina existuje nebo kam patří: Jiné" in said(ORGANISATION, "summary").replace(
        "\N{NO-BREAK SPACE}", " "
    )
    internal = build_report("organisation", USTI, audience="internal")
    assert row(internal, "chart", "ks-jine")["body"] == "Jiné (?)"
    sure = build_report("organisation", changed(USTI, "groups", "ks-jine", uncertain=False))
    assert row(sure, "chart", "ks-jine")["body"] == "Jiné"


def test_s63_carers_are_present_only_in_five_groups() -> None:
    rows_ = balance(USTI, None)

    assert [one.group.id for one in rows_] == COORDINATION[:8]
    assert [one.group.id for one in rows_ if one.counts[Constituency.CARER] != 0] == WITH_CARER
    assert {one.total for one in rows_} == {None}
    told = {one: row(ORGANISATION, "represented", one)["carer"] for one in COORDINATION[:8]}
    assert [one for one, carers in told.items() if carers is True] == WITH_CARER
    assert {told[one] for one in told if one not in WITH_CARER} == {NA}
    counted = changed(USTI, "members", "seniori-pecovatel", uncounted=False)
    assert balance(counted, None)[0].counts[Constituency.CARER] == 1
    assert "zastoupen; počty členů podklady neuvádějí" in said(ORGANISATION, "balance")
    assert "členské míst" not in said(ORGANISATION, "summary")


def test_s63_the_triad_is_everywhere_and_a_missing_role_is_named() -> None:
    assert [value.value for value in TRIAD] == ["commissioner", "provider", "user"]
    assert {one.missing for one in balance(USTI, None)} == {()}
    assert "V každé z následujících skupin je zastoupen zadavatel, poskytovatel i uživatel." in said(
        ORGANISATION, "balance"
    )
    gone = without(USTI, "members", "zavisli-uzivatel")
    assert [one.missing for one in balance(gone, None) if one.missing] == [(Constituency.USER,)]
    (told,) = items(build_report("organisation", gone), "balance")
    assert "Osoby závislé na drogách" in told
    assert "uživatel" in told


def test_s70_the_final_version_has_six_sub_steps() -> None:
    titles = column(PROCESS, "tasks_krok-8", "task")

    wanted = ("připomínek", "korektury", "překladů", "grafického návrhu", "tisku", "Distribuce")
    assert [word for word, title in zip(wanted, titles, strict=True) if word not in title] == []
    assert titles == [one.title for one in tasks_in_order(USTI) if one.step == "krok-8"]


def test_s70_the_final_version_is_counted_done_of_total() -> None:
    proofs = done(done(USTI, "ukol-8.1", "ukol-8.2", "ukol-8.3"), "ukol-8.4", "ukol-8.5", "ukol-8.6", yes=False)
    told = row(build_report("process", proofs), "steps", "krok-8")

    counts = progress(one for one in proofs.tasks if one.step == "krok-8")
    assert (counts.done, counts.total, counts.unknown) == (3, 6, 0)
    assert (told["done"], told["tasks"], told["unreported"], told["share"]) == (3, 6, 0, 50)


def test_s70_translations_are_told_by_their_language() -> None:
    told = row(report_of("activities", "ukazka"), "publications", "letak-tisnova-pece")

    assert "ukrajinština" in told["publication"]
    assert told["issued"] is False


def test_s71_the_yearly_plan_is_a_task_and_none_is_given() -> None:
    assert "Zpracování ročních realizačních plánů a priorit" in column(PROCESS, "tasks_krok-9", "task")
    assert len(column(PROCESS, "tasks_krok-9", "task")) == 3
    assert USTI.action_plans == ()
    with pytest.raises(OptionError):
        build_report("action-plan", USTI)


def test_s71_measures_are_selected_for_a_year_with_priorities() -> None:
    told = row(report_of("action-plan", "ukazka", year=2026), "measures", "opatreni-3.1.2")

    assert (told["task"], told["priority"], told["cost"]) == ("Předat druhý byt s podporou", 2, Decimal("210000.00"))
    cost = action_cost(action_rows(UKAZKA, the(UKAZKA, ActionPlan, "rp-2026")))
    assert (cost.known, cost.unknown) == (Decimal(2645000), 2)


def test_s71_what_was_not_done_is_carried_over_or_left_behind() -> None:
    plan = the(UKAZKA, ActionPlan, "rp-2026")
    carried = [one.measure.code for one in action_rows(UKAZKA, plan) if one.carried_over]
    told = report_of("action-plan", "ukazka", year=2026)

    assert carried == ["1.1.2", "2.1.2", "2.1.3", "2.2.1", "3.1.2"]
    assert left_behind(UKAZKA, plan) == ()
    assert [item.partition(" ")[0] for item in items(told, "carried_over")] == carried


def test_s71_a_measure_not_taken_over_is_named() -> None:
    items_left = tuple(
        one for one in UKAZKA.action_items if one.measure != "opatreni-2.1.3" or "2026" not in one.action_plan
    )
    short = attrs.evolve(UKAZKA, action_items=items_left)

    assert [one.code for one in left_behind(short, the(short, ActionPlan, "rp-2026"))] == ["2.1.3"]
    assert items(build_report("action-plan", short, year=2026), "not_in")[0].startswith("2.1.3 ")


def test_s71_a_measure_of_which_nobody_knows_whether_it_is_done_is_named_apart() -> None:
    items_left = tuple(
        one for one in UKAZKA.action_items if one.measure != "opatreni-2.1.3" or "2026" not in one.action_plan
    )
    short = attrs.evolve(
        UKAZKA,
        action_items=items_left,
        readings=tuple(one for one in UKAZKA.readings if (one.round, one.measure) != ("rok-2025", "opatreni-2.1.3")),
    )
    told = build_report("action-plan", short, year=2026)

    assert [one.code for one in left_unknown(short, the(short, ActionPlan, "rp-2026"))] == ["2.1.3"]
    assert left_behind(short, the(short, ActionPlan, "rp-2026")) == ()
    assert "zda jsou splněna, podklady neuvádějí" in said(told, "not_in")
    assert items(told, "not_in")[0] == "2.1.3 Upravit osm bytů v domě zvláštního určení"
    assert items(told, "not_in").count("2.1.3 Upravit osm bytů v domě zvláštního určení") == 1


def test_s71_a_measure_that_is_not_in_the_plan_that_year_is_found() -> None:
    gone = changed(UKAZKA, "action_plans", "rp-2026", period=round_of(2027).period)
    assert "action-not-in-plan" not in codes(gone)

    early = changed(UKAZKA, "action_plans", "rp-2026", period=round_of(2025).period)
    assert "action-not-in-plan" in codes(early)


def test_s72_the_plan_is_evaluated_every_year() -> None:
    first, second = fulfilment_over_time(UKAZKA)

    assert USTI.rounds == ()
    assert [(one.overall.fulfilled, one.overall.total) for one in (first, second)] == [(1, 17), (5, 17)]
    assert len(status_changes(UKAZKA, *rounds_in_order(UKAZKA))) == 7
    told = rows(report_of("monitoring", "ukazka", year=2025), "statuses")
    assert [(one["before"], one["measures"], one["difference"]) for one in told][:2] == [(1, 5, 4), (5, 4, -1)]
    assert len(rows(report_of("monitoring", "ukazka", year=2025), "moved")) == 7


def test_s72_the_whole_period_is_evaluated_round_by_round() -> None:
    rounds = tuple(map(round_of, (2012, 2013, 2014)))
    readings = tuple(reading("m", DONE.id, number) for number in (2012, 2013, 2014))
    whole = dossier(rounds=rounds, goals=(goal("g"),), measures=(measure("m", "g"),), readings=readings)

    assert [one.overall.fulfilled for one in fulfilment_over_time(whole)] == [1, 1, 1]
    assert "2012" in said(build_report("monitoring", whole, year=2014))


def test_s72_projects_paid_from_outside_are_watched() -> None:
    told = card(report_of("activities", "ukazka"), "p2")

    assert "Monitorování projektů – vnějších zdrojů" in column(PROCESS, "tasks_krok-10", "task")
    assert (told["funder"], told["cost"]) == ("Nadace Vzor (smyšlená)", Decimal("640000.00"))


def test_s68_the_consultation_is_prepared_in_seven_tasks() -> None:
    assert len(column(PROCESS, "tasks_krok-6", "task")) == 7
    assert column(report_of("comment-book", "ukazka"), "places", "contact_place")[0] == "Podatelna města Vzorova"


def test_s69_participants_by_kind_are_not_the_number_of_comments() -> None:
    (consultation,) = USTI.consultations
    told = report_of("comment-book", "usti")

    assert column(told, "turnout", "participants") == [126, 277, 109, 512]
    assert turnout_total(USTI, consultation) == 512
    assert consultation.registered == 454
    assert "Evidováno je 454 připomínek. Zúčastnilo se 512 lidí a organizací." in said(told, "summary")


def test_s69_the_book_has_numbers_settlements_and_no_names() -> None:
    told = report_of("comment-book", "ukazka")

    assert column(told, "book", "number") == [1, 2, 3, 4, 5, 6]
    assert "Po lhůtě přišly připomínky č. 5 (16 h) a 6." in said(told, "book")
    assert row(told, "book", "comments-1")["from_whom"] == "fyzická osoba"
    assert "Smyšlená" not in everything_in(told)
    assert "Alena Smyšlená" in everything_in(report_of("comment-book", "ukazka", audience="internal"))
    assert column(told, "by_author_kind", "total") == [1, 2, 2, 1, 6]


def test_s69_a_comment_without_an_author_is_counted_with_the_anonymous_and_has_no_number() -> None:
    unsigned = changed(UKAZKA, "comments", "pripominka-3", author_kind=None)
    told = build_report("comment-book", unsigned)

    assert "comment-anonymous" in codes(unsigned)
    assert column(told, "book", "number") == [1, 2, 3, 4, 5]
    assert "Prosím o větší písmo v tištěném plánu." not in everything_in(told)
    assert "Evidováno je 5 připomínek." in said(told, "summary")
    assert "Došly také 3 anonymní připomínky; ty se neevidují." in said(told, "summary")
    assert column(told, "by_author_kind", "total")[-1] == 5


def test_s69_without_a_rule_nobody_can_tell_which_comments_came_too_late() -> None:
    told = build_report("comment-book", changed(UKAZKA, "consultations", "pripominky-2023", rule=None))

    assert "Poslední den se připomínky přijímaly do 15 hodin." in said(told, "rules")
    assert "které připomínky přišly po lhůtě, proto nelze říci" in said(told, "rules")
    assert "Po lhůtě" not in said(told, "summary")
    assert "Do kdy se připomínky přijímaly, podklady neuvádějí" in said(report_of("comment-book", "usti"), "rules")


def test_s67_needs_are_paired_with_services_and_ranked() -> None:
    covered = {one.need.code: one for one in need_coverage(UKAZKA)}
    told = report_of("needs", "ukazka")

    assert [one.measure for one in covered["P 1"].responses] == ["opatreni-2.2.3", "opatreni-2.2.1"]
    assert (covered["P 1"].priority, covered["P 3"].priority, covered["P 4"].responses) == (1, None, ())
    assert column(told, "ranking", "priority") == [1, 1, 2]
    assert row(told, "needs", "potreba-4")["met_by"] == "zatím bez opatření"
    assert "need-unanswered" in codes(UKAZKA)
    assert "Na 1 potřebu zatím neodpovídá žádné opatření ani služba: P 4 Doprava k lékaři z místních částí." in said(
        told, "summary"
    )


def test_s64_the_catalogue_is_data_for_planning_by_kind_place_and_need() -> None:
    assert USTI.services == ()
    told = report_of("catalogue", "ukazka")
    by_kind = {kind.code if kind else None: len(own) for kind, own in services_by_kind(UKAZKA, date(2026, 3, 31))}
    towns = {site.territory.id for site in service_sites(UKAZKA, date(2026, 3, 31)) if site.territory}

    assert (by_kind["§ 40"], by_kind["§ 57"]) == (4, 1)
    assert {"vzorov", "lhota", "dolany", "kamenice"} <= towns
    assert rows(told, "kinds")[-1]["services"] == 13
    assert "Dům zvláštního určení" in row(told, "services_par-40", "pecovatelska-mesto")["where"]


def test_s64_a_secret_address_is_for_those_alone_who_plan() -> None:
    assert "Tichá 12" not in said(report_of("catalogue", "ukazka"))
    assert "Tichá 12" in said(report_of("catalogue", "ukazka", audience="internal"))


def test_s66_clients_are_counted_by_area_and_year() -> None:
    (clients,) = area_outputs(UKAZKA)
    told = rows(report_of("needs", "ukazka"), "areas_1")

    assert [str(one.start) for one in clients.periods] == ["2024", "2025"]
    assert clients.sums[0].total == 708
    assert [(one["area"], one["period_1"], one["period_2"]) for one in told[:3]] == [
        ("Osoby v krizi a ohrožené vyloučením", 143, None),
        ("Rodiny, děti a mládež", 175, 188),
        ("Senioři a osoby se zdravotním postižením", 390, 412),
    ]


def test_s66_a_total_with_an_unknown_area_is_the_least_that_it_is() -> None:
    (clients,) = area_outputs(UKAZKA)
    (total,) = rows(report_of("needs", "ukazka"), "areas_1")[3:]

    assert (clients.sums[1].total, clients.sums[1].known, clients.sums[1].unknown) == (None, Decimal(600), 1)
    assert (total["area"], total["period_2"]) == ("Součet oblastí", AtLeast(600))


def test_s66_the_report_on_needs_says_in_short_how_many_clients_there_are() -> None:
    # Clients of several areas may be counted in each: that there are at least 600 of them does not follow.
    assert (
        "Výkon v oblastech pomoci za rok 2025: součet známých údajů je 600 klientů "
        "(co se týká více oblastí, může být započteno v každé); v 1 oblasti údaj chybí."
    ) in said(report_of("needs", "ukazka"), "summary")
    whole = attrs.evolve(
        UKAZKA,
        outputs=tuple(
            attrs.evolve(one, quantity=one.quantity or Decimal(140)) if one.area else one for one in UKAZKA.outputs
        ),
    )
    assert "Výkon ve 3 oblastech pomoci za rok 2025: součet údajů je 740 klientů" in said(
        build_report("needs", whole), "summary"
    )
    assert "Výkony podle oblastí pomoci" not in said(report_of("benchmark", "ukazka"))


def test_s66_an_output_told_twice_is_found() -> None:
    again = attrs.evolve(UKAZKA.outputs[0], id="znovu")

    assert "output-repeated" in codes(attrs.evolve(UKAZKA, outputs=(*UKAZKA.outputs, again)))


def test_s65_the_money_of_the_town_is_parted_by_founder_exactly() -> None:
    town = the(UKAZKA, FundingSource, "mesto")
    whole = next(row.allocated for row in funding_by_source(UKAZKA, 2025) if row.subject == town)
    shares = {row.subject: row.allocated.share_of(whole) for row in funding_by_founder(UKAZKA, 2025, town)}

    assert whole.total == 4130000
    assert shares == {
        "církev": Fraction(64, 413),
        "město": Fraction(116, 413),
        "spolek": Fraction(230, 413),
        None: Fraction(3, 413),
    }
    told = row(report_of("funding", "ukazka"), "by_founder_shares", "mesto")
    assert [told[f"founder_{place}"] for place in (1, 2, 3, 4, 5)] == [15, 0, 28, 56, 1]


def test_s65_founders_are_told_with_their_share_of_all_money_where_all_is_known() -> None:
    known = report_of("funding", "ukazka", year=2024)

    assert column(known, "by_founder", "founder") == ["církev", "kraj", "město", "spolek", "Celkem"]
    assert column(known, "by_founder", "share")[:-1] == [19, 35, 30, 16]
    *founders, whole = column(known, "by_founder", "allocated")
    assert sum(founders) == whole == 14180000


def test_s65_one_unknown_amount_leaves_all_shares_unknown() -> None:
    told = report_of("funding", "ukazka", year=2025)
    whole = funding_in(UKAZKA, 2025).allocated

    assert (whole.total, whole.known, whole.unknown) == (None, Decimal(18780000), 1)
    assert [one.get("share") for one in rows(told, "by_founder")] == [None] * 6
    assert column(told, "by_founder", "allocated")[0] == AtLeast(3140000)
    assert column(told, "by_founder", "allocated")[-1] == AtLeast(18780000)
    assert "Přidělení bez uvedené částky: církev (1)." in said(told, "founders")


def test_s65_the_image_of_the_presentation_stays_unknown() -> None:
    assert USTI.allocations == ()
    assert report_of("funding", "usti").part("founders") is None


def test_s73_goals_cost_and_sources_are_said_with_numerator_and_denominator() -> None:
    found = effectiveness(UKAZKA, 2024)
    told = report_of("funding", "ukazka", year=2024)

    assert (found.measures.value, found.goals.numerator, found.goals.denominator) == (Fraction(1, 17), 0, 7)
    assert (found.cost.numerator, found.cost.denominator) == (14100000, 14180000)
    assert (found.cost_per_measure.value, found.sources_with_money) == (Fraction(3100000), 3)
    assert (found.largest.value, found.concentration) == (Fraction(985, 1418), Fraction(1082594, 2010724))
    assert column(told, "conditions", "met") == ["zatím ne", True, True]
    assert [row(told, "figures", key)["quotient"] for key in ("measures", "cost", "largest")] == [6, 99, 69]
    assert row(told, "figures", "concentration")["quotient"] == Decimal("0.538")


def test_s73_spending_is_held_against_the_planned_cost_of_measures_too() -> None:
    cheap = changed(UKAZKA, "measures", "opatreni-2.1.1", cost=Decimal(900000))
    told = build_report("funding", cheap, year=2025)

    over = [[measure.id for measure in effectiveness(each, 2025).over_planned_cost] for each in (UKAZKA, cheap)]
    assert over == [["opatreni-3.1.1"], ["opatreni-2.1.1", "opatreni-3.1.1"]]
    assert column(told, "conditions", "met") == ["zatím ne", False, True]
    # What was spent in one year stands against the cost of the whole term, and that is said.
    text = said(told, "effectiveness")
    assert "Jen v roce 2025 bylo na opatření 2.1.1" in text
    assert "než činí jejich plánované náklady na celou dobu." in text
    assert "% jejich plánovaných nákladů na celou dobu (vynaloženo" in text
    free = attrs.evolve(UKAZKA, measures=tuple(attrs.evolve(one, cost=None) for one in UKAZKA.measures))
    assert effectiveness(free, 2025).planned_cost.reason is UnknownBecause.NO_PLANNED_COST


def test_s73_no_verdict_is_given_that_an_unknown_part_could_change() -> None:
    found = effectiveness(UKAZKA, 2025)
    told = report_of("funding", "ukazka", year=2025)

    assert (found.reaches_goals, found.within_plan, found.several_sources) == (False, False, True)
    assert (found.sources_with_money, found.sources_known) == (None, 4)
    assert (found.measures.numerator, found.measures.known, found.measures.denominator) == (None, 5, 17)
    assert column(told, "conditions", "met") == ["zatím ne", False, True]
    assert "Některé částky za rok 2025 nejsou známy. Nelze proto spočítat: kolik je z přidělených" in said(
        told, "effectiveness"
    )
    verdict = "je splněna 1 (více zdrojů), 1 splněna není (přiměřené náklady) a 1 zatím splněna není (dosažení cílů)."
    assert verdict in said(told, "summary")
    silent = attrs.evolve(UKAZKA, readings=())
    assert "je splněna 1 (více zdrojů) a o 2 nelze rozhodnout" in said(
        build_report("funding", silent, year=2025), "summary"
    )
