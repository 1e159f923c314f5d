"""What tags name, and which entries the lists have that they go through."""

from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from typing import Final

from attrs import field, frozen
from jinja2 import nodes

from socplan.exporters.word.vocabulary import BLOCKS, FACT_ENTRIES, ROW_ENTRIES, Keys

__all__ = [
    "ASKING",
    "Path",
    "Scope",
    "Sort",
    "asked_for",
    "entry_keys",
    "is_block",
    "is_several",
    "key_of",
    "list_keys",
    "path_of",
    "printed_nodes",
    "through",
]

#: The filters that give the entries of a list, in another order or fewer of them; one of them has no name to type.
_KEEPING: Final = frozenset({" counted", "list", "reject", "rejectattr", "reverse", "select", "selectattr", "sort"})
#: The filters that give one entry of a list.
_CHOOSING: Final = frozenset({"first", "last", "max", "min"})
#: The filters by which a template asks whether there is a key.
ASKING: Final = frozenset({"d", "default"})

Path = tuple[str, tuple[str, ...]]
"""A name and the keys after it, of ``table.by_group.rows``; the name is empty for anything else."""


class Sort(Enum):
    """What an expression gives."""

    TEXT = "text"
    NUMBER = "number"
    #: A text, a number or a day: one value of a report.
    VALUE = "value"
    YES_NO = "yes-no"
    LIST = "list"
    #: Several values by their names: a row, a table, ``fact``.
    ENTRY = "entry"
    BLOCK = "block"
    PICTURE = "picture"


@frozen
class Scope:
    """What a statement gives to the tags within it."""

    #: The names that hold within it.
    names: frozenset[str] = frozenset()
    #: The keys that such a name has, as far as they are known.
    entries: Mapping[str, tuple[str, ...]] = field(factory=dict)
    #: What such a name gives, as far as it is known.
    sorts: Mapping[str, Sort | None] = field(factory=dict)
    #: The names and keys that it asks for, as in ``{% if 'summary' in part %}``.
    asked: frozenset[tuple[str, str]] = frozenset()


def key_of(node: nodes.Getattr | nodes.Getitem) -> str | None:
    """What stands after the point, or in brackets; ``None``: no name."""
    key = node.attr if isinstance(node, nodes.Getattr) else getattr(node.arg, "value", None)
    return key if isinstance(key, str) else None


def path_of(node: nodes.Node | None) -> Path:
    """The name and the keys of an expression."""
    keys: list[str] = []
    while isinstance(node, (nodes.Getattr, nodes.Getitem)):
        key = key_of(node)
        if key is None:
            return "", ()
        keys.insert(0, key)
        node = node.node
    return (node.name, tuple(keys)) if isinstance(node, nodes.Name) else ("", ())


def printed_nodes(tree: nodes.Template) -> Iterator[nodes.Node]:
    """What a tag prints: of ``{{ a if b else c }}`` and ``{{ a or c }}`` either."""
    for output in tree.body[:1]:
        yield from (branch for node in getattr(output, "nodes", ())[:1] for branch in _branches(node))


def _branches(node: nodes.Node | None) -> Iterator[nodes.Node]:
    if isinstance(node, nodes.CondExpr):
        yield from _branches(node.expr1)
        yield from _branches(node.expr2)
    elif isinstance(node, nodes.Or):
        yield from _branches(node.left)
        yield from _branches(node.right)
    elif node is not None:
        yield node


def asked_for(tree: nodes.Template) -> Iterator[tuple[str, str]]:
    """The names and keys that a condition asks for: ``'change' in part``, ``part.change is defined``."""
    for question in tree.find_all(nodes.Compare):
        for operand in question.ops:
            if (
                operand.op in ("in", "notin")
                and isinstance(question.expr, nodes.Const)
                and isinstance(operand.expr, nodes.Name)
            ):
                yield operand.expr.name, str(question.expr.value)
    tests = (test.node for test in tree.find_all(nodes.Test) if test.name in ("defined", "undefined"))
    filters = (each.node for each in tree.find_all(nodes.Filter) if each.name in ASKING)
    for node in (*tests, *filters):
        root, keys = path_of(node)
        if keys:
            yield root, keys[-1]


def is_block(path: Path) -> bool:
    """Whether a name gives paragraphs."""
    root, keys = path
    return (root in BLOCKS and not keys) or (root == "part" and len(keys) == 1)


def is_several(path: Path) -> bool:
    """Whether a name gives several values, none of which is printed by itself."""
    root, keys = path
    if root == "table":
        return len(keys) < 2 or keys[-1] in ("columns", "notes", "rows")  # noqa: PLR2004 - a table, and an entry of it
    return root in ("fact", "facts", "head", "part", "word") and not keys


def through(node: nodes.Node | None) -> nodes.Node | None:
    """A list without the filters that only order or choose its entries."""
    while isinstance(node, nodes.Filter) and node.name in _KEEPING:
        node = node.node
    return node


def list_keys(node: nodes.Node | None, known: Keys | None) -> tuple[str, ...] | None:
    """The keys that each entry of a list has: of ``table.by_group.rows`` its columns; ``None``: they are not known."""
    match path_of(through(node)):
        case ("facts", ()):
            return FACT_ENTRIES
        case ("table", (*_, "columns")):
            return ("key", "label")
        case ("table", (*table, "rows")) if known is not None:
            columns = known.columns_of(table)
            return None if columns is None else (*columns, *ROW_ENTRIES)
    return None


def entry_keys(node: nodes.Node, scopes: Iterable[Scope], known: Keys | None) -> tuple[str, tuple[str, ...] | None]:
    """The keys of an entry, by its name in a loop, or as ``rows[0]`` and ``rows | first``; with what it is called."""
    if isinstance(node, nodes.Name):
        # The innermost statement that gives the name says what it is.
        inner = (scope for scope in reversed(tuple(scopes)) if node.name in scope.names)
        return node.name, next(inner, Scope()).entries.get(node.name)
    is_one = (isinstance(node, nodes.Getitem) and isinstance(getattr(node.arg, "value", None), int)) or (
        isinstance(node, nodes.Filter) and node.name in _CHOOSING
    )
    if not is_one:
        return "", None
    of_list = node.node  # type: ignore[attr-defined]
    root, keys = path_of(through(of_list))
    return ".".join((root, *keys)), list_keys(of_list, known)
