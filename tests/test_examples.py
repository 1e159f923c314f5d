"""The example programs run as they are."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from socplan import import_office_tables, loads
from socplan.data import example

EXAMPLES = Path(__file__).parent.parent / "examples"


def run(program: str, *arguments: str, folder: Path) -> str:
    (folder / "plan.json").write_bytes(example("ukazka"))
    done = subprocess.run(
        [sys.executable, str(EXAMPLES / program), "plan.json", *arguments],
        cwd=folder,
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    return done.stdout


def test_yearly_reports_writes_one_document_a_round(tmp_path: Path) -> None:
    said = run("yearly_reports.py", "reports", folder=tmp_path)

    assert sorted(path.name for path in (tmp_path / "reports").iterdir()) == [
        "monitoring-2024.docx",
        "monitoring-2025.docx",
    ]
    assert said.count("written") == 2


def test_fulfilment_numbers_tells_counts_and_exact_shares(tmp_path: Path) -> None:
    said = run("fulfilment_numbers.py", folder=tmp_path)

    assert "deti: Naplněno: 2 (2/5)" in said
    assert "not reported: 1; total: 6" in said


#: The mapping of forms is tried with a form that was filled in, see tests/report/test_form.py.
MAPS = sorted(path for path in (EXAMPLES / "maps").glob("*.toml") if path.stem != "formular")


@pytest.mark.parametrize("mapping", MAPS, ids=lambda path: path.stem)
def test_the_example_of_a_mapping_brings_its_table_in(mapping: Path) -> None:
    before = loads(example("ukazka"))

    intake = import_office_tables(before, mapping, [mapping.with_suffix(".csv")])

    assert {step.kind.value for step in intake.steps} <= {"added", "same"}
    assert intake.dossier != before


def test_there_is_an_example_of_a_mapping_for_each_kind_of_table() -> None:
    assert len(MAPS) == 7
