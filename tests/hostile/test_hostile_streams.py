"""The installed program as a shell starts it: closed, full and broken streams, Ctrl-C, odd languages and surroundings."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hostile_make import FORBIDDEN, ID, Ground

CLMCTL = str(Path(sys.executable).parent / "clmctl")


@pytest.fixture
def ground(tmp_path: Path) -> Ground:
    return Ground(tmp_path)


def shell(ground: Ground, line: str, **more: str) -> tuple[int, str, str]:
    """Exit code and both streams of a line of shell in which `clmctl` is the installed program."""
    done = subprocess.run(
        ("bash", "-c", f'set -o pipefail; clmctl() {{ {CLMCTL} "$@"; }}; {line}'),
        cwd=ground.root,
        env={**ground.env, **more},
        capture_output=True,
        timeout=240,
        check=False,
    )
    out, err = done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")
    assert "Traceback" not in err and "nobody foresaw" not in err and "Exception ignored" not in err, err
    return done.returncode, out, err


@pytest.mark.parametrize("words", ["list", "query --format xlsx", "--help", f"show {ID} --text", "schema contract"])
def test_a_reader_that_leaves_is_no_error(ground: Ground, words: str) -> None:
    code, _, err = shell(ground, f"clmctl {words} | head -c1")
    assert code == 0 and not err


@pytest.mark.parametrize("words", ["list", "--help", "clauses list"])
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_an_answer_nobody_can_take_is_an_error_in_words(ground: Ground, words: str) -> None:
    code, _, err = shell(ground, f"clmctl {words} > /dev/full")
    assert code in (2, 4) and "No space left" in err


def test_closed_streams(ground: Ground) -> None:
    assert shell(ground, "clmctl list >&-")[0] == 0
    assert shell(ground, "clmctl show nothing 2>&-")[0] == 2
    assert shell(ground, "clmctl list <&- >&- 2>&-")[0] == 0
    assert shell(ground, "clmctl new customer-agreement <&-")[0] == 2
    assert shell(ground, "clmctl hooks run pre-push origin <&-")[0] == 0
    assert shell(ground, "clmctl lint --stdin contracts/a/B-1/contract.md <&-")[0] == 1


def test_a_write_with_closed_streams_writes_to_its_own_files_only(ground: Ground) -> None:
    assert shell(ground, f"clmctl set {ID} owner=legal-lead --why x <&- >&- 2>&-")[0] == 0
    assert "owner: legal-lead" in ground.git("cat-file", "blob", f"HEAD:contracts/lark/{ID}/contract.md")
    assert ground.git("status", "--porcelain") == "" and ground.git("fsck", "--strict", "--no-dangling") == ""


def test_a_write_whose_answer_is_lost_is_recorded_and_says_so(ground: Ground) -> None:
    code, _, err = shell(ground, f"clmctl set {ID} owner=legal-lead --why x > /dev/full")
    assert code == 4 and "What was recorded is recorded" in err
    assert ground.git("log", "-1", "--format=%s").startswith("Set owner")


def test_ctrl_c_at_any_moment(ground: Ground) -> None:
    for wait in (0.2, 0.4, 0.8):
        child = subprocess.Popen(
            (CLMCTL, "lint"),
            cwd=ground.root,
            env=ground.env,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        time.sleep(wait)
        if child.poll() is None:
            os.killpg(child.pid, signal.SIGINT)
        _, err = child.communicate(timeout=60)
        # before a line of ours runs, Python itself ends by the signal
        assert child.returncode in (130, 0, 1, -signal.SIGINT), err
        if child.returncode == 130:
            assert b"Traceback" not in err


@pytest.mark.parametrize("language", ["C", "POSIX", "xx_YY"])
def test_other_languages_of_the_machine(ground: Ground, language: str) -> None:
    shell(ground, f"clmctl set {ID} title='Çafé – 日本' --why x", LC_ALL="C.UTF-8")
    code, out, _ = shell(ground, f"clmctl show {ID}", LC_ALL=language, LANG=language)
    assert code == 0
    assert out.startswith(f"{ID}  Çafé – 日本\n")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_output_in_a_small_alphabet(ground: Ground, encoding: str) -> None:
    shell(ground, f"clmctl set {ID} title='Çafé – 日本' --why x")
    for words in ("list", f"show {ID} --text", "query --format csv", "query --format json", "lint"):
        assert shell(ground, f"clmctl {words}", PYTHONIOENCODING=encoding)[0] in (0, 1)


def test_arguments_of_no_text(ground: Ground) -> None:
    for words in ("show X", "query X", f"set {ID} title=X --why y", f"set {ID} owner=legal-lead --why X", "--root X list"):
        code, out, err = shell(ground, "clmctl " + words.replace("X", "$'\\xff\\xfe'"))
        assert code == 2 and not FORBIDDEN & set(out + err), err
    assert ground.git("status", "--porcelain") == ""


def test_odd_surroundings(ground: Ground) -> None:
    assert shell(ground, "clmctl list --help; clmctl list", COLUMNS="1", TERM="dumb")[0] == 0
    assert shell(ground, "clmctl list", SOURCE_DATE_EPOCH="99999999999999999999", CLMCTL_AS_OF="2026-11-22")[0] == 0
    code, _, err = shell(ground, "clmctl list", CLMCTL_AS_OF="\x1b[31mx")
    assert code == 2 and "\x1b" not in err
    for day in ("0001-01-01", "9999-12-31"):
        assert shell(ground, f"clmctl renewals && clmctl deadline {ID} && clmctl list", CLMCTL_AS_OF=day)[0] == 0
    code, _, err = shell(ground, "mkdir ../gone; cd ../gone; rmdir ../gone; clmctl list")
    assert code == 2 and "folder you stand in is gone" in err
    code, _, err = shell(ground, "PATH=/nothing clmctl list")
    assert code == 2 and "git is not installed" in err
