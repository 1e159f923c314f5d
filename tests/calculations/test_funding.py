from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
import pytest
from tests.building import allocation, amount, budget, day, dossier, goal, measure, period, year

from socplan import (
    Allocation,
    Dossier,
    FundingSource,
    Organisation,
    Service,
    Survey,
    SurveyAnswer,
    SurveyReply,
    Territory,
)
from socplan.calculations import (
    allocated_share,
    available_in,
    budget_left,
    budget_years,
    budgets_in,
    funding_by_founder,
    funding_by_measure,
    funding_by_service,
    funding_by_source,
    funding_in,
    funding_links,
    funding_of,
    left_in,
    money_sum,
    recipient,
    return_rate,
    return_rates_by_kind,
    support_by_kind,
    support_by_service,
    undivided_budgets,
)

STATE, TOWN = FundingSource(id="stat", name="Stát", order=1), FundingSource(id="mesto", name="Město", order=2)


def funded(*allocations: Allocation, **tables: Any) -> Dossier:
    return dossier(
        **{"funding_sources": (TOWN, STATE), "budgets": (budget("b"),), "allocations": allocations, **tables}
    )


def test_a_sum_with_an_unknown_part_is_unknown_and_says_what_is_known() -> None:
    some = money_sum((Decimal(30), None, Decimal(20)))

    assert (some.known, some.parts, some.unknown, some.total) == (Decimal(50), 3, 1, None)
    assert money_sum((Decimal(30), Decimal(0))).total == 30
    assert money_sum(()).total is None


def test_a_printed_sum_counts_as_the_least_where_the_allocations_are_not_listed() -> None:
    known = funded(budgets=(attrs.evolve(budget("b", value=20), allocated=Decimal(14)),))
    whole = funding_in(known, 2012).allocated

    assert (whole.total, whole.known_part) == (None, Decimal(14))
    assert [row.allocated.known for row in funding_by_source(known, 2012)] == [Decimal(14)]
    assert funding_links(known, 2012).unlinked.allocated.known == 0
    listed = attrs.evolve(known, allocations=(allocation("x", value=5), allocation("y", value=None)))
    assert funding_in(listed, 2012).allocated.known == 14
    all_listed = attrs.evolve(known, allocations=(allocation("x", value=5),))
    assert funding_in(all_listed, 2012).allocated.total == 5


def test_what_is_available_left_and_its_share() -> None:
    known = funded(allocation("x", value=14), budgets=(budget("b", value=20),))

    assert available_in(known, 2012).total == 20
    assert (left_in(known, 2012), allocated_share(known, 2012)) == (Decimal(6), Fraction(7, 10))
    unknown = attrs.evolve(known, allocations=(allocation("x", value=None),))
    assert (left_in(unknown, 2012), allocated_share(unknown, 2012)) == (None, None)
    undivided = attrs.evolve(known, budgets=(*known.budgets, budget("c", value=1, period=period("2012", "2013"))))
    assert (available_in(undivided, 2012).total, available_in(undivided, 2012, TOWN).parts) == (None, 0)


def test_long_amounts_are_added_to_the_last_digit() -> None:
    whole, part = 10**30 - 1, "0.000000001"
    known = funded(allocation("x", value=part), budgets=(budget("b", value=whole),))

    assert money_sum((Decimal(whole), Decimal(part))).known == Decimal("999999999999999999999999999999.000000001")
    assert budget_left(funding_of(known, known.budgets[0])) == Decimal("999999999999999999999999999998.999999999")


def test_a_share_is_exact_and_unknown_where_a_part_is() -> None:
    third, whole = money_sum((Decimal(1),)), money_sum((Decimal(1), Decimal(2)))

    assert third.share_of(whole) == Fraction(1, 3)
    assert third.share_of(money_sum((Decimal(1), None))) is None
    assert money_sum((None,)).share_of(whole) is None
    assert third.share_of(money_sum((Decimal(0),))) is None


@pytest.mark.parametrize(
    ("when", "years"),
    [
        (period("2012", "2012"), (2012,)),
        (period("2012-01", "2012-06"), (2012,)),
        (period("2012", "2013"), ()),
        (period("2012", None), ()),
        (period(None, None), ()),
    ],
)
def test_a_budget_is_of_the_year_that_it_begins_and_ends_in(when: Any, years: tuple[int, ...]) -> None:
    known = funded(budgets=(budget("b", period=when),))

    assert budget_years(known) == years
    assert len(budgets_in(known, None)) == (not years)


def test_budgets_come_source_by_source() -> None:
    three = (budget("a", "mesto"), budget("c", period=year(2011)), budget("b"))

    assert [one.id for one in budgets_in(funded(budgets=three), 2012)] == ["b", "a"]


def test_what_is_left_of_a_budget_is_what_is_not_allocated() -> None:
    known = funded(allocation("x", value=30, spent=30), allocation("y", value="45.50"))
    row = funding_of(known, known.budgets[0])

    assert (row.allocated.total, budget_left(row)) == (Decimal("75.50"), Decimal("24.50"))
    assert (row.spent.total, row.spent.known, row.spent.unknown) == (None, Decimal(30), 1)


@pytest.mark.parametrize(
    "known",
    [
        funded(allocation("x", value=None), allocation("y")),
        funded(),
        funded(allocation("x"), budgets=(budget("b", value=None),)),
    ],
    ids=["an allocation unknown", "none listed", "the budget unknown"],
)
def test_nothing_is_known_to_be_left_where_a_part_is_unknown(known: Dossier) -> None:
    assert budget_left(funding_of(known, known.budgets[0])) is None


def test_more_allocated_than_there_is_leaves_less_than_nothing() -> None:
    known = funded(allocation("x", value=130))

    assert budget_left(funding_of(known, known.budgets[0])) == -30


def test_a_budget_without_listed_allocations_makes_the_sum_unknown() -> None:
    known = funded(allocation("x"), budgets=(budget("b"), budget("c", "mesto")))
    whole = funding_in(known, 2012)

    assert (whole.allocated.total, whole.allocated.known, whole.unlisted) == (None, Decimal(10), 1)
    assert [(row.subject.id, row.allocated.total) for row in funding_by_source(known, 2012)] == [
        ("stat", 10),
        ("mesto", None),
    ]


CITY = Organisation(id="ps", name="Pečovatelská služba", founder="město")
CHURCH = Organisation(id="charita", name="Charita", founder="církev")
OFFICE = Organisation(id="urad", name="Úřad")
CARE = Service(id="sluzba", name="Pečovatelská služba", provider="ps")
FOUNDED: dict[str, Any] = {"organisations": (CITY, CHURCH, OFFICE), "services": (CARE,)}


def test_an_allocation_goes_to_whom_it_names_or_else_to_the_provider() -> None:
    known = funded(
        allocation("x", service="sluzba"),
        allocation("y", service="sluzba", organisation="charita"),
        allocation("z", purpose="setkání"),
        **FOUNDED,
    )

    assert [recipient(known, one) for one in known.allocations] == [CITY, CHURCH, None]


def test_money_is_added_up_by_founder_with_exact_shares_and_the_unknown_one_last() -> None:
    known = funded(
        allocation("w", value=60, service="sluzba"),
        allocation("x", value=20, organisation="charita"),
        allocation("y", value=30, organisation="urad"),
        allocation("z", value=10, purpose="setkání"),
        **FOUNDED,
    )
    whole, rows = funding_in(known, 2012).allocated, funding_by_founder(known, 2012)

    assert {row.subject: row.allocated.total for row in rows} == {"církev": 20, "město": 60, None: 40}
    assert [row.allocated.share_of(whole) for row in rows] == [Fraction(1, 6), Fraction(1, 2), Fraction(1, 3)]


def test_no_share_is_told_where_one_amount_is_unknown() -> None:
    known = funded(allocation("x", service="sluzba"), allocation("y", value=None, organisation="charita"), **FOUNDED)
    whole, rows = funding_in(known, 2012).allocated, funding_by_founder(known, 2012)

    assert [(row.subject, row.allocated.total) for row in rows] == [("církev", None), ("město", 10)]
    assert [row.allocated.share_of(whole) for row in rows] == [None, None]


def test_the_money_of_one_source_can_be_looked_at_alone() -> None:
    known = funded(
        allocation("x", service="sluzba"),
        allocation("y", "c", 5, service="sluzba"),
        budgets=(budget("b"), budget("c", "mesto")),
        **FOUNDED,
    )

    assert [row.allocated.total for row in funding_by_founder(known, 2012, TOWN)] == [5]
    assert [row.allocated.total for row in funding_by_service(known, 2012)] == [15]


def test_services_without_money_are_left_out_and_an_unknown_part_makes_theirs_unknown() -> None:
    known = funded(allocation("x", service="sluzba"), allocation("y", value=None, service="sluzba"), **FOUNDED)

    assert [(row.subject, row.allocated.total) for row in funding_by_service(known, 2012)] == [(CARE, None)]
    assert funding_by_service(funded(allocation("x"), **FOUNDED), 2012) == ()


PLAN: dict[str, Any] = {
    "goals": (goal("g"),),
    "measures": (
        measure("m", "g", validity=period(None, "2012")),
        measure("n", "g", validity=period("2013", None), replaces="m"),
        measure("o", "g"),
        measure("p", "g", validity=period("2014", None)),
    ),
}


def test_measures_and_money_are_held_against_each_other_both_ways() -> None:
    known = funded(
        allocation("w", measure="m"),
        allocation("x", value=None, measure="m"),
        allocation("y", value=5, measure="p"),
        allocation("z", value=7, purpose="setkání"),
        **PLAN,
    )
    links = funding_links(known, 2012)

    assert [(row.subject.id, row.allocated.total, row.allocated.known) for row in links.with_money] == [
        ("m", None, Decimal(10))
    ]
    assert [one.id for one in links.without_money] == ["o"]
    assert (links.linked.allocated.total, links.linked.allocated.unknown) == (None, 1)
    assert [links.elsewhere.allocated.total, links.unlinked.allocated.total] == [Decimal(5), Decimal(7)]


@pytest.mark.parametrize(("number", "wording", "named"), [(2013, "n", "m"), (2012, "m", "n")])
def test_what_names_another_wording_is_the_measures_own(number: int, wording: str, named: str) -> None:
    known = funded(allocation("x", measure=named), budgets=(budget("b", period=year(number)),), **PLAN)

    assert {row.subject.id: len(row.allocations) for row in funding_by_measure(known, number)} == {wording: 1, "o": 0}


def undivided(*allocations: Allocation, when: Any = None, **tables: Any) -> Dossier:
    """Beside the budget of 2012 one for 2012 to 2014."""
    budgets = (budget("b"), budget("c", "mesto", period=when or period("2012", "2014")))
    return funded(*allocations, budgets=budgets, **{**PLAN, **tables})


@pytest.mark.parametrize(
    ("when", "meets"),
    [
        (period("2012", "2014"), True),
        (period("2011", None), True),
        (period(None, None), True),
        (period("2013", "2014"), False),
        (period("2013", "2013"), False),
    ],
)
def test_a_budget_that_may_hold_money_of_a_year_is_told_apart(when: Any, meets: bool) -> None:
    assert [one.id for one in undivided_budgets(undivided(when=when), 2012)] == ["c"] * meets


def test_what_a_budget_of_several_years_gives_is_one_unknown_part_of_a_year() -> None:
    known = undivided(
        allocation("x", measure="m", spent=4), allocation("y", "c", 30, 20, measure="o", service="sluzba")
    )
    links = funding_links(known, 2012)

    for row in (funding_in(known, 2012), links.linked):
        assert (row.allocated.total, row.allocated.known, row.allocated.unknown) == (None, Decimal(10), 1)
        assert (row.spent.total, row.spent.known) == (None, Decimal(4))
    assert [one.subject.id for one in links.with_money] == ["m"]
    assert [(one.subject.id, one.allocated.total) for one in links.uncertain] == [("o", None)]
    assert links.without_money == ()
    assert [row.allocated.total for row in funding_by_source(known, 2012)] == [10, None]


def test_what_may_be_of_the_year_makes_a_founder_and_a_service_unknown() -> None:
    known = undivided(
        allocation("x", service="sluzba"),
        allocation("y", "c", 5, service="sluzba"),
        allocation("z", "c", 5, organisation="charita"),
        **FOUNDED,
    )

    assert [(row.subject, row.allocated.total, row.allocated.known) for row in funding_by_founder(known, 2012)] == [
        ("církev", None, Decimal(0)),
        ("město", None, Decimal(10)),
    ]
    assert [(row.allocated.total, row.allocated.known) for row in funding_by_service(known, 2012)] == [
        (None, Decimal(10))
    ]


def test_nothing_out_of_a_budget_of_several_years_is_nothing_in_each() -> None:
    known = undivided(allocation("x", measure="m"), allocation("y", "c", 0, 0, measure="o"))

    assert funding_links(known, 2012).linked.allocated.total == 10
    assert [one.id for one in funding_links(known, 2012).without_money] == ["o"]


def test_a_budget_without_a_listing_may_be_for_any_measure() -> None:
    known = funded(allocation("x", measure="m"), budgets=(budget("b"), budget("c", "mesto")), **PLAN)
    links = funding_links(known, 2012)

    assert (links.linked.allocated.total, links.linked.allocated.known, links.linked.unlisted) == (None, Decimal(10), 1)
    assert [(row.subject.id, row.allocated.total) for row in funding_by_measure(known, 2012)] == [
        ("m", None),
        ("o", None),
    ]


SPLIT: dict[str, Any] = {
    "goals": (goal("g"),),
    "measures": (
        measure("m", "g", validity=period(None, "2011")),
        measure("n", "g", validity=period("2012", None), replaces="m"),
        measure("o", "g", validity=period("2012", None), replaces="m"),
    ),
}


def test_what_names_a_measure_that_was_split_is_counted_once_and_known_of_neither() -> None:
    known = funded(allocation("x", measure="m"), allocation("y", value=5, measure="n"), **SPLIT)
    links = funding_links(known, 2012)

    assert links.linked.allocated.total == 15
    assert [(row.subject.id, row.allocated.total, row.allocated.known) for row in funding_by_measure(known, 2012)] == [
        ("n", None, Decimal(5)),
        ("o", None, Decimal(0)),
    ]
    assert ([one.subject.id for one in links.with_money], [one.subject.id for one in links.uncertain]) == (["n"], ["o"])


def test_before_a_measure_is_split_what_names_its_parts_is_its_own() -> None:
    known = funded(
        allocation("x", measure="n"), allocation("y", measure="o"), budgets=(budget("b", period=year(2011)),), **SPLIT
    )

    assert [(row.subject.id, row.allocated.total) for row in funding_by_measure(known, 2011)] == [("m", Decimal(20))]


@pytest.mark.parametrize(("value", "funded_ones"), [(0, []), (-5, []), (None, ["m"]), (1, ["m"])])
def test_a_measure_has_money_where_some_is_above_nothing_or_unknown(value: int | None, funded_ones: list[str]) -> None:
    links = funding_links(funded(allocation("x", value=value, measure="m"), **PLAN), 2012)

    assert [row.subject.id for row in links.with_money] == funded_ones
    assert [one.id for one in links.without_money] == [one for one in ("m", "o") if one not in funded_ones]


TOWNS = (
    Territory(id="a", name="A", kind="obec II. typu"),
    Territory(id="b", name="B", kind="obec III. typu"),
    Territory(id="c", name="C"),
)
SURVEY = Survey(id="d", title="Dotazník", sent=9, returned=8)


def reply(territory: str, returned: bool | None) -> SurveyReply:
    return SurveyReply(survey="d", territory=territory, returned=returned, date=day("2012") if returned else None)


def answer(territory: str, supported: bool | None, value: int | None = None, service: str = "sluzba") -> SurveyAnswer:
    return SurveyAnswer(survey="d", territory=territory, service=service, supported=supported, amount=amount(value))


def surveyed(*answers: SurveyAnswer, **tables: Any) -> Dossier:
    return dossier(
        **{"territories": TOWNS, "services": (CARE,), "surveys": (SURVEY,), "survey_answers": answers, **tables}
    )


def test_the_return_rate_is_counted_from_replies() -> None:
    rate = return_rate(surveyed(survey_replies=(reply("a", True), reply("b", False), reply("c", True))), SURVEY)

    assert (rate.asked, rate.returned, rate.share) == (3, 2, Fraction(2, 3))


def test_one_unknown_reply_makes_the_return_rate_unknown() -> None:
    rate = return_rate(surveyed(survey_replies=(reply("a", True), reply("b", None))), SURVEY)

    assert (rate.asked, rate.known, rate.unknown, rate.returned, rate.share) == (2, 1, 1, None, None)


def test_without_replies_the_return_rate_is_that_of_the_printed_counts() -> None:
    silent = Survey(id="e", title="Dotazník")

    assert return_rate(surveyed(), SURVEY).share == Fraction(8, 9)
    assert (return_rate(surveyed(), silent).asked, return_rate(surveyed(), silent).share) == (None, None)
    assert return_rate(surveyed(), Survey(id="f", title="Dotazník", sent=0, returned=0)).share is None


def test_replies_are_counted_by_type_of_municipality_the_unknown_one_last() -> None:
    rates = return_rates_by_kind(
        surveyed(survey_replies=(reply("c", True), reply("b", None), reply("a", False))), SURVEY
    )

    assert [(kind, rate.returned) for kind, rate in rates.items()] == [
        ("obec II. typu", 0),
        ("obec III. typu", None),
        (None, 1),
    ]


@pytest.mark.parametrize(
    ("answers", "total", "known"),
    [
        ((answer("a", True, 20), answer("b", True, 30)), 50, 50),
        ((answer("a", True, 20), answer("b", False)), 20, 20),
        ((answer("a", True, 20), answer("b", True)), None, 20),
        ((answer("a", True, 20), answer("b", None)), None, 20),
        ((answer("a", True, 20), answer("b", False, 5)), None, 20),
        ((answer("a", False), answer("b", False)), 0, 0),
    ],
    ids=["all", "one does not", "an amount unknown", "not said", "contradiction", "nobody"],
)
def test_the_support_of_a_service_is_known_where_all_answers_are(
    answers: tuple[SurveyAnswer, ...], total: int | None, known: int
) -> None:
    (row,) = support_by_service(surveyed(*answers), SURVEY)

    assert (row.amount.total, row.amount.known) == (amount(total), amount(known))


def test_nobody_supports_a_service_that_every_answer_says_no_of() -> None:
    (no,) = support_by_service(surveyed(answer("a", False), answer("b", False)), SURVEY)
    (not_said,) = support_by_service(surveyed(answer("a", False), answer("b", None)), SURVEY)

    assert (no.is_unsupported, no.no) == (True, 2)
    assert (not_said.is_unsupported, not_said.unknown) == (False, 1)


def test_support_is_added_up_by_type_of_municipality() -> None:
    rows = support_by_kind(surveyed(answer("c", True, 5), answer("b", True), answer("a", True, 20)), SURVEY)

    assert [(row.subject, row.amount.total) for row in rows] == [
        ("obec II. typu", 20),
        ("obec III. typu", None),
        (None, 5),
    ]
