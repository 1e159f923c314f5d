"""What is given to a template beside the report: pictures, filters, and how it is filled in."""

from collections.abc import Mapping
from typing import Final

from attrs import field, frozen

from socplan.exporters.base import InputFile, TemplateFilter

__all__ = ["NOTHING", "Given"]


@frozen(kw_only=True)
class Given:
    """What is given to a template beside the report."""

    #: The pictures by their names in templates, such as ``logo``.
    pictures: Mapping[str, InputFile] = field(factory=dict)
    #: The filters of plugins.
    filters: tuple[TemplateFilter, ...] = ()
    #: Whether the list of contents is one field.
    toc_field: bool = False


#: Neither pictures nor filters, and contents that both programs count.
NOTHING: Final = Given()
