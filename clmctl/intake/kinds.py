"""The type of contract that a title tells of."""

import re

_KINDS = (
    (r"non-?disclosure|confidentiality agreement|\bM?NDA\b", "nda"),
    (r"data (?:processing|protection)|\bDPA\b|business associate|\bBAA\b", "dpa"),
    (r"service level|\bSLA\b", "sla"),
    (r"statement of work|\bSOW\b", "sow"),
    (r"order form|purchase order", "order-form"),
    (r"\baddendum\b", "addendum"),
    (r"\bamendment\b", "amendment"),
)


def kind_of(*titles: str, otherwise: str = "msa") -> str:
    """nda, dpa, sla ... by the first title that tells; `otherwise` where none does: a frame of its own."""
    for words in titles:
        for pattern, kind in _KINDS:
            if re.search(pattern, words, re.IGNORECASE):
                return kind
    return otherwise
