"""What was made of which inputs, kept in a file beside many documents, so that work that was stopped can go on.

The file has a line of JSON a document. Lines are only added while documents are made; a line that was cut off when the
work was stopped counts for nothing, and its document is made again.
"""

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from attrs import define, field

from socplan import files
from socplan.errors import OverwriteError

__all__ = ["Ledger"]

_HEADING: Final = {"socplan": "ledger"}


def _line(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass") + b"\n"


@define
class Ledger:
    """The documents that were made, each by its path with a mark of its inputs and the files written."""

    path: Path
    _made: dict[str, tuple[str, tuple[str, ...]]] = field(factory=dict, init=False)

    def open(self, *, forget: bool = False) -> None:
        """Read what an earlier run left; ``forget``: begin anew.

        Raises:
            OverwriteError: there is a file of somebody else's.
            ReadError: the file cannot be read.
            WriteError: the file cannot be written.
        """
        lines = files.read_bytes(self.path).splitlines() if self.path.exists() else []
        if lines and _plain(lines[0]) != _HEADING:
            raise OverwriteError(str(self.path), "a file that is no ledger of socplan is there; name another place")
        for data in map(_plain, () if forget else lines[1:]):
            match data:
                case {"path": str(path), "inputs": str(inputs), "files": [*written]}:
                    self._made[path] = (inputs, tuple(map(str, written)))
        self._write()

    def made_of(self, target: Path, inputs: str) -> tuple[Path, ...]:
        """The files that were made of the same inputs, if all of them are there; otherwise none.

        What was made of other inputs is forgotten: it is about to be replaced.
        """
        before, written = self._made.get(self._key(target), ("", ()))
        paths = tuple(target.parent / name for name in written)
        if before == inputs and all(path.is_file() for path in paths):
            return paths
        if before:
            self.note(target, "", ())
        return ()

    def note(self, target: Path, inputs: str, written: Iterable[Path]) -> None:
        """Add what was made."""
        names = tuple(path.name for path in written)
        self._made[self._key(target)] = (inputs, names)
        files.append_bytes(self.path, _line({"path": self._key(target), "inputs": inputs, "files": names}))

    def _write(self) -> None:
        """Put the file in its place without what no longer counts."""
        kept = (
            {"path": path, "inputs": inputs, "files": names}
            for path, (inputs, names) in sorted(self._made.items())
            if inputs
        )
        files.write_bytes(self.path, b"".join(map(_line, (_HEADING, *kept))))

    def _key(self, target: Path) -> str:
        # Relative, so that a folder of documents can be moved with its ledger.
        return Path(os.path.relpath(os.path.realpath(target), os.path.realpath(self.path.parent))).as_posix()


def _plain(line: bytes) -> Any:
    try:
        return json.loads(line)
    except ValueError:
        return None
