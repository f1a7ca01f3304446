"""Document types: one TOML file each, read and checked at start-up."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

import models
from models.values.checks import parse_rule

ValueKind = Literal[
    "address",
    "agency",
    "area",
    "choice",
    "date",
    "date_words",
    "datetime",
    "document_kind",
    "dossier_code",
    "email",
    "ethnic_group",
    "length",
    "money",
    "name",
    "nationality",
    "number_code",
    "number_words",
    "person_name",
    "personal_id",
    "phone",
    "place",
    "quantity",
    "row",
    "secrecy",
    "sex",
    "symbol",
    "text",
    "title",
]


Minimum = Literal[
    "owner_id",
    "owner_name",
    "owner_birth",
    "issued",
    "issuer",
    "paper_name",
    "abstract",
    "valid_to",
]

_CHOICE = re.compile(r"\{([^{}]*)\}")
_SHARED = re.compile(r"@([a-z_]+)")


@cache
def _shared() -> Mapping[str, tuple[str, ...]]:
    """The labels of labels.toml by name, written out."""
    path = Path(models.__file__).with_name("labels.toml")
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: tuple(x for label in labels for x in _choices(label))
            for name, labels in data.items()}  # fmt: skip


def _choices(label: str) -> Iterator[str]:
    """Every wording of a label with "{a|b|}" in it."""
    found = _CHOICE.search(label)
    if found is None:
        yield " ".join(label.split())
        return
    for choice in found.group(1).split("|"):
        yield from _choices(label[: found.start()] + choice + label[found.end() :])


def written_out(labels: tuple[str, ...]) -> tuple[str, ...]:
    """Labels with every "@name" of labels.toml and every choice written out.

    Raises:
        ValueError: There is no such name.
    """
    found: dict[str, None] = {}
    for label in labels:
        name = _SHARED.search(label)
        if name is not None and name.group(1) not in _shared():
            raise ValueError(f"there are no shared labels named {name.group()}")
        for shared in _shared()[name.group(1)] if name else ("",):
            found.update(dict.fromkeys(_choices(_SHARED.sub(shared, label, count=1))))
    return tuple(found)


Labels = Annotated[tuple[str, ...], AfterValidator(written_out)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Finder(_Strict):
    """One way to find a value: the finder's registered name and its parameters.

    Attributes:
        by: Name in the registry of finders.
        labels: Printed words that the value stands beside or below; "@name" stands for those of
            models/labels.toml, "{a|b}" for either.
        section: The part of the form that the label stands in; empty before the first one.
        inline: The labels count within running text, too.
        patterns: Regular expressions over the folded text.
        part: Which part of a code's payload.
    """

    by: str
    labels: Labels = ()
    section: str | None = None
    inline: bool = False
    patterns: tuple[str, ...] = ()
    part: str | None = None


class FieldType(_Strict):
    """One field of a document type.

    Attributes:
        id: ASCII snake_case, stable for ever.
        title: Vietnamese name shown to people.
        english: English gloss.
        kind: Kind of value, which decides normalization, checks and comparison.
        many: The value is a list.
        required: A paper of this type always bears it.
        critical: Rights hang on it: of a thousand values taken unseen 995 must be right, not 990.
        keying: How a person who is asked answers: `confirm` what was read; `blind`: a second person
            types it from the paper without seeing what the first one said.
        sensitive: Sensitive personal data (Luật 91/2025/QH15): ethnic origin, health.
        threshold: Least probability at which a value passes unseen, where the usual one of all
            fields is too low for this one.
        archive: Name in the archive metadata standard (Thông tư 02/2019/TT-BNV).
        minimum: Which of the least fields of a digitized paper it is (Thông tư 01/2023/TT-VPCP,
            article 9): `owner_name`, `owner_birth`, `issued` and `issuer` stand in for `owner_id`.
        values: What a choice may be.
        columns: Keys of a row and the headings of their columns, for the kind `row`.
        cells: Keys of a row, in the order in which people see them, and what they are called.
        cell_kinds: The kind of value of cells that are no plain text.
        find: Finders in order of trust.
    """

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    title: str
    english: str
    kind: ValueKind
    many: bool = False
    required: bool = False
    critical: bool = False
    keying: Literal["confirm", "blind"] = "confirm"
    sensitive: bool = False
    threshold: Annotated[float, Field(ge=0, le=1)] = 0.0
    archive: str | None = None
    minimum: Minimum | None = None
    values: tuple[str, ...] = ()
    columns: Mapping[str, Labels] = {}
    cells: Mapping[str, str] = {}
    cell_kinds: Mapping[str, ValueKind] = {}
    find: tuple[Finder, ...] = ()

    @model_validator(mode="after")
    def _named_cells(self) -> FieldType:
        if self.kind == "row" and not {*self.columns, *self.cell_kinds} <= {*self.cells}:
            raise ValueError(f"field {self.id}: every column of a row is named in `cells`")
        return self


class Section(_Strict):
    """A part of a form, from where one of its labels stands to the next section."""

    id: str
    labels: Labels


class Match(_Strict):
    """What makes pages look like this type.

    Attributes:
        titles: Headings, any of which makes a page at whose top it stands a paper of the type.
        keywords: What headings of the type say in whatever other words.
        phrases: Words that papers of the type bear; they count together.
    """

    titles: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()


class DocumentType(_Strict):
    """One kind of paper and its fields.

    Attributes:
        id: ASCII snake_case, the name of its file.
        title: Vietnamese name shown to people.
        english: English gloss.
        match: What makes pages look like this type.
        section: Parts of the form in which the same labels recur.
        stops: Printed words that belong to no field and end the value before them.
        rules: What holds between its fields, see `models.values.checks`.
        field: What is taken from it.
    """

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    title: str
    english: str
    match: Match = Match()
    section: tuple[Section, ...] = ()
    stops: Labels = ()
    rules: tuple[str, ...] = ()
    field: tuple[FieldType, ...] = ()

    @model_validator(mode="after")
    def _unique_fields(self) -> DocumentType:
        ids = [item.id for item in self.field]
        twice = sorted({name for name in ids if ids.count(name) > 1})
        if twice:
            raise ValueError(f"field ids given twice: {', '.join(twice)}")
        for text in self.rules:
            unknown = [name for name in parse_rule(text).fields if name not in ids]
            if unknown:
                raise ValueError(f"rule {text}: there is no field {unknown[0]}")
        known = {None, "", *(item.id for item in self.section)}
        for item in self.field:
            for finder in item.find:
                if finder.section not in known:
                    raise ValueError(f"field {item.id}: there is no section {finder.section!r}")
        return self

    def __hash__(self) -> int:
        """By its id: what is worked out from a type is worked out once."""
        return hash(self.id)

    def issued(self, values: Mapping[str, object]) -> object:
        """The date of a paper with these values; None where it has none."""
        dated = (item.id for item in self.field if item.archive == "IssuedDate")
        return next((values.get(name) for name in dated), None)

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
