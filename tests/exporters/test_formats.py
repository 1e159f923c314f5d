"""What JSON and CSV make of every block and every value of a cell, to the byte.

After a wanted change: ``python -m tests.exporters.test_formats``, then read the difference.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.exporters.every_block import REPORT

from socplan import render

GOLDEN = Path(__file__).parent / "golden"
FORMATS = ("json", "csv")


@pytest.mark.parametrize("format_name", FORMATS)
def test_every_block_and_cell_is_written_as_it_was(format_name: str) -> None:
    assert render(REPORT, format_name)[0].content == (GOLDEN / f"every-block.{format_name}").read_bytes()


if __name__ == "__main__":
    for name in FORMATS:
        (GOLDEN / f"every-block.{name}").write_bytes(render(REPORT, name)[0].content)
