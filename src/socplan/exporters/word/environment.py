"""Jinja for templates of strangers: plain data, strict names, no code."""

from typing import Any

from jinja2 import StrictUndefined
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

__all__ = ["TemplateEnvironment"]


class _Missing(StrictUndefined):
    """A missing name, whose message lists the known ones."""

    @property
    def _undefined_message(self) -> str:
        if isinstance(self._undefined_obj, dict):
            known = ", ".join(sorted(map(str, self._undefined_obj)))
            return f"'{self._undefined_name}' is not known here. Known: {known}"
        return str(super()._undefined_message)


class TemplateEnvironment(ImmutableSandboxedEnvironment):
    """Jinja for templates of strangers: plain data, no multiplication of texts, no helpers that hold objects."""

    intercepted_binops = frozenset({"*", "**"})

    def __init__(self) -> None:
        super().__init__(undefined=_Missing, autoescape=True)
        for helper in ("lipsum", "cycler", "joiner", "namespace"):
            self.globals.pop(helper, None)
        for name in ("safe", "pprint", "xmlattr", "format"):
            self.filters.pop(name, None)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Multiply whole numbers alone."""
        if operator == "**" or not (isinstance(left, int) and isinstance(right, int)):
            raise SecurityError(f"the operator {operator} works on whole numbers only" if operator == "*" else "no **")
        return super().call_binop(context, operator, left, right)
