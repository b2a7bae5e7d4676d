"""A paper filed as a contract: its front matter, its text, and the original beside it, byte for byte."""

import re
import unicodedata

from clmctl.intake.paper.arrival import Arrival
from clmctl.model.contract import Stage
from clmctl.model.frozen import frozen
from clmctl.model.plan import Write
from clmctl.text.files.contract import compose

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


@frozen
class Place:
    """Where and as what a paper is filed."""

    id: str
    client: str
    type: str
    stage: Stage
    owner: str


def filed(arrival: Arrival, original: bytes, name: str, place: Place) -> tuple[Write, Write]:
    """The contract's file and the original under `received/`; `name` is the original's own name, safe in any folder.

    The front matter says only what an import must decide: of what the text says about terms and parties nothing is written
    before a person has accepted it.
    """
    front: dict[str, object] = {
        "id": place.id,
        "title": _line(arrival.title) or place.id,
        "type": place.type,
        "paper": "third-party",
        "stage": place.stage,
        "owner": place.owner,
    }
    if arrival.language:
        front["languages"] = [arrival.language]
    folder = f"contracts/{place.client}/{place.id}"
    return Write(f"{folder}/contract.md", compose(front, arrival.text)), Write(f"{folder}/received/{name}", original)


def client_of(arrival: Arrival, ours: str) -> str:
    """The name of the other party as the paper gives it: the first that is not `ours`; empty where it names none."""
    own = bare_name(ours)
    return next((name for name in arrival.parties if bare_name(name) != own), "")


def _line(text: str) -> str:
    return " ".join(_CONTROL.sub(" ", unicodedata.normalize("NFC", text)).split())[:200]


def bare_name(name: str) -> str:
    """A company's name without its form and punctuation, to compare by."""
    words = re.findall(r"[^\W_]+", name.casefold())
    while len(words) > 1 and words[-1] in _FORMS:
        words.pop()
    return " ".join(words)


_FORMS = frozenset(
    {
        "inc", "incorporated", "corp", "corporation", "co", "company", "ltd", "limited", "llc", "llp", "lp", "plc", "gmbh", "ag",
        "kg", "sa", "sas", "sarl", "bv", "nv", "spa", "srl",
    }
)  # fmt: skip
