"""The paragraphs of one clause as a tree: which stands under which, by lists, indentation and the numbers typed before them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from clmctl.intake.forms.reading import Part
from clmctl.intake.forms.runs import Run, Runs, cut, text_of, tidy
from clmctl.intake.labels import LEVELS, Label, Style, label_of, shown_as

NodeKind = Literal["item", "bullet", "paragraph", "quote", "table", "subclause"]


@dataclass(slots=True)
class Node:
    """A paragraph with what stands under it.

    `shown` is the number as typed (empty: none, or given by Markdown), `title` the heading inside the paragraph, apart from
    `runs`. `number` and `full` are what our numbering prints for it (empty: it stands as a plain paragraph), `anchor` its own.
    """

    kind: NodeKind
    runs: Runs
    line: int
    style: Style | Literal["counted", ""] = ""
    value: int = 0
    shown: str = ""
    parts: tuple[int, ...] = ()
    checked: bool | None = None
    hint: str = ""
    rows: tuple[tuple[Runs, ...], ...] = ()
    title: Runs = ()
    children: list["Node"] = field(default_factory=list)
    number: bool = False
    full: str = ""
    anchor: str = ""
    #: the option of the clause's text that the whole paragraph stands under
    option: str = ""

    def walk(self) -> "Iterable[Node]":
        """The node and all below it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def words(self) -> str:
        """The words of the paragraph, its title included."""
        return f"{text_of(self.title)} {text_of(self.runs)}".strip()


@dataclass(slots=True)
class _Open:
    """An item that may still take paragraphs: `depth` in Markdown lists, `typed` how deep in typed numbers, its column."""

    node: Node
    depth: int
    typed: int = 0
    indent: int = 0


def nest(parts: Sequence[Part], depth: int, number: int) -> list[Node]:
    """The tree of the parts of a clause whose own paragraph stands in `depth` lists and bears `number` (0: none)."""
    root = Node("paragraph", (), 0)
    stack = [_Open(root, depth)]
    for part in parts:
        if part.kind == "heading":
            _heading(part, stack)
        elif part.kind == "item":
            _close(stack, part.level, 0)
            _add(
                stack,
                Node("item", part.runs, part.line, "counted", part.number, checked=part.checked, hint=part.hint),
                part.level,
                0,
                part.indent,
            )
        else:
            label = label_of(part.text) if part.kind in ("paragraph", "bullet") else None
            level = part.level - (part.kind == "bullet")
            if label is None or not _typed(part, label, level, stack, number):
                _plain(part, stack)
    return root.children


def _heading(part: Part, stack: list[_Open]) -> None:
    del stack[1:]
    outer = [child for child in stack[0].node.children if child.kind == "subclause"]
    runs, label = unlabelled(part.runs, heading=True)
    node = Node("subclause", (), part.line, value=part.level, title=runs, hint=part.hint)
    if label is not None:
        node.shown, node.parts = label.shown, label.parts
        node.style = label.meanings[0][0]
    while outer and outer[-1].value < part.level:
        stack.append(_Open(outer[-1], stack[0].depth))
        outer = [child for child in outer[-1].children if child.kind == "subclause"]
    stack[-1].node.children.append(node)
    stack.append(_Open(node, stack[0].depth))


def unlabelled(runs: Runs, *, heading: bool = False) -> tuple[Runs, Label | None]:
    """The runs without the number typed before them, and that number."""
    label = label_of(text_of(runs), heading=heading)
    if label is None:
        return runs, None
    return _lead(cut(runs, label.length)), label


def _lead(runs: Runs) -> Runs:
    """The runs without the point that stood behind a bold number: `**5.3**. DPA`."""
    text = text_of(runs)
    at = len(text) - len(text.lstrip(" .:"))
    return tidy(cut(runs, at)) if at and text[:at].strip() in (".", ":") else tidy(runs)


def _close(stack: list[_Open], depth: int, typed: int) -> None:
    """Closes what stands as deep or deeper; a sub-clause stays open."""
    while len(stack) > 1 and stack[-1].node.kind != "subclause" and (stack[-1].depth, stack[-1].typed) >= (depth, typed):
        stack.pop()


def _add(stack: list[_Open], node: Node, depth: int, typed: int, indent: int) -> None:
    stack[-1].node.children.append(node)
    stack.append(_Open(node, depth, typed, indent))


def _typed(part: Part, label: Label, level: int, stack: list[_Open], number: int) -> bool:
    """Whether the number typed before the part makes it an item here; if so it has been added."""
    style, value = label.meanings[0]
    if style == "decimal":
        if number and label.parts[0] != number:
            return False
        _close(stack, level, len(label.parts) - 1)
        _item(part, label, (style, value), stack, (level, len(label.parts) - 1))
        return True
    open_here = [
        (at, entry)
        for at, entry in enumerate(stack)
        if at and entry.depth == level and entry.typed and entry.node.style != "decimal"
    ]
    begins = next(((s, v) for s, v in label.meanings if v == 1), None)
    for _, entry in reversed(open_here):
        for style, value in label.meanings:
            deeper = begins is not None and part.indent > entry.indent
            if entry.node.style == style and value == entry.node.value + 1 and not deeper:
                typed = entry.typed
                _close(stack, level, typed)
                _item(part, label, (style, value), stack, (level, typed))
                return True
    if begins is None:
        return False
    while len(stack) > 1 and stack[-1].depth > level and stack[-1].node.kind != "subclause":
        stack.pop()
    typed = stack[-1].typed + 1 if stack[-1].depth == level else 1
    _item(part, label, begins, stack, (level, typed))
    return True


def _item(part: Part, label: Label, meaning: tuple[Style, int], stack: list[_Open], place: tuple[int, int]) -> None:
    """Adds an item with a typed number of that meaning, at (lists that hold it, depth of its typed number)."""
    runs = _lead(cut(part.runs, label.length))
    style, value = meaning
    node = Node("item", runs, part.line, style, value, label.shown, label.parts, part.checked, part.hint)
    _add(stack, node, *place, part.indent)


def _plain(part: Part, stack: list[_Open]) -> None:
    if part.kind == "bullet":
        _close(stack, part.level, 0)
    else:
        while (
            len(stack) > 1
            and stack[-1].node.kind != "subclause"
            and (
                stack[-1].depth > part.level
                or (stack[-1].typed and stack[-1].node.style != "decimal" and part.indent <= stack[-1].indent)
            )
        ):
            stack.pop()
    kind: NodeKind = part.kind if part.kind in ("bullet", "quote", "table") else "paragraph"
    node = Node(kind, part.runs, part.line, checked=part.checked, hint=part.hint, rows=part.rows)
    if kind == "bullet":
        _add(stack, node, part.level, 0, part.indent)
    else:
        stack[-1].node.children.append(node)


def number(nodes: list[Node], full: str) -> list[str]:
    """Gives every node below a clause with the number `full` what our numbering prints, and returns remarks.

    A list whose typed numbers our numbering would not print stays as typed, with all below it.
    """
    notes: list[str] = []
    _count(nodes, 1, full, full, notes)
    return notes


def _count(nodes: list[Node], level: int, full: str, clause: str, notes: list[str]) -> None:
    count = 0
    at = 0
    while at < len(nodes):
        node = nodes[at]
        if node.kind == "subclause":
            count += 1
            node.full, node.number = f"{full}.{count}", True
            if node.shown and node.shown.rstrip(".") != node.full:
                notes.append(f'line {node.line}: "{node.shown} {text_of(node.title)}" prints as {node.full}')
            _count(node.children, 2 if not any(c.kind == "subclause" for c in node.children) else 1, node.full, clause, notes)
            at += 1
            continue
        if node.kind != "item":
            _count(node.children, level if node.kind != "bullet" else 99, full, clause, notes)
            at += 1
            continue
        end = at
        while end < len(nodes) and nodes[end].kind == "item" and (end == at or nodes[end].value == nodes[end - 1].value + 1):
            end += 1
        run = nodes[at:end]
        if all(_fits(item, level, count + offset, full) for offset, item in enumerate(run, 1)):
            for item in run:
                count += 1
                item.number = True
                item.full = f"{full}.{count}" if level == 1 else full + shown_as(LEVELS[min(level - 1, 4)], count)
                _count(item.children, level + 1, item.full, clause, notes)
        else:
            shown = run[0].shown or f"{run[0].value}."
            notes.append(f'line {run[0].line}: "{shown}" stays as typed, because the numbering would print another number there')
            for item in run:
                _count(item.children, 99, "", clause, notes)
        at = end


def _fits(item: Node, level: int, value: int, full: str) -> bool:
    """Whether our numbering prints at that level what is typed; what Markdown counts is printed by place."""
    if level > 5 or item.value != value:
        return False
    if item.style == "counted" or (item.style == "arabic" and item.shown.endswith(".")):
        return True
    if item.style == "decimal":
        return level == 1 and full == ".".join(map(str, item.parts[:-1]))
    return item.style == LEVELS[min(level - 1, 4)]


def literal_label(node: Node) -> Run:
    """The number as typed, as words."""
    shown = node.shown or f"{node.value}."
    return Run(f"{shown} ")
