"""Fields of one paper: finders propose in the declared order, confidence decides."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from extractors.classify import LETTER
from extractors.confidence import Features, by_hand, confidence_model, features, threshold
from extractors.finders import Candidate, Paper, candidate, finders, tagged
from extractors.finders.coded import DISAGREES
from extractors.finders.form import place
from extractors.finders.mentioned import suggest
from extractors.finders.placing import printed_labels
from extractors.finders.rows import letters_of, rows_of
from extractors.finders.signed import another_signs, without_certification
from extractors.spreads import unfolded
from extractors.tagger import tag
from extractors.votes import votes
from models.doctypes import DocumentType, FieldType
from models.extraction import ExtractedField, FieldValue, Issue, Severity
from models.page import Page, Word
from models.values.agencies import is_known
from models.values.checks import check
from models.values.given_names import has_other_marks, likely_name, may_bear_hook
from models.values.located import KINDS as LOCATED
from models.values.located import units_of
from models.values.registry import MESSAGES
from models.values.text import fold, nfc

# A value of fewer letters stands somewhere else by chance.
FEWEST_LETTERS = 6
# Agencies that no table knows have so many words at least, places so many letters at most.
FEWEST_WORDS, MOST_LETTERS = 3, 140
# Kinds whose values are names of people.
NAMES = frozenset({"name", "person_name"})
# The method of a value that no finder proposed.
NOBODY = "none"
# The method of what a code says.
CODE = "code"
# Values are written by hand where so many more of their words than of the others are read less
# surely than this: measured on made-up forms, a half of those filled in by hand and one printed
# one of twenty are taken for such, and 8 of 100 of their figures are wrong, however sure.
SURELY_PRINTED, BY_HAND = 0.9, 0.12
# Where it is only so many more, figures are in doubt of which another reading is so near, in the
# engine's costs; that of print hardly ever is.
MAYBE_BY_HAND, NEAR = 0.04, 17.0
# Of fewer words no share is told.
FEWEST_WORDS_READ = 5
# What stands beside a label.
LABEL = "label"
_UNITS = {
    "area": re.compile(r"\d ?(?:m|ha\b)"),
    "length": re.compile(r"\d ?m$"),
    "money": re.compile(r"\d ?(?:đ|VN)"),
}
# The method of the date above the signatures; of fields without a label it stands nowhere else.
PLACE_DATE = "place_date"
# Methods that look for who signed.
LAST_NAME = "last_name"
SIGNER = "signer_name"
CAPTION = "signed"
SIGNATURES = frozenset({SIGNER, CAPTION, LAST_NAME})
# Doubts that leave no other words to be the value: how letters were read, whose name it is.
READ_SO = frozenset(
    ("before_and_after", "below_label", "hook_or_acute", "label_below", "long_name", "no_label",
     "odd_sign", "other_signer", "repaired", "short_name", "signature_without_title",
     "unusual_name")
)  # fmt: skip
# The tagger overrules a blank beside a label when it is surer than the one, a value that cannot be
# read as its kind when surer than the other, and any that it holds for less likely than the last.
# Measured on layouts that it had not seen: 36 of 1,701 fields put right, 5 lost.
OVER_BLANK, OVER_DOUBT, ELSEWHERE, DIFFERS = 0.7, 0.6, 0.05, 0.9
# When it is surer than this, also what it holds for somewhat likely, or where words stand before or
# behind its own that it holds for less likely than the last: 38 put right, 9 lost.
CERTAIN, ELSEWHERE_SURELY, SOME_MORE = 0.97, 0.2, 0.8
# What it finds is no value when that is less probable: 2 of 28 were right.
INVENTED = 0.2
# "Nơi cư trú | của người yêu cầu".
_REST_OF_LABEL = re.compile(r"của\s")
# A person in a value that may be another one's as well: a company's.
_ADDRESSED = re.compile(r"^(?:hộ )?(?:ông|bà)\s", re.IGNORECASE)
# Personal numbers of twelve figures and the old ones of nine, as they may be misread.
_PERSONAL, _LIKE_FIGURES = re.compile(r"\d{9}|\d{12}"), str.maketrans("OoIl", "0011")
# "nghiên.cứu", but no "v.v.", address of a site or decimal.
_STOP = re.compile(r"(?<![\w@/.])[^\W\d_]{2,7}\. ?[a-zà-ỹđ]{2,7}(?![\w@/.])")
_MESSAGES = {
    "number_not_read": "Số văn bản viết tay hoặc không đọc được. / The number was not read.",
    "number_by_hand": "Số văn bản viết tay: xin đối chiếu. / The number is written by hand.",
    "number_blank": "Số văn bản để trống. / The number was left blank.",
    "number_read_twice": "Số văn bản đọc được hai cách. / The number was read in two ways.",
    "date_by_hand": "Ngày, tháng viết tay: xin đối chiếu. / The date is written by hand.",
    "date_read_twice": "Ngày, tháng đọc được hai cách. / The date was read in two ways.",
    "day_not_read": "Ngày viết tay hoặc không đọc được. / The day was not read.",
    "no_figures": "Không có chữ số ở nơi cần có. / No figures where some belong.",
    "not_a_name": "Không giống họ tên. / This is not like a name.",
    "several_values": "Cùng hàng có nhiều số. / Several figures stand in this row.",
    "before_and_after": "Có số trước và sau: xin đối chiếu. / Figures before and after.",
    "ticked_twice": "Có nhiều ô được đánh dấu. / More than one box is ticked.",
    "code_disagrees_with_print": "Mã QR khác chữ in: xin đối chiếu. / Code and print differ.",
    "form_words": "Chữ in sẵn của mẫu, chưa điền. / The form's own words, nothing filled in.",
    "holders_not_read": "Không đọc được người sử dụng đất. / The holders were not read.",
    "row_incomplete": "Có dòng thiếu thông tin. / A row lacks a part.",
    "repaired": "Đã sửa ký tự đọc nhầm: xin đối chiếu. / A misread character was put right.",
    "unusual_name": "Họ tên ít gặp: xin đối chiếu. / An unusual name.",
    "unusual_title": "Chức vụ ít gặp: xin đối chiếu. / An unusual title.",
    "unusual_agency": "Tên cơ quan ít gặp: xin đối chiếu. / An unusual agency.",
    "name_not_read": "Không đọc được họ tên người ký. / The signer's name was not read.",
    "time_not_read": "Giờ không đọc được. / The time of day was not read.",
    "other_signer": "Có chữ ký khác trên giấy: xin đối chiếu. / Somebody else signs as well.",
    "short_name": "Tên ngắn: có thể bị dấu che. / A seal may hide a part of the name.",
    "no_label": "Không thấy nhãn quen thuộc: xin đối chiếu. / No label that is known.",
    "below_label": "Chữ ở dòng dưới nhãn: xin đối chiếu. / This stands below its label.",
    "unfinished": "Câu chưa hết: có thể còn dòng sau. / This does not end here.",
    "figures_by_hand": "Chữ số viết tay: xin đối chiếu. / Figures that may be written by hand.",
    "hook_or_acute": "Dấu hỏi hay dấu sắc: xin đối chiếu. / A mark of the name is not sure.",
    "label_below": "Còn mục khác bên dưới: xin đối chiếu. / The form goes on below this name.",
    "signer_is_party": "Trùng tên người khác trên giấy. / Somebody else on the paper is so called.",
    "other_words": "Có thể là chữ khác bên cạnh. / Other words may be the value.",
    "marks_differ": "Nơi khác ghi dấu khác: xin đối chiếu. / Elsewhere it has other marks.",
    "odd_sign": "Có ký tự lạ: xin đối chiếu. / A sign that papers do not have.",
    "number_left": "Trên giấy còn số định danh khác. / A personal number belongs to no field.",
    "not_found": "Không tìm thấy trên giấy. / Not found on the paper.",
}


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the finders of one field agreed on.

    Attributes:
        found: None when none had anything to say.
        method: The finder's name.
        chance: Probability (0-1) that the value is the truth.
        known: The features that say so.
    """

    found: Candidate | None
    method: str
    chance: float
    known: Features

    @property
    def doubts(self) -> tuple[str, ...]:
        """What makes the value doubtful, in codes."""
        return self.found.doubts if self.found is not None else ()


def extract_fields(pages: Sequence[Page], kind: DocumentType) -> dict[str, ExtractedField]:
    """Every field of the type, present even when nothing was found."""
    paper = read_paper(pages, kind)
    proposals = propose(paper, kind)
    found = {item.id: _field(item, proposals[item.id]) for item in kind.field}
    return _checked(_with_units(_with_suggestions(found, paper, kind), kind), kind)


def _seen_by_hand(
    proposals: dict[str, Proposal], paper: Paper, kind: DocumentType
) -> dict[str, Proposal]:
    """The proposals, less probable if the form seems to be filled in by hand, figures in doubt.

    Letters are printed but for number and date, of which their own finders tell.
    """
    if kind.id == LETTER:
        return proposals
    share = _share_by_hand(proposals.values(), paper.pages)
    found = {}
    for item in kind.field:
        proposal = proposals[item.id]
        is_absent = proposal.found is None or not proposal.found.value
        known = {**proposal.known, **by_hand(share, item, is_absent=is_absent)}
        chance = confidence_model().probability(known)
        proposal = replace(proposal, known=known, chance=chance)
        is_near = share >= MAYBE_BY_HAND and _nearest_figure(proposal) < NEAR
        is_by_pen = share >= BY_HAND or is_near or _is_blue(proposal)
        if _has_figures(proposal) and is_by_pen:
            proposal = _doubted(proposal, "figures_by_hand")
        found[item.id] = proposal
    return found


def _has_figures(proposal: Proposal) -> bool:
    found = proposal.found
    return found is not None and any(c.isdigit() for c in str(found.value))


def _is_blue(proposal: Proposal) -> bool:
    return proposal.found is not None and any(word.blue for word in proposal.found.words)


def _nearest_figure(proposal: Proposal) -> float:
    """How much dearer the nearest other reading of one of its figures is, in the engine's costs."""
    words = proposal.found.words if proposal.found is not None else ()
    return min(
        (
            margin
            for word in words
            for margin, letter in zip(word.margins, word.text, strict=False)
            if letter.isdigit()
        ),
        default=math.inf,
    )


def _share_by_hand(proposals: Iterable[Proposal], pages: Sequence[Page]) -> float:
    """How many more of the words of the values were hardly read than of those around them."""
    values = {
        (word.text, word.box)
        for item in proposals
        if item.found is not None
        for word in item.found.words
    }
    unsure: dict[bool, list[bool]] = {True: [], False: []}
    for word in (word for page in pages for line in page.lines for word in line.words):
        unsure[(word.text, word.box) in values].append(word.confidence < SURELY_PRINTED)
    if min(map(len, unsure.values())) < FEWEST_WORDS_READ:
        return 0.0
    written, printed = (sum(unsure[is_value]) / len(unsure[is_value]) for is_value in (True, False))
    return written - printed


def _signed_by_others(proposals: dict[str, Proposal]) -> dict[str, Proposal]:
    """The proposals, with a doubt where who signed is one that the paper is about.

    The parties sign, too, beside the official or above, whose name a seal may hide.
    """
    named = Counter(
        fold(item.found.value)
        for item in proposals.values()
        if item.found is not None and isinstance(item.found.value, str)
    )
    return {
        name: _doubted(item, "signer_is_party")
        if item.method in SIGNATURES and item.found and named[fold(str(item.found.value))] > 1
        else item
        for name, item in proposals.items()
    }


def _with_numbers_left(
    proposals: dict[str, Proposal], paper: Paper, kind: DocumentType
) -> dict[str, Proposal]:
    """The proposals; that a person has no number is a question where one belongs to no field."""
    said = " ".join(str(x.found.value) for x in proposals.values() if x.found is not None)
    words = (word.text for page in paper.pages for line in page.lines for word in line.words)
    numbers = {text.translate(_LIKE_FIGURES).strip(".,;:()") for text in words}
    if not any(_PERSONAL.fullmatch(number) and number not in said for number in numbers):
        return proposals
    absent = [
        item.id
        for item in kind.field
        if item.kind == "personal_id" and not _has_value(proposals[item.id])
    ]
    return proposals | {name: _doubted(proposals[name], "number_left") for name in absent}


def _doubted(proposal: Proposal, code: str) -> Proposal:
    if proposal.found is None:
        return replace(proposal, found=candidate(None, [], 0.0, [code]))
    return replace(proposal, found=replace(proposal.found, doubts=(*proposal.found.doubts, code)))


def _with_units(found: dict[str, ExtractedField], kind: DocumentType) -> dict[str, ExtractedField]:
    """The fields, addresses with their units as of the paper's date and of today."""
    issued = kind.issued({name: item.value for name, item in found.items()})
    return {
        item.id: replace(found[item.id], units=units_of(found[item.id].value, issued))
        if item.kind in LOCATED
        else found[item.id]
        for item in kind.field
    }


def _with_suggestions(
    found: dict[str, ExtractedField], paper: Paper, kind: DocumentType
) -> dict[str, ExtractedField]:
    """The fields, those that must be there and were not found with what they may be."""
    taken = {item.value for item in found.values() if isinstance(item.value, str)}
    for item in kind.field:
        if item.required and not found[item.id].value and not found[item.id].alternatives:
            named = suggest(paper, item, taken)
            found[item.id] = replace(found[item.id], alternatives=named)
    return found


def _checked(found: dict[str, ExtractedField], kind: DocumentType) -> dict[str, ExtractedField]:
    """The fields with what they say of each other: all that break a rule ask for a person."""
    for problem in check(kind.rules, {name: item.value for name, item in found.items()}):
        severity = Severity.BLOCK if problem.severity == "hard" else Severity.WARN
        for name in problem.fields:
            issue = Issue(problem.code, severity, problem.message, field=name)
            item = found[name]
            found[name] = replace(item, needs_review=True, issues=(*item.issues, issue))
    return found


def propose(paper: Paper, kind: DocumentType) -> dict[str, Proposal]:
    """The best candidate for every field of the type."""
    judge = _Judge(paper, kind)
    found = {item.id: judge.found(item) for item in kind.field}
    taken = {
        id(word): (name, proposal)
        for name, proposal in found.items()
        if proposal.found is not None and not {*proposal.doubts} - READ_SO
        for word in proposal.found.words
    }
    best = {item.id: judge.settled(item, found[item.id], taken) for item in kind.field}
    return _with_numbers_left(_signed_by_others(_seen_by_hand(best, paper, kind)), paper, kind)


def read_paper(pages: Sequence[Page], kind: DocumentType, *, with_tags: bool = True) -> Paper:
    """The pages with the labels of their type, and what the tagger says of the words.

    Two on one sheet follow each other.

    Raises:
        SohoaError: `engine_missing`.
    """
    pages = [side for page in pages for side in unfolded(page)]
    has_labels = any(finder.labels for item in kind.field for finder in item.find)
    form = place(pages, kind) if has_labels else None
    if not with_tags:
        return Paper(tuple(pages), form)
    rows = form.rows if form is not None else [row for page in pages for row in rows_of(page)]
    return Paper(tuple(pages), form, tag(rows, kind))


def _letters_of(pages: Sequence[Page]) -> tuple[str, str]:
    """The letters and digits of pages in small letters, with their marks and without."""
    text = nfc("\n".join(page.text for page in pages)).lower()
    marked = "".join(c for c in text if c.isalnum() or c == "\n")
    return marked, "".join(fold(c)[:1] or " " for c in marked)


def _agreement(value: object, marked: str, bare: str) -> int:
    """Whether a value stands on the paper once more, and with the same marks."""
    if not isinstance(value, str):
        return 0
    letters = "".join(c for c in nfc(value).lower() if c.isalnum())
    sought = "".join(fold(c)[:1] or " " for c in letters)
    if len(letters) < FEWEST_LETTERS:
        return 0
    found, at = [], bare.find(sought)
    while at >= 0:
        found.append(marked[at : at + len(letters)] == letters)
        at = bare.find(sought, at + 1)
    return -1 if found and not all(found) else int(len(found) > 1)


def _unprinted(found: Candidate, item: FieldType, printed: frozenset[str]) -> Candidate:
    """What a form bears before anybody fills it in, labels and notes in brackets, is no value."""
    if not isinstance(found.value, str) or not found.value:
        return found
    value: str | None = found.value
    if re.match(r"\([^()]+\)", found.value):
        value = found.value if letters_of(found.value.partition(")")[2]) else None
    elif letters_of(found.value) in printed or _REST_OF_LABEL.match(found.value):
        value = None
    elif not _is_odd(item, found.value):
        return found
    return replace(found, value=value, doubts=(*found.doubts, "form_words"))


def _punctuated(found: Candidate, item: FieldType) -> Candidate:
    """A full stop between small letters ends no sentence: a speck, or a space that was lost."""
    is_text = item.kind == "text" and isinstance(found.value, str)
    if not is_text or not _STOP.search(str(found.value)) or "odd_sign" in found.doubts:
        return found
    return replace(found, doubts=(*found.doubts, "odd_sign"))


def _marked(found: Candidate, item: FieldType) -> Candidate:
    """Marks of names that may be others: the likeliest ones, with a doubt.

    A hook above a circumflex is read as an acute, and surely: "Ấn" may be "Ẩn".
    """
    names = _names(found.value, item.kind)
    doubts = ["hook_or_acute"] if any(map(may_bear_hook, names)) else []
    likely = str(found.value)
    for name in names:
        likely = likely.replace(name, likely_name(name))
    is_other = bool(names) and likely != found.value
    if (is_other or any(map(has_other_marks, names))) and "unusual_name" not in found.doubts:
        doubts.append("unusual_name")
    if is_other:
        others = tuple(x for x in (str(found.value), *found.alternatives) if x != likely)
        found = replace(found, value=likely, alternatives=others)
    return replace(found, doubts=(*found.doubts, *doubts)) if doubts else found


def _names(value: FieldValue, kind: str) -> list[str]:
    """The persons that a value names: "Ông Quách Văn Dển và bà Hồ Thị Mỹ" are two."""
    if not isinstance(value, str) or not (kind in NAMES or _ADDRESSED.match(value)):
        return []
    return [_ADDRESSED.sub("", name) for name in value.split(" và ")]


def _is_odd(item: FieldType, value: str) -> bool:
    """Too short, too long or too foreign for what its kind is: more likely the form's words."""
    if item.kind == "agency":
        is_short, is_plain = len(value.split()) < FEWEST_WORDS, fold(value) == value.lower()
        return (is_short or is_plain) and not is_known(value)
    return item.kind in {"address", "person_name", "place"} and len(value) > MOST_LETTERS


class _Judge:
    """Weighs what the finders propose for the fields of one paper."""

    def __init__(self, paper: Paper, kind: DocumentType) -> None:
        self._paper = paper
        self._signed = without_certification(paper) if paper.labels is not None else paper
        self._marked, self._bare = _letters_of(paper.pages)
        self._printed = frozenset(x for x in printed_labels(kind) if len(x) >= FEWEST_LETTERS)

    def found(self, item: FieldType) -> Proposal:
        """The most probable candidate of the finders."""
        best = self._proposal(None, item, NOBODY)
        for finder in item.find:
            paper = self._signed if finder.by in SIGNATURES else self._paper
            found = finders()[finder.by](paper, item, finder)
            if found is None:
                continue
            if finder.by == SIGNER and best.method == CAPTION and _has_value(best):
                break  # who signs below a head's title signs for another part
            new = self._proposal(found, item, finder.by)
            best = _better(best, new)
            # What a code says goes before the print, also where a person must choose.
            if _has_value(new) and (not new.doubts or DISAGREES in new.doubts):
                break
        return best

    def settled(
        self, item: FieldType, best: Proposal, taken: Mapping[int, tuple[str, Proposal]]
    ) -> Proposal:
        """The finders' candidate or the tagger's, if no other field has taken its words."""
        unlabelled = tagged.find(self._paper, item)
        if unlabelled is None or best.method == CODE:
            return best
        is_signer = any(finder.by in SIGNATURES for finder in item.find)
        if is_signer and self._certifies(unlabelled.words):
            return best
        others = dict(x for word in unlabelled.words if (x := taken.get(id(word))) is not None)
        if any(
            other is not best
            and _says(other, unlabelled)
            and not self._is_mistaken(name, unlabelled)
            for name, other in others.items()
        ):
            return best
        other = self._proposal(unlabelled, item, tagged.NAME)
        if self._yields(best, other, item):
            return _with_alternative(other, best)
        goes_on = best.found is not None and _says(other, best.found)
        is_sure = goes_on or unlabelled.belief > DIFFERS
        if is_sure and _has_value(best) and not _is_same(best, other):
            best = _doubted(best, "other_words")
        return _with_alternative(best, other)

    def _is_mistaken(self, name: str, found: Candidate) -> bool:
        """The tagger is certain of its words, and that they are not the field's that took them."""
        tags, is_certain = self._paper.tags, found.belief > CERTAIN
        return tags is not None and is_certain and tags.vote(name, found.words) < ELSEWHERE

    def _certifies(self, words: Iterable[Word]) -> bool:
        """Words of another office's certification."""
        own = {
            id(word) for page in self._signed.pages for line in page.lines for word in line.words
        }
        return not any(id(word) in own for word in words)

    def _yields(self, best: Proposal, other: Proposal, item: FieldType) -> bool:
        """Whether what a finder proposes gives way to the words that the tagger is sure of."""
        if other.found is None or other.chance < INVENTED or {*other.doubts} - READ_SO:
            return False
        if best.found is None or best.found.value is None:
            # No label was seen, or no value beside it.
            is_blank = best.found is not None and not best.doubts
            return not is_blank or other.found.belief > OVER_BLANK
        if _is_same(best, other) or (_says(best, other.found) and "unfinished" in best.doubts):
            # It goes on, and does not end sooner.
            return False
        if {*best.doubts} - READ_SO and other.found.belief > OVER_DOUBT:
            return True
        vote = self._paper.tags.vote(item.id, best.found.words) if self._paper.tags else 1.0
        is_certain = other.found.belief > CERTAIN
        has_more = vote < SOME_MORE and _has_other_words(item, best.found.value, other.found.value)
        least = ELSEWHERE_SURELY if is_certain else ELSEWHERE
        return (is_certain and has_more) or (vote < least and not _is_surely_its(best, item))

    def _has_caption(self, item: FieldType, method: str) -> bool:
        """A caption for the field stands on the paper, and no name was found under it."""
        return method == SIGNER and any(
            True
            for finder in takewhile(lambda finder: finder.by != method, item.find)
            if finder.by == "signed"
            for _ in self._paper.form.all_placed(finder.labels, finder.section)
        )

    def _proposal(self, found: Candidate | None, item: FieldType, method: str) -> Proposal:
        if found is not None:
            found = _marked(_punctuated(_unprinted(found, item, self._printed), item), item)
            if method in SIGNATURES and (
                another_signs(self._paper.form, found.words) or self._has_caption(item, method)
            ):
                found = replace(found, doubts=(*found.doubts, "other_signer"))
            agreement = _agreement(found.value, self._marked, self._bare)
            found = replace(found, agreement=agreement)
        said = votes(found, item, self._paper.tags, self._paper.pages)
        known = features(found, item, method, said)
        return Proposal(found, method, confidence_model().probability(known), known)


def _is_surely_its(proposal: Proposal, item: FieldType) -> bool:
    """The date above the signatures, or figures beside their label with the unit of their kind."""
    if proposal.method == PLACE_DATE:
        return not item.find[0].labels
    unit, raw = _UNITS.get(item.kind), proposal.found.raw if proposal.found is not None else None
    return proposal.method == LABEL and unit is not None and unit.search(raw or "") is not None


def _has_value(proposal: Proposal) -> bool:
    return proposal.found is not None and proposal.found.value is not None


def _is_same(one: Proposal, other: Proposal) -> bool:
    """The values of both are the same but for case."""
    values = [str(x.found.value).lower() for x in (one, other) if x.found is not None]
    return values[:1] == values[1:]


def _says(proposal: Proposal, found: Candidate) -> bool:
    """The value of one is a part of the other's."""
    value = proposal.found.value if proposal.found is not None else None
    return letters_of(str(found.value)) in letters_of(str(value))


def _has_other_words(item: FieldType, value: FieldValue, part: FieldValue) -> bool:
    """The part is all but some words before, or a clause behind: "Nhà ở, xây dựng năm 1999".

    What stands behind a comma of a place is a part of it.
    """
    before, found, behind = str(value).partition(str(part))
    is_clause = not behind or (item.kind not in LOCATED and behind.lstrip()[0] in ",;(")
    return bool(found) and bool(before or behind) and is_clause and len(before.split()) != 1


def _with_alternative(chosen: Proposal, lost: Proposal) -> Proposal:
    """The chosen one, which names what else was proposed where that asks for a person."""
    value = lost.found.value if lost.found is not None else None
    found = chosen.found
    if found is None or not isinstance(value, str) or value in (found.value, *found.alternatives):
        return chosen
    return replace(chosen, found=replace(found, alternatives=(*found.alternatives, value)))


def _better(old: Proposal, new: Proposal) -> Proposal:
    """The new one where the old has no value, or where it has one that is more probable."""
    has_more = _has_value(new) and new.chance > old.chance
    return new if not _has_value(old) or has_more else old


def _is_marked_otherwise(found: Candidate) -> bool:
    """What was read stands once more on the paper, and there with other marks."""
    is_as_read = nfc(str(found.value)).lower() in nfc(found.raw or "").lower()
    return found.agreement < 0 and is_as_read


def _field(item: FieldType, proposal: Proposal) -> ExtractedField:
    found, chance = proposal.found, proposal.chance
    if found is None:
        empty = () if item.many else None
        found = Candidate(empty, None, (), 0.0)
    absent = not found.value
    doubts = [*found.doubts, *(["not_found"] if absent and item.required else [])]
    if item.kind == "person_name" and _is_marked_otherwise(found):
        doubts.append("marks_differ")
    issues = tuple(
        Issue(
            code,
            Severity.WARN,
            _MESSAGES.get(code) or MESSAGES.get(code, code.replace("_", " ")),
            field=item.id,
        )
        for code in doubts
    )
    review = chance < threshold(item) or bool(doubts)
    return ExtractedField(
        found.value, found.raw, chance, review, proposal.method, found.evidence,
        found.alternatives, issues,
    )  # fmt: skip
