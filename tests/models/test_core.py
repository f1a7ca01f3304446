"""Boxes, errors and settings check themselves."""

from __future__ import annotations

import pickle

import pytest

from models.errors import ErrorCode, SohoaError
from models.geometry import Box, union
from models.settings import Settings


def test_a_box_may_not_be_inverted() -> None:
    with pytest.raises(ValueError, match="inverted"):
        Box(10, 0, 5, 4)


def test_boxes_meet() -> None:
    one, other = Box(0, 0, 10, 10), Box(5, 5, 20, 20)
    assert one.intersection(other) == Box(5, 5, 10, 10)
    assert one.intersection(Box(10, 0, 12, 4)) is None
    assert union([one, other]) == Box(0, 0, 20, 20)


def test_errors_travel_between_processes() -> None:
    error = SohoaError(ErrorCode.ENCRYPTED, "It is locked.", "Unlock it.")
    copy = pickle.loads(pickle.dumps(error))
    assert copy.to_json() == {
        "code": "encrypted", "message": "It is locked.", "remedy": "Unlock it.",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["METRICS_PORT", "WEB_PORT", "WEB_PROXIES", "SECOND_KEYING"])
def test_none_can_be_said_where_it_is_a_value(name: str) -> None:
    assert getattr(Settings.from_env({f"SOHOA_{name}": "0"}), name.lower()) == 0
    with pytest.raises(ValueError, match=name):
        Settings.from_env({f"SOHOA_{name}": "-1"})


def test_settings_come_from_the_environment() -> None:
    assert Settings.from_env({"SOHOA_MAX_PAGES": "5"}).max_pages == 5
    with pytest.raises(ValueError, match="SOHOA_MAX_PAGES='five'"):
        Settings.from_env({"SOHOA_MAX_PAGES": "five"})


@pytest.mark.parametrize(
    "name", ["secret_key", "oidc_client_secret", "publish_token", "ckan_token"]
)
def test_secrets_are_never_shown(name: str) -> None:
    secret = "chim kêu vượn hót"
    made = Settings.from_env({f"SOHOA_{name.upper()}": secret})
    assert secret not in str(made.shown())
    assert Settings().shown()[f"SOHOA_{name.upper()}"] == ""
