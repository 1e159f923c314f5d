"""An office's own tables into a dossier: the end of the line where files are read."""

from collections.abc import Iterable
from os import PathLike
from pathlib import Path

from attrs import evolve

from socplan import files, plugins
from socplan.convert import unstructure
from socplan.errors import SEVERAL_FILES, Fault, ReadError
from socplan.intake import Grid, Intake, mapping_of, suffix_fault, take_in
from socplan.labels import PlainWording, Wording
from socplan.model import Dossier
from socplan.offers import all_of
from socplan.typecheck import guarded

__all__ = ["import_office_tables", "propose_mapping"]

AnyPath = str | PathLike[str]


@guarded
def import_office_tables(
    dossier: Dossier | None, mapping: AnyPath, paths: Iterable[AnyPath], *, locale: str = "cs"
) -> Intake:
    """Take an office's own tables into a dossier, as a mapping says.

    Args:
        dossier: what to add to; ``None``: a new one, whose plan the mapping names.
        mapping: the mapping, a TOML file.
        paths: workbooks, CSV files, Word documents.
        locale: the language of faults and notes.

    Returns:
        The dossier with what came in, what each row did, and what somebody has to look at.

    Raises:
        PluginError: a format belongs to a plugin and failed.
        ReadError: a file, its mapping or a cell cannot be read; with every fault of all files, each at its cell.
    """
    words = PlainWording(locale, plugins.registry().labels)
    said = mapping_of(str(mapping), files.read_bytes(Path(mapping)), words)
    return take_in(dossier, said, _grids(said.encoding, paths, words), words)


@guarded
def propose_mapping(
    paths: Iterable[AnyPath], *, dossier: Dossier | None = None, encoding: str | None = None, locale: str = "cs"
) -> str:
    """Propose a mapping for an office's own tables, by their heads.

    Args:
        paths: workbooks, CSV files, Word documents.
        dossier: what the tables are to come into, whose statuses and groups are then known; ``None``: a new one.
        encoding: the encoding of CSV files; ``None``: utf-8.
        locale: the language of the remarks.

    Returns:
        The text of a TOML file; each line says how sure it is, and columns that would not be read are listed.

    Raises:
        PluginError: a format belongs to a plugin and failed.
        ReadError: a file cannot be read, or no format of tables has its suffix.
    """
    # Only proposing needs it, and its library takes its time to load.
    from socplan.intake.propose import proposal

    words = PlainWording(locale, plugins.registry().labels)
    data = None if dossier is None else unstructure(dossier)
    text = proposal(_grids(encoding, paths, words), data, words)
    return text if encoding is None else text.replace("\n", f'\nencoding = "{encoding}"\n', 1)


def _grids(encoding: str | None, paths: Iterable[AnyPath], words: Wording) -> list[Grid]:
    """The tables of all files.

    Raises:
        ReadError: files that cannot be read, all of them.
    """
    registry = plugins.registry()
    grids: list[Grid] = []
    faults: list[Fault] = []
    for path in map(Path, paths):
        source = registry.grid_source_for(path)
        if source is None:
            known = sorted(each.extension for each in registry.grid_sources.values())
            faults.append(evolve(suffix_fault(path.suffix, known, words), file=str(path)))
            continue
        said = encoding if source.name == "csv" else None
        try:
            with registry.blamed(source):
                grids += all_of(Grid, source.grids(str(path), files.read_bytes(path), said, words))
        except ReadError as error:
            faults += (Fault(fault.place, fault.message, str(path)) for fault in error.faults)
    if faults:
        raise ReadError(SEVERAL_FILES, faults)
    return grids
