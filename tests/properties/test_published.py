"""Published percentages are accused only where no rule of rounding explains them."""

from __future__ import annotations

from decimal import Decimal

import attrs
from hypothesis import assume, given, strategies as st
from tests.building import SCALE, dossier, figure, round_of
from tests.effort import examples

from socplan import Dossier, PublishedFigure, check, percentages
from socplan.calculations import ROUNDINGS, Rounding, published_row

#: What is worth knowing of a row that is as it should be.
NORMAL = {"published-sum"}

counts_of_a_row = st.lists(st.integers(0, 60), min_size=2, max_size=4).filter(any)
digits_printed = st.integers(0, 2)
rules = st.sampled_from(ROUNDINGS)


def printed(counts: list[int], shares: list[Decimal]) -> Dossier:
    """A plan that prints counts, their total and their shares."""
    names = [status.id for status in SCALE]
    figures = [figure("measures", count, name) for count, name in zip(counts, names, strict=False)]
    figures += [figure("share", str(share), name) for share, name in zip(shares, names, strict=False)]
    return dossier(statuses=SCALE[: len(counts)], published=(*figures, figure("measures", sum(counts))))


def shares_of(counts: list[int], digits: int, rule: Rounding) -> list[Decimal]:
    return [share for share in percentages(counts, digits=digits, rounding=rule) if share is not None]


def accusations(of: Dossier) -> set[str]:
    return {finding.code for finding in check(of) if finding.code.startswith("published")} - NORMAL


@given(counts=counts_of_a_row, digits=digits_printed, rule=rules, data=st.data())
@examples(30)
def test_a_row_made_by_a_rule_is_never_accused(
    counts: list[int], digits: int, rule: Rounding, data: st.DataObject
) -> None:
    whole = printed(counts, shares_of(counts, digits, rule))
    kept = data.draw(st.lists(st.sampled_from(whole.published), unique_by=id))

    assert accusations(whole) == set()
    assert accusations(attrs.evolve(whole, published=tuple(kept))) == set()


@given(counts=counts_of_a_row, digits=digits_printed, rule=rules, data=st.data())
@examples(30)
def test_a_share_changed_by_more_than_a_unit_is_always_accused(
    counts: list[int], digits: int, rule: Rounding, data: st.DataObject
) -> None:
    shares = shares_of(counts, digits, rule)
    place = data.draw(st.integers(0, len(shares) - 1))
    shares[place] += data.draw(st.integers(2, 9)) * Decimal(data.draw(st.sampled_from((1, -1)))).scaleb(-digits)
    assume(shares[place] >= 0)
    wrong = printed(counts, shares)
    without_total = attrs.evolve(wrong, published=wrong.published[:-1])

    for of in (wrong, without_total):
        row = published_row(of, round_of(2012))
        assert row is not None
        assert not row.agrees
        assert accusations(of)


@given(counts=counts_of_a_row, rule=st.sampled_from(["half_up", "floor"]))
@examples(30)
def test_a_measure_counted_twice_is_among_the_explanations(counts: list[int], rule: Rounding) -> None:
    total = sum(counts) - 1
    assume(0 < max(counts) <= total)
    shares = [percentages((count, total - count), rounding=rule)[0] for count in counts]
    figures: list[PublishedFigure] = [
        figure("share", str(share), status.id) for share, status in zip(shares, SCALE, strict=False)
    ]
    of = dossier(statuses=SCALE[: len(counts)], published=(*figures, figure("measures", total)))
    row = published_row(of, round_of(2012))

    assert row is not None
    # A split of the very total explains more than a slip does.
    assert row.fitting is None or row.fitting or tuple(counts) in {split.counts for split in row.off_by_one}
