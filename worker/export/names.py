"""Names of files and folders of a package, which any file system takes."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from models.values.text import nfc

# Refused by Windows, or read as something else by shells and by programs for bags.
_REFUSED = frozenset('\\/:*?"<>|%$~')
_DEVICES = re.compile(r"(CON|PRN|AUX|NUL|COM\d|LPT\d)(\.|$)", re.IGNORECASE)
# Bytes; with all that is put behind it a name must stay below 255.
_MOST = 180


def safe_name(code: str) -> str:
    """The code of a file ("mã hồ sơ") as a name.

    Signs that not every file system takes become `_`; the name then ends in a part of the code's
    digest, or two codes would get one name.
    """
    code = nfc(code)
    name = "".join("_" if _is_refused(sign) else sign for sign in code)
    name = re.sub(r"^[. ]|[. ]$", "_", name)
    if _DEVICES.match(name):
        name = f"_{name}"
    if name == code and name and len(name.encode()) <= _MOST:
        return name
    short = name.encode()[:_MOST].decode(errors="ignore")
    return f"{short}~{hashlib.sha256(code.encode()).hexdigest()[:8]}"


def _is_refused(sign: str) -> bool:
    """Controls, half characters and line ends, too."""
    return sign in _REFUSED or (sign != " " and unicodedata.category(sign)[0] in "CZ")


def replaced(code: str) -> list[str]:
    """The signs of a code that its name has not."""
    return sorted({sign for sign in nfc(code) if _is_refused(sign)})


def numbered(name: str, ordinal: int) -> str:
    """What the files of a paper are called: `<mã hồ sơ>.<STT văn bản>`, Thông tư 02/2019/TT-BNV."""
    return f"{name}.{ordinal:07d}"


def paged(name: str, ordinal: int, page: int) -> str:
    """What the file of one page is called."""
    return f"{numbered(name, ordinal)}.{page:04d}"
