"""Whether comments were registered and settled as the rules of the consultation say.

1. A comment came in time (``comment-late``), and not before comments were taken (``comment-early``).
2. A comment has an author of some kind: anonymous ones are not registered (``comment-anonymous``).
3. A comment that was not accepted, or only partly, says why (``settlement-without-reason``).
4. No two comments of a consultation bear one number (``comment-number-twice``).
5. As many comments are listed as the source says were registered (``comments-count``).
"""

from collections.abc import Iterator
from typing import Final

from socplan.calculations import comments_in_order, is_late
from socplan.checks.finding import Check, Finding, Grade, finding
from socplan.checks.places import located, repeated
from socplan.hookspecs import hookimpl
from socplan.model import Comment, Consultation, Dossier, Settlement

_TO_BE_EXPLAINED: Final = (Settlement.PARTLY, Settlement.REJECTED)


def deadlines(dossier: Dossier) -> Iterator[Finding]:
    """Comments that came too late by the rule, or before comments were taken."""
    for at, comment in located(dossier, Comment):
        consultation = dossier.get(Consultation, comment.consultation)
        if is_late(dossier, comment) and consultation:
            yield finding("comment-late", Grade.NOTE, at, end=consultation.window.end)
        start = consultation.window.start if consultation else None
        if start and comment.received and comment.received.last_day < start.first_day:
            place = f"{at}.received"
            yield finding("comment-early", Grade.NOTE, place, received=comment.received, start=start)


def authors(dossier: Dossier) -> Iterator[Finding]:
    """Comments without any known author."""
    for at, comment in located(dossier, Comment):
        if comment.is_anonymous:
            yield finding("comment-anonymous", Grade.WARNING, f"{at}.author_kind")


def settlements(dossier: Dossier) -> Iterator[Finding]:
    """Comments that were turned down, wholly or in part, without a reason."""
    for at, comment in located(dossier, Comment):
        if comment.settlement in _TO_BE_EXPLAINED and comment.reason is None:
            yield finding("settlement-without-reason", Grade.WARNING, f"{at}.reason")


def comment_numbers(dossier: Dossier) -> Iterator[Finding]:
    """Numbers that stand twice in a book, and books with more or fewer comments than were registered."""
    numbers = repeated(
        located(dossier, Comment), lambda row: None if row.number is None else (row.consultation, row.number)
    )
    for at, comment, first in numbers:
        yield finding("comment-number-twice", Grade.WARNING, f"{at}.number", number=comment.number, first=first)
    for at, consultation in located(dossier, Consultation):
        listed = len(comments_in_order(dossier, consultation))
        if listed and consultation.registered not in {None, listed}:
            yield finding(
                "comments-count", Grade.WARNING, f"{at}.registered", total=consultation.registered, listed=listed
            )


@hookimpl
def register_checks() -> tuple[Check, ...]:
    """Offer these checks."""
    return (
        Check(name="comment-deadlines", codes=("comment-late", "comment-early"), run=deadlines),
        Check(name="comment-authors", codes=("comment-anonymous",), run=authors),
        Check(name="settlements", codes=("settlement-without-reason",), run=settlements),
        Check(name="comment-numbers", codes=("comment-number-twice", "comments-count"), run=comment_numbers),
    )
