"""The Word templates that socplan brings: a generic one, and one for each report kind that is laid out differently."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Final

from socplan.errors import UnknownReportError
from socplan.exporters.base import InputFile

__all__ = ["GENERIC", "builtin_template"]

#: The name of the template for every kind that has none of its own.
GENERIC: Final = "report"


@cache
def builtin_template(kind: str) -> InputFile:
    """The template that socplan brings for a report kind; the generic one where the kind has none of its own.

    Raises:
        UnknownReportError: the name of the kind cannot be the name of a file.
    """
    if not kind.replace("-", "").replace("_", "").isalnum():
        raise UnknownReportError(kind, ())
    folder = resources.files(__name__)
    kinds_own = folder / f"{kind}.docx"
    file = kinds_own if kinds_own.is_file() else folder / f"{GENERIC}.docx"
    return InputFile(name=file.name, content=file.read_bytes())
