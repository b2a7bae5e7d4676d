"""The floor of a first index: read every contract and parse its front matter with the fastest safe loader, on both cores.

`floor.py FOLDER [yaml12|yaml_rs]`. It keeps nothing and checks nothing.
"""

import gc
import os
import sys
from pathlib import Path


def main() -> None:
    """Reads and parses, half of the clients in each of two processes."""
    root = Path(sys.argv[1], "contracts")
    parse = _loader(sys.argv[2] if len(sys.argv) > 2 else "yaml12")
    clients = sorted(client.name for client in root.iterdir())
    gc.disable()
    cores = len(os.sched_getaffinity(0))
    children = []
    for number in range(1, cores):
        child = os.fork()
        if not child:
            _share(root, clients[number::cores], parse)
            os._exit(0)
        children.append(child)
    _share(root, clients[0::cores], parse)
    for child in children:
        _, status = os.waitpid(child, 0)
        if status:
            raise SystemExit("a helper failed")


def _loader(name):
    if name == "yaml_rs":
        import yaml_rs

        return yaml_rs.loads
    import yaml12

    return yaml12.parse_yaml


def _share(root: Path, clients: list[str], parse) -> None:
    for client in clients:
        with os.scandir(root / client) as folders:
            for folder in folders:
                data = Path(folder.path, "contract.md").read_bytes()
                parse(data[4 : data.index(b"\n---\n", 4) + 1].decode())


if __name__ == "__main__":
    main()
