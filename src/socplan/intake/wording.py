"""Plain values and their attributes as people read them."""

from decimal import Decimal
from typing import Any

from socplan.errors import RecordError
from socplan.intake.attributes import Attribute, Sort
from socplan.labels import Wording
from socplan.model import PartialDate, Period
from socplan.report.cells import kind_name

__all__ = ["attribute_name", "period_of", "shown_value"]


def attribute_name(name: str, words: Wording) -> str:
    """What people call an attribute; an end of a period with which one it is."""
    first, _, end = name.partition(".")
    keys = (f"attribute.{first}", f"column.{first}")
    found = next((words.text(key) for key in keys if words.has(key)), first)
    return f"{found} {words.text(f'intake.end.{end}')}" if end else found


def shown_value(attribute: Attribute, value: Any, words: Wording) -> str:
    """A plain value as people read it: a day, an amount, a choice in their language; text as it is."""
    match attribute.sort:
        case Sort.PERIOD:
            return words.show(period_of(value))
        case Sort.DATE:
            return words.show(PartialDate.parse(value))
        case Sort.MONEY | Sort.NUMBER:
            return words.show(Decimal(value))
        case Sort.CHOICE:
            choices = attribute.choices or ()
            member = next((member for member in choices if member.value == value), None)
            return (member and kind_name(words, member)) or str(value)
    return words.show(value)


def period_of(data: Any) -> Period:
    """A period of plain data; without an end that is not known."""

    def end(name: str) -> PartialDate | None:
        try:
            return PartialDate.parse(data[name]) if data and data.get(name) else None
        except (RecordError, TypeError):
            return None

    return Period(end("start"), end("end"))
