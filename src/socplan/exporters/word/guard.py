"""Fills in the template of a stranger in a process of its own, with limits of memory and time.

The budget of `socplan.exporters.word.environment` stops what tags ask for; this stops what is left: patterns that take
for ever, pictures and XML that fill the memory, faults of the libraries. One process is kept for many documents. It
sends back plain bytes, never objects. Without POSIX limits only the time is limited.
"""

import atexit
import json
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import IO, Any, Final

import attrs

from socplan.archives import unzip
from socplan.errors import DefectError, SocplanError, TemplateError
from socplan.exporters.base import InputFile
from socplan.exporters.word.allowed import finished_mistakes
from socplan.exporters.word.given import Given
from socplan.exporters.word.mistakes import Mistake, MistakesError, wording
from socplan.report import Report

__all__ = ["blamed_on", "filled", "filled_apart", "serve"]

#: The limits of one document.
_MEMORY: Final = 1_000_000_000
_SECONDS: Final = 20
#: The computer may be busy with other things: so long may a document take by the clock.
_PATIENCE: Final = 3 * _SECONDS
_LENGTH: Final = 8
_START: Final = (
    "import sys, json; sys.path[:] = json.loads(sys.argv[1]); from socplan.exporters.word.guard import serve; serve()"
)
_DONE, _REFUSED, _FAILED = b"+", b"-", b"!"
_LONGEST_REASON: Final = 300
_MUCH_MEMORY: Final = Mistake(code="much-memory", values={"most": _MEMORY // 10**6})
_MUCH_TIME: Final = Mistake(code="much-time", values={"most": _MEMORY // 10**6, "seconds": _SECONDS})


@contextmanager
def blamed_on(template: InputFile, report: Report) -> Iterator[None]:
    """Turn mistakes of a template into an error in the language of the report; any other fault is one of ours.

    Raises:
        TemplateError: the template cannot be used.
        DefectError: socplan failed over it.
    """
    try:
        yield
    except MistakesError as error:
        mistakes = error.mistakes
        cause: BaseException = error
    except MemoryError as error:
        mistakes, cause = (_MUCH_MEMORY,), error
    except RecursionError as error:
        mistakes, cause = (Mistake(code="too-deep"),), error
    except SocplanError:
        raise
    except Exception as error:
        raise DefectError(template.name, _shown(error)) from error
    else:
        return
    words = wording(report.locale)
    raise TemplateError(template.name, [mistake.line(words) for mistake in mistakes]) from cause


def _shown(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:_LONGEST_REASON]


def filled(report: Report, template: InputFile, given: Given) -> bytes:
    """The report as a Word document, made with a template that is not ours, in this process.

    Raises:
        TemplateError: the template cannot be used.
        DefectError: socplan failed over it.
    """
    from socplan.exporters.word import rendering

    with blamed_on(template, report):
        made = rendering.rendered(report, template, given)
        # Tags may have put together what the template did not hold.
        mistakes = tuple(finished_mistakes(unzip(template.name, made), unzip(template.name, template.content)))
        if mistakes:
            raise MistakesError([Mistake(code="unsafe"), *mistakes])
    return made


class _Worker:
    """The process, and what goes to and from it."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        #: Where it looks for modules, those of plugins with filters among them.
        self._path = list(sys.path)
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and code
            [sys.executable, "-I", "-c", _START, json.dumps(self._path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    @property
    def is_alive(self) -> bool:
        """Whether it can take a document; a copy of this process has no worker of its own."""
        return self.owner == os.getpid() and self._path == sys.path and self._process.poll() is None

    def answer(self, job: bytes) -> tuple[bytes, bytes] | None:
        """What it made of a job; ``None``: it came to its end over it."""
        sent, got = self._process.stdin, self._process.stdout
        if sent is None or got is None:
            return None
        timer = threading.Timer(_PATIENCE, self._process.kill)
        timer.start()
        try:
            _send(sent, job)
            return (got.read(1), _received(got))
        except (OSError, EOFError):
            return None
        finally:
            timer.cancel()

    def stop(self) -> None:
        """End the process, if it is ours."""
        if self.owner == os.getpid():
            self._process.kill()
            self._process.wait()
            for stream in (self._process.stdin, self._process.stdout):
                if stream is not None:
                    with suppress(OSError):
                        stream.close()


_lock: Final = threading.Lock()
_workers: Final[list[_Worker]] = []


def filled_apart(report: Report, template: InputFile, given: Given) -> bytes:
    """The report as a Word document, made with a template in the process for strangers.

    Raises:
        TemplateError: the template cannot be used, or takes too much memory or time.
        DefectError: socplan failed over it.
    """
    plain = attrs.evolve(report, words=dict(report.words))
    job = pickle.dumps((plain, template, given))
    with _lock:
        if not (_workers and _workers[0].is_alive):
            _stop()
            _workers.append(_Worker())
        answer = _workers[0].answer(job)
        if answer is None:
            _stop()
    match answer:
        case (kind, content) if kind == _DONE:
            return content
        case (kind, content) if kind == _REFUSED:
            raise TemplateError(template.name, json.loads(content))
        case (kind, content) if kind == _FAILED:
            raise DefectError(template.name, json.loads(content))
        case _:
            raise TemplateError(template.name, [_MUCH_TIME.line(wording(report.locale))])


@atexit.register
def _stop() -> None:
    while _workers:
        _workers.pop().stop()


def _send(stream: IO[bytes], content: bytes) -> None:
    stream.write(len(content).to_bytes(_LENGTH, "big") + content)
    stream.flush()


def _received(stream: IO[bytes]) -> bytes:
    head = stream.read(_LENGTH)
    length = int.from_bytes(head, "big")
    content = stream.read(length) if len(head) == _LENGTH else b""
    if len(head) < _LENGTH or len(content) < length:
        raise EOFError
    return content


def serve() -> None:
    """Fill in templates until nothing more comes: what the process for strangers does."""
    given, made = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # Whatever prints must not get between the answers.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    limit_time = _limits()
    with suppress(EOFError, KeyboardInterrupt):
        while True:
            job = _received(given)
            limit_time()
            kind, content = _done(job)
            made.write(kind)
            _send(made, content)


def _done(job: bytes) -> tuple[bytes, bytes]:
    """What becomes of one job."""
    try:
        report, template, given = pickle.loads(job)  # noqa: S301 - of the process that started this one
        return _DONE, filled(report, template, given)
    except TemplateError as error:
        return _REFUSED, json.dumps(list(error.mistakes)).encode()
    except DefectError as error:
        return _FAILED, json.dumps(error.problem).encode()
    except MemoryError:
        # Not in words: the memory may not do for these.
        return b"?", b""
    except Exception as error:  # noqa: BLE001 - such as a filter that cannot be found here
        return _FAILED, json.dumps(_shown(error)).encode()


def _limits() -> Callable[[], None]:
    """Limit the memory of this process; and give what limits the time of the next document."""
    try:
        import resource
    except ImportError:
        return lambda: None
    # Some systems know the limit and do not take it.
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))

    def limit_time() -> None:
        usage: Any = resource.getrusage(resource.RUSAGE_SELF)
        spent = int(usage.ru_utime + usage.ru_stime) + 1
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CPU, (spent + _SECONDS, resource.getrlimit(resource.RLIMIT_CPU)[1]))

    return limit_time
