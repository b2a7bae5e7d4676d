"""A file with one key changed and every other byte as it was: comments, line ends, quotes and order stay a person's own.

A path is dotted keys; an item of a list is named by its index or by what its `key`, `id`, `at`, `path`, `name`, `role` or
`clause` says (`parties.customer.legal_name`, `clauses.#liability.version`). Give the parts as a tuple where a name has a dot.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import cast

from clmctl.errors import Unreadable, UsageError
from clmctl.text.yaml.lines import LineIndex
from clmctl.text.yaml.split import split, whole
from clmctl.text.yaml.tree import Node, Plain, read_tree
from clmctl.text.yaml.written import block, flow, item, pair, plain_of, scalar

_NAMING = ("key", "id", "at", "path", "name", "role", "clause")
_Step = str | int


def set_key(data: bytes, path: str | Sequence[_Step], value: object) -> bytes:
    """The file with the value at that path set, or taken out where `value` is None; missing parents are made.

    `data` is a Markdown file with front matter or a YAML file. `value` is a model value, or a mapping or list of such. A
    mapping in the place of a mapping keeps what both say. Raises UsageError where the path leads nowhere and Unreadable
    where the file cannot be read, holds a key twice, or cannot be edited without touching something else.
    """
    return _edited(data, _steps(path), None if value is None else _plain(value), append=False)


def append_item(data: bytes, path: str | Sequence[_Step], value: object) -> bytes:
    """The file with the value added at the end of the list at that path; the list is made where there is none."""
    return append_items(data, path, (value,))


def append_items(data: bytes, path: str | Sequence[_Step], values: Iterable[object]) -> bytes:
    """The file with the values added in order at the end of the list at that path; the list is made where there is none."""
    new = [_plain(value) for value in values]
    return _edited(data, _steps(path), new, append=True) if new else data


def _steps(path: str | Sequence[_Step]) -> tuple[_Step, ...]:
    steps = tuple(path.split(".")) if isinstance(path, str) else tuple(path)
    if not steps or "" in steps:
        raise UsageError(f"{path!r} is no path of a key", hint="Write it as in renewal.notice")
    return steps


def _plain(value: object) -> Plain:
    try:
        return plain_of(value)
    except ValueError as wrong:
        raise UsageError(str(wrong)) from None


def _edited(data: bytes, steps: tuple[_Step, ...], value: Plain, *, append: bool) -> bytes:
    parts = split(data) if data.removeprefix(b"\xef\xbb\xbf").startswith(b"---") else whole(data)
    if parts.problems and parts.fenced:
        alone = whole(data)
        parts = parts if alone.problems else alone
    if parts.problems:
        problem = parts.problems[0]
        raise Unreadable(problem.message, hint=problem.hint, line=problem.line)
    text = data[parts.start : parts.end].decode("utf-8")
    try:
        before = _root(text).plain()
    except Unreadable as off:
        raise Unreadable(off.message, hint=off.hint, line=off.line + parts.yaml_line - 1) from None
    exact = _exact(before, steps)
    wanted = _changed(before, exact, value, append=append)
    end = "\r\n" if parts.line_end == "\r\n" or (parts.line_end == "mixed" and "\r\n" in text) else "\n"
    after = _Editor(text, end).append(exact, cast("list[Plain]", value)) if append else _Editor(text, end).set(exact, value)
    if _root(after).plain() != (wanted if wanted else {}):
        raise Unreadable(
            f"{'.'.join(map(str, steps))} cannot be changed without touching something else", hint="Edit the file by hand."
        )
    return data[: parts.start] + after.encode("utf-8") + data[parts.end :]


@lru_cache(maxsize=2)
def _root(text: str) -> Node:
    """The tree of the text; that of the last edit is the one the next begins with."""
    tree = read_tree(text)
    if tree.problems:
        problem = tree.problems[0]
        raise Unreadable(problem.message, hint=problem.hint, line=problem.line)
    if tree.root is None or (tree.root.kind == "scalar" and tree.root.value is None):
        return Node("map", 0, 0)
    if tree.root.kind != "map":
        raise Unreadable("The fields must be `key: value` lines", line=1)
    return tree.root


def _exact(value: Plain, steps: tuple[_Step, ...]) -> tuple[_Step, ...]:
    """The path with items of lists by index."""
    exact: list[_Step] = []
    for number, step in enumerate(steps):
        if isinstance(value, list):
            index = _index(value, step)
            if index is None:
                shown = ".".join(map(str, steps[:number]))
                raise UsageError(f"{shown} has no item {step}", hint=f"It has {len(value)}: {_names(value)}")
            exact.append(index)
            value = value[index]
        else:
            if value is not None and not isinstance(value, dict):
                shown = ".".join(map(str, steps[:number]))
                raise UsageError(f"{shown} holds a value, so there is no {'.'.join(map(str, steps))}")
            exact.append(str(step))
            value = value.get(str(step)) if value else None
    return tuple(exact)


def _index(items: list[Plain], step: _Step) -> int | None:
    for name in _NAMING:
        for index, entry in enumerate(items):
            said = entry.get(name) if isinstance(entry, dict) else None
            if isinstance(said, str) and said in (step, f"#{step}"):  # `false` equals 0, and names nothing
                return index
    if isinstance(step, int) or (step.isdecimal() and len(step) < 10):
        return int(step) if int(step) < len(items) else None
    return None


def _names(items: list[Plain]) -> str:
    found = [str(entry[name]) for entry in items if isinstance(entry, dict) for name in _NAMING if name in entry][:6]
    return ", ".join(found) or "numbered from 0"


def _changed(value: Plain, steps: tuple[_Step, ...], new: Plain, *, append: bool) -> Plain:
    """What the file must say afterwards."""
    if not steps:
        if append:
            if value is not None and not isinstance(value, list):
                raise UsageError("That is not a list")
            return [*(value or []), *cast("list[Plain]", new)]
        return new
    head, rest = steps[0], steps[1:]
    if isinstance(value, list) and isinstance(head, int):
        if not rest and new is None and not append:
            return value[:head] + value[head + 1 :]
        return [*value[:head], _changed(value[head], rest, new, append=append), *value[head + 1 :]]
    mapping = dict(value) if isinstance(value, dict) else {}
    key = str(head)
    if new is None and not append:
        if key not in mapping:
            return value
        if not rest:
            del mapping[key]
            return mapping
    mapping[key] = _changed(mapping.get(key), rest, new, append=append)
    return mapping


class _Editor:
    """Edits of one YAML text, one at a time; every edit reads the text anew, so places are never stale."""

    def __init__(self, text: str, end: str) -> None:
        self.text = text
        self.end = end

    def set(self, steps: tuple[_Step, ...], value: Plain) -> str:
        """The text with that value at that exact path."""
        chain = self._chain(steps)
        node = chain[-1][1]
        if len(chain) - 1 < len(steps):
            if value is not None:
                self._add(chain, steps, value)
        elif value is None:
            self._take_out(chain)
        elif node.plain() == value and not (value == {} and node.start == node.end):
            pass
        elif isinstance(value, dict) and node.kind == "map" and node.entries and value and set(value) & set(_keys(node)):
            for key in _keys(node):
                if key not in value:
                    self.set((*steps, key), None)
            for key, inner in value.items():
                if inner is None:
                    self._replace_at((*steps, key), None)
                else:
                    self.set((*steps, key), inner)
        elif isinstance(value, list) and value and node.kind == "list" and node.items and not node.flow:
            for index in range(len(node.items) - 1, len(value) - 1, -1):
                self.set((*steps, index), None)
            for index, inner in enumerate(value[: len(node.items)]):
                self._replace_at((*steps, index), inner) if inner is None else self.set((*steps, index), inner)
            for inner in value[len(node.items) :]:
                self.append(steps, [inner])
        else:
            self._replace(chain, value)
        return self.text

    def append(self, steps: tuple[_Step, ...], values: list[Plain]) -> str:
        """The text with those values at the end of the list at that exact path."""
        chain = self._chain(steps)
        node = chain[-1][1]
        if len(chain) - 1 < len(steps) or node.kind != "list" or not node.items:
            return self.set(steps, values)
        last = node.items[-1]
        if node.flow:
            self._put(self._end(last), self._end(last), "".join(f", {flow(value)}" for value in values))
        else:
            column = self._column(node.start)
            self._put_line(self._end(last), self.end.join(" " * column + item(value, column, self.end) for value in values))
        return self.text

    def _chain(self, steps: tuple[_Step, ...]) -> list[tuple[Node | None, Node]]:
        """(key, value) nodes from the root as far as the path leads."""
        chain: list[tuple[Node | None, Node]] = [(None, _root(self.text))]
        for step in steps:
            node = chain[-1][1]
            if isinstance(step, int):
                if node.kind != "list" or step >= len(node.items):
                    break
                chain.append((None, node.items[step]))
            else:
                found = node.get(step)
                if found is None:
                    break
                chain.append(found)
        return chain

    def _put(self, start: int, stop: int, new: str) -> None:
        self.text = self.text[:start] + new + self.text[stop:]

    def _put_line(self, after: int, line: str) -> None:
        """A new line behind the line that holds the character before `after`."""
        if not self.text or (after and self.text[after - 1] == "\n"):
            self._put(after, after, line + self.end)
            return
        stop = self.text.find("\n", after)
        if stop < 0:
            self._put(len(self.text), len(self.text), self.end + line + self.end)
        else:
            self._put(stop + 1, stop + 1, line + self.end)

    def _column(self, offset: int) -> int:
        return LineIndex(self.text).position(offset)[1] - 1

    def _line_start(self, offset: int) -> int:
        return self.text.rfind("\n", 0, offset) + 1

    def _line_stop(self, offset: int) -> int:
        """Behind the end of the line that holds the character before `offset`."""
        if offset and self.text[offset - 1] == "\n":
            return offset
        stop = self.text.find("\n", offset)
        return len(self.text) if stop < 0 else stop + 1

    def _end(self, node: Node) -> int:
        """Where a value really ends: a block's end as YAML counts it lies behind the comments that follow it."""
        if node.kind == "scalar":
            if node.style in ("|", ">") and "+" not in self.text[node.start : node.start + 3]:
                return node.start + len(self.text[node.start : node.end].rstrip())
            return node.end
        if node.flow:
            return node.end
        if node.kind == "list":
            return self._end(node.items[-1])
        return self._end(node.entries[-1][1])

    def _replace_at(self, steps: tuple[_Step, ...], value: Plain) -> None:
        chain = self._chain(steps)
        if len(chain) - 1 == len(steps):
            self._replace(chain, value)
        else:
            self._add(chain, steps, value)

    def _replace(self, chain: list[tuple[Node | None, Node]], value: Plain) -> None:
        key, node = chain[-1]
        stop = self._end(node)
        inside = any(parent.flow for _, parent in chain[:-1])
        simple = not isinstance(value, dict | list)
        begin = node.start
        if simple and node.kind == "scalar" and isinstance(value, str):
            new = scalar(value, node.style if node.style in ("'", '"') else "")
        else:
            new = flow(value)
        if not inside and not simple and key is not None:
            column = self._column(key.start)
            whole_pair = pair(str(key.value), value, column, self.end)
            rest = self.text[stop : self._line_stop(stop)].strip() if stop < len(self.text) else ""
            if "\n" in whole_pair and not rest:
                colon = self.text.index(":", key.end) + 1
                self._put(colon, stop, self.end + block(value, column + 2, self.end))
                return
        if node.start == node.end:
            glue = " " if self.text[: node.start].endswith((":", "-")) else ": " if key is not None else ""
            self._put(begin, stop, glue + new)
            return
        if key is not None and not node.flow and node.kind != "scalar":
            begin = self.text.index(":", key.end) + 1
            new = " " + new
        self._put(begin, stop, new)

    def _add(self, chain: list[tuple[Node | None, Node]], steps: tuple[_Step, ...], value: Plain) -> None:
        """A new key, with the parents it lacks."""
        made = len(chain) - 1
        for step in reversed(steps[made + 1 :]):
            value = {str(step): value}
        key, node = str(steps[made]), chain[-1][1]
        if node.kind == "scalar" or not node.entries:
            if node.start == node.end and len(chain) == 1:
                self._put_line(len(self.text), pair(key, value, 0, self.end))
            else:
                self._replace(chain, {key: value})
            return
        last = node.entries[-1][1]
        if node.flow or any(parent.flow for _, parent in chain):
            written = f"{scalar(key)}: {flow(value)}"
            if last.start == last.end:
                first = node.entries[0][0].start
                self._put(first, first, f"{written}, ")
            else:
                self._put(self._end(last), self._end(last), f", {written}")
            return
        column = self._column(node.start)
        self._put_line(self._end(last), " " * column + pair(key, value, column, self.end))

    def _take_out(self, chain: list[tuple[Node | None, Node]]) -> None:
        key, node = chain[-1]
        parent = chain[-2][1]
        spans = (
            [(pair_[0].start, self._end(pair_[1])) for pair_ in parent.entries]
            if key
            else [(i.start, self._end(i)) for i in parent.items]
        )
        index = next(n for n, (start, _) in enumerate(spans) if start == (key or node).start)
        if len(spans) == 1:
            if len(chain) == 2 and not parent.flow:
                self._put(self._line_start(spans[0][0]), self._line_stop(spans[0][1]), "")
            else:
                self._replace(chain[:-1], {} if key else [])
            return
        start, stop = spans[index]
        if parent.flow:
            if index + 1 < len(spans):
                self._put(start, spans[index + 1][0], "")
            elif "#" in self.text[spans[index - 1][1] : start]:
                comma = self.text.index(",", spans[index - 1][1])
                self._put(start, stop, "")
                self._put(comma, comma + 1, "")
            else:
                self._put(spans[index - 1][1], stop, "")
            return
        first = start if key else self._dash(parent, start)
        if self.text[self._line_start(first) : first].strip():
            self._put(start, spans[index + 1][0], "")
        else:
            self._put(self._line_start(first), self._line_stop(stop), "")

    def _dash(self, parent: Node, offset: int) -> int:
        """Where the dash of an item stands."""
        column = self._column(parent.start)
        at = self._line_start(offset)
        while at > 0 and self.text[at + column : at + column + 1] != "-":
            at = self._line_start(at - 1)
        return at + column


def _keys(node: Node) -> list[str]:
    return [str(key.value) for key, _ in node.entries]
