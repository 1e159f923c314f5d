"""What the report on money says where there is little of it, or not all is known."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import attrs
import pytest
from tests.building import allocation, budget, dossier, goal, measure, period, reading, year
from tests.systems.reading import column, keys, row, rows, said

from socplan import (
    Dossier,
    FundingSource,
    OptionError,
    PartialDate,
    Period,
    Plan,
    Report,
    Service,
    Survey,
    SurveyAnswer,
    SurveyReply,
    Territory,
    build_report,
)
from socplan.labels.formats import untypeset
from socplan.report import NA, AtLeast, ColumnKind, Figure, FigureKind, blocks_of, report_tables
from socplan.testing import sample_dossier

COSTLY = attrs.evolve(measure("n", "g"), cost=Decimal(20))
SOURCES = (FundingSource(id="stat", name="Stát"), FundingSource(id="mesto", name="Město"))


def funded(*allocations: Any, **tables: Any) -> Dossier:
    return dossier(**{"funding_sources": SOURCES, "budgets": (budget("b"),), "allocations": allocations, **tables})


def told(of: Dossier, **options: Any) -> Report:
    return build_report("funding", of, **options)


def test_a_dossier_without_money_says_so() -> None:
    report = told(dossier())

    assert "Rozpočty ani přidělené prostředky podklady neuvádějí." in said(report, "summary")
    assert [part.key for part in report.parts] == ["summary"]
    assert report.title.replace("\N{NO-BREAK SPACE}", " ") == "Financování služeb a opatření"


@pytest.mark.parametrize(("prepared", "chosen"), [(None, "2014"), ("2013-05", "2013"), ("2009", "2012")])
def test_the_year_is_the_last_one_that_has_begun_by_the_day_of_the_dossier(prepared: str | None, chosen: str) -> None:
    when = PartialDate.parse(prepared) if prepared else None
    plan = Plan(title="Plán", authority="Město", prepared=when)
    budgets = tuple(budget(f"b{number}", period=year(number)) for number in (2012, 2014, 2013))

    assert told(funded(plan=plan, budgets=budgets)).title.endswith(chosen)


def test_another_year_can_be_chosen_and_one_without_a_budget_is_refused() -> None:
    two = funded(budgets=(budget("a", period=year(2011)), budget("b")))

    assert told(two, year=2011).title.endswith("2011")
    with pytest.raises(OptionError, match=r"no budget of 2015 \(years: 2011, 2012\)"):
        told(two, year=2015)


def test_budgets_for_several_years_are_listed_apart_and_not_added() -> None:
    report = told(funded(budgets=(budget("a", period=period("2012", "2014")), budget("b", value=70))))

    assert column(report, "years", "year_2012") == [70, 70]
    assert column(report, "other_budgets", "available") == [100]


def test_where_no_budget_is_for_a_year_that_is_said() -> None:
    report = told(funded(budgets=(budget("a", period=period("2012", "2014")),)))

    assert "Podklady uvádějí 1 rozpočet; není o něm známo, že by byl na jeden kalendářní rok." in said(
        report, "summary"
    )
    assert column(report, "other_budgets", "available") == [100]


def test_totals_with_an_unknown_part_are_the_least_that_they_are() -> None:
    report = told(
        funded(allocation("x", spent=5), allocation("y", "c", None), budgets=(budget("b"), budget("c", "mesto", None)))
    )

    assert column(report, "budgets", "budget") == ["Město", "Stát", "Celkem"]
    for name, sums in {"available": 100, "allocated": 10, "spent": 5}.items():
        assert column(report, "budgets", name)[2:] == [AtLeast(sums)]
    assert column(report, "budgets", "left")[:2] == [None, 90]
    assert "nejméně 100 Kč; podklady uvádějí 2 rozpočty (u 1 částka uvedena není)." in said(report, "summary")


def test_a_budget_without_listed_allocations_is_named_as_the_gap() -> None:
    report = told(funded(allocation("x"), budgets=(budget("b"), budget("c", "mesto"))))

    assert "U 1 rozpočtu podklady neuvádějí jednotlivá přidělení" in said(report, "founders")
    assert column(report, "by_founder", "allocated") == [AtLeast(10)]


def test_measures_without_money_and_money_without_a_measure_stand_side_by_side() -> None:
    plan = {"goals": (goal("g"),), "measures": (measure("m", "g"), measure("n", "g"))}
    report = told(funded(allocation("x", measure="m"), allocation("y", purpose="setkání"), **plan))
    whole = told(funded(allocation("x", measure="m"), allocation("y", measure="n"), **plan))

    assert column(report, "measures", "measure") == ["Opatření m", "Celkem"]
    assert "podklady nic neuvádějí u opatření: Opatření n." in said(report, "links")
    assert column(report, "purposes", "service_or_purpose") == ["Opatření m", "setkání", "Celkem"]
    costly = told(funded(allocation("x", measure="m"), **{**plan, "measures": (measure("m", "g"), COSTLY)}))
    assert column(costly, "measures", "allocated")[:2] == [10, NA]
    assert "Na 1 opatření v tabulce se podle podkladů neváže žádné přidělení (pomlčka)." in said(costly, "links")
    assert "Na každé opatření platné v roce 2012 byly přiděleny prostředky." in said(whole, "links")


def test_a_survey_with_an_unknown_reply_has_no_return_rate() -> None:
    towns = tuple(Territory(id=one, name=one.upper()) for one in "ab")
    replies = (SurveyReply(survey="d", territory="a", returned=True), SurveyReply(survey="d", territory="b"))
    survey = Survey(id="d", title="Podpora služeb")
    report = told(dossier(territories=towns, surveys=(survey,), survey_replies=replies))

    assert "byly osloveny 2 obce. Známých odpovědí je 1; o 1 obci není známo" in said(report, "summary")
    assert "%" not in said(report, "summary")


def test_surveys_about_another_time_are_left_out() -> None:
    surveys = (Survey(id="d", title="Tehdy", period=year(2010)), Survey(id="e", title="Letos", period=year(2012)))

    assert {"survey_d", "survey_e"} & keys(told(funded(surveys=surveys))) == {"survey_e"}


def test_the_year_stands_beside_the_three_before_it() -> None:
    report = told(
        funded(budgets=tuple(budget(f"b{number}", period=year(number)) for number in range(2008, 2015))), year=2013
    )
    (found,) = [block for part in report.parts for block in blocks_of(part) if getattr(block, "key", "") == "years"]

    assert isinstance(found, Figure)
    assert found.kind is FigureKind.BARS
    assert [one.key for one in found.table.columns] == ["funding", *(f"year_{number}" for number in range(2010, 2014))]


def test_a_share_of_any_size_can_be_told() -> None:
    report = told(funded(attrs.evolve(allocation("x", value="0.000000001"), spent=Decimal(999999999999999999))))

    assert Decimal(99999999999999999900000000000) in column(report, "figures", "quotient")


MEASURES: dict[str, Any] = {"goals": (goal("g"),), "measures": tuple(measure(one, "g") for one in "mno")}


@pytest.mark.parametrize("when", [period("2011", "2013"), period(None, None), period("2011", None)])
def test_what_a_budget_not_of_one_year_gives_leaves_measures_and_conditions_open(when: Any) -> None:
    budgets = (budget("b"), budget("c", "mesto", period=when))
    report = told(funded(allocation("x", measure="m"), allocation("y", "c", measure="n"), budgets=budgets, **MEASURES))

    assert column(report, "uncertain", "measure") == ["Opatření n"]
    assert column(report, "measures", "allocated")[:2] == [10, None]
    assert column(report, "other_allocations", "allocated_to") == ["Opatření n"]
    assert column(report, "conditions", "met") == ["nelze říci"] * 3
    assert column(report, "by_founder", "allocated") == [AtLeast(10)]
    assert "se váže 1 přidělení za 10 Kč." in said(report, "links")
    summary = said(report, "summary")
    assert "k dispozici nejméně 100 Kč; podklady uvádějí 1 rozpočet." in summary
    assert "přiděleny nejméně na 1 z nich. U 1 z nich není známo, zda" in summary
    assert "%" not in summary


def test_the_sums_of_the_budgets_of_a_year_are_their_own() -> None:
    budgets = (budget("b"), budget("c", "mesto", period=period("2011", "2013")))
    report = told(funded(allocation("x", spent=5), allocation("y", "c"), budgets=budgets))

    assert (column(report, "budgets", "allocated"), column(report, "budgets", "spent")) == ([10, 10], [5, 5])


def test_a_budget_without_a_listing_leaves_the_money_of_measures_unknown() -> None:
    budgets = (budget("b"), budget("c", "mesto"))
    report = told(funded(allocation("x", spent=4, measure="m"), budgets=budgets, **MEASURES))

    assert column(report, "measures", "allocated")[0] == AtLeast(10)
    assert column(report, "measures", "spent")[0] == AtLeast(4)
    assert "U 1 rozpočtu podklady neuvádějí jednotlivá přidělení" in said(report, "links")
    assert "Prostředky byly přiděleny nejméně na 1 z nich." in said(report, "summary")


def test_money_of_a_measure_that_was_split_is_added_once() -> None:
    measures = (
        measure("m", "g", validity=period(None, "2011")),
        *(measure(one, "g", validity=year(2012), replaces="m") for one in "no"),
    )
    allocations = (allocation("x", measure="m"), *(allocation(one, measure=one) for one in "no"))
    report = told(funded(*allocations, goals=(goal("g"),), measures=measures))

    assert column(report, "measures", "allocated")[:2] == [AtLeast(10), AtLeast(10)]
    assert column(report, "measures", "allocated")[-1] == 30


def test_a_measure_given_nothing_has_no_money() -> None:
    report = told(funded(allocation("x", measure="m"), allocation("y", value=0, measure="n"), **MEASURES))

    assert column(report, "measures", "allocated") == [10, 0, 10]
    assert "Prostředky byly přiděleny na 1 z nich (33 %)." in said(report, "summary")


def test_the_conditions_are_counted_and_the_end_of_the_plan_is_told() -> None:
    report = told(funded(allocation("x", value=0, spent=50), **MEASURES))

    assert column(report, "conditions", "rests_on")[1] == "Vynaloženo 50 Kč, přiděleno 0 Kč."
    assert column(report, "conditions", "met") == ["nelze říci", False, False]
    assert (
        "Ze 3 podmínek efektivního plánu za rok 2012 2 splněny nejsou (přiměřené náklady a více zdrojů) a o 1 nelze "
        "rozhodnout (dosažení cílů). Plán platí" in said(report, "summary")
    )


@pytest.mark.parametrize(
    ("sent", "returned", "told_"),
    [
        (10, None, "bylo osloveno 10 obcí. Kolik obcí odpovědělo, podklady neuvádějí."),
        (1, None, "byla oslovena 1 obec. Kolik obcí odpovědělo"),
        (None, 3, "odpověděly 3 obce. Kolik obcí bylo osloveno, podklady neuvádějí."),
        (0, 0, "nebyla oslovena žádná obec."),
        (4, 3, "odpověděly 3 ze 4 oslovených obcí (75 %)."),
        (None, None, "Kolik obcí bylo osloveno a kolik jich odpovědělo, podklady neuvádějí."),
    ],
)
def test_of_a_survey_is_said_what_is_known(sent: int | None, returned: int | None, told_: str) -> None:
    report = told(dossier(surveys=(Survey(id="d", title="Podpora služeb", sent=sent, returned=returned),)))

    # What the summary says, the part on surveys does not say again.
    assert told_ in said(report, "surveys" if sent is returned is None else "summary")
    assert said(report).count(told_) == 1


@pytest.mark.parametrize(
    ("sent", "returned", "printed"),
    [
        (9, 8, "Souhrnné počty v podkladech jsou jiné: osloveno 9 a odpovědělo 8."),
        (2, 2, "Souhrnné počty v podkladech jsou jiné: odpověděly 2."),
        (2, 1, None),
    ],
)
def test_printed_counts_that_contradict_the_replies_are_told_beside_them(
    sent: int, returned: int, printed: str | None
) -> None:
    towns = tuple(Territory(id=one, name=one.upper()) for one in "ab")
    replies = tuple(SurveyReply(survey="d", territory=one, returned=one == "a") for one in "ab")
    survey = Survey(id="d", title="Podpora služeb", sent=sent, returned=returned)
    text = said(told(dossier(territories=towns, surveys=(survey,), survey_replies=replies)), "summary")

    assert "odpověděla 1 ze 2 oslovených obcí (50 %)." in text
    assert printed in text if printed else "Souhrnné počty" not in text


def test_one_thing_is_said_in_the_singular_in_english() -> None:
    survey = Survey(id="d", title="Support", sent=1)
    tables = {**MEASURES, "measures": (measure("m", "g"),)}
    text = said(told(funded(allocation("x", measure="m"), surveys=(survey,), **tables), locale="en"))

    assert "The plan has 1 measure for 2012. Money was allocated to 1 of them (100%)." in text
    assert "1 municipality was asked" in text


def test_where_no_measure_has_money_that_is_said_in_words() -> None:
    report = told(funded(allocation("x", purpose="setkání"), **MEASURES))

    assert "U žádného z nich podklady neuvádějí prostředky přidělené na rok 2012." in said(report, "summary")


def test_sums_of_more_digits_than_decimals_keep_are_told() -> None:
    parts = (allocation("x", value="1e-20"), allocation("y", value="9999999999999999999999999999"))

    assert "9 999 999 999 999 999 999 999 999 999,00000000000000000001 Kč" in said(told(funded(*parts)), "summary")


def test_a_printed_sum_without_allocations_is_told_as_the_least() -> None:
    printed = funded(budgets=(attrs.evolve(budget("b", value=20), allocated=Decimal(14)),))

    assert "Přiděleno bylo nejméně 14 Kč." in said(told(printed), "summary")
    assert "Přiděleno" not in said(told(funded(budgets=(budget("b", value=20),))), "summary")


def test_what_is_left_is_told_with_the_share_that_is_allocated() -> None:
    known = funded(allocation("x", value=14), budgets=(budget("b", value=20),))

    assert "Přiděleno je tedy 70 % toho, co je k dispozici; zbývá přidělit 6 Kč." in said(told(known), "summary")
    unknown = funded(allocation("x", value=None), budgets=(budget("b", value=20),))
    assert "zbývá přidělit" not in said(told(unknown), "summary")


def figure(report: Report, key: str) -> Figure:
    (found,) = [b for part in report.parts for b in blocks_of(part) if isinstance(b, Figure) and b.key == key]
    return found


def test_the_description_of_the_years_names_the_highest_known_amount_of_each() -> None:
    sources = tuple(FundingSource(id=source, name=source.upper()) for source in ("a", "b", "c"))
    budgets = (
        budget("b1", source="a", period=year(2011), amount=Decimal(7)),
        budget("b2", source="b", period=year(2011), amount=Decimal(9)),
        budget("b3", source="a", period=year(2012), amount=Decimal(8)),
        budget("b4", source="b", period=year(2012), amount=None),
        budget("b5", source="c", period=year(2012), amount=Decimal(8)),
    )
    report = told(funded(funding_sources=sources, budgets=budgets), year=2012)

    assert (
        figure(report, "years")
        .alt.replace("\N{NO-BREAK SPACE}", " ")
        .endswith("Nejvyšší známá částka na rok 2011: B (9 Kč). Nejvyšší známá částka na rok 2012: A a C (8 Kč).")
    )


@pytest.mark.parametrize(("amount", "hidden"), [("2500.50", True), ("2500", False), ("999.50", False)])
def test_a_picture_that_hides_parts_of_a_crown_has_its_table_and_the_rule_beside_it(amount: str, hidden: bool) -> None:
    budgets = (budget("b", value=900), budget("c", "mesto", amount))
    allocations = (allocation("x", value=900), allocation("y", "c", amount))
    subsidies = tuple(attrs.evolve(each, amount=None) for each in budgets)
    for key, report in {
        "years": told(funded(budgets=budgets)),
        "subsidies": told(funded(*allocations, budgets=subsidies)),
    }.items():
        drawn = figure(report, key)
        assert drawn.alone is not hidden
        assert any("polovina nahoru" in note for note in drawn.table.notes) is hidden


def test_a_single_amount_that_is_not_drawn_needs_no_rule() -> None:
    assert "v obrázku" not in said(told(funded(budgets=(budget("b", value="2500.50"),))))


def test_the_shares_of_founders_are_drawn_and_the_money_beside_them_is_not() -> None:
    drawn = figure(build_report("funding", sample_dossier("ukazka")), "by_founder_shares")
    kinds = {column.key: column.kind for column in drawn.table.columns}

    assert drawn.series
    assert {kinds[series.column] for series in drawn.series} == {ColumnKind.PERCENT}
    assert "Rozpočet kraje – církev 59" in drawn.alt


def subsidised(**values: Any) -> Dossier:
    """A dossier of subsidies alone: no measure, and no budget says how much there is."""
    budgets = (budget("b", value=None, **values), budget("c", "mesto", None, **values))
    return funded(allocation("x", value=30), allocation("y", "c", 12), budgets=budgets)


def test_a_dossier_of_subsidies_alone_gives_a_report_on_the_subsidies() -> None:
    report = told(subsidised())
    picture = next(block for part in report.parts for block in blocks_of(part) if isinstance(block, Figure))

    assert (picture.key, picture.kind) == ("subsidies", FigureKind.BARS)
    assert not {"links", "effectiveness"} & {part.key for part in report.parts}
    assert "efektivního" not in said(report, "summary")
    assert column(report, "allocations", "allocated") == [12, 30, 42]


def test_subsidies_of_no_known_year_are_drawn_by_source() -> None:
    report = told(subsidised(period=Period()))

    assert column(report, "subsidies", "year_none") == [12, 30, 42]
    assert "Přiděleno bylo 42 Kč." in said(report, "summary")


def test_what_is_known_of_allocations_without_a_measure_stands_with_them() -> None:
    report = told(
        funded(allocation("x", value=30, spent=20, note="zálohou"), goals=(goal("g"),), measures=(measure("m", "g"),))
    )

    assert column(report, "purposes", "spent") == [20, 20]
    assert column(report, "purposes", "note")[0] == "zálohou"


def test_spending_that_allocations_do_not_give_comes_from_the_report_on_the_measure() -> None:
    tables = {**MEASURES, "measures": tuple(attrs.evolve(measure(one, "g"), cost=Decimal(20)) for one in "mno")}
    readings = tuple(attrs.evolve(reading(one, "done"), spent=Decimal(8)) for one in "mn")
    report = told(funded(allocation("x", measure="m"), readings=readings, **tables))

    assert column(report, "measures", "spent") == [8, 8, None, AtLeast(16)]
    text = said(report)
    assert "Vynaloženo podle monitorovací zprávy, protože přidělení ho neuvádějí: Opatření m a Opatření n." in text
    assert "Ve srovnání s plánovanými náklady chybí 1 opatření: vynaložená částka chybí u Opatření o." in text
    assert row(report, "figures", "planned_cost")["quotient"] == 40


def test_no_report_stands_for_allocations_that_are_known_to_have_paid_more() -> None:
    readings = (attrs.evolve(reading("m", "done"), spent=Decimal(3)),)
    allocations = (allocation("x", spent=4, measure="m"), allocation("y", measure="m"))
    report = told(funded(*allocations, readings=readings, **MEASURES))

    assert column(report, "measures", "spent")[0] == AtLeast(4)
    assert "zpráva o plnění" not in said(report)


def test_many_printed_sums_are_a_table_and_a_few_are_sentences() -> None:
    many = tuple(attrs.evolve(budget(f"b{place}"), allocated=Decimal(10)) for place in range(4))

    assert len(column(told(funded(budgets=many)), "printed", "printed_allocated")) == 4
    few = told(funded(allocation("x", "b0"), budgets=many[:1]))
    assert "Stát: podklady uvádějí, že je přiděleno 10 Kč; součet přidělení je stejný." in said(few, "sources")


def test_what_was_asked_for_stands_beside_what_was_granted() -> None:
    asked = (
        allocation("a", "b", 50, purpose="provoz", requested=Decimal(80)),
        allocation("c", "b", 0, purpose="vybavení", requested=Decimal(20)),
        allocation("d", "b", 7, purpose="jiné"),
    )
    report = told(funded(*asked))

    assert column(report, "requested", "requested") == [80, 20, 100]
    assert column(report, "requested", "granted_share") == [63, 0, 50]
    assert "Tabulka neobsahuje 1 přidělení, u kterého podklady požadovanou částku neuvádějí." in said(report)


def test_of_an_unknown_grant_no_share_is_told() -> None:
    report = told(funded(allocation("a", "b", None, purpose="provoz", requested=Decimal(80))))

    assert column(report, "requested", "requested")[0] == 80
    assert "granted_share" not in {key for row in rows(report, "requested") for key in row}


def test_where_nobody_noted_what_was_asked_for_there_is_no_table_of_it() -> None:
    assert "Požadované" not in said(told(funded(allocation("a", "b", 50, purpose="provoz"))))


def test_money_for_other_purposes_is_not_said_to_be_no_money() -> None:
    report = said(told(funded(allocation("x", spent=5), goals=(goal("g"),), measures=(measure("m", "g"),))))

    assert "Co bylo vynaloženo na opatření, podklady neuvádějí." in report
    assert "že by bylo něco přiděleno" not in report


def test_the_sum_of_a_single_year_stands_once() -> None:
    one, two = (
        told(funded(budgets=budgets)) for budgets in ((budget("b"),), (budget("a", period=year(2011)), budget("b")))
    )

    assert "Celkem k dispozici" not in said(one)
    # Of the year itself the lead gives the sum.
    assert "Celkem k dispozici – 2011: 100 Kč." in said(two)


def test_surveys_beside_money_are_told_in_their_own_part() -> None:
    survey = Survey(id="d", title="Dotazník d", sent=4, returned=3, period=year(2012))
    one, two = (
        told(funded(surveys=(survey, attrs.evolve(survey, id="e", title="Dotazník e"))[:count])) for count in (1, 2)
    )

    assert "Dotazník d" not in said(one, "summary")
    # Of a single survey its first sentence gives the title.
    assert not {key for key in keys(one) if key.startswith("survey_")}
    assert said(one, "surveys").count("Dotazník d") == 1
    assert {"survey_d", "survey_e"} <= keys(two)
    assert "Na dotazník „Dotazník e“ odpověděly 3 ze 4 oslovených obcí" in said(two, "surveys")


def test_surveys_alone_lead_the_report() -> None:
    surveys = tuple(Survey(id=one, title=f"Dotazník {one}", sent=4, returned=3) for one in "de")
    one, two = (told(dossier(surveys=surveys[:count])) for count in (1, 2))

    assert said(one, "summary").count("Dotazník d") == said(one, "surveys").count("Dotazník d") == 1
    assert {"survey_d", "survey_e"} <= keys(two)


def test_of_many_services_without_support_some_are_named_and_the_others_counted() -> None:
    town = Territory(id="a", name="A")
    services = tuple(Service(id=f"s{number}", name=f"Služba {number}") for number in range(12))
    answers = tuple(SurveyAnswer(survey="d", territory="a", service=one.id, supported=False) for one in services)
    survey = Survey(id="d", title="Podpora", sent=1, returned=1)
    text = said(told(dossier(territories=(town,), services=services, surveys=(survey,), survey_answers=answers)))

    assert "a dalších 9." in text


def test_of_many_rows_without_an_amount_some_are_named_below_the_table_and_the_others_counted() -> None:
    services = tuple(Service(id=f"s{number:02}", name=f"Služba {number:02}") for number in range(20))
    allocations = tuple(allocation(f"{each.id}-{n}", value=None, service=each.id) for each in services for n in "ab")
    tables = report_tables(told(funded(*allocations, services=services)))
    notes = untypeset(" ".join(next(table.notes for table in tables if table.key == "purposes")))

    assert "Služba 02 (2) a dalších 17." in notes
    assert "Služba 03" not in notes


def test_a_row_of_a_single_allocation_without_an_amount_has_no_note_that_says_it_again() -> None:
    services = (Service(id="a", name="Služba A"), Service(id="b", name="Služba B"))
    money = (allocation("a", value=None, service="a"), *(allocation(n, value=None, service="b") for n in "bc"))
    tables = report_tables(told(funded(*money, services=services)))
    notes = untypeset(" ".join(next(table.notes for table in tables if table.key == "purposes")))

    assert "Služba B (2)" in notes
    assert "Služba A" not in notes


def test_what_the_condition_on_goals_says_is_not_said_again_as_a_figure() -> None:
    report = build_report("funding", sample_dossier("ukazka"))

    assert "naplněna: 0 ze 7 (0 %)." in said(report, "effectiveness")
    assert said(report, "effectiveness").count("0 ze 7") == 1


def test_what_municipalities_say_stands_beside_what_their_budgets_allocate() -> None:
    ukazka = sample_dossier("ukazka")

    def noted(of: Dossier) -> str:
        tables = report_tables(build_report("funding", of))
        notes = next(table.notes for table in tables if table.key == "support_dotaznik-2025")
        return " ".join(notes).replace("\N{NO-BREAK SPACE}", " ")

    # Unlike things: who pays from the table is named, and nobody wonders why the amounts differ.
    assert (
        "Obce, které o službách odpověděly (3), přispívají podle dotazníku celkem nejméně 3 205 000 Kč, z toho město "
        "Vzorov nejméně 2 450 000 Kč; z rozpočtu obce (Rozpočet města Vzorova) bylo na rok 2025 přiděleno 4 130 000 Kč."
    ) in noted(ukazka)
    assert "Shodovat se to nemusí" in noted(ukazka)
    # Of the town that alone answered there is no part.
    alone = tuple(each for each in ukazka.survey_answers if each.territory == "vzorov")
    assert "Jediná obec, která o službách odpověděla, přispívá" in noted(attrs.evolve(ukazka, survey_answers=alone))
    # A survey of another year is not compared, and neither are sources that are not said to be of municipalities.
    earlier = tuple(attrs.evolve(survey, period=Period()) for survey in ukazka.surveys)
    unsaid = tuple(attrs.evolve(source, kind=None) for source in ukazka.funding_sources)
    assert "přispívají podle dotazníku" not in noted(attrs.evolve(ukazka, surveys=earlier))
    assert "přispívají podle dotazníku" not in noted(attrs.evolve(ukazka, funding_sources=unsaid))


@pytest.mark.parametrize(
    ("last", "compared"),
    [
        # The town has no budget in the first year: only the state is in both.
        ((budget("c", "mesto", 30, period=year(2012)),), "2011: 100 Kč; 2012: 100 Kč"),
        # Both have one in both years: the sums can be compared as they are.
        ((budget("c", "mesto", 30, period=year(2012)), budget("d", "mesto", 20, period=year(2011))), None),
        ((), None),
    ],
)
def test_sums_of_years_with_other_sources_are_compared_by_what_they_share(last: Any, compared: str | None) -> None:
    budgets = (budget("a", period=year(2011)), budget("b", period=year(2012)), *last)
    report = told(funded(budgets=budgets), year=2012)

    notes = [note.replace("\N{NO-BREAK SPACE}", " ") for table in report_tables(report) for note in table.notes]
    found = [note for note in notes if "známa ve všech letech" in note]

    assert [compared in note for note in found if compared] == ([True] if compared else [])
    assert bool(found) is (compared is not None)
