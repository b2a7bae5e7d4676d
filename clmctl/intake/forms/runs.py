"""Runs: the words of a paragraph of a form, with what the form marks them as."""

from collections.abc import Iterable
from typing import Literal, NamedTuple

#: `text` words; `variable` words a cover page gives a value; `title` a heading inside a paragraph; `hint` words for whoever
#: fills the form in; `link` words that lead to `target`; `break` a new line; `field` a placeholder (`target` its source);
#: `reference` a word before a number (`target` the anchor); `option` the begin (`target` its marker) or end of an option.
RunKind = Literal["text", "variable", "title", "hint", "link", "break", "field", "reference", "option"]


class Run(NamedTuple):
    """Words of one kind and emphasis. A field's or reference's `text` are the words of the form it stands for."""

    text: str
    bold: bool = False
    italic: bool = False
    kind: RunKind = "text"
    target: str = ""


Runs = tuple[Run, ...]
#: What stands for one character of words that are read already, when a paragraph is searched.
READ = "\x00"


def text_of(runs: Iterable[Run]) -> str:
    """The words as they stand in the form."""
    return "".join(run.text for run in runs)


def searchable(runs: Iterable[Run]) -> str:
    """The words, as long as `text_of`, with everything blotted out that is a field, reference, link or marker already."""
    return "".join(run.text if run.kind in ("text", "variable", "title") else READ * len(run.text) for run in runs)


def cut(runs: Iterable[Run], start: int, end: int | None = None) -> Runs:
    """The runs from character `start` to `end`; what has no characters is kept where it stands inside."""
    found: list[Run] = []
    at = 0
    for run in runs:
        left, right = at, at + len(run.text)
        at = right
        if left == right:
            if left >= start and (end is None or left < end):
                found.append(run)
            continue
        first, last = max(start, left) - left, (right if end is None else min(end, right)) - left
        if first < last:
            found.append(run._replace(text=run.text[first:last]))
    return tuple(found)


def put(runs: Runs, start: int, end: int, *new: Run) -> Runs:
    """The runs with the characters from `start` to `end` replaced, the new runs in the emphasis that stood there."""
    here = cut(runs, start, end)
    bold, italic = bool(here) and all(run.bold for run in here), bool(here) and all(run.italic for run in here)
    styled = tuple(run._replace(bold=run.bold or bold, italic=run.italic or italic) for run in new)
    return (*cut(runs, 0, start), *styled, *cut(runs, end))


def tidy(runs: Iterable[Run]) -> Runs:
    """The runs with neighbours of one kind and emphasis joined, white space single, none at either end."""
    found: list[Run] = []
    for run in runs:
        text = run.text if run.kind == "break" else _spaced(run.text)
        if not text and run.kind in ("text", "variable", "title", "hint", "link"):
            continue
        last = found[-1] if found else None
        if (
            text.startswith(" ")
            and (last is None or last.text.endswith((" ", "\n")))
            and run.kind in ("text", "variable", "title")
        ):
            text = text.lstrip(" ")
        if not text and run.kind == "text":
            continue
        if last is not None and run.kind == last.kind == "text" and (run.bold, run.italic) == (last.bold, last.italic):
            found[-1] = last._replace(text=last.text + text)
        else:
            found.append(run._replace(text=text))
    while found and found[-1].kind in ("text", "break") and not found[-1].text.strip():
        found.pop()
    if found and found[-1].kind == "text":
        found[-1] = found[-1]._replace(text=found[-1].text.rstrip(" "))
    return tuple(found)


def _spaced(text: str) -> str:
    """White space single; a space at either end stays one."""
    text = text.replace("\u00a0", " ").replace("\t", " ").replace("\n", " ")
    words = " ".join(part for part in text.split(" ") if part)
    if not words:
        return " " if text else ""
    return " " * text.startswith(" ") + words + " " * text.endswith(" ")
