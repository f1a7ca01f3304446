"""Syllables of which Vietnamese middle and given names are made, as they are spelled."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from models.values.names import HIGHLAND, has_surname, without_title
from models.values.text import TONES, fold, nfc

# "Văn" between family and given name, however its mark was read; "Vân" is one of names, too.
_MIDDLE = frozenset(("ván", "vắn", "vấn", "vần", "vẫn", "vằn"))
# Breves of the central highlands are read as diaereses, and "ý" is: no such name has those.
_DIAERESES = str.maketrans("äëïöüÿÄËÏÖÜŸ", "ăĕĭŏŭýĂĔĬŎŬÝ")
_CLANS = {fold(name): name.lower() for name in HIGHLAND}
# An I read as a small l: "lểng".
_SMALL_L = re.compile(r"l[êếềểễệ]\w")
_LETTERS = re.compile(r"([^\W\d_]+)")
_HOOKED = str.maketrans("ấếố", "ẩểổ")
_SYLLABLES = frozenset(
    """
    ái an ân anh ánh ảnh ất âu bạch bách băng bằng bảo bích biên bình bổng ca cảnh cao cẩm cát
    chánh châu chi chí chiến chinh chính chung chương chuyên công cúc cương cường dạ dân danh dao
    đại đan đán đạm đạo đào đạt đăng đặng đảng điền điệp điểm điềm điệu diễm diên diễn diện diệp
    diệu định đình đoàn đoan đồng đông đôn đức dung dũng duy duyên dư dương dưỡng gấm gia giác
    giang giao giáp hà hạ hải hân hằng hạnh hành hào hảo hậu hiên hiền hiến hiển hiệp hiếu hiệu
    hoa hòa hoà hoài hoan hoàn hoàng hoành hoạt học hồng hội hợi hợp huân huấn huệ hùng hưng hương
    hường hướng hữu huy huyên huyền huỳnh khá khải khang khanh khánh khắc khiêm khiết khoa khoát
    khoan khôi khuê khương khuyên kiên kiệt kiều kim kính kỳ kỷ lạc lai lam lâm lan lân lành lãm
    lập lê lệ liêm liên liễu linh lĩnh loan long lộc lợi luân luận lực lương lượng lưu luyến luyện
    ly lý mai mạnh mẫn mậu mây mến miên minh mơ mộng mùi mừng mười mỹ na nam năm nga ngà ngân nghi
    nghĩa nghiêm nghiệp ngọ ngoan ngọc nguyên nguyện nguyệt ngữ nhạn nhã nhân nhàn nhật nhi nhị
    nhiên nho nhơn như nhung nhu nhuận nhựt niên ninh nữ nương oanh phát phan phấn phi phố phong
    phú phúc phụng phước phương phượng phục quân quang quảng quế quốc quý quyên quyền quyết quỳnh
    sa sang sáng sâm sanh sen siêng sĩ sinh sỹ sơn song sông sử sự sương tài tâm tân tấn tạo tế
    tiên tiến tiệp thạch thái thanh thành thạnh thảo thăng thắng thao thắm thân thế thêm thi thị
    thiên thiện thiếp thiệu thìn thịnh thoa thoại thoan thông thống thời thơ thơm thu thuận thuật
    thục thuần thuý thúy thùy thuỳ thủy thuỷ thuyên thuyết thư thức thương thưởng tình tính tín
    tịnh toàn toản tòng tố tôn tới trà trâm trân trang tráng trạch trầm tri trí triết triển triều
    trinh trình trọng trúc trung truyền trực trường tú tuân tuấn tuệ tùng tước tường tưởng tuy
    tuyên tuyến tuyền tuyết tư tý tỵ út uyên uyển vạn văn vân vàng vi vĩ viên viễn viện việt vinh
    vĩnh vọng vũ vui vương vượng vy vỹ xinh xoan xuân xuyên xuyến ý yên yến ẩn bá bé bường chấn
    chiêu chúc cự đệ đệm dậu điểu gái hoá hóa huế khiển kha lụa lựu lượm lăng mận mỵ nết nhài nhâm
    nụ ngàn ngoạn oánh phin pháp phúng quới rin sửu sáu tám tiệm tròn tuất xuất tuyển mẩy tể
    ngạn nhỏ đỉnh bông năng mái
    """.split()  # noqa: SIM905 - hundreds of syllables read better as text
)


def unusual_syllables(name: str) -> int:
    """How many syllables behind the family name are none that names are made of."""
    words = nfc(without_title(name)).lower().split()
    return sum(word not in _SYLLABLES for word in words[1:])


def has_other_marks(name: str) -> bool:
    """A syllable is none of names, but would be with other marks: "Chỉ" for "Chi"."""
    words = nfc(without_title(name)).lower().split()[1:]
    return any(word not in _SYLLABLES and fold(word) in _bare() for word in words)


@cache
def _bare() -> frozenset[str]:
    return frozenset(map(fold, _SYLLABLES))


def may_bear_hook(name: str) -> bool:
    """A syllable with an acute above its circumflex is one of names with a hook as well.

    Or it is none with the acute: "Ấn" for "Ẩn", "Tuyến" for "Tuyển".
    """
    for word in nfc(without_title(name)).lower().split()[1:]:
        hooked = nfc(word.translate(_HOOKED))
        if hooked != word and (hooked in _SYLLABLES or word not in _SYLLABLES):
            return True
    return False


def likely_name(name: str) -> str:
    """The name with the marks that its syllables have in names: "Chi" where "Chỉ" was read.

    Syllables that are of names as read stay. It is no more than likely: the paper is to be seen.
    """
    text = nfc(name)
    breves = text.translate(_DIAERESES)
    parts = _LETTERS.split(breves if has_surname(breves) else text)
    first, last = 1, len(parts) - 2
    for at in range(first, len(parts), 2):
        read = parts[at]
        likely = _CLANS.get(fold(read), read.lower()) if not read.isascii() else read.lower()
        if at > first:
            likely = _likely(likely, is_middle=at < last)
            likely = "i" + read[1:] if _SMALL_L.match(read) else likely
        if likely != read.lower():
            parts[at] = likely.upper() if read.isupper() else likely.capitalize()
    return "".join(parts)


def _likely(word: str, *, is_middle: bool) -> str:
    if is_middle and word in _MIDDLE:
        return "văn"
    if word in _SYLLABLES:
        return word
    # The dot of an i is read as a hook; no syllable that ends so is without a tone.
    dotted = word.replace("ỉ", "i")
    toned = _toned().get(word, ()) if word.endswith(("c", "ch", "p", "t")) else ()
    return dotted if dotted in _SYLLABLES else toned[0] if len(toned) == 1 else word


@cache
def _toned() -> dict[str, tuple[str, ...]]:
    """The syllables by their letters without a tone."""
    found: dict[str, tuple[str, ...]] = {}
    for word in _SYLLABLES:
        letters = (c for c in unicodedata.normalize("NFD", word) if c not in TONES)
        bare = nfc("".join(letters))
        found[bare] = (*found.get(bare, ()), word)
    return found
