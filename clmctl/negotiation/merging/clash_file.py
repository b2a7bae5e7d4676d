"""The file in which a person decides clashes: readable from top to bottom, and read back without guessing."""

import re
from collections.abc import Mapping, Sequence

from clmctl.errors import UsageError
from clmctl.negotiation.merging.clash import Choice, Clash

CLASH_FILE = "sync-conflicts.md"
_HEAD = """# Places that both sides changed

Nothing was merged yet, and nothing is lost: yours stands here, theirs on {upstream}.
For each place write `ours` or `theirs` behind `choose:`, or put words of your own under `own:`; then run `clmctl sync` again.
`clmctl sync --take ours` (or `theirs`) decides all that are left. This file is no part of the workspace and goes away by itself.
"""
_TITLE = re.compile(r"## \d+\. .*\[([0-9a-f]{12})\]\s*")
_FENCE = re.compile(r"(~{4,})\s*")
_LABELS = ("before", "ours", "theirs", "own")


def write_clashes(clashes: Sequence[Clash], made: Mapping[str, Choice], upstream: str) -> str:
    """The file's text: each clash with what it was, ours, theirs, and the choice made so far."""
    return "\n".join([_HEAD.format(upstream=upstream), *(_entry(n, clash, made) for n, clash in enumerate(clashes, 1))])


def _entry(number: int, clash: Clash, made: Mapping[str, Choice]) -> str:
    choice = made.get(clash.id)
    side = choice.side if choice is not None and choice.side != "own" else ""
    lines = [f"## {number}. {clash.path}: {' '.join(clash.where.split())} [{clash.id}]", ""]
    if clash.why:
        lines += [f"{' '.join(clash.why.split())}", ""]
    lines += [f"choose: {side}".rstrip(), ""]
    texts: list[tuple[str, str | None]] = [("before", clash.base), ("ours", clash.ours), ("theirs", clash.theirs)]
    if clash.free:
        texts.append(("own", choice.text if choice is not None and choice.side == "own" else ""))
    for label, text in texts:
        if text is None:
            lines += [f"{label}: not there", ""]
            continue
        fence = "~" * max(4, *(len(run) + 1 for run in re.findall(r"~{4,}", text)), 4)
        lines += [f"{label}:", fence, *([text.strip("\n")] if text.strip("\n") else []), fence, ""]
    return "\n".join(lines)


def read_choices(text: str) -> dict[str, Choice]:
    """What the person chose, by the clash's id; places left open are left out.

    UsageError with the line for a choice that is neither side, or two choices for one place.
    """
    found: dict[str, Choice] = {}
    clash, label, fence = "", "", ""
    side: dict[str, str] = {}
    own: list[str] = []
    for number, raw in enumerate(text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n"), 1):
        if fence:
            if raw.rstrip() == fence:
                fence = ""
                if label == "own" and "\n".join(own).strip():
                    _choose(found, clash, Choice("own", "\n".join(own)), number)
            elif label == "own":
                own.append(raw)
        elif (title := _TITLE.fullmatch(raw)) is not None:
            clash, label = title[1], ""
        elif (opening := _FENCE.fullmatch(raw)) is not None and label:
            fence, own = opening[1], []
        elif clash and raw.startswith("choose:"):
            word = raw.partition(":")[2].strip().strip("`").lower()
            if word in ("ours", "theirs"):
                _choose(found, clash, Choice("ours" if word == "ours" else "theirs"), number)
            elif word not in ("", "own"):
                raise UsageError(f"{word!r} is no choice.", hint="Write ours or theirs.", path=CLASH_FILE, line=number)
            side[clash] = word
        elif raw.partition(":")[0].strip() in _LABELS:
            label = raw.partition(":")[0].strip()
    if fence:
        raise UsageError("A text is not closed by its line of ~~~~.", hint="Put the line back.", path=CLASH_FILE)
    for clash, word in side.items():
        if word == "own" and clash not in found:
            raise UsageError("Words of your own are chosen, and none stand under own:.", path=CLASH_FILE)
    return found


def _choose(found: dict[str, Choice], clash: str, choice: Choice, line: int) -> None:
    if found.setdefault(clash, choice) != choice:
        hint = "Empty the words under own:, or the line choose:."
        raise UsageError("One place has two choices.", hint=hint, path=CLASH_FILE, line=line)
