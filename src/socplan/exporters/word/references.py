"""What tags refer to: names, keys, filters; those that are unknown, and those that are taken for something else."""

from collections.abc import Iterable, Iterator, Mapping, Set as AbstractSet
from typing import Any, Final

from attrs import frozen
from jinja2 import nodes
from jinja2.sandbox import MAX_RANGE

from socplan.exporters.word.arguments import filter_mistakes
from socplan.exporters.word.entries import (
    Scope,
    Sort,
    asked_for,
    entry_keys,
    is_block,
    key_of,
    list_keys,
    path_of,
    printed_nodes,
    through,
)
from socplan.exporters.word.environment import LOOP_ENTRIES, TEXT_METHODS, TemplateEnvironment
from socplan.exporters.word.mistakes import Mistake, unknown
from socplan.exporters.word.sorts import Sorts
from socplan.exporters.word.vocabulary import BLOCKS, HEAD, PICTURES, TABLE_ENTRIES, TEXTS, Keys

__all__ = ["References"]

#: What every mapping offers beside its keys.
_OF_MAPPINGS: Final = frozenset({"get", "items", "keys", "values"})


@frozen
class References:
    """The check of what the tags of a part refer to."""

    environment: TemplateEnvironment
    known: Keys | None
    #: The names that every report has.
    names: frozenset[str]

    def mistakes(
        self, tree: nodes.Template, scopes: Iterable[Scope], own: Mapping[str, Sort | None]
    ) -> Iterator[Mistake]:
        """What a tag asks for that nothing has, each with the nearest known name.

        Args:
            tree: the tag.
            scopes: those of the statements around it, from the outermost.
            own: the names that the template gives itself, with what they give.
        """
        around = tuple(scopes)
        sorts = self.sorts(around, own)
        given = frozenset(sorts.own)
        for each in tree.find_all(nodes.Filter):
            if each.name not in self.environment.filters:
                yield unknown("no-filter", each.name, self.environment.filter_names)
            elif each.node is not None:
                yield from filter_mistakes(each, self.environment, self.known, sorts)
        for test in tree.find_all(nodes.Test):
            if test.name not in self.environment.tests:
                yield unknown("no-test", test.name, self.environment.test_names)
        names = {*given, *self.environment.globals}
        for name in tree.find_all(nodes.Name):
            if name.ctx == "load" and name.name not in names | self.names:
                yield unknown("no-name", name.name, self.names | given)
        yield from self._asked(tree, around, sorts, names)
        yield from self._misused(tree, sorts)

    def _asked(
        self, tree: nodes.Template, around: tuple[Scope, ...], sorts: Sorts, names: AbstractSet[str]
    ) -> Iterator[Mistake]:
        """Keys and entries that there are not."""
        asked = frozenset(asked_for(tree)).union(*(scope.asked for scope in around))
        asking: list[nodes.Getattr | nodes.Getitem] = [*tree.find_all(nodes.Getattr), *tree.find_all(nodes.Getitem)]
        for node in asking:
            key = key_of(node)
            called, entries = entry_keys(node.node, around, self.known)
            root, keys = path_of(node)
            if key is None and (mistake := sorts.asked(node, None)):
                yield mistake
            if key is None or (called, key) in asked or (root, key) in asked:
                continue
            if entries is not None:
                yield from self._unknown_entry(called, key, entries)
            elif mistake := sorts.asked(node, key):
                yield mistake
            elif keys and root not in names:
                yield from self._unknown_key(root, keys)

    def sorts(self, around: Iterable[Scope], own: Mapping[str, Sort | None]) -> Sorts:
        """What expressions give, within some statements."""
        names: dict[str, Sort | None] = {}
        for scope in around:
            names |= dict.fromkeys(scope.names) | dict(scope.sorts)
        # A name of both gives now the one, now the other.
        return Sorts(names | {name: None if name in names else sort for name, sort in own.items()})

    def loop_entries(self, tree: nodes.Template, scopes: Iterable[Scope]) -> Mapping[str, tuple[str, ...]]:
        """The keys that the names of a loop have: ``row`` of ``{% for row in table.by_group.rows %}`` its columns."""
        loop = next(iter(tree.find_all(nodes.For)), None)
        if loop is None:
            return {}
        keys = None
        if path_of(through(loop.iter))[0] not in frozenset().union(*(scope.names for scope in scopes)):
            keys = list_keys(loop.iter, self.known)
        of_loop = {"loop": tuple(sorted(LOOP_ENTRIES))}
        return of_loop | ({loop.target.name: keys} if keys and isinstance(loop.target, nodes.Name) else {})

    def _misused(self, tree: nodes.Template, sorts: Sorts) -> Iterator[Mistake]:
        """What is taken for something else: a table for its rows, a text for a list, a number or a function."""
        given = frozenset(sorts.own)
        for loop in tree.find_all(nodes.For):
            node = through(loop.iter)
            root, keys = path_of(node)
            is_table = root == "table" and root not in given and len(keys) == 1
            if is_table and not (self.known and self.known.chapter(keys[0])):
                yield Mistake(code="loop-over-table", values={"name": ".".join((root, *keys))})
            elif sorts.of(node) not in {None, Sort.LIST, Sort.ENTRY}:
                yield Mistake(code="no-loop")
        yield from _joined(tree, given)
        for call in tree.find_all(nodes.Call):
            root, keys = path_of(call.node)
            if root not in given and self._is_text(root, keys):
                yield Mistake(code="not-callable")
            if root == "range" and not keys and "range" not in given and _is_long(call):
                yield Mistake(code="many-steps", values={"most": MAX_RANGE})
        for each in tree.find_all((nodes.Sub, nodes.Add, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod)):
            sides = [path_of(side) for side in (each.left, each.right)]
            root, keys = sides[0]
            is_keyed = root in ("part", "table") and len(keys) == 1 and root not in given
            if is_keyed and isinstance(each, nodes.Sub):
                yield Mistake(code="hyphen-in-key", values={"root": root, "name": keys[0]})
            if not is_keyed and sorts.reckoned(each):
                yield Mistake(code="numbers-only", values={"sign": each.operator})
        for node in printed_nodes(tree):
            root, keys = path_of(node)
            if keys and keys[-1] in TEXT_METHODS and root not in given and self._is_text(root, keys[:-1]):
                yield Mistake(code="a-function")

    def _is_text(self, root: str, keys: tuple[str, ...]) -> bool:
        """Whether this is a text in every report."""
        return (root in TEXTS and not keys) or (root == "word" and len(keys) == 1 and keys[0] not in _OF_MAPPINGS)

    def _unknown_entry(self, called: str, key: str, entries: tuple[str, ...]) -> Iterator[Mistake]:
        """A key that what a loop goes through has not."""
        is_known = self.known.has(key, entries) if self.known else key in entries
        if not is_known and key not in _OF_MAPPINGS:
            yield unknown("no-entry", key, self._shown(entries), root=called)

    def _unknown_key(self, root: str, keys: tuple[str, ...]) -> Iterator[Mistake]:
        if root in (*BLOCKS, *PICTURES) or (root in TEXTS and keys[0] not in TEXT_METHODS):
            if len(keys) == 1:
                yield Mistake(code="nothing-after", values={"root": root, "name": keys[0]})
            return
        if root == "part" and len(keys) == 2 and not (self.known and self.known.chapters):  # noqa: PLR2004 - its key, more
            if keys[1] not in _OF_MAPPINGS:
                yield Mistake(code="nothing-after", values={"root": f"part.{keys[0]}", "name": keys[1]})
            return
        if self.known is not None and root == "table" and len(keys) > 1:
            yield from self._unknown_of_table(keys)
            return
        known = HEAD if root == "head" else self.known.after(root) if self.known else None
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


def _is_long(call: nodes.Call) -> bool:
    """Whether ``range`` gives more than the sandbox lets through; what depends on the report is not known."""
    numbers: list[Any] = [getattr(each, "value", None) for each in call.args]
    try:
        return len(range(*numbers)) > MAX_RANGE
    except OverflowError:
        return True
    except (TypeError, ValueError):
        return False


def _joined(tree: nodes.Template, given: AbstractSet[str]) -> Iterator[Mistake]:
    """Paragraphs and pictures that are put into a text, or into a list."""
    for whole in tree.find_all((nodes.Concat, nodes.List)):
        for root, keys in map(path_of, whole.iter_child_nodes()):
            if root in given:
                continue
            if is_block((root, keys)):
                yield Mistake(code="blocks-as-text", values={"name": ".".join((root, *keys))})
            elif root in PICTURES and not keys:
                yield Mistake(code="picture-as-text", values={"name": root})
