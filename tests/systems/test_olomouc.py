"""Střednědobé plánování sociálních služeb v Olomouckém kraji: S18–S39."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction

import attrs
from tests.building import day, dossier, event, period
from tests.systems.reading import (
    card,
    changed,
    chart,
    codes,
    column,
    facts,
    keys,
    promise,
    report_of,
    row,
    rows,
    said,
    the,
    without,
)

from socplan import (
    Deliverable,
    Dossier,
    Event,
    EventKind,
    FigureSubject,
    KeyActivity,
    MemberFunction,
    MonitoringRound,
    NeedResponse,
    Project,
    Publication,
    PublicationKind,
    Resolution,
    Survey,
    WorkingGroup,
    build_report,
)
from socplan.calculations import (
    FORMULAS,
    EventState,
    NoValue,
    ResolutionState,
    activities_of,
    average,
    benchmark,
    cost_per_copy,
    delivered,
    events_by_kind,
    fulfilment,
    has_readings,
    meeting_gaps,
    meetings_by_year,
    need_coverage,
    network_at,
    network_totals,
    plan_period,
    planned_totals,
    published_row,
    renewals,
    resolution_state,
    return_rate,
    return_rates_by_kind,
    support_by_kind,
    support_by_service,
)
from socplan.report import AtLeast
from socplan.testing import sample_dossier

OLOMOUC, UKAZKA = sample_dossier("olomouc"), sample_dossier("ukazka")
PROJECT = the(OLOMOUC, Project, "ip-podpora-planovani")
GROUPS = tuple(f"ps{number}" for number in range(1, 8))
ROUND = the(OLOMOUC, MonitoringRound, "r2012")
#: The day that the made-up dossier speaks of.
TODAY = date(2026, 3, 31)
ACTIVITIES, ORGANISATION, MONITORING = (
    report_of(kind, "olomouc") for kind in ("activities", "organisation", "monitoring")
)
#: With the columns of which the public version tells the little that is known below its tables.
WHOLE_ACTIVITIES = report_of("activities", "olomouc", audience="internal")


def workshops() -> dict[str | None, tuple[Decimal | None, Decimal | None]]:
    return {one.group: (one.planned, one.planned_most) for one in OLOMOUC.deliverables if one.unit == "workshop"}


def test_s18_the_project_of_24_months_carries_on_another_one() -> None:
    assert PROJECT.period == period("2012-05", "2014-04")
    assert PROJECT.period.months == 24
    told = card(ACTIVITIES, PROJECT.id)
    assert (told["months"], told["predecessor"]) == (24, "Střednědobý plán")
    assert card(ACTIVITIES, "ip-strednedoby-plan")["successor"] == PROJECT.name


def test_s18_a_predecessor_that_begins_later_is_found() -> None:
    assert "predecessor-later" not in codes(OLOMOUC)
    later = changed(OLOMOUC, "projects", "ip-strednedoby-plan", period=period("2013", None))

    assert "predecessor-later" in codes(later)


def test_s19_gaps_in_the_numbering_of_key_activities_are_tolerated_and_noted() -> None:
    order = activities_of(OLOMOUC, PROJECT)

    assert [activity.code for activity, depth in order if depth == 0 and activity.code] == ["1", "2", "3", "5"]
    assert "numbering-gap" in codes(OLOMOUC)
    told = said(ACTIVITIES, f"project_{PROJECT.id}")
    assert "3. Podpora procesu KPSS v Olomouckém kraji – obecní úroveň" in told
    assert "5. Informace o procesu střednědobého plánování" in told
    # Those of which only the name is known stand in one sentence.
    assert "Podrobnosti těchto aktivit podklady neuvádějí: " in told
    assert "; Rozvoj a využití metody benchmarking" in told


def test_s20_the_updated_plan_is_printed_in_an_unknown_number_of_copies() -> None:
    plan = the(OLOMOUC, Publication, "tisk-planu")

    assert (plan.kind, plan.edition, plan.copies, plan.is_out) == (PublicationKind.PLAN, "aktualizovaný", None, None)
    told = row(WHOLE_ACTIVITIES, "publications", plan.id)
    assert told["publication"].endswith("v Olomouckém kraji, aktualizovaný")
    assert (told["copies"], told["issued"]) == (None, None)


def test_s21_seven_numbered_groups_have_a_manager_each() -> None:
    managers = [one.group for one in OLOMOUC.members if one.function is MemberFunction.MANAGER]

    assert tuple(managers) == GROUPS
    assert [the(OLOMOUC, WorkingGroup, group).code for group in GROUPS] == [f"PS {number}" for number in range(1, 8)]
    assert [key for key in chart(ORGANISATION) if key in GROUPS] == [*GROUPS]
    # Nothing but the function is known of them, so they share a table.
    assert [one["function"] for one in rows(ORGANISATION, "functions")] == ["manažer"] * 7
    assert not {f"roster_{group}" for group in GROUPS} & keys(ORGANISATION)


def test_s21_meetings_are_counted_by_group_and_year() -> None:
    told = row(report_of("activities", "ukazka"), "meetings", "ridici")

    counts = meetings_by_year(UKAZKA)
    assert [counts["ridici", year] for year in (2023, 2024, 2025)] == [3, 2, 4]
    assert (told["y2023"], told["y2024"], told["y2025"], told["total"]) == (3, 2, 4, 9)
    assert meeting_gaps(UKAZKA, TODAY)[0].months == ()
    held = tuple(one for one in UKAZKA.events if one.id not in {"ridici-5", "ridici-6"})
    fewer = attrs.evolve(UKAZKA, events=held)
    assert meeting_gaps(fewer, TODAY)[0].months == (day("2024-10"), day("2025-04"))
    assert row(build_report("activities", fewer), "gaps", "ridici")["months"] == "říjen 2024, duben 2025"
    assert "meetings" not in keys(ACTIVITIES)


def test_s22_members_are_to_be_gone_over_once_a_year_and_nobody_says_when_they_were() -> None:
    found = {one.group.id: (one.group.renewed_every, one.last, one.overdue) for one in renewals(OLOMOUC, None)}

    assert found == dict.fromkeys(GROUPS, (12, None, None))
    assert column(ORGANISATION, "membership", "renewed_every") == [12] * 7
    assert "renewal-overdue" not in codes(OLOMOUC)


def test_s22_an_update_older_than_a_year_is_overdue() -> None:
    (due,) = renewals(UKAZKA, TODAY)

    assert (due.group.id, due.last, due.overdue) == ("seniori", day("2025-09-25"), False)
    told = row(report_of("organisation", "ukazka"), "membership", "seniori")
    assert (told["due"], told["overdue"]) == (date(2026, 9, 25), False)
    late = attrs.evolve(UKAZKA, plan=attrs.evolve(UKAZKA.plan, prepared=day("2026-09-26")))
    assert "renewal-overdue" in codes(late)
    unreviewed = changed(UKAZKA, "resolutions", "rada-clenove-2025", reviews_members=False)
    told = row(build_report("organisation", unreviewed), "membership", "seniori")
    assert (told.get("last_change"), told.get("overdue")) == (None, None)


def test_s22_members_proposed_and_approved_are_told_apart() -> None:
    told = report_of("organisation", "ukazka")

    assert column(told, "roster_seniori", "function")[3] == "člen – navržen, dosud neschválen"
    (waiting,) = rows(told, "pending")
    assert waiting["nominated_by"] == "Sociální komise Rady města Vzorova"
    assert waiting["resolution"] == "předloženo 20. 3. 2026, rozhodnutí není doloženo"
    assert "approval-open" in codes(changed(UKAZKA, "members", "clen-12", resolution="rada-clenove-2026"))
    assert "approval-without-resolution" in codes(changed(UKAZKA, "members", "clen-12", resolution=None))
    assert "approval-other-body" in codes(changed(UKAZKA, "members", "clen-12", resolution="komise-dodatek"))


def test_s22_that_the_council_approves_new_members_is_said() -> None:
    assert the(OLOMOUC, WorkingGroup, "rok").name == "Rada Olomouckého kraje"
    assert "nové členy schvaluje Rada Olomouckého kraje" in said(ACTIVITIES, "activity_ka-krajska-uroven")
    assert column(ORGANISATION, "membership", "approved_by") == ["Rada Olomouckého kraje"] * 7
    other = build_report("organisation", changed(OLOMOUC, "groups", "ps1", members_approved_by="krkos"))
    assert row(other, "membership", "ps1")["approved_by"] == "Krajská koordinační skupina"


def test_s23_priorities_are_carried_out_by_four_kinds_of_actions() -> None:
    own = "ka-realizace-priorit"
    units = {one.unit for one in planned_totals(d for d in OLOMOUC.deliverables if d.activity == own)}
    kinds = {one.kind.value for one in OLOMOUC.publications if one.activity == own}

    assert units >= {"workshop", "konference"}
    assert kinds == {"catalogue", "article", "web", "leaflet"}
    told = said(ACTIVITIES, "promised")
    assert "Konference na téma problematiky alternativních metod práce s rodinou" in told
    told = said(ACTIVITIES, f"activity_{own}")
    assert "Články ve veřejných tiskovinách" in told
    assert "1 článek" not in told
    assert {"článek", "katalog", "leták", "web"} <= {*column(ACTIVITIES, "publications", "publication_kind")}


def test_s23_actions_are_counted_by_kind_and_shown_by_year() -> None:
    told = report_of("activities", "ukazka", year=2025)

    assert events_by_kind(UKAZKA, TODAY)[EventKind.WORKSHOP, EventState.HELD] == 1
    assert row(told, "kinds", "workshop")["total"] == 1
    assert row(report_of("activities", "ukazka"), "kinds", "workshop")["total"] == 2


def test_s24_the_catalogue_is_printed_in_1000_copies_and_its_cost_is_not_known() -> None:
    catalogue = the(OLOMOUC, Publication, "katalog-kraj-2013")

    assert (catalogue.copies, catalogue.planned, catalogue.cost) == (1000, day("2013"), None)
    assert cost_per_copy(catalogue) is None
    told = row(WHOLE_ACTIVITIES, "publications", catalogue.id)
    assert (told["copies"], str(told["when"]), told.get("cost_per_copy")) == (1000, "2013 (plánováno)", None)


def test_s24_a_copy_has_a_price_where_the_cost_is_known() -> None:
    assert cost_per_copy(the(UKAZKA, Publication, "plan-tisk")) == Fraction(72)
    assert cost_per_copy(the(UKAZKA, Publication, "katalog-2025")) == Fraction(58900, 800)
    assert row(report_of("activities", "ukazka"), "publications", "plan-tisk")["cost_per_copy"] == Decimal("72.00")


def test_s25_articles_web_and_leaflets_are_listed_with_their_medium() -> None:
    told = {key: row(WHOLE_ACTIVITIES, "publications", key) for key in ("clanky", "web", "letaky")}

    assert [one["publication_kind"] for one in told.values()] == ["článek", "web", "leták"]
    assert told["clanky"]["medium"] == "veřejné tiskoviny"
    assert told["web"]["medium"] == "webové stránky Olomouckého kraje"
    assert str(row(report_of("activities", "ukazka"), "publications", "clanek-1")["when"]) == "2026-01"
    assert "Vzorovský zpravodaj (smyšlený)" in said(report_of("activities", "ukazka"), "publications")


def test_s26_workshops_belong_to_groups_one_of_them_with_a_range() -> None:
    one, two = Decimal(1), Decimal(2)

    assert workshops() == {
        **dict.fromkeys(("ps1", "ps2", "ps3", "ps5", "ps7"), (two, None)),
        "ps4": (two, Decimal(3)),
        "ps6": (one, None),
    }
    told = promise(ACTIVITIES, "workshopy-ps4")
    assert (told["planned"], told["planned_most"]) == (2, 3)
    assert told["deliverable"].endswith("\nPS 4 Etnické menšiny a cizinci")


def test_s26_the_workshops_are_13_to_14_in_all_and_one_without_a_number_leaves_the_sum_unknown() -> None:
    totals = {one.unit: (one.least.total, one.most.total) for one in planned_totals(OLOMOUC.deliverables)}
    unnumbered = changed(OLOMOUC, "deliverables", "workshopy-ps6", planned=None)
    told = said(build_report("activities", unnumbered), "activity_ka-realizace-priorit")

    assert totals["workshop"] == (Decimal(13), Decimal(14))
    assert "13–14" in said(ACTIVITIES, "activity_ka-realizace-priorit")
    assert "12–13 workshopů. U 1 výstupu množství uvedeno není." in told


def test_s27_two_conferences_are_planned_by_two_groups() -> None:
    conferences = [one for one in OLOMOUC.deliverables if one.unit == "konference"]

    assert [one.group for one in conferences] == ["ps1", "ps6"]
    assert planned_totals(conferences)[0].least.total == 2
    assert "Konference týkající se problematiky skryté populace uživatelů návykových látek" in said(
        ACTIVITIES, "promised"
    )
    assert ": 2 konference." in said(ACTIVITIES, "activity_ka-realizace-priorit")


def test_s28_300_hours_of_support_and_230_of_supervision_are_530() -> None:
    hours = [the(OLOMOUC, Deliverable, name) for name in ("metodicka-podpora", "supervize")]

    assert [one.planned for one in hours] == [300, 230]
    assert [(one.unit, one.least.total, one.most.total) for one in planned_totals(hours)] == [
        ("h", Decimal(530), Decimal(530))
    ]
    assert ": 530 h." in said(ACTIVITIES, f"project_{PROJECT.id}")


def test_s28_hours_used_are_not_known_and_those_that_are_leave_a_rest() -> None:
    used = delivered(UKAZKA, the(UKAZKA, Deliverable, "metodicka-podpora"))

    assert delivered(OLOMOUC, the(OLOMOUC, Deliverable, "supervize")).remaining is None
    assert (used.quantity, used.remaining, used.share) == (Decimal("32.5"), Decimal("27.5"), Fraction(13, 24))
    told = promise(report_of("activities", "ukazka"), "metodicka-podpora")
    assert (told["delivered"], told["remaining"], told["share"]) == (Decimal("32.5"), Decimal("27.5"), 54)
    over = changed(UKAZKA, "deliveries", "dodavka-1", quantity=Decimal(60))
    assert "delivered-over" in codes(over)


def test_s28_the_ledger_lists_what_was_used_when_and_by_whom() -> None:
    told = said(report_of("activities", "ukazka"), "activity_ka-1")

    assert the(UKAZKA, Deliverable, "supervize").planned == 24
    assert re.search(r"2025-11-12|12\. 11\. 2025", told)


def test_s29_five_blocks_of_training_take_16_hours_each() -> None:
    blocks, hours = (the(OLOMOUC, Deliverable, name) for name in ("vzdelavaci-bloky", "hodiny-vzdelavani"))

    assert (blocks.planned, hours.planned, average(OLOMOUC, hours)) == (Decimal(5), Decimal(80), Fraction(16))
    assert "implementující a začínající lokality" in hours.title
    assert [promise(ACTIVITIES, one.id)["planned"] for one in (blocks, hours)] == [5, 80]
    assert "16 h" in said(ACTIVITIES, "activity_ka-obecni-uroven")
    longer = changed(OLOMOUC, "deliverables", "hodiny-vzdelavani", planned=Decimal(100))
    assert "20 h" in said(build_report("activities", longer), "activity_ka-vzdelavani")


def test_s29_the_number_that_the_transcript_cuts_off_is_told_as_such() -> None:
    assert "„aktuálně 13.“; čeho se číslo týká, v přepisu chybí" in said(ACTIVITIES, "activity_ka-vzdelavani")


def test_s30_six_meetings_of_the_coordinators_are_planned() -> None:
    planned = delivered(OLOMOUC, the(OLOMOUC, Deliverable, "setkani-krkos"))

    assert (planned.least, planned.quantity, planned.deliverable.group) == (Decimal(6), None, "krkos")
    told = promise(ACTIVITIES, "setkani-krkos")
    assert (told["unit"], told["planned"]) == ("setkání", 6)
    assert told["deliverable"].endswith("\nKrajská koordinační skupina")
    assert told.get("delivered") is None


def test_s30_a_meeting_held_counts_as_done() -> None:
    meeting = event("krkos-1", held="2013-02", group="krkos", deliverable="setkani-krkos")
    held = attrs.evolve(OLOMOUC, events=(*OLOMOUC.events, meeting))
    done = delivered(held, the(held, Deliverable, "setkani-krkos"))

    assert (done.quantity, done.remaining) == (Decimal(1), Decimal(5))
    told = promise(build_report("activities", held, audience="internal"), "setkani-krkos")
    assert (told["planned"], told["delivered"], told["remaining"]) == (6, 1, 5)


def test_s31_four_catalogues_and_two_plans_were_printed_for_municipalities() -> None:
    printed = [one for one in OLOMOUC.publications if one.is_out]

    assert [one.kind for one in printed].count(PublicationKind.CATALOGUE) == 4
    assert [one.territory for one in printed if one.kind is PublicationKind.PLAN] == ["kojetin", "lipnik"]
    told = [(one["publication_kind"], one["territory"]) for one in rows(ACTIVITIES, "publications") if one["issued"]]
    assert told == [
        *(("katalog", name) for name in ("Jesenicko", "Kojetín", "Lipník nad Bečvou", "Přerov")),
        *(("plán", name) for name in ("Kojetín", "Lipník nad Bečvou")),
    ]


def test_s31_prints_stand_under_their_key_activity_counted_by_kind() -> None:
    told = said(ACTIVITIES, "activity_ka-tisky")

    assert "Vydáno: 4 katalogy, 2 plány." in told
    assert "Katalog poskytovatelů sociálních služeb, Kojetín" in told
    assert "Podrobnosti této aktivity podklady neuvádějí." not in told
    fewer = without(OLOMOUC, "publications", "katalog-prerov")
    assert "Vydáno: 3 katalogy, 2 plány." in said(build_report("activities", fewer), "activity_ka-tisky")
    unknown = changed(OLOMOUC, "publications", "katalog-prerov", issued=None)
    assert "Vydáno: 3 katalogy, 2 plány." in said(build_report("activities", unknown), "activity_ka-tisky")


def test_s31_a_print_with_a_day_that_is_said_not_to_be_out_is_found() -> None:
    contradictory = changed(OLOMOUC, "publications", "katalog-prerov", published=day("2013-01"), issued=False)

    assert "issued-contradicts" in codes(contradictory)


def test_s32_the_contract_names_the_supplier_and_its_subject() -> None:
    activity = the(OLOMOUC, KeyActivity, "ka-obecni-uroven")

    assert activity.supplier == "Středisko rozvoje sociálních služeb, o.p.s., Jeseník"
    told = said(ACTIVITIES, f"activity_{activity.id}")
    assert f"Dodavatel: {activity.supplier}" in told
    assert "„Zajištění a rozvoj procesu komunitního plánování sociálních služeb v Olomouckém kraji“" in told


def test_s33_the_state_was_surveyed_in_march_2013_and_the_single_reports_are_not_known() -> None:
    assert ROUND.surveyed == day("2013-03")
    assert not has_readings(OLOMOUC, ROUND)
    assert facts(MONITORING)["surveyed"] == day("2013-03")
    assert "u žádné skupiny ani jednotlivá opatření neuvádějí." in said(MONITORING, "unknown")


def test_s33_measures_of_which_nobody_reported_are_named_to_their_group() -> None:
    told = report_of("monitoring", "ukazka")

    assert "missing-reading" in codes(UKAZKA)
    (silent,) = rows(told, "missing_reports")
    assert silent["measure"] == "2.2.1 Otevřít odlehčovací službu se čtyřmi lůžky"
    assert silent["group"] == "PS 2 Senioři a osoby se zdravotním postižením"
    assert "Poradna běží od září, zatím jednou za dva týdny." in column(told, "measures_of_deti_cil-1.1", "comment")


def test_s34_the_report_for_2012_was_submitted_and_is_not_said_to_be_approved() -> None:
    resolution = the(OLOMOUC, Resolution, "rok-zprava-2012")

    assert (resolution.body, resolution_state(resolution)) == ("rok", ResolutionState.OPEN)
    assert ROUND.resolution == resolution.id
    assert facts(MONITORING)["approval"] == "předloženo v roce 2013, rozhodnutí není doloženo"
    decided = changed(OLOMOUC, "resolutions", "rok-zprava-2012", date=day("2013-06-13"), number="UR/15/44/2013")
    assert facts(build_report("monitoring", decided))["approval"] == "rozhodnuto, UR/15/44/2013, 13. 6. 2013"
    assert facts(report_of("monitoring", "ukazka", year=2024))["approval"] == (
        "Rada města Vzorova usnesením č. 6/2025 III. ze dne 10. 4. 2025"
    )
    (told,) = rows(report_of("process", "olomouc"), "approval")
    assert (told["body"], told["state"]) == (
        "Rada Olomouckého kraje",
        "předloženo v roce 2013, rozhodnutí není doloženo",
    )


def test_s34_what_was_submitted_for_approval_is_drafted_as_an_approval() -> None:
    draft = said(MONITORING, "resolution")

    assert "schvaluje" in draft.lower()
    assert "bere na vědomí" not in draft


def test_s35_cells_that_the_transcript_lost_are_unknown_and_no_whole_is_made_of_the_others() -> None:
    table = fulfilment(OLOMOUC, ROUND)

    assert [one.fulfilment.total for one in table.rows] == [9, 11, 6, None, None, None, None, 10]
    assert {count for one in table.rows for count in one.fulfilment.counts} == {None}
    assert (table.overall.total, table.overall.counts) == (None, (None,) * 4)
    told = rows(MONITORING, "by_group")
    # Without them the others are the least that the total is.
    assert [one["total"] for one in told[:9]] == [9, 11, 6, None, None, None, None, 10, AtLeast(36)]
    assert told[7]["subject"] == "Rámcové cíle a opatření pro sedm cílových skupin"


def test_s35_totals_and_shares_stand_as_published() -> None:
    assert [tuple(row.values()) for row in rows(MONITORING, "statuses")] == [
        ("Naplněno", None, 3),
        ("Rozpracováno", 27, 47),
        ("Průběžně naplňováno", 25, 43),
        ("Nenaplněno", None, 7),
        ("Celkem", 57, 100),
    ]
    told = "„Naplněno“ 3 %, „Rozpracováno“ 27 (47 %), „Průběžně naplňováno“ 25 (43 %) a „Nenaplněno“ 7 %"
    assert told in said(MONITORING, "summary")


def test_s35_the_shares_follow_from_58_and_not_from_the_published_57() -> None:
    published = published_row(OLOMOUC, ROUND)

    assert published is not None
    assert (published.total, published.fitting) == (57, ())
    assert [(one.total, one.counts) for one in published.alternatives] == [(58, (2, 27, 25, 4))]
    assert "published-total-other" in codes(OLOMOUC)
    (twice,) = published.off_by_one
    assert (twice.total, twice.counts, twice.roundings) == (57, (2, 27, 25, 4), ("floor",))
    told = said(MONITORING, "summary")
    assert "Vyšla by z celku 58 (2 + 27 + 25 + 4) při" in told
    assert "ze zveřejněného celku 57 opatření při oříznutí každého podílu dolů" in told
    assert "jedno opatření by pak bylo započteno ve dvou stavech" in told


def shares_of(*percents: int) -> Dossier:
    """The dossier with other published shares."""
    names = ("naplneno", "rozpracovano", "prubezne", "nenaplneno")
    values = dict(zip(names, percents, strict=True))
    published = tuple(
        attrs.evolve(one, value=Decimal(values[one.status]))
        if one.subject is FigureSubject.SHARE and one.status in values
        else one
        for one in OLOMOUC.published
    )
    return attrs.evolve(OLOMOUC, published=published)


def test_s35_a_changed_share_leaves_fewer_explanations() -> None:
    row = published_row(shares_of(2, 47, 43, 7), ROUND)
    cut = published_row(shares_of(3, 47, 44, 7), ROUND)

    assert row is not None
    assert cut is not None
    assert (row.alternatives, row.off_by_one) == ((), ())
    assert "published-total" in codes(shares_of(2, 47, 43, 7))
    assert {"published-total-double", "published-share-cut"} & codes(shares_of(3, 47, 44, 7)) == set()


def test_s35_the_row_of_what_seven_groups_share_bears_the_name_that_the_plan_gives_it() -> None:
    nameless = attrs.evolve(OLOMOUC, plan=attrs.evolve(OLOMOUC.plan, shared_name=None))

    assert column(MONITORING, "by_group", "subject")[7] == "Rámcové cíle a opatření pro sedm cílových skupin"
    assert column(build_report("monitoring", nameless), "by_group", "subject")[7] == "Společné pro více skupin"


def test_s35_monitoring_of_2011_is_announced_and_its_results_are_not_known() -> None:
    earlier = build_report("monitoring", OLOMOUC, year=2011)

    assert "Údaje o plnění za rok 2011 nejsou k dispozici." in said(earlier, "summary")
    assert "výsledky za tento rok neuvádí" in said(earlier, "summary")
    assert build_report("monitoring", OLOMOUC).title == MONITORING.title


def test_s35_rows_and_columns_are_added_where_all_cells_are_known() -> None:
    *_, total = rows(report_of("monitoring", "ukazka"), "by_group")

    assert (total["total"], total["status_naplneno"], total["unknown"]) == (17, 5, 1)


def test_s36_2012_is_the_second_year_of_the_plan() -> None:
    assert plan_period(OLOMOUC) == period("2011", "2014")
    assert "Rok 2012 byl 2. ze 4 let platnosti plánu." in said(MONITORING, "summary")


def test_s36_most_measures_are_in_the_two_statuses_that_the_counts_make_the_most_frequent() -> None:
    told = "Většina opatření byla ve stavu „Rozpracováno“ nebo „Průběžně naplňováno“ (52 z 57)."
    fewer = attrs.evolve(
        OLOMOUC,
        published=tuple(
            attrs.evolve(one, value=Decimal(2)) if (one.status, one.value) == ("rozpracovano", Decimal(27)) else one
            for one in OLOMOUC.published
        ),
    )

    assert told in said(MONITORING, "summary")
    assert "Většina opatření" not in said(build_report("monitoring", fewer), "summary")


def test_s36_a_year_outside_of_the_plan_is_no_year_of_it() -> None:
    early = dossier(rounds=(MonitoringRound(id="r", period=period("2010", "2010")),))

    assert "rokem platnosti" not in said(build_report("monitoring", early))


def test_s39_the_network_is_to_be_kept_and_services_match_needs() -> None:
    assert "zachovat současnou síť sociálních služeb" in said(report_of("plan", "olomouc"), "part_sit")
    (entries,) = [own for name, own in network_at(UKAZKA, date(2026, 3, 31)).items() if name == "základní síť"]
    extents = {one.unit: one.quantity.total for one in network_totals(entries)}
    told = rows(report_of("plan", "ukazka"), "network_1")
    met = {one.need.id: {answer.service for answer in one.responses} for one in need_coverage(UKAZKA)}

    assert extents == {"lůžko": 44, "úvazek": Decimal("26.5"), "klient": 55}
    assert [(one["unit"], one["extent"]) for one in told[-3:]] == [*extents.items()]
    assert "podporovane-byty" in met["potreba-2"]


def test_s38_what_providers_cost_is_compared_with_the_median_of_their_peers() -> None:
    told = report_of("benchmark", "ukazka", formula="cost-per-output")
    kamenice = row(told, "cost-per-output_1", "pecovatelska-kamenice")
    charity, dolany, town = Fraction(3540000, 7460), Fraction(2420000, 4950), Fraction(6150000, 11800)

    (group,) = benchmark(UKAZKA, FORMULAS[0], period("2025", "2025")).groups
    assert group.median == (dolany + town) / 2
    assert group.lower == charity + Fraction(3, 4) * (dolany - charity)
    assert (kamenice["per_unit"], kamenice["to_median"]) == (Decimal("592.72"), 117)
    assert (kamenice["provider"], kamenice["position"]) == (
        "Domácí péče Horní Kamenice (smyšlená)",
        "nad horním kvartilem",
    )
    assert "Za rok 2025 lze s podobnými srovnat 4 z 13 služeb." in said(told, "summary")


def test_s38_beside_a_provider_stand_the_needs_that_it_answers() -> None:
    answer = NeedResponse(id="x", need="potreba-1", service="pecovatelska-mesto")
    told = build_report("benchmark", attrs.evolve(UKAZKA, need_responses=(*UKAZKA.need_responses, answer)))

    assert row(told, "cost-per-output_1", "pecovatelska-mesto")["needs"] == "Pomoc pečujícím o víkendu"


def test_s38_who_has_too_few_peers_or_no_figures_is_named_with_the_reason() -> None:
    found = benchmark(UKAZKA, FORMULAS[0], period("2025", "2025"))
    why = {one.service.id: one.reason for one in found.not_compared}

    assert why["azylovy-dum"] is NoValue.FEW_PEERS
    assert why["osobni-asistence"] is NoValue.OUTPUT_UNKNOWN
    assert why["sas-slunecnice"] is NoValue.COST_UNKNOWN
    assert "cost-without-quantity" in codes(UKAZKA)
    told = {
        one["service"]: one["reason"]
        for one in rows(report_of("benchmark", "ukazka", audience="internal"), "not_compared")
    }
    assert told["Azylový dům Přístav (smyšlený)"] == "srovnatelných služeb je málo"


def test_s38_earning_more_than_it_costs_is_worth_a_look() -> None:
    costs = tuple(attrs.evolve(one, own_revenue=Decimal(10**8)) for one in UKAZKA.service_costs[:1])

    assert "revenue-above-cost" in codes(attrs.evolve(UKAZKA, service_costs=costs))


def test_s37_of_the_questionnaire_of_the_region_no_answers_are_known() -> None:
    survey = the(OLOMOUC, Survey, "dotaznik-obce")
    told = report_of("funding", "olomouc")

    assert (return_rate(OLOMOUC, survey).asked, return_rate(OLOMOUC, survey).share) == (None, None)
    assert support_by_service(OLOMOUC, survey) == ()
    assert "Kolik obcí bylo osloveno a kolik jich odpovědělo, podklady neuvádějí." in said(told, f"survey_{survey.id}")


def test_s37_the_meeting_at_which_the_questionnaire_was_handed_out_is_a_record_without_a_day() -> None:
    meeting = the(OLOMOUC, Event, "setkani-obce")
    told = row(ACTIVITIES, "events", meeting.id)

    assert (told["state"], told.get("when")) == ("termín neuveden", None)
    assert "U 1 akce podklady neuvádějí termín ani to, zda se konala." in said(ACTIVITIES, "summary")
    survey = the(OLOMOUC, Survey, "dotaznik-obce")
    # Nobody knows that the meeting took place, and so nobody says that the questionnaire was handed out.
    assert "Dotazník měl být předán na akci „Setkání se zástupci obcí“." in said(
        report_of("funding", "olomouc"), f"survey_{survey.id}"
    )
    took_place = changed(OLOMOUC, "events", meeting.id, held=day("2012-06-01"))
    assert "Dotazník byl předán na akci" in said(build_report("funding", took_place))
    elsewhere = changed(OLOMOUC, "surveys", survey.id, handed_out=None)
    assert "předán" not in said(build_report("funding", elsewhere))
    held = changed(OLOMOUC, "events", meeting.id, held=day("2013-02"))
    assert row(build_report("activities", held), "events", meeting.id)["state"] == "proběhlo"


def test_s37_the_return_rate_is_told_with_both_numbers_and_by_type() -> None:
    survey = the(UKAZKA, Survey, "dotaznik-2025")
    told = report_of("funding", "ukazka")

    assert return_rate(UKAZKA, survey).share == Fraction(3, 4)
    assert {kind: rate.returned for kind, rate in return_rates_by_kind(UKAZKA, survey).items()} == {
        "obec I. typu": 0,
        "obec II. typu": 2,
        "obec III. typu": 1,
    }
    assert "odpověděly 3 ze 4 oslovených obcí (75 %)" in said(told, "surveys")
    assert column(told, f"kinds_{survey.id}", "return_rate") == [0, 100, 100]


def test_s37_services_that_nobody_supports_and_sums_by_service_are_told() -> None:
    survey = the(UKAZKA, Survey, "dotaznik-2025")
    told = report_of("funding", "ukazka")
    sums = {row.subject.id: row.amount for row in support_by_service(UKAZKA, survey)}

    assert [row.subject.id for row in support_by_service(UKAZKA, survey) if row.is_unsupported] == ["osobni-asistence"]
    assert (sums["pecovatelska-mesto"].total, sums["azylovy-dum"].total) == (Decimal(950000), None)
    assert [row.amount.known for row in support_by_kind(UKAZKA, survey)] == [755000, 2450000]
    # Of a few services the table shows it.
    assert [row(told, f"support_{survey.id}", "osobni-asistence")[key] for key in ("supports", "supports_not")] == [
        0,
        3,
    ]
    assert row(told, f"support_{survey.id}", "azylovy-dum")["support_amount"] == AtLeast(20000)


def test_s37_an_answer_from_who_did_not_send_the_questionnaire_back_is_found() -> None:
    silent = tuple(attrs.evolve(one, returned=False) for one in UKAZKA.survey_replies)
    none_asked = tuple(one for one in UKAZKA.survey_replies if one.territory != "dolany")

    assert {"answer-not-returned", "survey-returned"} <= codes(attrs.evolve(UKAZKA, survey_replies=silent))
    assert {"answer-not-asked", "survey-sent"} <= codes(attrs.evolve(UKAZKA, survey_replies=none_asked))


def test_areas_of_several_levels_are_not_told_to_be_all_there_are() -> None:
    assert "srovnateln" not in said(report_of("activities", "ukazka"), "project_p2")
    fewer = without(without(UKAZKA, "participations", "ucast-mesto"), "participations", "ucast-pecovatelska")

    assert "chybí Vzorovská Lhota" in said(build_report("activities", fewer), "project_p2")


def test_a_comment_without_a_group_is_counted_where_it_is_settled() -> None:
    assert column(report_of("comment-book", "ukazka"), "by_group", "group")[0] == "Řídící skupina"
    nowhere = changed(UKAZKA, "comments", "pripominka-3", body=None)

    assert column(build_report("comment-book", nowhere), "by_group", "group")[-2] == "neuvedeno"


def test_an_action_plan_is_named_as_the_plan_names_it() -> None:
    assert "„Realizační plán na rok 2026“ obsahuje 7 opatření, z" in said(report_of("action-plan", "ukazka"), "summary")
    untitled = changed(UKAZKA, "action_plans", "rp-2026", title=None)

    assert "Akční plán na rok 2026 obsahuje 7 opatření, z" in said(build_report("action-plan", untitled), "summary")
