"""The hooks that a plugin may implement; the core offers its own things through the same ones."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import pluggy

if TYPE_CHECKING:
    from socplan.calculations import Formula
    from socplan.checks import Check
    from socplan.exporters import Exporter, TemplateFilter
    from socplan.intake import GridSource
    from socplan.labels import Labels
    from socplan.readers import Reader
    from socplan.report import ReportKind

__all__ = ["hookimpl", "hookspec"]

hookspec = pluggy.HookspecMarker("socplan")
hookimpl = pluggy.HookimplMarker("socplan")


@hookspec
def register_readers() -> Iterable[Reader]:
    """Offer dossier formats, each under a name and an extension no other has."""


@hookspec
def register_grids() -> Iterable[GridSource]:
    """Offer formats of an office's own tables, each under a name and an extension no other has."""


@hookspec
def register_formulas() -> Iterable[Formula]:
    """Offer formulas for comparing services, each under a name no other has."""


@hookspec
def register_checks() -> Iterable[Check]:
    """Offer checks, each under a name no other has."""


@hookspec
def register_reports() -> Iterable[ReportKind]:
    """Offer report kinds, each under a name no other has."""


@hookspec
def register_labels() -> Iterable[Labels]:
    """Offer labels: words and sentences for documents, by locale and key; the core's own keys stay the core's."""


@hookspec
def register_exporters() -> Iterable[Exporter]:
    """Offer formats of reports, each under a name no other has."""


@hookspec
def register_template_filters() -> Iterable[TemplateFilter]:
    """Offer filters for Word templates, each under names no other has."""
