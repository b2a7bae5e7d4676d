"""One reader of objects in several processes: each reads what it asked for."""

import os

from clmctl.store.objects import Objects, object_id


def test_a_forked_helper_reads_through_a_process_of_its_own(ground):
    texts = {f"file-{number}": f"text {number}\n".encode() * (number + 1) for number in range(60)}
    ground.do(texts)
    wanted = {object_id("blob", data): data for data in texts.values()}
    with Objects(ground.repo) as objects:
        objects.head()
        helpers = []
        for _ in range(3):
            child = os.fork()
            if not child:
                right = all(objects.read(oid, "blob") == data for _ in range(20) for oid, data in wanted.items())
                os._exit(0 if right else 1)
            helpers.append(child)
        assert all(objects.read(oid, "blob") == data for _ in range(20) for oid, data in wanted.items())
        assert [os.waitpid(child, 0)[1] for child in helpers] == [0, 0, 0]
        assert len(objects.head().commit) == 40
