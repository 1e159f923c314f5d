"""The file around a document: what is packed comes out, and what is no XML does not get in."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given, strategies as st

from socplan.exporters.word import package
from socplan.exporters.word.package import BrokenXmlError, archive, pack, pack_xml

NAMES = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=20)


@given(st.dictionaries(NAMES, st.binary(max_size=2_000), max_size=5))
def test_an_archive_gives_back_its_members_in_order(members: dict[str, bytes]) -> None:
    made = archive({name: pack(content) for name, content in members.items()})

    with zipfile.ZipFile(io.BytesIO(made)) as opened:
        assert opened.testzip() is None
        assert {name: opened.read(name) for name in opened.namelist()} == members
        assert opened.namelist() == sorted(members)


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="<&>\r", exclude_categories=["Cc", "Cn"]))))
def test_a_stream_is_packed_as_if_it_were_one_text(texts: list[str]) -> None:
    pieces = ["<a>", *texts, "</a>"]

    with zipfile.ZipFile(io.BytesIO(archive({"x": pack_xml(pieces)}))) as opened:
        assert opened.read("x").decode() == "".join(pieces)


@pytest.mark.parametrize("text", ["<a>", "<a></b>", "<a:b/>", "<a b='1' b='2'/>", "<a>&</a>", "", "<a/><a/>"])
def test_what_is_not_well_formed_is_refused(text: str) -> None:
    with pytest.raises(BrokenXmlError):
        pack_xml((text,))


@pytest.mark.parametrize("trusted", [True, False])
@pytest.mark.parametrize("sign", ["\0", "\x01", "\x0b", "\x1f", "\ufffe", "\uffff", "\ud800"])
def test_what_xml_cannot_hold_is_refused_even_where_tags_are_trusted(
    sign: str, *, trusted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(package, "PROVE_ALL", False)

    with pytest.raises(BrokenXmlError):
        pack_xml((f"<a>{sign}</a>",), trusted=trusted)


def test_the_tests_prove_what_daily_work_trusts() -> None:
    with pytest.raises(BrokenXmlError):
        pack_xml(("<a>",), trusted=True)
