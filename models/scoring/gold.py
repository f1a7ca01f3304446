"""A data set: files with what is known to stand on them, one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PositiveInt,
    ValidationError,
    model_validator,
)

INDEX = "index.jsonl"

Row = str | Mapping[str, str | None]
GoldValue = Row | tuple[Row, ...] | None


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """What is known of one paper.

    Attributes:
        pages: Numbers from 1; empty when the paper is the whole file.
        type: Document type id; None when it is not scored.
        fields: True values of the fields to score; None when the paper does not bear one.
        handwritten: Fields with a part written or stamped by hand.
        accept: Further right values.
    """

    pages: tuple[int, ...] = ()
    type: str | None = None
    fields: Mapping[str, GoldValue] = field(default_factory=dict)
    handwritten: frozenset[str] = frozenset()
    accept: Mapping[str, tuple[GoldValue, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GoldFile:
    """One input of a data set.

    Attributes:
        file: Its name in the index.
        path: Where it is.
        documents: Its papers in order; more than one only for a stack.
        is_stack: The index says which pages belong to which paper.
        text: Transcripts by page number.
    """

    file: str
    path: Path
    documents: tuple[GoldDocument, ...]
    is_stack: bool = False
    text: Mapping[int, str] = field(default_factory=dict)


def read_index(folder: Path) -> tuple[GoldFile, ...]:
    """The data set in `folder`.

    Raises:
        ValueError: There is no index, a line of it is wrong (the message names line and key),
            or a file that it names is not there.
    """
    index = folder / INDEX
    try:
        lines = index.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise ValueError(f"{index} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise ValueError(f"{index} is not UTF-8: {error.reason}.") from error
    files = tuple(_read_lines(folder, lines))
    if not files:
        raise ValueError(f"{index} names no file.")
    return files


def _read_lines(folder: Path, lines: list[str]) -> Iterator[GoldFile]:
    seen: set[str] = set()
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            found = _read_line(folder, line)
            if found.file in seen:
                raise ValueError(f"file: {found.file!r} is given twice")
        except ValidationError as error:
            raise ValueError(f"{INDEX}, line {number}: {_explain(error)}") from error
        except ValueError as error:
            raise ValueError(f"{INDEX}, line {number}: {error}") from error
        seen.add(found.file)
        yield found


def _read_line(folder: Path, line: str) -> GoldFile:
    try:
        data = json.loads(line)
    except json.JSONDecodeError as error:
        raise ValueError(f"not JSON: {error}") from error
    if not isinstance(data, dict):
        raise ValueError("not a JSON object")
    entry = _Line.model_validate(data)
    path = folder / entry.file
    if not path.is_file():
        raise ValueError(f"file: there is no file {path}")
    texts = {page: _transcript(folder, page, name) for page, name in entry.text.items()}
    parts: tuple[_Part, ...] = (entry,) if entry.documents is None else entry.documents
    documents = tuple(_document(part, entry) for part in parts)
    return GoldFile(entry.file, path, documents, entry.documents is not None, texts)


def _transcript(folder: Path, page: int, name: str) -> str:
    try:
        return (folder / name).read_text(encoding="utf-8")
    except OSError as error:
        raise ValueError(f"text.{page}: {folder / name}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ValueError(f"text.{page}: {folder / name} is not UTF-8") from error


def _document(part: _Part, entry: _Line) -> GoldDocument:
    """One paper; what the whole line says of its fields holds for every paper of a stack."""
    skipped = {*part.skip, *entry.skip}
    return GoldDocument(
        part.pages if isinstance(part, _StackPart) else (),
        part.type,
        {name: value for name, value in part.fields.items() if name not in skipped},
        frozenset({*part.handwritten, *entry.handwritten}),
        {**entry.accept, **part.accept},
    )


def _explain(error: ValidationError) -> str:
    first = error.errors()[0]
    place = ".".join(str(part) for part in first["loc"])
    message = first["msg"].removeprefix("Value error, ")
    return f"{place}: {message}" if place else message


def _gold_value(raw: object) -> GoldValue:
    if isinstance(raw, list):
        return tuple(_gold_row(item) for item in raw)
    return None if raw is None else _text(raw)


def _gold_row(raw: object) -> Row:
    if isinstance(raw, dict):
        return {name: None if cell is None else _text(cell) for name, cell in raw.items()}
    return _text(raw)


def _text(raw: object) -> str:
    if isinstance(raw, bool) or not isinstance(raw, str | int | float):
        raise ValueError(f"{raw!r} is not text, a number, null or a list of rows")
    return str(raw)


# Any, because the function before it is the whole check.
_Value = Annotated[Any, BeforeValidator(_gold_value)]


class _Part(BaseModel):
    """What a line says of one paper; keys of other programs are let through."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    type: str | None = None
    fields: dict[str, _Value] = {}
    handwritten: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    accept: dict[str, tuple[_Value, ...]] = {}


class _StackPart(_Part):
    pages: Annotated[tuple[PositiveInt, ...], Field(min_length=1)]


class _Line(_Part):
    file: Annotated[str, Field(min_length=1)]
    documents: Annotated[tuple[_StackPart, ...], Field(min_length=1)] | None = None
    text: dict[PositiveInt, str] = {}

    @model_validator(mode="after")
    def _one_paper_or_a_stack(self) -> _Line:
        if self.documents is None:
            return self
        if self.type is not None or self.fields:
            raise ValueError("documents: stands instead of type and fields, not beside them")
        pages = [page for part in self.documents for page in part.pages]
        if len(pages) != len(set(pages)):
            raise ValueError("documents: a page belongs to two papers")
        return self
