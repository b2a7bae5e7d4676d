"""The comments of a Word file: who said what on which words, in answer to what, and whether it is settled."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

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
    found: list[tuple[_Element, str, str, str]] = []
    unread: list[str] = []
    for name in parts.of_kind("comments"):
        for item in parts.root(name).iterfind(f"{_W}comment"):
            story = Story("comments", looks)
            story.read(item)
            unread += story.unread
            last = [p.get(f"{_W14}paraId") for p in item.iter(f"{_W}p")]
            found.append((item, item.get(f"{_W}id") or "", (last[-1] or "") if last else "", text(story.paragraphs, "final")))
    threads = _threads(parts)
    by_para = {para: id_ for _, id_, para, _ in found if para}
    unsaid = by_place and not any(parent for parent, _ in threads.values())
    together = _together(parts, [item for item, *_ in found]) if unsaid else {}
    return tuple(
        WordComment(
            id=id_,
            author=item.get(f"{_W}author") or "",
            date=item.get(f"{_W}date") or "",
            text=words.strip("\n"),
            on="".join(anchored.get(id_, ())),
            resolved=threads.get(para, ("", False))[1],
            replies_to=by_para.get(threads.get(para, ("", False))[0], together.get(id_, "")),
            paragraph=places.get(id_, -1),
        )
        for item, id_, para, words in found
    ), tuple(unread)


def _threads(parts: WordParts) -> dict[str, tuple[str, bool]]:
    """(the paragraph it answers, settled) by a comment's last paragraph, from the extended comments part."""
    found: dict[str, tuple[str, bool]] = {}
    for name in parts.of_kind("commentsExtended"):
        for item in parts.root(name).iter("{*}commentEx"):
            said = {str(key).rpartition("}")[2]: str(value) for key, value in item.items()}
            found[said.get("paraId", "")] = (said.get("paraIdParent", ""), said.get("done") in _ON)
    return found


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
