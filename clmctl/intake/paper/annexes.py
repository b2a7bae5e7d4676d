"""Where the words of signature end and something else begins: an annex that no heading, or none of the usual ones, opens."""

import re
from collections.abc import Iterable, Sequence
from itertools import accumulate

from clmctl.intake.paper.titles import is_title
from clmctl.model.paper import PaperPart

#: What a line to sign on has, and what is said where contracts are signed or copied; that may also stand in a text.
_FIELDS = re.compile(
    r"/s/|/S/|_{4,}|-{6,}|\b(?:by|name|title|its|dated?|signature|signed|witness(?:es|ed)?|attest|per|address|fax|facsimile|tel"
    r"|phone|e-?mail|attention|attn|initials)\b ?:",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"\b(?:in witness (?:whereof|hereof)|signature page|agreed and|accepted (?:and|by)|acknowledged|notary|commission expires"
    r"|personally (?:appeared|known)|subscribed and sworn|duly authori[sz]ed|signed (?:by|for)|executed (?:by|as|this|on)"
    r"|counterparts?|confidential (?:treatment|information (?:has|contained))|portions? of th(?:is|e)|left blank|initials)\b",
    re.IGNORECASE,
)
_FIRM = re.compile(
    r"\b(?:Inc|LLC|Ltd|Limited|Corp|Corporation|Company|Co|L\.P|LP|LLP|GmbH|AG|S\.A|N\.V|B\.V|Trust|Bank)\b\.?$", re.IGNORECASE
)
#: What an annex is called, whatever stands before or after the word.
_CALLED = re.compile(
    r"\b(?:schedule|exhibit|annex|appendix|attachment|addendum|list of|terms|conditions|structure|letter|agreement|amendment|plan"
    r"|policy|form of|statement|description|details|release|guarant\w+|instructions|procedures?|specifications?|scope|pric\w+"
    r"|fees|certificate|rules|checklist|questionnaire|re:)",
    re.IGNORECASE,
)
_DEAR = re.compile(r"(?:dear|ladies and gentlemen|re:)\b", re.IGNORECASE)
#: A paragraph with so many characters is no line of a signature; so many together are an annex, fewer one with a title.
_BODY, _ENOUGH, _ENOUGH_TITLED = 120, 400, 200
#: Such a share of what follows must be no words of signature.
_SHARE = 0.4
#: Words of signature are no longer, lines to sign on however many fields they hold; so many lines may stand over an annex.
_LONGEST, _HOLDING, _TITLE, _OVER = 400, 900, 120, 3


def annex_at(signing: Sequence[PaperPart]) -> int:
    """Where an annex begins among the words of signature, its title before it; their number where none does."""
    body = [at > 0 and _is_body(part) for at, part in enumerate(signing)]
    lengths = [_length(part) for part in signing]
    bodies = _from_each(length * is_body for length, is_body in zip(lengths, body, strict=True))
    wholes = _from_each(lengths)
    for at, after, whole in ((at, bodies[at], wholes[at]) for at, is_body in enumerate(body) if is_body):
        first = _with_title(signing, at)
        titled = first < at and titles_annex(signing[first])
        if after >= (_ENOUGH_TITLED if titled else _ENOUGH) and after >= _SHARE * whole:
            return first
    return len(signing)


def _from_each(lengths: Iterable[int]) -> list[int]:
    """How much each place and all after it are together."""
    return list(accumulate(reversed(list(lengths))))[::-1]


def is_set_off(part: PaperPart) -> bool:
    """Whether a paragraph is set as a title is: as a heading, bold or in capitals."""
    if part.kind == "heading":
        return True
    return len(part.text) <= _TITLE and (part.bold or part.text.isupper()) and _is_worded(part.text)


def titles_annex(part: PaperPart) -> bool:
    """Whether a paragraph is what an annex is called: a short line in capitals, bold or marked that says it is one."""
    text = part.text
    if part.kind not in ("heading", "paragraph") or not 3 < len(text) <= _TITLE or "\n" in text or _signs(text):
        return False
    set_off = part.kind == "heading" or part.bold or text.isupper() or is_title(text)
    return set_off and _CALLED.search(text) is not None and not _FIRM.search(text) and not text.endswith((",", ";"))


def _length(part: PaperPart) -> int:
    return len(part.text) + sum(len(cell) for row in part.rows for cell in row)


def _is_body(part: PaperPart) -> bool:
    """Whether a part is certainly none of the words of signature."""
    if part.kind == "note":
        return False
    words = part.text or " ".join(cell for row in part.rows for cell in row)
    if len(words) < (_BODY // 2 if part.kind in ("bullet", "table") or part.number else _BODY):
        return False
    if (len(words) <= _LONGEST and _SAID.search(words)) or (len(words) <= _HOLDING and _FIELDS.search(words)):
        return False
    return _is_worded(words) and len(_FIELDS.findall(words)) * 120 < len(words)


def _is_worded(text: str) -> bool:
    """Whether most of a text are letters."""
    return sum(char.isalpha() for char in text) * 2 > len(text)


def _signs(text: str) -> bool:
    """Whether a short line is one of a signature."""
    return _FIELDS.search(text) is not None or _SAID.search(text) is not None


def _with_title(signing: Sequence[PaperPart], at: int) -> int:
    """That place, or that of the title, or the words that lead to it, right over it."""
    first = at
    for over in range(at - 1, max(0, at - 1 - _OVER), -1):
        part = signing[over]
        if _signs(part.text) or len(part.text) > _BODY or _FIRM.search(part.text):
            break
        named = is_set_off(part) and (first < at or not _signs(signing[over - 1].text))  # a name may stand so under `By:`
        if named or titles_annex(part) or part.text.endswith(":") or _DEAR.match(part.text):
            first = over
    return first
