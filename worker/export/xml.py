"""XML that is written and read here."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from lxml import etree

METS = "http://www.loc.gov/METS/"
ALTO = "http://www.loc.gov/standards/alto/ns-v4#"
PREMIS = "http://www.loc.gov/premis/v3"
XLINK = "http://www.w3.org/1999/xlink"
XSI = "http://www.w3.org/2001/XMLSchema-instance"

# What no XML 1.0 document can bear.
_IMPOSSIBLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def text_of(value: object) -> str:
    """A value as text that XML can bear."""
    return _IMPOSSIBLE.sub("\ufffd", str(value))


def child(parent: Any, name: str, text: object | None = None, /, **attributes: object) -> Any:
    """Add an element in its parent's namespace; attributes that are None are left out."""
    space = etree.QName(parent).namespace
    made = etree.SubElement(parent, f"{{{space}}}{name}")
    for key, value in attributes.items():
        if value is not None:
            made.set(key, text_of(value))
    if text is not None:
        made.text = text_of(text)
    return made


def written(root: Any) -> bytes:
    """A document as bytes."""
    found: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return found


def read(path: Path) -> Any:
    """A document of which no part stands elsewhere.

    Raises:
        etree.XMLSyntaxError: It is no XML, or defines entities.
        OSError: It cannot be read.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(path.read_bytes(), parser)
    if root.getroottree().docinfo.doctype:
        raise etree.XMLSyntaxError("it has a document type", 0, 0, 0, str(path))
    return root
