"""Accounts, units and the audit's chain, by command."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from click.testing import CliRunner
from sqlalchemy import delete, text, update

from cli.commands import audit, client, unit, user, webhook
from models.settings import Settings
from models.signing import secret_key
from models.store.audit import Event, note_reading
from models.store.database import Store, open_store
from models.store.people import sign_in
from models.store.prefill import Asked, look_up
from models.store.records import approve
from models.store.tables import audit_events, deliveries
from models.store.webhooks import NewWebhook, add_webhook, send_test
from tests.faults.watch import SOHOA
from tests.models.store.builders import digest, paper, result, rows
from tests.models.store.test_chain import unguarded
from tests.models.store.test_webhooks import system
from tests.servers import prepared_sqlite


@pytest.fixture
def store(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Iterator[Store]:
    template = tmp_path_factory.getbasetemp() / "database-template"
    url = prepared_sqlite(template, tmp_path / "database")
    opened = open_store(Settings(home=str(tmp_path), database_url=url))
    yield opened
    opened.close()


def run(store: Store, *words: str, code: int = 0, given: str = "") -> str:
    """What the command says; it ends with `code`."""
    # Within this process: what takes longest of a command is to start Python.
    commands = {
        "user": user.command,
        "unit": unit.command,
        "audit": audit.command,
        "client": client.command,
        "webhook": webhook.command,
    }
    env = {
        "SOHOA_DATABASE_URL": store.settings.database_url, "SOHOA_HOME": store.settings.home,
    }  # fmt: skip
    done = CliRunner().invoke(commands[words[0]], words[1:], env=env, input=given or None)
    assert done.exit_code == code, done.output
    return done.stdout if code in (0, 3) else done.stderr


def test_the_commands_are_part_of_the_program(store: Store) -> None:
    env = {**os.environ, "SOHOA_DATABASE_URL": store.settings.database_url}
    for words in (["user", "list"], ["unit", "list", "--json"], ["audit", "verify"]):
        subprocess.run([SOHOA, *words], env=env, check=True, capture_output=True)


def test_what_is_no_digest_is_wrong_usage_and_no_alarm(store: Store) -> None:
    assert "64 digits" in run(store, "audit", "verify", "--known", "abc", code=2)


def test_an_account_is_added_listed_locked_out_and_let_in_again(store: Store) -> None:
    assert "no accounts yet" in run(store, "user", "list")
    run(store, "user", "add", "an", "--role", "administrator")
    said = run(store, "user", "add", "Lan", "--role", "reviewer", "--role", "senior", "--name",
               "Trần Lan", "--unit", "xa-a")  # fmt: skip
    assert said.startswith("Added lan.\n")
    [password] = re.findall(r"One-time password: (\S+)", said)
    assert sign_in(store, "lan", password, "10.0.0.1").one_time
    assert "lan  Trần Lan  xa-a  reviewer, senior\n" in run(store, "user", "list")
    assert run(store, "user", "disable", "lan") == "lan is disabled.\n"
    [_, lan] = map(json.loads, run(store, "user", "list", "--json").splitlines())
    assert lan == {
        "login": "lan", "name": "Trần Lan", "unit": "xa-a", "roles": ["reviewer", "senior"],
        "disabled": True, "second_factor": False,
    }  # fmt: skip
    run(store, "user", "enable", "lan")
    [fresh] = re.findall(r"One-time password: (\S+)", run(store, "user", "password", "lan"))
    assert fresh != password
    assert sign_in(store, "lan", fresh, "10.0.0.1").one_time


def test_an_account_for_the_identity_provider_has_no_password(store: Store) -> None:
    said = run(store, "user", "add", "lan", "--role", "reviewer", "--no-password")
    assert said == "Added lan.\n"


def test_what_cannot_be_done_is_said_and_changes_nothing(store: Store) -> None:
    run(store, "user", "add", "an", "--role", "administrator")
    before = run(store, "user", "list")
    assert "The login is taken." in run(store, "user", "add", "AN", "--role", "reviewer", code=1)
    assert "last administrator" in run(store, "user", "disable", "an", code=1)
    assert "no account nobody" in run(store, "user", "disable", "nobody", code=1)
    assert "cannot be a login" in run(store, "user", "add", "an b", "--role", "senior", code=1)
    run(store, "user", "add", "binh", "--role", "king", code=2)
    run(store, "user", "add", "binh", code=2)
    assert run(store, "user", "list") == before


def test_units_form_a_tree(store: Store) -> None:
    assert "no units yet" in run(store, "unit", "list")
    run(store, "user", "add", "an", "--role", "administrator")  # makes the root
    assert run(store, "unit", "add", "H53.12", "Sở Tư pháp") == "Added H53.12.\n"
    run(store, "unit", "add", "H53.12.4", "Phòng Hộ tịch", "--parent", "H53.12")
    assert run(store, "unit", "list").splitlines() == [
        "tay-ninh  Tỉnh Tây Ninh", "  H53.12  Sở Tư pháp", "    H53.12.4  Phòng Hộ tịch",
    ]  # fmt: skip
    last = json.loads(run(store, "unit", "list", "--json").splitlines()[-1])
    assert last == {"code": "H53.12.4", "name": "Phòng Hộ tịch", "parent": "H53.12"}
    assert "already" in run(store, "unit", "add", "H53.12", "Sở khác", code=1)
    assert "no such unit" in run(store, "unit", "add", "moi", "Mới", "--parent", "x", code=1)


def test_a_sound_chain_is_called_so_and_its_digest_can_be_kept(store: Store) -> None:
    run(store, "user", "add", "an", "--role", "administrator")
    told = json.loads(run(store, "audit", "verify", "--json"))
    assert (told["events"], told["broken"], told["known"]) == (1, None, None)
    run(store, "unit", "add", "moi", "Mới")
    assert json.loads(run(store, "audit", "verify", "--json", "--known", told["digest"]))["known"]
    said = run(store, "audit", "verify", "--known", "f" * 64, code=3)
    assert "cut off or replaced" in said


@pytest.mark.parametrize("tampering", ["changed", "removed", "inserted"])
def test_who_tampers_with_the_audit_is_found_out(store: Store, tampering: str) -> None:
    for login in ("an", "binh", "chi"):
        run(store, "user", "add", login, "--role", "administrator")
    first, second, third = rows(store, audit_events)
    with unguarded(store) as connection:
        if tampering == "changed":
            chosen = update(audit_events).where(audit_events.c.id == second.id)
            connection.execute(chosen.values(actor="somebody else"))
        elif tampering == "removed":
            connection.execute(delete(audit_events).where(audit_events.c.id == second.id))
        else:
            connection.execute(
                text(
                    "INSERT INTO audit_events (id, at, actor, action, subject, details, digest)"
                    " SELECT 0, at, actor, action, subject, details, digest FROM audit_events"
                    f" WHERE id = {third.id}"
                )
            )
    said = run(store, "audit", "verify", code=3)
    wrong = {"changed": second.id, "removed": third.id, "inserted": 0}[tampering]
    assert f"Event {wrong} of " in said
    broken = json.loads(run(store, "audit", "verify", "--json", code=3))["broken"]
    assert broken["id"] == wrong
    assert first.id == 1


def test_systems_are_added_and_listed_and_let_in_no_more(store: Store) -> None:
    words = ["--scope", "records:read.pii", "--title", "Cổng DVC", "--purpose", "giai-quyet-tthc"]
    told = run(store, "client", "add", "dvc", *words)
    secret = re.search(r"Secret: (\S+)", told)
    assert secret is not None
    assert run(store, "client", "list") == "dvc  Cổng DVC  tay-ninh  records:read.pii\n"
    again = re.search(r"Secret: (\S+)", run(store, "client", "rotate", "dvc"))
    assert again is not None and again[1] != secret[1]
    assert run(store, "client", "set", "dvc", "--scope", "prefill", "--unit", "xa-a") == (
        "Changed dvc.\n"
    )
    run(store, "client", "set", "dvc", "--title", "DVC")
    [changed] = [json.loads(line) for line in run(store, "client", "list", "--json").splitlines()]
    assert changed == {
        "name": "dvc", "title": "DVC", "unit": "xa-a", "scopes": ["prefill"],
        "purposes": ["giai-quyet-tthc"], "disabled": False,
    }  # fmt: skip
    assert "Nothing" in run(store, "client", "set", "dvc", code=2)
    assert "no client" in run(store, "client", "set", "nobody", "--title", "X", code=1)
    run(store, "client", "disable", "dvc")
    listed = json.loads(run(store, "client", "list", "--json"))
    assert listed["disabled"] is True and secret[1] not in str(listed)
    assert "purpose" in run(store, "client", "add", "x", "--scope", "prefill", code=1)
    run(store, "client", "add", "x", "--scope", "everything", code=2)


def test_webhooks_are_listed_and_what_was_given_up_is_told_again(store: Store) -> None:
    assert run(store, "webhook", "list") == "There are no webhooks yet.\n"
    own = system(store)
    new = NewWebhook("https://dvc.example/hook?token=abc", ("record.published",))
    hook, _ = add_webhook(store, own, new, b"key")
    message = send_test(store, own, hook)
    told = run(store, "webhook", "list")
    assert told == f"{hook}  dvc  https://dvc.example/hook  1 to be told, 0 given up\n"
    with store.write() as connection:
        connection.execute(update(deliveries).values(state="dead"))
    listed = json.loads(run(store, "webhook", "list", "--json"))
    assert (listed["pending"], listed["dead"], listed["enabled"]) == (0, 1, True)
    assert run(store, "webhook", "redeliver", str(hook)) == "1 messages will be sent again.\n"
    assert [(row.message, row.state) for row in rows(store, deliveries)] == [(message, "pending")]
    assert "no webhook" in run(store, "webhook", "redeliver", str(uuid4()), code=1)


def test_who_has_asked_about_a_person_is_told(store: Store) -> None:
    person = "072190001234"
    made = [
        digest(
            store, result(paper(kind="can_cuoc", so_dinh_danh=number)), f"%PDF {number}".encode()
        )
        for number in (person, "072190009999")
    ]
    mine, other = (str(records[0]) for _document, records in made)
    approve(store, UUID(mine), 1, "lan")
    shown = {"records": [other, mine], "purpose": "giai-quyet-tthc"}
    note_reading(store, Event("list", "records", "client:dvc", shown))
    note_reading(store, Event("view", other, "lan"))
    note_reading(store, Event("export_register", "can_cuoc", "lan", {"records": 2}))
    note_reading(store, Event("export", "dossier", "lan", {"records": {mine: 1}}))
    asker, key = system(store), secret_key(store.settings)
    for owner in (person, "072190005678"):
        asked = Asked(owner, "1.001193", "giai-quyet-tthc", "H53.15-251123-0007")
        look_up(store, asker, asked, key, "127.0.0.1")
    told = run(store, "audit", "person", "--json", given="072 190 001 234\n")
    first, *deeds = map(json.loads, told.splitlines())
    assert first["kind"] == "look_up" and first["procedure"] == "1.001193"
    assert (first["dossier"], first["found"]) == ("H53.15-251123-0007", [])
    assert {deed["action"] for deed in deeds} >= {"approve", "export", "list", "look_up"}
    assert {record for deed in deeds for record in deed["records"]} == {mine}
    assert "giai-quyet-tthc" in run(store, "audit", "person", given=f"{person}\n")
    assert run(store, "audit", "person", "--json", given="072190007777\n") == ""
    noted = [row for row in rows(store, audit_events) if row.action == "trace_person"]
    assert [row.details["records"] for row in noted] == [[mine], [mine], []]
    assert person not in str([row.details for row in rows(store, audit_events)])
