"""Many commits made at once, one on the other: nothing points to them until HEAD is moved to the last (`write.fast_forward`).

`git fast-import` makes them in one process and keeps their objects in one pack. Whoever is interrupted leaves objects that
nobody points to, and a folder as it was.
"""

import subprocess
from types import TracebackType
from typing import Self

from clmctl.errors import OutsideFailed
from clmctl.model.person import Actor
from clmctl.model.plan import Plan
from clmctl.store import git
from clmctl.store.author import author_environment
from clmctl.store.git import Repository
from clmctl.store.paths import checked
from clmctl.store.revisions import head

#: Where the import keeps its place; deleted by the import itself before it ends.
_REF = b"refs/clmctl/chronicle"


class Chronicle:
    """Commits that stand on HEAD (or on nothing), made in a `with`: when it is left, all of them can be read."""

    def __init__(self, repo: Repository) -> None:
        git.require_new_enough()
        self.last = head(repo)
        self._zero = repo.zero
        self._count = 0
        self._child = git.start(repo, "fast-import", "--quiet", "--done", "--date-format=raw")

    def record(self, plan: Plan, actor: Actor, when: str) -> str:
        """The id of the commit that holds the plan's writes on top of the last; `when` is an ISO moment with its offset."""
        self._count += 1
        said = author_environment(actor, when)
        by = f"{said['GIT_AUTHOR_NAME']} <{said['GIT_AUTHOR_EMAIL']}> {said['GIT_AUTHOR_DATE'].removeprefix('@')}".encode()
        lines = [b"commit %s\nmark :%d\nauthor %s\ncommitter %s\n" % (_REF, self._count, by, by)]
        lines.append(_data(plan.message().encode("utf-8", "replace")))
        if self._count == 1 and self.last:
            lines.append(b"from %s\n" % self.last.encode())
        for write in plan.writes:
            path = checked(write.path).encode()
            if write.data is None:
                lines.append(b"D %s\n" % path)
            else:
                mode = b"100755" if write.executable else b"100644"
                lines.append(b"M %s inline %s\n%s" % (mode, path, _data(write.data)))
        lines.append(b"\nget-mark :%d\n" % self._count)
        self.last = self._told(b"".join(lines))
        return self.last

    def _told(self, said: bytes) -> str:
        """What the import answers: the id of the commit just made."""
        answer = b""
        try:
            if self._child.stdin is not None and self._child.stdout is not None:
                self._child.stdin.write(said)
                self._child.stdin.flush()
                answer = self._child.stdout.readline()
        except BrokenPipeError:
            pass
        if not answer.strip():
            raise OutsideFailed(
                "git stopped while the history was made; nothing was recorded", hint="Free the disk, then try again."
            )
        return answer.decode().strip()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        if kind is not None:
            self._child.kill()
            self._child.communicate()
            return
        done = b"reset %s\nfrom %s\n\ndone\n" % (_REF, self._zero.encode()) if self._count else b"done\n"
        try:
            self._child.communicate(done, timeout=git.PATIENCE)
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.communicate()
        if self._child.returncode:
            raise OutsideFailed("git could not keep the history; nothing was recorded", hint="Free the disk, then try again.")


def _data(content: bytes) -> bytes:
    return b"data %d\n%s\n" % (len(content), content)
