"""Records found, looked at as of any version, fetched and opened again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import pytest
from sqlalchemy import update

from models.people import Role
from models.store.database import Store
from models.store.dossiers import add_paper, open_dossier
from models.store.jobs import claim
from models.store.publications import published, withdraw
from models.store.reading import failed
from models.store.records import RecordState, approve, correct, vouch
from models.store.tables import audit_events, documents, records, units
from tests.models.store.builders import (
    Clock,
    digest,
    field,
    page,
    paper,
    problem,
    publish,
    result,
    rows,
)
from tests.webui.conftest import Browser

Make = Callable[..., UUID]


@pytest.fixture
def make(store: Store) -> Make:
    """Makes a record of a letter of the commune "xa-a" whose page bears `text`."""
    made: list[UUID] = []

    def letter(text: str = "Kính gửi", kind: str = "van_ban_hanh_chinh", **fields: str) -> UUID:
        values = {
            name: field(value, doubtful=True)
            for name, value in (fields or {"nguoi_ky": "Lê Hoa"}).items()
        }
        found = result(paper(1, kind=kind, **values), pages=[page(1, text)])
        _, [record] = digest(store, found, f"letter {len(made)}".encode())
        made.append(record)
        return record

    return letter


@pytest.fixture
def reader(person: Callable[..., Browser]) -> Browser:
    return person("doc", Role.RECEPTION)


def listed(browser: Browser, **args: str) -> list[UUID]:
    """The records of a page of the list."""
    page = browser.get("/records", query_string=args).text
    parts = page.partition("<tbody>")[2].split('href="/records/')[1:]
    return [UUID(part[:36]) for part in parts if part[36] == '"']


class TestList:
    def test_words_are_found_in_one_field_only(self, make: Make, reader: Browser) -> None:
        subject = make(trich_yeu="Về việc cấp đất cho ông Nguyễn Văn Bình", nguoi_ky="Lê Thị Hoa")
        make(trich_yeu="Về việc khác", nguoi_ky="Nguyễn Văn Bình")
        asked = {"type": "van_ban_hanh_chinh", "field": "trich_yeu"}
        assert listed(reader, contains="nguyen van bi", **asked) == [subject]
        assert listed(reader, contains="hoa", **asked) == []
        assert len(listed(reader, q="nguyễn văn bình")) == 2

    def test_days_are_those_of_vietnam(self, make: Make, reader: Browser, clock: Clock) -> None:
        """Six in the evening UTC is the next day."""
        first = make()
        clock.forward(10 * 3600)
        second = make()
        reader.sign_in("doc")
        assert listed(reader, **{"from": "2026-03-03"}) == [second]
        assert listed(reader, to="2026-03-02") == [first]
        assert listed(reader, **{"from": "2026-03-02", "to": "2026-03-03"}) == [second, first]
        assert listed(reader, q="kính", to="2026-03-02") == [first]

    def test_who_a_record_waits_for(self, make: Make, reader: Browser, store: Store) -> None:
        make()
        second = make()
        with store.write() as connection:
            connection.execute(update(records).where(records.c.id == second).values(stage="senior"))
        assert listed(reader, state="review", stage="senior") == [second]
        assert listed(reader, q="kính gửi", stage="senior") == [second]
        assert listed(reader, q="kính gửi", stage="third") == []

    def test_a_unit_includes_those_below_it(
        self, make: Make, person: Callable[..., Browser], store: Store
    ) -> None:
        below, other = make(), make()
        with store.write() as connection:
            for code, parent in (("huyen", "tay-ninh"), ("ap", "huyen"), ("xa-b", "tay-ninh")):
                connection.execute(
                    units.insert().values(code=code, name=f"Tên {code}", parent=parent)
                )
            for record, unit in ((below, "ap"), (other, "xa-b")):
                connection.execute(update(records).where(records.c.id == record).values(unit=unit))
        everyone = person("ca", Role.RECEPTION)
        assert listed(everyone, unit="huyen") == [below]
        assert "Tên ap" in everyone.get("/records").text
        of_commune = person("xa", Role.RECEPTION, unit="xa-b")
        assert listed(of_commune) == [other]
        assert listed(of_commune, unit="huyen") == []
        assert "Tên ap" not in of_commune.get("/records").text

    def test_pages_follow_each_other(self, make: Make, reader: Browser) -> None:
        made = [make() for _ in range(52)]
        first = reader.get("/records?state=review")
        assert "50 hồ sơ trên trang này" in first.text
        [link] = [part for part in first.text.split('"') if "/records?before=" in part]
        second = reader.get(link.replace("&amp;", "&"))
        assert f"/records/{made[0]}" in second.text
        assert "2 hồ sơ trên trang này" in second.text
        assert 'rel="next"' not in second.text

    def test_the_words_of_a_page_are_shown_as_the_paper_has_them(
        self, make: Make, reader: Browser
    ) -> None:
        make("Ủy ban nhân dân <b>xã</b> Đồng Khởi")
        shown = reader.get("/records?q=dong khoi").text
        assert "<mark>Đồng</mark> <mark>Khởi</mark>" in shown
        assert "&lt;b&gt;xã&lt;/b&gt;" in shown

    def test_what_means_nothing_is_told(self, make: Make, reader: Browser) -> None:
        make()
        shown = reader.get(
            "/records?from=2026-02-31&type=thu&field=x&state=gone&before=" + "9" * 40
        )
        assert shown.status_code == 200
        assert "Loại, Trạng thái, Từ ngày, Trường" in shown.text

    def test_days_are_typed_as_they_are_written_here(self, make: Make, reader: Browser) -> None:
        record = make()  # on 2 March 2026
        for days, found in [
            ("from=02/03/2026&to=2/3/2026", [record]), ("from=03/02/2026&to=01/03/2026", []),
            ("from=2026-03-02&to=2026-03-02", [record]), ("from=03.03.2026", []),
        ]:  # fmt: skip
            shown = reader.get(f"/records?{days}").text
            assert (f"/records/{record}" in shown) == bool(found), days
        assert 'value="03/03/2026"' in shown
        told = reader.get("/records?to=31/02/2026").text
        assert "Đến ngày" in told and "29/11/2024" in told

    def test_a_value_without_end_is_cut_short(self, make: Make, reader: Browser) -> None:
        make(trich_yeu="a" * 20_000)
        assert len(reader.get("/records").text) < 30_000


class TestRecord:
    def test_each_version_is_shown_with_what_changed(
        self, make: Make, reader: Browser, store: Store
    ) -> None:
        record = make(nguoi_ky="Trần Văn Bính")
        correct(store, record, 1, {"nguoi_ky": "Trần Văn Bình"}, "lan")
        shown = reader.get(f"/records/{record}").text
        assert "<del>Trần Văn Bính</del>" in shown
        assert "do người nhập hoặc xác nhận" in shown
        first = reader.get(f"/records/{record}?version=1").text
        assert "Đây là phiên bản cũ." in first
        assert "<del>" not in first
        assert "cạnh nhãn in sẵn" in first
        assert reader.get(f"/records/{record}?version=9").status_code == 404

    def test_of_what_is_not_there_no_place_is_told(self, make: Make, reader: Browser) -> None:
        page = reader.get(f"/records/{make(do_khan=None)}").text
        assert "không thấy trên giấy</div>" in page
        assert "cạnh nhãn in" not in page

    def test_people_stand_by_their_names(
        self, make: Make, reader: Browser, store: Store, person: Callable[..., Browser]
    ) -> None:
        person("ra.soat", Role.REVIEWER)
        record = make(trich_yeu="một")
        correct(store, record, 1, {"trich_yeu": "hai"}, "ra.soat")
        page = reader.get(f"/records/{record}").text
        assert "Ra.Soat" in page and "<td>hệ thống</td>" in page
        assert "ra.soat" not in page and ">system<" not in page

    def test_hostile_values_stay_text(self, make: Make, reader: Browser) -> None:
        record = make(trich_yeu="<script>alert(1)</script>" * 50, nguoi_ky="\"'><img src=x>")
        shown = reader.get(f"/records/{record}").text
        assert "<script>alert" not in shown
        assert "<img src=x" not in shown
        assert "&lt;script&gt;alert" in shown

    def test_an_operator_sends_again_what_could_not_be_published(
        self, make: Make, person: Callable[..., Browser], store: Store
    ) -> None:
        record = make(so_ky_hieu="1/QĐ")
        approve(store, record, 1, "lan")
        job = claim(store)
        assert job is not None
        failed(store, job, problem("target_refused"))  # type: ignore[arg-type]
        shown = person("doc", Role.RECEPTION).get(f"/records/{record}").text
        assert "Hệ thống nhận từ chối hồ sơ." in shown
        assert "Gửi lại" not in shown
        operator = person("vanhanh", Role.OPERATOR)
        assert "Gửi lại" in operator.get(f"/records/{record}").text
        assert operator.post(f"/records/{record}/publish").status_code == 303
        assert publish(store) == 1
        assert "đã công bố:" in operator.get(f"/records/{record}").text

    def test_it_tells_who_has_heard_that_it_is_withdrawn(
        self, make: Make, reader: Browser, store: Store
    ) -> None:
        settings = replace(
            store.settings, lgsp_url="https://lgsp.example", lgsp_types="van_ban_hanh_chinh=*"
        )
        others = replace(store, settings=settings)
        record = make(so_ky_hieu="1/QĐ")
        approve(others, record, 1, "lan")
        while (job := claim(store)) is not None:
            published(store, job)
        with others.write() as connection:
            withdraw(others, connection, record, 1, "xa-a")
        shown = " ".join(reader.get(f"/records/{record}").text.split())
        platform = "nền tảng tích hợp, chia sẻ dữ liệu (LGSP)"
        assert f"<td>{platform}</td> <td>đã công bố:" in shown
        assert f"<td>{platform} (thu hồi)</td> <td>đang gửi" in shown

    def test_the_other_papers_of_its_dossier(
        self, make: Make, reader: Browser, person: Callable[..., Browser], store: Store
    ) -> None:
        first, second = make(so_ky_hieu="1/QĐ"), make(so_ky_hieu="2/QĐ")
        dossier = open_dossier(store, "H53.15-01", unit="xa-a")
        for row in rows(store, records):
            add_paper(store, dossier, row.document)
        shown = reader.get(f"/records/{first}").text
        assert "H53.15-01-02" in shown
        assert f'href="/records/{second}"' in shown
        with store.write() as connection:
            connection.execute(
                update(records).where(records.c.id == second).values(unit="tay-ninh")
            )
        of_commune = person("xa", Role.RECEPTION, unit="xa-a").get(f"/records/{first}").text
        assert f"/records/{second}" not in of_commune

    def test_a_large_file_comes_whole_and_a_damaged_one_cut_off(
        self, store: Store, reader: Browser
    ) -> None:
        data = bytes(range(256)) * 3900
        document, [record] = digest(store, result(paper(so_ky_hieu="1/QĐ")), data)
        address = f"/records/{record}/files/original"
        fetched = reader.get(address)
        assert fetched.data == data
        assert fetched.content_length == len(data)
        assert "attachment" in fetched.headers["Content-Disposition"]
        assert [row.actor for row in rows(store, audit_events) if row.action == "download"]
        [row] = rows(store, documents, documents.c.id == document)
        with store.objects.local(row.sha256) as path:
            path.chmod(0o640)
            path.write_bytes(b"x" * len(data))
        with pytest.raises(Exception, match="damaged"):
            _ = reader.get(address).data


class TestReopening:
    def test_a_senior_reviewer_opens_an_approved_record_for_a_reason(
        self, make: Make, person: Callable[..., Browser], store: Store
    ) -> None:
        record = make(so_ky_hieu="1/QĐ")
        approve(store, record, 1, "lan")
        assert publish(store) == 1
        senior = person("cao", Role.SENIOR)
        address = f"/records/{record}/reopen"
        assert senior.post(address, data={"reason": " "}).status_code == 409
        done = senior.post(address, data={"reason": "Sai số văn bản"})
        assert done.location == f"/review/{record}"
        [row] = rows(store, records)
        assert (row.state, row.stage) == (RecordState.REVIEW, "senior")
        assert senior.post(address, data={"reason": "lần nữa"}).status_code == 409
        assert "đã mở lại – Sai số văn bản" in senior.get(f"/records/{record}").text
        assert listed(senior, state="review") == [record]

    def test_what_is_not_sent_yet_is_not_sent(
        self, make: Make, person: Callable[..., Browser], store: Store, clock: Clock
    ) -> None:
        record = make(so_ky_hieu="1/QĐ")
        with store.write() as connection:
            vouch(store, connection, record, 1, "lan", after_s=600)
        senior = person("cao", Role.SENIOR)
        assert senior.post(f"/records/{record}/reopen", data={"reason": "x"}).status_code == 303
        clock.forward(3600)
        assert publish(store) == 0

    def test_a_reviewer_may_not(
        self, make: Make, person: Callable[..., Browser], store: Store
    ) -> None:
        record = make(so_ky_hieu="1/QĐ")
        approve(store, record, 1, "lan")
        reviewer = person("lan", Role.REVIEWER)
        assert "Mở lại" not in reviewer.get(f"/records/{record}").text
        done = reviewer.post(f"/records/{record}/reopen", data={"reason": "x"})
        assert done.status_code == 403
