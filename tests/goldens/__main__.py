"""Reads the specimens anew."""

from tests.goldens import record

record()
