"""The parties of a returned file: paragraphs made of the front matter, of which the text holds only what it calls each party."""

from dataclasses import replace

from clmctl.model.block import Defined, Placeholder
from clmctl.negotiation.receiving.following import Applies
from clmctl.negotiation.receiving.layout import Layout
from clmctl.redline.returned.steps import Step
from clmctl.text.dialect.markup import markup

_QUOTES = "\"'“”„‟‘’‚«»‹›"
#: What a name may not hold that stands in the arguments of a placeholder.
_UNFIT = frozenset("\"'=,{}|\\\n")


def is_party(layout: Layout, sent: int | None) -> bool:
    """Whether a sent paragraph was printed from the parties."""
    return _party(layout, sent) is not None


def _party(layout: Layout, sent: int | None) -> tuple[str, str] | None:
    """Key and role of the party whose paragraph was sent; None for any other paragraph."""
    at = None if sent is None else layout.behind.of.get(sent)
    return None if at is None else layout.behind.printed[at].party


def calls(layout: Layout, step: Step, hunk: int) -> bool:
    """Whether a stretch of a party's paragraph changes just what the text calls it, to a name the text can hold.

    With the others it must leave a name, too.
    """
    if not _names(layout, step, hunk):
        return False
    every = {h for h in range(len(step.hunks)) if _names(layout, step, h)}
    return bool(_called(layout, step, {hunk}) and _called(layout, step, every))


def parties_block(layout: Layout, n: int, applies: Applies) -> str | None:
    """The list of the parties as the text types it, with the names they are called by now; None where it says what it did."""
    block = layout.behind.blocks[n]
    source = next((piece for piece in block.inlines if isinstance(piece, Placeholder)), None)
    if source is None:
        return None
    names = {key.strip(): name.strip() for key, _, name in (arg.partition("=") for arg in source.args)}
    before = dict(names)
    for at, step in enumerate(layout.returned.steps):
        party = _party(layout, step.sent)
        mine = {h for h in range(len(step.hunks)) if applies(at, h) and calls(layout, step, h)}
        if party is not None and mine and layout.block_of(step.sent) == n:
            key, role = party
            names[role if role in names and key not in names else key] = _called(layout, step, mine)
    if names == before:
        return None
    said = ", ".join(f'"{key}={name}"' for key, name in names.items())
    return markup((replace(source, source=f" {source.path} | parties({said}) "),), begins=True)


def _names(layout: Layout, step: Step, hunk: int) -> bool:
    """Whether a stretch stands within what a party's paragraph calls it."""
    if not is_party(layout, step.sent) or step.final is None:
        return False
    span = _span(layout, step)
    old = step.hunks[hunk].old
    return span is not None and step.hunks[hunk].counts and span[0] <= old[0] and old[1] <= span[1]


def _span(layout: Layout, step: Step) -> tuple[int, int] | None:
    """Where the name a party is called by stands among the sent words of its paragraph, with its quotes."""
    sent = step.sent or 0
    printed = layout.behind.printed[layout.behind.of[sent]]
    terms = {m for m, piece in enumerate(printed.inlines) if isinstance(piece, Defined)}
    words = layout.behind.words[sent]
    mine = [t for t, w in enumerate(words) if w >= 0 and any(part in terms for part, _ in printed.words[w].parts)]
    return (mine[0], mine[-1] + 1) if mine else None


def _called(layout: Layout, step: Step, hunks: set[int]) -> str:
    """The name with these changes; empty where the text cannot hold it."""
    span = _span(layout, step)
    if span is None or step.final is None:
        return ""
    old, new = layout.returned.lineage.sent[step.sent or 0].words, layout.returned.lineage.final[step.final].words
    said, t = "", span[0]
    for h in sorted(hunks):
        hunk = step.hunks[h]
        said += "".join(word.text for word in old[t : hunk.old[0]]) + "".join(word.text for word in new[slice(*hunk.new)])
        t = hunk.old[1]
    said = (said + "".join(word.text for word in old[t : span[1]])).strip().strip(_QUOTES).strip()
    return "" if _UNFIT & set(said) else said
