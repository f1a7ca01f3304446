"""The fields of every form, in the order in which truths are written."""

from __future__ import annotations

_PARENT = ("ho_ten", "nam_sinh", "dan_toc", "quoc_tich", "noi_cu_tru", "so_dinh_danh")
_SPOUSE = ("ho_ten", "ngay_sinh", "dan_toc", "quoc_tich", "noi_cu_tru", "so_dinh_danh")


def _of(who: str, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{who}_{name}" for name in names)


FIELDS: dict[str, tuple[str, ...]] = {
    "giay_tiep_nhan": (
        "co_quan_tiep_nhan", "so_phieu", "ma_ho_so", "nguoi_nop", "dia_chi", "so_dien_thoai",
        "email", "noi_dung_yeu_cau", "thanh_phan_ho_so", "so_luong_ho_so", "thoi_han_giai_quyet",
        "thoi_gian_nhan", "thoi_gian_tra", "nhan_ket_qua_tai", "nguoi_tiep_nhan",
    ),
    "phieu_bo_sung": (
        "co_quan", "so_phieu", "ma_ho_so", "nguoi_nop", "dia_chi", "so_dien_thoai",
        "noi_dung_yeu_cau", "noi_dung_bo_sung", "ly_do", "ngay_lap", "nguoi_huong_dan",
    ),
    "phieu_tu_choi": (
        "co_quan", "so_phieu", "ma_ho_so", "nguoi_nop", "dia_chi", "so_dien_thoai",
        "noi_dung_yeu_cau", "ly_do", "ngay_lap", "nguoi_ky",
    ),
    "phieu_xin_loi": (
        "co_quan", "so_phieu", "ma_ho_so", "nguoi_nop", "noi_dung_yeu_cau", "ngay_tiep_nhan",
        "ngay_hen_tra", "ly_do", "ngay_hen_lai", "ngay_lap", "nguoi_ky",
    ),
    "thong_bao_dung": (
        "co_quan", "so_phieu", "ma_ho_so", "nguoi_nop", "noi_dung_yeu_cau", "ly_do", "ngay_lap",
        "nguoi_ky",
    ),
    "phieu_kiem_soat": (
        "co_quan", "ma_ho_so", "co_quan_giai_quyet", "co_quan_phoi_hop", "chuyen_giao",
    ),
    "to_khai_khai_sinh": (
        "nguoi_yeu_cau", "nguoi_yeu_cau_so_dinh_danh", "noi_cu_tru", "quan_he", "ho_ten",
        "ngay_sinh", "ngay_sinh_bang_chu", "noi_sinh", "gioi_tinh", "dan_toc", "quoc_tich",
        "que_quan", *_of("me", _PARENT), *_of("cha", _PARENT), "ngay_lap",
    ),
    "giay_khai_sinh": (
        "so", "so_dinh_danh", "ho_ten", "ngay_sinh", "ngay_sinh_bang_chu", "gioi_tinh", "dan_toc",
        "quoc_tich", "noi_sinh", "que_quan", *_of("me", _PARENT), *_of("cha", _PARENT),
        "nguoi_di_khai_sinh", "giay_to_tuy_than", "noi_dang_ky", "ngay_dang_ky", "nguoi_ky",
    ),
    "giay_ket_hon": (
        "so", *_of("vo", _SPOUSE), *_of("chong", _SPOUSE), "noi_dang_ky", "ngay_dang_ky",
        "nguoi_ky",
    ),
    "trich_luc_khai_tu": (
        "so", "ho_ten", "ngay_sinh", "gioi_tinh", "dan_toc", "quoc_tich", "so_dinh_danh",
        "noi_cu_tru_cuoi", "thoi_diem_chet", "noi_chet", "nguyen_nhan", "so_giay_bao_tu",
        "noi_dang_ky", "ngay_dang_ky", "nguoi_ky",
    ),
    "can_cuoc": (
        "so_dinh_danh", "ho_ten", "ngay_sinh", "gioi_tinh", "quoc_tich", "que_quan",
        "noi_dang_ky_khai_sinh", "noi_thuong_tru", "ngay_cap", "ngay_het_han", "so_cmnd_cu",
    ),
    "gcn_quyen_su_dung_dat": (
        "so_phat_hanh", "so_vao_so", "chu_su_dung", "so_thua", "so_to_ban_do",
        "dia_chi_thua_dat", "dien_tich", "dien_tich_bang_chu", "hinh_thuc_su_dung",
        "muc_dich_su_dung", "thoi_han_su_dung", "nguon_goc_su_dung", "ngay_cap", "co_quan_cap",
        "nguoi_ky",
    ),
    "don_bien_dong_dat_dai": (
        "kinh_gui", "ho_ten", "so_dinh_danh", "dia_chi", "so_dien_thoai", "noi_dung_bien_dong",
        "ly_do_bien_dong", "so_phat_hanh", "so_vao_so", "ngay_cap_gcn", "so_thua",
        "so_to_ban_do", "giay_to_kem_theo", "ngay_lap",
    ),
    "gcn_ho_kinh_doanh": (
        "so", "ten_ho_kinh_doanh", "dia_chi_tru_so", "so_dien_thoai", "nganh_nghe",
        "von_kinh_doanh", "chu_ho", "ngay_sinh", "gioi_tinh", "so_dinh_danh", "noi_thuong_tru",
        "ngay_dang_ky_lan_dau", "ngay_thay_doi", "co_quan_cap", "nguoi_ky",
    ),
    "giay_phep_xay_dung": (
        "so_giay_phep", "chu_dau_tu", "dia_chi", "ten_cong_trinh", "vi_tri", "so_thua",
        "so_to_ban_do", "dien_tich_xay_dung", "tong_dien_tich_san", "chieu_cao", "so_tang",
        "co_quan_cap", "ngay_cap", "nguoi_ky",
    ),
}  # fmt: skip

LISTS = frozenset(
    {
        "thanh_phan_ho_so", "noi_dung_bo_sung", "chuyen_giao", "chu_su_dung", "giay_to_kem_theo",
        "nganh_nghe",
    }
)  # fmt: skip
