from __future__ import annotations

import re
import tomllib
from collections import Counter
from decimal import Decimal
from enum import Enum
from importlib import resources

import pytest

from socplan import (
    AmendmentAction,
    AuthorKind,
    Channel,
    CommentCategory,
    Constituency,
    DeadlineRule,
    EventKind,
    GroupKind,
    MeasureKind,
    MemberFunction,
    PartialDate,
    PartRole,
    Period,
    PlanRelation,
    PlanScope,
    PublicationKind,
    ResolutionAct,
    ServiceFamily,
    ServiceForm,
    Settlement,
    StatusMeaning,
    SwotKind,
)
from socplan.calculations import (
    ROLE_TABLES,
    ROUNDINGS,
    Bucket,
    CodeFit,
    EventState,
    NoValue,
    PartState,
    PeriodFit,
    Position,
    Reach,
    RequirementState,
    ResolutionState,
    StructureChangeKind,
    TaskState,
    UnknownBecause,
)
from socplan.errors import SocplanError
from socplan.labels import LOCALES, Labels, Wording, core_labels, hard_spaces, label_faults
from socplan.labels.formats import untypeset
from socplan.plugins import Registry, make_manager

NBSP = "\N{NO-BREAK SPACE}"
CS, EN = (Wording(locale) for locale in LOCALES)


def places(label: object) -> set[str]:
    texts = [label] if isinstance(label, str) else list(label.values())  # type: ignore[attr-defined]
    names = {name for text in texts for name in re.findall(r"{(\w+)(?::\w+)?}", text)}
    # „ze 4“ is a total, too.
    return {"total" if name == "of" else name for name in names}


def test_all_languages_have_the_same_labels_with_the_same_places() -> None:
    cs, en = (core_labels(locale).texts for locale in LOCALES)

    assert set(cs) == set(en)
    assert {key: places(cs[key]) for key in cs} == {key: places(en[key]) for key in cs}


def test_czech_plurals_have_all_their_forms() -> None:
    plurals = {key: set(label) for key, label in core_labels("cs").texts.items() if not isinstance(label, str)}

    assert plurals
    assert all("other" in forms for forms in plurals.values())
    assert all(forms >= {"one", "few"} for forms in plurals.values() if forms & {"one", "few"})


@pytest.mark.parametrize("words", [CS, EN], ids=LOCALES)
@pytest.mark.parametrize(
    ("prefix", "kind"),
    [
        ("group_kind", GroupKind),
        ("function", MemberFunction),
        ("constituency", Constituency),
        ("meaning", StatusMeaning),
        ("bucket", Bucket),
        ("act", ResolutionAct),
        ("resolution_state", ResolutionState),
        ("event_kind", EventKind),
        ("event_state", EventState),
        ("publication_kind", PublicationKind),
        ("task_state", TaskState),
        ("structure_change", StructureChangeKind),
        ("amendment.clause", AmendmentAction),
        ("channel", Channel),
        ("swot", SwotKind),
        ("unknown_because", UnknownBecause),
        ("author_kind", AuthorKind),
        ("comment_category", CommentCategory),
        ("settlement", Settlement),
        ("service_family", ServiceFamily),
        ("service_form", ServiceForm),
        ("measure_kind", MeasureKind),
        ("comment_book.rule", DeadlineRule),
        ("no_value", NoValue),
        ("position", Position),
        ("plan_scope", PlanScope),
        ("plan_relation", PlanRelation),
        ("period_fit", PeriodFit),
        ("code_fit", CodeFit),
        ("alignment.aim", Reach),
        ("alignment.measure", Reach),
        ("part_role", PartRole),
        ("part_state", PartState),
        ("requirement_state", RequirementState),
        ("completeness.count", RequirementState),
    ],
)
def test_every_value_of_an_enumeration_has_its_word(words: Wording, prefix: str, kind: type[Enum]) -> None:
    missing = {member.value for member in kind if not words.has(f"{prefix}.{member.value}")}

    assert not missing


@pytest.mark.parametrize("words", [CS, EN], ids=LOCALES)
def test_parts_with_data_have_a_general_title_and_parts_of_text_alone_bear_their_own(words: Wording) -> None:
    assert {role for role in PartRole if words.has(f"plan.part.{role.value}")} == set(ROLE_TABLES)


@pytest.mark.parametrize("words", [CS, EN], ids=LOCALES)
def test_every_rounding_report_formula_and_finding_has_its_words(words: Wording) -> None:
    registry = Registry(*make_manager(installed=False))

    assert all(words.has(f"rounding.{rule}") for rule in ROUNDINGS)
    assert all(words.has(kind.label) for kind in registry.reports.values())
    assert all(words.has(key) for one in registry.formulas.values() for key in (one.label, one.meaning))
    assert all(words.has(f"completeness.records.{table}") for tables in ROLE_TABLES.values() for table in tables)
    assert all(words.has(f"finding.{code}") for check in registry.checks.values() for code in check.codes)


@pytest.mark.parametrize(
    ("count", "cs", "en"),
    [
        (0, "0 cílů", "0 goals"),
        (1, "1 cíl", "1 goal"),
        (2, "2 cíle", "2 goals"),
        (4, "4 cíle", "4 goals"),
        (5, "5 cílů", "5 goals"),
    ],
)
def test_plurals(count: int, cs: str, en: str) -> None:
    assert CS.text("count.goals", n=count) == cs.replace(" ", NBSP)
    assert EN.text("count.goals", n=count) == en


def test_values_look_as_people_of_the_language_write_them() -> None:
    values = (
        1234567,
        Decimal("1234.50"),
        PartialDate(2025, 12, 8),
        PartialDate(2025, 12),
        PartialDate(2025),
        True,
        None,
    )

    assert [CS.show(value).replace(NBSP, " ") for value in values] == [
        "1 234 567",
        "1 234,50",
        "8. 12. 2025",
        "prosinec 2025",
        "2025",
        "ano",
        "neuvedeno",
    ]
    assert [EN.show(value) for value in values[:2]] == ["1,234,567", "1,234.50"]
    assert CS.percent(Decimal("47.5")) == f"47,5{NBSP}%"
    assert EN.percent(Decimal(47)) == "47%"


def test_numbers_of_any_length_keep_all_their_digits() -> None:
    assert EN.show(Decimal(f"1{'0' * 30}.25")) == f"1{',000' * 10}.25"
    assert EN.show(Decimal("1E+30")) == f"1{',000' * 10}"


def test_periods_bear_an_en_dash() -> None:
    years = Period(PartialDate(2008), PartialDate(2012))
    days = Period(PartialDate(2007, 9, 20), PartialDate(2007, 10, 25))

    assert CS.show(years) == "2008–2012"
    assert CS.show(days).replace(NBSP, " ") == "20. 9. 2007 – 25. 10. 2007"
    assert CS.show(Period(PartialDate(2012), PartialDate(2012))) == "2012"


@pytest.mark.parametrize(
    ("start", "end", "czech", "english"),
    [
        ((2012,), None, "od roku 2012", "from 2012"),
        (None, (2012,), "do roku 2012", "until 2012"),
        ((2025, 4), None, "od dubna 2025", "from April 2025"),
        (None, (2025, 4, 8), "do 8. 4. 2025", "until 8 Apr 2025"),
    ],
)
def test_a_period_with_one_end_says_from_when_or_until_when(
    start: tuple[int, ...] | None, end: tuple[int, ...] | None, czech: str, english: str
) -> None:
    period = Period(PartialDate(*start) if start else None, PartialDate(*end) if end else None)

    assert (CS.show(period).replace(NBSP, " "), EN.show(period).replace(NBSP, " ")) == (czech, english)
    assert CS.show(Period()) == "…–…"


@pytest.mark.parametrize(
    ("plain", "hard"),
    [
        ("v roce", "v~roce"),
        ("a s tím", "a~s~tím"),
        ("rok 2012", "rok 2012"),
        ("5 let", "5~let"),
        ("47 %", "47~%"),
        ("{total} Kč", "{total}~Kč"),
        ("ve škole", "ve škole"),
        ("Kos letí", "Kos letí"),
    ],
)
def test_hard_spaces_stand_where_czech_typography_wants_them(plain: str, hard: str) -> None:
    assert hard_spaces(plain, "cs") == hard.replace("~", NBSP)
    assert hard_spaces(plain, "en") == plain


def test_values_keep_their_spaces() -> None:
    assert CS.text("plan.coded_part", code="A", title="u nás a s vámi").endswith("u nás a s vámi")


def test_items_are_listed_with_and() -> None:
    assert CS.listed(["a"]) == "a"
    assert CS.listed(["a", "b", "c"]).replace(NBSP, " ") == "a, b a c"


def test_what_is_missing_is_said() -> None:
    with pytest.raises(SocplanError, match=r"There are no labels for the locale \"xx\"\. Known: cs, en\."):
        Wording("xx")
    with pytest.raises(SocplanError, match=r'There is no label \"no\.such\" in the locale "cs"'):
        CS.text("no.such")
    with pytest.raises(SocplanError, match=r"The label \"count\.goals\" has plural forms and wants a count n\."):
        CS.text("count.goals")
    with pytest.raises(SocplanError, match=r'The label \"plan\.goal\" in the locale "cs" cannot be filled in'):
        CS.text("plan.goal")


def test_a_plugin_may_bring_a_language() -> None:
    german = Wording(
        "de", [core_labels("cs"), Labels("de", {"plan.name": "Plan", "n": {"one": "{n} Ziel", "other": "{n} Ziele"}})]
    )

    assert german.text("plan.name") == "Plan"
    assert german.text("n", n=3) == "3 Ziele"


def test_each_label_stands_in_one_file() -> None:
    for locale in LOCALES:
        files = (resources.files("socplan.labels") / locale).iterdir()
        keys = Counter(key for file in files for key in tomllib.loads(file.read_text("utf-8")))

        assert [key for key, count in keys.items() if count > 1] == []


@pytest.mark.parametrize(
    ("offered", "fault"),
    [
        ([Labels("cs", {"plan.name": "Jiný"})], 'labels of the locale "cs": "plan.name" stand in the core already'),
        ([Labels("de", {"plan.name": "Plan"})], 'labels of the locale "de": [0-9]+ labels of the core are missing'),
        (
            [Labels("de", {**core_labels("en").texts, "plan.goal": "{wert}"})],
            r'the label "plan.goal" has a place \{wert\}, for which there is no value',
        ),
        (
            [Labels("cs", {"a.b": "1", "a.c": "2"}), Labels("en", {"a.b": "1"})],
            'labels of the locale "en": "a.c" stand in another locale of the plugin and not in this one',
        ),
    ],
)
def test_what_is_wrong_with_the_labels_of_a_plugin_is_said(offered: list[Labels], fault: str) -> None:
    (told,) = label_faults(offered)

    assert re.search(fault, told)


def test_labels_of_a_plugins_own_and_a_whole_language_are_right() -> None:
    assert list(label_faults([Labels("cs", {"a.b": "1"}), Labels("en", {"a.b": "1"})])) == []
    assert list(label_faults([Labels("de", core_labels("en").texts)])) == []


@pytest.mark.parametrize(
    ("n", "total", "cs", "en"),
    [
        (0, 3, "Zatím není hotov žádný ze 3 úkolů.", "None of the 3 tasks is done yet."),
        (0, 1, "Jediný úkol zatím není hotov.", "The only task is not done yet."),
        (1, 1, "Jediný úkol je hotov.", "The only task is done."),
        (1, 4, "Hotov je 1 ze 4 úkolů (x).", "1 of 4 tasks is done (x)."),
        (2, 2, "Hotovy jsou všechny úkoly (2).", "All tasks are done (2)."),
        (4, 8, "Hotovy jsou 4 z 8 úkolů (x).", "4 of 8 tasks are done (x)."),
        (5, 6, "Hotovo je 5 ze 6 úkolů (x).", "5 of 6 tasks are done (x)."),
    ],
)
def test_some_of_a_total_all_of_it_and_none(n: int, total: int, cs: str, en: str) -> None:
    for locale, text in (("cs", cs), ("en", en)):
        made = Wording(locale).text("process.done", n=n, total=total, percent="x")
        assert untypeset(made) == text


@pytest.mark.parametrize(
    ("totals", "preposition"),
    [
        ((2, 3, 4, 6, 7, 14, 16, 17, 40, 46, 60, 75, 100, 150, 400, 600, 7_000), "ze"),
        ((1, 5, 8, 9, 10, 11, 12, 13, 15, 18, 19, 20, 23, 30, 50, 57, 80, 95, 200, 800, 1_000), "z"),
    ],
)
def test_the_preposition_before_a_total_is_the_one_that_is_said(totals: tuple[int, ...], preposition: str) -> None:
    for total in totals:
        made = Wording("cs").text("comment_book.settled", n=total + 1, total=total)
        assert f" {preposition} {total:,} ".replace(",", " ") in untypeset(made), total


@pytest.mark.parametrize(
    ("until", "expected"),
    [
        (PartialDate.parse("2026-04"), "Platnost plánu se prodlužuje do dubna 2026."),
        (PartialDate.parse("2026"), "Platnost plánu se prodlužuje do 2026."),
        (PartialDate.parse("2026-04-08"), "Platnost plánu se prodlužuje do 8. 4. 2026."),
    ],
)
def test_a_month_has_its_case_behind_a_preposition(until: PartialDate, expected: str) -> None:
    assert untypeset(CS.text("amendment.prolonged", until=until)) == expected


@pytest.mark.parametrize(
    ("approved", "expected"),
    [("2026-07", "schválen v červenci 2026"), ("2026", "schválen v roce 2026"), ("2026-07-01", "schválen 1. 7. 2026")],
)
def test_when_something_was_is_said_as_people_say_it(approved: str, expected: str) -> None:
    assert untypeset(CS.text("alignment.approved", date=PartialDate.parse(approved))) == expected


def test_every_date_behind_a_preposition_asks_for_its_case() -> None:
    """The places that hold dates, behind od, do, z, ze; numbers and years have no cases."""
    dates = "day|date|since|until|effective|first_date|end|start|approved|reported|received|submitted|finished"
    texts = [
        (key, text)
        for key, label in core_labels("cs").texts.items()
        for text in ([label] if isinstance(label, str) else label.values())
    ]

    assert not [key for key, text in texts if re.search(rf"\b(?:od|do|z|ze) {{(?:{dates})}}", text, re.IGNORECASE)]
