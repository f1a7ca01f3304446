"""What the problems of values mean, in Vietnamese and English, and what to look at."""

from __future__ import annotations

from collections.abc import Mapping

MESSAGES: Mapping[str, str] = {
    "unknown_unit": "Không có đơn vị này ở đó: xin đối chiếu. / No such unit lies there.",
    "not_an_address": "Không giống địa chỉ. / This is not like an address.",
    "ambiguous_characters": (
        "Có chữ lẫn trong số, đọc được nhiều cách: xin đối chiếu từng chữ số. / "
        "Letters among the digits can be read in several ways: compare each digit."
    ),
    "letters_in_number": (
        "Có chữ lẫn trong số: xin đối chiếu từng chữ số. / "
        "There are letters among the digits: compare each digit."
    ),
    "id_length": (
        "Số định danh phải có 12 chữ số (hoặc 9 chữ số cũ): xin đếm lại. / "
        "An identifier has 12 digits (old ones 9): count them again."
    ),
    "id_place": (
        "Ba chữ số đầu không phải mã của một tỉnh: xin đối chiếu. / "
        "The first three digits are the code of no province: compare them."
    ),
    "id_country": (
        "Ba chữ số đầu là mã nước ngoài: xin đối chiếu. / "
        "The first three digits are a country's code: compare them."
    ),
    "id_birth": (
        "Chữ số thứ 4–6 (giới tính, năm sinh) chỉ một năm chưa tới: xin đối chiếu. / "
        "Digits 4–6 (sex, birth year) name a year to come: compare them."
    ),
    "id_passport": (
        "Đây có vẻ là số hộ chiếu. / This looks like the number of a passport."
    ),
    "tax_length": (
        "Mã số thuế có 10, 12 hoặc 13 chữ số: xin đếm lại. / "
        "A tax code has 10, 12 or 13 digits: count them again."
    ),
    "tax_check": (
        "Chữ số kiểm tra của mã số thuế không khớp: xin đối chiếu từng chữ số. / "
        "The tax code's check digit does not fit: compare each digit."
    ),
    "dossier_grammar": (
        "Không đúng dạng mã hồ sơ (H53.15-251123-0007): xin đối chiếu. / "
        "Not the form of a dossier code (H53.15-251123-0007): compare it."
    ),
    "dossier_day": (
        "Sáu chữ số ngày trong mã hồ sơ không phải một ngày có thật: xin đối chiếu. / "
        "The six digits of the day in the dossier code are no real day: compare them."
    ),
    "procedure_grammar": (
        "Không đúng dạng mã thủ tục (1.001193): xin đối chiếu. / "
        "Not the form of a procedure code (1.001193): compare it."
    ),
    "zero": "Số không: có thể mất chữ số. / None at all: a figure may be lost.",
    "number_blank": (
        "Phần số để trống hoặc không đọc được. / The number was left blank or not read."
    ),
    "number_without_digits": (
        "Số không có chữ số nào: xin đối chiếu. / The number has no digits: compare it."
    ),
    "symbol_grammar": (
        "Không đúng dạng số, ký hiệu văn bản: xin đối chiếu. / "
        "Not the form of a document's number and symbol: compare it."
    ),
    "impossible_date": (
        "Ngày không có trong lịch: xin đối chiếu ngày, tháng, năm. / "
        "The calendar has no such date: compare day, month and year."
    ),
    "not_a_date": (
        "Không đọc được ngày: xin nhập theo bản giấy. / No date was read: enter it from the paper."
    ),
    "short_year": (
        "Năm chỉ ghi hai chữ số: xin xác định thế kỷ. / "
        "The year has two digits only: decide the century."
    ),
    "year_missing": (
        "Không thấy năm: xin đối chiếu. / The year was not found: look at the paper."
    ),
    "month_missing": (
        "Có ngày nhưng không thấy tháng: xin đối chiếu. / "
        "There is a day but no month: look at the paper."
    ),
    "several_dates": (
        "Có nhiều ngày trong ô này: xin chọn. / There are several dates here: choose one."
    ),
    "impossible_time": (
        "Giờ, phút không hợp lệ: xin đối chiếu. / There is no such time of day: compare it."
    ),
    "minutes_missing": (
        "Có giờ nhưng không thấy phút: xin đối chiếu. / "
        "There is an hour but no minutes: look at the paper."
    ),
    "time_without_day": (
        "Có giờ nhưng ngày không đầy đủ: xin đối chiếu. / "
        "There is a time but no complete date: look at the paper."
    ),
    "words_not_a_date": (
        "Ngày bằng chữ không đọc thành ngày được: xin đối chiếu. / "
        "The date in words cannot be understood: compare it."
    ),
    "words_not_a_number": (
        "Số bằng chữ không đọc thành số được: xin đối chiếu. / "
        "The number in words cannot be understood: compare it."
    ),
    "not_a_number": (
        "Không đọc được số: xin đối chiếu. / No number was read: compare it."
    ),
    "ambiguous_number": (
        "Dấu phẩy trước ba chữ số có thể là phần thập phân hoặc phần nghìn: xin đối chiếu. / "
        "A comma before three digits may be decimal or of thousands: compare it."
    ),
    "several_numbers": (
        "Có nhiều số trong ô này: xin chọn. / There are several numbers here: choose one."
    ),
    "other_unit": (
        "Đơn vị đo khác thường lệ: xin đối chiếu. / The unit is not the usual one: compare it."
    ),
    "other_currency": (
        "Số tiền không ghi bằng đồng Việt Nam. / The amount is not in Vietnamese đồng."
    ),
    "words_differ": (
        "Số và chữ không khớp nhau: xin đối chiếu cả hai. / "
        "Figures and words differ: compare both."
    ),
    "phone_grammar": (
        "Không đúng dạng số điện thoại (0 và 9–10 chữ số): xin đối chiếu. / "
        "Not the form of a telephone number (0 and 9–10 digits): compare it."
    ),
    "email_grammar": (
        "Không đúng dạng thư điện tử: xin đối chiếu. / Not the form of an e-mail address."
    ),
    "unknown_sex": (
        "Không rõ Nam hay Nữ: xin đối chiếu. / Neither Nam (male) nor Nữ (female): compare it."
    ),
    "both_sexes": (
        "Có cả Nam và Nữ: xin xem ô nào được đánh dấu. / "
        "Both Nam and Nữ stand there: see which one is ticked."
    ),
    "unknown_ethnic_group": (
        "Không có trong danh mục 54 dân tộc: xin đối chiếu. / "
        "Not in the list of the 54 ethnic groups: compare it."
    ),
    "unknown_country": (
        "Không có trong danh mục quốc gia: xin đối chiếu. / "
        "Not in the list of countries: compare it."
    ),
    "one_word_name": (
        "Họ tên chỉ có một chữ: xin xem có thiếu không. / "
        "The name has one word only: see whether some is missing."
    ),
    "long_name": (
        "Họ tên dài khác thường: xin xem có thừa chữ không. / "
        "The name is unusually long: see whether other text got in."
    ),
    "digit_in_name": (
        "Có chữ số trong họ tên: xin đối chiếu. / There is a digit in the name: compare it."
    ),
    "sign_in_name": (
        "Có ký hiệu lạ trong họ tên: xin đối chiếu. / There is an odd sign in the name."
    ),
    "mixed_case_name": (
        "Họ tên lẫn chữ hoa và chữ thường: xin đối chiếu. / "
        "The name mixes capitals and small letters: compare it."
    ),
    "not_a_choice": (
        "Không thuộc các giá trị cho phép: xin chọn. / Not one of the allowed values: choose one."
    ),
}  # fmt: skip
