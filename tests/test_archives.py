"""An archive is measured before it is believed."""

from __future__ import annotations

import io
import zipfile
import zlib

import pytest

from socplan.archives import unzip, zipped
from socplan.errors import ReadError

MEMBERS = {"plan.csv": "Zlín".encode(), "cíle.csv": bytes(range(256)), "prázdná.csv": b""}
#: Where these numbers stand in the entry of the archive's directory for a member.
FLAGS, CHECKSUM, PACKED, SIZE = 8, 16, 20, 24


def refusal(data: bytes) -> str:
    with pytest.raises(ReadError) as caught:
        unzip("plan.zip", data)
    return str(caught.value)


def archive(*names: str, content: bytes = b"x") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        for name in names:
            made.writestr(name, content)
    return buffer.getvalue()


def lying(data: bytes, **numbers: int) -> bytes:
    """The archive with other numbers in the directory entry of its first member."""
    entry = data.index(b"PK\x01\x02")
    for name, number in numbers.items():
        at = entry + {"flags": FLAGS, "checksum": CHECKSUM, "packed": PACKED, "size": SIZE}[name]
        data = data[:at] + number.to_bytes(4, "little") + data[at + 4 :]
    return data


def test_what_is_zipped_is_unzipped_the_same() -> None:
    assert unzip("plan.zip", zipped(MEMBERS)) == MEMBERS


def test_the_order_of_the_members_is_kept() -> None:
    assert list(unzip("plan.zip", zipped(MEMBERS))) == list(MEMBERS)


def test_the_same_members_make_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    before = zipped(MEMBERS)
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    monkeypatch.setattr("sys.platform", "win32")
    assert zipped(MEMBERS) == before


def test_a_member_bears_no_time_of_the_clock() -> None:
    with zipfile.ZipFile(io.BytesIO(zipped(MEMBERS))) as made:
        assert {info.date_time for info in made.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_long_text_of_one_character_comes_back_from_the_archive_it_was_written_to() -> None:
    members = {"plan.csv": b"a" * 200_000}
    assert unzip("plan.zip", zipped(members)) == members


def test_folders_in_an_archive_are_no_members() -> None:
    assert unzip("plan.zip", archive("tabulky/", "plan.csv")) == {"plan.csv": b"x"}


@pytest.mark.parametrize("data", [b"", b"PK", b"socplan;title\r\n1;Zl\xc3\xadn", b'{"socplan": "1"}'])
def test_what_is_no_archive_is_refused(data: bytes) -> None:
    assert refusal(data).startswith("plan.zip: file: no readable zip archive")


@pytest.mark.parametrize("length", [1, 30, 100, -1, -22, -60])
def test_a_truncated_archive_is_refused(length: int) -> None:
    assert "no readable zip archive" in refusal(zipped(MEMBERS)[:length])


def test_a_member_with_a_changed_byte_is_refused() -> None:
    data = archive("plan.csv", content=b"Zlin 2008")
    assert "no readable zip archive" in refusal(data.replace(b"Zlin 2008", b"Zlin 2009"))


def test_a_locked_archive_is_refused() -> None:
    assert "no readable zip archive" in refusal(lying(zipped({"plan.csv": b"x"}), flags=1))


def test_a_member_that_stands_twice_is_refused_by_its_name() -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = archive("plan.csv", "goals.csv", "plan.csv")
    assert refusal(data) == "plan.zip: plan.csv: stands twice in the archive"


@pytest.mark.parametrize("name", ["../plan.csv", "/plan.csv", "a/../../plan.csv", "..\\plan.csv", "\\plan.csv"])
def test_a_member_that_leaves_the_archive_is_refused_by_its_name(name: str) -> None:
    assert refusal(archive(name)) == f"plan.zip: {name}: leaves the archive"


def test_all_bad_members_are_named_at_once() -> None:
    assert refusal(archive("../a.csv", "b.csv", "/c.csv")).splitlines() == [
        "plan.zip: ../a.csv: leaves the archive",
        "plan.zip: /c.csv: leaves the archive",
    ]


@pytest.mark.parametrize("name", ["a\nb\\.csv", "a\x1b[31m\\.csv"])
def test_a_bad_member_is_named_on_one_line_without_control_characters(name: str) -> None:
    assert refusal(archive(name)).isprintable()


def test_a_thousand_members_are_read() -> None:
    assert len(unzip("plan.zip", archive(*(f"{number}.csv" for number in range(1_000))))) == 1_000


def test_more_than_a_thousand_members_are_refused() -> None:
    assert "more than 1000 members" in refusal(archive(*(f"{number}.csv" for number in range(1_001))))


def test_a_member_that_unpacks_to_very_much_more_than_its_size_is_refused() -> None:
    assert (
        refusal(zipped({"plan.csv": bytes(50_000_000)}))
        == "plan.zip: plan.csv: unpacks to more than 200 times its size"
    )


def test_members_that_together_unpack_to_too_much_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socplan.archives.MAX_BYTES", 1_000_000)
    half = bytes(range(256)) * 2_000
    assert unzip("plan.zip", archive("a.csv", content=half)) == {"a.csv": half}
    assert refusal(archive("a.csv", "b.csv", content=half)) == "plan.zip: file: unpacks to more than 1 MB"


@pytest.mark.parametrize("size", [0, 9, 11, 500])
def test_a_member_of_another_size_than_the_archive_says_is_refused(size: int) -> None:
    assert "no readable zip archive" in refusal(lying(zipped({"plan.csv": b"0123456789"}), size=size))


def test_a_member_longer_than_the_archive_says_is_refused_though_the_checksum_fits() -> None:
    data = lying(zipped({"plan.csv": b"0123456789"}), size=4, checksum=zlib.crc32(b"0123"))
    assert "no readable zip archive" in refusal(data)
