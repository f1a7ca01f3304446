"""Made-up forms as pictures of paper on a table, and what went wrong unseen when they were read."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from models.doctypes import DocumentType
from models.extraction import Document
from models.scoring.forms import rows
from samples.forms import Form

Pixels = NDArray[np.uint8]


def silent(found: Document, form: Form, kind: DocumentType) -> list[tuple[str, object, object]]:
    """Fields with a wrong value that nobody is asked about, the value and the truth."""
    wrong = []
    for item in kind.field:
        value, truth = found.fields[item.id].value, form.fields.get(item.id) or None
        right = [truth, *(form.accept or {}).get(item.id, [])]
        if found.fields[item.id].needs_review or not value or item.id in form.skip:
            continue
        if all(rows(item.kind, value) != rows(item.kind, one) for one in right):
            wrong.append((item.id, value, truth))
    return wrong


def photographed(
    paper: Pixels, corners: Sequence[tuple[float, float]], size: tuple[int, int]
) -> tuple[Pixels, NDArray[np.float64]]:
    """A paper on a dark desk, and the 3x3 homography from it to the photograph.

    Args:
        paper: (H, W, 3).
        corners: Where its corners lie, clockwise from the top left, shares of the photograph.
        size: Height and width of the photograph in pixels.
    """
    height, width = paper.shape[:2]
    straight = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    seen = np.array(corners, np.float32) * np.array([size[1], size[0]], np.float32)
    matrix = cv2.getPerspectiveTransform(straight, seen)
    picture = cv2.warpPerspective(
        paper, matrix, (size[1], size[0]), flags=cv2.INTER_AREA, borderValue=(92, 78, 66)
    )
    grain = np.random.default_rng(1).normal(0, 3, size)[:, :, None]
    noisy = np.clip(picture.astype(np.float32) + grain, 0, 255).astype(np.uint8)
    return noisy, np.asarray(matrix, np.float64)
