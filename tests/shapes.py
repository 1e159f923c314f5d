"""The shapes in which authorities report on their plans, each as a small dossier of our own making."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from socplan import Dossier, Level, MonitoringRound, Plan, RoundScope, Status, StatusMeaning, Tally
from tests.building import figure, goal, measure, period, reading, year

PLAN: Final = Plan(title="Vzorový plán", authority="Vzorový kraj", period=period("2021", "2025"))


def status(place: int, name: str, meaning: StatusMeaning, *, also: StatusMeaning | None = None) -> Status:
    fulfilled = meaning is StatusMeaning.DONE
    return Status(id=f"s{place}", name=name, meaning=meaning, also=also, fulfilled=fulfilled, order=place)


FIVE: Final = (
    status(1, "Splněno", StatusMeaning.DONE),
    status(2, "Částečně splněno", StatusMeaning.PARTLY_DONE),
    status(3, "Průběžně plněno", StatusMeaning.ONGOING),
    status(4, "Nesplněno", StatusMeaning.NOT_DONE),
    status(5, "Nehodnoceno", StatusMeaning.NOT_ASSESSED),
)
MERGED: Final = (
    status(1, "Splněno nebo průběžně plněno", StatusMeaning.DONE, also=StatusMeaning.ONGOING),
    status(2, "Nesplněno", StatusMeaning.NOT_DONE),
)


def tallies(number: int, *counts: int | None, total: int | None = None, parts: bool = False) -> Iterator[Tally]:
    """The counts of a whole plan by status; a status without a count has no tally."""
    if total is not None:
        yield Tally(round=f"r{number}", count=total, parts=parts)
    for place, count in enumerate(counts, start=1):
        if count is not None:
            yield Tally(round=f"r{number}", status=f"s{place}", count=count, parts=parts)


def rounds(*numbers: int, covers: RoundScope | None = None) -> tuple[MonitoringRound, ...]:
    return tuple(MonitoringRound(id=f"r{number}", period=year(number), covers=covers) for number in numbers)


#: The whole plan in five statuses; in the second year nobody says how many measures were not assessed.
WHOLE: Final = Dossier(
    plan=PLAN,
    statuses=FIVE,
    rounds=rounds(2021, 2022, covers=RoundScope.ALL),
    tallies=(*tallies(2021, 20, 12, 8, 6, 2), *tallies(2022, 22, 14, 8, 1, None, total=48)),
)

#: Due measures in five years; their number grows, and more measures are fulfilled though their share falls.
DUE: Final = Dossier(
    plan=PLAN,
    statuses=FIVE[:4],
    rounds=rounds(2021, 2022, 2023, 2024, 2025, covers=RoundScope.DUE),
    tallies=(
        *tallies(2021, 6, 1, 3, 2),
        *tallies(2022, 9, 2, 5, 2),
        *tallies(2023, 14, 3, 8, None, total=28),
        *tallies(2024, 20, 5, 10, 5),
        *tallies(2025, 22, 8, 11, 7),
    ),
)

#: One status that stands for two meanings.
TWO_MEANINGS: Final = Dossier(
    plan=PLAN, statuses=MERGED, rounds=rounds(2025, covers=RoundScope.DUE), tallies=tuple(tallies(2025, 40, 8))
)

#: Tasks below activities, counted apart; one task is late, another one has no term.
TASKS: Final = Dossier(
    plan=PLAN,
    levels=(
        Level(id="cil", order=1, name="cíl"),
        Level(id="aktivita", order=2, name="aktivita"),
        Level(id="ukol", order=3, name="úkol"),
    ),
    statuses=FIVE,
    goals=(goal("c1", code="1"),),
    measures=(
        measure("a1", "c1", code="1.1", ongoing=True),
        measure("a2", "c1", code="1.2", term=period(None, "2024"), responsible="Odbor sociálních věcí"),
        measure("a3", "c1", code="1.3", term=period(None, "2027")),
        measure("u1", "c1", code="1.1.1", part_of="a1", term=period(None, "2023-06"), responsible="Domov Lípa"),
        measure("u2", "c1", code="1.1.2", part_of="a1", term=period(None, "2025")),
        measure("u3", "c1", code="1.2.1", part_of="a2"),
    ),
    rounds=rounds(2025, covers=RoundScope.DUE),
    readings=(
        reading("a1", "s3", 2025),
        reading("a2", "s2", 2025),
        reading("u1", "s4", 2025),
        reading("u2", "s1", 2025),
    ),
)

#: Thirds, which make 99.9 %, and 4, 1 and 1 of 6, which make 101 %; the published shares are the same.
THIRDS: Final = Dossier(
    plan=PLAN,
    statuses=FIVE[:3],
    rounds=rounds(2024, 2025),
    tallies=(*tallies(2024, 11, 11, 11), *tallies(2025, 4, 1, 1)),
    published=tuple(figure("share", value, f"s{place}", 2025) for place, value in enumerate((67, 17, 17), start=1)),
)

SHAPES: Final[Mapping[str, Dossier]] = {
    "shape_whole": WHOLE,
    "shape_due": DUE,
    "shape_meanings": TWO_MEANINGS,
    "shape_tasks": TASKS,
    "shape_thirds": THIRDS,
}
