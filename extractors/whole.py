"""Files that are there whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A place to write what takes `path`'s place when the block ends well.

    It lies in a hidden folder of its own beside `path`. Whatever happens, that folder is gone
    afterwards, with all that a killed writer may have left in it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".", suffix=".part", dir=path.parent) as folder:
        part = Path(folder) / "part"
        yield part
        part.replace(path)
