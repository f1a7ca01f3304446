"""Kinds of document ("tên loại văn bản") and their abbreviations in the symbol.

Nghị định 30/2020/NĐ-CP, article 7 and appendix III; the older codes of Thông tư 01/2011/TT-BNV;
legal-normative kinds of the Law on promulgation of legal documents.
"""

from __future__ import annotations

from rapidfuzz import fuzz, process

from models.values.text import fold, nfc

LETTER = "Công văn"

# Kind as printed in sentence case -> its codes, current one first.
CODES: dict[str, tuple[str, ...]] = {
    "Nghị quyết": ("NQ",),
    "Quyết định": ("QĐ",),
    "Chỉ thị": ("CT",),
    "Quy chế": ("QC",),
    "Quy định": ("QyĐ",),
    "Thông cáo": ("TC",),
    "Thông báo": ("TB",),
    "Hướng dẫn": ("HD",),
    "Chương trình": ("CTr",),
    "Kế hoạch": ("KH",),
    "Phương án": ("PA",),
    "Đề án": ("ĐA",),
    "Dự án": ("DA",),
    "Báo cáo": ("BC",),
    "Biên bản": ("BB",),
    "Tờ trình": ("TTr",),
    "Hợp đồng": ("HĐ",),
    "Công điện": ("CĐ",),
    "Bản ghi nhớ": ("BGN", "GN"),
    "Bản thỏa thuận": ("BTT", "TTh"),
    "Giấy ủy quyền": ("GUQ", "UQ"),
    "Giấy mời": ("GM",),
    "Giấy giới thiệu": ("GGT",),
    "Giấy nghỉ phép": ("GNP", "NP"),
    "Phiếu gửi": ("PG",),
    "Phiếu chuyển": ("PC",),
    "Phiếu báo": ("PB",),
    "Thư công": (),
    "Luật": (),
    "Bộ luật": (),
    "Pháp lệnh": ("PL",),
    "Lệnh": ("L",),
    "Nghị định": ("NĐ",),
    "Nghị quyết liên tịch": ("NQLT",),
    "Thông tư": ("TT",),
    "Thông tư liên tịch": ("TTLT",),
    # Not kinds of the decree, yet common on its letters.
    "Thư mời": ("TM",),
    "Điều lệ": ("ĐL",),
    "Quy trình": ("QT",),
    "Nội quy": ("NQ",),
    "Danh sách": ("DS",),
    "Giấy chứng nhận": ("GCN",),
    "Giấy xác nhận": ("GXN",),
    "Bản cam kết": ("BCK",),
    "Kết luận": ("KL",),
}
_FOLDED = {kind: fold(kind) for kind in CODES}


def closest_kind(text: str, *, cutoff: float = 84.0) -> tuple[str, float] | None:
    """The known kind that a heading reads as, with its likeness (0-100), or None.

    Marks are compared last: a heading whose letters fit one kind only is that kind, whatever
    the engine made of its marks.
    """
    bare = fold(text).strip(" .:-")
    found = process.extractOne(bare, _FOLDED, scorer=fuzz.ratio, score_cutoff=cutoff)
    if found is None:
        return None
    _, score, _ = found
    ties = [kind for kind, folded in _FOLDED.items() if fuzz.ratio(bare, folded) == score]
    best = max(ties, key=lambda kind: fuzz.ratio(nfc(text).lower(), kind.lower()))
    return best, float(score)


def sentence_case(text: str) -> str:
    """A heading in capitals as it is named in running text: "THƯ MỜI" becomes "Thư mời"."""
    return text[:1].upper() + text[1:].lower()
