"""Controls, smart tags and custom XML: what they hold is compared as if they were not there, and the newer file's stand."""

import copy
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from clmctl.word.xml import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = f"{{{W}}}"
_SDT, _CONTENT = f"{_W}sdt", f"{_W}sdtContent"
WRAPPERS = frozenset((_SDT, f"{_W}smartTag", f"{_W}customXml"))
_SAID = {
    _SDT: ("a content control", "content controls"),
    f"{_W}customXml": ("a mark of custom XML", "marks of custom XML"),
    f"{_W}smartTag": ("a smart tag", "smart tags"),
}
#: So many that came or went are called by their names; a form has hundreds.
_MOST_NAMED = 8
#: The wrappers something stands in, outermost first.
Path = tuple["_Element", ...]


def content_of(wrapper: "_Element") -> "_Element | None":
    """Where a wrapper has what it holds."""
    return wrapper.find(_CONTENT) if wrapper.tag == _SDT else wrapper


def emptied(wrapper: "_Element") -> tuple["_Element", "_Element"]:
    """(a copy of a wrapper or link with its properties alone, where in it goes what it holds)."""
    shell = _alone(wrapper)
    content = shell
    for child in wrapper:
        if wrapper.tag == _SDT and child.tag == _CONTENT:
            content = _alone(child)
            shell.append(content)
        elif str(child.tag).endswith("Pr"):
            shell.append(copy.deepcopy(child))
    return shell, content


def _alone(item: "_Element") -> "_Element":
    made = item.makeelement(item.tag, None, {"w": W})
    for name, value in item.items():
        made.set(name, value)
    return made


def path_of(block: "_Element") -> Path:
    """The wrappers a block stands in."""
    found: list[_Element] = []
    for up in block.iterancestors():
        if up.tag in WRAPPERS:
            found.insert(0, up)
        elif up.tag != _CONTENT:
            break
    return tuple(found)


def with_gone_between(paths: Sequence[Path | None]) -> list[Path]:
    """The paths, and for what has gone (None) the wrappers that what stands before and behind it both stand in."""
    before: list[Path] = []
    last: Path = ()
    for path in paths:
        last = last if path is None else path
        before.append(last)
    out: list[Path] = []
    then: Path = ()
    for path, ahead in zip(reversed(paths), reversed(before), strict=True):
        then = then if path is None else path
        out.append(_shared(ahead, then) if path is None else path)
    return out[::-1]


def _shared(one: Path, other: Path) -> Path:
    """The outermost wrappers that two paths have in common."""
    count = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a is not b), min(len(one), len(other)))
    return one[:count]


def wrapped(blocks: "Sequence[tuple[_Element, Path | None]]") -> list["_Element"]:
    """Blocks, each in the wrappers it is to stand in; None for those that have gone."""
    if not any(path for _, path in blocks):
        return [block for block, _ in blocks]
    paths = with_gone_between([path for _, path in blocks])
    return _wrapped([(block, path) for (block, _), path in zip(blocks, paths, strict=True)])


def _wrapped(blocks: "Sequence[tuple[_Element, Path]]") -> list["_Element"]:
    out: list[_Element] = []
    for wrapper, group in groupby(blocks, key=lambda one: one[1][0] if one[1] else None):
        members = list(group)
        if wrapper is None:
            out += [block for block, _ in members]
            continue
        shell, content = emptied(wrapper)
        content.extend(_wrapped([(block, path[1:]) for block, path in members]))
        out.append(shell)
    return out


def come_and_gone(old: "Iterable[_Element]", new: "Iterable[_Element]") -> Iterator[str]:
    """What stories hold of wrappers that the older ones have not, and the other way round, a line each; no change tracks them."""
    was, now = Counter(map(_name, _named(old))), Counter(map(_name, _named(new)))
    for what, found in (("came", now - was), ("went", was - now)):
        for tag, (one, many) in _SAID.items():
            names = [name for (kind, name), count in found.items() for _ in range(count) if kind == tag]
            called = list(dict.fromkeys(filter(None, names)))
            more = f" and {len(called) - _MOST_NAMED} more" if len(called) > _MOST_NAMED else ""
            said = ", ".join(map(repr, called[:_MOST_NAMED])) + more
            if names:
                yield f"{one if len(names) == 1 else f'{len(names)} {many}'}{f' ({said})' if said else ''} {what}"


def _named(roots: "Iterable[_Element]") -> "Iterator[_Element]":
    """The wrappers of stories but those that programs put about what they make: tables of contents, page numbers and the like."""
    for root in roots:
        for item in root.iter(*WRAPPERS):
            if item.find(f"{_W}sdtPr/{_W}docPartObj") is None:
                yield item


def _name(wrapper: "_Element") -> tuple[str, str]:
    """What kind of wrapper it is, and what it is called."""
    if wrapper.tag != _SDT:
        return str(wrapper.tag), wrapper.get(f"{_W}element") or ""
    called = (wrapper.find(f"{_W}sdtPr/{_W}{name}") for name in ("alias", "tag"))
    return _SDT, next((each.get(f"{_W}val") or "" for each in called if each is not None), "")
