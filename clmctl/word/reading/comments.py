"""The comments of a Word file: who said what on which words, in answer to what, and whether it is settled."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from clmctl.model.word.file import WordComment
from clmctl.text.comparing.views import text
from clmctl.word.reading.looks import Looks
from clmctl.word.reading.parts import WordParts
from clmctl.word.reading.story import Story
from clmctl.word.xml import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = f"{{{W}}}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_ON = ("1", "true", "on")
#: What parts the places of two comments.
_BETWEEN = tuple(f"{_W}{name}" for name in ("t", "delText", "tab", "br", "drawing", "p"))


def read_comments(
    parts: WordParts, looks: Looks, anchored: dict[str, list[str]], places: dict[str, int], *, by_place: bool
) -> tuple[tuple[WordComment, ...], tuple[str, ...]]:
    """(comments in the order of the file, what went unread). `anchored` are the words each hangs on, by its id.

    `by_place`: where nothing says what answers what, comments at one place are a thread, as LibreOffice takes them.
    """
    found: list[tuple[_Element, str, str]] = []
    unread: list[str] = []
    for name in parts.of_kind("comments"):
        for item in parts.root(name).iter(f"{_W}comment"):
            story = Story("comments", looks)
            story.read(item)
            id_ = item.get(f"{_W}id") or ""
            unread += story.unread
            if gone := "".join(run.text for each in story.paragraphs for run in each.runs if not run.stands_in("final")).strip():
                unread.append(f'comments: words that were taken out of comment {id_} again were not read: "{gone}"')
            found.append((item, id_, text(story.paragraphs, "final")))
    threads = _threads(parts, [item for item, *_ in found])
    unsaid = by_place and not any(thread.parent for thread in threads)
    together = _together(parts, [item for item, *_ in found]) if unsaid else {}
    return tuple(
        WordComment(
            id=id_,
            author=item.get(f"{_W}author") or "",
            date=item.get(f"{_W}date") or "",
            text=words.strip("\n"),
            on="".join(anchored.get(id_, ())),
            resolved=thread.resolved,
            replies_to=thread.parent or together.get(id_, ""),
            paragraph=places.get(id_, -1),
        )
        for (item, id_, words), thread in zip(found, threads, strict=True)
    ), tuple(unread)


class _Thread(NamedTuple):
    """What is said of a comment apart from its words: the comment it answers, and whether it is settled."""

    parent: str
    resolved: bool


def _threads(parts: WordParts, comments: "Sequence[_Element]") -> list[_Thread]:
    """The thread of each comment, from the extended comments part.

    That names a comment by its last paragraph; some programs name it by another, or write the name in other letters.
    """
    said: dict[str, tuple[str, bool]] = {}
    for name in parts.of_kind("commentsExtended"):
        for item in parts.root(name).iter("{*}commentEx"):
            values = {str(key).rpartition("}")[2]: str(value) for key, value in item.items()}
            answers = values.get("paraIdParent", "").upper()
            said[values.get("paraId", "").upper()] = (answers, values.get("done") in _ON)
    names = [[(p.get(f"{_W14}paraId") or "").upper() for p in item.iter(f"{_W}p")] for item in comments]
    ids = [item.get(f"{_W}id") or "" for item in comments]
    owners = {name: id_ for id_, own in zip(ids, names, strict=True) for name in own if name}
    found = []
    for own in names:
        parent, resolved = next((said[name] for name in reversed(own) if name in said), ("", False))
        found.append(_Thread(owners.get(parent, ""), resolved))
    return _without_rings(ids, found)


def _without_rings(ids: Sequence[str], threads: list[_Thread]) -> list[_Thread]:
    """The threads, of which a comment that in the end answers itself begins one."""
    parents = dict(zip(ids, (thread.parent for thread in threads), strict=True))
    sound, first = {""}, set[str]()
    for id_ in ids:
        line: dict[str, None] = {}
        here = id_
        while here not in sound and here not in line:
            line[here] = None
            here = "" if here in first else parents.get(here, "")
        if here in line:
            first.add(here)
        sound.update(line)
    return [_Thread("", each.resolved) if id_ in first else each for id_, each in zip(ids, threads, strict=True)]


def _together(parts: WordParts, comments: "Sequence[_Element]") -> dict[str, str]:
    """The comment that each answers, by its place alone: those with no word between their signs are a thread.

    The earliest begins it.
    """
    groups: list[list[str]] = [[]]
    for item in parts.root(parts.document).iter(*_BETWEEN, f"{_W}commentReference"):
        if item.tag != f"{_W}commentReference":
            groups.append([])
        else:
            groups[-1].append(item.get(f"{_W}id") or "")
    dates = {item.get(f"{_W}id") or "": item.get(f"{_W}date") or "" for item in comments}
    found: dict[str, str] = {}
    for group in groups:
        first, *answers = sorted((id_ for id_ in group if id_ in dates), key=lambda id_: dates[id_]) or [""]
        found |= dict.fromkeys(answers, first)
    return found
