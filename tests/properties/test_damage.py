"""A damaged dossier is either still right, and reads back the same, or refused with a place; never silently another."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, strategies as st
from tests.effort import examples

from socplan import Fault, ReadError
from socplan.cli import main
from socplan.data import EXAMPLES, example
from socplan.readers import csv, unstructure
from socplan.readers.json import dumps, loads

Path_ = tuple[Any, ...]


def places(value: Any, path: Path_ = ()) -> Iterator[Path_]:
    """Every place in plain data, the outermost left out."""
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield (*path, key)
        yield from places(inner, (*path, key))


def at(data: Any, path: Path_) -> Any:
    for key in path:
        data = data[key]
    return data


def drop(data: Any, path: Path_, draw: Any) -> None:
    del draw
    del at(data, path[:-1])[path[-1]]


def misspell(data: Any, path: Path_, draw: Any) -> None:
    parent = at(data, path[:-1])
    if isinstance(parent, dict):
        value = parent.pop(path[-1])
        parent[path[-1] + draw(st.sampled_from(["", "s", " ", "_", "é"]))] = value


def retype(data: Any, path: Path_, draw: Any) -> None:
    others: list[Any] = [
        None,
        True,
        False,
        0,
        1,
        2.5,
        -1,
        "",
        " ",
        "true",
        "5",
        [],
        {},
        ["x"],
        {"x": 1},
        "2012-13",
        "NaN",
        "x\x00",
    ]
    at(data, path[:-1])[path[-1]] = draw(st.sampled_from(others))


def break_reference(data: Any, path: Path_, draw: Any) -> None:
    value = at(data, path)
    if isinstance(value, str) and path[-1] != "socplan":
        at(data, path[:-1])[path[-1]] = value + draw(st.sampled_from(["x", "-", ".", "\n", "\u202e", "\ufffe"]))


def repeat(data: Any, path: Path_, draw: Any) -> None:
    parent = at(data, path[:-1])
    if isinstance(parent, list):
        parent.insert(draw(st.integers(0, len(parent))), parent[path[-1]])


DAMAGE = {damage.__name__: damage for damage in (drop, misspell, retype, break_reference, repeat)}


def judged(content: bytes, name: str = "plan.json") -> str:
    """Read, check and report the bytes through the command line, as a user would; say how it ended."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        runner = CliRunner()
        checked = runner.invoke(main, ["check", str(path)])
        reported = runner.invoke(main, ["report", "plan", str(path), "-o", str(path.with_suffix(".out.json"))])
        for done in (checked, reported):
            assert done.exit_code in (0, 1, 2), done.output
            assert done.exception is None or isinstance(done.exception, SystemExit), repr(done.exception)
            assert "Traceback" not in done.output
            if done.exit_code:
                assert re.search(r"\$|line \d+, column \d+|: file: ", done.output), done.output
        assert checked.exit_code == reported.exit_code
        assert path.with_suffix(".out.json").exists() == (reported.exit_code == 0)
        return {0: "right", 1: "findings", 2: "refused"}[checked.exit_code]


def meaning(data: Any) -> Any:
    """Plain data as a dossier holds them: what is unknown, or as by default, left out."""
    if isinstance(data, dict):
        kept = {key: meaning(value) for key, value in data.items()}
        return {key: value for key, value in kept.items() if value not in (None, [], {}) and value is not False}
    return [meaning(item) for item in data] if isinstance(data, list) else data


@pytest.mark.parametrize("damage", DAMAGE)
@examples(20)
@given(name=st.sampled_from(tuple(EXAMPLES)), data=st.data())
def test_a_dossier_with_one_thing_wrong(damage: str, name: str, data: st.DataObject) -> None:
    plain = json.loads(example(name))
    path = data.draw(st.sampled_from(list(places(plain))))
    DAMAGE[damage](plain, path, data.draw)
    content = json.dumps(plain, ensure_ascii=False).encode("utf-8", "surrogatepass")

    if judged(content) != "refused":
        dossier = loads("plan.json", {"plan.json": content})
        assert loads("again", dumps(dossier)) == dossier
        held = meaning({"socplan": "1", **unstructure(dossier)})
        stated = meaning(plain)
        # Enumerations and numbers at their default are left out by writing; everything else is there.
        assert _without_defaults(held) == _without_defaults(stated)


def _without_defaults(data: Any) -> Any:
    defaults = {"function": "member", "kind": "working", "role": "other"}
    if isinstance(data, dict):
        return {k: _without_defaults(v) for k, v in data.items() if not (isinstance(v, str) and defaults.get(k) == v)}
    return [_without_defaults(item) for item in data] if isinstance(data, list) else data


@given(name=st.sampled_from(tuple(EXAMPLES)), data=st.data())
def test_a_dossier_with_bytes_cut_or_changed(name: str, data: st.DataObject) -> None:
    content = bytearray(example(name))
    start = data.draw(st.integers(0, len(content) - 1))
    length = data.draw(st.integers(1, 30))
    content[start : start + length] = data.draw(st.binary(max_size=5))

    if judged(bytes(content)) != "refused":
        dossier = loads("plan.json", {"plan.json": bytes(content)})
        assert loads("again", dumps(dossier)) == dossier


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("encoding", ["windows-1250", "iso-8859-2", "utf-16", "utf-16-le", "utf-32", "cp852"])
def test_a_dossier_in_another_encoding(name: str, encoding: str) -> None:
    content = example(name).decode("utf-8").encode(encoding, "replace")

    assert judged(content) == "refused"
    with pytest.raises(ReadError, match="not UTF-8"):
        loads("plan.json", {"plan.json": content})


@examples(20)
@given(name=st.sampled_from(tuple(EXAMPLES)), data=st.data())
def test_a_table_with_bytes_cut_or_changed(name: str, data: st.DataObject) -> None:
    dossier = loads("plan.json", {"plan.json": example(name)})
    files = dict(csv.dumps(dossier))
    table = data.draw(st.sampled_from(sorted(files)))
    content = bytearray(files[table])
    start = data.draw(st.integers(0, len(content) - 1))
    content[start : start + data.draw(st.integers(1, 10))] = data.draw(st.binary(max_size=3))
    files[table] = bytes(content)

    faults: tuple[Fault, ...] = ()
    read = dossier
    try:
        read = csv.loads("tables", files)
    except ReadError as error:
        faults = error.faults

    assert all(fault.file and re.search(r"row \d+|file", fault.place) for fault in faults)
    assert csv.loads("again", csv.dumps(read)) == read
