"""What the expressions of a template give, as far as that is known without a report: a text, a list, paragraphs."""

from collections.abc import Mapping
from typing import Any, Final

from attrs import field, frozen
from jinja2 import nodes

from socplan.exporters.word.entries import ASKING, Sort, is_block, path_of
from socplan.exporters.word.filters import OF_TEXTS
from socplan.exporters.word.mistakes import Mistake
from socplan.exporters.word.vocabulary import OWN_FILTERS, PICTURES, TEXTS, YES_NO

__all__ = ["Sorts"]

_SINGLE: Final = frozenset({Sort.TEXT, Sort.NUMBER, Sort.VALUE, Sort.YES_NO})
_WHOLE: Final = frozenset({Sort.LIST, Sort.ENTRY, Sort.BLOCK, Sort.PICTURE, Sort.YES_NO})
#: What filters give.
_TEXTUAL: Final = frozenset(
    {"capitalize", "center", "e", "escape", "indent", "join", "lower", "replace", "string", "title", "trim"}
    | {"truncate", "upper", "wordwrap", *OWN_FILTERS, *OWN_FILTERS.values()}
)
_NUMERIC: Final = frozenset({"abs", "count", "float", "int", "length", "round", "sum", "wordcount"})
_LISTING: Final = frozenset(
    {"batch", "dictsort", "groupby", "items", "list", "map", "reject", "rejectattr", "select", "selectattr"}
    | {"slice", "sort", "unique"}
)
#: The filters that give what they get, in another order or one of it.
_ORDERING: Final = frozenset({" counted", "reverse"})
_CHOOSING: Final = frozenset({"first", "last", "max", "min"})
#: The filters that take a list, or a number, and nothing else.
_OF_LISTS: Final = frozenset({"join", "sum"})
_OF_NUMBERS: Final = frozenset({"abs", "round"})
#: What methods of texts and mappings give.
_METHODS: Final = {
    **dict.fromkeys(("capitalize", "lower", "lstrip", "rstrip", "strip", "title", "upper"), Sort.TEXT),
    **dict.fromkeys(("count", "find"), Sort.NUMBER),
    **dict.fromkeys(("endswith", "isdigit", "startswith"), Sort.YES_NO),
    **dict.fromkeys(("items", "keys", "split", "values"), Sort.LIST),
}
_RECKONED: Final = (nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Neg, nodes.Pos)


@frozen
class Sorts:
    """Says what expressions give, and which of them are put where nothing of their sort can stand."""

    #: The names that the template gives itself, with what they give; ``None``: not known.
    own: Mapping[str, Sort | None] = field(factory=dict)

    def of(self, node: nodes.Node | None) -> Sort | None:
        """What an expression gives; ``None``: that depends on the report."""
        match node:
            case nodes.Const(value=bool()) | nodes.Compare() | nodes.Not() | nodes.Test():
                return Sort.YES_NO
            case nodes.Const(value=str()) | nodes.Concat():
                return Sort.TEXT
            case nodes.Const(value=int() | float()) | nodes.Sub() | nodes.Mul() | nodes.Div() | nodes.FloorDiv():
                return Sort.NUMBER
            case nodes.List() | nodes.Tuple():
                return Sort.LIST
            case nodes.Dict():
                return Sort.ENTRY
            case nodes.CondExpr():
                sort = self.of(node.expr1)
                return sort if sort is self.of(node.expr2) else None
            case nodes.Filter():
                return self._of_filter(node)
            case nodes.Call(node=nodes.Getattr(node=called, attr=name)):
                return _METHODS.get(name) if self.of(called) in {Sort.TEXT, Sort.ENTRY} else None
            case nodes.Name() if node.name in self.own:
                return self.own[node.name]
            case nodes.Name() | nodes.Getattr() | nodes.Getitem():
                return self._of_path(node)
        return None

    def _of_path(self, node: Any) -> Sort | None:
        """What a name of every report gives, or something of it."""
        root, keys = path = path_of(node)
        if root in self.own or not root:
            return self._of_entry(node) if isinstance(node, (nodes.Getattr, nodes.Getitem)) else None
        if is_block(path):
            return Sort.BLOCK
        if not keys:
            of_names = {name: Sort.YES_NO if name in YES_NO else Sort.TEXT for name in TEXTS}
            of_names |= dict.fromkeys(PICTURES, Sort.PICTURE)
            of_names |= dict.fromkeys(("fact", "head", "part", "table", "word"), Sort.ENTRY) | {"facts": Sort.LIST}
            return of_names.get(root)
        if root == "table":
            inner = {"columns": Sort.LIST, "notes": Sort.LIST, "rows": Sort.LIST, "title": Sort.TEXT}
            return Sort.ENTRY if len(keys) == 1 else inner.get(keys[-1])
        if len(keys) == 1 and keys[0] not in _METHODS:
            return {"word": Sort.TEXT, "fact": Sort.VALUE, "head": Sort.VALUE}.get(root)
        return None

    def _of_entry(self, node: nodes.Getattr | nodes.Getitem) -> Sort | None:
        """What an entry of a list gives, or a value of an entry."""
        if isinstance(getattr(getattr(node, "arg", None), "value", None), int):
            return self.element(node.node)
        inner = node.node
        is_of_list = isinstance(inner, nodes.Name) or (
            isinstance(inner, nodes.Getitem) and self.element(inner.node) is Sort.ENTRY
        )
        return Sort.VALUE if is_of_list and self.of(inner) is Sort.ENTRY else None

    def element(self, node: nodes.Node | None) -> Sort | None:
        """What each entry of a list gives."""
        while isinstance(node, nodes.Filter) and node.name in _ORDERING | {"list", "select", "selectattr", "sort"}:
            node = node.node
        if self.of(node) is Sort.TEXT:
            return Sort.TEXT
        root, keys = path_of(node)
        if root in self.own:
            return None
        if (root, keys) == ("facts", ()) or (root == "table" and keys[-1:] in (("rows",), ("columns",))):
            return Sort.ENTRY
        return Sort.TEXT if root == "table" and keys[-1:] == ("notes",) else None

    def _of_filter(self, node: nodes.Filter) -> Sort | None:
        if node.name in _TEXTUAL:
            return Sort.TEXT
        if node.name in _NUMERIC:
            return Sort.NUMBER
        if node.name in _LISTING:
            return Sort.LIST
        if node.name in _ORDERING or (node.name in ASKING and self.of(node.node) in _WHOLE):
            return self.of(node.node)
        return self.element(node.node) if node.name in _CHOOSING else None

    def filtered(self, each: nodes.Filter) -> Mistake | None:
        """What is wrong with what a filter gets."""
        sort, name = self.of(each.node), each.name
        if sort is None:
            return None
        if name in OF_TEXTS and sort in _WHOLE:
            return Mistake(code="yes-no" if sort is Sort.YES_NO else "no-text")
        if name in _OF_LISTS and sort in _SINGLE:
            return Mistake(code="no-loop")
        is_own = name in OWN_FILTERS or name in OWN_FILTERS.values()
        if is_own and sort in (Sort.LIST, Sort.ENTRY):
            return Mistake(code="one-value", values={"name": name})
        wrong = (Sort.YES_NO,) if is_own else (*_WHOLE, Sort.TEXT) if name in _OF_NUMBERS else ()
        if sort in wrong or (sort in (Sort.NUMBER, Sort.YES_NO) and name in _LISTING | _CHOOSING | {"count", "length"}):
            return Mistake(code="wrong-filter-call", values={"name": name})
        return None

    def asked(self, node: nodes.Getattr | nodes.Getitem, key: str | None) -> Mistake | None:
        """What is wrong with what stands after the point, or in brackets."""
        if isinstance(node.node, nodes.Const):
            return None  # a key with a hyphen, which is told as such
        sort = self.of(node.node)
        name = ".".join(filter(None, (path_of(node.node)[0], *path_of(node.node)[1]))) or "(…)"
        place = getattr(getattr(node, "arg", None), "value", None)
        if isinstance(place, int) and sort in {Sort.ENTRY, Sort.BLOCK, Sort.PICTURE, Sort.NUMBER, Sort.YES_NO}:
            return Mistake(code="no-place", values={"root": name, "number": place})
        if key is not None and sort is Sort.LIST:
            return Mistake(code="list-entry", values={"root": name, "name": key})
        if key is not None and sort in (Sort.NUMBER, Sort.YES_NO):
            return Mistake(code="nothing-after", values={"root": name, "name": key})
        return None

    def reckoned(self, each: nodes.BinExpr) -> bool:
        """Whether something is reckoned with that is no number."""
        left, right = self.of(each.left), self.of(each.right)
        if isinstance(each, nodes.Add):
            if left is None or right is None or Sort.VALUE in (left, right):
                return bool({left, right} & (_WHOLE - {Sort.LIST}))
            return left is not right or left in _WHOLE - {Sort.LIST}
        return bool({left, right} & (_WHOLE | {Sort.TEXT}))
