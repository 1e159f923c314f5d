"""No sentence says more than the data: what is only likely, unnamed or of another year is told as just that."""

from __future__ import annotations

import re
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import attrs
import pytest
from tests.building import (
    allocation,
    budget,
    day,
    dossier,
    goal,
    group,
    measure,
    member,
    period,
    phase,
    placed,
    resolution,
    task,
)
from tests.systems.reading import changed, column, report_of, row, rows, said

from socplan import Dossier, FundingSource, MeasureKind, Period, ReadingState, Report, build_report, render
from socplan.calculations import in_force
from socplan.report import NA, AtLeast, Figure, ResolutionText, blocks_of, report_tables
from socplan.testing import sample_dossier

UKAZKA = sample_dossier("ukazka")
NAMES = "Jména členů se ve veřejné verzi neuvádějí."


def text(report: Report, part: str | None = None) -> str:
    return said(report, part).replace("\N{NO-BREAK SPACE}", " ")


def title(report: Report, key: str) -> str:
    (found,) = (table.title for table in report_tables(report) if table.key == key)
    return found.replace("\N{NO-BREAK SPACE}", " ")


# Money


def test_what_of_a_figure_is_known_says_of_what_it_is() -> None:
    told = text(report_of("funding", "ukazka", year=2025), "effectiveness")

    assert "O 1 opatření není známo, zda je naplněno." in told
    assert "podíl naplněných opatření (známo: nejméně 5 ze 17)" in told
    # What was spent on measures is not the cost of one, and of some nobody says what was spent.
    assert "(známo: na opatření vynaloženo nejméně 9 768 100,50 Kč; u 4 opatření částka chybí)" in told
    # A sum with missing parts is the least that it can be.
    assert "vyčerpáno (známo: nejméně 17 925 300,50 Kč)" in told


def test_measures_left_out_of_one_comparison_are_not_said_to_lack_effectiveness() -> None:
    told = text(report_of("funding", "ukazka", year=2025), "effectiveness")

    assert "Ve srovnání s plánovanými náklady chybějí 4 opatření: " in told
    assert "nelze efektivitu" not in told


def test_a_source_of_which_nothing_is_known_is_counted() -> None:
    told = text(report_of("funding", "ukazka", year=2025), "effectiveness")

    assert "nejméně 4; zdroje s rozpočtem na rok 2025: 5. U 1 z nich není známo" in told
    # A budget for several years may be of the year, or not.
    wide = changed(UKAZKA, "budgets", "esf-2025", period=Period(start=day("2025"), end=day("2026")))
    told = text(build_report("funding", wide, year=2025), "effectiveness")
    assert "nejméně 4; zdroje s rozpočtem, který se roku 2025 týká nebo může týkat: 5." in told


def test_an_allocation_without_an_amount_is_not_counted_as_money() -> None:
    told = text(report_of("funding", "ukazka", year=2025), "summary")
    known = text(build_report("funding", changed(UKAZKA, "allocations", "prideleni-19", amount=Decimal(5))), "summary")
    alone = attrs.evolve(UKAZKA, allocations=tuple(one for one in UKAZKA.allocations if one.id == "prideleni-19"))
    none = text(build_report("funding", alone, year=2025), "summary")

    assert "přiděleny nejméně na 6 z nich. Částka přidělená na opatření 3.1.2 uvedena není." in told
    assert "přiděleny na 7 z nich (41 %)." in known
    assert "Pro rok 2025 má plán 17 opatření. Částka přidělená na opatření 3.1.2 uvedena není." in none
    assert "nejméně na 0" not in none


def test_not_every_measure_has_money_where_an_amount_is_not_stated() -> None:
    tables = {"funding_sources": (FundingSource(id="stat", name="Stát"),), "budgets": (budget("b"),)}
    plan = {"goals": (goal("g"),), "measures": (measure("m", "g"),)}
    every = "Na každé opatření platné v roce 2012"

    def told(amount: int | None) -> str:
        of = dossier(allocations=(allocation("x", value=amount, measure="m"),), **tables, **plan)
        return text(build_report("funding", of), "links")

    assert every in told(10)
    assert every not in told(None)


@pytest.mark.parametrize(
    ("prepared", "locale", "sentence"),
    [
        ("2025-12", "cs", "Na rok 2025 je k dispozici nejméně"),
        ("2026-03", "cs", "Na rok 2025 bylo k dispozici nejméně"),
        ("2025-12", "en", "For 2025, at least 18,850,000 CZK is available"),
        ("2026-03", "en", "For 2025, at least 18,850,000 CZK was available"),
    ],
)
def test_of_a_year_that_is_over_nothing_is_available_any_more(prepared: str, locale: str, sentence: str) -> None:
    of = attrs.evolve(UKAZKA, plan=attrs.evolve(UKAZKA.plan, prepared=day(prepared)))

    assert sentence in text(build_report("funding", of, year=2025, locale=locale), "summary")


def test_a_plan_with_measures_that_go_on_all_the_time_is_not_said_to_reach_its_goals_later() -> None:
    ongoing = "Opatření ve stavu „Průběžně naplňováno“ se za naplněná nepočítají."
    none = attrs.evolve(UKAZKA, readings=tuple(one for one in UKAZKA.readings if one.status != "prubezne"))
    counted = changed(UKAZKA, "statuses", "prubezne", fulfilled=True)

    def told(of: Dossier, part: str) -> str:
        return text(build_report("funding", of, year=2025), part)

    assert ongoing in told(UKAZKA, "effectiveness")
    assert "dosáhnout může" not in told(UKAZKA, "summary")
    for other in (none, counted):
        assert ongoing not in told(other, "effectiveness")
        assert "Plán platí do roku 2028 a svých cílů ještě dosáhnout může." in told(other, "summary")


def test_why_no_sum_of_what_is_left_is_given_is_said_where_some_is_known() -> None:
    note = "Kolik zbývá přidělit celkem, říci nelze"
    known = changed(UKAZKA, "budgets", "esf-2025", amount=Decimal(10))
    known = changed(known, "allocations", "prideleni-19", amount=Decimal(5))

    assert note in text(report_of("funding", "ukazka", year=2025), "sources")
    assert note not in text(build_report("funding", known, year=2025), "sources")


def test_page_one_says_what_is_left_of_the_own_money_and_where_more_than_allocated_was_spent() -> None:
    told = text(report_of("funding", "ukazka", year=2025), "summary")
    own = "Ze zdroje „Rozpočet města Vzorova“ bylo přiděleno 4 130 000 Kč (k dispozici 4 200 000 Kč, nepřiděleno 70 000"
    unsaid = attrs.evolve(UKAZKA, plan=attrs.evolve(UKAZKA.plan, scope=None))
    more = changed(UKAZKA, "allocations", "prideleni-16", amount=Decimal(655000))

    assert own in told
    assert "se vynaložilo na opatření 3.1.1 (655 000 Kč, přiděleno 640 000 Kč)." in told
    # Whose plan it is, nobody said: no source is its own.
    assert "Ze zdroje" not in text(build_report("funding", unsaid, year=2025), "summary")
    assert "Více, než bylo přiděleno" not in text(build_report("funding", more, year=2025), "summary")


def test_what_is_spent_on_a_fulfilled_measure_is_the_least_where_amounts_are_missing() -> None:
    told = row(report_of("funding", "ukazka", year=2024), "figures", "cost_per_measure")

    assert told["quotient"] == AtLeast(Decimal("3100000.00"))


@pytest.mark.parametrize(("left", "sentence"), [(1, "Chybí zdroj, u něhož"), (2, "Chybějí zdroje, u nichž")])
def test_sources_that_are_left_out_are_counted_in_words(left: int, sentence: str) -> None:
    of = UKAZKA if left == 1 else changed(UKAZKA, "allocations", "prideleni-12", amount=None)
    (notes,) = (
        one.notes for one in report_tables(build_report("funding", of, year=2025)) if one.key == "by_founder_shares"
    )

    assert notes[0].replace("\N{NO-BREAK SPACE}", " ").startswith(sentence)


# Places and capacities


def test_a_planned_capacity_is_in_no_territory_that_nobody_named() -> None:
    named = changed(UKAZKA, "measures", "opatreni-3.1.1", territory="lhota")

    def noted(of: Dossier) -> str:
        (notes,) = (table.notes for table in report_tables(build_report("plan", of)) if table.key == "capacities")
        return " ".join(notes).replace("\N{NO-BREAK SPACE}", " ")

    # The plan is for the town; that a capacity is there too, nobody said.
    assert noted(UKAZKA).startswith("Kde má kapacita být: uvedeno u 1 ze 6 – ")
    assert "město Vzorov" not in noted(UKAZKA)
    assert noted(named).startswith("Kde má kapacita být: uvedeno u 2 ze 6 – ")


def test_a_form_without_a_capacity_stands_beside_the_capacity_of_another_form() -> None:
    whole = tuple(
        attrs.evolve(capacity, form=None)
        if capacity.service == "odlehcovaci-lipa" and capacity.quantity is not None
        else capacity
        for capacity in UKAZKA.capacities
    )

    assert row(report_of("catalogue", "ukazka"), "kinds", "par-44")["capacity"] == "4 lůžka\nterénní: neuvedeno"
    # A capacity of all forms together leaves none out.
    of_all = build_report("catalogue", attrs.evolve(UKAZKA, capacities=whole))
    assert row(of_all, "kinds", "par-44")["capacity"] == "4 lůžka"


def test_the_sum_of_areas_in_a_sentence_is_no_number_of_people() -> None:
    told = report_of("needs", "ukazka")

    assert "nejméně 600" not in text(told, "summary")
    assert rows(told, "areas_1")[-1]["period_2"] == AtLeast(600)


# Bodies, members, changes


@pytest.mark.parametrize("kind", ["organisation", "plan"])
@pytest.mark.parametrize(("example", "named"), [("ukazka", True), ("liberec", False), ("zlin", False)])
def test_that_names_are_left_out_is_said_where_there_are_names(kind: str, example: str, named: bool) -> None:
    assert (NAMES in text(report_of(kind, example))) is named
    assert NAMES not in text(build_report(kind, sample_dossier(example), audience="internal"))


def test_that_names_of_authors_are_left_out_is_said_where_one_signed() -> None:
    unsigned = attrs.evolve(UKAZKA, comments=tuple(attrs.evolve(one, author=None) for one in UKAZKA.comments))
    note = "Jména osob se ve veřejné verzi neuvádějí."

    assert note in text(report_of("comment-book", "ukazka"))
    assert note not in text(build_report("comment-book", unsigned))


def built_structure(*groups: str, **tables: object) -> Report:
    plan = attrs.evolve(dossier().plan, prepared=day("2012-12-31"))
    return build_report("organisation", dossier(plan=plan, groups=tuple(map(group, groups)), **tables))


def test_without_any_date_nobody_says_whether_the_structure_changed() -> None:
    undated = "Data vzniku a změn struktury podklady neuvádějí; zda se měnila, proto nelze říci."

    assert undated in text(built_structure("a"))
    assert undated not in text(built_structure("a", members=(member("m", "a", "2010", None),)))
    assert undated in text(report_of("organisation", "usti"))


def test_bodies_without_a_known_place_are_not_said_to_have_one() -> None:
    assert title(built_structure("a", "b"), "chart") == "Orgány a skupiny"
    assert title(built_structure("a", "b", placements=(placed("b", "a"),)), "chart") == (
        "Orgány a skupiny a jejich začlenění"
    )


def test_the_founding_of_a_body_that_may_not_exist_is_not_certain() -> None:
    told = [one["change"] for one in rows(report_of("organisation", "ukazka"), "changes")]
    sure = build_report("organisation", changed(UKAZKA, "groups", "tym-pristav", uncertain=False))

    assert told.count("vznik (nejisté)") == 1
    assert "vznik (nejisté)" not in column(sure, "changes", "change")


def test_rules_of_which_it_is_not_known_whether_they_are_kept_are_named_beside_the_others() -> None:
    told = text(report_of("organisation", "ukazka"), "rules")

    assert "Dodržena" not in told.partition("Dodrženo je 7 pravidel.")[0].rpartition("\n")[2]
    assert "Dodrženo je 7 pravidel. U 1 pravidla nelze říci" in told
    assert "PS 2 Senioři a osoby se zdravotním postižením, Vzorovská Lhota (smyšlená část města)." in told


# Monitoring


def test_a_round_before_an_amendment_watched_the_measures_of_its_time() -> None:
    never = attrs.evolve(UKAZKA, amendments=(), amendment_items=())

    assert "všech 17 tehdy platných opatření." in text(report_of("summary", "ukazka"))
    assert "tehdy platných" not in text(build_report("monitoring", never), "summary")


def test_the_plan_warns_of_published_figures_that_do_not_agree() -> None:
    warning = "Tyto údaje si navzájem neodpovídají; viz monitorovací zprávu."

    assert warning in text(report_of("plan", "olomouc"))
    assert warning not in text(report_of("plan", "ukazka"))


def test_what_an_indicator_lacks_is_named() -> None:
    told = text(report_of("monitoring", "ukazka"), "indicators")

    assert "U 1 z nich nelze postup určit; chybí: výchozí hodnota." in told


def test_few_late_reports_are_named_and_many_are_counted() -> None:
    told = text(report_of("monitoring", "ukazka"), "delivery")
    passed = attrs.evolve(
        UKAZKA,
        readings=tuple(
            attrs.evolve(one, state=ReadingState.APPROVED) if one.state is ReadingState.SUBMITTED else one
            for one in UKAZKA.readings
        ),
    )
    early = attrs.evolve(
        UKAZKA, rounds=tuple(attrs.evolve(one, deadline=one.deadline and day("2026-01-01")) for one in UKAZKA.rounds)
    )

    assert "podána 1 započtená zpráva: 4.1.2 (26. 1. 2026; předložená, zatím neschválená)." in told
    assert "4.1.2 (26. 1. 2026; schválená)." in text(build_report("monitoring", passed), "delivery")
    # Many are counted only.
    assert "bylo podáno 16 započtených zpráv." in text(build_report("monitoring", early), "delivery")


def test_page_one_says_that_all_moved_forward_only_where_they_did() -> None:
    forward = "se stav změnil u 7 opatření, vždy směrem k naplnění."
    back, ongoing = (
        attrs.evolve(
            UKAZKA,
            readings=tuple(
                attrs.evolve(one, status=status) if (one.round, one.measure) == ("rok-2025", "opatreni-3.1.1") else one
                for one in UKAZKA.readings
            ),
        )
        for status in ("rozpracovano", "prubezne")
    )

    assert forward in text(report_of("monitoring", "ukazka"), "summary")
    # Once is enough.
    assert "Stav se změnil u" not in text(report_of("monitoring", "ukazka"), "change")
    for other in (back, ongoing):
        told = build_report("monitoring", other)
        assert "směrem k naplnění" not in text(told, "summary")
        assert "Stav se změnil u 8 opatření." in text(told, "change")


def test_who_answers_for_a_measure_without_a_report_is_named() -> None:
    nobody = changed(UKAZKA, "measures", "opatreni-2.2.1", responsible=None)

    assert "lůžky“ (realizátor: Domov Lípa (smyšlený))." in text(report_of("monitoring", "ukazka"), "summary")
    assert "realizátor" not in text(build_report("monitoring", nobody), "summary")


def test_a_resolution_that_was_submitted_stands_as_it_was_and_only_else_as_a_draft() -> None:
    planned = changed(UKAZKA, "resolutions", "rada-zprava-2025", submitted=None)
    told, draft = (build_report("monitoring", of).part("resolution") for of in (UKAZKA, planned))

    assert told is not None
    assert draft is not None
    assert (told.title, draft.title) == ("Předložené usnesení", "Návrh usnesení")
    points = [block.points for part in (told, draft) for block in part.blocks if isinstance(block, ResolutionText)]
    assert points[0] == ("schvaluje zprávu o plnění plánu za rok 2025.",)
    assert points[1][0].startswith("schvaluje monitorovací zprávu")


def test_a_capacity_in_another_unit_is_not_one_that_the_sources_leave_out() -> None:
    told = rows(report_of("monitoring", "ukazka"), "capacity_progress")[-1]
    of_none = attrs.evolve(
        UKAZKA, capacities=tuple(one for one in UKAZKA.capacities if one.service != "podporovane-byty")
    )

    def noted(of: Dossier) -> str:
        (table,) = (one for one in report_tables(build_report("monitoring", of)) if one.key == "capacity_progress")
        return " ".join(table.notes).replace("\N{NO-BREAK SPACE}", " ")

    assert (told["actual_capacity"], told["reached"]) == (NA, NA)
    assert "v jiné jednotce, podíl proto určit nelze: 3.1.2 – 12 klientů." in noted(UKAZKA)
    assert "v jiné jednotce" not in noted(of_none)
    assert rows(build_report("monitoring", of_none), "capacity_progress")[-1]["actual_capacity"] is None


def test_a_status_is_not_known_and_other_cells_are_not_stated() -> None:
    report = report_of("monitoring", "ukazka")
    markdown, word = (render(report, name)[0].content for name in ("markdown", "docx"))
    with ZipFile(BytesIO(word)) as package:
        printed = package.read("word/document.xml").decode()

    line = "| Otevřít odlehčovací službu se čtyřmi lůžky | není znám | neuvedeno |"
    assert line in markdown.decode().replace("\N{NO-BREAK SPACE}", " ")
    # In the row of its measure, where the comment and the amount are not stated.
    assert re.search(">není znám<.*?>neuvedeno<.*?>neuvedeno<.*?2\\.2\\.2", printed)
    # Programs are told that it is unknown, as before.
    assert [
        cell["status"]
        for table in report_tables(report)
        for cell in table.records()
        if cell["row_key"] == "opatreni-2.2.1" and "status" in cell
    ] == [None]


def test_tables_without_a_total_are_explained_where_others_have_one() -> None:
    note = "Součet stojí pod tabulkou, jen jsou-li v ní známy aspoň dvě částky."
    silent = attrs.evolve(UKAZKA, readings=tuple(attrs.evolve(one, spent=None) for one in UKAZKA.readings))

    assert note in text(report_of("monitoring", "ukazka"), "measures")
    assert note not in text(build_report("monitoring", silent), "measures")


# The process, events, comments


def process(**tables: object) -> Report:
    plan = attrs.evolve(dossier().plan, prepared=day("2012-06-30"))
    return build_report("process", dossier(plan=plan, **tables))


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (1, "U 1 úkolu termín ještě nezačal."),
        (2, "U 2 úkolů termín ještě nezačal."),
        (5, "U 5 úkolů termín ještě nezačal."),
    ],
)
def test_tasks_whose_term_lies_ahead_are_no_gap_in_reporting(number: int, sentence: str) -> None:
    ahead = (task(f"a{place}", "2012-09", "2012-12") for place in range(number))
    told = text(process(tasks=(task("hotovy", "2012-01", "2012-02", done=True), *ahead)), "summary")

    assert sentence in told
    assert "podklady neříkají, zda" not in told


def test_a_task_within_its_term_may_be_done() -> None:
    told = text(
        process(tasks=(task("hotovy", "2012-01", "2012-02", done=True), task("b", "2012-06", "2012-12"))), "summary"
    )

    assert "O 1 úkolu, jehož termín ještě neskončil, podklady neříkají, zda je hotov." in told
    assert "nezačal" not in told


def test_resolutions_planned_for_later_are_not_missed() -> None:
    later = resolution("r", "a", None, planned=day("2012-12"))
    silent = resolution("s", "a", None)
    told = text(process(groups=(group("a"),), resolutions=(later, silent)), "summary")

    assert "O 1 usnesení se má teprve rozhodnout (prosinec 2012)." in told
    assert "U 1 usnesení není doloženo, že bylo do 30. 6. 2012 předloženo." in told


def test_tasks_of_no_phase_do_not_stand_as_those_of_the_last_one() -> None:
    alone = task("b", "2012-01", "2012-02")
    told = process(phases=(phase("f", "2012", "2012"),), tasks=(task("a", "2012-03", "2012-04", phase="f"), alone))

    assert column(told, "timetable", "what") == ["Fáze f", "Úkol a", "Mimo fáze", "Úkol b"]
    without = process(tasks=(alone,))
    assert column(without, "timetable", "what") == ["Úkol b"]


def test_a_step_of_which_nothing_is_reported_has_no_column_that_repeats_its_tasks() -> None:
    assert "unreported" not in rows(report_of("process", "usti"), "steps")[0]
    assert "unreported" in rows(report_of("process", "ukazka"), "steps")[0]


def test_comments_are_said_to_be_counted_with_the_group_they_were_given_to() -> None:
    (note,) = (table.notes for table in report_tables(report_of("comment-book", "ukazka")) if table.key == "by_group")

    assert [each.replace("\N{NO-BREAK SPACE}", " ") for each in note] == [
        "Připomínka se počítá u skupiny, které byla přidělena; nemá-li ji, u orgánu, který rozhodl."
    ]


def test_meetings_are_expected_from_an_interval_and_required_by_no_rule() -> None:
    for example in ("zlin", "ukazka"):
        told = title(report_of("activities", example), "gaps")
        assert "podle uvedené četnosti" in told
        assert "pravidel" not in told


def test_regions_have_organisations_that_nobody_named() -> None:
    english = build_report("activities", sample_dossier("msk"), locale="en")

    assert "organisations from 13 of 14 regions take part; none from: Hlavní město Praha." in text(english)


def test_a_total_with_a_part_that_is_not_known_is_the_least_that_it_is() -> None:
    total = rows(report_of("monitoring", "olomouc"), "by_group")[-1]

    assert total["total"] == AtLeast(36)
    (notes,) = (table.notes for table in report_tables(report_of("monitoring", "olomouc")) if table.key == "by_group")
    assert any("se uvádí slovem „nejméně“" in note.replace("\N{NO-BREAK SPACE}", " ") for note in notes)


def test_an_edition_without_a_day_is_known_to_have_come_out() -> None:
    told = rows(report_of("catalogue", "olomouc"), "editions")

    assert {one["issued"] for one in told} >= {"ano"}
    assert "ano" not in {one.get("issued") for one in rows(report_of("catalogue", "ukazka"), "editions")}


# The plan


@pytest.mark.parametrize(("number", "sentence"), [(1, "U 1 opatření končí"), (2, "U 2 opatření končí"), (5, "U 5 op")])
def test_a_longer_plan_says_how_many_measures_end_before_it(number: int, sentence: str) -> None:
    ids = [measure.id for measure in in_force(UKAZKA)]
    ends = {name: day("2027" if place < number else "2028") for place, name in enumerate(ids)}
    measures = tuple(
        attrs.evolve(each, term=attrs.evolve(each.term, end=ends[each.id])) if each.id in ends else each
        for each in UKAZKA.measures
    )

    assert sentence in text(build_report("plan", attrs.evolve(UKAZKA, measures=measures)), "summary")
    # Without a longer time of the plan there is nothing to end before it.
    assert "termín dříve" not in text(report_of("plan", "zlin"))


def test_what_is_kept_and_what_is_made_is_not_added_up() -> None:
    made = changed(UKAZKA, "measures", "opatreni-2.1.3", kind=MeasureKind.CREATE)

    assert "Celkem" not in column(report_of("plan", "ukazka"), "capacities", "measure")
    assert rows(build_report("plan", made), "capacities")[-1]["quantity"] == 10


def test_a_measure_without_an_allocation_has_a_dash_that_is_explained_once() -> None:
    figures = [
        block.table
        for part in report_of("plan", "ukazka").parts
        for block in blocks_of(part)
        if isinstance(block, Figure) and any(each.key == "sources" for each in block.table.columns)
    ]
    cells = [
        row.cells[[each.key for each in table.columns].index("sources")] for table in figures for row in table.rows
    ]

    assert NA in cells
    assert None not in cells
    assert sum("žádné přidělení" in note for table in figures for note in table.notes) == 1


def test_of_tasks_without_a_time_the_plan_says_how_many_there_are() -> None:
    assert "Podklady uvádějí 49 úkolů; zda jsou hotovy, neříkají." in text(report_of("plan", "usti"))
    assert "Kroky a úkoly plánování podklady neuvádějí" not in text(report_of("plan", "msk"))


def test_the_plan_says_when_comments_were_accepted() -> None:
    assert "Doba připomínkování: 11. 9. 2023 – 29. 9. 2023" in text(report_of("plan", "ukazka"))


def test_bodies_that_still_exist_are_said_to_work() -> None:
    def head(of: Dossier) -> str:
        (chart,) = (table for table in report_tables(build_report("organisation", of)) if table.key == "chart")
        return next(column.label for column in chart.columns if column.key == "existence")

    ending = dossier(groups=(group("a", validity=period("2019", "2030")),))

    assert (head(UKAZKA), head(ending)) == ("Působí", "Trvání")
