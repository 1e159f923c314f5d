"""Whether filters get what they take: a value of their sort, arguments of their number, names that there are."""

import inspect
from collections.abc import Iterator
from typing import Any, Final

from jinja2 import nodes

from socplan.exporters.word.entries import ASKING, is_block, is_several, list_keys, path_of, through
from socplan.exporters.word.environment import TemplateEnvironment
from socplan.exporters.word.faults import FAILING, mistake_of
from socplan.exporters.word.filters import require_narrow
from socplan.exporters.word.mistakes import Mistake, TagError, unknown
from socplan.exporters.word.sorts import Sorts
from socplan.exporters.word.vocabulary import OWN_FILTERS, PICTURES, TEXTS, Keys

__all__ = ["filter_mistakes", "trial"]

_CZECH: Final = {czech: english for english, czech in OWN_FILTERS.items()}
#: The filters that take the name of an entry, each with its place among their arguments.
_NAMING: Final = {
    **dict.fromkeys(("groupby", "selectattr", "rejectattr", "sum"), 0),
    **dict.fromkeys(("max", "min", "join", "unique"), 1),
    "map": None,
    "sort": 2,
}
#: The filters that take the name of a test or of a filter.
_TESTING: Final = {"select": 0, "reject": 0, "selectattr": 1, "rejectattr": 1}
#: A value that each of our filters takes.
_FITTING: Final = {"number": 1, "money": 1, "percent": 1, "plural": 1, "date": "2025-01-01"}


def filter_mistakes(
    each: nodes.Filter, environment: TemplateEnvironment, known: Keys | None, sorts: Sorts
) -> Iterator[Mistake]:
    """What is wrong with a filter of a known name, as far as no report is needed to see it.

    Args:
        each: the filter.
        environment: the one of its template.
        known: the keys of the reports that the template is for.
        sorts: what expressions give, with the names that the template gives itself.
    """
    root, keys = path = path_of(each.node)
    if root in sorts.own:
        root, keys = path = "", ()
    name, own = ".".join((root, *keys)), _CZECH.get(each.name, each.name)
    if is_block(path):
        yield Mistake(code="blocks-as-text", values={"name": name})
    elif root in PICTURES and each.name not in ASKING:
        yield Mistake(code="picture-as-text", values={"name": name})
    elif own in OWN_FILTERS and is_several(path):
        yield Mistake(code="one-value", values={"name": each.name})
    elif own in OWN_FILTERS and root in TEXTS and not keys:
        code = "not-a-date" if own == "date" else "not-a-number"
        yield Mistake(code=code, values={"name": each.name, "value": name})
    elif not _fits(each, environment):
        yield Mistake(code="wrong-filter-call", values={"name": each.name})
    elif (mistake := _too_wide(each)) or (mistake := sorts.filtered(each)):
        yield mistake
    elif own in OWN_FILTERS and _is_constant(each):
        value = each.node if isinstance(each.node, nodes.Const) else nodes.Const(_FITTING[own])
        tried = nodes.Filter(value, each.name, each.args, each.kwargs, None, None, lineno=1)
        if mistake := trial(tried, environment):
            yield mistake
    yield from _unknown_names(each, environment, list_keys(each.node, known) if root else None, known)


def trial(node: Any, environment: TemplateEnvironment) -> Mistake | None:
    """What happens when a tag prints this, which needs no report; ``None``: nothing is wrong."""
    tree = nodes.Template([nodes.Output([node], lineno=1)], lineno=1)
    tree.set_environment(environment)
    try:
        code = environment.compile(tree)
        environment.template_class.from_code(environment, code, environment.make_globals(None)).render(locale="cs")
    except FAILING as error:
        return mistake_of(error)
    return None


def _too_wide(each: nodes.Filter) -> Mistake | None:
    """What an argument of a filter would make too wide."""
    arguments = (*each.args, *(argument.value for argument in each.kwargs))
    try:
        require_narrow(each.name, (argument.value for argument in arguments if isinstance(argument, nodes.Const)))
    except TagError as error:
        return error.mistake
    return None


def _is_constant(each: nodes.Filter) -> bool:
    """Whether the arguments of a filter are typed as they are."""
    arguments = (*each.args, *(argument.value for argument in each.kwargs))
    return all(isinstance(argument, nodes.Const) for argument in arguments)


def _fits(each: nodes.Filter, environment: TemplateEnvironment) -> bool:
    """Whether a filter takes so many arguments, of these names."""
    if each.dyn_args is not None or each.dyn_kwargs is not None:
        return True
    named: dict[str, None] = dict.fromkeys(str(argument.key) for argument in each.kwargs)
    signature = inspect.signature(environment.filters[each.name])
    # Some filters take the context before the value, which not all of those of Jinja say in their signature.
    return any(_binds(signature, (*before, None, *each.args), named) for before in ((), (None,)))


def _binds(signature: inspect.Signature, arguments: tuple[object, ...], named: dict[str, None]) -> bool:
    try:
        signature.bind(*arguments, **named)
    except TypeError:
        return False
    return True


def _unknown_names(
    each: nodes.Filter, environment: TemplateEnvironment, entries: tuple[str, ...] | None, known: Keys | None
) -> Iterator[Mistake]:
    """Names of entries, tests and filters among the arguments that there are not."""
    attribute = _named(each, "attribute", _NAMING.get(each.name)) if each.name in _NAMING else None
    entry = None if attribute is None else attribute.partition(".")[0]
    if entry and entries is not None and not (known.has(entry, entries) if known else entry in entries):
        root, keys = path_of(through(each.node))
        yield unknown("no-entry", entry, entries, root=".".join((root, *keys)))
    test = _named(each, "", _TESTING.get(each.name)) if each.name in _TESTING else None
    if test is not None and test not in environment.tests:
        yield unknown("no-test", test, environment.test_names)
    inner = _named(each, "", 0) if each.name == "map" else None
    if inner is not None and inner not in environment.filters:
        yield unknown("no-filter", inner, environment.filter_names)


def _named(each: nodes.Filter, keyword: str, place: int | None) -> str | None:
    """A text among the arguments of a filter, by its keyword or place."""
    typed = next((argument.value for argument in each.kwargs if argument.key == keyword), None)
    if typed is None and place is not None and place < len(each.args):
        typed = each.args[place]
    value = getattr(typed, "value", None)
    return value if isinstance(value, str) else None
