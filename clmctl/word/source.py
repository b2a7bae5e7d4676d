"""The digests of what a Word file was made from, so that a stale one is known without rendering."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from operator import attrgetter

from clmctl.model.contract import SIGNED, Contract
from clmctl.model.money import Money
from clmctl.model.period import Period
from clmctl.model.word.text import DocxFacts, WordStatus
from clmctl.text.comparing.digest import canonical_clauses, plain_value
from clmctl.text.dialect.placeholders import value_of

#: Raised when the same text and style give other bytes than before. Files name the one that made them, and staleness is
#: judged by that one: a newer renderer makes no file stale.
RENDERER = "5"

_PATH = re.compile(r"[\w.-]+")
_JSON = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"))
#: What JSON escapes by its number.
_CONTROLS = bytes(range(0x20)).replace(b"\n", b"")
_SPAN = attrgetter("years", "months", "weeks", "days", "business_days", "clear_days")


def source_digest(
    contract: Contract, *, style: str, status: WordStatus, renderer: str = RENDERER, sources: Iterable[str] | None = None
) -> str:
    """`sha256:` of what a rendering prints: the body, the fields it names, title, id, languages, parties, and with what.

    The body counts in canonical form: rewrapped lines and suppression comments print the same. Of the front matter only
    what the text names counts, so a new owner or stage makes no file stale. `style` is the style document's digest. `sources`
    are the body's placeholders as typed between the braces, where the caller has them.
    """
    paths = sorted(_paths_of(sources_in(contract.text) if sources is None else sources))
    printed: dict[str, object] = {
        "id": contract.id,
        "title": contract.title,
        "languages": [contract.language, *contract.languages],
        "fields": {path: plain_value(value) for path in paths if (value := value_of(contract, path)) is not None},
        "rows": {name: [dict(row) for row in rows] for name, rows in contract.rows.items() if name in paths},
        "parties": [
            [party.key, party.role, party.legal_name, party.short_name, party.jurisdiction, party.company_no, party.address,
             party.email, list(party.notice), [[person.name, person.title, person.email] for person in party.signatories]]
            for party in contract.parties
        ],
        "status": status,
        "style": style,
        "renderer": renderer,
    }  # fmt: skip
    said = {key: unicodedata.normalize("NFC", _JSON.encode(value)) for key, value in printed.items()}
    said["text"] = '"' + "\\n".join(map(_quoted, canonical_clauses(contract.text))) + '"'
    whole = "{" + ",".join([f'"{key}":{said[key]}' for key in sorted(said)]) + "}"
    return "sha256:" + hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()


@lru_cache(maxsize=256)
def _quoted(text: str) -> str:
    """The text as JSON holds it between quotes, in NFC. Kept, as the canonical form of a clause is that contracts share.

    Where line ends, quotes and backslashes alone are escaped it takes a tenth of the encoder's time.
    """
    data = text.encode("utf-8", "surrogatepass")
    if len(data.translate(None, _CONTROLS)) < len(data):
        quoted = _JSON.encode(text)[1:-1]
    else:
        quoted = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return unicodedata.normalize("NFC", quoted)


def exact_digest(
    contract: Contract, *, style: str, status: WordStatus, renderer: str = RENDERER, sources: Iterable[str] | None = None
) -> str:
    """32 hex digits over the same things with every character of the body as it stands.

    Where it is the same, so is the source digest, at a small part of its cost; where it differs, the source digest decides.
    `sources` are the body's placeholders as typed between the braces, in order, where the caller has them.
    """
    text = contract.text
    stated = [_stated(contract, path) for path in _paths_of(sources_in(text) if sources is None else sources)]
    rest = (contract.id, contract.title, contract.prevailing, contract.languages, contract.parties, status, style, renderer)
    said = hashlib.sha256(json.dumps(stated).encode())
    said.update(f"{rest!r}{text}".encode("utf-8", "surrogatepass"))
    return said.hexdigest()[:32]


def status_of(contract: Contract) -> WordStatus:
    """What a file rendered at this stage is: a draft until the text is settled, then the copy to sign."""
    return "execution" if contract.stage == "signature" or contract.stage in SIGNED else "draft"


def is_stale(contract: Contract, facts: DocxFacts, sources: Iterable[str] | None = None) -> bool:
    """Whether the contract now prints something else than when the file was made, judged by the file's own style and renderer.

    A draft that goes to signature must lose its draft mark, and a copy to sign that is talked about again must bear it. Of
    what is signed only the words count: its file is made once, with the signature, and never for a mark.
    """
    if facts.status != status_of(contract) and contract.stage not in SIGNED:
        return True
    if facts.exact:
        made_with = {"style": facts.style, "renderer": facts.renderer}
        if facts.exact == exact_digest(contract, status=facts.status, sources=sources, **made_with):
            return False
    return facts.source != source_digest(contract, style=facts.style, status=facts.status, renderer=facts.renderer)


def sources_in(text: str) -> list[str]:
    """Every placeholder of a body as typed between the braces, in order."""
    pieces = text.split("{")  # half of what a pattern takes: `{{` leaves an empty piece
    return [piece[: piece.find("}")] for before, piece in pairwise(pieces) if not before]


def _paths_of(sources: Iterable[str]) -> Iterable[str]:
    """The path of every placeholder, and those that shares are taken of, each once in order."""
    found: dict[str, None] = {}
    for source in dict.fromkeys(sources):
        path, _, rest = source.partition("|")
        found[path.strip()] = None
        if "percent_of" in rest:
            found.update(dict.fromkeys(_PATH.findall(rest)))
    return found


def _stated(contract: Contract, path: str) -> object:
    """What the contract states at a path, as JSON holds it quickest."""
    value = contract.values.get(path)
    kind = type(value)
    if kind is str or kind is int or kind is bool or kind is tuple:
        return value
    if kind is Period:
        return _SPAN(value)
    if isinstance(value, Money):
        return [str(value.amount), value.currency]
    if value is not None:
        return str(value)
    rows = contract.rows.get(path)
    return [list(row.items()) for row in rows] if rows else value_of(contract, path)
