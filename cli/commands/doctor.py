"""`sohoa doctor`: is everything here, and what mends what is not."""

from __future__ import annotations

import sys
from importlib.metadata import PackageNotFoundError, version

import click

from cli.inputs import read_settings
from models.doctypes import document_types
from models.errors import SohoaError
from models.settings import Settings

LIBRARIES = ("numpy", "opencv-python-headless", "pikepdf", "pypdfium2", "pdfplumber", "pillow-heif")


@click.command()
@click.option("--config", is_flag=True, help="Print the settings and stop.")
def command(config: bool) -> None:
    """Check engines, models and libraries."""
    settings = read_settings()
    if config:
        for name, value in settings.shown().items():
            click.echo(f"{name}={value}")
        return
    checks = [_libraries(), _types(), _model(settings), _engine(settings)]
    for good, text in checks:
        click.echo(f"{'ok     ' if good else 'MISSING'} {text}")
    sys.exit(0 if all(good for good, _ in checks) else 1)


def _libraries() -> tuple[bool, str]:
    try:
        found = [f"{name} {version(name)}" for name in LIBRARIES]
    except PackageNotFoundError as error:
        return False, f"library {error}: run `make setup`"
    return True, f"libraries: {', '.join(found)}"


def _types() -> tuple[bool, str]:
    try:
        return True, f"document types: {', '.join(document_types())}"
    except ValueError as error:
        return False, f"document type: {error}"


def _model(settings: Settings) -> tuple[bool, str]:
    from extractors.ocr.choose import missing_models

    folder, lacking = settings.tessdata_dir(), missing_models(settings)
    if not lacking:
        return True, f"models: {settings.languages} in {folder}"
    cure = "run `make setup` (it brings vie), or set SOHOA_TESSDATA to a folder with the models"
    return False, f"model {', '.join(lacking)} in {folder}: {cure}"


def _engine(settings: Settings) -> tuple[bool, str]:
    from extractors.ocr.choose import choose, has_tesseract, has_tesserocr, open_engine

    try:
        name = choose(settings)
        info = open_engine(settings).info
    except SohoaError as error:
        return False, f"OCR engine: {error}"
    why = (
        f"asked for by SOHOA_ENGINE={settings.engine}"
        if settings.engine != "auto"
        else ("the in-process engine is installed" if name == "tesserocr" else "no tesserocr here")
    )
    others = f"tesserocr {'yes' if has_tesserocr() else 'no'}, "
    others += f"tesseract program {'yes' if has_tesseract() else 'no'}"
    return True, f"OCR engine: {info.name}, Tesseract {info.version}, because {why} ({others})"
