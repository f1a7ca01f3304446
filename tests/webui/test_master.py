"""Master data, as administrators see them and bring them in."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from models.master import Kind, template
from models.people import Role
from models.store.database import Store
from models.store.dossiers import add_paper, open_dossier
from models.store.master_imports import import_file
from models.store.tables import audit_events, master_entries
from tests.models.store.builders import digest, field, paper, result, rows
from tests.webui.conftest import Browser
from webui.auth.guard import FORM_BYTES

HEAD = "code,name,parent,valid_from,valid_to,basis,level,predecessors,predecessors_in_part"


@pytest.fixture
def admin(person: Callable[..., Browser]) -> Browser:
    return person("quan-tri", Role.ADMINISTRATOR)


def upload(browser: Browser, kind: Kind, *lines: str, **form: str) -> TestResponse:
    file = FileStorage(io.BytesIO("\n".join(lines).encode()), "danh-muc.csv")
    # The client by itself leaves a file behind for every large body.
    boundary, body = encode_multipart({"file": file, **form})
    content_type = f"multipart/form-data; boundary={boundary}"
    return browser.post(f"/master/{kind}", data=body, content_type=content_type)


def cells(page: str) -> list[str]:
    """What stands in the cells of the tables of a page."""
    found = re.findall(r"<td[^>]*>(.*?)</td>", page, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", "", cell).split()) for cell in found]


def test_a_file_is_imported_and_its_entries_are_seen_as_of_a_day(
    admin: Browser, store: Store
) -> None:
    lines = ("H53,Tỉnh A,,,,,,,", "H53.1,Sở A,H53,2020-01-01,2025-06-30,,province,,",
             "H53.2,Sở <B>,H53,2025-07-01,,Quyết định 1,province,,H53.1")  # fmt: skip
    done = upload(admin, Kind.AGENCY, HEAD, *lines)
    assert (done.status_code, done.location) == (303, "/master/agency")
    page = admin.get("/master/agency?on=2025-07-01").text
    assert "Thêm: 3; kết thúc: 0; quan hệ thay đổi: 1" in page
    assert cells(page) == [
        "H53", "Tỉnh A", "", "…", "…", "H53.2", "Sở &lt;B&gt;", "H53 Tỉnh A", "01/07/2025", "…",
    ]  # fmt: skip
    assert "Sở A" in admin.get("/master/agency?on=2025-06-30").text
    found = cells(admin.get("/master/").text)
    assert dict(zip(found[::2], found[1::2], strict=True))["Cơ quan"] == "2"
    [event] = [e for e in rows(store, audit_events) if e.action == "import_master"]
    assert (event.actor, event.details["added"]) == ("quan-tri", 3)


def test_an_entry_tells_its_history_and_where_it_came_from(admin: Browser) -> None:
    upload(admin, Kind.AGENCY, HEAD, "H53.1,Sở A,,2020-01-01,,,,,")
    upload(admin, Kind.AGENCY, HEAD, "H53.1,Sở A,,2020-01-01,2025-06-30,,,,",
           "H53.2,Sở B,,2025-07-01,,Quyết định 1,province,,H53.1")  # fmt: skip
    upload(admin, Kind.AGENCY, HEAD, "H53.2,Sở Bê,,2025-07-01,,Quyết định 1,province,,H53.1")
    page = admin.get("/master/agency/entries/H53.2").text
    assert "<h1>Sở Bê</h1>" in page and "chưa từng có hiệu lực: đã đính chính" in page
    assert "<dt>Căn cứ</dt><dd>Quyết định 1</dd>" in page and "<dd>cấp tỉnh</dd>" in page
    assert 'href="/master/agency/entries/H53.1?on=2025-06-30"' in page and "(một phần)" in page
    old = admin.get("/master/agency/entries/H53.1?on=2025-06-30").text
    assert "Chuyển thành" in old and "Sở Bê" in old
    assert "không có hiệu lực" in admin.get("/master/agency/entries/H53.1").text
    assert admin.get("/master/agency/entries/H99").status_code == 404
    assert admin.get("/master/wizard").status_code == 404


def test_a_file_with_errors_is_refused_and_every_line_is_named(
    admin: Browser, store: Store
) -> None:
    lines = ("H53,Tỉnh A,,,,,,,", "h53,Sở,,,,,,,", "H53.2,Sở B,H99,2025-07-01,,,,,")
    page = upload(admin, Kind.AGENCY, HEAD, *lines)
    assert page.status_code == 422
    assert "Chưa nhập gì: tệp có 2 chỗ sai." in page.text
    assert cells(page.text) == [
        "3", "code", "h53", "Mã không hợp lệ với loại danh mục này."
        " Xin xem bảng tính có làm mất số 0 hoặc dấu chấm không.",
        "4", "parent", "H99", "Vào ngày đầu của dòng này không có mục này."
        " Xin nhập mục đó trước, thêm vào tệp, hoặc ghi valid_from là ngày mà mục đó có hiệu lực.",
    ]  # fmt: skip
    assert rows(store, master_entries) == []
    assert admin.post("/master/agency").status_code == 422


def test_a_check_changes_nothing_and_warnings_are_told(admin: Browser, store: Store) -> None:
    checked = upload(admin, Kind.AGENCY, HEAD, "12,Sở,,,,,,,", check="1")
    assert checked.status_code == 200
    assert "Chưa nhập gì; nếu nhập thì:" in checked.text and "Thêm: 1;" in checked.text
    assert rows(store, master_entries) == []
    done = upload(admin, Kind.AGENCY, HEAD, "12,Sở,,,,,,,")
    assert "Mã cơ quan thường có một chữ cái" in done.text and "Chưa nhập gì" not in done.text
    assert len(rows(store, master_entries)) == 1


@pytest.mark.parametrize("kind", Kind)
def test_a_template_is_fetched(admin: Browser, kind: Kind) -> None:
    response = admin.get(f"/master/{kind}/template.csv")
    assert response.data.decode("utf-8-sig") == template(kind)
    assert response.headers["Content-Disposition"] == f"attachment; filename={kind}.csv"


def test_entries_are_found_by_words_without_marks_page_by_page(
    admin: Browser, store: Store
) -> None:
    lines = "\n".join(f"1.{n:06d},Thủ tục số {n}" for n in range(250))
    import_file(store, Kind.PROCEDURE, f"code,name\n{lines}\n2.1,Cấp giấy\n".encode())
    seen, address = 0, "/master/procedure"
    while address:
        page = admin.get(address).text
        seen += page.count("/master/procedure/entries/")
        more = re.search(r'href="(/master/procedure\?[^"]*after=[^"]+)"', page)
        address = more[1].replace("&amp;", "&") if more else ""
    assert seen == 251
    assert cells(admin.get("/master/procedure?q=cap giay").text)[:2] == ["2.1", "Cấp giấy"]
    assert "không có mục nào" in admin.get("/master/procedure?q=zzz").text
    assert "Cấp giấy" in admin.get("/master/procedure?q=giay&on=rubbish").text


def test_only_who_sees_all_units_imports(person: Callable[..., Browser], store: Store) -> None:
    admin = person("quan-tri-xa", Role.ADMINISTRATOR, unit="xa-a")
    assert 'type="file"' not in admin.get("/master/agency").text
    page = upload(admin, Kind.AGENCY, HEAD, "H53,Tỉnh A,,,,,,,")
    assert page.status_code == 409
    assert "Danh mục là của cả tỉnh." in page.text
    assert rows(store, master_entries) == []


def test_a_file_may_be_larger_than_a_form(admin: Browser, store: Store) -> None:
    lines = [f"1.{n:06d},{'Thủ tục ' * 50}" for n in range(3000)]
    assert len("\n".join(lines).encode()) > FORM_BYTES
    assert upload(admin, Kind.PROCEDURE, "code,name", *lines).status_code == 303
    assert len(rows(store, master_entries)) == 3000
    assert upload(admin, Kind.PROCEDURE, "x" * 12_000_000).status_code == 413


def test_the_review_screen_names_what_the_procedure_asks_for(
    person: Callable[..., Browser], store: Store
) -> None:
    import_file(store, Kind.PROCEDURE, b"code,name\n1.001193,A")
    said = "code,name,parent,required\nC1,Giấy chứng sinh,1.001193,yes\nC2,Khác,1.001193,no"
    import_file(store, Kind.COMPONENT, said.encode())
    found = paper(kind="to_khai_khai_sinh", ho_ten=field("Trần Lan", doubtful=True))
    document, [record] = digest(store, result(found))
    dossier = open_dossier(store, "H53.15-251123-0007", procedure="1.001193", unit="xa-a")
    add_paper(store, dossier, document)
    page = person("lan", Role.REVIEWER, unit="xa-a").get(f"/review/{record}").text
    assert "Thiếu: Giấy chứng sinh" in page and "Thiếu: Khác" not in page
