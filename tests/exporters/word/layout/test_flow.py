from attrs import evolve
from hypothesis import given, strategies as st

from socplan.exporters.word.layout.flow import FlowItem, Line, Mark, Sheet, TableFlow, Turn, pages_of, table_flow
from socplan.exporters.word.layout.looks import Rules

SHEET = Sheet(upright=1_000, sideways=600)


def line(
    mark: int, lines: int = 1, *, before: int = 0, after: int = 0, kept: bool = False, whole: bool = False
) -> Line:
    return Line(lines=lines, line_height=100, before=before, after=after, kept=kept, whole=whole, mark=mark)


def page_numbers(*items: FlowItem) -> dict[Mark, int]:
    return pages_of(items, SHEET).pages


def test_what_does_not_fit_goes_to_the_next_page() -> None:
    assert page_numbers(line(0, 9), line(1), line(2)) == {0: 1, 1: 1, 2: 2}


def test_the_space_between_paragraphs_is_the_larger_one() -> None:
    assert page_numbers(line(0, 7, after=100), line(1, before=100), line(2)) == {0: 1, 1: 1, 2: 1}
    assert page_numbers(line(0, 7, after=100), line(1, before=101), line(2)) == {0: 1, 1: 1, 2: 2}


def test_the_space_above_is_dropped_at_the_top_of_a_page_that_follows_a_full_one() -> None:
    assert page_numbers(line(0, 10), line(1, 9, before=200, whole=True), line(2))[2] == 2
    broken = evolve(line(1, 9, before=200, whole=True), break_before=True)
    assert page_numbers(line(0, 9), broken, line(2))[2] == 3


def test_a_heading_goes_with_what_follows() -> None:
    assert page_numbers(line(0, 8), line(1, kept=True), line(2, 2, whole=True)) == {0: 1, 1: 2, 2: 2}


def test_two_lines_of_a_long_paragraph_are_enough_below_a_heading() -> None:
    assert page_numbers(line(0, 7), line(1, kept=True), line(2, 5)) == {0: 1, 1: 1, 2: 1}


def test_each_page_repeats_the_head_of_a_table() -> None:
    table = TableFlow(head=300, rows=(200,) * 7, kept=(False,) * 7, marks=tuple(range(7)))

    assert page_numbers(table) == {0: 1, 1: 1, 2: 1, 3: 2, 4: 2, 5: 2, 6: 3}


def test_kept_rows_stay_together() -> None:
    table = TableFlow(head=100, rows=(200, 200, 200), kept=(True, True, False), marks=(1, 2, 3))

    assert page_numbers(line(0, 4), table) == {0: 1, 1: 2, 2: 2, 3: 2}


def test_a_row_taller_than_a_page_goes_on_and_is_told() -> None:
    flow = pages_of((TableFlow(head=100, rows=(2_500,), kept=(False,)), line(1)), SHEET)

    assert flow.pages == {1: 3}
    assert flow.unsure == 1


def test_a_row_that_may_break_begins_where_two_lines_find_room() -> None:
    table = TableFlow(head=100, rows=(2_500, 100), kept=(False, False), marks=(1, 2))
    may_break = evolve(table, split=frozenset({0}))
    high = Sheet(upright=2_000, sideways=600)

    def at(rows: TableFlow, above: int) -> tuple[dict[Mark, int], int | None]:
        flow = pages_of((line(0, above, kept=True, whole=True), rows), high)
        return flow.pages, flow.unsure

    assert at(may_break, 13) == ({0: 1, 1: 1, 2: 3}, 1)
    assert at(may_break, 14) == ({0: 1, 1: 2, 2: 3}, 2)
    assert at(table, 1)[0] == {0: 1, 1: 2, 2: 3}


def test_the_last_line_of_a_page_needs_no_space_below() -> None:
    spaced = Line(lines=2, line_height=200, below=50, mark=1)

    assert page_numbers(line(0, 6), evolve(spaced, before=50)) == {0: 1, 1: 1}
    assert page_numbers(line(0, 6), evolve(spaced, before=51)) == {0: 1, 1: 2}
    assert page_numbers(line(0, 5), line(2, kept=True), evolve(spaced, before=50)) == {0: 1, 2: 1, 1: 1}
    assert page_numbers(line(0, 5), line(2, kept=True), evolve(spaced, before=51)) == {0: 1, 2: 2, 1: 2}


def test_a_head_taller_than_a_page_is_told() -> None:
    table = TableFlow(head=1_000, rows=(100, 100), kept=(False, False), marks=(1, 2))
    flow = pages_of((line(0, 9), table, line(3)), SHEET)

    assert flow.pages[0] == 1
    assert flow.unsure == flow.pages[1] == 2


def test_a_turned_page_is_lower() -> None:
    assert page_numbers(line(0), Turn(True), line(1, 6), line(2), Turn(False), line(3)) == {0: 1, 1: 2, 2: 3, 3: 4}


def test_rules_take_room() -> None:
    rules = Rules(top=20, head=20, inside=10, bottom=20)

    table = table_flow([100, 200, 200, 300], [True, False, True, False], rules, ruled=[3])

    assert (table.head, table.rows, table.kept) == (140, (210, 220, 320), (False, True, False))


@given(
    above=st.integers(0, 9),
    heights=st.lists(st.sampled_from([100, 150, 400, 1_200]), min_size=1, max_size=30),
    kept=st.lists(st.booleans(), min_size=30, max_size=30),
    head=st.sampled_from([0, 100]),
    breaks=st.booleans(),
)
def test_rows_placed_together_stand_where_they_would_stand_one_by_one(
    above: int, heights: list[int], kept: list[bool], head: int, breaks: bool
) -> None:
    """Rows whose pages are asked for are placed one by one."""
    count = len(heights)
    split = frozenset(place for place, height in enumerate(heights) if breaks and height > 300)
    stays = tuple(keeps and place not in split for place, keeps in enumerate(kept[:count]))
    table = TableFlow(head=head, rows=tuple(heights), kept=stays, split=split)
    marked = evolve(table, marks=(None,) * count)

    def flow(rows: TableFlow) -> tuple[int, dict[Mark, int], int | None]:
        made = pages_of((*(line(number) for number in range(above)), rows, line(100, 2), line(101, 4)), SHEET)
        return made.count, made.pages, made.unsure

    assert flow(table) == flow(marked)
