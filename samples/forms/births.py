"""Tờ khai đăng ký khai sinh and Giấy khai sinh.

Forms of Thông tư 04/2020/TT-BTP and Thông tư 04/2024/TT-BTP.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from functools import partial
from random import Random

from samples.forms.page import MOTTO, Page, Signer
from samples.forms.people import (
    Person,
    Place,
    capital,
    make_id,
    make_name,
    make_person,
    make_place,
    short,
)
from samples.forms.template import TRAIN, Story, Template, some_date
from samples.forms.words import date_in_words, dmy

OLD_DATES = (datetime.date(2020, 7, 20), datetime.date(2024, 6, 28))
NEW_DATES = (datetime.date(2024, 7, 8), datetime.date(2026, 10, 30))
_HOSPITALS = (
    "Bệnh viện Đa khoa", "Trung tâm Y tế", "Bệnh viện Sản - Nhi", "Trạm Y tế", "Bệnh viện Phụ sản",
)  # fmt: skip
TITLES = ("CHỦ TỊCH", "PHÓ CHỦ TỊCH")


@dataclass(frozen=True, slots=True)
class Family:
    """Mother, father and a new-born, registered on `date`."""

    date: datetime.date
    mother: Person
    father: Person
    child: Person
    birthplace: str


def make_family(random: Random, dates: tuple[datetime.date, datetime.date]) -> Family:
    """A family; the child is not older than 60 days."""
    date = some_date(random, *dates)
    home = make_place(random, date)
    young = date.year - 40, date.year - 19
    mother = make_person(random, date, young, sex="Nữ", home=home)
    father = make_person(random, date, young, sex="Nam", home=home)
    born = date - datetime.timedelta(random.randrange(2, 60))
    sex = random.choice(("Nam", "Nữ"))
    name = make_name(random, father.people, sex)
    if father.people == "Kinh":
        name = " ".join([*father.name.split()[:1], *name.split()[1:]])
    number = make_id(random, home.code, sex, born.year)
    origin = father.origin
    child = replace(
        father, name=name, sex=sex, born=born, id12=number, home=home, people=father.people,
        origin=origin,
    )  # fmt: skip
    return Family(date, mother, father, child, _birthplace(random, home))


def _birthplace(random: Random, home: Place) -> str:
    if random.random() < 0.15:
        return capital(home.levels)
    hospital, unit = (
        random.choice(_HOSPITALS),
        random.choice((home.district or home.commune, home.province)),
    )
    unit = home.commune if hospital.startswith("Trạm") else unit
    return f"{hospital} {unit}, {home.levels}"


def identity(random: Random, person: Person, date: datetime.date) -> str:
    """Giấy tờ tùy thân: card, number, who issued it and when."""
    issued = some_date(random, datetime.date(2021, 1, 4), date) if date.year > 2021 else date
    if issued >= datetime.date(2024, 7, 1):
        return f"Căn cước số {person.id12} do Bộ Công an cấp ngày {dmy(issued)}"
    return (
        f"Căn cước công dân số {person.id12}, Cục Cảnh sát quản lý hành chính về trật tự xã hội"
        f" cấp ngày {dmy(issued)}"
    )


def registry(place: Place) -> str:
    """Who registers: the commune's committee."""
    return f"Ủy ban nhân dân {place.levels}"


def _parent(story: Story, who: str, person: Person, random: Random, *, upper: bool) -> None:
    story.text(**{
        f"{who}_ho_ten": person.upper if upper else person.name, f"{who}_dan_toc": person.people,
        f"{who}_quoc_tich": "Việt Nam", f"{who}_noi_cu_tru": capital(person.home.full),
        f"{who}_so_dinh_danh": person.id12,
    })  # fmt: skip
    if random.random() < 0.5:
        story.put(f"{who}_nam_sinh", str(person.born.year), str(person.born.year))
    else:
        story.put(f"{who}_nam_sinh", person.born.isoformat(), dmy(person.born))


def _child(story: Story, family: Family, random: Random) -> None:
    child = family.child
    words = date_in_words(child.born)
    story.text(
        ho_ten=child.upper, gioi_tinh=child.sex, dan_toc=child.people, quoc_tich="Việt Nam",
        noi_sinh=family.birthplace, que_quan=capital(child.origin.levels),
        so_dinh_danh=child.id12, ngay_sinh_bang_chu=random.choice((words, words.lower())),
    )  # fmt: skip
    story.date("ngay_sinh", child.born)
    upper = random.random() < 0.6
    _parent(story, "me", family.mother, random, upper=upper)
    _parent(story, "cha", family.father, random, upper=upper)
    if random.random() < 0.1:
        story.missing |= {
            "cha_ho_ten", "cha_nam_sinh", "cha_dan_toc", "cha_quoc_tich", "cha_noi_cu_tru",
            "cha_so_dinh_danh",
        }  # fmt: skip


def declaration(random: Random, dates: tuple[datetime.date, datetime.date]) -> Story:
    """What a declaration of birth says."""
    family, story = make_family(random, dates), Story()
    asker, relation = family.mother, "Mẹ"
    _child(story, family, random)
    if "cha_ho_ten" not in story.missing and random.random() < 0.6:
        asker, relation = family.father, random.choice(("Cha", "Bố đẻ", "Cha đẻ"))
    story.text(
        nguoi_yeu_cau=random.choice((asker.name, asker.upper)), quan_he=relation,
        nguoi_yeu_cau_so_dinh_danh=asker.id12, noi_cu_tru=capital(asker.home.full),
    )  # fmt: skip
    story.shown["nguoi_yeu_cau_so_dinh_danh.giay"] = identity(random, asker, family.date)
    story.date("ngay_lap", family.date)
    story.also(
        kinh_gui=registry(family.mother.home), lam_tai=short(family.mother.home.commune),
        ky_ten=asker.name, ban_sao=f"{random.randrange(1, 9):02d}",
    )  # fmt: skip
    story.optional = ("que_quan", "me_so_dinh_danh", "cha_so_dinh_danh", "ngay_sinh_bang_chu")
    return story


def certificate(random: Random, dates: tuple[datetime.date, datetime.date]) -> Story:
    """What a certificate of birth says."""
    family, story = make_family(random, dates), Story()
    _child(story, family, random)
    asker = (
        family.mother
        if "cha_ho_ten" in story.missing
        else random.choice((family.mother, family.father))
    )
    number = f"{random.randrange(1, 400):02d}"
    story.text(
        so=random.choice((f"{number}/{family.date.year}", number)),
        nguoi_di_khai_sinh=random.choice((asker.name, asker.upper)),
        giay_to_tuy_than=identity(random, asker, family.date),
        noi_dang_ky=registry(family.mother.home),
        nguoi_ky=make_person(random, family.date, (1965, 1992)).name,
    )  # fmt: skip
    story.date("ngay_dang_ky", family.date)
    commune = family.mother.home.commune
    title = random.choice(TITLES)
    home = family.mother.home
    story.also(
        dau=f"ỦY BAN NHÂN DÂN {commune}".upper(), chuc_vu=title,
        xa=f"ỦY BAN NHÂN DÂN {commune}".upper(), huyen=home.district.upper(),
        tinh=home.province.upper(), dia_danh=short(commune),
        xa_in=commune.upper(), tu_phap=make_person(random, family.date, (1970, 1990)).name,
        qr="|".join((family.child.id12, family.child.name, dmy(family.child.born))),
    )  # fmt: skip
    story.optional = ("que_quan", "giay_to_tuy_than", "me_so_dinh_danh", "cha_so_dinh_danh")
    return story


OLD, NEW = partial(declaration, dates=OLD_DATES), partial(declaration, dates=NEW_DATES)
OLD_PAPER, NEW_PAPER = partial(certificate, dates=OLD_DATES), partial(certificate, dates=NEW_DATES)

_OATH = (
    "Tôi cam đoan nội dung đề nghị đăng ký khai sinh trên đây là đúng sự thật, được sự thỏa thuận"
    " nhất trí của các bên liên quan theo quy định pháp luật.",
    "Tôi chịu hoàn toàn trách nhiệm trước pháp luật về nội dung cam đoan của mình.",
)
_NOTES = (
    "(1) Ghi rõ tên cơ quan đăng ký khai sinh.",
    "(2) Ghi theo nơi đăng ký thường trú; nếu không có nơi đăng ký thường trú thì ghi theo nơi đăng"
    " ký tạm trú; trường hợp không có nơi đăng ký thường trú và nơi đăng ký tạm trú thì ghi theo"
    " nơi đang sinh sống.",
    "(3) Ghi thông tin về giấy tờ tùy thân của người đi đăng ký khai sinh, ghi rõ tên loại giấy tờ,"
    " số, cơ quan cấp, ngày cấp giấy tờ đó.",
    "(4) Trường hợp sinh tại cơ sở y tế thì ghi rõ tên cơ sở y tế và địa chỉ trụ sở cơ sở y tế đó.",
    "(5) Ghi đầy đủ ngày, tháng sinh của cha, mẹ (nếu có).",
)


def _notes(page: Page) -> None:
    page.gap(4)
    page.para("<b>Chú thích:</b>", size=9)
    for note in _NOTES:
        page.para(note, size=9)


def _made_at(page: Page) -> None:
    page.para(
        "<i>Làm tại: {lam_tai:70}, ngày {ngay_lap.d:22} tháng {ngay_lap.m:22} năm"
        " {ngay_lap.y:34}</i>",
        align="right",
    )


def _declared_child(page: Page, born: str, where: str) -> None:
    page.para("<b>Họ, chữ đệm, tên:</b> {ho_ten}")
    page.para(born)
    page.para(where)
    page.row("Giới tính: {gioi_tinh:30}", "Dân tộc: {dan_toc:40}", "Quốc tịch: {quoc_tich}")
    page.para("Quê quán: {que_quan}")


def form_2020(page: Page, _: Random) -> None:
    """The form of 2020: papers of identity, no identifiers of the parents."""
    page.motto()
    page.gap(10)
    page.line("TỜ KHAI ĐĂNG KÝ KHAI SINH", 14)
    page.gap(4)
    page.para("Kính gửi: (1) {kinh_gui}", indent=60)
    page.gap(4)
    page.para("Họ, chữ đệm, tên người yêu cầu: {nguoi_yeu_cau}")
    page.para("Nơi cư trú: (2) {noi_cu_tru}", spare=1)
    page.para("Giấy tờ tùy thân: (3) {nguoi_yeu_cau_so_dinh_danh.giay}", spare=1)
    page.para("Quan hệ với người được khai sinh: {quan_he}")
    page.para("<b>Đề nghị cơ quan đăng ký khai sinh cho người dưới đây:</b>")
    _declared_child(
        page, "Ngày, tháng, năm sinh: {ngay_sinh:90} ghi bằng chữ: {ngay_sinh_bang_chu}",
        "Nơi sinh: (4) {noi_sinh}",
    )  # fmt: skip
    for who, name in (("me", "mẹ"), ("cha", "cha")):
        page.para(f"<b>Họ, chữ đệm, tên người {name}:</b> {{{who}_ho_ten}}")
        page.row(f"Năm sinh: (5) {{{who}_nam_sinh:40}}", f"Dân tộc: {{{who}_dan_toc:30}}",
                 f"Quốc tịch: {{{who}_quoc_tich}}")  # fmt: skip
        page.para(f"Nơi cư trú: (2) {{{who}_noi_cu_tru}}", spare=1)
    for oath in _OATH:
        page.para(oath, indent=24)
    _made_at(page)
    page.sign(
        Signer(("Đề nghị cấp bản sao: Có / Không", "Số lượng: {ban_sao:30} bản"), signed=False),
        Signer(
            ("<b>Người yêu cầu</b>", "<i>(Ký, ghi rõ họ, chữ đệm, tên)</i>"), "{ky_ten}", room=46
        ),
    )
    _notes(page)


def form_2024(page: Page, _: Random) -> None:
    """The form of 2024: identifiers of all, copies to tick."""
    page.motto()
    page.gap(8)
    page.line("TỜ KHAI ĐĂNG KÝ KHAI SINH", 14)
    page.para("<b>Kính gửi:</b> {kinh_gui}", align="centre")
    page.gap(6)
    page.para("Họ, chữ đệm, tên người yêu cầu: {nguoi_yeu_cau}")
    page.para("Số định danh cá nhân/Giấy tờ tùy thân: {nguoi_yeu_cau_so_dinh_danh}")
    page.para("Nơi cư trú: {noi_cu_tru}", spare=1)
    page.para("Quan hệ với người được khai sinh: {quan_he}")
    page.para("Đề nghị cơ quan đăng ký khai sinh cho người dưới đây:", style="b")
    page.para("Họ, chữ đệm, tên: {ho_ten}")
    page.para(
        "Ngày, tháng, năm sinh: ngày {ngay_sinh.d:24} tháng {ngay_sinh.m:24} năm {ngay_sinh.y:34}"
    )
    page.para("Bằng chữ: {ngay_sinh_bang_chu}")
    page.row("Giới tính: {gioi_tinh:30}", "Dân tộc: {dan_toc:40}", "Quốc tịch: {quoc_tich}")
    page.para("Nơi sinh: {noi_sinh}", spare=1)
    page.para("Quê quán: {que_quan}")
    for who, name in (("cha", "cha"), ("me", "mẹ")):
        page.para(f"Họ, chữ đệm, tên người {name}: {{{who}_ho_ten}}")
        page.row(f"Ngày, tháng, năm sinh: {{{who}_nam_sinh:60}}", f"Dân tộc: {{{who}_dan_toc:30}}",
                 f"Quốc tịch: {{{who}_quoc_tich}}", widths=(5, 3, 4))  # fmt: skip
        page.para(f"Số định danh cá nhân: {{{who}_so_dinh_danh}}")
        page.para(f"Nơi cư trú: {{{who}_noi_cu_tru}}")
    for oath in _OATH:
        page.para(oath, indent=24)
    _made_at(page)
    page.sign(
        Signer(("<b>Người yêu cầu</b>", "<i>(Ký, ghi rõ họ, chữ đệm, tên)</i>"), "{ky_ten}"),
        shares=(1,),
    )
    page.row("Đề nghị cấp bản sao:", "Số lượng: {ban_sao:30} bản")
    page.ticks((("Có", True), ("Không", False)), widths=(1, 3))


def parents_table(page: Page, _: Random) -> None:
    """Mother and father in two columns of a table, headed by numerals."""
    page.motto()
    page.gap(10)
    page.line("TỜ KHAI ĐĂNG KÝ KHAI SINH", 15)
    page.line("Kính gửi: {kinh_gui}", style="")
    page.gap(4)
    page.para("I. NGƯỜI YÊU CẦU ĐĂNG KÝ", style="b")
    page.para("Họ và tên: {nguoi_yeu_cau}")
    page.para("Số định danh cá nhân: {nguoi_yeu_cau_so_dinh_danh:90} Quan hệ với trẻ: {quan_he}")
    page.para("Nơi cư trú: {noi_cu_tru}")
    page.para("II. NGƯỜI ĐƯỢC KHAI SINH", style="b")
    page.para("Họ, chữ đệm, tên khai sinh (chữ in hoa, có dấu): {ho_ten}")
    page.row("Sinh ngày: {ngay_sinh:70}", "Giới tính: {gioi_tinh}")
    page.para("(Viết bằng chữ: {ngay_sinh_bang_chu})")
    page.row("Dân tộc: {dan_toc}", "Quốc tịch: {quoc_tich}")
    page.para("Sinh tại: {noi_sinh}")
    page.para("Quê quán (nguyên quán): {que_quan}")
    page.para("III. CHA, MẸ", style="b")
    page.gap(6)
    rows = [
        (label, f"{{me_{key}}}", f"{{cha_{key}}}")
        for label, key in (
            ("Họ, chữ đệm, tên", "ho_ten"), ("Năm sinh", "nam_sinh"),
            ("Số định danh cá nhân", "so_dinh_danh"), ("Dân tộc", "dan_toc"),
            ("Quốc tịch", "quoc_tich"), ("Nơi cư trú", "noi_cu_tru"),
        )
    ]  # fmt: skip
    page.table((3, 4, 4), [("<b>Thông tin</b>", "<b>Mẹ</b>", "<b>Cha</b>"), *rows])
    page.para("Tôi xin cam đoan những lời khai trên đây là đúng sự thật.", indent=24)
    page.para("<i>{lam_tai:60}, {ngay_lap.long:140}</i>", align="right")
    page.sign(
        Signer(("Cam kết của cán bộ tiếp nhận",), signed=False),
        Signer(("<b>NGƯỜI KHAI</b>", "<i>(Ký tên)</i>"), "{ky_ten}"),
    )


def online(page: Page, _: Random) -> None:
    """An interactive form filled in on the portal: labels left, values in boxes below."""
    page.line("TỜ KHAI ĐIỆN TỬ TƯƠNG TÁC", 11)
    page.line("ĐĂNG KÝ KHAI SINH", 15)
    page.gap(2)
    page.para("Cơ quan đăng ký: {kinh_gui}")
    _boxes(page, "Người yêu cầu", (
        ("Họ, chữ đệm, tên", "nguoi_yeu_cau"), ("Số định danh cá nhân",
            "nguoi_yeu_cau_so_dinh_danh"),
        ("Quan hệ với người được khai sinh", "quan_he"), ("Nơi cư trú", "noi_cu_tru"),
    ))  # fmt: skip
    _boxes(page, "Người được khai sinh", (
        ("Họ, chữ đệm, tên", "ho_ten"), ("Ngày, tháng, năm sinh", "ngay_sinh"),
        ("Giới tính", "gioi_tinh"), ("Dân tộc", "dan_toc"), ("Quốc tịch", "quoc_tich"),
        ("Nơi sinh", "noi_sinh"), ("Quê quán", "que_quan"),
    ))  # fmt: skip
    for who, name in (("me", "mẹ"), ("cha", "cha")):
        _boxes(page, f"Người {name}", (
            ("Họ, chữ đệm, tên", f"{who}_ho_ten"), ("Ngày, tháng, năm sinh", f"{who}_nam_sinh"),
            ("Dân tộc", f"{who}_dan_toc"), ("Quốc tịch", f"{who}_quoc_tich"),
            ("Số định danh cá nhân", f"{who}_so_dinh_danh"), ("Nơi cư trú", f"{who}_noi_cu_tru"),
        ))  # fmt: skip
    page.para("Ngày lập tờ khai: {ngay_lap}", size=10, style="i")


def _boxes(page: Page, title: str, fields: tuple[tuple[str, str], ...]) -> None:
    page.gap(9)
    page.para(title.upper(), style="b", size=11)
    page.gap(6)
    cells = [f"{label}\n{{{key}}}" for label, key in fields]
    narrow, wide = cells[:-1], cells[-1:]
    if len(narrow) % 2:
        narrow, wide = narrow[:-1], [*narrow[-1:], *wide]
    size = page.style.size - 2.5
    pairs = list(zip(narrow[::2], narrow[1::2], strict=True))
    page.table((1, 1), pairs, size=size)
    page.gap(-size)
    page.table((1,), [(cell,) for cell in wide], size=size)
    page.gap(-size * 0.7)


def _person_line(page: Page, who: str) -> None:
    page.row(f"Năm sinh: {{{who}_nam_sinh:40}}", f"Dân tộc: {{{who}_dan_toc:30}}",
             f"Quốc tịch: {{{who}_quoc_tich}}")  # fmt: skip


def paper_2020(page: Page, _: Random) -> None:
    """The certificate of 2020 in its ornamental frame."""
    page.frame(24, 24, page.width - 24, page.height - 24, ink="teal")
    page.frame(29, 29, page.width - 29, page.height - 29, ink="gold")
    page.motto(13)
    page.gap(16)
    page.line("GIẤY KHAI SINH", 22)
    page.para("Số: {so}", x0=page.right - 130)
    page.gap(8)
    page.para("Họ, chữ đệm, tên: <b>{ho_ten}</b>")
    page.para("Ngày, tháng, năm sinh: {ngay_sinh}")
    page.para("ghi bằng chữ: {ngay_sinh_bang_chu}")
    page.row("Giới tính: {gioi_tinh}", "Dân tộc: {dan_toc}", "Quốc tịch: {quoc_tich}")
    page.para("Nơi sinh: {noi_sinh}", spare=1)
    page.para("Quê quán: {que_quan}")
    page.para("Số định danh cá nhân: {so_dinh_danh}")
    for who, name in (("me", "mẹ"), ("cha", "cha")):
        page.gap(4)
        page.para(f"Họ, chữ đệm, tên người {name}: <b>{{{who}_ho_ten}}</b>")
        _person_line(page, who)
        page.para(f"Nơi cư trú: {{{who}_noi_cu_tru}}", spare=1)
    page.gap(4)
    page.para("Họ, chữ đệm, tên người đi khai sinh: {nguoi_di_khai_sinh}")
    page.para("Giấy tờ tùy thân: {giay_to_tuy_than}", spare=1)
    page.para("Nơi đăng ký khai sinh: {noi_dang_ky}")
    page.para("Ngày, tháng, năm đăng ký: {ngay_dang_ky}")
    page.gap(8)
    page.sign(
        Signer(()),
        Signer(("<b>NGƯỜI KÝ GIẤY KHAI SINH</b>", "<b>{chuc_vu}</b>"), "<b>{nguoi_ky}</b>", "dau",
               room=90),
    )  # fmt: skip


def copy_2024(page: Page, _: Random) -> None:
    """A copy from the database: agency on the left, identifiers of the parents."""
    page.head(
        ("{tinh}", "{huyen}", "<b>{xa}</b>", "_", "Số: {so:60}"),
        (*MOTTO, "_"),
    )
    page.gap(14)
    page.line("GIẤY KHAI SINH", 17)
    page.line("(BẢN SAO)", 13)
    page.gap(8)
    page.para("Họ, chữ đệm, tên: {ho_ten}")
    page.para("Ngày, tháng, năm sinh: {ngay_sinh:70} Ghi bằng chữ: {ngay_sinh_bang_chu}", spare=1)
    page.row("Giới tính: {gioi_tinh:30}", "Dân tộc: {dan_toc:40}", "Quốc tịch: {quoc_tich}")
    page.para("Số định danh cá nhân: {so_dinh_danh}")
    page.para("Nơi sinh: {noi_sinh}")
    page.para("Quê quán: {que_quan}")
    for who, name in (("cha", "cha"), ("me", "mẹ")):
        page.para(f"<b>Họ, chữ đệm, tên người {name}:</b> {{{who}_ho_ten}}")
        _person_line(page, who)
        page.para(f"Số định danh cá nhân: {{{who}_so_dinh_danh}}")
        page.para(f"Nơi cư trú: {{{who}_noi_cu_tru}}")
    page.para("Đăng ký khai sinh tại: {noi_dang_ky}")
    page.para("Ngày, tháng, năm đăng ký: {ngay_dang_ky.long}")
    page.para("Người đi khai sinh: {nguoi_di_khai_sinh}")
    page.para("Giấy tờ tùy thân: {giay_to_tuy_than}")
    page.gap(6)
    page.sign(
        Signer(()),
        Signer(("<b>NGƯỜI KÝ</b>", "<i>(Ký, ghi rõ họ, chữ đệm, tên, chức vụ và đóng dấu)</i>",
                "<b>{chuc_vu}</b>"), "<b>{nguoi_ky}</b>", "dau", room=88),
    )  # fmt: skip


def paper_2006(page: Page, _: Random) -> None:
    """The certificate of 2006, typed or written on a printed blank; father first."""
    page.frame(30, 30, page.width - 30, page.height - 30, ink="rose")
    page.motto(13)
    page.gap(8)
    page.para("Số: {so}", x0=page.right - 120)
    page.line("GIẤY KHAI SINH", 24)
    page.line("BẢN CHÍNH", 12)
    page.gap(10)
    page.row("Họ và tên: {ho_ten}", "Giới tính: {gioi_tinh}", widths=(3, 1))
    page.para("Ngày, tháng, năm sinh: {ngay_sinh.d:24} / {ngay_sinh.m:24} / {ngay_sinh.y:34}")
    page.para("(Bằng chữ: {ngay_sinh_bang_chu:300})")
    page.para("Nơi sinh: {noi_sinh}", spare=1)
    page.row("Dân tộc: {dan_toc}", "Quốc tịch: {quoc_tich}")
    page.para("Quê quán: {que_quan}")
    for who, name in (("cha", "cha"), ("me", "mẹ")):
        page.gap(6)
        page.para(f"Họ và tên {name}: {{{who}_ho_ten}}")
        page.row(f"Dân tộc: {{{who}_dan_toc}}", f"Quốc tịch: {{{who}_quoc_tich}}",
                 f"Năm sinh: {{{who}_nam_sinh}}")  # fmt: skip
        page.para(f"Nơi thường trú/tạm trú: {{{who}_noi_cu_tru}}", spare=1)
    page.gap(6)
    page.para("Nơi đăng ký: {noi_dang_ky}")
    page.para("Ngày, tháng, năm đăng ký: {ngay_dang_ky}")
    page.para("Ghi chú: {trong}")
    page.para("Họ và tên người đi khai sinh: {nguoi_di_khai_sinh}")
    page.gap(8)
    page.sign(
        Signer(("<b>CÁN BỘ TƯ PHÁP HỘ TỊCH</b>", "<i>(Ký, ghi rõ họ tên)</i>"), "{tu_phap}"),
        Signer(("<b>TM. UBND {xa_in:60}</b>", "<b>{chuc_vu}</b>"), "{nguoi_ky}", "dau", room=86),
    )


def electronic(page: Page, _: Random) -> None:
    """The electronic certificate: QR code, all data in a table without sections."""
    page.code(page.left, 40, 60, page.value("qr"))
    page.para("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", style="b", x0=page.left + 100)
    page.para("Độc lập - Tự do - Hạnh phúc", style="b", x0=page.left + 150)
    page.gap(20)
    page.line("GIẤY KHAI SINH ĐIỆN TỬ", 18)
    page.line("Số đăng ký: {so:60} - Ngày đăng ký: {ngay_dang_ky.dash:70}", style="")
    page.gap(14)
    labels = {
        "ho_ten": "Họ, chữ đệm, tên", "so_dinh_danh": "Số định danh cá nhân",
        "ngay_sinh": "Ngày, tháng, năm sinh", "gioi_tinh": "Giới tính", "dan_toc": "Dân tộc",
        "quoc_tich": "Quốc tịch", "noi_sinh": "Nơi sinh", "que_quan": "Quê quán",
        "me_ho_ten": "Họ, chữ đệm, tên mẹ", "me_nam_sinh": "Năm sinh của mẹ",
        "me_dan_toc": "Dân tộc của mẹ", "me_quoc_tich": "Quốc tịch của mẹ",
        "me_so_dinh_danh": "Số định danh của mẹ", "me_noi_cu_tru": "Nơi cư trú của mẹ",
        "cha_ho_ten": "Họ, chữ đệm, tên cha", "cha_nam_sinh": "Năm sinh của cha",
        "cha_dan_toc": "Dân tộc của cha", "cha_quoc_tich": "Quốc tịch của cha",
        "cha_so_dinh_danh": "Số định danh của cha", "cha_noi_cu_tru": "Nơi cư trú của cha",
        "nguoi_di_khai_sinh": "Người đi khai sinh", "noi_dang_ky": "Nơi đăng ký",
    }  # fmt: skip
    page.table((3, 6), [(label, f"{{{key}}}") for key, label in labels.items()])
    page.para("Người ký: <b>{nguoi_ky}</b>", align="right")
    page.para("Ký số bởi: {noi_dang_ky:100}", align="right", size=9)


_EARLY = partial(certificate, dates=(datetime.date(2006, 4, 1), datetime.date(2015, 12, 28)))
CERTIFICATE = "giay_khai_sinh"
_PEN = frozenset({"*"})
DECLARATION = "to_khai_khai_sinh"
TEMPLATES = (
    Template(DECLARATION, "tt04-2020", TRAIN, OLD, form_2020, sizes=(11.5,)),
    Template(DECLARATION, "tt04-2020-viet-tay", TRAIN, OLD, form_2020, ("dots", "under"), ("",),
             _PEN, (11.0,)),
    Template(DECLARATION, "tt04-2024", TRAIN, NEW, form_2024, sizes=(11.5,)),
    Template(DECLARATION, "cha-me-hai-cot", TRAIN, NEW, parents_table, sizes=(12,)),
    Template(DECLARATION, "cha-me-viet-tay", TRAIN, OLD, parents_table, ("dots",), ("",), _PEN,
             (11,)),
    Template(DECLARATION, "dien-tu", TRAIN, NEW, online, ("none",), ("", "b"), sizes=(12,)),
    Template(CERTIFICATE, "ban-chinh-2020", TRAIN, OLD_PAPER, paper_2020),
    Template(CERTIFICATE, "ban-sao-2024", TRAIN, NEW_PAPER, copy_2024, sizes=(12,)),
    Template(CERTIFICATE, "ban-chinh-2020-moi", TRAIN, NEW_PAPER, paper_2020, ("none", "under")),
    Template(CERTIFICATE, "ban-chinh-2006", TRAIN, _EARLY, paper_2006, ("dots", "under")),
    Template(CERTIFICATE, "ban-chinh-2006-viet-tay", TRAIN, _EARLY, paper_2006, ("dots",), ("",),
             _PEN, (12,)),
    Template(CERTIFICATE, "dien-tu-bang", TRAIN, NEW_PAPER, electronic, ("none",), sizes=(11.5,)),
)  # fmt: skip
