"""Small dossiers for tests, with what a test does not care about left out."""

from __future__ import annotations

from decimal import Decimal
from importlib.util import find_spec
from typing import Any

import attrs
import pytest

from socplan import (
    Allocation,
    AuthorKind,
    Budget,
    Comment,
    Deliverable,
    Dossier,
    Event,
    FigureSubject,
    Goal,
    Measure,
    Member,
    MonitoringRound,
    PartialDate,
    Period,
    Phase,
    Placement,
    Plan,
    PublishedFigure,
    Reading,
    Report,
    Resolution,
    Status,
    StatusMeaning,
    Tally,
    Task,
    WorkingGroup,
)

#: For tests of workbooks, which a plugin reads and writes: the core is tested without it too.
WITH_WORKBOOKS = pytest.mark.skipif(find_spec("socplan_xlsx") is None, reason="needs socplan-xlsx")
DONE = Status(id="done", name="Naplněno", meaning=StatusMeaning.DONE, fulfilled=True, order=1)
UNDER_WAY = Status(id="under_way", name="Rozpracováno", meaning=StatusMeaning.UNDER_WAY, fulfilled=False, order=2)
ONGOING = Status(id="ongoing", name="Průběžně", meaning=StatusMeaning.ONGOING, fulfilled=False, order=3)
NOT_DONE = Status(id="not_done", name="Nenaplněno", meaning=StatusMeaning.NOT_DONE, fulfilled=False, order=4)
SCALE = (DONE, UNDER_WAY, ONGOING, NOT_DONE)


def day(text: str) -> PartialDate:
    return PartialDate.parse(text)


def period(start: str | None, end: str | None) -> Period:
    return Period(PartialDate.parse(start) if start else None, PartialDate.parse(end) if end else None)


def year(number: int) -> Period:
    return period(str(number), str(number))


def round_of(number: int) -> MonitoringRound:
    return MonitoringRound(id=f"r{number}", period=year(number))


def group(identifier: str, **values: Any) -> WorkingGroup:
    return WorkingGroup(**{"id": identifier, "name": f"Skupina {identifier}", **values})


def goal(identifier: str, **values: Any) -> Goal:
    return Goal(**{"id": identifier, "title": f"Cíl {identifier}", **values})


def measure(identifier: str, of: str, **values: Any) -> Measure:
    return Measure(**{"id": identifier, "title": f"Opatření {identifier}", "goal": of, **values})


def reading(measure_: str, status: str | None, number: int = 2012, **values: Any) -> Reading:
    return Reading(round=f"r{number}", measure=measure_, status=status, **values)


def placed(group_: str, under: str, start: str | None = None, end: str | None = None, **values: Any) -> Placement:
    return Placement(group=group_, parent=under, validity=period(start, end), **values)


def member(identifier: str, of: str, start: str | None = None, end: str | None = None, **values: Any) -> Member:
    return Member(id=identifier, group=of, validity=period(start, end), **values)


def resolution(identifier: str, body: str, date: str | None, **values: Any) -> Resolution:
    return Resolution(
        **{
            "id": identifier,
            "body": body,
            "date": day(date) if date else None,
            "text": f"Usnesení {identifier}",
            **values,
        }
    )


def event(identifier: str, held: str | None = None, planned: str | None = None, **values: Any) -> Event:
    when = {"held": day(held) if held else None, "planned": day(planned) if planned else None}
    return Event(**{"id": identifier, "title": f"Akce {identifier}", **when, **values})


def task(identifier: str, start: str | None = None, end: str | None = None, **values: Any) -> Task:
    return Task(**{"id": identifier, "title": f"Úkol {identifier}", "term": period(start, end), **values})


def phase(identifier: str, start: str | None, end: str | None, **values: Any) -> Phase:
    return Phase(**{"id": identifier, "name": f"Fáze {identifier}", "period": period(start, end), **values})


def deliverable(identifier: str, planned: int | str | None, unit: str = "h", **values: Any) -> Deliverable:
    amount = None if planned is None else Decimal(planned)
    return Deliverable(
        **{
            "id": identifier,
            "activity": "ka",
            "title": f"Výstup {identifier}",
            "unit": unit,
            "planned": amount,
            **values,
        }
    )


def comment(identifier: str, **values: Any) -> Comment:
    given = {"id": identifier, "consultation": "c", "text": "Připomínka", "author_kind": AuthorKind.USER, **values}
    return Comment(**given)


def tally(group_: str | None, status: str | None, count: int | None, number: int = 2012) -> Tally:
    return Tally(round=f"r{number}", group=group_, shared=group_ is None, status=status, count=count)


def figure(
    subject: str, value: int | str, status: str | None = None, number: int | None = 2012, **values: Any
) -> PublishedFigure:
    return PublishedFigure(
        round=f"r{number}" if number else None,
        subject=FigureSubject(subject),
        status=status,
        value=Decimal(value),
        **values,
    )


def amount(value: int | str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def budget(identifier: str, source: str = "stat", value: int | str | None = 100, **values: Any) -> Budget:
    return Budget(**{"id": identifier, "source": source, "amount": amount(value), "period": year(2012), **values})


def allocation(
    identifier: str, of: str = "b", value: int | str | None = 10, spent: int | None = None, **values: Any
) -> Allocation:
    return Allocation(id=identifier, budget=of, amount=amount(value), spent=amount(spent), **values)


def dossier(**tables: Any) -> Dossier:
    plan = Plan(title="Plán", authority="Město", period=period("2011", "2014"))
    return Dossier(**{"plan": plan, "statuses": SCALE, "rounds": (round_of(2012),), **tables})


def everything_in(report: Report) -> str:
    """All that a report holds, as text."""
    return repr(attrs.asdict(report))
