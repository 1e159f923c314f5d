"""The demo makes every report that an example has content for, and says which document to open first."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from socplan.cli import main
from socplan.data import EXAMPLES, example
from socplan.plugins import Registry, make_manager


def run(folder: Path) -> list[str]:
    result = CliRunner().invoke(main, ["demo", "-o", str(folder)])
    assert result.exit_code == 0
    return result.stdout.splitlines()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    run(folder)
    return folder


def documents(folder: Path) -> set[str]:
    return {path.stem for path in folder.glob("*.docx")}


def test_every_kind_and_every_example_is_there(made: Path) -> None:
    kinds = Registry(*make_manager(installed=False)).reports

    assert {f"ukazka-{kind}-cs" for kind in kinds} <= documents(made)
    assert {name.partition("-")[0] for name in documents(made)} == set(EXAMPLES)


def test_kinds_with_content_are_made_of_real_examples_too_and_empty_ones_are_not(made: Path) -> None:
    assert {"olomouc-activities-cs", "usti-comment-book-cs", "zlin-process-cs"} <= documents(made)
    assert not {"usti-activities-cs", "zlin-needs-cs", "zlin-monitoring-cs"} & documents(made)


def test_every_document_is_there_as_word_csv_and_json_and_the_dossiers_are_apart(made: Path) -> None:
    expected = {f"{name}.{suffix}" for name in documents(made) for suffix in ("docx", "csv", "json")}

    assert {path.name for path in made.iterdir()} == {*expected, "dossiers", "index.html"}
    assert {path.name for path in (made / "dossiers").iterdir()} == {f"{name}.json" for name in EXAMPLES}


def test_the_index_leads_to_every_file(made: Path) -> None:
    links = set(re.findall(r'href="([^"]+)"', (made / "index.html").read_text("utf-8")))
    files = {path.relative_to(made).as_posix() for path in made.rglob("*") if path.is_file()}

    assert links == files - {"index.html"}


def test_it_says_in_a_few_lines_what_to_open_and_makes_the_same_bytes_again(made: Path, tmp_path: Path) -> None:
    counted, first = run(tmp_path)
    again = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}

    assert counted.startswith(f"{len(documents(made))} documents of {len(EXAMPLES)} example plans")
    assert first == f"Open first: {tmp_path / 'index.html'}"
    assert again == {path.relative_to(made): path.read_bytes() for path in made.rglob("*") if path.is_file()}


def test_a_dossier_that_was_changed_since_is_not_replaced(tmp_path: Path) -> None:
    changed = tmp_path / "dossiers" / "zlin.json"
    changed.parent.mkdir()
    changed.write_text(example("zlin").decode("utf-8").replace("Zlín", "Moje město", 1), "utf-8")
    before = changed.read_bytes()
    result = CliRunner().invoke(main, ["demo", "-o", str(tmp_path)])

    assert (result.exit_code, changed.read_bytes()) == (2, before)
    assert "a dossier is there" in result.stderr
