"""A Word file that was held against the contracts, as people and programs see it."""

from dataclasses import asdict

from clmctl.cli.formats import is_json
from clmctl.cli.render import note, show_json, show_text
from clmctl.cli.terminal import in_one_line
from clmctl.desk.copies.verifying import Verified
from clmctl.model.word.difference import WordDifference

_SAME = {
    "bytes": "is, byte for byte,",
    "text": "is, text for text,",
    "": "differs from",
}
_WHAT = {
    "changed": "",
    "missing": "missing: ",
    "added": "added: ",
    "number": "numbered otherwise: ",
    "unseen": "",
    "reference": "refers elsewhere: ",
}


def show_verified(found: Verified, file: str, format_name: str) -> int:
    """The answer in a format; 0 where the file is the same, 1 where it differs."""
    if is_json(format_name):
        show_json(_object(found, file))
    else:
        show_text(f"{in_one_line(file)} {_same(found)} {_kind(found)} of {found.contract}{_state(found)}.")
        for item in found.differences:
            show_text(f"  {_where(item)}: {_WHAT[item.kind]}{in_one_line(item.shown)}")
        for remark in found.remarks:
            note(remark)
    return int(not found.same)


def _same(found: Verified) -> str:
    """How like the file is: with what is tracked in it, or remarked, it is not the same, even where it comes to the same text."""
    if found.unsettled and not found.same and not found.differences:
        return "is not settled; with its tracked changes accepted it is, text for text,"
    return _SAME[found.same]


def _kind(found: Verified) -> str:
    if found.sent is not None and found.same == "bytes" and found.sent.kind == "redline":
        return "the redline"
    return "the draft" if found.status == "draft" else "the copy to sign"


def _state(found: Verified) -> str:
    if found.sent is not None and found.same == "bytes":
        to = f" to {in_one_line(found.sent.to)}" if found.sent.to else ""
        return f" that went out in turn {found.sent.turn}, on {found.sent.when[:10]}{to} (made from {found.sent.commit[:10]})"
    how = "" if found.found == "the id given" else f" (found by {found.found})"
    if not found.commit:
        return f", as it stands{how}"
    return f", as recorded in {found.commit[:10]}{f' on {found.day}' if found.day else ''}{how}"


def _where(item: WordDifference) -> str:
    return f"{item.part}, paragraph {item.paragraph}{f' ({item.number})' if item.number else ''}"


def _object(found: Verified, file: str) -> dict[str, object]:
    sent = found.sent
    return {
        "file": file,
        "same": found.same or None,
        "contract": found.contract,
        "commit": found.commit or None,
        "day": found.day or None,
        "found_by": found.found,
        "status": found.status,
        "differences": [asdict(item) for item in found.differences],
        "remarks": list(found.remarks),
        "sent": {"kind": sent.kind, "turn": sent.turn, "when": sent.when, "to": sent.to or None} if sent else None,
    }
