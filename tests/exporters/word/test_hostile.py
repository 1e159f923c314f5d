"""Templates of strangers, more than two hundred: each gives a right document or a message, soon, and no traceback."""

from __future__ import annotations

import io
import time

import attrs
import docx
import pytest
from lxml import etree
from tests.exporters.word.hostile import active, broken, package, paragraph
from tests.exporters.word.odd import odd
from tests.exporters.word.test_environment import GREEDY

from socplan import InputFile, TemplateError, build_report, render
from socplan.archives import unzip
from socplan.exporters.word.allowed import package_mistakes
from socplan.labels.formats import untypeset
from socplan.testing import sample_dossier

ZLIN = attrs.evolve(build_report("plan", sample_dossier("zlin")), subtitle="Krátce řečeno")
ODD = dict(odd())
#: What stands in the document where the title does not.
SHOWN = {
    "only subtitle": "Krátce řečeno",
    "only fact.authority": "Zlín",
    "only word.page": "Strana",
    "only kind": "plan",
    "contents alone": "x",
    "rows": "2 Senioři",
    "a table within a table": "2 Senioři",
    "a table without a grid": "2 Senioři",
    "a part in a cell": "Ve zkratce",
    "the body twice": "Ve zkratce",
}
BAD = {
    **{f"active: {name}": content for name, content, _ in active()},
    **{f"broken: {name}": content for name, content, _ in broken()},
    **{f"greedy: {name}": package(paragraph(text)) for name, text in GREEDY.items()},
}


def made(content: bytes) -> bytes:
    return render(ZLIN, "docx", template=InputFile(name="t.docx", content=content))[0].content


@pytest.mark.parametrize("name", ODD)
def test_an_odd_template_makes_a_right_document(name: str) -> None:
    content = made(ODD[name])
    members = unzip("t", content)
    document = docx.Document(io.BytesIO(content))

    assert list(package_mistakes("t.docx", content)) == []
    assert not any(mark in members["word/document.xml"] for mark in (b"{{", b"{%", b"}}"))
    assert document.element.body[-1].tag.endswith("}sectPr")
    size = document.sections[-1]
    assert size.page_width
    assert size.page_height
    text = "".join(node.text or "" for node in etree.fromstring(members["word/document.xml"]).iter("{*}t"))
    assert SHOWN.get(name, ZLIN.title) in untypeset(text)


@pytest.mark.parametrize("name", BAD)
def test_a_bad_template_is_a_message_within_twenty_seconds(name: str) -> None:
    start = time.monotonic()
    with pytest.raises(TemplateError) as caught:
        made(BAD[name])

    assert time.monotonic() - start < 25
    assert all(line.startswith("t.docx: ") for line in str(caught.value).splitlines())
    assert "Traceback" not in str(caught.value)


def test_there_are_enough_of_them() -> None:
    assert len(BAD) >= 120
