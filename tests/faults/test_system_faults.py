"""What the machine and its people do to a run: permissions, full disks, signals, odd files."""

from __future__ import annotations

import hashlib
import json
import os
import resource
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest

from tests.faults.hostile import SPECIMENS, one_page, saved
from tests.faults.watch import SOHOA, descendants, digitize, outcome_of

pytestmark = pytest.mark.engines

GOOD = SPECIMENS / "chi-thi.jpg"
# Root without the two capabilities that let it pass over permissions.
POWERLESS = (
    "setpriv", "--bounding-set=-dac_override,-dac_read_search",
    "--inh-caps=-dac_override,-dac_read_search",
)  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder with one good input; whatever is closed in it is opened afterwards."""
    (tmp_path / "in").mkdir()
    shutil.copy(GOOD, tmp_path / "in" / "good.jpg")
    yield tmp_path
    for root, folders, _ in os.walk(tmp_path):
        for name in folders:
            (Path(root) / name).chmod(0o755)


@pytest.fixture
def powerless(tmp_path: Path) -> tuple[str, ...]:
    """The words before a command that make permissions hold for it."""
    closed = tmp_path / "closed"
    closed.touch(0o000)
    for prefix in ((), POWERLESS):
        if not prefix or shutil.which(prefix[0]):
            tried = subprocess.run([*prefix, "cat", closed], capture_output=True, check=False)
            if b"denied" in tried.stderr:
                return prefix
    pytest.skip("permissions do not hold for this user, and setpriv cannot change that")


def leftovers(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.name.startswith(".")]


def test_unreadable_files_and_folders_fail_alone(folder: Path, powerless: tuple[str, ...]) -> None:
    (folder / "in" / "closed.pdf").touch(0o000)
    (folder / "in" / "sub").mkdir(0o000)
    run = digitize("in", cwd=folder, prefix=powerless)
    outcomes = {name: outcome_of(result) for name, result in run.results.items()}
    assert outcomes == {"good.jpg": "ok", "closed.pdf": "internal", "sub": "internal"}
    assert "Permission denied" in run.results["closed.pdf"]["error"]["message"]
    assert "cannot be listed" in run.results["sub"]["error"]["message"]
    assert run.exit_code == 3


def test_a_path_behind_a_closed_folder_has_a_result(
    folder: Path, powerless: tuple[str, ...]
) -> None:
    (folder / "sub").mkdir(0o000)
    run = digitize("sub", "sub/a.pdf", "in/good.jpg", cwd=folder, prefix=powerless)
    outcomes = {name: outcome_of(result) for name, result in run.results.items()}
    assert outcomes == {"sub": "internal", "a.pdf": "internal", "good.jpg": "ok"}


def test_an_output_folder_that_cannot_be_written_stops_before_reading(
    folder: Path, powerless: tuple[str, ...]
) -> None:
    (folder / "out").mkdir(0o555)
    start = time.monotonic()
    run = digitize("in", "--out", "out/deeper", cwd=folder, prefix=powerless)
    assert (run.exit_code, run.results) == (1, {})
    assert "cannot write" in run.stderr
    assert "Permission denied" in run.stderr
    assert time.monotonic() - start < 5


def test_a_place_in_the_output_that_cannot_be_written_fails_its_input_alone(folder: Path) -> None:
    (folder / "in" / "sub").mkdir()
    shutil.copy(GOOD, folder / "in" / "sub" / "other.jpg")
    (folder / "out").mkdir()
    (folder / "out" / "sub").write_text("in the way")
    run = digitize("in", "--out", "out", cwd=folder)
    outcomes = {name: outcome_of(result) for name, result in run.results.items()}
    assert outcomes == {"good.jpg": "ok", "sub/other.jpg": "internal"}
    assert (folder / "out" / "good.jpg.json").exists()


def test_names_too_long_for_results_fail_alone(folder: Path) -> None:
    shutil.copy(GOOD, folder / "in" / ("d" * 247 + ".jpg"))
    run = digitize("in", "--out", "out", cwd=folder)
    assert outcome_of(run.results["good.jpg"]) == "ok"
    error = run.results["d" * 247 + ".jpg"]["error"]
    assert error["code"] == "internal"
    assert "name too long" in error["message"]
    assert leftovers(folder / "out") == []


def test_odd_entries_of_a_folder_have_results_and_do_not_block(folder: Path) -> None:
    os.mkfifo(folder / "in" / "pipe.pdf")
    (folder / "in" / "broken.pdf").symlink_to("nowhere.pdf")
    (folder / "in" / "itself.pdf").symlink_to("itself.pdf")
    (folder / "in" / "linked.jpg").symlink_to(GOOD)
    Path(os.fsdecode(os.fsencode(folder / "in") + b"/no-text-\xff.pdf")).touch()
    run = digitize("in", "--out", "out", cwd=folder, timeout_s=60)
    assert {name: outcome_of(result) for name, result in run.results.items()} == {
        "good.jpg": "ok",
        "linked.jpg": "ok",
        "pipe.pdf": "unsupported_type",
        "broken.pdf": "internal",
        "itself.pdf": "internal",
        "no-text-?.pdf": "empty_file",
    }


def test_results_in_the_folder_read_are_no_inputs_of_the_next_run(folder: Path) -> None:
    for _ in range(2):
        run = digitize(".", "--out", "results", cwd=folder / "in")
        assert run.results.keys() == {"good.jpg"}


def test_inputs_that_would_overwrite_each_other_are_wrong_usage(folder: Path) -> None:
    for name in ("one", "two"):
        (folder / name).mkdir()
        (folder / name / "a.pdf").touch()
    (folder / "three" / "a.pdf.json").mkdir(parents=True)
    (folder / "three" / "a.pdf.json" / "b.pdf").touch()
    (folder / "three" / "a.pdf").touch()
    for paths in (("one", "two"), ("three",)):
        run = digitize(*paths, "--out", "out", cwd=folder)
        assert (run.exit_code, run.results) == (2, {})
        assert "Run them apart" in run.stderr
    assert not (folder / "out").exists()


@pytest.mark.parametrize(
    "arguments",
    [("--nonsense", "in"), ("in", "--jobs", "0"), ("nowhere",), ("in", "--out", "in/good.jpg")],
)
def test_wrong_usage(folder: Path, arguments: tuple[str, ...]) -> None:
    assert digitize(*arguments, cwd=folder).exit_code == 2


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SOHOA_MAX_PAGES", "many"), ("SOHOA_MEMORY_MB", "-1"), ("SOHOA_PAGE_TIMEOUT_S", "nan"),
        ("SOHOA_FILE_TIMEOUT_S", "inf"),
    ],
)  # fmt: skip
def test_a_wrong_setting_is_wrong_usage(folder: Path, name: str, value: str) -> None:
    run = digitize("in", cwd=folder, env={**os.environ, name: value})
    assert run.exit_code == 2
    assert name in run.stderr


def test_a_model_that_is_missing_stops_the_run(folder: Path) -> None:
    run = digitize("in", cwd=folder, env={**os.environ, "SOHOA_TESSDATA": str(folder)})
    assert (run.exit_code, run.results) == (1, {})
    assert "make setup" in run.stderr


def test_too_little_memory_to_start_fails_each_input(folder: Path) -> None:
    run = digitize("in", cwd=folder, env={**os.environ, "SOHOA_MEMORY_MB": "20"}, timeout_s=60)
    assert run.exit_code == 3
    assert outcome_of(run.results["good.jpg"]) in ("out_of_memory", "internal")


def test_a_page_that_takes_too_long_fails_alone(folder: Path) -> None:
    pdf = pikepdf.new()
    letters = pikepdf.open(SPECIMENS / "bao-cao-dien-tu.pdf")
    pdf.pages.append(letters.pages[0])
    slow = pdf.add_blank_page().obj
    slow.Contents = pikepdf.Stream(pdf, b"40 w\n" + b"0 0 m 600 800 l S\n" * 1_000_000)
    pdf.pages.append(letters.pages[0])
    pdf.save(folder / "in" / "slow.pdf")
    run = digitize(
        "in/slow.pdf", "--out", "out", cwd=folder, env={**os.environ, "SOHOA_PAGE_TIMEOUT_S": "20"}
    )
    result = run.results["slow.pdf"]
    assert outcome_of(result) == "partial"
    assert [page["error"] and page["error"]["code"] for page in result["pages"]] == [
        None, "timeout", None,
    ]  # fmt: skip
    assert run.exit_code == 3
    assert run.stderr.startswith("slow.pdf: partial: timeout: Page 2 took too long. ")
    blocks = [i for i in result["documents"][0]["issues"] if i["severity"] == "block"]
    assert [(issue["code"], issue["page"]) for issue in blocks] == [("page_failed", 2)]
    with pikepdf.open(folder / "out" / "slow.pdf.searchable.pdf") as searchable:
        assert len(searchable.pages) == 3


@pytest.fixture
def small_disk(folder: Path) -> Iterator[Path]:
    """A file system of 32 kB."""
    place = folder / "out"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=32k", "tmpfs", str(place)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no right to mount a small file system")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_full_disk_stops_the_run_and_leaves_whole_files_only(
    folder: Path, small_disk: Path
) -> None:
    shutil.copy(SPECIMENS / "cong-van-1bit.pdf", folder / "in")
    for number in range(3):
        (folder / "in" / f"z{number}.pdf").touch()
    (small_disk / "filler").write_bytes(bytes(24 * 1024))
    run = digitize("in", "--out", "out", cwd=folder)
    assert run.exit_code == 1
    assert "No space left" in run.stderr
    assert leftovers(small_disk) == []
    for path in small_disk.rglob("*.json"):
        json.loads(path.read_text(encoding="utf-8"))


def test_a_limit_on_the_size_of_files_fails_what_exceeds_it(folder: Path) -> None:
    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    shutil.copy(SPECIMENS / "cong-van-1bit.pdf", folder / "in")
    run = digitize("in", "--out", "out", cwd=folder, preexec_fn=limit)
    outcomes = {name: outcome_of(result) for name, result in run.results.items()}
    assert outcomes == {"good.jpg": "internal", "cong-van-1bit.pdf": "ok"}
    assert "too large" in run.results["good.jpg"]["error"]["message"]
    assert leftovers(folder / "out") == []


def test_a_full_stdout_is_no_traceback(folder: Path) -> None:
    (folder / "in" / "good.jpg").write_bytes(b"")
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [SOHOA, "digitize", "in", "--jsonl"],
            cwd=folder, stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "sohoa: cannot write: [Errno 28] No space left on device. Free space or check permissions."
    ]


class Running:
    """A run under way in a session of its own, as a terminal starts one."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.process = subprocess.Popen(
            [SOHOA, "digitize", *arguments], cwd=folder, start_new_session=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            # Whoever runs the tests in the background has Ctrl-C ignored; a terminal has not.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )  # fmt: skip

    def wait_for(self, condition: Callable[[], bool]) -> None:
        end = time.monotonic() + 60
        while not condition():
            assert self.process.poll() is None, "the run ended too early"
            assert time.monotonic() < end, "the run hangs"
            time.sleep(0.05)

    def signal(self, number: signal.Signals) -> None:
        os.killpg(self.process.pid, number)

    def readers(self) -> list[int]:
        return descendants(self.process.pid)

    def finish(self) -> tuple[int, str]:
        _, stderr = self.process.communicate(timeout=15)
        assert "Traceback" not in stderr
        return self.process.returncode, stderr


@pytest.mark.parametrize(
    "signals", [(signal.SIGINT,), (signal.SIGINT, signal.SIGINT), (signal.SIGTERM,)]
)
def test_a_stopped_run_leaves_whole_files_and_no_process(
    folder: Path, signals: tuple[signal.Signals, ...]
) -> None:
    for number in range(9):
        shutil.copy(SPECIMENS / "quyet-dinh-dau-do.pdf", folder / "in" / f"h{number}.pdf")
    out = folder / "out"
    running = Running(folder, "in", "--out", "out", "--jobs", "2")
    running.wait_for(lambda: (out / "h0.pdf.json").exists())
    readers = running.readers()
    for number in signals:
        running.signal(number)
        time.sleep(0.05)
    code, stderr = running.finish()
    assert code == 1
    assert "stopped; files written so far are whole" in stderr
    assert readers
    assert not [pid for pid in readers if Path(f"/proc/{pid}").exists()]
    assert leftovers(out) == []
    assert not (out / "h8.pdf.json").exists()
    for path in out.iterdir():
        if path.suffix == ".json":
            assert json.loads(path.read_text(encoding="utf-8"))["status"] == "ok"
        elif path.suffix == ".pdf":
            pikepdf.open(path).close()
        else:
            assert path.read_text(encoding="utf-8").strip()


def test_a_killed_reader_fails_the_page_that_it_was_reading(folder: Path) -> None:
    # A page that takes so long to draw that the kill surely hits it.
    slow = saved(one_page(b"0 0 m 9 9 l S\n" * 1_500_000))
    (folder / "in" / "a.pdf").write_bytes(slow)
    running = Running(folder, "in", "--out", "out", "--jobs", "1")
    running.wait_for(lambda: any(map(_is_busy, running.readers())))
    for pid in running.readers():
        os.kill(pid, signal.SIGKILL)
    _, stderr = running.process.communicate(timeout=120)
    assert running.process.returncode == 3
    assert stderr.startswith("a.pdf: out_of_memory: Page 1 ")
    assert (folder / "out" / "good.jpg.txt").read_text(encoding="utf-8").strip()


def _is_busy(pid: int) -> bool:
    """Whether a process has worked longer than starting takes."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK") > 4


def test_an_input_is_only_read(folder: Path) -> None:
    """A signature inside the PDF stays valid, for not a byte of it changes."""
    signed = folder / "in" / "signed.pdf"
    with pikepdf.open(SPECIMENS / "cong-van-1bit.pdf") as pdf:
        signature = pdf.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Sig, Filter=pikepdf.Name("/Adobe.PPKLite"),
                SubFilter=pikepdf.Name("/adbe.pkcs7.detached"), ByteRange=[0, 10, 20, 30],
                Contents=pikepdf.String(b"0" * 64),
            )
        )  # fmt: skip
        field = pikepdf.Dictionary(
            FT=pikepdf.Name.Sig, T=pikepdf.String("Signature1"), V=signature,
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, Rect=[0, 0, 0, 0], F=132,
            P=pdf.pages[0].obj,
        )  # fmt: skip
        pdf.pages[0].obj.Annots = pdf.make_indirect(pikepdf.Array([pdf.make_indirect(field)]))
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pdf.pages[0].obj.Annots, SigFlags=3)
        pdf.save(signed)
    before = _state(folder / "in")
    run = digitize("in", "--out", "out", cwd=folder)
    assert {outcome_of(result) for result in run.results.values()} == {"ok"}
    assert _state(folder / "in") == before
    assert run.results["signed.pdf"]["sha256"] == before["signed.pdf"][0]
    with pikepdf.open(folder / "out" / "signed.pdf.searchable.pdf") as searchable:
        assert "/AcroForm" not in searchable.Root
    assert len(run.results["signed.pdf"]["pages"][0]["text"]) > 500


def _state(folder: Path) -> dict[str, tuple[str, int]]:
    return {
        path.name: (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns)
        for path in folder.iterdir()
    }
