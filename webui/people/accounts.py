"""Accounts: listed, added, changed, disabled; only those of the administrator's own units."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Row

from models.errors import ErrorCode, SohoaError
from models.people import Permission, Role
from models.store import people, second_factor
from models.store.people import Account, one_time_password, person_by_id
from models.store.units import Unit, tree
from models.values.text import fold
from webui.auth.guard import asks
from webui.context import person, store, unit_name, web
from webui.errors import told
from webui.language import _

blueprint = Blueprint("people", __name__, url_prefix="/accounts")


@blueprint.get("/")
@asks(Permission.ADMINISTER)
def accounts() -> ResponseReturnValue:
    """The accounts, all or those whose login, name or unit bears some words."""
    words = request.args.get("q", "")[:200]
    with store().read() as connection:
        rows = people.listed(connection, person().units)
    sought = fold(words).split()
    found = [row for row in rows if all(word in _text_of(row) for word in sought)]
    return render_template(
        "people/accounts.html", rows=found, words_sought=words, now=store().now()
    )


def _text_of(row: Row[Any]) -> str:
    return fold(f"{row.login} {row.name} {unit_name(row.unit)}")


@blueprint.get("/add")
@asks(Permission.ADMINISTER)
def add_page() -> ResponseReturnValue:
    """The form for a new account."""
    return _form(Account("", "", person().unit, frozenset()))


@blueprint.post("/add")
@asks(Permission.ADMINISTER)
def add() -> ResponseReturnValue:
    """Add an account, and show its one-time password this once."""
    account = _account(request.form.get("login", ""))
    password = None if request.form.get("way") == "provider" else one_time_password()
    try:
        _check_unit(account.unit)
        people.add_person(store(), account, password=password, actor=person().login)
    except SohoaError as error:
        return _form(account, error=told(error)), HTTPStatus.UNPROCESSABLE_ENTITY
    if password is None:
        flash(_("The account is added."))
        return redirect(url_for("people.accounts"), HTTPStatus.SEE_OTHER)
    return _show_password(account.login.strip().lower(), password)


@blueprint.get("/<uuid:account>")
@asks(Permission.ADMINISTER)
def show(account: UUID) -> ResponseReturnValue:
    """The form that changes an account."""
    row = _row(account)
    return _form(_as_account(row), row)


@blueprint.post("/<uuid:account>")
@asks(Permission.ADMINISTER)
def change(account: UUID) -> ResponseReturnValue:
    """Change name, unit and roles."""
    row = _row(account)
    asked = _account(row.login)
    try:
        _check_unit(asked.unit)
        _keep_own_roles(row, asked)
        people.change(store(), asked, actor=person().login)
    except SohoaError as error:
        return _form(asked, row, told(error)), HTTPStatus.UNPROCESSABLE_ENTITY
    flash(_("The account is changed."))
    return redirect(url_for("people.accounts"), HTTPStatus.SEE_OTHER)


@blueprint.post("/<uuid:account>/disable")
@asks(Permission.ADMINISTER)
def disable(account: UUID) -> ResponseReturnValue:
    """Let a person sign in no more."""
    row = _another(account)
    try:
        people.disable(store(), row.login, actor=person().login)
    except SohoaError as error:
        return _form(_as_account(row), row, told(error)), HTTPStatus.UNPROCESSABLE_ENTITY
    flash(_("The account is disabled; its sessions have ended."))
    return redirect(url_for("people.accounts"), HTTPStatus.SEE_OTHER)


@blueprint.post("/<uuid:account>/enable")
@asks(Permission.ADMINISTER)
def enable(account: UUID) -> ResponseReturnValue:
    """Let a person sign in again."""
    people.enable(store(), _row(account).login, actor=person().login)
    flash(_("The account may sign in."))
    return redirect(url_for("people.accounts"), HTTPStatus.SEE_OTHER)


@blueprint.post("/<uuid:account>/password")
@asks(Permission.ADMINISTER)
def password(account: UUID) -> ResponseReturnValue:
    """Give a new one-time password, and show it this once."""
    row, fresh = _another(account), one_time_password()
    people.set_password(store(), row.login, fresh, one_time=True, actor=person().login)
    return _show_password(row.login, fresh)


@blueprint.post("/<uuid:account>/hand-over")
@asks(Permission.ADMINISTER)
def hand_over(account: UUID) -> ResponseReturnValue:
    """Let only the identity provider sign a person in."""
    people.hand_over(store(), _another(account).login, actor=person().login)
    flash(_("From now on the agency's account signs this person in."))
    return redirect(url_for("people.accounts"), HTTPStatus.SEE_OTHER)


@blueprint.post("/<uuid:account>/take-factor-away")
@asks(Permission.ADMINISTER)
def take_factor_away(account: UUID) -> ResponseReturnValue:
    """Ask no codes of a person who has lost what makes them."""
    second_factor.take_away(store(), _another(account).login, actor=person().login)
    flash(_("The second factor is taken away; the sessions of the account have ended."))
    return redirect(url_for("people.show", account=account), HTTPStatus.SEE_OTHER)


def _row(account: UUID) -> Row[Any]:
    """An account of the administrator's own units."""
    with store().read() as connection:
        row = person_by_id(connection, account)
    if not person().sees(row.unit):
        raise SohoaError(ErrorCode.NOT_FOUND, "There is no such account.", "Look at the list.")
    return row


def _another(account: UUID) -> Row[Any]:
    """An account other than the own one, which is looked after on its own page."""
    row = _row(account)
    if row.id == person().id:
        raise SohoaError(
            ErrorCode.NOT_ALLOWED, "This is your own account.", "Ask another administrator."
        )
    return row


def _keep_own_roles(row: Row[Any], asked: Account) -> None:
    """Nobody gives themselves a role: an administrator looks into no papers by that alone."""
    if row.id == person().id and not asked.roles <= person().roles:
        raise SohoaError(
            ErrorCode.NOT_ALLOWED, "Nobody gives a role to themselves.",
            "Ask another administrator.",
        )  # fmt: skip


def _as_account(row: Row[Any]) -> Account:
    return Account(row.login, row.name, row.unit, frozenset(Role(role) for role in row.roles))


def _account(login: str) -> Account:
    """What the form says."""
    roles = frozenset(Role(role) for role in request.form.getlist("role") if role in set(Role))
    return Account(login, request.form.get("name", ""), request.form.get("unit", ""), roles)


def _units() -> list[Unit]:
    with store().read() as connection:
        return tree(connection, person().units)


def _check_unit(unit: str) -> None:
    if unit not in {known.code for known in _units()}:
        raise SohoaError(ErrorCode.NOT_FOUND, "There is no such unit.", "Check its code.")


def _form(account: Account, row: Row[Any] | None = None, error: str = "") -> str:
    return render_template(
        "people/account.html", account=account, row=row, error=error, units=_units(),
        roles=list(Role), provider=bool(web().settings.oidc_issuer), now=store().now(),
    )  # fmt: skip


def _show_password(login: str, password: str) -> str:
    return render_template("people/password.html", login=login, password=password)
