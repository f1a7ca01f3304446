"""What trained models say of a proposed value: weak votes that count as features of confidence."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from extractors.finders import Candidate
from extractors.language.model import language_model
from extractors.language.rivals import sound
from extractors.tagger import Tags
from models.doctypes import FieldType
from models.extraction import FieldValue
from models.page import Page

# Kinds of which the words are the language's.
SPOKEN = frozenset({"address", "agency", "date_words", "number_words", "place", "text", "title"})
# A word read less surely than this is hardly legible.
BELOW = 0.8
# What is dearer than this says no more.
MOST = 16.0


def votes(
    found: Candidate | None, item: FieldType, tags: Tags | None, pages: Sequence[Page]
) -> dict[str, float]:
    """The votes for and against a candidate, by the feature's name."""
    said: dict[str, float] = {}
    if tags is None or item.id not in tags.fields:
        said["untold"] = 1.0
    elif found is None or not found.value:
        best = tags.best(item.id)
        said["absent,tagged"] = best.chance if best is not None else 0.0
    elif found.words:
        chance = tags.vote(item.id, found.words)
        said |= {"tagged": chance, f"tagged,{item.kind}": chance}
    if found is not None and found.words and item.kind == "person_name":
        said |= _person(found, pages)
    if found is not None and found.words:
        said |= _legibility(found, pages)
    if found is not None and item.kind in SPOKEN:
        heard = [sound(text, language_model()) for text in _texts(found.value)]
        rival = min(MOST, max((x.rival for x in heard), default=0.0)) / MOST
        surprise = min(MOST, max((x.surprise for x in heard), default=0.0)) / MOST
        said |= {
            "rival": rival, f"rival,{item.kind}": rival,
            "surprise": surprise, f"surprise,{item.kind}": surprise,
        }  # fmt: skip
    return said


def _legibility(found: Candidate, pages: Sequence[Page]) -> dict[str, float]:
    """How surely the other words of its first page were read: a bad copy is bad throughout."""
    at = next((e.page for e in found.evidence), pages[0].number)
    own = (page for page in pages if page.number == at)
    sure = [word.confidence for page in own for line in page.lines for word in line.words]
    return {"page": sum(sure) / len(sure), "page below": sum(x < BELOW for x in sure) / len(sure)}


def _texts(value: FieldValue) -> list[str]:
    """The texts of a value."""
    if isinstance(value, str):
        return [value]
    return [text for text in value or () if isinstance(text, str)]


def _person(found: Candidate, pages: Sequence[Page]) -> dict[str, float]:
    """Whether the name is a person's to underthesea's models, and one word to their ear."""
    if not isinstance(found.value, str):
        return {}
    mine = {id(word) for word in found.words}
    lines = [line.text for page in pages for line in page.lines
             if any(id(word) in mine for word in line.words)]  # fmt: skip
    is_person, is_word = _heard(" ".join(lines), found.value)
    return {"person": float(is_person), "one word": float(is_word)}


@lru_cache(maxsize=256)
def _heard(text: str, name: str) -> tuple[bool, bool]:
    """Whether a name within its sentence is tagged as a person, and segmented as one word."""
    # Not before it is needed: a second.
    from underthesea import ner, sent_tokenize

    sentence = next((x for x in sent_tokenize(text) if name.lower() in x.lower()), text)
    words = {str(word).lower(): str(entity) for word, _, _, entity in ner(sentence)}
    parts = name.lower().split()
    is_person = any(
        entity.endswith("PER") and set(parts) & set(word.split()) for word, entity in words.items()
    )
    return is_person, " ".join(parts) in words


def load_models() -> None:
    """Load what the first name would load: a second."""
    _heard("Ông Nguyễn Văn An", "Nguyễn Văn An")
