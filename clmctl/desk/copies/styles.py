"""The style document a person means: a Word file of theirs, or that of a template."""

from collections.abc import Callable

from clmctl.desk.drafting import template_named
from clmctl.desk.opening import Desk
from clmctl.errors import UsageError
from clmctl.store.paths import outside_file


def style_document(desk: Callable[[], Desk], named: str) -> tuple[str, bytes]:
    """(path, bytes) of the style document: a file where the name is one, else that of the template of that name.

    The workspace is opened only for a template. UsageError where the template has no style document of its own.
    """
    if "/" in named or named.lower().endswith((".docx", ".dotx", ".docm")):
        return named, outside_file(named)
    open_ = desk()
    path = f"templates/{template_named(open_, named).id}/style.docx"
    data = open_.read(path)
    if data is None:
        raise UsageError(
            f"The template {named} has no style document of its own: it takes the workspace's.",
            hint="clmctl templates check-style customer-agreement checks that one.",
        )
    return path, data
