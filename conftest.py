"""Runs the Python of every Markdown page, each page in a folder of its own.

A fenced ``python`` block is run, in the order of its page; lines with ``>>>`` are also compared. A
``{code-block}`` with a caption is a file that the reader makes: it is written under that name.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sybil import Document, Example, Region, Sybil
from sybil.parsers.markdown import PythonCodeBlockParser

_FILE = re.compile(r"^```\{code-block\} \w+\n:caption: (\S+)\n\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def _write(example: Example) -> None:
    name, text = example.parsed
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _files(document: Document) -> Iterator[Region]:
    for found in _FILE.finditer(document.text):
        yield Region(found.start(), found.end(), found.groups(), _write)


def _enter(namespace: dict[str, Any]) -> None:
    namespace["_home"] = Path.cwd()
    namespace["_folder"] = TemporaryDirectory()
    os.chdir(namespace["_folder"].name)


def _leave(namespace: dict[str, Any]) -> None:
    os.chdir(namespace["_home"])
    namespace["_folder"].cleanup()


pytest_collect_file = Sybil(
    parsers=[_files, PythonCodeBlockParser()],
    patterns=["*.md", "**/*.md"],
    excludes=["docs/_build/**"],
    setup=_enter,
    teardown=_leave,
).pytest()
