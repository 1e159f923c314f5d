"""Looks a template over without a report: all mistakes in one run, each with its place and what to do."""

from collections.abc import Iterable, Iterator
from typing import Final

from attrs import evolve, field, frozen
from jinja2 import nodes
from jinja2.exceptions import TemplateError as JinjaError

from socplan.archives import unzip
from socplan.errors import ReadError
from socplan.exporters.base import TemplateFilter
from socplan.exporters.word.allowed import package_mistakes
from socplan.exporters.word.environment import TemplateEnvironment
from socplan.exporters.word.faults import mistake_of
from socplan.exporters.word.mistakes import Mistake, unknown
from socplan.exporters.word.tags import Paragraph, Tag, paragraphs_of, parts_with_text
from socplan.exporters.word.vocabulary import BLOCKS, HEAD, NAMES, PICTURES, TEXTS, Vocabulary

__all__ = ["check_template", "tag_mistakes"]

#: How a statement ends, and what may stand between.
_ENDS: Final = {name: f"end{name}" for name in ("if", "for", "macro", "call", "filter", "with", "set")}
_BETWEEN: Final = {"elif": {"if"}, "else": {"if", "for"}}
#: Statements of docxtpl about the cell in which they stand.
_OF_CELLS: Final = frozenset({"cellbg", "colspan", "hm", "vm"})
_STATEMENTS: Final = tuple(sorted({*_ENDS, *_ENDS.values(), *_BETWEEN}))
_SHOWN: Final = 120


def check_template(
    name: str, content: bytes, known: Vocabulary | None = None, filters: Iterable[TemplateFilter] = ()
) -> tuple[Mistake, ...]:
    """All mistakes of a template, in the order of its parts.

    Args:
        name: the name of the file.
        content: the file.
        known: the keys of the reports it is for; without them, keys after ``part.``, ``table.`` … are not looked at.
        filters: those of plugins.
    """
    outside = tuple(package_mistakes(name, content))
    try:
        members = unzip(name, content)
    except ReadError:
        return outside
    if any(not mistake.part or mistake.code == "damaged" for mistake in outside):
        return outside
    return (*outside, *tag_mistakes(members, known, filters))


def tag_mistakes(
    members: dict[str, bytes],
    known: Vocabulary | None = None,
    filters: Iterable[TemplateFilter] = (),
    names: Iterable[str] = NAMES,
) -> Iterator[Mistake]:
    """The mistakes in the tags of a template whose package is good."""
    environment = TemplateEnvironment(filters)
    has_tags = False
    for part, is_rendered in parts_with_text(members):
        paragraphs = tuple(paragraphs_of(part, members[part]))
        has_tags = has_tags or (is_rendered and any(paragraph.tags for paragraph in paragraphs))
        if is_rendered:
            yield from _Part(part, environment, known, frozenset(names)).mistakes(paragraphs)
        else:
            for paragraph in paragraphs:
                for tag in paragraph.tags:
                    yield _at(paragraph, tag, "never-filled")
    if not has_tags:
        yield Mistake(part="word/document.xml", code="no-tag")


def _at(paragraph: Paragraph, tag: Tag | None, what: str | Mistake, /, **values: object) -> Mistake:
    """A mistake, or one of a code and values, with its place."""
    return evolve(
        what if isinstance(what, Mistake) else Mistake(code=what, values=values),
        part=paragraph.part,
        paragraph=paragraph.text.strip()[:_SHOWN],
        tag=tag.text if tag else "",
        place=paragraph.place,
    )


@frozen
class _Open:
    """A statement that waits for its end."""

    name: str
    tag: Tag
    paragraph: Paragraph
    #: The names that hold within it.
    names: frozenset[str] = frozenset()
    #: The names and keys that it asks for, as in ``{% if 'summary' in part %}``.
    asked: frozenset[tuple[str, str]] = frozenset()


@frozen
class _Part:
    """The check of one part; the names and the open statements grow while it goes on."""

    part: str
    environment: TemplateEnvironment
    known: Vocabulary | None
    names: frozenset[str]
    open: list[_Open] = field(factory=list, init=False)
    given: set[str] = field(factory=set, init=False)

    def mistakes(self, paragraphs: Iterable[Paragraph]) -> Iterator[Mistake]:
        for paragraph in paragraphs:
            for brace, lacking in paragraph.stray:
                yield _at(paragraph, None, "brace-alone", brace=brace, lacking=lacking)
            yield from self._alone(paragraph)
            for tag in paragraph.tags:
                if tag.is_print:
                    yield from self._of_print(paragraph, tag)
                else:
                    yield from self._of_statement(paragraph, tag)
        for left in self.open:
            yield _at(left.paragraph, left.tag, "no-end", tag=left.tag.text, end=_end_of(left))

    def _alone(self, paragraph: Paragraph) -> Iterator[Mistake]:
        """What would be lost beside a tag that takes the place of its paragraph or row."""
        whole = [tag for tag in paragraph.tags if tag.prefix == "p"]
        if whole and (paragraph.beside or len(paragraph.tags) > 1):
            yield _at(paragraph, whole[0], "not-alone", tag=whole[0].text)
        for tag in paragraph.tags:
            if tag.prefix not in ("tr", "tc"):
                continue
            if paragraph.container(tag.prefix) is None:
                yield _at(paragraph, tag, "row-in-no-table", tag=tag.text, prefix=tag.prefix)
            elif tag.prefix == "tr" and paragraph.row_text.replace(tag.text, "", 1).strip():
                yield _at(paragraph, tag, "not-alone-in-row", tag=tag.text)

    def _of_print(self, paragraph: Paragraph, tag: Tag) -> Iterator[Mistake]:
        tree = self._tree("{{ " + tag.inside + " }}")
        if isinstance(tree, Mistake):
            yield _at(paragraph, tag, tree)
            return
        printed = _expression(tree)
        root, keys = _path(printed)
        if root in self._local:
            root = ""  # a name of the template's own
        yield from (_at(paragraph, tag, mistake) for mistake in self._unknown(tree))
        is_block = (root in BLOCKS and not keys) or (root == "part" and len(keys) == 1)
        shown = tag.inside
        if is_block and not tag.prefix:
            yield _at(paragraph, tag, "block-in-line", name=shown)
        elif is_block and not self.part.startswith("word/document"):
            yield _at(paragraph, tag, "block-in-note" if "notes" in self.part else "block-in-header", name=shown)
        elif tag.prefix == "p" and (root in (*TEXTS, *PICTURES) or (root in ("fact", "word") and keys)):
            yield _at(paragraph, tag, "text-as-block", name=shown)
        several = (root in ("fact", "part", "word", "table", "facts") and not keys) or (
            root == "table" and len(keys) == 1
        )
        if several:
            yield _at(paragraph, tag, "rows-as-text" if root == "table" and keys else "several-as-text", name=shown)

    def _of_statement(self, paragraph: Paragraph, tag: Tag) -> Iterator[Mistake]:
        name = (tag.inside.split() or [""])[0]
        if name in _BETWEEN or name in _ENDS.values():
            yield from self._within(paragraph, tag, name)
            return
        if name in _OF_CELLS:
            yield from self._of_cell(paragraph, tag, name)
            return
        if name not in _ENDS:
            mistake = unknown("no-statement", name, _STATEMENTS) if name else "empty-statement"
            yield _at(paragraph, tag, mistake)
            return
        is_single = name == "set" and "=" in tag.inside
        tree = self._tree("{% " + tag.inside + " %}" + ("" if is_single else "{% " + _ENDS[name] + " %}"))
        names: frozenset[str] = frozenset()
        asked: frozenset[tuple[str, str]] = frozenset()
        if isinstance(tree, Mistake):
            yield _at(paragraph, tag, tree)
        else:
            bound = {node.name for node in tree.find_all(nodes.Name) if node.ctx in ("store", "param")}
            yield from (_at(paragraph, tag, mistake) for mistake in self._unknown(tree, bound))
            given = {node.name for node in tree.find_all(nodes.Macro)}
            asked = frozenset(_asked(tree)) if name == "if" else asked
            self.given.update(given | (bound if name == "set" else set()))
            names = frozenset(
                bound | ({"loop"} if name == "for" else set()) | ({"caller"} if name == "macro" else set())
            )
        if not is_single:
            self.open.append(_Open(name, tag, paragraph, names, asked))

    def _of_cell(self, paragraph: Paragraph, tag: Tag, name: str) -> Iterator[Mistake]:
        """What docxtpl does with the cell around a tag: colour, merge, width."""
        if paragraph.container("tc") is None:
            yield _at(paragraph, tag, "cell-in-no-table", tag=tag.text)
        elif given := tag.inside.removeprefix(name).strip():
            tree = self._tree("{{ " + given + " }}")
            if isinstance(tree, Mistake):
                yield _at(paragraph, tag, tree)
            else:
                yield from (_at(paragraph, tag, mistake) for mistake in self._unknown(tree))

    def _within(self, paragraph: Paragraph, tag: Tag, name: str) -> Iterator[Mistake]:
        """An end, or what stands between a beginning and its end."""
        last = self.open[-1] if self.open else None
        if name in _BETWEEN:
            if last is None or last.name not in _BETWEEN[name]:
                yield _at(paragraph, tag, "outside-if", tag=tag.text)
            elif name == "elif":
                tree = self._tree("{% if " + tag.inside.removeprefix("elif") + " %}{% endif %}")
                if isinstance(tree, Mistake):
                    yield _at(paragraph, tag, tree)
                else:
                    yield from (_at(paragraph, tag, mistake) for mistake in self._unknown(tree))
            return
        if not any(_ENDS[each.name] == name for each in self.open):
            yield _at(paragraph, tag, "ends-nothing", tag=tag.text, begin=f"{{% {name[3:]} … %}}")
            return
        left = self.open.pop()
        while _ENDS[left.name] != name:
            values: dict[str, object] = {"tag": left.tag.text, "end": _end_of(left), "other": tag.text}
            yield _at(left.paragraph, left.tag, "no-end-before", **values)
            left = self.open.pop()
        if left.tag.prefix != tag.prefix:
            yield _at(paragraph, tag, "ends-differ", begin=left.tag.text, tag=tag.text, end=_end_of(left))
        elif left.paragraph.container(tag.prefix) is not paragraph.container(tag.prefix):
            yield _at(paragraph, tag, "other-cell", begin=left.tag.text, tag=tag.text)

    @property
    def _local(self) -> frozenset[str]:
        """The names that the template itself gives."""
        return frozenset(self.given).union(*(each.names for each in self.open))

    def _tree(self, source: str) -> nodes.Template | Mistake:
        try:
            return self.environment.parse(source)
        except JinjaError as error:
            return mistake_of(error)

    def _unknown(self, tree: nodes.Template, bound: Iterable[str] = ()) -> Iterator[Mistake]:
        """The names, filters and keys of a tag that are not known, each with the nearest known one."""
        for node in tree.find_all(nodes.Filter):
            if node.name not in self.environment.filters:
                yield unknown("no-filter", node.name, (name for name in self.environment.filters if name[0] != " "))
        for test in tree.find_all(nodes.Test):
            if test.name not in self.environment.tests:
                yield unknown("no-test", test.name, (name for name in self.environment.tests if name.isidentifier()))
        own = {*self._local, *bound, *self.environment.globals}
        for name in tree.find_all(nodes.Name):
            if name.ctx == "load" and name.name not in own | self.names | {"loop", "self"}:
                yield unknown("no-name", name.name, self.names | self._local)
        for path in tree.find_all((nodes.Getattr, nodes.Getitem)):
            yield from self._unknown_key(path, own)

    def _unknown_key(self, node: nodes.Expr, own: set[str]) -> Iterator[Mistake]:
        root, keys = _path(node)
        known = HEAD if root == "head" else self.known.keys(root) if self.known else None
        if (
            known is None
            or root in own
            or len(keys) != 1
            or keys[0] in known
            or keys[0] in ("items", "keys", "values", "get")
        ):
            return
        if any((root, keys[0]) in each.asked for each in self.open):
            return
        # The keys of some tables and parts hold the identifier of a record.
        if any(keys[0].startswith(key.partition("_of_")[0] + "_of_") for key in known if "_of_" in key):
            return
        yield unknown("no-key", keys[0], known, root=root)


def _end_of(left: _Open) -> str:
    prefix = f"{left.tag.prefix} " if left.tag.prefix else " "
    return f"{{%{prefix}{_ENDS[left.name]} %}}"


def _expression(tree: nodes.Template) -> nodes.Node | None:
    """What a tag prints."""
    output = tree.body[0] if tree.body else None
    return output.nodes[0] if isinstance(output, nodes.Output) and output.nodes else None


def _asked(tree: nodes.Template) -> Iterator[tuple[str, str]]:
    """The names and keys that a condition asks for."""
    for question in tree.find_all(nodes.Compare):
        for operand in question.ops:
            if operand.op == "in" and isinstance(question.expr, nodes.Const) and isinstance(operand.expr, nodes.Name):
                yield operand.expr.name, str(question.expr.value)


def _path(node: nodes.Node | None) -> tuple[str, tuple[str, ...]]:
    """The name and the keys after it, of ``table.by_group.rows``; the name is empty for anything else."""
    keys: list[str] = []
    while isinstance(node, (nodes.Getattr, nodes.Getitem)):
        key = node.attr if isinstance(node, nodes.Getattr) else getattr(node.arg, "value", None)
        if not isinstance(key, str):
            return "", ()
        keys.insert(0, key)
        node = node.node
    return (node.name, tuple(keys)) if isinstance(node, nodes.Name) else ("", ())
