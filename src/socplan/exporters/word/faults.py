"""What Jinja and Python say when a tag cannot be read or fails on its values, as mistakes that people understand."""

import re
from typing import Final

from jinja2.exceptions import (
    FilterArgumentError,
    TemplateError as JinjaError,
    TemplateRuntimeError,
    TemplateSyntaxError,
)
from jinja2.sandbox import MAX_RANGE

from socplan.exporters.word.mistakes import Mistake, TagError, unknown

__all__ = ["FAILING", "mistake_of"]

#: What a tag may raise on the values of a report. Anything else is a fault of ours.
FAILING: Final = (JinjaError, TypeError, ValueError, ArithmeticError, RecursionError)
#: What Jinja says of a tag that it cannot read; the groups are the values of the mistake.
_UNREADABLE: Final = (
    (r"Expected an expression.*", "empty-tag"),
    (r"unexpected char '(?P<sign>\\[ux].+?)' at.*", "hidden-sign"),
    (r"unexpected char '&' at.*", "and-sign"),
    (r"unexpected char '?(?P<sign>.+?)'? at.*", "odd-sign"),
    (r"(?:unexpected|expected token '.+', got) '(?:end of .+)'", "ends-soon"),
    (r"unexpected '.+', expected '(?P<sign>.+)'", "is-missing"),
    (r"unexpected '(?P<sign>.+)'", "astray"),
    (r"expected token 'end of (?:print statement|statement block)', got '='", "one-equals"),
    (r"expected token 'end of (?:print statement|statement block)', got '(?P<sign>.+)'", "too-much"),
    (r"expected token 'end of (?:print statement|statement block)', got (?P<sign>.+)", "too-much"),
    (r"expected token '(?P<sign>.+)', got '(?P<next>.+)'", "missing-before"),
    (r"unexpected end of template.*", "ends-soon"),
)
_NO_TEST: Final = re.compile(r"No test named '(.+?)'")
#: What Python says of values that do not fit.
_UNFIT: Final = (
    (r"not supported between", "no-order"),
    (r"not iterable|cannot unpack|values to unpack", "no-loop"),
    (r"not callable", "not-callable"),
    (r"argument", "wrong-call"),
)


def mistake_of(error: BaseException) -> Mistake:
    """What is wrong, by an error of those that tags raise."""
    if isinstance(error, TagError):
        return error.mistake
    if isinstance(error, TemplateSyntaxError):
        for form, code in _UNREADABLE:
            if match := re.match(form, str(error.message or ""), re.DOTALL):
                return Mistake(code=code, values=match.groupdict())
        return Mistake(code="unreadable")
    if isinstance(error, TemplateRuntimeError) and (missing := _NO_TEST.match(str(error))):
        return unknown("no-test", missing.group(1), ())
    if isinstance(error, RecursionError):
        return Mistake(code="too-deep")
    if isinstance(error, OverflowError) and "Range" in str(error):
        return Mistake(code="many-steps", values={"most": MAX_RANGE})
    if isinstance(error, FilterArgumentError):
        return Mistake(code="wrong-call")
    if isinstance(error, (TypeError, ValueError)):
        return Mistake(code=next((code for form, code in _UNFIT if re.search(form, str(error))), "wrong-values"))
    return Mistake(code="wrong-values")
