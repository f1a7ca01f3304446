"""A portal gets what was published, once, whatever breaks off between."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli.main import main
from models.errors import ErrorCode, SohoaError
from models.open_data import Definitions
from models.settings import Settings
from models.store.database import Store
from tests.worker.export.counted import CARD, confirmed_text, fill, later, receive, sets
from tests.worker.export.portal import TOKEN, Portal, serving
from worker.export import ckan
from worker.export.ckan import Pushed
from worker.export.open_data import Made, export_open_data

BOTH = ("sohoa-papers", "sohoa-dossiers")
FILES = 2


@pytest.fixture
def portal() -> Iterator[Portal]:
    with serving() as found:
        yield found


@pytest.fixture
def settings(portal: Portal) -> Settings:
    return Settings(ckan_url=portal.url, ckan_token=TOKEN)


@pytest.fixture
def definitions(tmp_path: Path) -> Definitions:
    return sets(tmp_path, "papers", "dossiers")


@pytest.fixture
def made(store: Store, definitions: Definitions, out: Path) -> Made:
    fill(store, CARD, "xa-a", 12)
    receive(store, None, "xa-a", 10)
    later(store, 70)
    return export_open_data(store, out, definitions, actor="lan")


def push(settings: Settings, definitions: Definitions, made: Made, out: Path) -> dict[str, Pushed]:
    return dict(ckan.push(settings, definitions, made.sets, out))


def test_pushed_twice(
    portal: Portal, settings: Settings, definitions: Definitions, made: Made, out: Path
) -> None:
    assert push(settings, definitions, made, out) == dict.fromkeys(BOTH, Pushed.MADE)
    assert sorted(each["name"] for each in portal.packages.values()) == sorted(BOTH)
    package = portal.named("sohoa-papers")
    assert package["title"] == definitions.dataset[0].title.vi
    assert (package["owner_org"], package["license_id"]) == ("tay-ninh", "cc-by")
    for name in ("papers.csv", "papers.json"):
        assert portal.content("sohoa-papers", name) == (out / name).read_bytes()
    portal.asked.clear()
    assert push(settings, definitions, made, out) == dict.fromkeys(BOTH, Pushed.KEPT)
    assert portal.asked == ["package_show"] * 2


def test_only_what_differs_is_sent(
    portal: Portal, settings: Settings, store: Store, definitions: Definitions, made: Made,
    out: Path,
) -> None:  # fmt: skip
    push(settings, definitions, made, out)
    portal.named("sohoa-papers")["private"] = False  # the portal's own
    portal.asked.clear()
    fill(store, CARD, "xa-a", 15)
    later(store, 62)
    again = export_open_data(store, out, definitions, actor="lan")
    assert push(settings, definitions, again, out) == {
        "sohoa-papers": Pushed.CHANGED, "sohoa-dossiers": Pushed.KEPT
    }  # fmt: skip
    assert portal.changes() == ["package_patch", *["resource_update"] * FILES]
    assert portal.named("sohoa-papers")["private"] is False
    assert len(portal.named("sohoa-papers")["resources"]) == FILES
    assert portal.content("sohoa-papers", "papers.csv") == (out / "papers.csv").read_bytes()


def test_broken_off_it_goes_on(definitions: Definitions, made: Made, out: Path) -> None:
    for sent in range(8):
        with serving() as portal:
            settings = Settings(ckan_url=portal.url, ckan_token=TOKEN)
            portal.answers = [*[None] * sent, (502, "Bad Gateway")]
            with pytest.raises(SohoaError) as failed:
                push(settings, definitions, made, out)
            assert failed.value.code is ErrorCode.TARGET_UNAVAILABLE
            push(settings, definitions, made, out)
            assert len(portal.packages) == 2
            assert all(len(each["resources"]) == FILES for each in portal.packages.values())
            # What has arrived is not sent again.
            assert len(portal.changes()) == 6 + (sent % 4 != 0)
            assert set(push(settings, definitions, made, out).values()) == {Pushed.KEPT}


def refused(
    settings: Settings, definitions: Definitions, made: Made, out: Path
) -> tuple[ErrorCode, str]:
    with pytest.raises(SohoaError) as caught:
        push(settings, definitions, made, out)
    told = str(caught.value)
    assert TOKEN not in told and "wrong-token" not in told
    return caught.value.code, told


def test_what_the_portal_refuses(
    portal: Portal, settings: Settings, definitions: Definitions, made: Made, out: Path
) -> None:
    other = replace(settings, ckan_token="wrong-token")
    code, told = refused(other, definitions, made, out)
    assert (code, "refuses the token" in told) == (ErrorCode.TARGET_REFUSED, True)
    catalog = definitions.catalog.model_copy(update={"ckan_licence": "none"})
    unlicensed = definitions.model_copy(update={"catalog": catalog})
    code, told = refused(settings, unlicensed, made, out)
    assert (code, "license_id" in told) == (ErrorCode.TARGET_REFUSED, True)
    publisher = definitions.publisher.model_copy(update={"ckan_organization": "other"})
    strange = definitions.model_copy(update={"publisher": publisher})
    assert refused(settings, strange, made, out)[0] is ErrorCode.TARGET_REFUSED
    assert portal.packages == {}


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ((409, "conflict"), ErrorCode.TARGET_REFUSED),
        ((200, "<html>hello</html>"), ErrorCode.TARGET_REFUSED),
        ((200, '{"success": false, "error": "of another kind"}'), ErrorCode.TARGET_REFUSED),
        ((301, ""), ErrorCode.TARGET_REFUSED),
        ((429, ""), ErrorCode.TARGET_UNAVAILABLE),
        ((503, "<html>"), ErrorCode.TARGET_UNAVAILABLE),
    ],
)
def test_what_answers_otherwise(
    portal: Portal, settings: Settings, definitions: Definitions, made: Made, out: Path,
    answer: tuple[int, str], code: ErrorCode,
) -> None:  # fmt: skip
    portal.answers = [answer]
    assert refused(settings, definitions, made, out)[0] is code


def test_who_does_not_answer(
    settings: Settings, definitions: Definitions, made: Made, out: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        monkeypatch.setattr(ckan, "TIMEOUT_S", (0.2, 0.2))
        there = replace(settings, ckan_url=f"http://127.0.0.1:{port}")
        assert refused(there, definitions, made, out)[0] is ErrorCode.TARGET_UNAVAILABLE
    # Now nobody listens there.
    assert refused(there, definitions, made, out)[0] is ErrorCode.TARGET_UNAVAILABLE
    nowhere = replace(settings, ckan_url="no address")
    assert refused(nowhere, definitions, made, out)[0] is ErrorCode.TARGET_UNAVAILABLE


def sohoa(store: Store, *words: object, **given: str) -> Result:
    env = {name: None for name in os.environ if name.startswith("SOHOA_")}
    told = {"SOHOA_HOME": store.settings.home, "SOHOA_DATABASE_URL": store.settings.database_url}
    return CliRunner().invoke(
        main, ["export", "open", *map(str, words)], env={**env, **told, **given}
    )


def test_by_command(store: Store, portal: Portal, tmp_path: Path, out: Path) -> None:
    # The command goes by the clock of the machine, at which all of this is long over.
    fill(store, CARD, "xa-a", 12)
    text = confirmed_text()
    file = tmp_path / "sets.toml"
    file.write_text(text[: text.index('[[dataset]]\nid = "dossiers"')], encoding="utf-8")
    settled = {
        "SOHOA_OPEN_DATA_FILE": str(file), "SOHOA_CKAN_URL": portal.url, "SOHOA_CKAN_TOKEN": TOKEN
    }  # fmt: skip
    done = sohoa(store, out, "--push", **settled)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith("papers: 1 rows; new or revised periods: 2026-03")
    assert done.stdout.endswith("sohoa-papers: made\n")
    again = sohoa(store, out, "--push", **settled)
    assert again.stdout == ("papers: 1 rows; new or revised periods: none\nsohoa-papers: kept\n")
    wrong = sohoa(store, out, "--push", **settled | {"SOHOA_CKAN_TOKEN": "x"})
    assert wrong.exit_code == 0  # nothing to change: the token is not needed
    portal.packages.clear()
    wrong = sohoa(store, out, "--push", **settled | {"SOHOA_CKAN_TOKEN": "wrong-token"})
    assert (wrong.exit_code, "refuses the token" in wrong.stderr) == (1, True)
    assert "wrong-token" not in wrong.output
    higher = sohoa(store, out, SOHOA_OPEN_DATA_K="13", **settled)
    assert (higher.exit_code, "by a lower k than 13" in higher.stderr) == (1, True)


def test_wrong_usage(store: Store, tmp_path: Path, out: Path) -> None:
    fill(store, CARD, "xa-a", 12)
    assert sohoa(store).exit_code == 2
    assert sohoa(store, out, SOHOA_OPEN_DATA_K="9").exit_code == 2
    assert sohoa(store, out, SOHOA_OPEN_DATA_FILE="/none.toml").exit_code == 2
    nowhere = sohoa(store, out, "--push")
    assert (nowhere.exit_code, "No open data portal is set" in nowhere.stderr) == (1, True)
    draft = sohoa(store, out, "--push", SOHOA_CKAN_URL="http://127.0.0.1:1")
    assert (draft.exit_code, "are not confirmed" in draft.stderr) == (1, True)
    refused = sohoa(store, out, SOHOA_OPEN_DATA_K="13")
    assert (refused.exit_code, "papers does not reach k = 13" in refused.stderr) == (1, True)
    assert not out.exists()
    # The built-in sets have nothing to tell of dossiers.
    partly = sohoa(store, out)
    assert (partly.exit_code, "dossiers does not reach k" in partly.stderr) == (3, True)
    assert (out / "papers.csv").exists() and not (out / "dossiers.csv").exists()
    receive(store, None, "xa-a", 10)
    text = confirmed_text().replace("confirmed = true", "confirmed = false")
    file = tmp_path / "draft.toml"
    file.write_text(text[: text.index('[[dataset]]\nid = "reuse"')], encoding="utf-8")
    drafted = sohoa(store, out, SOHOA_OPEN_DATA_FILE=str(file))
    assert (drafted.exit_code, drafted.stderr) == (
        0, "sohoa: This is a draft: the definitions are not confirmed.\n"
    )  # fmt: skip
    assert sohoa(store, "/proc/out", SOHOA_OPEN_DATA_FILE=str(file)).exit_code == 1
