"""Addresses that another system gives: which may be called, and which lead inside."""

from __future__ import annotations

import pytest

from models.errors import ErrorCode, SohoaError
from models.receivers import MOST_URL, networks_of, receiver_of
from models.settings import Settings

PUBLIC = "8.8.8.8"


def refusal(url: str, *addresses: str, networks: str = "") -> ErrorCode:
    with pytest.raises(SohoaError) as refused:
        receiver_of(url, networks_of(networks), lambda _host, _port: addresses)
    return refused.value.code


def test_a_public_address_is_called_where_it_was_found() -> None:
    asked = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append((host, port))
        return [PUBLIC, "2606:4700::1"]

    found = receiver_of("https://dvc.example:8443/hook?k=1", (), resolve)
    assert (found.host, found.port, found.target) == ("dvc.example", 8443, "/hook?k=1")
    assert (found.is_https, found.authority) == (True, "dvc.example:8443")
    assert found.addresses == (PUBLIC, "2606:4700::1")
    assert asked == [("dvc.example", 8443)]


@pytest.mark.parametrize(
    ("url", "port", "target"),
    [
        ("https://a.example", 443, "/"),
        ("https://a.example?k=1", 443, "/?k=1"),
        ("https://[2606:4700::1]:9/x", 9, "/x"),
    ],
)
def test_what_an_address_leaves_out_is_filled_in(url: str, port: int, target: str) -> None:
    found = receiver_of(url, (), lambda _host, _port: [PUBLIC])
    assert (found.port, found.target) == (port, target)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://a.example/", "https://", "https:///x", "a.example", "https://a.example:0/",
        "https://a.example:65536/", "https://user:pw@a.example/", "https://a.example@b.example/",
        "https://a.example\\@b.example/", "https://a.example/#x", "https://a.example/a b",
        "https://a.example/\n", "https://đ.example/", "https://a.example/" + "x" * MOST_URL,
    ],
)  # fmt: skip
def test_what_can_be_read_in_two_ways_is_no_address(url: str) -> None:
    assert refusal(url, PUBLIC) is ErrorCode.ADDRESS_REFUSED


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "0.0.0.0", "224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1",
        "::1", "::", "fe80::1", "fc00::1", "fec0::1", "ff02::1", "2001:db8::1",
        "::ffff:127.0.0.1", "::ffff:10.1.2.3", "::127.0.0.1", "64:ff9b::a9fe:a9fe",
        "2002:7f00:1::", "2001:0:7f00:1::", "64:ff9b::a00:1", "64:ff9b:1::1", "192.0.0.8",
    ],
)  # fmt: skip
def test_what_is_not_public_is_not_called(address: str) -> None:
    assert refusal("https://dvc.example/", address) is ErrorCode.ADDRESS_REFUSED
    # One of several is enough: which one is called is left to chance.
    assert refusal("https://dvc.example/", PUBLIC, address) is ErrorCode.ADDRESS_REFUSED


@pytest.mark.parametrize("host", ["localhost", "127.1", "2130706433", "0x7f.1", "[::1]"])
def test_names_of_this_machine_are_seen_through(host: str) -> None:
    with pytest.raises(SohoaError) as refused:
        receiver_of(f"https://{host}/", ())
    assert refused.value.code is ErrorCode.ADDRESS_REFUSED


def test_a_network_that_is_named_may_be_called_without_https_too() -> None:
    networks = networks_of(" 10.53.0.0/16, fd00:53::/32\n192.168.1.7/32")
    for address in ("10.53.8.1", "fd00:53::1", "192.168.1.7", "::ffff:10.53.8.1"):
        for scheme in ("http", "https"):
            receiver_of(f"{scheme}://noi.bo/", networks, lambda *_, found=address: [found])
    assert refusal("http://noi.bo/", "10.54.0.1", networks="10.53.0.0/16")
    assert refusal("http://noi.bo/", PUBLIC, networks="10.53.0.0/16")
    assert refusal("http://noi.bo/", "10.53.0.1", PUBLIC, networks="10.53.0.0/16")


def test_a_host_that_is_not_known_is_told_apart() -> None:
    assert refusal("https://nowhere.example/") is ErrorCode.TARGET_UNAVAILABLE


def test_a_setting_that_names_no_network_is_refused() -> None:
    with pytest.raises(ValueError, match="SOHOA_WEBHOOK_NETWORKS"):
        Settings.from_env({"SOHOA_WEBHOOK_NETWORKS": "10.53.8.1/24"})
    found = Settings.from_env({"SOHOA_WEBHOOK_NETWORKS": "10.53.8.0/24,::1/128"})
    assert [str(each) for each in found.networks()] == ["10.53.8.0/24", "::1/128"]
