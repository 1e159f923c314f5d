"""Jinja for templates of strangers: plain data, strict names, no code, and a budget."""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal, DecimalException
from typing import Any, Final

from jinja2 import StrictUndefined, Template, nodes, pass_context
from jinja2.runtime import Context, LoopContext, Macro, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing
from markupsafe import Markup

from socplan.exporters.base import TemplateFilter
from socplan.exporters.word.budget import DEEPEST, Budget, joined, spend, spent
from socplan.exporters.word.filters import COUNTED, JOINED, refuse, template_filters
from socplan.exporters.word.mistakes import TagError, unknown
from socplan.exporters.word.values import Amount, Answer, Count, Day, Missing
from socplan.exporters.word.vocabulary import NAMES
from socplan.labels.formats import date_text, number_text, tied, typeset

__all__ = ["LOOP_ENTRIES", "TEXT_METHODS", "Placed", "TemplateEnvironment"]

#: Numbers beyond this only make a computer busy.
_LARGEST: Final = 10**18
_TAG: Final = re.compile(r"\{\{(?:(?!\{[{%]|\}\}).)*\}\}|\{%(?:(?!\{[{%]|%\}).)*%\}", re.DOTALL)
_ENTITIES: Final = {"&quot;": '"', "&apos;": "'", "&#34;": '"', "&#39;": "'", "&amp;": "&"}
#: A text in straight quotes, which stays as it is, or a quote that begins one.
_LOW_QUOTE: Final = re.compile(r""""[^"]*"|'[^']*'|[„\u201a]""")
_STRAIGHT: Final = {"„": '"', "\u201a": "'"}
#: What no XML can hold.
_CONTROL: Final = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ENTITY: Final = re.compile("|".join(_ENTITIES))
#: What a template may ask of texts.
TEXT_METHODS: Final = frozenset(
    {"capitalize", "count", "endswith", "find", "isdigit", "lower", "lstrip", "rstrip", "split", "startswith"}
    | {"strip", "title", "upper"}
)
#: What a template may ask of ``loop``.
LOOP_ENTRIES: Final = frozenset(
    {"changed", "cycle", "depth", "depth0", "first", "index", "index0", "last", "length", "nextitem", "previtem"}
    | {"revindex", "revindex0"}
)
#: What a template may ask of values, by their type.
_ATTRIBUTES: Final = {
    dict: frozenset({"items", "keys", "values", "get"}),
    str: TEXT_METHODS,
    date: frozenset({"day", "month", "year"}),
    LoopContext: LOOP_ENTRIES,
    Macro: frozenset({"name"}),
}


class Placed:
    """Paragraphs and tables of ours, which a paragraph tag puts in its place: ``{{p body }}``."""

    __slots__ = ("_name", "_xml")
    #: The code of the mistake of whoever takes it for a text.
    _mistake = "blocks-as-text"

    def __init__(self, name: str, xml: str) -> None:
        self._name, self._xml = name, xml

    def __html__(self) -> str:
        return self._xml

    def __str__(self) -> str:
        raise TagError(self._mistake, name=self._name)


class _Missing(StrictUndefined):
    """A missing name, whose mistake lists the known ones."""

    @property
    def _undefined_message(self) -> str:
        # Jinja asks for it when it is about to raise its own error.
        name = str(self._undefined_name)
        if isinstance(self._undefined_obj, dict):
            raise TagError(unknown("no-name", name, map(str, self._undefined_obj)))
        raise TagError(
            unknown("no-name", name, NAMES) if self._undefined_obj is missing else unknown("no-name", name, ())
        )


class _Template(Template):
    """A compiled part, each rendering of which has its budget."""

    def render(self, *args: Any, **kwargs: Any) -> str:
        """Render within the budget."""
        before = spent.set(Budget())
        try:
            return super().render(*args, **kwargs)
        except RecursionError:
            raise TagError("too-deep") from None
        finally:
            spent.reset(before)


@pass_context
def _printed(context: Context, value: Any) -> Any:
    """What a tag prints: text, numbers, days, and paragraphs of ours."""
    if isinstance(value, (Undefined, Placed)):
        return value  # a missing name raises when it is printed
    if isinstance(value, Markup):
        if "<" in value:
            raise TagError("raw")
        return value
    locale = str(context.get("locale", "cs"))
    if isinstance(value, str) and _CONTROL.search(value):
        raise TagError("odd-character")
    if isinstance(value, (str, Count, Amount, Day)):
        return tied(typeset(str(value)))
    if isinstance(value, bool):
        raise TagError("yes-no")
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        value = Decimal(repr(value))
    if isinstance(value, Decimal) and value.is_finite():
        return number_text(value, locale)
    if isinstance(value, date):
        return date_text(value, locale)
    return refuse(value)


class TemplateEnvironment(ImmutableSandboxedEnvironment):
    """Jinja for templates of strangers: plain data, limits, no helpers that hold objects."""

    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "%", "**"})
    template_class = _Template
    concat = staticmethod(joined)

    def __init__(self, filters: Iterable[TemplateFilter] = ()) -> None:
        """Take further filters, those of plugins."""
        # Jinja would compute what is constant when it compiles, outside of any budget.
        super().__init__(undefined=_Missing, autoescape=True, finalize=_printed, optimized=False)
        for helper in ("lipsum", "cycler", "joiner", "namespace", "dict"):
            self.globals.pop(helper, None)
        self.filters = template_filters(filters)
        self.tests["unknown"] = self.tests["neznámé"] = self.tests["nezname"] = _is_unknown

    @property
    def filter_names(self) -> frozenset[str]:
        """The names of filters that can be typed."""
        return frozenset(name for name in self.filters if name.isidentifier())

    @property
    def test_names(self) -> frozenset[str]:
        """The names of tests that can be typed."""
        return frozenset(name for name in self.tests if name.isidentifier())

    def preprocess(self, source: str, name: str | None = None, filename: str | None = None) -> str:
        """Take tags as they are typed: XML writes quotes and ampersands in its own way."""

        def plain(tag: re.Match[str]) -> str:
            text = _ENTITY.sub(lambda entity: _ENTITIES[entity.group()], tag.group())
            # docxtpl straightens the other typographic quotes; these are how a quotation begins in Czech.
            text = _LOW_QUOTE.sub(lambda quote: _STRAIGHT.get(quote.group(), quote.group()), text)
            if _depth(text) > DEEPEST:
                raise TagError("brackets", most=DEEPEST)
            return text

        return super().preprocess(_TAG.sub(plain, source), name, filename)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        try:
            tree = super()._parse(source, name, filename)
            self._limit(tree)
        except RecursionError:
            raise TagError("too-deep") from None
        return tree

    def _limit(self, tree: nodes.Template) -> None:
        """Count the steps of loops, and the length of what ``~`` makes; no other files, no switching off of escapes."""
        if any(tree.find_all((nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends))):
            raise TagError("other-file")
        if any(tree.find_all(nodes.EvalContextModifier)):
            raise TagError("switches")
        for loop in list(tree.find_all(nodes.For)):
            loop.iter = nodes.Filter(loop.iter, COUNTED, [], [], None, None, lineno=loop.lineno)
        for parent in list(tree.find_all(nodes.Node)):
            for field, value in list(parent.iter_fields()):
                if isinstance(value, nodes.Concat):
                    setattr(parent, field, _joining(value))
                elif isinstance(value, list):
                    value[:] = [_joining(each) if isinstance(each, nodes.Concat) else each for each in value]
        tree.set_environment(self)

    def _compile(self, source: str, filename: str) -> Any:
        try:
            return super()._compile(source, filename)
        except (SyntaxError, RecursionError, MemoryError):
            raise TagError("too-deep") from None

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether a template may ask for this: what is on the list of the type."""
        return super().is_safe_attribute(obj, attr, value) and any(
            isinstance(obj, kind) and attr in names for kind, names in _ATTRIBUTES.items()
        )

    def unsafe_undefined(self, obj: Any, attribute: str) -> Undefined:  # noqa: ARG002 - Jinja's own method
        """What a template must not ask for."""
        raise TagError("not-offered", name=attribute)

    def wrap_str_format(self, value: Any) -> None:
        """Texts are not formatted by their own method, which knows widths without a limit."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """An entry of plain data, or one of the few things that a type offers."""
        if isinstance(obj, dict) and attribute not in _ATTRIBUTES[dict]:
            return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)

    def call(self, context: Any, function: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call a macro or one of the few functions, not too deep."""
        budget = spent.get() or Budget()
        budget.depth += 1
        try:
            if budget.depth > DEEPEST:
                raise TagError("calls-deep", most=DEEPEST)
            spend(steps=1)
            made = super().call(context, function, *args, **kwargs)
        finally:
            budget.depth -= 1
        if isinstance(made, (str, list, tuple)):
            spend(made=len(made))
        return Placed("the macro", str(made)) if isinstance(function, (Macro, LoopContext)) and "<" in made else made

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Reckon exactly, with numbers of a sensible size; texts and lists can only be added."""
        for value in (left, right):
            if isinstance(value, Missing):
                raise TagError("unknown-value", value=str(value))
            if isinstance(value, Undefined):
                str(value)  # raises, with the name
        if operator == "+" and any(isinstance(left, kind) and isinstance(right, kind) for kind in (str, list)):
            spend(made=len(left) + len(right))
            return left + right
        if operator == "**" or not (_is_number(left) and _is_number(right)):
            raise TagError("not-allowed" if operator == "**" else "numbers-only", sign=operator)
        if isinstance(left, float) or isinstance(right, float) or operator == "/":
            left, right = (Decimal(repr(value)) if isinstance(value, float) else value for value in (left, right))
            left = Decimal(left)
        if abs(left) > _LARGEST or abs(right) > _LARGEST:
            raise TagError("too-large", most=_LARGEST)
        try:
            return super().call_binop(context, operator, left, right)
        except (DecimalException, ZeroDivisionError):
            raise TagError("by-nothing") from None


def _joining(node: nodes.Concat) -> nodes.Filter:
    parts = nodes.List(node.nodes, lineno=node.lineno)
    return nodes.Filter(parts, JOINED, [], [], None, None, lineno=node.lineno)


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, Decimal, float)) and not isinstance(value, (bool, Answer))


def _is_unknown(value: Any) -> bool:
    """Whether a value is unknown or does not apply."""
    return isinstance(value, Missing)


def _depth(tag: str) -> int:
    """How deep brackets stand in each other."""
    deepest = depth = 0
    for character in tag:
        depth += (character in "([{") - (character in ")]}")
        deepest = max(deepest, depth)
    return deepest
