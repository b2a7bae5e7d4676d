"""The one door to YAML: fields of a file as plain values, with a finding for everything that is not plainly one thing.

Reading is fast where a cheap test proves that nothing in the file could be read two ways, and exact where it cannot: then
the located reading of `text.tree` decides. Both give the same values (a law in the tests).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field

from clmctl.model.finding import Finding
from clmctl.model.frozen import frozen
from clmctl.model.place import Place
from clmctl.text.yaml.edit import append_item, set_key
from clmctl.text.yaml.lines import LineIndex
from clmctl.text.yaml.quick import read_fields, read_quickly
from clmctl.text.yaml.split import Problem, Split, split, whole
from clmctl.text.yaml.tree import Node, Plain, read_tree
from clmctl.text.yaml.written import dump

__all__ = ["Front", "Path", "Plain", "Problem", "Split", "append_item", "dump", "load", "locate", "read", "set_key", "split"]

#: Where a value stands: keys of mappings and indexes of lists.
Path = tuple[str | int, ...]


@frozen
class Front:
    """A file's fields and the rest of it. `values` is None where they cannot be read; problems stand in `findings`.

    `values` may be shared with other files: not to be changed. `items` has, of lists that were read item by item, the texts
    of the items, which `quick.read_item` reads; equal texts say the same.
    """

    values: dict[str, Plain] | None
    body: str
    body_line: int
    findings: tuple[Finding, ...]
    items: Mapping[str, Sequence[str]] = field(default_factory=dict)


def read(path: str, data: bytes) -> Front:
    """Fields and text of a Markdown file with front matter."""
    parts = split(data)
    quick = None if parts.problems else read_quickly(parts.yaml)
    if quick is not None:
        return Front(quick.values, parts.body, parts.body_line, (), quick.items)
    values, findings = _exactly(path, parts)
    return Front(values, parts.body, parts.body_line, findings)


def load(path: str, data: bytes) -> tuple[dict[str, Plain] | None, tuple[Finding, ...]]:
    """The fields of a file: of its front matter if it is Markdown (`.md`), else of the whole file, which is YAML."""
    parts = split(data) if path.endswith(".md") else whole(data)
    values = None if parts.problems else read_fields(parts.yaml)
    return _exactly(path, parts) if values is None else (values, ())


def locate(path: str, data: bytes, where: Sequence[Path]) -> tuple[Place, ...]:
    """The place of each value in the file; of the nearest thing around it where a path leads nowhere.

    A path whose last part is a key gives the place of that key, not of its value. This reads the file the slow way: call it
    once, for files that have findings.
    """
    parts = split(data) if path.endswith(".md") else whole(data)
    root = read_tree(parts.yaml).root
    if root is None:
        return tuple(Place(path, parts.yaml_line if parts.yaml else 1, 1) for _ in where)
    lines = LineIndex(parts.yaml)
    places = []
    entries: dict[int, dict[object, tuple[Node, Node]]] = {}
    for steps in where:
        line, column = lines.position(_offset(root, steps, entries))
        places.append(Place(path, line + parts.yaml_line - 1, column))
    return tuple(places)


def _offset(node: Node, steps: Iterable[str | int], entries: dict[int, dict[object, tuple[Node, Node]]]) -> int:
    """Where the steps lead; `entries` are those of the mappings on the way by their keys, kept from one search to the next."""
    at = node.start
    for step in steps:
        if isinstance(step, int):
            if node.kind != "list" or not 0 <= step < len(node.items):
                break
            node = node.items[step]
            at = node.start
        else:
            if id(node) not in entries:
                entries[id(node)] = {pair[0].value: pair for pair in node.entries}
            pair = entries[id(node)].get(step)
            if pair is None:
                break
            at, node = pair[0].start, pair[1]
    return at


def _exactly(path: str, parts: Split) -> tuple[dict[str, Plain] | None, tuple[Finding, ...]]:
    if parts.problems:
        return None, tuple(problem.finding(path) for problem in parts.problems)
    tree = read_tree(parts.yaml)
    findings = tuple(problem.finding(path, parts.yaml_line) for problem in tree.problems)
    if tree.root is None:
        return (None if findings else {}), findings
    plain = tree.root.plain()
    if isinstance(plain, dict):
        return plain, findings
    if plain is None:
        return {}, findings
    line, column = LineIndex(parts.yaml).position(tree.root.start)
    message = "The fields must be `key: value` lines, not a list or a text"
    return None, (*findings, Problem("SX006", line, column, message).finding(path, parts.yaml_line))
