"""Words by the script they are written in: what runs from the right, what needs a font of the East, and how Word is told."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

Script = Literal["", "rtl", "zh", "ja", "ko"]

#: Languages that are written from the right.
FROM_RIGHT = frozenset(("ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"))
#: What may be of a script that needs something said: found fast, and looked at again.
_MAYBE = re.compile("[\u0590-\u1fff\u2070-\U0010ffff]")
_RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_HANGUL = "\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff"
_KANA = "\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9f"
_HAN = "\u2e80-\u2fdf\u3000-\u303f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uff65\U00020000-\U0003ffff"
_IS_KANA, _IS_HANGUL, _IS_RTL = re.compile(f"[{_KANA}]"), re.compile(f"[{_HANGUL}]"), re.compile(f"[{_RTL}]")
_SPOKEN = re.compile(r'<w:lang w:val="(zh|ja|ko)\b')
_LANG = re.compile(r'<w:lang w:val="([^"]*)"/>')
#: The font Word has for each script of the East, and the language it is proofed in.
_EAST: dict[str, tuple[str, str]] = {
    "zh": ("Microsoft YaHei", "zh-CN"),
    "ja": ("Yu Gothic", "ja-JP"),
    "ko": ("Malgun Gothic", "ko-KR"),
}
_FIRST_RUN = re.compile(r"<w:r>(?:<w:rPr>([^\x01]*?)</w:rPr>)?<w:t[^>\x01]*>\x01([^\x01]*)")
_LETTER = re.compile(r"[^\W\d_]")
#: What comes after `w:bidi` among a paragraph's properties.
_AFTER_BIDI = re.compile("<w:(?:adjustRightInd|snapToGrid|spacing|ind|contextualSpacing|jc|outlineLvl|rPr)[ />]")


@lru_cache(maxsize=1)
def _stretch() -> re.Pattern[str]:
    """Stretches of one kind: marks and spaces between two words of a kind belong to them. Slow to compile, so not before use."""
    return re.compile(
        f"(?P<rtl>[{_RTL}](?:[^\\w<>]*[{_RTL}]+)*)|(?P<east>[{_HANGUL}{_KANA}{_HAN}]+(?:[ \\d]*[{_HANGUL}{_KANA}{_HAN}]+)*)"
    )


def stretches(text: str, props: str = "") -> Iterator[tuple[Script, str]]:
    """(script, words) of a text in order; joined they are the text. Han is of the language `props` names, else Chinese.

    Where kana stand beside, all of it is Japanese.
    """
    spoken = _SPOKEN.search(props)
    han: Script = "zh"
    if _IS_KANA.search(text) or (spoken and spoken[1] == "ja"):
        han = "ja"
    elif spoken and spoken[1] == "ko":
        han = "ko"
    at = 0
    for match in _stretch().finditer(text):
        if match.start() > at:
            yield "", text[at : match.start()]
        script: Script = "rtl" if match["rtl"] else "ko" if _IS_HANGUL.search(match[0]) else han
        yield script, match[0]
        at = match.end()
    if at < len(text):
        yield "", text[at:]


def needs_telling(text: str) -> bool:
    """Whether any of it is of a script that Word must be told of."""
    return not text.isascii() and _MAYBE.search(text) is not None and _stretch().search(text) is not None


def dressed(props: str, script: Script) -> str:
    """Run properties for words of a script, in schema order."""
    if not script:
        return props
    language = _LANG.search(props)
    rest = _LANG.sub("", props)
    if script == "rtl":
        bold = "<w:bCs/>" if "<w:b/>" in rest else ""
        italic = "<w:iCs/>" if "<w:i/>" in rest else ""
        rest = rest.replace("<w:b/>", f"<w:b/>{bold}").replace("<w:i/>", f"<w:i/>{italic}")
        spoken = f'<w:lang w:bidi="{language[1]}"/>' if language else ""
        return f"{rest}<w:rtl/>{spoken}"
    font, tongue = _EAST[script]
    fonts = f'<w:rFonts w:eastAsia="{font}" w:hint="eastAsia"/>'
    head, style, tail = rest.partition("/>") if rest.startswith("<w:rStyle") else ("", "", rest)
    return f'{head}{style}{fonts}{tail}<w:lang w:eastAsia="{tongue}"/>'


def runs_from_right(content: str, typed: str = "") -> bool:
    """Whether a paragraph of these runs is one of right-to-left text: its first letters are.

    `typed` are the words that stand beside what fields print, where they are known. They decide, if they have a letter: a
    name keeps its script in a sentence of another language.
    """
    if "<w:rtl/>" not in content:
        return False
    first = _LETTER.search(typed)
    if first:
        return _IS_RTL.match(first[0]) is not None
    for match in _FIRST_RUN.finditer(content):
        if "<w:rtl/>" in (match[1] or ""):
            return True
        if _LETTER.search(match[2]):
            return False
    return False


def from_right(props: str) -> str:
    """Paragraph properties that say it runs from the right, in schema order."""
    found = _AFTER_BIDI.search(props)
    at = found.start() if found else len(props)
    return f"{props[:at]}<w:bidi/>{props[at:]}"
