"""How a file came from one commit to another: the commits between that touched it, and which followed which."""

from collections.abc import Sequence

from clmctl.model.turn import Commit
from clmctl.store import git
from clmctl.store.git import Repository
from clmctl.store.history import trailers_of
from clmctl.store.paths import checked

#: A NUL comes first as well: with --parents, git writes the parents before it.
_FORMAT = "%x00%H%x00%P%x00%aI%x00%an%x00%ae%x00%B%x00"


def lineage(repo: Repository, since: str, until: str, paths: Sequence[str]) -> tuple[Commit, ...]:
    """Commits after `since` up to `until` (full ids) that touched the files, each behind all that it came from.

    `parents` are the nearest commits before it that touched them, so that a merge names both sides. One that is no commit
    of the answer was made before `since`, or beside it.
    """
    told = git.run(
        repo,
        "rev-list",
        "--no-commit-header",
        "--parents",
        "--topo-order",
        "--reverse",
        f"--format={_FORMAT}",
        until,
        f"^{since}",
        "--",
        *(checked(path) for path in paths),
    )
    fields = told.decode("utf-8", "replace").split("\0")
    found = []
    for start in range(0, len(fields) - 7, 7):
        _, oid, parents, date, author, email, message = fields[start : start + 7]
        title, _, body = message.strip("\n").partition("\n")
        found.append(
            Commit(
                oid,
                tuple(parents.split()),
                date,
                author,
                email,
                title,
                trailers_of(message),
                body=body.strip("\n"),
            )
        )
    return tuple(found)
