"""Work shared out over the cores gives what one core gives, in order, and says why it failed."""

import os
from itertools import islice

import pytest

from clmctl.store import workers
from clmctl.store.workers import shared_out, streamed

MANY = [str(number) for number in range(300)]


def test_streamed_work_comes_in_order() -> None:
    assert list(streamed(MANY, str.encode)) == [piece.encode() for piece in MANY]
    assert list(streamed(["a"], str.encode)) == [b"a"]
    assert list(streamed([], str.encode)) == []


def test_answers_wait_for_who_uses_them_in_batches() -> None:
    for ahead in (1, 40, 1000):
        found = streamed(MANY, lambda piece: piece.encode() * 5000, ahead=ahead)
        for batch in range(3):
            assert list(islice(found, 100)) == [piece.encode() * 5000 for piece in MANY[batch * 100 : batch * 100 + 100]]
        assert list(found) == []


def test_answers_longer_than_may_wait_come_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_WAITING", 10)
    assert list(streamed(MANY, lambda piece: piece.encode() * 20, ahead=50)) == [piece.encode() * 20 for piece in MANY]


def test_a_helper_that_fails_says_why() -> None:
    def work(piece: str) -> bytes:
        if piece == "200":
            raise ValueError("no such piece")
        return piece.encode()

    with pytest.raises((RuntimeError, ValueError), match="no such piece"):
        list(streamed(MANY, work))
    with pytest.raises((RuntimeError, ValueError), match="no such piece"):
        list(streamed(MANY, work, ahead=50))


def test_who_stops_listening_leaves_no_helper_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[int] = []
    fork = os.fork

    def noted() -> int:
        child = fork()
        begun.append(child)
        return child

    monkeypatch.setattr(os, "fork", noted)
    found = streamed(MANY, str.encode)
    assert next(found) == b"0"
    found.close()
    found = streamed(MANY, str.encode, ahead=50)
    assert next(found) == b"0"
    found.close()
    assert len(begun) > 1
    for child in begun:
        with pytest.raises(ChildProcessError):
            os.waitpid(child, os.WNOHANG)


def test_shared_work_is_in_order() -> None:
    assert shared_out(MANY, str.upper, lambda done, total: None) == MANY
