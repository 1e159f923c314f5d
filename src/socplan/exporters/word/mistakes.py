"""Mistakes in a template, as their author reads them: where, which tag, what is wrong, what to do."""

from attrs import frozen
from jinja2.exceptions import TemplateRuntimeError

__all__ = ["Mistake", "TagError"]


@frozen(kw_only=True)
class Mistake:
    """One mistake in a template."""

    #: The part of the file: ``word/document.xml``; empty for the file itself.
    part: str = ""
    #: The paragraph as typed, cut where it is long.
    paragraph: str = ""
    #: The tag as typed, as far as it is known.
    tag: str = ""
    problem: str
    #: What to do; empty where the problem says it.
    remedy: str = ""
    #: Which paragraph of the part, counted from 0; ``None``: not known.
    place: int | None = None

    def __str__(self) -> str:
        quoted = f'paragraph "{self.paragraph}"' if self.paragraph else ""
        where = ", ".join(filter(None, (f"/{self.part}" if self.part else "", quoted)))
        said = f"{self.problem}; {self.remedy}" if self.remedy else self.problem
        return f"{where}: {said}." if where else f"{said}."


class TagError(TemplateRuntimeError):
    """A tag asks for what no template may have."""

    def __init__(self, problem: str, remedy: str = "") -> None:
        self.problem, self.remedy = problem, remedy
        super().__init__(f"{problem}; {remedy}" if remedy else problem)
