"""Mistakes in a template, as their author reads them: where, which tag, what is wrong, what to do.

What is wrong has a code. The sentences for the codes are labels (``mistake.no-name``), so that each is said in the
language asked for.
"""

from collections.abc import Iterable, Mapping
from functools import cache

from attrs import field, frozen
from jinja2.exceptions import TemplateRuntimeError

from socplan.errors import nearest
from socplan.labels import LOCALES, Wording

__all__ = ["Mistake", "MistakesError", "TagError", "unknown", "wording"]

_MOST_CHARACTERS = 160
#: Of a longer paragraph a line shows so much.
_MOST_SHOWN = 120


@cache
def wording(locale: str) -> Wording:
    """The words for mistakes; in English for languages that the core does not know."""
    return Wording(locale if locale in LOCALES else "en")


@frozen(kw_only=True)
class Mistake:
    """One mistake in a template."""

    #: What is wrong: the label ``mistake.CODE`` says it, and what to do. It stays the same from version to version.
    code: str
    #: What the label is filled in with.
    values: Mapping[str, object] = field(factory=dict)
    #: The known name that is most similar to an unknown one; ``None``: none is, or no name is unknown.
    nearest: str | None = None
    #: All known names, where one is unknown.
    known: tuple[str, ...] = ()
    #: The part of the file: ``word/document.xml``; empty for the file itself.
    part: str = ""
    #: The paragraph as typed.
    paragraph: str = ""
    #: The tag as typed, as far as it is known.
    tag: str = ""
    #: Which paragraph of the part, counted from 0; ``None``: not known.
    place: int | None = None

    def message(self, words: Wording) -> str:
        """What is wrong and what to do, in sentences."""
        sentences = [words.text(f"mistake.{self.code}", **self.values) + "."]
        if self.nearest is not None:
            sentences.append(words.text("mistake.meant", name=self.nearest))
        if self.known:
            sentences.append(words.text("mistake.known", names=", ".join(self.known)))
        # Hard spaces are for documents: a message is searched for, and tags are copied from it.
        return " ".join(sentences).replace("\N{NO-BREAK SPACE}", " ")

    @property
    def number(self) -> int | None:
        """Which paragraph of the part, counted from 1 as people do, those in tables and boxes too."""
        return None if self.place is None else self.place + 1

    @property
    def shown(self) -> str:
        """The paragraph as a line shows it: around the tag where it is long."""
        if len(self.paragraph) <= _MOST_SHOWN:
            return self.paragraph
        at = max(self.paragraph.find(self.tag), 0)
        begin = max(min(at - (_MOST_SHOWN - len(self.tag)) // 2, len(self.paragraph) - _MOST_SHOWN), 0)
        end = max(begin + _MOST_SHOWN, min(at + len(self.tag), begin + 2 * _MOST_SHOWN))
        cut = self.paragraph[begin:end].strip()
        return f"{'…' if begin else ''}{cut}{'…' if end < len(self.paragraph) else ''}"

    def line(self, words: Wording) -> str:
        """The message with its place before it."""
        message = self.message(words)
        if self.paragraph and self.number is not None:
            values = {"part": self.part, "number": self.number, "paragraph": self.shown, "message": message}
            line = words.text("mistake.at_number", **values)
        elif self.paragraph:
            line = words.text("mistake.at_paragraph", part=self.part, paragraph=self.shown, message=message)
        else:
            line = words.text("mistake.at_part", part=self.part, message=message) if self.part else message
        return line.replace("\N{NO-BREAK SPACE}", " ")

    def __str__(self) -> str:
        return self.line(wording("en"))


def unknown(code: str, name: str, known: Iterable[str], **values: object) -> Mistake:
    """A mistake about a name that nothing has; with the most similar known one."""
    names = tuple(sorted(known))
    return Mistake(
        code=code, values={"name": name[:_MOST_CHARACTERS], **values}, nearest=nearest(name, names), known=names
    )


class TagError(TemplateRuntimeError):
    """A tag asks for what no template may have."""

    def __init__(self, mistake: Mistake | str, **values: object) -> None:
        """Take a mistake, or its code and values; its place is added by whoever knows it."""
        self.mistake = Mistake(code=mistake, values=values) if isinstance(mistake, str) else mistake
        super().__init__(self.mistake.code)

    def __str__(self) -> str:
        return str(self.mistake)


class MistakesError(Exception):
    """A template has mistakes; within the exporter, where nobody knows in which language they will be read."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__(self.mistakes)

    def __str__(self) -> str:
        return "\n".join(map(str, self.mistakes))
