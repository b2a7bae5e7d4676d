"""A text cut into the passages it is searched by, as it prints: fields filled in, marks left out."""

import re
from functools import lru_cache

from clmctl.model.contract import Contract
from clmctl.model.search import Passage
from clmctl.text.dialect.headings import parts
from clmctl.text.dialect.inlines import PLACEHOLDER, placeholder
from clmctl.text.dialect.placeholders import printed
from clmctl.text.fields.values import show_value
from clmctl.text.yaml.frontmatter import split

#: What prints nothing and would be found as words: anchors; of references and links only the words are kept.
_ANCHOR, _REFERENCE = re.compile(r"\{#[^}\n]*\}"), re.compile(r"\[([^\[\]\n]*)\]\([^()\n]*\)")


def passages(contract: Contract) -> tuple[Passage, ...]:
    """The passages of a contract: its fields, its clauses, and what stands around them."""
    known: dict[str, str] = {}

    def filled(text: str) -> str:
        pieces = list(_pieces(text))
        for at in range(1, len(pieces), 2):
            source = pieces[at]
            if source not in known:
                found = placeholder(source)
                known[source] = source if found is None else printed(contract, found)
            pieces[at] = known[source]
        return "".join(pieces)

    pins = {pin.at: pin.clause for pin in contract.clauses}
    found = [Passage("", contract.title, 1, _stated(contract))]
    for part in parts(contract.text):
        name = pins.get(part.anchor, part.anchor)
        title = filled(part.title) if "{" in part.title else part.title
        found.append(Passage(name, title, contract.text_line + part.line - 1, filled(part.body)))
    return tuple(found)


@lru_cache(maxsize=4096)
def _pieces(text: str) -> tuple[str, ...]:
    """What is searched of a text, cut at its placeholders: every second piece is one. Contracts share most of their clauses."""
    words = _words(text)
    found: list[str] = []
    at = 0
    for match in PLACEHOLDER.finditer(words):
        found += (words[at : match.start()], match[0])
        at = match.end()
    return (*found, words[at:])


def _words(text: str) -> str:
    """What is searched: signs count for nothing, so that marks may stay."""
    return _REFERENCE.sub(r"\1", _ANCHOR.sub("", text))


def _stated(contract: Contract) -> str:
    """What the front matter states, as words: title, parties, every field."""
    parties = [f"{party.legal_name} {party.short_name} {party.address} {party.company_no}" for party in contract.parties]
    values = [f"{path} {show_value(value)}" for path, value in contract.values.items()]
    return "\n".join([contract.id, contract.title, *parties, *values])


def library_passages(path: str, data: bytes) -> tuple[Passage, ...]:
    """The passages of a library file: a position's text without its front matter; what a clause's own file says, as written."""
    clause, _, name = path.removeprefix("clause_library/").partition("/")
    if not name:
        return (Passage("", clause, 1, data.decode("utf-8", "replace")),)
    if not name.endswith(".md"):
        return (Passage(clause, f"{clause}: guidance", 1, data.decode("utf-8", "replace")),)
    file = split(data)
    heading = file.body.lstrip().partition("\n")[0].lstrip("# ").strip()
    return (Passage(clause, f"{heading} ({name.removesuffix('.md')})", file.body_line, _words(file.body)),)
