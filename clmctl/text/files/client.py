"""A client's file, `contracts/<client>/client.yaml`."""

from clmctl.model.client import Client, Contact
from clmctl.model.finding import Finding
from clmctl.text.fields.tables import CLIENT
from clmctl.text.fields.troubles import Trouble, findings_of
from clmctl.text.yaml.frontmatter import dump, load


def read_client(path: str, data: bytes) -> tuple[Client | None, tuple[Finding, ...]]:
    """The client in a file's bytes (its id is the folder's name) and what is wrong with them; None where they are unreadable."""
    values, findings = load(path, data)
    if values is None:
        return None, findings
    troubles: list[Trouble] = []
    said = CLIENT.read_mapping(values, (), troubles)
    client = Client(
        id=path.split("/")[-2] if "/" in path else "",
        name=said.get("name", ""),
        contacts=tuple(Contact(**contact) for contact in said.get("contacts", ())),
        crm=tuple(said.get("crm", {}).items()),
    )
    return client, findings + findings_of(path, data, troubles)


def compose_client(client: Client) -> bytes:
    """The bytes of a new client file."""
    front: dict[str, object] = {"name": client.name} if client.name else {}
    if client.contacts:
        contacts = [{"name": contact.name, "email": contact.email, "role": contact.role} for contact in client.contacts]
        front["contacts"] = [{key: value for key, value in contact.items() if value} for contact in contacts]
    if client.crm:
        front["crm"] = dict(client.crm)
    return dump(front).encode() if front else b""
