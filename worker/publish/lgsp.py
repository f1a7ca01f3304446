"""Push to an integration platform ("nền tảng tích hợp, chia sẻ dữ liệu", LGSP, NDXP).

What such a platform takes is agreed with its owner, so address, headers, credentials and the shape
of the message are settings. Only types and fields that are named there go to it: no more is shared
than the purpose needs (Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15).
"""

from __future__ import annotations

import json
import ssl
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from string import punctuation
from typing import Any
from urllib.parse import quote

import httpx

from models.doctypes import document_types
from models.errors import ErrorCode, SohoaError
from models.feeds import ALL
from models.settings import Settings
from models.store.changes import Kind
from models.store.publications import Publication
from worker.export.values import as_text
from worker.publish.answers import answered
from worker.publish.envelope import filled, holes

DEFAULT = Path(__file__).with_name("lgsp.json")
_WHO, _AUTHORITY = "The gateway", "The gateway's token address"
_CURE = "Check SOHOA_LGSP_URL, the certificates and the network; it is tried again."
_TOKEN_CURE = "Check SOHOA_LGSP_TOKEN_URL, the certificates and the network; it is tried again."
_OF_RECORD = ("record", "version", "type", "unit")
# What a message can tell besides `fields` and each of them. Accounts of persons are not among it.
_KNOWN = (
    *_OF_RECORD, "id", "event", "dossier", "digitization_code", "document", "pages", "made_at",
    "original", "searchable", "fields",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Gateway:
    """A platform, and how to talk to it.

    Attributes:
        fields: Ids of the fields that go there, by type.
        envelopes: The shape of a message, by type.
        headers: Sent besides those of JSON and of the token; they may have holes, too.
        tls: Whom it trusts, and as whom it speaks.
    """

    settings: Settings
    fields: Mapping[str, tuple[str, ...]]
    envelopes: Mapping[str, Any]
    headers: Mapping[str, str]
    tls: ssl.SSLContext

    def push(self, publication: Publication) -> None:
        """Send a message about a version of a record, or that the record is withdrawn.

        Its id, which is its `Idempotency-Key`, too, is the same in every try.

        Raises:
            SohoaError: `target_unavailable`, to be tried again; `target_refused`; `not_allowed`:
                its type does not go there any more.
        """
        settings, kind = self.settings, publication.body["type"]
        if kind not in self.fields:
            raise SohoaError(
                ErrorCode.NOT_ALLOWED, "Papers of this type do not go to the gateway any more.",
                "Name the type in SOHOA_LGSP_TYPES and retry, or leave it.",
            )  # fmt: skip
        values = _values(publication, self.fields[kind])
        path = {name: quote(str(values[name]), safe="") for name in _OF_RECORD}
        url = settings.lgsp_url.rstrip("/") + settings.lgsp_path.format(**path)
        own = {name: _ascii(as_text(filled(text, values))) for name, text in self.headers.items()}
        headers = {"Idempotency-Key": publication.key} | own
        with httpx.Client(verify=self.tls, timeout=settings.lgsp_timeout_s) as client:
            token = settings.lgsp_token or self._token(client)
            if token:
                headers["Authorization"] = f"Bearer {token}"
            answer = answered(
                lambda: client.request(
                    settings.lgsp_method, url, headers=headers,
                    json=filled(self.envelopes[kind], values),
                ),
                _WHO, _CURE,
            )  # fmt: skip
        if settings.lgsp_accepted and not _says(answer, settings.lgsp_accepted):
            raise SohoaError(
                ErrorCode.TARGET_REFUSED,
                f"The gateway answered {answer.status_code}, but not SOHOA_LGSP_ACCEPTED.",
                "Ask its owner why, then retry.",
            )

    def _token(self, client: httpx.Client) -> str:
        """An access token by client credentials (RFC 6749, 4.4); empty: none is asked for."""
        settings = self.settings
        if not settings.lgsp_token_url:
            return ""
        answer = answered(
            lambda: client.post(
                settings.lgsp_token_url, data={"grant_type": "client_credentials"},
                auth=(settings.lgsp_client_id, settings.lgsp_client_secret),
            ),
            _AUTHORITY, _TOKEN_CURE,
        )  # fmt: skip
        token = _told(answer, "access_token")
        if not isinstance(token, str):
            raise SohoaError(
                ErrorCode.TARGET_REFUSED, f"{_AUTHORITY} gave no token.",
                "Ask its owner why, then retry.",
            )  # fmt: skip
        return token


def gateway_of(settings: Settings) -> Gateway:
    """The platform of the settings; its files are read anew each time.

    Raises:
        SohoaError: `target_misconfigured`: a file is missing or is none of its kind, a type or a
            field is unknown, or a message names what it cannot tell.
    """
    fields = {kind: _fields(kind, names) for kind, names in settings.lgsp_feed().items()}
    envelopes = {kind: _envelope(settings, kind) for kind in fields}
    headers = settings.lgsp_own_headers()
    _check_holes(headers, {*_OF_RECORD, "id", "event"}, "SOHOA_LGSP_HEADERS")
    for kind, names in fields.items():
        known = {*_KNOWN, *(f"fields.{name}" for name in names)}
        _check_holes(envelopes[kind], known, f"The message for {kind}")
    return Gateway(settings, fields, envelopes, headers, _tls(settings))


def _ascii(text: str) -> str:
    """A text as a header can bear it: the rest as in addresses, as X-Road wants identifiers."""
    return quote(text, safe=f"{punctuation} ")


def _misconfigured(message: str, remedy: str) -> SohoaError:
    return SohoaError(ErrorCode.TARGET_MISCONFIGURED, message, remedy)


def _fields(kind: str, names: tuple[str, ...]) -> tuple[str, ...]:
    found = document_types().get(kind)
    known = [field.id for field in found.field] if found else []
    unknown = [name for name in names if name not in (*known, ALL)]
    if found is None or unknown:
        raise _misconfigured(
            f"SOHOA_LGSP_TYPES names {kind}={','.join(unknown)}, which is unknown.",
            f"See `sohoa types{' ' + kind if found else ''}`.",
        )
    return tuple(known) if names == (ALL,) else names


def _envelope(settings: Settings, kind: str) -> Any:
    text = settings.lgsp_message
    path = Path(text.replace("{type}", kind)) if text else DEFAULT
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise _misconfigured(
            f"The message for {kind}, {path}, cannot be read as JSON ({type(error).__name__}).",
            "Check SOHOA_LGSP_MESSAGE and the file.",
        ) from error


def _check_holes(envelope: Any, known: set[str], what: str) -> None:
    try:
        unknown = sorted(set(holes(envelope)) - known)
    except ValueError as error:
        raise _misconfigured(f"{what} is no template: {error}.", "See docs/publish.md.") from error
    if unknown:
        raise _misconfigured(
            f"{what} has unknown placeholders: {', '.join(unknown)}.",
            "Take those of docs/publish.md, and only fields that SOHOA_LGSP_TYPES names.",
        )


def _tls(settings: Settings) -> ssl.SSLContext:
    certificate, key = settings.lgsp_certificate, settings.lgsp_key
    try:
        context = ssl.create_default_context(cafile=settings.lgsp_ca or None)
        if certificate:
            # An encrypted key would else be asked for at the terminal.
            context.load_cert_chain(certificate, key or None, password="")
    except (OSError, ValueError) as error:
        raise _misconfigured(
            f"The certificates for the gateway cannot be used ({_reason(error)}).",
            "Check SOHOA_LGSP_CERTIFICATE, SOHOA_LGSP_KEY (unencrypted) and SOHOA_LGSP_CA.",
        ) from error
    return context


def _reason(error: Exception) -> str:
    return (error.reason if isinstance(error, ssl.SSLError) else None) or type(error).__name__


def _values(publication: Publication, names: tuple[str, ...]) -> dict[str, Any]:
    """What a message may tell of a publication, by the names of the holes."""
    body = publication.body
    values: dict[str, Any] = {
        **dict.fromkeys(_KNOWN), "id": publication.key, "record": str(publication.record),
        "event": str(Kind.WITHDRAWN if publication.withdrawn else Kind.PUBLISHED),
        "version": publication.version, "type": body["type"], "unit": body["unit"],
        **{f"fields.{name}": None for name in names},
    }  # fmt: skip
    return values if publication.withdrawn else values | dict(_told_of(body, names))


def _told_of(body: Mapping[str, Any], names: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    """What only a version has."""
    made, objects = body["provenance"], body["objects"]
    # A version that an older program has made may lack a field.
    fields = {name: body["fields"].get(name, {}).get("value") for name in names}
    yield from {
        "dossier": body["dossier"], "digitization_code": body["digitization_code"],
        "document": made["document"], "pages": len(made["pages"]), "made_at": made["made_at"],
        "original": objects["original"], "searchable": objects["searchable"], "fields": fields,
    }.items()  # fmt: skip
    yield from ((f"fields.{name}", value) for name, value in fields.items())


def _told(answer: httpx.Response, path: str) -> Any:
    """What stands in a JSON answer at a path with dots; None: nothing."""
    try:
        found = answer.json()
        for name in path.split("."):
            found = found[name]
    except (ValueError, KeyError, TypeError):
        return None
    return found


def _says(answer: httpx.Response, wanted: str) -> bool:
    """Whether a JSON answer has what `PATH=VALUE` says."""
    path, _, value = wanted.partition("=")
    found = _told(answer, path)
    return value == (found if isinstance(found, str) else json.dumps(found))
