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


#: What a text may leave bare, though it would be escaped, by its sign: paper from outside is often typed so.
_BARE = {
    "_": re.compile(r"(?<!\\)_"),
    "`": re.compile(r"(?<!\\)`"),
    "~": re.compile(r"(?<!\\)~~"),
    "&": re.compile(r"(?<!\\)&(?=[A-Za-z][A-Za-z0-9]{1,31};|#\w{1,8};)"),
    "<": re.compile(r"(?<!\\)<(?=[A-Za-z/?])"),
    "#": re.compile(r"^ *(?:\d{1,9}[.)]|[-+*]) +#", re.MULTILINE),
}
_WORDLESS = re.compile(r"\{\{.*?\}\}|\{#[^}]*\}|\]\([^)\n]*\)|<!--.*?-->", re.DOTALL)


def bare_marks(text: str) -> str:
    """The signs that a text types bare where we would escape them, so that new words may be typed as the rest is."""
    words = _WORDLESS.sub("", text)
    return "".join(sign for sign, pattern in _BARE.items() if f"\\{sign}" not in words and pattern.search(words))


def safe_start(line: str, bare: str = "") -> str:
    """The line with its beginning escaped where the dialect would read it as more than words, `bare` signs left as they are."""
    match = LINE_START.match(line)
    if match is not None and line[0] == "#" and "#" in bare:
        return line
    if match is None or line.startswith(("**", "{{", "{?", "{/")) or (line[0] == "*" and not line.startswith("* ")):
        return line
    if line[0].isdigit():
        return re.sub(r"^(\d+)([.)])", r"\1\\\2", line)
    return "\\" + line if line[0] != "\\" else line


def escaped(text: str, bare: str = "") -> str:
    """Words with every character that the dialect would read as a mark escaped; of those in `bare`, none but a needed one."""
    if "{" in text:
        text = _ATTRIBUTE.sub("{ ", text)
    if "\\" in text:
        text = _BACKSLASH.sub(r"\\\\", text)
    for mark in "*`_":
        if mark in text and mark not in bare:
            text = text.replace(mark, f"\\{mark}")
    if "~" in text and "~" not in bare:
        text = _STRIKE.sub(r"\\~", text)
    if "&" in text and "&" not in bare:
        text = _ENTITY.sub(r"\\&", text)
    if "<" in text and "<" not in bare:
        text = _TAG.sub(r"\\<", text)
    if "](" in text:
        text = text.replace("](", "\\](")
    return _BRACES.sub(r"\\\g<0>", text) if "{" in text or "}" in text else text
