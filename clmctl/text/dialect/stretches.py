"""A text cut at its headings and at its blank lines into what reads the same by itself, and what is known at once of it.

Contracts share most of their clauses, and a clause that somebody changed shares all but one or two paragraphs with the approved
one: what is worked out for a clause or a stretch is kept, and only what is new is read.
"""

import re
from functools import lru_cache
from itertools import accumulate, compress
from operator import ne
from typing import NamedTuple

#: What hangs on what stands before it: an indent, a fence, a marker or a placeholder on its line, and a comment, below which
#: an indent may stand.
_HANGS = " \n{`~<"
_WORDS = r"[^\t\r\n\\`<>~_&|\[\]{}]"
_PLACEHOLDER = r"\{\{[^{}\n]*+\}\}"
_PLAIN = re.compile(
    rf"(\d{{1,9}}\. {{1,4}}(?:(\{{#[\w.-]+[ ]*\}}) +)?)?"
    rf"((?:[^\W\d_]|[\"“‘'(])(?:{_WORDS}++|{_PLACEHOLDER}|\n *+(?=[^\W\d_]|[\"“‘'(]))*)\n*+"
)
_SOURCE = re.compile(_PLACEHOLDER)
#: The rest of a heading of one or two hashes, after its first: one of hashes alone is none.
_HEADING = re.compile(r"#? (?! *#* *(?:\n|\Z))")


class Plain(NamedTuple):
    """A paragraph or a top numbered item of plain words: no heading, emphasis may stand in it, no reference, table or HTML.

    `anchor` is as typed (`{#fees-due}`), `sources` are its placeholders as typed.
    """

    item: bool
    anchor: str
    words: str
    sources: tuple[str, ...]


@lru_cache(maxsize=8)
def clauses(text: str) -> tuple[str, ...]:
    """The text cut before each clause, schedule and title below a blank line: joined by a blank line they are the text.

    The stretches of each, one after the other, are the text's. A text with tabs or fences is not cut.
    """
    if _whole(text):
        return (text,)
    first, *others = text.split("\n\n#")
    found = [first]
    for other in others:
        if _HEADING.match(other):
            found.append(f"#{other}")
        else:
            found[-1] += f"\n\n#{other}"
    return tuple(found)


@lru_cache(maxsize=128)
def stretches(text: str) -> tuple[str, ...]:
    """The text's stretches: joined by a blank line they are the text, and their pieces, one after the other, are its pieces.

    Only the top level is cut: what is indented stays with what it stands below. A text with tabs or fences is one stretch.
    """
    if _whole(text):
        return (text,)
    found: list[str] = []
    for part in text.split("\n\n"):
        if found and (not part or part[0] in _HANGS):
            begins = part.lstrip("\n")
            if begins and begins[0] not in _HANGS:  # more than one blank line: they end the stretch before
                found[-1] += "\n" * (len(part) - len(begins))
                found.append(begins)
                continue
            found[-1] += "\n\n" + part
        else:
            found.append(part)
    return tuple(found)


def _whole(text: str) -> bool:
    """Whether the text has to be read as one."""
    if "\n\n" not in text or "\t" in text or "\r" in text:
        return True
    return ("`" in text and "```" in text) or ("~" in text and "~~~" in text)  # one sign is found in a tenth of the time


@lru_cache(maxsize=8192)
def plain(stretch: str) -> Plain | None:
    """What a stretch is where it is a plain paragraph or item; None where it has to be read. Kept: several ask in turn."""
    match = _PLAIN.fullmatch(stretch)
    if match is None:
        return None
    words = match[3]
    sources = tuple(_SOURCE.findall(words)) if "{" in words else ()
    return Plain(match[1] is not None, match[2] or "", words, sources)


def as_known(text: str, known: str) -> str:
    """The text with paragraphs of a known one in the place of those that differ from them in plain words alone.

    It is set out as the text is, line for line: what a clause refuses, refers to, prints or leaves blank is in both the same,
    and was read of the known one long ago. The first paragraph, which holds the heading, stays as it is.
    """
    bare = text.rstrip("\n")
    first, *now = bare.split("\n\n")
    was = _below(known)
    if len(was) != len(now) or "```" in text or "~~~" in text:
        return text
    said = [old if old == new or _reworded(old, new) else new for old, new in zip(was, now, strict=True)]
    return "\n\n".join((first, *said)) + text[len(bare) :]


@lru_cache(maxsize=1024)
def _below(text: str) -> tuple[str, ...]:
    """The paragraphs below the first one of a text that is asked for again and again."""
    return tuple(text.rstrip("\n").split("\n\n")[1:])


def _reworded(old: str, new: str) -> bool:
    """Whether a paragraph differs from a plain one in single words alone, none of them part of a placeholder or all capitals."""
    known = plain(old)
    differ = other_words(old, new) if known is not None else ()
    for _, _, was, now in differ:
        if not (was.isalpha() and now.isalpha() and now.isascii()) or was.isupper() or now.isupper():
            return False
    return bool(differ) and known is not None and (not known.sources or tuple(_SOURCE.findall(new)) == known.sources)


@lru_cache(maxsize=64)
def other_words(old: str, new: str) -> tuple[tuple[int, int, str, str], ...]:
    """What between the spaces of a paragraph stands otherwise in its place in the new one: which, where in the new, old, new.

    Empty where there are more or fewer words. Kept for those who ask in turn.
    """
    before, after = _between_spaces(old), new.split(" ")
    count = len(before)
    if count != len(after):
        return ()
    differ = list(compress(range(count), map(ne, before, after)))
    begins = list(accumulate(map(len, after), initial=0)) if differ else ()
    return tuple([(at, begins[at] + at, before[at], after[at]) for at in differ])


@lru_cache(maxsize=1024)
def _between_spaces(text: str) -> tuple[str, ...]:
    """What stands between the spaces of an old paragraph. Approved ones are asked for again and again."""
    return tuple(text.split(" "))
