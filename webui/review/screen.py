"""What the review screen shows of a record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, select

from models.doctypes import FieldType
from models.people import Person
from models.store.decisions import current_version, decided, type_of
from models.store.dossiers import Paper, asked_components, missing_components, papers_beside
from models.store.endings import Reason, last_reason
from models.store.keying import seen_by, typed_by_others
from models.store.leases import Stage, refusal
from models.store.reading import read_pages
from models.store.records import RecordState
from models.store.sight import unseen_pages
from models.store.tables import pages
from models.values.checks import RULE_NAMES
from models.values.lists import LISTED
from models.values.said import shown
from webui.console.rows import title_of
from webui.context import store
from webui.language import language, local
from webui.pictures import page_url
from webui.review.said import judged

_SURE = 0.5
# Words that the engine is surer of than this are not pointed at.
_CERTAIN = 0.9


@dataclass(frozen=True, slots=True)
class Screen:
    """A record as the review screen shows it.

    Attributes:
        fields: Each with what the script needs, in the order of the type.
        asks_type: Nobody knows yet what the paper is.
        pages: Number, size in pixels, address of the picture.
        issues: Of the whole paper: severity and text.
        problems: Rules that the values break.
        dossier: The papers of the dossier that it is in.
        may_open: Records of those that the person may look at.
        missing: What the dossier's receipt lists, or its procedure asks for, and is not among them.
        reason: Why it was handed on, sent back or opened again, and by whom.
    """

    version: int
    stage: str
    type: str
    asks_type: bool
    title: str
    fields: list[dict[str, Any]]
    pages: list[dict[str, Any]]
    issues: list[dict[str, Any]]
    problems: list[dict[str, Any]]
    dossier: list[Paper]
    may_open: frozenset[UUID]
    missing: list[str]
    reason: Reason | None


def screen_of(connection: Connection, row: Row[Any], person: Person) -> Screen:
    """The screen of a record for a person."""
    version = current_version(connection, row)
    kind = type_of(version)
    said = seen_by(store(), connection, row, kind, person)
    types = {item.id: item for item in kind.field} if kind else {}
    names = [n for n in types if n in version.fields] + [
        n for n in version.fields if n not in types
    ]
    fields = [_field(name, types.get(name), version.fields[name], said.get(name)) for name in names]
    if row.sampled:
        fields = [item | {"flagged": True} for item in fields]
    _point_out(connection, row.document, fields)
    _blind(connection, row, person, version, types, fields)
    values = {name: item.after["value"] for name, item in said.items()}
    issues = [
        {"severity": item["severity"], "text": local(item["message"]), "page": item["page"]}
        for item in version.issues
    ]
    beside = papers_beside(connection, row.document)
    return Screen(
        row.version, row.stage, version.type, _asks_type(row, version),
        title_of(kind, version.type), fields,
        pages_of(connection, person, row.document, version.pages), issues, judged(version, values),
        beside, _may_open(connection, person, beside),
        missing_components(beside, asked_components(connection, row.document)),
        last_reason(connection, row.id),
    )  # fmt: skip


def _may_open(connection: Connection, person: Person, beside: Sequence[Paper]) -> frozenset[UUID]:
    return frozenset(
        paper.record
        for paper in beside
        if paper.record is not None and paper.state == RecordState.REVIEW
        and person.sees(paper.unit)
        and refusal(connection, person, paper.record, paper.stage) is None
    )  # fmt: skip


def _asks_type(row: Row[Any], version: Row[Any]) -> bool:
    """Whether the program does not know the type, and nobody has said that it is none."""
    is_unknown = any(item["code"] == "unknown_type" for item in version.issues)
    return is_unknown and row.said_type is None


def _field(
    name: str, known: FieldType | None, found: dict[str, Any], said: Row[Any] | None
) -> dict[str, Any]:  # fmt: skip
    kind = known.kind if known else "text"
    value = found["value"] if said is None else said.after["value"]
    title = name if known is None else known.title
    columns = _columns(known)
    return {
        "id": name,
        "title": title,
        "gloss": known.english if known and language() == "en" else "",
        "kind": kind,
        "many": bool(known and known.many),
        "columns": columns,
        "listed": kind in LISTED,
        "machine": _shown(known, found["value"]),
        "text": _shown(known, value),
        "flagged": bool(found["needs_review"]),
        "band": _band(found),
        "action": said.action if said is not None else "",
        "blind": False,
        "alternatives": [shown(kind, text) for text in found["alternatives"]][:3],
        "evidence": found["evidence"],
        "issues": [
            {"severity": item["severity"], "text": local(item["message"])}
            for item in found["issues"]
            # Those are judged anew, by what people have said.
            if item["code"] not in RULE_NAMES
        ],
    }


def _blind(
    connection: Connection, row: Row[Any], person: Person, version: Row[Any],
    types: Mapping[str, FieldType], fields: list[dict[str, Any]],
) -> None:  # fmt: skip
    """Let who types a second time see nothing but the paper, and a third person both words."""
    if row.stage not in (Stage.SECOND, Stage.THIRD):
        return
    words = typed_by_others(store(), connection, row, type_of(version), person)
    own = decided(connection, row.id, person)
    for item in fields:
        found = words.get(item["id"])
        if found is None:
            continue
        known, mine = types.get(item["id"]), own.get(item["id"])
        if row.stage == Stage.SECOND:
            item |= {"machine": "", "alternatives": [], "issues": [], "doubt": ""}
        else:
            item |= {"alternatives": [_shown(known, value) for value in found]}
        if row.stage == Stage.SECOND or len(found) > 1:
            item |= {
                "blind": True, "flagged": True, "band": "unsure",
                "text": _shown(known, mine.after["value"]) if mine is not None else "",
                "action": mine.action if mine is not None else "",
            }  # fmt: skip


def _point_out(connection: Connection, document: UUID, fields: list[dict[str, Any]]) -> None:
    """Name the word of each doubtful value that the engine was least sure of: `doubt`."""
    numbers = {e["page"] for item in fields if item["flagged"] for e in item["evidence"]}
    words = {
        number: [w for read in read_pages(connection, document, number) for w in read.page.words]
        for number in numbers
    }
    for item in fields:
        if not item["flagged"]:
            continue
        within = [
            word
            for place in item["evidence"]
            for word in words[place["page"]]
            if _is_within(word.box.center, place["box"])
        ]
        worst = min(within, key=lambda word: word.confidence, default=None)
        item["doubt"] = worst.text if worst is not None and worst.confidence < _CERTAIN else ""


def _is_within(point: tuple[float, float], box: list[float]) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]


def _columns(known: FieldType | None) -> list[dict[str, str]]:
    cells = known.cells if known is not None else {}
    return [{"id": key, "title": title} for key, title in cells.items()]


def _shown(known: FieldType | None, value: Any) -> Any:
    """A text, or a list of texts or of rows by column."""
    kind = known.kind if known else "text"
    if value is None:
        return [] if known is not None and known.many else ""
    if not isinstance(value, list):
        return shown(kind, str(value))
    cells = known.cell_kinds if known else {}
    return [
        {key: shown(cells.get(key, "text"), str(cell or "")) for key, cell in row.items()}
        if isinstance(row, dict)
        else str(row)
        for row in value
    ]


def _band(found: dict[str, Any]) -> str:
    """How sure a value is, in three bands: numbers in running text help nobody."""
    if not found["needs_review"]:
        return "sure"
    return "doubtful" if found["confidence"] >= _SURE and found["value"] else "unsure"


def pages_of(
    connection: Connection, person: Person, document: UUID, numbers: Sequence[int]
) -> list[dict[str, Any]]:
    """Those pages of a paper that a person sees, with the addresses of their pictures."""
    unseen = unseen_pages(connection, person, document)
    return pages_of_all(connection, [(document, [n for n in numbers if n not in unseen])])[0]


def pages_of_all(
    connection: Connection, papers: Sequence[tuple[UUID, Sequence[int]]]
) -> list[list[dict[str, Any]]]:
    """Pages of each of many papers, given by document and numbers, which the person sees."""
    found = {
        (item.document, item.number): item
        for item in connection.execute(
            select(
                pages.c.document, pages.c.number, pages.c.preview, pages.c.width, pages.c.height
            ).where(
                pages.c.document.in_({document for document, _ in papers}),
                pages.c.number.in_({number for _, numbers in papers for number in numbers}),
            )
        )
    }
    return [
        [_picture(number, found.get((document, number))) for number in numbers]
        for document, numbers in papers
    ]


def _picture(number: int, page: Any | None) -> dict[str, Any]:
    """A page as the script takes it; None: it was never read."""
    if page is None:
        return {"number": number, "width": 0, "height": 0, "url": None}
    return {
        "number": number,
        "width": page.width or 0,
        "height": page.height or 0,
        "url": page_url(page.preview) if page.preview else None,
    }


def words_of(connection: Connection, row: Row[Any], number: int) -> list[list[Any]]:
    """The words of a page in reading order: text and box, pixels."""
    return [
        [word.text, *word.box.as_list()]
        for item in read_pages(connection, row.document, number)
        for word in item.page.words
    ]
