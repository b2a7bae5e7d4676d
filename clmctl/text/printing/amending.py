"""What an amendment changes, as rows a table in its text can print: the place, and what applies there from then on."""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from clmctl.model.field import Catalogue
from clmctl.text.dialect.filters import print_value
from clmctl.text.dialect.headings import sections
from clmctl.text.fields.troubles import Trouble, did_you_mean
from clmctl.text.fields.values import parse_value
from clmctl.text.language import language_of

_ANCHOR = re.compile(r"\{#([\w.-]+)")
#: What a change may do; each names the place in the amended contract.
ACTS = ("replace", "add", "delete", "set")


class _Wording(NamedTuple):
    below: str
    added: str
    deleted: str


_WORDING: Mapping[str, _Wording] = MappingProxyType(
    {
        "en": _Wording('The words under "{}" below', 'The words under "{}" below are added', "Deleted"),
        "de": _Wording("Die Worte unter „{}“ unten", "Die Worte unter „{}“ unten kommen hinzu", "Gestrichen"),
        "fr": _Wording("Le texte sous « {} » ci-dessous", "Le texte sous « {} » ci-dessous est ajouté", "Supprimé"),
    }
)


def change_rows(
    said: Sequence[Mapping[str, Any]], body: str, catalogue: Catalogue, language: str, troubles: list[Trouble]
) -> tuple[Mapping[str, str], ...]:
    """A row (`place`, `reads`) for every change under `changes:`; a trouble for one that does not say what it does.

    `place` is what the change calls it, else what the field is, or the anchor in words. `reads` is a field's new value as the
    text prints it, or the heading in this amendment's own text (`body`) under which the new words stand.
    """
    parts = sections(body)
    titles = {anchor: part.title for part in parts for anchor in (*_ANCHOR.findall(part.body), part.anchor)}
    wording = _WORDING[language_of(language).code]
    rows = []
    for number, change in enumerate(said):
        acts = [act for act in ACTS if act in change]
        try:
            if len(acts) != 1:
                raise ValueError(f"A change does one thing: {', '.join(ACTS)}")
            act, target = acts[0], str(change[acts[0]])
            if act == "set":
                reads = _value(target, change, catalogue, language)
            elif act == "delete":
                reads = wording.deleted
            else:
                reads = (wording.below if act == "replace" else wording.added).format(_heading(change, titles))
        except ValueError as wrong:
            troubles.append(Trouble(("changes", number), str(wrong)))
            continue
        place = str(change.get("place", "")) or _name(target, catalogue)
        rows.append(MappingProxyType({"place": place, "reads": reads}))
    return tuple(rows)


def _name(target: str, catalogue: Catalogue) -> str:
    """The field or anchor in words: what the field is, or the words of the anchor."""
    field = catalogue.by_path.get(target)
    if field is not None and field.help:
        return field.help.removesuffix(".")
    words = target.removeprefix("#").removeprefix("fields.").replace("_", " ").replace("-", " ").replace(".", ": ")
    return words[:1].upper() + words[1:]


def _value(path: str, change: Mapping[str, Any], catalogue: Catalogue, language: str) -> str:
    """The new value of a field as the text prints it. ValueError where it cannot be read."""
    field = catalogue.by_path.get(path)
    if field is None:
        near = did_you_mean(path, catalogue.by_path)
        raise ValueError(f"There is no field {path}. {near}".rstrip())
    if "value" not in change:
        raise ValueError(f"The change of {path} gives no value: say value: beside set:")
    try:
        return print_value(parse_value(field, change["value"]), language=language)
    except ValueError as wrong:
        raise ValueError(f"{path}: {wrong}") from None


def _heading(change: Mapping[str, Any], titles: Mapping[str, str]) -> str:
    """The heading in this amendment under which the new words stand. ValueError where they stand nowhere."""
    anchor = str(change.get("text", "")).removeprefix("#")
    if not anchor:
        raise ValueError("The change does not say where its words stand: say text: with their anchor")
    if anchor not in titles:
        raise ValueError(f"No clause of this text has the anchor #{anchor}")
    return titles[anchor]
