"""How offices write parts of years, and what of it is refused."""

import pytest

from socplan.intake.notation import RefusedError, period_of


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("II. čtvrtletí 2025", "2025-04", "2025-06"),
        ("Q3 2025", "2025-07", "2025-09"),
        ("3Q/2025", "2025-07", "2025-09"),
        ("4. Q 2025", "2025-10", "2025-12"),
        ("2. pol. 2025", "2025-07", "2025-12"),
        ("I. pololetí 2025", "2025-01", "2025-06"),
    ],
)
def test_parts_of_a_year_are_read_as_people_write_them(written: str, first: str, last: str) -> None:
    assert tuple(map(str, period_of(written))) == (first, last)


@pytest.mark.parametrize("written", ["Q5 2025", "5Q 2025", "Q3", "3. pololetí 2025", "Q 2025"])
def test_parts_that_no_year_has_are_refused(written: str) -> None:
    with pytest.raises(RefusedError):
        period_of(written)
