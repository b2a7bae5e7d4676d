"""Pieces of WordprocessingML as strings: runs, fields, paragraphs.

Until a whole part is written, the words in it stand as they are between two marks (`\\x01`), so that they are escaped all at
once and the markup, which repeats where words do not, can be looked at without them: see `word.written`. A value that could
be any other like it begins with a mark of its own (`\x04`).
"""

import re
from functools import lru_cache

from clmctl.word.scripts import dressed, from_right, needs_telling, runs_from_right, stretches

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

#: What XML 1.0 cannot carry, and the C1 controls that no reader shows. Tab and line feed are written as elements.
_UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_EXCHANGEABLE = re.compile(r"[A-Za-z0-9 .,:;()%/+-]*[A-Za-z0-9.)%]")
_BREAKS = re.compile("([\n\t])")


def slot(text: str) -> str:
    """The text as words among markup, not yet escaped."""
    return f"\x01{visible(text)}\x01"


def visible(text: str) -> str:
    """The text as Word can hold it: line ends are `\\n`, a control character is its picture (`␇`), other refused ones `�`."""
    if text.isprintable():  # the usual piece, told apart at a tenth of the search's cost
        return text
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNSHOWABLE.sub(_picture, text) if refused(text) else text


def refused(text: str) -> bool:
    """Whether the text holds a character that `visible` would have changed."""
    return not text.replace("\u00a0", "").isprintable() and _UNSHOWABLE.search(text) is not None


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"


def escape(text: str) -> str:
    """The text safe between tags and in double-quoted attributes; refused characters become visible ones."""
    # Chained replace: `str.translate` with a table takes three times as long on contract text.
    return visible(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def run(text: str, props: str = "") -> str:
    """A run that prints `text` (tabs and line ends as Word's own elements); `props` is the inside of `w:rPr`.

    Words of a script that Word must be told of, right-to-left or of the East, are runs of their own.
    """
    if not text:
        return ""
    if not text.isascii() and needs_telling(text):
        return "".join(latin_run(words, dressed(props, script)) for script, words in stretches(text, props))
    return latin_run(text, props)


def latin_run(text: str, props: str = "") -> str:
    """The same for words known to be of no such script."""
    if not text.isprintable():
        text = visible(text)
        if "\n" in text or "\t" in text:
            return _broken_run(text, props)
    if props:
        return f'<w:r><w:rPr>{props}</w:rPr><w:t xml:space="preserve">\x01{text}\x01</w:t></w:r>'
    return f'<w:r><w:t xml:space="preserve">\x01{text}\x01</w:t></w:r>'


def exchangeable(text: str) -> bool:
    """Whether any other such text is written alike: one run, with nothing to escape, after which quotes close."""
    return _EXCHANGEABLE.fullmatch(text) is not None


def value_run(text: str, props: str = "") -> str:
    """The same for an exchangeable text."""
    return latin_run(text, props).replace("\x01", "\x01\x04", 1)


def _broken_run(text: str, props: str) -> str:
    """A run with tabs or line ends."""
    parts = [f"<w:r><w:rPr>{props}</w:rPr>" if props else "<w:r>"]
    for piece in _BREAKS.split(text):
        if piece == "\n":
            parts.append("<w:br/>")
        elif piece == "\t":
            parts.append("<w:tab/>")
        elif piece:
            parts.append(f'<w:t xml:space="preserve">\x01{piece}\x01</w:t>')
    parts.append("</w:r>")
    return "".join(parts)


@lru_cache(maxsize=1024)
def field(instruction: str, cached: str, props: str = "") -> str:
    """A complex field with its cached result, so that nothing has to be updated when the file is opened."""
    rpr = f"<w:rPr>{props}</w:rPr>" if props else ""
    return (
        f'<w:r>{rpr}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{rpr}<w:instrText xml:space="preserve"> {slot(instruction)} </w:instrText></w:r>'
        f'<w:r>{rpr}<w:fldChar w:fldCharType="separate"/></w:r>'
        f"{run(cached, props)}"
        f'<w:r>{rpr}<w:fldChar w:fldCharType="end"/></w:r>'
    )


def paragraph(style: str, content: str, props: str = "", *, typed: str = "") -> str:
    """A paragraph of a style; `props` are further children of `w:pPr`, in schema order, `typed` its words but for values."""
    if "<w:rtl/>" in content and runs_from_right(content, typed):
        props = from_right(props)
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{props}</w:pPr>{content}</w:p>'
