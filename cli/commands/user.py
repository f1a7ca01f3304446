"""`sohoa user`: accounts of people."""

from __future__ import annotations

import getpass
import json

import click

from cli.stores import opened_store
from models.people import Role
from models.store.intake import ROOT_UNIT

_ROLES = click.Choice([role.value for role in Role])
_ROLE = click.option(
    "--role", "roles", multiple=True, required=True, type=_ROLES,
    help="What the person may do; may be given several times.",
)  # fmt: skip
_LOGIN = click.argument("login")


@click.group()
def command() -> None:
    """Add, list, disable accounts; give new passwords."""


@command.command()
@_LOGIN
@_ROLE
@click.option("--name", default="", help="As pages show it (default: the login).")
@click.option("--unit", default=ROOT_UNIT, show_default=True, help="Code of the person's unit.")
@click.option("--no-password", is_flag=True, help="Signs in by the identity provider only.")
def add(login: str, roles: tuple[str, ...], name: str, unit: str, no_password: bool) -> None:
    """Add an account; its one-time password is printed once."""
    from models.store.people import Account, add_person, one_time_password

    password = None if no_password else one_time_password()
    account = Account(login, name, unit, frozenset(Role(role) for role in roles))
    with opened_store() as store:
        add_person(store, account, password=password, actor=getpass.getuser())
    click.echo(f"Added {login.strip().lower()}.")
    if password:
        click.echo(f"One-time password: {password}")


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def list_people(as_json: bool) -> None:
    """List accounts."""
    from models.store.people import listed

    with opened_store() as store, store.read() as connection:
        rows = listed(connection)
    for row in rows:
        known = {
            "login": row.login, "name": row.name, "unit": row.unit, "roles": row.roles,
            "disabled": row.disabled_at is not None,
            "second_factor": row.factor_since is not None,
        }  # fmt: skip
        if as_json:
            click.echo(json.dumps(known, ensure_ascii=False))
        else:
            off = "  (disabled)" if row.disabled_at else ""
            click.echo(f"{row.login}  {row.name}  {row.unit}  {', '.join(row.roles)}{off}")
    if not rows and not as_json:
        click.echo("There are no accounts yet; `sohoa up` makes the first one.")


@command.command()
@_LOGIN
def disable(login: str) -> None:
    """Let LOGIN sign in no more, and end the sessions; what was done stays."""
    from models.store import people

    with opened_store() as store:
        people.disable(store, login, actor=getpass.getuser())
    click.echo(f"{login} is disabled.")


@command.command()
@_LOGIN
def enable(login: str) -> None:
    """Let LOGIN sign in again, also after too many wrong passwords."""
    from models.store import people

    with opened_store() as store:
        people.enable(store, login, actor=getpass.getuser())
    click.echo(f"{login} may sign in.")


@command.command()
@_LOGIN
def password(login: str) -> None:
    """Give LOGIN a new one-time password, and end the sessions."""
    from models.store import people

    fresh = people.one_time_password()
    with opened_store() as store:
        people.set_password(store, login, fresh, one_time=True, actor=getpass.getuser())
    click.echo(f"One-time password: {fresh}")


@command.command("take-factor-away")
@_LOGIN
def take_factor_away(login: str) -> None:
    """Ask no codes of LOGIN, who has lost what makes them, and end the sessions."""
    from models.store import second_factor

    with opened_store() as store:
        second_factor.take_away(store, login, actor=getpass.getuser())
    click.echo(f"{login} has no second factor.")
