"""Secrets that have to be read again: encrypted with the key of the site (AES-256-GCM).

The key is not in the database, so that who has a copy of the database alone reads none. A secret is
bound to whose it is: copied to another row, it does not open.
"""

from __future__ import annotations

import base64
import hmac
import secrets
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE_BYTES = 12


def _cipher(key: bytes, use: str) -> AESGCM:
    # Not loaded where there is no such secret.
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return AESGCM(hmac.digest(key, use.encode(), "sha256"))


def closed(secret: str, owner: UUID, key: bytes, use: str) -> str:
    """A secret as it is kept.

    Args:
        secret: What is to be kept.
        owner: Whose it is.
        key: The key of the site.
        use: What it is for; secrets of different uses are encrypted with different keys.
    """
    nonce = secrets.token_bytes(_NONCE_BYTES)
    sealed = _cipher(key, use).encrypt(nonce, secret.encode(), owner.bytes)
    return base64.b64encode(nonce + sealed).decode()


def opened(text: str, owner: UUID, key: bytes, use: str) -> str | None:
    """The secret; None: it was encrypted with another key, for another owner or another use."""
    from cryptography.exceptions import InvalidTag

    body = base64.b64decode(text)
    try:
        found = _cipher(key, use).decrypt(body[:_NONCE_BYTES], body[_NONCE_BYTES:], owner.bytes)
    except InvalidTag:
        return None
    return found.decode()
