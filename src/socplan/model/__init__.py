"""The model of a plan: frozen values that know neither files nor reports."""

from socplan._names import public_names as _public_names
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
from socplan.model.record import Record as Record
from socplan.model.requirement import *
from socplan.model.resolution import *
from socplan.model.service import *
from socplan.model.survey import *
from socplan.model.values import (
    Count as Count,
    Identifier as Identifier,
    Money as Money,
    PartialDate as PartialDate,
    Period as Period,
    Quantity as Quantity,
)
from socplan.model.variation import *

__all__ = _public_names(globals())
