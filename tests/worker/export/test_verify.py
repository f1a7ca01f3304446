"""What is wrong with a package is found, whoever has made or changed it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import bagit
import pytest
from lxml import etree

from models.settings import Settings
from models.store.database import Store, open_store
from tests.models.store.builders import Clock
from tests.servers import prepared_sqlite
from tests.worker.export.builders import CODE, approved, dossier, export
from worker.export.verify import faults, packages
from worker.export.xml import read

NAME = f"{CODE}.0000001"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package that is sound, to be copied."""
    folder = tmp_path_factory.mktemp("verify")
    url = prepared_sqlite(tmp_path_factory.getbasetemp() / "database-template", folder / "db")
    store: Store = open_store(Settings(home=str(folder / "home"), database_url=url), Clock())
    document, _ = approved(store, b"%PDF-1.7 first", papers=2)
    dossier(store, CODE, document)
    export(store, folder / "out")
    store.close()
    return folder / "out" / f"{CODE}.v1"


@pytest.fixture
def package(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / made.name))


def codes(package: Path) -> set[str]:
    return {fault.code for fault in faults(package)}


def bagged_again(package: Path) -> Path:
    """The package as somebody would leave it who changes it and mends the bag."""
    bag = bagit.Bag(str(package))
    bag.save(manifests=True)
    return package


def test_a_changed_byte(package: Path) -> None:
    assert faults(package) == []
    path = package / "data" / "original" / f"{NAME}.pdf"
    path.write_bytes(path.read_bytes().replace(b"first", b"fIrst"))
    assert codes(package) == {"bag", "checksum"}
    # A bag that was mended does not hide it.
    assert codes(bagged_again(package)) == {"checksum"}


def remove_text(data: Path) -> None:
    (data / "alto" / f"{NAME}.0002.xml").unlink()


def add_file(data: Path) -> None:
    (data / "original" / f"{CODE}.0000009.pdf").write_bytes(b"%PDF")


def break_mets(data: Path) -> None:
    change(data / "mets.xml", "</mets>", "")


def break_schema(data: Path) -> None:
    change(data / "mets.xml", 'CHECKSUMTYPE="SHA-256"', 'CHECKSUMTYPE="SHA-3"')


def drop_description(data: Path) -> None:
    change(data / "mets.xml", 'DMDID="dmd-0000001-2019 ', 'DMDID="dmd-0000007-2019 ')


def drop_event(data: Path) -> None:
    change(data / "mets.xml", "<premis:eventType>received</premis:eventType>", "")


def break_alto(data: Path) -> None:
    change(data / "alto" / f"{NAME}.0001.xml", 'WC="0.9000"', 'WC="9.0"')


def other_papers(data: Path) -> None:
    path = data / "metadata.json"
    known = json.loads(path.read_bytes())
    known["papers"].pop()
    path.write_text(json.dumps(known))


def other_name(data: Path) -> None:
    path = data / "original" / f"{NAME}.pdf"
    path.rename(path.with_name("scan.pdf"))
    change(data / "mets.xml", f"original/{NAME}.pdf", "original/scan.pdf")


def change(path: Path, before: str, after: str) -> None:
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), "utf-8")


@pytest.mark.parametrize(
    ("harm", "expected"),
    [
        (remove_text, "incomplete"),
        (add_file, "incomplete"),
        (break_mets, "mets"),
        (break_schema, "mets"),
        (drop_description, "incomplete"),
        (drop_event, "premis"),
        (break_alto, "alto"),
        (other_papers, "metadata"),
        (other_name, "name"),
    ],
)
def test_what_the_bag_alone_does_not_tell(
    package: Path, harm: Callable[[Path], None], expected: str
) -> None:
    harm(package / "data")
    assert "bag" in codes(package)
    assert expected in codes(bagged_again(package)) - {"bag"}


def test_links_and_lacking_digests(package: Path) -> None:
    (package / "tagmanifest-sha512.txt").write_text("")
    assert {fault.what for fault in faults(package)} == {
        f"{name} has no digest by sha512"
        for name in ("bag-info.txt", "bagit.txt", "manifest-sha256.txt", "manifest-sha512.txt")
    }
    (package / "data" / "original" / "away").symlink_to("/etc/hostname")
    assert "bag" in codes(package)


@pytest.mark.parametrize(
    ("name", "noise"),
    [
        ("manifest-sha256.txt", b"\0 data/\0\n"),
        ("bag-info.txt", b"no colon\n"),
        ("bagit.txt", b"\xff"),
        ("data/mets.xml", b"\xff\0"),
        (f"data/alto/{NAME}.0001.xml", b"\xff"),
        ("data/metadata.json", b"["),
    ],
)
def test_noise_is_a_fault_and_no_error(package: Path, name: str, noise: bytes) -> None:
    with (package / name).open("ab") as file:
        file.write(noise)
    assert "bag" in codes(package)


def test_what_a_document_refers_to_is_not_fetched(package: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("a secret")
    path = package / "data" / "mets.xml"
    change(path, "<mets ", f'<!DOCTYPE mets [<!ENTITY x SYSTEM "{secret.as_uri()}">]>\n<mets ')
    change(path, "SỞ Y TẾ", "&x;")
    assert [fault.code for fault in faults(package)][-1:] == ["mets"]
    with pytest.raises(etree.XMLSyntaxError, match="document type"):
        read(path)


def test_folders_of_packages(package: Path) -> None:
    shutil.copytree(package, package.with_name(".half.part"))
    assert packages(package) == [package]
    assert packages(package.parent) == [package]
    assert packages(package / "data") == []


@pytest.mark.parametrize("lost", ["bagit.txt", "manifest-sha256.txt", "data"])
def test_one_that_has_lost_a_part_is_not_passed_over(package: Path, lost: str) -> None:
    path = package / lost
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    assert packages(package.parent) == [package]
    assert "bag" in {fault.code for fault in faults(package)}
