"""Every hostile YAML file in the place of every file that holds YAML: a located finding or error, and nothing else changes."""

import json
import re

import pytest
from hostile_make import CONTRACT, ID, READING, Ground, complaint, prepared, yaml_files

PLACES = {
    "contract": CONTRACT,
    "settings": "clmctl.yaml",
    "clause": "clause_library/termination/clause.yaml",
    "variant": "clause_library/termination/standard.md",
    "coverage": "clause_library/coverage.yaml",
    "template": "templates/customer-agreement/template.yaml",
    "client": "contracts/lark/client.yaml",
    "numbers": ".clm/numbers.yaml",
    "answers": "answers.yaml",
}
DRAW = (
    *("new", "customer-agreement", "--no-input", "--dry-run", "--set", "customer=X", "--set", "dates.effective=2027-01-01"),
    *("--set", "parties.customer.address=x", "--set", "parties.customer.email=a@example.org"),
)
WRITING = (
    ("set", ID, "owner=legal-lead", "--why", "x", "--dry-run"),
    DRAW,
    ("save", "--dry-run", "--why", "x"),
    ("render", ID, "--dry-run"),
)
#: What a command says of each file that is not a contract; a contract and the settings are read by every one.
FEW = (("list",), ("show", ID), ("clauses", "list"), ("templates", "list"), ("doctor",), *WRITING)
LINT = ("lint", "--format", "json")
#: Of the files, every so many-th in the usual run; the rest with the slow ones.
SAMPLE = 190
#: In the long run each file is put into every so many-th place, and each place gets every so many-th file: the ways from
#: the door of YAML on are the same for all of them.
TURNS = 3


def spoiled(ground: Ground, kind: str, data: bytes, *, after: bool) -> str:
    """Puts the YAML in the place of a file's own, or after it; the path."""
    path = PLACES[kind]
    own = (ground.root / path).read_bytes() if (ground.root / path).exists() else b""
    if path.endswith(".md"):
        front, body = own.split(b"\n---\n", 1)
        ground.put(path, (front + b"\n" if after else b"---\n") + data + b"\n---\n" + body)
    else:
        ground.put(path, own + data if after else data)
    return path


def trouble(ground: Ground, kind: str, data: bytes, *, after: bool) -> list[str]:
    """What is wrong with how the commands take it."""
    path = spoiled(ground, kind, data, after=after)
    before = ground.bytes()
    calls = [LINT, *(READING if kind in ("contract", "settings") else FEW), *WRITING]
    if kind == "answers":
        calls = [(*DRAW, "--answers", path)]
    done = ground.calls(*calls, seconds=120)
    found = [told for call, each in zip(calls, done, strict=True) if (told := complaint(call, each))]
    now = ground.bytes()
    found += [f"{name} changed" for name in {*before, *now} if before.get(name) != now.get(name)]
    if kind != "answers":
        first = done[0]
        if first.code in (0, 1):
            mine = [each for each in json.loads(first.out) if each["path"] == path]
            if not any(each["line"] for each in mine):
                found.append(f"no finding of lint names a line of {path}")
        elif not re.search(re.escape(path).encode() + rb":\d", first.err):
            found.append(f"lint stopped and names no line of {path}: {first.err!r}")
    return found


def tried(tmp_path, test_data, kind: str, every: int, *, rest: bool) -> None:
    files = yaml_files(test_data)
    assert len(files) > 370
    wrong = []
    start = list(PLACES).index(kind)
    for number, (name, data) in enumerate(files):
        if (number % every == start) is rest or (rest and (number + start) % TURNS):
            continue
        ground = Ground(tmp_path / str(number))
        wrong += [f"{name}: {told}" for told in trouble(ground, kind, data, after=bool(number % 2))]
        ground.remove()
    assert not wrong, "\n\n".join(wrong[:20])


@pytest.mark.parametrize(
    "kind",
    [kind if kind in ("contract", "settings") else pytest.param(kind, marks=pytest.mark.slow) for kind in PLACES],
)
def test_a_sample_of_hostile_yaml(tmp_path, test_data, kind: str) -> None:
    tried(tmp_path, test_data, kind, SAMPLE, rest=False)


@pytest.mark.slow
@pytest.mark.parametrize("kind", list(PLACES))
def test_all_hostile_yaml(tmp_path, test_data, kind: str) -> None:
    tried(tmp_path, test_data, kind, SAMPLE, rest=True)


#: Bombs and traps of our own: small, and each once the end of a YAML reader.
TRAPS = {
    "anchors": b"a: &a [x]\nb: *a\n",
    "bomb": b"a: &a [l,l,l]\n"
    + b"".join(b"%c: &%c [*%c,*%c,*%c]\n" % (98 + n, 98 + n, 97 + n, 97 + n, 97 + n) for n in range(9)),
    "merge": b"a: &a {x: 1}\nb:\n  <<: *a\n",
    "deep": b"a: " + b"[" * 30_000,
    "deeper": b"".join(b" " * n + b"- a:\n" for n in range(500)),
    "large": b"a: '" + b"x" * 2_000_000 + b"'\n",
    "nul": b"a: 'x\0y'\n",
    "escape": b'title: "\x1b[31mred"\n',
    "separator": "title: a\u2028b: c\u0085d: e\n".encode(),
    "utf-16": "title: x\n".encode("utf-16"),
    "latin-1": "title: café\n".encode("latin-1"),
    "tag": b"a: !!python/object/apply:os.system ['touch ran']\n",
    "twice": b"stage: draft\nstage: executed\n",
    "documents": b"a: 1\n---\nb: 2\n",
    "conflict": b"<<<<<<< ours\na: 1\n=======\na: 2\n>>>>>>> theirs\n",
    "tabs": b"a:\n\tb: 1\n",
    "number": b"a: " + b"9" * 5_000 + b"\n",
    "nan": b"a: .nan\nb: .inf\n",
    "no-date": b"dates: {effective: 2025-02-30}\n",
    "list": b"- a\n",
    "scalar": b"just words\n",
    "key": b"{[a]: b}\n",
    "surrogate": b'a: "\\ud800"\n',
}


@pytest.mark.parametrize(
    "kind",
    [
        "contract",
        *(pytest.param(kind, marks=pytest.mark.slow) for kind in ("client", "settings", "clause", "template", "numbers")),
    ],
)
def test_traps(tmp_path, kind: str) -> None:
    wrong = []
    for name, data in TRAPS.items():
        ground = Ground(tmp_path / name)
        path = spoiled(ground, kind, data, after=False)
        lint, show = ground.calls(LINT, ("show", ID), seconds=30)
        wrong += [f"{name}: {told}" for call, done in ((LINT, lint), (("show", ID), show)) if (told := complaint(call, done))]
        if lint.code != 1 and path.encode() not in lint.err:
            wrong.append(f"{name}: lint ends with {lint.code} and says {lint.err!r}")
        ground.remove()
    assert not wrong, "\n\n".join(wrong)
    assert not list(prepared("drawn").rglob("ran"))
