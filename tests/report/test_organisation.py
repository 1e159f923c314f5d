"""What a report on the organisation says of bodies that may not exist, and of members who came and left."""

from __future__ import annotations

from datetime import date

from tests.building import dossier, group, period

from socplan import Constituency, Dossier, Member, Report, build_report
from socplan.report import Paragraph, blocks_of, report_tables


def plain(text: object) -> str:
    return str(text).replace("\N{NO-BREAK SPACE}", " ")


def said(report: Report) -> str:
    blocks = blocks_of(report.parts[0])
    return plain(" ".join(block.text for block in blocks if isinstance(block, Paragraph)))


def seat(name: str, start: str | None, end: str | None, constituency: Constituency, **values: object) -> Member:
    return Member(id=name, group="g", validity=period(start, end), constituency=constituency, **values)  # type: ignore[arg-type]


def changes(*members: Member) -> list[tuple[str, str]]:
    of = dossier(groups=(group("g", validity=period("2019", None)),), members=members)
    report = build_report("organisation", of, day=date(2021, 6, 30), since=date(2020, 6, 30))
    rows = [row for table in report_tables(report) if table.key == "changes" for row in table.records()]
    return [(plain(row["before"]), plain(row["after"])) for row in rows]


STAYS = seat("a", "2019", None, Constituency.PROVIDER)


def test_an_equal_number_of_members_says_who_came_and_who_left() -> None:
    user, carer = Constituency.USER, Constituency.CARER
    left, came = seat("b", "2019", "2020-12", user), seat("c", "2021", None, carer)
    empty = seat("d", "2021", None, user, vacant=True)

    assert changes(STAYS, left, came) == [("2 členové; končí: člen (uživatel)", "2 členové; nově: člen (pečující)")]
    assert changes(STAYS, empty) == [("1 člen", "1 člen; nově: člen – neobsazeno (uživatel)")]


def test_another_number_of_members_says_who_came_too() -> None:
    assert changes(STAYS, seat("b", "2021", None, Constituency.USER)) == [
        ("1 člen", "2 členové; nově: člen (uživatel)")
    ]
    assert changes(STAYS) == []


def test_bodies_of_which_the_source_is_not_sure_are_counted_and_told() -> None:
    def lead(sure: int, unsure: int) -> str:
        groups: Dossier = dossier(groups=tuple(group(f"g{n}", uncertain=n < unsure) for n in range(sure + unsure)))
        return said(build_report("organisation", groups))

    of = "podle podkladů jisté, zda existuj"
    assert f"3 orgány a skupiny. U 1 z nich není {of}e nebo kam patří." in lead(2, 1)
    assert f"5 orgánů a skupin. U 2 z nich není {of}í nebo kam patří." in lead(3, 2)
    assert f"U žádného z nich není {of}e" in lead(0, 2)
    assert "jisté" not in lead(2, 0)
