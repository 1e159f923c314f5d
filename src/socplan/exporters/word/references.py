"""What tags refer to: names, keys, filters; those that are unknown, and those that are taken for something else."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from attrs import field, frozen
from jinja2 import nodes

from socplan.exporters.word.environment import TEXT_METHODS, TemplateEnvironment
from socplan.exporters.word.mistakes import Mistake, unknown
from socplan.exporters.word.vocabulary import (
    BLOCKS,
    FACT_ENTRIES,
    HEAD,
    OWN_FILTERS,
    PICTURES,
    ROW_ENTRIES,
    TABLE_ENTRIES,
    TEXTS,
    Vocabulary,
)

__all__ = ["References", "Scope", "asked_for", "is_block", "is_several", "loop_entries", "path_of", "printed_node"]

#: What every mapping offers beside its keys.
_OF_MAPPINGS: Final = frozenset({"get", "items", "keys", "values"})
#: The filters that give the entries of a list, in another order or fewer of them; one of them has no name to type.
_KEEPING: Final = frozenset({" counted", "list", "reject", "rejectattr", "reverse", "select", "selectattr", "sort"})
#: The filters and the question by which a template asks whether there is a key.
_ASKING: Final = frozenset({"d", "default"})
_ONE_VALUE: Final = frozenset({*OWN_FILTERS, *OWN_FILTERS.values()})

Path = tuple[str, tuple[str, ...]]
"""A name and the keys after it, of ``table.by_group.rows``; the name is empty for anything else."""


@frozen
class Scope:
    """What a statement gives to the tags within it."""

    #: The names that hold within it.
    names: frozenset[str] = frozenset()
    #: The keys that such a name has, as far as they are known.
    entries: Mapping[str, tuple[str, ...]] = field(factory=dict)
    #: The names and keys that it asks for, as in ``{% if 'summary' in part %}``.
    asked: frozenset[tuple[str, str]] = frozenset()


def path_of(node: nodes.Node | None) -> Path:
    """The name and the keys of an expression."""
    keys: list[str] = []
    while isinstance(node, (nodes.Getattr, nodes.Getitem)):
        key = node.attr if isinstance(node, nodes.Getattr) else getattr(node.arg, "value", None)
        if not isinstance(key, str):
            return "", ()
        keys.insert(0, key)
        node = node.node
    return (node.name, tuple(keys)) if isinstance(node, nodes.Name) else ("", ())


def printed_node(tree: nodes.Template) -> nodes.Node | None:
    """What a tag prints."""
    output = tree.body[0] if tree.body else None
    return output.nodes[0] if isinstance(output, nodes.Output) and output.nodes else None


def asked_for(tree: nodes.Template) -> Iterator[tuple[str, str]]:
    """The names and keys that a condition asks for: ``'change' in part``, ``part.change is defined``."""
    for question in tree.find_all(nodes.Compare):
        for operand in question.ops:
            if operand.op == "in" and isinstance(question.expr, nodes.Const) and isinstance(operand.expr, nodes.Name):
                yield operand.expr.name, str(question.expr.value)
    tests = (test.node for test in tree.find_all(nodes.Test) if test.name in ("defined", "undefined"))
    filters = (each.node for each in tree.find_all(nodes.Filter) if each.name in _ASKING)
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


def loop_entries(tree: nodes.Template, known: Vocabulary | None) -> Mapping[str, tuple[str, ...]]:
    """The keys that the name of a loop has: ``row`` of ``{% for row in table.by_group.rows %}`` its columns."""
    loop = next(iter(tree.find_all(nodes.For)), None)
    if loop is None or not isinstance(loop.target, nodes.Name):
        return {}
    through = loop.iter
    while isinstance(through, nodes.Filter) and through.name in _KEEPING:
        through = through.node  # type: ignore[assignment]
    entries: tuple[str, ...] | None = None
    match path_of(through):
        case ("facts", ()):
            entries = FACT_ENTRIES
        case ("table", (*_, "columns")):
            entries = ("key", "label")
        case ("table", (*table, "rows")) if known is not None:
            columns = known.columns_of(table)
            entries = None if columns is None else (*(column.key for column in columns), *ROW_ENTRIES)
    return {} if entries is None else {loop.target.name: entries}


@frozen
class References:
    """The check of what the tags of a part refer to."""

    environment: TemplateEnvironment
    known: Vocabulary | None
    #: The names that every report has.
    names: frozenset[str]

    def mistakes(self, tree: nodes.Template, scopes: Iterable[Scope], own: Iterable[str]) -> Iterator[Mistake]:
        """What a tag asks for that nothing has, each with the nearest known name.

        Args:
            tree: the tag.
            scopes: those of the statements around it, from the outermost.
            own: the names that the template gives itself.
        """
        around = tuple(scopes)
        given = frozenset(own).union(*(scope.names for scope in around))
        for each in tree.find_all(nodes.Filter):
            if each.name not in self.environment.filters:
                yield unknown("no-filter", each.name, (name for name in self.environment.filters if name[0] != " "))
            elif each.node is not None and path_of(each.node)[0] not in given:
                yield from _unfit(each)
        for test in tree.find_all(nodes.Test):
            if test.name not in self.environment.tests:
                yield unknown("no-test", test.name, (name for name in self.environment.tests if name.isidentifier()))
        own = {*given, *self.environment.globals}
        for name in tree.find_all(nodes.Name):
            if name.ctx == "load" and name.name not in own | self.names | {"loop", "self"}:
                yield unknown("no-name", name.name, self.names | given)
        asked = frozenset(asked_for(tree)).union(*(scope.asked for scope in around))
        for node in tree.find_all((nodes.Getattr, nodes.Getitem)):
            root, keys = path_of(node)
            if keys and (root, keys[-1]) not in asked:
                entries = next((scope.entries[root] for scope in reversed(around) if root in scope.entries), None)
                if entries is not None:
                    yield from self._unknown_entry(root, keys, entries)
                elif root not in own:
                    yield from self._unknown_key(root, keys)

    def _unknown_entry(self, root: str, keys: tuple[str, ...], entries: tuple[str, ...]) -> Iterator[Mistake]:
        """A key that what a loop goes through has not."""
        is_known = self.known.has(keys[0], entries) if self.known else keys[0] in entries
        if len(keys) == 1 and not is_known and keys[0] not in _OF_MAPPINGS:
            yield unknown("no-entry", keys[0], self._shown(entries), root=root)

    def _unknown_key(self, root: str, keys: tuple[str, ...]) -> Iterator[Mistake]:
        if root in (*BLOCKS, *PICTURES) or (root in TEXTS and keys[0] not in TEXT_METHODS):
            if len(keys) == 1:
                yield Mistake(code="nothing-after", values={"root": root, "name": keys[0]})
            return
        if self.known is not None and root == "table" and len(keys) > 1:
            yield from self._unknown_of_table(keys)
            return
        known = HEAD if root == "head" else self.known.keys(root) if self.known else None
        if known is None or len(keys) != 1 or keys[0] in _OF_MAPPINGS:
            return
        if root in ("part", "table") and self.known is not None and self.known.chapter(keys[0]) is not None:
            return
        if not (self.known.has(keys[0], known) if self.known else keys[0] in known):
            yield unknown("no-key", keys[0], self._shown(known), root=root)

    def _unknown_of_table(self, keys: tuple[str, ...]) -> Iterator[Mistake]:
        """What stands after ``table.KEY``: an entry of the table; of a chapter, the key of one of its tables."""
        chapter = self.known.chapter(keys[0]) if self.known else None
        before, place = ".".join(("table", *keys[:-1])), len(keys) - (1 if chapter is None else 2)
        if place == 0 and chapter is not None and not chapter.has(keys[1], chapter.tables):
            yield unknown("no-entry", keys[1], self._shown(chapter.tables), root=before)
        elif place == 1 and keys[-1] not in TABLE_ENTRIES and keys[-1] not in _OF_MAPPINGS:
            yield unknown("no-entry", keys[-1], TABLE_ENTRIES, root=before)

    def _shown(self, keys: Iterable[str]) -> set[str]:
        """The keys for a message; those that end in a record once for all."""
        return {f"{family}…" if self.known and (family := self.known.family(key)) else key for key in keys}


def _unfit(each: nodes.Filter) -> Iterator[Mistake]:
    """A filter on what it cannot change."""
    root, keys = path = path_of(each.node)
    name = ".".join((root, *keys))
    if is_block(path):
        yield Mistake(code="blocks-as-text", values={"name": name})
    elif root in PICTURES and each.name not in _ASKING:
        yield Mistake(code="picture-as-text", values={"name": name})
    elif each.name in _ONE_VALUE and is_several(path):
        yield Mistake(code="one-value", values={"name": each.name})
