import pytest
from attrs import evolve
from hypothesis import given, strategies as st

from socplan.exporters.word.layout.letters import width_of
from socplan.exporters.word.layout.looks import ParagraphLook
from socplan.exporters.word.layout.measure import least_figure, least_width, line_count, lines_width, runs_count

LOOK = ParagraphLook(family="Calibri", size=200)


def lines(text: str, letters: str) -> int:
    """The lines of a text in a room as wide as some letters."""
    return line_count(text, False, width_of(letters, False))


def test_a_text_as_wide_as_its_room_takes_one_line() -> None:
    assert lines("Rodiny s dětmi", "Rodiny s dětmi") == 1


def test_a_space_at_the_end_of_a_line_takes_no_room() -> None:
    assert lines("Rodiny s dětmi", "Rodiny s") == 2


def test_a_hard_space_never_ends_a_line() -> None:
    assert lines("1\u00a0234\u00a0Kč", "1\u00a0234\u00a0Kč") == 1
    assert least_width("1\u00a0234\u00a0Kč", False) == width_of("1 234 Kč", False)


@pytest.mark.parametrize("text", ["sociálně-zdravotní", "matky/otcové", "Brno–venkov"])
def test_a_line_may_end_after_a_hyphen_a_slash_and_a_dash(text: str) -> None:
    assert lines(text, text[:-1]) == 2
    assert least_width(text, False) < width_of(text, False)


@pytest.mark.parametrize("text", ["12/2026", "2008-2012", "2008–2012", "2008–\u200d2012"])
def test_figures_are_not_parted(text: str) -> None:
    assert least_width(text, False) == width_of(text, False)


def test_a_mark_that_joins_takes_no_room() -> None:
    assert width_of("2008–\u200d2012", False) == width_of("2008–2012", False)


def test_a_word_too_long_is_broken() -> None:
    assert lines("nejneobhospodařovávatelnější", "nejneobhosp") == 3


def test_a_line_feed_begins_a_line() -> None:
    assert lines("a\nb", "a b c d") == 2


def test_a_text_on_several_lines_wants_the_longest() -> None:
    assert lines_width("krátce\no něco déle\nx", False) == width_of("o něco déle", False)


def test_a_period_may_break_behind_its_dash_and_a_day_nowhere() -> None:
    assert least_figure("leden 2026 – prosinec 2026", False) == width_of("prosinec 2026", False)
    assert least_figure("1. 12. 2026", False) == width_of("1. 12. 2026", False)
    assert least_figure("R 12/2026", False) == width_of("R 12/2026", False)
    assert least_figure("nejméně 25\u00a0000", False) == width_of("nejméně", False)
    assert least_figure("nejméně 29\u00a0%", False) == width_of("nejméně", False)
    assert least_figure("at least 1,825,000.00", False) == width_of("1,825,000.00", False)


def test_words_in_the_place_of_a_figure_break_as_words_do() -> None:
    assert least_figure("not stated", False) == width_of("stated", False)


def test_bold_letters_are_wider() -> None:
    text = "Průběžně naplňováno"

    assert line_count(text, False, width_of(text, False)) == 1
    assert line_count(text, True, width_of(text, False)) == 2


def test_runs_share_a_line() -> None:
    room = width_of("Pozor: ", True) + width_of("dvě", False)

    assert runs_count([("Pozor: ", True), ("dvě", False)], room) == 1
    assert runs_count([("Pozor: ", True), ("dvě hodnoty", False)], room) == 2


def test_a_family_that_nobody_measured_gets_a_reserve() -> None:
    assert evolve(LOOK, family="Comic Sans").room(2_000) < LOOK.room(2_000)


def test_the_height_of_lines_follows_the_rule() -> None:
    assert evolve(LOOK, rule="exact", line=300).height(2) == 600
    assert evolve(LOOK, line=480).height(1) == 2 * evolve(LOOK, line=240).height(1)
    assert evolve(LOOK, before=40, after=20, rule="exact", line=300).height(1) == 360


@given(st.text("aW .-/–\u00a01\n", max_size=60), st.integers(0, 40_000), st.integers(0, 40_000))
def test_a_wider_room_never_takes_more_lines(text: str, room: int, more: int) -> None:
    """The search for widths rests on it; no word is broken there."""
    room += least_width(text, False)

    assert line_count(text, False, room + more) <= line_count(text, False, room)
