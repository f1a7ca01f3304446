"""`sohoa doctor`: is everything here, and what mends what is not."""

from __future__ import annotations

import sys
from importlib.metadata import PackageNotFoundError, version
from io import BytesIO

import click

from cli.inputs import read_settings
from models.doctypes import document_types
from models.errors import SohoaError
from models.settings import Settings

# No paper has these bytes.
_PROBE = b"sohoa doctor"
LIBRARIES = ("numpy", "opencv-python-headless", "pikepdf", "pypdfium2", "pdfplumber", "pillow-heif")


@click.command()
@click.option("--config", is_flag=True, help="Print the settings and stop.")
def command(config: bool) -> None:
    """Check engines, models, libraries, database, broker and store."""
    settings = read_settings()
    if config:
        for name, value in settings.shown().items():
            click.echo(f"{name}={value}")
        return
    checks = [
        _libraries(), _types(), _model(settings), _engine(settings), _database(settings),
        _broker(settings), _store(settings), _targets(settings),
    ]  # fmt: skip
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


def _database(settings: Settings) -> tuple[bool, str]:
    from models.store.database import check_schema, connect

    if not settings.database_url and not (settings.home_dir() / "sohoa.db").exists():
        return True, f"database: none in {settings.home_dir()} yet; `sohoa up` makes one"
    try:
        engine = connect(settings)
        check_schema(engine)
    except SohoaError as error:
        return False, f"database: {error}"
    return True, f"database: {engine.dialect.name}, its schema is this program's"


def _broker(settings: Settings) -> tuple[bool, str]:
    import redis

    from worker.queue import broker_url
    from worker.stack import running_stack

    if not settings.broker_url and running_stack(settings.home_dir()) is None:
        return True, "broker: no stack runs; `sohoa up` starts one with a broker of its own"
    try:
        with redis.Redis.from_url(broker_url(settings), socket_connect_timeout=5) as client:
            client.ping()
    except (SohoaError, redis.RedisError, ValueError) as error:
        return False, f"broker: {type(error).__name__}: start it, or check SOHOA_BROKER_URL"
    return True, "broker: answers"


def _store(settings: Settings) -> tuple[bool, str]:
    from models.store.objects import ObjectStore

    if not settings.store_url and not (settings.home_dir() / "objects").exists():
        return True, f"store of files: none in {settings.home_dir()} yet; `sohoa up` makes one"
    try:
        store = ObjectStore(settings.store())
        # What is written can be read again, and leaves nothing behind.
        stored = store.put(BytesIO(_PROBE))
        store.verify(stored.sha256)
        store.delete(stored.sha256)
    except (SohoaError, ImportError, ValueError) as error:
        return False, f"store of files: {error}"
    return True, "store of files: can be written and read"


def _targets(settings: Settings) -> tuple[bool, str]:
    from models.store.publications import externals
    from worker.publish import check_targets

    try:
        check_targets(settings)
    except SohoaError as error:
        return False, f"targets: {error}"
    return True, f"targets: {', '.join(['repository', *externals(settings)])}"
