"""Document types: one TOML file each, read and checked at start-up."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

ValueKind = Literal[
    "agency",
    "choice",
    "date",
    "document_kind",
    "name",
    "place",
    "secrecy",
    "symbol",
    "text",
    "title",
]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Finder(_Strict):
    """One way to find a value: the finder's registered name and its parameters."""

    by: str
    labels: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()


class FieldType(_Strict):
    """One field of a document type.

    Attributes:
        id: ASCII snake_case, stable for ever.
        title: Vietnamese name shown to people.
        english: English gloss.
        kind: Kind of value, which decides normalization, checks and comparison.
        many: The value is a list.
        required: A paper of this type always bears it.
        threshold: Probability below which a person is asked.
        archive: Name in the archive metadata standard (Thông tư 02/2019/TT-BNV).
        find: Finders in order of trust.
    """

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    title: str
    english: str
    kind: ValueKind
    many: bool = False
    required: bool = False
    threshold: Annotated[float, Field(ge=0, le=1)] = 0.95
    archive: str | None = None
    values: tuple[str, ...] = ()
    find: tuple[Finder, ...] = ()


class Match(_Strict):
    """What makes pages look like this type: folded phrases, any of which counts."""

    phrases: tuple[str, ...] = ()


class DocumentType(_Strict):
    """One kind of paper and its fields."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    title: str
    english: str
    match: Match = Match()
    field: tuple[FieldType, ...] = ()

    @model_validator(mode="after")
    def _unique_fields(self) -> DocumentType:
        ids = [item.id for item in self.field]
        twice = sorted({name for name in ids if ids.count(name) > 1})
        if twice:
            raise ValueError(f"field ids given twice: {', '.join(twice)}")
        return self

    def field_type(self, field_id: str) -> FieldType:
        """The field named `field_id`.

        Raises:
            KeyError: The type has no such field.
        """
        return next(item for item in self.field if item.id == field_id)


def read_type(path: Path) -> DocumentType:
    """Read one document type.

    Raises:
        ValueError: The file breaks the schema; the message names file and field.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        found = DocumentType.model_validate(data)
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{path}: not valid TOML: {error}") from error
    except ValidationError as error:
        raise ValueError(f"{path}: {_explain(error, data)}") from error
    if found.id != path.stem:
        raise ValueError(f"{path}: id is {found.id!r}, but the file is named {path.stem!r}")
    return found


def _explain(error: ValidationError, data: Mapping[str, object]) -> str:
    lines = []
    for item in error.errors():
        place = [str(part) for part in item["loc"]]
        if len(item["loc"]) > 1 and item["loc"][0] == "field":
            fields = data["field"]
            assert isinstance(fields, list)
            index = item["loc"][1]
            assert isinstance(index, int)
            place[1] = str(fields[index].get("id", index))
        lines.append(f"{'.'.join(place) or 'file'}: {item['msg']}")
    return "; ".join(lines)


@cache
def document_types(folder: Path = Path(__file__).parent) -> Mapping[str, DocumentType]:
    """All document types of `folder` by id.

    Raises:
        ValueError: A file breaks the schema; the message names file and field.
    """
    return {item.id: item for item in map(read_type, sorted(folder.glob("*.toml")))}
