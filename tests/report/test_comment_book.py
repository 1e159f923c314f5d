"""How a comment that was only noted stands in the book."""

from __future__ import annotations

import attrs
from tests.systems.reading import column, rows

from socplan import Settlement, build_report
from socplan.testing import sample_dossier

UKAZKA = sample_dossier("ukazka")


def test_what_was_taken_note_of_is_counted_by_itself_and_needs_no_reason() -> None:
    first, *others = UKAZKA.comments
    noted = attrs.evolve(first, settlement=Settlement.NOTED, reason=None)
    told = build_report("comment-book", attrs.evolve(UKAZKA, comments=(noted, *others)))

    assert "vzato na vědomí" in column(told, "book", "settlement")
    assert sum(count for count in column(told, "by_category", "noted") if count) == 2  # the comment, and the total
    assert "noted" not in rows(build_report("comment-book", UKAZKA), "by_category")[0]
