"""Looks a template over without a report: all mistakes in one run, each with its place and what to do."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from attrs import evolve, field, frozen
from jinja2 import nodes
from jinja2.exceptions import TemplateError as JinjaError

from socplan.exporters.base import TemplateFilter
from socplan.exporters.word.arguments import trial
from socplan.exporters.word.entries import (
    Path,
    Scope,
    Sort,
    asked_for,
    entry_keys,
    is_block,
    is_several,
    path_of,
    printed_nodes,
)
from socplan.exporters.word.environment import TemplateEnvironment
from socplan.exporters.word.faults import mistake_of
from socplan.exporters.word.mistakes import Mistake, unknown
from socplan.exporters.word.references import References
from socplan.exporters.word.tags import Paragraph, Tag, foreign_tags, is_annotation, paragraphs_of, parts_with_text
from socplan.exporters.word.vocabulary import NAMES, PICTURES, TEXTS, YES_NO, Keys

__all__ = ["CELL_VALUES", "tag_mistakes"]

#: How a statement ends, and what may stand between.
_ENDS: Final = {name: f"end{name}" for name in ("if", "for", "macro", "call", "filter", "with", "set")}
_BETWEEN: Final = {"elif": {"if"}, "else": {"if", "for"}}
#: Statements of docxtpl about the cell in which they stand.
_OF_CELLS: Final = frozenset({"cellbg", "colspan", "hm", "vm"})
#: What Word takes as the colour of a cell, and as the number of columns it is wide.
CELL_VALUES: Final = {"cellbg": re.compile("auto|[0-9A-Fa-f]{6}"), "colspan": re.compile("[1-9][0-9]?")}
_STATEMENTS: Final = tuple(sorted({*_ENDS, *_ENDS.values(), *_BETWEEN}))
#: What other languages of templates, and people, write for a statement.
_MEANT: Final = {
    **dict.fromkeys(("elseif", "elsif"), "elif"),
    **dict.fromkeys(("když", "kdyz", "pokud", "jestli"), "if"),
    **dict.fromkeys(("jinak",), "else"),
    **dict.fromkeys(("foreach", "pro", "každý", "loop"), "for"),
    **dict.fromkeys(("konec", "end", "/if"), "endif"),
}
_PREFIXED: Final = re.compile(r"(p|tr|tc|r)\s+(\w.*)", re.DOTALL | re.IGNORECASE)
_SHOWN: Final = 120


def tag_mistakes(
    members: dict[str, bytes],
    known: Keys | None = None,
    filters: Iterable[TemplateFilter] = (),
    names: Iterable[str] = NAMES,
) -> Iterator[Mistake]:
    """The mistakes in the tags of a template whose package is good."""
    references = References(TemplateEnvironment(filters), known, frozenset(names))
    has_tags = False
    if any(is_annotation(content) for member, content in members.items() if member.startswith("word/comments")):
        yield Mistake(part="word/comments.xml", code="comments-left")
    for part, value, setting in foreign_tags(members):
        yield Mistake(part=part, code="tag-in-setting", values={"tag": value[:_SHOWN], "setting": setting})
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


def _at(paragraph: Paragraph, tag: Tag | str, what: str | Mistake, /, **values: object) -> Mistake:
    """A mistake, or one of a code and values, with its place."""
    return evolve(
        what if isinstance(what, Mistake) else Mistake(code=what, values=values),
        part=paragraph.part,
        paragraph=paragraph.text.strip(),
        tag=tag if isinstance(tag, str) else tag.text,
        place=paragraph.place,
    )


@frozen
class _Open:
    """A statement that waits for its end."""

    name: str
    tag: Tag
    paragraph: Paragraph
    scope: Scope = Scope()
    #: Whether its last branch, the one of ``else``, has begun.
    has_else: bool = False


@frozen
class _Part:
    """The check of one part; the names and the open statements grow while it goes on."""

    part: str
    references: References
    open: list[_Open] = field(factory=list, init=False)
    given: set[str] = field(factory=set, init=False)
    #: What the names that it gives by ``set`` stand for, as far as that is one thing.
    aliases: dict[str, Sort | None] = field(factory=dict, init=False)
    #: Statements that could not be read: each may have begun what ends later.
    unread: list[Tag | str] = field(factory=list, init=False)

    def mistakes(self, paragraphs: Iterable[Paragraph]) -> Iterator[Mistake]:
        for paragraph in paragraphs:
            for typed in paragraph.mismatched:
                begin, end = typed[:2], typed[-2:]
                right = "}}" if begin == "{{" else "%}"
                self.unread.append(typed)
                yield _at(paragraph, typed, "ends-as-other", begin=begin, end=end, right=right)
            for brace, lacking in paragraph.stray:
                if brace == "{%":
                    self.unread.append(brace)
                yield _at(paragraph, brace, "brace-alone", brace=brace, lacking=lacking)
            if "{" in paragraph.deleted or "}" in paragraph.deleted:
                yield _at(paragraph, "", "deleted", text=paragraph.deleted.strip()[:_SHOWN])
            yield from self._alone(paragraph)
            for tag in paragraph.tags:
                if tag.prefix in ("", "r") and tag.begins_in != tag.ends_in:
                    yield _at(paragraph, tag, "tag-over-link", tag=tag.text)
                elif tag.is_print:
                    yield from self._of_print(paragraph, tag)
                else:
                    yield from self._of_statement(paragraph, tag)
        for left in self.open:
            yield _at(left.paragraph, left.tag, "no-end", tag=left.tag.text, end=_end_of(left))

    def _alone(self, paragraph: Paragraph) -> Iterator[Mistake]:
        """What would be lost beside a tag that takes the place of its paragraph, row or cell."""
        whole = [tag for tag in paragraph.tags if tag.prefix == "p"]
        if whole and (paragraph.beside or len(paragraph.tags) > 1 or paragraph.has_picture):
            yield _at(paragraph, whole[0], "not-alone", tag=whole[0].text)
        elif whole and paragraph.has_break:
            yield _at(paragraph, whole[0], "break-lost", tag=whole[0].text)
        for tag in paragraph.tags:
            if tag.prefix and (sign := next((sign for sign in "%}" if sign in tag.inside), None)):
                yield _at(paragraph, tag, "sign-in-tag", tag=tag.text, sign=sign)
            if tag.prefix not in ("tr", "tc"):
                continue
            if paragraph.container(tag.prefix) is None:
                yield _at(paragraph, tag, "row-in-no-table", tag=tag.text, prefix=tag.prefix)
            elif paragraph.beside_in(tag.prefix, tag):
                yield _at(
                    paragraph, tag, "not-alone-in-row" if tag.prefix == "tr" else "not-alone-in-cell", tag=tag.text
                )

    def _of_print(self, paragraph: Paragraph, tag: Tag) -> Iterator[Mistake]:
        tree = self._tree("{{ " + tag.inside + " }}")
        if isinstance(tree, Mistake):
            if not tag.prefix and (prefixed := _PREFIXED.fullmatch(tag.inside)):
                prefix, inside = prefixed.groups()
                tree = Mistake(code="space-before", values={"tag": f"{{{{{prefix.lower()} {inside} }}}}"})
            elif tag.text.startswith("{{{"):
                tree = Mistake(code="three-braces", values={"tag": tag.text[1:]})
            yield _at(paragraph, tag, tree)
            return
        mistakes = tuple(self._unknown(tree))
        yield from (_at(paragraph, tag, mistake) for mistake in mistakes)
        printed = tuple(printed_nodes(tree))
        if not mistakes and len(printed) == 1 and next(tree.find_all(nodes.Name), None) is None:
            # A tag without names prints the same in every report.
            if mistake := trial(printed[0], self.references.environment):
                yield _at(paragraph, tag, mistake)
            elif tag.prefix:
                yield _at(paragraph, tag, "text-as-block", name=tag.inside)
            return
        sorts = self.references.sorts(self._scopes, self._own)
        for node in () if mistakes else printed:
            root, keys = path_of(node)
            if code := self._misplaced(tag, (root, keys)) or self._of_another_sort(tag, sorts.of(node)):
                yield _at(paragraph, tag, code, name=tag.inside if len(printed) == 1 else ".".join((root, *keys)))

    def _of_another_sort(self, tag: Tag, sort: Sort | None) -> str | None:
        """The code of the mistake of a tag that prints something of a sort that cannot stand in its place."""
        if sort is Sort.BLOCK:
            return None if tag.prefix == "p" else "block-in-line"
        if sort is Sort.YES_NO:
            return "yes-no"
        if sort in {Sort.LIST, Sort.ENTRY}:
            return "no-text" if sort is Sort.LIST else "several-as-text"
        return "text-as-block" if tag.prefix and sort in {Sort.TEXT, Sort.NUMBER, Sort.VALUE} else None

    def _misplaced(self, tag: Tag, path: Path) -> str | None:
        """The code of the mistake of a tag that prints what cannot stand in its place; ``None``: it can."""
        root, keys = path
        if root in self._local:
            # A name of the template's own; the entries of rows and facts are texts.
            _, entries = entry_keys(nodes.Name(root, "load"), self._scopes, self.references.known)
            if root in self.given or entries is None:
                return None
            return ("text-as-block" if tag.prefix else None) if keys else "several-as-text"
        if is_block(path):
            if tag.prefix != "p":
                return "block-in-line"
            if not self.part.startswith("word/document"):
                return "block-in-note" if "notes" in self.part else "block-in-header"
        elif tag.prefix and root in PICTURES:
            return "picture-as-block"
        elif tag.prefix and (root in TEXTS or (root in ("fact", "head", "word") and keys)):
            return "text-as-block"
        elif root in YES_NO and not keys:
            return "yes-no"
        elif is_several(path):
            return "rows-as-text" if root == "table" and keys else "several-as-text"
        return None

    def _of_statement(self, paragraph: Paragraph, tag: Tag) -> Iterator[Mistake]:
        name = (tag.inside.split() or [""])[0]
        if not tag.prefix and (prefixed := _PREFIXED.fullmatch(tag.inside)):
            prefix, inside = prefixed.group(1).lower(), prefixed.group(2)
            yield _at(paragraph, tag, "space-before", tag=f"{{%{prefix} {inside} %}}")
            tag = evolve(tag, prefix=prefix, inside=inside)
            name = tag.inside.split()[0]
        if name in _BETWEEN or name in _ENDS.values():
            yield from self._within(paragraph, tag, name)
        elif name in _OF_CELLS:
            yield from self._of_cell(paragraph, tag, name)
        elif name in _ENDS:
            yield from self._of_beginning(paragraph, tag, name)
        else:
            if not name.startswith("end"):
                self.unread.append(tag)
            mistake = unknown("no-statement", name, _STATEMENTS) if name else Mistake(code="empty-statement")
            yield _at(paragraph, tag, evolve(mistake, nearest=_MEANT.get(name, mistake.nearest)))

    def _of_beginning(self, paragraph: Paragraph, tag: Tag, name: str) -> Iterator[Mistake]:
        """A statement that may have an end."""
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
            self._note_aliases(tree)
            more = {"for": {"loop"}, "macro": {"caller"}}.get(name, set())
            scope = Scope(
                frozenset(bound | more),
                self.references.loop_entries(tree, self._scopes) if name == "for" else {},
                self._loop_sorts(tree) if name == "for" else {},
                frozenset(asked_for(tree)) if name == "if" else frozenset(),
            )
        if not is_single:
            self.open.append(_Open(name, tag, paragraph, scope))

    @property
    def _own(self) -> Mapping[str, Sort | None]:
        """The names that the template gives by ``set`` and ``macro``, with what they give."""
        return dict.fromkeys(self.given) | self.aliases

    def _note_aliases(self, tree: nodes.Template) -> None:
        """Remember what a name of the template's own gives; of one that is given twice, only what both give."""
        sorts = self.references.sorts(self._scopes, self._own)
        for given in tree.find_all(nodes.Assign):
            for name in given.find_all(nodes.Name):
                if name.ctx == "store":
                    sort = sorts.of(given.node) if name is given.target else None
                    self.aliases[name.name] = sort if self.aliases.get(name.name, sort) is sort else None

    def _loop_sorts(self, tree: nodes.Template) -> Mapping[str, Sort | None]:
        """What the name of a loop gives."""
        loop = next(iter(tree.find_all(nodes.For)))
        sort = self.references.sorts(self._scopes, self._own).element(loop.iter)
        return {loop.target.name: sort} if isinstance(loop.target, nodes.Name) else {}

    def _of_cell(self, paragraph: Paragraph, tag: Tag, name: str) -> Iterator[Mistake]:
        """What docxtpl does with the cell around a tag: colour, merge, width."""
        if paragraph.container("tc") is None:
            yield _at(paragraph, tag, "cell-in-no-table", tag=tag.text)
        elif given := tag.inside.removeprefix(name).strip():
            tree = self._tree("{{ " + given + " }}")
            if isinstance(tree, Mistake):
                yield _at(paragraph, tag, tree)
                return
            yield from (_at(paragraph, tag, mistake) for mistake in self._unknown(tree))
            value = next((getattr(node, "value", None) for node in printed_nodes(tree)), None)
            if value is not None and (form := CELL_VALUES.get(name)) and not form.fullmatch(str(value)):
                yield _at(paragraph, tag, name)

    def _within(self, paragraph: Paragraph, tag: Tag, name: str) -> Iterator[Mistake]:
        """An end; or what stands between, which looks like one."""
        rest = tag.inside.removeprefix(name).strip()
        if rest and name != "elif":
            is_condition = name == "else" and rest.startswith("if")
            yield _at(paragraph, tag, "else-if" if is_condition else "too-much", sign=rest)
        if name in _BETWEEN:
            yield from self._between(paragraph, tag, name)
            return
        if not any(_ENDS[each.name] == name for each in self.open):
            if self.unread:
                self.unread.pop()
                return
            yield _at(paragraph, tag, "ends-nothing", tag=tag.text, begin=f"{{% {name[3:]} … %}}")
            return
        left = self.open.pop()
        while _ENDS[left.name] != name:
            values: dict[str, object] = {"tag": left.tag.text, "end": _end_of(left), "other": tag.text}
            yield _at(left.paragraph, left.tag, "no-end-before", **values)
            left = self.open.pop()
        if left.tag.prefix == tag.prefix == "" and left.tag.ends_in != tag.begins_in:
            yield _at(paragraph, tag, "ends-over-link", begin=left.tag.text, tag=tag.text)
        elif left.tag.prefix != tag.prefix:
            yield _at(paragraph, tag, "ends-differ", begin=left.tag.text, tag=tag.text, end=_end_of(left))
        elif left.paragraph.container(tag.prefix) is not paragraph.container(tag.prefix):
            yield _at(paragraph, tag, "other-cell", begin=left.tag.text, tag=tag.text)
        elif left.name == "filter" and left.paragraph is not paragraph:
            yield _at(paragraph, tag, "filter-over-paragraphs", begin=left.tag.text, tag=tag.text)

    def _between(self, paragraph: Paragraph, tag: Tag, name: str) -> Iterator[Mistake]:
        """What stands between a beginning and its end."""
        last = self.open[-1] if self.open else None
        if last is None or last.name not in _BETWEEN[name]:
            if not self.unread:
                yield _at(paragraph, tag, "outside-if", tag=tag.text)
            return
        if last.has_else:
            yield _at(paragraph, tag, "after-else", tag=tag.text, begin=last.tag.text)
        self.open[-1] = last = evolve(last, has_else=last.has_else or name == "else")
        if name == "elif":
            tree = self._tree("{% if " + tag.inside.removeprefix("elif") + " %}{% endif %}")
            if isinstance(tree, Mistake):
                yield _at(paragraph, tag, tree)
            else:
                yield from (_at(paragraph, tag, mistake) for mistake in self._unknown(tree))
                scope = evolve(last.scope, asked=last.scope.asked | frozenset(asked_for(tree)))
                self.open[-1] = evolve(last, scope=scope)

    @property
    def _local(self) -> frozenset[str]:
        """The names that the template itself gives."""
        return frozenset(self.given).union(*(each.scope.names for each in self.open))

    @property
    def _scopes(self) -> list[Scope]:
        return [each.scope for each in self.open]

    def _tree(self, source: str) -> nodes.Template | Mistake:
        try:
            return self.references.environment.parse(source)
        except JinjaError as error:
            return mistake_of(error)

    def _unknown(self, tree: nodes.Template, bound: Iterable[str] = ()) -> Iterator[Mistake]:
        """What a tag asks for that nothing has."""
        return self.references.mistakes(tree, self._scopes, dict.fromkeys(bound) | dict(self._own))


def _end_of(left: _Open) -> str:
    prefix = f"{left.tag.prefix} " if left.tag.prefix else " "
    return f"{{%{prefix}{_ENDS[left.name]} %}}"
