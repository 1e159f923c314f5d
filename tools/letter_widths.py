"""Prints the widths of letters for ``layout/letters.py``; needs fonttools and the fonts Carlito (OFL).

python tools/letter_widths.py Carlito-Regular.ttf Carlito-Bold.ttf
"""

from __future__ import annotations

import sys
from collections import defaultdict
from importlib import import_module
from typing import Any

#: The letters of European languages in Latin script, and the marks of documents. Controls are left out.
LETTERS = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),
    0x218,
    0x219,
    0x21A,
    0x21B,
    *(0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2018, 0x2019, 0x201A, 0x201C, 0x201D, 0x201E, 0x2020, 0x2022, 0x2026),
    *(0x2030, 0x2032, 0x2033, 0x2039, 0x203A, 0x20AC, 0x2116, 0x2122, 0x2190, 0x2191, 0x2192, 0x2193, 0x2212, 0x2248),
    *(0x2260, 0x2264, 0x2265, 0x221E, 0x2211, 0x25CA),
]


def main() -> None:
    """Print both tables: the width in units of 1/2048 of the size, then the letters with it."""
    # Not among the tools of every day.
    fonts: Any = import_module("fontTools.ttLib")
    for path in sys.argv[1:]:
        font: Any = fonts.TTFont(path)
        names, widths = font.getBestCmap(), font["hmtx"]
        groups: dict[int, str] = defaultdict(str)
        for letter in LETTERS:
            if letter in names:
                groups[widths[names[letter]][0]] += chr(letter)
        print(path, font["head"].unitsPerEm, font["hhea"].ascent, font["hhea"].descent, font["hhea"].lineGap)
        print({width: groups[width] for width in sorted(groups)})


if __name__ == "__main__":
    main()
