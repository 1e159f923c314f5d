"""What a report on the process says of tasks that are overdue."""

from __future__ import annotations

from datetime import date

import attrs
import pytest
from tests.building import day, dossier, group, resolution, task
from tests.systems.reading import column, said

from socplan import Event, EventKind, PartialDate, Period, Report, Step, build_report
from socplan.labels.formats import untypeset
from socplan.report import NA, Figure, FigureKind, Paragraph, blocks_of, report_tables
from socplan.testing import sample_dossier

UKAZKA = sample_dossier("ukazka")


def lead(report: Report) -> str:
    first = next(block for block in blocks_of(report.parts[0]) if isinstance(block, Paragraph))
    return first.text.replace("\N{NO-BREAK SPACE}", " ")


def process(**tables: object) -> Report:
    plan = attrs.evolve(dossier().plan, prepared=day("2012-06-30"))
    return build_report("process", dossier(plan=plan, **tables))


def test_without_an_overdue_task_there_is_no_part_that_says_data_are_missing() -> None:
    report = build_report("process", UKAZKA, audience="internal", day=date(2025, 1, 1))

    assert report.part("steps") is not None
    assert report.part("overdue") is None


@pytest.mark.parametrize("dated", [True, False])
def test_an_event_of_history_is_told_also_where_nobody_knows_when(dated: bool) -> None:
    event = Event(id="h", title="První plán", kind=EventKind.HISTORY, held=PartialDate.parse("2003") if dated else None)
    report = build_report("process", attrs.evolve(UKAZKA, events=(*UKAZKA.events, event)))

    (table,) = (table for table in report_tables(report) if table.key == "history")
    assert [row["event"] for row in table.records()] == ["První plán"]


def test_without_events_of_history_the_internal_version_denies_these_alone() -> None:
    told = build_report("process", UKAZKA, audience="internal").part("history")

    assert told is not None
    assert [block.text for block in told.blocks if isinstance(block, Paragraph)] == [
        "Události z\N{NO-BREAK SPACE}historie plánování podklady zvlášť neuvádějí."
    ]
    assert build_report("process", UKAZKA).part("history") is None


@pytest.mark.parametrize("many", [1, 4])
def test_overdue_tasks_are_counted_and_one_is_named_but_several_are_listed(many: int) -> None:
    late = next(task for task in UKAZKA.tasks if task.done is False and task.term.end)
    tasks = tuple(attrs.evolve(late, id=f"t{number}", title=f"Úkol {number}") for number in range(many))
    report = build_report("process", attrs.evolve(UKAZKA, tasks=tasks), day=date(2030, 1, 1))
    listed = [len(table.rows) for table in report_tables(report) if table.key == "overdue"]

    assert listed == ([] if many == 1 else [many])
    assert ("Po termínu je 1 úkol: Úkol 0." in lead(report)) is (many == 1)
    assert ("Úkol 0" in lead(report)) is (many == 1)


ZLIN = sample_dossier("zlin")


def figure(report: Report) -> Figure:
    (found,) = (block for part in report.parts for block in blocks_of(part) if isinstance(block, Figure))
    return found


def test_without_steps_the_timetable_lists_the_tasks_and_no_second_table_does() -> None:
    report = build_report("process", ZLIN)
    tables = {table.key: table.records() for table in report_tables(report)}

    assert {f"task-{task.id}" for task in ZLIN.tasks} <= {row["row_key"] for row in tables["timetable"]}
    # Only what the timetable does not say is said further on.
    (further,) = tables["other_tasks"]
    assert {*further} - {"row_key", "row_role"} == {"task", "responsible_office", "note"}
    # The dates stand in the table, so the drawing does not stand alone; in the plan it does.
    assert not figure(report).alone
    (drawn,) = (
        block
        for part in build_report("plan", ZLIN).parts
        for block in blocks_of(part)
        if isinstance(block, Figure) and block.kind is FigureKind.TIMELINE
    )
    assert drawn.alone


def test_tasks_of_which_the_timetable_says_all_have_no_part_and_are_not_said_to_lack_data() -> None:
    bare = tuple(attrs.evolve(task, responsible=None, group=None, note=None) for task in ZLIN.tasks)
    report = build_report("process", attrs.evolve(ZLIN, tasks=bare), audience="internal")

    assert report.part("steps") is None
    lacking = report.part("no_data")
    assert lacking is None or "Kroky" not in " ".join(
        block.text for block in lacking.blocks if isinstance(block, Paragraph)
    )


@pytest.mark.parametrize("which", ["undated", "in a step"])
def test_tasks_that_the_timetable_does_not_list_keep_a_list_with_their_dates(which: str) -> None:
    first, *rest = ZLIN.tasks
    if which == "undated":
        plan = attrs.evolve(ZLIN, tasks=(attrs.evolve(first, term=Period(), finished=None), *rest))
    else:
        plan = attrs.evolve(ZLIN, tasks=(attrs.evolve(first, step="s"), *rest), steps=(Step(id="s", name="Krok"),))
    report = build_report("process", plan)
    (others,) = (table.records() for table in report_tables(report) if table.key == "other_tasks")

    assert len(others) == len(ZLIN.tasks) - (which != "undated")
    assert {"term", "finished", "state"} <= {*others[0]}
    assert figure(report).alone


@pytest.mark.parametrize(("done", "told"), [(None, False), (True, True)])
def test_states_that_are_known_of_no_task_are_said_once_and_not_task_by_task(done: bool | None, told: bool) -> None:
    first, *rest = UKAZKA.tasks
    tasks = tuple(
        attrs.evolve(task, done=done if task is first else None, finished=None, term=Period())
        for task in (first, *rest)
    )
    report = build_report("process", attrs.evolve(UKAZKA, tasks=tasks))

    tables = [table for table in report_tables(report) if table.key.startswith("tasks_")]
    assert tables
    assert all(("state" in {column.key for column in table.columns}) is told for table in tables)
    assert ("zda jsou hotovy, neříkají" in lead(report)) is not told


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (1, "U 1 úkolu termín ještě neskončil a hotov zatím není."),
        (2, "U 2 úkolů termín ještě neskončil a hotovy zatím nejsou."),
        (5, "U 5 úkolů termín ještě neskončil a hotovy zatím nejsou."),
    ],
)
def test_tasks_within_their_term_that_are_not_done_are_in_the_sum(number: int, sentence: str) -> None:
    done = task("hotovy", "2012-01", "2012-02", done=True)
    running = (task(f"b{place}", "2012-06", "2012-12", done=False) for place in range(number))

    assert sentence in said(process(tasks=(done, *running)), "summary")
    assert "neskončil" not in said(process(tasks=(done, task("a", "2012-10", "2012-12", done=False))), "summary")


def test_a_term_without_a_beginning_is_not_said_not_to_have_begun() -> None:
    told = process(tasks=(task("a", "2012-10", "2012-12"), task("b", None, "2012-12")))

    assert column(told, "timetable", "state") == ["termín nezačal", "termín neskončil"]


def test_where_no_tasks_are_known_the_first_sentence_says_what_else_is() -> None:
    decided, open_ = resolution("r", "a", "2012-03"), resolution("s", "a", None, submitted=day("2012-05"))
    coming = Event(id="e", title="Setkání", planned=day("2012-09"))

    assert lead(process()) == "Kroky a úkoly plánování podklady neuvádějí."
    told = process(groups=(group("a"),), resolutions=(decided, open_), events=(coming,))
    assert lead(told) == (
        "Kroky a úkoly plánování podklady neuvádějí. Doloženo je 1 rozhodnutí. Nejbližší akce: Setkání, září 2012."
    )
    assert "Předložen je 1 návrh usnesení; rozhodnutí o něm doloženo není." in untypeset(said(told, "summary"))


def test_what_nobody_decided_is_a_proposal_and_is_missed_only_after_its_day() -> None:
    decided, later = resolution("r", "a", "2012-03"), resolution("l", "a", None, planned=day("2012-12"))
    told = process(groups=(group("a"),), resolutions=(decided, later))

    assert column(told, "approval", "act") == ["schvaluje", "navrženo: schvaluje"]
    assert column(told, "approval", "state")[1] == "má se teprve rozhodnout"


def test_a_note_that_nobody_wrote_is_no_gap() -> None:
    noted = attrs.evolve(task("a", "2012-01", "2012-12"), note="čeká")
    silent = attrs.evolve(task("b", "2012-01", "2012-12"), responsible="Úřad")
    told = process(tasks=(noted, silent))

    assert column(told, "other_tasks", "note") == ["čeká", NA]
