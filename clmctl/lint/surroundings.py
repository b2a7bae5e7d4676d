"""What stands around the clauses: the words before the first and after the last are the template's, or nobody approved them."""

from collections.abc import Iterator
from functools import lru_cache

from clmctl.lint.case import Case
from clmctl.lint.changes import alike, difference, said
from clmctl.model.frozen import frozen
from clmctl.text.comparing.difference import Change, small_edit
from clmctl.text.comparing.digest import canonical
from clmctl.text.dialect.pieces import pieces

#: So much alike, and the few words that differ are looked at one by one.
_SMALL = 0.97


@frozen
class Strayed:
    """Words around the clauses that are not the template's: which (`preamble`, `closing`, `opening of #anchor`), the line they
    begin on, and how they differ from the nearest text (`similarity`, `changes`, as a message `said` them, what they touch)."""

    what: str
    line: int
    similarity: float
    changes: tuple[Change, ...]
    said: str
    touched: tuple[str, ...]


def strayed(case: Case) -> Iterator[Strayed]:
    """Words around the clauses of a contract on own paper that its template does not have, and never had."""
    contract = case.contract
    template = case.judge.approved.library.templates.get(contract.template)
    if template is None or contract.paper != "own":
        return
    before = template.preamble.strip("\n")
    bare = () if before else (f"# {contract.title}",)
    after = template.closing.strip("\n")
    earlier = {name: tuple(text for each, text in template.earlier if each == name) for name in ("preamble", "closing")}
    begun = any(part.kind in ("clause", "schedule") for part in case.parts)
    if not begun and after:  # a letter: one text from end to end
        texts = tuple(f"{first}\n\n{last}" for first in (before, *earlier["preamble"]) for last in (after, *earlier["closing"]))
        wanted = [("preamble", "preamble", texts)]
    else:
        wanted = [("preamble", "preamble", (before, *bare, *earlier["preamble"]))]
        if not after or after.startswith("# "):  # else it ends the last clause, which is compared with its own text
            wanted.append(("closing", "other", (after, *earlier["closing"])))
    for what, kind, texts in wanted:
        stands = [part for part in case.parts if part.kind == kind]
        text = "".join(contract.text[part.start : part.end] for part in stands)
        yield from _compared(what, stands[0].line if stands else 0, text, texts)
    for part in case.parts:
        if part.kind == "schedule" and any(piece.kind != "data" for piece in pieces(part.body)):
            yield from _compared(f"opening of #{part.anchor}", part.line + 1, part.body, ("",))


def _compared(what: str, line: int, text: str, approved: tuple[str, ...]) -> Iterator[Strayed]:
    found = _nearest(text, approved)
    if found is not None:
        similarity, changes = found
        touched = small_edit(changes) if similarity >= _SMALL else ()
        line += len(text) - len(text.lstrip("\n")) if line else 0
        yield Strayed(what, line, similarity, changes, said(changes), touched)


@lru_cache(maxsize=1024)
def _nearest(text: str, approved: tuple[str, ...]) -> tuple[float, tuple[Change, ...]] | None:
    """How the text differs from the nearest of the approved ones, None where it is one; contracts begin and end alike."""
    own = canonical(text, whole=True)
    if any(own == canonical(each, whole=True) for each in approved):
        return None
    differences = [difference(each, text.strip("\n")) for each in approved]
    nearest = max(differences, key=alike)
    return alike(nearest), nearest
