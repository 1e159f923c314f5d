"""In one document equal counts over equal totals show equal shares, and a share in a sentence is that of the table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

import pytest
from hypothesis import assume, given, strategies as st
from tests.effort import examples
from tests.shapes import FIVE, PLAN, SHAPES, rounds, tallies

from socplan import Dossier, OptionError, Report, build_report
from socplan.calculations import fulfilment, overdue_measures
from socplan.data import EXAMPLES
from socplan.plugins import registry
from socplan.report import Paragraph, Percent, RowRole, blocks_of, report_tables
from socplan.testing import dossiers, sample_dossier

Digits = Literal[0, 1, 2]
SHARE = re.compile(r"([\d ]+(?:,\d+)?) %")


def built(dossier: Dossier) -> Iterator[Report]:
    """Every report that the dossier has, monitoring in every precision."""
    for kind in registry().reports:
        for digits in (0, 1, 2) if kind == "monitoring" else (None,):
            options: dict[str, Any] = {} if digits is None else {"digits": digits}
            try:
                yield build_report(kind, dossier, audience="internal", **options)
            except OptionError:
                continue


def counted_shares(report: Report) -> Iterator[Percent]:
    for table in report_tables(report):
        for row in table.rows:
            # Published shares are not ours; a rule of rounding is no count.
            if row.role is not RowRole.PUBLISHED:
                yield from (cell for cell in row.cells if isinstance(cell, Percent) and cell.exact is not None)


def unequal(report: Report) -> list[str]:
    shown: dict[Fraction | None, Decimal] = {}
    return [
        f"{report.kind}: {part.exact} is {part.value} and {shown[part.exact]}"
        for part in counted_shares(report)
        if shown.setdefault(part.exact, part.value) != part.value
    ]


@pytest.mark.parametrize("name", [*EXAMPLES, *SHAPES])
def test_equal_counts_show_equal_shares_in_every_report(name: str) -> None:
    dossier = SHAPES[name] if name in SHAPES else sample_dossier(name)
    reports = list(built(dossier))

    assert [wrong for report in reports for wrong in unequal(report)] == []
    assert any(True for report in reports for _ in counted_shares(report)) or name not in SHAPES


@given(dossier=dossiers(filled=("statuses", "rounds", "measures", "readings")))
@examples(5)
def test_equal_counts_show_equal_shares_in_any_dossier(dossier: Dossier) -> None:
    assert [wrong for report in built(dossier) for wrong in unequal(report)] == []


counts = st.lists(st.integers(0, 60), min_size=5, max_size=5)


def plan_of(first: list[int], second: list[int]) -> Dossier:
    return Dossier(
        plan=PLAN, statuses=FIVE, rounds=rounds(2021, 2022), tallies=(*tallies(2021, *first), *tallies(2022, *second))
    )


@given(first=counts, second=counts, digits=st.sampled_from([0, 1, 2]), rounding=st.sampled_from(["half_up", "floor"]))
def test_every_share_in_a_sentence_stands_in_a_table(
    first: list[int], second: list[int], digits: Digits, rounding: Literal["half_up", "floor"]
) -> None:
    report = build_report("monitoring", plan_of(first, second), digits=digits, rounding=rounding)
    in_tables = {part.value for part in counted_shares(report)}
    for part in report.parts:
        for block in blocks_of(part):
            # The note on the rule names sums of shares, which are no shares.
            if isinstance(block, Paragraph) and part.key in {"summary", "change"}:
                told = {Decimal(share.replace(",", ".").replace("\N{NO-BREAK SPACE}", "")) for share in shares(block)}
                assert told <= in_tables


def shares(paragraph: Paragraph) -> list[str]:
    return SHARE.findall(paragraph.text.replace("\N{NO-BREAK SPACE}%", " %"))


@given(first=counts, second=counts)
def test_the_lead_gives_every_part_of_the_total_its_share(first: list[int], second: list[int]) -> None:
    report = build_report("monitoring", plan_of(first, second))
    lead = next(block for block in blocks_of(report.parts[0]) if isinstance(block, Paragraph))

    had = sum(count > 0 for count in second)
    # A status that no measure has is in the table; the rate of fulfilment has a share, and that of the round before.
    assert len(shares(lead)) == (had + 1 + (sum(first) > 0) if sum(second) else 0)


@given(first=counts, place=st.integers(0, 4))
def test_a_status_that_nobody_counted_is_unknown_and_no_zero(first: list[int], place: int) -> None:
    missing = [None if number == place else count for number, count in enumerate(first)]
    dossier = Dossier(
        plan=PLAN, statuses=FIVE, rounds=rounds(2022), tallies=tuple(tallies(2022, *missing, total=sum(first)))
    )
    whole = fulfilment(dossier, dossier.rounds[0]).overall
    assume(sum(first))
    table = next(table for table in report_tables(build_report("monitoring", dossier)) if table.key == "statuses")

    assert (whole.counts, whole.total, whole.unknown) == (tuple(missing), sum(first), None)
    assert table.rows[place].cells[1:] == (None, None)


def test_nobody_is_late_whose_term_or_status_is_not_known() -> None:
    tasks = SHAPES["shape_tasks"]

    assert [(item.measure.id, item.days) for item in overdue_measures(tasks, tasks.rounds[0])] == [
        ("u1", 915),
        ("a2", 365),
    ]
