"""Run `sohoa` as a user does, and watch what it takes."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SOHOA = Path(sys.executable).with_name("sohoa")
CODES = {
    "unsupported_type", "empty_file", "corrupt", "encrypted", "too_many_pages", "too_large",
    "no_pages", "timeout", "out_of_memory", "secret_document", "engine_missing", "internal",
}  # fmt: skip
# The promise for hostile files: a process holds no more than this, and nothing takes longer.
MAX_MB, MAX_SECONDS_A_PAGE = 1e9 / 2**20, 60


@dataclass(frozen=True, slots=True)
class Run:
    """What came of a run: exit code, output, results by file, and the biggest process's peak."""

    exit_code: int
    stdout: str
    stderr: str
    results: Mapping[str, Any]
    peak_mb: float


def digitize(
    *arguments: object, timeout_s: float = 600, prefix: Sequence[str] = (), **options: Any
) -> Run:
    """`sohoa digitize --jsonl` with `arguments`.

    Args:
        arguments: Of the command.
        timeout_s: A run that takes longer hangs.
        prefix: A command that runs the command.
        options: Of `subprocess.Popen`.

    Raises:
        subprocess.TimeoutExpired: The run hangs.
    """
    command = [*prefix, str(SOHOA), "digitize", "--jsonl", *map(str, arguments)]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options
    )
    peaks: dict[int, float] = {}
    end = time.monotonic() + timeout_s
    while True:
        try:
            stdout, stderr = process.communicate(timeout=0.1)
            break
        except subprocess.TimeoutExpired:
            peaks.update(_peaks(process.pid))
            if time.monotonic() > end:
                process.kill()
                raise
    results = [json.loads(line) for line in stdout.splitlines()]
    by_file = {result["file"]: result for result in results}
    assert len(by_file) == len(results)
    assert "Traceback" not in stderr, stderr
    return Run(process.returncode, stdout, stderr, by_file, max(peaks.values(), default=0.0))


def descendants(pid: int) -> list[int]:
    """Processes below `pid`; those that end meanwhile may be missing."""
    found = []
    # Processes and threads vanish while they are looked at.
    with contextlib.suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in map(int, (task / "children").read_text().split()):
                found += [child, *descendants(child)]
    return found


def _peaks(pid: int) -> dict[int, float]:
    """Peak of resident memory, MB, of `pid` and all below it."""
    peaks = {}
    for each in [pid, *descendants(pid)]:
        try:
            status = Path(f"/proc/{each}/status").read_text()
        except OSError:
            continue
        for line in status.splitlines():
            if line.startswith("VmHWM:"):
                peaks[each] = int(line.split()[1]) / 1024
    return peaks


def outcome_of(result: Mapping[str, Any]) -> str:
    """ "ok", "partial" or the code of the error; checks that the result is whole."""
    status, error = result["status"], result["error"]
    if status == "failed":
        assert set(error) == {"code", "message", "remedy"}
        assert error["code"] in CODES
        assert error["message"].strip()
        assert error["remedy"].strip()
        assert "\n" not in error["message"]
        assert result["documents"] == result["pages"] == []
        return str(error["code"])
    assert error is None
    assert [page["number"] for page in result["pages"]] == list(range(1, len(result["pages"]) + 1))
    failed = [page for page in result["pages"] if page["error"] is not None]
    assert status == ("partial" if failed else "ok")
    return str(status)
