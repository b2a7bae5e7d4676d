"""A register opened: its file read whatever it is, its columns mapped, and what is wrong with either."""

import re
from pathlib import PurePath

from clmctl.desk.opening import Desk
from clmctl.errors import ConfigError, Unreadable, UsageError
from clmctl.exchange.csv_table import read_csv
from clmctl.intake.paper.arriving import decoded
from clmctl.intake.register.mapping import RegisterMap, mapped, read_options
from clmctl.intake.register.proposing import proposed
from clmctl.intake.register.reading import Reader
from clmctl.intake.register.systems import SYSTEMS, system_named
from clmctl.model.finding import Finding
from clmctl.model.frozen import frozen
from clmctl.model.place import Place
from clmctl.model.register import Sheet
from clmctl.store.paths import outside_file

#: Cells of a worksheet that are merged into one.
_MERGED = re.compile(rb'<mergeCell [^<>]*?ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')


@frozen
class Register:
    """A table ready to be read: its sheet, what its columns are, and what a person should know of the file.

    `texts` is the folder with the contracts' files, empty where there is none.
    """

    sheet: Sheet
    mapping: RegisterMap
    reader: Reader
    texts: str = ""
    findings: tuple[Finding, ...] = ()


def opened(desk: Desk, table: str, mapping: str = "", texts: str = "", sheet: str = "") -> Register:
    """The register in a file, by a mapping or by its headings. Unreadable where it is no table; ConfigError with the first
    thing that is wrong with the mapping, after which nothing is imported; its findings carry them all."""
    settings = desk.settings
    data = outside_file(mapping) if mapping else b""
    said, wrong = read_options(mapping, data) if mapping else ({}, ())
    if said is None or wrong:
        raise _refused(wrong)
    found, findings = read_sheet(table, outside_file(table), sheet or str(said.get("sheet", "")))
    system = str(said.get("system", ""))
    if system and system_named(system) is None:
        raise UsageError(
            f"There is no system {system!r}.", hint=f"It is one of: {', '.join(one.name for one in SYSTEMS)}.", path=mapping
        )
    made = proposed(found.columns, settings.catalogue, system)
    if mapping:
        made, wrong = mapped((mapping, data), said, made, found.columns, settings.catalogue)
        if wrong:
            raise _refused(wrong)
    try:
        reader = Reader(made, found, settings.catalogue, settings.contract_types, settings.people)
    except ValueError as problem:
        raise ConfigError(f"A value that the mapping gives for all rows {problem}.", path=mapping) from None
    return Register(found, made, reader, texts, (*findings, *found.findings))


def read_sheet(name: str, data: bytes, sheet: str = "") -> tuple[Sheet, tuple[Finding, ...]]:
    """The table in a file's bytes, whatever its name says, and what is to be said of its encoding."""
    if data.startswith(b"PK\x03\x04"):
        return _workbook(name, data, sheet), ()
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        encrypted = "EncryptedPackage".encode("utf-16-le") in data
        what = "is protected by a password" if encrypted else "is a workbook of the old kind (.xls)"
        how = "Save a copy without a password." if encrypted else "Open it and save it as .xlsx or CSV."
        raise Unreadable(f"The table {what}.", hint=how, path=name)
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise Unreadable("The table is empty.", hint="Export it again, with its line of headings.", path=name)
    read = decoded(name, data)
    findings: tuple[Finding, ...] = ()
    if read.remark:
        line = data[: data.index(b"\0")].count(b"\n") + 1 if b"\0" in data and "zero" in read.remark else 1
        words = f"{read.remark[:1].upper()}{read.remark[1:]}."
        findings = (
            Finding(
                "SX006", "unreadable", "warning", Place(name, line), words, "Look whether names came in as they are written."
            ),
        )
    return read_csv(name, read.text), findings


def _workbook(name: str, data: bytes, sheet: str) -> Sheet:
    """A workbook, after the guard that every package from outside passes."""
    from clmctl.exchange.xlsx_table import read_workbook  # noqa: PLC0415 - most tables are CSV
    from clmctl.word.package import unpack  # noqa: PLC0415

    parts = unpack(data, what="The workbook")
    if "mimetype" in parts and b"opendocument" in parts["mimetype"]:
        raise Unreadable("It is an OpenDocument table (.ods).", hint="Open it and save it as .xlsx or CSV.", path=name)
    if "xl/workbook.xml" not in parts:
        raise Unreadable("It is no workbook.", hint="Save the table as .xlsx or CSV.", path=name)
    for part, body in parts.items():
        if part.endswith((".xml", ".rels")) and (b"<!DOCTYPE" in body or b"<!ENTITY" in body):
            raise Unreadable(f"{part} in the workbook declares entities, which no workbook needs.", path=name)
    formulas = any(b"<f>" in body or b"<f " in body for part, body in parts.items() if part.startswith("xl/worksheets/"))
    merged = {
        part: tuple(ref.decode() for ref in _MERGED.findall(body))
        for part, body in parts.items()
        if part.startswith("xl/worksheets/") and b"<mergeCell " in body
    }
    return read_workbook(name, data, sheet=sheet, formulas=formulas, merged=merged)


def _refused(findings: tuple[Finding, ...]) -> ConfigError:
    """The error that the first finding of a mapping is; how many more there are it says."""
    first = findings[0]
    more = (
        f" ({len(findings) - 1} more: {'; '.join(f'line {one.place.line}: {one.message}' for one in findings[1:4])})"
        if findings[1:]
        else ""
    )
    return ConfigError(f"{first.message.rstrip('.')}.{more}", hint=first.hint, path=first.place.path, line=first.place.line)


def table_name(path: str) -> str:
    """The table's own name, without its folder."""
    return PurePath(path.replace("\\", "/")).name
