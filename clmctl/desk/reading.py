"""How the index reads contracts and derives their terms: the callables it cannot know itself."""

import hashlib
from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from clmctl.model.catalogue import BUILT_IN
from clmctl.model.columns import stored_columns
from clmctl.model.contract import Contract
from clmctl.model.field import Catalogue
from clmctl.model.parsed import Parsed, Reading
from clmctl.model.question import SqlValue
from clmctl.model.term import Terms
from clmctl.terms.horizon import horizon_for

if TYPE_CHECKING:
    from clmctl.desk.calendars import Calendars
    from clmctl.model.settings import Settings
    from clmctl.query.encode import Lookup

#: Raised by hand when reading or deriving changes its answer for the same file.
READING_VERSION = "3"


def reading_of(settings: "Settings", calendars: "Calendars", as_of: date) -> Reading:
    """The reading of a workspace: contracts by its catalogue, terms by its conventions and calendars up to the day's horizon."""
    columns = stored_columns(settings.catalogue)
    horizon = horizon_for(as_of)

    @lru_cache(maxsize=1)
    def encoder() -> "Callable[[Lookup], tuple[SqlValue, ...]]":
        from clmctl.query.encode import row_encoder  # noqa: PLC0415 - nothing is parsed while nothing changed

        return row_encoder(columns)

    def parse(path: str, blob: str, data: bytes) -> Parsed:
        from clmctl.terms.reckoning import parent_of  # noqa: PLC0415
        from clmctl.text.files.contract import read_contract  # noqa: PLC0415

        contract, findings = read_contract(path, blob, data, settings.catalogue)
        if contract is None:
            problem = f"{findings[0].place}: {findings[0].message}" if findings else f"{path}: unreadable"
            return Parsed(None, problem=problem, findings=findings)
        computed = {"client": contract.client, "path": contract.path, "counterparty": contract.counterparty}
        row = encoder()({**contract.values, **computed}.get)
        return Parsed(contract, row, "", parent_of(contract) if contract.renewal.type == "coterminous" else "", findings)

    def derive(contract: Contract, records: Mapping[str, bytes], parent: Terms | None) -> Terms:
        from clmctl.terms.reckoning import conventions_of, terms_of  # noqa: PLC0415
        from clmctl.text.files.records import read_records  # noqa: PLC0415

        found = read_records({f"{contract.folder}/record/{name}": data for name, data in records.items()})[0]
        conventions = conventions_of(contract, settings)
        calendar = calendars.named(conventions.calendar) if conventions.calendar in settings.calendars else None
        return terms_of(contract, found, conventions, calendar, parent, horizon)

    inputs = "\0".join([READING_VERSION, settings.digest, horizon.isoformat(), *calendars.digests()])
    return Reading(columns, parse, derive, schema_of(settings.catalogue), hashlib.sha256(inputs.encode()).hexdigest())


def schema_of(catalogue: Catalogue) -> str:
    """A digest of what says how the fields of a contract are read."""
    return hashlib.sha256(f"{READING_VERSION}{BUILT_IN}{catalogue.fields}".encode()).hexdigest()
