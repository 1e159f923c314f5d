"""CSV files and Word documents of offices come in as they are, or every wrong cell is named, and no right one."""

from pathlib import Path

import pytest

from tests.intake import office, strangers
from tests.intake.office import Case
from tests.intake.running import check, check_proposal, check_twice

CASES = (*office.CASES, *strangers.CASES)
GOOD = [case for case in CASES if not case.faults]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_file_of_an_office_comes_in_as_it_is(case: Case, tmp_path: Path) -> None:
    check(case, tmp_path)


@pytest.mark.parametrize("case", GOOD, ids=lambda case: case.name)
def test_the_same_file_a_second_time_changes_nothing(case: Case, tmp_path: Path) -> None:
    check_twice(case, tmp_path)


@pytest.mark.parametrize("case", GOOD, ids=lambda case: case.name)
def test_what_is_proposed_for_a_file_brings_it_in(case: Case, tmp_path: Path) -> None:
    check_proposal(case, tmp_path)
