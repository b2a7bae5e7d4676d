"""A workspace to call clmctl in, in processes of its own, and what every call must keep to."""

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from transcript import Done, call, environment, prepared

#: What may never reach a terminal or a pipe from a document: controls but tab and line feed, and what turns or hides text.
FORBIDDEN = (
    {chr(code) for code in (*range(9), *range(11, 32), *range(127, 160))}
    | {chr(code) for code in (*range(0x200B, 0x2010), *range(0x2028, 0x202F), *range(0x2060, 0x2070), 0xFEFF, 0x00AD, 0x061C)}
    | {chr(code) for code in range(0xE0000, 0xE0080)}
)
CONTRACT = "contracts/lark/MSA-2026-0001/contract.md"


class Office:
    """A copy of a prepared workspace with its own home."""

    def __init__(self, folder: Path, start: str = "drawn", more: Mapping[str, str] | None = None) -> None:
        self.home = folder / "home"
        self.home.mkdir(parents=True)
        self.root = folder / "work"
        shutil.copytree(prepared(start), self.root, symlinks=True)
        self.env = environment(self.home, more)

    def run(self, *arguments: str, stdin: bytes = b"", env: Mapping[str, str] | None = None, time: float = 60) -> Done:
        """One call; it ends with one of the promised codes, without a traceback, and writes nothing that a terminal obeys."""
        done = call([*arguments], self.root, {**self.env, **(env or {})}, stdin, time=time)
        told = f"$ clmctl {' '.join(map(repr, arguments))}\n{done.out[-2000:]!r}\n{done.err[-2000:]!r}"
        assert done.code in (0, 1, 2, 3, 4), f"exit {done.code}: {told}"
        assert b"Traceback" not in done.err and b"nobody foresaw" not in done.err, told
        for stream in (done.out, done.err):
            if not stream.startswith(b"PK"):
                assert not FORBIDDEN & set(stream.decode("utf-8")), told
        return done

    def ok(self, *arguments: str, stdin: bytes = b"") -> str:
        """What a call that must succeed prints."""
        done = self.run(*arguments, stdin=stdin)
        assert done.code == 0, f"$ clmctl {' '.join(arguments)}\n{done.text}{done.told}"
        return done.text

    def put(self, path: str, data: bytes | str) -> Path:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data.encode() if isinstance(data, str) else data)
        return file

    def read(self, path: str) -> bytes:
        return (self.root / path).read_bytes()

    def git(self, *arguments: str) -> str:
        done = subprocess.run(("git", *arguments), cwd=self.root, env=self.env, capture_output=True, check=True)
        return done.stdout.decode()
