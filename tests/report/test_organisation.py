"""What a report on the organisation says of bodies that may not exist, and of members who came and left."""

from __future__ import annotations

import re
from datetime import date

import pytest
from tests.building import dossier, group, period
from tests.systems import reading

from socplan import Approval, Constituency, Dossier, GroupKind, Member, Placement, Report, build_report
from socplan.report import NA, Figure, Paragraph, blocks_of, report_tables


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


# What the sources do not say of bodies and seats


def balance(kind: GroupKind, *members: Member) -> str:
    of = dossier(groups=(group("g", kind=kind, validity=period("2019", None)),), members=members)
    return plain(reading.said(build_report("organisation", of, day=date(2021, 6, 30)), "balance"))


@pytest.mark.parametrize(
    ("kind", "is_lack"),
    [
        (GroupKind.WORKING, True),
        (GroupKind.STEERING, True),
        (GroupKind.ORGANISATIONS, False),
        (GroupKind.COUNCIL, False),
    ],
)
def test_a_side_is_missing_only_in_groups_that_plan_together(kind: GroupKind, is_lack: bool) -> None:
    assert ("chybí zadavatel a uživatel" in balance(kind, STAYS)) is is_lack


def test_a_side_that_is_missing_is_told_with_its_seats() -> None:
    commissioner, user = Constituency.COMMISSIONER, Constituency.USER
    proposed = seat("b", "2020", None, commissioner, approval=Approval.PENDING)
    empty = (seat(f"c{n}", "2020", None, user, vacant=True) for n in range(2))

    assert "g: chybí zadavatel (navržen 1) a uživatel (2 místa neobsazena)" in balance(
        GroupKind.WORKING, STAYS, proposed, *empty
    ).replace("Skupina ", "")


def test_a_seat_in_which_nobody_sits_yet_has_no_term() -> None:
    empty = seat("b", "2020", None, Constituency.USER, vacant=True)
    proposed = seat("c", "2021", None, Constituency.USER, approval=Approval.PENDING)
    of = dossier(groups=(group("g"),), members=(STAYS, empty, proposed))

    for kind, key in (("organisation", "roster_g"), ("plan", "members")):
        (table,) = (table for table in report_tables(build_report(kind, of)) if table.key == key)
        place = [column.key for column in table.columns].index("term")
        terms = [row.cells[place] for row in table.rows if row.key != "body_g"]
        assert [term is NA for term in terms] == [False, True, True], kind


def test_only_a_body_that_was_under_another_one_is_said_to_stand_on_its_own() -> None:
    parent, moved = group("p", validity=period("2018", None)), group("g", validity=period("2018", None))
    new, gone = group("n", validity=period("2021", None)), group("o", validity=period("2018", "2020-12"))
    placed = Placement(group="g", parent="p", validity=period("2018", "2020-12"))
    of = dossier(groups=(parent, moved, new, gone), placements=(placed,))
    report = build_report("organisation", of, day=date(2021, 6, 30), since=date(2020, 6, 30))
    (table,) = (table for table in report_tables(report) if table.key == "changes")
    told = {row.key: (row.cells[2], row.cells[3]) for row in table.rows}

    assert told["g"][1] == "samostatně"
    assert (told["n"], told["o"]) == ((NA, None), (None, NA))


def test_a_single_changed_body_is_named_with_its_change_and_no_word_on_the_others() -> None:
    of = dossier(groups=(group("g", validity=period("2019", None)), group("n", validity=period("2021", None))))
    told = said(build_report("organisation", of, day=date(2021, 6, 30), since=date(2020, 6, 30)))

    assert re.search(r"Od 30\. 6\. 2020 je doložena změna u 1 orgánu nebo skupiny: .*n \(vznik\)\.", told)


@pytest.mark.parametrize(("roots", "is_noted"), [(1, False), (2, True)])
def test_a_chart_with_several_bodies_on_its_first_level_says_what_that_means(roots: int, is_noted: bool) -> None:
    groups = (*(group(f"r{n}") for n in range(roots)), group("g"))
    report = build_report("organisation", dossier(groups=groups, placements=(Placement(group="g", parent="r0"),)))
    (figure,) = (block for block in blocks_of(report.parts[0]) if isinstance(block, Figure))

    assert any("začlenění neuvádějí" in note for note in figure.table.notes) is is_noted
