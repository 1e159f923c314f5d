"""The example programs run as they are."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

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
