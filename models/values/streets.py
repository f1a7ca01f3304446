"""Names that streets have all over the country, so that lost marks can be put back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from models.values.text import fold, nfc

_NAMES = tuple(
    """
    Lê Lợi|Trần Hưng Đạo|Nguyễn Huệ|Hai Bà Trưng|Lý Thường Kiệt|Quang Trung|Ngô Quyền|Lê Duẩn
    Đinh Tiên Hoàng|Trần Phú|Hùng Vương|Nguyễn Trãi|Phan Chu Trinh|Phan Châu Trinh|Phan Bội Châu
    Nguyễn Du|Nguyễn Đình Chiểu|Nguyễn Thị Minh Khai|Võ Thị Sáu|Cách Mạng Tháng Tám|Điện Biên Phủ
    Tôn Đức Thắng|Nguyễn Văn Cừ|Nguyễn Văn Linh|Võ Văn Kiệt|Võ Nguyên Giáp|Phạm Văn Đồng
    Lê Hồng Phong|Hoàng Văn Thụ|Nguyễn Tất Thành|Nguyễn Ái Quốc|Trường Chinh|Lê Thánh Tông
    Lê Thánh Tôn|Lê Đại Hành|Lý Thái Tổ|Lý Tự Trọng|Lý Nam Đế|Lý Chính Thắng|Bà Triệu|Hàm Nghi
    Duy Tân|Thành Thái|Nguyễn Công Trứ|Nguyễn Bỉnh Khiêm|Nguyễn Khuyến|Nguyễn Thái Học
    Nguyễn Tri Phương|Nguyễn Trung Trực|Nguyễn Văn Trỗi|Nguyễn Viết Xuân|Nguyễn Chí Thanh
    Nguyễn Hữu Thọ|Nguyễn Hữu Cảnh|Nguyễn Lương Bằng|Nguyễn Phong Sắc|Nguyễn Xí|Nguyễn An Ninh
    Nguyễn Hoàng|Nguyễn Cư Trinh|Nguyễn Khánh Toàn|Nguyễn Thị Định|Nguyễn Duy Trinh|Phạm Ngũ Lão
    Phạm Hồng Thái|Phạm Ngọc Thạch|Phạm Hùng|Phạm Thế Hiển|Phan Đình Phùng|Phan Đăng Lưu
    Phan Văn Trị|Phan Đình Giót|Phan Huy Chú|Phan Huy Ích|Phan Xích Long|Trần Quang Khải
    Trần Nhân Tông|Trần Quốc Toản|Trần Quốc Tuấn|Trần Bình Trọng|Trần Cao Vân|Trần Quý Cáp
    Trần Khánh Dư|Trần Văn Ơn|Trần Nguyên Hãn|Trần Quang Diệu|Trần Đại Nghĩa|Trần Duy Hưng
    Trần Thủ Độ|Trần Khát Chân|Hoàng Hoa Thám|Hoàng Diệu|Hoàng Quốc Việt|Hoàng Sa|Trường Sa
    Huỳnh Thúc Kháng|Huỳnh Văn Bánh|Hồ Tùng Mậu|Hồ Xuân Hương|Hồ Thị Kỷ|Hà Huy Tập|Hà Huy Giáp
    Kim Đồng|Lê Quý Đôn|Lê Lai|Lê Văn Sỹ|Lê Văn Việt|Lê Văn Duyệt|Lê Văn Tám|Lê Văn Lương|Lê Chân
    Lê Thị Riêng|Lê Thị Hồng Gấm|Lê Hoàn|Lê Trọng Tấn|Lê Thanh Nghị|Lê Đức Thọ|Lạc Long Quân|Âu Cơ
    An Dương Vương|Kinh Dương Vương|Mạc Đĩnh Chi|Mạc Thị Bưởi|Mai Thúc Loan|Mai Chí Thọ|Ngô Gia Tự
    Ngô Sĩ Liên|Ngô Thì Nhậm|Ông Ích Khiêm|Bạch Đằng|Bùi Thị Xuân|Bùi Hữu Nghĩa|Cao Thắng
    Cao Bá Quát|Chu Văn An|Cô Bắc|Cô Giang|Dương Bá Trạc|Đặng Văn Ngữ|Đào Duy Từ|Đào Duy Anh
    Đào Tấn|Đinh Bộ Lĩnh|Đội Cấn|Đội Cung|Đống Đa|Đồng Khởi|Giải Phóng|Hải Thượng Lãn Ông
    Hàn Thuyên|Tản Đà|Thái Phiên|Tháp Mười|Thích Quảng Đức|Tô Hiến Thành|Tô Hiệu|Tố Hữu
    Tôn Thất Thuyết|Tôn Thất Tùng|Tôn Đản|Trịnh Hoài Đức|Trương Định|Trương Công Định
    Trương Hán Siêu|Trương Vĩnh Ký|Tú Xương|Tuệ Tĩnh|Võ Trường Toản|Võ Văn Tần|Võ Văn Ngân
    Vũ Trọng Phụng|Xuân Diệu|Xuân Thủy|Yên Thế|Yết Kiêu
    """.replace("\n", "|").split("|")
)  # fmt: skip
# What a street's name stands behind, and what ends it.
_STREET = re.compile(r"((?:[đĐ]ường|[pP]hố|[đĐ]ại lộ) )((?:[^\W\d_]+ ?){2,4})(?=,|$)")


@cache
def _by_letters() -> Mapping[str, str]:
    names = [name.strip() for name in _NAMES if name.strip()]
    found = {fold(name): name for name in names}
    alike = [fold(name) for name in names]
    return {letters: name for letters, name in found.items() if alike.count(letters) == 1}


def mend_streets(address: str) -> str:
    """The address with the marks of well-known streets: "Nguyễn Đình Chiếu" gets its "Chiểu"."""

    def mended(match: re.Match[str]) -> str:
        name = _by_letters().get(fold(match[2].strip()))
        if name is None or not match[2].istitle():
            return match.group()
        return match[1] + name

    return _STREET.sub(mended, nfc(address))
