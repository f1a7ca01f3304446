"""How probable a proposed value is: a logistic model over what is known of how it was read.

The model (`models/weights/confidence.json`) is fitted by `sohoa train confidence` on papers whose
truth is known; it holds weights of features, and no words of any paper.
"""

from __future__ import annotations

import json
import math
import re
from bisect import bisect
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import models.weights
from extractors.finders import Candidate
from extractors.language.syllables import is_syllable, spell
from models.doctypes import FieldType
from models.errors import ErrorCode, SohoaError
from models.page import Word
from models.values.given_names import unusual_syllables
from models.values.text import nfc

# Confidences are kept off 0 and 1, where a logit has no end.
_EDGE = 0.005
# Margins above this many of the engine's costs say no more.
_WIDE = 12.0

# Confidences and margins count by the step that they are on, too.
_SURE = (0.5, 0.7, 0.8, 0.85, 0.9, 0.93, 0.96)
_MARGINS = (0.1, 0.3, 0.6, 0.9, 1.0)

# Where so many more values than labels are hardly read, more of them say nothing more.
_ALL_BY_HAND = 0.2

_WORD = re.compile(r"[^\W\d_]+")

Features = Mapping[str, float]
NO_VOTES: Features = {}


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of a logistic model.

    Attributes:
        weights: By the feature's name; features without one count nothing.
        thresholds: Least probability at which of a hundred values so many are right, by share.
    """

    weights: Mapping[str, float]
    thresholds: Mapping[str, float]

    def probability(self, features: Features) -> float:
        """The probability (0-1) that a value with these features is the truth."""
        score = sum(self.weights.get(name, 0.0) * value for name, value in features.items())
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


@cache
def confidence_model() -> Model:
    """The model that comes with the project.

    Raises:
        SohoaError: `engine_missing`.
    """
    path = Path(models.weights.__file__).with_name("confidence.json")
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SohoaError(
            ErrorCode.ENGINE_MISSING, f"The confidence model {path} is missing.",
            "Install the project again, or make it with `sohoa train confidence`.",
        ) from error  # fmt: skip
    return Model(data["weights"], data["thresholds"])


def threshold(item: FieldType) -> float:
    """Probability below which a person is asked; critical fields ask sooner."""
    usual = confidence_model().thresholds["0.995" if item.critical else "0.99"]
    return max(usual, item.threshold)


def features(
    found: Candidate | None, item: FieldType, method: str, votes: Features = NO_VOTES
) -> Features:
    """What speaks for and against a value; `votes` are those of trained models."""
    kind, value = item.kind, found.value if found is not None else None
    known = {"": 1.0, f"kind={kind}": 1.0, f"method={method}": 1.0, **votes}
    if not value:
        return {
            **known, "absent": 1.0, f"absent,{kind}": 1.0, f"absent,{item.required}": 1.0,
            f"absent,{method}": 1.0, "absent,seen": float(found is not None),
        }  # fmt: skip
    assert found is not None
    return {
        **known, **_reading(found.words, kind), "belief": _logit(found.belief),
        "checked": float(found.checked), f"checked,{kind}": float(found.checked),
        "doubts": min(3, len(found.doubts)),
        **{f"doubt={code}": 1.0 for code in found.doubts},
        "others": float(bool(found.alternatives)),
        f"{method},{kind}": 1.0,
        "repeated": float(found.agreement > 0), f"repeated,{kind}": float(found.agreement > 0),
        "otherwise": float(found.agreement < 0), f"otherwise,{kind}": float(found.agreement < 0),
        **_spelling(value, kind),
    }  # fmt: skip


def by_hand(share: float, item: FieldType, *, is_absent: bool) -> Features:
    """What it says that so many more of a paper's values than of its labels were hardly read."""
    more = min(1.0, max(0.0, share) / _ALL_BY_HAND)
    return {"by hand": more, "by hand,absent" if is_absent else f"by hand,{item.kind}": more}


def _spelling(value: object, kind: str) -> dict[str, float]:
    """How many words cannot be Vietnamese, as names of other tongues cannot, nor misread ones."""
    texts = (
        [value]
        if isinstance(value, str)
        else list(map(str, value if isinstance(value, tuple) else ()))
    )
    words = [word for text in texts for word in _WORD.findall(nfc(text))]
    odd = sum(not is_syllable(spell(word)) for word in words)
    names = {"person_name", "name"}
    strange = unusual_syllables(value) if kind in names and isinstance(value, str) else 0
    # A decimal comma lost leaves figures alone.
    plain = float(isinstance(value, str) and value.isdigit())
    return {
        "odd": float(odd > 0),
        f"odd,{kind}": float(odd > 0),
        f"plain,{kind}": plain,
        "strange": min(2, strange),
    }


def _reading(words: tuple[Word, ...], kind: str) -> dict[str, float]:
    """How surely the words were read."""
    if not words:
        return {"unread": 1.0}
    sure = sorted(word.confidence for word in words)
    margins = [min(word.margins) for word in words if word.margins]
    margin = min(_WIDE, min(margins)) / _WIDE if margins else 0.5
    return {
        "weakest": _logit(sure[0]),
        "second": _logit(sure[min(1, len(sure) - 1)]),
        "mean": _logit(sum(sure) / len(sure)),
        "below": sum(x < 0.8 for x in sure) / len(sure),
        f"weakest in {bisect(_SURE, sure[0])}": 1.0,
        f"margin in {bisect(_MARGINS, margin)}": 1.0,
        "margin": margin,
        f"margin,{kind}": margin,
        "changed": sum(bool(word.read) for word in words) / len(words),
        "size": math.log(len(words)),
        f"size,{kind}": math.log(len(words)),
        f"weakest,{kind}": _logit(sure[0]),
    }


def _logit(share: float) -> float:
    kept = min(1 - _EDGE, max(_EDGE, share))
    return math.log(kept / (1 - kept))
