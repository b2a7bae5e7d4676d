"""What the index is told about a contract file, and by whom."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from clmctl.model.contract import Contract
from clmctl.model.question import Column, SqlValue
from clmctl.model.term import Terms


@dataclass(frozen=True, slots=True)
class Parsed:
    """One contract file as the index keeps it.

    `columns` holds its values in the order of `sql_columns(reading.columns)`. Where the file cannot be read it is empty and
    `contract` None, and `problem` says why in one line. `parent` is the id of the contract whose term it shares
    (coterminous), else empty.
    """

    contract: Contract | None
    columns: tuple[SqlValue, ...] = ()
    problem: str = ""
    parent: str = ""


@dataclass(frozen=True, slots=True)
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
