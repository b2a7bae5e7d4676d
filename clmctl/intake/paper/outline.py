"""The outline of a paper: its title, what stands before the clauses, the clauses, the schedules, and where it is signed."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from clmctl.intake.paper.annexes import annex_at, is_set_off, titles_annex
from clmctl.intake.paper.contents import without_contents
from clmctl.intake.paper.marks import Family, Start, is_section, starts
from clmctl.intake.paper.parting import numbered, parted, title_heading, unmarked
from clmctl.intake.paper.titles import is_title, numbered_title_of, title_of
from clmctl.model.paper import LeftOut, Paper, PaperPart
from clmctl.text.dialect.headings import schedule_name

_SCHEDULE = re.compile(
    r"(?:SCHEDULE|Schedule|EXHIBIT|Exhibit|ANNEX(?:URE|E)?|Annex(?:ure|e)?|APPENDIX|Appendix|ATTACHMENT|Attachment|ADDENDUM|Addendum"
    r"|Anlage|ANLAGE|Anhang|ANHANG|Allegato|ALLEGATO|Anexo|ANEXO|Bijlage)\s+(?:No\.?\s*|NO\.?\s*|“|\")?"
    r"(?P<number>[A-Z]{1,2}(?:[-.]?\d{1,2})?|\d{1,2}(?:[.-]?[A-Z\d]{1,2})?|[IVX]{1,5}|ONE|TWO|THREE)"
    r"(?!\w)(?:\s?\([a-z\d]{1,3}\)){0,3}(?:”|\")?[.:–—-]*"
)
_FIRST = "SEAB"
_CONTRACT = re.compile(
    r"\b(?:agreement|contract|M?NDA|terms|conditions|lease|licen[cs]e|addendum|amendment|policy|letter|deed|order|plan"
    r"|statement of work|guarant|memorandum|note|indenture|consent|waiver|charter|vertrag|bedingungen|vereinbarung"
    r"|contrat|conditions générales|contrato|accordo)",
    re.IGNORECASE,
)
_WITNESS = re.compile(
    r"\s*(?:\d{1,3}\.\s*)?(?:in witness (?:whereof|hereof|of)|witness (?:whereof|the following)|agreed and accepted"
    r"|accepted and agreed|signatures?\s*(?:page)?:?\s*$|\[?(?:the )?(?:remainder|signature)s? (?:of (?:this )?)?page"
    r"|executed (?:as|this|on|by)\b|signed (?:by|for and on behalf)\b"
    r"|the parties (?:hereto )?have (?:duly )?(?:executed|signed))",
    re.IGNORECASE,
)
_ITSELF = re.compile(
    r"\b(?:[Tt]his|THIS) ((?:[A-Z][\w&’'-]+ ){1,7}(?:AGREEMENT|Agreement|Contract|CONTRACT|Lease|Addendum|Amendment|Deed))\b"
)
#: What stands under a schedule's number in place of a title.
_ATTACHED = re.compile(r"\(?(?:attached|annexed|to that certain|to the)\b", re.IGNORECASE)
#: A title that ends in what it is: `COMPENSATION SCHEDULE`.
_ENDS_SCHEDULE = re.compile(r"\b(?:SCHEDULE|EXHIBIT|ANNEX|APPENDIX|ATTACHMENT|ADDENDUM)S?$")
#: Small words in a name, and how many of a name's words are in capitals or such ones.
_LINKS = frozenset(
    ("a", "an", "and", "as", "between", "by", "dated", "for", "from", "in", "of", "on", "or", "the", "to", "under", "with")
)
_NAMED = 0.9
_FIRMS = ("Inc.", "Ltd.", "Corp.", "Co.", "L.P.", "S.A.", "N.A.")
#: A schedule's name that stands so often heads its pages.
_PAGES = 3
#: So many clauses after the words of signature are no part of them.
_AFTER = 3
#: A schedule's heading is no longer; what is longer speaks of one.
_LONGEST_NAME = 160


@dataclass(slots=True)
class Passage:
    """A clause: its title, the number typed before it with its value, and its paragraphs; `named` false where it has no title."""

    title: str
    line: int
    label: str = ""
    value: int = 0
    family: Family = "heading"
    named: bool = True
    parts: list[PaperPart] = field(default_factory=list)


@dataclass(slots=True)
class Region:
    """A stretch with a count of its own: the contract itself (`heading` empty) or a schedule."""

    heading: str
    line: int
    intro: list[PaperPart]
    passages: list[Passage]
    signing: list[PaperPart]


@dataclass(slots=True)
class Outline:
    """The paper in order. `title` is where it calls itself something (empty: nowhere)."""

    title: str
    regions: list[Region]
    left_out: tuple[LeftOut, ...]


def outline(paper: Paper) -> Outline:
    """The outline of a paper; any paper has one."""
    parts, contents = without_contents(paper.parts)
    found = starts(parts)
    cuts = _schedules(parts, found)
    regions = []
    for start, end in zip([0, *cuts], [*cuts, len(parts)], strict=True):
        if start or cuts[:1] != [0]:
            inside = [each._replace(part=each.part - start) for each in found if start <= each.part < end]
            regions += _with_annexes(_region(parts[start:end], inside, schedule=start in cuts))
    title = _title(regions)
    if regions and not any(region.passages for region in regions):
        only = regions[0]
        over = 1 + next((at for at, part in enumerate(only.intro) if " ".join(part.text.split()) == title), -1)
        only.passages = [Passage(title or "Text", only.line, parts=only.intro[over:])]
        only.intro = only.intro[:over]
    return Outline(title, regions, (*paper.left_out, *contents))


def _schedules(parts: Sequence[PaperPart], found: Sequence[Start]) -> list[int]:
    """Where schedules begin: after the first clauses, at a paragraph that is a schedule's name and little more."""
    named = [at for at, part in enumerate(parts) if _names_schedule(part)]
    if not named:
        return []
    for order, at in enumerate(named):
        if at > 3 and len(numbered([start for start in found if start.part < at])) >= 2:
            return _once(parts, named[order:])
    return _once(parts, [at for at in named if at * 3 > len(parts)])


def _once(parts: Sequence[PaperPart], named: Sequence[int]) -> list[int]:
    """Those places without the ones that say again what a schedule's every page says at its head."""
    often = Counter(parts[at].text.casefold() for at in named)
    begun: dict[str, int] = {}
    for at in named:
        begun.setdefault(parts[at].text.casefold(), at)
    return [at for at in named if often[words := parts[at].text.casefold()] < _PAGES or begun[words] == at]


def _names_schedule(part: PaperPart) -> bool:
    if part.kind in ("table", "note", "bullet"):
        return False
    match = _SCHEDULE.match(part.text) if part.text[:1] in _FIRST else None
    if match is None:
        return False
    rest = part.text[match.end() :].strip(" -=_")
    if part.kind == "heading" or not rest:
        return len(part.text) < _LONGEST_NAME
    attached = _ATTACHED.match(rest) is not None and part.text[:8].isupper()
    if len(part.text) > _LONGEST_NAME:
        return attached or (bool(title_of(rest)[0]) and part.text[:8].isupper())
    if is_title(rest) or rest.isupper() or attached:
        return True
    return (rest[0] in "(“[" and len(rest) < 60 and not rest.endswith((".", ";"))) or (part.text[:6].isupper() and _is_name(rest))


def _is_name(rest: str) -> bool:
    """Whether the words after a schedule's number in capitals are a name, however long: no sentence, and hardly a small word."""
    if not rest[0].isupper() or (rest.endswith((".", ";", ",")) and not rest.endswith(_FIRMS)):
        return False
    words = [word for word in rest.split() if word[0].isalpha()]
    return sum(not word[0].islower() or word in _LINKS for word in words) > _NAMED * len(words)


def _region(parts: Sequence[PaperPart], found: Sequence[Start], *, schedule: bool) -> Region:
    """The region of these paragraphs, in which those starts were found."""
    heading, line = "", parts[0].line if parts else 0
    body = list(parts)
    if schedule:
        heading, rest = _schedule_heading(body[0])
        body = [*([rest] if rest else []), *body[1:]]
        named = schedule_name(heading)
        if rest is None and named is not None and not named.title and len(body) > 1 and _is_heading(body[0]):
            heading = f"{named.word} {named.number}: {' '.join(body[0].text.split())}"
            body = body[1:]
        over = len(parts) - len(body)
        begun_later = (each._replace(part=each.part - over) for each in found if each.part >= max(1, over))
        found = [*(starts(body[:1]) if rest else ()), *begun_later]
    places = parted(body, found)
    end = _signing(body, places)
    places = places or ([] if schedule else unmarked(body[:end]))
    intro, passages = _passages(body[:end], [start for start in places if start.part < end])
    return Region(heading, line, intro, passages, body[end:])


def _with_annexes(region: Region) -> list[Region]:
    """The region, and what stands among its words of signature that is none of them: annexes without a usual heading."""
    found = [region]
    while (at := annex_at(found[-1].signing)) < len(found[-1].signing):
        last = found[-1]
        last.signing, parts = last.signing[:at], last.signing[at:]
        cuts = [0, *(place for place in range(1, len(parts)) if _opens_annex(parts, place)), len(parts)]
        found += [_annex(parts[start:end]) for start, end in pairwise(cuts)]
    return found


def _opens_annex(parts: Sequence[PaperPart], at: int) -> bool:
    """Whether a line in capitals there calls itself a schedule."""
    text = parts[at].text
    return text.isupper() and titles_annex(parts[at]) and _ENDS_SCHEDULE.search(text) is not None


def _annex(parts: Sequence[PaperPart]) -> Region:
    """The region of an annex; it is called one where its own title does not say it is."""
    first = parts[0]
    if _names_schedule(first):
        return _region(parts, starts(parts), schedule=True)
    match = _SCHEDULE.match(first.text)
    if match is not None:
        rest = first.text[match.end() :].strip()
        body = [*([first._replace(text=rest)] if rest else []), *parts[1:]]
        heading = match[0].strip().rstrip(".:–—-")
    elif len(parts) > 1 and (titles_annex(first) or is_set_off(first)):
        heading, body = f"Annex: {' '.join(first.text.split())}", list(parts[1:])
    else:
        heading, body = "Annex", list(parts)
    region = _region(body, starts(body), schedule=False)
    region.heading, region.line = heading, first.line
    return region


def _is_heading(part: PaperPart) -> bool:
    """Whether a paragraph under a schedule's bare name is its title."""
    return part.kind in ("heading", "paragraph") and len(part.text) < _LONGEST_NAME and (part.bold or is_title(part.text))


def _schedule_heading(part: PaperPart) -> tuple[str, PaperPart | None]:
    """A schedule's heading, and what else its paragraph says."""
    match = _SCHEDULE.match(part.text)
    text = " ".join(part.text.split())
    if match is None or len(text) <= _LONGEST_NAME:
        return text, None
    title, rest = title_of(part.text[match.end() :].strip())
    return f"{match[0].strip()} {title}".rstrip(), part._replace(text=rest, kind="paragraph")


def _signing(parts: Sequence[PaperPart], begun: Sequence[Start]) -> int:
    """Where the words of signature begin: late, at their usual first words, with no more than a clause or two after them."""
    last = begun[-1].part if begun else len(parts) // 2
    late = next((start.part for start in begun if start.part * 10 > len(parts) * 6), last)
    for at in range(late + 1, len(parts)):
        words = parts[at].kind in ("paragraph", "heading") and _WITNESS.match(parts[at].text)
        if words and sum(start.part > at for start in begun) < _AFTER and not _goes_on(parts, at, begun):
            return at
    return len(parts)


def _goes_on(parts: Sequence[PaperPart], at: int, begun: Sequence[Start]) -> bool:
    """Whether sections of the last clause follow right after these words: then they speak of signing."""
    value = next((start.value for start in reversed(begun) if start.part <= at), 0)
    return any(
        is_section(part.text) and part.text.removeprefix("Section ").startswith(f"{value}.")
        for part in parts[at + 1 : at + _AFTER]
    )


def _passages(parts: Sequence[PaperPart], begun: Sequence[Start]) -> tuple[list[PaperPart], list[Passage]]:
    """What stands before the first clause, and the clauses."""
    if not begun:
        return list(parts), []
    intro: list[PaperPart] = []
    passages: list[Passage] = []
    by_part: dict[int, list[Start]] = {}
    for start in begun:
        by_part.setdefault(start.part, []).append(start)
    untitled: Passage | None = None
    for index, part in enumerate(parts):
        here = by_part.get(index)
        if here is None:
            if untitled is not None:
                untitled, taken = _take_title(untitled, part)
                if taken:
                    continue
            (passages[-1].parts if passages else intro).append(part)
            continue
        text = f"{part.number} {part.text}" if part.number else part.text
        before = text[: here[0].at].strip()
        if before:
            (passages[-1].parts if passages else intro).append(part._replace(text=before, number=""))
        for order, start in enumerate(here):
            end = here[order + 1].at if order + 1 < len(here) else len(text)
            passage = _begun(part, start, text[start.at : start.end], text[start.end : end].strip())
            passages.append(passage)
            untitled = passage if not passage.named and not passage.parts else None
    for passage in passages:
        if not passage.named and not passage.title:
            passage.title = first_words(passage.parts) or passage.label
    return intro, passages


def _begun(part: PaperPart, start: Start, label: str, rest: str) -> Passage:
    """The clause that begins there, with the words of its own paragraph."""
    label = label.strip()
    if start.family == "heading":
        title, rest = numbered_title_of(rest) if part.kind != "heading" else (rest, "")
        title, rest = (
            (title, rest) if title else (rest if len(rest) < _LONGEST_NAME else "", "" if len(rest) < _LONGEST_NAME else rest)
        )
    elif part.kind == "heading":
        title, rest = rest, ""
    else:
        title, rest = numbered_title_of(rest) if rest else ("", "")
    passage = Passage(" ".join(title.split()), part.line, label, start.value, start.family, named=bool(title))
    if rest:
        passage.parts.append(PaperPart("paragraph", rest, part.line, page=part.page, rows=part.rows))
    return passage


def _take_title(passage: Passage, part: PaperPart) -> tuple[Passage | None, bool]:
    """A clause whose label stood alone takes its title from the next paragraph, where that is one."""
    if part.kind in ("table", "note", "bullet") or part.number:
        return None, False
    title, rest = title_of(part.text)
    if not title or (len(title) > 90 and not title.isupper()):
        return None, False
    passage.title, passage.named = " ".join(title.split()), True
    if rest:
        passage.parts.append(part._replace(text=rest, bold=False, kind="paragraph"))
    return None, True


def first_words(parts: Sequence[PaperPart]) -> str:
    """The first words of a clause without a heading, to call it by."""
    words = next((part.text.split() for part in parts if part.text.strip()), [])
    return " ".join(words[:6]).rstrip(" .,;:") + ("…" if len(words) > 6 else "")


def _title(regions: Sequence[Region]) -> str:
    """What the paper calls itself before its first clause."""
    if not regions:
        return ""
    intro = regions[0].intro
    if (over := title_heading(intro)) >= 0 and len(intro[over].text) <= _LONGEST_NAME:
        return " ".join(intro[over].text.split()).strip(" *").rstrip(":")
    for part in intro[:25]:
        text = " ".join(part.text.split())
        match = _SCHEDULE.match(text) or re.match(r"(?:EXHIBIT|Exhibit|EX-)\s?[\d.]+\s*", text)
        if match is not None:
            text = text[match.end() :].strip()
        text = re.sub(r"^[\d.]+\s+(?=[A-Z])", "", text)
        title = text if len(text) <= 120 else title_of(text)[0]
        if title and _CONTRACT.search(title) and is_title(title) and not re.match(r"th(?:is|e)\b", title, re.IGNORECASE):
            return title.strip(" *").rstrip(":")
    for part in intro[:6]:
        named = _ITSELF.search(part.text)
        if named:
            return named[1]
    return ""
