"""Where a company is registered, as a sentence says it: `in the United Kingdom`, `in der Schweiz`, `aux Pays-Bas`."""

import re
from collections.abc import Mapping
from types import MappingProxyType

#: Countries that English names with an article.
_WITH_THE = frozenset(
    {
        *("AE", "AX", "BS", "CC", "CF", "CG", "CD", "CK", "DO", "FK", "FO", "GB", "GM", "IM", "KM", "KY", "MH", "MP", "MV", "NL"),
        *("PH", "PS", "SB", "TC", "TF", "UM", "US", "VG", "VI"),
    }
)

#: Where German says more than `in` and the name.
_GERMAN: Mapping[str, str] = MappingProxyType(
    {
        "AE": "in den Vereinigten Arabischen Emiraten",
        "BM": "auf Bermuda",
        "BS": "auf den Bahamas",
        "CD": "in der Demokratischen Republik Kongo",
        "CF": "in der Zentralafrikanischen Republik",
        "CG": "in der Republik Kongo",
        "CH": "in der Schweiz",
        "DO": "in der Dominikanischen Republik",
        "GB": "im Vereinigten Königreich",
        "GG": "auf Guernsey",
        "IM": "auf der Isle of Man",
        "IQ": "im Irak",
        "IR": "im Iran",
        "JE": "auf Jersey",
        "KY": "auf den Kaimaninseln",
        "LB": "im Libanon",
        "MH": "auf den Marshallinseln",
        "MN": "in der Mongolei",
        "MV": "auf den Malediven",
        "NL": "in den Niederlanden",
        "PH": "auf den Philippinen",
        "SC": "auf den Seychellen",
        "SD": "im Sudan",
        "SK": "in der Slowakei",
        "TR": "in der Türkei",
        "UA": "in der Ukraine",
        "US": "in den Vereinigten Staaten",
        "VG": "auf den Britischen Jungferninseln",
        "XK": "im Kosovo",
        "YE": "im Jemen",
    }
)

#: French says `en` of most countries: these are masculine, plural, or islands and towns without an article.
_FRENCH: tuple[tuple[str, frozenset[str]], ...] = (
    (
        "au",
        frozenset(
            {
                *("BD", "BF", "BI", "BJ", "BN", "BR", "BT", "BW", "BZ", "CA", "CG", "CL", "CM", "CR", "CV", "DK", "GA", "GB"),
                *("GH", "GL", "GT", "HN", "JP", "KE", "KG", "KH", "KW", "KZ", "LA", "LB", "LI", "LK", "LS", "LU", "MA", "ME"),
                *("ML", "MM", "MW", "MX", "MZ", "NE", "NG", "NI", "NP", "PA", "PE", "PK", "PT", "PY", "QA", "RW", "SD", "SN"),
                *("SR", "SV", "TD", "TG", "TJ", "TL", "TM", "VE", "VN", "VU", "XK", "YE", "ZW"),
            }
        ),
    ),
    ("aux", frozenset({"AE", "BM", "BS", "FJ", "KM", "KY", "MH", "MV", "NL", "PH", "SC", "US", "VG"})),
    (
        "à",
        frozenset(
            {"BH", "CU", "CY", "GG", "GI", "HK", "JE", "MC", "MG", "MO", "MT", "MU", "OM", "PR", "SG", "SM", "TT", "TW"},
        ),
    ),
)

#: Names that read better in a contract than those of the locale data.
_NAMES: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("en", "CD"): "Democratic Republic of the Congo",
        ("en", "CG"): "Republic of the Congo",
        ("en", "HK"): "Hong Kong",
        ("en", "MO"): "Macao",
        ("de", "HK"): "Hongkong",
        ("de", "MO"): "Macau",
        ("fr", "CG"): "Congo",
        ("fr", "HK"): "Hong Kong",
        ("fr", "IM"): "l’Île de Man",
        ("fr", "MO"): "Macao",
    }
)


def in_territory(place: str, language: str) -> str:
    """`in Germany` of a country given by its two letters, with the article the language wants; other words as they are.

    English, German and French; any other language (BCP 47) reads as English does.
    """
    tongue = language.partition("-")[0].casefold()
    tongue = tongue if tongue in ("en", "de", "fr") else "en"
    if not re.fullmatch(r"[A-Z]{2}", place):
        return f"{'en' if tongue == 'fr' else 'in'} {place}"
    if tongue == "de" and place in _GERMAN:
        return _GERMAN[place]
    name = _NAMES.get((tongue, place)) or _name(place, tongue)
    if tongue == "fr":
        preposition = "à" if place == "IM" else next((word for word, places in _FRENCH if place in places), "en")
        return f"{preposition} {name}"
    return f"in the {name}" if tongue == "en" and place in _WITH_THE else f"in {name}"


def _name(code: str, tongue: str) -> str:
    from babel import Locale

    return str(Locale.parse(tongue).territories.get(code, code))
