"""Runs a case: its files in, and what comes out of them."""

from pathlib import Path
from typing import Any

import pytest

from socplan import Dossier, ReadError, from_mapping, import_office_tables, propose_mapping, to_mapping
from socplan.intake import Intake
from tests.intake.office import BASE, Case


def written(case: Case, folder: Path) -> tuple[Dossier | None, Path, list[Path]]:
    mapping = folder / "map.toml"
    mapping.write_text(case.mapping, "utf-8")
    paths = []
    for name, content in case.files.items():
        (folder / name).write_bytes(content)
        paths.append(folder / name)
    return (None if "[plan]" in case.mapping else from_mapping(BASE)), mapping, paths


def intake_of(folder: Path, content: str | bytes, mapping: str, before: dict[str, Any] = BASE) -> Intake:
    """What a mapping makes of a CSV file, given as text, or of a workbook."""
    path = folder / ("a.csv" if isinstance(content, str) else "a.xlsx")
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    (folder / "map.toml").write_text(mapping, "utf-8")
    return import_office_tables(from_mapping(before), folder / "map.toml", [path])


def dossier_of(folder: Path, content: str | bytes, mapping: str, before: dict[str, Any] = BASE) -> Dossier:
    """The dossier with what a mapping makes of a file."""
    return intake_of(folder, content, mapping, before).dossier


def faults_of(folder: Path, content: str | bytes, mapping: str, before: dict[str, Any] = BASE) -> dict[str, str]:
    """The message of every cell of a file that cannot be read, by its place."""
    with pytest.raises(ReadError) as caught:
        intake_of(folder, content, mapping, before)
    return {fault.place: fault.message for fault in caught.value.faults}


def proposed(paths: list[Path], before: Dossier | None, encoding: str | None = None) -> str:
    """What is proposed for files; of a new plan nobody but its office knows the title, and whose it is."""
    text = propose_mapping(paths, dossier=before, encoding=encoding)
    return text.replace('title = "?"\nauthority = "?"', 'title = "Plán"\nauthority = "Obec"')


def added(before: Dossier | None, after: Dossier) -> dict[str, list[dict[str, Any]]]:
    """The records that are new or changed, by table."""
    old = {} if before is None else to_mapping(before)
    new = to_mapping(after)
    return {
        name: fresh
        for name, records in new.items()
        # Where the records stood is tested by itself.
        if name != "office_places"
        and isinstance(records, list)
        and (fresh := [each for each in records if each not in old.get(name, [])])
    }


def check(case: Case, folder: Path) -> None:
    """The files give what they have to, or every wrong cell is named, and no right one."""
    before, mapping, paths = written(case, folder)
    if case.faults:
        with pytest.raises(ReadError) as caught:
            import_office_tables(before, mapping, paths)
        assert [fault.place for fault in caught.value.faults] == list(case.faults), str(caught.value)
        return
    intake = import_office_tables(before, mapping, paths)
    assert added(before, intake.dossier) == case.gives
    told = " | ".join(f"{note.place}: {note.message}" for note in intake.notes)
    for part in case.notes:
        assert part in told


def check_twice(case: Case, folder: Path) -> None:
    """The same files a second time change nothing."""
    before, mapping, paths = written(case, folder)
    once = import_office_tables(before, mapping, paths).dossier
    twice = import_office_tables(once, mapping, paths)
    assert twice.dossier == once
    assert {step.kind.value for step in twice.steps} <= {"same"}


def check_proposal(case: Case, folder: Path) -> None:
    """What is proposed for the files brings in the same, without a correction."""
    before, mapping, paths = written(case, folder)
    encoding = "windows-1250" if "windows-1250" in case.mapping else None
    mapping.write_text(proposed(paths, before, encoding), "utf-8")
    made = added(before, import_office_tables(before, mapping, paths).dossier)
    for table, records in case.gives.items():
        for whole in records:
            record = {name: value for name, value in whole.items() if name not in case.beyond}
            assert any(record.items() <= each.items() for each in made.get(table, [])), (table, record, made)
