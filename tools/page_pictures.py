"""Makes the pictures of pages in the documentation: the first page of every kind, of the example `ukazka`, in Czech.

    python -m tools.page_pictures

Needs LibreOffice and poppler. ``docs/pictures/made.toml`` says of which report each picture is, so that a test sees
when a report has changed since.
"""

from __future__ import annotations

import hashlib
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tools.page_fill import pdfs_of, reports

from socplan import Report, render

__all__ = ["PICTURES", "fingerprint", "pictured"]

PICTURES: Final = Path(__file__).parent.parent / "docs" / "pictures"
#: Dots per inch: a page is seen whole, and its larger letters can be read.
_DENSITY: Final = "50"


def pictured() -> Iterator[tuple[str, Report]]:
    """The kinds with their reports."""
    for name, report in reports("cs"):
        example, _, kind = name.removesuffix("-cs").partition("-")
        if example == "ukazka":
            yield kind, report


def fingerprint(report: Report) -> str:
    """What changes when a report says something else."""
    return hashlib.sha256(render(report, "json")[0].content).hexdigest()[:16]


def main() -> None:
    """Make them all anew."""
    made = dict(pictured())
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        pdfs = pdfs_of({kind: render(report, "docx")[0].content for kind, report in made.items()}, Path(folder))
        for kind, pdf in pdfs.items():
            command = ["pdftoppm", "-r", _DENSITY, "-png", "-singlefile", str(pdf), str(PICTURES / kind)]
            subprocess.run(command, check=True)  # noqa: S603 - fixed words and our own paths
    lines = [f'{kind} = "{fingerprint(report)}"\n' for kind, report in sorted(made.items())]
    (PICTURES / "made.toml").write_text("".join(lines), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
