"""What the index is told about a contract file, and by whom."""

from collections.abc import Callable, Mapping
from typing import Protocol

from clmctl.model.contract import Contract
from clmctl.model.finding import Finding
from clmctl.model.frozen import frozen
from clmctl.model.question import Column, SqlValue
from clmctl.model.term import Terms


@frozen
class Parsed:
    """One contract file as the index keeps it.

    `columns` holds its values in the order of `sql_columns(reading.columns)`. Where the file cannot be read it is empty and
    `contract` None, and `problem` says why in one line. `parent` is the id of the contract whose term it shares
    (coterminous), else empty. `findings` are what its reader found wrong with it; the index does not keep them.
    """

    contract: Contract | None
    columns: tuple[SqlValue, ...] = ()
    problem: str = ""
    parent: str = ""
    findings: tuple[Finding, ...] = ()


@frozen
class Fresh:
    """A contract file the index has just read, with the bytes of its records and the blobs of both (empty: it has none)."""

    path: str
    blob: str
    data: bytes
    parsed: Parsed
    records: Mapping[str, bytes]
    record_blobs: tuple[str, ...]


class Onlooker(Protocol):
    """Who looks at contracts while the index reads them, so that nobody has to read them again."""

    def ready(self) -> None:
        """Called once, before helpers are forked: what all of them need is got here."""

    def look(self, fresh: Fresh) -> tuple[str, str]:
        """What was found and the key it is kept under, as `Index.keep` would keep it. It runs in forked workers."""

    def told(self, found: Mapping[str, str]) -> None:
        """Called when all are read: what `look` found in each, by path."""


@frozen
class Reading:
    """How contracts are read and their terms derived: what the index cannot know itself.

    `parse(path, blob, data)` reads a contract file. `derive(contract, records, parent)` gives its terms: `records` maps
    `terms.jsonl` and `notices.jsonl` to their bytes, `parent` is the terms of the contract it is coterminous with, where
    they are known. `columns` are the stored columns; what the path decides (`client`, `path`) the index fills in. `schema`
    is a digest of everything else that changes what `parse` returns, `inputs` one of everything `derive` rests on beside
    the files (conventions, calendars, horizon). Both run in forked workers and are not called while nothing has changed,
    so they import what they need when called.
    """

    columns: tuple[Column, ...]
    parse: Callable[[str, str, bytes], Parsed]
    derive: Callable[[Contract, Mapping[str, bytes], Terms | None], Terms]
    schema: str = ""
    inputs: str = ""
