"""For people who write plugins: strategies for dossiers and reports, sample dossiers, checks of exporters and formulas.

Needs the extra ``socplan[testing]``.
"""

from socplan.testing.checks import check_exporter, check_formula, texts_in
from socplan.testing.imports import private_imports
from socplan.testing.strategies import (
    dossiers,
    identifiers,
    partial_dates,
    periods,
    reports,
    sample_dossier,
    sample_dossiers,
    texts,
)

__all__ = [
    "check_exporter",
    "check_formula",
    "dossiers",
    "identifiers",
    "partial_dates",
    "periods",
    "private_imports",
    "reports",
    "sample_dossier",
    "sample_dossiers",
    "texts",
    "texts_in",
]
