"""Whether needs are answered.

1. Something is to meet every need, where the dossier answers any (``need-unanswered``).
2. An answer names a service, a measure or something in words (``response-empty``).
"""

from collections.abc import Iterator

from socplan.calculations import need_coverage
from socplan.checks.finding import Check, Finding, Grade, finding
from socplan.checks.places import located
from socplan.hookspecs import hookimpl
from socplan.model import Dossier, Need, NeedResponse


def unanswered_needs(dossier: Dossier) -> Iterator[Finding]:
    """Needs without a response, in a dossier that has responses."""
    answered = {coverage.need.id for coverage in need_coverage(dossier) if coverage.responses}
    for at, need in located(dossier, Need) if dossier.need_responses else ():
        if need.id not in answered:
            yield finding("need-unanswered", Grade.NOTE, at, need=need.title)


def empty_responses(dossier: Dossier) -> Iterator[Finding]:
    """Answers that name nothing."""
    for at, response in located(dossier, NeedResponse):
        if response.is_empty:
            yield finding("response-empty", Grade.WARNING, at)


@hookimpl
def register_checks() -> tuple[Check, ...]:
    """Offer these checks."""
    return (
        Check(name="unanswered-needs", codes=("need-unanswered",), run=unanswered_needs),
        Check(name="empty-responses", codes=("response-empty",), run=empty_responses),
    )
