"""Four writers beside a person who uses plain git: every acknowledged value is in HEAD's tree. Values counted, not commits."""

import json
import subprocess
import threading
import time
from pathlib import Path

import pytest


class Person:
    """Somebody with plain git in the same folder: adds and commits a file of their own, again and again, without paths."""

    def __init__(self, field):
        self.field = field
        self.acknowledged = []
        self.refused = 0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._work)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._stop.set()
        self._thread.join()

    def _work(self):
        number = 0
        while not self._stop.is_set():
            number += 1
            (self.field.root / "person.txt").write_text(f"{number}\n")
            added = subprocess.run(("git", "add", "person.txt"), cwd=self.field.root, capture_output=True, check=False)
            done = subprocess.run(
                ("git", "commit", "-q", "-m", f"mine {number}"), cwd=self.field.root, capture_output=True, check=False
            )
            if added.returncode == 0 and done.returncode == 0:
                self.acknowledged.append(number)
            else:
                self.refused += 1
            self._stop.wait(0.03)

    def _git(self, *arguments):
        return subprocess.run(("git", *arguments), cwd=self.field.root, capture_output=True, check=False).returncode == 0


def _writers(field, count, each):
    """Each writer has files of its own and one they share; what was acknowledged, by path, and how many writes there were."""
    rows = [
        [
            {f"contracts/w{writer}/W-{writer}/n{number % 7}.txt": f"{writer}.{number}\n", f"own/{writer}.{number}.txt": "x\n"}
            for number in range(each)
        ]
        for writer in range(count)
    ]
    with Person(field) as person:
        running = [field.start(*row) for row in rows]
        answers = [process.communicate(timeout=900) for process in running]
    assert [err for _, err in answers if err] == []
    expected: dict[str, str] = {}
    acknowledged = 0
    for out, _ in answers:
        for line in out.strip().split("\n"):
            word, _, rest = line.partition(" ")
            if word == "done":
                acknowledged += 1
                expected |= json.loads(rest.partition(" ")[2])
            else:
                assert rest.startswith("3 "), line
    return expected, acknowledged, person


def _check(field, expected, person):
    listed = {}
    for line in field.git("ls-tree", "-r", "HEAD").strip().split("\n"):
        about, _, path = line.partition("\t")
        listed[path] = about.split()[2]
    wrong = [
        path
        for path, text in expected.items()
        if listed.get(path) != field.git("hash-object", "--stdin", stdin=text.encode()).strip()
    ]
    assert wrong == []
    if person.acknowledged:
        assert int(field.head_value("person.txt")) >= person.acknowledged[-1]
    assert field.git("fsck", "--strict", "--no-dangling") == ""
    assert [line for line in field.git("status", "--porcelain").split("\n") if line and not line.endswith("person.txt")] == []
    assert field.leftovers() == []


def test_a_few_writers_beside_plain_git(field):
    expected, acknowledged, person = _writers(field, 4, 8)
    assert acknowledged >= 28
    _check(field, expected, person)


@pytest.mark.slow
def test_a_thousand_writes_by_four_writers_beside_plain_git(field):
    expected, acknowledged, person = _writers(field, 4, 250)
    assert acknowledged >= 950
    assert person.acknowledged
    _check(field, expected, person)


def test_of_writers_of_one_contract_each_acknowledged_one_saw_the_one_before(field):
    path = "contracts/a/A-1/contract.md"
    running = [field.start(*[{path: f"{writer}.{number}\n"} for number in range(6)]) for writer in range(3)]
    lines = [line for process in running for line in process.communicate(timeout=300)[0].strip().split("\n")]
    assert all(line.startswith(("done", "failed 3")) for line in lines)
    done = [json.loads(line.split(" ", 2)[2])[path] for line in lines if line.startswith("done")]
    assert field.head_value(path) in done
    assert len(field.git("log", "--format=%H", "--", path).split()) == len(set(done)) + 1
    assert field.file_value(path) == field.head_value(path)
    assert field.leftovers() == []


def test_a_git_commit_that_read_the_old_index_does_not_take_an_act_back(field, tmp_path):
    """git reads the index, then asks its file monitor, then locks: a slow monitor holds it in that gap while we record."""
    if not Path("/proc/self").exists():
        pytest.skip("only where processes can be seen")
    path = "contracts/a/A-1/contract.md"
    index = field.root / ".git/index"
    monitor = tmp_path / "monitor"
    monitor.write_text(
        f"#!/bin/sh\nwas=$(ls -i {index})\ntouch {tmp_path}/asked\ntimes=0\n"
        f'[ -e {tmp_path}/waited ] || while [ "$was" = "$(ls -i {index})" ] && [ $times -lt 500 ]; do\n'
        f"sleep 0.01; times=$((times+1)); done\ntouch {tmp_path}/waited\nsleep 0.05\nexit 1\n"
    )
    monitor.chmod(0o755)
    (field.root / "person.txt").write_text("1\n")
    field.git("add", "person.txt")
    command = ("git", "-c", f"core.fsmonitor={monitor}", "commit", "-q", "-m", "mine")
    slow = subprocess.Popen(command, cwd=field.root, stderr=subprocess.PIPE, text=True)
    while not (tmp_path / "asked").exists():
        time.sleep(0.005)
    _, out, err = field.run({path: "acknowledged\n"})
    assert out and out[0].startswith("done"), (out, err)
    _, said = slow.communicate(timeout=60)
    assert "index.lock" in said
    field.git("commit", "-q", "-m", "mine again")
    assert field.head_value(path) == "acknowledged\n"
    assert field.git("status", "--porcelain") == ""
