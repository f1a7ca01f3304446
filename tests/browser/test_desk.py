"""The upload desk: arranged pages, lost connections, a service that is killed, many files."""

from __future__ import annotations

import hashlib
import io
import json
import os
import random
import re
import signal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PIL import Image, ImageChops
from pillow_heif import register_heif_opener
from playwright.sync_api import BrowserContext, Page, Route, expect
from sqlalchemy import delete, select

from models.people import Role
from models.store.people import Account, add_person
from models.store.reading import get_document, read_pages
from models.store.tables import desk_sets, documents, records, sessions
from tests.browser.conftest import DESK, PASSWORD, PHONE, Site
from tests.browser.office import let_in
from tests.conftest import SAMPLES
from tests.faults.plant import tiny_scan
from tests.faults.watch import descendants
from tests.servers import wait_until

pytestmark = pytest.mark.engines

PART = 4 << 20


def login_of(request: pytest.FixtureRequest) -> str:
    return re.sub(r"\W+", "", request.node.name)[-40:]


@pytest.fixture
def clerk(page: Page, site: Site, request: pytest.FixtureRequest) -> Page:
    """Somebody before the empty desk."""
    roles = frozenset({Role.RECEPTION, Role.REVIEWER})
    account = Account(login_of(request), "Lan", "tay-ninh", roles)
    add_person(site.store, account, password=PASSWORD, one_time=False)
    let_in(page, account.login)
    page.goto("/upload/")
    page.wait_for_selector("html[data-ready]")
    return page


def scan(folder: Path, name: str, number: int, pages: int = 1) -> Path:
    path = folder / name
    path.write_bytes(tiny_scan(number, pages))
    return path


def large(folder: Path, name: str = "lớn.bin", parts: int = 6) -> tuple[Path, str]:
    """A file that comes in so many parts, and its digest; no scan, so it is refused when read."""
    path = folder / name
    path.write_bytes(b"no scan" + random.Random(name).randbytes((parts - 1) * PART + 100))
    return path, hashlib.sha256(path.read_bytes()).hexdigest()


def is_kept(site: Site, digest: str) -> bool:
    with site.store.read() as connection:
        row = connection.execute(select(documents).where(documents.c.sha256 == digest)).first()
    return row is not None and site.store.objects.exists(digest)


def document_of(site: Site, path: Path) -> Any:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    with site.store.read() as connection:
        return connection.execute(select(documents).where(documents.c.sha256 == digest)).one()


def all_read(page: Page) -> None:
    expect(page.locator("#submit")).to_be_enabled()


def sheet(page: Page, number: int, name: str) -> Any:
    label = re.compile(rf"^Trang {number} của {re.escape(name)}")
    return page.locator("#papers").get_by_role("button", name=label)


def test_pages_are_arranged_and_handed_in(clerk: Page, site: Site, tmp_path: Path) -> None:
    one, two = scan(tmp_path, "đơn.tif", 901, 3), scan(tmp_path, "phụ lục.tif", 902)
    clerk.set_input_files("#files", [one, two])
    all_read(clerk)
    papers = clerk.locator("#papers .paper")
    expect(papers).to_have_count(2)
    # By the keyboard alone: page 3 becomes a paper of its own, page 2 goes out.
    sheet(clerk, 3, "đơn.tif").focus()
    clerk.keyboard.press("x")
    expect(papers).to_have_count(3)
    sheet(clerk, 2, "đơn.tif").focus()
    clerk.keyboard.press("Delete")
    expect(clerk.locator("#out .sheet-box")).to_have_count(1)
    # By buttons: the annex is turned and joins the paper before it.
    sheet(clerk, 1, "phụ lục.tif").click()
    clerk.get_by_role("button", name="Xoay").click()
    clerk.get_by_role("button", name="Ghép vào giấy tờ trước").click()
    expect(papers).to_have_count(2)
    clerk.get_by_role("button", name="Hoàn tất lượt tải lên").click()
    clerk.wait_for_url("**/receipt")
    expect(clerk.locator(".receipt-files tbody tr")).to_have_count(4)
    first, second = (document_of(site, path) for path in (one, two))
    made = [UUID(text) for text in first.composed_into]
    with site.store.read() as connection:
        parts = [
            connection.execute(select(documents.c.parts).where(documents.c.id == item)).scalar_one()
            for item in made
        ]
    assert [[(part["document"], part["page"]) for part in paper] for paper in parts] == [
        [(str(first.id), 1)], [(str(first.id), 3), (str(second.id), 1)],
    ]  # fmt: skip
    wait_until(lambda: all(records_of(site, item) for item in made), "the new papers' records")
    assert "withdrawn" in records_of(site, first.id)


def records_of(site: Site, document: UUID) -> list[str]:
    with site.store.read() as connection:
        chosen = select(records.c.state).where(records.c.document == document)
        return list(connection.execute(chosen).scalars())


def test_what_is_chosen_before_the_page_is_ready_is_taken(clerk: Page, tmp_path: Path) -> None:
    late: list[Route] = []

    def keep(route: Route) -> None:
        late.append(route)

    clerk.route("**/desk.js*", keep)
    clerk.goto("/upload/", wait_until="commit")
    clerk.set_input_files("#files", scan(tmp_path, "đơn.tif", 931))
    wait_until(lambda: clerk.evaluate("true") and late, "the script to be asked for")
    late[0].continue_()
    all_read(clerk)
    expect(clerk.locator("#papers .paper")).to_have_count(1)


def test_the_set_and_its_arrangement_are_there_after_a_reload(clerk: Page, tmp_path: Path) -> None:
    clerk.set_input_files("#files", scan(tmp_path, "đơn.tif", 903, 2))
    all_read(clerk)
    sheet(clerk, 2, "đơn.tif").focus()
    clerk.keyboard.press("x")
    expect(clerk.locator("#papers .paper")).to_have_count(2)
    clerk.reload()
    expect(clerk.locator("#uploads li")).to_have_count(1)
    expect(clerk.locator("#papers .paper")).to_have_count(2)


def test_a_page_is_scanned_again(clerk: Page, site: Site, tmp_path: Path) -> None:
    first, better = scan(tmp_path, "đơn.tif", 906, 2), scan(tmp_path, "trang 2.tif", 907)
    clerk.set_input_files("#files", first)
    all_read(clerk)
    sheet(clerk, 2, "đơn.tif").click()
    clerk.get_by_role("button", name="Quét lại trang này").click()
    clerk.set_input_files("#file", better)
    clerk.get_by_role("button", name="Thay trang 2").click()
    expect(clerk.locator("#replacing")).to_contain_text("Trang đã được thay")
    old, scanned = (document_of(site, path) for path in (first, better))
    [made] = old.composed_into
    with site.store.read() as connection:
        chosen = select(documents.c.parts).where(documents.c.id == UUID(made))
        parts = connection.execute(chosen).scalar_one()
    assert [(part["document"], part["page"]) for part in parts] == [
        (str(old.id), 1), (str(scanned.id), 1),
    ]  # fmt: skip
    # The set shows the new paper in the place of the old one.
    clerk.goto("/upload/")
    all_read(clerk)
    expect(clerk.locator("#papers .paper")).to_have_count(1)
    expect(clerk.locator("#papers .sheet")).to_have_count(2)


def test_known_bytes_are_not_sent_again(clerk: Page, tmp_path: Path) -> None:
    path = scan(tmp_path, "đơn.tif", 904)
    clerk.set_input_files("#files", path)
    all_read(clerk)
    clerk.get_by_role("button", name="Hoàn tất lượt tải lên").click()
    clerk.wait_for_url("**/receipt")
    clerk.goto("/upload/")
    sent: list[str] = []
    clerk.on("request", lambda request: sent.append(request.url))
    clerk.set_input_files("#files", path)
    expect(clerk.locator("#uploads .remark-info")).to_contain_text("Đã có tệp này từ")
    expect(clerk.locator("#uploads a")).to_be_visible()
    assert not any(url.endswith("/upload/files") for url in sent)


def test_a_web_service_that_is_killed_goes_on_where_the_file_had_come_to(
    clerk: Page, site: Site, tmp_path: Path
) -> None:
    path, digest = large(tmp_path)
    offsets: list[int] = []

    def watch(route: Route) -> None:
        offsets.append(int(route.request.url.rpartition("=")[2]))
        if offsets == [0, PART, 2 * PART]:
            kill_web(site)
        route.continue_()

    clerk.route("**/upload/parts/*", watch)
    clerk.set_input_files("#files", path)
    refused(clerk)
    assert is_kept(site, digest)
    # What had arrived was not sent again.
    assert offsets == [0, PART, 2 * PART, 2 * PART, 3 * PART, 4 * PART, 5 * PART]


def refused(page: Page) -> None:
    """The file has arrived, and was found to be no scan."""
    expect(page.locator("#uploads .remark-reject")).to_contain_text("PDF, TIFF, JPEG, PNG")


def kill_web(site: Site) -> None:
    stack = json.loads((site.home / "stack.json").read_text(encoding="utf-8"))
    web = stack["services"]["web"]
    # Its children too: one of them would answer what is on its way.
    for process in [web, *descendants(web)]:
        os.kill(process, signal.SIGKILL)


def test_a_lost_connection_is_waited_for(
    clerk: Page, context: BrowserContext, site: Site, tmp_path: Path
) -> None:
    path, digest = large(tmp_path, "mất mạng.bin", parts=3)
    seen: list[str] = []

    def watch(route: Route) -> None:
        seen.append(route.request.url)
        if len(seen) == 2:
            context.set_offline(True)
        route.continue_()

    clerk.route("**/upload/parts/*", watch)
    clerk.set_input_files("#files", path)
    expect(clerk.locator("#uploads .state")).to_have_text("Mất kết nối: đang thử lại")
    assert not is_kept(site, digest)
    context.set_offline(False)
    refused(clerk)
    assert is_kept(site, digest)


def test_an_answer_that_breaks_off_stops_no_upload(clerk: Page, site: Site, tmp_path: Path) -> None:
    path, digest = large(tmp_path, "đứt giữa chừng.bin", parts=2)
    small = scan(tmp_path, "đơn.tif", 909)

    def break_off(route: Route) -> None:
        route.fulfill(content_type="application/json", body='{"upload": "')

    for address in ("**/upload/parts", "**/upload/parts/*", "**/upload/files"):
        clerk.route(address, break_off, times=1)
    clerk.set_input_files("#files", [path, small])
    refused(clerk)
    expect(clerk.locator("#papers .sheet")).to_have_count(1)
    assert is_kept(site, digest)


def test_a_file_that_stopped_on_its_way_goes_on_in_a_new_browser(
    clerk: Page, site: Site, tmp_path: Path
) -> None:
    path, digest = large(tmp_path, "đóng trình duyệt.bin", parts=4)
    seen: list[str] = []

    def stop(route: Route) -> None:
        seen.append(route.request.url)
        if len(seen) > 2:
            route.abort()
        else:
            route.continue_()

    clerk.route("**/upload/parts/*", stop)
    clerk.set_input_files("#files", path)
    expect(clerk.locator("#uploads .state")).to_have_text("Mất kết nối: đang thử lại")
    again = clerk.context.new_page()
    again.goto("/upload/")
    expect(again.locator("#arriving")).to_contain_text("Đã nhận 8.4/12.6 MB")
    clerk.close(run_before_unload=False)
    offsets: list[int] = []
    again.on(
        "request",
        lambda request: offsets.append(int(request.url.rpartition("=")[2]))
        if request.method == "PATCH" else None,
    )  # fmt: skip
    again.set_input_files("#files", path)
    refused(again)
    assert is_kept(site, digest)
    assert offsets == [2 * PART, 3 * PART]
    expect(again.locator("#arriving li")).to_have_count(0)


def test_a_file_without_a_digest_goes_on_in_its_page_and_is_taken_for_no_other(
    clerk: Page, site: Site, tmp_path: Path
) -> None:
    # As on plain HTTP, where browsers work no digests out.
    clerk.context.add_init_script("Object.defineProperty(crypto, 'subtle', { value: undefined })")
    scans = []
    for folder in (tmp_path / "sáng", tmp_path / "chiều"):
        folder.mkdir()
        path, _ = large(folder, "scan.bin", parts=3)
        path.write_bytes(path.read_bytes() + folder.name[:1].encode())
        scans.append((path, hashlib.sha256(path.read_bytes()).hexdigest()))
    (first, first_digest), (second, second_digest) = scans
    is_down, offsets = True, []

    def stop(route: Route) -> None:
        if is_down and offsets:
            return route.abort()
        if route.request.method == "PATCH":
            offsets.append(int(route.request.url.rpartition("=")[2]))
        return route.continue_()

    clerk.route("**/upload/parts/*", stop)
    clerk.reload()
    clerk.set_input_files("#files", first)
    expect(clerk.locator("#uploads .state")).to_have_text("Mất kết nối: đang thử lại")
    again = clerk.context.new_page()
    again.goto("/upload/")
    again.set_input_files("#files", second)
    refused(again)
    assert is_kept(site, second_digest)
    is_down = False
    refused(clerk)
    assert is_kept(site, first_digest)
    assert offsets == [0, PART, 2 * PART]


def test_files_that_cannot_be_taken_say_why(clerk: Page, tmp_path: Path) -> None:
    (tmp_path / "rỗng.pdf").write_bytes(b"")
    (tmp_path / "ghi chú.txt").write_bytes(b"plain text")
    clerk.set_input_files("#files", [tmp_path / "rỗng.pdf", tmp_path / "ghi chú.txt"])
    said = clerk.locator("#uploads .remark-reject")
    expect(said).to_have_count(2)
    expect(said.nth(0)).to_have_text("Tệp rỗng: xin quét hoặc sao chép lại.")
    expect(said.nth(1)).to_contain_text("PDF, TIFF, JPEG, PNG")
    expect(clerk.locator("#uploads progress:visible")).to_have_count(0)
    clerk.set_input_files("#files", scan(tmp_path, "đơn.tif", 908))
    ended = "1 tệp đã đọc; 2 tệp không nhận được: ghi chú.txt, rỗng.pdf."
    expect(clerk.locator("#hand-in-said")).to_contain_text(ended)


def test_a_name_reads_as_it_is_written(clerk: Page, tmp_path: Path) -> None:
    clerk.set_input_files("#files", scan(tmp_path, "ảnh \u202egpj.exe.tif", 909))
    expect(clerk.locator("#uploads .file-name")).to_have_text("ảnh \ufffdgpj.exe.tif")
    all_read(clerk)
    expect(clerk.locator("#papers h3")).to_contain_text("ảnh \ufffdgpj.exe.tif")


def test_pages_that_are_chosen_are_counted_and_let_go(clerk: Page, tmp_path: Path) -> None:
    clerk.set_input_files("#files", scan(tmp_path, "đơn.tif", 910, 3))
    all_read(clerk)
    none, chosen = clerk.locator("[data-do=none]"), clerk.locator(".sheet[aria-pressed=true]")
    expect(none).to_be_hidden()
    sheet(clerk, 2, "đơn.tif").click()
    sheet(clerk, 3, "đơn.tif").click()
    expect(none).to_contain_text("2 trang")
    clerk.keyboard.press("Escape")
    expect(chosen).to_have_count(0)
    expect(none).to_be_hidden()
    # A page is turned by its key without being chosen for the next act.
    clerk.keyboard.press("r")
    expect(chosen).to_have_count(0)
    sheet(clerk, 2, "đơn.tif").click()
    clerk.get_by_role("button", name="Tách từ trang này").click()
    expect(chosen).to_have_count(0)
    sheet(clerk, 2, "đơn.tif").click()
    clerk.get_by_role("button", name="Ghép vào giấy tờ trước").click()
    expect(chosen).to_have_count(0)
    sheet(clerk, 1, "đơn.tif").click()
    none.click()
    expect(chosen).to_have_count(0)


def test_five_hundred_files_leave_the_page_quick(clerk: Page, tmp_path: Path) -> None:
    paths = []
    for number in range(500):
        path = tmp_path / f"tệp {number:03}.txt"
        path.write_bytes(b"plain text %d" % number)
        paths.append(path)
    clerk.set_input_files("#files", paths)
    expect(clerk.locator("#uploads li")).to_have_count(500)
    # While they are being sent and followed, keys are answered at once.
    clerk.locator("#dossier").fill("")
    longest = clerk.evaluate(
        """async () => {
             let last = performance.now(), longest = 0;
             const end = last + 4000;
             while (last < end) {
               await new Promise((done) => setTimeout(done, 10));
               const now = performance.now();
               longest = Math.max(longest, now - last);
               last = now;
             }
             return longest;
           }"""
    )
    assert longest < 1000
    expect(clerk.locator("#uploads .remark-reject").first).to_be_visible()


def test_a_phone_takes_photographs(
    clerk: Page, context: BrowserContext, tmp_path: Path, site: Site
) -> None:
    clerk.set_viewport_size(PHONE)
    expect(clerk.get_by_text("Chụp ảnh")).to_be_visible()
    clerk.set_input_files("#camera", scan(tmp_path, "ảnh.tif", 905))
    all_read(clerk)
    width = clerk.evaluate("document.documentElement.scrollWidth")
    assert width <= PHONE["width"]


def in_sight(place: Any) -> bool:
    """Whether all of an element is on the screen, and nothing lies over its middle."""
    return bool(
        place.evaluate(
            """e => { const b = e.getBoundingClientRect();
            const top = document.elementFromPoint(b.x + b.width / 2, b.y + b.height / 2);
            return e.contains(top) && b.top >= 0 && b.bottom <= innerHeight; }"""
        )
    )


def test_what_can_be_done_stays_in_sight(clerk: Page, tmp_path: Path) -> None:
    files = [scan(tmp_path, f"đơn {number}.tif", 920 + number, 2) for number in range(4)]
    clerk.set_input_files("#files", files)
    all_read(clerk)
    for size in (DESK, PHONE):
        clerk.set_viewport_size(size)
        clerk.evaluate("scrollTo(0, 0)")
        assert in_sight(clerk.locator("#submit"))
        look = clerk.locator(".upload-paper a").first
        assert look.evaluate("e => e.offsetHeight") < 40  # its word is not broken
        sheet(clerk, 2, "đơn 0.tif").click()
        for button in ("Xoay", "Bỏ trang"):
            assert in_sight(clerk.get_by_role("button", name=button)), size
        assert in_sight(sheet(clerk, 2, "đơn 0.tif"))
        clerk.keyboard.press("Escape")


def test_the_dossier_is_noted_when_it_is_typed(clerk: Page, site: Site) -> None:
    clerk.fill("#dossier", "H53.14-9001")
    clerk.keyboard.press("Tab")
    expect(clerk.locator("#about-said")).to_have_text("Đã ghi nhận.")
    with site.store.read() as connection:
        codes = connection.execute(select(desk_sets.c.dossier_code)).scalars().all()
    assert "H53.14-9001" in codes


# ---- photographs of phones


def photograph(folder: Path, name: str, shift: int = 0, cut: float = 1.0) -> Path:
    """The photograph of a letter as a phone keeps it; cut off after that part of its bytes.

    Args:
        folder: Where it goes.
        name: Of the file.
        shift: Pixels by which the camera was moved, so that the bytes are others.
        cut: The share of its bytes that is there.
    """
    register_heif_opener()
    with Image.open(SAMPLES / "van_ban_hanh_chinh" / "chi-thi.jpg") as letter:
        image = ImageChops.offset(letter.convert("RGB"), shift, shift)
    packed = io.BytesIO()
    image.save(packed, "HEIF", quality=70)
    (folder / name).write_bytes(packed.getvalue()[: int(cut * packed.tell())])
    return folder / name


def test_photographs_of_a_phone_are_arranged_composed_and_read(
    clerk: Page, site: Site, tmp_path: Path
) -> None:
    first, second = photograph(tmp_path, "IMG_1.HEIC", 2), photograph(tmp_path, "IMG_2.HEIC", 5)
    clerk.set_input_files("#files", [first, second])
    all_read(clerk)
    expect(clerk.locator("#papers .paper")).to_have_count(2)
    # The browser shows them, though it cannot decode HEIC itself.
    for picture in clerk.locator("#papers img").all():
        picture.scroll_into_view_if_needed()
        expect(picture).to_have_js_property("complete", True)
        assert picture.evaluate("image => image.naturalWidth") > 300
    sheet(clerk, 1, "IMG_2.HEIC").click()
    clerk.get_by_role("button", name="Ghép vào giấy tờ trước").click()
    expect(clerk.locator("#papers .paper")).to_have_count(1)
    clerk.get_by_role("button", name="Hoàn tất lượt tải lên").click()
    clerk.wait_for_url("**/receipt")
    sources = [document_of(site, path) for path in (first, second)]
    [made] = {UUID(text) for source in sources for text in source.composed_into}
    wait_until(lambda: records_of(site, made), "the new paper's record")
    with site.store.read() as connection:
        row = get_document(connection, made)
        read = [item.page for item in read_pages(connection, made)]
    assert (row.state, row.page_count) == ("ok", 2)
    for found in read:
        assert found.error is None
        assert "CHỈ THỊ" in found.text
    for source, path in zip(sources, (first, second), strict=True):
        assert site.store.objects.read(source.sha256) == path.read_bytes()


@pytest.mark.parametrize("cut", [0.0002, 0.5, 0.999])
def test_a_photograph_that_is_cut_off_is_refused(
    clerk: Page, site: Site, tmp_path: Path, cut: float
) -> None:
    path = photograph(tmp_path, "IMG_3.HEIC", round(1000 * cut), cut)
    whole = scan(tmp_path, "đơn.tif", 910)
    clerk.set_input_files("#files", [path, whole])
    all_read(clerk)
    said = clerk.locator("#uploads .remark-reject")
    expect(said.last).to_contain_text("Tệp bị hỏng: xin quét lại.")
    # The other one goes on by itself.
    expect(clerk.locator("#papers .sheet")).to_have_count(1)
    assert document_of(site, path).state == "failed"
    clerk.get_by_role("button", name="Hoàn tất lượt tải lên").click()
    clerk.wait_for_url("**/receipt")
    expect(clerk.locator(".receipt-files")).to_contain_text("Tệp bị hỏng")


# ---- folders


def drop(page: Page, *paths: Path) -> None:
    """Let files and folders fall on the desk, as from the system's file manager."""
    zone = page.locator("#drop").bounding_box()
    assert zone is not None
    session = page.context.new_cdp_session(page)
    for kind in ("dragEnter", "dragOver", "drop"):
        session.send(
            "Input.dispatchDragEvent",
            {
                "type": kind, "x": zone["x"] + 20, "y": zone["y"] + 20,
                "data": {"items": [], "files": [str(p) for p in paths], "dragOperationsMask": 1},
            },
        )  # fmt: skip


def names(page: Page) -> list[str]:
    return page.locator("#uploads .file-name").all_inner_texts()


def write(folder: Path, *files: str) -> None:
    for name in files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"plain text " + name.encode())


@pytest.fixture
def cabinet(tmp_path: Path) -> Path:
    """A folder of folders, with what systems leave in them."""
    folder = tmp_path / "Hồ sơ tháng 5"
    write(
        folder, "trang 10.txt", "trang 9.txt", "Nguyễn Văn A/đơn.txt", "Nguyễn Văn A/CCCD/sau.txt",
        ".DS_Store", "Thumbs.db", "Nguyễn Văn A/desktop.ini", "Nguyễn Văn A/._đơn.txt",
        ".git/HEAD", "__MACOSX/đơn.txt", "~$đơn.docx",
    )  # fmt: skip
    (folder / "trống" / "trống nữa").mkdir(parents=True)
    return folder


IN_ORDER = [
    "Hồ sơ tháng 5/Nguyễn Văn A/CCCD/sau.txt", "Hồ sơ tháng 5/Nguyễn Văn A/đơn.txt",
    "Hồ sơ tháng 5/trang 9.txt", "Hồ sơ tháng 5/trang 10.txt",
]  # fmt: skip


def test_a_folder_of_folders_is_dropped(clerk: Page, site: Site, cabinet: Path) -> None:
    drop(clerk, cabinet)
    expect(clerk.locator("#uploads li")).to_have_count(len(IN_ORDER))
    assert names(clerk) == IN_ORDER
    expect(clerk.locator("#drop-said")).to_have_text("Đã bỏ qua 7 tệp, thư mục ẩn của máy tính.")
    expect(clerk.locator("#uploads .remark-reject")).to_have_count(len(IN_ORDER))
    for name in ("trang 10.txt", "Nguyễn Văn A/CCCD/sau.txt"):
        assert document_of(site, cabinet / name).file_name == f"Hồ sơ tháng 5/{name}"
    # The set has them under the same names after a reload.
    clerk.reload()
    expect(clerk.locator("#uploads li")).to_have_count(len(IN_ORDER))
    assert names(clerk) == IN_ORDER


def test_a_folder_is_chosen_without_a_mouse(clerk: Page, cabinet: Path) -> None:
    clerk.locator("#files").focus()
    clerk.keyboard.press("Tab")
    expect(clerk.locator("#folder")).to_be_focused()
    # Whose chooser the browser opens by itself at a key.
    clerk.set_input_files("#folder", cabinet)
    expect(clerk.locator("#uploads li")).to_have_count(len(IN_ORDER))
    assert names(clerk) == IN_ORDER
    expect(clerk.locator("#drop-said")).to_contain_text("Đã bỏ qua")


def test_files_and_folders_are_dropped_together(clerk: Page, cabinet: Path, tmp_path: Path) -> None:
    single = scan(tmp_path, "đơn lẻ.tif", 908)
    drop(clerk, single, cabinet / "Nguyễn Văn A")
    expect(clerk.locator("#uploads li")).to_have_count(3)
    assert names(clerk) == ["đơn lẻ.tif", "Nguyễn Văn A/CCCD/sau.txt", "Nguyễn Văn A/đơn.txt"]
    expect(clerk.locator("#papers .sheet")).to_have_count(1)


def test_an_empty_folder_says_that_it_is_empty(clerk: Page, cabinet: Path) -> None:
    drop(clerk, cabinet / "trống")
    expect(clerk.locator("#drop-said")).to_have_text("Không có tệp nào trong đó.")
    expect(clerk.locator("#uploads li")).to_have_count(0)
    write(cabinet / "chỉ có ẩn", ".DS_Store", "Thumbs.db")
    drop(clerk, cabinet / "chỉ có ẩn")
    expect(clerk.locator("#drop-said")).to_have_text(
        "Không có tệp nào trong đó. Đã bỏ qua 2 tệp, thư mục ẩn của máy tính."
    )
    # What is said goes with the next files.
    drop(clerk, cabinet / "trang 9.txt")
    expect(clerk.locator("#uploads li")).to_have_count(1)
    expect(clerk.locator("#drop-said")).to_have_text("")


def test_three_hundred_files_of_a_folder_are_all_taken(
    clerk: Page, site: Site, tmp_path: Path
) -> None:
    folder = tmp_path / "nhiều"
    paths = [f"hộp {number // 150}/tệp {number}.txt" for number in range(300)]
    write(folder, *paths)
    drop(clerk, folder)
    expect(clerk.locator("#uploads li")).to_have_count(300)
    # More than the browser's reader of folders gives at once, in the order of people.
    assert names(clerk) == [f"nhiều/{path}" for path in paths]
    expect(clerk.locator("#uploads .remark-reject")).to_have_count(300, timeout=180_000)
    for path in (paths[0], paths[-1]):
        assert document_of(site, folder / path).file_name == f"nhiều/{path}"


def test_a_file_that_is_gone_when_it_is_its_turn_stops_no_other(
    clerk: Page, context: BrowserContext, tmp_path: Path
) -> None:
    folder = tmp_path / "mất"
    write(folder, "a.txt", "b.txt", "c.txt")
    context.set_offline(True)
    drop(clerk, folder)
    expect(clerk.locator("#uploads li")).to_have_count(3)
    expect(clerk.locator("#uploads .state").first).to_have_text("Mất kết nối: đang thử lại")
    (folder / "b.txt").unlink()
    context.set_offline(False)
    said = clerk.locator("#uploads .remark-reject")
    expect(said).to_have_count(3)
    expect(said.nth(1)).to_contain_text("xin chọn lại")
    expect(said.nth(2)).to_contain_text("PDF, TIFF, JPEG, PNG")


# ---- the session


def test_a_session_that_ends_while_files_are_sent_stops_nothing(
    clerk: Page, site: Site, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    path, digest = large(tmp_path, "hết phiên.bin", parts=4)
    small = scan(tmp_path, "đơn.tif", 911)
    seen: list[str] = []

    def end_session(route: Route) -> None:
        seen.append(route.request.url)
        if len(seen) == 2:
            with site.store.write() as connection:
                connection.execute(delete(sessions))
        route.continue_()

    clerk.route("**/upload/parts/*", end_session)
    clerk.set_input_files("#files", [path, small])
    expect(clerk.locator("#uploads .state").first).to_contain_text("Phiên làm việc đã hết")
    assert not is_kept(site, digest)
    # In another tab, as the message says; no file has to be chosen again.
    second = clerk.context.new_page()
    second.goto("/sign-in")
    second.fill("#login", login_of(request))
    second.fill("#password", PASSWORD)
    second.keyboard.press("Enter")
    second.wait_for_url(lambda url: "sign-in" not in url)
    clerk.bring_to_front()
    refused(clerk)
    assert is_kept(site, digest)
    expect(clerk.locator("#papers .sheet")).to_have_count(1)
    # What had arrived was not sent again, and what is typed then is taken, too.
    assert [url.rpartition("=")[2] for url in seen].count("0") == 1
    clerk.fill("#dossier", "H53.14-9002")
    clerk.keyboard.press("Tab")
    expect(clerk.locator("#about-said")).to_have_text("Đã ghi nhận.")
    clerk.get_by_role("button", name="Hoàn tất lượt tải lên").click()
    clerk.wait_for_url("**/receipt")
