"""Reports of socplan as Markdown."""

from socplan import Exporter, hookimpl
from socplan_markdown.exporter import MARKDOWN

__version__ = "0.1.0"

__all__ = ["register_exporters"]


@hookimpl
def register_exporters() -> tuple[Exporter, ...]:
    """Offer Markdown."""
    return (MARKDOWN,)
