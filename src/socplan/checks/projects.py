"""Whether what projects promise and deliver can be right.

1. A planned range does not end below its beginning (``range-reversed``).
2. No more was delivered than planned (``delivered-over``), and nothing outside of the project (``delivery-outside``).
3. A project does not begin before the one that it carries on (``predecessor-later``).
4. The number of organisations that take part is the one that is listed (``participants-count``).
5. A publication that came out was not called missing (``issued-contradicts``).
"""

from __future__ import annotations

from collections.abc import Iterator

from socplan.calculations import delivered
from socplan.checks.finding import Check, Finding, Grade, finding
from socplan.hookspecs import hookimpl
from socplan.model import Deliverable, Dossier, KeyActivity, Project

__all__ = ["deliverables", "deliveries", "participants", "predecessors", "publications", "register_checks"]


def deliverables(dossier: Dossier) -> Iterator[Finding]:
    """Ranges the wrong way round, and deliveries of more than was planned."""
    for index, one in enumerate(dossier.deliverables):
        result = delivered(dossier, one)
        if one.planned is not None and one.planned_most is not None and one.planned_most < one.planned:
            place = f"$.deliverables[{index}].planned_most"
            yield finding("range-reversed", Grade.ERROR, place, least=one.planned, most=one.planned_most)
        elif result.most is not None and result.quantity is not None and result.quantity > result.most:
            yield finding(
                "delivered-over",
                Grade.NOTE,
                f"$.deliverables[{index}]",
                title=one.title,
                quantity=result.quantity,
                most=result.most,
                unit=one.unit,
            )


def deliveries(dossier: Dossier) -> Iterator[Finding]:
    """Deliveries dated before their project began or after it ended."""
    for index, delivery in enumerate(dossier.deliveries):
        deliverable = dossier.get(Deliverable, delivery.deliverable)
        activity = dossier.get(KeyActivity, deliverable.activity) if deliverable else None
        project = dossier.get(Project, activity.project) if activity else None
        if project is None or delivery.date is None:
            continue
        start, end = project.period.start, project.period.end
        early = start is not None and delivery.date.last_day < start.first_day
        late = end is not None and end.last_day < delivery.date.first_day
        if early or late:
            place = f"$.deliveries[{index}].date"
            yield finding("delivery-outside", Grade.WARNING, place, date=delivery.date, project=project.period)


def predecessors(dossier: Dossier) -> Iterator[Finding]:
    """Projects that begin before the one they carry on."""
    for index, project in enumerate(dossier.projects):
        before = dossier.get(Project, project.predecessor) if project.predecessor else None
        start, first = project.period.start, before.period.start if before else None
        if start and first and start.last_day < first.first_day:
            place = f"$.projects[{index}].predecessor"
            yield finding("predecessor-later", Grade.WARNING, place, start=start, first=first)


def participants(dossier: Dossier) -> Iterator[Finding]:
    """Projects in which another number of organisations takes part than is listed, where organisations are listed."""
    for index, project in enumerate(dossier.projects):
        listed = [one for one in dossier.participations if one.project == project.id]
        named = {one.organisation for one in listed if one.organisation}
        whole = listed and all(one.organisation for one in listed)
        if project.organisations is not None and (
            len(named) > project.organisations or (whole and len(named) != project.organisations)
        ):
            yield finding(
                "participants-count",
                Grade.WARNING,
                f"$.projects[{index}].organisations",
                total=project.organisations,
                listed=len(named),
            )


def publications(dossier: Dossier) -> Iterator[Finding]:
    """Publications with a day on which they came out that are said not to have."""
    for index, one in enumerate(dossier.publications):
        if one.published and one.issued is False:
            place = f"$.publications[{index}].issued"
            yield finding("issued-contradicts", Grade.WARNING, place, title=one.title, published=one.published)


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
