"""Words from outside as our dialect writes them: every character that it would read as a mark escaped."""

import re

_ENTITY = re.compile(r"&(?=[A-Za-z][A-Za-z0-9]{1,31};|#\w{1,8};)")
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_ATTRIBUTE = re.compile(r"\{(?=#|lang=)")
_BACKSLASH = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
_STRIKE = re.compile(r"~(?=~)")
_BRACES = re.compile(r"(?<=\{)[{%?/]|(?<=[}%])\}")
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
    if "{" in text:
        text = _ATTRIBUTE.sub("{ ", text)
    if "\\" in text:
        text = _BACKSLASH.sub(r"\\\\", text)
    for mark in "*`_":
        text = text.replace(mark, f"\\{mark}")
    if "~" in text:
        text = _STRIKE.sub(r"\\~", text)
    if "&" in text:
        text = _ENTITY.sub(r"\\&", text)
    if "<" in text:
        text = _TAG.sub(r"\\<", text)
    if "](" in text:
        text = text.replace("](", "\\](")
    return _BRACES.sub(r"\\\g<0>", text) if "{" in text or "}" in text else text
