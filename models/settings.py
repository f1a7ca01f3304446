"""Settings: environment variables `SOHOA_*` read once into one frozen object."""

from __future__ import annotations

import json
import math
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path

from models.feeds import Feed, feed_of
from models.folders import Root, roots_of
from models.people import Obliged
from models.receivers import Network, networks_of

PREFIX = "SOHOA_"
# What only tests are told.
_OTHERS = re.compile(r"TEST_\w+")
# Not to be shown, nor to be told to processes that read untrusted bytes.
SECRETS = frozenset(
    {
        "database_url",
        "broker_url",
        "store_url",
        "publish_url",
        "publish_token",
        "ckan_url",
        "ckan_token",
        "lgsp_url",
        "lgsp_headers",
        "lgsp_token",
        "lgsp_token_url",
        "lgsp_client_secret",
        "quarantine_url",
        "secret_key",
        "oidc_client_secret",
    }  # fmt: skip
)


# Of these nothing is shown; of the others, which are addresses, the password alone is hidden.
_HIDDEN = frozenset(
    {
        "publish_token",
        "ckan_token",
        "lgsp_headers",
        "lgsp_token",
        "lgsp_client_secret",
        "secret_key",
        "oidc_client_secret",
    }  # fmt: skip
)
# Where something is asked or told over HTTP.
_ADDRESSES = ("publish_url", "ckan_url", "lgsp_url", "lgsp_token_url", "oidc_issuer")
# Of these 0 says that there is none.
_MAY_BE_NONE = frozenset(
    {"metrics_port", "web_port", "web_workers", "web_proxies", "second_keying"}
)
# Nothing that counts fewer things than this is open data.
LEAST_K = 10


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run may use, every field settable as `SOHOA_<NAME>`.

    Attributes:
        engine: `auto`, `tesserocr` or `pytesseract`.
        languages: Tesseract languages joined by `+`.
        tessdata: Folder of `*.traineddata`; empty means the one installed with the project.
        max_bytes: Largest accepted input, bytes.
        max_pages: Most pages of one input.
        max_pixels: Most pixels of one page image.
        page_timeout_s: Seconds that one page may take; a whole input may take a tenth more a page.
        file_timeout_s: Seconds that opening or writing one file may take.
        memory_mb: Writable memory that one worker process may hold, MB; libraries, which processes
            share, take 180 MB more.
        home: Folder of the embedded stack: its database, files, broker and logs.
        database_url: SQLAlchemy URL; empty means SQLite in `home`.
        broker_url: Redis-protocol URL; empty means the private broker that `sohoa up` starts.
        store_url: Where stored files lie, any fsspec URL; empty means a folder in `home`.
        quarantine_url: Where papers with a secrecy mark are sealed; empty means a folder in `home`.
        hot_folder: Watched folder; empty means `inbox` in `home`.
        upload_folder: Where files that arrive in parts wait for the rest, the same for all web
            services; empty means `uploads` in `home`.
        batch_roots: Folders that web pages may make batches of, with all below them, joined by `:`;
            `UNIT=PATH` is for those who see that unit, a plain path for those who see all units.
            Web services and workers need the same, and the folders at the same place.
        settle_s: Seconds for which a file of the watched folder must not change before it is taken.
        lease_s: Seconds after which a job whose worker gives no sign of life is given to another.
        max_attempts: Tries of a job before it is parked.
        retry_s: Seconds before the second try; each further one waits four times as long.
        worker_memory_mb: Memory above which a Celery child is replaced after its task, MB.
        metrics_port: Port of `/metrics` of the sweeper; 0 means none.
        digitization_code: Template of a paper's digitization code ("mã kết quả số hóa"), with
            `{dossier}`, `{procedure}`, `{unit}`, `{type}`, `{position}` and `{year}`.
        secret_key: Signs cookies and addresses of images; empty means a random one that is kept in
            `home`. All services of one deployment need the same.
        web_host: Address that the web service listens on.
        web_port: Its port; 0 means the one that it had last, any free one at first.
        web_workers: Its processes; 0 means one with SQLite, which lets one process at a time write,
            and with PostgreSQL one for each core, at most four.
        web_proxies: Reverse proxies before it, whose word on address and https is taken.
        api_rate: How often a client of the API may ask, `6000/minute` (or `second`, `hour`); each
            web process counts by itself; empty: as often as it likes.
        review_lease_s: Seconds for which a record stays with the person who has it on the screen.
        undo_s: Seconds within which an approval can be taken back; after them it is published.
        second_keying: 1: a second person types the fields that their type names so; 0: nobody does,
            as where only one person works.
        second_factor: Who must have a second factor beside the password: `off` (whoever likes),
            `administrators` or `all`.
        oidc_issuer: Identity provider that people sign in with (OpenID Connect); empty means none.
        oidc_client_id: What it calls this system.
        oidc_client_secret: Its secret.
        publish_url: External repository that records are pushed to by HTTP; empty means none.
        publish_token: Bearer token for it.
        open_data_file: Definitions of the sets of open data; empty means those that the program
            brings along, of which only drafts are made.
        open_data_k: Fewest things that a number of open data counts, at least 10; a set may ask for
            more.
        ckan_url: Address of the CKAN portal that open data is pushed to; empty means none.
        ckan_token: API token for it.
        webhook_networks: Networks (CIDR, with spaces or commas between them) that webhooks may lead
            to though they are not public, also without https. Web services and workers need the
            same.
        lgsp_url: Integration platform (LGSP) that messages are sent to; empty means none.
        lgsp_path: Path there, with `{record}`, `{version}`, `{type}` and `{unit}`.
        lgsp_method: `POST` or `PUT`.
        lgsp_headers: Further headers, a JSON object of texts.
        lgsp_token: Bearer token for it.
        lgsp_token_url: Where a token is asked for with the next two (OAuth 2 client credentials);
            empty means none.
        lgsp_client_id: What the platform calls this system.
        lgsp_client_secret: Its secret.
        lgsp_certificate: PEM file of the certificate that this system shows there; empty means
            none.
        lgsp_key: PEM file of its key, unencrypted; empty means that it is in the same file.
        lgsp_ca: PEM file of the authorities that the platform's certificate is from; empty means
            those that the machine trusts.
        lgsp_timeout_s: Seconds that it may keep still.
        lgsp_message: JSON file with the shape of a message, `{type}` in its name standing for the
            type; empty means the one that comes with the project.
        lgsp_types: What goes there, `TYPE=FIELD,FIELD` joined by `:`, `TYPE=*` with all fields.
        lgsp_accepted: `PATH=VALUE` that a JSON answer must have to be a success; empty means that
            its status alone counts.
    """

    engine: str = "auto"
    languages: str = "vie"
    tessdata: str = ""
    max_bytes: int = 500_000_000
    max_pages: int = 2000
    max_pixels: int = 120_000_000
    page_timeout_s: float = 50.0
    file_timeout_s: float = 50.0
    memory_mb: int = 750
    home: str = "~/.local/share/sohoa"
    database_url: str = ""
    broker_url: str = ""
    store_url: str = ""
    quarantine_url: str = ""
    hot_folder: str = ""
    upload_folder: str = ""
    batch_roots: str = ""
    settle_s: float = 5.0
    lease_s: float = 60.0
    max_attempts: int = 3
    retry_s: float = 5.0
    worker_memory_mb: int = 400
    metrics_port: int = 0
    digitization_code: str = "{dossier}-{position:02d}"
    secret_key: str = ""
    web_host: str = "127.0.0.1"
    web_port: int = 0
    web_workers: int = 0
    web_proxies: int = 0
    api_rate: str = "6000/minute"
    review_lease_s: float = 600.0
    undo_s: float = 600.0
    second_keying: int = 1
    second_factor: str = "off"
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: str = ""
    publish_url: str = ""
    publish_token: str = ""
    open_data_file: str = ""
    open_data_k: int = LEAST_K
    ckan_url: str = ""
    ckan_token: str = ""
    webhook_networks: str = ""
    lgsp_url: str = ""
    lgsp_path: str = "/records/{record}/versions/{version}"
    lgsp_method: str = "POST"
    lgsp_headers: str = ""
    lgsp_token: str = ""
    lgsp_token_url: str = ""
    lgsp_client_id: str = ""
    lgsp_client_secret: str = ""
    lgsp_certificate: str = ""
    lgsp_key: str = ""
    lgsp_ca: str = ""
    lgsp_timeout_s: float = 30.0
    lgsp_message: str = ""
    lgsp_types: str = ""
    lgsp_accepted: str = ""

    @classmethod
    def from_env(cls, env: Mapping[str, str] = os.environ) -> Settings:
        """Read the settings from `env`.

        Raises:
            ValueError: A value is not of its type, or a `SOHOA_` name is not a setting.
        """
        names = [PREFIX + item.name.upper() for item in fields(cls)]
        for name in sorted(env):
            bare = name.removeprefix(PREFIX)
            if bare != name and name not in names and not _OTHERS.fullmatch(bare):
                raise ValueError(f"There is no setting {name}; there are {', '.join(names)}.")
        values: dict[str, str | int | float] = {}
        for item in fields(cls):
            text = env.get(PREFIX + item.name.upper())
            if text is None:
                continue
            values[item.name] = _convert(item.name, text, type(item.default))
        made = cls(**values)  # type: ignore[arg-type]  # types were converted by field above
        _check_template(
            "digitization_code", made.digitization_code, dossier="", procedure="", unit="",
            type="", position=1, year=2000,
        )  # fmt: skip
        _check_roots(made)
        _check_rate(made.api_rate)
        _check_addresses(made)
        _check_gateway(made)
        made.obliged()
        if made.open_data_k < LEAST_K:
            raise ValueError(f"{PREFIX}OPEN_DATA_K={made.open_data_k} is below {LEAST_K}.")
        made.networks()
        return made

    def tessdata_dir(self) -> Path:
        """The folder with the language models."""
        default = Path(__file__).parent / "weights" / "tessdata"
        return Path(self.tessdata) if self.tessdata else default

    def home_dir(self) -> Path:
        """The folder of the embedded stack."""
        return Path(self.home).expanduser().absolute()

    def database(self) -> str:
        """The SQLAlchemy URL in force."""
        return self.database_url or f"sqlite:///{self.home_dir() / 'sohoa.db'}"

    def store(self) -> str:
        """The URL of stored files in force."""
        return self.store_url or str(self.home_dir() / "objects")

    def quarantine(self) -> str:
        """The URL of sealed papers in force."""
        return self.quarantine_url or str(self.home_dir() / "quarantine")

    def inbox(self) -> Path:
        """The watched folder in force."""
        folder = Path(self.hot_folder).expanduser() if self.hot_folder else Path("inbox")
        return self.home_dir() / folder

    def uploads(self) -> Path:
        """The folder of files that arrive in parts in force."""
        folder = Path(self.upload_folder).expanduser() if self.upload_folder else Path("uploads")
        return self.home_dir() / folder

    def roots(self) -> tuple[Root, ...]:
        """The folders that web pages may make batches of."""
        return roots_of(self.batch_roots)

    def lgsp_feed(self) -> Feed:
        """What goes to the integration platform."""
        return feed_of(self.lgsp_types)

    def lgsp_own_headers(self) -> dict[str, str]:
        """Further headers for it.

        Raises:
            ValueError: The setting is no JSON object of texts.
        """
        found = json.loads(self.lgsp_headers or "{}")
        texts = [*found, *found.values()] if isinstance(found, dict) else [None]
        # Others cannot be sent.
        if not all(isinstance(x, str) and x.isascii() and x.isprintable() for x in texts):
            raise ValueError("It is no JSON object of texts in ASCII.")
        return found  # type: ignore[no-any-return]

    def obliged(self) -> Obliged:
        """Who must have a second factor.

        Raises:
            ValueError: The setting is no such word.
        """
        try:
            return Obliged(self.second_factor)
        except ValueError as error:
            words = ", ".join(Obliged)
            raise ValueError(
                f"{PREFIX}SECOND_FACTOR={self.second_factor!r} is none of {words}."
            ) from error

    def networks(self) -> tuple[Network, ...]:
        """The networks that webhooks may lead to though they are not public.

        Raises:
            ValueError: One is none.
        """
        try:
            return networks_of(self.webhook_networks)
        except ValueError as error:
            raise ValueError(f"{PREFIX}WEBHOOK_NETWORKS: {error}.") from error

    def for_reading(self) -> Settings:
        """The settings without what reading a page has no need to know."""
        return replace(self, **dict.fromkeys(SECRETS, ""))  # type: ignore[arg-type]

    def shown(self) -> dict[str, str]:
        """Every setting by its variable's name, secrets masked."""
        return {
            PREFIX + item.name.upper(): _masked(item.name, str(getattr(self, item.name)))
            for item in fields(self)
        }


def _check_template(name: str, template: str, **known: str | int) -> None:
    try:
        template.format(**known)
    except (KeyError, IndexError, ValueError) as error:
        may = ", ".join(f"{{{each}}}" for each in known)
        raise ValueError(
            f"{PREFIX}{name.upper()}={template!r} is no template; it may have {may}."
        ) from error


def _check_addresses(made: Settings) -> None:
    for name in _ADDRESSES:
        address = getattr(made, name)
        if address and not re.match(r"https?://[^/\s]", address):
            # It is not told: it may hold a password.
            raise ValueError(f"{PREFIX}{name.upper()} is no address such as https://host/path.")


def _check_gateway(made: Settings) -> None:
    """What can be told without its files, which only workers have."""
    _check_template("lgsp_path", made.lgsp_path, record="", version=1, type="", unit="")
    if made.lgsp_method not in ("POST", "PUT"):
        raise ValueError(f"{PREFIX}LGSP_METHOD={made.lgsp_method!r} is none of POST, PUT.")
    # A wrong one is not told: it may hold a key.
    try:
        made.lgsp_own_headers()
    except ValueError as error:
        raise ValueError(f"{PREFIX}LGSP_HEADERS is no JSON object of texts in ASCII.") from error
    try:
        feed = made.lgsp_feed()
    except ValueError as error:
        raise ValueError(f"{PREFIX}LGSP_TYPES: {error}") from error
    if made.lgsp_url and not feed:
        raise ValueError(f"{PREFIX}LGSP_URL without {PREFIX}LGSP_TYPES: nothing would go there.")
    if made.lgsp_token_url and not (made.lgsp_client_id and made.lgsp_client_secret):
        raise ValueError(
            f"{PREFIX}LGSP_TOKEN_URL needs {PREFIX}LGSP_CLIENT_ID and {PREFIX}LGSP_CLIENT_SECRET."
        )
    if made.lgsp_accepted and "=" not in made.lgsp_accepted:
        raise ValueError(f"{PREFIX}LGSP_ACCEPTED={made.lgsp_accepted!r} is not PATH=VALUE.")


def _check_roots(settings: Settings) -> None:
    try:
        roots = settings.roots()
    except ValueError as error:
        raise ValueError(f"{PREFIX}BATCH_ROOTS: {error}") from error
    home = settings.home_dir()
    for root in roots:
        # Sealed papers, and records of every unit, lie there.
        if home.is_relative_to(root.path) or Path(root.path).is_relative_to(home):
            raise ValueError(f"{PREFIX}BATCH_ROOTS: {root.path} and {PREFIX}HOME overlap.")


def _check_rate(rate: str) -> None:
    if rate and not re.fullmatch(r"[1-9]\d{0,8}/(second|minute|hour)", rate):
        raise ValueError(f"{PREFIX}API_RATE={rate!r} is no rate such as 6000/minute.")


def _masked(name: str, value: str) -> str:
    """`value` without passwords and tokens."""
    if name in _HIDDEN and value:
        return "***"
    return re.sub(r"(://[^/@:]*):[^/@]*@", r"\1:***@", value)


def _convert(name: str, text: str, kind: type) -> str | int | float:
    try:
        value = kind(text)
    except ValueError as error:
        raise ValueError(
            f"{PREFIX}{name.upper()}={text!r} is not a valid {kind.__name__}."
        ) from error
    if value == 0 and name in _MAY_BE_NONE:
        return value  # type: ignore[no-any-return]
    if kind is not str and not 0 < value < math.inf:
        raise ValueError(f"{PREFIX}{name.upper()}={text!r} is not a positive number.")
    return value  # type: ignore[no-any-return]
