"""A small identity provider: a real HTTP server with real keys."""

from __future__ import annotations

import base64
import hashlib
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http.server import ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urljoin, urlsplit

from joserfc import jwt
from joserfc.jwk import KeySet, OctKey, RSAKey

from tests.servers import JsonHandler

CLIENT, SECRET = "so-hoa", "bí mật/+ 1"


@cache
def own_key() -> RSAKey:
    """The same one for all tests: making one takes long."""
    return RSAKey.generate_key(2048, {"kid": "one"}, private=True)


class Provider:
    """What it does is changed by a test; by default it does everything right.

    Attributes:
        claims: What it says of the person beside the protocol's own claims.
        changed: Claims that it gets wrong.
        info: What it says of the person when it is asked; None: it cannot be asked.
        status: Of its answers at the token endpoint.
        basic: Whether it takes the client's secret in the header.
    """

    def __init__(self) -> None:
        self.key = own_key()
        self.signs_with: RSAKey | OctKey = self.key
        self.algorithm = "RS256"
        self.claims: dict[str, Any] = {"preferred_username": "lan"}
        self.changed: dict[str, Any] = {}
        self.info: dict[str, Any] | None = None
        self.status = 200
        self.basic = True
        self.document: dict[str, Any] = {}
        self.codes: dict[str, dict[str, str]] = {}
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.issuer = f"http://127.0.0.1:{self.server.server_port}/realms/tinh"

    def authorize(self, url: str, person: str = "person-1") -> str:
        """What its pages do when a person signs in: the address that the browser is sent to."""
        parts = urlsplit(url)
        assert f"{parts.scheme}://{parts.netloc}{parts.path}" == f"{self.issuer}/auth"
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        assert asked["response_type"] == "code" and "openid" in asked["scope"].split()
        assert asked["client_id"] == CLIENT and asked["code_challenge_method"] == "S256"
        code = f"code-{len(self.codes)}"
        self.codes[code] = {**asked, "sub": person}
        back = urlsplit(asked["redirect_uri"])
        return f"{back.path}?code={code}&state={asked['state']}"

    def _handler(self) -> type[JsonHandler]:
        provider = self

        class Handler(JsonHandler):
            def do_GET(self) -> None:
                path = self.path.removeprefix("/realms/tinh")
                if path.startswith("/auth?"):
                    # Its page, on which the person signs in, is passed over.
                    host = parse_qs(urlsplit(path).query)["redirect_uri"][0]
                    there = provider.authorize(provider.issuer + path)
                    self.send_response(302)
                    self.send_header("Location", urljoin(host, there))
                    self.send_header("Content-Length", "0")
                    return self.end_headers()
                found = {
                    "/.well-known/openid-configuration": provider.discovery(),
                    "/keys": KeySet([provider.key]).as_dict(private=False),
                    "/info": provider.info,
                }.get(path)
                if path == "/info" and self.headers["Authorization"] != "Bearer access-1":
                    found = None
                self.say(200 if found else 404, found or {})

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                form = {name: values[0] for name, values in parse_qs(body).items()}
                if provider.status != 200:
                    return self.say(provider.status, {"error": "server_error"})
                self.say(*provider.tokens(form, self.headers["Authorization"] or ""))

        return Handler

    def discovery(self) -> dict[str, Any]:
        found = {
            "issuer": self.issuer, "authorization_endpoint": f"{self.issuer}/auth",
            "token_endpoint": f"{self.issuer}/token", "jwks_uri": f"{self.issuer}/keys",
            "token_endpoint_auth_methods_supported": [
                "client_secret_basic" if self.basic else "client_secret_post"
            ],
        }  # fmt: skip
        if self.info is not None:
            found["userinfo_endpoint"] = f"{self.issuer}/info"
        return found | self.document

    def tokens(self, form: dict[str, str], authorization: str) -> tuple[int, dict[str, Any]]:
        """As RFC 6749 and RFC 7636 say: a code is good once, for who holds the verifier."""
        asked = self.codes.pop(form.get("code", ""), None)
        given = (form.get("client_id"), form.get("client_secret"))
        if self.basic:
            name, _, secret = base64.b64decode(authorization[6:]).decode().partition(":")
            given = (unquote(name), unquote(secret))
        if given != (CLIENT, SECRET):
            return 401, {"error": "invalid_client"}
        digest = hashlib.sha256(form["code_verifier"].encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if asked is None or asked["code_challenge"] != challenge:
            return 400, {"error": "invalid_grant"}
        if form["redirect_uri"] != asked["redirect_uri"]:
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        claims = {
            "iss": self.issuer, "sub": asked["sub"], "aud": CLIENT, "exp": now + 300, "iat": now,
            "nonce": asked["nonce"], **self.claims, **self.changed,
        }  # fmt: skip
        header = {"alg": self.algorithm, "kid": "one"}
        token = jwt.encode(header, claims, self.signs_with, algorithms=[self.algorithm])
        return 200, {"access_token": "access-1", "token_type": "Bearer", "id_token": token}


@contextmanager
def running() -> Iterator[Provider]:
    """A provider that answers."""
    provider = Provider()
    thread = threading.Thread(target=provider.server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield provider
    finally:
        provider.server.shutdown()
        provider.server.server_close()
        thread.join()
