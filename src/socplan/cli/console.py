"""What every command has: messages, exit statuses, and the options that several share."""

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TextIO

import click

from socplan.checks import FindingsError
from socplan.errors import DefectError, OverwriteError, PluginError, SocplanError, WriteError

GOOD, FINDINGS, INPUT, ENVIRONMENT = 0, 1, 2, 3


def _shown(text: object, stream: TextIO) -> str:
    """A text for a console, which shows characters that it does not know as escapes."""
    encoding = stream.encoding or "ascii"
    return str(text).encode(encoding, "backslashreplace").decode(encoding)


def say(text: object) -> None:
    """A message on stderr."""
    click.echo(_shown(text, sys.stderr), err=True)


def put(text: object) -> None:
    """A line on stdout."""
    click.echo(_shown(text, sys.stdout))


def json_text(data: object) -> str:
    """JSON for stdout, which gets other characters than ASCII as escapes where it is not UTF-8."""
    return json.dumps(data, ensure_ascii=not (sys.stdout.encoding or "").lower().startswith("utf"), indent=2)


def status_of(error: Exception) -> int:
    """The exit status for an error; what is not raised on purpose comes from the environment."""
    if isinstance(error, FindingsError):
        return FINDINGS
    of_environment = isinstance(error, (DefectError, PluginError, WriteError)) and not isinstance(error, OverwriteError)
    return ENVIRONMENT if of_environment or not isinstance(error, SocplanError) else INPUT


@contextmanager
def _status() -> Iterator[None]:
    """Turn what is raised on purpose into messages and an exit status."""
    try:
        yield
    except SocplanError as error:
        say(error)
        sys.exit(status_of(error))
    except OSError as error:
        # This can only be stdout: files have errors of their own. Python must not try to write the rest when it ends.
        with suppress(OSError, AttributeError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):
            sys.exit(GOOD)  # the reader has had enough
        say(f"stdout: {error.strerror or error}")
        sys.exit(ENVIRONMENT)


def command(name: str) -> Callable[[Callable[..., None]], click.Command]:
    """A command whose errors become an exit status."""

    def decorate(function: Callable[..., None]) -> click.Command:
        def run(*args: Any, **kwargs: Any) -> None:
            with _status():
                function(*args, **kwargs)

        run.__doc__ = function.__doc__
        run.__click_params__ = getattr(function, "__click_params__", [])  # type: ignore[attr-defined]
        return click.command(name)(run)

    return decorate


FILE = click.argument("file", type=click.Path(path_type=Path))
OVERWRITE = click.option("--overwrite", is_flag=True, help="Replace a dossier, or what was read, if it is there.")
