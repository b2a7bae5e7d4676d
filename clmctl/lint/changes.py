"""The words in which a clause differs from an approved text, and how a message shows them."""

import re
from functools import lru_cache

from clmctl.text.comparing.difference import Change, paragraph_diff
from clmctl.text.dialect.pieces import SUPPRESSION

#: How many characters of kept text stand on each side of a change in a message.
_AROUND = 24
#: How many separate changes a message spells out.
_MOST_CHANGES = 4
#: What is compared as one word: a placeholder, an anchor, a reference.
_WHOLE = re.compile(r"\{\{[^{}\n]*\}\}|\{#[^}\n]*\}|\[[^][\n]*\]\(#[^)\n]*\)")
#: The number typed before an item counts for nothing: `2.` prints by place, as `1.` does.
_TYPED = re.compile(r"^( *)\d{1,9}\.( +)", re.MULTILINE)


def difference(approved: str, text: str) -> tuple[Change, ...]:
    """The words that differ, placeholders and anchors as one word each, white space alone counting for nothing."""
    found = paragraph_diff(_approved(approved), _bare(text), whole=_WHOLE)
    return tuple([change if change.kind == "kept" else _spaced(change) for change in found])


@lru_cache(maxsize=1024)
def _approved(text: str) -> tuple[str, ...]:
    """An approved text, bare; they are asked for again and again."""
    return _bare(text)


def _bare(text: str) -> tuple[str, ...]:
    """The paragraphs without suppression comments and with every item numbered 1, line by line as they were."""
    text = SUPPRESSION.sub("", text) if "<!--" in text else text
    return tuple([_ones(paragraph) for paragraph in text.rstrip("\n").split("\n\n")])


def _ones(paragraph: str) -> str:
    if "\n" not in paragraph and (paragraph[:3] == "1. " or not paragraph[:1].isdigit()):
        return paragraph if paragraph[:1] != " " else _TYPED.sub(r"\g<1>1.\2", paragraph)
    return _TYPED.sub(r"\g<1>1.\2", paragraph)


def _spaced(change: Change) -> Change:
    """A change of white space alone is none."""
    if change.old.split() == change.new.split():
        return Change("kept", change.new, change.new)
    return change


def alike(changes: tuple[Change, ...]) -> float:
    """How much of the text is kept: 1.0 all of it, 0.0 nothing."""
    same = sum([len(new) for kind, _, new in changes if kind == "kept"])
    return same / max(1, sum([max(len(old), len(new)) for _, old, new in changes]))


def said(changes: tuple[Change, ...]) -> str:
    """The changed words in their surroundings: [-approved-] {+here+}."""
    shown: list[str] = []
    before = ""
    more = 0
    for kind, was, now in changes:
        if kind == "kept":
            before = now
            continue
        if len(shown) >= _MOST_CHANGES:
            more += bool(was.strip() or now.strip())
            continue
        lead = _last_words(before) if not shown or before else ""
        old = f"[-{' '.join(was.split())}-]" if was.strip() else ""
        new = f"{{+{' '.join(now.split())}+}}" if now.strip() else ""
        if old or new:
            shown.append(f"{'…' + lead + ' ' if lead else ''}{old}{' ' if old and new else ''}{new}")
        before = ""
    return " ".join(shown) + (f" … and {more} more change{'s' if more > 1 else ''}" if more else "")


def _last_words(text: str) -> str:
    """The end of the text on one line."""
    end = " ".join(text[-4 * _AROUND :].split())
    return (end if len(end) >= _AROUND else " ".join(text.split()))[-_AROUND:]


def subject_of(changes: tuple[Change, ...]) -> str:
    """The changed words alone: what a finding is known by."""
    return " ".join([f"-{' '.join(old.split())}+{' '.join(new.split())}" for kind, old, new in changes if kind != "kept"])


def line_of(changes: tuple[Change, ...]) -> int:
    """How many lines below the heading the first change stands."""
    before = ""
    for change in changes:
        if change.kind != "kept":
            if not change.new.strip():
                return before.rstrip().count("\n")
            return before.count("\n") + change.new[: len(change.new) - len(change.new.lstrip())].count("\n")
        before += change.new
    return 0
