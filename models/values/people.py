"""What papers say of people: name, sex, ethnic group, nationality.

Names: Bộ luật Dân sự 2015, article 26; civil-status forms have them in capitals with marks
(Thông tư 04/2024/TT-BTP). The list of ethnic groups: Quyết định 121-TCTK/PPCĐ of 1979-03-02.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from rapidfuzz import fuzz, process

from models.values.names import has_surname, mend_surname
from models.values.reading import Reading, clean, is_blank, says_none, stroke, unmarked
from models.values.text import fold, nfc

# The 54 groups, each under the name of the list first, then under other names of it.
ETHNIC_GROUPS: tuple[tuple[str, ...], ...] = (
    ("Kinh", "Việt"),
    ("Tày",),
    ("Thái", "Thái Đen", "Thái Trắng"),
    ("Hoa", "Hán"),
    ("Khơ-me", "Khmer", "Khơ Me", "Khơme", "Khmer Krom"),
    ("Mường", "Mol", "Mual"),
    ("Nùng",),
    ("Mông", "Hmông", "H'Mông", "H’Mông", "Mèo"),
    ("Dao", "Mán"),
    ("Gia-rai", "Gia Rai", "Jrai", "Giarai", "J'rai"),
    ("Ngái", "Sán Ngái"),
    ("Ê-đê", "Ê Đê", "Êđê"),
    ("Ba-na", "Ba Na", "Bana", "Bahnar"),
    ("Xơ-đăng", "Xơ Đăng", "Xơđăng", "Xê Đăng", "Sê Đăng"),
    ("Sán Chay", "Cao Lan - Sán Chỉ", "Cao Lan", "Sán Chỉ", "Sán Chí"),
    ("Cơ-ho", "Cơ Ho", "K'Ho", "Cơho", "Kơ Ho"),
    ("Chăm", "Chàm"),
    ("Sán Dìu",),
    ("Hrê", "H're", "Hre"),
    ("Mnông", "M'Nông", "M’Nông"),
    ("Ra-glai", "Ra Glai", "Raglai", "Raglay"),
    ("Xtiêng", "Stiêng", "S'tiêng", "X'tiêng"),
    ("Bru - Vân Kiều", "Bru Vân Kiều", "Bru", "Vân Kiều", "Pa Cô", "Pa Kô"),
    ("Thổ",),
    ("Giáy", "Nhắng"),
    ("Cơ-tu", "Cơ Tu", "Cơtu", "Katu", "Ka Tu"),
    ("Gié - Triêng", "Gié Triêng", "Giẻ Triêng", "Giẻ - Triêng"),
    ("Mạ", "Châu Mạ"),
    ("Khơ-mú", "Khơ Mú", "Khơmú"),
    ("Co", "Cor"),
    ("Tà-ôi", "Tà Ôi", "Tàôi", "Ta Ôi"),
    ("Chơ-ro", "Chơ Ro", "Chơro", "Châu Ro"),
    ("Kháng",),
    ("Xinh-mun", "Xinh Mun"),
    ("Hà Nhì",),
    ("Chu-ru", "Chu Ru", "Churu"),
    ("Lào",),
    ("La Chí",),
    ("La Ha",),
    ("Phù Lá",),
    ("La Hủ",),
    ("Lự",),
    ("Lô Lô",),
    ("Chứt", "Rục", "Mày", "Sách", "Arem"),
    ("Mảng",),
    ("Pà Thẻn",),
    ("Cơ Lao", "Cờ Lao"),
    ("Cống",),
    ("Bố Y",),
    ("Si La",),
    ("Pu Péo",),
    ("Brâu",),
    ("Ơ Đu",),
    ("Rơ-măm", "Rơ Măm"),
)

# Countries as civil-status papers name them, common ones in several spellings.
COUNTRIES: tuple[tuple[str, ...], ...] = tuple(
    tuple(line.split("|"))
    for line in """\
Việt Nam|Cộng hòa xã hội chủ nghĩa Việt Nam
Hoa Kỳ|Mỹ|Hợp chúng quốc Hoa Kỳ
Trung Quốc|Trung Hoa|Cộng hòa nhân dân Trung Hoa
Trung Quốc (Đài Loan)|Đài Loan
Trung Quốc (Hồng Kông)|Hồng Kông
Trung Quốc (Ma Cao)|Ma Cao
Hàn Quốc|Đại Hàn Dân Quốc
Triều Tiên
Nhật Bản|Nhật
Cam-pu-chia|Campuchia|Căm-pu-chia
Lào
Thái Lan
Ma-lai-xi-a|Malaysia
Xinh-ga-po|Xin-ga-po|Singapore
In-đô-nê-xi-a|Indonesia
Phi-líp-pin|Philippines|Philippin
Mi-an-ma|Myanmar|Miến Điện
Bru-nây|Brunei
Đông Ti-mo|Ti-mo Lét-xtê
Ấn Độ
Pa-ki-xtan|Pakistan
Băng-la-đét|Bangladesh
Xri Lan-ca|Sri Lanka
Nê-pan|Nepal
Mông Cổ
Úc|Ô-xtrây-li-a|Australia|Ốt-xtrây-li-a
Niu Di-lân|New Zealand
Ca-na-đa|Canada
Pháp|Cộng hòa Pháp
Đức|Cộng hòa Liên bang Đức
Anh|Vương quốc Anh
Ai-len|Ireland
I-ta-li-a|Ý|Italia
Tây Ban Nha
Bồ Đào Nha
Hà Lan
Bỉ
Lúc-xăm-bua|Luxembourg
Thụy Sĩ|Thụy Sỹ
Áo
Thụy Điển
Na Uy
Đan Mạch
Phần Lan
Ai-xơ-len|Iceland
Ba Lan
Séc|Cộng hòa Séc
Xlô-va-ki-a|Slovakia
Hung-ga-ri|Hungary
Ru-ma-ni|Romania
Bun-ga-ri|Bulgaria
Hy Lạp
Thổ Nhĩ Kỳ
Nga|Liên bang Nga|Liên Xô
U-crai-na|Ukraina|Ukraine
Bê-la-rút|Belarus
Ca-dắc-xtan|Kazakhstan
U-dơ-bê-ki-xtan|Uzbekistan
I-xra-en|Israel
Ả-rập Xê-út|Ả Rập Saudi
Các tiểu vương quốc Ả-rập thống nhất|UAE
I-ran|Iran
I-rắc|Iraq
Cô-oét|Kuwait
Ca-ta|Qatar
Ai Cập
Nam Phi
Ni-giê-ri-a|Nigeria
An-giê-ri|Algeria
Ma-rốc|Maroc
Ăng-gô-la|Angola
Ga-na|Ghana
Kê-ni-a|Kenya
Mô-dăm-bích|Mozambique
Bra-xin|Brazil
Ác-hen-ti-na|Argentina
Chi-lê|Chile
Pê-ru|Peru
Cô-lôm-bi-a|Colombia
Vê-nê-xu-ê-la|Venezuela
Cu-ba|Cuba
Mê-hi-cô|Mexico
Pa-na-ma|Panama
Không quốc tịch""".splitlines()
)
_LABEL = re.compile(
    r"(?:ong\s*(?:/|\(\s*)ba\s*\)?|ong|ba)\s*:\s*|ong\s*\(\s*ba\s*\)\s*|ong\s*/\s*ba\s+", re.I
)
_VIETNAM = re.compile(r"vi[eệê]t\s+nam", re.I)
_NAME_SIGNS = re.compile(r"[^\w\s'’.\-()]")
_MOST_WORDS = 7


# "Bà Lê Thị An"; "Ông" may be a family name, but not before capitals: "Ông LÊ AN".
_TITLED = re.compile(r"(Bà|BÀ|Ông)[\s.:]+(?=\S+\s+\S)")


# Names of women of the central highlands, "H'Rê": no syllable begins with two such letters.
# "NGUYỄN 'THỊ": no syllable begins with it; "H'Yên" has it within.
_SPECK = re.compile(r"(?<=\s)['’‘`]+(?=\w)")
# Spaces that were not read: "VITHỊ ẾT", "LƯUH'YÊN".
_GLUED = re.compile(r"(?P<family>[^\W\d_]+)(?P<rest>THỊ |VĂN |H['’][^\W\d_])")
_WOMANS = re.compile(r"^H(?=[BDĐKLMNRSTX][^\W\d_])")


def read_person_name(text: str) -> Reading:
    """A name as printed, single spaces, without the form's "Ông:", "Ông (Bà)" before it.

    "Ông" without a colon is kept: it is a family name too.
    """
    printed = clean(text)
    while (label := _LABEL.match(unmarked(printed))) is not None:
        printed = clean(printed[label.end() :])
    if is_blank(printed):
        return Reading(None)
    title = _TITLED.match(nfc(printed))
    is_title = title is not None and (title[1] != "Ông" or printed[title.end() :].isupper())
    if title is not None and is_title and has_surname(printed[title.end() :]):
        printed = printed[title.end() :]
    value = stroke(_SPECK.sub("", printed))
    glued = _GLUED.match(value)
    if glued is not None and has_surname(glued["family"]):
        value = f"{glued['family']} {value[glued.end('family') :]}"
    value = _WOMANS.sub("H'", mend_surname(value))
    return Reading(value, tuple(_name_problems(value)), repaired=value != printed)


def _name_problems(name: str) -> Iterable[str]:
    words = name.split()
    if len(words) < 2:
        yield "one_word_name"
    if len(words) > _MOST_WORDS:
        yield "long_name"
    if any(c.isdigit() for c in name):
        yield "digit_in_name"
    if _NAME_SIGNS.search(name):
        yield "sign_in_name"
    letters = re.findall(r"[^\W\d_]+", name)
    is_titled = name != name.lower() and all(_titled(word) for word in letters)
    if not (name == name.upper() or is_titled):
        yield "mixed_case_name"


def _titled(word: str) -> bool:
    return word[1:] == word[1:].lower()


def read_sex(text: str) -> Reading:
    """Either "Nam" or "Nữ", whatever was made of the marks; a ticked box decides between both."""
    if is_blank(text):
        return Reading(None)
    text = _VIETNAM.sub(" ", text)
    found = set(re.findall(r"\b(?:nam|nu)\b", fold(text)))
    if len(found) == 1:
        value = "Nam" if found == {"nam"} else "Nữ"
        read = next(word for word in re.findall(r"\w+", nfc(text)) if fold(word) in found)
        return Reading(value, repaired=read.lower() != value.lower())
    if found:
        return _ticked(fold(text)) or Reading(clean(text), ("both_sexes",), ("Nam", "Nữ"))
    return Reading(clean(text) or None, ("unknown_sex",), ("Nam", "Nữ"))


def _ticked(folded: str) -> Reading | None:
    """The sex whose box is ticked: boxes stand all before or all behind the words."""
    boxes = re.findall(r"☒|☑|\[\s*[xv]\s*\]|☐|□|\[\s*\]|nam|nu", folded)
    kinds = ["word" if b in ("nam", "nu") else "full" if re.search("[☒☑xv]", b) else "empty"
             for b in boxes]  # fmt: skip
    if len(boxes) != 4 or kinds.count("full") != 1 or kinds[0] == kinds[1]:
        return None
    at = kinds.index("full")
    word = boxes[at + 1] if kinds[0] != "word" else boxes[at - 1]
    return Reading("Nam" if word == "nam" else "Nữ")


_LOST = re.compile(r"\b([HMK])(?:[\s`.-]?|['’‘][\s'’‘]{1,2})([MNH])(?=[a-zà-ỹ])")


def read_ethnic_group(text: str) -> Reading:
    """One of the 54 groups, spelled as printed; wrong marks are mended, others kept as read."""
    # Capitals tell "H'Mông" from "Hmông" where the apostrophe was lost.
    return _of_table(_LOST.sub(r"\1'\2", nfc(text)), "ethnic", "unknown_ethnic_group")


def read_nationality(text: str) -> Reading:
    """A country, spelled as printed; wrong marks are mended, others kept as read."""
    return _of_table(text, "country", "unknown_country")


@cache
def _spellings(table: str) -> dict[str, tuple[str, ...]]:
    """All spellings by their folded letters."""
    found: dict[str, list[str]] = {}
    for group in ETHNIC_GROUPS if table == "ethnic" else COUNTRIES:
        for name in group:
            found.setdefault(_letters(name), []).append(name)
    return {letters: tuple(names) for letters, names in found.items()}


def _letters(text: str) -> str:
    return "".join(c for c in fold(text) if c.isalnum())


def _of_table(text: str, table: str, problem: str) -> Reading:
    printed = stroke(clean(text))
    if is_blank(printed) or says_none(printed):
        return Reading(None if is_blank(printed) else printed)
    # Cards have an English name behind it.
    return (
        _known(printed, table)
        or _known(clean(printed.partition("/")[0]), table)
        or Reading(printed, (problem,), _similar(printed, table))
    )


def _known(printed: str, table: str) -> Reading | None:
    """A name of the table: as spelled, or the only one that has these letters."""
    names = _spellings(table).get(_letters(printed), ())
    for name in names:
        if name.casefold() == printed.casefold():
            return Reading(name)
    same = [name for name in names if fold(name) == fold(printed)] or list(names)
    alike = len({name.replace(" ", "").casefold() for name in same}) == 1
    return Reading(same[0], repaired=True) if alike else None


def _similar(printed: str, table: str) -> tuple[str, ...]:
    spellings = _spellings(table)
    near = process.extract(_letters(printed), list(spellings), scorer=fuzz.ratio, score_cutoff=70)
    names = [*spellings.get(_letters(printed), ()), *(spellings[key][0] for key, _, _ in near)]
    return tuple(dict.fromkeys(names))[:5]
