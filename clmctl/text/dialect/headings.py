"""Where the clauses of a text stand: headings, anchors, schedules, found without parsing the text."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from clmctl.model.block import Section

#: `{#id}`, `{#id lang=de}` or, on a title, `{lang=de}`.
ANCHOR = re.compile(r"\{(?=#|lang=)(?:#([\w.-]+))?[ ]*(?:lang=([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*))?[ ]*\}")
#: An item's or bullet's anchor, in its first paragraph.
ITEM_ANCHOR = re.compile(r"\{#([\w.-]+)[ ]*\}")
_SCHEDULE = re.compile(
    r"(Schedule|Annex|Annexe|Appendix|Exhibit|Attachment|Anlage|Anhang|Bijlage|Allegato|Anexo)\b\s*([0-9]+|[A-Z]{1,2}\b)?\s*[:.–—-]?\s*",
    re.IGNORECASE,
)
_FENCE = re.compile(r"^(?:(`{3,})[^`\n]*|(~{3,})[^\n]*)$", re.MULTILINE)
_PLACEHOLDER = re.compile(r"\{\{.*?\}\}", re.DOTALL)


class Heading(NamedTuple):
    """A heading's parts: its words as typed, its anchor and language (empty where none is written)."""

    title: str
    anchor: str
    lang: str


class ScheduleName(NamedTuple):
    """What a schedule's heading says: the word (`Schedule`, `Anlage`), the number it writes (may be empty), the title."""

    word: str
    number: str
    title: str


def heading_title(words: str) -> str:
    """The words after a heading's hashes without closing hashes (`## Fees ##`)."""
    words = words.strip(" \t")
    if words.endswith("#"):
        bare = words.rstrip("#")
        return bare.rstrip(" \t") if not bare or bare[-1] in " \t" else words
    return words


def heading_parts(words: str) -> Heading:
    """The parts of what follows a heading's hashes."""
    if words.endswith("}"):
        at = words.rfind("{")
        if at >= 0 and (match := ANCHOR.fullmatch(words, at)):
            return Heading(words[:at].rstrip(), match[1] or "", match[2] or "")
    return Heading(words, "", "")


def schedule_name(title: str) -> ScheduleName | None:
    """What a `#` heading says where it opens a schedule, else None: it is a title."""
    match = _SCHEDULE.match(title)
    if match is None:
        return None
    return ScheduleName(match[1], match[2] or "", title[match.end() :].strip())


def slug(heading: str) -> str:
    """The anchor a heading without one goes by: its words in lower case, joined by hyphens; `clause` where it has none."""
    plain = unicodedata.normalize("NFKC", _PLACEHOLDER.sub(" ", heading)).casefold()
    return "-".join(re.findall(r"\w+", plain.replace("'", "").replace("’", ""))) or "clause"


def sections(text: str) -> tuple[Section, ...]:
    """Every clause of the text in order, found without parsing it.

    An anchor that is not written is the heading's slug, numbered (`fees-2`) where it is taken. Offsets are into the text with
    `\\n` line ends, as a contract holds it. A heading stands in the first column and outside a fenced block.
    """
    return tuple(part for part in parts(text) if part.kind == "clause")


def parts(text: str) -> tuple[Section, ...]:
    """Every stretch of the text in order: preamble, clauses, schedule openings. Their slices joined are the text."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    stands = _by_clause(text) or _stand(text, tuple(_heads(text)))
    taken = {stand.anchor: 1 for stand in stands if stand.anchor}
    found: list[Section] = []
    at, line, schedule, begun = 0, 1, "", False
    for hashes, title, written, lang, body, typed, lines in stands:
        start, first = at, line
        at += len(typed)
        line += lines
        if hashes == 2:
            begun = True
            anchor = written or free_anchor(slug(title), taken)
            found.append(Section(anchor, title, body, first, lang, schedule, "clause", start, at, typed))
        elif hashes and schedule_name(title) is not None:
            begun = True
            schedule = written or free_anchor(slug(title), taken)
            found.append(Section(schedule, title, body, first, lang, schedule, "schedule", start, at, typed))
        else:
            schedule = ""
            found.append(Section(written, title, body, first, lang, "", "other" if begun else "preamble", start, at, typed))
    return tuple(found)


class _Stand(NamedTuple):
    """A part as it stands, by its own words: its heading (no hashes: what stands before the first), text and line ends."""

    hashes: int
    title: str
    anchor: str
    lang: str
    body: str
    typed: str
    lines: int


def _by_clause(text: str) -> list[_Stand]:
    """The parts of a text without fences, cut at its clauses. Contracts share most of those, so what each is is kept."""
    if "`" in text or "~" in text:
        return []
    first, *clauses = text.split("\n## ")
    if not clauses:
        return []
    *rest, last = clauses
    first += "\n"
    found = list(_stand(first, tuple(_heads(first))))
    for clause in rest:
        if (stands := _clause(clause + "\n")) is None:
            return []
        found += stands
    if (stands := _clause(last)) is None:
        return []
    return [*found, *stands]


@lru_cache(maxsize=4096)
def _clause(words: str) -> tuple[_Stand, ...] | None:
    """What begins with these words after a clause's hashes; None where they begin no clause."""
    text = f"## {words}"
    heads = tuple(_heads(text))
    return _stand(text, heads) if heads and not heads[0][0] else None


def _stand(text: str, heads: tuple[tuple[int, int, int, Heading], ...]) -> tuple[_Stand, ...]:
    """The parts of a text by its headings."""
    found = []
    end = heads[0][0] if heads else len(text)
    if end:
        found.append(_Stand(0, "", "", "", text[:end], text[:end], text.count("\n", 0, end)))
    for index, (start, body, hashes, head) in enumerate(heads):
        end = heads[index + 1][0] if index + 1 < len(heads) else len(text)
        found.append(_Stand(hashes, *head, text[body:end], text[start:end], text.count("\n", start, end)))
    return tuple(found)


def free_anchor(wanted: str, taken: dict[str, int]) -> str:
    """The wanted anchor, numbered where it is taken; `taken` holds the last number each was given and learns this one."""
    anchor = wanted
    while anchor in taken:
        taken[wanted] += 1
        anchor = f"{wanted}-{taken[wanted]}"
    taken[anchor] = 1
    return anchor


def _heads(text: str) -> Iterator[tuple[int, int, int, Heading]]:
    """(start of the line, start of the body, number of hashes, parts) of every `#` and `##` heading."""
    fenced = _fenced(text) if "`" in text or "~" in text else ()
    at = 0 if text.startswith("#") else text.find("\n#") + 1
    while at or text.startswith("#"):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        read = _head(text[at:end])
        if read is not None and not any(first < at < last for first, last in fenced):
            yield at, min(end + 1, len(text)), *read
        at = text.find("\n#", end) + 1
        if not at:
            return


@lru_cache(maxsize=4096)
def _head(line: str) -> tuple[int, Heading] | None:
    """The number of hashes and the parts of a line that may be a heading; contracts share most of theirs."""
    hashes = 2 if line.startswith("##") else 1
    if line[hashes : hashes + 1] not in (" ", "\t"):
        return None
    title = heading_title(line[hashes:])
    return (hashes, heading_parts(title)) if title else None


def _fenced(text: str) -> tuple[tuple[int, int], ...]:
    """(start, end) of every fenced block: our text has none, but one that strays in must not hide or invent a clause."""
    found: list[tuple[int, int]] = []
    fence, start = "", 0
    for match in _FENCE.finditer(text):
        if not fence:
            fence, start = match[1] or match[2], match.start()
        elif match[0].startswith(fence) and not match[0].rstrip(" ").strip(fence[0]):
            found.append((start, match.end()))
            fence = ""
    if fence:
        found.append((start, len(text) + 1))
    return tuple(found)
