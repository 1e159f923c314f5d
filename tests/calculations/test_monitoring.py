from __future__ import annotations

from fractions import Fraction

import attrs
import pytest
from tests.building import (
    DONE,
    NOT_DONE,
    SCALE,
    UNDER_WAY,
    dossier,
    goal,
    group,
    measure,
    period,
    reading,
    round_of,
    tally,
)

from socplan.calculations import (
    Bucket,
    Fulfilment,
    Grouping,
    fulfilment,
    fulfilment_over_time,
    has_readings,
    rounds_in_order,
    status_changes,
    status_of,
)
from socplan.errors import ArgumentError
from socplan.model import MonitoringRound, Period, Status, StatusMeaning
from socplan.testing import sample_dossier

R = round_of(2012)
PLAN = dossier(
    groups=(group("a", order=1), group("b", order=2)),
    goals=(goal("g1", group="a"), goal("g2", group="b"), goal("g3", shared=True), goal("g4")),
    measures=(
        measure("m1", "g1"),
        measure("m2", "g1"),
        measure("m3", "g2"),
        measure("m4", "g3"),
        measure("m5", "g4"),
        measure("m6", "g1", group="b"),
    ),
    readings=(
        reading("m1", "done"),
        reading("m2", "under_way"),
        reading("m3", None),
        reading("m4", "ongoing"),
        reading("m6", "done"),
    ),
)


def names(table_rows: object) -> list[object]:
    return [row.subject if isinstance(row.subject, Bucket) else row.subject.id for row in table_rows]  # type: ignore[attr-defined]


def test_readings_are_counted_in_the_order_of_the_scale() -> None:
    overall = fulfilment(PLAN, R).overall

    assert overall.statuses == SCALE
    assert overall.counts == (2, 1, 1, 0)
    assert (overall.unknown, overall.total) == (2, 6)


def test_a_measure_without_a_status_is_unknown_and_stays_in_the_total() -> None:
    row = next(row for row in fulfilment(PLAN, R).rows if row.subject == group("b", order=2))

    assert row.fulfilment.counts == (1, 0, 0, 0)
    assert (row.fulfilment.unknown, row.fulfilment.total) == (1, 2)


def test_measures_of_several_groups_and_of_none_have_rows_of_their_own_at_the_end() -> None:
    assert names(fulfilment(PLAN, R).rows) == ["a", "b", Bucket.SHARED, Bucket.UNASSIGNED]


def test_a_measure_counts_for_its_own_group_before_that_of_its_goal() -> None:
    rows = {row.subject: row.fulfilment.total for row in fulfilment(PLAN, R).rows}

    assert rows[group("a", order=1)] == 2
    assert rows[group("b", order=2)] == 2


def test_by_goal_every_measure_is_counted_once() -> None:
    table = fulfilment(PLAN, R, by="goal")

    assert names(table.rows) == ["g1", "g2", "g3", "g4"]
    assert [row.fulfilment.total for row in table.rows] == [3, 1, 1, 1]
    assert table.overall == fulfilment(PLAN, R).overall


def test_by_territory_what_has_none_takes_that_of_the_plan() -> None:
    from socplan import Territory

    town, village = Territory(id="town", name="Město", order=1), Territory(id="village", name="Ves", order=2)
    there = attrs.evolve(
        PLAN,
        plan=attrs.evolve(PLAN.plan, territory="town"),
        territories=(village, town),
        goals=(*PLAN.goals[:3], goal("g4", territory="village")),
    )

    assert [(row.subject, row.fulfilment.total) for row in fulfilment(there, R, by="territory").rows] == [
        (town, 5),
        (village, 1),
    ]
    assert names(fulfilment(PLAN, R, by="territory").rows) == [Bucket.UNASSIGNED]


def test_shares_are_exact_and_unknown_where_there_is_no_total() -> None:
    assert fulfilment(PLAN, R).overall.shares == (Fraction(1, 3), Fraction(1, 6), Fraction(1, 6), Fraction(0))
    nothing = Fulfilment(statuses=SCALE, counts=(0, 0, 0, 0), unknown=0, total=0)
    assert nothing.shares == (None, None, None, None)
    some = Fulfilment(statuses=SCALE, counts=(None, 1, 0, 0), unknown=None, total=4)
    assert some.shares == (None, Fraction(1, 4), Fraction(0), Fraction(0))


def test_fulfilled_is_what_the_plan_counts_so() -> None:
    generous = attrs.evolve(UNDER_WAY, fulfilled=True)
    counted = Fulfilment(statuses=(DONE, generous, NOT_DONE), counts=(2, 3, 4), unknown=0, total=9)

    assert counted.fulfilled == 5
    assert attrs.evolve(counted, counts=(2, None, 4)).fulfilled is None
    assert attrs.evolve(counted, counts=(2, 3, None)).fulfilled == 5


def test_a_count_is_found_by_its_status() -> None:
    overall = fulfilment(PLAN, R).overall

    assert overall.count("done") == 2
    assert overall.count("not_done") == 0
    assert overall.count("elsewhere") is None


def test_counts_are_known_when_all_of_them_are() -> None:
    whole = Fulfilment(statuses=(DONE,), counts=(1,), unknown=0, total=1)

    assert whole.is_known
    assert not attrs.evolve(whole, counts=(None,)).is_known
    assert not attrs.evolve(whole, unknown=None).is_known
    assert not attrs.evolve(whole, total=None).is_known


def test_a_round_without_any_report_knows_nothing_of_all_measures() -> None:
    silent = attrs.evolve(PLAN, readings=())

    assert names(fulfilment(silent, R).rows) == names(fulfilment(PLAN, R).rows)
    nothing = (None, None, None, None)
    assert fulfilment(silent, R).overall == Fulfilment(statuses=SCALE, counts=nothing, unknown=6, total=6)
    unlisted = dossier()
    assert fulfilment(unlisted, R).overall == Fulfilment(statuses=SCALE, counts=nothing, unknown=None, total=None)


def test_a_reading_of_another_round_does_not_count() -> None:
    later = attrs.evolve(PLAN, rounds=(R, round_of(2013)))

    assert not has_readings(later, round_of(2013))
    assert fulfilment(later, round_of(2013)).overall.unknown == 6


TALLIED = dossier(
    groups=(group("a", order=1), group("b", order=2)),
    tallies=(
        tally("a", None, 3),
        tally("a", "done", 1),
        tally("a", "under_way", 2),
        tally("a", "ongoing", 0),
        tally("a", "not_done", 0),
        tally("b", None, 4),
        tally("b", "done", 4),
        tally("b", "under_way", None),
    ),
)


def test_tallies_are_taken_as_they_were_reported() -> None:
    a, b = (row.fulfilment for row in fulfilment(TALLIED, R).rows)

    assert (a.counts, a.unknown, a.total) == ((1, 2, 0, 0), 0, 3)
    assert (b.counts, b.unknown, b.total) == ((4, None, None, None), None, 4)


def test_a_sum_is_unknown_as_soon_as_one_part_is() -> None:
    overall = fulfilment(TALLIED, R).overall

    assert overall.counts == (5, None, None, None)
    assert (overall.unknown, overall.total) == (None, 7)


def test_a_total_that_was_not_reported_is_the_sum_if_all_counts_were() -> None:
    untotalled = attrs.evolve(TALLIED, tallies=TALLIED.tallies[1:5])

    assert fulfilment(untotalled, R).rows[0].fulfilment.total == 3
    without_last = attrs.evolve(TALLIED, tallies=TALLIED.tallies[1:4])
    assert fulfilment(without_last, R).rows[0].fulfilment.total is None


def test_where_the_counts_do_not_make_the_total_the_rest_is_unknown_and_not_zero() -> None:
    short = attrs.evolve(TALLIED, tallies=(tally("a", None, 9), *TALLIED.tallies[1:5]))

    row = fulfilment(short, R).rows[0].fulfilment
    assert (row.counts, row.unknown, row.total) == ((1, 2, 0, 0), None, 9)


def test_a_working_group_that_reported_nothing_makes_the_total_unknown() -> None:
    silent = attrs.evolve(TALLIED, groups=(*TALLIED.groups, group("c", order=3)))

    assert names(fulfilment(silent, R).rows) == ["a", "b", "c"]
    assert fulfilment(silent, R).overall.total is None


def test_a_body_without_measures_is_not_waited_for() -> None:
    from socplan import GroupKind

    council = group("council", kind=GroupKind.COUNCIL, order=0)
    reporting = attrs.evolve(
        TALLIED, groups=(council, *TALLIED.groups), tallies=(*TALLIED.tallies, tally("council", None, 1))
    )
    assert names(fulfilment(reporting, R).rows) == ["council", "a", "b"]
    assert names(fulfilment(attrs.evolve(TALLIED, groups=(council, *TALLIED.groups)), R).rows) == ["a", "b"]
    listed = attrs.evolve(TALLIED, goals=(goal("g", group="a"),), tallies=(tally("a", None, 3),))
    assert names(fulfilment(listed, R).rows) == ["a"]


def test_a_group_that_answers_for_goals_has_a_row_though_it_reported_nothing() -> None:
    goals = (goal("g1", group="a"), goal("g2", group="b"))
    listed = attrs.evolve(TALLIED, goals=goals, tallies=(tally("a", None, 3),), groups=(*TALLIED.groups, group("c")))

    assert names(fulfilment(listed, R).rows) == ["a", "b"]


def test_sums_over_tallies_are_whole_where_every_part_is_known() -> None:
    whole = attrs.evolve(TALLIED, groups=TALLIED.groups[:1], tallies=TALLIED.tallies[:5])
    table = fulfilment(whole, R)

    assert table.rows[0].fulfilment == table.overall
    assert table.overall == Fulfilment(statuses=SCALE, counts=(1, 2, 0, 0), unknown=0, total=3)


def test_the_shared_row_is_counted_with_the_others() -> None:
    shared = attrs.evolve(TALLIED, tallies=(*TALLIED.tallies, tally(None, None, 10)))

    assert names(fulfilment(shared, R).rows) == ["a", "b", Bucket.SHARED]
    assert fulfilment(shared, R).overall.total == 17


def test_tallies_know_no_goals_and_no_territories() -> None:
    groupings: tuple[Grouping, ...] = ("goal", "territory")
    for by in groupings:
        table = fulfilment(TALLIED, R, by=by)
        assert table.rows == ()
        assert table.overall == fulfilment(TALLIED, R).overall


def test_a_table_knows_its_round() -> None:
    silent = attrs.evolve(PLAN, readings=())

    assert [fulfilment(one, R).round for one in (PLAN, TALLIED, silent)] == [R, R, R]


def test_readings_come_before_tallies() -> None:
    both = attrs.evolve(PLAN, tallies=TALLIED.tallies)

    assert fulfilment(both, R) == fulfilment(PLAN, R)


def test_rounds_follow_each_other_in_time() -> None:
    expected = ["z", "y", "x", "w", "v", "u"]
    periods = [
        (None, None),
        ("2012", None),
        ("2012", "2012-06"),
        ("2012", "2012-12"),
        ("2012-02", "2012-03"),
        ("2013", "2013"),
    ]
    rounds = tuple(attrs.evolve(R, id=name, period=period(*ends)) for name, ends in zip(expected, periods, strict=True))
    several = dossier(rounds=rounds[::-1])

    assert [item.id for item in rounds_in_order(several)] == expected
    assert [table.round.id for table in fulfilment_over_time(several)] == expected


def test_changes_are_the_measures_whose_status_is_another() -> None:
    two = attrs.evolve(
        PLAN,
        rounds=(R, round_of(2013)),
        readings=(
            *PLAN.readings,
            reading("m1", "done", 2013),
            reading("m2", "done", 2013),
            reading("m3", "not_done", 2013),
        ),
    )
    changes = status_changes(two, R, round_of(2013))

    assert [(change.measure.id, change.before, change.after) for change in changes] == [("m2", UNDER_WAY, DONE)]
    assert status_changes(two, R, R) == ()


def test_a_measure_counts_only_in_rounds_of_its_time() -> None:
    ended = attrs.evolve(
        PLAN,
        rounds=(R, round_of(2013)),
        measures=(*PLAN.measures[1:], measure("m1", "g1", validity=period("2011", "2012"))),
        readings=(*PLAN.readings, reading("m2", "done", 2013)),
    )

    assert fulfilment(ended, R).overall.total == 6
    assert fulfilment(ended, round_of(2013)).overall.total == 5


def test_a_comment_alone_does_not_put_the_tallies_aside() -> None:
    commented = attrs.evolve(
        TALLIED,
        goals=(goal("g", group="a"),),
        measures=(measure("m", "g"),),
        readings=(reading("m", None, comment="x"),),
    )

    assert names(fulfilment(commented, R).rows) == ["a", "b"]
    assert fulfilment(commented, R).rows[0].fulfilment.counts == (1, 2, 0, 0)


def test_measures_of_no_group_are_unknown_beside_tallies_and_not_left_out() -> None:
    stray = attrs.evolve(TALLIED, goals=(goal("g", group="a"), goal("x")), measures=(measure("m", "x"),))

    assert names(fulfilment(stray, R).rows)[-1] == Bucket.UNASSIGNED
    assert fulfilment(stray, R).overall.total is None


def test_the_status_of_a_measure_is_that_of_its_reading() -> None:
    assert status_of(PLAN, PLAN.measures[0], R) == DONE
    assert status_of(PLAN, PLAN.measures[2], R) is None
    assert status_of(PLAN, PLAN.measures[4], R) is None


def test_counts_go_by_the_names_of_the_plan() -> None:
    once, twice = (Status(id=name, name="Splněno", meaning=StatusMeaning.DONE, fulfilled=True) for name in "ab")
    of_one = Fulfilment(statuses=(once,), counts=(None,), unknown=2, total=2)
    of_two = Fulfilment(statuses=(once, twice), counts=(3, 4), unknown=0, total=7)

    assert of_one.by_name == {"Splněno": None}
    assert of_two.by_name == {"Splněno (a)": 3, "Splněno (b)": 4}


def test_a_round_that_the_dossier_does_not_have_is_refused() -> None:
    stranger = MonitoringRound(id="rok-1999", period=Period.of_year(1999))

    with pytest.raises(ArgumentError, match="the dossier has no round 'rok-1999'; its rounds: rok-2024, rok-2025"):
        fulfilment(sample_dossier("ukazka"), stranger)
