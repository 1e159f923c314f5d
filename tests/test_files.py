"""A file or a folder is written whole or not at all, and read whole or refused."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from socplan.errors import ReadError, WriteError
from socplan.files import is_folder, read_bytes, read_folder, write_bytes, write_folder

posix = pytest.mark.skipif(sys.platform == "win32", reason="links, modes and limits are those of POSIX")

OLD = {"plan.csv": b"old plan", "goals.csv": b"old goals"}
NEW = {"plan.csv": b"new plan", "measures.csv": b"new measures"}
KNOWN = ("plan.csv", "goals.csv", "measures.csv")


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A file that stands there before."""
    path = tmp_path / "plan.json"
    path.write_bytes(b"old")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of tables that stands there before."""
    path = tmp_path / "plan"
    path.mkdir()
    for name, content in OLD.items():
        (path / name).write_bytes(content)
    return path


@pytest.fixture
def umask_put_back() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


def failing(error: BaseException) -> Callable[..., None]:
    def fail(*_: object, **__: object) -> None:
        raise error

    return fail


def failing_at(call: int, function: Callable[..., object], error: BaseException) -> Callable[..., object]:
    """The function, but its n-th call fails."""
    calls = iter(range(1, 100))

    def fail(*args: object, **kwargs: object) -> object:
        if next(calls) == call:
            raise error
        return function(*args, **kwargs)

    return fail


def contents(path: Path) -> dict[str, bytes]:
    return {entry.name: entry.read_bytes() for entry in path.iterdir()}


def names(path: Path) -> list[str]:
    return sorted(entry.name for entry in path.iterdir())


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o7777


def limited(limit: str, number: int, code: str, *arguments: object) -> str:
    """What a process prints that works under a limit of its own."""
    start = (
        f"import resource, sys\nfrom pathlib import Path\nresource.setrlimit(resource.{limit}, ({number}, {number}))\n"
    )
    command = [sys.executable, "-c", start + dedent(code), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout.strip()


# One file


def test_a_new_file_holds_what_was_written(tmp_path: Path) -> None:
    write_bytes(tmp_path / "plan.json", b"new")
    assert contents(tmp_path) == {"plan.json": b"new"}


def test_an_old_file_is_replaced(old: Path) -> None:
    write_bytes(old, b"new")
    assert contents(old.parent) == {"plan.json": b"new"}


@posix
def test_a_symbolic_link_stays_one_and_what_it_points_to_is_replaced(tmp_path: Path, old: Path) -> None:
    link = tmp_path / "link.json"
    link.symlink_to(old.name)
    write_bytes(link, b"new")
    assert (link.readlink(), old.read_bytes()) == (Path("plan.json"), b"new")


@posix
def test_a_symbolic_link_to_nothing_yet_stays_one(tmp_path: Path) -> None:
    (tmp_path / "link.json").symlink_to("plan.json")
    write_bytes(tmp_path / "link.json", b"new")
    assert (tmp_path / "link.json").is_symlink()
    assert (tmp_path / "plan.json").read_bytes() == b"new"


@posix
@pytest.mark.parametrize("kept", [0o600, 0o640, 0o664, 0o755])
def test_an_old_file_keeps_its_mode(old: Path, kept: int) -> None:
    old.chmod(kept)
    write_bytes(old, b"new")
    assert mode(old) == kept


@posix
@pytest.mark.usefixtures("umask_put_back")
@pytest.mark.parametrize(("mask", "wanted"), [(0o022, 0o644), (0o027, 0o640), (0o077, 0o600)])
def test_a_new_file_has_the_mode_that_the_umask_leaves(tmp_path: Path, mask: int, wanted: int) -> None:
    os.umask(mask)
    write_bytes(tmp_path / "plan.json", b"new")
    assert mode(tmp_path / "plan.json") == wanted


def test_a_file_system_without_modes_is_written_to_all_the_same(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.chmod", failing(PermissionError(1, "Not permitted")))
    write_bytes(old, b"new")
    assert contents(old.parent) == {"plan.json": b"new"}


def test_csv_files_of_somebody_else_are_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "accounts.csv").write_bytes(b"1;2")
    with pytest.raises(WriteError, match=r"holds other things \(accounts\.csv\)"):
        write_folder(tmp_path, NEW, KNOWN)
    assert names(tmp_path) == ["accounts.csv"]


def test_a_file_held_by_word_is_to_be_closed_there(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.replace", failing(PermissionError(13, "Access is denied")))
    with pytest.raises(WriteError, match=r"plan\.json is open in Word or Excel, close it"):
        write_bytes(old, b"new")
    assert contents(old.parent) == {"plan.json": b"old"}


@pytest.mark.parametrize("step", ["os.open", "os.fdopen", "os.fsync", "os.replace"])
@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), PermissionError(1, "Not permitted")])
def test_whatever_step_fails_the_old_file_stands_and_nothing_lies_beside_it(
    old: Path, monkeypatch: pytest.MonkeyPatch, step: str, error: OSError
) -> None:
    monkeypatch.setattr(step, failing(error))
    with pytest.raises(WriteError, match=r"plan\.json: not written: "):
        write_bytes(old, b"new")
    assert contents(old.parent) == {"plan.json": b"old"}


def test_an_interrupted_write_leaves_the_old_file_and_nothing_beside_it(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.fsync", failing(KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        write_bytes(old, b"new")
    assert contents(old.parent) == {"plan.json": b"old"}


@posix
def test_a_full_disk_leaves_the_old_file_whole(old: Path) -> None:
    code = """
        from socplan.errors import WriteError
        from socplan.files import write_bytes
        try:
            write_bytes(Path(sys.argv[1]), bytes(5_000))
        except WriteError as error:
            print(error)
    """
    assert limited("RLIMIT_FSIZE", 1_000, code, old) == f"{old}: not written: File too large"
    assert contents(old.parent) == {"plan.json": b"old"}


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match=r"there is no folder .*zprávy"):
        write_bytes(tmp_path / "zprávy" / "plan.json", b"new")


def test_a_folder_is_not_replaced_by_a_file(folder: Path) -> None:
    with pytest.raises(WriteError):
        write_bytes(folder, b"new")
    assert contents(folder) == OLD
    assert names(folder.parent) == ["plan"]


@pytest.mark.parametrize("name", ["x" * 300 + ".json", "nul\0.json"])
def test_a_name_that_no_file_can_have_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(WriteError):
        write_bytes(tmp_path / name, b"new")
    assert names(tmp_path) == []


@posix
def test_a_pipe_or_a_device_is_not_replaced_by_a_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(WriteError):
        write_bytes(tmp_path / "pipe", b"new")
    assert (tmp_path / "pipe").is_fifo()


@posix
@pytest.mark.slow
def test_a_killed_writer_leaves_the_old_file_or_the_new_one_whole(tmp_path: Path) -> None:
    path, size = tmp_path / "plan.json", 5_000_000
    code = """
        import sys
        from pathlib import Path
        from socplan.files import write_bytes
        print("ready", flush=True)
        while True:
            for letter in (b"a", b"b"):
                write_bytes(Path(sys.argv[1]), letter * int(sys.argv[2]))
    """
    path.write_bytes(b"a" * size)
    for number in range(30):
        with subprocess.Popen(
            [sys.executable, "-c", dedent(code), str(path), str(size)], stdout=subprocess.PIPE
        ) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            time.sleep(number / 700)
            writer.kill()
        assert path.read_bytes() in (b"a" * size, b"b" * size)
    assert all(name.startswith(".plan.json.") and name.endswith(".tmp") for name in names(tmp_path)[:-1])


# A folder of files


def test_a_new_folder_holds_just_its_members(tmp_path: Path) -> None:
    write_folder(tmp_path / "plan", NEW, KNOWN)
    assert contents(tmp_path / "plan") == NEW
    assert names(tmp_path) == ["plan"]


def test_an_old_folder_is_replaced_with_every_table_of_it(folder: Path) -> None:
    write_folder(folder, NEW, KNOWN)
    assert contents(folder) == NEW
    assert names(folder.parent) == ["plan"]


@pytest.mark.parametrize("stranger", ["poznámky.docx", "plan", ".htaccess"])
def test_a_folder_that_holds_another_file_is_refused_and_left_alone(folder: Path, stranger: str) -> None:
    (folder / stranger).write_bytes(b"mine")
    with pytest.raises(WriteError, match=stranger):
        write_folder(folder, NEW, KNOWN)
    assert contents(folder) == {**OLD, stranger: b"mine"}


def test_a_folder_that_holds_another_folder_is_refused_and_left_alone(folder: Path) -> None:
    (folder / "archiv.csv").mkdir()
    with pytest.raises(WriteError, match=r"archiv\.csv"):
        write_folder(folder, NEW, KNOWN)
    assert names(folder) == ["archiv.csv", "goals.csv", "plan.csv"]


def test_a_file_is_not_replaced_by_a_folder(old: Path) -> None:
    with pytest.raises(WriteError):
        write_folder(old, NEW, KNOWN)
    assert contents(old.parent) == {"plan.json": b"old"}


def test_a_folder_in_a_missing_folder_is_refused_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match=r"there is no folder .*zprávy"):
        write_folder(tmp_path / "zprávy" / "plan", NEW, KNOWN)


@pytest.mark.parametrize("name", ["x" * 300, "nul\0"])
def test_a_name_that_no_folder_can_have_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(WriteError):
        write_folder(tmp_path / name, NEW, KNOWN)
    assert names(tmp_path) == []


@pytest.fixture(params=["in one step", "in two steps"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """How a folder is replaced: as this system can, and as every system can."""
    if request.param == "in two steps":
        in_two_steps(monkeypatch)
    return str(request.param)


def in_two_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socplan.files._exchanged", lambda *_: False)


@pytest.mark.parametrize("call", [1, 2])
@pytest.mark.parametrize("error", [OSError(13, "Permission denied"), KeyboardInterrupt()])
def test_a_rename_that_fails_leaves_the_old_folder(
    folder: Path, monkeypatch: pytest.MonkeyPatch, call: int, error: BaseException
) -> None:
    in_two_steps(monkeypatch)
    monkeypatch.setattr("os.rename", failing_at(call, os.rename, error))
    with pytest.raises((WriteError, KeyboardInterrupt)):
        write_folder(folder, NEW, KNOWN)
    assert names(folder.parent) == ["plan"]
    assert contents(folder) == OLD


@pytest.mark.parametrize("error", [OSError(13, "Permission denied"), KeyboardInterrupt()])
def test_an_exchange_that_fails_leaves_the_old_folder(
    folder: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    monkeypatch.setattr("socplan.files._exchanged", failing(error))
    with pytest.raises((WriteError, KeyboardInterrupt)):
        write_folder(folder, NEW, KNOWN)
    assert names(folder.parent) == ["plan"]
    assert contents(folder) == OLD


def test_a_folder_that_cannot_be_put_back_is_kept_and_put_back_by_the_next_reader(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_two_steps(monkeypatch)
    with monkeypatch.context() as broken:
        steps = iter([os.rename])

        def rename(*paths: Any) -> None:
            next(steps, failing(OSError(13, "Permission denied")))(*paths)

        broken.setattr("os.rename", rename)
        with pytest.raises(WriteError, match="no permission"):
            write_folder(folder, NEW, KNOWN)
    assert [name[-4:] for name in names(folder.parent)] == [".old"]
    assert read_folder(folder, ".csv") == OLD
    assert names(folder.parent) == ["plan"]


@pytest.mark.parametrize("again", [is_folder, lambda path: write_folder(path, NEW, KNOWN)])
def test_a_folder_that_a_killed_writer_took_away_is_put_back_first(folder: Path, again: Callable[[Path], None]) -> None:
    folder.rename(folder.parent / ".plan.0123abcd.old")
    again(folder)
    assert names(folder.parent) == ["plan"]
    assert contents(folder) in (OLD, NEW)


def test_what_was_taken_away_of_another_folder_is_not_put_back(folder: Path) -> None:
    folder.rename(folder.parent / ".plan.2024.0123abcd.old")
    with pytest.raises(ReadError):
        read_folder(folder, ".csv")
    assert read_folder(folder.parent / "plan.2024", ".csv") == OLD


def test_leftovers_are_removed_when_nobody_works_with_them_any_more(folder: Path) -> None:
    beside = folder.parent
    for name in (".plan.0123abcd.tmp", ".plan.0123abcd.old", ".lost.0123abcd.old", ".plan.89abcdef.tmp", "new.tmp"):
        (beside / name).mkdir()
        os.utime(beside / name, (0, 0))
    os.utime(beside / ".plan.89abcdef.tmp")
    write_folder(folder, NEW, KNOWN)
    assert names(beside) == [".lost.0123abcd.old", ".plan.89abcdef.tmp", "new.tmp", "plan"]


@pytest.mark.usefixtures("way")
def test_every_member_is_kept_through_a_loss_of_power(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: set[int] = set()
    monkeypatch.setattr("os.fsync", lambda handle: synced.add(os.fstat(handle).st_ino))
    write_folder(folder, NEW, KNOWN)
    assert {entry.stat().st_ino for entry in [folder, folder.parent, *folder.iterdir()]} <= synced


WRITER = """
    import sys
    from pathlib import Path
    from socplan import files
    if sys.argv[2] == "in two steps":
        files._exchanged = lambda *_: False
    tables = [{f"{name}.csv": letter * 20_000 for name in ("plan", letter.decode())} for letter in (b"a", b"b")]
    print("ready", flush=True)
    while True:
        for table in tables:
            files.write_folder(Path(sys.argv[1]), table, ["plan.csv", "a.csv", "b.csv"])
"""


def is_whole(members: dict[str, bytes]) -> bool:
    return members in [
        {f"{name}.csv": letter * 20_000 for name in ("plan", letter.decode())} for letter in (b"a", b"b")
    ]


@contextmanager
def writing(path: Path, way: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process that replaces a folder over and over."""
    with subprocess.Popen([sys.executable, "-c", dedent(WRITER), path, way], stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        try:
            yield writer
        finally:
            writer.kill()


@posix
@pytest.mark.slow
def test_a_killed_writer_of_a_folder_loses_nothing(tmp_path: Path, way: str) -> None:
    for number in range(int(os.environ.get("SOCPLAN_KILLS", "10"))):
        with writing(tmp_path / "plan", way):
            time.sleep(0.02 + number % 50 / 700)
        assert is_whole(read_folder(tmp_path / "plan", ".csv"))


@posix
@pytest.mark.slow
def test_a_reader_beside_a_writer_always_reads_one_state_whole(tmp_path: Path, way: str) -> None:
    with writing(tmp_path / "plan", way):
        while not is_folder(tmp_path / "plan"):
            pass
        assert all(is_whole(read_folder(tmp_path / "plan", ".csv")) for _ in range(100))


def test_a_rename_that_fails_leaves_no_new_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.rename", failing(OSError(13, "Permission denied")))
    with pytest.raises(WriteError):
        write_folder(tmp_path / "plan", NEW, KNOWN)
    assert names(tmp_path) == []


def test_a_member_that_cannot_be_written_leaves_the_old_folder(folder: Path) -> None:
    with pytest.raises(WriteError):
        write_folder(folder, {**NEW, "x" * 300 + ".csv": b"a name too long"}, KNOWN)
    assert names(folder.parent) == ["plan"]
    assert contents(folder) == OLD


@posix
def test_a_full_disk_leaves_the_old_folder_whole(folder: Path) -> None:
    code = """
        from socplan.errors import WriteError
        from socplan.files import write_folder
        try:
            write_folder(Path(sys.argv[1]), {"plan.csv": b"new", "goals.csv": bytes(5_000)}, ["plan.csv", "goals.csv"])
        except WriteError as error:
            print(error)
    """
    assert limited("RLIMIT_FSIZE", 1_000, code, folder) == f"{folder}: not written: File too large"
    assert names(folder.parent) == ["plan"]
    assert contents(folder) == OLD


@posix
def test_a_symbolic_link_to_a_folder_stays_one(tmp_path: Path, folder: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to("plan", target_is_directory=True)
    write_folder(link, NEW, KNOWN)
    assert (link.readlink(), contents(folder)) == (Path("plan"), NEW)


@posix
def test_an_old_folder_keeps_its_mode(folder: Path) -> None:
    folder.chmod(0o700)
    write_folder(folder, NEW, KNOWN)
    assert mode(folder) == 0o700


@posix
@pytest.mark.usefixtures("umask_put_back")
def test_a_new_folder_has_the_mode_that_the_umask_leaves(tmp_path: Path) -> None:
    os.umask(0o027)
    write_folder(tmp_path / "plan", NEW, KNOWN)
    assert (mode(tmp_path / "plan"), mode(tmp_path / "plan" / "plan.csv")) == (0o750, 0o640)


# Reading


def test_a_file_is_read_as_it_is(old: Path) -> None:
    assert read_bytes(old) == b"old"


@pytest.mark.parametrize("name", ["missing.json", "plan.json/inside.json", "x" * 300, "nul\0.json", ""])
def test_what_is_no_file_is_refused_with_the_name_it_was_given(old: Path, name: str) -> None:
    path = old.parent / name
    with pytest.raises(ReadError) as caught:
        read_bytes(path)
    assert [fault.place for fault in caught.value.faults] == ["file"]
    assert caught.value.source == str(path)


@pytest.mark.parametrize(("size", "fits"), [(1_000_000, True), (1_000_001, False)])
def test_a_file_above_the_limit_is_refused(old: Path, monkeypatch: pytest.MonkeyPatch, size: int, fits: bool) -> None:
    monkeypatch.setattr("socplan.files.MAX_BYTES", 1_000_000)
    old.write_bytes(bytes(size))
    if fits:
        assert len(read_bytes(old)) == size
    else:
        with pytest.raises(ReadError, match="file: larger than 1 MB"):
            read_bytes(old)


@posix
def test_a_device_without_end_is_refused() -> None:
    code = """
        from socplan.errors import ReadError
        from socplan.files import read_bytes
        try:
            read_bytes(Path("/dev/zero"))
        except (ReadError, MemoryError) as error:
            print(type(error).__name__)
    """
    assert limited("RLIMIT_AS", 1_000_000_000, code) == "ReadError"


def test_of_a_folder_the_files_of_the_suffix_are_read(folder: Path) -> None:
    for other in ("poznámky.docx", ".skrytý.csv", "~$plan.csv"):
        (folder / other).write_bytes(b"other")
    (folder / "archiv.csv").mkdir()
    (folder / "MEASURES.CSV").write_bytes(b"upper case")
    assert read_folder(folder, ".csv") == {**OLD, "MEASURES.CSV": b"upper case"}


@pytest.mark.parametrize("name", ["missing", "plan.json"])
def test_what_is_no_folder_is_refused_as_one(old: Path, name: str) -> None:
    with pytest.raises(ReadError, match="file: cannot be read"):
        read_folder(old.parent / name, ".csv")


def test_a_file_of_a_folder_above_the_limit_is_refused_by_its_name(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("socplan.files.MAX_BYTES", 8)
    with pytest.raises(ReadError, match=r"goals\.csv: file: larger than"):
        read_folder(folder, ".csv")
