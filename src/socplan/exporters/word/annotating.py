"""A copy of a template with a comment of Word at each mistake, for people who mend it in Word."""

import io
from collections.abc import Iterable
from typing import Any, Final

import docx
from docx.text.run import Run

from socplan.archives import unzip, zipped
from socplan.exporters.word.mistakes import Mistake, MistakesError
from socplan.exporters.word.tags import ANNOTATOR
from socplan.labels import Wording

__all__ = ["annotated"]

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT: Final = "word/document.xml"


def annotated(name: str, content: bytes, mistakes: Iterable[Mistake], words: Wording) -> bytes:
    """A copy of a template with a comment at each mistake; what is not in the text is said at its beginning.

    Raises:
        MistakesError: the file cannot be opened as a Word document.
    """
    try:
        document = docx.Document(io.BytesIO(content))
        paragraphs = list(document.element.iter(f"{_W}p"))
        first = next((node for node in paragraphs if node.find(f".//{_W}r") is not None), None)
        if first is None:
            first = document.add_paragraph(" ")._p  # noqa: SLF001 - python-docx has no other way to the element
        for mistake in mistakes:
            in_text = mistake.part == _TEXT and mistake.place is not None
            node = paragraphs[mistake.place] if in_text and mistake.place is not None else first
            _comment(document, node, mistake.message(words) if in_text else mistake.line(words))
        buffer = io.BytesIO()
        document.save(buffer)
    except Exception as error:
        # A broken file breaks python-docx in many ways.
        raise MistakesError([Mistake(code="no-copy")]) from error
    return zipped(dict(sorted(unzip(name, buffer.getvalue()).items())))


def _comment(document: Any, node: Any, text: str) -> None:
    runs = [Run(run, document) for run in node.iter(f"{_W}r")]
    comment = document.add_comment([runs[0], runs[-1]], text=text, author=ANNOTATOR, initials=ANNOTATOR[0])
    # The time of the comment would change the bytes of the same copy.
    comment._comment_elm.attrib.pop(f"{_W}date", None)  # noqa: SLF001 - python-docx always sets it
