"""A client: the folder's name and what `client.yaml` says."""

from clmctl.model.frozen import frozen


@frozen
class Contact:
    """A person at the client."""

    name: str = ""
    email: str = ""
    role: str = ""


@frozen
class Client:
    """One client. `id` is its folder under `contracts/`."""

    id: str
    name: str = ""
    contacts: tuple[Contact, ...] = ()
    crm: tuple[tuple[str, str], ...] = ()
