"""Medium-term plans of social services: model, calculations, reports.

The way that data takes: file → `read_file` → `Dossier` → `public`, `as_of` → `check`, calculations →
`build_report` → `Report` → `render`, `export_report` → file.
"""

from socplan._names import public_names as _public_names
from socplan._version import __version__ as __version__
from socplan.batch import *
from socplan.calculations.formulas import Formula as Formula, UnitValue as UnitValue
from socplan.calculations.gathering import gather as gather
from socplan.calculations.monitoring import (
    Fulfilment as Fulfilment,
    fulfilment as fulfilment,
    fulfilment_over_time as fulfilment_over_time,
)
from socplan.calculations.percent import percentages as percentages
from socplan.checks.finding import Check as Check, Finding as Finding, FindingsError as FindingsError, Grade as Grade
from socplan.comparison import *
from socplan.dossiers import *
from socplan.errors import *
from socplan.exporters.base import (
    ExportedFile as ExportedFile,
    Exporter as Exporter,
    InputFile as InputFile,
    TemplateFilter as TemplateFilter,
)
from socplan.hookspecs import hookimpl as hookimpl
from socplan.jobs import *
from socplan.labels import Labels as Labels
from socplan.model.action_plan import *
from socplan.model.consultation import *
from socplan.model.dossier import Dossier as Dossier
from socplan.model.event import *
from socplan.model.export import *
from socplan.model.goal import *
from socplan.model.group import *
from socplan.model.indicator import *
from socplan.model.link import *
from socplan.model.measure import *
from socplan.model.money import *
from socplan.model.monitoring import *
from socplan.model.needs import *
from socplan.model.office import *
from socplan.model.organisation import *
from socplan.model.plan import *
from socplan.model.process import *
from socplan.model.project import *
from socplan.model.requirement import *
from socplan.model.resolution import *
from socplan.model.service import *
from socplan.model.survey import *
from socplan.model.values import PartialDate as PartialDate, Period as Period
from socplan.model.variation import *
from socplan.office import *
from socplan.pipeline import *
from socplan.readers.base import Reader as Reader
from socplan.report.blocks import Report as Report
from socplan.report.kind import BuildContext as BuildContext, Option as Option, ReportKind as ReportKind
from socplan.report.volume import *
from socplan.standards import adopt_standard as adopt_standard
from socplan.views import as_of as as_of, public as public

__all__ = _public_names(globals())
