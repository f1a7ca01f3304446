"""Submits a scan, waits for its records, reads them, then reads on what changes.

`python follow.py http://127.0.0.1:8000/api/v1 CLIENT SECRET SCAN.pdf`, with the client package that
`scripts/client.sh` makes.
"""

from __future__ import annotations

import sys
import time
import uuid
from pathlib import Path
from typing import TypeVar

from sohoa_client import AuthenticatedClient, Client
from sohoa_client.api.access import get_token
from sohoa_client.api.changes import list_changes
from sohoa_client.api.documents import get_document, submit_document
from sohoa_client.api.records import get_record
from sohoa_client.models import (
    ChangeList,
    DocumentBody,
    DocumentUpload,
    RecordBody,
    TokenAnswer,
    TokenRequest,
)
from sohoa_client.types import UNSET, File, Unset

T = TypeVar("T")


def is_a(kind: type[T], answer: object) -> T:
    """The answer that was hoped for; a problem ends the program with what it says."""
    if not isinstance(answer, kind):
        raise SystemExit(str(answer))
    return answer


def signed_in(api: str, name: str, secret: str) -> AuthenticatedClient:
    """A client with a token that is good for 15 minutes."""
    asked = TokenRequest(
        grant_type="client_credentials", client_id=name, client_secret=secret,
        scope="documents:write documents:read records:read",
    )  # fmt: skip
    token = is_a(TokenAnswer, get_token.sync(client=Client(api), body=asked))
    return AuthenticatedClient(api, token.access_token)


def submitted(client: AuthenticatedClient, scan: Path, key: str) -> DocumentBody:
    """A scan, taken once however often it is sent with the same key."""
    with scan.open("rb") as stream:
        body = DocumentUpload(file=File(payload=stream, file_name=scan.name))
        answer = submit_document.sync(client=client, body=body, idempotency_key=key)
    return is_a(DocumentBody, answer)


def read(client: AuthenticatedClient, document: DocumentBody) -> DocumentBody:
    """The document when it has been read, or could not be."""
    while document.state in ("received", "reading"):
        time.sleep(1)
        document = is_a(DocumentBody, get_document.sync(document.id, client=client))
    return document


def main(api: str, name: str, secret: str, scan: Path) -> None:
    """Print the records of a scan, and what has happened to records since the beginning."""
    client = signed_in(api, name, secret)
    document = read(client, submitted(client, scan, str(uuid.uuid4())))
    print(f"{scan.name}: {document.state}")
    for each in document.records:
        record = is_a(RecordBody, get_record.sync(each, client=client))
        print(f"{record.id} {record.type_} {record.state}")
        for field, found in record.fields.additional_properties.items():
            print(f"  {field}: {found.value}{' ?' if found.needs_review else ''}")
    after: str | Unset = UNSET
    while (page := is_a(ChangeList, list_changes.sync(client=client, after=after))).changes:
        for change in page.changes:
            print(f"{change.at} {change.type_} {change.record} version {change.version}")
        after = page.after  # keep it where you keep what you have read


if __name__ == "__main__":
    if len(sys.argv) != 5:
        raise SystemExit(__doc__)
    main(sys.argv[1], sys.argv[2], sys.argv[3], Path(sys.argv[4]))
