"""A bulk run in words, and its report as CSV."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable
from shlex import quote
from typing import IO

from models.spreadsheets import harmless
from models.store.manifest import ReportRow, Status

COLUMNS = (
    "path", "size", "state", "sha256", "document", "duplicate", "document_state", "pages",
    "records", "fields_to_review", "error_code", "error_message",
)  # fmt: skip


def write_csv(rows: Iterable[ReportRow], file: IO[str]) -> None:
    """Write a report, one line a file of the manifest."""
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow(["" if cell is None else harmless(str(cell)) for cell in _cells(row)])
    file.flush()


def _cells(row: ReportRow) -> list[object]:
    first = row.failures[0] if row.failures else None
    page = f"Page {first.page}: " if first is not None and first.page is not None else ""
    return [
        None if row.path is None else os.fsencode(row.path).decode("utf-8", "replace"),
        row.size, row.state, row.sha256, row.document, "true" if row.duplicate else "false",
        row.document_state, row.pages, row.records, row.to_review,
        None if first is None else first.error.code,
        None if first is None else page + first.error.message,
    ]  # fmt: skip


def describe(status: Status) -> str:
    """A batch in a few lines."""
    batch, files = status.batch, status.files
    lines = [f"{batch.name}: {batch.state}  {pace_of(status)}".rstrip()]
    if batch.paused_by is not None:
        why = f": {batch.reason}" if batch.reason else ""
        lines.append(f"  tạm dừng / paused by {batch.paused_by}{why}")
        lines.append(f"  tiếp tục / go on: sohoa batch resume {quote(batch.name)}")
    lines += _own_work(status)
    lines.append(
        f"  tệp / files {status.all_files:,}: planned {files['planned']:,}, submitted"
        f" {files['submitted']:,} (duplicates {status.duplicates:,}), refused"
        f" {files['refused']:,}"
    )
    if status.documents:
        states = ", ".join(
            f"{state} {count:,}" for state, count in sorted(status.documents.items())
        )
        lines.append(f"  tài liệu / documents {sum(status.documents.values()):,}: {states}")
    lines.append(f"  trang / pages: read {status.pages_read:,} of {status.pages_known:,} known")
    if status.failures:
        lines.append(
            f"  lỗi / failures {status.failures:,}: sohoa batch failures {quote(batch.name)}"
        )
    return "\n".join(lines)


def _own_work(status: Status) -> list[str]:
    """What workers do, or could not do, for the batch itself."""
    found = []
    for work, words in (
        (status.planning, "tìm tệp trong thư mục / looking through the folder"),
        (status.submitting, "nộp tệp / submitting files"),
    ):
        if work is None or work.state == "done":
            continue
        why = f": {work.error}" if work.error else ""
        found.append(f"  {words}: {work.state}{why}")
    if status.given_up:
        found.append(f"  thử lại / try again: sohoa batch retry {quote(status.batch.name)}")
    return found


def pace_of(status: Status) -> str:
    """Rate and time left; nothing of a batch that does not run."""
    return pace(status) if status.batch.state == "running" else ""


def pace(status: Status) -> str:
    """State, rate and time left in a few words."""
    words = [] if status.batch.state == "running" else [str(status.batch.state)]
    if status.pages_per_minute is not None:
        words.append(f"{status.pages_per_minute:.0f} trang/phút (pages/min)")
    if status.eta_s is not None:
        words.append(f"còn / left {duration(status.eta_s)}")
    if status.failures:
        words.append(f"lỗi / failed {status.failures}")
    return " · ".join(words)


def duration(seconds: float) -> str:
    """Hours and minutes, or minutes and seconds."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02d}" if hours else f"{minutes}:{rest:02d}"
