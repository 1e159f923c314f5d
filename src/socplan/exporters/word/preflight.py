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
from socplan.exporters.word.references import (
    References,
    Scope,
    asked_for,
    is_block,
    is_several,
    loop_entries,
    path_of,
    printed_node,
)
from socplan.exporters.word.tags import Paragraph, Tag, paragraphs_of, parts_with_text
from socplan.exporters.word.vocabulary import NAMES, PICTURES, TEXTS, Vocabulary

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
    references = References(TemplateEnvironment(filters), known, frozenset(names))
    has_tags = False
    for part, is_rendered in parts_with_text(members):
        paragraphs = tuple(paragraphs_of(part, members[part]))
        has_tags = has_tags or (is_rendered and any(paragraph.tags for paragraph in paragraphs))
        if is_rendered:
            yield from _Part(part, references).mistakes(paragraphs)
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
    scope: Scope = Scope()


@frozen
class _Part:
    """The check of one part; the names and the open statements grow while it goes on."""

    part: str
    references: References
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
        yield from (_at(paragraph, tag, mistake) for mistake in self._unknown(tree))
        root, keys = path = path_of(printed_node(tree))
        if root in self._local:
            return  # a name of the template's own
        shown = tag.inside
        if is_block(path) and not tag.prefix:
            yield _at(paragraph, tag, "block-in-line", name=shown)
        elif is_block(path) and not self.part.startswith("word/document"):
            yield _at(paragraph, tag, "block-in-note" if "notes" in self.part else "block-in-header", name=shown)
        elif tag.prefix == "p" and root in PICTURES:
            yield _at(paragraph, tag, "picture-as-block", name=shown)
        elif tag.prefix == "p" and (root in TEXTS or (root in ("fact", "head", "word") and keys)):
            yield _at(paragraph, tag, "text-as-block", name=shown)
        elif is_several(path):
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
        scope = Scope()
        if isinstance(tree, Mistake):
            yield _at(paragraph, tag, tree)
        else:
            bound = {node.name for node in tree.find_all(nodes.Name) if node.ctx in ("store", "param")}
            yield from (_at(paragraph, tag, mistake) for mistake in self._unknown(tree, bound))
            given = {node.name for node in tree.find_all(nodes.Macro)}
            self.given.update(given | (bound if name == "set" else set()))
            more = {"for": {"loop"}, "macro": {"caller"}}.get(name, set())
            scope = Scope(
                frozenset(bound | more),
                loop_entries(tree, self.references.known) if name == "for" else {},
                frozenset(asked_for(tree)) if name == "if" else frozenset(),
            )
        if not is_single:
            self.open.append(_Open(name, tag, paragraph, scope))

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
        return frozenset(self.given).union(*(each.scope.names for each in self.open))

    def _tree(self, source: str) -> nodes.Template | Mistake:
        try:
            return self.references.environment.parse(source)
        except JinjaError as error:
            return mistake_of(error)

    def _unknown(self, tree: nodes.Template, bound: Iterable[str] = ()) -> Iterator[Mistake]:
        """What a tag asks for that nothing has."""
        return self.references.mistakes(tree, [each.scope for each in self.open], {*self.given, *bound})


def _end_of(left: _Open) -> str:
    prefix = f"{left.tag.prefix} " if left.tag.prefix else " "
    return f"{{%{prefix}{_ENDS[left.name]} %}}"
