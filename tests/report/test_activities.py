"""What the report on activities says first: what is when, and what was promised against what was delivered."""

from __future__ import annotations

import re

import attrs
import pytest
from tests.building import day
from tests.systems.reading import column, report_of, row, rows, said

from socplan import PartialDate, build_report
from socplan.report import Paragraph, blocks_of, report_tables, section_tables
from socplan.testing import sample_dossier

UKAZKA = sample_dossier("ukazka")
TOLD = build_report("activities", UKAZKA)


def test_page_one_has_a_calendar_of_events_that_come_again() -> None:
    told = {each["event"]: each for each in rows(TOLD, "calendar")}
    assert "Kalendář akcí po měsících" in said(TOLD, "summary")
    assert told["Jednání řídící skupiny"]["y2023"] == "březen, červen, listopad"
    assert told["Jednání řídící skupiny"]["y2026"] == "duben (má se konat)"
    # What was cancelled is not held; what has no day has no month.
    assert not {"Kulatý stůl s lékaři", "Jednání pracovní skupiny podle potřeby"} & told.keys()


def test_events_of_which_none_comes_again_have_no_calendar() -> None:
    events = tuple(attrs.evolve(each, title=each.id) for each in UKAZKA.events)
    assert "Kalendář akcí po měsících" not in said(
        build_report("activities", attrs.evolve(UKAZKA, events=events)), "summary"
    )


def test_a_calendar_of_many_years_shows_the_last_of_them() -> None:
    event = next(each for each in UKAZKA.events if each.held)
    assert event.held is not None
    old = [
        attrs.evolve(event, id=f"old-{year}", held=attrs.evolve(event.held, year=year)) for year in range(2015, 2023)
    ]
    told = build_report("activities", attrs.evolve(UKAZKA, events=(*UKAZKA.events, *old)))
    assert [key for key in rows(told, "calendar")[0] if key.startswith("y")] == [
        f"y{year}" for year in range(2022, 2027)
    ]
    assert "Akce z let před rokem 2022" in said(told, "summary")


def test_all_projects_promises_stand_in_one_table_with_what_was_delivered() -> None:
    assert column(TOLD, "deliverables", "activity") == ["KA 1"] * 5 + ["KA 2"] * 3
    told = row(TOLD, "deliverables", next(each.id for each in UKAZKA.deliverables if each.title == "Supervize"))
    assert (told["planned"], told["delivered"], told["remaining"]) == (24, 8, 16)


def test_who_came_stands_apart_and_how_many_events_are_silent_in_a_sentence() -> None:
    assert "attendance" not in row(TOLD, "events", "verejne-setkani")
    assert row(TOLD, "attendances", "verejne-setkani")["attendance"] == 64
    assert "U 8 akcí, které proběhly, podklady účast neuvádějí." in said(TOLD, "events")


def test_the_hour_of_an_event_is_told_where_it_is_known() -> None:
    events = tuple(attrs.evolve(each, held_hour=15 if each.held else None) for each in UKAZKA.events)
    told = build_report("activities", attrs.evolve(UKAZKA, events=events))

    assert {*column(told, "events", "held_hour")} == {15, None}
    assert "held_hour" not in rows(TOLD, "events")[0]
    assert "held_hour" not in rows(build_report("process", UKAZKA), "coming")[0]


def test_the_hour_of_what_is_coming_stands_in_the_report_on_the_process() -> None:
    events = tuple(attrs.evolve(each, held_hour=9) for each in UKAZKA.events)
    assert 9 in column(build_report("process", attrs.evolve(UKAZKA, events=events)), "coming", "held_hour")


def test_the_summary_counts_every_event_that_the_table_of_kinds_counts() -> None:
    first = next(block for block in blocks_of(TOLD.parts[0]) if isinstance(block, Paragraph)).text
    counts = [int(count) for count in re.findall(r"(\d+)\sakc", first)]

    assert re.search(r"Zrušena byla 1\sakce\.", first)
    assert sum(counts) == column(TOLD, "kinds", "total")[-1]


# What was planned is not yet so


def test_of_what_nobody_says_to_be_delivered_only_the_plan_is_told() -> None:
    heading = {name: report_of("activities", name).part("promised") for name in ("olomouc", "ukazka")}

    assert {name: part.title.replace("\N{NO-BREAK SPACE}", " ") for name, part in heading.items() if part} == {
        "olomouc": "Plánované výstupy",
        "ukazka": "Co bylo plánováno a co dodáno",
    }
    assert "Zda a co bylo dodáno, podklady neuvádějí." in said(report_of("activities", "olomouc"), "promised")
    assert "podklady neuvádějí" not in said(TOLD, "promised")


@pytest.mark.parametrize(
    ("planned", "issued", "when", "is_out", "heading"),
    [
        ("2026-09", None, "září 2026 (plánováno)", "má vyjít", "Má vyjít:"),
        ("2026-02", False, "únor 2026 (plánováno)", False, "Nevydáno:"),
        ("2026-02", None, "únor 2026 (plánováno)", None, "Zda tato publikace vyšla, podklady neuvádějí:"),
        (None, True, None, True, "Vydáno: 1 katalog."),
    ],
)
def test_the_time_for_which_a_publication_is_planned_is_not_when_it_came_out(
    planned: str | None, issued: bool | None, when: str | None, is_out: object, heading: str
) -> None:
    (old,) = (each for each in UKAZKA.publications if each.edition == "2026")
    one = attrs.evolve(old, planned=day(planned) if planned else None, issued=issued)
    told = build_report("activities", attrs.evolve(UKAZKA, publications=(one,)))

    cells = row(told, "publications", one.id)
    assert (str(cells.get("when") or "").replace("\N{NO-BREAK SPACE}", " ") or None, cells.get("issued")) == (
        when,
        is_out,
    )
    assert heading in said(told, "projects").replace("\N{NO-BREAK SPACE}", " ")


def test_the_calendar_says_which_events_it_leaves_out() -> None:
    (notes,) = (table.notes for table in report_tables(TOLD) if table.key == "calendar")
    kept = tuple(each for each in UKAZKA.events if not each.cancelled and (each.held or each.planned))
    (whole,) = (
        table.notes
        for table in report_tables(build_report("activities", attrs.evolve(UKAZKA, events=kept)))
        if table.key == "calendar"
    )

    assert [note.replace("\N{NO-BREAK SPACE}", " ") for note in notes] == [
        "V kalendáři nejsou: zrušené akce a akce bez data."
    ]
    assert whole == ()


def test_the_sum_of_a_single_known_quantity_is_not_told_again() -> None:
    told = said(TOLD, "projects").replace("\N{NO-BREAK SPACE}", " ")

    assert "Dohromady plánováno: 116 h." in told
    assert "Dohromady plánováno: 1 600 ks" not in told


def test_what_groups_owe_that_nobody_can_count_is_not_the_silence_of_the_sources() -> None:
    told = report_of("activities", "zlin")
    (notes,) = (table.notes for table in report_tables(told) if table.key == "gaps")

    assert row(told, "gaps", "ridici")["owed"] == "nelze určit"
    assert any("pro každou z" in note for note in notes)
    assert not any(
        "pro každou z" in note for table in report_tables(TOLD) if table.key == "gaps" for note in table.notes
    )


def test_a_calendar_longer_than_page_one_stands_with_the_events() -> None:
    first = UKAZKA.events[0]
    many = tuple(
        attrs.evolve(first, id=f"x{title}-{month}", title=f"Setkání {title:02}", held=PartialDate(2025, month))
        for title in range(17)
        for month in (3, 9)
    )
    report = build_report("activities", attrs.evolve(UKAZKA, events=(*UKAZKA.events, *many)))

    (part,) = (part.key for part in report.parts if any(table.key == "calendar" for table in section_tables(part)))
    assert part == "events"
    assert any(table.key == "calendar" for table in section_tables(build_report("activities", UKAZKA).parts[0]))
