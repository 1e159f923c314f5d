"""The files of `socplan demo`: every report for which a shipped example has content, and a page that lists them."""

from collections.abc import Iterator
from html import escape
from importlib import resources
from itertools import groupby
from pathlib import Path
from string import Template
from typing import Any, Final

from attrs import frozen

from socplan import files, pipeline, plugins
from socplan.data import EXAMPLES, example
from socplan.errors import OptionError
from socplan.labels import Wording
from socplan.model import Dossier
from socplan.outputs import place
from socplan.report import Report

__all__ = ["INDEX", "Document", "demo_documents", "demo_dossiers", "write_index"]

#: The page that lists everything, and the folder of the example dossiers.
INDEX: Final = "index.html"
_DOSSIERS: Final = "dossiers"
_FORMATS: Final = {"docx": "Word", "csv": "CSV", "json": "JSON"}
_LOCALES: Final = ("cs", "en")
#: The kinds that are made in English too, as examples.
_IN_ENGLISH: Final = ("monitoring", "plan")
#: What to open first: a document, and what it is.
_FIRST: Final = {
    "olomouc-monitoring-cs": "a yearly monitoring report whose published figures do not agree",
    "zlin-plan-cs": "a city's plan",
    "ukazka-catalogue-cs": "a catalogue of services for citizens",
}
#: A report with only this part says that there is nothing to report.
_SUMMARY: Final = "summary"


@frozen
class Document:
    """A report of an example in every format."""

    example: str
    #: The English name of its kind.
    name: str
    #: The title of the document itself.
    title: str
    #: The name of the files without their suffix: ``olomouc-monitoring-cs``.
    stem: str


def demo_dossiers(folder: Path) -> dict[str, Dossier]:
    """Write the example dossiers into the folder of the demo, and read them as a user would.

    Raises:
        WriteError: the folder cannot be made or written to.
    """
    files.make_folder(folder)
    files.make_folder(folder / _DOSSIERS)
    dossiers = {}
    for name in EXAMPLES:
        path = folder / _DOSSIERS / f"{name}.json"
        # A user may have changed the copy of an earlier demo.
        if not path.exists() or files.read_bytes(path) != example(name):
            place(path, example(name))
        dossiers[name] = pipeline.read_file(path)
    return dossiers


def demo_documents(folder: Path, name: str, dossier: Dossier) -> Iterator[Document]:
    """Write every report for which an example has content, in every format of the core."""
    registry = plugins.registry()
    words = Wording("en", registry.labels)
    for kind in registry.reports.values():
        for locale in _LOCALES:
            shown = locale == "cs" or (name == "ukazka" and kind.name in _IN_ENGLISH)
            report = _report(kind.name, dossier, locale) if shown else None
            if report is None:
                continue
            stem = f"{name}-{kind.name}-{locale}"
            for suffix in _FORMATS:
                pipeline.export_report(report, folder / f"{stem}.{suffix}")
            label = words.text(kind.label) if words.has(kind.label) else kind.label
            title = " – ".join(filter(None, (report.title, report.subtitle)))
            yield Document(name, label, title, stem)


def _report(kind: str, dossier: Dossier, locale: str) -> Report | None:
    """A report; ``None`` where the dossier has nothing for it."""
    options: dict[str, Any] = {}
    if kind == "export" and dossier.export_profiles:
        # An export needs a profile; the first is for the public.
        options["profile"] = dossier.export_profiles[0].id
    try:
        report = pipeline.build_report(kind, dossier, locale=locale, **options)
    except OptionError:
        return None
    return report if {part.key for part in report.parts} - {_SUMMARY} else None


_SECTION: Final = """<h2 id="{name}">{name}</h2>
<p>{what} <a href="{dossiers}/{name}.json">The dossier</a>.</p>
<table>
<tr><th scope="col">Report</th><th scope="col">Document</th><th scope="col">Open as</th></tr>
{rows}</table>
"""
_ROW: Final = "<tr><td>{name}</td><td>{title}</td><td>{links}</td></tr>\n"


def write_index(folder: Path, documents: list[Document]) -> Path:
    """Write the page that describes each document, and give its path."""
    sections = ""
    for name, group in groupby(documents, key=lambda document: document.example):
        rows = "".join(
            _ROW.format(
                name=escape(document.name),
                title=escape(document.title),
                links=", ".join(f'<a href="{document.stem}.{suffix}">{word}</a>' for suffix, word in _FORMATS.items()),
            )
            for document in group
        )
        sections += _SECTION.format(name=name, what=escape(EXAMPLES[name]), dossiers=_DOSSIERS, rows=rows)
    first = ", ".join(f'<a href="{stem}.docx">{what}</a>' for stem, what in _FIRST.items())
    page = (resources.files("socplan.data") / "demo.html").read_text("utf-8")
    path = folder / INDEX
    files.write_bytes(path, Template(page).substitute(first=first, sections=sections).encode("utf-8"))
    return path
