"""What people call the values of enumerations."""

import re
from enum import Enum
from typing import Final

from socplan.labels import Wording

__all__ = ["kind_name"]

#: The first part of the labels for values of an enumeration, where it is not the name of the class.
_FAMILIES: Final = {
    "DeadlineRule": "comment_book.rule",
    "MemberFunction": "function",
    "ResolutionAct": "act",
    "StatusMeaning": "meaning",
    "SwotKind": "swot",
}
_CAPITAL: Final = re.compile(r"(?<!^)(?=[A-Z])")


def kind_name(words: Wording, value: Enum) -> str | None:
    """What people call a value of an enumeration; ``None`` where no label does."""
    family = _FAMILIES.get(type(value).__name__) or _CAPITAL.sub("_", type(value).__name__).lower()
    keys = (f"{family}.{value.value}", f"value_of.{family}.{value.value}")
    return next((words.text(key) for key in keys if words.has(key)), None)
