"""Names of people as letters print them: capitals, optional academic titles before."""

from __future__ import annotations

import re

from rapidfuzz.distance import Levenshtein

from models.values.text import fold, nfc

_TITLE = re.compile(
    r"^(?:(?:GS|PGS|TS|ThS|Ths|BS|Bs|BSCK|BSCKI|BSCKII|CKI|CKII|DS|LS|KS|CN|NGND|NGƯT|TTND|TTƯT|"
    r"Đại tá|Thượng tá|Trung tá|Thiếu tá|Đại úy|Luật sư|Bác sĩ|Tiến sĩ|Thạc sĩ)\b[.\s]*)+"
)
# Family names, the commonest first; they cover nearly everybody.
SURNAMES = (
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ",
    "Hồ", "Ngô", "Dương", "Lý", "Hà", "Đinh", "Trương", "Đoàn", "Trịnh", "Mai", "Lâm", "Phùng",
    "Cao", "Đào", "Tô", "Tạ", "Lương", "Châu", "Thái", "Kiều", "La", "Quách", "Danh", "Thạch",
    "Sơn", "Kim", "Lưu", "Vương", "Tăng", "Từ", "Tống", "Triệu", "Diệp", "Nghiêm", "Chu", "Doãn",
    "Hứa", "Khương", "Giang", "Nông", "Hoàn", "Lò", "Quàng", "Cầm", "Lường", "Vi", "Ma", "Bạch",
    "Âu", "Ông", "Thân", "Tôn", "Văn", "Viên", "Phó", "Ninh", "Nhan", "Mã", "Lại", "Lục", "Khổng",
    "Hàn", "Hạ", "Đàm", "Đồng", "Đường", "Đậu", "Cù", "Cung", "Chử", "Bành", "An", "Ân", "Kha",
    "Tiêu", "Tiền", "Trang", "Uông", "Ung", "Vòng", "Lữ", "Lã", "Lạc", "Mạc", "Mạch", "Liêu",
    "Khưu", "Khuất", "Phương", "Phú", "Sầm", "Thi", "Thiều", "Thẩm", "Trình", "Tưởng", "Quan",
    "Y", "H'", "K'", "Rơ", "Siu", "Ksor", "Điểu", "Chau", "Neang", "Lỗ", "Ngụy", "Ngọ", "Hầu",
)  # fmt: skip
# Those of smaller peoples, and rare ones: known to the letter, never guessed.
RARE = (
    "Niê", "Mlô", "Êban", "Êñuôl", "Kbuôr", "Byă", "Ayun", "Hwing", "Knul", "Kpă", "Kpuih", "Kpor",
    "Puih", "Rmah", "Rcom", "R'com", "Rah", "Rơ", "Nay", "Hiao", "Alê", "A", "Y", "Bá", "Bố", "Đạo",
    "Đạt", "Đàng", "Đổng", "Đắc", "Hán", "Hồng", "Thập", "Miêu", "Qua", "Mấu", "Tà", "Katơr", "Pi",
    "Chamaléa", "Mang", "Não", "Nạo", "Phú", "Báo", "Thành", "Thiên", "Lưu", "Mùa", "Giàng", "Vàng",
    "Sùng", "Thào", "Vừ", "Lầu", "Lù", "Má", "Hạng", "Cứ", "Chảo", "Tẩn", "Phàn", "Bàn", "Lèo",
    "Cà", "Tòng", "Lừ", "Mè", "Điêu", "Xa", "Bế", "Lăng", "Chướng", "Tráng", "Thền", "Pờ", "Sần",
    "Bríu", "Bh'riu", "Alăng", "Zơrâm", "Pơloong", "Cơlâu", "Ating", "Arất", "Coor", "Bnướch",
    "Pơlâu", "Kơ", "Kra", "Liêng", "Cil", "Bon", "Ngân", "Ngần", "Sằm", "Thàng", "Lồ", "Vù",
    "Cháng", "Hù", "Lang", "Khà", "Hoa", "Lành", "Linh", "Long", "Luân", "Lỷ", "Nhâm",
    "Phí", "Phạn", "Sái", "Tán", "Thang", "Thạch", "Thế", "Tiết", "Trà", "Tri", "Tú", "Vì", "Vưu",
    "Vầy", "Voòng", "Xín", "Phìn", "Sín", "Sỳ", "Tằng", "Chíu", "Chìu", "Dường", "Dềnh", "Lỳ", "Ly",
    "Mông", "Quảng", "Kiên", "Lộc", "Chẩu", "Nùng", "Phù", "Vy", "Khoàng", "Lâu", "Giáp", "Cam",
    "Cấn", "Bồ", "Biện", "Ca", "Cái", "Cổ", "Cát", "Chung", "Chế", "Đan", "Điền", "Đôn", "Đới",
    "Hình", "Huyền", "Hy", "Khúc", "Lai", "Lều", "Lộ", "Lôi", "Mẫn", "Mẫu", "Mộc", "Nhữ", "Nhậm",
    "Nhiếp", "Ôn", "Phi", "Quang", "Sử", "Tào", "Thịnh", "Trưng", "Vạn", "Yên", "Chương", "Bàng",
    "Cư", "Hờ", "Thao", "Già", "Sình", "Hảng", "Phảng", "Tếnh",
)  # fmt: skip
# Clans of the central highlands: their letters bear no tones.
HIGHLAND = ("Niê", "Mlô", "Êban", "Êñuôl", "Kbuôr", "Byă", "Ayŭn", "Kpă")
_LOOK_ALIKE = str.maketrans("105", "los")
_SURNAMES = {name.lower(): name for name in SURNAMES}
_RARE = frozenset(name.lower() for name in RARE)


def without_title(text: str) -> str:
    """The name without academic or military titles."""
    return _TITLE.sub("", nfc(text)).strip()


def looks_like_name(text: str) -> bool:
    """Two to six capitalized words (all capitals too), titles before them allowed."""
    parts = re.split(r"[\s.'’-]+", without_title(text))
    if not 2 <= len(parts) <= 6 or not all(part.isalpha() for part in parts):
        return False
    return all(part[0].isupper() and (part[1:].islower() or len(part) == 1) for part in parts) or (
        all(part.isupper() for part in parts)
    )


def has_surname(text: str) -> bool:
    """The name begins with a family name of the table."""
    first = without_title(text).partition(" ")[0].lower()
    return first in _SURNAMES or first in _RARE or first.startswith(("h'", "k'"))


def mend_surname(text: str) -> str:
    """The name with the marks of its family name, where it has a common one's letters only.

    "NGUYÊN" is no family name; the one with these letters is "NGUYỄN". Rare ones are not guessed:
    "TÒNG" is one, too.
    """
    first, _, rest = text.partition(" ")
    if has_surname(first) or not rest:
        return text
    # A first letter read twice: "TTRỊNH"; "õ" of which the circumflex melted: "ĐÕ".
    for read in (first[1:] if first[1:2] == first[0] else "", first.translate(_MELTED)):
        if read != first and len(read) > 1 and has_surname(read):
            return f"{read} {rest}"
    for name in _MENDED:
        if Levenshtein.distance(fold(first), fold(name)) <= (len(name) > 5):
            return f"{name.upper() if first.isupper() else name} {rest}"
    return text


# Family names that no other one is like.
_MENDED = (
    "Nguyễn", "Trần", "Phạm", "Hoàng", "Huỳnh", "Đặng", "Đinh", "Trương", "Dương", "Phùng", "Trịnh",
    "Vương", "Kiều", "Quách", "Nghiêm", "Bùi",
)  # fmt: skip
_MELTED = str.maketrans("õẽãÕẼÃ", "ỗễẫỖỄẪ")


def closest_surname(word: str) -> tuple[str, float] | None:
    """The family name that a damaged word was, and how far from it the word is, from 0.

    A wrong letter counts 1, a wrong mark a half; of equally near names the commonest wins. None
    when no name is near or hardly anything is left of it.
    """
    letters = "".join(c for c in nfc(word).lower() if c.isalnum()).translate(_LOOK_ALIKE)
    if len(letters) < 2 and letters.isascii():
        return None
    if nfc(word).lower() in _RARE:
        return nfc(word), 0.0
    bare = fold(letters)
    ranked = [
        ((Levenshtein.distance(bare, fold(low)) + Levenshtein.distance(letters, low)) / 2, name)
        for low, name in _SURNAMES.items()
    ]
    distance, name = min(ranked, key=lambda item: item[0])
    if distance > (2.0 if len(name) > 4 else 1.5) or (len(letters) == 1 and letters not in name):
        return None
    return (name.upper() if word.isupper() and len(letters) > 2 else name), distance
