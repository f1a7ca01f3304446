"""A small portal of open data: a real HTTP server that keeps what CKAN's actions bring."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.wrappers import Request, Response

TOKEN, ORGANIZATION = "mã-token-1".encode().hex(), "tay-ninh"
LICENCES = {"cc-by", "cc-zero"}


class Refusal(Exception):
    """An error as CKAN answers it."""

    def __init__(self, status: int, kind: str, **told: Any) -> None:
        super().__init__(kind)
        self.status, self.error = status, {"__type": kind, **told}


class Portal:
    """What it does is changed by a test.

    Attributes:
        packages: By id.
        files: Bytes of resources, by id.
        asked: Actions that were asked for, in their order.
        answers: What it answers instead, one for each request: a status and a text.
    """

    def __init__(self) -> None:
        self.packages: dict[str, dict[str, Any]] = {}
        self.files: dict[str, bytes] = {}
        self.asked: list[str] = []
        self.answers: list[tuple[int, str] | None] = []
        self.server = make_server("127.0.0.1", 0, self._answer, request_handler=_Silent)
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def changes(self) -> list[str]:
        """Actions that change something."""
        return [action for action in self.asked if not action.endswith("_show")]

    def named(self, name: str) -> dict[str, Any]:
        """A package by its name or its id."""
        for package in self.packages.values():
            if name in (package["id"], package["name"]):
                return package
        raise Refusal(404, "Not Found Error", message="Not found: Package was not found.")

    def _answer(self, environ: Any, start: Any) -> Any:
        with Request(environ) as request:
            return self._answered(request)(environ, start)

    def _answered(self, request: Request) -> Response:
        action = request.path.removeprefix("/api/action/")
        self.asked.append(action)
        instead = self.answers.pop(0) if self.answers else None
        if instead is not None:
            return Response(instead[1], instead[0])
        try:
            body, status = {"success": True, "result": self._done(action, request)}, 200
        except Refusal as refusal:
            body, status = {"success": False, "error": refusal.error}, refusal.status
        return Response(json.dumps(body), status, mimetype="application/json")

    def _done(self, action: str, request: Request) -> Any:
        given = request.get_json() if request.is_json else request.form.to_dict()
        actions: dict[str, Callable[[dict[str, Any], Request], Any]] = {
            "package_show": lambda given, _: self.named(given["id"]),
            "package_create": self._create,
            "package_patch": self._patch,
            "resource_create": self._add_file,
            "resource_update": self._change_file,
        }
        if action != "package_show" and request.headers.get("Authorization") != TOKEN:
            raise Refusal(403, "Authorization Error", message="Access denied")
        return actions[action](given, request)

    def _create(self, given: dict[str, Any], _: Request) -> dict[str, Any]:
        self._check(given)
        package = {"id": str(uuid4()), "resources": [], "state": "active", **_kept(given)}
        self.packages[package["id"]] = package
        return package

    def _patch(self, given: dict[str, Any], _: Request) -> dict[str, Any]:
        self._check(given)
        package = self.named(given["id"])
        package.update(_kept(given) | {"id": package["id"]})
        return package

    def _check(self, given: dict[str, Any]) -> None:
        if given["owner_org"] != ORGANIZATION:
            raise Refusal(403, "Authorization Error", message="Access denied")
        if given["license_id"] not in LICENCES:
            raise Refusal(409, "Validation Error", license_id=["There is no such licence"])

    def _add_file(self, given: dict[str, Any], request: Request) -> dict[str, Any]:
        package = self.named(given["package_id"])
        resource = {"id": str(uuid4())}
        package["resources"].append(resource)
        return self._filled(resource, given, request)

    def _change_file(self, given: dict[str, Any], request: Request) -> dict[str, Any]:
        known = {each["id"]: each for package in self.packages.values()
                 for each in package["resources"]}  # fmt: skip
        return self._filled(known[given["id"]], given, request)

    def _filled(
        self, resource: dict[str, Any], given: dict[str, Any], request: Request
    ) -> dict[str, Any]:
        data = request.files["upload"].read()
        self.files[resource["id"]] = data
        resource.update(given | {"id": resource["id"], "size": len(data), "url_type": "upload"})
        return resource

    def content(self, package: str, name: str) -> bytes:
        """The bytes of a file."""
        resources = {each["name"]: each for each in self.named(package)["resources"]}
        data = self.files[resources[name]["id"]]
        assert resources[name]["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        return data


def _kept(given: dict[str, Any]) -> dict[str, Any]:
    """As CKAN keeps them: tags and extras get further keys, in an order of their own."""
    tags = [{**tag, "id": str(uuid4()), "state": "active"} for tag in given["tags"]]
    extras = sorted(given["extras"], key=lambda extra: str(extra["key"]))
    return {**given, "tags": tags, "extras": extras}


class _Silent(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@contextmanager
def serving() -> Iterator[Portal]:
    """A portal that answers until the block ends."""
    portal = Portal()
    thread = threading.Thread(target=portal.server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield portal
    finally:
        portal.server.shutdown()
        thread.join()
        portal.server.server_close()
