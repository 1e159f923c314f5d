from __future__ import annotations

import attrs
import pytest
from tests.building import comment, day, dossier, period

from socplan import AuthorKind, Comment, Consultation, DeadlineRule, Settlement, Turnout, public
from socplan.calculations import (
    anonymous_comments,
    comment_counts,
    comments_in_order,
    is_late,
    numbered_comments,
    turnout_total,
    window_days,
)

DELIVERED = Consultation(
    id="c", title="Konzultace", window=period("2007-09-20", "2007-10-25"), rule=DeadlineRule.DELIVERED, until_hour=15
)
SENT = attrs.evolve(DELIVERED, rule=DeadlineRule.SENT)


def late(consultation: Consultation, one: Comment) -> bool | None:
    return is_late(dossier(consultations=(consultation,), comments=(one,)), one)


def test_the_window_of_zlin_was_36_days() -> None:
    assert window_days(DELIVERED) == 36
    assert window_days(attrs.evolve(DELIVERED, window=period("2007-09", "2007-10"))) is None
    assert window_days(attrs.evolve(DELIVERED, window=period(None, "2007-10-25"))) is None


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"received": "2007-10-24"}, False),
        ({"received": "2007-10-26"}, True),
        ({"received": "2007-10-25", "received_hour": 14}, False),
        ({"received": "2007-10-25", "received_hour": 15}, True),
        ({"received": "2007-10-25"}, None),
        ({"received": "2007-10"}, None),
        ({"received": "2007-11"}, True),
        ({"sent": "2007-10-20"}, None),
    ],
)
def test_where_delivery_counts_the_hour_of_the_last_day_does_too(
    values: dict[str, str | int], expected: bool | None
) -> None:
    dated = {key: day(value) if isinstance(value, str) else value for key, value in values.items()}

    assert late(DELIVERED, comment("x", **dated)) is expected


def test_where_sending_counts_delivery_does_not() -> None:
    assert late(SENT, comment("x", sent=day("2007-10-25"), received=day("2007-10-30"))) is False
    assert late(SENT, comment("x", sent=day("2007-10-26"), received=day("2007-10-26"))) is True
    assert late(SENT, comment("x", received=day("2007-10-26"))) is None


def test_without_a_rule_nothing_is_late() -> None:
    assert late(attrs.evolve(DELIVERED, rule=None), comment("x", received=day("2009"))) is None


def test_comments_bear_their_printed_numbers_and_then_those_that_follow() -> None:
    comments = (
        comment("new", received=day("2007-10-02")),
        comment("b", number=7),
        comment("a", number=2),
        comment("older", received=day("2007-10-01")),
    )
    known = dossier(consultations=(DELIVERED,), comments=comments)

    assert [one.id for one in comments_in_order(known, DELIVERED)] == ["a", "b", "older", "new"]
    assert [number for number, _ in numbered_comments(known, DELIVERED)] == [2, 7, 8, 9]


def test_a_comment_without_an_author_is_not_registered_and_adds_to_the_anonymous_ones() -> None:
    counted = attrs.evolve(DELIVERED, anonymous=2)
    comments = (comment("a", number=1), comment("b", number=2, author_kind=None), comment("c"))
    known = dossier(consultations=(counted,), comments=comments)

    assert [(number, one.id) for number, one in numbered_comments(known, counted)] == [(1, "a"), (2, "c")]
    assert anonymous_comments(known, counted).total == 3
    uncounted = anonymous_comments(known, DELIVERED)
    assert (uncounted.total, uncounted.known_part) == (None, 1)


def test_a_comment_whose_author_the_public_must_not_know_keeps_its_number() -> None:
    comments = (comment("a", author_kind=None, author="Jan Novák"), comment("b"))
    known = public(dossier(consultations=(DELIVERED,), comments=comments))

    assert [number for number, _ in numbered_comments(known, DELIVERED)] == [1, 2]
    assert known.comments[0].author is None


def test_comments_are_counted_with_what_became_of_them() -> None:
    comments = (comment("a", settlement=Settlement.ACCEPTED), comment("b"), comment("c", author_kind=AuthorKind.PERSON))
    counts = comment_counts(
        dossier(consultations=(DELIVERED,), comments=comments), DELIVERED, lambda one: one.author_kind
    )

    users = counts[AuthorKind.USER]
    assert (users.total, users.settled[Settlement.ACCEPTED], users.settled[Settlement.REJECTED], users.open) == (
        2,
        1,
        0,
        1,
    )
    assert counts[AuthorKind.PERSON].total == 1


def test_who_took_part_is_added_only_where_all_were_counted() -> None:
    kinds = (
        Turnout(consultation="c", kind=AuthorKind.USER, count=126),
        Turnout(consultation="c", kind=AuthorKind.PERSON),
    )
    counted = (kinds[0], attrs.evolve(kinds[1], count=277))

    assert turnout_total(dossier(consultations=(DELIVERED,), turnouts=kinds), DELIVERED) is None
    assert turnout_total(dossier(consultations=(DELIVERED,), turnouts=counted), DELIVERED) == 403
    assert turnout_total(dossier(consultations=(DELIVERED,)), DELIVERED) is None
