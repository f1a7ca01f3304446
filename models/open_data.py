"""Sets of open data ("dữ liệu mở"): one TOML file says what they are, who publishes them, and how.

Only counts are published (Nghị định 194/2025/NĐ-CP; personal data: Luật 91/2025/QH15). A definition
chooses among what can be counted and tells what it means; it cannot bring in a field of a paper.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from models.personal import personal_names
from models.settings import LEAST_K

BUILT_IN = Path(__file__).with_name("open_data.toml")

Source = Literal["papers", "dossiers", "reuse"]
Cycle = Literal["month", "quarter"]
# What each source is told by, and what of it.
DIMENSIONS: Mapping[Source, tuple[str, ...]] = {
    "papers": ("period", "unit", "type", "state"),
    "dossiers": ("period", "unit", "procedure"),
    "reuse": ("period", "unit", "procedure"),
}
COLUMNS: Mapping[Source, tuple[str, ...]] = {
    "papers": (
        "period", "unit", "unit_name", "type", "type_name", "state", "papers", "median_hours",
        "p90_hours", "revision",
    ),
    "dossiers": (
        "period", "unit", "unit_name", "procedure", "procedure_name", "dossiers", "revision",
    ),
    "reuse": (
        "period", "unit", "unit_name", "procedure", "procedure_name", "lookups", "papers",
        "revision",
    ),
}  # fmt: skip
# The column whose numbers must reach k.
COUNTED: Mapping[Source, str] = {"papers": "papers", "dossiers": "dossiers", "reuse": "lookups"}

Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=64)]
Address = Annotated[str, Field(pattern=r"^https?://[^\s<>\"{}|\\^`]+$")]
Folder = Annotated[str, Field(pattern=r"^https?://[^\s<>\"{}|\\^`]+/$")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Told(_Strict):
    """Words in both languages."""

    vi: Annotated[str, Field(min_length=1)]
    en: Annotated[str, Field(min_length=1)]


class Keywords(_Strict):
    """What people search by, in both languages."""

    vi: tuple[str, ...]
    en: tuple[str, ...]


class Column(_Strict):
    """A column of a table: what it is called, and what stands in it."""

    id: Id
    kind: Literal["string", "integer"]
    title: Told
    meaning: Told


class Dataset(_Strict):
    """A set of open data.

    Attributes:
        id: Of its files, and of its package on a portal.
        counts: What is counted; no two sets count the same, for of two tables of the same things
            what one of them hides can be worked out.
        every: How long a period is.
        wait_days: Days after the end of a period before it is published, and then stays.
        k: Fewest things of a cell; a setting may raise it.
        quasi_identifiers: Columns by which somebody could look for a person: all but the numbers.
        column: In the order of the table.
    """

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$", max_length=64)]
    counts: Source
    every: Cycle
    wait_days: Annotated[int, Field(ge=0)]
    k: Annotated[int, Field(ge=LEAST_K)]
    quasi_identifiers: tuple[str, ...]
    title: Told
    description: Told
    keywords: Keywords
    column: tuple[Column, ...]

    @model_validator(mode="after")
    def _columns(self) -> Dataset:
        ids = tuple(item.id for item in self.column)
        personal = sorted(personal_names().intersection((*ids, *self.quasi_identifiers)))
        if personal:
            raise ValueError(f"{personal[0]} is a field of papers that may be personal")
        if ids != COLUMNS[self.counts]:
            raise ValueError(f"the columns of {self.counts} are {', '.join(COLUMNS[self.counts])}")
        if self.quasi_identifiers != DIMENSIONS[self.counts]:
            names = ", ".join(DIMENSIONS[self.counts])
            raise ValueError(f"the quasi-identifiers of {self.counts} are {names}")
        return self


class Publisher(_Strict):
    """Who publishes.

    Attributes:
        id: An address that stands for it.
        ckan_organization: What a portal calls it.
    """

    id: Address
    name: Told
    ckan_organization: Annotated[str, Field(min_length=1)]


class Contact(_Strict):
    """Whom to ask."""

    name: Told
    email: Annotated[str, Field(pattern=r"^[^@\s:]+@[^@\s]+$")]


class Catalog(_Strict):
    """The catalogue.

    Attributes:
        address: Where its files will be found; ends with a slash.
        licence: Its address.
        ckan_licence: What a portal calls that.
        place: What the sets are about.
        theme: Of the data themes of the EU's authority tables.
    """

    address: Folder
    title: Told
    description: Told
    licence: Address
    ckan_licence: Annotated[str, Field(min_length=1)]
    place: Told
    theme: Address


class Definitions(_Strict):
    """All sets, and what holds of them together.

    Attributes:
        confirmed: Whoever publishes has settled licence, addresses and contact; until then only
            drafts are made.
    """

    confirmed: bool
    publisher: Publisher
    contact: Contact
    catalog: Catalog
    dataset: Annotated[tuple[Dataset, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _distinct(self) -> Definitions:
        for name in ("id", "counts"):
            found = [getattr(item, name) for item in self.dataset]
            twice = sorted({value for value in found if found.count(value) > 1})
            if twice:
                raise ValueError(f"two sets have the {name} {twice[0]}")
        return self

    @model_validator(mode="after")
    def _settled(self) -> Definitions:
        addresses = (self.publisher.id, self.catalog.address)
        hosts = [urlsplit(address).hostname or "" for address in addresses]
        hosts.append(self.contact.email.rpartition("@")[2])
        made_up = [host for host in hosts if host.endswith(".example")]
        if self.confirmed and made_up:
            raise ValueError(f"{made_up[0]} is an example: settle it before confirming")
        return self


def read_definitions(path: Path = BUILT_IN) -> Definitions:
    """Read the sets.

    Raises:
        ValueError: The file cannot be read or breaks the schema; the message names file and place.
    """
    try:
        return Definitions.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise ValueError(f"{path}: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"{path}: not valid TOML: {error}") from error
    except ValidationError as error:
        told = "; ".join(
            f"{'.'.join(map(str, item['loc'])) or 'file'}: {item['msg']}" for item in error.errors()
        )
        raise ValueError(f"{path}: {told}") from error
