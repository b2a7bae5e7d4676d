"""What a file is after both sides changed it: a contract by field and clause, records by line, anything else by the whole file.

Three-way, and pure: what one side alone changed is so; what both changed in the same way is one change; what both changed
differently is a clash for a person. A stage and what was signed are never joined by rule.
"""

import hashlib
from collections.abc import Mapping
from types import MappingProxyType

from clmctl.lint.commits import changed_clauses, changed_fields
from clmctl.model.contract import Contract
from clmctl.model.field import Catalogue
from clmctl.model.frozen import frozen
from clmctl.negotiation.merging.clash import UNDECIDED, Arbiter, Decisions, Merged, Three
from clmctl.negotiation.merging.fields import Rules, merge_fields
from clmctl.negotiation.merging.lines import merge_lines
from clmctl.negotiation.merging.text import Body, merge_body
from clmctl.negotiation.merging.weave import weave
from clmctl.text.comparing.digest import agreed_digest
from clmctl.text.files.contract import read_contract
from clmctl.text.yaml.frontmatter import Plain, load
from clmctl.text.yaml.split import Split, split, unreadable, whole

#: Stages that say something about the very words they were reached with.
_LATE = frozenset({"approval", "signature", "executed", "terminated", "cancelled", "superseded"})
NUMBERS = ".clm/numbers.yaml"
_LINES_SUFFIX = ".jsonl"


def merge_file(path: str, sides: Three[bytes | None], catalogue: Catalogue, decisions: Decisions = UNDECIDED) -> Merged:
    """The file after the merge; None stands for "no file" on a side and in the answer."""
    settled = _trivial(sides)
    if settled is not None:
        return settled
    if sides.ours is not None and sides.theirs is not None:
        if path.endswith("/contract.md"):
            return merge_contract(path, sides, catalogue, decisions)
        if path.endswith(_LINES_SUFFIX) and not any(unreadable(data or b"") for data in (sides.base, sides.ours, sides.theirs)):
            arbiter = Arbiter(path, decisions)
            text = merge_lines(sides.each(lambda data: (data or b"").decode()), arbiter)
            return arbiter.merged(text.encode(), joined=True)
        if path == NUMBERS and (counted := _numbers(path, sides.each(lambda data: data or b""))) is not None:
            return counted
    return _whole(path, sides, decisions)


def merge_contract(path: str, sides: Three[bytes | None], catalogue: Catalogue, decisions: Decisions = UNDECIDED) -> Merged:
    """The contract's file with what both sides changed: fields by key, clauses by anchor, sentences of a clause both changed.

    A file that cannot be read on a side is decided as a whole. Signed by one side and changed by the other is decided as a
    whole, too: a signature is for the words that were signed. Where one side moved the stage to approval or beyond while the
    other changed what is negotiated, the stage is a clash.
    """
    settled = _trivial(sides)
    if settled is not None:
        return settled
    read = sides.each(lambda data: _side(path, data, catalogue))
    if read.ours is None or read.theirs is None or (read.base is None and sides.base is not None):
        return _whole(path, sides, decisions, why="One side cannot be read as a contract.")
    known = Three(read.base or _NOTHING, read.ours, read.theirs)
    arbiter = Arbiter(path, decisions)
    body = merge_body(known.each(lambda side: side.body), arbiter)
    forced = _stage_rule(known.each(lambda side: side.contract), catalogue)
    fields = merge_fields(known.each(lambda side: side.fields), arbiter, Rules(forced, body.taken))
    yaml = weave(known.each(lambda side: side.parts.yaml), fields)
    if yaml is None:
        return _whole(path, sides, decisions, why="The fields of both sides cannot be put into one file.")
    data = _file(sides.each(lambda data: data or b""), known, yaml, body)
    after = read_contract(path, "", data, catalogue)[0]
    if after is None:
        return _whole(path, sides, decisions, why="Both sides together cannot be read as a contract.")
    if arbiter.settled and _unsigned(after, known.ours.contract, known.theirs.contract, catalogue):
        why = "One side signed it, the other changed what was signed: a signature is for the words that were signed."
        return _whole(path, sides, decisions, why=why)
    return arbiter.merged(data, joined=data not in (sides.ours, sides.theirs))


@frozen
class _Read:
    """One side of a contract's file."""

    parts: Split
    fields: Mapping[str, Plain]
    body: str
    contract: Contract | None


_NOTHING = _Read(Split(), MappingProxyType({}), "", None)


def _side(path: str, data: bytes | None, catalogue: Catalogue) -> _Read | None:
    """The side, or None where it is missing or cannot be read without doubt."""
    if data is None:
        return None
    parts = split(data)
    fields, findings = load(path, data)
    if parts.problems or fields is None or findings:
        return None
    return _Read(parts, fields, data[_body_at(data, parts) :].decode(), read_contract(path, "", data, catalogue)[0])


def _body_at(data: bytes, parts: Split) -> int:
    """Where the text begins: behind the line that closes the fields."""
    at = data.find(b"\n", parts.end)
    return len(data) if at < 0 else at + 1


def _trivial(sides: Three[bytes | None]) -> Merged | None:
    """The answer where no two sides differ from the third each in its own way."""
    if sides.theirs in (sides.ours, sides.base):
        return Merged(sides.ours)
    if sides.ours == sides.base:
        return Merged(sides.theirs)
    return None


def _whole(path: str, sides: Three[bytes | None], decisions: Decisions, *, why: str = "") -> Merged:
    """The file of the side that a person chose."""
    arbiter = Arbiter(path, decisions)
    choice = arbiter.decide("the whole file", sides.each(_shown), why=why, free=False)
    return arbiter.merged(sides.ours if choice.side == "ours" else sides.theirs, joined=False)


def _shown(data: bytes | None) -> str | None:
    if data is None:
        return None
    if unreadable(data):
        return f"({len(data):,} bytes that are no text, sha256 {hashlib.sha256(data).hexdigest()[:16]})"
    return data.decode("utf-8-sig")


def _numbers(path: str, sides: Three[bytes]) -> Merged | None:
    """The counters of both sides, the larger of each: a number once drawn is never drawn again."""
    parts = sides.each(whole)
    read = sides.each(lambda data: load(path, data))
    for part, (said, findings) in ((parts.base, read.base), (parts.ours, read.ours), (parts.theirs, read.theirs)):
        if part.problems or said is None or findings:
            return None
    larger = Rules(larger=True)
    fields = merge_fields(read.each(lambda answer: answer[0] or {}), Arbiter(path, Decisions(take="ours")), larger)
    yaml = weave(parts.each(lambda part: part.yaml), fields)
    return Merged(yaml.encode(), joined=True) if yaml is not None else None


def _stage_rule(sides: Three[Contract | None], catalogue: Catalogue) -> dict[str, str]:
    """The stage, where one side moved it far while the other changed what is negotiated."""
    was, our, their = sides.base, sides.ours, sides.theirs
    if was is None or our is None or their is None:
        return {}
    for mover, other in ((our, their), (their, our)):
        moved = mover.stage != was.stage and mover.stage in _LATE and other.stage == was.stage
        if moved and (changed_clauses(was, other) or changed_fields(was, other, catalogue)):
            return {"stage": f"One side moved it to {mover.stage} while the other changed what is negotiated."}
    return {}


def _unsigned(after: Contract, our: Contract | None, their: Contract | None, catalogue: Catalogue) -> bool:
    """Whether the merge bears the digest of a signature for other words than it holds now."""
    if not after.agreed or agreed_digest(after, catalogue) == after.agreed:
        return False
    signed = [side for side in (our, their) if side is not None and side.agreed == after.agreed]
    return any(agreed_digest(side, catalogue) == side.agreed for side in signed)


def _file(sides: Three[bytes], read: Three[_Read], yaml: str, body: Body) -> bytes:
    """The file of merged fields and text, with the marks around them and the line ends of the side that changed them."""
    pairs = Three((sides.base, read.base), (sides.ours, read.ours), (sides.theirs, read.theirs))
    head = _three(pairs.each(lambda pair: pair[0][: pair[1].parts.start]))
    fence = _three(pairs.each(lambda pair: pair[0][pair[1].parts.end : _body_at(pair[0], pair[1].parts)]))
    ends = _three(read.each(lambda side: side.parts.line_end.encode())).decode()
    text = body.text
    if ends == "\r\n":
        text, yaml = text.replace("\n", "\r\n"), yaml.replace("\n", "\r\n")
    elif ends == "mixed":
        text = body.raw
    return head + yaml.encode() + fence + text.encode()


def _three(sides: Three[bytes]) -> bytes:
    if sides.ours == sides.base:
        return sides.theirs
    return sides.ours if sides.theirs in (sides.base, sides.ours) else max(sides.ours, sides.theirs)
