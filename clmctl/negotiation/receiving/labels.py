"""A Word file with the numbers it prints as typed characters taken for the numbers they are."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from clmctl.model.word.file import WordFile, WordParagraph, WordRun

_NUMBERED = re.compile(r"(?:level|schedule|recital)\d?|clause|subclause|party")
#: What stands before a paragraph's words where no list gives its number: `4.1.1` and a tab, `Annex IV` and a line break.
_LABEL = re.compile(r"(?:\(?[\w.]{1,12}\)?(?:\([\w]{1,8}\))*\.?(?=\t)|[^\t\n]{1,40}(?=\n))[\t\n]")


def with_numbers(file: WordFile, roles: Mapping[str, str]) -> WordFile:
    """The file with typed numbers of our styles as numbers and not as words: we type them where Word's lists cannot count so.

    `roles` are what the styles stand for by their names in small letters.
    """
    made = tuple(_numbered(paragraph, roles.get(paragraph.style.casefold(), "")) for paragraph in file.paragraphs)
    return file if all(a is b for a, b in zip(made, file.paragraphs, strict=True)) else replace(file, paragraphs=made)


def _numbered(paragraph: WordParagraph, role: str) -> WordParagraph:
    if paragraph.numbering or not _NUMBERED.fullmatch(role):
        return paragraph
    match = _LABEL.match(paragraph.said("final"))
    if match is None or (match[0][-1] == "\n") is not (role == "schedule"):
        return paragraph
    return replace(paragraph, runs=tuple(_behind(paragraph.runs, len(match[0]))), number=match[0][:-1])


def _behind(runs: Sequence[WordRun], length: int) -> list[WordRun]:
    """The runs without so many characters of the final text at their beginning, and what was changed among these."""
    found: list[WordRun] = []
    left = length
    for run in runs:
        if not left:
            found.append(run)
        elif run.stands_in("final"):
            if len(run.text) > left:
                found.append(replace(run, text=run.text[left:]))
            left = max(0, left - len(run.text))
    return found
