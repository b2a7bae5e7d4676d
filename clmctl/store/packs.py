"""Many new objects written as one pack: a file to write and sync instead of one for each object."""

import hashlib
import zlib
from collections.abc import Iterable, Mapping
from io import SEEK_END, BytesIO
from typing import Final

from clmctl.store import git
from clmctl.store.git import Repository
from clmctl.store.objects import Kind

#: The mark of a pack and its version; the count of its objects follows.
_START: Final = b"PACK" + (2).to_bytes(4, "big")
_NUMBERS: Final[Mapping[Kind, int]] = {"commit": 1, "tree": 2, "blob": 3}
#: The quickest. A later `git gc` packs anew and finds what objects have in common, which saves far more than a higher level.
_LEVEL = 1


def write_pack(repo: Repository, objects: Iterable[tuple[Kind, bytes]], room: Mapping[str, str]) -> None:
    """Has git store these objects (no two of them the same), durable before this returns; `room` says where, as in quarantine.

    git takes the pack as it takes one that is fetched: it reads every object, works out its id itself and writes the index.
    """
    pack = BytesIO()
    pack.write(_START + bytes(4))
    count = 0
    for kind, data in objects:
        pack.write(_head(_NUMBERS[kind], len(data)))
        pack.write(zlib.compress(data, _LEVEL))
        count += 1
    pack.seek(len(_START))
    pack.write(count.to_bytes(4, "big"))
    digest = hashlib.new(repo.algorithm, usedforsecurity=False)
    digest.update(pack.getbuffer())
    pack.seek(0, SEEK_END)
    pack.write(digest.digest())
    git.run(
        repo,
        "index-pack",
        "--stdin",
        "--threads=1",
        stdin=pack.getvalue(),
        extra=room,
        pairs=(("core.fsync", "committed,pack-metadata"),),
    )


def _head(number: int, size: int) -> bytes:
    """What stands before an object in a pack: its kind in three bits, its size in the others, seven to a further byte."""
    head = bytearray()
    byte, size = number << 4 | size & 15, size >> 4
    while size:
        head.append(byte | 128)
        byte, size = size & 127, size >> 7
    head.append(byte)
    return bytes(head)
