"""Settings: environment variables `SOHOA_*` read once into one frozen object."""

from __future__ import annotations

import math
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

PREFIX = "SOHOA_"
# Where the stack keeps its own and what tests are told; reading a file needs neither.
_OTHERS = re.compile(r"(HOME|DATABASE_URL|BROKER_URL|STORE_URL|TEST_\w+)")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run may use, every field settable as `SOHOA_<NAME>`.

    Attributes:
        engine: `auto`, `tesserocr` or `pytesseract`.
        languages: Tesseract languages joined by `+`.
        tessdata: Folder of `*.traineddata`; empty means the one installed with the project.
        max_bytes: Largest accepted input, bytes.
        max_pages: Most pages of one input.
        max_pixels: Most pixels of one page image.
        page_timeout_s: Seconds that one page may take; a whole input may take a tenth more a page.
        file_timeout_s: Seconds that opening or writing one file may take.
        memory_mb: Writable memory that one worker process may hold, MB; libraries, which processes
            share, take 180 MB more.
    """

    engine: str = "auto"
    languages: str = "vie"
    tessdata: str = ""
    max_bytes: int = 500_000_000
    max_pages: int = 2000
    max_pixels: int = 120_000_000
    page_timeout_s: float = 50.0
    file_timeout_s: float = 50.0
    memory_mb: int = 750

    @classmethod
    def from_env(cls, env: Mapping[str, str] = os.environ) -> Settings:
        """Read the settings from `env`.

        Raises:
            ValueError: A value is not of its type, or a `SOHOA_` name is not a setting.
        """
        names = [PREFIX + item.name.upper() for item in fields(cls)]
        for name in sorted(env):
            bare = name.removeprefix(PREFIX)
            if bare != name and name not in names and not _OTHERS.fullmatch(bare):
                raise ValueError(f"There is no setting {name}; there are {', '.join(names)}.")
        values: dict[str, str | int | float] = {}
        for item in fields(cls):
            text = env.get(PREFIX + item.name.upper())
            if text is None:
                continue
            values[item.name] = _convert(item.name, text, type(item.default))
        return cls(**values)  # type: ignore[arg-type]  # types were converted by field above

    def tessdata_dir(self) -> Path:
        """The folder with the language models."""
        default = Path(__file__).parent / "weights" / "tessdata"
        return Path(self.tessdata) if self.tessdata else default


def _convert(name: str, text: str, kind: type) -> str | int | float:
    try:
        value = kind(text)
    except ValueError as error:
        raise ValueError(
            f"{PREFIX}{name.upper()}={text!r} is not a valid {kind.__name__}."
        ) from error
    if kind is not str and not 0 < value < math.inf:
        raise ValueError(f"{PREFIX}{name.upper()}={text!r} is not a positive number.")
    return value  # type: ignore[no-any-return]
