"""A Word template, rendered safely: docxtpl's tags, but no code, no holes, no lost text.

docxtpl works on the tags. This module adds escaped values, an immutable sandbox with strict undefined names, mistakes
with part and paragraph, and a strict parse of the result.
"""

import io
import re
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Final

from docx.opc.exceptions import PackageNotFoundError
from docxtpl import DocxTemplate
from jinja2.exceptions import TemplateError as JinjaError, TemplateSyntaxError
from lxml import etree

from socplan.archives import unzip
from socplan.errors import TemplateError
from socplan.exporters.word.allowed import package_mistakes
from socplan.exporters.word.environment import TemplateEnvironment
from socplan.exporters.word.preflight import tag_mistakes

__all__ = ["WordTemplate"]

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TAG_TEXT: Final = re.compile(r"<[^>]+>")
_CONTROL_IN_TEXT: Final = re.compile(r"<w:t(?: [^>]*)?>[^<]*[\n\t]")


class WordTemplate(DocxTemplate):  # type: ignore[misc]  # docxtpl has no types
    """A template, with a name for messages."""

    def __init__(self, name: str, content: bytes) -> None:
        """Check the package before anything opens it.

        Raises:
            TemplateError: it is not a Word document, or it has a macro, a link to the outside or a field that fetches.
        """
        self.name = name
        if mistakes := tuple(package_mistakes(name, content)):
            raise TemplateError(name, mistakes)
        super().__init__(io.BytesIO(content))
        try:
            self.init_docx()
        except (PackageNotFoundError, KeyError, ValueError, etree.XMLSyntaxError) as error:
            raise TemplateError(name, [f"no Word document: {error}"]) from error
        if mistakes := tuple(map(str, tag_mistakes(unzip(name, content)))):
            raise TemplateError(name, mistakes)

    def fill(self, context: Mapping[str, object]) -> None:
        """Fill in the values.

        Raises:
            TemplateError: a name is unknown, a tag is not closed, or tags break a part.
        """
        self.render(dict(context), TemplateEnvironment(), autoescape=True)

    def render_xml_part(self, src_xml: str, part: Any, context: Any, jinja_env: Any = None) -> str:
        """Render a part of the package; docxtpl's method would rewrite braces in data and name no place."""
        # One line a paragraph, so that the line of a mistake gives the paragraph.
        source = re.sub(r"<w:p([ >])", r"\n<w:p\1", src_xml)
        try:
            made = str(jinja_env.from_string(source).render(context))
        except (JinjaError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError) as error:
            raise TemplateError(self.name, [_mistake(error, source, part, context)]) from error
        made = re.sub(r"\n<w:p([ >])", r"<w:p\1", made)
        if _CONTROL_IN_TEXT.search(made):
            made = self.resolve_listing(made)
        try:
            tree = etree.fromstring(made.encode("utf-8"), etree.XMLParser(huge_tree=True))
        except etree.XMLSyntaxError as error:
            problem = f"{part.partname}: the tags tear the document apart ({error.msg})"
            raise TemplateError(self.name, [problem]) from error
        if any(len(text) for text in tree.iter(f"{_W}t")):
            problem = "body, contents and each part fill a paragraph of their own: write {{p body }}, not {{ body }}"
            raise TemplateError(self.name, [f"{part.partname}: {problem}"])
        return made

    def render_properties(self, context: Any, jinja_env: Any = None) -> None:
        """Do nothing: the report gives title and author after rendering, and docxtpl would escape them twice."""


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


def _mistake(error: BaseException, source: str, part: Any, context: Mapping[str, object]) -> str:
    number = _line(error)
    lines = source.split("\n")
    text = _TAG_TEXT.sub("", lines[number - 1]).strip() if number and number <= len(lines) else ""
    where = f'{part.partname}, paragraph "{text[:120]}"' if text else str(part.partname)
    problem = str(error).rstrip(".")
    if "is undefined" in problem:
        problem += f". Known: {', '.join(sorted(context))}"
    elif isinstance(error, TemplateSyntaxError):
        problem += ". Is every tag closed, and every for and if ended?"
    return f"{where}: {problem}" if problem.endswith("?") else f"{where}: {problem}."
