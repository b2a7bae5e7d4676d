"""The language of a text, told by its small words; nothing where it is too short or in none of the languages known."""

import re
from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType


def _in_words(said: Mapping[str, str]) -> Mapping[str, tuple[str, ...]]:
    return MappingProxyType({lang: tuple(words.split()) for lang, words in said.items()})


_SMALL: Mapping[str, tuple[str, ...]] = _in_words(
    {
        "en": (
            "the of and to in or by any for this shall be that with is such not as which agreement will are you "
            "your from on it we"
        ),
        "de": (
            "der die und von den das zu mit für des ist auf im nicht oder eine ein als sie auch werden dem wir "
            "durch bei nach ihre"
        ),
        "fr": (
            "de la les et des le à du en vous que par pour dans ou une un est au sur nous votre vos ce pas aux qui avec sont ces"
        ),
        "es": ("de la que el en y los del se las por un para con no una su al es lo como usted o sus este esta podrá sobre"),
        "it": ("di e la il che per in del un della le a dei si con una al delle non da è nel o gli i più alla dal contratto lo"),
        "pt": ("de a o que e do da em um para com não uma os no se na por mais as dos como ao das à você seu sua ou pelo"),
        "nl": ("de van het een en in is dat op te zijn voor met die niet aan om er door over ook als bij wij uw of worden deze"),
        "pl": "w i na z do nie się o że jest to od po przez oraz lub za dla jak przy umowy być tej które celu może",
        "sv": "och i att det som en på är av för med till den har de inte om ett eller kan du vi din ska från vid",
        "da": "og i at det som en på er af for med til den har de ikke om et eller kan du vi din skal fra ved",
        "cs": "a v se na je že o s z do i k ve pro za by nebo jsou podle této být může které smlouvy jako při",
        "tr": ("ve bir bu için ile olarak veya da de olan gibi daha kadar sonra her en göre ise ancak tarafından sözleşme"),
        "id": "dan yang di untuk dengan dari atau ini kami anda dalam pada tidak akan ke oleh dapat adalah setiap",
    }
)
#: Of languages that share their small words, words that only the one has.
_OWN: Mapping[str, tuple[str, ...]] = _in_words(
    {
        "sv": "och att är av för inte från eller vid",
        "da": "og at er af ikke fra eller ved efter",
        "pt": "não uma você do da em com",
        "es": "el los del las usted una y con",
    }
)
_WORD = re.compile(r"[^\W\d_]+")
_LETTERS = {code: chr(code).lower() if chr(code).isalpha() else " " for code in range(128)}
#: What most often makes a text more than ASCII, and is no letter.
_TYPOGRAPHIC = "“”’‘–—•…§\u00a0"
_WORD_LETTER, _KANA, _HAN = re.compile(r"[^\W\d_]"), re.compile("[\u3040-\u30ff]"), re.compile("[\u4e00-\u9fff]")
_SCRIPTS = MappingProxyType(
    {
        "ko": re.compile("[\uac00-\ud7a3]"),
        "el": re.compile("[\u0370-\u03ff]"),
        "he": re.compile("[\u0590-\u05ff]"),
        "ar": re.compile("[\u0600-\u06ff]"),
        "th": re.compile("[\u0e00-\u0e7f]"),
        "ru": re.compile("[\u0400-\u04ff]"),
    }
)
#: So much of a text is looked at, from its middle, where a cover page or a signature does not stand.
_LOOKED_AT = 6_000
_LEAST = 12


def language_of_text(text: str) -> str:
    """The code of the text's language (`en`, `ja`), empty where it cannot be told."""
    start = max(0, (len(text) - _LOOKED_AT) // 2)
    sample = text[start : start + _LOOKED_AT]
    by_script = _by_script(sample)
    if by_script:
        return by_script
    words = Counter(_words(sample))
    total = sum(words.values())
    if total < _LEAST:
        return ""
    shares = {lang: sum([words[word] for word in small if word in words]) / total for lang, small in _SMALL.items()}
    best = max(shares, key=lambda lang: (shares[lang], lang == "en"))
    rivals = [lang for lang in _OWN if shares[lang] > shares[best] * 0.75]
    if best in _OWN and len(rivals) > 1:
        best = max(rivals, key=lambda lang: sum(words[word] for word in _OWN[lang]))
    return best if shares[best] >= 0.12 else ""


def _words(sample: str) -> list[str]:
    """The words in small letters; a text without others than A to Z has them the quick way."""
    for char in _TYPOGRAPHIC:
        sample = sample.replace(char, " ")
    return sample.translate(_LETTERS).split() if sample.isascii() else _WORD.findall(sample.casefold())


def _by_script(sample: str) -> str:
    """The language a script is written in, where the letters are mostly of that script."""
    if (len(sample.encode("utf-8", "replace")) - len(sample)) * 5 < len(sample):
        return ""  # letters beyond Latin take two bytes and more
    letters = len(_WORD_LETTER.findall(sample)) or 1
    kana, han = len(_KANA.findall(sample)), len(_HAN.findall(sample))
    if (kana + han) * 5 > letters * 2:
        return "ja" if kana * 10 > han else "zh"
    for lang, letter in _SCRIPTS.items():
        if len(letter.findall(sample)) * 5 > letters * 2:
            return "uk" if lang == "ru" and re.search("[іїєґ]", sample) else lang
    return ""
