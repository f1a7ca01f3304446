"""Identifiers of people and taxpayers.

- Personal identifier ("số định danh cá nhân"): Luật Căn cước 2023, article 12; structure in
  Nghị định 137/2015/NĐ-CP, article 13, codes in Thông tư 07/2016/TT-BCA (kept by Thông tư
  59/2021/TT-BCA and Nghị định 70/2024/NĐ-CP). It has no check digit.
- Tax code ("mã số thuế"): Thông tư 105/2020/TT-BTC; since 2025-07-01 people use their personal
  identifier (Thông tư 86/2024/TT-BTC).
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable

from models.values.reading import Reading, as_digits, clean, plain_dashes, says_none
from models.values.text import fold

# Provinces of 2016 by the code that a personal identifier begins with; mergers do not change it.
PROVINCES = {
    "001": "Hà Nội", "002": "Hà Giang", "004": "Cao Bằng", "006": "Bắc Kạn", "008": "Tuyên Quang",
    "010": "Lào Cai", "011": "Điện Biên", "012": "Lai Châu", "014": "Sơn La", "015": "Yên Bái",
    "017": "Hòa Bình", "019": "Thái Nguyên", "020": "Lạng Sơn", "022": "Quảng Ninh",
    "024": "Bắc Giang", "025": "Phú Thọ", "026": "Vĩnh Phúc", "027": "Bắc Ninh",
    "030": "Hải Dương", "031": "Hải Phòng", "033": "Hưng Yên", "034": "Thái Bình", "035": "Hà Nam",
    "036": "Nam Định", "037": "Ninh Bình", "038": "Thanh Hóa", "040": "Nghệ An", "042": "Hà Tĩnh",
    "044": "Quảng Bình", "045": "Quảng Trị", "046": "Thừa Thiên Huế", "048": "Đà Nẵng",
    "049": "Quảng Nam", "051": "Quảng Ngãi", "052": "Bình Định", "054": "Phú Yên",
    "056": "Khánh Hòa", "058": "Ninh Thuận", "060": "Bình Thuận", "062": "Kon Tum",
    "064": "Gia Lai", "066": "Đắk Lắk", "067": "Đắk Nông", "068": "Lâm Đồng", "070": "Bình Phước",
    "072": "Tây Ninh", "074": "Bình Dương", "075": "Đồng Nai", "077": "Bà Rịa - Vũng Tàu",
    "079": "Hồ Chí Minh", "080": "Long An", "082": "Tiền Giang", "083": "Bến Tre",
    "084": "Trà Vinh", "086": "Vĩnh Long", "087": "Đồng Tháp", "089": "An Giang",
    "091": "Kiên Giang", "092": "Cần Thơ", "093": "Hậu Giang", "094": "Sóc Trăng",
    "095": "Bạc Liêu", "096": "Cà Mau",
}  # fmt: skip
_LABEL = re.compile(
    r"(?:(?:so|cccd|cmnd|cmt|mst|the|can cuoc|cong dan|chung minh|nhan dan|dinh danh|ca nhan|ddcn|"
    r"ho chieu|ma so|ma|thue|no)\b[\s:./-]*)+"
)
# Where the identifier ends and the rest of its line begins: when and by whom it was issued.
_REST = re.compile(r"[,;(]|\b(?:do|cap|ngay|noi|tai|co gia tri)\b")
# Vietnamese ones have one letter and seven or eight figures; those of other countries often two.
_PASSPORT = re.compile(r"[A-HJ-NP-Z]\d{7,8}|[A-Z]{2}\d{6,7}")
# A number has as many characters at least.
FEWEST = 7
_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)


def birth_of(personal_id: str) -> tuple[str, int] | None:
    """Sex ("Nam", "Nữ") and birth year that a personal identifier of 12 digits states.

    The fourth digit is even for men and odd for women, counting centuries from 1900.
    """
    if not re.fullmatch(r"[0-9]{12}", personal_id):
        return None
    century = int(personal_id[3])
    sex = "Nữ" if century % 2 else "Nam"
    return sex, 1900 + 100 * (century // 2) + int(personal_id[4:6])


def read_personal_id(text: str) -> Reading:
    """Twelve digits, or nine of an old identity card, without inner spaces."""
    return _read(text, _personal_id_problem)


def read_tax_code(text: str) -> Reading:
    """Ten digits, thirteen of a branch (its dash as printed), or a personal identifier."""
    return _read(text, _tax_problem)


def plain_identifier(text: str) -> str:
    """An identifier of a person as records bear it: without what people put between its digits."""
    return read_personal_id(text).value or read_tax_code(text).value or text.strip()


def _read(text: str, problem_of: Callable[[str], str | None]) -> Reading:
    if says_none(text):
        return Reading(clean(text))
    read = _bare(text)
    # A stroke too many among twelve figures is a speck.
    whole = read.replace("/", "")
    bare = whole if re.fullmatch(r"[0-9]{12}", whole) else read
    problem = problem_of(bare)
    if problem is None:
        return Reading(bare, repaired=bare != read)
    parts = bare.split("-")
    readings = ["-".join(way) for way in _ways(parts)]
    legal = [reading for reading in readings if problem_of(reading) is None]
    if re.fullmatch(r"[0-9-]+", bare) or _PASSPORT.fullmatch(bare):
        return Reading(bare, (problem,))
    if len(legal) == 1:
        return Reading(legal[0], repaired=True)
    return Reading(bare, ("ambiguous_characters" if legal else problem,), tuple(legal[:5]))


def _ways(parts: list[str]) -> list[tuple[str, ...]]:
    ways: list[tuple[str, ...]] = [()]
    for part in parts:
        ways = [(*way, reading) for way in ways for reading in as_digits(part)]
    return ways


def _bare(text: str) -> str:
    """The identifier alone: no label before it, no issuer behind it, no inner spaces."""
    printed = plain_dashes(clean(text))
    folded = fold(printed)
    if len(folded) == len(printed):
        label = _LABEL.match(folded)
        start = label.end() if label and label.end() < len(printed) else 0
        rest = next((m for m in _REST.finditer(folded, start) if m.start() - start >= FEWEST), None)
        printed = printed[start : rest.start() if rest else None]
    bare = re.sub(r"[\s.]+", "", printed).strip("-")
    branch = re.fullmatch(r"(.{10})-(.{3})", bare)
    return bare if branch else bare.replace("-", "") or bare


def _personal_id_problem(bare: str) -> str | None:
    if _PASSPORT.fullmatch(bare):
        return "id_passport"
    if not re.fullmatch(r"[0-9]+", bare):
        return "letters_in_number"
    if len(bare) == 9:
        return None
    if len(bare) != 12:
        return "id_length"
    if bare[:3] not in PROVINCES:
        # The table of country codes is not public in full: a person compares them.
        return "id_country" if bare[:3] > "100" else "id_place"
    birth = birth_of(bare)
    assert birth is not None
    return "id_birth" if birth[1] > datetime.date.today().year else None


def _tax_problem(bare: str) -> str | None:
    digits = bare.replace("-", "")
    if not re.fullmatch(r"[0-9]+", digits):
        return "letters_in_number"
    if len(digits) == 12:
        return _personal_id_problem(digits)
    if len(digits) not in (10, 13):
        return "tax_length"
    total = sum(w * int(d) for w, d in zip(_WEIGHTS, digits, strict=False))
    # A remainder of nought would need the digit ten: such numbers are not given.
    return None if 10 - total % 11 == int(digits[9]) else "tax_check"
