"""Files of master data, line by line."""

from __future__ import annotations

from datetime import date

import pytest

from models.master import SINCE_EVER, Kind, columns, doubt, read_lines, template

ABSENT, NOTHING = "The column is missing.", "There is no value."
NO_CODE, NO_DAY = "This cannot be a code of this kind.", "This is no day."
NO_NAME, NOT_TAKEN = "This cannot be the name of an entry.", "This column does not take this value."


def told(kind: Kind, text: str) -> list[tuple[int, str, str]]:
    """Line, column and cause of each problem."""
    found = read_lines(kind, text.encode()).problems
    return [(item.line, item.column, item.error.message) for item in found]


@pytest.mark.parametrize("kind", Kind)
def test_a_template_is_a_file_of_its_kind(kind: Kind) -> None:
    found = read_lines(kind, template(kind).encode())
    assert found.problems == ()
    [line] = found.lines
    assert (line.number, line.valid_from, line.predecessors) == (2, date(2025, 7, 1), {})
    assert template(kind).splitlines()[0] == ",".join(columns(kind))
    assert doubt(kind, line.code) is None


def test_what_spreadsheets_make_of_a_file_is_read() -> None:
    said = '\ufeffcode;name;agency\r\nP1; Phòng  Một ;H53\r\n;;\r\nP2;"A\nB";H53\r\n;;\r\n'
    found = read_lines(Kind.STAFF_UNIT, said.encode())
    assert found.problems == ()
    first, second = found.lines
    assert (first.name, first.valid_from) == ("Phòng Một", SINCE_EVER)
    assert (second.number, second.name, second.attributes) == (4, "A B", {"agency": "H53"})


def test_a_line_that_goes_over_has_a_first_day() -> None:
    said = "code,name,agency,predecessors\nP2,Phòng,H53,P1"
    assert told(Kind.STAFF_UNIT, said) == [(2, "valid_from", NOTHING)]


def test_text_is_composed_alike() -> None:
    said = "code,name\n01,Ha\u0300 N\u00f4\u0323i".encode()
    [line] = read_lines(Kind.ADMIN_UNIT, said).lines
    assert line.name == "Hà Nội"


@pytest.mark.parametrize(
    ("kind", "said", "expected"),
    [
        (Kind.AGENCY, "", [(1, "code", ABSENT), (1, "name", ABSENT)]),
        (Kind.AGENCY, "code,name,color\nH53,Tỉnh,red", [(1, "color", "There is no such column.")]),
        (Kind.PROCEDURE, "code,name,parent\n1.1,A,B", [(1, "parent", "There is no such column.")]),
        (Kind.AGENCY, "code,name,code\nH53,A,H53", [(1, "code", "The column stands there twice.")]),
        (Kind.AGENCY, "code,name\nh53,A", [(2, "code", NO_CODE)]),
        (Kind.AGENCY, f"code,name\n{'1' * 36},A", [(2, "code", NO_CODE)]),
        (Kind.ADMIN_UNIT, "code,name\n1,A", [(2, "code", NO_CODE)]),
        (Kind.PROCEDURE, "code,name\n1.001193,", [(2, "name", NOTHING)]),
        (Kind.PROCEDURE, "code,name\n1.001193,a\0", [(2, "name", NO_NAME)]),
        (Kind.PROCEDURE, "code,name,days\n1,A,-1", [(2, "days", NOT_TAKEN)]),
        (Kind.AGENCY, "code,name,valid_from\nH53,A,01/07/2025", [(2, "valid_from", NO_DAY)]),
        (Kind.AGENCY, "code,name,valid_from\nH53,A,1751328000", [(2, "valid_from", NO_DAY)]),
        (Kind.AGENCY, "code,name,valid_to\nH53,A,2025-02-30", [(2, "valid_to", NO_DAY)]),
        (Kind.AGENCY, "code,name,valid_from,valid_to\nH53,A,2025-07-01,2025-06-30",
         [(2, "valid_to", "The last day is before the first one.")]),
        (Kind.AGENCY, "code,name\nH53,A,B",
         [(2, "", "The line has more or fewer cells than the header.")]),
        (Kind.AGENCY, 'code,name\nH53,"A"B', [(2, "", "The line is no CSV.")]),
        (Kind.COMPONENT, "code,name,parent,required,document_type\nA,B,1,có,to_khai",
         [(2, "document_type", "There is no such document type.")]),
        (Kind.COMPONENT, "code,name,parent,required\nA,B,1,maybe\nB,C,,no",
         [(2, "required", NOT_TAKEN), (3, "parent", NOTHING)]),
        (Kind.AGENCY, "code,name,valid_from,predecessors,predecessors_in_part\n"
         "H53,A,2025-07-01,H1,H1 H2",
         [(2, "predecessors_in_part", "It cannot go over as a whole and in part.")]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_line_and_column(
    kind: Kind, said: str, expected: list[tuple[int, str, str]]
) -> None:
    assert told(kind, said) == expected


def test_other_encodings_are_told_with_the_line() -> None:
    said = "code,name\nH53,Tỉnh\nH54,".encode() + "Sở".encode("utf-16")
    [problem] = read_lines(Kind.AGENCY, said).problems
    assert (problem.line, problem.error.message) == (3, "The file is not in UTF-8.")


def test_codes_of_unusual_forms_are_doubtful_only() -> None:
    assert doubt(Kind.AGENCY, "H53.12.4") is None
    assert doubt(Kind.AGENCY, "000.00.15.H53") is None
    assert doubt(Kind.AGENCY, "12.4") is not None
    assert doubt(Kind.PROCEDURE, "1.001193.000.00.00.H53") is None
    assert doubt(Kind.PROCEDURE, "KQ-1") is not None
