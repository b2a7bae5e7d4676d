"""The two halves of a file: its YAML and its text, and what stands in the way of reading them.

A Markdown file is `---`, YAML, `---`, text. A byte order mark and `\\r\\n` line ends are taken as they come, and the line
ends said (`line_end`), so that the same document gives the same findings whatever editor saved it. Everything else that
reads differently in different programs (UTF-16, Latin-1, control characters, U+0085 and U+2028 that some take for line
ends) is refused with its place.
"""

import re
from typing import Literal

from clmctl.model.finding import Finding
from clmctl.model.frozen import frozen
from clmctl.model.place import Place
from clmctl.text.yaml.lines import position

#: The most YAML a file may hold, and the most of a whole file.
MAX_YAML = 256 * 1024
MAX_FILE = 8 * 1024 * 1024

_BOM = b"\xef\xbb\xbf"
_FENCE = re.compile(rb"---[ \t]*\r?(?:\n|\Z)")
_MARKER = re.compile(rb"^(?:<{7}|>{7}|\|{7})(?: [^\r\n]*)?\r?$", re.MULTILINE)
#: In YAML: every control character but line feed and tab, what others take for a line end, and a mark inside the text.
_BAD_IN_YAML = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_SAFE_BYTES = bytes(range(0x20, 0x7F)) + b"\n\t"

_NAMES = {
    0x00: "NUL",
    0x07: "BEL",
    0x08: "backspace",
    0x0C: "form feed",
    0x0D: "carriage return without line feed",
    0x1B: "escape",
    0x7F: "delete",
    0x85: "next line (U+0085)",
    0x2028: "line separator (U+2028)",
    0x2029: "paragraph separator (U+2029)",
    0xFEFF: "byte order mark inside the text (U+FEFF)",
}


NAMES = {"SX003": "conflict-markers", "SX006": "unreadable", "FD609": "schema"}


@frozen
class Problem:
    """Something wrong at a line and column, before it has a path. `earlier` is the line of what it collides with."""

    code: Literal["SX003", "SX006", "FD609"]
    line: int
    column: int
    message: str
    hint: str = ""
    subject: str = ""
    earlier: int = 0

    def finding(self, path: str, first_line: int = 1) -> Finding:
        """The problem as a finding in that file, its line counted from the line the YAML begins on."""
        place = Place(path, self.line + first_line - 1, self.column)
        message = f"{self.message} (first on line {self.earlier + first_line - 1})" if self.earlier else self.message
        return Finding(self.code, NAMES[self.code], "error", place, message, self.hint, subject=self.subject)


@frozen
class Split:
    """A file in two: `yaml` and `body`, both with `\\n` line ends, and the 1-based lines of the file they begin on.

    `start` and `end` are the byte offsets of the YAML in the file. `fenced` says whether it stands between `---` lines.
    `line_end` says how the file was saved. With `problems`, `yaml` is empty and must not be read.
    """

    yaml: str = ""
    body: str = ""
    yaml_line: int = 1
    body_line: int = 1
    start: int = 0
    end: int = 0
    fenced: bool = True
    line_end: Literal["\n", "\r\n", "mixed"] = "\n"
    problems: tuple[Problem, ...] = ()


def split(data: bytes) -> Split:
    """YAML and text of a Markdown file with front matter; what cannot be read is in `problems`, located."""
    if bad := unreadable(data):
        return Split(problems=bad)
    start = _begin(data)
    opening = _FENCE.match(data, start)
    if opening is None:
        hint = "A file begins with ---, the fields, and another --- before its text."
        return _refuse(data, Problem("SX006", 1, 1, "No front matter: the first line is not ---", hint))
    begin = opening.end()
    closing = _closing(data, begin)
    if closing is None:
        hint = "Close it with a line that holds --- and nothing else, before the text."
        return _refuse(data, Problem("SX006", 1, 1, "The front matter is not closed", hint))
    yaml, problems = _yaml_text(data, begin, closing.start(), 2)
    body_start = closing.end()
    body = data[body_start:].decode("utf-8")
    line_end: Literal["\n", "\r\n", "mixed"] = "\n"
    if "\r" in body or b"\r" in data:
        line_end = "\r\n" if data.count(b"\r\n") == data.count(b"\n") else "mixed"
        body = body.replace("\r\n", "\n")
    line = data.count(b"\n", 0, body_start) + 1
    problems += conflicts(data)
    return Split("" if problems else yaml, body, 2, line, begin, closing.start(), True, line_end, problems)


def _begin(data: bytes) -> int:
    """Where the text begins: behind a byte order mark, where there is one."""
    return len(_BOM) if data.startswith(_BOM) else 0


def _closing(data: bytes, begin: int) -> re.Match[bytes] | None:
    """The first `---` line at or after `begin`, which is the start of a line."""
    at = begin - 1
    while at >= 0:
        if (match := _FENCE.match(data, at + 1)) is not None:
            return match
        at = data.find(b"\n---", at + 1)
    return None


def whole(data: bytes) -> Split:
    """A file that is YAML from end to end, in the same shape."""
    if bad := unreadable(data):
        return Split(fenced=False, problems=bad)
    start = _begin(data)
    yaml, problems = _yaml_text(data, start, len(data), 1)
    line_end: Literal["\n", "\r\n", "mixed"] = "\n"
    if b"\r" in data:
        line_end = "\r\n" if data.count(b"\r\n") == data.count(b"\n") else "mixed"
    problems += conflicts(data)
    return Split("" if problems else yaml, "", 1, 1, start, len(data), False, line_end, problems)


def conflicts(data: bytes) -> tuple[Problem, ...]:
    """One problem for each block that git left for a person to decide (`<<<<<<<`), and for stray marks of its end."""
    if (b"<" not in data or b"<<<<<<<" not in data) and (b">" not in data or b">>>>>>>" not in data):
        return ()
    found: list[Problem] = []
    inside = False
    for mark in _MARKER.finditer(data):
        kind = data[mark.start() : mark.start() + 1]
        if kind == b"<" or (kind == b">" and not inside):
            line = data.count(b"\n", 0, mark.start()) + 1
            message = f"Conflict marker {data[mark.start() : mark.start() + 7].decode()} of an unfinished merge"
            found.append(Problem("SX003", line, 1, message, "Choose one side, delete the three marker lines, and save."))
        if kind != b"|":
            inside = kind == b"<"
    return tuple(found)


def unreadable(data: bytes) -> tuple[Problem, ...]:
    """What keeps the whole file from being read: size, UTF-16, bytes that are not UTF-8, NUL."""
    if len(data) > MAX_FILE:
        return (Problem("SX006", 1, 1, f"The file has {len(data):,} bytes; the most read is {MAX_FILE:,}"),)
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return (Problem("SX006", 1, 1, "The file is UTF-16", "Save it as UTF-8."),)
    at = data.find(b"\0")
    if at >= 0:
        before = data[:at].decode("utf-8", "replace")
        line, column = position(before, len(before))
        return (Problem("SX006", line, column, "The file holds NUL bytes: it is binary or not UTF-8", "Save it as UTF-8 text."),)
    if not data.isascii():
        try:
            data.decode("utf-8")
        except UnicodeDecodeError as wrong:
            before = data[: wrong.start].decode("utf-8", "replace")
            line, column = position(before, len(before))
            message = f"Byte 0x{data[wrong.start]:02x} is not UTF-8"
            return (Problem("SX006", line, column, message, "Save the file as UTF-8 (it may be Latin-1 or Windows-1252)."),)
    return ()


def _yaml_text(data: bytes, start: int, end: int, first_line: int) -> tuple[str, tuple[Problem, ...]]:
    if end - start > MAX_YAML:
        message = f"The fields take {end - start:,} bytes; the most read is {MAX_YAML:,}"
        return "", (Problem("SX006", first_line, 1, message, "Move long text out of the fields."),)
    raw = data[start:end]
    text = raw.decode("utf-8")
    if raw.translate(None, _SAFE_BYTES):
        text = text.replace("\r\n", "\n")
        bad = _BAD_IN_YAML.search(text)
        if bad is not None:
            line, column = position(text, bad.start())
            number = ord(bad[0])
            what = _NAMES.get(number, f"control character U+{number:04X}")
            message = f"Forbidden character in the fields: {what}"
            return "", (Problem("SX006", line + first_line - 1, column, message, "Delete it; write text in UTF-8."),)
    return text, ()


def _refuse(data: bytes, problem: Problem) -> Split:
    """No front matter: conflict markers are the likelier story, so they are told first."""
    return Split(problems=(*conflicts(data), problem) if not data.startswith(b"<<<<<<<") else conflicts(data))
