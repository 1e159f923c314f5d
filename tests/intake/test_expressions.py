"""No expression of a mapping runs for long, whatever the text."""

from __future__ import annotations

import re
import time

import pytest

from socplan.intake.expressions import longest_text, problem_of

ACCEPTED = (
    r"(20[0-9][0-9])",
    r"rok(?:u)? (20[0-9]{2})",
    r"(\d{4})\s*[-–]\s*(\d{4})",
    r"\(v (tis|mil)\. Kč\)+",
    r"(?i)za rok (?P<rok>[0-9]+)",
    r"[)]+",
    r"(?<=rok )\d+",
)
REFUSED = ("(a+)+$", "(a|a)*$", "(a*)*b", "((a)+)+", "(?:a+){2,}", "(a|a){30}", "(a+)(?#x)+", "(?x)(a+) +", "(", "a**")
#: The worst that is accepted, on the text that it is worst for.
SLOW = (r"a*a*a*b", r"a*a*a*a*a*b", r"(a|a)(a|a)(a|a)(a|a)a*b", "a?" * 12 + "a*b", r"a{0,50}a{0,50}a{0,50}b")


@pytest.mark.parametrize("expression", ACCEPTED)
def test_what_offices_need_is_accepted(expression: str) -> None:
    assert problem_of(expression) is None


@pytest.mark.parametrize("expression", REFUSED)
def test_what_may_never_end_is_refused(expression: str) -> None:
    assert problem_of(expression) is not None


@pytest.mark.parametrize("expression", SLOW)
def test_the_longest_text_of_an_expression_is_searched_soon(expression: str) -> None:
    assert problem_of(expression) is None
    before = time.perf_counter()
    assert re.search(expression, "a" * min(longest_text(expression), 100_000)) is None
    assert time.perf_counter() - before < 5


def test_an_expression_without_repetitions_searches_any_text() -> None:
    assert longest_text("(20[0-9][0-9])") == 10**8
    assert [longest_text("a" + "b+" * times) for times in (1, 2, 3)] == [10_000, 464, 100]
