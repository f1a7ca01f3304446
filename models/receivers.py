"""Who may be called when other systems are to be told something.

An address that another system gives is called from within this network: it must not lead to what
can be reached from within alone (CWE-918, server-side request forgery). A name is therefore
resolved once; what it stands for is looked at, and that very address is called.
"""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

from models.errors import ErrorCode, SohoaError

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
Resolve = Callable[[str, int], Sequence[str]]

MOST_URL = 2000
# A name server that is silent holds nobody for longer.
_RESOLVE_S = 5.0
# No name or password, no fragment: whoever reads the address, what is called is what was resolved.
_URL = re.compile(
    r"(?P<scheme>https?)://(?P<authority>(?P<host>[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])"
    r"(?::(?P<port>\d{1,5}))?)(?P<target>(?:[/?][!\"$-\[\]-~]*)?)"
)


@dataclass(frozen=True, slots=True)
class Receiver:
    """Who is called.

    Attributes:
        authority: Host and port as the address writes them.
        host: What the certificate is to be of.
        target: Path and query.
        addresses: Where it was found, the preferred one first; nothing else may be called.
    """

    is_https: bool
    authority: str
    host: str
    port: int
    target: str
    addresses: tuple[str, ...]


def networks_of(text: str) -> tuple[Network, ...]:
    """Networks (CIDR) with spaces or commas between them.

    Raises:
        ValueError: One is none.
    """
    return tuple(ip_network(each) for each in re.split(r"[\s,]+", text) if each)


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host, the preferred one first; none: it is not known, or not in time."""
    found: list[str] = []

    def ask() -> None:
        # What is not known, or is no name at all, has no address.
        with suppress(OSError, UnicodeError):
            known = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            found.extend(dict.fromkeys(str(each[4][0]) for each in known))

    # It cannot be told to give up.
    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(_RESOLVE_S)
    return [] if thread.is_alive() else found


def receiver_of(url: str, networks: Sequence[Network], resolve: Resolve = resolve) -> Receiver:
    """Who is called at an address that another system gave.

    Args:
        url: The address.
        networks: What may be called though it is not public, and without https.
        resolve: Tells the addresses of a host.

    Raises:
        SohoaError: `address_refused`: it is no such address, or leads to what may not be called;
            `target_unavailable`: the host is not known.
    """
    parts = _URL.fullmatch(url)
    port = int((parts and parts["port"]) or 443)
    if parts is None or len(url) > MOST_URL or not 0 < port < 65_536:
        raise SohoaError(
            ErrorCode.ADDRESS_REFUSED, "This is no address that can be called.",
            "Give https://HOST/PATH, without a user's name and password.",
        )  # fmt: skip
    is_https, host = parts["scheme"] == "https", parts["host"].strip("[]")
    port = port if parts["port"] or is_https else 80
    found = [_plain(each) for each in resolve(host, port)]
    if not found:
        raise SohoaError(
            ErrorCode.TARGET_UNAVAILABLE, "The host of this address is not known.",
            "Check its name.",
        )  # fmt: skip
    _check(found, networks, is_https=is_https)
    addresses = tuple(map(str, found))
    return Receiver(
        is_https, parts["authority"], host, port, _with_path(parts["target"]), addresses
    )


def _with_path(target: str) -> str:
    return target if target.startswith("/") else f"/{target}"


def _plain(text: str) -> Address:
    """An address; one of IPv4 that is written as one of IPv6 is what it stands for."""
    found = ip_address(text)
    return getattr(found, "ipv4_mapped", None) or found


def _check(found: Sequence[Address], networks: Sequence[Network], *, is_https: bool) -> None:
    """All that a name stands for must be allowed: which one is called is left to chance.

    Raises:
        SohoaError: `address_refused`.
    """
    outside = [each for each in found if not any(each in network for network in networks)]
    if not all(_is_public(each) for each in outside):
        raise SohoaError(
            ErrorCode.ADDRESS_REFUSED, "This address lies in a network that may not be called.",
            "Give a public one, or ask the operator to name the network.",
        )  # fmt: skip
    if outside and not is_https:
        raise SohoaError(
            ErrorCode.ADDRESS_REFUSED, "Only https is called outside the operator's own networks.",
            "Give an address that begins with https://.",
        )  # fmt: skip


# Which `ipaddress` took for public for a long time: those of protocols, and of translators, which
# would go on to an address of IPv4 (RFC 6890, RFC 6052, RFC 8215).
_SPECIAL = tuple(map(ip_network, ("192.0.0.0/24", "64:ff9b::/96", "64:ff9b:1::/48")))


def _is_public(address: Address) -> bool:
    """Whether an address is one of the Internet's (IANA's registries of special addresses)."""
    special = address.is_multicast or address.is_reserved
    special = special or any(address in network for network in _SPECIAL)
    if isinstance(address, IPv6Address):
        # Those that bear one of IPv4, which a gateway would go on to, and old local ones.
        special = special or bool(address.sixtofour or address.teredo or address.is_site_local)
    return address.is_global and not special
