"""The inline pieces of a returned paragraph as a text types them: lost references known again, ends trimmed, words joined."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from clmctl.model.block import Inline, LineBreak, Reference, Text
from clmctl.text.dialect.inlines import QUOTES

_LOST = re.compile(r"([^\W\d_][\w-]*\.?)[ \u00a0]\[#([\w.-]+)\]")

#: The last word, without the quotes or brackets that open before it.
_LAST_WORD = re.compile(r"[\"'“‘„«(\[]*(\S+)\Z")
_WORD = re.compile(r"[^\W_]+")
#: How long a word may be that stands between two others of a link's, in its address or not, and begins none: `of`, `and`, `zum`.
_SMALL = 3


def words_of_link(before: str, address: str) -> str:
    """Of the words before an address those that its end repeats (`Terms of Service` before `/site/terms-of-service`), at
    least the last one.
    """
    segment, _, part = address.casefold().rstrip("/").partition("#")
    named = {*_WORD.findall(segment.rpartition("/")[2]), *_WORD.findall(part)}
    words = before.split(" ")
    count = 1
    for at, word in enumerate(reversed(words), 1):
        said = _WORD.findall(word.casefold())
        if not said or (at > 1 and word[-1] in ".,;:!?)]"):
            break
        is_small = len(word) <= _SMALL and word.islower()
        if set(said) <= named and (at == 1 or not is_small):
            count = at
        elif at == 1 or not is_small:
            break
        if word[0] in "\"'“‘„«([":
            break
    match = _LAST_WORD.fullmatch(words[-count])
    first = match[1] if match else words[-count]
    return " ".join([first, *words[len(words) - count + 1 :]])


def finished(pieces: Sequence[Inline]) -> tuple[Inline, ...]:
    """The pieces of a whole paragraph, as few as say the same."""
    return _trimmed(_with_lost(pieces))


def _with_lost(pieces: Sequence[Inline]) -> list[Inline]:
    """The pieces with `Section [#fees]`, as a reference prints that leads nowhere, as the reference it is."""
    found: list[Inline] = []
    for is_text, group in groupby(pieces, key=lambda piece: (piece.bold, piece.italic) if isinstance(piece, Text) else None):
        members = list(group)
        said = "".join(piece.text for piece in members if isinstance(piece, Text))
        if is_text is None or "[#" not in said:
            found += members
            continue
        at = 0
        for match in _LOST.finditer(said):
            found += [Text(said[at : match.start()], *is_text), Reference(match[1], match[2])]
            at = match.end()
        found.append(Text(said[at:], *is_text))
    return [piece for piece in found if not isinstance(piece, Text) or piece.text]


def _trimmed(pieces: Sequence[Inline]) -> tuple[Inline, ...]:
    """The pieces without space or breaks at the ends, neighbouring words of one emphasis joined."""
    found = list(pieces)
    while found and (isinstance(found[-1], LineBreak) or (isinstance(found[-1], Text) and not found[-1].text.strip())):
        found.pop()
    while found and (isinstance(found[0], LineBreak) or (isinstance(found[0], Text) and not found[0].text.strip())):
        found.pop(0)
    if found and isinstance(last := found[-1], Text):
        found[-1] = replace(last, text=last.text.rstrip())
    if found and isinstance(first := found[0], Text):
        found[0] = replace(first, text=first.text.lstrip())
    merged: list[Inline] = []
    for each in found:
        before = merged[-1] if merged else None
        if isinstance(each, Text) and isinstance(before, Text) and (before.bold, before.italic) == (each.bold, each.italic):
            merged[-1] = replace(before, text=before.text + each.text)
        else:
            merged.append(each)
    return tuple(_plainly_bold(piece) for piece in merged)


def _plainly_bold(piece: Inline) -> Inline:
    """Bold words in quotes that define nothing: with quotes of two kinds they read as no definition, and print alike."""
    if (
        not isinstance(piece, Text)
        or not piece.bold
        or len(piece.text) < 3
        or piece.text[-1] not in QUOTES.get(piece.text[0], "")
    ):
        return piece
    closing = {'"': "”", "'": "’"}.get(piece.text[0], '"')
    return replace(piece, text=piece.text[:-1] + closing)
