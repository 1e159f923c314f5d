"""Whether exports for a purpose can give what they choose.

1. The tables and columns that they choose are there (``export-table-unknown``, ``export-column-unknown``).
2. One for the public chooses no personal data (``export-column-personal``).
3. Each chooses something (``export-profile-empty``).
"""

from collections.abc import Iterator

from socplan.checks.finding import Check, Finding, Grade, finding
from socplan.checks.places import located
from socplan.hookspecs import hookimpl
from socplan.model import Dossier, ExportAudience, ExportColumn, ExportProfile
from socplan.model.dossier import attribute_path, record_types
from socplan.model.record import is_personal, referred_table
from socplan.views import is_personal_throughout


def export_columns(dossier: Dossier) -> Iterator[Finding]:
    """Columns that do not exist, and personal ones that the public would get."""
    for at, column in located(dossier, ExportColumn):
        if column.table not in record_types():
            place = f"{at}.table"
            yield finding("export-table-unknown", Grade.WARNING, place, profile=column.profile, table=column.table)
        elif (code := _problem(dossier, column)) is not None:
            yield finding(
                code, Grade.WARNING, f"{at}.column", profile=column.profile, table=column.table, column=column.column
            )


def _problem(dossier: Dossier, chosen: ExportColumn) -> str | None:
    path = attribute_path(chosen.table, chosen.column)
    if path is None:
        return "export-column-unknown"
    profile = dossier.get(ExportProfile, chosen.profile)
    is_public = profile is not None and profile.audience is ExportAudience.PUBLIC
    tables = (chosen.table, *(referred_table(attribute) or "" for attribute in path[:-1]))
    hides = any(is_personal_throughout(record_types()[table]) for table in tables)
    is_hidden = hides or any(map(is_personal, path))
    return "export-column-personal" if is_public and is_hidden else None


def empty_exports(dossier: Dossier) -> Iterator[Finding]:
    """Exports without columns."""
    for at, profile in located(dossier, ExportProfile):
        if not dossier.having(ExportColumn, "profile", profile.id):
            yield finding("export-profile-empty", Grade.NOTE, at, profile=profile.title)


@hookimpl
def register_checks() -> tuple[Check, ...]:
    """Offer these checks."""
    codes = ("export-table-unknown", "export-column-unknown", "export-column-personal")
    return (
        Check(name="export-columns", codes=codes, run=export_columns),
        Check(name="empty-exports", codes=("export-profile-empty",), run=empty_exports),
    )
