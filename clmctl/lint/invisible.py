"""The rule on characters nobody sees (SX001), in the text and in the fields."""

import re
import unicodedata
from collections.abc import Iterator

from clmctl.lint.case import Case, RuleName, problem
from clmctl.model.finding import Finding
from clmctl.model.place import Place
from clmctl.model.rule import Rule
from clmctl.text.yaml.split import split

INVISIBLE: RuleName = ("SX001", "invisible-character", "error")

#: Controls but tab and line feed, line and paragraph separators, direction marks, zero-width and other unseen characters, tags.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
#: What hides nothing in the front matter, nor stands for another character there.
_TYPED = bytes(byte for byte in range(0x20, 0x7F) if byte != 0x5C) + b"\n\t"
#: How YAML writes a character in double quotes.
_ESCAPE = re.compile(r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}|\\x[0-9A-Fa-f]{2}")
#: Joiners, which Arabic, Persian and Indic words are spelt with.
_JOINERS = "\u200c\u200d"
_SAID = {
    "\r": "a carriage return without line feed",
    "\x1b": "an escape character",
    "\u00ad": "a soft hyphen",
    "\u200b": "a zero-width space",
    "\ufeff": "a zero-width space",
}
_HINT = "Delete it, or type the words anew; what is read must be what is agreed."


def invisible(case: Case) -> Iterator[Finding]:
    """A character in the text that cannot be seen, or turns the direction of what follows."""
    yield from (finding for finding in case.door if finding.code == INVISIBLE[0])
    for part, held in case.looked:
        if held.clear:
            continue
        text = case.contract.text[part.start : part.end]
        for line, _, message, char in _found(text):
            clause = part.anchor if part.kind == "clause" else ""
            yield problem(INVISIBLE, case, message, line=part.line + line - 1, clause=clause, subject=char, hint=_HINT)


def invisible_in_fields(path: str, data: bytes) -> tuple[Finding, ...]:
    """The same for the front matter of a file."""
    front = data[: data.find(b"\n---", 4) + 1]
    if front.startswith(b"---\n") and not front.translate(None, _TYPED):
        return ()
    file = split(data)
    code, name, severity = INVISIBLE
    found = list(_found(file.yaml))
    if "\\" in file.yaml:
        found += _found(_ESCAPE.sub(_meant, file.yaml))
    return tuple(
        Finding(code, name, severity, Place(path, line + file.yaml_line - 1, column), message, _HINT, subject=char)
        for line, column, message, char in dict.fromkeys(found)
    )


def _meant(escape: re.Match[str]) -> str:
    """The character an escape of YAML stands for, padded to its length so that columns stay."""
    number = int(escape[0][2:], 16)
    return (chr(number) if number < 0x110000 else "?").ljust(len(escape[0]))


def _found(text: str) -> Iterator[tuple[int, int, str, str]]:
    """(line, column, what it is, its number) of every hidden character, those of one line that are alike told once."""
    if text.isascii() and text.replace("\n", "").replace("\t", "").isprintable():
        return
    told: set[tuple[int, str]] = set()
    for match in _HIDDEN.finditer(text):
        char, at = match[0], match.start()
        if char in _JOINERS and _spelt(text, at):
            continue
        line = text.count("\n", 0, at) + 1
        if (line, char) in told:
            continue
        told.add((line, char))
        number = f"U+{ord(char):04X}"
        what = _SAID.get(char) or f"an invisible character ({unicodedata.name(char, 'control character').lower()})"
        yield line, at - text.rfind("\n", 0, at), f"There is {what} here, {number}.", number


def _spelt(text: str, at: int) -> bool:
    """Whether a joiner stands between letters of a script that is written with it."""
    around = text[at - 1 : at] + text[at + 1 : at + 2]
    return len(around) == 2 and all(char > "\u0590" and unicodedata.category(char)[0] in "LM" for char in around)


RULES: tuple[Rule[Case], ...] = (
    Rule(
        *INVISIBLE,
        "file",
        "The file holds invisible or direction-changing characters.",
        "What a person reads is then not what the text says.",
        "Delete them.",
        invisible,
    ),
)
