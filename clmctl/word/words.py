"""The few words a Word file prints that stand in no contract: page x of y, signature lines, the draft mark."""

from clmctl.model.frozen import frozen


@frozen
class Words:
    """Fixed words in one language."""

    page: str
    of: str
    draft: str
    contents: str
    signed_for: str
    signature: str
    name: str
    title: str
    date: str
    picture: str
    between: str
    and_: str


_WORDS = {
    "en": Words(
        "Page", "of", "Draft", "Contents", "Signed for and on behalf of", "Signature", "Name", "Title", "Date", "Picture",
        "between", "and",
    ),
    "de": Words(
        "Seite", "von", "Entwurf", "Inhalt", "Für", "Unterschrift", "Name", "Funktion", "Datum", "Bild",
        "zwischen", "und",
    ),
    "fr": Words(
        "Page", "sur", "Projet", "Sommaire", "Pour le compte de", "Signature", "Nom", "Qualité", "Date", "Image",
        "entre", "et",
    ),
    "es": Words(
        "Página", "de", "Borrador", "Índice", "En nombre y representación de", "Firma", "Nombre", "Cargo", "Fecha", "Imagen",
        "entre", "y",
    ),
    "it": Words(
        "Pagina", "di", "Bozza", "Indice", "In nome e per conto di", "Firma", "Nome", "Qualifica", "Data", "Immagine",
        "tra", "e",
    ),
    "nl": Words(
        "Pagina", "van", "Concept", "Inhoud", "Namens", "Handtekening", "Naam", "Functie", "Datum", "Afbeelding",
        "tussen", "en",
    ),
}  # fmt: skip


def words(lang: str) -> Words:
    """The words of a language (BCP 47; the first part decides), English where there are none."""
    return _WORDS.get(lang.partition("-")[0].casefold(), _WORDS["en"])


def locale(lang: str) -> str:
    """The language as Word's proofing tools want it, with a region: `en` is `en-GB`."""
    regions = {"en": "en-GB", "de": "de-DE", "fr": "fr-FR", "es": "es-ES", "it": "it-IT", "nl": "nl-NL"}
    return regions.get(lang, lang)
