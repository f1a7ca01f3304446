"""The files of the deployment hold together; `make compose-test` runs it really."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from models.settings import Settings
from tests.conftest import ROOT

COMPOSE = Path(sys.executable).with_name("docker-compose")
PASSWORDS = {"POSTGRES_PASSWORD": "first", "REDIS_PASSWORD": "second"}
SERVERS = {"postgres", "redis"}


def config(
    *arguments: str, folder: Path = ROOT, env: dict[str, str] = PASSWORDS
) -> subprocess.CompletedProcess[str]:
    """`docker-compose config`; it needs no daemon."""
    # A `.env` that lies about would count too.
    command = [COMPOSE, "--env-file", os.devnull, "config", *arguments]
    return subprocess.run(
        command, cwd=folder, env={"PATH": os.environ["PATH"], "HOME": str(folder), **env},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    done = config("--format", "json")
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)["services"]
    return found


def test_the_file_is_valid() -> None:
    done = config("-q")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize(
    ("right", "wrong", "complaint"),
    [
        ("read_only: true", "readonly: true", "readonly"),
        ("    redis:\n      condition", "    reddis:\n      condition", "reddis"),
        ("condition: service_healthy", "condition: service_well", "condition"),
        ("      - broker:/data", "      - brokers:/data", "brokers"),
    ],
)
def test_a_mistake_in_it_is_refused(tmp_path: Path, right: str, wrong: str, complaint: str) -> None:
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    shutil.copy(ROOT / "Dockerfile", tmp_path)
    assert right in text
    (tmp_path / "docker-compose.yml").write_text(text.replace(right, wrong), encoding="utf-8")
    done = config("-q", folder=tmp_path)
    assert done.returncode != 0
    assert complaint in done.stderr


@pytest.mark.parametrize("missing", PASSWORDS)
def test_a_password_that_is_not_set_is_asked_for(missing: str) -> None:
    done = config("-q", env={name: PASSWORDS[name] for name in PASSWORDS if name != missing})
    assert done.returncode != 0
    assert f"{missing} is missing a value: must be set" in done.stderr


def test_every_container_is_confined_and_looked_after(services: dict[str, Any]) -> None:
    for name, service in services.items():
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert "ports" not in service, name
        assert not service.get("privileged"), name
    for name in services.keys() - {"migrate"}:
        assert services[name]["restart"] == "unless-stopped"
        # The image brings a check of its own.
        assert name == "watch" or services[name]["healthcheck"]["test"]


def test_services_wait_for_what_they_need(services: dict[str, Any]) -> None:
    def waits(name: str) -> dict[str, str]:
        return {key: one["condition"] for key, one in services[name]["depends_on"].items()}

    assert waits("migrate") == {"postgres": "service_healthy"}
    for name in services.keys() - SERVERS - {"migrate"}:
        assert waits(name) == {
            "migrate": "service_completed_successfully", "redis": "service_healthy",
        }, name  # fmt: skip


def test_passwords_are_no_arguments(services: dict[str, Any]) -> None:
    for name, service in services.items():
        words = [*(service["command"] or []), *service.get("healthcheck", {}).get("test", [])]
        for password in PASSWORDS.values():
            assert password not in " ".join(words), name


def test_services_are_given_settings_that_exist(services: dict[str, Any]) -> None:
    for name in services.keys() - SERVERS:
        settings = Settings.from_env(services[name]["environment"])
        assert settings.database() == "postgresql+psycopg://sohoa:first@postgres/sohoa"
        assert settings.broker_url == "redis://:second@redis:6379/0"


def test_what_the_images_are_can_be_chosen() -> None:
    names = ("APP", "POSTGRES", "REDIS")
    chosen = {f"{name}_IMAGE": f"registry.example/{name.lower()}" for name in names}
    done = config("--format", "json", env={**PASSWORDS, **chosen, "BASE_IMAGE": "own/base"})
    found = json.loads(done.stdout)["services"]
    assert {one["image"] for one in found.values()} == set(chosen.values())
    assert found["migrate"]["build"]["args"] == {"BASE": "own/base"}


def test_the_image_is_made_of_every_package() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    packages = {name.partition(".")[0] for name in project["tool"]["setuptools"]["packages"]}
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    for name in packages:
        assert f"COPY {name} {name}\n" in dockerfile, name
        assert f"!{name}" in ignored, name
    for line in re.findall(r"^COPY (?!--)(.*) \S+$", dockerfile, re.MULTILINE):
        for name in line.split():
            assert (ROOT / name).exists(), name
            assert f"!{name}" in ignored, name


def test_the_image_sets_settings_that_exist() -> None:
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    known = {f"SOHOA_{item.name.upper()}" for item in fields(Settings)}
    assert set(re.findall(r"SOHOA_[A-Z_]+", dockerfile)) <= known
