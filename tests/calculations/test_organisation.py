from __future__ import annotations

from datetime import date

import attrs
import pytest
from tests.building import day, dossier, event, group, member, period, placed, resolution

from socplan import (
    Approval,
    ConditionProof,
    Constituency,
    Dossier,
    GroupKind,
    GroupText,
    GroupTextKind,
    Member,
    MemberFunction,
    MembershipCondition,
    Organisation,
    PartialDate,
    Project,
    Quota,
    Territory,
    check,
)
from socplan.calculations import (
    StructureChangeKind,
    abbreviations,
    balance,
    bodies_in_order,
    eligibility,
    known_day,
    members_at,
    organisations_without_team,
    quota_results,
    renewals,
    sectors,
    structure_at,
    structure_changes,
    undocumented,
    vacancies,
)

USER, PROVIDER, COMMISSIONER = Constituency.USER, Constituency.PROVIDER, Constituency.COMMISSIONER
BEFORE, AFTER = date(2009, 6, 1), date(2012, 6, 1)
#: A council that stays; a group that moves under another, is renamed and changes; one that comes, one that goes.
MOVED = dossier(
    groups=(
        group("rada", kind=GroupKind.COUNCIL),
        group("ridici", kind=GroupKind.STEERING, validity=period("2010", None), founded_by="u1"),
        group("deti", name="Děti a rodiny", mandate="radí"),
        group("stara", validity=period(None, "2010"), dissolved_by="u2"),
    ),
    group_texts=(
        GroupText(group="deti", kind=GroupTextKind.NAME, text="Děti", validity=period(None, "2010")),
        GroupText(
            group="deti", kind=GroupTextKind.MANDATE, text="rozhoduje", validity=period("2011", None), resolution="u2"
        ),
    ),
    placements=(placed("deti", "rada", None, "2010"), placed("deti", "ridici", "2011", None, resolution="u1")),
    members=(member("x", "deti", None, "2010"), member("y", "deti", "2011", None, resolution="u2")),
    resolutions=(resolution("u1", "rada", "2010-01-01"), resolution("u2", "rada", "2010-12-01")),
)


def tree(of: Dossier, on: date | None) -> list[tuple[str, int]]:
    return [(body.group, depth) for body, depth in bodies_in_order(of, structure_at(of, on))]


def test_the_tree_is_that_of_the_day() -> None:
    assert tree(MOVED, BEFORE) == [("rada", 0), ("deti", 1), ("stara", 0)]
    assert tree(MOVED, AFTER) == [("rada", 0), ("ridici", 0), ("deti", 1)]


def test_names_and_mandates_are_those_of_the_day() -> None:
    old, new = (structure_at(MOVED, on).body("deti") for on in (BEFORE, AFTER))

    assert old is not None
    assert (old.name, old.mandate) == ("Děti", "radí")
    assert new is not None
    assert (new.name, new.mandate) == ("Děti a rodiny", "rozhoduje")


def test_changes_are_named_with_the_resolutions_that_made_them() -> None:
    said = [(one.group, one.kind, [r.id for r in one.resolutions]) for one in structure_changes(MOVED, BEFORE, AFTER)]

    kinds = StructureChangeKind
    assert sorted(said, key=str) == sorted(
        [
            ("deti", kinds.MOVED, ["u1"]),
            ("deti", kinds.RENAMED, []),
            ("deti", kinds.MANDATE, ["u2"]),
            ("deti", kinds.COMPOSITION, ["u2"]),
            ("ridici", kinds.FOUNDED, ["u1"]),
            ("stara", kinds.DISSOLVED, ["u2"]),
        ],
        key=str,
    )


def test_where_a_partial_date_leaves_it_open_the_later_placement_counts() -> None:
    both = dossier(
        groups=(group("a"), group("b"), group("c")),
        placements=(placed("c", "a", "2008", "2011"), placed("c", "b", "2011", None)),
    )

    assert [structure_at(both, date(year, 6, 1)).body("c").parent for year in (2010, 2011)] == ["a", "b"]  # type: ignore[union-attr]


def test_a_parent_that_is_not_there_is_no_parent() -> None:
    gone = dossier(groups=(group("a", validity=period(None, "2009")), group("b")), placements=(placed("b", "a"),))

    assert tree(gone, AFTER) == [("b", 0)]


def test_a_cycle_of_bodies_stands_at_the_top_once() -> None:
    ring = dossier(groups=(group("a"), group("b"), group("c")), placements=(placed("a", "b"), placed("b", "a")))

    assert tree(ring, None) == [("c", 0), ("a", 0), ("b", 1)]


def test_a_body_may_bear_several_abbreviations() -> None:
    short = GroupTextKind.ABBREVIATION
    texts = (
        GroupText(group="a", kind=short, text="KÚ LK"),
        GroupText(group="a", kind=short, text="KÚLK"),
        GroupText(group="a", kind=short, text="OÚ", validity=period(None, "2000")),
    )

    assert abbreviations(dossier(groups=(group("a"),), group_texts=texts), "a", AFTER) == ("KÚ LK", "KÚLK")


def test_the_day_a_dossier_speaks_of_is_the_one_it_was_prepared_on_or_the_latest_it_knows() -> None:
    assert known_day(MOVED) == date(2012, 1, 1)
    prepared = attrs.evolve(MOVED, plan=attrs.evolve(MOVED.plan, prepared=PartialDate(2013, 2)))
    assert known_day(prepared) == date(2013, 2, 28)
    assert known_day(dossier()) is None


# Members


def test_functions_come_first_in_a_roster() -> None:
    lead = member("b", "a", function=MemberFunction.LEAD)

    assert members_at(dossier(groups=(group("a"),), members=(member("a1", "a"), lead)), "a", None)[0] == lead


def test_balance_counts_those_who_sit() -> None:
    seats = (
        member("m1", "a", constituency=USER),
        member("m2", "a", constituency=PROVIDER),
        member("m3", "a", constituency=COMMISSIONER, vacant=True),
        member("m4", "a", constituency=COMMISSIONER, substitute_for="m1"),
        member("m5", "a", constituency=COMMISSIONER, approval=Approval.PENDING),
    )
    (row,) = balance(dossier(groups=(group("a"), group("b")), members=seats), None)

    assert (row.counts[USER], row.counts[PROVIDER], row.counts[COMMISSIONER], row.total) == (1, 1, 0, 2)
    assert row.missing == (COMMISSIONER,)


def test_a_member_of_unknown_constituency_may_be_the_missing_one() -> None:
    (row,) = balance(dossier(groups=(group("a"),), members=(member("m", "a"),)), None)

    assert (row.unknown, row.missing) == (1, None)


def test_of_a_triad_without_members_it_is_not_known_who_is_missing() -> None:
    (row,) = balance(dossier(groups=(group("t", kind=GroupKind.TRIAD),)), None)

    assert (row.total, row.missing) == (0, None)


def test_sectors_are_counted_with_the_unknown_last() -> None:
    pending = member("m4", "a", sector="zdravotnictví", approval=Approval.PENDING)
    seats = (member("m1", "a", sector="školství"), member("m2", "a"), member("m3", "a", sector="školství"), pending)
    counts = sectors(dossier(groups=(group("a"),), members=seats), "a", None)

    assert [(one.sector, one.sitting, one.proposed) for one in counts] == [
        ("školství", 2, 0),
        ("zdravotnictví", 0, 1),
        (None, 1, 0),
    ]


@pytest.mark.parametrize(("on", "payable"), [(date(2009, 1, 1), False), (date(2010, 1, 1), True), (None, None)])
def test_a_post_paid_from_a_project_waits_for_it(on: date | None, payable: bool | None) -> None:
    waiting = dossier(
        groups=(group("a"),),
        projects=(Project(id="ip2", name="IP2", period=period("2009-06", None)),),
        members=(member("m", "a", vacant=True, paid_from="ip2"),),
    )

    assert [one.payable for one in vacancies(waiting, on)] == [payable]


# Rules

DISTRICT = Territory(id="okres", name="Bývalý okres")


def quota_of(*seats: object, **values: object) -> tuple[int, int, int, int]:
    ruled = dossier(
        groups=(group("a"),),
        territories=(DISTRICT, attrs.evolve(DISTRICT, id="jiny")),
        quotas=(Quota(group="a", territory="okres", **values),),  # type: ignore[arg-type]
        members=seats,
    )
    (result,) = quota_results(ruled, None)
    return result.filled, result.unknown, result.missing, result.surplus


def test_a_quota_says_how_many_are_missing_and_how_many_too_many() -> None:
    two = (member("m1", "a", territory="okres"), member("m2", "a", territory="okres"))
    others = (member("m3", "a", territory="jiny"), member("m4", "a"))

    assert quota_of(*two, *others, least=2, most=2) == (2, 1, 0, 0)
    assert quota_of(*two, least=3) == (2, 0, 1, 0)
    assert quota_of(*two, most=1) == (2, 0, 0, 1)


@pytest.mark.parametrize(
    ("bounds", "seats", "kept"),
    [
        ({"least": 1}, [member("a1", "a", territory="okres")], True),
        ({"least": 1}, [member("a1", "a", territory="jiny")], False),
        ({"least": 1}, [member("a1", "a")], None),
        ({"most": 1}, [member("a1", "a", territory="okres"), member("a2", "a")], None),
        ({"most": 0}, [member("a1", "a", territory="okres")], False),
    ],
)
def test_whether_a_rule_is_kept_may_hang_on_the_unknown(
    bounds: dict[str, int], seats: list[Member], kept: bool | None
) -> None:
    ruled = dossier(
        groups=(group("a"),),
        territories=(DISTRICT, attrs.evolve(DISTRICT, id="jiny")),
        quotas=(Quota(group="a", territory="okres", least=bounds.get("least"), most=bounds.get("most")),),
        members=tuple(seats),
    )

    assert [result.kept for result in quota_results(ruled, None)] == [kept]


def test_who_leaves_is_not_sent_away_by_the_resolution_that_appointed_him() -> None:
    left = dossier(
        groups=(group("a"), group("rada")),
        resolutions=(resolution("u", "rada", "2008-01-10"),),
        members=(member("x", "a", "2008-01", "2012-03", resolution="u"), member("y", "a")),
    )

    (only,) = structure_changes(left, date(2011, 12, 31), date(2012, 12, 31))
    assert (only.kind, only.resolutions) == (StructureChangeKind.COMPOSITION, ())


def test_a_seat_in_a_body_that_is_gone_is_not_vacant() -> None:
    gone = dossier(groups=(group("a", validity=period(None, "2010")),), members=(member("m", "a", vacant=True),))

    assert vacancies(gone, AFTER) == ()


def test_a_group_that_lists_nobody_is_not_judged() -> None:
    assert quota_results(dossier(groups=(group("a"),), quotas=(Quota(group="a", least=2),)), None) == ()


@pytest.mark.parametrize(
    ("met", "eligible"), [((True, True), True), ((True, None), None), ((None, False), False), ((True, False), False)]
)
def test_eligible_is_who_meets_all_conditions(met: tuple[bool | None, bool | None], eligible: bool | None) -> None:
    ruled = dossier(
        groups=(group("a"),),
        organisations=(Organisation(id="o", name="Domov"), Organisation(id="p", name="Jiný")),
        conditions=tuple(MembershipCondition(id=f"c{n}", group="a", text="x", order=n) for n in range(2)),
        proofs=tuple(ConditionProof(condition=f"c{n}", organisation="o", met=one) for n, one in enumerate(met)),
    )

    (row,) = eligibility(ruled, "a")
    assert (row.organisation.id, row.eligible) == ("o", eligible)


@pytest.mark.parametrize(("on", "overdue"), [(date(2013, 1, 31), False), (date(2013, 2, 1), True), (None, None)])
def test_a_composition_not_gone_over_in_a_year_is_overdue(on: date | None, overdue: bool | None) -> None:
    ruled = dossier(
        groups=(group("a", renewed_every=12), group("rada")),
        members=(member("m", "a", "2011", "2012-06"), member("n", "a", "2011", resolution="u")),
        resolutions=(
            resolution("u", "rada", "2012-01", reviews_members=True),
            resolution("v", "rada", "2012-02", reviews_members=True, group="a", adopted=False),
            resolution("w", "rada", "2012-03", group="a"),
        ),
        events=(event("e", held="2011-12", group="a", reviews_members=True), event("f", held="2012-04", group="a")),
    )

    (one,) = renewals(ruled, on)
    assert (one.last, one.due, one.overdue) == (day("2012-01"), date(2013, 1, 31), overdue)


def test_terms_of_members_are_no_review_of_the_membership() -> None:
    (one,) = renewals(dossier(groups=(group("a", renewed_every=12),), members=(member("m", "a", "2011"),)), AFTER)

    assert (one.last, one.due, one.overdue) == (None, None, None)


def test_without_any_date_nobody_knows_when_a_composition_changed() -> None:
    (one,) = renewals(dossier(groups=(group("a", renewed_every=12),), members=(member("m", "a"),)), AFTER)

    assert (one.last, one.due, one.overdue) == (None, None, None)


def test_organisations_without_a_team_are_named() -> None:
    team = group("mtt", kind=GroupKind.MULTIDISCIPLINARY, organisation="o")
    owes = GroupKind.MULTIDISCIPLINARY
    organisations = (
        Organisation(id="o", name="Má", owes_team=owes),
        Organisation(id="p", name="Nemá", owes_team=owes),
        Organisation(id="q", name="Nemusí mít"),
    )
    teams = dossier(organisations=organisations, groups=(team,))

    assert [one.name for one in organisations_without_team(teams, owes, None)] == ["Nemá"]


def test_one_rule_holds_for_each_area_below_another() -> None:
    areas = (Territory(id="kraj", name="Kraj"), *(Territory(id=one, name=one.upper(), parent="kraj") for one in "bc"))
    ruled = dossier(
        groups=(group("a"),),
        territories=areas,
        quotas=(Quota(group="a", each_of="kraj", least=2, most=2),),
        members=tuple(member(f"m{number}", "a", territory="b") for number in range(3)),
    )
    results = quota_results(ruled, None)

    assert [(one.territory, one.filled, one.missing, one.surplus) for one in results] == [
        ("b", 3, 0, 1),
        ("c", 0, 2, 0),
    ]
    messages = [one.message for one in check(ruled) if one.code.startswith("quota")]
    assert ["area B;" in one or "area C;" in one for one in messages] == [True, True]


def test_members_of_unknown_number_are_not_counted() -> None:
    some = member("m1", "a", uncounted=True, constituency=Constituency.USER, sector="školství")
    one = member("m2", "a", constituency=Constituency.PROVIDER, sector="zdravotnictví")
    known = dossier(groups=(group("a"),), members=(some, one))

    (row,) = balance(known, None)
    assert (row.counts[Constituency.USER], row.counts[Constituency.PROVIDER], row.total) == (None, 1, None)
    assert row.missing == (Constituency.COMMISSIONER,)
    assert [(one.sector, one.sitting) for one in sectors(known, "a", None)] == [
        ("školství", None),
        ("zdravotnictví", 1),
    ]


@pytest.mark.parametrize(
    ("bounds", "kept"), [((1, None), True), ((2, None), None), ((None, 3), None), ((None, 0), False)]
)
def test_members_of_unknown_number_are_at_least_one(bounds: tuple[int | None, int | None], kept: bool | None) -> None:
    ruled = dossier(
        groups=(group("a"),),
        quotas=(Quota(group="a", least=bounds[0], most=bounds[1]),),
        members=(member("m1", "a", uncounted=True),),
    )

    assert [result.kept for result in quota_results(ruled, None)] == [kept]


@pytest.mark.parametrize(
    ("when", "unsure"),
    [("2005-05-17", {"komise", "rada", "skupina"}), ("2005-05-18", {"rada", "skupina"}), ("2005-08-08", {"skupina"})],
)
def test_a_body_without_a_beginning_is_shown_by_what_it_does(when: str, unsure: set[str]) -> None:
    decided = dossier(
        groups=(group("komise"), group("rada"), group("skupina"), group("nova", validity=period("2005-01", None))),
        resolutions=(resolution("r", "komise", "2005-05-18"), resolution("u", "rada", "2005-08-08", after="r")),
        events=(event("e", held="2006-01", group="skupina"),),
    )

    assert undocumented(decided, date.fromisoformat(when)) == unsure
    assert undocumented(decided, date(2006, 2, 1)) == undocumented(decided, None) == frozenset()
