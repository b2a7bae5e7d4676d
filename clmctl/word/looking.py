"""What stands in a story just written: each form its paragraphs have is looked at once, and then the words put into them.

The rules are those of `word.check`, which parses the whole file. A contract has hundreds of paragraphs of a few dozen forms,
so what is found in a form is kept; what differs from paragraph to paragraph is words, which must not be markup, and the names
and numbers of bookmarks, which are compared as a whole (see `word.formcheck`).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from clmctl.word.check import field_problems, found_in, holds_control, shape_problems, target_of, used_relations, values
from clmctl.word.package import DOCUMENT, parse_xml
from clmctl.word.written import Written
from clmctl.word.xml import R, W

if TYPE_CHECKING:
    from lxml.etree import _Element

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
#: The width of a table, a column or a cell: no rule is about it, and it alone tells many tables of one form apart.
_WIDTH = re.compile(rb' w:w="\d+"')
#: The largest form that is kept, in bytes; a table that is larger is looked at each time.
_KEPT = 8_000


class _Facts(NamedTuple):
    """What a form holds: what is wrong with it, the styles, lists and relations it names, and what its words are.

    `words` is how many it has, `told` are (which, kind) of those that are more than text. `targets` are bookmarks that
    it refers to whatever the words; `tracked`: it holds changes or comments.
    """

    problems: tuple[str, ...]
    styles: frozenset[str]
    lists: frozenset[str]
    relations: frozenset[str]
    words: int
    told: tuple[tuple[int, str], ...]
    targets: frozenset[str]
    tracked: bool


class Looked(NamedTuple):
    """What a story holds, or a stretch of one, looked at by itself; what its parts must be together is for all to show.

    `starts` and `names` are the ids and names of its bookmarks, `ends` the ids they end with, and `ids` which of its words are
    one of those, in order.
    """

    problems: tuple[str, ...]
    styles: frozenset[str]
    lists: frozenset[str]
    relations: frozenset[str]
    targets: frozenset[str]
    tracked: bool
    starts: tuple[int, ...]
    names: tuple[str, ...]
    ends: tuple[int, ...]
    ids: tuple[int, ...]


class Story(NamedTuple):
    """A story as it goes into its part, what was seen in each of its stretches, and what is to be added to the ids there."""

    xml: bytes
    stretches: tuple[tuple[Looked, int], ...]


def look(story: Written) -> Looked:
    """What a story or a stretch of one holds, and what is wrong with it by itself."""
    facts = {form: _facts(form) for form in set(story.forms)}
    problems = [problem for one in facts.values() for problem in one.problems]
    said: dict[str, list[str]] = {kind: [] for kind in ("", *_KINDS.values())}
    ids: list[int] = []
    if sum([facts[form].words for form in story.forms]) != len(story.words) or b"\x01" in story.xml or b"\x02" in story.xml:
        problems.append("words are missing or left over")
    else:
        problems += _wording(b"".join(story.words))
        first = 0
        for form in story.forms:
            one = facts[form]
            for at, kind in one.told:
                said[kind].append(story.words[first + at].decode())
                if kind in ("id", "end"):
                    ids.append(first + at)
            first += one.words
    return Looked(
        tuple(problems),
        together(one.styles for one in facts.values()),
        together(one.lists for one in facts.values()),
        together(one.relations for one in facts.values()),
        together(one.targets for one in facts.values()).union(filter(None, map(target_of, said["code"])), said["anchor"]),
        any(one.tracked for one in facts.values()),
        tuple(map(int, said["id"])),
        tuple(said["name"]),
        tuple(map(int, said["end"])),
        tuple(ids),
    )


def _wording(words: bytes) -> Iterator[str]:
    """What is wrong with words, all of them one after the other."""
    if b"<" in words or b">" in words or b'"' in words or not all(each.startswith(_ENTITIES) for each in words.split(b"&")[1:]):
        yield "words are not told apart from markup"
    if holds_control(words):
        yield "text holds a control character"


@lru_cache(maxsize=32)
def story_of(story: Written) -> Story:
    """A story of one stretch. Kept: headers and footers are the same in the drafts of a contract."""
    return Story(story.xml, ((look(story), 0),))


def together(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    """All that is in one of the sets."""
    return frozenset().union(*sets)


def _facts(form: bytes) -> _Facts:
    if form.startswith(b"<w:tbl>"):
        form = _WIDTH.sub(b' w:w="1"', form)
    if len(form) <= _KEPT:
        return _kept(form)
    return (_table(form) if form.startswith(b"<w:tbl>") else None) or _look(form)


def _table(form: bytes) -> _Facts | None:
    """The facts of a table row by row, of which most have one form; None where words or tables stand between or in them."""
    before, *rows = form.split(b"<w:tr>")
    last, ending, after = rows[-1].rpartition(b"</w:tr>") if rows else (b"", b"", b"")
    frame = before + after
    if not ending or b"\x01" in frame or form.count(b"<w:tbl>") > 1:
        return None
    found = [_facts(frame), *(_facts(b"<w:tr>" + row) for row in (*rows[:-1], last + ending))]
    told, words = [], 0
    for one in found:
        told += [(words + at, kind) for at, kind in one.told]
        words += one.words
    return _Facts(
        tuple(problem for one in dict.fromkeys(found) for problem in one.problems),
        together(one.styles for one in found),
        together(one.lists for one in found),
        together(one.relations for one in found),
        words,
        tuple(told),
        together(one.targets for one in found),
        any(one.tracked for one in found),
    )


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
        together(frozenset(values(found[kind], "val")) for kind in ("pStyle", "rStyle", "tblStyle")),
        frozenset(values(found["numId"], "val")),
        frozenset(used_relations(root)),
        len(kinds),
        tuple((at, kind) for at, kind in enumerate(kinds) if kind != "text"),
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
