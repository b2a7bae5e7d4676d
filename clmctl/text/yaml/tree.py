"""The located reading of YAML: every value with the place it stands at. Exact and slow; `frontmatter.load` is the fast one.

The subset: one document; mappings, lists and scalars; no anchors, aliases, tags or merge keys; at most 32 levels. Scalars
are texts, except the plain words true, false and null and whole numbers in their shortest spelling: `no`, `0123`, `1_000`,
`1:30`, `1.50` and dates stay the texts a person wrote, and the field's type decides what they mean.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from clmctl.model.frozen import frozen
from clmctl.text.yaml.lines import LineIndex
from clmctl.text.yaml.split import Problem

if TYPE_CHECKING:
    import yaml

#: What a YAML file may hold, as Python values.
Plain = str | int | bool | None | list["Plain"] | dict[str, "Plain"]

MAX_DEPTH = 32
_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,17}")
_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
#: Characters an escape in double quotes could smuggle in: controls, line separators, halves of pairs, a byte order mark.
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


@frozen
class Node:
    """A value and where it stands: `start` and `end` are character offsets in the YAML.

    `items` are the children of a list, `entries` the (key, value) pairs of a mapping in file order, second occurrences of
    a key left out. `flow` is set for `{...}` and `[...]`; `style` is the quote of a scalar (`'`, `"`, `|`, `>` or empty).
    """

    kind: Literal["scalar", "list", "map"]
    start: int
    end: int
    value: str | int | bool | None = None
    style: str = ""
    flow: bool = False
    items: tuple["Node", ...] = ()
    entries: tuple[tuple["Node", "Node"], ...] = ()

    def plain(self) -> Plain:
        """The value without its places."""
        if self.kind == "map":
            return {str(key.value): value.plain() for key, value in self.entries}
        if self.kind == "list":
            return [item.plain() for item in self.items]
        return self.value

    def get(self, key: str) -> tuple["Node", "Node"] | None:
        """The (key, value) pair of a mapping's key."""
        return next((pair for pair in self.entries if pair[0].value == key), None)


@frozen
class Tree:
    """`root` is None for an empty document and for one that is refused; `problems` have lines counted in the YAML."""

    root: Node | None
    problems: tuple[Problem, ...] = ()


class _Refused(Exception):
    def __init__(self, at: tuple[int, int], message: str, hint: str = "") -> None:
        self.problem = Problem("SX006", *at, message, hint)
        super().__init__(message)


def read_tree(text: str) -> Tree:
    """The tree of a YAML text with `\\n` or `\\r\\n` ends; refuses by a problem, never by an exception."""
    import yaml

    problems: list[Problem] = []
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        root = _document(yaml.parse(text, Loader=loader), LineIndex(text), problems)
    except _Refused as refused:
        return Tree(None, (*problems, refused.problem))
    except yaml.MarkedYAMLError as wrong:
        mark = wrong.problem_mark or wrong.context_mark
        at = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        words = ": ".join(" ".join(part.split()) for part in (wrong.context, wrong.problem) if part)
        return Tree(None, (*problems, Problem("SX006", *at, f"Not YAML: {words or 'cannot be read'}", _hint(text, at))))
    except (yaml.YAMLError, ValueError, RecursionError) as wrong:
        return Tree(None, (*problems, Problem("SX006", 1, 1, f"Not YAML: {' '.join(str(wrong).split())}")))
    return Tree(root, tuple(problems))


def _hint(text: str, at: tuple[int, int]) -> str:
    lines = text.split("\n")
    line = lines[at[0] - 1] if at[0] <= len(lines) else ""
    if "\t" in line[: len(line) - len(line.lstrip())] or line[at[1] - 1 : at[1]] == "\t":
        return "Indent with spaces: YAML does not allow tabs there."
    if line.count(": ") > 1 or re.search(r":\s*[@`%*&!|>{\[]", line):
        return 'Put the text in quotes: key: "text".'
    return "Check quotes, brackets and indentation on this line and the one before."


def _document(events: Iterator["yaml.Event"], lines: LineIndex, problems: list[Problem]) -> Node | None:
    """The one document of a stream, built without recursion."""
    import yaml

    open_: list[tuple[yaml.CollectionStartEvent, list[Node]]] = []
    root: Node | None = None
    for event in events:
        mark = event.start_mark
        at = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        node: Node | None = None
        if isinstance(event, yaml.ScalarEvent):
            _no_properties(event, at)
            node = _scalar(event, at)
        elif isinstance(event, yaml.CollectionStartEvent):
            _no_properties(event, at)
            if len(open_) >= MAX_DEPTH:
                raise _Refused(at, f"More than {MAX_DEPTH} levels of nesting", "Flatten the structure.")
            open_.append((event, []))
        elif isinstance(event, yaml.CollectionEndEvent):
            start, children = open_.pop()
            node = _collection(start, event, children, lines, problems)
        elif isinstance(event, yaml.AliasEvent):
            raise _Refused(at, f"Alias *{event.anchor}: aliases are not part of the format", "Write the value out.")
        elif isinstance(event, yaml.DocumentStartEvent):
            if root is not None or (event.explicit and open_):
                raise _Refused(at, "A second YAML document", "Keep one document per file.")
            if event.version or event.tags:
                raise _Refused(at, "A YAML directive (%...)", "Delete it: it is not part of the format.")
        if node is not None:
            if open_:
                open_[-1][1].append(node)
            else:
                root = node
    return root


def _no_properties(event: "yaml.NodeEvent", at: tuple[int, int]) -> None:
    if event.anchor is not None:
        raise _Refused(at, f"Anchor &{event.anchor}: anchors are not part of the format", "Write the value out where it is used.")
    tag = getattr(event, "tag", None)
    if tag is not None:
        shown = str(tag).replace("tag:yaml.org,2002:", "!!")
        raise _Refused(at, f"Tag {shown}: tags are not part of the format", "Delete it; put a text in quotes.")


def _scalar(event: "yaml.ScalarEvent", at: tuple[int, int]) -> Node:
    text: str = event.value
    if (bad := CONTROL.search(text)) is not None:
        raise _Refused(
            at, f"The text holds the control character U+{ord(bad[0]):04X}, written as an escape", "Delete the escape."
        )
    style = event.style or ""
    value: str | int | bool | None = text
    if not style:
        if text in _WORDS:
            value = _WORDS[text]
        elif _INTEGER.fullmatch(text):
            value = int(text)
    return Node("scalar", *_span(event, event), value, style)


def _span(first: "yaml.Event", last: "yaml.Event") -> tuple[int, int]:
    begin, stop = first.start_mark, last.end_mark
    return (begin.index if begin else 0), (stop.index if stop else 0)


def _collection(
    start: "yaml.CollectionStartEvent", end: "yaml.Event", children: list[Node], lines: LineIndex, problems: list[Problem]
) -> Node:
    import yaml

    (begin, stop), flow = _span(start, end), bool(start.flow_style)
    if isinstance(start, yaml.SequenceStartEvent):
        return Node("list", begin, stop, flow=flow, items=tuple(children))
    entries: list[tuple[Node, Node]] = []
    seen: dict[str, Node] = {}
    for key, value in zip(children[::2], children[1::2], strict=True):
        at = lines.position(key.start)
        if key.kind != "scalar":
            raise _Refused(at, "A key must be a word, not a list or mapping", "Put text that begins with [ or { in quotes.")
        name = _key(key)
        if name == "<<" and not key.style:
            raise _Refused(at, "Merge key <<: merge keys are not part of the format", "Write the keys out.")
        if name in seen:
            first = lines.position(seen[name].start)[0]
            hint = "Delete one of the two; the first one counts until then."
            problems.append(Problem("FD609", *at, f"The key {name} stands twice", hint, name, first))
            continue
        named = Node("scalar", key.start, key.end, name, key.style)
        seen[name] = named
        entries.append((named, value))
    return Node("map", begin, stop, flow=flow, entries=tuple(entries))


def _key(key: Node) -> str:
    """A key as text; `null`, `true` and numbers are the words a person wrote."""
    if isinstance(key.value, str):
        return key.value
    if key.value is None or isinstance(key.value, bool):
        return {None: "null", True: "true", False: "false"}[key.value]
    return str(key.value)
