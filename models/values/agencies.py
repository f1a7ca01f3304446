"""Names of agencies as letterheads print them, in capitals.

The engine mistakes marks on capitals and the spaces between them: "SỞYTÉ" is "SỞ Y TẾ". A name
whose letters are those of a known phrase is given the phrase's spaces and marks, and the unit at
its end those of the table.
"""

from __future__ import annotations

import re
from functools import cache

from rapidfuzz import process
from rapidfuzz.fuzz import ratio

from models.values.text import fold, nfc
from models.values.titles import letters_of
from models.values.units import breaks_off, marked

PROVINCES = (
    "AN GIANG", "BÀ RỊA - VŨNG TÀU", "BẮC GIANG", "BẮC KẠN", "BẠC LIÊU", "BẮC NINH", "BẾN TRE",
    "BÌNH ĐỊNH", "BÌNH DƯƠNG", "BÌNH PHƯỚC", "BÌNH THUẬN", "CÀ MAU", "CẦN THƠ", "CAO BẰNG",
    "ĐÀ NẴNG", "ĐẮK LẮK", "ĐẮK NÔNG", "ĐIỆN BIÊN", "ĐỒNG NAI", "ĐỒNG THÁP", "GIA LAI", "HÀ GIANG",
    "HÀ NAM", "HÀ NỘI", "HÀ TĨNH", "HẢI DƯƠNG", "HẢI PHÒNG", "HẬU GIANG", "HÒA BÌNH",
    "HỒ CHÍ MINH", "HƯNG YÊN", "KHÁNH HÒA", "KIÊN GIANG", "KON TUM", "LAI CHÂU", "LÂM ĐỒNG",
    "LẠNG SƠN", "LÀO CAI", "LONG AN", "NAM ĐỊNH", "NGHỆ AN", "NINH BÌNH", "NINH THUẬN", "PHÚ THỌ",
    "PHÚ YÊN", "QUẢNG BÌNH", "QUẢNG NAM", "QUẢNG NGÃI", "QUẢNG NINH", "QUẢNG TRỊ", "SÓC TRĂNG",
    "SƠN LA", "TÂY NINH", "THÁI BÌNH", "THÁI NGUYÊN", "THANH HÓA", "THỪA THIÊN HUẾ", "TIỀN GIANG",
    "TRÀ VINH", "TUYÊN QUANG", "VĨNH LONG", "VĨNH PHÚC", "YÊN BÁI",
)  # fmt: skip
_BODIES = (
    "ỦY BAN NHÂN DÂN", "HỘI ĐỒNG NHÂN DÂN", "VĂN PHÒNG", "BAN QUẢN LÝ", "BAN CHỈ ĐẠO",
    "BAN TỔ CHỨC", "TRUNG TÂM", "CHI CỤC", "TỔNG CỤC", "CỤC", "THANH TRA", "BỆNH VIỆN", "TRƯỜNG",
    "CÔNG AN", "TÒA ÁN NHÂN DÂN", "VIỆN KIỂM SÁT NHÂN DÂN", "BẢO HIỂM XÃ HỘI", "KHO BẠC NHÀ NƯỚC",
    "TRUNG TÂM Y TẾ", "BỆNH VIỆN ĐA KHOA", "TRUNG TÂM HÀNH CHÍNH CÔNG",
    "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG", "VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI",
    "BỘ PHẬN TIẾP NHẬN VÀ TRẢ KẾT QUẢ", "CHI NHÁNH VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI",
    "PHÒNG TÀI CHÍNH - KẾ HOẠCH", "PHÒNG KINH TẾ", "PHÒNG QUẢN LÝ ĐÔ THỊ",
    "PHÒNG KINH TẾ VÀ HẠ TẦNG", "PHÒNG KINH TẾ, HẠ TẦNG VÀ ĐÔ THỊ", "VĂN THƯ", "LÃNH ĐẠO PHÒNG",
    "PHÒNG VĂN HÓA - XÃ HỘI", "CHI CỤC THUẾ KHU VỰC", "CHI CỤC THÚ Y", "CHI CỤC THỦY SẢN",
    "CHI CỤC KIỂM LÂM", "HẠT KIỂM LÂM", "CHI CỤC BẢO VỆ MÔI TRƯỜNG", "CHI CỤC QUẢN LÝ ĐẤT ĐAI",
    "CHI CỤC CHĂN NUÔI VÀ THÚ Y", "CHI CỤC TRỒNG TRỌT VÀ BẢO VỆ THỰC VẬT",
    "CHI CỤC AN TOÀN VỆ SINH THỰC PHẨM", "CHI CỤC PHÁT TRIỂN NÔNG THÔN", "CHI CỤC BIỂN VÀ HẢI ĐẢO",
    "CHI CỤC QUẢN LÝ THỊ TRƯỜNG", "CHI CỤC TIÊU CHUẨN ĐO LƯỜNG CHẤT LƯỢNG", "CHI CỤC DÂN SỐ",
    "CHI CỤC THỦY LỢI", "CHI CỤC VĂN THƯ - LƯU TRỮ", "TRUNG TÂM DỊCH VỤ VIỆC LÀM",
    "TRUNG TÂM DỊCH VỤ ĐẤU GIÁ TÀI SẢN", "TRUNG TÂM PHÁT TRIỂN QUỸ ĐẤT", "VĂN PHÒNG CÔNG CHỨNG",
    "TRUNG TÂM TRỢ GIÚP PHÁP LÝ NHÀ NƯỚC", "TRUNG TÂM KIỂM SOÁT BỆNH TẬT",
    "PHÒNG CẢNH SÁT QUẢN LÝ HÀNH CHÍNH VỀ TRẬT TỰ XÃ HỘI", "PHÒNG QUẢN LÝ XUẤT NHẬP CẢNH",
    "CHI CỤC THI HÀNH ÁN DÂN SỰ", "CỤC THI HÀNH ÁN DÂN SỰ", "BAN QUẢN LÝ CÁC KHU CÔNG NGHIỆP",
    "BAN QUẢN LÝ CÁC KHU KINH TẾ", "BAN QUẢN LÝ KHU KINH TẾ",
    "BAN QUẢN LÝ KHU CÔNG NGHỆ CAO",
)  # fmt: skip
_FIELDS = (
    "Y TẾ", "TÀI CHÍNH", "TƯ PHÁP", "NỘI VỤ", "XÂY DỰNG", "CÔNG THƯƠNG", "NGOẠI VỤ", "DU LỊCH",
    "GIAO THÔNG VẬN TẢI", "KẾ HOẠCH VÀ ĐẦU TƯ", "GIÁO DỤC VÀ ĐÀO TẠO", "KHOA HỌC VÀ CÔNG NGHỆ",
    "TÀI NGUYÊN VÀ MÔI TRƯỜNG", "NÔNG NGHIỆP VÀ MÔI TRƯỜNG", "THÔNG TIN VÀ TRUYỀN THÔNG",
    "NÔNG NGHIỆP VÀ PHÁT TRIỂN NÔNG THÔN", "VĂN HÓA VÀ THỂ THAO", "VĂN HÓA, THỂ THAO VÀ DU LỊCH",
    "LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI", "DÂN TỘC", "QUỐC PHÒNG", "CÔNG AN", "DÂN TỘC VÀ TÔN GIÁO",
)  # fmt: skip
# Abbreviations that letters use beside those of kinds and agencies.
ABBREVIATIONS = frozenset(
    """
    UBND HĐND MTTQ UBMTTQ UBMTTQVN VPCP CT PCT TT TTr VT VP TH NC NV KT KTN KTTH KSTTHC HC
    HCQT TCCB TCHC KHTC KHĐT QLĐT QLN NVY NVD BGĐ PGĐ GĐ BCĐ TTĐT CTTĐT TTHC TTHCC TTPVHCC
    TTYT BVĐK SYT STC STP SNV SXD SCT SGTVT SKHĐT SGDĐT SKHCN SVHTTDL SVHTT SDL STNMT SNNMT
    SNNPTNT STTTT SLĐTBXH BDT CCKL CCTL BTT TTKN TTPTQĐ TTKSBT VPĐKĐĐ CNVPĐKĐĐ BHXH KBNN CSGT
    PCCC CNTT CBCC CCVC GCN QSDĐ QSH CCCD CMND ATTP ATVSTP VSATTP BHYT KCB NSNN XDCB GPMB KCN
    KKT HTX DNNN TNHH MTV CP TP TX TTATXH ANTT QLNN VBQPPL TTLT NĐ QĐ CTr KH BC TB CV HD NQ
    TTg BTC BNV BYT BTP BXD BGTVT BKHĐT BTNMT BTTTT BVHTTDL BLĐTBXH BQP BCA BCT BNNPTNT BGDĐT
    BKHCN
    """.split()  # noqa: SIM905 - a hundred words read better as text
)
_UNITS = ("TỈNH", "THÀNH PHỐ", "HUYỆN", "THỊ XÃ", "QUẬN", "PHƯỜNG", "XÃ", "THỊ TRẤN")


def _phrases() -> dict[str, str]:
    known = [*PROVINCES, *_BODIES, *_FIELDS]
    known += [f"{head} {field}" for head in ("SỞ", "BỘ", "PHÒNG", "BAN") for field in _FIELDS]
    known += [f"{unit} {name}" for unit in _UNITS[:2] for name in PROVINCES]
    known += [f"{body} {unit}" for body in ("UBND", *_BODIES[:2]) for unit in _UNITS]
    # Letters alone do not tell short names apart: they need what stands before them.
    return {letters_of(p): p for p in known if p not in PROVINCES or len(letters_of(p)) > 6}


_UNIT_WORDS = frozenset({"TỈNH", "THÀNH", "HUYỆN", "THỊ", "QUẬN", "PHƯỜNG", "XÃ"})
# Words at the beginning of a name that a seal within it must have left.
KEPT = 2
# Phrases of so many letters and more are known by most of them.
LONG, NEAR = 16, 93.0
# Names in capitals have so many of them, though one word was read in small letters.
CAPITALS = 0.8
# Words of phrases that tell none from another, and how long what they are misread as is at most.
_FILLERS, FILLER = frozenset(("CÁC", "VÀ")), 4
_BY_LETTERS = _phrases()
# "Ở" is as tall as "ở" with its hook: "Văn phòng SỞ".
_TALL = re.compile(r"\bSỞ\b")
_PLACE = re.compile(rf"\b({'|'.join(_UNITS)}|ĐẶC KHU) (?!.*\b({'|'.join(_UNITS)}) )\S.*$")
_MOST_WORDS = max(len(phrase.split()) for phrase in _BY_LETTERS.values()) + 2


def bodies() -> frozenset[str]:
    """What names of agencies begin with, in capitals: "ỦY BAN NHÂN DÂN", "SỞ XÂY DỰNG"."""
    heads = (f"{head} {field}" for head in ("SỞ", "BỘ", "PHÒNG", "BAN") for field in _FIELDS)
    # One word alone begins common nouns, too.
    return frozenset(name for name in (*_BODIES, *heads, "UBND") if " " in name or name == "UBND")


def mend_agency(text: str) -> str:
    """An agency's name with the spaces and marks of the known phrases in it; others as read."""
    if text == text.upper():
        return _mended(nfc(text))
    mended = _mended(nfc(text).upper())
    # A word of a name in capitals that was read as none: "BAN QUẢN LÝ Goe KHU CÔNG NGHIỆP".
    if sum(map(str.isupper, text)) > CAPITALS * len(letters_of(text)) and is_known(mended):
        return mended
    text = _TALL.sub("Sở", nfc(text))
    read = [c for c in text if c.isalpha()]
    if sum(c.isalpha() for c in mended) != len(read):
        return text
    old = iter(read)
    return "".join(c.lower() if c.isalpha() and next(old).islower() else c for c in mended)


def _mended(text: str) -> str:
    words = nfc(text).split()
    done: list[str] = []
    while words:
        size, phrase = _longest(words)
        done.append(phrase if phrase else words[0])
        words = words[size:]
    name = " ".join(done)
    place = _PLACE.search(name)
    return name if place is None else name[: place.start()] + marked(place.group())


def restored(name: str) -> str | None:
    """An agency's name with the words that a seal hid within it: "SỞ TÀI MÔI TRƯỜNG TỈNH X".

    None when it is whole, or its other words are not those of one known phrase only.
    """
    words = mend_agency(name).split()
    size = next((i for i, word in enumerate(words) if word in _UNIT_WORDS), len(words))
    head, unit = words[:size], words[size:]
    if len(head) <= KEPT or is_known(" ".join(head)):
        return None
    found = [phrase for phrase in _BY_LETTERS.values() if _is_gapped(head, phrase.split())]
    return " ".join([found[0], *unit]) if len(found) == 1 else None


def is_cut_off(name: str) -> bool:
    """The name breaks off within a known phrase or a unit's name: "TRUNG TÂM PHỤC VỤ HÀNH"."""
    if breaks_off(name):
        return True
    begun = f"{' '.join(nfc(name).split())} "
    return not is_known(name) and any(x.startswith(begun) for x in _BY_LETTERS.values())


def _is_gapped(words: list[str], full: list[str]) -> bool:
    """The words are those of `full` but for a run of them within it."""
    lost = len(full) - len(words)
    cuts = range(KEPT, len(words))
    return lost > 0 and any(full[:i] + full[i + lost :] == words for i in cuts)


def is_known(name: str) -> bool:
    """The name is made of known phrases and nothing else."""
    words = nfc(name).split()
    while words:
        size, phrase = _longest(words)
        if phrase is None:
            return False
        words = words[size:]
    return bool(name)


def _longest(words: list[str]) -> tuple[int, str | None]:
    for size in range(min(len(words), _MOST_WORDS), 0, -1):
        joined = " ".join(words[:size])
        # "PHƯỜNG 25" is no "PHƯỜNG"; what ends a phrase is not the phrase's.
        if any(word.strip(",;.").isdigit() for word in words[:size]):
            continue
        phrase = _BY_LETTERS.get(letters_of(joined))
        if phrase is not None and joined == joined.upper():
            return size, phrase + joined[len(joined.rstrip(",;.")) :]
        if size > 2 and joined == joined.upper():
            near = _nearest(letters_of(joined), size) or _filled(words[:size])
            if near:
                return size, near
    return 1, None


@cache
def _nearest(letters: str, size: int) -> str | None:
    """The long phrase of so many words that misread letters are."""
    if len(letters) < LONG:
        return None
    found = process.extractOne(letters, _BY_LETTERS.keys(), scorer=ratio, score_cutoff=NEAR)
    phrase = _BY_LETTERS[found[0]] if found is not None and len(found[0]) >= LONG else ""
    return phrase if len(phrase.split()) == size else None


def _filled(words: list[str]) -> str | None:
    """The long phrase that words are but for its "CÁC" or "VÀ": "BAN QUẢN LÝ SÓC KHU …"."""
    read = [fold(word) for word in words]
    for phrase, at in _with_filler():
        parts = fold(phrase).split()
        is_short = len(parts) == len(read) and len(read[at]) <= FILLER and read[at].isalpha()
        if is_short and [*parts[:at], *parts[at + 1 :]] == [*read[:at], *read[at + 1 :]]:
            return phrase
    return None


@cache
def _with_filler() -> tuple[tuple[str, int], ...]:
    """Long phrases that bear such a word, and where."""
    return tuple(
        (phrase, at)
        for letters, phrase in _BY_LETTERS.items()
        for at, word in enumerate(phrase.split())
        if len(letters) >= LONG and word in _FILLERS
    )


def abbreviations(name: str) -> tuple[str, ...]:
    """What an agency may be called in the symbols of its letters, likeliest first.

    Councils and committees are called UBND and HĐND at every level; others by their initials,
    with or without those of the unit that they belong to.
    """
    letters = letters_of(name)
    if letters.startswith(("uybannhandan", "ubnd")):
        return ("UBND",)
    if letters.startswith(("hoidongnhandan", "hdnd")):
        return ("HĐND",)
    words = [word for word in nfc(name).upper().split() if word not in ("VÀ", "CỦA", "TẠI")]
    initials = [word for word in words if word[0].isalpha()]
    unit = next((i for i, word in enumerate(initials) if i and word in _UNITS), len(initials))
    whole = "".join(word[0] for word in initials)
    return tuple(dict.fromkeys((whole[:unit], whole)))
