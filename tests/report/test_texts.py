"""Texts with marks, and the part of Markdown that long texts of a dossier may hold."""

from __future__ import annotations

import copy
import pickle

import pytest
from hypothesis import given, strategies as st

from socplan.report import Items, Mark, MarkKind, Paragraph, ParagraphRole, RichText, referring
from socplan.report.markdown import rich_blocks
from socplan.testing import texts


def shape(text: str) -> list[object]:
    """The blocks of a text, each with its marked pieces."""
    return [_shape(block) for block in rich_blocks(text)]


def _shape(block: Paragraph | Items) -> object:
    if isinstance(block, Items):
        return ("ol" if block.numbered else "ul", [_marked(item) for item in block.items])
    return _marked(block.text)


def _marked(text: str) -> object:
    if not isinstance(text, RichText):
        return text
    return (str(text), [(mark.kind.value, text[mark.start : mark.end], mark.target) for mark in text.marks])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("jeden\ndruhý", ["jeden\ndruhý"]),
        ("jeden\n\ndruhý", ["jeden", "druhý"]),
        ("**tučně** a *kurzívou*", [("tučně a kurzívou", [("strong", "tučně", None), ("emphasis", "kurzívou", None)])]),
        ("***obojí***", [("obojí", [("emphasis", "obojí", None), ("strong", "obojí", None)])]),
        ("[kraj](https://a.cz/?b=1&c=2)", [("kraj", [("link", "kraj", "https://a.cz/?b=1&c=2")])]),
        ("[kraj](mailto:a@b.cz)", [("kraj", [("link", "kraj", "mailto:a@b.cz")])]),
        ("- jedna\n- dvě", [("ul", ["jedna", "dvě"])]),
        ("1. jedna\n2. dvě", [("ol", ["jedna", "dvě"])]),
        ("- jedna\n  - uvnitř\n- dvě", [("ul", ["jedna\n– uvnitř", "dvě"])]),
        (r"\*hvězdičky\* a 5 \* 3", ["*hvězdičky* a 5 * 3"]),
    ],
)
def test_the_part_of_markdown_is_shown(text: str, expected: list[object]) -> None:
    assert shape(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "# nadpis",
        "> citát",
        "![mapa](https://a.cz/mapa.png)",
        "`kód`",
        "```\nkód\n```",
        "<b>tučně</b>",
        "<script>alert(1)</script>",
        "&amp; &#42;",
        "5 * 3 * 2",
        "snake_case_name",
        "1. ledna",
        "- 5 %",
        "+ 420",
        "2. bod\n3. bod",
        "[kraj](javascript:alert(1))",
        "[kraj](file:///etc/passwd)",
        "| a | b |\n| - | - |",
        "---",
        "https://a.cz",
        "    odsazeno",
        "[1]: https://a.cz",
    ],
)
def test_what_is_no_part_of_it_stays_as_it_was_written(text: str) -> None:
    (block,) = rich_blocks(text)

    assert isinstance(block, Paragraph)
    assert block.text.strip() == text.strip()
    assert not any(mark.kind is MarkKind.LINK for mark in getattr(block.text, "marks", ()))


@given(st.text(st.characters(codec="utf-8", categories=("L", "N", "Zs", "P", "S")), max_size=40).map(str.strip))
def test_letters_and_digits_are_never_lost(text: str) -> None:
    shown = "".join(
        text for block in rich_blocks(text) for text in ([block.text] if isinstance(block, Paragraph) else block.items)
    )
    letters = [sign for sign in text if sign.isalpha()]

    # The address of a link is its target, no text.
    if "](" not in text:
        assert [sign for sign in shown if sign.isalpha()] == letters


def test_roles_are_those_asked_for() -> None:
    assert rich_blocks("poznámka", ParagraphRole.NOTE) == (Paragraph("poznámka", ParagraphRole.NOTE),)
    assert rich_blocks(None) == rich_blocks(" \n ") == ()


@pytest.mark.parametrize(
    ("marks", "problem"),
    [
        ((Mark(0, 0, MarkKind.STRONG),), "holds no character"),
        ((Mark(0, 9, MarkKind.STRONG),), "holds no character"),
        ((Mark(0, 2, MarkKind.STRONG), Mark(1, 3, MarkKind.EMPHASIS)), "cross"),
        ((Mark(0, 2, MarkKind.STRONG, "x"),), "has a target"),
        ((Mark(0, 2, MarkKind.REFERENCE),), "has no target"),
        ((Mark(0, 2, MarkKind.LINK, "javascript:x"),), "no address"),
        ((Mark(0, 2, MarkKind.LINK, 'https://a.cz/"x'),), "no address"),
        ((Mark(0, 3, MarkKind.LINK, "https://a.cz"), Mark(1, 2, MarkKind.REFERENCE, "t")), "inside another link"),
    ],
)
def test_wrong_marks_are_refused(marks: tuple[Mark, ...], problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        RichText("text", marks)


@given(texts())
def test_a_marked_text_is_a_text_and_copies_keep_its_marks(text: str) -> None:
    rich = RichText(text, (Mark(0, 1, MarkKind.STRONG),))

    assert rich == text
    assert hash(rich) == hash(text)
    for made in (copy.deepcopy(rich), pickle.loads(pickle.dumps(rich))):  # noqa: S301 - our own
        assert (str(made), made.marks) == (text, rich.marks)


def test_a_reference_stands_on_the_name_of_its_table() -> None:
    assert referring("viz Stav", ("Stav", "statuses")).marks == (Mark(4, 8, MarkKind.REFERENCE, "statuses"),)
    with pytest.raises(ValueError, match="does not stand in the text"):
        referring("viz tabulku", ("Stav", "statuses"))
