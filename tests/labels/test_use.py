"""Every label is used by some code, and every label that code names is there.

Code names a label whole (``"needs.title"``), or with a part that it fills in (``f"swot.{kind.value}"``). What fills a
part in is a text that stands in the code somewhere: the value of an enumeration, the name of a table, another key.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import attrs

import socplan
from socplan.labels import core_labels
from socplan.model.dossier import record_types

SOURCE = Path(socplan.__file__).parent
KEYS = set(core_labels("cs").texts)
FAMILIES = {key.partition(".")[0] for key in KEYS}


def nodes(*patterns: str) -> Iterator[ast.AST]:
    for pattern in patterns:
        for file in sorted(SOURCE.glob(pattern)):
            yield from ast.walk(ast.parse(file.read_text("utf-8")))


def texts(found: Iterable[ast.AST]) -> set[str]:
    return {node.value for node in found if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def pattern(joined: ast.JoinedStr) -> str:
    """A text with parts filled in, as a pattern that takes a word or more for each of them."""
    return "".join(
        re.escape(str(piece.value)) if isinstance(piece, ast.Constant) else r"([\w.-]+?)" for piece in joined.values
    )


ALL = list(nodes("**/*.py"))
TEXTS = texts(ALL)
#: The texts in the modules of each report kind: a section is titled by the label ``KIND.SECTION``.
OF_KIND = {family: texts(nodes(f"report/kinds/{family}.py", f"report/kinds/{family}/*.py")) for family in FAMILIES}
#: Names of attributes and tables fill keys in too, such as those of changed attributes of a measure.
NAMES = (
    TEXTS
    | set(record_types())
    | {attribute.name for cls in record_types().values() for attribute in attrs.fields(cls)}  # type: ignore[arg-type]
    | {word for text in TEXTS for word in re.split(r"[.-]", text)}
)
PATTERNS = {
    found
    for node in ALL
    if isinstance(node, ast.JoinedStr)
    and (found := pattern(node)).partition(r"\.")[0] in FAMILIES  # the family of a label is never filled in
}


def is_known(part: str) -> bool:
    """Whether a part of a key stands in the code, perhaps joined of words, as in ``upward.allocated_spent``."""
    return all(piece in NAMES or all(word in NAMES for word in piece.split("_")) for piece in part.split("."))


def is_used(key: str) -> bool:
    family, _, rest = key.partition(".")
    if key in TEXTS or rest in OF_KIND[family]:
        return True
    return any(
        (match := re.fullmatch(form, key)) is not None and all(map(is_known, match.groups())) for form in PATTERNS
    )


def test_no_label_is_dead() -> None:
    assert sorted(key for key in KEYS if not is_used(key)) == []


def test_every_label_that_code_names_is_there() -> None:
    named = {
        node.args[0].value
        for node in ALL
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "text"
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    }

    assert named
    assert sorted(named - KEYS) == []
    assert sorted(form for form in PATTERNS if not any(re.fullmatch(form, key) for key in KEYS)) == []


def test_a_label_that_nobody_names_would_be_seen() -> None:
    assert not is_used("needs.nobody_prints_it")
    assert not is_used("swot.neither")
