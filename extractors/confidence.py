"""How probable a proposed value is.

A conservative product of the finder's belief and the engine's confidence in the weakest words,
or the belief alone where something else than the reading confirms the value. Doubts cap it below
every threshold.
"""

from __future__ import annotations

from extractors.finders import Candidate

DOUBTED = 0.45


def probability(found: Candidate) -> float:
    """Probability (0-1) that the candidate's value is the truth."""
    weakest = sorted(word.confidence for word in found.words)[:2]
    reading = min(1.0, sum(weakest) / len(weakest) + 0.03) if weakest else 1.0
    value = found.belief if found.checked else found.belief * reading
    return min(value, DOUBTED) if found.doubts else value
