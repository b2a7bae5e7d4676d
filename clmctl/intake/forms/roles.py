"""The parties of a form: what it calls them, and which of them we are."""

import re
from collections.abc import Iterable

from clmctl.model.frozen import frozen

#: Names that forms give two parties, the one that provides first.
_PAIRS = (
    ("Provider", "Customer"),
    ("Supplier", "Customer"),
    ("Vendor", "Customer"),
    ("Seller", "Buyer"),
    ("Seller", "Purchaser"),
    ("Licensor", "Licensee"),
    ("Provider", "Client"),
    ("Service Provider", "Client"),
    ("Contractor", "Client"),
    ("Consultant", "Client"),
    ("Agency", "Client"),
    ("Company", "Customer"),
    ("Provider", "Partner"),
    ("Company", "Partner"),
    ("Provider", "Company"),
    ("Company", "Consultant"),
    ("Company", "Contractor"),
    ("Business Associate", "Covered Entity"),
    ("Processor", "Controller"),
    ("Landlord", "Tenant"),
    ("Lender", "Borrower"),
    ("Employer", "Employee"),
    ("Discloser", "Recipient"),
    ("Disclosing Party", "Receiving Party"),
)
#: Either party of a mutual form is both of these, so they are no party's own name.
_MUTUAL = re.compile(r"\beach party\b|\beither party\b|\bmutual\b", re.IGNORECASE)
_BOTH = frozenset((("Discloser", "Recipient"), ("Disclosing Party", "Receiving Party")))


@frozen
class Roles:
    """The parties: the role each has in the workspace, and what the form calls it (empty: by no name of its own)."""

    roles: tuple[str, str]
    names: tuple[str, str]
    ours: str


def roles_of(text: str, marked: Iterable[str], our_role: str = "") -> Roles:
    """The two parties a text speaks of; `marked` are the words it marks as to be filled in. We are the one that provides."""
    weights = {word: 0 for pair in _PAIRS for word in pair}
    for word in weights:
        weights[word] = len(re.findall(rf"\b{word}(?:s|['’]s)?\b", text))
    for word in marked:
        bare = re.sub(r"['’]s?$", "", word)
        if bare in weights:
            weights[bare] += 5
    mutual = _MUTUAL.search(text) is not None
    pairs = [pair for pair in _PAIRS if not (pair in _BOTH and mutual)]
    best = max(pairs, key=lambda pair: min(weights[pair[0]], weights[pair[1]]))
    names = best if min(weights[best[0]], weights[best[1]]) >= 2 else ("", "")
    roles = tuple(name.lower().replace(" ", "-") for name in names) if names[0] else ("party-1", "party-2")
    ours = our_role if our_role in roles else roles[0]
    return Roles((roles[0], roles[1]), (names[0], names[1]), ours)
