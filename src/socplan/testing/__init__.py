"""For people who write plugins: strategies for dossiers and reports, sample dossiers, checks of exporters and formulas.

Needs the extra ``socplan[testing]``.
"""

from socplan._names import public_names as _public_names
from socplan.testing.checks import *
from socplan.testing.imports import *
from socplan.testing.strategies import *

__all__ = _public_names(globals())
