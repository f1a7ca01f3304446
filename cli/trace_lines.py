"""Who has asked, and who has done what: lines for people and for programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import click


def as_object(kind: str, trace: Any) -> dict[str, Any]:
    """A look-up or a deed of `models.store.traces`, for programs."""
    return {"kind": kind, **asdict(trace), "at": trace.at.isoformat(timespec="seconds")}


def print_deeds(told: Sequence[Mapping[str, Any]]) -> None:
    """Deeds for people, a line each."""
    for line in told:
        purpose = f", purpose {line['purpose']}" if line["purpose"] else ""
        which = " ".join(line["records"])
        click.echo(f"  {line['at']}  {line['actor']}  {line['action']}{purpose}  {which}")
