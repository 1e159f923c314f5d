"""How a comment that was only noted stands in the book, and the tense of the rules."""

from __future__ import annotations

import attrs
import pytest
from tests.systems.reading import column, keys, rows, said

from socplan import PartialDate, Report, Settlement, build_report
from socplan.labels.formats import untypeset
from socplan.testing import sample_dossier, texts_in

UKAZKA = sample_dossier("ukazka")


def settlements(told: Report) -> list[str]:
    """How each comment of the book was settled, with its day and the reason."""
    return [str(cell) for cell in column(told, "book", "settlement")]


def test_what_was_taken_note_of_is_counted_by_itself_and_needs_no_reason() -> None:
    first, *others = UKAZKA.comments
    noted = attrs.evolve(first, settlement=Settlement.NOTED, reason=None)
    told = build_report("comment-book", attrs.evolve(UKAZKA, comments=(noted, *others)))

    assert settlements(told)[0].startswith("vzato na vědomí")
    unsaid = attrs.evolve(first, settlement=Settlement.REJECTED, reason=None)
    told_unsaid = build_report("comment-book", attrs.evolve(UKAZKA, comments=(unsaid, *others)))
    assert settlements(told_unsaid)[0].startswith("neakceptováno")
    assert settlements(told_unsaid)[0].endswith("\ndůvod neuveden")
    assert sum(count for count in column(told, "by_category", "noted") if count) == 2  # the comment, and the total
    assert "noted" not in rows(build_report("comment-book", UKAZKA), "by_category")[0]


@pytest.mark.parametrize(
    ("prepared", "days", "hour"),
    [
        ("2023-09-01", "se mají přijímat 19 dnů", "se připomínky přijímají do 15 hodin."),
        ("2023-09-20", "se přijímají 19 dnů", "se připomínky přijímají do 15 hodin."),
        ("2023-09-29", "se přijímaly 19 dnů", "se připomínky přijímaly do 15 hodin."),
    ],
)
def test_a_consultation_is_past_only_after_its_last_day(prepared: str, days: str, hour: str) -> None:
    plan = attrs.evolve(UKAZKA.plan, prepared=PartialDate.parse(prepared))
    told = build_report("comment-book", attrs.evolve(UKAZKA, plan=plan))
    said = " ".join(texts_in(told)).replace("\N{NO-BREAK SPACE}", " ")

    assert days in said
    assert hour in said


def test_who_took_part_and_who_commented_stand_in_one_table() -> None:
    told = build_report("comment-book", UKAZKA)

    assert "turnout" not in keys(told)
    assert column(told, "by_author_kind", "participants") == [14, 31, 6, 1, 52]
    assert column(told, "by_author_kind", "total") == [1, 2, 2, 1, 6]


def test_those_who_took_part_without_a_comment_have_a_row_of_their_own() -> None:
    kind, *others = (turnout.kind for turnout in UKAZKA.turnouts)
    comments = tuple(comment for comment in UKAZKA.comments if comment.author_kind != kind)
    told = build_report("comment-book", attrs.evolve(UKAZKA, comments=comments))

    assert [row["total"] for row in rows(told, "by_author_kind")][:1] == [0]
    assert column(told, "by_author_kind", "participants")[-1] == 52
    assert others


def test_of_those_whom_nobody_counted_the_number_is_not_known() -> None:
    told = build_report("comment-book", attrs.evolve(UKAZKA, turnouts=UKAZKA.turnouts[1:]))

    assert None in column(told, "by_author_kind", "participants")


def test_without_comments_those_who_took_part_have_a_table_of_their_own() -> None:
    told = build_report("comment-book", attrs.evolve(UKAZKA, comments=()))

    assert column(told, "turnout", "participants")[-1] == 52
    assert "by_author_kind" not in keys(told)


def test_page_one_names_the_few_comments_that_wait() -> None:
    assert "Na vypořádání čeká připomínka č. 6." in untypeset(said(build_report("comment-book", UKAZKA), "summary"))
