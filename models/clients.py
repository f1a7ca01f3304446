"""Who reads and writes over the API: systems, what each may do, and which units it sees."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Scope(StrEnum):
    """What an operation of the API asks for (RFC 6749, section 3.3)."""

    RECORDS = "records:read"  # personal data masked
    PERSONAL = "records:read.pii"  # personal data in full
    CORRECT = "records:write"
    DECIDE = "records:decide"  # send back to review, withdraw
    DOCUMENTS = "documents:read"
    SUBMIT = "documents:write"
    IMAGES = "images:read"
    PREFILL = "prefill"
    WEBHOOKS = "webhooks:manage"
    STATS = "stats:read"
    AUDIT = "audit:read"


# What each allows, for whoever asks for one; docs/api.md tells the same.
MEANINGS = {
    Scope.RECORDS: "Read and search records, changes, types and master data; personal data masked.",
    Scope.PERSONAL: "See personal data in full.",
    Scope.CORRECT: "Propose other values; a person looks at them.",
    Scope.DECIDE: "Approve records of which nothing is doubtful, send back, withdraw.",
    Scope.DOCUMENTS: "Follow files and dossiers.",
    Scope.SUBMIT: "Submit files, open dossiers.",
    Scope.IMAGES: "Fetch originals, searchable PDFs and pictures of pages; they show everything.",
    Scope.PREFILL: "Ask what is held of a person already, personal data in full.",
    Scope.WEBHOOKS: "Say where to be told of changes.",
    Scope.STATS: "Read figures.",
    Scope.AUDIT: "Read what people and clients did.",
}


def login_of(name: str) -> str:
    """What a client is called in the audit; no person's login has a colon."""
    return f"client:{name}"


@dataclass(frozen=True, slots=True)
class Client:
    """A system that has shown who it is.

    Attributes:
        login: What it is called in the audit, see `login_of`.
        name: What people call it.
        unit: The code of the unit that it works for.
        units: Codes of the units below it, itself among them; None: all there are.
        purposes: What it may state personal data to be read for.
    """

    id: UUID
    login: str
    name: str
    unit: str
    scopes: frozenset[Scope]
    purposes: tuple[str, ...]
    units: tuple[str, ...] | None

    def may(self, scope: Scope) -> bool:
        """Whether the token that it shows allows it."""
        return scope in self.scopes

    def sees(self, unit: str) -> bool:
        """Whether what belongs to a unit is shown to it."""
        return self.units is None or unit in self.units
