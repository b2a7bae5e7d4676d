"""The digest of what a Word file was made from, so that a stale one is known without rendering."""

import hashlib
import json
import re
import unicodedata

from clmctl.model.contract import Contract
from clmctl.model.word import DocxFacts, WordStatus
from clmctl.text.digest import canonical

#: Raised when the same text and style give other bytes than before. Files name the one that made them, and staleness is
#: judged by that one: a newer renderer makes no file stale.
RENDERER = "1"

_PATH = re.compile(r"\{\{\s*([\w.-]+)")


def source_digest(contract: Contract, *, style: str, status: WordStatus, renderer: str = RENDERER) -> str:
    """`sha256:` of what a rendering prints: the body, the fields it names, title, id, languages, parties, and with what.

    The body counts in canonical form: rewrapped lines and suppression comments print the same. Of the front matter only
    what the text names counts, so a new owner or stage makes no file stale. `style` is the style document's digest.
    """
    paths = sorted(set(_PATH.findall(contract.text)))
    roots = {path.partition(".")[0] for path in paths}
    printed = {
        "text": canonical(contract.text, whole=True),
        "id": contract.id,
        "title": contract.title,
        "languages": [contract.language, *contract.languages],
        "fields": {path: str(contract.values[path]) for path in paths if path in contract.values},
        "rows": {name: [dict(row) for row in rows] for name, rows in contract.rows.items() if name in roots},
        "parties": [
            [party.key, party.role, party.legal_name, party.short_name, party.jurisdiction, party.company_no, party.address,
             party.email, list(party.notice), [[person.name, person.title, person.email] for person in party.signatories]]
            for party in contract.parties
        ],
        "status": status,
        "style": style,
        "renderer": renderer,
    }  # fmt: skip
    whole = json.dumps(printed, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(unicodedata.normalize("NFC", whole).encode("utf-8", "surrogatepass")).hexdigest()


def is_stale(contract: Contract, facts: DocxFacts) -> bool:
    """Whether the contract now prints something else than when the file was made, judged by the file's own style and renderer."""
    return facts.source != source_digest(contract, style=facts.style, status=facts.status, renderer=facts.renderer)
