"""The clause library as a person works with it: looked at, compared, approved, withdrawn, filled from published forms."""

from pathlib import PurePath

from clmctl.desk.doing import Make, read_of
from clmctl.desk.opening import Desk
from clmctl.errors import UsageError
from clmctl.expression.error import did_you_mean
from clmctl.intake.forms.form import SETTINGS, Intake, read_form
from clmctl.library.approve import approve, withdraw
from clmctl.library.ledger import LEDGER
from clmctl.model.clause import Clause, Variant
from clmctl.model.frozen import frozen
from clmctl.model.plan import Plan, Read, Write
from clmctl.store.index.lookup import Uses
from clmctl.text.comparing.difference import Change, token_diff


def clause_named(desk: Desk, name: str) -> Clause:
    """The clause of that id. UsageError with what may be meant."""
    found = desk.library.clauses.get(name)
    if found is None:
        known = ", ".join(sorted(desk.library.clauses)) or "none"
        raise UsageError(
            f"There is no clause {name!r} in the library.",
            hint=did_you_mean(name, desk.library.clauses) or f"There are: {known}.",
        )
    return found


def variant_named(desk: Desk, clause: str, name: str, lang: str, version: int = 0) -> Variant:
    """A position of a clause, in its current version or the one named. UsageError with those there are."""
    found = clause_named(desk, clause)
    wanted = [v for v in (*found.variants, *found.superseded) if v.name == name and v.lang == lang and version in (0, v.version)]
    if not wanted:
        known = ", ".join(dict.fromkeys(f"{v.name}{'' if v.lang == 'en' else '.' + v.lang}" for v in found.variants))
        which = f" version {version}" if version else ""
        raise UsageError(f"{clause} has no position {name!r}{which} in {lang}.", hint=f"Its positions are: {known}.")
    return wanted[0]


@frozen
class Comparison:
    """Two texts of the library and the words that differ."""

    old: Variant
    new: Variant
    changes: tuple[Change, ...]


def compare(desk: Desk, clause: str, old: str, new: str, lang: str) -> Comparison:
    """One position against another (`standard`, `fallback-1`), or one version against another (`standard@1`)."""
    left, right = (_at_version(desk, clause, name, lang) for name in (old, new))
    return Comparison(left, right, token_diff(left.text, right.text))


def _at_version(desk: Desk, clause: str, name: str, lang: str) -> Variant:
    position, _, version = name.partition("@")
    if version and not (version.isdecimal() and len(version) < 10):
        raise UsageError(f"{name!r} names no version.", hint="Write a position and its version as standard@1.")
    return variant_named(desk, clause, position, lang, int(version) if version else 0)


def previous(desk: Desk, clause: str, name: str, lang: str) -> tuple[str, str]:
    """A position's version before the current one, and the current one, as `compare` takes them."""
    current = variant_named(desk, clause, name, lang)
    older = [
        v.version
        for v in clause_named(desk, clause).superseded
        if v.name == name and v.lang == lang and v.version < current.version
    ]
    if not older:
        raise UsageError(
            f"{clause} {name} has no earlier version here.",
            hint="Name two positions to compare, for example standard fallback-1.",
        )
    return f"{name}@{max(older)}", f"{name}@{current.version}"


def usage(desk: Desk, clause: str) -> tuple[Uses, ...]:
    """Every contract that pins a text of the clause."""
    clause_named(desk, clause)
    return desk.index.users_of(clause, at=desk.at)


def approving(clause: str, name: str, lang: str, why: str, by: str) -> Make:
    """Approves the text of a position as it stands in its file."""

    def make(desk: Desk) -> Plan:
        variant = variant_named(desk, clause, name, lang)
        data = desk.read(variant.path)
        ledger = desk.read(LEDGER)
        return approve(
            desk.library,
            variant,
            data or b"",
            ledger,
            by=by,
            on=desk.as_of,
            why=why,
            reads=_reads(desk, variant.path, LEDGER),
            before=desk.recorded(variant.path),
        )

    return make


def withdrawing(clause: str, name: str, lang: str, why: str, by: str) -> Make:
    """Takes a position out of use."""

    def make(desk: Desk) -> Plan:
        variant = variant_named(desk, clause, name, lang)
        data = desk.read(variant.path)
        ledger = desk.read(LEDGER)
        return withdraw(
            desk.library, variant, data or b"", ledger, by=by, on=desk.as_of, why=why, reads=_reads(desk, variant.path, LEDGER)
        )

    return make


def _reads(desk: Desk, *paths: str) -> tuple[Read, ...]:
    return tuple(read_of(desk, path, desk.read(path)) for path in paths)


@frozen
class FormWanted:
    """What a form is to become: the template's name, the type of contract (empty: by its title) and which party we are
    (empty: the one that provides); who takes it in and why."""

    template: str
    kind: str
    our_role: str
    why: str
    by: str


def importing_form(file: str, data: bytes, wanted: FormWanted) -> Make:
    """Turns a published form into clauses, options, fields and a template of the library."""

    def make(desk: Desk) -> Plan:
        name = PurePath(file).name
        existing = {path: content for path in (SETTINGS, LEDGER) if (content := desk.read(path)) is not None}
        intake = Intake(wanted.template, wanted.by, desk.as_of, wanted.why, wanted.kind, wanted.our_role)
        taken = read_form(name, data, intake, library=desk.library, settings=desk.settings, existing=existing)
        there = next((path for path in taken.files if desk.read(path) is not None), None)
        if there is not None:
            raise UsageError(
                f"{there} exists already.",
                hint=f"Choose another name for the template than {wanted.template}, or delete the old files first.",
                path=there,
            )
        writes = tuple(Write(path, content) for path, content in {**taken.files, **taken.edited}.items())
        return Plan(
            action="template",
            title=f"Import the form {name} as template {wanted.template}",
            writes=writes,
            trailers=(("Action", "template"), ("Reason", wanted.why), ("Side", "us")),
            reads=_reads(desk, *(write.path for write in writes)),
            notes=taken.notes,
        )

    return make
