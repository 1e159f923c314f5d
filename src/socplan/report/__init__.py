"""Results → Report: the format-free tree, and the kinds of report that build one."""

from socplan._names import public_names as _public_names
from socplan.report.blocks import *
from socplan.report.columns import *
from socplan.report.findings import findings_section as findings_section
from socplan.report.kind import *
from socplan.report.scene import Scene as Scene, assembled as assembled, title_facts as title_facts
from socplan.report.tables import *
from socplan.report.texts import *
from socplan.report.volume import *

__all__ = _public_names(globals())
