"""Workbooks of offices come in as they are; without the plugin that reads workbooks there is nothing to test."""

from pathlib import Path

import pytest

pytest.importorskip("socplan_xlsx")

from tests.intake.office import Case
from tests.intake.running import check, check_twice
from tests.intake.workbooks import CASES

GOOD = [case for case in CASES if not case.faults]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_file_of_an_office_comes_in_as_it_is(case: Case, tmp_path: Path) -> None:
    check(case, tmp_path)


@pytest.mark.parametrize("case", GOOD, ids=lambda case: case.name)
def test_the_same_file_a_second_time_changes_nothing(case: Case, tmp_path: Path) -> None:
    check_twice(case, tmp_path)
