"""The page that shows the document of the API to those who write programs for it."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from webui.api.mount import PREFIX
from webui.auth.guard import asks

blueprint = Blueprint("api_page", __name__, url_prefix="/api")


@blueprint.get("/")
@asks(None)
def show() -> ResponseReturnValue:
    """The operations, their shapes, and a way to try them; the document is everybody's."""
    return render_template("api.html", document=f"{PREFIX}/openapi.json")
