"""The catalogue of a workspace: the built-in fields and its own, checked against each other."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from clmctl.model.catalogue import BUILT_IN
from clmctl.model.field import NO_LIMITS, Catalogue, Field, FieldType, Limits
from clmctl.text.fields.limits import limits_of
from clmctl.text.fields.tables import CONTRACT
from clmctl.text.fields.troubles import Trouble, did_you_mean, one_of
from clmctl.text.fields.values import READERS, parse_value

_CHANGEABLE = ("help", "required_for", "default", "choices", "client_safe", "after_signature", "aliases")


def catalogue_of(own: Sequence[Mapping[str, Any]], types: Sequence[str]) -> tuple[Catalogue, tuple[tuple[int, Trouble], ...]]:
    """The catalogue with the workspace's own fields, and (number of the entry, what is wrong with it).

    A path without `fields.` gets it. An entry with a built-in path changes what may be changed of that field: help, default,
    who must state it, its choices and aliases, whether a client may see it. What is wrong is left out.
    """
    known = {field.path: replace(field, choices=tuple(types)) if field.path == "type" else field for field in BUILT_IN}
    troubles: list[tuple[int, Trouble]] = []
    stated: dict[str, int] = {}
    for number, said in enumerate(own):
        noted: list[Trouble] = []
        path = said.get("path", "")
        if path and path not in known and not path.startswith("fields."):
            path = f"fields.{path}"
        if not path:
            continue
        if path in stated:
            noted.append(Trouble(("path",), f"{path} is described twice", "Keep one of the two."))
        elif path in {field.path for field in BUILT_IN}:
            known[path] = _changed(known[path], said, noted)
        elif (clash := _under(path, known)) is not None:
            noted.append(
                Trouble(("path",), f"{path} and {clash} cannot both be fields: one stands inside the other", "Rename it.")
            )
        else:
            known[path] = _own(path, said, noted)
        if path in known:
            known[path] = _with_limits(known[path], noted)
        stated.setdefault(path, number)
        if not noted or path in known:
            _check(known.get(path), said, known, types, noted)
        troubles += [(number, trouble) for trouble in noted]
    return Catalogue(known.values()), tuple(troubles)


def _under(path: str, known: Mapping[str, Field]) -> str | None:
    return next((other for other in known if path.startswith(f"{other}.") or other.startswith(f"{path}.")), None)


def _own(path: str, said: Mapping[str, Any], noted: list[Trouble]) -> Field:
    kind = FieldType(said.get("type") or ("choice" if said.get("choices") else "text"))
    if kind is FieldType.CHOICE and not said.get("choices"):
        noted.append(Trouble(("type",), f"{path} is a choice without choices", "Add choices: [a, b]."))
    return Field(path, kind, **{key: said[key] for key in _CHANGEABLE if key in said}, limits=_limits(said, NO_LIMITS))


def _with_limits(field: Field, noted: list[Trouble]) -> Field:
    """The field; without its limits where they are none."""
    try:
        limits_of(field, READERS[field.type])
    except ValueError as wrong:
        where = "at_least" if field.limits.at_least else "at_most"
        noted.append(Trouble((where,), f"{field.path} {wrong}", "Write a value of the field's own type."))
        return replace(field, limits=NO_LIMITS)
    return field


def _limits(said: Mapping[str, Any], built_in: Limits) -> Limits:
    """The limits as the workspace says them; then what to write instead is no longer what it was."""
    changed = {key: said[key] for key in ("at_least", "at_most") if key in said}
    return replace(built_in, **changed, instead="") if changed else built_in


def _changed(field: Field, said: Mapping[str, Any], noted: list[Trouble]) -> Field:
    if said.get("type", field.type) != field.type:
        noted.append(Trouble(("type",), f"{field.path} is built in and of type {field.type}", "Leave type out."))
    changed = {key: said[key] for key in _CHANGEABLE if key in said}
    return replace(field, **changed, limits=_limits(said, field.limits))


def _check(
    field: Field | None, said: Mapping[str, Any], known: Mapping[str, Field], types: Sequence[str], noted: list[Trouble]
) -> None:
    if field is None:
        return
    for kind in said.get("required_for", ()):
        if kind != "*" and kind not in types:
            noted.append(
                Trouble(("required_for",), f"There is no contract type {kind!r}", did_you_mean(kind, types) or one_of(types))
            )
    for alias in said.get("aliases", ()):
        other = next((f.path for f in known.values() if f is not field and alias in (f.path, *f.aliases)), None)
        if other or alias in CONTRACT:
            noted.append(Trouble(("aliases",), f"{alias!r} already means {other or alias}", "Choose another name."))
    if field.default:
        try:
            parse_value(field, field.default)
        except ValueError as wrong:
            noted.append(Trouble(("default",), f"The default of {field.path} {wrong}"))
