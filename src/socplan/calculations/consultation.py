"""The outcome of a consultation: which comments came in time, how they were settled, how many took part."""

from collections import Counter
from collections.abc import Callable, Hashable, Mapping
from typing import TypeVar

from attrs import frozen

from socplan.calculations.structure import by_date, grouped
from socplan.calculations.sums import Sum
from socplan.model import Comment, Consultation, DeadlineRule, Dossier, Settlement, Turnout
from socplan.typecheck import guarded, guarded_late

__all__ = [
    "CommentCount",
    "anonymous_comments",
    "comment_counts",
    "comments_in_order",
    "is_late",
    "numbered_comments",
    "turnout_total",
    "window_days",
]

K = TypeVar("K", bound=Hashable)


@guarded
def comments_in_order(dossier: Dossier, consultation: Consultation) -> tuple[Comment, ...]:
    """The registered comments of a consultation by their printed number, then by the day they came.

    A comment without any author is not registered: it stands in no list, has no number and is not counted here.
    """
    listed = dossier.having(Comment, "consultation", consultation.id)
    comments = (comment for comment in listed if not comment.is_anonymous)
    by_day = by_date(comments, lambda comment: comment.received or comment.sent)
    return tuple(sorted(by_day, key=lambda comment: (comment.number is None, comment.number or 0)))


@guarded
def numbered_comments(dossier: Dossier, consultation: Consultation) -> tuple[tuple[int, Comment], ...]:
    """The comments with their numbers: the printed ones, and for the others the numbers that follow."""
    numbered = []
    last = 0
    for comment in comments_in_order(dossier, consultation):
        last = last + 1 if comment.number is None else comment.number
        numbered.append((last, comment))
    return tuple(numbered)


@guarded
def anonymous_comments(dossier: Dossier, consultation: Consultation) -> Sum[int]:
    """How many anonymous comments came: those that the source counts, and those listed without any author.

    2 counted and 1 listed are 3; 1 listed without a count has the known part 1, and no total.
    """
    listed = sum(comment.is_anonymous for comment in dossier.having(Comment, "consultation", consultation.id))
    return Sum.of((consultation.anonymous, *([listed] if listed else ())), 0)


@guarded
def window_days(consultation: Consultation) -> int | None:
    """How many days comments are taken, first and last included: 20. 9. to 25. 10. are 36.

    ``None`` where the first or the last day is not known.
    """
    start, end = consultation.window.start, consultation.window.end
    if start is None or end is None or start.day is None or end.day is None:
        return None
    return (end.last_day - start.first_day).days + 1


@guarded_late
def is_late(dossier: Dossier, comment: Comment) -> bool | None:
    """Whether a comment came too late by the rule of its consultation; ``None`` where that is unknown.

    By the day of delivery or of sending, as the rule says; on the last day also by the hour.
    """
    consultation = dossier.get(Consultation, comment.consultation)
    if consultation is None or consultation.rule is None or consultation.window.end is None:
        return None
    delivered = consultation.rule is DeadlineRule.DELIVERED
    day, end = (comment.received if delivered else comment.sent), consultation.window.end
    if day is None:
        return None
    if day.first_day > end.last_day:
        return True
    if day.last_day > end.first_day and (day.day is None or end.day is None):
        return None
    if consultation.until_hour is None or day != end or not delivered:
        return False
    return None if comment.received_hour is None else comment.received_hour >= consultation.until_hour


@frozen(kw_only=True)
class CommentCount:
    """How many comments of one sort there are, and what became of them."""

    total: int
    settled: Mapping[Settlement, int]
    #: Not settled yet.
    open: int


@guarded
def comment_counts(
    dossier: Dossier, consultation: Consultation, by: Callable[[Comment], K]
) -> Mapping[K, CommentCount]:
    """Comments counted by what somebody asks of them: kind of author, category, group."""
    sorts = grouped(comments_in_order(dossier, consultation), by)
    return {key: _counted(comments) for key, comments in sorts.items()}


def _counted(comments: tuple[Comment, ...]) -> CommentCount:
    counts = Counter(comment.settlement for comment in comments)
    open_ = counts.pop(None, 0)
    return CommentCount(
        total=len(comments), settled={settlement: counts[settlement] for settlement in Settlement}, open=open_
    )


@guarded
def turnout_total(dossier: Dossier, consultation: Consultation) -> int | None:
    """How many took part in all; ``None`` where nobody counted, or one kind was not counted."""
    listed = dossier.having(Turnout, "consultation", consultation.id)
    return Sum.of((turnout.count for turnout in listed), 0).total if listed else None
