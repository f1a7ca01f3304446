"""A stand-in for an integration platform: a real HTTPS server that asks for a certificate."""

from __future__ import annotations

import base64
import json
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import trustme

from tests.servers import JsonHandler

HOST = "127.0.0.1"


@dataclass
class Papers:
    """Certificates of a platform and of who talks to it, as files."""

    folder: Path
    ca: trustme.CA = field(default_factory=trustme.CA)

    def trusted(self, name: str = "ca.pem") -> str:
        """The file of the authority."""
        path = self.folder / name
        self.ca.cert_pem.write_to_path(path)
        return str(path)

    def client(self, name: str) -> dict[str, str]:
        """The settings of one who has a certificate of this authority."""
        leaf = self.ca.issue_cert(common_name=name)
        certificate, key = self.folder / f"{name}.pem", self.folder / f"{name}.key"
        leaf.cert_chain_pems[0].write_to_path(certificate)
        leaf.private_key_pem.write_to_path(key)
        return {"lgsp_certificate": str(certificate), "lgsp_key": str(key)}


@dataclass
class Asked:
    """A request that came."""

    method: str
    path: str
    headers: dict[str, str]
    body: Any
    client: str


class Platform:
    """It answers as it is told, remembers what it was asked, and may be down for a while.

    Attributes:
        answers: Its next ones; then it says 200.
        effects: What it has taken, by the key of the message: one that comes again has no effect.
        slow: While it is set, an answer waits.
        secret: Of the client who may have a token.
    """

    def __init__(self, papers: Papers) -> None:
        self._tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        papers.ca.issue_cert(HOST).configure_cert(self._tls)
        papers.ca.configure_trust(self._tls)
        self._tls.verify_mode = ssl.CERT_REQUIRED
        self.answers: list[tuple[int, Any]] = []
        self.asked: list[Asked] = []
        self.effects: dict[str, Any] = {}
        self.awake = threading.Event()
        self.awake.set()
        self.secret = "so-hoa:mat-khau"
        self.port = 0

    @property
    def url(self) -> str:
        return f"https://{HOST}:{self.port}/lgsp"

    @contextmanager
    def up(self) -> Iterator[None]:
        """It answers while the block runs."""
        server = _Server((HOST, self.port), _Handler)
        server.platform = self
        # In the handler's thread, so that one who cannot be let in keeps nobody waiting.
        server.socket = self._tls.wrap_socket(
            server.socket, server_side=True, do_handshake_on_connect=False
        )
        self.port = server.server_port
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield
        finally:
            self.awake.set()
            server.shutdown()
            server.server_close()
            thread.join()


class _Server(ThreadingHTTPServer):
    platform: Platform

    def handle_error(self, *_: object) -> None:
        """Who could not be let in, or has hung up, is no error of the platform."""


class _Handler(JsonHandler):
    server: _Server

    def do_POST(self) -> None:
        platform, data = self.server.platform, self.rfile.read(int(self.headers["Content-Length"]))
        if self.path == "/token":
            self._give_token(parse_qs(data.decode()))
            return
        body, headers = json.loads(data), dict(self.headers.items())
        subject = dict(x[0] for x in self.connection.getpeercert()["subject"])  # type: ignore[attr-defined]
        platform.asked.append(Asked(self.command, self.path, headers, body, subject["commonName"]))
        status, said = platform.answers.pop(0) if platform.answers else (200, {})
        if status < 300:
            platform.effects.setdefault(headers["Idempotency-Key"], body)
        platform.awake.wait()
        self.say(status, said)

    do_PUT = do_POST

    def _give_token(self, form: dict[str, list[str]]) -> None:
        given = base64.b64decode(self.headers["Authorization"].removeprefix("Basic ")).decode()
        good = form == {"grant_type": ["client_credentials"]}
        if good and given == self.server.platform.secret:
            self.say(200, {"access_token": "token-1", "token_type": "Bearer"})
        else:
            self.say(401, {"error": "invalid_client"})
