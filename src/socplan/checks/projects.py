"""Whether what projects promise and deliver can be right.

1. A planned range does not end below its beginning (``range-reversed``).
2. No more was delivered than planned (``delivered-over``), and nothing outside of the project (``delivery-outside``).
3. A project does not begin before the one that it carries on (``predecessor-later``).
4. The number of organisations that take part is the one that is listed (``participants-count``).
5. A publication that came out was not called missing (``issued-contradicts``).
"""

from collections.abc import Iterator

from socplan.calculations import delivered
from socplan.checks.finding import Check, Finding, Grade, finding
from socplan.checks.places import located
from socplan.hookspecs import hookimpl
from socplan.model import Deliverable, Delivery, Dossier, KeyActivity, Participation, Project, Publication


def deliverables(dossier: Dossier) -> Iterator[Finding]:
    """Ranges the wrong way round, and deliveries of more than was planned."""
    for at, deliverable in located(dossier, Deliverable):
        result = delivered(dossier, deliverable)
        if (
            deliverable.planned is not None
            and deliverable.planned_most is not None
            and deliverable.planned_most < deliverable.planned
        ):
            place = f"{at}.planned_most"
            yield finding(
                "range-reversed", Grade.ERROR, place, least=deliverable.planned, most=deliverable.planned_most
            )
        elif result.most is not None and result.quantity is not None and result.quantity > result.most:
            facts = {
                "title": deliverable.title,
                "quantity": result.quantity,
                "most": result.most,
                "unit": deliverable.unit,
            }
            yield finding("delivered-over", Grade.NOTE, at, **facts)


def deliveries(dossier: Dossier) -> Iterator[Finding]:
    """Deliveries dated before their project began or after it ended."""
    for at, delivery in located(dossier, Delivery):
        deliverable = dossier.get(Deliverable, delivery.deliverable)
        activity = dossier.get(KeyActivity, deliverable.activity) if deliverable else None
        project = dossier.get(Project, activity.project) if activity else None
        if project is None or delivery.date is None:
            continue
        start, end = project.period.start, project.period.end
        early = start is not None and delivery.date.last_day < start.first_day
        late = end is not None and end.last_day < delivery.date.first_day
        if early or late:
            place = f"{at}.date"
            yield finding("delivery-outside", Grade.WARNING, place, date=delivery.date, project=project.period)


def predecessors(dossier: Dossier) -> Iterator[Finding]:
    """Projects that begin before the one they carry on."""
    for at, project in located(dossier, Project):
        before = dossier.get(Project, project.predecessor)
        start, first = project.period.start, before.period.start if before else None
        if start and first and start.last_day < first.first_day:
            place = f"{at}.predecessor"
            yield finding("predecessor-later", Grade.WARNING, place, start=start, first=first)


def participants(dossier: Dossier) -> Iterator[Finding]:
    """Projects in which another number of organisations takes part than is listed, where organisations are listed."""
    for at, project in located(dossier, Project):
        listed = dossier.having(Participation, "project", project.id)
        named = {participation.organisation for participation in listed if participation.organisation}
        whole = listed and all(participation.organisation for participation in listed)
        if project.organisations is not None and (
            len(named) > project.organisations or (whole and len(named) != project.organisations)
        ):
            facts = {"total": project.organisations, "listed": len(named)}
            yield finding("participants-count", Grade.WARNING, f"{at}.organisations", **facts)


def publications(dossier: Dossier) -> Iterator[Finding]:
    """Publications that have a day of issue and are marked as not issued."""
    for at, publication in located(dossier, Publication):
        if publication.published and publication.issued is False:
            place = f"{at}.issued"
            yield finding(
                "issued-contradicts", Grade.WARNING, place, title=publication.title, published=publication.published
            )


@hookimpl
def register_checks() -> tuple[Check, ...]:
    """Offer these checks."""
    return (
        Check(name="deliverables", codes=("range-reversed", "delivered-over"), run=deliverables),
        Check(name="deliveries", codes=("delivery-outside",), run=deliveries),
        Check(name="predecessors", codes=("predecessor-later",), run=predecessors),
        Check(name="participants", codes=("participants-count",), run=participants),
        Check(name="publications", codes=("issued-contradicts",), run=publications),
    )
