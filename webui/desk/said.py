"""What the scripts of the upload desk say, checked."""

from __future__ import annotations

from typing import TypeVar

from flask import request
from pydantic import BaseModel, ValidationError
from werkzeug.exceptions import BadRequest

from models.doctypes import document_types
from models.errors import ErrorCode, SohoaError

Body = TypeVar("Body", bound=BaseModel)


def asked(kind: type[Body]) -> Body:
    """The body of the request."""
    try:
        return kind.model_validate(request.get_json(silent=True))
    except ValidationError as error:
        raise BadRequest from error


def declared(text: str | None) -> str | None:
    """The type of paper that a person has chosen; None: the program decides.

    Raises:
        SohoaError: `not_found`.
    """
    if not text:
        return None
    if text not in document_types():
        raise SohoaError(ErrorCode.NOT_FOUND, "There is no such type of paper.", "Choose one.")
    return text
