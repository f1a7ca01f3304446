"""Stored files: in a folder, in memory, and in an S3-compatible store, all with one behaviour."""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import uuid4

import fsspec
import httpx
import pytest

from models.errors import ErrorCode, SohoaError
from models.store import reading
from models.store.database import Store
from models.store.jobs import JobKind
from models.store.objects import ObjectStore
from tests.models.store.builders import at_once, digest, files, paper, result, submit, take
from tests.servers import free_port, wait_until

LETTER = b"%PDF-1.7 a letter"
DIGEST = hashlib.sha256(LETTER).hexdigest()


@dataclass
class S3:
    """A server that speaks as Amazon's store does."""

    url: str
    process: subprocess.Popen[bytes]

    def answers(self) -> bool:
        try:
            return httpx.get(self.url).status_code == 200
        except httpx.TransportError:
            return False


@pytest.fixture(scope="module")
def s3() -> Iterator[S3]:
    port = free_port()
    program = Path(sys.executable).with_name("moto_server")
    process = subprocess.Popen(
        [program, "-H", "127.0.0.1", "-p", str(port)],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    server = S3(f"http://127.0.0.1:{port}", process)
    try:
        wait_until(server.answers, "the S3 server to start")
        yield server
    finally:
        process.kill()
        process.wait()


@pytest.fixture
def s3_settings(s3: S3, monkeypatch: pytest.MonkeyPatch) -> str:
    """The environment in which programs find the server."""
    values = {
        "AWS_ENDPOINT_URL_S3": s3.url, "AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "word",
        "AWS_DEFAULT_REGION": "us-east-1", "AWS_MAX_ATTEMPTS": "1",
    }  # fmt: skip
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    return s3.url


@pytest.fixture(params=["folder", "memory", "s3"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where nothing is stored yet."""
    if request.param == "folder":
        return str(tmp_path / "objects")
    if request.param == "memory":
        return f"memory://{uuid4()}"
    request.getfixturevalue("s3_settings")
    return f"s3://bucket-{uuid4()}/objects"


@pytest.fixture
def objects(url: str) -> ObjectStore:
    return ObjectStore(url)


def put(objects: ObjectStore, data: bytes = LETTER) -> str:
    return objects.put(io.BytesIO(data)).sha256


def overwrite(objects: ObjectStore, url: str, data: bytes) -> None:
    """As a failing disk or a stranger does."""
    path = objects.path(DIGEST)
    if "://" not in url:
        Path(path).chmod(0o600)
    fsspec.url_to_fs(url)[0].pipe_file(path, data)


def refusal(call: object, *arguments: object) -> ErrorCode:
    with pytest.raises(SohoaError) as caught:
        call(*arguments)  # type: ignore[operator]
    return caught.value.code


class TestEachStore:
    def test_what_is_put_is_there(self, objects: ObjectStore) -> None:
        stored = objects.put(io.BytesIO(LETTER))
        assert (stored.sha256, stored.size) == (DIGEST, len(LETTER))
        assert objects.exists(DIGEST)
        assert objects.read(DIGEST) == LETTER
        objects.verify(DIGEST)
        with objects.local(DIGEST) as path:
            assert path.read_bytes() == LETTER

    def test_a_link_leads_others_to_it(self, objects: ObjectStore) -> None:
        put(objects)
        with fsspec.open(objects.url(DIGEST), "rb") as stream:
            assert stream.read() == LETTER

    def test_the_same_bytes_lie_there_once(self, objects: ObjectStore) -> None:
        assert set(at_once(8, lambda _: put(objects))) == {DIGEST}
        assert list(objects.digests()) == [DIGEST]

    def test_a_file_larger_than_a_chunk(self, objects: ObjectStore) -> None:
        data = bytes(range(256)) * 24_000
        assert objects.read(put(objects, data)) == data

    def test_what_is_deleted_is_gone(self, objects: ObjectStore) -> None:
        other = put(objects, b"another")
        put(objects)
        objects.delete(DIGEST)
        objects.delete(DIGEST)
        assert not objects.exists(DIGEST)
        assert list(objects.digests()) == [other]
        for call in (objects.read, objects.verify):
            assert refusal(call, DIGEST) == ErrorCode.OBJECT_MISSING

    def test_an_empty_store_holds_nothing(self, objects: ObjectStore) -> None:
        assert list(objects.digests()) == []
        assert not objects.exists(DIGEST)

    def test_what_another_program_does_is_seen(self, objects: ObjectStore, url: str) -> None:
        other = ObjectStore(url)
        put(objects)
        assert list(other.digests()) == [DIGEST]
        objects.delete(DIGEST)
        assert not other.exists(DIGEST)

    def test_damage_is_noticed_and_healed_by_the_same_bytes(
        self, objects: ObjectStore, url: str
    ) -> None:
        put(objects)
        overwrite(objects, url, b"%PDF-1.7 a latter")
        for call in (objects.read, objects.verify):
            assert refusal(call, DIGEST) == ErrorCode.OBJECT_CORRUPT
        put(objects)
        objects.verify(DIGEST)

    def test_a_stream_that_breaks_leaves_nothing(self, objects: ObjectStore) -> None:
        class Broken(io.BytesIO):
            def read(self, size: int | None = -1) -> bytes:
                if self.tell() > 0:
                    raise SohoaError(ErrorCode.TOO_LARGE, "Too much.", "Split it.")
                return super().read(4)

        assert refusal(objects.put, Broken(LETTER)) == ErrorCode.TOO_LARGE
        assert list(objects.digests()) == []


def test_a_folder_keeps_no_part_of_what_was_not_stored(tmp_path: Path) -> None:
    objects = ObjectStore(str(tmp_path))

    class Broken(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        objects.put(Broken())
    assert files(str(tmp_path)) == []


def test_a_store_that_cannot_be_reached_is_told_so(
    monkeypatch: pytest.MonkeyPatch, s3_settings: str
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", f"http://127.0.0.1:{free_port()}")
    # A file system of its own, which does not know of the server; five tries take a while.
    away = ObjectStore(f"s3://{uuid4()}/objects")
    away._fs = type(away._fs)(skip_instance_cache=True)
    away._fs.retries = 1
    calls = ((put, away), (away.exists, DIGEST), (away.read, DIGEST), (away.delete, DIGEST))
    for call, argument in calls:
        assert refusal(call, argument) == ErrorCode.STORE_UNAVAILABLE
    assert refusal(list, away.digests()) == ErrorCode.STORE_UNAVAILABLE
    assert s3_settings


class TestDamage:
    """A damaged original is noticed when it is needed, and healed by submitting it again."""

    @pytest.fixture
    def damaged(self, store: Store) -> Store:
        submit(store, LETTER)
        [path] = files(store.settings.store())
        path.chmod(0o600)
        path.write_bytes(b"%PDF-1.7 a latter")
        return store

    def test_it_is_named(self, damaged: Store) -> None:
        assert refusal(damaged.objects.verify, DIGEST) == ErrorCode.OBJECT_CORRUPT

    def test_submitting_the_same_bytes_heals_it(self, damaged: Store) -> None:
        job = take(damaged, JobKind.OPEN)
        while reading.failed(damaged, job, damage(damaged)) != "parked":
            job = wait_for_it(damaged)
        receipt = submit(damaged, LETTER, name="again.pdf")
        assert receipt.duplicate
        damaged.objects.verify(DIGEST)
        assert reading.retry_passing(damaged, receipt.document) == 1


def damage(store: Store) -> SohoaError:
    with pytest.raises(SohoaError) as caught:
        store.objects.verify(DIGEST)
    return caught.value


def wait_for_it(store: Store) -> reading.Job:
    from models.store.jobs import wake_delayed

    store.now.forward(3600)  # type: ignore[attr-defined]
    with store.write() as connection:
        wake_delayed(store, connection)
    return take(store, JobKind.OPEN)


def test_a_document_goes_its_way_through_an_s3_store(store: Store, s3_settings: str) -> None:
    assert s3_settings
    bucket = f"s3://bucket-{uuid4()}"
    distant = replace(
        store, objects=ObjectStore(f"{bucket}/objects"), quarantine=ObjectStore(f"{bucket}/sealed")
    )
    document, records = digest(distant, result(paper(1, trich_yeu="Về việc họp")), LETTER)
    assert distant.objects.read(DIGEST) == LETTER
    assert (len(records), list(distant.quarantine.digests())) == (1, [])
    assert document
