"""Titles of signers as letters print them, with the authority they sign by.

Authority: KT. (ký thay), TM. (thay mặt), TL. (thừa lệnh), TUQ. (thừa ủy quyền), Q. (quyền);
Nghị định 30/2020/NĐ-CP, article 13 and appendix I.
"""

from __future__ import annotations

import re

from rapidfuzz import fuzz, process

from models.values.text import fold, nfc

# A line in capitals that is so like a title is one: "TRƯỜNG …" of an agency is a little like
# "TRƯỞNG BAN".
SURELY_A_TITLE = 0.9
POSTS = (
    "GIÁM ĐỐC", "TỔNG GIÁM ĐỐC", "CHỦ TỊCH", "BỘ TRƯỞNG", "THỨ TRƯỞNG", "CỤC TRƯỞNG",
    "CHI CỤC TRƯỞNG", "TỔNG CỤC TRƯỞNG", "VỤ TRƯỞNG", "HIỆU TRƯỞNG", "VIỆN TRƯỞNG", "TRƯỞNG BAN",
    "TRƯỞNG PHÒNG", "TRƯỞNG KHOA", "TRƯỞNG ĐOÀN", "TRẠM TRƯỞNG", "ĐỘI TRƯỞNG", "HẠT TRƯỞNG",
    "TỔ TRƯỞNG", "CHÁNH VĂN PHÒNG", "CHÁNH THANH TRA", "CHÁNH ÁN", "BÍ THƯ", "TỔNG THƯ KÝ",
    "KẾ TOÁN TRƯỞNG", "THỦ TƯỚNG", "CHỦ NHIỆM", "TỔNG BIÊN TẬP", "CHỈ HUY TRƯỞNG", "THAM TÁN",
)  # fmt: skip
BODIES = (
    "ỦY BAN NHÂN DÂN", "HỘI ĐỒNG NHÂN DÂN", "HỘI ĐỒNG", "BAN THƯỜNG VỤ", "BAN CHẤP HÀNH",
    "THƯỜNG TRỰC HỘI ĐỒNG NHÂN DÂN", "CHÍNH PHỦ", "CÔNG CHỨNG VIÊN", "BAN CHỈ ĐẠO", "BAN TỔ CHỨC",
    "THỦ TRƯỞNG",
)  # fmt: skip
TITLES = (*POSTS, *(f"PHÓ {post}" for post in POSTS), *BODIES)

# Also where the point behind it and the room were lost: "TUQGIÁMĐỐC".
_AUTHORITY = re.compile(
    r"^(KT|TM|TL|TUQ|Q)(?:\b|(?=GIÁM|CHỦ ?TỊCH|TRƯỞNG|CHÁNH|PHÓ|CỤC ?TRƯỞNG))\s?[.,:]?\s*"
)


def letters_of(text: str) -> str:
    """Letters only, folded: spaces and dots between capitals are often misread."""
    return "".join(c for c in fold(text) if c.isalpha())


_LETTERS = {title: letters_of(title) for title in TITLES}
_BY_LETTERS = {letters: title for title, letters in _LETTERS.items()}


def split_authority(text: str) -> tuple[str, str]:
    """Authority and post: ("KT. ", "GIÁM ĐỐC") of "KT.GIÁM ĐỐC"; ("", text) without one."""
    match = _AUTHORITY.match(text)
    return (f"{match[1]}. ", text[match.end() :]) if match else ("", text)


def likeness(text: str) -> float:
    """How much a line begins as a title of this module does, 0-1; authority aside.

    What is not in capitals is a title only as a whole: "Thủ trưởng các đơn vị" is a sentence.
    """
    _, post = split_authority(nfc(text))
    found = _closest(post)
    if found is None or not post[:1].isupper():
        return 0.0
    letters = [c for c in post if c.isalpha()]
    capitals = 2 * sum(c.isupper() for c in letters) > len(letters)
    whole = found[1] > 0.95 and found[2] == len(post.split())
    return found[1] if capitals or whole else 0.0


def known_title(text: str, *, cutoff: float = 0.75) -> tuple[str, str] | None:
    """The title of this module that a line without authority begins as, and what follows it.

    None when no title is at least as close as `cutoff`.
    """
    found = _closest(text)
    if found is None or found[1] < cutoff:
        return None
    title, _, size = found
    return title, " ".join(text.split()[size:])


def _closest(text: str) -> tuple[str, float, int] | None:
    """The title that the first words are closest to, how close (0-1), and how many words."""
    words = text.split()
    best: tuple[str, float, int] | None = None
    for size in range(len(words), 0, -1):
        letters = letters_of(" ".join(words[:size]))
        found = process.extractOne(letters, _LETTERS, scorer=fuzz.ratio)
        if found is not None and (best is None or found[1] / 100 > best[1] + 0.02):
            best = str(found[2]), found[1] / 100, size
    return best


def mend_marks(text: str) -> str:
    """Give a title in capitals its marks where its letters are those of a known one.

    The engine often mistakes marks on capitals: "GIAM ĐÓC" is "GIÁM ĐỐC". Titles are not
    misprinted, unlike other text.
    """
    authority, post = split_authority(nfc(text))
    if post != post.upper():
        return authority + post
    words = post.split()
    for size in range(len(words), 0, -1):
        for start in range(len(words) - size + 1):
            printed = " ".join(words[start : start + size])
            # "THỨ TRƯỞNG" and "THỦ TRƯỞNG" have the same letters.
            title = printed if printed in _LETTERS else _BY_LETTERS.get(letters_of(printed))
            if title is not None:
                rest = words[start + size :]
                tail = mend_marks(" ".join(rest)) if rest else ""
                return authority + " ".join(filter(None, [*words[:start], title, tail]))
    return authority + post
