"""The check of a file just rendered: each form its paragraphs have is looked at once, and then the words put into them.

The rules are those of `word.check`, which parses the whole file. A contract has hundreds of paragraphs of a few dozen forms,
so what is found in a form is kept; what differs from paragraph to paragraph is words, which must not be markup, and the names
and numbers of bookmarks, which are compared as a whole.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from clmctl.word.check import (
    Package,
    content_type_problems,
    field_problems,
    found_in,
    holds_control,
    list_numbers,
    mark_problems,
    refuse,
    relation_problems,
    shape_problems,
    story_problems,
    target_of,
    used_relations,
    values,
)
from clmctl.word.package import Part, parse_xml
from clmctl.word.stylefile import StyleDocument
from clmctl.word.written import Written
from clmctl.word.xml import R, W

if TYPE_CHECKING:
    from lxml.etree import _Element

DOCUMENT = "word/document.xml"

_W = f"{{{W}}}"
_OPENING = f'<w:body xmlns:w="{W}" xmlns:r="{R}">'.encode()
_ENTITIES = (b"amp;", b"lt;", b"gt;", b"quot;")
#: Stands for words while a form is looked at: the last character for private use.
_STANDIN = "\U0010fffd"
#: What words may be, by the element and attribute that holds them: printed, a field's code, an id or the name of a bookmark.
_KINDS: Mapping[tuple[str, str], str] = {
    (f"{_W}t", ""): "text",
    (f"{_W}instrText", ""): "code",
    (f"{_W}bookmarkStart", f"{_W}id"): "id",
    (f"{_W}bookmarkStart", f"{_W}name"): "name",
    (f"{_W}bookmarkEnd", f"{_W}id"): "end",
    (f"{_W}hyperlink", f"{_W}anchor"): "anchor",
}
#: Changes and comments, with ids of their own: a part that holds one is looked at whole.
_TRACKED = ("ins", "del", "moveFrom", "moveTo", "commentRangeStart")
#: The largest form that is kept, in bytes; a table that is larger is looked at each time.
_KEPT = 8_000


class _Facts(NamedTuple):
    """What a form holds: what is wrong with it, the styles, lists and relations it names, and what each of its words is.

    `targets` are bookmarks that it refers to whatever the words; `tracked`: it holds changes or comments.
    """

    problems: tuple[str, ...]
    styles: frozenset[str]
    lists: frozenset[str]
    relations: frozenset[str]
    kinds: tuple[str, ...]
    targets: frozenset[str]
    tracked: bool


def check_rendered(parts: Sequence[Part], stories: Mapping[str, Written], style: StyleDocument) -> None:
    """Nothing, or DamagedDocument with everything that is wrong. `stories` are what the document, headers and footers hold."""
    refuse(list(_problems(parts, stories, style)))


def _problems(parts: Sequence[Part], stories: Mapping[str, Written], style: StyleDocument) -> Iterator[str]:
    package = Package({item.name: item.data for item in parts})
    facts = {name: {form: _facts(form) for form in set(story.forms)} for name, story in stories.items()}
    named = {name: _all(one.relations for one in found.values()) for name, found in facts.items()}
    yield from relation_problems(package, named=named)
    yield from content_type_problems(package)
    styles, lists = frozenset(style.styles.values()), list_numbers(package) | {"0"}
    ids: set[str] = set()
    for name in package.stories:
        if name not in stories or not _holds(package.parts[name], stories[name]):
            yield f"{name}: it is not what was looked at"
        elif any(one.tracked for one in facts[name].values()):  # none of ours, but a firm's header may hold one
            yield from (f"{name}: {problem}" for problem in story_problems(package, name, styles, lists, ids))
        else:
            yield from (f"{name}: {problem}" for problem in _story(stories[name], facts[name], styles, lists, ids))


def _holds(data: bytes, story: Written) -> bool:
    """Whether a part is the story, or has it as its body."""
    body = data.find(b"<w:body>")
    return data == story.xml if body < 0 else data[body + len(b"<w:body>") :] == story.xml + b"</w:body></w:document>"


def _story(story: Written, facts: Mapping[bytes, _Facts], styles: Set[str], lists: Set[str], ids: set[str]) -> Iterator[str]:
    for one in facts.values():
        yield from one.problems
    yield from (f"the style {name!r} does not exist" for name in sorted(_all(one.styles for one in facts.values()) - styles))
    yield from (f"the list {name} does not exist" for name in sorted(_all(one.lists for one in facts.values()) - lists))
    words = b"".join(story.words)
    kinds = list(chain.from_iterable([facts[form].kinds for form in story.forms]))
    if len(story.words) != len(kinds) or b"\x01" in story.xml or b"\x02" in story.xml:
        yield "words are missing or left over"
        return
    if b"<" in words or b">" in words or b'"' in words or not all(each.startswith(_ENTITIES) for each in words.split(b"&")[1:]):
        yield "words are not told apart from markup"
    if holds_control(words):
        yield "text holds a control character"
    said: dict[str, list[str]] = {kind: [] for kind in ("", *_KINDS.values())}
    for kind, word in [pair for pair in zip(kinds, story.words, strict=True) if pair[0] != "text"]:
        said[kind].append(word.decode())
    targets = {target for code in said["code"] if (target := target_of(code))}.union(said["anchor"])
    targets.update(*(one.targets for one in facts.values()))
    yield from mark_problems(list(zip(said["id"], said["name"], strict=False)), said["end"], targets, ids)


def _all(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*sets)


def _facts(form: bytes) -> _Facts:
    return _kept(form) if len(form) <= _KEPT else _look(form)


@lru_cache(maxsize=512)
def _kept(form: bytes) -> _Facts:
    return _look(form)


def _look(form: bytes) -> _Facts:
    """The facts of a form; Unreadable where it is not well-formed."""
    filled = form.replace(b"\x01", _STANDIN.encode())
    root = parse_xml(filled if filled.startswith(b"<?xml") else b"%b%b</w:body>" % (_OPENING, filled), DOCUMENT)
    found = found_in(root)
    kinds = tuple(_kinds(root))
    problems = [*field_problems(found["fldChar"]), *shape_problems(found)]
    if "" in kinds or len(kinds) != form.count(b"\x01"):
        problems.append("words stand where Word shows none")
    if [len(found[kind]) for kind in ("bookmarkStart", "bookmarkStart", "bookmarkEnd")] != [
        *map(kinds.count, ("id", "name", "end"))
    ]:
        problems.append("a bookmark's id or name is not told apart")
    return _Facts(
        tuple(problems),
        _all(frozenset(values(found[kind], "val")) for kind in ("pStyle", "rStyle", "tblStyle")),
        frozenset(values(found["numId"], "val")),
        frozenset(used_relations(root)),
        kinds,
        frozenset(_targets(found)),
        any(found[kind] for kind in _TRACKED),
    )


def _targets(found: Mapping[str, "list[_Element]"]) -> Iterator[str]:
    """The bookmarks that fields and links of a form refer to, but for those that are words."""
    referred = [*(target_of(item.text or "") for item in found["instrText"]), *values(found["hyperlink"], "anchor")]
    return (target for target in referred if target and _STANDIN not in target)


def _kinds(root: "_Element") -> Iterator[str]:
    """What each word of a form is, in order; empty for one that stands where Word shows none."""
    for item in root.iter():
        tag = str(item.tag)
        for name, value in item.items():
            if _STANDIN in value:
                yield _KINDS.get((tag, str(name)), "text")
        if _STANDIN in (item.text or ""):
            yield _KINDS.get((tag, ""), "" if tag.startswith(_W) else "text")  # other vocabularies have texts of their own
        if _STANDIN in (item.tail or ""):
            yield ""
