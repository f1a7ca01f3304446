"""Accounts, units and the audit, as administrators and auditors see them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import select, update

from models.people import Role
from models.spreadsheets import harmless
from models.store.audit import note
from models.store.database import Store
from models.store.people import Account, add_person
from models.store.tables import audit_events, people, units
from models.store.units import add_unit, rename_unit
from tests.models.store.builders import Clock, rows
from tests.models.store.test_chain import unguarded
from tests.webui.conftest import Browser
from webui.app import create_app

NEW = {"login": "lan", "name": "Trần Lan", "unit": "tay-ninh", "role": ["reviewer", "senior"]}


@pytest.fixture
def admin(person: Callable[..., Browser]) -> Browser:
    return person("quan-tri", Role.ADMINISTRATOR)


@pytest.fixture
def auditor(person: Callable[..., Browser]) -> Browser:
    return person("kiem-toan", Role.AUDITOR)


def id_of(store: Store, login: str) -> str:
    [row] = rows(store, people, people.c.login == login)
    return str(row.id)


def test_an_account_is_added_and_its_password_shown_once(
    admin: Browser, browser: Browser, store: Store
) -> None:
    page = admin.post("/accounts/add", data=NEW)
    found = re.search(r'<code class="secret"[^>]*>([^<]+)</code>', page.text)
    assert found is not None
    assert page.headers["Cache-Control"] == "no-store"
    assert found[1] not in admin.get(f"/accounts/{id_of(store, 'lan')}").text
    assert browser.sign_in("lan", found[1]).status_code == 303
    assert browser.get("/review/").location == "/account"
    listed = admin.get("/accounts/").text
    assert "Trần Lan" in listed and "rà soát, rà soát cấp cao" in listed
    event = [e for e in rows(store, audit_events) if e.action == "add_person"][-1]
    assert (event.actor, event.subject) == ("quan-tri", id_of(store, "lan"))
    assert found[1] not in str(event.details)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"login": "quan-tri"}, "Tên đăng nhập đã có người dùng."),
        ({"login": "lan tran"}, "Tên đăng nhập không hợp lệ."),
        ({"role": []}, "Tài khoản phải có ít nhất một vai trò."),
        ({"role": ["king"]}, "Tài khoản phải có ít nhất một vai trò."),
        ({"unit": "khong-co"}, "Không có đơn vị này."),
        ({"name": "x" * 201}, "Họ tên không hợp lệ."),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_stays(
    admin: Browser, store: Store, wrong: dict[str, object], told: str
) -> None:
    page = admin.post("/accounts/add", data=NEW | wrong)
    assert page.status_code == 422
    assert told in page.text
    assert "name" in wrong or 'value="Trần Lan"' in page.text
    assert len(rows(store, people)) == 1


def test_roles_name_and_unit_are_changed(admin: Browser, store: Store) -> None:
    add_unit(store, "so-a", "Sở A", "tay-ninh")
    add_person(store, Account("lan", "Lan", "tay-ninh", frozenset({Role.REVIEWER})))
    form = {"name": "Trần Lan", "unit": "so-a", "role": ["operator"]}
    done = admin.post(f"/accounts/{id_of(store, 'lan')}", data=form, follow_redirects=True)
    assert "Đã lưu thay đổi tài khoản." in done.text and "Sở A" in done.text
    [row] = rows(store, people, people.c.login == "lan")
    assert (row.name, row.unit, row.roles) == ("Trần Lan", "so-a", ["operator"])


def test_a_disabled_person_is_out_until_let_in_again(
    admin: Browser, person: Callable[..., Browser], store: Store
) -> None:
    lan = person("lan", Role.REVIEWER)
    account = f"/accounts/{id_of(store, 'lan')}"
    assert admin.post(f"{account}/disable").status_code == 303
    assert lan.get("/records").status_code == 302
    assert lan.sign_in("lan").status_code == 422
    assert "đã khóa" in admin.get("/accounts/").text
    admin.post(f"{account}/enable")
    assert lan.sign_in("lan").status_code == 303


def test_a_new_one_time_password_ends_the_sessions(
    admin: Browser, person: Callable[..., Browser], store: Store
) -> None:
    lan = person("lan", Role.REVIEWER)
    page = admin.post(f"/accounts/{id_of(store, 'lan')}/password")
    found = re.search(r'<code class="secret"[^>]*>([^<]+)</code>', page.text)
    assert found is not None
    assert lan.get("/records").status_code == 302
    assert lan.sign_in("lan").status_code == 422
    assert lan.sign_in("lan", found[1]).status_code == 303


def test_the_last_administrator_can_neither_go_nor_be_sent(admin: Browser, store: Store) -> None:
    own = f"/accounts/{id_of(store, 'quan-tri')}"
    form = {"name": "An", "unit": "tay-ninh", "role": ["auditor"]}
    page = admin.post(own, data=form)
    assert page.status_code == 422
    assert "Không ai tự giao vai trò cho mình." in page.text
    for way in ("disable", "password", "hand-over"):
        page = admin.post(f"{own}/{way}")
        assert page.status_code == 409
        assert "Đây là tài khoản của chính bạn." in page.text
    assert admin.get("/accounts/").status_code == 200


def test_accounts_are_found_by_words_without_marks(admin: Browser, store: Store) -> None:
    rename_unit(store, "tay-ninh", "Tỉnh Tây Ninh")
    for login, name in (("lan", "Trần Lan"), ("binh", "Đỗ Bình")):
        add_person(store, Account(login, name, "tay-ninh", frozenset({Role.REVIEWER})))
    page = admin.get("/accounts/?q=do tay ninh").text
    assert "Đỗ Bình" in page and "Trần Lan" not in page
    assert "Không có tài khoản phù hợp." in admin.get("/accounts/?q=zzz").text


def test_an_account_is_left_to_the_identity_provider(admin: Browser, store: Store) -> None:
    app = create_app(replace(store.settings, oidc_issuer="http://127.0.0.1:1"), store)
    same = Browser(app.test_client())
    cookie = admin.client.get_cookie("sohoa")
    assert cookie is not None
    same.client.set_cookie("sohoa", cookie.value)
    assert same.post("/accounts/add", data=NEW | {"way": "provider"}).status_code == 303
    [lan] = rows(store, people, people.c.login == "lan")
    assert lan.password is None
    add_person(
        store, Account("binh", "", "tay-ninh", frozenset({Role.REVIEWER})), password="x" * 12
    )
    binh = f"/accounts/{id_of(store, 'binh')}"
    assert "Chỉ đăng nhập bằng tài khoản cơ quan" in same.get(binh).text
    same.post(f"{binh}/hand-over")
    [row] = rows(store, people, people.c.login == "binh")
    assert (row.password, row.one_time) == (None, False)


def test_units_are_named_and_get_others_below_them(admin: Browser, store: Store) -> None:
    admin.post("/units/tay-ninh/rename", data={"name": "Tỉnh Tây Ninh"})
    admin.post("/units/tay-ninh/add", data={"code": "H53.12", "name": "Sở Tư pháp"})
    admin.post("/units/H53.12/add", data={"code": "H53.12.4", "name": "Phòng Hộ tịch"})
    page = admin.get("/units/").text
    assert page.index("Tỉnh Tây Ninh") < page.index("Sở Tư pháp") < page.index("Phòng Hộ tịch")
    assert 'class="depth-2"' in page
    assert [row.parent for row in rows(store, units)] == ["tay-ninh", "H53.12", None]
    again = admin.post("/units/tay-ninh/add", data={"code": "H53.12", "name": "Sở khác"})
    assert again.status_code == 422
    assert "Đã có đơn vị mang mã này." in again.text and 'value="Sở khác"' in again.text
    assert admin.get("/units/khong-co").status_code == 404


def test_people_see_the_name_of_their_unit(person: Callable[..., Browser], store: Store) -> None:
    lan = person("lan", Role.REVIEWER, unit="xa-a")
    rename_unit(store, "xa-a", "Xã <A>")
    page = lan.get("/account").text
    assert "Xã &lt;A&gt;" in page and "xa-a" not in page


def tell(store: Store, count: int, actor: str = "lan", **details: object) -> None:
    with store.write() as connection:
        for number in range(count):
            note(store, connection, "view", f"record-{number}", actor=actor, details=details)


def test_events_are_shown_newest_first_a_hundred_a_page(auditor: Browser, store: Store) -> None:
    tell(store, 150)
    page = auditor.get("/audit/").text
    assert len(re.findall(r'<td class="digest">record-', page)) == 99  # and the look itself
    assert "xem nhật ký" in page
    last = rows(store, audit_events)[-2]
    assert last.digest in page and "record-149" in page and "record-0<" not in page
    more = re.search(r'href="(/audit/\?before=[^"]+)"', page)
    assert more is not None
    older = auditor.get(more[1].replace("&amp;", "&")).text
    assert "record-0<" in older and "record-149" not in older


def test_events_are_filtered(person: Callable[..., Browser], store: Store, clock: Clock) -> None:
    tell(store, 1, "lan")
    clock.forward(24 * 3600)
    tell(store, 2, "huong")
    auditor = person("kiem-toan", Role.AUDITOR)

    def actors(query: str) -> list[str]:
        page = auditor.get(f"/audit/?{query}").text
        return re.findall(r"<td>(lan|huong)</td>", page)

    assert actors("") == ["huong", "huong", "lan"]
    assert actors("actor=Lan") == ["lan"]
    assert actors("subject=record-1") == ["huong"]
    assert actors("action=approve") == []
    assert actors("since=2026-03-03") == ["huong", "huong"]
    assert actors("until=2026-03-02") == actors("until=2/3/2026") == ["lan"]
    assert actors("since=rubbish&before=rubbish") == ["huong", "huong", "lan"]
    looks = [e for e in rows(store, audit_events) if e.action == "look_at_audit"]
    assert looks[1].details["actor"] == "Lan" and looks[1].actor == "kiem-toan"


def test_a_day_that_is_none_is_told(auditor: Browser) -> None:
    page = auditor.get("/audit/?since=31/02/2026&until=02/03/2026").text
    assert "đã bỏ qua: Từ ngày." in page and 'value="02/03/2026"' in page


def test_details_of_events_are_told_in_words(auditor: Browser, store: Store) -> None:
    tell(store, 1, purpose="review", duplicate=False, fields=["ho_ten", "so"], way="hot_folder")
    page = auditor.get("/audit/").text
    for words in ("mục đích: rà soát", "đã có từ trước: không", "trường: ho_ten, so",
                  "cách nhận: thư mục theo dõi"):  # fmt: skip
        assert words in page


def test_what_concerns_a_person_is_found_by_the_login(auditor: Browser, store: Store) -> None:
    add_person(store, Account("lan", "", "tay-ninh", frozenset({Role.REVIEWER})))
    page = auditor.get("/audit/?subject=lan").text
    assert "thêm tài khoản" in page and '<td class="digest">lan</td>' in page


def test_an_auditor_of_a_unit_sees_what_its_people_did(
    person: Callable[..., Browser], store: Store
) -> None:
    person("lan", Role.REVIEWER, unit="xa-a")
    person("huong", Role.REVIEWER, unit="xa-b")
    page = person("tam", Role.AUDITOR, unit="xa-a").get("/audit/").text
    assert "<td>lan</td>" in page and "<td>huong</td>" not in page


def test_a_sound_chain_is_told_with_the_digest_to_keep(auditor: Browser, store: Store) -> None:
    tell(store, 3)
    last = rows(store, audit_events)[-1].digest
    page = auditor.post("/audit/verify").text
    assert "tất cả còn nguyên như khi ghi" in page
    assert f'<code class="digest">{last}</code></p>' in page
    assert "còn nguyên" in auditor.post("/audit/verify", data={"kept": last.upper()}).text
    assert "cắt bỏ" in auditor.post("/audit/verify", data={"kept": "f" * 64}).text
    found = [e for e in rows(store, audit_events) if e.action == "verify_audit"]
    assert [e.details["sound"] for e in found] == [True, True, False]


@pytest.mark.parametrize("slip", ["abc", "g" * 64, "f" * 63, "ｆ" * 64, "x" * 10_000])
def test_what_is_no_digest_is_no_alarm(auditor: Browser, store: Store, slip: str) -> None:
    answer = auditor.post("/audit/verify", data={"kept": slip})
    assert answer.status_code == 422
    assert "Chưa kiểm tra gì" in answer.text and "cắt bỏ" not in answer.text
    assert [e for e in rows(store, audit_events) if e.action == "verify_audit"] == []


def test_a_digest_may_be_copied_with_spaces(auditor: Browser, store: Store) -> None:
    tell(store, 1)
    last = rows(store, audit_events)[-1].digest
    copied = f" {last[:32]}\n{last[32:]} "
    assert "còn nguyên" in auditor.post("/audit/verify", data={"kept": copied}).text


def test_a_broken_chain_is_told_with_its_event(auditor: Browser, store: Store) -> None:
    tell(store, 3)
    wrong = rows(store, audit_events)[-2].id
    with unguarded(store) as connection:
        chosen = update(audit_events).where(audit_events.c.id == wrong)
        connection.execute(chosen.values(actor="somebody else"))
    page = auditor.post("/audit/verify").text
    assert f"Sự kiện {wrong} lúc" in page and "đã bị sửa hoặc xóa" in page


def test_the_file_holds_what_was_asked_for_and_runs_nothing(auditor: Browser, store: Store) -> None:
    tell(store, 2500, "=HYPERLINK(1)")
    tell(store, 1, "lan", reason='@SUM(1), "quoted"\nline')
    response = auditor.get("/audit/events.csv?action=view")
    assert response.headers["Content-Disposition"].startswith("attachment; filename=audit-2026-03")
    text = response.data.decode("utf-8-sig")
    head, first, *others = csv.reader(io.StringIO(text))
    assert head[:4] == ["id", "at", "actor", "action"]
    assert first[2] == "lan" and '"@SUM(1), \\"quoted\\"' in first[5]
    assert len(others) == 2500
    assert {row[2] for row in others} == {"'=HYPERLINK(1)"}
    with store.read() as connection:
        exports = select(audit_events).where(audit_events.c.action == "export_audit")
        assert connection.execute(exports).one().actor == "kiem-toan"


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@A", "\t=1", "\r=1", "  =1", "＝1"])
def test_no_cell_is_a_formula(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "1", "Lê-nin", "a=b", "12/QĐ-UBND"])
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert harmless(cell) == cell


def test_nobody_gives_themselves_a_role(person: Callable[..., Browser], store: Store) -> None:
    boss = person("boss", Role.ADMINISTRATOR)
    me = next(row for row in rows(store, people) if row.login == "boss")
    form = {"name": "Boss", "unit": "tay-ninh", "role": ["administrator", "senior", "auditor"]}
    assert boss.post(f"/accounts/{me.id}", data=form).status_code == 422
    assert boss.get("/audit/").status_code == 403
    other = person("other", Role.ADMINISTRATOR)
    assert other.post(f"/accounts/{me.id}", data=form).status_code == 303
    assert boss.get("/audit/").status_code == 200


def test_unusual_reading_is_told_to_auditors_of_the_unit_with_its_events(
    auditor: Browser, person: Callable[..., Browser], store: Store, clock: Clock
) -> None:
    # In Vietnam it is 22:00.
    clock.forward(7 * 3600)
    lan = person("lan", Role.REVIEWER, unit="xa-a")
    assert auditor.sign_in("kiem-toan").status_code == 303
    with store.write() as connection:
        for number in range(21):
            note(store, connection, "view", f"record-{number}", actor="lan")
    assert lan.get("/records").status_code == 200
    page = auditor.get("/audit/").text
    assert "21 hồ sơ và danh sách khác nhau trong khoảng 20 giờ đến 6 giờ" in page
    link = re.search(r'href="(/audit/\?actor=lan[^"]+)"', page)
    assert link is not None and link[1].endswith("since=2026-03-02&amp;until=2026-03-02")
    theirs = auditor.get(link[1].replace("&amp;", "&")).text
    assert theirs.count("record-") == 21
    # A list that was sought for is not interrupted by it.
    assert "bất thường" not in theirs
    assert "bất thường" in person("tam", Role.AUDITOR, unit="xa-a").get("/audit/").text
    assert "bất thường" not in person("tu", Role.AUDITOR, unit="xa-b").get("/audit/").text
