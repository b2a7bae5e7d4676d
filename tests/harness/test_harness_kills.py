"""A writer killed at every step, and at any moment: acknowledged is durable, not acknowledged is absent or complete."""

import os
import random
import signal
import subprocess
import time

import pytest

from clmctl.store import faults

OLD = {"contracts/a/A-1/contract.md": "old\n", "contracts/b/B-1/contract.md": None, "gone.txt": "stays\n"}
NEW = {"contracts/a/A-1/contract.md": "new\n", "contracts/b/B-1/contract.md": "created\n", "gone.txt": None}
#: An act on many files: stored as one pack and synced at once.
MANY_OLD = {f"contracts/c/C-{number}/contract.md": None for number in range(80)} | OLD
MANY_NEW = {f"contracts/c/C-{number}/contract.md": f"text {number}\n" for number in range(80)} | NEW
MANY_CUTS = [*(f"{step}:1" for step in faults.STEPS[3:]), "temporary-written:70", "file-replaced:70"]
MANY_SAMPLE = {"temporary-written:70", "trees-written:1", "head-moved:1", "file-replaced:70"}
#: A step that is passed several times is also cut off at its later passings.
CUTS = [*(f"{step}:1" for step in faults.STEPS), "temporary-written:2", "file-replaced:2"]
#: The fixed sample; the others run with the slow ones.
SAMPLE = {"lock-taken:1", "temporary-written:2", "commit-journaled:1", "head-moved:1", "file-replaced:1", "index-installed:1"}
NUMBERS = range(1, 24)
SAMPLE_NUMBERS = {2, 5, 11, 12, 14, 17}


def _sampled(values, sample):
    return [value if value in sample else pytest.param(value, marks=pytest.mark.slow) for value in values]


def check_all_or_nothing(field, acknowledged, old=OLD, new=NEW):
    """HEAD, files and index tell the same, wholly old or wholly new, and nothing is left over."""
    head = {path: field.head_value(path) for path in new}
    assert head in (old, new)
    if acknowledged:
        assert head == new
    assert {path: field.file_value(path) for path in new} == head
    assert field.git("status", "--porcelain") == ""
    assert field.git("fsck", "--strict", "--no-dangling") == ""
    assert field.git("write-tree") == field.git("rev-parse", "HEAD^{tree}")
    assert field.leftovers() == []


@pytest.mark.parametrize("cut", _sampled(CUTS, SAMPLE))
def test_a_kill_at_a_step_is_healed_by_the_next_command(field, cut):
    code, _, err = field.run({"gone.txt": "stays\n"})
    assert code == 0, err
    code, out, _ = field.run(NEW, fault=cut)
    assert code == -signal.SIGKILL
    field.run({})
    check_all_or_nothing(field, bool(out))
    # and the folder takes new acts
    code, out, err = field.run({"after.txt": cut})
    assert out and out[0].startswith("done"), (out, err)
    assert field.head_value("after.txt") == cut


@pytest.mark.parametrize("cut", _sampled(MANY_CUTS, MANY_SAMPLE))
def test_a_kill_in_an_act_on_many_files_is_healed_too(field, cut):
    code, _, err = field.run({"gone.txt": "stays\n"})
    assert code == 0, err
    code, out, _ = field.run(MANY_NEW, fault=cut)
    assert code == -signal.SIGKILL
    field.run({})
    check_all_or_nothing(field, bool(out), MANY_OLD, MANY_NEW)
    code, out, err = field.run(MANY_NEW | {"after.txt": cut})
    assert out and out[0].startswith("done"), (out, err)
    check_all_or_nothing(field, True, MANY_OLD, MANY_NEW)


@pytest.mark.parametrize("how", ["full", "io"])
@pytest.mark.parametrize(
    "step", ["temporary-written:70", "blobs-written:1", "commit-made:1", "file-replaced:70", "folder-synced:1"]
)
def test_a_failure_in_an_act_on_many_files_leaves_all_or_nothing_at_once(field, step, how):
    field.run({"gone.txt": "stays\n"})
    code, out, err = field.run(MANY_NEW, fault=f"{step}:{how}")
    assert code == 0, err
    assert "Traceback" not in err
    check_all_or_nothing(field, out[0].startswith("done"), MANY_OLD, MANY_NEW)


@pytest.mark.parametrize("cut", ["commit-journaled:1", "head-moved:1", "file-replaced:1", "folder-synced:1"])
def test_what_a_person_did_after_the_kill_stays(field, cut):
    field.run({"gone.txt": "stays\n"})
    field.run(NEW, fault=cut)
    (field.root / "contracts/a/A-1/contract.md").write_text("typed since\n")
    field.run({})
    assert field.file_value("contracts/a/A-1/contract.md") == "typed since\n"
    assert " M contracts/a/A-1/contract.md\n" in field.git("status", "--porcelain")
    assert field.leftovers() == []


@pytest.mark.parametrize("how", ["full", "io"])
@pytest.mark.parametrize("number", _sampled(NUMBERS, SAMPLE_NUMBERS))
def test_the_nth_failure_leaves_all_or_nothing_at_once(field, number, how):
    """Every passing of every step fails once with an error instead of a kill: the same act heals itself before it ends."""
    field.run({"gone.txt": "stays\n"})
    code, out, err = field.run(NEW, fault=f"*:{number}:{how}")
    assert code == 0, err
    assert "Traceback" not in err
    check_all_or_nothing(field, out[0].startswith("done"))
    if not out[0].startswith("done"):
        assert out[0].startswith("failed 4")


def _kill_in_the_middle(field, number, seed, *, everybody):
    """Starts a writer and kills it (or it and its children) after a random while; its acknowledged value or None."""
    chance = random.Random(seed)
    process = field.start(
        *[{"contracts/a/A-1/contract.md": f"{number}.{row}\n", f"n/{number}.txt": f"{row}\n"} for row in range(50)]
    )
    time.sleep(chance.uniform(0.12, 0.6))
    if everybody:
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    out, _ = process.communicate()
    acknowledged = [line for line in out.split("\n") if line.startswith("done") and line.endswith("}")]
    return len(acknowledged) - 1


def _random_kills(field, count):
    """Values counted, not commits: after each kill the last acknowledged value, or the one under way, is what stands."""
    for number in range(count):
        last = _kill_in_the_middle(field, number, number, everybody=bool(number % 2))
        code, out, err = field.run({})
        assert code == 0 and out == ["done  {}"], (out, err)
        standing = field.head_value("contracts/a/A-1/contract.md") or ""
        begun, _, row = standing.strip().partition(".")
        if last >= 0:
            assert begun == str(number)
            assert int(row) in {last, last + 1}
        assert field.file_value("contracts/a/A-1/contract.md") == standing
        assert field.git("status", "--porcelain") == ""
        assert field.leftovers() == []
    assert field.git("fsck", "--strict", "--no-dangling") == ""


def test_a_few_kills_at_any_moment(field):
    _random_kills(field, 6)


@pytest.mark.slow
def test_two_hundred_kills_at_any_moment(field):
    _random_kills(field, 200)


def test_ctrl_c_leaves_all_or_nothing(field):
    for number in range(4):
        process = field.start(*[{"contracts/a/A-1/contract.md": f"{number}.{row}\n"} for row in range(50)])
        time.sleep(0.2 + 0.05 * number)
        process.send_signal(signal.SIGINT)
        process.communicate()
        field.run({})
        assert field.file_value("contracts/a/A-1/contract.md") == field.head_value("contracts/a/A-1/contract.md")
        assert field.git("status", "--porcelain") == ""
        assert field.leftovers() == []


def test_git_itself_refuses_while_a_lock_stands_and_works_when_it_is_healed(field):
    field.run({"contracts/a/A-1/contract.md": "new\n"}, fault="head-moved:1")
    done = subprocess.run(("git", "commit", "-q", "--allow-empty", "-m", "x"), cwd=field.root, capture_output=True, check=False)
    assert done.returncode != 0
    assert b"index.lock" in done.stderr
    field.run({})
    field.git("commit", "-q", "--allow-empty", "-m", "x")
    assert field.head_value("contracts/a/A-1/contract.md") == "new\n"
