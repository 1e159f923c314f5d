from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import attrs
import pytest
from tests.building import DONE, ONGOING, dossier, figure, goal, group, measure, reading, round_of, tally

from socplan import Dossier, PublishedFigure, percentages
from socplan.calculations import Bucket, CountGap, Rounding, Split, count_gaps, group_excesses, published_row

R = round_of(2012)
GROUPS = (group("a", order=1), group("b", order=2))
OLOMOUC = dossier(
    groups=GROUPS,
    published=(
        figure("measures", 57),
        figure("measures", 27, "under_way"),
        figure("measures", 25, "ongoing"),
        figure("share", 100),
        figure("share", 3, "done"),
        figure("share", 47, "under_way"),
        figure("share", 43, "ongoing"),
        figure("share", 7, "not_done"),
    ),
)


def row_of(of: Dossier, subject: object = None):  # type: ignore[no-untyped-def]
    found = published_row(of, R, subject)  # type: ignore[arg-type]
    assert found is not None
    return found


def published(total: int, *figures: tuple[str, int | None, str]) -> Dossier:
    made = [figure("measures", total)]
    for status, count, percent in figures:
        made.append(figure("share", percent, status))
        if count is not None:
            made.append(figure("measures", count, status))
    return dossier(
        published=tuple(made), statuses=tuple(s for s in OLOMOUC.statuses if s.id in {f[0] for f in figures})
    )


def test_what_was_published_stands_as_it_was() -> None:
    row = row_of(OLOMOUC)

    assert (row.total, row.counts, row.whole) == (57, (None, 27, 25, None), Decimal(100))
    assert row.total_published
    assert row.percents == (Decimal(3), Decimal(47), Decimal(43), Decimal(7))


def test_the_shares_of_olomouc_do_not_follow_from_the_total() -> None:
    impossible, rounded = row_of(OLOMOUC).gaps

    assert (impossible.status, impossible.count, impossible.nearest) == (DONE, None, (1, 2))
    assert impossible.exact is None
    assert (rounded.status, rounded.count, rounded.exact) == (ONGOING, 25, Fraction(2500, 57))
    assert rounded.nearest == ()


def test_no_split_of_57_gives_them_and_of_the_totals_near_it_only_58_does() -> None:
    row = row_of(OLOMOUC)

    assert row.fitting == ()
    assert not row.agrees
    assert [(split.total, split.counts) for split in row.alternatives] == [(58, (2, 27, 25, 4))]
    assert "half_up" in row.alternatives[0].roundings


def test_figures_that_follow_agree() -> None:
    row = row_of(published(3, ("done", 1, "33"), ("not_done", 2, "67")))

    assert row.agrees
    assert row.gaps == ()
    assert row.alternatives == ()
    assert row.fitting == (Split(total=3, counts=(1, 2), roundings=("half_up", "largest_remainder")),)


def test_a_split_is_found_for_counts_that_were_not_published() -> None:
    row = row_of(published(10, ("done", None, "30"), ("not_done", None, "70")))

    assert [split.counts for split in row.fitting] == [(3, 7)]
    assert set(row.fitting[0].roundings) == {"largest_remainder", "half_up", "floor"}


def test_shares_cut_down_follow_by_that_rule_though_half_up_would_give_another() -> None:
    row = row_of(published(3, ("done", 1, "33"), ("not_done", 2, "66")))

    assert [split.roundings for split in row.fitting] == [("floor",)]
    assert row.gaps == ()


def test_a_share_that_ties_is_rounded_up() -> None:
    (gap,) = row_of(published(8, ("done", 1, "12"), ("not_done", 7, "88"))).gaps

    assert (gap.status.id, gap.exact) == ("done", Fraction(25, 2))
    assert row_of(published(8, ("done", 1, "13"), ("not_done", 7, "88"))).agrees


@pytest.mark.parametrize("rounding", ["largest_remainder", "half_up", "floor"])
def test_what_socplan_itself_rounds_agrees_whatever_the_rule_and_the_unknown(rounding: Rounding) -> None:
    for counts, unknown in (((1, 1), 1), ((5, 3), 2), ((1, 7), 0), ((2, 4), 5)):
        measures = tuple(measure(f"m{number}", "g") for number in range(sum(counts) + unknown))
        statuses = ["done"] * counts[0] + ["under_way"] * counts[1]
        readings = tuple(reading(f"m{number}", status) for number, status in enumerate(statuses))
        done, under_way, _ = percentages((*counts, unknown), rounding=rounding)
        printed = (figure("share", str(done), "done"), figure("share", str(under_way), "under_way"))
        plan = dossier(statuses=OLOMOUC.statuses[:2], goals=(goal("g"),), measures=measures, readings=readings)

        assert row_of(attrs.evolve(plan, published=printed)).agrees
        assert row_of(attrs.evolve(plan, published=(*printed, figure("measures", len(measures))))).agrees


def test_the_places_printed_are_the_places_compared() -> None:
    assert row_of(published(3, ("done", 1, "33.3"), ("not_done", 2, "66.7"))).agrees
    wrong = row_of(published(3, ("done", 1, "33.4"), ("not_done", 2, "66.6")))
    assert not wrong.agrees
    assert [gap.status.id for gap in wrong.gaps] == ["done", "not_done"]


def test_a_share_alone_is_rounded_at_exactly_half_a_place() -> None:
    alone = dossier(
        published=(figure("measures", 2300), figure("measures", 767, "done"), figure("share", "33.3", "done"))
    )

    assert row_of(alone).gaps == ()


def test_a_share_over_a_hundred_has_no_count_at_all() -> None:
    (gap,) = row_of(published(5, ("done", None, "120"))).gaps

    assert gap.nearest == ()


def test_without_a_total_nothing_is_said() -> None:
    row = row_of(dossier(published=(figure("share", 50, "done"),)))

    assert (row.total, row.gaps, row.fitting, row.alternatives) == (None, (), None, ())
    assert row.agrees


def test_without_all_shares_no_split_is_looked_for() -> None:
    row = row_of(dossier(published=(figure("measures", 4), figure("share", 50, "done"))))

    assert row.fitting is None
    assert row.agrees


def test_of_a_plan_without_statuses_no_split_is_looked_for() -> None:
    assert row_of(dossier(statuses=(), published=(figure("measures", 4),))).fitting is None


def test_too_many_splits_to_try_are_left_alone() -> None:
    shares = [(status.id, None, "25") for status in OLOMOUC.statuses]

    assert row_of(published(40_000, *shares)).fitting is None


def test_a_total_that_is_far_off_has_no_other_in_reach() -> None:
    row = row_of(published(10, ("done", 9, "10"), ("not_done", 1, "90")))

    assert row.fitting == ()
    assert row.alternatives == ()


def test_counts_that_were_not_published_are_those_that_were_counted() -> None:
    counted = attrs.evolve(
        OLOMOUC,
        published=(figure("share", 50, "done"),),
        goals=(goal("g", group="a"),),
        measures=(measure("m1", "g"), measure("m2", "g")),
        readings=(reading("m1", "done"), reading("m2", "ongoing")),
    )

    assert row_of(counted).counts == (1, 0, 1, 0)
    assert row_of(counted).total == 2
    assert not row_of(counted).total_published
    assert row_of(counted).gaps == ()


def test_each_group_and_the_shared_row_are_held_against_their_own_figures() -> None:
    several = attrs.evolve(
        OLOMOUC,
        published=(figure("measures", 4, group="a"), figure("measures", 5, shared=True)),
        tallies=(tally("a", None, 4), tally("b", None, 6), tally(None, None, 5)),
    )

    assert row_of(several, GROUPS[0]).total == 4
    assert row_of(several, Bucket.SHARED).total == 5
    assert published_row(several, R, GROUPS[1]) is None
    assert published_row(several, R) is None
    assert list(count_gaps(several)) == []


def test_a_count_that_was_cut_down_is_found_though_no_rounding_half_up_gives_its_share() -> None:
    whole = row_of(published(3, ("done", None, "33"), ("not_done", None, "66")))
    tenths = row_of(published(3, ("done", None, "33.3"), ("not_done", None, "66.6")))

    assert whole.fitting == tenths.fitting == (Split(total=3, counts=(1, 2), roundings=("floor",)),)


def test_another_total_is_looked_for_within_a_tenth_and_one_more() -> None:
    three_away = row_of(published(20, ("done", 13, "57"), ("not_done", 10, "43")))
    too_far = row_of(published(19, ("done", 12, "55"), ("not_done", 10, "45")))
    below = row_of(published(26, ("done", 13, "57"), ("not_done", 10, "43")))

    assert [split.total for split in three_away.alternatives] == [23]
    assert [split.total for split in below.alternatives] == [23]
    assert too_far.alternatives == ()


@pytest.mark.parametrize(("percent", "nearest"), [("1", (0, 1)), ("99", (56, 57)), ("3", (1, 2))])
def test_the_nearest_counts_lie_between_nothing_and_all(percent: str, nearest: tuple[int, int]) -> None:
    (gap,) = row_of(published(57, ("done", None, percent))).gaps

    assert gap.nearest == nearest
    assert gap.published == Decimal(percent)


def test_a_status_without_a_share_is_passed_over_and_not_the_ones_after_it() -> None:
    row = row_of(dossier(published=(figure("measures", 10), figure("share", 35, "under_way"))))

    assert [gap.status.id for gap in row.gaps] == ["under_way"]
    assert row.statuses == OLOMOUC.statuses


def test_what_a_group_published_falls_back_on_what_that_group_counted() -> None:
    counted = attrs.evolve(
        OLOMOUC,
        published=(figure("share", 50, "done", group="a"), figure("share", 50, "done", group="gone")),
        tallies=(tally("a", None, 4), tally("a", "done", 1), tally("b", None, 9), tally("b", "done", 9)),
    )
    row = row_of(counted, GROUPS[0])

    assert (row.total, row.counts) == (4, (1, None, None, None))
    assert [gap.exact for gap in row.gaps] == [Fraction(25)]


def test_a_group_that_has_no_row_falls_back_on_nothing() -> None:
    listed = attrs.evolve(
        OLOMOUC,
        published=(figure("share", 50, "done", group="b"),),
        goals=(goal("g", group="a"),),
        measures=(measure("m", "g"),),
        readings=(reading("m", "done"),),
    )

    assert (row_of(listed, GROUPS[1]).total, row_of(listed, GROUPS[1]).counts) == (None, (None,) * 4)


PLAN = dossier(
    groups=GROUPS,
    goals=(goal("g1", group="a"), goal("g2", group="b"), goal("g3", shared=True)),
    measures=(measure("m1", "g1"), measure("m2", "g1"), measure("m3", "g2"), measure("m4", "g3")),
)


def gaps(*figures: PublishedFigure) -> list[tuple[int, int]]:
    found: list[CountGap] = list(count_gaps(attrs.evolve(PLAN, published=figures)))
    return [(int(gap.figure.value), gap.listed) for gap in found]


def test_declared_numbers_are_held_against_what_is_listed() -> None:
    assert gaps(figure("goals", 3, number=None), figure("measures", 4, number=None)) == []
    assert gaps(figure("goals", 5, number=None), figure("measures", 7, number=None)) == [(5, 3), (7, 4)]


def test_declared_numbers_of_a_group_are_held_against_the_group() -> None:
    assert gaps(figure("goals", 1, number=None, group="a"), figure("measures", 2, number=None, group="a")) == []
    assert gaps(figure("measures", 3, number=None, group="b")) == [(3, 1)]
    assert gaps(figure("goals", 2, number=None, shared=True)) == [(2, 1)]


def test_nothing_is_said_of_a_plan_that_is_not_listed() -> None:
    empty = attrs.evolve(PLAN, goals=(), measures=(), published=(figure("goals", 5, number=None),))

    assert list(count_gaps(empty)) == []


def test_a_declared_share_or_status_is_no_number_of_the_plan() -> None:
    assert gaps(figure("share", 50, number=None), figure("measures", 9, "done", number=None)) == []


def test_published_counts_of_a_round_are_held_against_those_that_were_counted() -> None:
    counted = attrs.evolve(
        PLAN,
        readings=(reading("m1", "done"), reading("m2", "done")),
        published=(
            figure("measures", 4),
            figure("measures", 3, "done"),
            figure("measures", 2, "done", group="a"),
            figure("measures", 1, group="gone"),
            figure("measures", 1, number=2031),
        ),
    )

    assert [(int(gap.figure.value), gap.listed) for gap in count_gaps(counted)] == [(3, 2), (1, 4)]


# Explanations


def test_counts_cut_down_that_make_one_too_many_explain_the_shares_too() -> None:
    (twice,) = row_of(OLOMOUC).off_by_one

    assert twice == Split(total=57, counts=(2, 27, 25, 4), roundings=("floor",), excess=1)
    assert [gap.cut for gap in row_of(OLOMOUC).gaps] == [(2,), (25,)]


def test_counts_that_make_one_too_few_explain_the_shares_too() -> None:
    row = row_of(published(57, ("done", 26, "45"), ("not_done", 30, "52")))

    assert [(split.counts, split.excess, split.roundings) for split in row.off_by_one] == [((26, 30), -1, ("floor",))]


def test_all_counts_and_shares_of_a_row_are_held_against_each_other_without_a_total() -> None:
    def alone(*percents: str) -> Dossier:
        whole = published(10, ("done", 9, percents[0]), ("not_done", 1, percents[1]))
        return attrs.evolve(whole, published=whole.published[1:])

    assert (row_of(alone("10", "90")).follows, row_of(alone("10", "90")).agrees) == (False, False)
    assert (row_of(alone("90", "10")).follows, row_of(alone("90", "10")).agrees) == (True, True)
    assert row_of(published(10, ("done", None, "90"), ("not_done", None, "10"))).follows is None


def test_a_share_that_stands_alone_may_be_up_to_a_unit_away() -> None:
    def alone(percent: str) -> Dossier:
        return dossier(
            published=(figure("measures", 57), figure("measures", 25, "done"), figure("share", percent, "done"))
        )

    assert [len(row_of(alone(percent)).gaps) for percent in ("42", "43", "44", "45")] == [1, 0, 0, 1]


def test_the_sum_of_shares_is_known_with_its_unit() -> None:
    row = row_of(published(3, ("done", 1, "33.3"), ("not_done", 2, "66.6")))

    assert (row.shares_sum, row.unit) == (Decimal("99.9"), Decimal("0.1"))
    assert row_of(dossier(published=(figure("share", 50, "done"),))).shares_sum is None


def test_what_is_known_of_groups_is_held_against_the_published_whole() -> None:
    def excesses(*known: int | None, whole: int = 57) -> list[int]:
        tallies = tuple(tally(name, None, count) for name, count in zip("ab", known, strict=True))
        of = dossier(groups=(*GROUPS, group("c", order=3)), tallies=tallies, published=(figure("measures", whole),))
        return [excess.known for excess in group_excesses(of)]

    assert excesses(50, 37) == [87]
    assert excesses(50, 7) == []
    assert excesses(50, None) == []
    assert excesses(58, None) == [58]


def test_a_published_number_of_a_group_counts_before_that_of_its_tally() -> None:
    of = dossier(
        groups=(*GROUPS, group("c", order=3)),
        tallies=(tally("a", None, 10), tally("b", "done", 4)),
        published=(figure("measures", 12), figure("measures", 13, group="a"), figure("measures", 3, "done")),
    )

    assert [(int(excess.figure.value), excess.known) for excess in group_excesses(of)] == [(12, 13), (3, 4)]


def test_a_source_may_have_known_more_than_the_dossier() -> None:
    measures = tuple(measure(f"m{number}", "g") for number in range(4))
    of = dossier(
        statuses=OLOMOUC.statuses[:2],
        goals=(goal("g"),),
        measures=measures,
        readings=(reading("m0", "done"),),
        published=(
            *(figure("measures", 2, status) for status in ("done", "under_way")),
            *(figure("share", 50, status) for status in ("done", "under_way")),
            figure("measures", 4),
        ),
    )

    assert row_of(of).agrees
    assert row_of(of).unknown == 3
