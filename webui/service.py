"""The web service: the application in gunicorn."""

from __future__ import annotations

import ctypes
import errno
import gc
import os
import socket
import time
from collections.abc import Mapping
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from models.doctypes import document_types
from models.errors import ErrorCode, SohoaError
from models.settings import Settings
from models.signing import secret_key
from models.store.database import open_store
from webui.app import create_app

# Each holds a hundred megabytes.
_MOST_WORKERS = 4
# Threads of each. With PostgreSQL what many wait for at once is done at once, see `Store.look`;
# with SQLite they would only wait for each other.
_THREADS, _THREADS_WITH_SQLITE = 24, 8
# A request that takes longer hangs.
_TIMEOUT_S = 120
# How long a port may be taken by one that ends just now.
_PORT_S = 5.0
# `M_ARENA_MAX` of glibc's malloc.h, and how many: one for every thread keeps a tenth more memory.
_ARENA_MAX, _ARENAS = -8, 2


def workers_for(settings: Settings) -> int:
    """How many processes answer where nobody has said it."""
    # Those that wait for SQLite ask again from time to time, and may wait long; threads take turns.
    return 1 if _has_sqlite(settings) else min(os.cpu_count() or 1, _MOST_WORKERS)


def _has_sqlite(settings: Settings) -> bool:
    return settings.database().startswith("sqlite")


def _wait_for(host: str, port: int) -> None:
    """Wait until a port is free; processes of one that was killed just now may have it still.

    Sockets that share a port would share it with those of another stack, too, and say nothing.

    Raises:
        SohoaError: `already_running`: it is not free after a while.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    end = time.monotonic() + _PORT_S
    while True:
        try:
            socket.create_server((host, port), family=family).close()
            return
        except OSError as error:
            if error.errno != errno.EADDRINUSE or time.monotonic() > end:
                raise SohoaError(
                    ErrorCode.ALREADY_RUNNING, f"Nothing can listen on {host}:{port}: {error}.",
                    "Choose another SOHOA_WEB_PORT, or stop what listens there.",
                ) from error  # fmt: skip
        time.sleep(0.1)


class _Service(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    def __init__(self, settings: Settings, options: Mapping[str, Any]) -> None:
        self._settings, self._options = settings, options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        # In each process anew: connections to the database must not be shared.
        made = create_app(self._settings, open_store(self._settings))
        document_types()
        # What is there now stays. To look through all of it for what may be thrown away would take
        # nearly a tenth of a second, again and again, in the middle of somebody's request.
        gc.collect()
        gc.freeze()
        return made


def serve(settings: Settings, port: int) -> None:
    """Answer requests until a signal says to stop.

    Raises:
        SohoaError: `schema_unknown`, `database_unavailable`; `already_running`: the port is taken.
    """
    workers = settings.web_workers or workers_for(settings)
    _wait_for(settings.web_host, port)
    if mallopt := getattr(ctypes.CDLL(None), "mallopt", None):
        mallopt(_ARENA_MAX, _ARENAS)
    open_store(settings).close()
    secret_key(settings)
    options = {
        "bind": f"{settings.web_host}:{port}",
        "workers": workers,
        "threads": _THREADS_WITH_SQLITE if _has_sqlite(settings) else _THREADS,
        "worker_class": "gthread",
        "timeout": _TIMEOUT_S,
        "graceful_timeout": 10,
        "keepalive": 30,
        "limit_request_line": 8190,
        "accesslog": None,  # addresses of records and what was sought are nobody's business
        "errorlog": "-",
        "loglevel": "warning",
        "proc_name": "sohoa-web",
        "forwarded_allow_ips": "*" if settings.web_proxies else "127.0.0.1",
        "control_socket_disable": True,
        # From one socket for all, the first process to wake up takes nearly all connections, which
        # then stay with it for as long as they are kept open.
        "reuse_port": workers > 1,
    }
    _Service(settings, options).run()
