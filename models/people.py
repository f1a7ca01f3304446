"""Who works with the system: roles, what each may do, and which units a person sees."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol
from uuid import UUID


class Role(StrEnum):
    """What a person is for."""

    RECEPTION = "reception"  # tiếp nhận
    REVIEWER = "reviewer"  # rà soát
    SENIOR = "senior"  # rà soát cấp cao
    OPERATOR = "operator"  # vận hành
    AUDITOR = "auditor"  # kiểm toán
    ADMINISTRATOR = "administrator"  # quản trị


class Permission(StrEnum):
    """What a route asks for."""

    OWN = "own"  # what everybody who has signed in may do: the own account
    UPLOAD = "upload"
    READ = "read"  # records, their pages and files
    REVIEW = "review"
    DECIDE = "decide"  # what a reviewer could not: escalated records, broken hard rules
    OPERATE = "operate"  # batches, queue, parked jobs
    MEASURE = "measure"  # the figures of a unit
    AUDIT = "audit"
    ADMINISTER = "administer"


_MAY = {
    Role.RECEPTION: {Permission.UPLOAD, Permission.READ},
    Role.REVIEWER: {Permission.READ, Permission.REVIEW},
    Role.SENIOR: {Permission.READ, Permission.REVIEW, Permission.DECIDE, Permission.MEASURE},
    Role.OPERATOR: {Permission.UPLOAD, Permission.READ, Permission.OPERATE, Permission.MEASURE},
    Role.AUDITOR: {Permission.AUDIT, Permission.MEASURE},
    # No record is seen for the sake of accounts.
    Role.ADMINISTRATOR: {Permission.ADMINISTER},
}


class Obliged(StrEnum):
    """Who must have a second factor."""

    OFF = "off"  # nobody: whoever likes has one
    ADMINISTRATORS = "administrators"
    ALL = "all"

    def includes(self, roles: Collection[Role]) -> bool:
        """Whether somebody with some roles must."""
        return self is Obliged.ALL or (
            self is Obliged.ADMINISTRATORS and Role.ADMINISTRATOR in roles
        )


class Reader(Protocol):
    """Whoever may see what belongs to some units: a person, or a system."""

    @property
    def units(self) -> tuple[str, ...] | None:
        """Codes of their units; None: all there are."""
        ...

    def sees(self, unit: str) -> bool:
        """Whether what belongs to a unit is shown to them."""
        ...


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is signed in.

    Attributes:
        login: What they sign in with, small letters.
        unit: The code of their unit.
        units: Codes of the units below it, itself among them; None: all there are.
        one_time: Their password must be changed before anything else.
        has_factor: A code is asked after their password.
        owes_factor: They must set a second factor up before anything else.
    """

    id: UUID
    login: str
    name: str
    unit: str
    roles: frozenset[Role]
    units: tuple[str, ...] | None
    one_time: bool = False
    has_factor: bool = False
    owes_factor: bool = False

    def may(self, permission: Permission) -> bool:
        """Whether one of their roles allows it."""
        if permission is Permission.OWN:
            return True
        return any(permission in _MAY[role] for role in self.roles)

    def sees(self, unit: str) -> bool:
        """Whether what belongs to a unit is shown to them."""
        return self.units is None or unit in self.units
