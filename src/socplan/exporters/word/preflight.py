"""Looks a template over without a report: all mistakes in one run, each with its place and what to do."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from attrs import evolve, field, frozen
from jinja2 import nodes
from jinja2.exceptions import TemplateError as JinjaError

from socplan.archives import unzip
from socplan.errors import ReadError, suggestion
from socplan.exporters.word.allowed import package_mistakes
from socplan.exporters.word.environment import TemplateEnvironment
from socplan.exporters.word.mistakes import Mistake
from socplan.exporters.word.tags import Paragraph, Tag, paragraphs_of, parts_with_text
from socplan.exporters.word.vocabulary import BLOCKS, HEAD, NAMES, TEXTS, Vocabulary

__all__ = ["check_template", "tag_mistakes"]

#: How a statement ends, and what may stand between.
_ENDS: Final = {name: f"end{name}" for name in ("if", "for", "macro", "call", "filter", "with", "set")}
_BETWEEN: Final = {"elif": {"if"}, "else": {"if", "for"}}
#: Statements of docxtpl about the cell in which they stand.
_OF_CELLS: Final = frozenset({"cellbg", "colspan", "hm", "vm"})
_STATEMENTS: Final = tuple(sorted({*_ENDS, *_ENDS.values(), *_BETWEEN}))
_SHOWN: Final = 120
#: What Jinja says, and how it is said to people.
_PLAIN: Final = (
    (r"Expected an expression.*", "the tag is empty, or something is missing in it", "write a name"),
    (r"unexpected char '?(.+?)'? at.*", "the sign {} does not belong into a tag", "take it out"),
    (r"(?:unexpected|expected token '.+', got) '(?:end of .+)'", "the tag ends too soon", "write the rest"),
    (r"unexpected '.+', expected '(.+)'", "{} is missing", "write it"),
    (r"unexpected '(.+)'", "the sign {} does not belong there", "take it out, or close what is open"),
    (r"expected token 'end of print statement', got '(.+)'", "{} is too much", "write one name, and filters after |"),
    (r"expected token 'end of statement block', got '(.+)'", "{} is too much", "write less in this tag"),
    (r"expected token '(.+)', got '(.+)'", "{} is missing before {}", "write it"),
    (r"unexpected end of template.*", "the tag ends too soon", "write the rest"),
)


def check_template(name: str, content: bytes, known: Vocabulary | None = None) -> tuple[Mistake, ...]:
    """All mistakes of a template, in the order of its parts.

    Args:
        name: the name of the file.
        content: the file.
        known: the keys of the reports it is for; without them, keys after ``part.``, ``table.`` … are not looked at.
    """
    outside = tuple(_of_file(mistake) for mistake in package_mistakes(name, content))
    try:
        members = unzip(name, content)
    except ReadError:
        return outside
    if any(not mistake.part for mistake in outside) or any("no XML" in mistake.problem for mistake in outside):
        return outside
    return (*outside, *tag_mistakes(members, known))


def _of_file(text: str) -> Mistake:
    part, mark, problem = text.partition(": ")
    if not mark or " " in part:
        return Mistake(problem=text)
    problem, _, remedy = problem.partition("; ")
    return Mistake(part=part, problem=problem, remedy=remedy)


def tag_mistakes(
    members: dict[str, bytes],
    known: Vocabulary | None = None,
    filters: Mapping[str, Callable[..., Any]] | None = None,
    names: Iterable[str] = NAMES,
) -> Iterator[Mistake]:
    """The mistakes in the tags of a template whose package is good."""
    environment = TemplateEnvironment(filters or {})
    has_tags = False
    for part, is_rendered in parts_with_text(members):
        paragraphs = tuple(paragraphs_of(part, members[part]))
        has_tags = has_tags or (is_rendered and any(paragraph.tags for paragraph in paragraphs))
        if is_rendered:
            yield from _Part(part, environment, known, frozenset(names)).mistakes(paragraphs)
        else:
            for paragraph in paragraphs:
                for tag in paragraph.tags:
                    problem = "tags in this part of a document are never filled in"
                    yield _at(paragraph, tag, problem, "move the tag to the text, or write a text")
    if not has_tags:
        problem = "the template has no tag, so nothing of a report would stand in the document"
        yield Mistake(
            part="word/document.xml", problem=problem, remedy="write {{p body }} where the report shall stand"
        )


def _at(paragraph: Paragraph, tag: Tag | None, problem: str, remedy: str = "") -> Mistake:
    return Mistake(
        part=paragraph.part,
        paragraph=paragraph.text.strip()[:_SHOWN],
        tag=tag.text if tag else "",
        problem=problem,
        remedy=remedy,
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
                problem = f"{brace} stands without {lacking} in this paragraph"
                yield _at(paragraph, None, problem, f"write {lacking} too, in the same paragraph, or take {brace} away")
            yield from self._alone(paragraph)
            for tag in paragraph.tags:
                if tag.is_print:
                    yield from self._of_print(paragraph, tag)
                else:
                    yield from self._of_statement(paragraph, tag)
        for left in self.open:
            yield _at(left.paragraph, left.tag, f"{left.tag.text} has no end", f"write {_end_of(left)}")

    def _alone(self, paragraph: Paragraph) -> Iterator[Mistake]:
        """What would be lost beside a tag that takes the place of its paragraph or row."""
        whole = [tag for tag in paragraph.tags if tag.prefix == "p"]
        if whole and (paragraph.beside or len(paragraph.tags) > 1):
            tag = whole[0]
            yield _at(paragraph, tag, f"the tag {tag.text} has to stand alone in its paragraph", "move the rest away")
        for tag in paragraph.tags:
            if tag.prefix not in ("tr", "tc"):
                continue
            if paragraph.container(tag.prefix) is None:
                yield _at(paragraph, tag, f"the tag {tag.text} stands in no table", "write p in place of " + tag.prefix)
            elif tag.prefix == "tr" and paragraph.row_text.replace(tag.text, "", 1).strip():
                yield _at(paragraph, tag, f"the tag {tag.text} has to stand alone in its row", "move the rest away")

    def _of_print(self, paragraph: Paragraph, tag: Tag) -> Iterator[Mistake]:
        tree = self._tree("{{ " + tag.inside + " }}")
        if isinstance(tree, Mistake):
            yield evolve(_at(paragraph, tag, tree.problem), remedy=tree.remedy)
            return
        printed = _expression(tree)
        root, keys = _path(printed)
        if root in self._local:
            root = ""  # a name of the template's own
        yield from (_at(paragraph, tag, *said) for said in self._unknown(tree))
        is_block = (root in BLOCKS and not keys) or (root == "part" and len(keys) == 1)
        shown = tag.inside
        if is_block and not tag.prefix:
            problem = "body, contents and each part fill a paragraph of their own"
            yield _at(paragraph, tag, f"{problem}: write {{{{p {shown} }}}}, not {{{{ {shown} }}}}")
        elif is_block and not self.part.startswith("word/document"):
            place = "a header or footer" if "footnotes" not in self.part else "a footnote"
            yield _at(paragraph, tag, f"{shown} cannot stand in {place}", "move the tag to the text")
        elif tag.prefix == "p" and (root in TEXTS or (root in ("fact", "word") and keys)):
            yield _at(paragraph, tag, f"{shown} is a text, not paragraphs", f"write {{{{ {shown} }}}}")
        several = (root in ("fact", "part", "word", "table", "facts") and not keys) or (
            root == "table" and len(keys) == 1
        )
        if several:
            remedy = "write a loop over its rows" if root == "table" and keys else "write one of them after a point"
            yield _at(paragraph, tag, f"{shown} holds several values", remedy)

    def _of_statement(self, paragraph: Paragraph, tag: Tag) -> Iterator[Mistake]:
        name = (tag.inside.split() or [""])[0]
        if name in _BETWEEN or name in _ENDS.values():
            yield from self._within(paragraph, tag, name)
            return
        if name in _OF_CELLS:
            yield from self._of_cell(paragraph, tag, name)
            return
        if name not in _ENDS:
            said = f"no statement is called {name or 'like that'}.{suggestion(name, _STATEMENTS)}"
            yield _at(paragraph, tag, f"{said} Known: {', '.join(_STATEMENTS)}")
            return
        is_single = name == "set" and "=" in tag.inside
        tree = self._tree("{% " + tag.inside + " %}" + ("" if is_single else "{% " + _ENDS[name] + " %}"))
        names: frozenset[str] = frozenset()
        asked: frozenset[tuple[str, str]] = frozenset()
        if isinstance(tree, Mistake):
            yield evolve(_at(paragraph, tag, tree.problem), remedy=tree.remedy)
        else:
            bound = {node.name for node in tree.find_all(nodes.Name) if node.ctx in ("store", "param")}
            yield from (_at(paragraph, tag, *said) for said in self._unknown(tree, bound))
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
            yield _at(paragraph, tag, f"the tag {tag.text} stands in no table", "move it into a cell")
        elif given := tag.inside.removeprefix(name).strip():
            tree = self._tree("{{ " + given + " }}")
            if isinstance(tree, Mistake):
                yield evolve(_at(paragraph, tag, tree.problem), remedy=tree.remedy)
            else:
                yield from (_at(paragraph, tag, *said) for said in self._unknown(tree))

    def _within(self, paragraph: Paragraph, tag: Tag, name: str) -> Iterator[Mistake]:
        """An end, or what stands between a beginning and its end."""
        last = self.open[-1] if self.open else None
        if name in _BETWEEN:
            if last is None or last.name not in _BETWEEN[name]:
                yield _at(paragraph, tag, f"{tag.text} stands outside of {{% if … %}}", "take it away, or write the if")
            elif name == "elif":
                tree = self._tree("{% if " + tag.inside.removeprefix("elif") + " %}{% endif %}")
                if isinstance(tree, Mistake):
                    yield evolve(_at(paragraph, tag, tree.problem), remedy=tree.remedy)
                else:
                    yield from (_at(paragraph, tag, *said) for said in self._unknown(tree))
            return
        if not any(_ENDS[each.name] == name for each in self.open):
            yield _at(
                paragraph, tag, f"{tag.text} ends nothing", f"take it away, or write {{% {name[3:]} … %}} before it"
            )
            return
        left = self.open.pop()
        while _ENDS[left.name] != name:
            yield _at(
                left.paragraph, left.tag, f"{left.tag.text} has no end", f"write {_end_of(left)} before {tag.text}"
            )
            left = self.open.pop()
        if left.tag.prefix != tag.prefix:
            problem = f"{left.tag.text} and {tag.text} do not match"
            yield _at(paragraph, tag, problem, f"write {_end_of(left)}")
        elif left.paragraph.container(tag.prefix) is not paragraph.container(tag.prefix):
            problem = f"{left.tag.text} begins in another cell or text than {tag.text} ends in"
            yield _at(
                paragraph, tag, problem, "put both into one cell; for whole rows write {%tr … %} in rows of their own"
            )

    @property
    def _local(self) -> frozenset[str]:
        """The names that the template itself gives."""
        return frozenset(self.given).union(*(each.names for each in self.open))

    def _tree(self, source: str) -> nodes.Template | Mistake:
        try:
            return self.environment.parse(source)
        except JinjaError as error:
            said = str(error.message or "")
            for pattern, problem, remedy in _PLAIN:
                if found := re.match(pattern, said):
                    return Mistake(problem=problem.format(*found.groups()), remedy=remedy)
            return Mistake(problem=said.rstrip(".") or "the tag cannot be read")

    def _unknown(self, tree: nodes.Template, bound: Iterable[str] = ()) -> Iterator[tuple[str, str]]:
        """The names, filters and keys of a tag that are not known, each with the nearest known one."""
        filters = sorted(name for name in self.environment.filters if name[0] != " ")
        for node in tree.find_all(nodes.Filter):
            if node.name not in self.environment.filters:
                yield (
                    f"no filter is called {node.name}.{suggestion(node.name, filters)} Known: {', '.join(filters)}",
                    "",
                )
        for test in tree.find_all(nodes.Test):
            if test.name not in self.environment.tests:
                known = sorted(self.environment.tests)
                yield f"no test is called {test.name}.{suggestion(test.name, known)}", ""
        own = {*self._local, *bound, *self.environment.globals}
        for name in tree.find_all(nodes.Name):
            if name.ctx == "load" and name.name not in own | self.names | {"loop", "self"}:
                near = suggestion(name.name, sorted({*self.names, *own}))
                yield f"'{name.name}' is not known here.{near} Known: {', '.join(sorted(self.names))}", ""
        for path in tree.find_all((nodes.Getattr, nodes.Getitem)):
            yield from self._unknown_key(path, own)

    def _unknown_key(self, node: nodes.Expr, own: set[str]) -> Iterator[tuple[str, str]]:
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
        near = suggestion(keys[0], known)
        yield f"no {root} is called {keys[0]}.{near} Known: {', '.join(sorted(known))}", ""


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
