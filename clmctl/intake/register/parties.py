"""Parties in one cell: `A Inc. ("A"); B LLC ("Licensee")`, one a party, with what the contract calls it."""

import re

from clmctl.model.frozen import frozen

_DEFINED = re.compile(r"\(([^()]*(?:\([^()]*\)[^()]*)*)\)?")
_QUOTED = re.compile(r"[\"“”„'‘’]{1,2}([^\"“”„]{1,60}?)[\"“”„'’]{1,2}(?=[\s,;.)\]]|$)")
_NAME = re.compile(r"(?:the )?[A-Z][\w&.-]*(?: [A-Z][\w&.-]*){0,2}")
_EVERYBODY = re.compile(r"^(?:the |a |each )?part(?:y|ies)$|^(?:the )?(?:shareholders?|members?)$", re.IGNORECASE)
_BLANK = re.compile(r"[_•●*Xx.\-\s\[\]]{2,}|\[[^\]]*\]")
_ROLES = frozenset(
    (
        "supplier", "customer", "client", "vendor", "licensor", "licensee", "seller", "buyer", "purchaser", "distributor",
        "reseller", "company", "contractor", "subcontractor", "consultant", "manufacturer", "franchisor", "franchisee", "lender",
        "borrower", "landlord", "tenant", "provider", "recipient", "sponsor", "owner", "operator", "agent", "manager", "partner",
        "publisher", "processor", "controller", "employer", "employee", "promoter", "endorser", "talent", "shipper",
        "transporter", "discloser", "insurer", "issuer", "servicer", "developer", "service-provider",
    )
)  # fmt: skip
_DETAIL = re.compile(
    r"\b(?:formerly known as|f/k/a|d/b/a|a/k/a|on behalf of|incorporated|organi[sz]ed|BVI|USA|UK|US)\b", re.IGNORECASE
)
#: Words that speak of parties together and name none.
_TOGETHER = re.compile(
    r"\b(?:collectively|individually|together|each|both|jointly|commonly)\b.{0,90}?\bpart(?:y|ies)\b"
    r"|^together,|\btogether with\b",
    re.IGNORECASE,
)
_WITH_OTHERS = re.compile(r"\b(?:together|collectively)\s*(?:with)?\b|\bindividually\b|\beach\b", re.IGNORECASE)
_JOINED = re.compile(r"\b(?:and,? |, )?(?:together|collectively),? with\b|\band,? (?:together|collectively)\b", re.IGNORECASE)
_PRONOUNS = frozenset(("we", "us", "our", "you", "your", "i", "me"))
#: Where a cell names the next party after a comma: `A Inc. ("A"), B LLC ("B")`.
_NEXT = re.compile(r"(?<=[\"”'’]\)),\s*(?=[A-Z(])")
_TRAILING = re.compile(r"\s*[\"“]([^\"“”]{1,60})[\"”]$")


@frozen
class Named:
    """A party as the table names it."""

    legal_name: str
    short_name: str = ""

    def shown(self) -> str:
        """The party as it is typed back."""
        return f'{self.legal_name} ("{self.short_name}")' if self.short_name else self.legal_name


def read_parties(text: str, separator: str) -> tuple[tuple[Named, ...], str]:
    """The parties a cell names, in order, and a remark on those without a name. ValueError where it names nobody.

    `separator` stands between parties where the mapping says so; else semicolons, bars and line ends do.
    """
    found: dict[str, Named] = {}
    known: set[str] = set()
    blanks = 0
    for piece in _pieces(text.replace("\u00ad", ""), separator):
        name, shorts, together = _cut(piece)
        if not name or _BLANK.fullmatch(name):
            blanks += bool(name) or (bool(shorts) and not together)
            continue
        if _TOGETHER.search(name) or _speaks_of(name, known, together=together or not shorts):
            continue
        party = Named(name, shorts[0] if shorts else "")
        known |= {_folded(word) for word in (*shorts, name)}
        found.setdefault(_folded(name), party)
    if not found:
        raise ValueError("names no party: its names are blank. Find them out and set parties")
    remark = f"{blanks} more part{'ies' if blanks > 1 else 'y'} without a name" if blanks else ""
    return tuple(found.values()), remark


def _pieces(text: str, separator: str) -> list[str]:
    """The cell cut between parties: at semicolons that stand in no bracket, where its brackets match."""
    text = text.strip()
    if text.startswith("(") and text.endswith(")") and _balanced(text[1:-1]):
        text = text[1:-1]
    if separator:
        return [piece.strip() for piece in text.split(separator) if piece.strip()]
    if not _balanced(text):
        found = re.split(r";|\n\s*(?=\S)|\s\|\s", text)
    else:
        found, depth, current = [], 0, ""
        for char in text:
            depth += (char == "(") - (char == ")")
            if depth == 0 and char in ";\n|":
                found.append(current)
                current = ""
            else:
                current += char
        found.append(current)
    return [part.strip() for piece in found for part in _NEXT.split(piece) if part.strip()]


def _balanced(text: str) -> bool:
    """Whether every bracket of a text that opens closes, and none closes before."""
    depth = 0
    for char in text:
        depth += (char == "(") - (char == ")")
        if depth < 0:
            return False
    return depth == 0


def _cut(piece: str) -> tuple[str, list[str], bool]:
    """A party's name, what it is called, and whether the bracket speaks of several parties together."""
    if piece.startswith("(") and piece.count("(") > piece.count(")"):
        piece = piece[1:]
    shorts: list[str] = []
    together = False
    rest: list[str] = []
    last = 0
    for bracket in _DEFINED.finditer(piece):
        if last and piece[last : bracket.start()].startswith(". "):
            break  # a sentence on what they are called together
        inside = bracket[1].strip()
        quoted = _quoted(inside)
        if not quoted:
            at_end = not piece[bracket.end() :].strip(" ,.;")
            if not at_end or _DETAIL.search(inside) or not _NAME.fullmatch(inside):
                together = together or _TOGETHER.search(inside) is not None
                if not (together and at_end):
                    continue
                inside = ""
        rest.append(piece[last : bracket.start()])
        last = bracket.end()
        together = together or _WITH_OTHERS.search(inside) is not None
        for short in quoted or [inside]:
            bare = re.sub(r"^the ", "", short, flags=re.IGNORECASE)
            if _EVERYBODY.match(short):
                together = True
            elif bare and bare.casefold() not in _PRONOUNS and not _JOINED.search(inside[: inside.find(short)]):
                shorts.append(bare)
    after = piece[last:]
    rest.append("" if last and after.startswith(". ") else after)
    name = re.sub(r"\s+,", ",", " ".join("".join(rest).split())).strip(" ,;:")
    if not shorts and (called := _TRAILING.search(name)) is not None and not _EVERYBODY.match(called[1]):
        shorts.append(called[1])
        name = name[: called.start()]
    return re.sub(r"[,\s]+(?:and|or)$", "", name).strip(" ,;:"), [short for short in shorts if len(short) <= 60], together


def _quoted(inside: str) -> list[str]:
    """What stands in quotes in a bracket; a quote that is never closed reaches to its end."""
    found = [" ".join(quote.split()).strip(" ,.") for quote in _QUOTED.findall(inside)]
    if not found and inside[:1] in "\"“'‘":
        found = [inside.strip("\"“”'‘’ ,.")]
    return [quote for quote in found if quote]


def _speaks_of(name: str, known: set[str], *, together: bool) -> bool:
    """Whether words name parties that were named before and nobody new: `Shipper and Transporter`."""
    words = [_folded(word) for word in re.split(r",|\band/or\b|\band\b|&|\bor\b", name)]
    words = [word for word in words if word]
    if all(word in known for word in words):
        return len(words) > 1 or together
    return together and len(words) > 1 and (any(word in known for word in words) or any(_folded(name).endswith(k) for k in known))


def _folded(word: str) -> str:
    """A name to compare by: small letters, without its article."""
    return re.sub(r"^(?:the|each|and) ", "", word.strip(' ."“”').casefold())


def role_of(short: str) -> str:
    """The role a name is (`Licensee`), or an empty string."""
    word = short.strip().casefold().replace(" ", "-")
    return word if word in _ROLES else ""
