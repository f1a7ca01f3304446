"""Made-up people who fit the rules: identifiers, names of many peoples, places, telephones.

An identifier of 12 digits bears the province of birth, century and sex, and the year (Nghị định
137/2015/NĐ-CP, art. 13). Districts are gone since 1 July 2025 (Nghị quyết 202/2025/QH15).
"""

from __future__ import annotations

import datetime
import unicodedata
from dataclasses import dataclass
from random import Random

MERGER = datetime.date(2025, 7, 1)

# Province, its code in identifiers, and some of its districts with communes.
_OLD = """
thành phố Hà Nội|001|quận Đống Đa: phường Láng Thượng, phường Ô Chợ Dừa; huyện Ba Vì: xã Tản Lĩnh, thị trấn Tây Đằng
tỉnh Hà Giang|002|huyện Đồng Văn: xã Lũng Cú, xã Sà Phìn; huyện Quản Bạ: xã Quyết Tiến, thị trấn Tam Sơn
tỉnh Lào Cai|010|thị xã Sa Pa: phường Cầu Mây, xã Tả Van; huyện Bắc Hà: xã Bản Phố, xã Na Hối
tỉnh Điện Biên|011|huyện Mường Chà: xã Na Sang, xã Sa Lông; huyện Tuần Giáo: xã Quài Tở
tỉnh Sơn La|014|huyện Mộc Châu: xã Chiềng Hắc, thị trấn Nông trường Mộc Châu; huyện Thuận Châu: xã Chiềng Pấc
tỉnh Hòa Bình|017|huyện Kim Bôi: xã Vĩnh Đồng; huyện Lạc Sơn: xã Thượng Cốc, thị trấn Vụ Bản
tỉnh Lạng Sơn|020|huyện Cao Lộc: xã Gia Cát, thị trấn Đồng Đăng; huyện Bắc Sơn: xã Vũ Lễ
tỉnh Quảng Ninh|022|thành phố Hạ Long: phường Bãi Cháy, phường Hồng Gai; huyện Tiên Yên: xã Hải Lạng
tỉnh Bắc Giang|024|huyện Lục Ngạn: xã Phượng Sơn, thị trấn Chũ; huyện Yên Thế: xã Hương Vĩ
tỉnh Phú Thọ|025|huyện Hạ Hòa: xã Xuân Áng, xã Ấm Hạ; thành phố Việt Trì: phường Gia Cẩm
thành phố Hải Phòng|031|quận Lê Chân: phường Dư Hàng Kênh; huyện Vĩnh Bảo: xã Tam Cường
tỉnh Thái Bình|034|huyện Kiến Xương: xã Vũ Lễ, xã Quang Lịch; huyện Đông Hưng: xã Nguyên Xá
tỉnh Nam Định|036|huyện Hải Hậu: xã Hải Minh, thị trấn Cồn; huyện Ý Yên: xã Yên Xá
tỉnh Thanh Hóa|038|huyện Nga Sơn: xã Nga An; huyện Ngọc Lặc: xã Quang Trung, xã Thúy Sơn
tỉnh Nghệ An|040|huyện Quỳ Hợp: xã Châu Quang; huyện Diễn Châu: xã Diễn Kỷ, xã Diễn Yên
tỉnh Quảng Nam|049|huyện Tiên Phước: xã Tiên Kỳ; thành phố Hội An: phường Cẩm Phô
tỉnh Ninh Thuận|058|huyện Ninh Phước: xã Phước Hữu, thị trấn Phước Dân
tỉnh Gia Lai|064|huyện Ia Grai: xã Ia Dêr, thị trấn Ia Kha; huyện Chư Sê: xã Ia Blang
tỉnh Đắk Lắk|066|huyện Krông Pắc: xã Ea Kênh; thành phố Buôn Ma Thuột: phường Tân Lợi, xã Ea Tu
tỉnh Tây Ninh|072|huyện Gò Dầu: xã Thạnh Đức, xã Phước Trạch; thị xã Hòa Thành: phường Long Hoa, xã Trường Đông; huyện Tân Biên: xã Trà Vong, thị trấn Tân Biên; huyện Dương Minh Châu: xã Suối Đá
tỉnh Bình Dương|074|thành phố Thủ Dầu Một: phường Phú Cường; huyện Phú Giáo: xã An Bình
tỉnh Đồng Nai|075|thành phố Biên Hòa: phường Trảng Dài; huyện Xuân Lộc: xã Xuân Bắc
Thành phố Hồ Chí Minh|079|quận Bình Thạnh: Phường 25, Phường 13; huyện Củ Chi: xã Trung Lập Hạ
tỉnh Long An|080|huyện Đức Hòa: xã Mỹ Hạnh Nam, thị trấn Hậu Nghĩa; huyện Cần Giuộc: xã Phước Lý; thành phố Tân An: Phường 3, xã Lợi Bình Nhơn; huyện Vĩnh Hưng: xã Thái Bình Trung
tỉnh Bến Tre|083|huyện Mỏ Cày Nam: xã Định Thủy; huyện Ba Tri: xã An Thủy
tỉnh Trà Vinh|084|huyện Trà Cú: xã Hàm Giang; huyện Cầu Ngang: xã Nhị Trường
tỉnh An Giang|089|huyện Thoại Sơn: xã Vĩnh Trạch, thị trấn Óc Eo; huyện Tri Tôn: xã Ô Lâm
thành phố Cần Thơ|092|quận Ninh Kiều: phường Xuân Khánh; huyện Phong Điền: xã Nhơn Ái
tỉnh Sóc Trăng|094|thị xã Vĩnh Châu: phường Khánh Hòa, xã Lai Hòa; huyện Mỹ Tú: xã Phú Mỹ
tỉnh Cà Mau|096|huyện U Minh: xã Khánh Lâm; huyện Ngọc Hiển: xã Đất Mũi
"""  # noqa: E501
# Province since the merger, code of the old province there, communes.
_NEW = """
thành phố Hà Nội|001|phường Láng, phường Ô Chợ Dừa, xã Ba Vì
tỉnh Tuyên Quang|002|xã Đồng Văn, xã Quản Bạ
tỉnh Lào Cai|010|phường Sa Pa, xã Bắc Hà
tỉnh Điện Biên|011|xã Na Sang, xã Tuần Giáo
tỉnh Sơn La|014|phường Mộc Châu, xã Thuận Châu
tỉnh Phú Thọ|025|phường Việt Trì, xã Hạ Hòa, xã Kim Bôi
tỉnh Lạng Sơn|020|xã Cao Lộc, xã Bắc Sơn
tỉnh Hưng Yên|034|xã Kiến Xương, xã Đông Hưng
tỉnh Ninh Bình|036|xã Hải Hậu, xã Ý Yên
tỉnh Nghệ An|040|xã Quỳ Hợp, xã Diễn Châu
thành phố Đà Nẵng|049|phường Hội An, xã Tiên Phước
tỉnh Khánh Hòa|058|xã Ninh Phước, xã Phước Hữu
tỉnh Gia Lai|064|xã Ia Grai, xã Chư Sê
tỉnh Đắk Lắk|066|phường Tân Lợi, xã Krông Pắc
tỉnh Tây Ninh|072|xã Thạnh Đức, xã Tân Biên, phường Long Hoa, phường Tân Ninh, xã Dương Minh Châu
tỉnh Tây Ninh|080|phường Long An, xã Đức Hòa, xã Cần Giuộc, xã Vĩnh Hưng, phường Kiến Tường
tỉnh Đồng Nai|075|phường Trảng Dài, xã Xuân Lộc
Thành phố Hồ Chí Minh|079|phường Bình Thạnh, xã Củ Chi, phường Thủ Dầu Một
tỉnh Vĩnh Long|084|xã Trà Cú, xã Cầu Ngang, xã Mỏ Cày
tỉnh An Giang|089|xã Thoại Sơn, xã Tri Tôn, xã Ô Lâm
thành phố Cần Thơ|094|phường Vĩnh Châu, phường Ninh Kiều, xã Mỹ Tú
"""
_STREETS = (
    "Nguyễn Trãi", "Lê Lợi", "Cách Mạng Tháng Tám", "30 Tháng 4", "Hùng Vương", "Trần Hưng Đạo",
    "Võ Thị Sáu", "Phạm Ngũ Lão", "Điện Biên Phủ", "Nguyễn Đình Chiểu", "Lý Thường Kiệt",
    "Bà Triệu", "Hoàng Văn Thụ", "Phan Bội Châu", "Lạc Long Quân", "Tôn Đức Thắng",
)  # fmt: skip
_HAMLETS = (
    "ấp Bến Rộng", "ấp 3", "thôn Đông", "thôn Phú Vinh", "tổ dân phố 5", "bản Nà Sản", "ấp Trà Sim",
    "xóm 7", "khu phố 2", "buôn Kniêr", "thôn Hạ Lũng", "ấp Chánh", "bản Cát Cát", "tổ 11",
)  # fmt: skip

# Surnames, middle names and given names by people; "|" parts men's from women's.
_NAMES: dict[str, tuple[str, str, str]] = {
    "Kinh": (
        "Nguyễn,Nguyễn,Nguyễn,Trần,Lê,Phạm,Huỳnh,Hoàng,Phan,Vũ,Võ,Đặng,Bùi,Đỗ,Hồ,Ngô,Dương,Lý,"
        "Trương,Đinh,Trịnh,Mai,Tạ,Lương,Châu,Quách,Thái,Cao,Lâm,Tô,La,Kiều,Nghiêm,Doãn",
        "Văn,Hữu,Đức,Minh,Quốc,Xuân,Bá,Công,Đình,Hoàng,Gia,Nhật,|Thị,Thị,Ngọc,Thanh,Hồng,Thị Kim,"
        "Thị Mỹ,Thị Ánh,Thùy,Khánh,Bảo,Thị Thu",
        "An,Bình,Cường,Dũng,Đạt,Giang,Hải,Hùng,Khánh,Lâm,Long,Nghĩa,Sơn,Tuấn,Vinh,Kiệt,Ẩn,Quý,Huỳnh,"
        "Thắng,Thưởng,Khoa,Phước,Tuyển,Ngạn,Đỉnh,Hậu,Luyện,Nhựt,Toản|Anh,Bích,Chi,Diễm,Hiền,Hoa,Linh,"
        "Mỹ,Nga,Nhung,Oanh,Phượng,Quyên,Thảo,Thủy,Trúc,Uyên,Yến,Hằng,Duyên,Ngà,Loan,Tuyết,Xuyến,Nở,"
        "Thúy,Hường,Như Ý,Ái Vy,Mười",
    ),
    "H'Mông": (
        "Giàng,Sùng,Vàng,Thào,Lý,Hạng,Mùa,Cứ",
        "A,Seo,Mí|Thị,Thị,Y",
        "Páo,Chứ,Dế,Sử,Lử,Tủa,Chớ,Vư|Mỷ,Dợ,Mái,Pà,Sua,Chư,Mai,Dúa",
    ),
    "Thái": ("Lò,Quàng,Cà,Tòng,Lường,Vi,Lương,Hà", "Văn|Thị",
        "Inh,Pản,Ún,Thoan,Hặc,Panh|Pâng,Ết,Ón,Hươi,Dịnh,Bun"),
    "Tày": ("Nông,Hoàng,Lục,Ma,Lương,Đàm", "Văn,Trung,Đình|Thị",
        "Thụ,Chiến,Phúc,Slấn,Đoàn|Bích,Nhình,Ngoan,Slao,Ế"),
    "Nùng": ("Nông,Vi,Lộc,Lăng,Chu,Mông", "Văn|Thị", "Páo,Khìn,Sì,Đức|Mẩy,Xuân,Lìn,Phin"),
    "Mường": ("Bùi,Quách,Đinh,Hà,Bạch", "Văn,Đình|Thị", "Ệu,Dển,Nhỏ,Khuyển,Iểng|Lượt,Ẻn,Dịu,Bướn"),
    "Dao": ("Triệu,Bàn,Đặng,Phàn,Lý,Chảo", "Tài,Văn,Sành|Thị,Mùi,Tả",
        "Vượng,Phin,Kiềm,Quẩy|Mấy,Ghến,Khé,Mẩy"),
    "Khmer": (
        "Thạch,Kim,Sơn,Danh,Lâm,Kiên,Châu",
        "Sô,,Văn,Ngọc|Thị,Sa,Thị Sóc,",
        "Phia,Phi Rum,Sa Rươne,Thái,Sươne,Ra Đi|Sa Rây,Hia,Pha La,Rết,Thươne,Đa Ni",
    ),
    "Chăm": ("Đàng,Hán,Thiên,Bá,Quảng,Lưu,Não", "Năng,Văn,Thành,Sanh|Thị",
        "Quạ,Sửu,Sinh,Phổ,Xịch|Bông,Ngay,Lợn,Tể"),
    "Gia Rai": ("Rơ Châm,Siu,Ksor,Kpă,Rơ Mah,Puih", "|",
        "Phin,Blưi,Tuin,Hyom,Suôh|H'Yên,H'Bel,H'Nhơn,H'Lan"),
    "Ê Đê": ("Y,H'", "|", "Thăng Niê,Bliă Êban,Krông Mlô,Djuh Kbuôr|Blơ Niê,Ngăm Ayŭn,Rê"
    " Êban,Yuôm Mlô"),
    "Hoa": ("Lâm,Trương,Tăng,Quách,Lưu,Trần,Vương,Mã", "Chí,Chấn,Vĩnh,|Mỹ,Bội,Tú,Lệ",
        "Cường,Phát,Hưng,Quyền|Lệ,Linh,Nghi,Phấn"),
}  # fmt: skip  # noqa: E501
_PEOPLES = ("Kinh",) * 24 + tuple(name for name in _NAMES if name != "Kinh")


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody lives; since the merger without a district."""

    detail: str
    commune: str
    district: str
    province: str
    code: str

    @property
    def full(self) -> str:
        """House or hamlet and all levels."""
        return ", ".join(part for part in (self.detail, self.levels) if part)

    @property
    def levels(self) -> str:
        """Commune, district and province with their kinds."""
        return ", ".join(part for part in (self.commune, self.district, self.province) if part)

    @property
    def bare(self) -> str:
        """The levels without kinds, as cards print them."""
        parts = [short(part) for part in (self.commune, self.district, self.province) if part]
        return ", ".join(parts)

    @property
    def card(self) -> str:
        """House or hamlet and the bare levels."""
        return ", ".join(part for part in (capital(self.detail), self.bare) if part)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who does not exist."""

    name: str
    sex: str
    born: datetime.date
    people: str
    id12: str
    id9: str
    origin: Place
    home: Place
    phone: str
    email: str

    @property
    def upper(self) -> str:
        """The name in capitals."""
        return self.name.upper()


def capital(text: str) -> str:
    """With a first capital letter."""
    return text[:1].upper() + text[1:]


def short(unit: str) -> str:
    """A unit's name without its kind; numbers keep it ("Phường 3")."""
    for kind in ("thành phố", "tỉnh", "quận", "huyện", "thị xã", "thị trấn", "phường", "xã"):
        rest = unit[len(kind) + 1 :]
        if unit.casefold().startswith(kind + " ") and not rest.isdigit():
            return "TP. " + rest if rest == "Hồ Chí Minh" else rest
    return unit


def plain(text: str) -> str:
    """Without marks, in ASCII."""
    apart = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in apart if c.isascii())


def make_place(random: Random, date: datetime.date, *, detail: bool = True) -> Place:
    """A place as it was called on `date`."""
    old = date < MERGER
    province, code, units = random.choice((_OLD if old else _NEW).strip().splitlines()).split("|")
    district, communes = "", units
    if old:
        district, communes = random.choice(units.split("; ")).split(": ")
    commune = random.choice(communes.split(", "))
    return Place(_detail(random, commune) if detail else "", commune, district, province, code)


def _detail(random: Random, commune: str) -> str:
    if "xã" in commune or random.random() < 0.3:
        hamlet = random.choice(_HAMLETS)
        return f"số {random.randrange(2, 300)}, {hamlet}" if random.random() < 0.3 else hamlet
    number = f"{random.randrange(1, 700)}{random.choice(('', '', 'A', '/12', '/5B'))}"
    return f"số {number} đường {random.choice(_STREETS)}"


def make_name(random: Random, people: str, sex: str) -> str:
    """A name as this people gives them."""
    surnames, middles, givens = _NAMES[people]
    side = 0 if sex == "Nam" else 1
    if people == "Ê Đê":
        given = random.choice(givens.split("|")[side].split(","))
        return f"Y {given}" if sex == "Nam" else f"H'{given}"
    middle = random.choice(middles.split("|")[side].split(","))
    given = random.choice(givens.split("|")[side].split(","))
    return " ".join(part for part in (random.choice(surnames.split(",")), middle, given) if part)


def make_id(random: Random, code: str, sex: str, year: int) -> str:
    """An identifier of 12 digits."""
    century = 2 * (year // 100 - 19) + (sex == "Nữ")
    return f"{code}{century}{year % 100:02d}{random.randrange(10**6):06d}"


def make_phone(random: Random) -> str:
    """A mobile number of ten digits."""
    network = random.choice((32, 36, 38, 70, 77, 79, 81, 85, 90, 91, 97, 98))
    return f"0{network}{random.randrange(10**7):07d}"


def make_person(
    random: Random,
    date: datetime.date,
    years: tuple[int, int],
    *,
    sex: str | None = None,
    people: str | None = None,
    home: Place | None = None,
) -> Person:
    """Somebody born in one of `years` (both included), as of `date`."""
    sex = sex or random.choice(("Nam", "Nữ"))
    people = people or random.choice(_PEOPLES)
    day = datetime.date(random.randint(*years), 1, 1) + datetime.timedelta(random.randrange(365))
    home = home or make_place(random, date)
    origin = home if random.random() < 0.6 else make_place(random, date)
    name = make_name(random, people, sex)
    mail = plain(name).lower().replace("'", "").split()
    address = f"{''.join(mail[-1:] + mail[:-1])}{day.year % 100:02d}@{random.choice(_MAILS)}"
    return Person(
        name, sex, day, people, make_id(random, origin.code, sex, day.year),
        f"{int(origin.code) % 40 + 1:02d}{random.randrange(10**7):07d}",
        Place("", origin.commune, origin.district, origin.province, origin.code), home,
        make_phone(random), address,
    )  # fmt: skip


_MAILS = ("gmail.com", "gmail.com", "yahoo.com.vn", "outlook.com", "hotmail.com")
