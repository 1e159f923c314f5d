"""What goes, or may go, otherwise than planned."""

from attrs import field, frozen

from socplan.model.record import IDENTIFIER, Record, refers_to
from socplan.model.values import Identifier

__all__ = ["Risk", "Variation"]


@frozen(kw_only=True)
class Variation(Record):
    """What went otherwise than planned with a measure in one round (odchylka od plánu)."""

    id: Identifier = field(metadata=IDENTIFIER)
    round: Identifier = field(metadata=refers_to("rounds"))
    measure: Identifier = field(metadata=refers_to("measures"))
    text: str
    cause: str | None = None
    #: What is done about it.
    action: str | None = None
    order: int | None = None


@frozen(kw_only=True)
class Risk(Record):
    """What may keep a measure from being carried out (riziko)."""

    id: Identifier = field(metadata=IDENTIFIER)
    measure: Identifier = field(metadata=refers_to("measures"))
    text: str
    #: How likely it is, in the plan's words: „střední“.
    likelihood: str | None = None
    #: What is done against it.
    action: str | None = None
    order: int | None = None
