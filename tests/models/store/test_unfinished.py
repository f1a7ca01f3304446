"""What writers that were killed have left behind is removed, and nothing else."""

from __future__ import annotations

import io
import os
import time
from pathlib import Path

from models.store.objects import ObjectStore


def test_only_old_leavings_are_removed(tmp_path: Path) -> None:
    store = ObjectStore(str(tmp_path))
    kept = store.put(io.BytesIO(b"paper")).sha256
    old, fresh = (tmp_path / "incoming" / name for name in ("old", "fresh"))
    for path in (old, fresh):
        path.write_bytes(b"half a pap")
    os.utime(old, (time.time() - 100, time.time() - 100))
    os.utime(store.path(kept), (0, 0))
    assert store.remove_unfinished(50) == 1
    assert [path.name for path in (tmp_path / "incoming").iterdir()] == ["fresh"]
    assert store.read(kept) == b"paper"
    assert list(store.digests()) == [kept]
