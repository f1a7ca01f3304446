"""The web service: the application in granian."""

from __future__ import annotations

import ctypes
import errno
import gc
import os
import signal
import socket
import time
from functools import partial

from flask import Flask
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from granian.server import Server

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
_THREADS, _THREADS_WITH_SQLITE = 32, 8
# How long requests that are being answered at the end may take.
_STOP_S = 10
# How long a port may be taken by one that ends just now.
_PORT_S = 5.0
# `PR_SET_PDEATHSIG` of Linux's prctl.h: the signal that a process gets when its parent dies.
_PDEATHSIG = 1
# What goes wrong, where the other services tell it.
_LOGGING = {"handlers": dict.fromkeys(("console", "access"), {"class": "logging.StreamHandler"})}
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


def _load(settings: Settings, parent: int) -> Flask:
    """The application, in each process anew: connections to the database must not be shared."""
    # Until it can be asked to stop, it is stopped.
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, signal.SIG_DFL)
    # Who is killed stops nobody: then the kernel does.
    ctypes.CDLL(None).prctl(_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        raise SystemExit("The web service has been stopped.")
    made = create_app(settings, open_store(settings))
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
    threads = _THREADS_WITH_SQLITE if _has_sqlite(settings) else _THREADS
    _wait_for(settings.web_host, port)
    if mallopt := getattr(ctypes.CDLL(None), "mallopt", None):
        mallopt(_ARENA_MAX, _ARENAS)
    open_store(settings).close()
    secret_key(settings)
    server = Server(
        "sohoa", settings.web_host, port, interface=Interfaces.WSGI,
        workers=workers, blocking_threads=threads, respawn_failed_workers=True,
        workers_kill_timeout=_STOP_S, http=HTTPModes.http1, websockets=False,
        log_level=LogLevels.error, log_dictconfig=_LOGGING,
        log_access=False,  # addresses of records and what was sought are nobody's business
    )  # fmt: skip
    server.serve(target_loader=partial(_load, settings, os.getpid()), wrap_loader=False)
