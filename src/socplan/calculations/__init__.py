"""Dossier → results: frozen values that carry their parts, exact until somebody reads them."""

from socplan._names import public_names as _public_names
from socplan.calculations.alignment import *
from socplan.calculations.areas import *
from socplan.calculations.consultation import *
from socplan.calculations.days import *
from socplan.calculations.decisions import *
from socplan.calculations.effects import *
from socplan.calculations.events import *
from socplan.calculations.formulas import *
from socplan.calculations.funding import *
from socplan.calculations.gathering import *
from socplan.calculations.indicators import *
from socplan.calculations.matching import *
from socplan.calculations.membership import *
from socplan.calculations.monitoring import *
from socplan.calculations.needs import *
from socplan.calculations.organisation import *
from socplan.calculations.peers import *
from socplan.calculations.percent import *
from socplan.calculations.process import *
from socplan.calculations.projects import *
from socplan.calculations.readings import *
from socplan.calculations.reconciliation import *
from socplan.calculations.replacements import *
from socplan.calculations.requirements import *
from socplan.calculations.services import *
from socplan.calculations.spending import *
from socplan.calculations.structure import *
from socplan.calculations.sums import *
from socplan.calculations.surveys import *
from socplan.calculations.terms import *
from socplan.calculations.wordings import *

__all__ = _public_names(globals())
