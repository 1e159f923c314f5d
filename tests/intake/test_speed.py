"""What keeps large workbooks fast: nothing is read twice, and rows that cannot be heads are not tried."""

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("socplan_xlsx")

from socplan import from_mapping, propose_mapping
from socplan.intake import heads
from tests.intake.office import BASE
from tests.intake.running import faults_of
from tests.intake.workbooks import book

HEAD = ["Číslo", "Název opatření", "Stav plnění", "Komentář", "Čerpáno (tis. Kč)"]


def rows(number: int) -> list[list[Any]]:
    return [
        ["Plnění za rok 2024"],
        HEAD,
        *([f"1.{row}", f"Opatření číslo {row}", "Splněno", f"Komentář {row}", 7] for row in range(number)),
    ]


def test_rows_that_can_be_no_better_head_are_not_tried(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[tuple[int, ...]] = []
    guess = heads._guess

    def counted(head: Any, about: str) -> Any:
        tried.append(head.rows)
        return guess(head, about)

    monkeypatch.setattr(heads, "_guess", counted)
    (tmp_path / "a.xlsx").write_bytes(book(("P", rows(100))))
    assert "\nhead = 2\n" in propose_mapping([tmp_path / "a.xlsx"], dossier=from_mapping(BASE))
    assert set(tried) <= {(1,), (2,), (3,)}


def test_a_workbook_is_opened_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    opened: list[int] = []
    load = openpyxl.load_workbook

    def counted(*args: Any, **options: Any) -> Any:
        opened.append(1)
        return load(*args, **options)

    monkeypatch.setattr(openpyxl, "load_workbook", counted)
    (tmp_path / "a.xlsx").write_bytes(book(("P", [*rows(3), ["Celkem", None, None, None, "=SUM(E3:E5)"]])))
    propose_mapping([tmp_path / "a.xlsx"])
    assert len(opened) == 1


MAPPING = 'socplan-map = 1\n[[table]]\n[[table.records]]\nto = "goals"\nset.title = "Cíl"\nset.text = "Popis"\n'


def test_formulas_without_a_value_are_named_where_cells_have_no_address_too(tmp_path: Path) -> None:
    plain = book(("P", [["Cíl", "Popis"], ["Doprava", '=A2&"!"'], ["Bydlení", "=B2"]]))
    assert list(faults_of(tmp_path, plain, MAPPING)) == ["P!B2", "P!B3"]
    bare = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(plain)) as old, zipfile.ZipFile(bare, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name.startswith("xl/worksheets/"):
                # As some programs write them: places are counted.
                part = re.sub(rb'(<(?:row|c)) r="[A-Z0-9]+"', rb"\1", part)
            new.writestr(name, part)
    assert list(faults_of(tmp_path, bare.getvalue(), MAPPING)) == ["P!B2", "P!B3"]
