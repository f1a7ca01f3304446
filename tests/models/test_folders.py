"""Folders that are open to pages: which they are, and that nothing leads out of them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.errors import ErrorCode, SohoaError
from models.folders import (
    MOST_ENTRIES,
    Root,
    files_below,
    listing,
    open_below,
    open_folder,
    opened,
    place_in,
    roots_of,
)
from models.settings import Settings

ROOTS = (Root("/kho"), Root("/kho/xa-a", "xa-a"))


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A folder with papers, and beside it what nobody may see."""
    made = tmp_path / "kho"
    for name in ("a.pdf", "2019/b.pdf", "2019/thang 1/c.pdf", ".hidden/d.pdf", "2019/.e.pdf"):
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).write_text(name)
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "s.pdf").write_text("secret")
    (made / "out").symlink_to(tmp_path / "secret")
    (made / "s.pdf").symlink_to(tmp_path / "secret" / "s.pdf")
    return made


@pytest.fixture
def top(archive: Path) -> Iterator[int]:
    with open_folder(str(archive)) as handle:
        yield handle


def test_roots_are_paths_or_paths_of_a_unit() -> None:
    assert roots_of("") == ()
    assert roots_of("/kho/:H53.12=/mnt/a=b/x") == (Root("/kho"), Root("/mnt/a=b/x", "H53.12"))


@pytest.mark.parametrize("text", ["kho", "~/kho", "/", "//", "xa-a=", "xa-a=kho", "/kho:../x"])
def test_a_root_that_is_no_path_stops_the_start(text: str) -> None:
    with pytest.raises(ValueError, match="SOHOA_BATCH_ROOTS"):
        Settings.from_env({"SOHOA_BATCH_ROOTS": text})


@pytest.mark.parametrize("root", ["/var/lib", "/var/lib/sohoa", "/var/lib/sohoa/quarantine"])
def test_what_is_stored_here_is_no_archive(root: str) -> None:
    with pytest.raises(ValueError, match="overlap"):
        Settings.from_env({"SOHOA_BATCH_ROOTS": root, "SOHOA_HOME": "/var/lib/sohoa"})


def test_a_folder_lies_in_the_nearest_root() -> None:
    assert place_in(ROOTS, "/kho") == (ROOTS[0], ())
    assert place_in(ROOTS, "/kho/2019/a b") == (ROOTS[0], ("2019", "a b"))
    assert place_in(ROOTS, "/kho/xa-a/2019") == (ROOTS[1], ("2019",))


@pytest.mark.parametrize(
    "folder",
    [
        "", "/", "kho", "/khoang", "/etc", "/kho/", "/kho//2019", "/kho/..", "/kho/../etc",
        "/kho/2019/../../etc", "/kho/./2019", "/kho/.hidden", "/kho/2019/", "/KHO", "/etc/../kho",
    ],
)  # fmt: skip
def test_what_lies_elsewhere_is_refused_by_its_name_alone(folder: str) -> None:
    with pytest.raises(SohoaError) as refused:
        place_in(ROOTS, folder)
    assert refused.value.code is ErrorCode.NOT_ALLOWED


def test_the_names_in_a_folder(top: int) -> None:
    found = listing(top)
    assert (found.folders, found.files, found.cut) == (("2019",), 1, False)


def test_of_very_many_names_only_some_are_looked_at(tmp_path: Path) -> None:
    for number in range(MOST_ENTRIES + 1):
        os.mknod(tmp_path / str(number))
    with open_folder(str(tmp_path)) as top:
        found = listing(top)
    assert (found.files, found.cut) == (MOST_ENTRIES, True)


def test_files_of_which_none_is_followed_out(top: int) -> None:
    assert list(files_below(top)) == [
        ("a.pdf", 5), ("out", 0), ("s.pdf", 0), ("2019/b.pdf", 10), ("2019/thang 1/c.pdf", 18),
    ]  # fmt: skip


def test_who_plans_at_the_machine_follows_links_to_files(top: int) -> None:
    found = dict(files_below(top, follow=True))
    assert found["s.pdf"] == 6
    assert "out" not in found


@pytest.mark.parametrize(
    "path", ["out/s.pdf", "s.pdf", "../secret/s.pdf", "2019/../../secret/s.pdf"]
)
def test_nothing_is_opened_through_a_link_or_upwards(top: int, path: str) -> None:
    with pytest.raises(SohoaError) as refused:
        open_below(top, path, os.O_RDONLY)
    assert refused.value.code is ErrorCode.NOT_ALLOWED


def test_a_folder_that_is_changed_for_a_link_leads_nowhere(archive: Path, top: int) -> None:
    """As somebody does who may write there, after the plan was made."""
    (archive / "2019").rename(archive / "2018")
    (archive / "2019").symlink_to(archive.parent / "secret")
    (archive.parent / "secret" / "b.pdf").write_text("secret, too")
    with pytest.raises(SohoaError):
        open_below(top, "2019/b.pdf", os.O_RDONLY)
    roots = (Root(str(archive)),)
    with pytest.raises(SohoaError), opened(roots, f"{archive}/2019"):
        pass
    with opened(roots, f"{archive}/2018") as handle:
        assert os.close(open_below(handle, "b.pdf", os.O_RDONLY)) is None


def test_a_root_itself_may_be_a_link(archive: Path) -> None:
    link = archive.parent / "link"
    link.symlink_to(archive)
    with opened((Root(str(link)),), f"{link}/2019") as handle:
        assert listing(handle).folders == ("thang 1",)


def test_what_is_not_there_is_told(archive: Path) -> None:
    roots = (Root(str(archive)), Root(f"{archive}-not-there"))
    for folder in (f"{archive}/2020", f"{archive}/a.pdf", f"{archive}-not-there"):
        with pytest.raises(SohoaError) as refused, opened(roots, folder):
            pass
        assert refused.value.code is ErrorCode.NOT_FOUND
