"""A Word template, compiled once and filled many times: docxtpl's tags, but no code, no holes, no lost text.

docxtpl makes Jinja of the tags; the rest is ours: the package is checked, parts that no report changes stay packed, and
a mistake names part and paragraph.
"""

import hashlib
import io
import logging
import re
from collections.abc import Mapping
from functools import lru_cache
from html import unescape
from types import TracebackType
from typing import Any, Final

from attrs import evolve, field, frozen
from docxtpl import DocxTemplate
from jinja2 import Template as JinjaTemplate, meta
from jinja2.exceptions import TemplateError as JinjaError
from lxml import etree

from socplan.archives import unzip
from socplan.errors import ReadError
from socplan.exporters.base import InputFile, TemplateFilter
from socplan.exporters.word.allowed import package_mistakes
from socplan.exporters.word.environment import TemplateEnvironment
from socplan.exporters.word.faults import FAILING, mistake_of
from socplan.exporters.word.frame import Frame
from socplan.exporters.word.mistakes import Mistake, MistakesError
from socplan.exporters.word.package import Packed, pack
from socplan.exporters.word.preflight import CELL_VALUES, tag_mistakes
from socplan.exporters.word.repair import complete
from socplan.exporters.word.tags import FILLED_IN
from socplan.exporters.word.templates import is_builtin
from socplan.exporters.word.vocabulary import Keys

__all__ = ["BODY", "TaggedPart", "Template", "check_template", "compiled"]

#: The part with the text of the document.
BODY: Final = "word/document.xml"
_TAG_TEXT: Final = re.compile(r"<[^>]+>")
_TAG: Final = re.compile(r"\{[{%].*?[%}]\}")
_CONTROL_IN_TEXT: Final = re.compile(r"<w:t(?: [^>]*)?>[^<]*[\n\t]")
#: Tags by which the number of cells in a row depends on the report.
_CELL_TAGS: Final = re.compile(r"\{[{%]tc\s|\{%\s*(?:hm|colspan)\b")
#: The colour of a cell that a tag gives, and one that is none.
_CLEAR: Final = '<w:shd w:val="clear" w:color="auto"'
_FILL_TAG: Final = f'{_CLEAR} w:fill="{{{{'
_BAD_FILL: Final = re.compile(f'{_CLEAR} w:fill="(?!(?:{CELL_VALUES["cellbg"].pattern})")([^"]*)"')
_LOG: Final = logging.getLogger("socplan")
#: Templates that stay compiled.
_KEPT: Final = 16


@frozen
class TaggedPart:
    """A part of the package that holds tags."""

    name: str
    source: str = field(repr=False)
    jinja: JinjaTemplate = field(repr=False)
    #: Whether the number of cells in a row depends on the report, so that docxtpl has to count columns once more.
    has_cell_tags: bool


@frozen(kw_only=True)
class Template:
    """A compiled template."""

    name: str
    #: Marks this template, and nothing that stands in a report.
    mark: str
    #: What no report changes.
    static: Mapping[str, Packed] = field(repr=False)
    tagged: tuple[TaggedPart, ...]
    #: The names that its tags use.
    names: frozenset[str]
    frame: Frame = field(repr=False)
    #: Whether it is one of ours, whose tags and styles break no document.
    trusted: bool

    def fill(self, context: Mapping[str, object]) -> dict[str, str]:
        """The parts with tags, filled in.

        Raises:
            MistakesError: a name is unknown, or a tag fails on its values.
        """
        return {part.name: self._filled(part, context) for part in self.tagged}

    def _filled(self, part: TaggedPart, context: Mapping[str, object]) -> str:
        try:
            made = part.jinja.render(context)
        except FAILING as error:
            raise MistakesError([_mistake(error, part.source, part.name)]) from error
        made = made.replace("\n<w:p>", "<w:p>").replace("\n<w:p ", "<w:p ")
        if _CONTROL_IN_TEXT.search(made):
            made = _docxtpl().resolve_listing(made)
        if _FILL_TAG in part.source and (fill := _BAD_FILL.search(made)):
            raise MistakesError([Mistake(part=part.name, code="cellbg", tag=fill.group(1))])
        if not part.has_cell_tags:
            return made
        _LOG.debug("%s, /%s: docxtpl counts the columns of tables", self.name, part.name)
        try:
            # docxtpl reads what is broken too, and loses text: so it gets only what is whole.
            etree.fromstring(made.encode())
        except etree.XMLSyntaxError as error:
            raise MistakesError([Mistake(part=part.name, code="torn")]) from error
        try:
            return str(etree.tostring(_docxtpl().fix_tables(made.encode()), encoding="unicode"))
        except ValueError as error:
            raise MistakesError([Mistake(part=part.name, code="colspan")]) from error


def compiled(file: InputFile, filters: tuple[TemplateFilter, ...] = ()) -> Template:
    """A template, from the cache if the same file was compiled before.

    Raises:
        MistakesError: it is not a Word document, holds what a template must not, or its tags are no tags.
    """
    return _compiled(file.name, file.content, filters)


def check_template(
    name: str, content: bytes, known: Keys | None = None, filters: tuple[TemplateFilter, ...] = ()
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
    mistakes = (*outside, *tag_mistakes(members, known, filters))
    if not mistakes:
        try:
            compiled(InputFile(name=name, content=content), filters)
        except MistakesError as error:
            return error.mistakes
    return mistakes


@lru_cache(maxsize=_KEPT)
def _compiled(name: str, content: bytes, filters: tuple[TemplateFilter, ...]) -> Template:
    if mistakes := tuple(package_mistakes(name, content)):
        raise MistakesError(mistakes)
    if mistakes := tuple(tag_mistakes(unzip(name, content), filters=filters)):
        raise MistakesError(mistakes)
    members = complete(unzip(name, content))
    environment = TemplateEnvironment(filters)
    tagged: list[TaggedPart] = []
    names: set[str] = set()
    failed: list[Mistake] = []
    for part in filter(FILLED_IN.fullmatch, members):
        tree = etree.fromstring(members[part])
        source = _docxtpl().patch_xml(etree.tostring(tree, encoding="unicode"))
        if part != BODY and not re.search(r"\{[{%#]", source):
            continue
        # One line a paragraph, so that the line of a mistake gives the paragraph.
        source = re.sub(r"<w:p([ >])", r"\n<w:p\1", source)
        try:
            names |= meta.find_undeclared_variables(environment.parse(source))
            has_cell_tags = bool(_CELL_TAGS.search("".join(text.text or "" for text in tree.iter("{*}t"))))
            tagged.append(TaggedPart(part, source, environment.from_string(source), has_cell_tags))
        except JinjaError as error:
            failed.append(_mistake(error, source, part))
    if failed:
        raise MistakesError(failed)
    filled = {part.name for part in tagged}
    frame = Frame(members)
    return Template(
        name=name,
        mark=f"socplan-{hashlib.sha256(content).hexdigest()[:12]}-",
        static={part: pack(data) for part, data in members.items() if part not in filled | frame.variable},
        tagged=tuple(tagged),
        names=frozenset(names),
        frame=frame,
        trusted=is_builtin(content),
    )


@lru_cache(maxsize=1)
def _docxtpl() -> Any:
    """docxtpl, for its language of tags; it opens no file."""
    return DocxTemplate(io.BytesIO())


def _line(error: BaseException) -> int | None:
    number = getattr(error, "lineno", None)
    if isinstance(number, int):
        return number
    trace: TracebackType | None = error.__traceback__
    line = None
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _mistake(error: BaseException, source: str, part: str) -> Mistake:
    """What a tag does wrong, with its paragraph; and with the tag, where the paragraph holds no other."""
    number = _line(error)
    lines = source.split("\n")
    text = unescape(_TAG_TEXT.sub("", lines[number - 1])).strip() if number and number <= len(lines) else ""
    tags = _TAG.findall(text)
    tag = tags[0] if len(tags) == 1 else ""
    return evolve(mistake_of(error), part=part, paragraph=text, tag=tag)
