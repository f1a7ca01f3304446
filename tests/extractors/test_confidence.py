"""Confidence is a probability: fitted, judged on papers left out, kept with the project."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

import models.weights
from extractors.calibration import Observation, fit, fit_with_thresholds, report, to_json
from extractors.confidence import confidence_model, features, threshold
from extractors.finders import Candidate
from models.doctypes import FieldType
from models.scoring.trust import calibration_error
from tests.extractors.papers import words

NAME = FieldType(id="ho_ten", title="Họ tên", english="name", kind="person_name", required=True)


def observations(count: int = 3000) -> list[Observation]:
    """Fields whose chance to be right is known: a half, or more the surer the weakest word is."""
    rng = np.random.default_rng(5)
    found = []
    for i in range(count):
        weakest = float(rng.normal())
        chance = 1 / (1 + np.exp(-(2 * weakest + 1.5)))
        right = bool(rng.random() < chance)
        found.append(Observation(f"{i // 10}", {"": 1.0, "weakest": weakest}, right, doubted=False))
    return found


def test_the_fitted_weights_are_those_that_made_the_data() -> None:
    weights = fit(observations()).weights
    assert weights[""] == pytest.approx(1.5, abs=0.25)
    assert weights["weakest"] == pytest.approx(2.0, abs=0.3)


def test_stated_probabilities_hold_on_files_left_out() -> None:
    model, judged = fit_with_thresholds(observations())
    error = calibration_error(judged)
    assert error is not None and error < 0.03
    trust = report(judged, dict(model.thresholds))
    assert trust.silent <= 0.01 * (trust.items - trust.flagged) + 1
    assert 0.1 < (trust.items - trust.flagged) / trust.items < 0.9
    assert model.thresholds["0.995"] >= model.thresholds["0.99"]


def test_a_word_read_less_surely_makes_a_value_less_probable() -> None:
    def chance(sure: float) -> float:
        read = tuple(words("NGUYỄN VĂN AN", 300, 500, sure=sure))
        found = Candidate("NGUYỄN VĂN AN", "", (), 0.95, read)
        return confidence_model().probability(features(found, NAME, "label"))

    assert chance(0.96) > chance(0.7) > chance(0.3)


def test_absence_is_a_statement_too() -> None:
    known = features(None, NAME, "none")
    assert known["absent"] == 1.0 and "weakest" not in known
    assert 0.0 < confidence_model().probability(known) < 1.0


def test_a_field_may_ask_sooner_than_all_others() -> None:
    assert threshold(NAME.model_copy(update={"threshold": 0.999})) == 0.999
    assert threshold(NAME.model_copy(update={"threshold": 0.1})) == threshold(NAME)


def test_critical_fields_ask_sooner() -> None:
    assert threshold(NAME.model_copy(update={"critical": True})) >= threshold(NAME)


def test_the_model_of_the_project_holds_numbers_only() -> None:
    path = Path(models.weights.__file__).with_name("confidence.json")
    data = json.loads(path.read_bytes())
    assert set(data) == {"thresholds", "weights"}
    assert all(isinstance(x, float) for part in data.values() for x in part.values())
    assert to_json(confidence_model()) == path.read_bytes()
