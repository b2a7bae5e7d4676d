"""Words from outside as our dialect writes them: every character that it would read as a mark escaped."""

import re

_ENTITY = re.compile(r"&(?=[A-Za-z][A-Za-z0-9]{1,31};|#\w{1,8};)")
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
#: What the dialect would read at the beginning of a line as a heading, an item, a quote, a table or a rule.
LINE_START = re.compile(r"(?:[-+*>#=|~{]|\d{1,9}[.)])(?=\s|$)|#|\{|[-_*=]{2,}\s*$|[<>|]{7}|\[[^\]\n]+\]:")


def safe_start(line: str) -> str:
    """The line with its beginning escaped where the dialect would read it as more than words."""
    match = LINE_START.match(line)
    if match is None or line.startswith(("**", "{{", "{?", "{/")) or (line[0] == "*" and not line.startswith("* ")):
        return line
    if line[0].isdigit():
        return re.sub(r"^(\d+)([.)])", r"\1\\\2", line)
    return "\\" + line if line[0] != "\\" else line


def escaped(text: str) -> str:
    """Words with every character that the dialect would read as a mark escaped."""
    text = re.sub(r"\{(?=#|lang=)", "{ ", text)
    text = re.sub(r"\\(?=[!-/:-@\[-`{-~])", r"\\\\", text)
    text = re.sub(r"[*`_]", r"\\\g<0>", text)
    text = re.sub(r"~(?=~)", r"\\~", text)
    text = _TAG.sub(r"\\<", _ENTITY.sub(r"\\&", text))
    text = re.sub(r"\](?=\()", r"\\]", text)
    return re.sub(r"(?<=\{)[{%?/]|(?<=[}%])\}", r"\\\g<0>", text)
