"""The status line of `sohoa up`; the stack itself is tested elsewhere."""

from __future__ import annotations

import os
import shutil
import sys

import pytest

from cli.commands.up import StatusLine


def test_a_log_gets_a_line_when_it_changes(capsys: pytest.CaptureFixture[str]) -> None:
    status = StatusLine()
    for text in ("running", "running", "sweeper down", "running"):
        status.show(text)
    status.end()
    assert capsys.readouterr().out == "running\nsweeper down\nrunning\n"


def test_a_terminal_has_one_line_that_is_written_over(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setattr(shutil, "get_terminal_size", lambda *_, **__: os.terminal_size((10, 24)))
    status = StatusLine()
    status.show("a very long line")
    status.show("short")
    status.end()
    # No longer than the terminal is wide, or it would run on into a second line.
    assert capsys.readouterr().out == "\r\x1b[Ka very lo\r\x1b[Kshort\n"
