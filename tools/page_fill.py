"""Tells how full the pages of the demo's documents are, as LibreOffice breaks them.

    python tools/page_fill.py FOLDER

The documents of every kind and example are written into the folder, made into PDF, and their pages read. The tests of
the layout read the same pages.
"""

from __future__ import annotations

import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from attrs import frozen

from socplan import build_report, pipeline
from socplan.data import EXAMPLES
from socplan.errors import OptionError
from socplan.plugins import Registry, make_manager
from socplan.report import Report
from socplan.testing import sample_dossier

__all__ = ["PageLook", "Word", "pages_looked_at", "pdfs_of", "printed_pages", "reports"]

#: The text area of our templates from the top of a page, in points: below the header, above the footer.
TOP: Final = 70.0
BOTTOM: Final = 65.5
_XHTML: Final = "{http://www.w3.org/1999/xhtml}"


@frozen
class Word:
    """A word on a page of a PDF, with its place in points."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@frozen
class PageLook:
    """How much of a page holds text."""

    sideways: bool
    filled: float


def reports(locale: str = "cs") -> Iterator[tuple[str, Report]]:
    """The public reports of every kind and example that have content, as the demo has them."""
    kinds = Registry(*make_manager(installed=False)).reports
    for name in EXAMPLES:
        dossier = sample_dossier(name)
        for kind in kinds:
            options: dict[str, Any] = {}
            if kind == "export" and dossier.export_profiles:
                options["profile"] = dossier.export_profiles[0].id
            try:
                report = build_report(kind, dossier, locale=locale, **options)
            except OptionError:
                continue
            if {part.key for part in report.parts} - {"summary"}:
                yield f"{name}-{kind}-{locale}", report


def pdfs_of(documents: Mapping[str, bytes], folder: Path) -> dict[str, Path]:
    """Documents as LibreOffice prints them."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in documents.items():
        (folder / f"{name}.docx").write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').absolute().as_uri()}"
    sources = [str(folder / f"{name}.docx") for name in documents]
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *sources]
    subprocess.run(command, check=True, capture_output=True, timeout=600)  # noqa: S603 - fixed words and our own paths
    return {name: folder / f"{name}.pdf" for name in documents}


def printed_pages(pdf: Path) -> list[tuple[float, float, list[Word]]]:
    """The width, the height and the words of every page."""
    made = subprocess.run(  # noqa: S603 - likewise
        ["pdftotext", "-bbox", str(pdf), "-"],  # noqa: S607
        check=True,
        capture_output=True,
    )
    pages = []
    for page in ET.fromstring(made.stdout).iter(f"{_XHTML}page"):  # noqa: S314 - made by poppler from our own file
        words = [
            Word(word.text or "", *(float(word.get(name) or 0) for name in ("xMin", "yMin", "xMax", "yMax")))
            for word in page.iter(f"{_XHTML}word")
        ]
        pages.append((float(page.get("width") or 0), float(page.get("height") or 0), words))
    return pages


def pages_looked_at(pdf: Path) -> list[PageLook]:
    """Every page of a PDF: whether it is sideways, and which share of its text area lies above its last line."""
    looks = []
    for width, height, words in printed_pages(pdf):
        area = height - TOP - BOTTOM
        last = max(
            (word.bottom for word in words if word.top >= TOP - 2 and word.bottom <= height - BOTTOM), default=TOP
        )
        looks.append(PageLook(sideways=width > height, filled=(last - TOP) / area))
    return looks


def summary(looks: Mapping[str, Sequence[PageLook]]) -> str:
    """Pages, sideways pages, and pages under half full that are not the last of their document."""
    pages = [page for document in looks.values() for page in document]
    early = [(name, place, page) for name, document in looks.items() for place, page in enumerate(document[:-1], 1)]
    empty = [(name, place, page) for name, place, page in early if page.filled < 0.5]  # noqa: PLR2004 - half
    lines = [f"{name} p. {place}: {page.filled:.0%}" for name, place, page in empty]
    counts = f"documents {len(looks)}, pages {len(pages)}, sideways {sum(page.sideways for page in pages)}"
    return "\n".join([*lines, f"{counts}, under half full and not last {len(empty)} of {len(early)}"])


def main() -> None:
    """Write, print and tell."""
    folder = Path(sys.argv[1])
    documents = {name: pipeline.render(report, "docx")[0].content for name, report in reports()}
    print(summary({name: pages_looked_at(pdf) for name, pdf in pdfs_of(documents, folder).items()}))


if __name__ == "__main__":
    main()
