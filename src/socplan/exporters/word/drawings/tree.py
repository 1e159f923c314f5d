"""Charts of bodies and the bodies below them: places of boxes and lines, cut into drawings that fit a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import product
from typing import Final

from attrs import evolve, field, frozen

from socplan.exporters.word.drawings.shapes import (
    CM,
    INSET,
    POINT,
    Box,
    Drawing,
    Line,
    Look,
    Space,
    label_of,
    longest_word,
    parents_of,
    text_height,
    text_length,
)
from socplan.report import RowRole, Table, depths

__all__ = ["tree_drawings"]

_LEAST_BOX: Final = int(2.3 * CM)
_WIDEST_LEAST: Final = int(3.6 * CM)
_WIDEST_BOX: Final = int(5.5 * CM)
_WIDEST_STACKED: Final = int(8 * CM)
_STEP: Final = CM // 10
_INDENT: Final = int(0.4 * CM)
_GAP: Final = int(0.25 * CM)
_ROOT_GAP: Final = int(0.7 * CM)
_RANK_GAP: Final = int(0.6 * CM)
#: Deeper trees continue in another drawing.
_DEEPEST: Final = 12
_MOST_COLUMNS: Final = 6
#: So many boxes with nothing below them may stand in columns.
_MANY_LEAVES: Final = 6
_MOST_LEAF_COLUMNS: Final = 3
#: A chart that is higher than this part of a page is made lower, if it can be.
_HIGH: Final = 2
_CONTINUED: Final = " ↓"


@frozen
class _Node:
    """A row of the table with all below it; the root of a forest has no row."""

    row: int | None
    text: str
    uncertain: bool = False
    below: tuple[_Node, ...] = field(default=(), repr=False)

    def cut(self) -> _Node:
        """The node alone, with a sign where more is below."""
        return evolve(self, text=self.text + _CONTINUED, below=()) if self.below else self


@frozen
class _Plan:
    """The layout of a chart.

    Nodes above the depth ``abreast`` have their children side by side, the others one under another; at the depth
    ``abreast`` these stand in ``columns``. The roots are at depth 0, and abreast -1 puts them one under another.
    """

    abreast: int
    columns: int
    box: int
    indent: int
    letters: float
    #: In how many columns many boxes stand that have nothing below them.
    leaves: int = 1
    #: The heights of the boxes side by side, equal at each depth.
    ranks: tuple[int, ...] = ()

    def box_height(self, node: _Node, depth: int) -> int:
        if 0 <= depth < len(self.ranks):
            return self.ranks[depth]
        return text_height(node.text, self.box - 2 * INSET, self.letters) + 2 * INSET * 2 // 3


def tree_drawings(table: Table, texts: Sequence[str], space: Space) -> tuple[Drawing, ...]:
    """The drawings of a tree: a box for each row with its text, under the box of the row above it."""
    return tuple(drawing for root in _forests(table, texts) for drawing in _fitting(root, space))


def _forests(table: Table, texts: Sequence[str]) -> list[_Node]:
    """The whole tree as a forest under a root without a row; then the branches that are too deep for it."""
    parents, deep = parents_of(table), depths(table)
    below: list[list[int]] = [[] for _ in table.rows]
    for place, parent in enumerate(parents):
        if parent is not None:
            below[parent].append(place)
    nodes: dict[int, _Node] = {}
    branches = []
    # From the last row to the first, because the children of a row come after it.
    for place in reversed(range(len(table.rows))):
        node = _Node(
            place,
            label_of(texts[place]),
            table.rows[place].role is RowRole.UNCERTAIN,
            tuple(nodes[child] for child in below[place]),
        )
        if deep[place] and deep[place] % _DEEPEST == 0 and node.below:
            branches.append(_Node(None, "", below=(node,)))
            node = node.cut()
        nodes[place] = node
    roots = tuple(nodes[place] for place, parent in enumerate(parents) if parent is None)
    return [_Node(None, "", below=roots), *reversed(branches)] if roots else []


def _fitting(root: _Node, space: Space) -> Iterator[Drawing]:
    """One drawing where it fits; otherwise as few as simple cuts give, each beginning with the box above."""
    whole = _laid_out(root, space)
    if whole is not None:
        yield whole
        return
    head, branches = _head(root)
    later: list[_Node] = []
    waiting = list(branches)

    def laid_out(nodes: Sequence[_Node]) -> Drawing | None:
        return _laid_out(head(nodes), space)

    while waiting:
        count = _greatest(len(waiting), lambda number: laid_out(waiting[:number]) is not None)
        if count:
            # The same number of drawings, but all of about the same size.
            count = -(-len(waiting) // -(-len(waiting) // count))
        drawn = laid_out(waiting[:count]) if count else None
        if drawn is None:
            waiting[0], cut = _shortened(waiting[0], lambda node: laid_out([node]) is not None)
            later += cut
            if cut:
                continue
            # Even two boxes are too much for a page of such letters, which nobody can read. They are drawn anyway.
            count, drawn = 1, _tallest(head(waiting[:1]), space)
        yield drawn
        del waiting[:count]
    # The cut branches follow, as many on a page as there is room for; a root alone, or it would be cut again in the
    # same way.
    for node in later:
        if node in root.below:
            yield from _fitting(_Node(None, "", below=(node,)), space)
    if rest := tuple(node for node in later if node not in root.below):
        yield from _fitting(_Node(None, "", below=rest), space)


def _head(root: _Node) -> tuple[Callable[[Sequence[_Node]], _Node], tuple[_Node, ...]]:
    """What each drawing of a divided chart begins with, and the branches to divide."""
    if len(root.below) == 1 and root.below[0].below:
        top = root.below[0]
        return (lambda some: evolve(root, below=(evolve(top, below=tuple(some)),))), top.below
    return (lambda some: evolve(root, below=tuple(some))), root.below


def _greatest(limit: int, holds: Callable[[int], bool]) -> int:
    """The greatest number up to a limit for which something holds, as it does for 0."""
    low, high = 0, limit
    while low < high:
        middle = (low + high + 1) // 2
        if holds(middle):
            low = middle
        else:
            high = middle - 1
    return low


def _shortened(node: _Node, fits: Callable[[_Node], bool]) -> tuple[_Node, list[_Node]]:
    """A branch cut off at the greatest depth at which it fits, and the nodes below which it was cut."""
    for depth in range(_DEEPEST, -1, -1):
        cut: list[_Node] = []
        short = _cut_at(node, depth, cut)
        if cut and (depth == 0 or fits(short)):
            return short, cut
    return node, []


def _cut_at(node: _Node, depth: int, cut: list[_Node]) -> _Node:
    if depth == 0 and node.below:
        cut.append(node)
        return node.cut()
    return evolve(node, below=tuple(_cut_at(child, depth - 1, cut) for child in node.below))


def _laid_out(root: _Node, space: Space) -> Drawing | None:
    """The chart on one page, with as many levels side by side as there is room for; ``None`` where it is too large."""
    nodes = list(_all(root))
    if len(nodes) * _LEAST_BOX * space.letters * POINT > space.width * space.height:
        return None
    deepest = max(depth for _, depth in nodes)
    for abreast in range(deepest, -2, -1):
        # Roots side by side need no columns.
        widest = max((len(node.below) for node, depth in nodes if depth == abreast), default=0)
        for columns in range(1, 1 + max(1, min(_MOST_COLUMNS, widest // 2))):
            plan = _plan(root, nodes, _Plan(abreast, columns, 0, _INDENT, space.letters), space)
            if plan is None:
                break
            drawing = _drawn(root, plan)
            if drawing.height <= space.height:
                return drawing if drawing.height * _HIGH <= space.height else _lowered(drawing, root, plan, space)
    return None


def _lowered(drawing: Drawing, root: _Node, plan: _Plan, space: Space) -> Drawing:
    """The chart with its many last boxes in columns, if that makes it lower."""
    nodes = list(_all(root))
    for abreast, leaves in product(range(plan.abreast, -2, -1), range(2, _MOST_LEAF_COLUMNS + 1)):
        columns = plan.columns if abreast == plan.abreast else 1
        other = _plan(root, nodes, _Plan(abreast, columns, 0, _INDENT, space.letters, leaves), space)
        if other is not None:
            drawing = min(drawing, _drawn(root, other), key=lambda each: each.height)
    return drawing


def _tallest(root: _Node, space: Space) -> Drawing:
    plan = _plan(root, list(_all(root)), _Plan(-1, 1, 0, _INDENT, space.letters), space)
    return _drawn(root, plan or _Plan(-1, 1, _LEAST_BOX, _INDENT, space.letters))


def _all(node: _Node, depth: int = -1) -> Iterator[tuple[_Node, int]]:
    """The nodes of a tree with their depths."""
    yield node, depth
    for child in node.below:
        yield from _all(child, depth + 1)


def _plan(root: _Node, nodes: list[tuple[_Node, int]], plan: _Plan, space: Space) -> _Plan | None:
    """The plan with boxes as wide as there is room and use for; ``None`` where they would be too narrow."""
    texts = [node.text for node, _ in nodes]
    least = max(_LEAST_BOX, min(longest_word(texts, space.letters) + 2 * INSET, _WIDEST_LEAST))
    if plan.abreast < 0 and plan.columns == plan.leaves == 1:
        # The last resort always fits: a narrow column has narrow boxes and indents.
        deepest = max(depth for _, depth in nodes)
        plan = evolve(plan, indent=min(_INDENT, space.width // (3 * max(deepest, 1))))
        least = min(least, space.width - plan.indent * max(deepest, 0))
    useful = max(text_length(text, space.letters) for text in texts) + 2 * INSET + _STEP
    widest = _WIDEST_BOX if plan.abreast > 0 or plan.columns > 1 else _WIDEST_STACKED
    if _width(root, -1, evolve(plan, box=least)) > space.width:
        return None
    steps = _greatest(
        (min(useful, widest) - least) // _STEP,
        lambda steps: _width(root, -1, evolve(plan, box=least + steps * _STEP)) <= space.width,
    )
    plan = evolve(plan, box=least + steps * _STEP)
    heights = [0] * (plan.abreast + 1)
    for node, depth in nodes:
        if 0 <= depth <= plan.abreast:
            heights[depth] = max(heights[depth], plan.box_height(node, depth))
    return evolve(plan, ranks=tuple(heights))


def _columns(node: _Node, depth: int, plan: _Plan) -> list[tuple[_Node, ...]]:
    """The children of a node that stand one under another, in columns of about the same height."""
    count = plan.columns if depth == plan.abreast else 1
    if (
        count == 1
        and node.row is not None
        and len(node.below) >= _MANY_LEAVES
        and not any(child.below for child in node.below)
    ):
        count = plan.leaves
    if count == 1:
        return [node.below]
    sizes = [sum(1 for _ in _all(child)) for child in node.below]
    most, done = sum(sizes), 0
    columns: list[list[_Node]] = [[] for _ in range(count)]
    for child, size in zip(node.below, sizes, strict=True):
        columns[(2 * done + size) * count // (2 * most)].append(child)
        done += size
    return [tuple(column) for column in columns if column]


def _width(node: _Node, depth: int, plan: _Plan) -> int:
    """How wide a node is with all below it."""
    box_width = 0 if node.row is None else plan.box
    if not node.below:
        return box_width
    if depth < plan.abreast:
        gap = _GAP if box_width else _ROOT_GAP
        return max(box_width, sum(_width(child, depth + 1, plan) + gap for child in node.below) - gap)
    indent = 0 if node.row is None else plan.indent
    columns = _columns(node, depth, plan)
    widths = (max(_width(child, depth + 1, plan) for child in column) for column in columns)
    return max(box_width, sum(indent + width + _GAP for width in widths) - _GAP)


@frozen(kw_only=True)
class _Part:
    """A drawn node with all below it: its size, and the middle of its box."""

    width: int
    height: int
    middle: int
    lines: list[Line]
    boxes: list[Box]


def _drawn(root: _Node, plan: _Plan) -> Drawing:
    part = _part(root, -1, 0, 0, plan)
    return Drawing(width=part.width, height=part.height, lines=tuple(part.lines), boxes=tuple(part.boxes))


def _part(node: _Node, depth: int, x: int, y: int, plan: _Plan) -> _Part:
    """A node with all below it, beginning at a place of the page."""
    box = None if node.row is None else _box(node, depth, x, y, plan)
    if not node.below:
        boxes, height = ([box], box.height) if box else ([], 0)
        return _Part(width=plan.box, height=height, middle=x + plan.box // 2, lines=[], boxes=boxes)
    if depth < plan.abreast:
        return _side_by_side(node, box, depth, (x, y), plan)
    return _one_under_another(node, box, depth, (x, y), plan)


def _box(node: _Node, depth: int, x: int, y: int, plan: _Plan) -> Box:
    return Box(
        x=x,
        y=y,
        width=plan.box,
        height=plan.box_height(node, depth),
        look=Look.UNCERTAIN if node.uncertain else Look.TOP if depth == 0 else Look.BODY,
        text=node.text,
        strong=depth == 0 and bool(node.below),
        row=node.row,
    )


def _side_by_side(node: _Node, box: Box | None, depth: int, start: tuple[int, int], plan: _Plan) -> _Part:
    """The box in the middle above the others, and lines from it to each of them."""
    left, y = start
    top, gap = (y, _ROOT_GAP) if box is None else (y + box.height + _RANK_GAP, _GAP)
    x, bottom = left, y
    middles = []
    lines: list[Line] = []
    boxes: list[Box] = []
    for child in node.below:
        part = _part(child, depth + 1, x, top, plan)
        lines += part.lines
        boxes += part.boxes
        middles.append(part.middle)
        bottom = max(bottom, top + part.height)
        x += part.width + gap
    middle = (middles[0] + middles[-1]) // 2
    if box is not None:
        boxes.insert(0, evolve(box, x=middle - box.width // 2))
        under, bus = y + box.height, y + box.height + _RANK_GAP // 2
        if len(middles) == 1:
            lines.append(Line(x=middle, y=under, height=_RANK_GAP))
        else:
            lines.append(Line(x=middle, y=under, height=bus - under))
            lines.append(Line(x=middles[0], y=bus, width=middles[-1] - middles[0]))
            lines += (Line(x=each, y=bus, height=top - bus) for each in middles)
    return _Part(width=x - gap - left, height=bottom - y, middle=middle, lines=lines, boxes=boxes)


def _one_under_another(node: _Node, box: Box | None, depth: int, start: tuple[int, int], plan: _Plan) -> _Part:
    """The box above one or more columns, whose boxes hang on a line at their left."""
    left, y = start
    columns = _columns(node, depth, plan)
    indent, under, gap = (0, y, 2 * _GAP) if box is None else (plan.indent, y + box.height, _GAP)
    # Several columns hang on a line below the box.
    top = under + (_RANK_GAP // 2 if box is not None and len(columns) > 1 else 0)
    x, bottom = left, y
    trunks = []
    lines: list[Line] = []
    boxes: list[Box] = []
    for column in columns:
        lower, width, elbow = top, 0, top
        for child in column:
            lower += gap if box is not None or lower > top else 0
            part = _part(child, depth + 1, x + indent, lower, plan)
            elbow = lower + plan.box_height(child, depth + 1) // 2
            if box is not None:
                lines.append(Line(x=x + indent // 2, y=elbow, width=indent - indent // 2))
            lines += part.lines
            boxes += part.boxes
            width = max(width, part.width)
            lower += part.height
        if box is not None:
            trunks.append(x + indent // 2)
            lines.append(Line(x=x + indent // 2, y=top, height=elbow - top))
        x += indent + width + _GAP
        bottom = max(bottom, lower)
    width = x - _GAP - left
    if box is not None:
        width = max(width, box.width)
        if len(trunks) > 1:
            if depth == plan.abreast:
                # A box that itself hangs on a line stays beside it.
                box = evolve(box, x=left + (width - box.width) // 2)
            middle = box.x + box.width // 2
            lines.append(Line(x=middle, y=under, height=top - under))
            lines.append(Line(x=min(trunks[0], middle), y=top, width=max(trunks[-1], middle) - min(trunks[0], middle)))
        boxes.insert(0, box)
    middle = left + width // 2 if box is None else box.x + box.width // 2
    return _Part(width=width, height=bottom - y, middle=middle, lines=lines, boxes=boxes)
