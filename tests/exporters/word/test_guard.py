"""A stranger's template is filled in elsewhere: the same document, within limits, and every fault is a message."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from tests.exporters.word.hostile import field, package, paragraph

from socplan import DefectError, InputFile, TemplateError, build_report, render
from socplan.exporters.word import builtin_template, guard, rendering
from socplan.exporters.word.mistakes import Mistake, MistakesError
from socplan.testing import sample_dossier

ZLIN = build_report("plan", sample_dossier("zlin"))
ENGLISH = build_report("plan", sample_dossier("zlin"), locale="en")
OWN = InputFile(name="t.docx", content=package(paragraph("{{ title }}") + paragraph("{{p body }}")))
posix = pytest.mark.skipif(sys.platform == "win32", reason="limits are those of POSIX")
RENDERED = (
    "import socplan.exporters.word.guard as g, socplan.exporters.word.rendering as r; r.rendered = {}; {}; g.serve()"
)


@pytest.fixture(autouse=True)
def no_worker() -> Iterator[None]:
    """Begin and end without a process."""
    guard._stop()
    yield
    guard._stop()


def made(template: InputFile, **options: bool) -> bytes:
    return render(ENGLISH, "docx", template=template, **options)[0].content


def replaced(monkeypatch: pytest.MonkeyPatch, function: str, more: str = "pass") -> None:
    """Let the process do something else than filling in."""
    start = guard._START.partition("from socplan")[0]
    monkeypatch.setattr(guard, "_START", start + RENDERED.format(function, more))


def message() -> str:
    start = time.monotonic()
    with pytest.raises(TemplateError) as caught:
        made(OWN)
    assert time.monotonic() - start < 15
    assert str(caught.value).startswith("t.docx: ")
    return str(caught.value)


def test_the_document_is_the_same_with_and_without_the_process() -> None:
    apart = made(OWN)

    assert guard._workers
    assert apart == made(OWN, trust_template=True)


def test_one_process_fills_in_many_documents() -> None:
    made(OWN)
    worker = guard._workers[0]
    made(OWN)

    assert guard._workers == [worker]


def test_built_in_and_trusted_templates_need_no_process() -> None:
    made(builtin_template("plan"))
    made(OWN, trust_template=True)

    assert guard._workers == []


def test_mistakes_come_back_all_of_them() -> None:
    with pytest.raises(TemplateError) as caught:
        made(InputFile(name="t.docx", content=package(paragraph("{{ a }}") + paragraph("{{ b }}"))))

    assert len(caught.value.mistakes) == 2


@posix
def test_a_template_that_takes_too_much_memory_is_a_message_and_the_next_one_works(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as changed:
        replaced(changed, "lambda *a: bytes(2 * 10**9)")
        assert "1,000 MB of memory" in message()
    guard._stop()
    assert made(OWN)


@posix
def test_a_template_that_takes_too_much_time_is_a_message_and_the_next_one_works(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as changed:
        replaced(changed, "lambda *a: next(x for x in iter(int, 1) if x)", "g._SECONDS = 1")
        assert "20 seconds" in message()
    assert made(OWN)


def test_a_process_that_only_waits_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    replaced(monkeypatch, "lambda *a: __import__('time').sleep(100)")
    monkeypatch.setattr(guard, "_PATIENCE", 3)

    assert "20 seconds" in message()


def test_a_process_that_breaks_is_a_message(monkeypatch: pytest.MonkeyPatch) -> None:
    replaced(monkeypatch, "lambda *a: __import__('os')._exit(3)")

    assert message().count("\n") == 0


@pytest.mark.parametrize("fault", ["1 / 0", "exec('raise KeyError(5)')", "print('x' * 9999) or 1 / 0"])
def test_a_fault_of_ours_is_not_blamed_on_the_template(monkeypatch: pytest.MonkeyPatch, fault: str) -> None:
    replaced(monkeypatch, f"lambda *a: {fault}")

    with pytest.raises(DefectError, match=r"t\.docx: socplan failed by a fault of its own \((ZeroDivision|Key)Error"):
        made(OWN)


@pytest.mark.parametrize("error", [RecursionError(), MemoryError(), MistakesError([Mistake(code="macros")])])
def test_what_a_template_causes_in_this_process_is_a_message_in_the_language_of_the_report(error: Exception) -> None:
    with pytest.raises(TemplateError, match=r"t\.docx: (šablona|vyplnění|značky)"), guard.blamed_on(OWN, ZLIN):
        raise error


@pytest.mark.parametrize("error", [KeyError("x"), ZeroDivisionError(), AttributeError()])
def test_other_faults_in_this_process_are_ours(error: Exception) -> None:
    with pytest.raises(DefectError, match=r"please report this"), guard.blamed_on(OWN, ZLIN):
        raise error


def test_what_only_the_finished_document_holds_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rendering, "rendered", lambda *_: package(field(" DDEAUTO x ")))

    with pytest.raises(TemplateError, match=r"put together what.*\n.*/word/document\.xml: the field DDEAUTO"):
        made(OWN, trust_template=True)


@posix
def test_no_process_is_left_when_python_ends() -> None:
    program = (
        "from socplan import *; from socplan.testing import sample_dossier; from socplan.exporters.word import guard;"
        "import sys; made = render(build_report('plan', sample_dossier('zlin')), 'docx',"
        "template=InputFile(name='t', content=sys.stdin.buffer.read())); print(guard._workers[0]._process.pid)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], input=OWN.content, capture_output=True, check=True, timeout=60
    )

    assert done.stderr == b""
    assert subprocess.run(["ps", "-p", done.stdout.decode().strip()], capture_output=True, check=False).returncode == 1
