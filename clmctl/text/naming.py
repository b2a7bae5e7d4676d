"""Names that a folder, an anchor and a command line can carry, made from the names people give."""

import re
import unicodedata

_WORD = re.compile(r"[a-z0-9]+")
_SIGN = re.compile("[^A-Za-z0-9]")
_APOSTROPHES = re.compile("['’]")


def plain_words(name: str) -> list[str]:
    """The words of a name in small ASCII letters and figures, whatever its script: `Müller & Söhne` is muller, sohne.

    Letters of other scripts are written as they sound (`Ромашка` is romashka, `Объект` is obekt); what is neither letter nor
    figure parts words.
    A name whose every letter sounds as nothing in ASCII keeps their codes: `Ƹ` is u01b8.
    """
    plain = _APOSTROPHES.sub("", unicodedata.normalize("NFKC", name))
    if not plain.isascii():
        from anyascii import anyascii

        sounds = "".join(_SIGN.sub("", anyascii(char)) if char.isalnum() else char for char in plain)
        if not _WORD.search(sounds.lower()):
            sounds = "".join(f"u{ord(char):04x}" if char.isalnum() else char for char in plain)
        plain = sounds
    return _WORD.findall(plain.lower())
