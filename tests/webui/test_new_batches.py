"""An operator makes a batch of a folder of the server, and of none that is not open to them."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask

from models.errors import SohoaError
from models.folders import files_below, opened
from models.people import Role
from models.store import batches
from models.store.batches import BatchState, find_batch, get_batch, plan, planned
from models.store.database import Store
from models.store.intake import ROOT_UNIT, ensure_unit
from models.store.jobs import Job, JobKind, claim
from models.store.reading import failed
from models.store.tables import audit_events, batch_items, jobs
from models.store.tables import batches as table
from models.store.units import add_unit
from tests.models.store.builders import count, rows, take
from tests.webui.conftest import Browser
from webui.app import create_app
from webui.console import new_batches

NEW = "/batches/new"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Two folders that are open, one of them to a unit only, and one that is not."""
    for name in ("kho/2019/hop 1/a.pdf", "kho/2019/b.pdf", "kho/2020/c.pdf", "kho-a/d.pdf",
                 "secret/s.pdf", "kho/.hidden/h.pdf"):  # fmt: skip
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    (tmp_path / "kho" / "link").symlink_to(tmp_path / "secret")
    return tmp_path


@pytest.fixture
def app(store: Store, archive: Path) -> Flask:
    with store.write() as connection:
        ensure_unit(connection, ROOT_UNIT)
    for code in ("xa-a", "xa-b"):
        add_unit(store, code, code.upper(), ROOT_UNIT)
    roots = f"{archive}/kho:xa-a={archive}/kho-a"
    return create_app(replace(store.settings, batch_roots=roots), store)


@pytest.fixture
def operator(person: Callable[..., Browser]) -> Browser:
    return person("vanhanh", Role.OPERATOR)


@pytest.fixture
def local(person: Callable[..., Browser]) -> Browser:
    """The operator of one unit."""
    return person("xa", Role.OPERATOR, unit="xa-a")


def order(browser: Browser, folder: Path, **said: str) -> UUID:
    """Plan a folder by the form; the batch."""
    form = {"folder": str(folder), "name": folder.name, "unit": "xa-a", "type": "", **said}
    answer = browser.post(NEW, data=form)
    assert answer.status_code == 303, answer.text
    return UUID(answer.location.rpartition("/")[2])


def look_through(store: Store, archive: Path, job: Job | None = None) -> None:
    """What a worker does."""
    job = job or take(store, JobKind.PLAN)
    assert job.batch is not None
    folder = batches.batch_with(store, job.batch).folder
    with opened((new_batches.Root(str(archive)),), folder) as top:
        planned(store, job, list(files_below(top)))


def test_a_batch_is_chosen_planned_and_started(
    store: Store, operator: Browser, archive: Path
) -> None:
    assert f'href="{NEW}"' in operator.get("/batches/").text
    page = operator.get(NEW).text
    assert f"{archive}/kho<" in page
    page = operator.get(NEW, query_string={"folder": f"{archive}/kho"}).text
    assert ">2019</a>" in page
    for hidden in (">link<", ".hidden", "secret"):
        assert hidden not in page
    page = operator.get(NEW, query_string={"folder": f"{archive}/kho/2019"}).text
    assert ">hop 1</a>" in page
    assert "1 tệp nằm ngay" in page
    batch = order(operator, archive / "kho" / "2019")
    page = operator.get(f"/batches/{batch}").text
    assert "Đang chờ đến lượt tìm tệp" in page
    assert "Bắt đầu" not in page
    look_through(store, archive)
    page = operator.get(f"/batches/{batch}").text
    assert "2 tệp, 0,0 MB; 2 tệp mới." in page
    assert "Bắt đầu đọc 2 tệp" in page
    operator.post(f"/batches/{batch}/start")
    assert get_batch(store, "2019").state is BatchState.RUNNING
    page = operator.get(f"/batches/{batch}").text
    assert "Các tệp được nhận dần" in page
    assert "sohoa batch run" not in page
    assert take(store, JobKind.SUBMIT).order == {"actor": "vanhanh", "ends": []}
    actions = {row.action: row.actor for row in rows(store, audit_events)}
    assert actions["plan_batch"] == actions["start_batch"] == "vanhanh"


def test_the_page_is_loaded_anew_when_something_else_can_be_done(
    store: Store, operator: Browser, archive: Path
) -> None:
    batch = order(operator, archive / "kho" / "2019")
    found = re.search(
        r'hx-get="([^"]+)" hx-trigger="every 2s"', operator.get(f"/batches/{batch}").text
    )
    assert found is not None
    polled = found[1].replace("&amp;", "&")
    assert "HX-Refresh" not in operator.get(polled).headers
    look_through(store, archive)
    assert operator.get(polled).headers["HX-Refresh"] == "true"
    assert "hx-get" not in operator.get(f"/batches/{batch}").text


def test_what_is_new_in_a_folder_is_found_again(
    store: Store, operator: Browser, archive: Path
) -> None:
    batch = order(operator, archive / "kho" / "2019")
    look_through(store, archive)
    assert order(operator, archive / "kho" / "2019") == batch  # the form again: the same batch
    (archive / "kho" / "2019" / "e.pdf").touch()
    operator.post(f"/batches/{batch}/plan")
    look_through(store, archive)
    assert "3 tệp, 0,0 MB; 1 tệp mới." in operator.get(f"/batches/{batch}").text
    page = operator.get(NEW, query_string={"folder": f"{archive}/kho/2019"}).text
    assert f"/batches/{batch}" in page
    assert 'value="kho 2019"' in page  # a name that is free


def test_why_a_folder_could_not_be_looked_through(
    store: Store, operator: Browser, archive: Path
) -> None:
    batch = order(operator, archive / "kho" / "2019")
    shutil.rmtree(archive / "kho" / "2019")
    job = take(store, JobKind.PLAN)
    with pytest.raises(SohoaError) as gone:
        look_through(store, archive, job)
    failed(store, job, gone.value)
    assert "Không thấy thư mục. Xin gắn lại ổ đĩa" in operator.get(f"/batches/{batch}").text
    assert f'href="/batches/{batch}"' in operator.get("/queue/").text
    operator.post(f"/batches/{batch}/retry")
    assert take(store, JobKind.PLAN).attempts == 1


@pytest.mark.parametrize(
    "folder",
    [
        "/", "/etc", "{0}", "{0}/secret", "{0}/kho/../secret", "{0}/kho/..", "{0}/kho/link",
        "{0}/kho/link/", "{0}/kho/.hidden", "{0}/kho/2019/../../secret", "{0}/kho//2019",
        "{0}/kho/./2019", "{0}/khoang", "kho", "../secret", "{0}/kho/2019/b.pdf", "{0}/kho/none",
    ],
)  # fmt: skip
def test_no_other_folder_is_shown_or_planned(
    store: Store, operator: Browser, archive: Path, folder: str
) -> None:
    path = folder.format(archive)
    shown = operator.get(NEW, query_string={"folder": path})
    form = {"folder": path, "name": "x", "unit": "xa-a"}
    for answer in (shown, operator.post(NEW, data=form)):
        if path == "/" and answer is shown:
            assert "kho-a" in answer.text  # no folder is chosen
            continue
        assert answer.status_code in (404, 409)
        assert "s.pdf" not in answer.text
    assert count(store, table) == count(store, jobs) == 0


def test_a_zero_in_a_path_is_no_path(operator: Browser, archive: Path) -> None:
    assert operator.get(NEW, query_string={"folder": f"{archive}/kho\0"}).status_code == 400


def test_a_unit_chooses_from_its_own_folders_only(
    store: Store, local: Browser, archive: Path
) -> None:
    page = local.get(NEW).text
    assert f"{archive}/kho-a<" in page
    assert f"{archive}/kho<" not in page
    for folder in ("kho", "kho/2019"):
        answer = local.get(NEW, query_string={"folder": f"{archive}/{folder}"})
        assert answer.status_code == 409
    form = {"folder": f"{archive}/kho-a", "name": "x", "unit": "xa-b"}
    assert local.post(NEW, data=form).status_code == 409
    assert count(store, table) == 0
    order(local, archive / "kho-a")


def test_who_sees_a_batch_of_another_folder_does_not_start_it(
    store: Store, local: Browser, operator: Browser, archive: Path
) -> None:
    batch = order(operator, archive / "kho" / "2019")
    look_through(store, archive)
    assert "sohoa batch run 2019" in local.get(f"/batches/{batch}").text
    for what in ("plan", "start"):
        assert local.post(f"/batches/{batch}/{what}").status_code == 409
    assert claim(store) is None


def test_a_name_that_is_taken_tells_nothing_of_its_batch(
    store: Store, local: Browser, archive: Path
) -> None:
    plan(store, "2019", Path("/kho/mat"), [("a.pdf", 1)], unit="xa-b")
    form = {"folder": f"{archive}/kho-a", "name": "2019", "unit": "xa-a"}
    answer = local.post(NEW, data=form)
    assert answer.status_code == 422
    assert "Đã có đợt khác mang tên này" in answer.text
    assert "mat" not in answer.text.replace("format", "")
    assert find_batch(store, "2019").unit == "xa-b"  # type: ignore[union-attr]


@pytest.mark.parametrize("name", ["", "  ", "x" * 201, "a\tb"])
def test_a_batch_needs_a_name(store: Store, operator: Browser, archive: Path, name: str) -> None:
    form = {"folder": f"{archive}/kho", "name": name, "unit": "xa-a"}
    answer = operator.post(NEW, data=form)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert count(store, table) == 0


def test_a_type_is_one_that_there_is(store: Store, operator: Browser, archive: Path) -> None:
    form = {"folder": f"{archive}/kho", "name": "x", "unit": "xa-a"}
    assert operator.post(NEW, data={**form, "type": "none"}).status_code == 404
    order(operator, archive / "kho", type="giay_khai_sinh")
    assert get_batch(store, "kho").declared_type == "giay_khai_sinh"


def test_a_batch_of_the_command_line_goes_on_from_the_page(
    store: Store, operator: Browser, archive: Path
) -> None:
    plan(store, "tay", archive / "kho" / "2020", [("c.pdf", 1)], unit="xa-a")
    batch = get_batch(store, "tay").id
    assert "Bắt đầu đọc 1 tệp" in operator.get(f"/batches/{batch}").text
    operator.post(f"/batches/{batch}/start")
    assert take(store, JobKind.SUBMIT).batch == batch


def test_nothing_is_started_twice_or_while_it_is_paused(
    store: Store, operator: Browser, archive: Path
) -> None:
    batch = order(operator, archive / "kho" / "2019")
    assert operator.post(f"/batches/{batch}/start").status_code == 409
    look_through(store, archive)
    operator.post(f"/batches/{batch}/pause")
    assert "Bắt đầu" not in operator.get(f"/batches/{batch}").text
    assert operator.post(f"/batches/{batch}/start").status_code == 409
    operator.post(f"/batches/{batch}/resume")
    for _ in range(2):
        assert operator.post(f"/batches/{batch}/start").status_code == 303
    assert len(rows(store, jobs, jobs.c.kind == "submit")) == 1
    assert count(store, batch_items) == 2


def test_a_batch_of_the_wrong_folder_is_dropped(
    store: Store, operator: Browser, person: Callable[..., Browser], archive: Path
) -> None:
    batch = order(operator, archive / "kho" / "2019")
    look_through(store, archive)
    assert "/drop" in operator.get(f"/batches/{batch}").text
    assert (
        person("khac", Role.OPERATOR, unit="xa-b").post(f"/batches/{batch}/drop").status_code == 404
    )
    assert operator.post(f"/batches/{batch}/drop").location == "/batches/"
    assert count(store, table) == count(store, jobs) == count(store, batch_items) == 0
    batch = order(operator, archive / "kho" / "2019")  # its name is free again
    look_through(store, archive)
    operator.post(f"/batches/{batch}/start")
    assert "/drop" not in operator.get(f"/batches/{batch}").text
    assert operator.post(f"/batches/{batch}/drop").status_code == 409


def test_without_a_setting_the_page_says_how(store: Store, person: Callable[..., Browser]) -> None:
    plain = create_app(store.settings, store)
    someone = person("vanhanh", Role.OPERATOR)
    browser = Browser(plain.test_client())
    browser.sign_in("vanhanh")
    assert someone.get(NEW).status_code == 200
    page = browser.get(NEW).text
    assert "SOHOA_BATCH_ROOTS" in page
    assert "sohoa batch run" in page
    assert browser.get(NEW, query_string={"folder": "/etc"}).status_code == 409
