"""Systems that are told of changes: real servers that answer as they are told to."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Receiver(ThreadingHTTPServer):
    """Remembers what it was told.

    Attributes:
        answers: Statuses of the next answers; then it says 204.
        asked: Set when something has come.
        go_on: While this is not set it answers nothing, for a minute.
        trickles: It sends its answer byte by byte, and never ends.
        leads_to: Where its redirections lead.
    """

    daemon_threads = True

    def __init__(self, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.answers: list[int] = []
        self.got: list[tuple[dict[str, str], str]] = []
        self.asked, self.go_on, self.closing = (threading.Event() for _ in range(3))
        self.go_on.set()
        self.trickles = False
        self.leads_to = ""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/hook?k=1"

    @property
    def ids(self) -> list[str]:
        return [headers["webhook-id"] for headers, _ in self.got]

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of connections that were given up."""


class _Handler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        server = self.server
        server.got.append(({k.lower(): v for k, v in self.headers.items()}, body))
        server.asked.set()
        if server.trickles:
            self.wfile.write(b"HTTP/1.1 204 No Content\r\nX-Long: ")
            while not server.closing.wait(0.05):
                self.wfile.write(b"x")
            return
        server.go_on.wait(60)
        self.send_response(server.answers.pop(0) if server.answers else 204)
        if server.leads_to:
            self.send_header("Location", server.leads_to)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_POST

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def receiving(context: ssl.SSLContext | None = None, port: int = 0) -> Iterator[Receiver]:
    """A receiver; with a context it speaks https."""
    with Receiver(port) as server:
        if context is not None:
            server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.closing.set()
        server.go_on.set()
        server.shutdown()
        thread.join()
