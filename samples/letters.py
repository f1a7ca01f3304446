"""What generated letters say: made-up agencies, people and matters.

The rules of form are those of Nghị định 30/2020/NĐ-CP.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from random import Random

from models.values.kinds import CODES, LETTER

PROVINCES = (
    "Tây Ninh", "Long An", "Bình Dương", "Đồng Nai", "Lâm Đồng", "Quảng Nam", "Nghệ An",
    "Hà Tĩnh", "Thái Bình", "Bắc Giang", "Phú Thọ", "Lào Cai", "Kon Tum", "Gia Lai",
    "Ninh Thuận", "Bến Tre", "Hậu Giang", "Sóc Trăng", "Cà Mau", "An Giang", "Đồng Tháp",
    "Điện Biên", "Lai Châu", "Yên Bái", "Hòa Bình", "Quảng Trị", "Khánh Hòa", "Trà Vinh",
)  # fmt: skip
DISTRICTS = (
    "Hòa Thành", "Gò Dầu", "Tân Biên", "Bến Cầu", "Đức Huệ", "Cần Giuộc", "Thủ Thừa", "Mộc Hóa",
    "Vĩnh Hưng", "Châu Thành", "Tân Châu", "Dương Minh Châu", "Trảng Bàng", "Krông Nô", "Đắk Mil",
    "Ia Grai", "Yên Thế", "Lục Ngạn", "Hạ Hòa", "Quỳ Hợp", "Kỳ Anh", "Tiên Phước", "Mù Cang Chải",
    "Bảo Lâm", "Tuy Phước", "Đăk Tô", "Sông Hinh", "Cù Lao Dung", "U Minh", "Thoại Sơn",
)  # fmt: skip
COMMUNES = (
    "Long Thành Nam", "Thạnh Đức", "Phước Vinh", "Ninh Điền", "Hảo Đước", "Tân Phong", "Mỹ Hạnh",
    "Hòa Khánh Đông", "Bình Thạnh", "An Thới", "Phú Lộc", "Vĩnh Châu", "Đại Đồng", "Trà Vong",
    "Suối Dây", "Lộc Hưng", "Cẩm Giang", "Xuân Lũng", "Quế Thọ", "Ea Kênh", "Nậm Lúc", "Thuận Mỹ",
    "Pa Ủ", "Bản Mế", "Hương Vĩ", "Nghĩa Xuân", "Đức Liễu", "Tam Bình", "Long Vĩnh", "Khánh Thới",
)  # fmt: skip
SURNAMES = (
    "Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ",
    "Ngô", "Dương", "Lý", "Đinh", "Trịnh", "Mai", "Tạ", "Kiều",
)  # fmt: skip
MIDDLES = ("Văn", "Thị", "Hữu", "Đức", "Minh", "Ngọc", "Thanh", "Quốc", "Xuân", "Hồng", "Bá", "")
GIVEN = (
    "An", "Bình", "Cường", "Dũng", "Đạt", "Giang", "Hải", "Hiền", "Hùng", "Khánh", "Lâm", "Linh",
    "Long", "Mỹ", "Nghĩa", "Phượng", "Quyên", "Sơn", "Thảo", "Thủy", "Trúc", "Tuấn", "Vinh", "Yến",
    "Diễm", "Tường", "Kiệt", "Ẩn", "Uyên", "Nhựt",
)  # fmt: skip
DEPARTMENTS = {
    "SỞ TÀI CHÍNH": "STC", "SỞ XÂY DỰNG": "SXD", "SỞ TƯ PHÁP": "STP", "SỞ NỘI VỤ": "SNV",
    "SỞ Y TẾ": "SYT", "SỞ CÔNG THƯƠNG": "SCT", "SỞ GIAO THÔNG VẬN TẢI": "SGTVT",
    "SỞ KẾ HOẠCH VÀ ĐẦU TƯ": "SKHĐT", "SỞ GIÁO DỤC VÀ ĐÀO TẠO": "SGDĐT",
    "SỞ KHOA HỌC VÀ CÔNG NGHỆ": "SKHCN", "SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH": "SVHTTDL",
    "SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG": "STNMT", "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG": "SNNMT",
    "SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI": "SLĐTBXH", "THANH TRA TỈNH": "TTr",
    "BAN QUẢN LÝ KHU KINH TẾ": "BQLKKT", "BAN DÂN TỘC": "BDT",
}  # fmt: skip
BRANCHES = {
    "CHI CỤC KIỂM LÂM": "CCKL", "CHI CỤC THỦY LỢI": "CCTL", "CHI CỤC CHĂN NUÔI VÀ THÚ Y": "CCCNTY",
    "TRUNG TÂM KHUYẾN NÔNG": "TTKN", "TRUNG TÂM HÀNH CHÍNH CÔNG": "TTHCC",
    "TRUNG TÂM PHÁT TRIỂN QUỸ ĐẤT": "TTPTQĐ", "BỆNH VIỆN ĐA KHOA TỈNH": "BVĐK",
    "TRUNG TÂM KIỂM SOÁT BỆNH TẬT": "TTKSBT", "VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI": "VPĐKĐĐ",
    "TRƯỜNG TRUNG CẤP NGHỀ": "TTCN", "BẢO TÀNG TỈNH": "BTT",
}  # fmt: skip
MATTERS = (
    "triển khai thực hiện số hóa hồ sơ, kết quả giải quyết thủ tục hành chính",
    "phê duyệt kế hoạch lựa chọn nhà thầu gói thầu cải tạo trụ sở làm việc",
    "kiện toàn Ban Chỉ đạo chuyển đổi số giai đoạn 2021 - 2025",
    "báo cáo kết quả công tác phòng, chống thiên tai và tìm kiếm cứu nạn",
    "thu hồi đất để thực hiện dự án nâng cấp đường giao thông nông thôn",
    "cung cấp số liệu phục vụ xây dựng bảng giá đất năm 2024",
    "tổ chức Hội nghị tổng kết công tác cải cách hành chính năm 2023",
    "tăng cường công tác quản lý, bảo vệ rừng trong mùa khô",
    "rà soát, hệ thống hóa văn bản quy phạm pháp luật",
    "hướng dẫn lập dự toán ngân sách nhà nước",
    "cử cán bộ tham gia lớp bồi dưỡng nghiệp vụ văn thư, lưu trữ",
    "đôn đốc giải ngân vốn đầu tư công những tháng cuối năm",
    "điều chỉnh quy hoạch chi tiết xây dựng khu dân cư phía Nam",
    "tiếp nhận và xử lý phản ánh, kiến nghị của người dân, doanh nghiệp",
    "thành lập Đoàn kiểm tra liên ngành về an toàn thực phẩm",
    "khen thưởng các tập thể, cá nhân có thành tích xuất sắc",
    "bổ nhiệm có thời hạn viên chức giữ chức vụ quản lý",
    "xử lý sạt lở bờ kênh tại ấp 3, xã Thạnh Đức",
    "thực hiện chế độ báo cáo định kỳ hằng quý",
    "công khai quyết toán thu, chi ngân sách",
)
GROUNDS = (
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;",
    "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;",
    "Căn cứ Quyết định số 468/QĐ-TTg ngày 27/3/2021 của Thủ tướng Chính phủ phê duyệt Đề án đổi mới"
    " việc thực hiện cơ chế một cửa, một cửa liên thông trong giải quyết thủ tục hành chính;",
    "Căn cứ Luật Ngân sách nhà nước ngày 25 tháng 6 năm 2015;",
    "Xét đề nghị của Chánh Văn phòng và Trưởng phòng Tổ chức cán bộ,",
)
SENTENCES = (
    "Thực hiện chỉ đạo của cấp trên, cơ quan đề nghị các đơn vị khẩn trương rà soát, tổng hợp số"
    " liệu và gửi báo cáo bằng văn bản về Văn phòng trước ngày 15 hằng tháng.",
    "Các phòng chuyên môn phối hợp chặt chẽ với Ủy ban nhân dân các xã, phường, thị trấn trong quá"
    " trình tổ chức thực hiện; kịp thời báo cáo khó khăn, vướng mắc để được hướng dẫn.",
    "Kinh phí thực hiện được bảo đảm từ nguồn ngân sách nhà nước theo phân cấp hiện hành và các"
    " nguồn hợp pháp khác theo quy định của pháp luật.",
    "Thủ trưởng các cơ quan, đơn vị chịu trách nhiệm trước pháp luật về tính chính xác, đầy đủ của"
    " hồ sơ và thời hạn giải quyết.",
    "Giao Văn phòng theo dõi, đôn đốc, kiểm tra việc thực hiện và định kỳ báo cáo kết quả.",
    "Quá trình thực hiện nếu có phát sinh, đề nghị liên hệ bộ phận thường trực để được giải đáp.",
    "Việc số hóa phải bảo đảm đúng quy trình, không làm phát sinh thêm thủ tục đối với người dân.",
    "Các hộ dân sinh sống tại khu phố và ấp nằm trong phạm vi dự án được hỗ trợ theo quy định.",
)
RECIPIENTS = (
    "Như trên", "Như Điều 3", "TT. Tỉnh ủy (b/c)", "TT. HĐND tỉnh (b/c)", "CT, các PCT UBND tỉnh",
    "Sở Tài chính", "Công an tỉnh", "Các phòng chuyên môn", "Phòng Nội vụ", "Cổng TTĐT",
    "Ban Giám đốc (để chỉ đạo)", "Các Phó Giám đốc", "Trung tâm Công báo",
)  # fmt: skip
ADDRESSEES = (
    "Ủy ban nhân dân tỉnh", "Sở Tài chính", "Các sở, ban, ngành tỉnh", "Công an huyện Gò Dầu",
    "Ủy ban nhân dân các huyện, thị xã, thành phố", "Trung tâm Y tế huyện Tân Biên",
    "Phòng Tài nguyên và Môi trường", "Các đơn vị trực thuộc", "Chi cục Thuế khu vực",
)  # fmt: skip
URGENCIES = ("KHẨN", "HỎA TỐC", "THƯỢNG KHẨN")
# Kinds whose subject begins with "Về việc" or stands bare.
TITLED = tuple(
    kind
    for kind, codes in CODES.items()
    if codes and kind not in ("Luật", "Bộ luật", "Pháp lệnh", "Lệnh", "Nghị định", "Thông tư")
)


@dataclass(frozen=True, slots=True)
class Agency:
    """An issuing agency: its parent's and its own lines, abbreviation, place, and who signs."""

    parent: tuple[str, ...]
    name: tuple[str, ...]
    code: str
    place: str
    heads: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter: all that stands on it."""

    agency: Agency
    number: str
    symbol: str
    date: datetime.date
    kind: str
    subject: str
    addressees: tuple[str, ...]
    body: tuple[str, ...]
    recipients: tuple[str, ...]
    titles: tuple[str, ...]
    signer: str
    urgency: str | None = None
    secrecy: str | None = None
    annex: tuple[str, ...] = ()
    handwritten: tuple[str, ...] = ()

    def fields(self) -> dict[str, object]:
        """The truth, by field id."""
        return {
            "co_quan_chu_quan": " ".join(self.agency.parent) or None,
            "co_quan_ban_hanh": " ".join(self.agency.name),
            "so_ky_hieu": f"{self.number}/{self.symbol}",
            "dia_danh": self.agency.place,
            "ngay_ban_hanh": self.date.isoformat(),
            "loai_van_ban": self.kind,
            "trich_yeu": self.subject,
            "kinh_gui": list(self.addressees),
            "chuc_vu_ky": " ".join(self.titles),
            "nguoi_ky": self.signer,
            "noi_nhan": list(self.recipients),
            "do_khan": self.urgency,
            "do_mat": self.secrecy,
        }


def _committee(random: Random, unit: str, name: str, parent: tuple[str, ...], place: str) -> Agency:
    heads = (
        ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
        ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        ("CHỦ TỊCH",),
    )
    lines: tuple[str, ...] = ("ỦY BAN NHÂN DÂN", f"{unit} {name}".upper())
    if random.random() < 0.2:
        lines = (f"UBND {unit} {name}".upper(),)
    return Agency(parent, lines, "UBND", place, heads)


def _managed(
    parent: tuple[str, ...], name: tuple[str, ...], code: str, place: str, head: str
) -> Agency:
    heads = (
        (head,),
        (f"KT. {head}", f"PHÓ {head}"),
        (f"Q. {head}",),
        (f"TUQ. {head}", "CHÁNH VĂN PHÒNG"),
    )
    return Agency(parent, name, code, place, heads)


def make_agency(random: Random) -> Agency:
    """An agency of any level."""
    province, district = random.choice(PROVINCES), random.choice(DISTRICTS)
    above = random.choice(
        ((f"UBND TỈNH {province}".upper(),), ("ỦY BAN NHÂN DÂN", f"TỈNH {province}".upper()))
    )
    level = random.randrange(7)
    if level == 0:
        return _committee(random, "tỉnh", province, (), province)
    if level == 1:
        parent = random.choice(((), (f"UBND TỈNH {province}".upper(),)))
        return _committee(random, "huyện", district, parent, district)
    if level == 2:
        commune = random.choice(COMMUNES)
        parent = random.choice(((), (f"UBND HUYỆN {district}".upper(),)))
        return _committee(random, random.choice(("xã", "phường")), commune, parent, commune)
    if level in (3, 4):
        name = random.choice(tuple(DEPARTMENTS))
        title = "TRƯỞNG BAN" if name.startswith("BAN") else "GIÁM ĐỐC"
        title = "CHÁNH THANH TRA" if name.startswith("THANH TRA") else title
        return _managed(above, wrap_name(name), DEPARTMENTS[name], province, title)
    if level == 5:
        name = random.choice(tuple(BRANCHES))
        parent_name = random.choice(("SỞ Y TẾ", "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", "SỞ NỘI VỤ"))
        head = "CHI CỤC TRƯỞNG" if name.startswith("CHI CỤC") else "GIÁM ĐỐC"
        head = "HIỆU TRƯỞNG" if name.startswith("TRƯỜNG") else head
        return _managed((parent_name,), wrap_name(name), BRANCHES[name], province, head)
    heads = (("TM. HỘI ĐỒNG NHÂN DÂN", "CHỦ TỊCH"), ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"))
    return Agency((), ("HỘI ĐỒNG NHÂN DÂN", f"TỈNH {province}".upper()), "HĐND", province, heads)


def wrap_name(name: str, limit: int = 24) -> tuple[str, ...]:
    """A long name on two lines of similar length, as letterheads print it."""
    if len(name) <= limit:
        return (name,)
    words = name.split()
    cut = min(range(1, len(words)), key=lambda i: abs(len(" ".join(words[:i])) - len(name) / 2))
    return (" ".join(words[:cut]), " ".join(words[cut:]))


def make_name(random: Random) -> str:
    """An invented person's name."""
    return " ".join(
        part
        for part in (random.choice(SURNAMES), random.choice(MIDDLES), random.choice(GIVEN))
        if part
    )


def make_letter(random: Random, *, kind: str | None = None, pages: int = 1) -> Letter:
    """An invented letter; the same `random` state gives the same letter."""
    agency = make_agency(random)
    kind = kind or (LETTER if random.random() < 0.4 else random.choice(TITLED))
    date = datetime.date(2016, 1, 1) + datetime.timedelta(days=random.randrange(3600))
    number = f"{random.choice((random.randrange(1, 10), random.randrange(10, 5000))):02d}"
    matter = random.choice(MATTERS)
    if kind == LETTER:
        unit = random.choice(("VP", "TCCB", "KHTC", "NV", "QLĐT", "TTr", "KSTTHC"))
        symbol, subject = f"{agency.code}-{unit}", random.choice(("V/v ", "Về việc ")) + matter
    else:
        symbol = f"{CODES[kind][0]}-{agency.code}"
        bare = matter[0].upper() + matter[1:]
        subject = f"Về việc {matter}" if random.random() < 0.6 else bare
    letter_to = kind in (LETTER, "Tờ trình", "Giấy mời", "Báo cáo") or random.random() < 0.1
    count = random.choice((1, 1, 2, 3)) if letter_to else 0
    body = _body(random, kind, pages)
    annex = (random.sample(SENTENCES, 4)) if pages > 1 and random.random() < 0.5 else []
    drafts = f"Lưu: VT, {random.choice(('TH', 'NC', 'KTN', 'TCCB', 'HCQT'))}"
    return Letter(
        agency, number, symbol, date, kind, subject,
        tuple(random.sample(ADDRESSEES, count)), body,
        (*random.sample(RECIPIENTS, random.randrange(2, 5)), drafts),
        random.choice(agency.heads), make_name(random),
        urgency=random.choice(URGENCIES) if random.random() < 0.12 else None,
        annex=tuple(annex),
        handwritten=("so_ky_hieu", "ngay_ban_hanh") if random.random() < 0.2 else (),
    )  # fmt: skip


def _body(random: Random, kind: str, pages: int) -> tuple[str, ...]:
    grounds = random.sample(GROUNDS, 3) if kind in ("Quyết định", "Nghị quyết", "Chỉ thị") else []
    items = [random.choice(SENTENCES) for _ in range(random.randrange(3, 6) + 9 * (pages - 1))]
    if grounds:
        items = [f"Điều {i + 1}. {text}" for i, text in enumerate(items)]
    return (*grounds, *items)
