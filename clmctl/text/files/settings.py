"""The workspace's settings, from `clmctl.yaml` and the files it includes."""

import hashlib
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from clmctl.model.field import Catalogue
from clmctl.model.finding import Finding
from clmctl.model.party import Party, Signatory
from clmctl.model.person import Person
from clmctl.model.settings import CalendarSpec, LintSettings, NamedQuery, Settings
from clmctl.model.term import Conventions
from clmctl.text.fields.catalogue import catalogue_of
from clmctl.text.fields.shapes import Record
from clmctl.text.fields.tables import SETTINGS, WEEKDAYS
from clmctl.text.fields.troubles import Trouble, did_you_mean, findings_of, one_of
from clmctl.text.yaml.frontmatter import Path, load

_KEYS = Record(SETTINGS.keys)
_INCLUDABLE = re.compile(r"(?!\.git/)(?:[A-Za-z0-9_][A-Za-z0-9_.-]*/){0,8}[A-Za-z0-9_][A-Za-z0-9_.-]*\.ya?ml")
_CONTRACT_TYPES = Settings(Party("", "", ""), Catalogue(())).contract_types

Noted = list[tuple[str, Trouble]]


def included(main: bytes) -> tuple[str, ...]:
    """The files that `clmctl.yaml` includes, as paths from the root; none where it cannot be read."""
    values, _ = load("clmctl.yaml", main)
    found = _KEYS.read_mapping({"include": (values or {}).get("include")}, (), []).get("include") or ()
    return tuple(path for path in found if _INCLUDABLE.fullmatch(path))


def read_settings(files: Mapping[str, bytes]) -> tuple[Settings | None, tuple[Finding, ...]]:
    """The settings in `clmctl.yaml` and the files it includes, and what is wrong with them.

    `files` maps path -> bytes; the one named `clmctl.yaml` (else the first) is the main one. Keys that are wrong fall back
    to their defaults; None only where the main file cannot be read at all.
    """
    main = "clmctl.yaml" if "clmctl.yaml" in files else next(iter(files), "clmctl.yaml")
    findings: list[Finding] = []
    noted: Noted = []
    said: dict[str, Any] = {}
    origin: dict[tuple[str, ...], str] = {}
    for path in (main, *(path for path in files if path != main)):
        values, found = load(path, files.get(path, b""))
        findings += found
        if values is None:
            if path == main:
                return None, tuple(findings)
            continue
        troubles: list[Trouble] = []
        read = _KEYS.read_mapping(values, (), troubles)
        noted += [(path, trouble) for trouble in troubles]
        if path != main and "include" in read:
            noted.append((path, Trouble(("include",), "Only clmctl.yaml may include files", f"List the file in {main}.")))
        _merge(said, read, path, origin, noted)
    _check_includes(said, files, main, noted)
    settings = _settings(said, main, origin, noted, _digest(files))
    by_file = {path: [trouble for where, trouble in noted if where == path] for path in dict(noted)}
    for path, troubles in by_file.items():
        findings += findings_of(path, files.get(path, b""), troubles)
    return settings, tuple(sorted(findings, key=lambda f: (f.place.path != main, f.place.path, f.place.line, f.place.column)))


def _digest(files: Mapping[str, bytes]) -> str:
    whole = hashlib.sha256()
    for path, data in sorted(files.items()):
        whole.update(f"{path}\0{len(data)}\0".encode())
        whole.update(data)
    return f"sha256:{whole.hexdigest()}"


def _merge(said: dict[str, Any], read: dict[str, Any], path: str, origin: dict[tuple[str, ...], str], noted: Noted) -> None:
    """Lists and mappings of several files add up; anything else may be said once."""
    for key, value in read.items():
        if isinstance(value, tuple):
            for number in range(len(value)):
                origin[key, str(len(said.get(key, ())) + number)] = f"{path}\0{number}"
            said[key] = (*said.get(key, ()), *value)
        elif key in ("calendars", "numbering", "conditions", "queries"):
            known = said.setdefault(key, {})
            for name, inner in value.items():
                if name in known:
                    message = f"{key}: {name} is also in {origin[key, name]}"
                    noted.append((path, Trouble((key, name), message, "Keep one of the two.")))
                else:
                    known[name] = inner
                    origin[key, name] = path
        elif key in said:
            noted.append((path, Trouble((key,), f"{key} is also in {origin[(key,)]}", "Keep one of the two.")))
        else:
            said[key] = value
        origin.setdefault((key,), path)


def _check_includes(said: dict[str, Any], files: Mapping[str, bytes], main: str, noted: Noted) -> None:
    for number, path in enumerate(said.get("include", ())):
        if not _INCLUDABLE.fullmatch(path):
            hint = "Name a .yaml file inside this folder, such as settings/people.yaml."
            noted.append((main, Trouble(("include", number), f"{path!r} cannot be included", hint)))
        elif path not in files:
            noted.append((main, Trouble(("include", number), f"There is no file {path}", "Make it, or take it off the list.")))


def _settings(said: dict[str, Any], main: str, origin: dict[tuple[str, ...], str], noted: Noted, digest: str) -> Settings:
    types = said.get("contract_types") or _CONTRACT_TYPES
    catalogue, field_troubles = catalogue_of(said.get("fields", ()), types)
    for number, trouble in field_troubles:
        path, _, own = origin["fields", str(number)].partition("\0")
        noted.append((path, trouble._replace(where=("fields", int(own), *trouble.where))))
    organisation = said.get("organisation")
    if organisation is None or not organisation.get("legal_name"):
        where: Path = ("organisation",) if organisation is not None else ()
        noted.append(
            (origin.get(("organisation",), main), Trouble(where, "organisation: legal_name is missing", "Say who we are."))
        )
    calendars = _calendars(said.get("calendars", {}), origin, noted)
    conventions = said.get("conventions", {})
    for key, name in (("default_calendar", said.get("default_calendar")), ("conventions", conventions.get("calendar"))):
        if name and name not in calendars:
            where = (key,) if key == "default_calendar" else (key, "calendar")
            hint = did_you_mean(name, calendars) or one_of(calendars) or "Describe it under calendars:."
            noted.append((origin[(key,)], Trouble(where, f"There is no calendar {name!r}", hint)))
    for name, series in said.get("numbering", {}).items():
        path = origin["numbering", name]
        if name != "*" and name not in types:
            noted.append(
                (
                    path,
                    Trouble(
                        ("numbering", name), f"There is no contract type {name!r}", did_you_mean(name, types) or one_of(types)
                    ),
                )
            )
        if "{number" not in series:
            noted.append(
                (path, Trouble(("numbering", name), f"{series} would give every contract the same id", "Put {number:04} in."))
            )
    lint = said.get("lint", {})
    return Settings(
        organisation=_organisation(organisation or {}),
        catalogue=catalogue,
        people=_people(said.get("people", ()), origin, noted),
        default_role=said.get("default_role", "editor"),
        series=MappingProxyType({"*": "{type}-{year}-{number:04}", **said.get("numbering", {})}),
        conventions=Conventions(**conventions),
        calendars=MappingProxyType(calendars),
        default_calendar=said.get("default_calendar", ""),
        conditions=MappingProxyType(said.get("conditions", {})),
        queries=MappingProxyType(
            {name: NamedQuery(**query) for name, query in said.get("queries", {}).items() if "where" in query}
        ),
        lint=LintSettings(lint.get("ignore", ()), MappingProxyType(lint.get("severity", {}))),
        contract_types=tuple(types),
        currency=said.get("currency", "EUR"),
        digest=digest,
    )


def _organisation(said: dict[str, Any]) -> Party:
    signatories = tuple(Signatory(**person) for person in said.get("signatories", ()))
    return Party(**{"key": "", "role": "", "legal_name": "", **said, "ours": True, "signatories": signatories})


def _people(found: tuple[dict[str, Any], ...], origin: dict[tuple[str, ...], str], noted: Noted) -> tuple[Person, ...]:
    people: list[Person] = []
    for number, said in enumerate(found):
        path, _, own = origin["people", str(number)].partition("\0")
        if "id" not in said:
            continue
        twin = next(
            (p for p in people if said["id"] == p.id or (p.email and said.get("email", "").lower() == p.email.lower())), None
        )
        if twin is not None:
            message = f"{said['id']} and {twin.id} have the same {'id' if said['id'] == twin.id else 'e-mail address'}"
            noted.append((path, Trouble(("people", int(own)), message, "Every person has an id and an address of their own.")))
            continue
        people.append(Person(**said))
    return tuple(people)


def _calendars(found: dict[str, dict[str, Any]], origin: dict[tuple[str, ...], str], noted: Noted) -> dict[str, CalendarSpec]:
    calendars = {}
    for name, said in found.items():
        if said.get("subdivision") and not said.get("country"):
            noted.append(
                (origin["calendars", name], Trouble(("calendars", name), "subdivision needs a country", "Add country: GB."))
            )
        weekend = tuple(sorted({WEEKDAYS.index(day) for day in said.get("weekend", ("sat", "sun"))}))
        if len(weekend) == len(WEEKDAYS):
            noted.append(
                (
                    origin["calendars", name],
                    Trouble(("calendars", name, "weekend"), "A weekend of seven days leaves no business day"),
                )
            )
            weekend = (5, 6)
        extra = tuple(day.isoformat() for day in said.get("extra", ()))
        calendars[name] = CalendarSpec(name, said.get("country", ""), said.get("subdivision", ""), weekend, extra)
    return calendars
