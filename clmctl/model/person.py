"""People, roles and what a role may do."""

from typing import Literal

from clmctl.model.frozen import frozen

Role = Literal["viewer", "editor", "librarian", "approver", "admin"]
#: From least to most; each may do what those before it may.
ROLES: tuple[Role, ...] = ("viewer", "editor", "librarian", "approver", "admin")


@frozen
class Person:
    """Somebody the workspace knows. `id` is what `owner:` and `approval:` name; `email` identifies a commit's author."""

    id: str
    name: str = ""
    email: str = ""
    role: Role = "editor"
    titles: tuple[str, ...] = ()


@frozen
class Actor:
    """Who is acting now: name and e-mail as git will record them, and the role the workspace gives them."""

    name: str
    email: str
    role: Role
    person: str = ""
    listed: bool = True
