"""Who signs: the firms named above the signatures of a contract that names nobody in its opening words."""

import re

from clmctl.intake.claims.copytext import Copy
from clmctl.intake.claims.found import Found
from clmctl.intake.claims.letters import CAPITAL, CAPITAL_OR_FIGURE

_FORM = (
    r"(?:INC\.?|LLC|L\.L\.C\.?|LTD\.?|LIMITED|CORP\.?|CORPORATION|COMPANY|CO\.|GMBH|AG"
    r"|S\.[AÀ]\.?(?: ?R\.L\.?(?: [IVX]{1,4})?)?|N\.V\.|B\.V\."
    r"|PLC|L\.P\.?|LP|LLP|TRUST|BANK|FUND|PARTNERSHIP|A/S|S\.P\.A\.)"
)
#: A firm in capitals right before its signature: `HARBOUR TOOLS, INC. By:`, `LAKESIDE BOATS L.P. /s/`.
_SIGNS = re.compile(
    rf"(?<!{CAPITAL} )(?<![&,] )(?<![\w&])(?P<name>{CAPITAL_OR_FIGURE}(?:{CAPITAL_OR_FIGURE}|[&'./-])*"
    rf"(?:,? (?:(?:{CAPITAL_OR_FIGURE}|\()(?:{CAPITAL_OR_FIGURE}|[&'./()-])*|&|-|OF|AND)){{0,9}}?,? {_FORM})"
    r"(?= (?:By:|BY:|/s/|/S/|Per:))"
)
#: The end of a date that stands before the first of them.
_DAY = re.compile(r"\d{1,2}, (?:19|20)\d\d\.? ")
_LAST = 16_000
_FORWARD = ("in witness", "dated:", "/s/")


def signing_of(copy: Copy) -> list[Found]:
    """The legal names above the signatures, in their order; empty unless at least two firms sign."""
    begin = max(0, len(copy.text) - _LAST)
    places = [place for word in _FORWARD if (place := copy.low.find(word, begin)) >= 0]
    if not places:
        return []
    found: list[Found] = []
    names: set[str] = set()
    for match in _SIGNS.finditer(copy.text, max(begin, min(places) - 200)):
        start, end = match.span("name")
        day = _DAY.match(copy.text, start, end)
        name = copy.text[day.end() if day else start : end]
        if name.casefold() in names:
            continue
        names.add(name.casefold())
        field = f"parties.{len(found) + 1}.legal_name"
        found.append(Found(field, name, end - len(name), end, "party signs", "named above its signature"))
    return found if len(found) >= 2 else []
