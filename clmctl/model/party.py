"""A party to a contract."""

from clmctl.model.frozen import frozen


@frozen
class Signatory:
    """A person who signs for a party."""

    name: str = ""
    title: str = ""
    email: str = ""


@frozen
class Party:
    """One party. `key` is unique in the contract and defaults to the role; `notice` are lines of the notice address."""

    key: str
    role: str
    legal_name: str
    short_name: str = ""
    ours: bool = False
    jurisdiction: str = ""
    company_no: str = ""
    address: str = ""
    email: str = ""
    notice: tuple[str, ...] = ()
    signatories: tuple[Signatory, ...] = ()
