"""Units: the tree, and how it grows; only below the administrator's own unit."""

from __future__ import annotations

from collections import Counter
from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from models.errors import ErrorCode, SohoaError
from models.people import Permission
from models.store.people import listed
from models.store.units import Unit, add_unit, rename_unit, tree
from webui.auth.guard import asks
from webui.context import person, store
from webui.errors import told
from webui.language import _

blueprint = Blueprint("units", __name__, url_prefix="/units")


@blueprint.get("/")
@asks(Permission.ADMINISTER)
def units() -> ResponseReturnValue:
    """The tree, with how many people belong to each unit."""
    with store().read() as connection:
        found = tree(connection, person().units)
        people = Counter(row.unit for row in listed(connection) if row.disabled_at is None)
    return render_template("people/units.html", units=found, people=people)


@blueprint.get("/<code>")
@asks(Permission.ADMINISTER)
def show(code: str) -> ResponseReturnValue:
    """One unit: to be renamed, or to get another one below it."""
    return _page(_unit(code))


@blueprint.post("/<code>/rename")
@asks(Permission.ADMINISTER)
def rename(code: str) -> ResponseReturnValue:
    """Call the unit by another name."""
    unit = _unit(code)
    try:
        rename_unit(store(), code, request.form.get("name", ""), actor=person().login)
    except SohoaError as error:
        return _page(unit, told(error)), HTTPStatus.UNPROCESSABLE_ENTITY
    flash(_("The unit is renamed."))
    return redirect(url_for("units.units"), HTTPStatus.SEE_OTHER)


@blueprint.post("/<code>/add")
@asks(Permission.ADMINISTER)
def add(code: str) -> ResponseReturnValue:
    """Add a unit below this one."""
    unit, form = _unit(code), request.form
    try:
        add_unit(
            store(), form.get("code", ""), form.get("name", ""), code, actor=person().login
        )  # fmt: skip
    except SohoaError as error:
        return _page(unit, told(error)), HTTPStatus.UNPROCESSABLE_ENTITY
    flash(_("The unit is added."))
    return redirect(url_for("units.units"), HTTPStatus.SEE_OTHER)


def _unit(code: str) -> Unit:
    """A unit that the administrator looks after."""
    with store().read() as connection:
        found = [unit for unit in tree(connection, person().units) if unit.code == code]
    if not found:
        raise SohoaError(ErrorCode.NOT_FOUND, "There is no such unit.", "Check its code.")
    return found[0]


def _page(unit: Unit, error: str = "") -> str:
    return render_template("people/unit.html", unit=unit, error=error, form=request.form)
