"""What was written to git is read back by another implementation, GitPython, object by object."""

from typing import Any

import git


def test_another_reader_sees_the_same_history(ground: Any) -> None:
    first = ground.do({"contracts/acme/A-1/contract.md": b"one\n", "notes.txt": b"n\r\n"}, "First")
    second = ground.do({"contracts/acme/A-1/contract.md": "zwei \u00e4\n".encode(), "notes.txt": None}, "Second")
    with git.Repo(ground.root) as repo:
        commits = list(repo.iter_commits("HEAD"))
        assert [commit.hexsha for commit in commits[:2]] == [second.commit, first.commit]
        assert [commit.summary for commit in commits[:2]] == ["Second", "First"]
        assert {(commit.author.name, commit.author.email) for commit in commits[:2]} == {("Ada Counsel", "ada@example.com")}
        assert commits[0].authored_datetime.isoformat() == "2026-11-22T10:00:00+01:00"
        tree = commits[0].tree
        assert (tree / "contracts/acme/A-1/contract.md").data_stream.read() == "zwei \u00e4\n".encode()
        assert "notes.txt" not in [blob.path for blob in tree.traverse()]
        assert (commits[1].tree / "notes.txt").data_stream.read() == b"n\r\n"
        assert not repo.is_dirty(untracked_files=True)
