"""Our external comments on a contract, as they stand in a Word file that goes out."""

from clmctl.desk.copies.receiving import our_names
from clmctl.desk.opening import Desk
from clmctl.model.contract import Contract
from clmctl.text.files.received import COMMENTS, read_comments
from clmctl.word.inlines import bookmark_name
from clmctl.word.remarks import Remark, with_remarks


def remarks_of(desk: Desk, contract: Contract) -> tuple[Remark, ...]:
    """What we remarked in the files that went to and fro, and nobody has settled: of ours alone, in the order it was said.

    Notes, reasons and decisions stand in other records: they are internal and never printed.
    """
    data = desk.read(f"{contract.folder}/{COMMENTS}")
    ours = {name.casefold() for name in our_names(desk) if name}
    said = read_comments(contract.path, data)[0] if data is not None else ()
    return tuple(
        Remark(each.author, each.date, each.text, each.on, bookmark_name(each.clause) if each.clause else "")
        for each in sorted(said, key=lambda each: each.date)
        if each.author.casefold() in ours and not each.resolved
    )


def remarked(desk: Desk, contract: Contract, docx: bytes) -> tuple[bytes, int]:
    """A Word file of the contract with our comments, and how many those are."""
    remarks = remarks_of(desk, contract)
    return with_remarks(docx, remarks), len(remarks)
