"""Changing one clause of a contract: other words, another approved position, out, or in."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from clmctl.assemble.draw import Placed, pin_front
from clmctl.errors import ReasonMissing, UsageError
from clmctl.library.approved import Approved
from clmctl.model.because import Because
from clmctl.model.block import Section
from clmctl.model.clause import Variant
from clmctl.model.contract import SIGNED, ClausePin, Contract
from clmctl.model.plan import Plan, Read, Write
from clmctl.negotiation.stages import refuse_unknown_stage
from clmctl.text.comparing.digest import section_text
from clmctl.text.dialect.options import options_of
from clmctl.text.dialect.rules import sections
from clmctl.text.files.body import replace_section
from clmctl.text.yaml.edit import append_item, set_key

#: What begins another clause, a part or a schedule.
_ANOTHER = re.compile(r"#{1,2}[ \t]")


def section_at(contract: Contract, anchor: str) -> Section | None:
    """The section under an anchor; of a contract in several languages the one that stands first."""
    anchor = anchor.removeprefix("#")
    return next((s for s in sections(contract.text) if s.anchor == anchor), None)


def reword(contract: Contract, data: bytes, anchor: str, text: str, because: Because) -> Plan:
    """The plan that puts other words under an anchor. `text` is the whole clause, its heading line first.

    The pin stays: lint then says which approved position the words left, and by which words.
    """
    section = _required(contract, anchor, because)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        hint = f"clmctl edit {contract.id} --clause {section.anchor} --remove takes the clause out."
        raise UsageError(f"The new text of #{section.anchor} is empty: nothing would change.", hint=hint, path=contract.path)
    if text.strip() == section_text(section).strip():
        raise UsageError(f"#{section.anchor} of {contract.id} reads so already: nothing would change.", path=contract.path)
    head, _, body = text.strip("\n").partition("\n")
    if not head.startswith("## "):
        raise UsageError("The text of a clause begins with its heading, written ## Heading.", path=contract.path)
    above = len(text) - len(text.lstrip("\n"))
    for number, line in enumerate(body.split("\n"), above + 2):
        if _ANOTHER.match(line):
            hint = "A sub-clause is written ### Heading; --clause names the clause that is edited, one at a time."
            raise UsageError(f"Line {number} of the text begins another clause: {line[:60]}", hint=hint, path=contract.path)
    title = head[3:].split(" {#", 1)[0].strip()
    edited = replace_section(data, contract, section, f"## {title} {{#{section.anchor}{_lang(section)}}}\n{body}")
    return _plan(contract, edited, section.anchor, because, f"Edit {title} of {contract.id}")


def take(
    contract: Contract,
    data: bytes,
    anchor: str,
    variant_name: str,
    *,
    approved: Approved,
    options: Mapping[str, bool],
    because: Because,
) -> Plan:
    """The plan that puts an approved position under an anchor and pins it; where no clause stands there it is added.

    The clause is the one the pin names, else the one of the anchor's name. `options` not given keep the pin's. A contract
    in several languages takes the position in each of them, or in none.
    """
    anchor = anchor.removeprefix("#")
    _open_for_edit(contract, because)
    pins = {pin.lang or contract.language: pin for pin in contract.clauses if pin.at == anchor}
    standing = _standing(contract, anchor)
    clause = next((pin.clause for pin in pins.values()), anchor)
    placed: list[tuple[Section | None, Placed, ClausePin]] = []
    for lang in standing or contract.languages or (contract.language,):
        variant, digest = _approved(contract, approved, clause, variant_name, lang)
        pin = pins.get(lang)
        switched = {name: options.get(name, bool(pin and pin.options.get(name, False))) for name in options_of(variant.text)}
        if unknown := sorted(set(options) - set(switched)):
            raise UsageError(
                f"{clause} {variant.name} has no option {', '.join(unknown)}.",
                hint=f"Its options are: {', '.join(switched) or 'none'}.",
                path=variant.path,
            )
        one = Placed(anchor, variant, MappingProxyType(switched), "", contract.language)
        placed.append((standing.get(lang), one, one.pin(digest)))
    edited = data
    if standing:
        for section, one, _ in sorted(placed, key=lambda each: each[0].start if each[0] else 0, reverse=True):
            edited = replace_section(edited, contract, section, one.text())
    else:
        edited = replace_section(edited, contract, None, "\n".join(one.text() for _, one, _ in placed))
    if len(placed) == 1:
        edited = _pinned(edited, next(iter(pins.values()), None), placed[0][2])
    elif [pin for _, _, pin in placed] != list(pins.values()):
        edited = _unpinned(edited, contract, anchor)
        for _, _, pin in placed:
            edited = append_item(edited, "clauses", pin_front(pin))
    name = f"{clause} {variant_name}"
    plan = _plan(contract, edited, anchor, because, f"Take {name} in {contract.id}")
    if edited == data:
        raise UsageError(f"#{anchor} of {contract.id} takes {name} already: nothing would change.", path=contract.path)
    return plan


def drop(contract: Contract, data: bytes, anchor: str, because: Because) -> Plan:
    """The plan that takes a clause out, with its pin; in a contract of several languages, in all of them."""
    first = _required(contract, anchor, because)
    edited = data
    for section in sorted(_standing(contract, first.anchor).values(), key=lambda each: each.start, reverse=True):
        edited = replace_section(edited, contract, section, "")
    edited = _unpinned(edited, contract, first.anchor)
    return _plan(contract, edited, first.anchor, because, f"Take {first.title} out of {contract.id}")


def _standing(contract: Contract, anchor: str) -> dict[str, Section]:
    """The clause under an anchor in each language it stands in, in their order in the text."""
    return {section.lang or contract.language: section for section in sections(contract.text) if section.anchor == anchor}


def _approved(contract: Contract, approved: Approved, clause: str, name: str, lang: str) -> tuple[Variant, str]:
    """The position in a language, and the digest it was approved with. UsageError where there is none."""
    variant = approved.library.variant(clause, name, lang)
    if variant is None:
        known = approved.library.clauses.get(clause)
        choices = (
            ", ".join(v.name for v in known.variants if v.lang == lang) if known else ", ".join(sorted(approved.library.clauses))
        )
        what = f"{clause} has no position {name!r} in {lang}" if known else f"There is no clause {clause!r} in the library"
        raise UsageError(f"{what}.", hint=f"Choose one of: {choices or 'none'}.", path=contract.path)
    entry = approved.entry(variant)
    if variant.status != "approved" or entry is None or entry.digest != variant.digest:
        raise UsageError(
            f"{clause} {variant.name} version {variant.version} is not approved as it stands.",
            hint=f"clmctl clauses approve {clause} {variant.name} --why ... approves it.",
            path=variant.path,
        )
    return variant, entry.digest


def _unpinned(data: bytes, contract: Contract, anchor: str) -> bytes:
    """The file without the pins of an anchor."""
    for pin in contract.clauses:
        if pin.at == anchor:
            data = set_key(data, ("clauses", f"#{anchor}"), None)
    return data


def _pinned(data: bytes, old: ClausePin | None, new: ClausePin) -> bytes:
    if old is None:
        return append_item(data, "clauses", pin_front(new))
    for key, value in pin_front(new).items():
        data = set_key(data, ("clauses", f"#{new.at}", key), value)
    return set_key(data, ("clauses", f"#{new.at}", "options"), None) if old.options and not new.options else data


def _required(contract: Contract, anchor: str, because: Because) -> Section:
    _open_for_edit(contract, because)
    section = section_at(contract, anchor)
    if section is None:
        anchors = ", ".join(s.anchor for s in sections(contract.text))
        raise UsageError(
            f"{contract.id} has no clause #{anchor.removeprefix('#')}.", hint=f"Its clauses are: {anchors}.", path=contract.path
        )
    return section


def refuse_signed(contract: Contract) -> None:
    """Raises UsageError where the text is what was agreed and may not be edited."""
    refuse_unknown_stage(contract)
    if contract.stage in SIGNED:
        raise UsageError(
            f"{contract.id} is signed; its text is what was agreed. It changes by an amendment of its own.", path=contract.path
        )


def _open_for_edit(contract: Contract, because: Because) -> None:
    refuse_signed(contract)
    if not because.given:
        raise ReasonMissing(f"Changing the text of {contract.id} needs a reason.", path=contract.path)


def _lang(section: Section) -> str:
    return f" lang={section.lang}" if section.lang else ""


def _plan(contract: Contract, data: bytes, anchor: str, because: Because, title: str) -> Plan:
    return Plan(
        action="edit",
        title=title,
        writes=(Write(contract.path, data),),
        trailers=because.trailers(contract.id, "edit", anchor),
        reads=(Read(contract.path, contract.blob),),
        render=(contract.id,),
        notes=(f"{contract.id}  #{anchor}",),
    )
