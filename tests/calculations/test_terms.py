"""What a round covers: all measures, those that are due, or as many as it states; and what is past its term."""

from __future__ import annotations

import attrs
import pytest
from tests.building import NOT_DONE, SCALE, dossier, goal, group, measure, period, reading, tally

from socplan import Dossier, MonitoringRound, PartialDate, Period, RoundScope, StatusMeaning, Tally
from socplan.calculations import Fulfilment, due_measures, fulfilment, is_due, measures_of, overdue_measures

ROUND = MonitoringRound(id="r2012", period=period("2012", "2012"), covers=RoundScope.DUE)
MEASURES = (
    measure("now", "g", term=period(None, "2012-06")),
    measure("always", "g", ongoing=True),
    measure("later", "g", term=period("2012", "2013")),
    measure("unknown", "g"),
)
PLAN = dossier(
    goals=(goal("g"),),
    measures=MEASURES,
    rounds=(ROUND,),
    readings=(reading("now", "not_done"), reading("always", "ongoing")),
)


def overall(plan: Dossier) -> Fulfilment:
    return fulfilment(plan, plan.rounds[0]).overall


@pytest.mark.parametrize(
    ("term", "end", "due"),
    [
        ("2012", "2012", True),
        ("2012-12", "2012", True),
        ("2013", "2012", False),
        (None, "2012", None),
        ("2012", None, None),
        # Nobody knows whether a term in 2012 is over by the end of June.
        ("2012", "2012-06", None),
        ("2012-07", "2012-06", False),
    ],
)
def test_a_measure_is_due_whose_term_surely_ends_by_the_end_of_the_round(
    term: str | None, end: str | None, due: bool | None
) -> None:
    round_ = attrs.evolve(ROUND, period=period("2012", end))

    assert is_due(measure("m", "g", term=period(None, term)), round_) is due
    assert is_due(measure("m", "g", term=period(None, term), ongoing=True), round_) is True


def test_measures_are_parted_by_their_terms_and_the_unknown_stay_unknown() -> None:
    parted = due_measures(PLAN, ROUND)

    assert [item.id for item in parted.due] == ["always", "now"]
    assert [item.id for item in parted.later] == ["later"]
    assert [item.id for item in parted.unknown] == ["unknown"]
    assert [item.id for item in measures_of(PLAN, ROUND)] == ["always", "now"]


def test_one_unknown_term_makes_the_number_of_due_measures_unknown_but_not_what_was_counted() -> None:
    assert (overall(PLAN).counts, overall(PLAN).total, overall(PLAN).unknown) == ((0, 0, 1, 1), None, None)


def test_a_status_of_a_measure_that_may_not_be_due_makes_the_count_of_that_status_unknown() -> None:
    read = attrs.evolve(PLAN, readings=(*PLAN.readings, reading("unknown", "done")))

    assert overall(read).counts == (None, 0, 1, 1)


def test_a_stated_number_of_due_measures_is_the_total() -> None:
    stated = attrs.evolve(PLAN, rounds=(attrs.evolve(ROUND, covered=3),))

    assert (overall(stated).total, overall(stated).unknown) == (3, 1)


def test_a_round_that_states_only_how_many_it_covers_leaves_the_rest_unknown_and_in_no_row() -> None:
    round_ = attrs.evolve(ROUND, covers=RoundScope.STATED, covered=4)
    stated = attrs.evolve(PLAN, rounds=(round_,))
    (row,) = fulfilment(stated, round_).rows

    assert (overall(stated).counts, overall(stated).total, overall(stated).unknown) == ((0, 0, 1, 1), 4, 2)
    assert (row.fulfilment.total, row.fulfilment.unknown) == (None, None)
    all_read = attrs.evolve(stated, rounds=(attrs.evolve(round_, covered=2),))
    assert fulfilment(all_read, all_read.rounds[0]).rows[0].fulfilment.total == 2


def test_a_measure_is_late_by_the_days_from_its_term_to_the_end_of_the_round() -> None:
    (late,) = overdue_measures(PLAN, ROUND)

    assert (late.measure.id, late.status, late.days) == ("now", NOT_DONE, 184)


@pytest.mark.parametrize("meaning", [StatusMeaning.POSTPONED, StatusMeaning.CANCELLED, StatusMeaning.NOT_ASSESSED])
def test_what_is_postponed_cancelled_or_not_assessed_is_not_late(meaning: StatusMeaning) -> None:
    scale = (*SCALE[:3], attrs.evolve(NOT_DONE, meaning=meaning))

    assert overdue_measures(attrs.evolve(PLAN, statuses=scale), ROUND) == ()


def test_a_status_that_may_mean_something_else_is_not_late() -> None:
    either = (*SCALE[:3], attrs.evolve(NOT_DONE, also=StatusMeaning.ONGOING))

    assert overdue_measures(attrs.evolve(PLAN, statuses=either), ROUND) == ()
    assert overdue_measures(attrs.evolve(PLAN, readings=()), ROUND) == ()


WHOLE = Tally(round="r2012", count=20)


def test_counts_of_the_whole_plan_need_no_groups_and_make_no_rows() -> None:
    done = Tally(round="r2012", status="done", count=5)
    table = fulfilment(made := dossier(groups=(group("a"),), tallies=(WHOLE, done)), made.rounds[0])

    assert table.rows == ()
    assert (table.overall.counts, table.overall.total, table.overall.unknown) == ((5, None, None, None), 20, None)


def test_the_count_of_the_whole_plan_goes_before_the_sum_over_its_groups() -> None:
    made = dossier(groups=(group("a"), group("b")), tallies=(WHOLE, tally("a", None, 7), tally("b", None, 8)))
    table = fulfilment(made, made.rounds[0])

    assert [row.fulfilment.total for row in table.rows] == [7, 8]
    assert table.overall.total == 20
    without = attrs.evolve(made, tallies=made.tallies[1:])
    assert fulfilment(without, without.rounds[0]).overall.total == 15


def test_parts_of_measures_are_counted_apart() -> None:
    parted = attrs.evolve(
        PLAN,
        measures=(*MEASURES, measure("part", "g", part_of="now", term=period(None, "2012"))),
        readings=(*PLAN.readings, reading("part", "done")),
    )

    assert overall(parted) == overall(PLAN)
    assert fulfilment(parted, ROUND, parts=True).overall.counts == (1, 0, 0, 0)
    assert fulfilment(PLAN, ROUND, parts=True).overall.total is None


def test_a_round_without_an_end_knows_no_late_measure() -> None:
    endless = attrs.evolve(PLAN, rounds=(attrs.evolve(ROUND, period=Period(PartialDate(2012), None)),))

    assert overdue_measures(endless, endless.rounds[0]) == ()
