"""What a report on the process says of tasks that are overdue."""

from __future__ import annotations

from datetime import date

import attrs
import pytest

from socplan import Report, build_report
from socplan.report import Paragraph, blocks_of, report_tables
from socplan.testing import sample_dossier

UKAZKA = sample_dossier("ukazka")


def lead(report: Report) -> str:
    first = next(block for block in blocks_of(report.parts[0]) if isinstance(block, Paragraph))
    return first.text.replace("\N{NO-BREAK SPACE}", " ")


def test_a_few_overdue_tasks_are_named_with_who_answers_for_them_and_not_listed_again() -> None:
    report = build_report("process", UKAZKA)

    assert (
        "Po termínu je 1 úkol: Sestavit harmonogram přípravy dalšího plánu "
        "(Město Vzorov, odbor sociálních věcí, únor 2026)." in lead(report)
    )
    assert "overdue" not in {table.key for table in report_tables(report)}
    # Nor does the internal version say that there are no data on what is overdue.
    assert build_report("process", UKAZKA, audience="internal").part("overdue") is None


@pytest.mark.parametrize("many", [4, 6])
def test_many_overdue_tasks_are_counted_and_listed(many: int) -> None:
    late = next(task for task in UKAZKA.tasks if task.done is False and task.term.end)
    tasks = tuple(attrs.evolve(late, id=f"t{number}", title=f"Úkol {number}") for number in range(many))
    report = build_report("process", attrs.evolve(UKAZKA, tasks=tasks), day=date(2030, 1, 1))
    (table,) = (table for table in report_tables(report) if table.key == "overdue")

    assert len(table.rows) == many
    assert "Úkol 0" not in lead(report)
