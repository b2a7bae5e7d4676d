"""The YAML that says what a merge came to, made of both sides' own lines: comments, order and quotes stay a person's own.

A key or list item that one side alone changed comes from that side, byte for byte; what both changed is looked into, down to
the line; where lines cannot be told apart, one value is set in place. The result is read back: it says exactly what was wanted,
or it is not used.
"""

from collections.abc import Hashable, Sequence

from clmctl.errors import ClmError
from clmctl.model.frozen import frozen
from clmctl.negotiation.merging.clash import Three
from clmctl.negotiation.merging.fields import ABSENT, Identity, Said, identity, same
from clmctl.negotiation.merging.ordering import merged_order
from clmctl.text.yaml.edit import set_key
from clmctl.text.yaml.frontmatter import Plain
from clmctl.text.yaml.tree import Node, read_tree


@frozen
class _Parts:
    """A mapping or list in lines: what stands before the first child, and each child's lines by its name."""

    head: str
    children: dict[Hashable, str]


def weave(said: Three[str], wanted: dict[str, Plain]) -> str | None:
    """A YAML mapping that says `wanted`, woven from three texts with `\\n` line ends; None where none could be made."""
    base, ours, theirs = said.base, said.ours, said.theirs
    alone = ours if theirs in (base, ours) else theirs if ours == base else None
    if alone is not None and same(_document(alone), wanted):
        return alone
    woven = _children(Three(base, ours, theirs), wanted, "")
    if woven is not None and same(_document(woven), wanted):
        return woven
    start = max(ours, theirs, key=lambda text: (len(text), text))
    return _set_all(start, wanted)


def _set_all(text: str, wanted: dict[str, Plain]) -> str | None:
    """The text with every key set that says something else; the last resort."""
    said = _document(text)
    if not isinstance(said, dict):
        return None
    data = text.encode()
    try:
        for key in [*said, *(key for key in wanted if key not in said)]:
            if not same(said.get(key, ABSENT), wanted.get(key, ABSENT)):
                data = set_key(data, (key,), wanted.get(key))
    except ClmError:
        return None
    edited = data.decode()
    return edited if same(_document(edited), wanted) else None


def _document(text: str) -> Said:
    """What a text says as a whole; absent where it cannot be read."""
    tree = read_tree(text)
    if tree.problems:
        return ABSENT
    if tree.root is None:
        return {}
    return tree.root.plain()


def _value(chunk: str | None) -> Said:
    """What the one key or the one item in these lines says; absent where there is none."""
    said = _document(chunk) if chunk is not None else ABSENT
    if isinstance(said, dict) and len(said) == 1:
        return next(iter(said.values()))
    if isinstance(said, list) and len(said) == 1:
        return said[0]
    return ABSENT


def _child(said: Three[str | None], wanted: Plain, where: str) -> str | None:
    """The lines of one key or item that say `wanted`, or None where none could be made."""
    base, ours, theirs = said.base, said.ours, said.theirs
    if ours == base and theirs is not None and same(_value(theirs), wanted):
        return theirs
    if (theirs in (base, ours) or theirs is None) and ours is not None and same(_value(ours), wanted):
        return ours
    if ours is None and theirs is not None and same(_value(theirs), wanted):
        return theirs
    if isinstance(wanted, dict | list):
        woven = _children(said, wanted, where)
        if woven is not None and same(_value(woven), wanted):
            return woven
    sides = sorted((side for side in (ours, theirs) if side is not None), key=lambda text: (len(text), text), reverse=True)
    for side in sides:
        if same(_value(side), wanted):
            return side
    return _edited(sides[0], wanted) if sides and wanted is not None else None


def _edited(chunk: str, wanted: Plain) -> str | None:
    """The lines with their value replaced."""
    said = _document(chunk)
    step: str | int = 0 if isinstance(said, list) else next(iter(said), "") if isinstance(said, dict) else ""
    if step == "":
        return None
    try:
        edited = set_key(f"x:\n{_indented(chunk)}".encode(), ("x", step), wanted).decode()
    except ClmError:
        return None
    lines = edited.split("\n")
    if lines[0] != "x:":
        return None
    stripped = "\n".join(line[2:] if line.startswith("  ") else line for line in lines[1:])
    return stripped if same(_value(stripped), wanted) else None


def _indented(chunk: str) -> str:
    return "\n".join(f"  {line}" if line else line for line in chunk.split("\n"))


def _children(said: Three[str | None], wanted: Plain, where: str) -> str | None:
    """The lines of a mapping or list, each child from the side that changed it."""
    base, ours, theirs = said.base, said.ours, said.theirs
    if ours is None or theirs is None:
        return None
    name_of = _naming(where, said, wanted)
    if isinstance(wanted, list) and name_of is None:
        return None
    sides = [_split(text, whole=not where, name_of=name_of) if text is not None else None for text in (base, ours, theirs)]
    was, our, their = sides[0] or _Parts("", {}), sides[1], sides[2]
    if our is None or their is None:
        return None
    if isinstance(wanted, dict):
        order, _ = merged_order(list(was.children), list(our.children), list(their.children))
        values: dict[Hashable, Plain] = {str(name): value for name, value in wanted.items()}
        names: list[Hashable] = [name for name in order if name in values]
        if len(names) != len(values):
            return None
    elif isinstance(wanted, list) and name_of is not None:
        values = {name_of(row): row for row in wanted}
        names = list(values)
    else:
        return None
    found = [their.head if our.head == was.head else our.head if their.head == was.head else max(our.head, their.head)]
    for name in names:
        place = f"{where}.{name}" if where else str(name)
        chunk = _child(Three(*(side.children.get(name) for side in (was, our, their))), values[name], place)
        if chunk is None:
            return None
        found.append(chunk if chunk.endswith("\n") else chunk + "\n")
    return _joined(found)


def _joined(found: Sequence[str]) -> str:
    """The head and its children; an item's first key stands on the line of its dash."""
    head = found[0]
    if not head or head.endswith("\n") or len(found) < 2:
        return "".join(found)
    return head + found[1][len(head) :] + "".join(found[2:])


def _naming(where: str, said: Three[str | None], wanted: Plain) -> Identity | None:
    if not isinstance(wanted, list):
        return None
    lists = [side for side in (*map(_value, (said.base, said.ours, said.theirs)), wanted) if isinstance(side, list)]
    return identity(where, lists)


def _split(text: str, *, whole: bool, name_of: Identity | None) -> _Parts | None:
    """The children of the document (`whole`), or of the one key or item the lines hold; None where they share lines."""
    tree = read_tree(text)
    node, dash = tree.root, -1
    if node is None or tree.problems or node.flow:
        return None
    if not whole:
        if node.kind == "map" and len(node.entries) == 1:
            node = node.entries[0][1]
        elif node.kind == "list" and len(node.items) == 1:
            dash = text.rfind("\n", 0, node.items[0].start) + 1
            node = node.items[0]
        else:
            return None
    if node.flow or node.kind == "scalar" or not (node.entries or node.items):
        return None
    children: list[tuple[Hashable, Node]] = (
        [(key.value, key) for key, _ in node.entries]
        if node.kind == "map"
        else [(name_of(item.plain()) if name_of else None, item) for item in node.items]
    )
    starts = [text.rfind("\n", 0, child.start) + 1 for _, child in children]
    if len(set(starts)) != len(starts) or len({name for name, _ in children}) != len(children):
        return None
    column = children[0][1].start - starts[0] if node.kind == "map" else text.find("-", starts[0]) - starts[0]
    if any(_column(text, start, child, node.kind) != column for (_, child), start in zip(children[1:], starts[1:], strict=True)):
        return None
    shared = dash == starts[0]
    begins = [start if number == 0 and shared else _with_comments(text, start, column) for number, start in enumerate(starts)]
    if not whole and not shared and begins[0] == 0:
        return None  # the first child stands on the line of its key
    stops = [*begins[1:], len(text)]
    lines = {name: text[begin:stop] for (name, _), begin, stop in zip(children, begins, stops, strict=True)}
    head = text[: begins[0]]
    if shared:
        first = children[0][0]
        head += text[starts[0] : starts[0] + column]
        lines[first] = " " * column + text[starts[0] + column : stops[0]]
    if whole and head:
        lines = {**lines, children[0][0]: head + lines[children[0][0]]}
        head = ""
    return _Parts(head, lines)


def _column(text: str, start: int, child: Node, kind: str) -> int:
    return child.start - start if kind == "map" else text.find("-", start) - start


def _with_comments(text: str, start: int, column: int) -> int:
    """Where the comment lines begin that stand right above a line, on its own column."""
    while start:
        before = text.rfind("\n", 0, start - 1) + 1
        line = text[before : start - 1]
        if not (line.startswith(" " * column + "#")):
            break
        start = before
    return start
