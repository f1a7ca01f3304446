"""Marks stamped beside the letterhead: urgency ("độ khẩn") and secrecy ("độ mật").

Nghị định 30/2020/NĐ-CP, appendix I; Luật Bảo vệ bí mật nhà nước 2018, article 8.
"""

from __future__ import annotations

from rapidfuzz import fuzz

from models.values.text import fold

URGENCY = ("KHẨN", "THƯỢNG KHẨN", "HỎA TỐC", "HỎA TỐC HẸN GIỜ")
SECRECY = ("TUYỆT MẬT", "TỐI MẬT", "MẬT")


def likeness(text: str, mark: str) -> float:
    """How much `text` reads as `mark`, 0-1, marks above letters and spaces aside."""
    return float(fuzz.ratio(_letters(text), _letters(mark))) / 100


def best_likeness(text: str) -> float:
    """How much `text` reads as any of the marks, 0-1."""
    return max(likeness(text, mark) for mark in (*URGENCY, *SECRECY))


def _letters(text: str) -> str:
    return "".join(c for c in fold(text) if c.isalpha())
