"""Names of firms and people: where one begins and ends, and how firms' names end."""

import re

from clmctl.intake.claims.copytext import Copy
from clmctl.intake.claims.letters import CAPITAL, CAPITAL_OR_FIGURE

#: What firms of other languages end in, as words of their own; `AS` and `SE` only where the name ends.
_ABROAD = (
    r"(?<!\w)(?:GMBH\b|KGaA\b|KG\b|OHG\b|(?i:aktiengesellschaft|soci[ée]t[ée] anonyme|berhad|s\.? ?[àa] ?r\.?l\b\.?|s\.a\.r\.l\."
    r"|s\.p\.a\.|s\.r\.l\.|s\.c\.a\.|s\.a\.u\.|s\.l\.(?:u\.)?|s\. ?(?:a\.|de r\.?l\.)(?: ?de c\.? ?v\.?)|c\.v\.|v\.o\.f\.|e\.v\."
    r"|s\.r\.o\.|d\.o\.o\.|d\.d\.|a\.s\.|sp\. ?z ?o\. ?o\.|sdn\.? bhd\b\.?|bhd\b\.?|pvt\b\.?|ltda\b\.?|ehf\b\.?|tbk\b\.?"
    r"|n\.a\.|f\.s\.b\.|p\.l\.l\.c\.|a\.ş\.)"
    r"|Oyj\b|OYJ\b|OY\b|OÜ(?!\w)|SIA\b|UAB\b|ASA\b|SARL\b|SÀRL\b|SRL\b|BVBA\b|SPRL\b|EOOD\b|OOD\b|OOO\b|ZAO\b|[POC]?JSC\b|Kft\b\.?"
    r"|KFT\b|Zrt\b\.?|ZRT\b|Nyrt\b\.?|PLLC\b|FSB\b|mbH\b|APS\b|(?:AS|SE)(?=,? ?(?:\(|$)|, (?:an? |[Rr]eg|[Oo]rg|having|with)))"
)
_SUFFIX = (
    r"(?:Inc\b\.?|INC\b\.?|Incorporated|INCORPORATED|LLC\b|L\.L\.C\b\.?|l\.l\.c\.|Ltd\b\.?|LTD\b\.?|Limited|LIMITED|Corp\b\.?"
    r"|CORP\b\.?"
    r"|Corporation|CORPORATION|Company|COMPANY|Co\b\.?|CO\b\.|GmbH|AG\b|S\.A\.(?:S\.)?|S/A\b|SA\b|N\.V\.|NV\b|B\.V\.|BV\b"
    r"|[Pp][Ll][Cc]\b"
    r"|L\.P\.|LP\b|LLP\b|L\.L\.P\b\.?|Trust|TRUST|Bank|BANK|University|UNIVERSITY|Partnership|S\.r\.l\.|S\.p\.A\.|A/S\b|ApS\b"
    r"|AB\b|Oy\b|K\.K\."
    r"|Pty\b\.?|Pte\b\.?|Funds?|FUNDS?|Association|ASSOCIATION|Foundation|Institute|Center|Holdings|HOLDINGS|Group|GROUP"
    rf"|{_ABROAD})"
)
#: What may follow such an end: `Harbour Bank AG`, `Lakeside GmbH & Co. KG`.
_BESIDES = (
    r"(?:Ltd|LTD|Limited|LIMITED|LLC|Inc|INC|LP|LLP|L\.P|Corp|CORP|Corporation|CORPORATION|Company|COMPANY|Co|GmbH|AG|plc|PLC|N\.V"
    r"|B\.V|S\.A|N\.A|F\.?S\.?B|& Co\.? KG(?:aA)?)"
)
#: A firm by the form of its name: capitalised words and what firms end in.
FIRM = re.compile(
    rf"(?<![\w&])(?:{CAPITAL_OR_FIGURE}[\w&.'/!-]*|&)(?: (?:(?:{CAPITAL_OR_FIGURE}|\()[\w&.'/!)-]*|&|of|de|do"
    r"|van|von|der|und|y|et|e|(?<!Inc\. )(?<!INC\. )(?<!LLC )(?<!Ltd\. )(?<!LTD\. )(?<!Corp\. )(?<!CORP\. )(?<!GmbH )(?<!L\.P\. )"
    rf"and(?= {CAPITAL}[\w']* (?:{CAPITAL}[\w']*,? )?{_SUFFIX}))){{0"
    rf",8}}?,? {_SUFFIX}(?:,? {_BESIDES}\b\.?)?(?: of {CAPITAL}\w+)?"
)
ENDS_AS_FIRM = re.compile(rf"{_SUFFIX}\W{{0,3}}(?:of {CAPITAL}\w+)?$")
#: Where a name stops.
_STOP = re.compile(
    r"\s?,? \((?!USA\)|UK\)|Bermuda\)|China\)|Shenzhen\)|Beijing\)|Hong Kong\)|Shanghai\)|Cayman\)|Singapore\)|Pty\)|US\)"
    r"|U\.S\.\)|[^\W\d_]+\) (?:Inc|Ltd|Limited|Co|LLC|Corp|Pty|Pte|Company|N\.?V|B\.?V|Trading|Holding))"
    r"|(?<! of),? (?:the) "
    r"|,? (?:an?|its|whose|having|with|located|organi[sz]ed|incorporated|acting|doing business|d/b/a|dba|f/k/a|formerly"
    r"|as|by|duly|existing"
    r"|registered|together|individually|including|through|on behalf|for itself|hereinafter|hereafter|herein|hereby"
    r"|maintaining|residing|in its|at|"
    r"company number|being|who|which|collectively|jointly|referred|called|represented|both|each|all|under|from|pursuant) "
    r"|,? of (?=\d|the (?:City|State|County|one|first|other)\b)"
    r"|,? (?=\d{2,5} [^\W\d_])| (?=(?:\d{1,3}(?:st|nd|rd|th)|Unit|Suite|Room|P\.?O\.? Box) )|,? and/or "
    r"|;|:| - |--| \[|\"|,? (?:effective|dated|made) ",
    re.IGNORECASE,
)
#: What leads to a name.
LINK = re.compile(
    r"^(?:[\s,;.:&*|)\"-]|\((?:\d{1,2}|[a-z]|i{1,3}|iv|v)\)|\b(?:\d{1,2}|[a-h]|i{1,3})[.)] "
    r"|(?:and|AND|And|between|BETWEEN|Between|among|AMONG|by|BY|both|either)\b"
    r"|on (?:the )?(?:one|other) (?:hand|part|side)\b|of the (?:one|other|first|second) part\b"
    r"|(?:the )?(?:parties|undersigned)\b|collectively\b|the following(?: parties)?\b|(?:Party|PARTY) (?:[A-B]|[12])\b:?)+"
)
#: Words that stand in the place of a name: what firms are, not which; what a form leaves to be filled in.
NOBODY = re.compile(
    r"(?:(?:the|a|an|limited|liability|general|public|private|joint|stock|company|companies|corporation|partnership|trust|bank"
    r"|association|group|firm|entity|parties|party|and|of|insert|name|legal|full|your|potential|prospective|proposed|undersigned"
    r"|customer|supplier|vendor|client|recipient|acquir[eo][er]?|acquiror|buyer|seller|licensor|licensee|contractor|consultant"
    r"|provider|reseller|distributor|agent|subscriber|user|landlord|tenant|lessor|lessee|employee|employer|executive|purchaser"
    r"|\d[\d-]*|[A-Z]{2} \d{5})\b[\s.,]*)+",
    re.IGNORECASE,
)
#: Where an address follows a firm's name: `Artists Inc., Harbour House`.
_FORM_THEN_PLACE = re.compile(rf"(?<= ){_SUFFIX}(?=, (?!{_SUFFIX}|{CAPITAL}\.))")
#: Where a second firm follows: `Harbour Tools LLC and Lakeside Boats LLC`.
_TWO_FIRMS = re.compile(
    rf"(?<= )(?:LLC|L\.L\.C\.|Inc\.?|INC\.?|Ltd\.?|LTD\.?|L\.P\.|LLP|Corp\.|CORP\.|GmbH)(?=,? and [^,]{{2,60}}{_SUFFIX}$)"
)
#: Where a street and its number follow: `Lakeside Boats GmbH Am Kai 17`.
_FORM_THEN_STREET = re.compile(
    r"(?<= )(?:GmbH|AG\b|Ltd\.?|LTD\.?|Limited|LIMITED|Inc\.|INC\.|LLC|B\.V\.|N\.V\.)(?= "
    rf"{CAPITAL}[^,()]{{2,40}} \d{{1,5}}\b| \d{{1,4}}[a-z]? {CAPITAL})"
)
#: A page's or a house's number before a name, or a date.
_NUMBERED = re.compile(rf"(?:\d{{1,5}},|DATED \d{{1,2}} [A-Z]\w{{2,8}},? \d{{4}}) (?={CAPITAL})")


#: How a name begins: `Harbour`, `3rd`, `eHarbour`, `harbour.example`.
_BEGUN = re.compile(rf"{CAPITAL_OR_FIGURE}|[a-z]{{1,3}}[A-Z]|[a-z]+\.[a-z]+")


#: Before a name of several words: `the Boston Public Schools`; before one word that is a part somebody plays.
_ARTICLE = re.compile(rf"the (?={CAPITAL}\w+ (?:(?:of|for|and)(?: the)? )?{CAPITAL})")


def name_at(copy: Copy, start: int, end: int) -> tuple[int, int] | None:
    """The span of the name that begins some words, past what leads to it; None where they are no name."""
    link = LINK.match(copy.text[start:end])
    begin = start + (link.end() if link else 0)
    while begin < end and copy.text[begin] == " ":
        begin += 1
    article = _ARTICLE.match(copy.text, begin, end)
    begin = article.end() if article else begin
    number = _NUMBERED.match(copy.text, begin, end)
    begin = number.end() if number else begin
    stop = _STOP.search(copy.text, begin + 1, end)
    last = stop.start() if stop else end
    name = copy.text[begin:last].rstrip(" ,")
    form = _FORM_THEN_PLACE.search(name) or _TWO_FIRMS.search(name) or _FORM_THEN_STREET.search(name)
    name = (name[: form.end()] if form else name).removesuffix(" of").removesuffix(" and").rstrip(",")
    if name.endswith(".") and not re.search(r"(?:\b[A-Z]|Inc|INC|Ltd|LTD|Co|CO|Corp|CORP|[a-z]\.[a-z])\.$", name):
        name = name.rstrip(".")
    if not 2 <= len(name) <= 110 or len(name.split()) > 14 or not _BEGUN.match(name):
        return None
    if re.search(
        r"[\[\]]| (?:to|for|in|by|with|from|on)$"
        r"|\b(?:is|are|was|were|has|have|will|shall|agrees?|provides?|means|hereunder|to pay|wish\w*|hereof|whereby)\b"
        r"|Development\. ",
        name,
    ):
        return None
    if _LABEL.search(name) or NOBODY.fullmatch(name) or copy.text[begin - 1 : begin] == "[":
        return None
    if re.match(
        r"(?:The )?(?:undersigned|parties|following|company set forth|individual|(?:receiving|disclosing|other) party)",
        name,
        re.IGNORECASE,
    ):
        return None
    return begin, begin + len(name)


#: A form's label, not a name: `U.S. DOT No`.
_LABEL = re.compile(r"\b(?:Nos?|Number|Address|Attn|Title|Name)\.?$")
