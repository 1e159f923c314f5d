"""A table of documents to make: one row a job, every fault of every row at once, before anything is made."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path, PurePath
from typing import Any, Final, cast, get_args

from attrs import define, field

from socplan import files, plugins
from socplan.batch import Job, clashes
from socplan.csvtext import CsvError
from socplan.errors import Fault, ReadError, SocplanError, quoted
from socplan.exporters import Exporter, InputFile
from socplan.labels import Wording
from socplan.pipeline import AnyPath
from socplan.readers.csv import read_sheet
from socplan.readers.tables import heading_faults
from socplan.report import Audience, Option, ReportKind, checked_options
from socplan.settings import day, options_on_offer, typed
from socplan.typecheck import guarded

__all__ = ["read_jobs"]

#: The columns that every table may have; all others are options of report kinds and formats.
_COLUMNS: Final = ("kind", "file", "output", "format", "audience", "locale", "as_of")
_NEEDED: Final = ("kind", "file")
_FORMAT: Final = "docx"


@guarded
def read_jobs(path: AnyPath, folder: AnyPath, *, overwrite: bool = False) -> Mapping[int, Job]:
    """Read a table of documents to make.

    Args:
        path: a CSV file. Its columns are ``kind`` and ``file``, and where needed ``output``, ``format``, ``audience``,
            ``locale``, ``as_of`` and options of the report kinds and formats. Paths in it start from its folder.
        folder: where the documents go.
        overwrite: whether they may replace dossiers.

    Returns:
        The jobs by their rows, as a spreadsheet counts.

    Raises:
        ReadError: the table cannot be read, or something in it is wrong; with every fault, each by row and column.
    """
    source = Path(path)
    try:
        sheet = read_sheet(files.read_bytes(source))
    except CsvError as error:
        raise ReadError(str(path), [Fault("file", str(error))]) from error
    (heading_row, names), *lines = sheet.rows or [(1, [])]
    heading = [str(name) for name in names]
    faults = list(heading_faults(heading_row, heading, [*_COLUMNS, *_known_options()]))
    faults += [
        Fault(f"row {heading_row}", f'the column "{name}" is missing') for name in _NEEDED if name not in heading
    ]
    if faults:
        raise ReadError(str(path), faults)
    jobs: dict[int, Job] = {}
    for number, cells in lines:
        if len(cells) != len(heading):
            faults.append(Fault(f"row {number}", f"{len(cells)} cells under {len(heading)} headings"))
            continue
        texts = {name: sheet.notation.read(str(cell)) for name, cell in zip(heading, cells, strict=True) if cell != ""}
        row = _Row(number, texts, source, Path(folder))
        job = row.job(overwrite=overwrite)
        faults += row.faults
        if job is not None:
            jobs[number] = job
    rows = list(jobs)
    faults += [Fault(f"row {rows[place]}", problem) for place, problem in clashes(list(jobs.values())).items()]
    if faults:
        raise ReadError(str(path), faults)
    return jobs


def _known_options() -> list[str]:
    """The options of every report kind and format, without those that are columns of every table."""
    registry = plugins.registry()
    offers: list[ReportKind | Exporter] = [*registry.reports.values(), *registry.exporters.values()]
    names = {option.name for offer in offers for option in offer.options} | {"publicity"}
    return sorted(names - {*_COLUMNS})


@define
class _Row:
    """A row of the table, with what is wrong in it."""

    number: int
    texts: Mapping[str, str]
    source: Path
    folder: Path
    faults: list[Fault] = field(factory=list)

    def job(self, *, overwrite: bool) -> Job | None:
        """The job of the row; ``None`` where too little of it is right."""
        for name in _NEEDED:
            if name not in self.texts:
                self._blame(name, "missing; give one in every row")
        kind, exporter, output = self._kind(), self._exporter(), self._output()
        dossier, audience, locale, as_of = self._dossier(), self._audience(), self._locale(), self._day()
        options, format_options = self._options(kind, exporter)
        if kind is None or exporter is None:
            return None
        default = PurePath(f"{dossier.stem}-{kind.name}{exporter.extension}")
        target = self.folder / (output or default)
        if files.is_same(target, self.source):
            self._blame("output", "this is the table of jobs itself; name another file")
        return Job(
            kind=kind.name,
            dossier=dossier,
            path=target,
            format=exporter.name,
            audience=audience,
            locale=locale,
            as_of=as_of,
            options=options,
            format_options=format_options,
            overwrite=overwrite,
        )

    def _blame(self, column: str, problem: object) -> None:
        self.faults.append(Fault(f"row {self.number}, column {column}", str(problem)))

    def _kind(self) -> ReportKind | None:
        if "kind" in self.texts:
            try:
                return plugins.registry().report(self.texts["kind"])
            except SocplanError as error:
                self._blame("kind", error)
        return None

    def _exporter(self) -> Exporter | None:
        """The format: by its name, by the suffix of the output, or Word."""
        registry = plugins.registry()
        column = "output" if "output" in self.texts and "format" not in self.texts else "format"
        try:
            if column == "output":
                return registry.exporter_for(PurePath(self.texts[column]))
            return registry.exporter(self.texts.get(column, _FORMAT))
        except SocplanError as error:
            self._blame(column, error)
        return None

    def _output(self) -> PurePath | None:
        if "output" not in self.texts:
            return None
        text = self.texts["output"]
        output = PurePath(text)
        if output.is_absolute() or output.drive or ".." in output.parts or not output.name or not text.isprintable():
            self._blame("output", f"{quoted(text)} is no name of a file in the folder of the documents")
            return None
        return output

    def _dossier(self) -> Path:
        return self._input("file", self.texts.get("file", ""), is_folder_fine=True)

    def _input(self, column: str, text: str, *, is_folder_fine: bool = False) -> Path:
        path = self.source.parent / text
        if text and not (path.is_file() or (is_folder_fine and files.is_folder(path))):
            self._blame(column, f"there is no file {path}")
        return path

    def _audience(self) -> Audience:
        text = self.texts.get("audience", "public")
        if text not in get_args(Audience):
            self._blame("audience", f"{quoted(text)} is neither public nor internal")
        return cast("Audience", text if text in get_args(Audience) else "public")

    def _locale(self) -> str:
        locale = self.texts.get("locale", "cs")
        try:
            Wording(locale, plugins.registry().labels)
        except SocplanError as error:
            self._blame("locale", error)
        return locale

    def _day(self) -> date | None:
        try:
            return day(self.texts["as_of"]) if "as_of" in self.texts else None
        except ValueError as error:
            self._blame("as_of", f"{quoted(self.texts['as_of'])} is {error}")
        return None

    def _options(self, kind: ReportKind | None, exporter: Exporter | None) -> tuple[dict[str, Any], dict[str, Any]]:
        """The options of the report kind, and those of the format."""
        of_kind, of_format = options_on_offer(kind, exporter)
        options: dict[str, Any] = {}
        format_options: dict[str, Any] = {}
        for name in [name for name in self.texts if name not in _COLUMNS]:
            for owner, known, values in ((kind, of_kind, options), (exporter, of_format, format_options)):
                if owner is not None and any(option.name == name for option in known):
                    values.update(self._value(owner.name, known, name))
                    break
            else:
                # A kind or a format that is not known may have it.
                if kind is not None and exporter is not None:
                    names = sorted(option.name for option in (*of_kind, *of_format))
                    who = f"neither the report {kind.name} nor the format {exporter.name} has this option"
                    self._blame(name, f"{who}; leave the cell empty. They have: {', '.join(names)}")
        return options, format_options

    def _value(self, owner: str, known: tuple[Option, ...], name: str) -> dict[str, Any]:
        """The value of an option; nothing where the text is none."""
        text = self.texts[name]
        try:
            if any(option.name == name and option.type is InputFile for option in known):
                return {name: self._input(name, text)}
            values = typed(owner, known, [(name, text)])
            checked_options(owner, known, values)
        except SocplanError as error:
            self._blame(name, error)
            return {}
        return values
