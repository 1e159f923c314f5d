"""Each rule finds what it is for, at its place, and nothing in a sound dossier."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal

import attrs
import pytest
from tests.building import SCALE, dossier, figure, goal, group, measure, period, placed, reading, round_of, tally
from tests.checks.catalogue import CATALOGUE
from tests.checks.following import FOLLOWING
from tests.checks.planning import PLANNING
from tests.checks.publishing import PUBLISHING, printed

from socplan import (
    BuildContext,
    Capacity,
    Dossier,
    KeyActivity,
    Level,
    OptionError,
    PartialDate,
    Project,
    RoundScope,
    Status,
    StatusMeaning,
    Territory,
    check,
)
from socplan.checks import Finding, Grade, sentence
from socplan.labels import Wording
from socplan.plugins import Registry, make_manager
from socplan.testing import sample_dossiers

LEVELS = (Level(id="l1", order=1, name="cíl"), Level(id="l2", order=2, name="opatření"))
SOUND = dossier(
    levels=LEVELS,
    groups=(group("a", code="1"), group("b", code="2")),
    placements=(placed("b", "a"),),
    goals=(goal("g1", code="1.1", group="a"), goal("g2", code="1.2", group="b")),
    measures=(measure("m1", "g1"), measure("m2", "g2")),
    readings=(reading("m1", "done"), reading("m2", "ongoing")),
)

SPOILT: dict[str, tuple[Dossier, str]] = {
    "dangling-reference": (
        attrs.evolve(SOUND, measures=(measure("m1", "gone"), SOUND.measures[1])),
        "$.measures[0].goal",
    ),
    "duplicate-key": (attrs.evolve(SOUND, goals=(*SOUND.goals, goal("g1", code="1.3", parent="g2"))), "$.goals[2]"),
    "cycle": (
        attrs.evolve(SOUND, goals=(goal("g1", code="1.1", parent="g2"), goal("g2", code="1.2", parent="g1"))),
        "$.goals[0].parent",
    ),
    "period-reversed": (
        attrs.evolve(SOUND, groups=(group("a", code="1"), group("b", code="2", validity=period("2012", "2011")))),
        "$.groups[1].validity",
    ),
    "tally-owner": (attrs.evolve(SOUND, tallies=(attrs.evolve(tally("a", "done", 1), shared=True),)), "$.tallies[0]"),
    "duplicate-code": (
        attrs.evolve(SOUND, goals=(SOUND.goals[0], goal("g2", code="1.1", group="b"))),
        "$.goals[1].code",
    ),
    "numbering-gap": (
        attrs.evolve(SOUND, goals=(SOUND.goals[0], goal("g2", code="1.4", group="b"))),
        "$.goals[1].code",
    ),
    "code-with-spaces": (
        attrs.evolve(SOUND, goals=(SOUND.goals[0], goal("g2", code="1.2 ", group="b"))),
        "$.goals[1].code",
    ),
    "too-deep": (attrs.evolve(SOUND, goals=(SOUND.goals[0], goal("g2", code="1.2", parent="g1"))), "$.goals[1].parent"),
    "round-outside-plan": (attrs.evolve(SOUND, rounds=(*SOUND.rounds, round_of(2015))), "$.rounds[1].period"),
    "surveyed-too-early": (
        attrs.evolve(SOUND, rounds=(attrs.evolve(round_of(2012), surveyed=PartialDate(2011, 12)),)),
        "$.rounds[0].surveyed",
    ),
    "missing-reading": (attrs.evolve(SOUND, readings=SOUND.readings[:1]), "$.rounds[0]"),
    "reading-without-status": (
        attrs.evolve(SOUND, readings=(SOUND.readings[0], reading("m2", None))),
        "$.readings[1].status",
    ),
    "tally-sum": (
        attrs.evolve(SOUND, readings=(), tallies=(tally("a", None, 2), tally("a", "done", 3))),
        "$.tallies[0].count",
    ),
    "tally-whole": (
        attrs.evolve(
            SOUND, readings=(), tallies=(attrs.evolve(tally(None, "done", 2), shared=False), tally("a", "done", 3))
        ),
        "$.tallies[0].count",
    ),
    "round-covered": (
        attrs.evolve(SOUND, rounds=(attrs.evolve(SOUND.rounds[0], covered=1, covers=RoundScope.STATED),)),
        "$.rounds[0].covered",
    ),
    "tally-against-readings": (attrs.evolve(SOUND, tallies=(tally("b", "done", 1),)), "$.tallies[0].count"),
    "published-goals": (attrs.evolve(SOUND, published=(figure("goals", 3, number=None),)), "$.published[0].value"),
    "published-measures": (attrs.evolve(SOUND, published=(figure("measures", 2, "done"),)), "$.published[0].value"),
    "published-negative": (dossier(published=(figure("measures", -2),)), "$.published[0].value"),
    "published-share": (attrs.evolve(SOUND, published=(figure("share", 40, "done"),)), "$.published[0].value"),
    "published-share-impossible": (
        dossier(published=(figure("measures", 57), figure("share", 3, "done"))),
        "$.published[1].value",
    ),
    "published-share-over": (
        dossier(published=(figure("measures", 57), figure("share", 120, "done"))),
        "$.published[1].value",
    ),
    "published-total-other": (
        dossier(
            statuses=SCALE[:2],
            published=(figure("share", 50, "done"), figure("share", 50, "under_way"), figure("measures", 7)),
        ),
        "$.published[2].value",
    ),
    "fulfilled-meaning": (
        attrs.evolve(
            SOUND, statuses=(*SCALE, Status(id="x", name="Zrušeno", meaning=StatusMeaning.CANCELLED, fulfilled=True))
        ),
        "$.statuses[4].fulfilled",
    ),
    "goal-without-measure": (
        attrs.evolve(SOUND, goals=(*SOUND.goals, goal("g3", code="1.3", group="a"))),
        "$.goals[2]",
    ),
}
SPOILT |= PLANNING | CATALOGUE | FOLLOWING | PUBLISHING
CODES = sorted(code for rule in Registry(*make_manager(installed=False)).checks.values() for code in rule.codes)


def found(of: Dossier, code: str) -> list[Finding]:
    return [finding for finding in check(of) if finding.code == code]


def test_nothing_is_found_in_a_sound_dossier() -> None:
    assert check(SOUND) == ()


@pytest.mark.parametrize("code", CODES)
def test_each_code_is_found_at_its_place(code: str) -> None:
    spoilt, place = SPOILT[code]

    assert place in [finding.place for finding in found(spoilt, code)]


def test_no_check_finds_a_code_that_it_does_not_declare() -> None:
    for spoilt, _ in SPOILT.values():
        for rule in Registry(*make_manager(installed=False)).checks.values():
            assert {finding.code for finding in rule.run(spoilt)} <= set(rule.codes)


@pytest.mark.parametrize("locale", ["cs", "en"])
@pytest.mark.parametrize("code", CODES)
def test_each_finding_can_be_said_in_each_language(code: str, locale: str) -> None:
    (first, *_) = found(SPOILT[code][0], code)
    said = sentence(first, Wording(locale))

    assert "{" not in said
    assert said.endswith(".")
    assert (said == first.message) == (locale == "en")


@pytest.mark.parametrize("code", ["dangling-reference", "duplicate-key", "cycle", "period-reversed", "tally-owner"])
def test_what_cannot_be_computed_with_is_an_error(code: str) -> None:
    assert {finding.grade for finding in found(SPOILT[code][0], code)} == {Grade.ERROR}


def test_errors_come_first_and_notes_last() -> None:
    many = attrs.evolve(
        SPOILT["numbering-gap"][0], measures=(measure("m1", "gone"),), rounds=(round_of(2031),), readings=()
    )

    grades = [finding.grade for finding in check(many)]
    assert grades == sorted(grades, key=list(Grade).index)
    assert set(grades) == set(Grade)


def test_a_cycle_is_named_once_with_its_path() -> None:
    three = dossier(goals=(goal("a", parent="c"), goal("b", parent="a"), goal("c", parent="b"), goal("d", parent="a")))

    (only,) = found(three, "cycle")
    assert only.place == "$.goals[0].parent"
    assert "a → c → b → a" in only.message


def test_a_record_above_itself_is_a_cycle_in_any_table() -> None:
    (only,) = found(dossier(territories=(Territory(id="t", name="Obec", parent="t"),)), "cycle")

    assert "t → t" in only.message


def test_a_gap_names_all_the_numbers_left_out() -> None:
    jump = dossier(goals=(goal("a", code="2.1"), goal("b", code="2.2"), goal("c", code="2.6"), goal("d", code="3.9")))

    (only,) = found(jump, "numbering-gap")
    assert "2.3–2.5" in only.message


def test_figures_that_do_not_follow_are_said_with_both_numbers_and_with_the_rule() -> None:
    olomouc = next(one for one in sample_dossiers() if one.plan.authority == "Olomoucký kraj")
    said = " ".join(sentence(one, Wording("cs")) for one in check(olomouc)).replace("\N{NO-BREAK SPACE}", " ")

    for part in (
        "3 %. Při běžném zaokrouhlení nedává takový podíl z 57 opatření žádný celý počet: počet 1 dává 1,75 %, ",
        "počet 2 dává 3,51 %. Při oříznutí dolů ho dává počet 2.",
        "43 %. Podíl 25 z 57 opatření je 43,86 %; při běžném zaokrouhlení z něj zveřejněné číslo nevychází, ",
        "při oříznutí dolů ano. Rozdíl činí 0,86 procentního bodu.",
        "právě zveřejněný celek (57 opatření)",
        "z celku 58 (2 + 27 + 25 + 4) při",
        "rozdíl činí 1 opatření",
        "celku 57 opatření při oříznutí každého podílu dolů, dávají-li počty ve stavech (2 + 27 + 25 + 4) dohromady 58",
    ):
        assert part in said


def test_the_numbers_of_a_row_are_said_in_the_look_of_the_language() -> None:
    wrong = printed(None, "33.4", "66.6", counts=(1, 2))
    (only,) = found(wrong, "published-row")

    assert "(33.4\N{NO-BREAK SPACE}+\N{NO-BREAK SPACE}66.6)" in only.message
    assert "(33,4\N{NO-BREAK SPACE}+\N{NO-BREAK SPACE}66,6)" in sentence(only, Wording("cs"))


def test_what_the_samples_are_known_for_is_all_that_is_found_in_them() -> None:
    codes = {one.plan.authority: sorted({finding.code for finding in check(one)}) for one in sample_dossiers()}

    assert codes == {
        "Olomoucký kraj": [
            "numbering-gap",
            "published-share-cut",
            "published-share-only-cut",
            "published-total-double",
            "published-total-other",
        ],
        "Město Vzorov (smyšlené)": [
            "allocated-differs",
            "comment-late",
            "cost-without-quantity",
            "missing-reading",
            "need-unanswered",
            "plan-not-three-years",
            "reading-late",
            "requirement-missing",
            "spent-differs",
            "status-meaning-differs",
            "task-late",
            "task-overdue",
        ],
        "Statutární město Zlín": ["meeting-gap"],
        "Moravskoslezský kraj": [],
        "Město Ústí nad Labem": [],
        "Liberecký kraj": [],
    }


def test_a_wrong_declared_number_of_goals_is_found_in_zlin() -> None:
    zlin = next(one for one in sample_dossiers() if one.plan.authority == "Statutární město Zlín")
    fewer = attrs.evolve(
        zlin, goals=zlin.goals[1:], measures=tuple(m for m in zlin.measures if m.goal != zlin.goals[0].id)
    )

    (only,) = found(fewer, "published-goals")
    assert only.facts["published"] == 5
    assert only.facts["listed"] == 4


def test_what_may_bear_the_same_code_is_no_duplicate() -> None:
    rewording = attrs.evolve(
        SOUND, measures=(measure("m1", "g1", code="1"), measure("m1b", "g1", code="1", replaces="m1"))
    )
    projects = tuple(Project(id=f"p{n}", name="Projekt") for n in "ab")
    activities = tuple(KeyActivity(id=f"k{one.id}", project=one.id, code="1", name="KA") for one in projects)

    assert found(rewording, "duplicate-code") == []
    assert found(attrs.evolve(SOUND, projects=projects, activities=activities), "duplicate-code") == []


def test_a_capacity_that_changed_within_the_year_is_known() -> None:
    spoilt, _ = SPOILT["cost-without-quantity"]
    grown = Capacity(service="s", unit="lůžko", quantity=Decimal(4), validity=period("2012-07", None))

    assert found(spoilt, "cost-without-quantity")
    assert found(attrs.evolve(spoilt, capacities=(grown,)), "cost-without-quantity") == []


def test_bodies_above_themselves_for_some_days_only_are_a_cycle() -> None:
    under_a = placed("b", "a", "2009", "2011")
    ring = attrs.evolve(SOUND, placements=(under_a, placed("a", "b", "2011-03-01", None), placed("a", "b", "2014")))
    apart = attrs.evolve(SOUND, placements=(placed("b", "a", "2009", "2010"), placed("a", "b", "2011", None)))

    (only,) = found(ring, "cycle")
    assert only.place == "$.placements[0].parent"
    assert found(apart, "cycle") == []


@pytest.mark.parametrize("code", sorted(SPOILT))
def test_no_report_fails_on_bad_data(code: str) -> None:
    spoilt, _ = SPOILT[code]
    internal = BuildContext(words=Wording("cs"), audience="internal", findings=check(spoilt))
    for kind in Registry(*make_manager(installed=False)).reports.values():
        # As if nobody had checked: errors stop a report before this, but no calculation may fall over them.
        with suppress(OptionError):
            assert kind.build(spoilt, internal, **{option.name: option.default for option in kind.options}).parts


def test_a_group_may_approve_its_own_members() -> None:
    own = dossier(groups=(group("a", members_approved_by="b"), group("b", members_approved_by="b")))

    assert found(own, "cycle") == []
