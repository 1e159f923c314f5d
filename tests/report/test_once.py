"""What a document says stands in it once, and only where its readers need it."""

from __future__ import annotations

import attrs
import pytest
from tests.building import day, dossier, group, measure, member, task
from tests.systems.reading import keys, report_of, rows, said

from socplan import Event, EventKind, Goal, Level, PartialDate, Period, Report, Territory, build_report
from socplan.report import report_tables
from socplan.testing import sample_dossier

UKAZKA = sample_dossier("ukazka")


def text(report: Report, part: str | None = None) -> str:
    return said(report, part).replace("\N{NO-BREAK SPACE}", " ")


def notes_of(report: Report, key: str) -> str:
    (found,) = (table.notes for table in report_tables(report) if table.key == key)
    return " ".join(found).replace("\N{NO-BREAK SPACE}", " ")


# Notes on rounding


@pytest.mark.parametrize(
    ("counts", "rounded", "several"),
    [
        ((96, 88, 36), False, False),  # 44 + 40 + 16
        ((110, 110), False, False),
        ((74, 73, 73), False, False),  # 34 + 33 + 33
        ((73, 73, 73, 1), True, False),  # 33 + 33 + 33 + 0
        ((96, 88, 40), False, True),
        ((96, 88), False, False),
    ],
)
def test_shares_of_answers_explain_their_rounding_where_they_do_not_make_the_whole(
    counts: tuple[int, ...], rounded: bool, several: bool
) -> None:
    first = UKAZKA.survey_results[0]
    results = tuple(
        attrs.evolve(first, id=f"o{place}", answer=f"Odpověď {place}", count=count, order=place)
        for place, count in enumerate(counts)
    )
    told = text(build_report("needs", attrs.evolve(UKAZKA, survey_results=results)))

    assert ("dohromady proto mohou dát třeba" in told) is rounded
    assert ("odpovědět se dalo vícekrát" in told) is several
    assert "Podíly jsou z použitých dotazníků (220)" in told


def test_a_share_of_tasks_has_the_notes_that_it_needs() -> None:
    plan = attrs.evolve(dossier().plan, prepared=day("2012-06-30"))
    done, missed = task("a", "2012-01", "2012-02", done=True), task("b", "2012-01", "2012-02", done=False)
    silent, ahead = task("c", "2012-01", "2012-02"), task("d", "2012-09", "2012-12")

    def told(*tasks: object) -> tuple[bool, bool]:
        said_of_it = text(build_report("process", dossier(plan=plan, tasks=tasks)), "summary")
        return "zaokrouhleny" in said_of_it, "o němž není zpráva" in said_of_it

    assert told(done, missed) == (False, False)
    assert told(done, silent) == (False, True)
    assert told(done, ahead) == (False, False)
    assert told(done, missed, ahead) == (True, False)


# The comparison of services, other plans


def test_the_comparison_tells_its_rounding_once_and_boasts_of_no_place_that_is_always_taken() -> None:
    told = text(report_of("benchmark", "ukazka"))

    assert told.count("zaokrouhleny na haléře") == 1
    assert "Nad horním kvartilem je aspoň v jednom" not in told
    assert "nad horním kvartilem" in told


def test_why_a_plan_is_not_among_those_linked_is_said_in_its_section() -> None:
    told = report_of("alignment", "ukazka")

    assert notes_of(told, "upward") == ""
    assert text(told).count("Cíle a opatření jiného plánu podklady neuvádějí.") == 1


# Bodies and groups


@pytest.mark.parametrize(
    ("silent", "sentence"),
    [
        (1, "Složení podklady neuvádějí u těchto orgánů a skupin: Skupina s0."),
        (2, "Složení podklady neuvádějí u těchto orgánů a skupin: Skupina s0 a Skupina s1."),
        (5, "U 5 ostatních orgánů a skupin složení podklady neuvádějí."),
    ],
)
def test_many_bodies_without_known_members_are_not_listed_a_second_time(silent: int, sentence: str) -> None:
    plan = attrs.evolve(dossier().plan, prepared=day("2012-12-31"))
    told = build_report(
        "organisation",
        dossier(
            plan=plan,
            groups=tuple(map(group, ("a", *(f"s{place}" for place in range(silent))))),
            members=(member("m", "a", "2010", None, organisation="Charita"),),
        ),
    )

    assert sentence in text(told, "rosters")
    assert text(told).count("Skupina s0") == (2 if silent <= 3 else 1)


def test_groups_of_which_only_the_sides_are_known_stand_in_the_table_of_sides() -> None:
    told = report_of("organisation", "usti")
    names = {one["group"] for one in rows(told, "represented")}

    assert len(names) == 8
    # The table says all; a part on members, of whom none is known, would say it again.
    assert all(part.key != "rosters" for part in told.parts)
    assert "U 13 ostatních orgánů a skupin složení podklady neuvádějí." in text(told, "balance")


def test_a_change_of_members_names_those_who_come_and_those_who_are_proposed() -> None:
    (told,) = (
        one for one in rows(report_of("organisation", "ukazka"), "changes") if str(one["body"]).startswith("PS 2")
    )

    assert told["before"] == "3 členové"
    assert told["after"] == "4 členové; nově: člen (poskytovatel, zdravotnictví); návrh: člen (zadavatel)"
    assert told["resolution"] == "14/2025 V.; bez čísla, předloženo 20. 3. 2026"


@pytest.mark.parametrize(("more", "cell"), [(1, "2 členové; nově: člen"), (5, "6 členů")])
def test_many_new_members_of_a_body_are_a_number(more: int, cell: str) -> None:
    plan = attrs.evolve(dossier().plan, prepared=day("2012-12-31"))
    members = (member("m", "a", "2010", None), *(member(f"n{place}", "a", "2012-06", None) for place in range(more)))
    told = build_report("organisation", dossier(plan=plan, groups=(group("a"),), members=members))

    ((before, after),) = ((one["before"], one["after"]) for one in rows(told, "changes"))
    assert before == "1 člen"
    assert after == cell


# Events and projects


@pytest.mark.parametrize(
    ("kinds", "listed"),
    [
        ("", False),
        ("M", False),
        ("MMMM", False),  # Few enough to count.
        ("MMMMM", False),  # Of one kind.
        ("MWSCR", False),  # One of each.
        ("MMWSC", True),
    ],
)
def test_events_are_counted_by_kind_where_the_list_does_not_show_it(kinds: str, listed: bool) -> None:
    names = {kind.name[0]: kind for kind in (EventKind.MEETING, EventKind.WORKSHOP, EventKind.SEMINAR)}
    names |= {"C": EventKind.CONFERENCE, "R": EventKind.ROUND_TABLE}
    events = tuple(
        Event(id=f"e{place}", title="Akce", kind=names[kind], held=PartialDate(2012, place + 1))
        for place, kind in enumerate(kinds)
    )
    plan = attrs.evolve(dossier().plan, prepared=day("2012-12-31"))
    of = dossier(plan=plan, events=events)

    assert ("kinds" in keys(build_report("activities", of))) is listed
    # What the document says first, the plan says too.
    assert ("activities" in keys(build_report("plan", of))) is bool(kinds)


def test_what_the_foot_of_each_page_says_is_not_on_the_card_of_a_running_project() -> None:
    (project,) = sample_dossier("zlin").projects
    over = attrs.evolve(sample_dossier("zlin"), projects=(attrs.evolve(project, period=Period.of_year(2005)),))
    unknown = attrs.evolve(over, projects=(attrs.evolve(project, period=Period()),))

    assert project.publicity in report_of("activities", "zlin").footer
    assert "Povinná publicita" not in text(report_of("activities", "zlin"))
    assert all("Povinná publicita" in text(build_report("activities", each)) for each in (over, unknown))


def test_who_holds_an_event_is_not_stated_in_the_calendar_as_in_the_list() -> None:
    (told,) = (one for one in rows(report_of("activities", "ukazka"), "calendar") if "vedoucích" in str(one["event"]))

    assert told["group"] is None


# The plan, comments, rules


@pytest.mark.parametrize("parts", [0, 1, 2, 5, 12, 13])
def test_the_parts_of_a_territory_are_a_sentence_while_they_are_few(parts: int) -> None:
    places = (
        Territory(id="kraj", name="Kraj"),
        *(Territory(id=f"p{place}", name=f"Obec {place}", parent="kraj") for place in range(parts)),
    )
    told = build_report("plan", dossier(plan=attrs.evolve(dossier().plan, territory="kraj"), territories=places))
    sentence = "Území: Kraj; jeho části podle podkladů: Obec 0"

    assert (sentence in text(told)) is (0 < parts <= 12)
    assert ("territories" in keys(told)) is (parts > 12)
    assert all(f"Obec {place}" in text(told) for place in range(parts))


def test_a_territory_within_others_keeps_its_table() -> None:
    places = (
        Territory(id="kraj", name="Kraj"),
        Territory(id="okres", name="Okres", parent="kraj"),
        Territory(id="obec", name="Obec", parent="okres"),
    )
    for own in ("kraj", "okres"):
        told = build_report("plan", dossier(plan=attrs.evolve(dossier().plan, territory=own), territories=places))
        assert {one["territory"] for one in rows(told, "territories")} >= {"Okres", "Obec"}


@pytest.mark.parametrize("end", [True, False])
def test_which_comments_were_late_is_asked_only_where_there_are_comments(end: bool) -> None:
    (first, *_) = UKAZKA.consultations
    window = first.window if end else Period(first.window.start, None)
    open_ = attrs.evolve(UKAZKA, consultations=(attrs.evolve(first, rule=None, window=window),))
    without = attrs.evolve(open_, comments=())
    unknown = "rozhoduje doručení, nebo odeslání, podklady neuvádějí" if end else "přijímaly, podklady neuvádějí"

    for of, asked in ((open_, True), (without, False)):
        told = text(build_report("comment-book", of), "rules")
        assert unknown in told
        assert ("proto nelze říci" in told) is asked


def test_rules_do_not_repeat_a_note_and_name_their_sources_together() -> None:
    told = text(report_of("organisation", "ukazka"))

    assert told.count("Nepočítají se neobsazená místa") == 1
    assert "Zdroj údajů: Jednací řád řídící skupiny, čl. 2; Jednací řád pracovních skupin, čl. 3" in told


@pytest.mark.parametrize(("kind", "key"), [("plan", "members"), ("organisation", "pending")])
def test_a_column_with_sectors_says_so_at_its_head(kind: str, key: str) -> None:
    (table,) = (table for table in report_tables(report_of(kind, "msk")) if table.key == key)

    assert {column.key: column.label for column in table.columns}["organisation"] == "Organizace, obor"
    assert any("školství" in str(one["organisation"]) for one in table.records())


@pytest.mark.parametrize(
    ("title", "heading"),
    [
        ("Vize a principy", "Vize a principy"),
        ("vize", "vize"),
        ("Vizerunek", "Vize – Vizerunek"),
        ("Lidé žijí doma", "Vize – Lidé žijí doma"),
    ],
)
def test_the_name_of_a_level_is_not_told_twice(title: str, heading: str) -> None:
    levels = tuple(
        Level(id=f"l{place}", order=place, name=name) for place, name in enumerate(("vize", "cíl", "opatření"))
    )
    goals = (Goal(id="v", title=title), Goal(id="c", title="Cíl", parent="v"))
    of = dossier(levels=levels, goals=goals, measures=(measure("m", "c", text="Podrobněji."),))

    assert f"\n{heading}\n" in text(build_report("plan", of)) + "\n"


def test_what_the_first_page_says_is_not_said_again_above_its_table() -> None:
    told = text(report_of("plan", "olomouc"))
    sentence = "Zveřejněná zpráva za rok 2012 uvádí 57 opatření"

    assert told.count(sentence) == 1
    assert sentence in text(report_of("plan", "olomouc"), "summary")
    assert "fulfilment" in keys(report_of("plan", "olomouc"))


def test_the_period_before_and_after_an_amendment_stands_in_the_title_block_of_the_one_that_prolongs_the_plan() -> None:
    (first,) = UKAZKA.amendments
    later = attrs.evolve(
        first, id="dodatek-2", code="Dodatek č. 2", effective=day("2026-03-01"), prolongs_until=day("2029")
    )
    told = report_of("amendment", "ukazka")
    former = build_report("amendment", attrs.evolve(UKAZKA, amendments=(first, later)), amendment=first.id)

    assert "prodlouženo do 2028" in text(told)
    assert "Období plánu: dříve" not in text(told)
    assert "Období plánu: dříve 2024–2027, nově 2024–2028." in text(former, "effect")
