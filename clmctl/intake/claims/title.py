"""What the contract is called, and of what kind it is."""

import re
from collections.abc import Iterator

from clmctl.intake.claims.copytext import Copy
from clmctl.intake.claims.found import Found
from clmctl.intake.claims.letters import CAPITAL
from clmctl.intake.claims.opening import KINDS, Opening

_CALLED = re.compile(
    rf"\bthis (?P<title>(?:[^.;\"()]{{0,110}}? )?(?:{KINDS})(?: no\.? ?\d{{1,3}}| #\d{{1,3}}"
    rf"| number \w{{1,8}})?)(?= ?[(\",.]| (?:is|dated|made|entered|effective|by|between|among|shall|to the|\(?the\b|has"
    rf"|sets|as of|for the)\b)",
    re.IGNORECASE,
)
_HEADING = re.compile(
    rf"(?P<title>(?:(?:{CAPITAL}|[&-])(?:{CAPITAL}|[&®™'/,.#0-9-])* ){{0,12}}"
    rf"(?:{KINDS.upper()})S?(?: (?:NO\.|NUMBER|#) ?\d{{1,3}})?)\b"
)
_TITLED = re.compile(
    rf"(?P<title>(?:(?:{CAPITAL}[\w&®™'/,.#-]*|and|of|to|for|the|a|in|-"
    rf"|&) ){{0,12}}(?:{'|'.join(kind.title() for kind in KINDS.split('|') if ' ' not in kind and '[' not in kind)}|License"
    rf"|Licence)(?: No\. ?\d{{1,3}})?)\b"
)
_VERB = re.compile(r"\b(?:is|are|be|should|shall|will|hereby|which|that|if|where|into|including|becomes|it)\b", re.IGNORECASE)
_DEFINED = {
    "agreement",
    "contract",
    "letter",
    "letter agreement",
    "amendment",
    "schedule",
    "terms",
    "addendum",
    "lease",
    "license",
}
_LEADING = re.compile(
    (
        r"^(?:(?:exhibit|ex-?|execution|version|copy|sample|form of|draft|final|confidential|table of contents|annex|appendix"
        r"|certain|u\.s\.a?\.?|portions|\d[\d.()a-z]*|the|a|an|of|to|for|and|in|page|conformed|redacted|treatment|requested|omitted)(?!\w)\s*"
        r"|[\W_]+)+"
    ),
    re.IGNORECASE,
)
#: Where one heading ends and the next begins.
_WITHIN = re.compile(
    r"\bTHIS (?=[A-Z])|(?:COMMISSION|Commission|PARTIES|Parties|DISCLOSED|OMITTED|FILED|REQUESTED|REDACTED|TREATMENT)\.? "
    r"|\b(?:INC|LLC|L\.L\.C|LTD|CORP|Inc|Ltd|Corp|LIMITED"
    r"|Limited|CORPORATION|Corporation)\b\.?,? |(?<=AGREEMENT) (?!AND |& )(?=[A-Z -]+AGREEMENT)"
)
#: A heading that stands on the cover and again on the first page.
_TWICE = re.compile(r"(.{8,}) \1", re.IGNORECASE)
#: The opening words begin with the last word of the heading: `SUPPLY AGREEMENT DATED`.
_BEGUN = re.compile(rf"(?:{KINDS.upper()})\b")
#: The opening words begin with the kind alone: `MASTER LICENSE AGREEMENT AGREEMENT made as of`.
_KIND_AGAIN = re.compile(r"(?<=AGREEMENT) AGREEMENT$|(?<=Agreement) A(?:greement|GREEMENT)$")
#: What an amendment amends.
_AMENDS = re.compile(
    rf" (?i:to) (?:(?i:the) )?(?:{CAPITAL}[\w&'/,-]* |and |of |for ){{0,8}}?(?:{KINDS.upper()}|{KINDS.title()})\b"
)
_KIND = (
    ("dpa", r"data (?:processing|protection) (?:agreement|addendum)"),
    ("nda", r"(?:non-?disclosure|confidentiality) agreement"),
    ("amendment", r"\bamendment\b"),
    ("addendum", r"\baddendum\b"),
    ("sow", r"statement of work"),
    ("order-form", r"\border form\b"),
    ("sla", r"service level"),
    ("msa", r"master (?:\w+ )?(?:services?|agreement)|\bmsa\b"),
)


def title_of(copy: Copy, opening: Opening | None) -> list[Found]:
    """The title, from the opening words and from the heading, and the kind of contract it names."""
    called, headed = list(_from_opening(copy, opening)), list(_from_heading(copy, opening))
    for one in called:
        for other in headed:
            short, long = str(one.value).casefold(), str(other.value).casefold()
            if short == long or long.startswith(f"{short} to "):
                called, headed = (
                    [Found("title", other.value, other.start, other.end, "title twice", "heading and opening words agree")],
                    [],
                )
    found = [*called, *headed]
    if found:
        kind = next((kind for kind, pattern in _KIND if re.search(pattern, str(found[0].value), re.IGNORECASE)), "")
        if kind:
            best = found[0]
            found.append(Found("type", kind, best.start, best.end, "kind by title", "the title says so"))
    return found


def _from_opening(copy: Copy, opening: Opening | None) -> Iterator[Found]:
    if opening is None:
        return
    match = _CALLED.search(copy.text, opening.start, min(len(copy.text), opening.start + 300))
    if match is not None and match["title"].strip().lower() not in _DEFINED and not _VERB.search(match["title"]):
        title = match["title"].strip()
        if title[:1].isupper() or title.split()[-1][:1].isupper():
            yield Found("title", title, *match.span("title"), "title in the opening", "the opening words call it that")


def _from_heading(copy: Copy, opening: Opening | None) -> Iterator[Found]:
    begun = _BEGUN.match(copy.text, opening.start) if opening else None
    limit = min(len(copy.text), (begun.end() if begun else opening.start if opening else 1_500), 3_000)
    for pattern, rule in ((_HEADING, "title in capitals"), (_TITLED, "title as a heading")):
        for match in pattern.finditer(copy.text, 0, limit):
            lead = _LEADING.match(match["title"])
            start = match.start("title") + (lead.end() if lead else 0)
            cut = list(_WITHIN.finditer(copy.text, start, match.end("title")))
            start = cut[-1].end() if cut else start
            again = _LEADING.match(copy.text, start, match.end("title")) if cut else None
            start = again.end() if again else start
            end = match.end("title")
            again = _KIND_AGAIN.search(copy.text, start, end)
            end = again.start() if again else end
            twice = _TWICE.fullmatch(copy.text[start:end].strip())
            end = start + len(twice[1]) if twice else end
            of_what = _AMENDS.match(copy.text, end, limit + 200) if "AMEND" in copy.text[start:end].upper() else None
            end = of_what.end() if of_what else end
            title = copy.text[start:end].strip()
            if title and title.lower() not in _DEFINED and len(title) < 110:
                yield Found("title", title, start, start + len(title), rule, "the heading")
                return
