from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from tests.building import dossier

from socplan import OptionError, build_report
from socplan.report import Option, checked_options
from socplan.testing import sample_dossier

DAY = Option(name="day", type=date)


def test_a_day_is_taken_as_it_is() -> None:
    assert checked_options("x", (DAY,), {"day": date(2012, 1, 1)}) == {"day": date(2012, 1, 1)}


@pytest.mark.parametrize("value", [datetime(2012, 1, 1, tzinfo=UTC), "2012-01-01", 2012])
def test_what_is_no_day_is_refused(value: object) -> None:
    with pytest.raises(OptionError, match="is not of type date"):
        checked_options("x", (DAY,), {"day": value})


def test_where_there_is_nothing_to_choose_from_no_option_is_blamed() -> None:
    problem = r"^comment-book: the dossier has no consultation; add one to consultations\.$"
    with pytest.raises(OptionError, match=problem):
        build_report("comment-book", dossier())


def test_parts_are_chosen_in_the_order_asked_for() -> None:
    dossier = sample_dossier("olomouc")
    whole = [part.key for part in build_report("monitoring", dossier).parts]

    assert [part.key for part in build_report("monitoring", dossier, parts="by_group, summary").parts] == [
        "by_group",
        "summary",
    ]
    assert [part.key for part in build_report("monitoring", dossier, without="summary").parts] == whole[1:]
    assert [
        part.key for part in build_report("monitoring", dossier, parts="summary,by_group", without="by_group").parts
    ] == ["summary"]


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        ({"parts": "summary,measurs"}, "option parts: 'measurs' is no part of this report, which has summary, "),
        ({"without": "cena"}, "option without: 'cena' is no part of this report"),
        ({"parts": "summary", "without": "summary"}, "option without: no part is left"),
    ],
)
def test_a_part_that_is_not_there_is_refused(options: dict[str, Any], problem: str) -> None:
    with pytest.raises(OptionError) as error:
        build_report("monitoring", sample_dossier("olomouc"), **options)

    assert problem in str(error.value)
