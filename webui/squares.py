"""QR codes on pages."""

from __future__ import annotations

import zxingcpp


def square_of(text: str) -> str:
    """A QR code as SVG."""
    return str(zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode).to_svg())
