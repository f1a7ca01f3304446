"""Master data ("danh mục"): kinds of entries, and the files that they come in.

A file is CSV with a header, one entry a line. What can be told of a line by itself is checked here;
how it goes with what is known, `models.store.master` checks.

- Codes of agencies: Quyết định 20/2020/QĐ-TTg: at most 35 digits and capitals, groups with dots
  between them; those of before, `000.00.15.H53`, have the same letters.
- Codes of administrative units: Quyết định 124/2004/QĐ-TTg: 2, 3 or 5 digits.
- Codes of procedures: the national database of administrative procedures, `1.001193`.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    NonNegativeInt,
    StringConstraints,
    ValidationError,
)

from models.doctypes import document_types
from models.errors import ErrorCode, SohoaError
from models.values.codes import read_procedure_code
from models.values.text import nfc

# What holds since nobody knows when holds from this day on.
SINCE_EVER = date(1900, 1, 1)
MAX_BYTES = 10_000_000
_MAX_SHOWN, _MAX_NAME = 64, 1000


class Kind(StrEnum):
    """What an entry is."""

    AGENCY = "agency"  # cơ quan
    ADMIN_UNIT = "admin_unit"  # đơn vị hành chính
    PROCEDURE = "procedure"  # thủ tục hành chính
    COMPONENT = "component"  # thành phần hồ sơ
    STAFF_UNIT = "staff_unit"  # phòng, bộ phận của cán bộ


PlainCode = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]
AgencyCode = Annotated[
    str, StringConstraints(pattern=r"^[A-Z0-9]+(?:\.[A-Z0-9]+)*$", max_length=35)
]
UnitCode = Annotated[str, StringConstraints(pattern=r"^(?:[0-9]{2}|[0-9]{3}|[0-9]{5})$")]


def _day(text: Any) -> Any:
    """Only as 2025-07-01: other ways to write a day can be read in two ways."""
    if isinstance(text, str) and not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise ValueError("no day")
    return text


def _late_enough(day: date) -> date:
    if day < SINCE_EVER:
        raise ValueError("too long ago")
    return day


def _printable(name: str) -> str:
    if not name.isprintable():
        raise ValueError("not to be printed")
    return name


def _known_type(name: str) -> str:
    if name not in document_types():
        raise ValueError("no document type")
    return name


Day = Annotated[date, BeforeValidator(_day), AfterValidator(_late_enough)]
Name = Annotated[str, StringConstraints(max_length=_MAX_NAME), AfterValidator(_printable)]
YesNo = Annotated[
    bool, BeforeValidator(lambda said: {"có": True, "không": False}.get(str(said).lower(), said))
]
Level = Literal["central", "province", "district", "commune"]


class _Row(BaseModel):
    """What every line has; what a kind adds are its attributes.

    Attributes:
        code: Known for the thing as long as it lives.
        name: As papers write it.
        valid_from: The first day; not given: since ever, as far as anybody knows.
        valid_to: The last day; none: it still holds.
        basis: The decision that it goes back to ("căn cứ").
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    code: PlainCode
    name: Name
    valid_from: Day = SINCE_EVER
    valid_to: Day | None = None
    basis: Name = ""


class _Agency(_Row):
    code: AgencyCode
    parent: AgencyCode = ""
    level: Level | None = None
    admin_unit: UnitCode = ""


class _AdminUnit(_Row):
    code: UnitCode
    parent: UnitCode = ""


class _Procedure(_Row):
    field: Name = ""  # lĩnh vực
    level: Level | None = None
    days: NonNegativeInt | None = None  # working days to settle it


class _Component(_Row):
    """A paper that a procedure asks for.

    Attributes:
        parent: The procedure.
        document_type: Id of the type of the paper, where there is one; its name is known anyway.
        required: Without it there is no dossier.
        reusable: It is the result of an earlier procedure, which need not be asked for again.
    """

    parent: PlainCode
    document_type: Annotated[str, AfterValidator(_known_type)] = ""
    required: YesNo
    reusable: YesNo = False


class _StaffUnit(_Row):
    parent: PlainCode = ""
    agency: AgencyCode


_ROWS: Mapping[Kind, type[_Row]] = {
    Kind.AGENCY: _Agency, Kind.ADMIN_UNIT: _AdminUnit, Kind.PROCEDURE: _Procedure,
    Kind.COMPONENT: _Component, Kind.STAFF_UNIT: _StaffUnit,
}  # fmt: skip
# Columns with codes of entries, and the kind of these.
REFERENCES: Mapping[Kind, Mapping[str, Kind]] = {
    Kind.AGENCY: {"parent": Kind.AGENCY, "admin_unit": Kind.ADMIN_UNIT},
    Kind.ADMIN_UNIT: {"parent": Kind.ADMIN_UNIT},
    Kind.PROCEDURE: {},
    Kind.COMPONENT: {"parent": Kind.PROCEDURE},
    Kind.STAFF_UNIT: {"parent": Kind.STAFF_UNIT, "agency": Kind.AGENCY},
}
# Entries that went over into this one on its first day, as a whole or a part of each.
_WHOLE, _PART = "predecessors", "predecessors_in_part"
_OF_NO_ATTRIBUTE = {"code", "name", "parent", "valid_from", "valid_to"}
# Of nobody: no agency, place or procedure of these codes is known.
_EXAMPLES: Mapping[Kind, Mapping[str, str]] = {
    Kind.AGENCY: {
        "code": "Z99.1", "name": "Sở Thí dụ", "valid_from": "2025-07-01",
        "basis": "Quyết định số 01/QĐ-TD", "level": "province",
    },
    Kind.ADMIN_UNIT: {
        "code": "99", "name": "Tỉnh Thí Dụ", "valid_from": "2025-07-01",
        "basis": "Nghị quyết số 01/NQ-TD",
    },
    Kind.PROCEDURE: {
        "code": "3.999999", "name": "Cấp giấy thí dụ", "valid_from": "2025-07-01",
        "basis": "Quyết định số 02/QĐ-TD", "field": "Thí dụ", "level": "commune", "days": "5",
    },
    Kind.COMPONENT: {
        "code": "3.999999-01", "name": "Tờ khai cấp giấy thí dụ", "parent": "3.999999",
        "valid_from": "2025-07-01", "required": "yes", "reusable": "no",
    },
    Kind.STAFF_UNIT: {
        "code": "Z99.1-VP", "name": "Văn phòng Sở Thí dụ", "valid_from": "2025-07-01",
        "agency": "Z99.1",
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """What a line of a file says.

    Attributes:
        number: Where it begins in the file, from 1.
        parent: A code; empty for none.
        valid_to: The last day, if it is given.
        attributes: Those of its kind that are not the usual ones, as JSON.
        predecessors: Their codes, and whether each went over as a whole; None: the file does not
            speak of them.
    """

    number: int
    code: str
    name: str
    parent: str
    valid_from: date
    valid_to: date | None = None
    attributes: Mapping[str, Any] = field(default_factory=dict)
    predecessors: Mapping[str, bool] | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, or looks so, with a line.

    Attributes:
        column: Empty when it is about the whole line.
        value: What stands there.
        error: Cause and cure; it is not raised.
    """

    line: int
    column: str
    value: str
    error: SohoaError


@dataclass(frozen=True, slots=True)
class Lines:
    """What could be read of a file.

    Attributes:
        broken: Codes of lines with a problem: other lines may well name them.
    """

    lines: tuple[Line, ...] = ()
    problems: tuple[Problem, ...] = ()
    broken: frozenset[str] = frozenset()


def columns(kind: Kind) -> tuple[str, ...]:
    """The columns that a file of a kind may have, in the order of its template."""
    found = ["code", "name", *(["parent"] if "parent" in REFERENCES[kind] else [])]
    rest = (name for name in _ROWS[kind].model_fields if name not in found)
    return (*found, *rest, _WHOLE, _PART)


def template(kind: Kind) -> str:
    """A file with the header and one made-up line."""
    written = io.StringIO()
    writer = csv.DictWriter(written, columns(kind), restval="")
    writer.writeheader()
    writer.writerow(dict(_EXAMPLES[kind]))
    return written.getvalue()


def doubt(kind: Kind, code: str) -> SohoaError | None:
    """Why a code is unusual, though nothing that is published forbids it."""
    if kind is Kind.AGENCY and not re.search(r"(?:^|\.)[A-Z][0-9]{2}(?:\.|$)", code):
        return SohoaError(
            ErrorCode.NOT_ALLOWED, "Codes of agencies have a letter and two digits in them.",
            "Compare it with H53.12.",
        )  # fmt: skip
    if kind is Kind.PROCEDURE and read_procedure_code(code).problems:
        return SohoaError(
            ErrorCode.NOT_ALLOWED, "Codes of procedures have another form.",
            "Compare it with 1.001193.",
        )  # fmt: skip
    return None


_MISSING = SohoaError(ErrorCode.NOT_ALLOWED, "There is no value.", "Give one.")
_NO_DAY = SohoaError(ErrorCode.NOT_ALLOWED, "This is no day.", "Write it as 2025-07-01.")
_WRONG = {
    "code": SohoaError(
        ErrorCode.NOT_ALLOWED, "This cannot be a code of this kind.",
        "Look whether a spreadsheet has taken its noughts or dots away.",
    ),
    "name": SohoaError(
        ErrorCode.NOT_ALLOWED, "This cannot be the name of an entry.",
        "Give at most 1000 characters in one line.",
    ),
    "valid_from": _NO_DAY,
    "valid_to": _NO_DAY,
    "document_type": SohoaError(
        ErrorCode.NOT_ALLOWED, "There is no such document type.", "See `sohoa types`."
    ),
}  # fmt: skip
_NO_VALUE = SohoaError(
    ErrorCode.NOT_ALLOWED, "This column does not take this value.", "Compare it with the template."
)


def read_lines(kind: Kind, data: bytes) -> Lines:
    """Read a file: UTF-8, commas or semicolons, the header first.

    Each line that cannot be read is a problem; the others are given all the same.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        unreadable = SohoaError(
            ErrorCode.NOT_ALLOWED, "The file is not in UTF-8.", "Save it as CSV UTF-8."
        )
        return Lines(problems=(Problem(data.count(b"\n", 0, error.start) + 1, "", "", unreadable),))
    head = text.partition("\n")[0]
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=";" if head.count(";") > head.count(",") else ",",
        strict=True,
    )  # fmt: skip
    try:
        rows = list(_numbered(reader))
    except csv.Error:
        torn = SohoaError(
            ErrorCode.NOT_ALLOWED, "The line is no CSV.", "Look for a quotation mark too many."
        )
        return Lines(problems=(Problem(reader.line_num, "", "", torn),))
    header = [cell.strip() for cell in rows[0][1]] if rows else []
    problems = list(_header_problems(kind, header))
    return Lines(problems=tuple(problems)) if problems else _lines(kind, header, rows[1:])


def _numbered(reader: Any) -> Iterator[tuple[int, list[str]]]:
    """Rows with the line that each begins in; spreadsheets leave empty ones at the end."""
    first = 1
    for row in reader:
        if any(cell.strip() for cell in row):
            yield first, row
        first = reader.line_num + 1


def _header_problems(kind: Kind, header: Sequence[str]) -> Iterator[Problem]:
    known = columns(kind)
    for name in dict.fromkeys(header):
        if name not in known:
            unknown = SohoaError(
                ErrorCode.NOT_ALLOWED, "There is no such column.", "Take those of the template."
            )
            yield Problem(1, name, "", unknown)
        elif header.count(name) > 1:
            twice = SohoaError(
                ErrorCode.NOT_ALLOWED, "The column stands there twice.", "Remove one of them."
            )
            yield Problem(1, name, "", twice)
    for name, about in _ROWS[kind].model_fields.items():
        if about.is_required() and name not in header:
            absent = SohoaError(ErrorCode.NOT_ALLOWED, "The column is missing.", "Add it.")
            yield Problem(1, name, "", absent)


def _lines(kind: Kind, header: Sequence[str], rows: Sequence[tuple[int, list[str]]]) -> Lines:
    found: list[Line] = []
    problems: list[Problem] = []
    broken: set[str] = set()
    for number, row in rows:
        cells = [nfc(cell) for cell in row]
        said = {name: cell for name, cell in zip(header, cells, strict=False) if cell}
        wrong = list(_length_problems(number, header, cells)) or list(
            _predecessor_problems(number, said)
        )
        try:
            line = _line(kind, number, header, said)
        except ValidationError as error:
            wrong += _cell_problems(number, said, error)
        else:
            wrong += _end_problems(line)
            found += [] if wrong else [line]
        problems += wrong
        broken |= {said.get("code", "")} if wrong else set()
    return Lines(tuple(found), tuple(problems), frozenset(broken))


def _line(kind: Kind, number: int, header: Sequence[str], said: Mapping[str, str]) -> Line:
    row = _ROWS[kind].model_validate(
        {name: cell for name, cell in said.items() if name not in (_WHOLE, _PART)}
    )
    attributes = row.model_dump(mode="json", exclude_defaults=True, exclude=_OF_NO_ATTRIBUTE)
    speaks = _WHOLE in header or _PART in header
    return Line(
        number, row.code, row.name, getattr(row, "parent", ""), row.valid_from, row.valid_to,
        attributes, _predecessors(said) if speaks else None,
    )  # fmt: skip


def _codes(said: Mapping[str, str], column: str) -> list[str]:
    return re.split(r"[\s;]+", said[column].strip("; ")) if column in said else []


def _predecessors(said: Mapping[str, str]) -> dict[str, bool]:
    return {code: column == _WHOLE for column in (_WHOLE, _PART) for code in _codes(said, column)}


def _length_problems(number: int, header: Sequence[str], cells: Sequence[str]) -> Iterator[Problem]:
    if len(cells) != len(header):
        uneven = SohoaError(
            ErrorCode.NOT_ALLOWED, "The line has more or fewer cells than the header.",
            "Put quotation marks around what has a comma in it.",
        )  # fmt: skip
        yield Problem(number, "", str(len(cells)), uneven)


def _predecessor_problems(number: int, said: Mapping[str, str]) -> Iterator[Problem]:
    if _predecessors(said) and "valid_from" not in said:
        yield Problem(number, "valid_from", "", _MISSING)
    for code in sorted(set(_codes(said, _WHOLE)) & set(_codes(said, _PART))):
        both = SohoaError(
            ErrorCode.NOT_ALLOWED, "It cannot go over as a whole and in part.", "Name it once."
        )
        yield Problem(number, _PART, code, both)


def _cell_problems(
    number: int, said: Mapping[str, str], error: ValidationError
) -> Iterator[Problem]:
    for item in error.errors(include_url=False, include_context=False):
        column = str(item["loc"][0])
        absent = item["type"] == "missing"
        cause = _MISSING if absent else _WRONG.get(column, _NO_VALUE)
        yield Problem(number, column, said.get(column, "")[:_MAX_SHOWN], cause)


def _end_problems(line: Line) -> Iterator[Problem]:
    if line.valid_to is not None and line.valid_to < line.valid_from:
        early = SohoaError(
            ErrorCode.NOT_ALLOWED, "The last day is before the first one.", "Correct one of them."
        )
        yield Problem(line.number, "valid_to", line.valid_to.isoformat(), early)
