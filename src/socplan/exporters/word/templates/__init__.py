"""The built-in Word templates: a generic one, and one for each report kind with another layout."""

from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Final

from socplan.archives import unzip
from socplan.errors import UnknownReportError
from socplan.exporters.base import InputFile

__all__ = ["GENERIC", "builtin_template", "generic_members", "is_builtin"]

#: The name of the template for kinds without a special one.
GENERIC: Final = "report"


@cache
def builtin_template(kind: str) -> InputFile:
    """The built-in template for a report kind; the generic one if the kind has no special one.

    Raises:
        UnknownReportError: the name of the kind cannot be the name of a file.
    """
    if not kind.replace("-", "").replace("_", "").isalnum():
        raise UnknownReportError(kind, ())
    folder = resources.files(__name__)
    special = folder / f"{kind}.docx"
    file = special if special.is_file() else folder / f"{GENERIC}.docx"
    return InputFile(name=file.name, content=file.read_bytes())


@cache
def generic_members() -> Mapping[str, bytes]:
    """The members of the generic template, from which others borrow what they lack."""
    generic = builtin_template(GENERIC)
    return unzip(generic.name, generic.content)


def is_builtin(content: bytes) -> bool:
    """Whether a template is one of ours, unchanged."""
    return content in _all()


@cache
def _all() -> frozenset[bytes]:
    return frozenset(file.read_bytes() for file in resources.files(__name__).iterdir() if file.name.endswith(".docx"))
