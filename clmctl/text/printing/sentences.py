"""The sentences of a printed text: the smallest piece that `why` blames on a commit."""

import re

#: Ends a sentence: a full stop, question or exclamation mark with the quotes and brackets that close after it.
_END = re.compile(r"""[.!?]+["'”’“»)\]]*\s+(?=["'“„«(\[]*[A-ZÄÖÜÀ-Þ0-9])|\n+""")
#: Words whose full stop ends none.
_SHORT = re.compile(
    r"(?:\b(?:[A-Za-z]|Mr|Mrs|Ms|Dr|Prof|St|No|Nos|Art|Arts|Abs|Nr|Ziff|Sec|para|paras|Inc|Ltd|Co|Corp|vs|cf|ca|etc|approx|"
    r"bzw|ggf|vgl|inkl|usw|Str|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)|\b\d{1,2})\.$"
)


def sentences(text: str) -> tuple[str, ...]:
    """The sentences in order, each with the white space after it; joined they are the text.

    A sentence ends at `.`, `!` or `?` before a space and a capital or figure, and at a line end. An abbreviation (`No.`,
    `i.e.`, `Abs.`) and a number with a point (`1. Januar`) end none; nor does a semicolon.
    """
    found: list[str] = []
    start = 0
    for match in _END.finditer(text):
        if "\n" not in match[0] and _SHORT.search(text, max(start, match.start() - 8), match.start() + 1):
            continue
        found.append(text[start : match.end()])
        start = match.end()
    if start < len(text):
        found.append(text[start:])
    return tuple(found)
