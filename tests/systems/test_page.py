"""The page on systems tells the truth, and a row that it fills has a test of its own."""

from __future__ import annotations

import ast
import inspect
import re
from pathlib import Path

import pytest

from socplan import calculations, model
from socplan.data import EXAMPLES
from socplan.plugins import Registry, make_manager

HERE = Path(__file__).parent
PAGE = HERE.parents[1] / "docs" / "reference" / "systems.md"
CORE = Registry(*make_manager(installed=False))
CODES = {code for check in CORE.checks.values() for code in check.codes}
ROWS = re.findall(r"^\| (S\d+) \| (.+?) \| (.+?) \| (.+?) \| (.+?) \| (.+?) \|$", PAGE.read_text("utf-8"), re.MULTILINE)
#: What a row of the page says: the columns Model, Calculation, Report and Example.
CELLS = {row: cells for row, _, *cells in ROWS}
NOTHING = "–"
ALL = [f"S{number}" for number in range(1, 87)]


def names(row: str, column: int) -> list[str]:
    cell = CELLS[row][column]
    found = re.findall(r"`([^`]+)`", cell)
    assert cell in {NOTHING, ", ".join(f"`{name}`" for name in found)}, cell
    return found


def rows_with_a_test() -> set[str]:
    """The rows that a test of this folder names."""
    modules = [ast.parse(path.read_text("utf-8")) for path in HERE.glob("test_*.py")]
    functions = [node.name for module in modules for node in module.body if isinstance(node, ast.FunctionDef)]
    return {f"S{found[1]}" for name in functions if (found := re.match(r"test_s(\d+)_", name))}


def test_every_row_stands_on_the_page_once_and_in_order() -> None:
    assert [row for row, *_ in ROWS] == ALL
    assert re.findall(r"^\| (S\d+)\b", PAGE.read_text("utf-8"), re.MULTILINE) == [*ALL, *ALL]


@pytest.mark.parametrize("row", ALL)
def test_each_row_names_what_there_is(row: str) -> None:
    classes, rules, reports, examples = (names(row, column) for column in range(4))

    assert classes
    assert [name for name in classes if not inspect.isclass(getattr(model, name, None))] == []
    assert [name for name in rules if name not in {*calculations.__all__, *CODES}] == []
    assert reports
    assert [name for name in reports if name not in CORE.reports] == []
    assert examples
    assert [name for name in examples if name not in EXAMPLES] == []


def test_every_row_has_a_test_that_names_it() -> None:
    assert rows_with_a_test() == {*ALL}


def test_the_page_names_a_test_of_each_row_that_changes_the_data_and_reads_a_document() -> None:
    named = re.findall(r"^\| (S\d+) \| `(test_\w+\.py)` \| `(test_\w+)` \|$", PAGE.read_text("utf-8"), re.MULTILINE)
    changing = re.compile(r"changed\(|evolve\(|without\(|dossier\(|done\(")
    reading = re.compile(r"(?:build_report|report_of|said|rows?|column|card|items|chart|keys|facts)\(")

    assert [row for row, *_ in named] == ALL
    for row, file, name in named:
        source = (HERE / file).read_text("utf-8")
        functions = {node.name: node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)}
        body = ast.get_source_segment(source, functions[name]) or ""
        assert name.startswith(f"test_{row.lower()}_"), row
        assert changing.search(body), row
        assert reading.search(body), row
