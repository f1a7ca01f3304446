"""The key that signs: cookies, addresses of images, pseudonyms."""

from __future__ import annotations

import os
import secrets

from models.settings import Settings

_KEY_FILE = "secret.key"


def secret_key(settings: Settings) -> bytes:
    """The key of the settings; without one, one that is kept in the home from the first use on."""
    if settings.secret_key:
        return settings.secret_key.encode()
    path = settings.home_dir() / _KEY_FILE
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(secrets.token_bytes(32))
    try:
        # Of two that start at once the second one takes the key of the first.
        os.link(part, path)
    except FileExistsError:
        pass
    finally:
        part.unlink()
    return path.read_bytes()
