"""Which cells of a sheet are formulas; what they last gave is read by the library that opens the workbook."""

import io
import re
from collections.abc import Mapping
from typing import Final
from xml.etree import ElementTree as ET

from socplan.intake import number_of_letters

__all__ = ["formulas_of"]

#: A formula has an element of this name; an encoding of two bytes a character hides it.
_MAY_HAVE: Final = re.compile(rb"<(?:\w+:)?f\b|\0")
_COORDINATE: Final = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})", re.ASCII)


def formulas_of(member: bytes) -> Mapping[tuple[int, int], str]:
    """The formulas of a sheet by row and column; one that is written at another cell is shown as „=…“."""
    if _MAY_HAVE.search(member) is None:
        return {}
    found: dict[tuple[int, int], str] = {}
    row = column = 0
    # It was read by a library before, and has no document type.
    for event, element in ET.iterparse(io.BytesIO(member), ("start", "end")):  # noqa: S314
        match event, str(element.tag).rpartition("}")[2]:
            case "start", "row":
                number = element.get("r", "")
                row, column = int(number) if number.isdigit() else row + 1, 0
            case "end", "c":
                place = _COORDINATE.fullmatch(element.get("r", ""))
                column = column + 1 if place is None else number_of_letters(place[1]) or 0
                row = row if place is None else int(place[2])
                formula = next((each for each in element if str(each.tag).rpartition("}")[2] == "f"), None)
                if formula is not None:
                    found[row, column] = f"={formula.text or '…'}"
            case "end", "row":
                element.clear()
    return found
