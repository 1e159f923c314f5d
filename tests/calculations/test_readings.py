"""Which readings a round counts, and who has not delivered."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given, strategies as st
from tests.building import day, dossier, goal, group, measure, reading, round_of

from socplan import CountedReadings, Dossier, ReadingState, as_of, check
from socplan.calculations import (
    Bucket,
    counted_readings,
    deadline_state,
    fulfilment,
    has_readings,
    missing_reports,
    reporting_by,
    status_of,
)

ROUND = attrs.evolve(round_of(2012), deadline=day("2013-01-31"))


def reported(state: ReadingState | None, counts: CountedReadings | None, **values: Any) -> Dossier:
    return dossier(
        groups=(group("a"),),
        goals=(goal("g", group="a"),),
        measures=(measure("m", "g", responsible="Charita"), measure("n", "g", responsible="Město"), measure("o", "g")),
        rounds=(attrs.evolve(ROUND, counts=counts),),
        readings=(reading("m", "done", state=state, **values), reading("n", "ongoing", state=ReadingState.APPROVED)),
    )


@pytest.mark.parametrize(
    ("state", "counts", "counted"),
    [
        (None, None, True),
        (ReadingState.DRAFT, None, True),
        (None, CountedReadings.SUBMITTED, False),
        (ReadingState.DRAFT, CountedReadings.SUBMITTED, False),
        (ReadingState.RETURNED, CountedReadings.SUBMITTED, False),
        (ReadingState.SUBMITTED, CountedReadings.SUBMITTED, True),
        (ReadingState.APPROVED, CountedReadings.SUBMITTED, True),
        (ReadingState.SUBMITTED, CountedReadings.APPROVED, False),
        (ReadingState.APPROVED, CountedReadings.APPROVED, True),
    ],
)
def test_a_reading_counts_as_the_round_says(
    state: ReadingState | None, counts: CountedReadings | None, *, counted: bool
) -> None:
    given_ = reported(state, counts)
    (round_,), first = given_.rounds, given_.measures[0]

    assert ("m" in [reading.measure for reading in counted_readings(given_, round_)]) is counted
    assert (status_of(given_, first, round_) is not None) is counted
    assert fulfilment(given_, round_).overall.count("done") == int(counted)
    assert fulfilment(given_, round_).overall.unknown == 2 - counted


def test_a_reading_of_a_later_day_does_not_count_yet() -> None:
    given_ = reported(ReadingState.APPROVED, None, reported=day("2013-01-20"))
    before, on = as_of(given_, date(2013, 1, 19)), as_of(given_, date(2013, 1, 20))

    assert fulfilment(before, before.rounds[0]).overall.count("done") == 0
    assert fulfilment(on, on.rounds[0]).overall.count("done") == 1
    assert missing_reports(before, before.rounds[0], None)[0].reading is None


def test_drafts_alone_are_no_reports() -> None:
    given_ = reported(ReadingState.DRAFT, CountedReadings.APPROVED)
    drafts = attrs.evolve(given_, readings=given_.readings[:1])

    assert has_readings(given_, ROUND)
    assert not has_readings(drafts, drafts.rounds[0])
    assert fulfilment(drafts, drafts.rounds[0]).overall.counts == (None,) * 4


def test_the_deadline_has_passed_only_after_it() -> None:
    month = attrs.evolve(ROUND, deadline=day("2013-01"))

    assert [deadline_state(month, date(2013, *on)) for on in ((1, 1), (1, 31), (2, 1))] == ["not_yet"] * 2 + ["passed"]
    assert deadline_state(round_of(2012), date(2020, 1, 1)) == "unknown"
    assert deadline_state(ROUND, None) == "unknown"


def test_who_has_not_delivered_is_known_with_the_days() -> None:
    given_ = reported(ReadingState.RETURNED, CountedReadings.SUBMITTED)
    (round_,) = given_.rounds
    late = missing_reports(given_, round_, date(2013, 2, 3))

    assert [(row.measure.id, row.days_late, row.reading is not None) for row in late] == [
        ("m", 3, True),
        ("o", 3, False),
    ]
    assert {row.days_late for row in missing_reports(given_, round_, date(2013, 1, 31))} == {None}
    by_party = {row.subject: (row.measures, row.missing) for row in reporting_by(given_, round_, "responsible")}
    assert by_party == {"Charita": (1, 1), "Město": (1, 0), None: (1, 1)}
    (only,) = reporting_by(given_, round_, "group")
    assert (only.subject, only.measures, only.counted) == (given_.groups[0], 3, 1)
    unowned = attrs.evolve(given_, goals=(goal("g"),))
    assert reporting_by(unowned, round_, "group")[0].subject is Bucket.UNASSIGNED


@given(st.lists(st.none() | st.sampled_from(ReadingState), max_size=3), st.none() | st.sampled_from(CountedReadings))
def test_a_round_that_asks_for_more_counts_no_more(
    states: list[ReadingState | None], counts: CountedReadings | None
) -> None:
    names = ("m", "n", "o")
    given_ = attrs.evolve(
        reported(None, counts),
        readings=tuple(reading(name, "done", state=state) for name, state in zip(names, states, strict=False)),
    )
    free = attrs.evolve(given_, rounds=(attrs.evolve(ROUND, counts=None),))
    asked, all_ = (len(counted_readings(each, each.rounds[0])) for each in (given_, free))

    assert asked <= all_ == len(states)
    assert asked + len(missing_reports(given_, given_.rounds[0], None)) == len(names)


def test_a_reading_of_a_later_day_is_not_called_late_yet() -> None:
    late = reported(ReadingState.APPROVED, None, reported=day("2013-02-03"))
    before = attrs.evolve(late, plan=attrs.evolve(late.plan, prepared=day("2013-02-02")))

    assert "reading-late" in {finding.code for finding in check(late)}
    assert {"reading-late", "reading-after-day"} & {finding.code for finding in check(before)} == {"reading-after-day"}
